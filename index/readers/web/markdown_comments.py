"""Comments in Markdown: what no viewer shows, and where it stands in the text."""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, islice

from markdown_it import MarkdownIt

from index.types import Section

_COMMENT = re.compile(r"<!--(?:>|->|.*?(?:-->|\Z))", re.DOTALL)
# What stands between equal numbers of backticks is code, and shows.
_CODE_OR_COMMENT = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)|<!--.*?-->", re.DOTALL)
_SIGNS = re.compile(r"<!--|^ {0,3}\[[^\]\n]{1,40}\]:\s*(?:#|<>)", re.MULTILINE)

Span = tuple[int, int]


def comments(text: str, drawn: str) -> list[Span]:
    """Returns where the comments of a text stand, in order; all of a table that is `drawn`."""
    if not _SIGNS.search(text):
        return []
    # The parser counts lines as `\n`, `\r\n` or `\r`.
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    offsets = list(accumulate(map(len, lines), initial=0))
    parser = MarkdownIt("commonmark", {"inline_definitions": True})
    parser.core.ruler.disable(["inline", "text_join"])
    pairs = (match.span() for match in _COMMENT.finditer(text))
    found = {span for span in pairs if not drawn.startswith(text[span[0]], span[0])}
    for token in parser.parse(text):
        if not token.map:
            continue
        first, last = (offsets[line] for line in token.map)
        if token.type == "definition" and token.meta.get("url") in ("", "#"):
            found.add((first, last))
        elif token.type == "html_block":
            found |= {m.span() for m in _COMMENT.finditer(text, first, last)}
        elif token.type == "inline":
            code = _CODE_OR_COMMENT.finditer(text, first, last)
            found |= {match.span() for match in code if not match[1]}
    return sorted(found)


def without(sections: Sequence[Section], spans: Sequence[Span], text: str) -> tuple[Section, ...]:
    """Returns sections that cover no comment, each cut into what is left of it that is not blank.

    Their names lose the comments as well.
    """
    ends = [end for _, end in spans]
    pieces = (
        replace(section, start=start, end=end, heading=tuple(map(shown, section.heading)))
        for section in sections
        for start, end in _between(section, islice(spans, bisect(ends, section.start), None))
    )
    return tuple(piece for piece in pieces if text[piece.start : piece.end].strip())


def shown(name: str) -> str:
    """Returns a heading without the comments in it."""
    return " ".join(_COMMENT.sub(" ", name).split())


def _between(section: Section, spans: Iterable[Span]) -> Iterator[Span]:
    start = section.start
    for first, last in spans:
        if first >= section.end:
            break
        if start < first:
            yield start, first
        start = last
    if start < section.end:
        yield start, section.end
