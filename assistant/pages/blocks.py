"""What a text is made of, for reading: headings, paragraphs, items of lists, code, tables.

Blocks are stretches of the canonical text, and so are the styles within them: nothing is added to
what a document says, and what is only there to mark it up, such as the `**` of Markdown, is named.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath

from index.text.sentences import Span, rows
from index.types import Document, Section

_MARKDOWN = (".md", ".markdown")
_STRUCTURED = (*_MARKDOWN, ".docx", ".html", ".htm", ".xhtml", ".epub", ".pptx", ".xlsx", ".eml")
_ITEM = re.compile(r"[^\S\n]*(?P<mark>[-*+•·‣▪–]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxlc]{1,5})[.)])[^\S\n]+")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HASHES = re.compile(r" {0,3}(#{1,6})(?:[^\S\n]+|$)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})[^\S\n]*$")
_QUOTED = re.compile(r" {0,3}(?:>[^\S\n]?)+")
_ABOUT = ("---", "<!--")
_LONGEST_HEADING = 300
_LONGEST_READABLE = 1_000_000
_LONGEST_STYLED = 20_000
_INDENT = 2
_DEEPEST = 5


class BlockKind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CODE = "code"
    QUOTATION = "quotation"
    TABLE = "table"


class TextStyle(StrEnum):
    """How a stretch within a block is set. What only marks up is `SYNTAX`."""

    BOLD = "bold"
    EMPHASIS = "emphasis"
    CODE = "code"
    SYNTAX = "syntax"
    BULLET = "bullet"


@dataclass(frozen=True, slots=True)
class Styled:
    """A stretch of the text, and how it is set."""

    start: int
    end: int
    style: TextStyle


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a document; `depth` is how deep a heading or an item stands, from 0."""

    kind: BlockKind
    start: int
    end: int
    depth: int = 0
    styles: tuple[Styled, ...] = ()
    table: Section | None = None


def is_structured(document: Document) -> bool:
    """Tells whether a document is of a format whose texts have headings, paragraphs and lists.

    A very long one is shown as the text that it is, which takes no time.
    """
    fits = len(document.text) <= _LONGEST_READABLE
    return fits and PurePosixPath(document.path).suffix.lower() in _STRUCTURED


def is_markdown(document: Document) -> bool:
    """Tells whether a document is Markdown, whose line breaks within a paragraph mean nothing."""
    return PurePosixPath(document.path).suffix.lower() in _MARKDOWN


def blocks_of(document: Document, span: Span, headings: Mapping[int, int]) -> Iterator[Block]:
    """Yields the blocks of a stretch of a document, without the white space between them.

    `headings` says how deep those headings stand, from 0, that begin at an offset.
    """
    markdown = is_markdown(document)
    position, end = span
    for table in document.sections:
        if table.columns is None or not position <= table.start < end:
            continue
        yield from _Lines(document.text, markdown, headings).blocks((position, table.start))
        yield Block(BlockKind.TABLE, table.start, table.end, table=table)
        position = table.end
    yield from _Lines(document.text, markdown, headings).blocks((position, end))


def untold(document: Document) -> Iterator[int]:
    """Yields where lines begin that stand in no section: headings, which sections are under.

    What opens with a rule or as a comment is none: it is about the text.
    """
    starts = [*(section.start for section in document.sections), len(document.text)]
    ends = [0, *(section.end for section in document.sections)]
    for start, end in zip(ends, starts, strict=True):
        if not document.sections or document.text[start:end].lstrip().startswith(_ABOUT):
            continue
        for first, last in rows(document.text, start, end):
            if last - first <= _LONGEST_HEADING and not _UNDERLINE.match(document.text[first:last]):
                yield first


@dataclass(slots=True)
class _Lines:
    """Makes blocks of lines, one after the other."""

    whole: str
    markdown: bool
    headings: Mapping[int, int]
    _open: Block | None = None
    _styles: list[Styled] = field(default_factory=list)
    _fence: str = ""

    def blocks(self, span: Span) -> Iterator[Block]:
        start, end = span
        while start < end:
            stop = self.whole.find("\n", start, end)
            stop = end if stop < 0 else stop
            yield from self._line(start, stop)
            start = stop + 1
        yield from self._closed()

    def _line(self, start: int, end: int) -> Iterator[Block]:
        line = self.whole[start:end]
        if self._fence or (self.markdown and _FENCE.match(line)):
            yield from self._in_code(start, end, line)
        elif not line.strip():
            yield from self._closed()
        elif (depth := self._depth(start, end)) is not None:
            yield from self._closed()
            self._begin(BlockKind.HEADING, start, end, min(depth, _DEEPEST))
            self._hide(_HASHES, start, line)
            yield from self._closed()
        elif self.markdown and self._is_underline(start, line):
            return
        elif found := _ITEM.match(line):
            yield from self._closed()
            indent = len(found[0]) - len(found[0].lstrip())
            self._begin(BlockKind.ITEM, start, end, min(indent // _INDENT, _DEEPEST))
            if found["mark"] in "-*+•·‣▪–":
                self._styles.append(Styled(start, start + found.end(), TextStyle.BULLET))
        else:
            yield from self._prose(start, end, line)

    def _prose(self, start: int, end: int, line: str) -> Iterator[Block]:
        quoted = self.markdown and _QUOTED.match(line)
        kind = BlockKind.QUOTATION if quoted else BlockKind.PARAGRAPH
        if self._open is None or (quoted and self._open.kind is not kind):
            yield from self._closed()
            self._begin(kind, start, end)
        else:
            self._open = Block(self._open.kind, self._open.start, end, self._open.depth)
        if quoted:
            self._hide(_QUOTED, start, line)

    def _in_code(self, start: int, end: int, line: str) -> Iterator[Block]:
        fence = _FENCE.match(line)
        if not self._fence and fence:
            yield from self._closed()
            self._fence = fence[1]
            self._begin(BlockKind.CODE, start, end)
            self._styles.append(Styled(start, end + 1, TextStyle.SYNTAX))
            return
        assert self._open is not None
        self._open = Block(BlockKind.CODE, self._open.start, end)
        if fence and fence[1].startswith(self._fence) and not line[fence.end() :].strip():
            self._styles.append(Styled(start - 1, end, TextStyle.SYNTAX))
            self._fence = ""
            yield from self._closed()

    def _depth(self, start: int, end: int) -> int | None:
        """Returns how deep the heading in a line stands, None if there is none."""
        hashes = _HASHES.match(self.whole[start:end]) if self.markdown else None
        if hashes:
            return len(hashes[1]) - 1
        return next((self.headings[at] for at in range(start, end) if at in self.headings), None)

    def _is_underline(self, start: int, line: str) -> bool:
        """Tells whether a line only underlines the heading above it."""
        before = self.whole.rfind("\n", 0, max(0, start - 1)) + 1
        above = start > 0 and self._depth(before, start) is not None
        return above and _UNDERLINE.match(line) is not None

    def _begin(self, kind: BlockKind, start: int, end: int, depth: int = 0) -> None:
        self._open, self._styles = Block(kind, start, end, depth), []

    def _hide(self, pattern: re.Pattern[str], start: int, line: str) -> None:
        found = pattern.match(line) if self.markdown else None
        if found:
            self._styles.append(Styled(start, start + found.end(), TextStyle.SYNTAX))

    def _closed(self) -> Iterator[Block]:
        block, self._open = self._open, None
        if block is None:
            return
        styles = list(self._styles)
        styled = self.markdown and block.end - block.start <= _LONGEST_STYLED
        if styled and block.kind is not BlockKind.CODE:
            styles += inline_styles(self.whole, (block.start, block.end))
        yield Block(block.kind, block.start, block.end, block.depth, tuple(styles))


_INLINE = re.compile(
    r"(?P<tick>`+)(?P<code>[^\n]{1,500}?)(?P=tick)(?!`)"
    r"|!?\[(?P<said>[^\[\]\n]{1,500})\](?P<target>\([^()\s]{0,2000}(?:\s\"[^\"\n]{0,200}\")?\))"
    r"|(?P<two>\*\*|__)(?=\S)(?P<bold>[^\n]{1,500}?)(?<=\S)(?P=two)"
    r"|(?<![\w*_])(?P<one>[*_])(?=[^\s*_])(?P<emphasis>[^*_\n]{1,300}?)(?<=\S)(?P=one)(?![\w*_])"
)
_KINDS = {
    "code": TextStyle.CODE,
    "bold": TextStyle.BOLD,
    "emphasis": TextStyle.EMPHASIS,
    "said": None,
}


def inline_styles(whole: str, span: Span) -> Iterator[Styled]:
    """Yields what is bold, emphasised or code in a stretch of Markdown, and what marks it so."""
    for found in _INLINE.finditer(whole, *span):
        for name, style in _KINDS.items():
            inner = found.span(name)
            if inner[0] < 0:
                continue
            yield Styled(found.start(), inner[0], TextStyle.SYNTAX)
            yield Styled(inner[1], found.end(), TextStyle.SYNTAX)
            if style is not None:
                yield Styled(*inner, style)
            if style is not TextStyle.CODE:
                yield from inline_styles(whole, inner)
