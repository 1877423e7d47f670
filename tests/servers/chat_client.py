"""A client of the chat that is no browser: it speaks the queue's own protocol."""

import json
import secrets
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener, urlopen

TIMEOUT = 60


def browser(address: str) -> OpenerDirector:
    """Returns what opens addresses as one browser, which has opened the chat."""
    opener = build_opener(HTTPCookieProcessor())
    opener.open(f"{address}/", timeout=TIMEOUT).close()
    return opener


def number_of(address, name="turn"):
    """Returns the number of a function in the queue; `turn` is the one by which the page asks."""
    with urlopen(f"{address}/config", timeout=TIMEOUT) as answer:
        functions = json.load(answer)["dependencies"]
    return next(each["id"] for each in functions if each["api_name"] == name)


def joining(number, question, session, conversation="", **more):
    """Returns what a page sends to ask a question."""
    said = {"key": secrets.token_hex(8), "text": question, "conversation": conversation, **more}
    return {"data": [said], "fn_index": number, "session_hash": session}


def patch_in(line):
    """Returns the status of the stream's message, and the patch that it brings, if it does."""
    message = json.loads(line.removeprefix(b"data: "))
    output = message.get("output") or {}
    data = output.get("data") or [None]
    return message["msg"], data[0]


def ask_over_http(address, question, conversation="", *, opener=None, **more):
    """Asks as a page would, and returns the last state of the turn."""
    session, opener = secrets.token_hex(6), opener or browser(address)
    asked = joining(number_of(address), question, session, conversation, **more)
    request = Request(
        f"{address}/gradio_api/queue/join",
        json.dumps(asked).encode(),
        {"Content-Type": "application/json"},
    )
    opener.open(request, timeout=TIMEOUT).close()
    last = None
    stream = f"{address}/gradio_api/queue/data?session_hash={session}"
    with opener.open(stream, timeout=TIMEOUT) as lines:
        for line in lines:
            if line.startswith(b"data:"):
                kind, patch = patch_in(line)
                last = patch if isinstance(patch, dict) and "status" in patch else last
                if kind in ("process_completed", "close_stream"):
                    break
    return last
