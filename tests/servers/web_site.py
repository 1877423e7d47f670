"""A small web site on this machine, whose pages a test changes while it runs."""

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Site:
    """Pages by path: a text, bytes, a status, or what answers a request by itself."""

    server: ThreadingHTTPServer
    pages: dict = field(default_factory=dict)
    asked: list = field(default_factory=list)
    answered: list = field(default_factory=list)
    dies_after: int = 10**9

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        site = self.server.site
        site.asked.append(self.path)
        if len(site.asked) > site.dies_after:
            self.connection.close()
            self.server.socket.close()
            return
        page = site.pages.get(self.path, 404)
        if callable(page):
            page(self)
        elif isinstance(page, int):
            self.answer(page, b"")
        else:
            data = page if isinstance(page, bytes) else page.encode()
            etag = f'"{hash(data)}"'
            if self.headers["If-None-Match"] == etag:
                self.answer(304, b"")
            else:
                kind = "text/plain" if self.path.endswith(".txt") else "text/html"
                kind = "application/xml" if self.path.endswith(".xml") else kind
                self.answer(200, data, {"ETag": etag, "Content-Type": kind})

    def answer(self, status, data, headers=()):
        self.server.site.answered.append((self.path, status))
        self.send_response(status)
        for name, value in dict(headers).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


@contextmanager
def serving_site():
    """Serves a site without pages on a free port of 127.0.0.1; yields it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.handle_error = lambda *_: None
    server.site = site = Site(server)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
