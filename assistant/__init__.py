"""The answers: follow-ups, evidence, citations, and the command line.

The door of the package: `open_assistant` gives an `Assistant`, whose `answering` is a LangChain
runnable from a `Question` to an `Answer` with its citations. `docs/python.md` shows how.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.answers.chain import AnswerChain
    from assistant.answers.retriever import PassageRetriever
    from assistant.assistant import Assistant, open_assistant
    from assistant.settings import Settings
    from assistant.types import Answer, Citation, Question, Reader

__all__ = [
    "Answer",
    "AnswerChain",
    "Assistant",
    "Citation",
    "PassageRetriever",
    "Question",
    "Reader",
    "Settings",
    "open_assistant",
]

# Loaded when it is first used, so that whoever needs little of it waits for little.
_MODULES = {
    "Answer": "assistant.types",
    "AnswerChain": "assistant.answers.chain",
    "Assistant": "assistant.assistant",
    "Citation": "assistant.types",
    "PassageRetriever": "assistant.answers.retriever",
    "Question": "assistant.types",
    "Reader": "assistant.types",
    "Settings": "assistant.settings",
    "open_assistant": "assistant.assistant",
}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_MODULES[name]), name)
