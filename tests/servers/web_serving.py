"""Serves what a test builds on this machine: the chat, or a site of another origin around it."""

import socket
import threading
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from urllib.parse import urlsplit

import uvicorn

from assistant.assistant import Assistant
from assistant.settings import Settings
from index.library import open_library
from ui.server import build_app


def listening():
    """Returns a socket on a free port of 127.0.0.1, which nobody else can take any more."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    return listener


def port_of(listener):
    return listener.getsockname()[1]


def free_port():
    """Returns a port for a program that takes no socket."""
    with listening() as probe:
        return port_of(probe)


@contextmanager
def serving_app(app, listener=None):
    """Serves an ASGI application on a free port of 127.0.0.1, or where told; yields the port."""
    listener = listener or listening()
    config = uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    started = threading.Event()
    startup = server.startup

    async def announced(sockets=None):
        await startup(sockets)
        started.set()

    server.startup = announced
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    assert started.wait(60)
    try:
        yield port_of(listener)
    finally:
        server.should_exit = True
        thread.join(60)
        listener.close()


@contextmanager
def serving_home(home, embedder):
    """Serves the chat over a home folder; yields its address."""
    with closing(open_library(home, embedder)) as library:
        app = build_app(Assistant(library, Settings(home=home)))
        with serving_app(app) as port:
            yield f"http://127.0.0.1:{port}"


class Site(BaseHTTPRequestHandler):
    """Pages by path, each with the policy of its server."""

    def do_GET(self):
        body = self.server.pages.get(urlsplit(self.path).path)
        self.send_response(200 if body else 404)
        kind = guess_type(self.path)[0] or "text/html"
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        if self.server.policy:
            self.send_header("Content-Security-Policy", self.server.policy)
        self.end_headers()
        self.wfile.write((body or "").encode())

    def log_message(self, *_):
        pass


@contextmanager
def serving_site(pages, policy=""):
    """Serves pages on every name of this machine; yields the port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.pages, server.policy = pages, policy
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
