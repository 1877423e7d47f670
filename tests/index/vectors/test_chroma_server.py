"""A server that vectors are searched on: what is said where it is not as it should be."""

import json
import secrets
import socket
import threading
from contextlib import closing
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import numpy as np
import pytest

from index.errors import UsageError, VectorStoreError
from index.vectors.chroma_server import ChromaServer
from index.vectors.embedded_chroma import EmbeddedStores
from index.vectors.opening import stores_at
from index.vectors.vector_store import VectorSpace

CHROMA = {"/api/v2/version": (200, '"1.0.0"'), "collections": (200, "[]")}


class Answering(BaseHTTPRequestHandler):
    """Answers by the end of the path, and keeps the headers of what was asked."""

    def __init__(self, answers, asked, *more):
        self.answers, self.asked = answers, asked
        super().__init__(*more)

    def do_GET(self):
        self.asked.append((self.path, dict(self.headers)))
        path = self.path.partition("?")[0]
        known = (answer for end, answer in self.answers.items() if path.endswith(end))
        status, body = next(known, (404, ""))
        self.send_response(status)
        if 300 <= status < 400:
            self.send_header("Location", body)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def answering():
    """Serves some answers; returns the address and what is asked."""
    servers = []

    def serve(answers):
        asked = []
        server = HTTPServer(("127.0.0.1", 0), partial(Answering, answers, asked))
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}", asked

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


def refusal(address, secret=""):
    """Return the one line in which a check fails."""
    with (
        closing(ChromaServer(address, secret)) as server,
        pytest.raises(VectorStoreError) as caught,
    ):
        server.check()
    assert str(caught.value).isprintable()
    assert repr(address) in str(caught.value)
    return str(caught.value)


def test_an_address_at_which_nobody_answers_is_named():
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        said = refusal(f"http://127.0.0.1:{nobody.getsockname()[1]}")
    assert "does not answer" in said
    assert "TENKYO_VECTORS" in said


def test_a_server_that_hangs_up_is_told_in_whole_sentences(answering, monkeypatch):
    address, _ = answering({})
    monkeypatch.setattr(Answering, "do_GET", lambda self: None)
    said = refusal(address)
    assert "does not answer: Server disconnected without sending a response. Start it" in said


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"/api/v2/version": (200, '"0.6.3"')}, r"version '0.6.3', and Tenkyo speaks to Chroma 1"),
        ({"/api/v1/version": (200, '"0.4.24"')}, "no Chroma server of version 1: HTTP 404"),
        ({"": (200, "<html>welcome</html>")}, "no Chroma server of version 1"),
        ({"": (302, "http://127.0.0.1:1/")}, "no Chroma server of version 1: HTTP 302"),
        ({"": (401, "")}, r"refuses the token \(HTTP 401\). Put .* TENKYO_VECTORS_SECRET"),
        (CHROMA | {"collections": (403, "")}, r"refuses the token \(HTTP 403\)"),
        (
            CHROMA | {"collections": (500, json.dumps({"message": "disk\nis full."}))},
            r"cannot do what is asked \(HTTP 500\): disk is full\. See",
        ),
    ],
)
def test_what_is_no_server_of_ours_is_told_in_one_line(answering, answers, said):
    address, _ = answering(answers)
    with pytest.raises(VectorStoreError, match=said):
        raise VectorStoreError(refusal(address))


def test_the_token_is_sent_in_the_two_ways_of_chroma_and_never_said(answering):
    address, asked = answering(CHROMA)
    with closing(stores_at(address, "hush-hush\n")) as stores:
        assert "hush" not in stores.check()
    for _, headers in asked:
        assert headers["Authorization"] == "Bearer hush-hush"
        assert headers["X-Chroma-Token"] == "hush-hush"
    refused, _ = answering({"": (401, "")})
    assert "hush" not in refusal(refused, "hush-hush")


def test_no_proxy_is_asked(answering, monkeypatch):
    address, _ = answering(CHROMA)
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    with closing(ChromaServer(address)) as server:
        assert server.check() == f"Chroma 1.0.0 at {address!r} answers"


def test_a_silent_server_is_not_waited_for_twice_by_questions(monkeypatch):
    monkeypatch.setattr("index.vectors.chroma_connection._ASKING", httpx.Timeout(0.2, connect=0.2))
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with closing(ChromaServer(address)) as server:
            store = server.open(VectorSpace(None, "f" * 32, 1, "some model", 4))
            with pytest.raises(VectorStoreError, match="it takes too long"):
                store.nearest(np.ones(4, np.float32), 3)
            with pytest.raises(VectorStoreError, match="it was silent just now"):
                store.nearest(np.ones(4, np.float32), 3)
            with pytest.raises(VectorStoreError, match="it takes too long"):
                server.check()


def test_vectors_of_another_model_are_refused_with_both_names(chroma_server):
    home, one = secrets.token_hex(16), np.ones((1, 1), np.float32)
    with closing(ChromaServer(chroma_server.address)) as server:
        server.open(VectorSpace(None, home, 1, "the old model", 1)).put(["a"], one)
        other = server.open(VectorSpace(None, home, 1, "the new model", 1))
        for use in (other.mark, other.count, other.ids, partial(other.put, ["b"], one)):
            with pytest.raises(VectorStoreError, match=r"'the old model', not of 'the new model'"):
                use()
        server.keep_only(None, home, [])


def test_without_an_address_vectors_are_in_the_home_folder():
    assert isinstance(stores_at(""), EmbeddedStores)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1:8000", "ftp://127.0.0.1", "http://", "http://host:none", "http://[::1"),
        *("http://host/?tenant=a", "file:///tmp/chroma", "chroma", "postgresql://host"),
    ],
)
def test_what_is_no_address_of_a_store_is_refused(address):
    with pytest.raises(UsageError, match="TENKYO_VECTORS is no address of a vector store"):
        stores_at(address)


def test_a_password_in_the_address_is_refused_and_not_repeated():
    with pytest.raises(UsageError, match="TENKYO_VECTORS_SECRET") as caught:
        stores_at("http://somebody:hush@127.0.0.1:8000")
    assert "hush" not in str(caught.value)


def test_a_token_that_no_header_can_hold_is_refused_and_not_repeated():
    with pytest.raises(UsageError, match="TENKYO_VECTORS_SECRET has a character") as caught:
        stores_at("http://127.0.0.1:8000", "hush\nhush")
    assert "hush" not in str(caught.value)
