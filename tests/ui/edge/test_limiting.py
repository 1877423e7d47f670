"""Limits where no client of the tests reaches: many streams, slow bodies, odd lengths."""

import asyncio

import pytest

from assistant.types import Reader
from ui.edge.identity import identify
from ui.edge.limiting import Bounds, Limiting

BOUNDS = Bounds(body=1_000, questions=10_000, requests=10_000, streams=8, body_time=0.05)
STREAM = "/gradio_api/queue/data"


def scope_of(path, name="hanako", headers=()):
    scope = {"type": "http", "method": "POST", "path": path, "headers": list(headers)}
    identify(scope, Reader(name), owner=name, meter=name)
    return scope


class Application:
    """Answers 200, and keeps its streams open until it is told to close them."""

    def __init__(self):
        self.closing = asyncio.Event()

    async def __call__(self, scope, receive, send):
        await receive()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        if scope["path"] == STREAM:
            await self.closing.wait()


async def empty():
    return {"type": "http.request", "body": b"", "more_body": False}


async def status_of(limiting, scope, receive=empty):
    """Asks, and puts the status where it can be seen while the answer is open."""
    seen = asyncio.get_running_loop().create_future()

    async def send(message):
        if message["type"] == "http.response.start":
            seen.set_result(message["status"])

    task = asyncio.create_task(limiting(scope, receive, send))
    return await seen, task


async def test_a_thousand_streams_of_one_reader_are_bounded_and_others_go_on():
    application = Application()
    limiting = Limiting(application, BOUNDS)
    asked = [await status_of(limiting, scope_of(STREAM)) for _ in range(1_000)]
    statuses = [status for status, _ in asked]
    assert (statuses.count(200), statuses.count(429)) == (8, 992)
    assert (await status_of(limiting, scope_of(STREAM, "taro")))[0] == 200
    application.closing.set()
    await asyncio.gather(*(task for _, task in asked))
    assert (await status_of(limiting, scope_of(STREAM)))[0] == 200


@pytest.mark.parametrize("path", ["/session", STREAM])
async def test_a_body_that_drips_in_is_given_up(path):
    async def drip():
        await asyncio.sleep(0.01)
        return {"type": "http.request", "body": b"x", "more_body": True}

    assert (await status_of(Limiting(Application(), BOUNDS), scope_of(path), drip))[0] == 408


@pytest.mark.parametrize("path", ["/session", STREAM])
async def test_a_body_without_an_end_is_given_up(path):
    async def flood():
        return {"type": "http.request", "body": b"x" * 600, "more_body": True}

    assert (await status_of(Limiting(Application(), BOUNDS), scope_of(path), flood))[0] == 413


@pytest.mark.parametrize("length", [b"1001", b"-1", b"1e3", b"9" * 5_000, "１".encode(), b""])
async def test_a_length_that_is_too_large_or_none_is_refused(length):
    scope = scope_of("/session", headers=[(b"content-length", length)])
    assert (await status_of(Limiting(Application(), BOUNDS), scope))[0] == 413
