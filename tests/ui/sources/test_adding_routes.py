"""The routes by which documents are added, through all that stands in front of them."""

import http.client
import json
from contextlib import closing, contextmanager
from threading import Event
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient

from assistant.assistant import Assistant
from assistant.settings import Settings
from index.library import open_library
from tests.fake_embedder import FakeEmbedder
from tests.servers.serving import running
from ui.server import build_app
from ui.sources.adding_routes import is_own_machine

CABLE, BATCH = b"The cable is long.", "b" * 22
BYTES = {"content-type": "application/octet-stream"}


@contextmanager
def app_of(base, **settings):
    with closing(open_library(base / "home", FakeEmbedder(), create=True)) as library:
        assistant = Assistant(library, Settings(home=base / "home", **settings))
        with closing(assistant.background):
            yield build_app(assistant)


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    limits = {"max_file_mb": 1, "max_upload_files": 5, "requests_per_minute": 100_000}
    limits["allowed_origins"] = ["https://listed.example"]
    with app_of(tmp_path_factory.mktemp("own"), **limits) as app:
        yield app


@pytest.fixture(scope="module")
def client(app):
    with TestClient(app, base_url="http://localhost") as client:
        yield client


def add(client, name="cable.txt", data=CABLE, *, batch=BATCH, **headers):
    sent = {**BYTES, **{key.replace("_", "-"): value for key, value in headers.items()}}
    return client.post(f"/uploads/{batch}", params={"name": name}, content=data, headers=sent)


def files_of(client, batch=BATCH, **headers):
    for _ in range(3_000):
        files = client.get(f"/uploads/{batch}", headers=headers).json()["files"]
        if not {file["outcome"] for file in files} & {"waiting", "reading"}:
            return files
        Event().wait(0.01)
    raise TimeoutError


def test_a_file_is_sent_read_listed_and_removed(client):
    assert add(client).json() == {"number": 0}
    assert files_of(client) == [{"name": "cable.txt", "outcome": "indexed", "text": "read"}]
    page = client.get("/documents").text
    assert 'data-add="remove" data-path="cable.txt" aria-label="Remove cable.txt"' in page
    assert client.delete("/uploads", params={"path": "cable.txt"}).status_code == 204
    assert client.delete("/uploads", params={"path": "cable.txt"}).status_code == 404


def test_what_is_refused_says_why_in_the_language_of_the_reader(client):
    refused = add(client, "tool.exe", batch="c" * 22, accept_language="ja")
    assert (refused.status_code, refused.json()["detail"]) == (
        422,
        "この形式のファイルは読み取れません。",
    )
    assert add(client, data=b"", batch="c" * 22).json()["detail"] == "The file is empty."
    assert add(client, data=bytes(1_000_001), batch="c" * 22).status_code == 413


def test_a_file_may_be_larger_than_any_other_request(client):
    text = b"The ferry is blue. " * 40_000
    assert add(client, "ferry.txt", text, batch="d" * 22).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"content_type": "text/plain"},
        {"content_type": "multipart/form-data; boundary=x"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"origin": "https://elsewhere.example"},
        {"origin": "https://listed.example"},
    ],
)
def test_no_page_of_another_origin_can_add_or_remove(client, app, headers):
    assert add(client, "foreign.txt", **headers).status_code == 403
    assert not (app.state.adding.root / "foreign.txt").exists()
    if "content_type" not in headers:
        headers = {key.replace("_", "-"): value for key, value in headers.items()}
        sent = client.delete("/uploads", params={"path": "cable.txt"}, headers=headers)
        assert sent.status_code == 403


def test_the_limits_are_said_before_anything_is_sent(client):
    said = client.get("/uploads").text
    assert "Up to 1 MB a file and 5 files at once. There is room for " in said
    assert "PDF" in said


def test_an_upload_that_breaks_off_leaves_nothing(app):
    with running(app) as address:
        connection = http.client.HTTPConnection(urlsplit(address).netloc)
        connection.putrequest("POST", f"/uploads/{'e' * 22}?name=half.txt")
        for name, value in {**BYTES, "content-length": "900000"}.items():
            connection.putheader(name, value)
        connection.endheaders(b"Half of it")
        arriving = app.state.adding.root / ".arriving"
        wait_until(lambda: any(arriving.glob("*")))
        connection.close()
        wait_until(lambda: not any(arriving.glob("*")))
    assert not list(app.state.adding.root.glob("half*"))


def wait_until(condition):
    for _ in range(3_000):
        if condition():
            return
        Event().wait(0.01)
    raise TimeoutError


def test_a_disk_that_is_full_in_the_middle_leaves_nothing_and_says_so(client, app, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("assistant.adding.upload_folder.Arriving.write", full)
    refused = add(client, "full.txt", batch="f" * 22)
    assert refused.status_code == 507
    assert "room" in refused.json()["detail"]
    root = app.state.adding.root
    assert not [*root.glob("full*"), *root.glob(".arriving/*")]


def test_with_sign_in_nobody_adds_unless_a_rule_lets_them(tmp_path):
    rules = tmp_path / "rules.toml"
    rules.write_text('[[rule]]\npaths = ["**"]\nallow = ["*"]\nadd = ["editors"]\n')
    settings = {"sign_in": "header", "trusted_proxies": ["127.0.0.1/32"], "rules": rules}
    with app_of(tmp_path, **settings) as app:
        client = TestClient(app, base_url="http://localhost", client=("127.0.0.1", 50_000))
        anna = {"x-remote-user": "anna", "x-remote-groups": "editors"}
        paul = {"x-remote-user": "paul"}
        assert add(client).status_code == 401
        assert add(client, **paul).status_code == 403
        assert "those who run this server" in client.get("/uploads", headers=paul).text
        assert add(client, **anna).status_code == 200
        assert [file["outcome"] for file in files_of(client, **anna)] == ["indexed"]
        assert files_of(client, **paul) == []
        gone = client.request("DELETE", "/uploads", params={"path": "cable.txt"}, headers=paul)
        assert gone.status_code == 404
        assert 'data-add="remove"' not in client.get("/documents", headers=paul).text
        assert 'data-add="remove"' in client.get("/documents", headers=anna).text


@pytest.mark.parametrize(
    ("settings", "host", "own"),
    [
        ({}, "127.0.0.1", True),
        ({}, "localhost", True),
        ({}, "0.0.0.0", False),
        ({"public_url": "https://intranet.example"}, "127.0.0.1", False),
        ({"allowed_hosts": ["intranet.example"]}, "127.0.0.1", False),
        ({"sign_in": "header"}, "127.0.0.1", False),
    ],
)
def test_only_on_ones_own_machine_may_everybody_add(settings, host, own):
    assert is_own_machine(Settings(**settings), host) is own


def test_a_name_of_another_script_or_length_comes_back_as_it_was_sent(client):
    name = "休" * 300 + "\u202e.txt"
    assert add(client, name, b"Another text.", batch="g" * 22).status_code == 200
    assert json.dumps(files_of(client, "g" * 22)[0]["name"]) == json.dumps(name)
