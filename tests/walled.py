"""A small chat behind the real layers, and browsers of different people that talk to it."""

import json
from contextlib import contextmanager

from fastapi.testclient import TestClient

from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.types import Reader
from index.library import open_library
from tests.fake_embedder import FakeEmbedder
from ui.server import build_app
from ui.sign_in.gate import visitor

HASH = "abcdefghij"
BROWSER = "b" * 43
"""The cookie of a browser, and who that is where nobody signs in."""
VISITOR = Reader(visitor(BROWSER))
QUESTION = "What crosses the Arctic sea?"
TEXT = "A cable crosses the Arctic sea. It is long."


@contextmanager
def assistant_in(folder, embedder=None, **settings):
    """Opens an assistant over one document of two sentences."""
    papers = folder / "papers"
    papers.mkdir(exist_ok=True)
    (papers / "cable.txt").write_text(TEXT, "utf-8")
    library = open_library(folder / "home", embedder or FakeEmbedder(), create=True)
    library.sync([papers])
    yield Assistant(library, Settings(home=folder / "home", **settings))
    library.close()


def application(assistant, **settings):
    """Builds the application of an assistant, its settings changed."""
    changed = Settings(**{**dict(assistant.settings), **settings})
    return build_app(Assistant(assistant.library, changed))


def browser(app, **headers):
    """Returns a browser with cookies of its own; it has opened the page."""
    client = TestClient(app, base_url="http://localhost", headers=headers)
    client.get("/")
    return client


def join(client, session_hash=HASH, **more):
    """Asks as a client of Gradio does."""
    body = {"data": [QUESTION, ""], "fn_index": 0, "session_hash": session_hash, **more}
    return client.post("/gradio_api/queue/join", json=body)


def stream(client, session_hash=HASH):
    """Reads a stream to its end: its status, and what it said."""
    answer = client.get("/gradio_api/queue/data", params={"session_hash": session_hash})
    lines = [line[5:] for line in answer.text.splitlines() if line.startswith("data:")]
    return answer.status_code, [json.loads(line) for line in lines]
