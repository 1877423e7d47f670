"""What is logged: lines for people or JSON, and never what was asked."""

import json
import logging
import os
from contextlib import closing
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest

from index.library import open_library
from tests.fake_embedder import FakeEmbedder
from tests.servers.chat_client import ask_over_http
from tests.whole.test_browser import ROOT, free_port, serving
from ui.operations.logs import JsonFormatter, QuietFormatter

SECRET = "Schwertfisch"


def record_of(error, **more):
    try:
        raise error
    except ValueError as raised:
        info = (type(raised), raised, raised.__traceback__)
    return logging.LogRecord("ui.x", logging.ERROR, "f", 1, "It failed", (), info)


def failing():
    error = ValueError(SECRET)
    error.__cause__ = RuntimeError(f"[parameters: {SECRET}]")
    return error


@pytest.mark.parametrize("formatter", [JsonFormatter(), QuietFormatter("%(message)s")])
def test_an_error_is_logged_by_kind_and_place_without_its_text(formatter):
    line = formatter.format(record_of(failing()))
    assert SECRET not in line
    assert "builtins.ValueError" in line
    assert "builtins.RuntimeError" in line
    assert "test_ui_logs.py:" in line


def test_an_error_that_causes_itself_ends():
    error = ValueError("x")
    error.__context__ = KeyError()
    error.__context__.__context__ = error
    assert len(json.loads(JsonFormatter().format(record_of(error)))["error"]) < 300


def test_json_lines_hold_the_facts_that_came_with_them():
    record = logging.LogRecord("ui.x", logging.INFO, "f", 1, "request\n海", (), None)
    record.facts = {"route": "c", "status": 200}
    line = JsonFormatter().format(record)
    assert "\n" not in line
    assert json.loads(line)["event"] == "request\n海"
    assert json.loads(line)["status"] == 200


def visit(address, path, **more):
    request = Request(address + path, **more)
    try:
        with urlopen(request, timeout=20) as answer:
            return answer.status
    except HTTPError as error:
        error.close()
        return error.code


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = tmp_path_factory.mktemp("logs") / "home"
    with closing(open_library(home, FakeEmbedder(), create=True)) as library:
        library.sync([ROOT / "seeds"])
    return home


def logged(home, form, file):
    """Asks, looks for, and fails at the secret word in every way, and returns what was logged."""
    port, word = free_port(), quote(SECRET)
    address = f"http://127.0.0.1:{port}"
    with (
        file.open("w") as err,
        serving(home, port, stderr=err, env=os.environ | {"TENKYO_LOG": form}),
    ):
        assert ask_over_http(address, f"What is the cable of {SECRET}?")["status"] == "done"
        assert ask_over_http(address, SECRET * 999)["status"] == "failed"
        visit(address, f"/conversations?search={word}")
        visit(address, f"/documents/{word}", headers={"Authorization": f"Bearer {SECRET}"})
        visit(address, f"/c/{word}/{word}/0-1/{word}", headers={"Cookie": f"session={SECRET}"})
        visit(address, f"/{word}", data=SECRET.encode())
        visit(address, "/gradio_api/queue/join", data=f'{{"{SECRET}'.encode())
    return file.read_text()


@pytest.mark.parametrize("form", ["json", "plain"])
def test_what_is_asked_never_appears_in_the_logs(home, tmp_path, form):
    said = logged(home, form, tmp_path / "log")
    assert SECRET.lower() not in said.lower()
    if form == "json":
        lines = [json.loads(line) for line in said.splitlines()]
        requests = [line for line in lines if line["event"] == "request"]
        assert {"page", "documents", "other", "gradio_api"} >= {requests[-1]["route"]}
        assert len(requests) > 8
