"""Exports: conversations with every quote, its offsets and the hash of the file it is from.

JSON is the data itself. Markdown and HTML are pages for people with the same data inside, so that
each of the three can be verified later.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from pydantic import TypeAdapter, ValidationError

from assistant.access.attached import shown_path
from assistant.conversations.permalinks import address_of
from assistant.json_forms import Tables, heading_of, page_of
from assistant.tables.row_table import row_tables
from assistant.types import Answer, Citation, Conversation, Turn
from index.command_line import command
from index.errors import UsageError

FORM = 1
"""The form of the exports that this version writes and reads."""


@dataclass(frozen=True, slots=True)
class ExportedCitation:
    """A quote: the text of `file` from `start` to `end`, in code points of one version.

    `version` is the SHA-256 of the file's bytes, with a check sum behind it where it is one of
    several readings of them; `address` the permanent address of the quote.
    """

    number: int
    quote: str
    file: str
    title: str
    heading: str
    page: int | None
    document_id: str
    version: str
    start: int
    end: int
    address: str


@dataclass(frozen=True, slots=True)
class ExportedSentence:
    """A sentence of an answer, and the numbers of its citations."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ExportedTurn:
    """A question and its answer; `remark` is said where there is nothing to cite.

    `tables` are those that sentences are rows of. Where there is none, as in exports of earlier
    releases, nothing is written, and their digest stays right.
    """

    question: str
    standalone_question: str
    asked: str
    answered: bool
    stopped: bool
    remark: str
    model: str
    sentences: tuple[ExportedSentence, ...]
    citations: tuple[ExportedCitation, ...]
    tables: Tables = ()


@dataclass(frozen=True, slots=True)
class ExportedConversation:
    """A conversation, its turns oldest first."""

    id: str
    title: str
    created: str
    updated: str
    turns: tuple[ExportedTurn, ...]


@dataclass(frozen=True, slots=True)
class Export:
    """Conversations in the form `tenkyo_export`, and a hash over all that is said of them.

    `language` is that of the words around them in Markdown and HTML.
    """

    conversations: tuple[ExportedConversation, ...]
    language: str = "en"
    tenkyo_export: int = FORM
    digest: str = ""


_EXPORT = TypeAdapter(Export)
_EMBEDDED = [
    re.compile(r'<script type="application/json" id="tenkyo-export">\n(.*?)\n</script>', re.DOTALL),
    re.compile(r"<!-- tenkyo-export\n(.*?)\n-->", re.DOTALL),
]


def make_export(conversations: Sequence[Conversation], language: str = "en") -> Export:
    """Returns conversations in the form that is exported."""
    export = Export(tuple(_conversation(each) for each in conversations), language)
    return replace(export, digest=digest_of(export))


def digest_of(export: Export) -> str:
    """Returns the hash of an export's content, whatever digest it names itself."""
    return sha256(_EXPORT.dump_json(replace(export, digest=""))).hexdigest()


def export_json(export: Export) -> str:
    """Returns an export as JSON."""
    return _EXPORT.dump_json(export, indent=2).decode() + "\n"


def embedded_json(export: Export) -> str:
    """Returns an export as JSON that can end neither a script nor a comment around it."""
    dumped = _EXPORT.dump_json(export).decode()
    for sign in "<>&\u2028\u2029":
        dumped = dumped.replace(sign, f"\\u{ord(sign):04x}")
    return dumped


def read_export(content: str, name: str) -> Export:
    """Reads an export of any form; `name` is what to call it.

    Raises:
        UsageError: it is none, or of another version.
    """
    embedded = next((found for form in _EMBEDDED if (found := form.search(content))), None)
    try:
        export = _EXPORT.validate_json(embedded[1] if embedded else content)
    except ValidationError:
        raise UsageError(
            f"{name!r} is no export of Tenkyo. Make one with: {command('export ID --output FILE')}"
        ) from None
    if export.tenkyo_export != FORM:
        raise UsageError(
            f"{name!r} is an export of the form {export.tenkyo_export}, and this version reads"
            f" {FORM}. Verify it with the version that made it."
        )
    return export


def _conversation(conversation: Conversation) -> ExportedConversation:
    heading = conversation.heading
    return ExportedConversation(
        id=heading.id,
        title=heading.title,
        created=heading.created.isoformat(timespec="seconds"),
        updated=heading.updated.isoformat(timespec="seconds"),
        turns=tuple(_turn(turn) for turn in conversation.turns),
    )


def _turn(turn: Turn) -> ExportedTurn:
    answer = turn.answer or Answer(turn.question, turn.question)
    sentences = [ExportedSentence(each.text, each.citations) for each in answer.sentences]
    return ExportedTurn(
        question=turn.question,
        standalone_question=answer.standalone_question,
        asked=turn.asked.isoformat(timespec="seconds") if turn.asked else "",
        answered=answer.answered,
        stopped=turn.stopped,
        remark=answer.remark,
        model=answer.model,
        sentences=tuple(sentences),
        citations=tuple(_citation(each) for each in answer.citations),
        tables=row_tables(answer),
    )


def _citation(citation: Citation) -> ExportedCitation:
    document = citation.passage.document
    return ExportedCitation(
        number=citation.number,
        quote=citation.quote,
        file=shown_path(document.path),
        title=document.title,
        heading=heading_of(citation.passage, citation.start),
        page=page_of(document, citation.start),
        document_id=document.id,
        version=document.version,
        start=citation.start,
        end=citation.end,
        address=address_of(document, citation.start, citation.quote).path,
    )
