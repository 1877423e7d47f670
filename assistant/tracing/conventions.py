"""The steps of an answer, by the names of OpenTelemetry's conventions for generative AI.

https://github.com/open-telemetry/semantic-conventions-genai at v0.1.0, which is in development:
`invoke_workflow`, `retrieval` and `chat`. What those do not name is called `tenkyo.`
"""

import json
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager

from assistant.tracing.spans import TraceStep, step, traced
from assistant.types import Answer
from index.search.queries import Query
from index.search.retrieval import Found

_OPERATION = "gen_ai.operation.name"
_BEST = 10


def answering(answers: Generator[Answer]) -> Generator[Answer]:
    """Yields the answer as it grows, as one step."""
    facts = {_OPERATION: "invoke_workflow", "gen_ai.agent.name": "tenkyo"}
    return traced("invoke_workflow tenkyo", facts, answers, told=_told)


@contextmanager
def searching(query: Query) -> Iterator[Callable[[Found], None]]:
    """Makes a search one step; yields what is to be told what was found."""
    with step("retrieval", {_OPERATION: "retrieval"}) as span:
        span.note_contents(lambda: {"gen_ai.retrieval.query.text": query.text})

        def tell(found: Found) -> None:
            span.note({"tenkyo.retrieval.candidates": len(found.candidates)})
            span.note_contents(lambda: {"gen_ai.retrieval.documents": _documents(found)})

        yield tell


def writing(model: str, pieces: Generator[str]) -> Generator[str]:
    """Yields what a language model writes, as one step; `model` is its `PROVIDER:NAME`."""
    provider, _, name = model.partition(":")
    facts = {
        _OPERATION: "chat",
        "gen_ai.provider.name": provider,
        "gen_ai.request.model": name,
        "gen_ai.output.type": "text",
    }
    return traced(f"chat {name}", facts, pieces, kind="client")


def _told(span: TraceStep, answer: Answer) -> None:
    span.note(
        {
            "tenkyo.outcome": answer.outcome.value,
            "tenkyo.citations": len(answer.citations),
            "tenkyo.confidence": round(answer.confidence, 3),
        }
    )


def _documents(found: Found) -> str:
    return json.dumps([{"id": each.id, "score": each.score} for each in found.candidates[:_BEST]])
