"""Markdown: headings, tables and front matter, found by a CommonMark parser."""

import re
from collections.abc import Iterator
from itertools import accumulate, pairwise, takewhile

import yaml
from markdown_it import MarkdownIt

from index.readers.extraction import Extraction, Options
from index.readers.omissions import Omission, Omissions
from index.readers.outline import MOST_COLUMNS, Heading, Outline, Table, outline
from index.readers.text import decode
from index.readers.web.markdown_comments import comments, shown, without
from index.readers.web.markdown_tables import with_drawn_tables
from index.text.table_rows import plain
from index.types import Section

_FRONT_MATTER = re.compile(
    r"\ufeff?---[ \t]*\r?\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL
)
MAX_FRONT_MATTER = 20_000
"""In characters; what is longer is none."""

# "##Salary", as Markdown was written before CommonMark asked for a space. One sign alone marks
# channels and tickets too: it makes a heading of words that begin with a capital, or of a script
# that has none.
_TIGHT_HEADING = re.compile(
    r"(?P<signs>#{2,6}(?=[^\W\d_])|#(?=[^\W\d_a-z]))"
    r"(?P<name>[^\n#]*[^\s#.。])[ \t]*#*[ \t]*(?:\n|\Z)"
)

ENDINGS = (".md", ".markdown")
"""The endings of the names of Markdown files."""

_MAX_HEADING, _MAX_NAME, _MOST_TAGS = 300, 100, 50


def read(data: bytes, options: Options) -> Extraction:
    """Reads Markdown; its canonical text is the decoded file, untouched but for the tags of tables.

    Comments stand in it, but in no section, so that they are not searched.

    Raises:
        UnreadableError: the bytes are not text.
    """
    written = decode(data)
    text = with_drawn_tables(written, comments=options.hidden)
    found, spans = read_markdown(text), comments(written, text)
    if not spans:
        return Extraction(text, found.title, found.sections)
    omissions = Omissions()
    for start, end in spans:
        if options.hidden:
            omissions.mark(Omission.COMMENT)
        else:
            omissions.leave(Omission.COMMENT, "", written[start:end])
    spans = [(start, end) for start, end in spans if text[start] == written[start]]
    whole = (Section(0, len(text), ()),)
    sections = without(found.sections, spans, text) or without(whole, spans, text)
    remarks = omissions.remarks()
    kept = found.sections if options.hidden else sections
    return Extraction(text, shown(found.title), kept, remarks=remarks)


def read_markdown(text: str) -> Outline:
    """Finds the title (front matter, else the first heading) and the sections."""
    start, fields = _front_matter(text)
    blocks = _Blocks(text, start)
    headings = list(blocks.headings())
    name = _title(fields) or (headings[0].text if headings else "")
    return outline(name, headings, len(text), start, tables=list(blocks.tables()))


def tags_of(text: str) -> tuple[str, ...]:
    """Returns the tags that the front matter of a text names: a list, or one line with commas."""
    _, fields = _front_matter(text)
    named = fields.get("tags", fields.get("keywords", []))
    listed = re.split(r"[,;、]", named) if isinstance(named, str) else named
    found = (each for each in listed if isinstance(each, str)) if isinstance(listed, list) else ()
    tags = (" ".join(each.strip().removeprefix("#").split()) for each in found)
    return tuple(dict.fromkeys(tag for tag in tags if 0 < len(tag) <= _MAX_NAME))[:_MOST_TAGS]


def _title(fields: dict[str, object]) -> str:
    title = fields.get("title")
    return " ".join(title.split()) if isinstance(title, str) else ""


def _front_matter(text: str) -> tuple[int, dict[str, object]]:
    """Returns where the front matter ends, 0 if there is none, and its fields."""
    front = _FRONT_MATTER.match(text, 0, MAX_FRONT_MATTER)
    if front is None:
        return 0, {}
    try:
        # Every value stays a string: a date that does not exist is no error.
        fields = yaml.load(front[1] or "{}", yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError):
        return front.end(), {}
    # Else it is a text between two rules.
    return (front.end(), fields) if isinstance(fields, dict) else (0, {})


class _Blocks:
    """The blocks of a text that are no text of their own, and where they stand."""

    def __init__(self, text: str, start: int) -> None:
        body = text[start:]
        # The parser counts lines as `\n`, `\r\n` or `\r`, and tells only the lines of a block.
        lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", body)
        self._offsets = list(accumulate(map(len, lines), initial=start))
        self._tokens = _parser().parse(body)

    def headings(self) -> Iterator[Heading]:
        for token, inline in pairwise(self._tokens):
            if token.type == "heading_open" and token.map and token.level == 0:
                first, last = token.map
                name = plain(inline.content[:_MAX_HEADING])
                yield Heading(self._offsets[first], self._offsets[last], int(token.tag[1:]), name)
            elif token.type == "paragraph_open" and token.map and token.level == 0:
                first, _ = token.map
                if match := _TIGHT_HEADING.match(inline.content):
                    name = plain(match["name"][:_MAX_HEADING])
                    level = len(match["signs"])
                    yield Heading(self._offsets[first], self._offsets[first + 1], level, name)

    def tables(self) -> Iterator[Table]:
        """Yields the tables. What the columns are called is said once, so it is the caption too."""
        for place, token in enumerate(self._tokens):
            if token.type == "table_open" and token.map and token.level == 0:
                first, last = (self._offsets[line] for line in token.map)
                names = tuple(plain(name)[:_MAX_NAME] for name in self._names(place))
                caption = " | ".join(filter(None, names))[:_MAX_HEADING]
                yield Table(first, last, names[:MOST_COLUMNS], caption)

    def _names(self, place: int) -> Iterator[str]:
        head = takewhile(lambda token: token.type != "thead_close", self._tokens[place:])
        return (token.content for token in head if token.type == "inline")


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table")
    parser.core.ruler.disable(["inline", "text_join"])
    return parser
