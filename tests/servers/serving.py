"""A small library behind the real web application, for the tests of the API."""

import json
import socket
import threading
from contextlib import contextmanager

import uvicorn

from assistant.assistant import Assistant
from assistant.settings import Settings
from index.library import open_library
from tests.fake_embedder import FakeEmbedder
from ui.server import build_app

CABLE = "The Arctic cable runs from Tokyo to Helsinki. It is owned by the Far North company."
FERRY = (
    "# Ferries\n\nThe ferry to Oslo leaves at nine in the morning. Ferry tickets cost 30 euro."
    "\n\n<!-- Ask Lena. -->"
)
BOAT = "舟は朝の九時に東京の港を出ます。料金は三千円です。"
QUESTION = "Where does the Arctic cable run?"


@contextmanager
def small_assistant(folder, **settings):
    papers = folder / "papers"
    papers.mkdir()
    for name, text in (("cable.txt", CABLE), ("sea/ferry.md", FERRY), ("舟.txt", BOAT)):
        (papers / name).parent.mkdir(exist_ok=True)
        (papers / name).write_text(text, encoding="utf-8")
    library = open_library(folder / "home", FakeEmbedder(), create=True)
    library.sync([papers])
    yield Assistant(library, Settings(home=folder / "home", **settings))
    library.close()


@contextmanager
def running(app):
    """Serves an application on a free port of this machine; yields its address."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        config = uvicorn.Config(app, log_level="critical", access_log=False)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            while not server.started and thread.is_alive():
                thread.join(0.01)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


@contextmanager
def served(assistant):
    with running(build_app(assistant)) as address:
        yield address


def events(text):
    """The server-sent events of a response, as pairs of their kind and data."""
    found = []
    for block in filter(None, text.split("\n\n")):
        kind, data = block.split("\n")
        found.append((kind.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found
