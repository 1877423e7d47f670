"""Chat models for tests: a server of the OpenAI protocol that misbehaves as told, and a script."""

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult


class Script(BaseChatModel):
    """A chat model of LangChain that writes what `write(rules, request)` returns, in pieces."""

    write: object
    size: int = 3

    @property
    def _llm_type(self):
        return "script"

    def _stream(self, messages, stop=None, run_manager=None, **kwargs):
        rules, request = (str(message.content) for message in messages)
        text = self.write(rules, request)
        for start in range(0, len(text), self.size):
            message = AIMessageChunk(text[start : start + self.size])
            yield ChatGenerationChunk(message=message)

    def _generate(self, messages, stop=None, run_manager=None, **kwargs):
        text = "".join(chunk.message.content for chunk in self._stream(messages))
        return ChatResult(generations=[ChatGeneration(message=AIMessageChunk(text))])


class ChatServer:
    """A server of the OpenAI protocol; `replies` are used up one a request, the last one stays.

    A reply is a status, or a list of pieces to stream: a number waits so many seconds, None cuts
    the connection; or a text, which is sent as a web page; or what makes a reply of what is asked.
    `models` is what it lists, in bytes.
    """

    def __init__(self, replies):
        self.replies = list(replies)
        self.requests = []
        self.models = None
        self.closed = threading.Event()

    def next(self):
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        models = self.server.chat.models
        if self.path == "/v1/models" and models is not None:
            self._send(200, "application/json", models)
        else:
            self._send(404, "text/html", b"<!doctype html><html><body>Not here</body></html>")

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = json.loads(body)
        self.server.chat.requests.append((headers, asked))
        reply = self.server.chat.next()
        if callable(reply):
            reply = reply(asked)
        if isinstance(reply, int):
            error = json.dumps({"error": {"message": "no luck", "type": "x"}}).encode()
            self._send(reply, "application/json", error)
        elif isinstance(reply, str):
            self._send(200, "text/html", reply.encode())
        else:
            self._stream(reply)

    def _send(self, status, kind, body):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, pieces):
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        try:
            for piece in pieces:
                if piece is None:
                    self.connection.shutdown(2)
                    return
                if isinstance(piece, (int, float)):
                    self._wait(piece)
                else:
                    self._event(piece)
            self._event(None)
            self.wfile.write(b"0\r\n\r\n")
        except OSError:
            self.server.chat.closed.set()

    def _wait(self, seconds):
        """Waits, and notices when the other side hangs up."""
        self.connection.settimeout(seconds)
        try:
            if self.connection.recv(1) == b"":
                raise ConnectionError("hung up")
        except TimeoutError:
            pass
        finally:
            self.connection.settimeout(None)

    def _event(self, piece):
        delta = {} if piece is None else {"role": "assistant", "content": piece}
        choice = {"index": 0, "delta": delta, "finish_reason": None if piece else "stop"}
        event = {
            "id": "1",
            "object": "self.server.chat.completion.chunk",
            "created": int(time.time()),
            "model": "m",
            "choices": [choice],
        }
        data = f"data: {json.dumps(event)}\n\n".encode()
        if piece is None:
            data += b"data: [DONE]\n\n"
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()


@contextmanager
def serving(*replies):
    """Serves replies on this machine; yields the server, its address in `url`."""
    chat = ChatServer(replies)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.chat = chat
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    chat.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield chat
    finally:
        server.shutdown()
        server.server_close()
