"""Serves what a test builds on this machine: the chat, or a site of another origin around it."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from urllib.parse import urlsplit

import uvicorn

from tests.test_browser import free_port


@contextmanager
def serving_app(app, port=None):
    """Serves an ASGI application on 127.0.0.1; yields its port."""
    port = port or free_port()
    config = uvicorn.Config(
        app, host="127.0.0.1", port=port, log_level="critical", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    started = threading.Event()
    startup = server.startup

    async def announced(sockets=None):
        await startup(sockets)
        started.set()

    server.startup = announced
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    assert started.wait(60)
    try:
        yield port
    finally:
        server.should_exit = True
        thread.join(20)


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
