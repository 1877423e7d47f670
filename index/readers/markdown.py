"""Markdown: headings and front matter, found by a CommonMark parser; the text stays untouched."""

import re
from itertools import accumulate, pairwise

import yaml
from markdown_it import MarkdownIt

from index.readers.outline import Heading, Outline, outline

_FRONT_MATTER = re.compile(
    r"\ufeff?---[ \t]*\r?\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL
)
_MAX_FRONT_MATTER = 20_000
_MARKS = re.compile(r"[*_`]+|\[([^\]]*)\]\([^)]*\)")


def read_markdown(text: str) -> Outline:
    """Finds the title (front matter, else the first heading) and the sections."""
    front = _FRONT_MATTER.match(text)
    start = front.end() if front else 0
    headings = list(_headings(text, start))
    title = _front_matter_title(front[1] or "") if front else ""
    return outline(title or (headings[0].text if headings else ""), headings, len(text), start)


def _front_matter_title(source: str) -> str:
    try:
        fields = yaml.safe_load(source[:_MAX_FRONT_MATTER])
    except yaml.YAMLError:
        return ""
    title = fields.get("title") if isinstance(fields, dict) else None
    return " ".join(str(title).split()) if title else ""


def _headings(text: str, start: int) -> list[Heading]:
    body = text[start:]
    # The parser counts lines as `\n`, `\r\n` or `\r`, and tells only the lines of a block.
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", body)
    offsets = list(accumulate(map(len, lines), initial=start))
    found = []
    tokens = _parser().parse(body)
    for token, inline in pairwise(tokens):
        if token.type == "heading_open" and token.map and token.level == 0:
            first, last = token.map
            name = _MARKS.sub(r"\1", inline.content).strip()
            found.append(Heading(offsets[first], offsets[last], int(token.tag[1:]), name))
    return found


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark")
    parser.core.ruler.disable(["inline", "text_join"])
    return parser
