"""A receiver of OTLP over HTTP on this machine: what was sent to it, as bytes and as spans."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest


class Received:
    """What a receiver got; `status` is what it answers, and `hold` what it waits for before."""

    def __init__(self):
        self.location = ""
        self.status, self.bodies, self.paths, self.headers = 200, [], [], []
        self.more, self.hold = threading.Condition(), threading.Event()
        self.hold.set()

    def add(self, handler):
        body = handler.rfile.read(int(handler.headers["Content-Length"]))
        with self.more:
            self.bodies.append(body)
            self.paths.append(handler.path)
            self.headers.append({name.lower(): each for name, each in handler.headers.items()})
            self.more.notify_all()

    @property
    def resources(self):
        return [r for body in self.bodies for r in _request(body).resource_spans]

    @property
    def spans(self):
        return [s for r in self.resources for scope in r.scope_spans for s in scope.spans]

    def named(self, name, seconds=60):
        """Waits for a span of this name, and returns it."""
        with self.more:
            found = self.more.wait_for(lambda: [s for s in self.spans if s.name == name], seconds)
        assert found, sorted(s.name for s in self.spans)
        return found[-1]

    def chain(self, span, seconds=60):
        """The names from a span up to the first one of its trace, which may be sent last."""
        with self.more:
            self.more.wait_for(lambda: not self._way(span)[-1].parent_span_id, seconds)
        return [each.name for each in self._way(span)]

    def _way(self, span):
        by_id = {each.span_id: each for each in self.spans}
        way = [span]
        while span := by_id.get(span.parent_span_id):
            way.append(span)
        return way


def facts(span):
    """What is noted of a span."""
    return {a.key: getattr(a.value, a.value.WhichOneof("value")) for a in span.attributes}


def _request(body):
    return ExportTraceServiceRequest.FromString(body)


class _Receiving(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_POST(self):
        received = self.server.received
        received.add(self)
        received.hold.wait(30)
        self.send_response(received.status)
        self.send_header("Content-Length", "0")
        if received.location:
            self.send_header("Location", received.location)
        self.end_headers()


@contextmanager
def trace_receiver():
    """Yields what is received, and at which address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Receiving)
    server.daemon_threads = True
    server.received = Received()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server.received, f"http://127.0.0.1:{server.server_port}"
    finally:
        server.received.hold.set()
        server.shutdown()
        thread.join()
        server.server_close()
