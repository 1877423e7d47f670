"""What is added to the time that a language model needs for its first words.

A server on this machine answers at once; it is asked by a bare HTTP client, and by Tenkyo with a
whole prompt, in turn.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection
from statistics import median
from urllib.parse import urlsplit

from assistant.phrasing.language_models import LanguageModel, open_model
from assistant.phrasing.model_prompt import build_prompt
from assistant.settings import Settings
from index.types import Document, Passage
from tests.servers.chat_servers import serving

_ROUNDS = 30
_PASSAGES = 10


@dataclass(frozen=True, slots=True)
class FirstWords:
    """Milliseconds to the first words, medians: of the bare request, and through Tenkyo."""

    bare_ms: float
    tenkyo_ms: float


def measure_first_words(rounds: int = _ROUNDS) -> FirstWords:
    """Ask an instant server for its first words, both ways in turn."""
    with serving(["Yes", "."]) as server:
        settings = Settings(chat_model="openai:instant", chat_base_url=server.url)
        opened = open_model(settings)
        model = LanguageModel("instant", lambda: opened)
        passages = _passages()
        ways: tuple[Callable[[], None], ...] = (
            lambda: _ask_bare(server.url),
            lambda: _ask_tenkyo(model, passages),
        )
        for way in ways:
            way()
        times = [[_milliseconds(way) for way in ways] for _ in range(rounds)]
    bare, tenkyo = (median(column) for column in zip(*times, strict=True))
    return FirstWords(bare, tenkyo)


def first_words_line(found: FirstWords) -> str:
    """Return what is added to a model's time to its first words, in one line."""
    return (
        f"first words of a language model {found.tenkyo_ms:.1f} ms, bare request"
        f" {found.bare_ms:.1f} ms, added {found.tenkyo_ms - found.bare_ms:.1f} ms"
    )


def _ask_bare(url: str) -> None:
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port)
    body = json.dumps({"model": "m", "stream": True, "messages": []})
    connection.request("POST", f"{parts.path}/chat/completions", body)
    connection.getresponse().readline()
    connection.close()


def _ask_tenkyo(model: LanguageModel, passages: list[Passage]) -> None:
    prompt = build_prompt("Where does the cable run?", passages, "en", 7_000)
    stream = model.stream(prompt.template, prompt.values)
    next(piece for piece in stream if piece)
    stream.close()


def _passages() -> list[Passage]:
    text = "The cable runs under the northern sea from Kyoto to Oslo. " * 15
    document = Document("d", "cables.md", "Cables", text, "en", (), (), "v")
    return [Passage(f"p{n}", document, 0, len(text), text, (), None) for n in range(_PASSAGES)]


def _milliseconds(call: Callable[[], None]) -> float:
    began = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - began)
