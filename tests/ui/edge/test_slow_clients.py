"""Clients that send their headers slowly, too long or never, on real sockets."""

import resource
import socket
import threading
import time
from contextlib import ExitStack, contextmanager

import httpx
import pytest
import uvicorn

from tests.servers.serving import QUESTION, small_assistant
from ui.edge.slow_clients import Waiting, punctual_protocol
from ui.server import build_app, server_config

SLOW = 200
SECONDS = 0.6


async def hello(scope, receive, send):
    """Answers at once, whatever is still to come."""
    assert scope["type"] == "http"
    headers = [(b"content-length", b"5")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"hello"})


@contextmanager
def served(config):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            while not server.started and thread.is_alive():
                time.sleep(0.01)
            yield listener.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join(20)


@pytest.fixture(scope="module")
def port():
    protocol = punctual_protocol(Waiting(SECONDS, most=50))
    config = uvicorn.Config(
        hello, http=protocol, lifespan="off", log_level="critical", timeout_keep_alive=60
    )
    with served(config) as port:
        yield port


@pytest.fixture
def connect(port):
    with ExitStack() as stack:

        def connect(said=b""):
            connection = stack.enter_context(socket.create_connection(("127.0.0.1", port), 5))
            connection.sendall(said)
            return connection

        yield connect


def ended(connection, within=5.0):
    """Returns whether the server ended a connection, whatever it said before."""
    connection.settimeout(within)
    try:
        while connection.recv(65_536):
            pass
    except TimeoutError:
        return False
    except ConnectionError:
        pass
    return True


def dribble(connection, seconds, byte=b"a"):
    """Sends a byte ten times a second; returns when the server has had enough."""
    begun = time.monotonic()
    try:
        while time.monotonic() - begun < seconds:
            connection.sendall(byte)
            time.sleep(0.1)
    except ConnectionError:
        pass
    return time.monotonic() - begun


GET = b"GET / HTTP/1.1\r\nHost: localhost\r\n"


@pytest.mark.parametrize("said", [b"", b"G", GET, GET + b"X-Long: "])
def test_a_request_that_does_not_come_is_not_awaited_for_long(connect, said):
    assert ended(connect(said))


def test_a_header_that_comes_byte_by_byte_is_not_awaited_for_long(connect):
    assert dribble(connect(GET + b"X-Long: "), 8) < 4


def test_the_second_request_of_a_connection_is_not_awaited_for_long_either(connect):
    connection = connect(GET + b"\r\n")
    assert connection.recv(4_096).endswith(b"hello")
    assert dribble(connection, 8) < 4


def test_a_body_that_nobody_awaits_any_more_is_not_taken_for_ever(connect):
    connection = connect(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n")
    assert connection.recv(4_096).endswith(b"hello")
    assert dribble(connection, 8) < 4


def test_an_open_connection_without_a_request_is_kept_as_long_as_uvicorn_says(connect):
    connection = connect(GET + b"\r\n")
    assert connection.recv(4_096).endswith(b"hello")
    assert not ended(connection, within=SECONDS * 2)
    connection.sendall(GET + b"\r\n")
    assert connection.recv(4_096).endswith(b"hello")


def test_headers_without_an_end_are_not_kept(connect):
    connection = connect(GET + b"X-Long: ")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sent = 0
    try:
        while sent < 200_000_000:
            sent += connection.send(b"a" * 65_536)
    except ConnectionError:
        pass
    assert sent < 20_000_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def test_of_too_many_that_are_awaited_the_first_is_ended(connect):
    connections = [connect(b"GET") for _ in range(60)]
    assert all(ended(connection, within=0.5) for connection in connections[:10])
    fresh = connect(GET + b"\r\n")
    assert fresh.recv(4_096).endswith(b"hello")


class Generous:
    """Answers with more than any buffer takes, and counts who went away."""

    def __init__(self, size):
        self.size = size
        self.gone = threading.Semaphore(0)

    async def __call__(self, scope, receive, send):
        headers = [(b"content-length", b"%d" % self.size)]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"a" * self.size, "more_body": True})
        while (await receive())["type"] != "http.disconnect":
            pass
        self.gone.release()


@contextmanager
def unread_by(count, application, unread):
    """Asks so many times and reads nothing."""
    protocol = punctual_protocol(Waiting(60), unread)
    config = uvicorn.Config(application, http=protocol, lifespan="off", log_level="critical")
    with served(config) as port, ExitStack() as stack:
        for _ in range(count):
            connection = stack.enter_context(socket.socket())
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2_048)
            connection.connect(("127.0.0.1", port))
            connection.sendall(GET + b"\r\n")
        yield


def test_an_answer_that_nobody_reads_does_not_hold_its_connection():
    application = Generous(50_000_000)
    with unread_by(3, application, Waiting(SECONDS, 50)):
        assert all(application.gone.acquire(timeout=30) for _ in range(3))


def test_of_too_many_answers_that_nobody_reads_the_first_is_ended():
    application, unread = Generous(50_000_000), Waiting(600, 4)
    with unread_by(7, application, unread):
        assert all(application.gone.acquire(timeout=30) for _ in range(3))
        assert len(unread.timers) == 4


def test_an_answer_that_is_read_is_awaited_no_more():
    unread = Waiting(600, 50)
    config = uvicorn.Config(
        hello, http=punctual_protocol(Waiting(60), unread), lifespan="off", log_level="critical"
    )
    with served(config) as port:
        assert httpx.get(f"http://127.0.0.1:{port}").text == "hello"
        assert not unread.timers


@pytest.fixture(scope="module")
def chat(tmp_path_factory):
    with (
        small_assistant(tmp_path_factory.mktemp("punctual"), threshold=0.0) as assistant,
        served(server_config(build_app(assistant))) as port,
    ):
        yield port


def test_two_hundred_slow_connections_keep_nobody_from_an_answer(chat):
    with ExitStack() as stack:
        slow = []
        for _ in range(SLOW):
            connection = stack.enter_context(socket.create_connection(("127.0.0.1", chat), 5))
            connection.sendall(GET + b"X-Slow: ")
            slow.append(connection)
        begun = time.monotonic()
        answer = httpx.post(
            f"http://127.0.0.1:{chat}/api/ask", json={"question": QUESTION}, timeout=30
        )
        assert (answer.status_code, answer.json()["answered"]) == (200, True)
        assert time.monotonic() - begun < 10
        assert all(ended(connection, within=20) for connection in slow)
