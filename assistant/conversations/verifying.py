"""Verifying an export: each quote against the version of the document that it was taken from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from assistant.access.attached import shown_path
from assistant.conversations.export_pages import export_html, export_markdown
from assistant.conversations.exports import (
    Export,
    ExportedCitation,
    ExportedTurn,
    digest_of,
    read_export,
)
from assistant.conversations.permalinks import Address, Resolved, Standing, address_of, resolve
from index.store.records import Records
from index.types import Document


class QuoteVerdict(StrEnum):
    """What became of a quote, or of the source that it was taken from."""

    EXACT = "exact"
    CHANGED = "changed since"
    MOVED = "moved"
    GONE = "gone"
    ALTERED = "quote altered"


_VERDICTS = {
    Standing.CURRENT: QuoteVerdict.EXACT,
    Standing.CHANGED: QuoteVerdict.CHANGED,
    Standing.MOVED: QuoteVerdict.MOVED,
    Standing.GONE: QuoteVerdict.GONE,
}
_WORD = re.compile(r"\w+")
# What Markdown writes in a cell beside its words.
_MARKS = re.compile(r"[*_`~\\]")


@dataclass(frozen=True, slots=True)
class CitationFinding:
    """What was found of one citation; `exact` is whether its version holds the quote as it is.

    `note` says more where there is more to say.
    """

    citation: ExportedCitation
    question: str
    verdict: QuoteVerdict
    exact: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found of an export; `altered` says how it differs from what was exported."""

    findings: tuple[CitationFinding, ...]
    altered: str = ""

    @property
    def passed(self) -> bool:
        """Whether all quotes are exact in their versions, and the rest is as it was exported."""
        return not self.altered and all(finding.exact for finding in self.findings)


def verify(records: Records, content: str, name: str) -> Verification:
    """Compares every quote of an export with the documents; `name` is what to call the export.

    Raises:
        UsageError: it is no export.
    """
    content = _unified(content)
    export = read_export(content, name)
    return Verification(tuple(_findings(records, export)), _alteration(export, content))


def _findings(records: Records, export: Export) -> Iterator[CitationFinding]:
    for conversation in export.conversations:
        for turn in conversation.turns:
            for citation in turn.citations:
                yield _finding(records, citation, turn.question)


def _finding(records: Records, citation: ExportedCitation, question: str) -> CitationFinding:
    address = _address(citation)
    if address.path != citation.address or address.end != citation.end:
        note = "it does not fit its own address"
        return CitationFinding(citation, question, QuoteVerdict.ALTERED, False, note)
    found = resolve(records, address, citation.file, citation.quote)
    if not found.intact:
        note = "the document says something else there"
        return CitationFinding(citation, question, QuoteVerdict.ALTERED, False, note)
    verdict = _VERDICTS[found.standing]
    return CitationFinding(citation, question, verdict, found.document is not None, _note(found))


def _address(citation: ExportedCitation) -> Address:
    """Returns the address that a quote must have, from all else that is said of it."""
    document = Document(
        *(citation.document_id, citation.file, citation.title, ""),
        *("", (), (), citation.version),
    )
    return address_of(document, citation.start, citation.quote)


def _note(found: Resolved) -> str:
    if found.document is None:
        return "the version that it was taken from is not kept"
    if found.standing is Standing.MOVED and found.current:
        return f"now {shown_path(found.current.path)}"
    if found.standing is Standing.CHANGED:
        return "the quote still stands there" if found.now else "the quote was taken out"
    return ""


def _alteration(export: Export, content: str) -> str:
    """Returns how a file differs from the export that it holds, empty if it does not."""
    if digest_of(export) != export.digest:
        return "The export was altered: its content does not fit its digest."
    if not all(_true(turn) for each in export.conversations for turn in each.turns):
        return "The export was altered: a table in it says what its quotes do not."
    pages = (_unified(write(export)) for write in (export_markdown, export_html))
    if content.lstrip().startswith("{") or content in pages:
        return ""
    return "The text was altered: it differs from the data inside."


def _true(turn: ExportedTurn) -> bool:
    """Tells whether every word in the cells of a turn's tables stands in the quotes of its row."""
    quotes = {citation.number: citation.quote for citation in turn.citations}
    return all(
        word in _MARKS.sub("", " ".join(quotes.get(number, "") for number in row.citations))
        for table in turn.tables
        for row in table.rows
        for cell in row.cells
        for word in _WORD.findall(_MARKS.sub("", cell))
    )


def _unified(content: str) -> str:
    """Returns text without what a transfer may change: line ends and the mark at the start."""
    return content.removeprefix("\ufeff").replace("\r\n", "\n").rstrip()
