"""Answers as they are kept in the records: everything but the texts of the documents.

A citation is bound to the id and the version of its document and to its offsets. When the answer is
read again, the document is the version that it was taken from; if that is gone, a stand-in without
a text takes its place, and the quote is still there.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from pydantic import TypeAdapter

from assistant.access.access import Basis
from assistant.questions.small_talk import small_talk
from assistant.types import Answer, Named
from assistant.wording.remarks import OF_DOCUMENTS
from index.types import Document, Page

Version = tuple[str, str]
"""The id of a document, and the hash of the bytes of one version of it."""

Find = Callable[[str, str], Document | None]
"""Returns a version of a document by its id and hash, None if it is not there any more."""

_ANSWER = TypeAdapter(Answer)
_TEXTS = {"passage": {"document": {"text", "sections", "pages"}}}
_WITHOUT_TEXTS = {"citations": {"__all__": _TEXTS}, "nearest": {"__all__": _TEXTS}}


def dump_answer(answer: Answer) -> dict[str, Any]:
    """Returns an answer as a value that JSON can hold, without the texts of its documents."""
    dumped: dict[str, Any] = _ANSWER.dump_python(answer, mode="json", exclude=_WITHOUT_TEXTS)
    return dumped


def load_answer(dumped: dict[str, Any], find: Find) -> Answer:
    """Returns an answer that `dump_answer` dumped, with its documents as `find` finds them."""
    for kept in (*dumped["citations"], *dumped["nearest"]):
        passage = kept["passage"]
        known = passage["document"]
        found = find(known["id"], known["version"])
        passage["document"] = found or _stand_in(known, passage)
    return _ANSWER.validate_python(dumped)


def documents_of(answer: Answer) -> tuple[Document, ...]:
    """Returns the versions of documents that an answer cites or shows as nearest, each once."""
    passages = [c.passage for c in answer.citations] + [hit.passage for hit in answer.nearest]
    documents = {(p.document.id, p.document.version): p.document for p in passages}
    return tuple(documents[version] for version in sorted(documents))


def told_of(dumped: dict[str, Any]) -> tuple[Named, ...]:
    """Returns all documents that a dumped answer tells of: cited, nearest and named."""
    passages = [kept["passage"] for kept in (*dumped["citations"], *dumped["nearest"])]
    shown = (each["document"] for each in passages)
    found = {(known["id"], known["version"], known["path"]) for known in shown}
    found |= {tuple(each.values()) for each in dumped.get("named", ())}
    return tuple(Named(*each) for each in sorted(found))


def basis_of(question: str, versions: Collection[Version], told: Mapping[str, Any]) -> Basis:
    """Returns what a stored answer tells of; `told` has its choices, named documents and count.

    In releases before that was noted, choices and the remarks of small talk told of documents too.
    """
    if told["named"] is None:
        unknown = bool(told["choices"]) or small_talk(question) in OF_DOCUMENTS
        return Basis(versions, unknown=unknown)
    named = tuple(Named(**each) for each in told["named"])
    return Basis(versions, named, told["counted"])


def _stand_in(known: dict[str, str], passage: dict[str, Any]) -> Document:
    """Returns what is known of a document whose text is gone; it still knows the page."""
    page = passage["page"]
    pages = () if page is None else (Page(0, page),)
    return Document(text="", sections=(), pages=pages, **known)
