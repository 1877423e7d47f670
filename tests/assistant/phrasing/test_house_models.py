"""Language models that are looked for on this machine."""

import json

import pytest

from assistant.phrasing.house_models import (
    HouseModel,
    facts_of,
    look_for_models,
    with_house_model,
)
from assistant.settings import Settings
from tests.servers.chat_servers import serving
from tests.servers.web_serving import free_port

QWEN = {"id": "qwen3:4b", "object": "model", "owned_by": "library"}


def listing(*models):
    return json.dumps({"object": "list", "data": list(models)}).encode()


def found(said, name="vLLM"):
    with serving("") as server:
        server.models = said
        port = int(server.url.split(":")[2].split("/")[0])
        return [(m.name, m.address.replace(str(port), "N")) for m in look_for_models({name: port})]


def test_a_server_is_asked_what_it_has():
    assert found(listing(QWEN, {"id": "gemma"})) == [
        ("openai:qwen3:4b", "http://127.0.0.1:N/v1"),
        ("openai:gemma", "http://127.0.0.1:N/v1"),
    ]


def test_ollama_is_spoken_to_in_its_own_protocol():
    assert found(listing(QWEN), "Ollama") == [("ollama:qwen3:4b", "http://127.0.0.1:N")]


@pytest.mark.parametrize(
    "said",
    [
        b"<!doctype html>",
        b"",
        b"[]",
        b'{"data": 3}',
        b'{"data": [{"name": "x"}]}',
        b'{"data": [' + b" " * 1_000_001 + b"]}",
        None,  # 404
    ],
)
def test_another_program_there_offers_none(said):
    assert found(said) == []


def test_tenkyo_does_not_find_itself():
    assert found(listing({"id": "tenkyo", "owned_by": "tenkyo"})) == []


def test_of_too_many_the_first_are_named():
    assert len(found(listing(*({"id": f"m{n}"} for n in range(500))))) == 20


def test_where_nobody_listens_there_is_none():
    assert look_for_models({"Ollama": free_port()}) == ()


def test_no_proxy_is_asked(monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{free_port()}")
    assert found(listing(QWEN))


def test_what_is_switched_on_is_used_unless_a_setting_names_another():
    model = HouseModel("Ollama", "ollama:qwen3:4b", "http://127.0.0.1:11434")
    used = with_house_model(Settings(), facts_of(model))
    assert (used.chat_model, used.chat_base_url) == (model.name, model.address)
    assert with_house_model(Settings(), facts_of(None)).chat_model == ""
    named = Settings(chat_model="openai:mine")
    assert with_house_model(named, facts_of(model)) == named
