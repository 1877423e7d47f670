"""The blocks of a text: what it is made of, always by stretches of the text itself."""

from itertools import pairwise

import pytest

from assistant.pages.blocks import Block, BlockKind, TextStyle, blocks_of, inline_styles, untold
from index.readers import extract
from index.types import Document
from ui.sources.outline import outline_of

H, P, L, C, Q, T = (
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.ITEM,
    BlockKind.CODE,
    BlockKind.QUOTATION,
    BlockKind.TABLE,
)
GUIDE = """# Ferries

They run *every* day,
also on **holidays**.

- a boat
  of wood
- [a ship](https://ships.example)
    1. of iron

> Said the captain.

| Boat | Seats |
|---|---|
| Elm | 3 |

Timetable
---------

```sh
- no item
```
The end.
"""


def document(path, text):
    found = extract(path, text.encode())
    return Document(
        "d", path, found.title, found.text, "en", found.sections, found.pages, "v", found.page_unit
    )


def blocks(of):
    headings = dict.fromkeys(untold(of), 0)
    headings |= {entry.start: entry.depth for entry in outline_of(of)}
    return list(blocks_of(of, (0, len(of.text)), headings))


def seen(of, block):
    """What of a block is shown: its text without what only marks it up."""
    hidden = {n for s in block.styles if s.style is TextStyle.SYNTAX for n in range(s.start, s.end)}
    return "".join(of.text[n] for n in range(block.start, block.end) if n not in hidden)


def test_markdown_is_headings_paragraphs_lists_tables_quotations_and_code():
    of = document("a.md", GUIDE)
    found = blocks(of)
    assert [block.kind for block in found] == [H, P, L, L, L, Q, T, H, C, P]
    said = [seen(of, block) for block in found if block.table is None]
    assert said == [
        *("Ferries", "They run every day,\nalso on holidays.", "- a boat\n  of wood", "- a ship"),
        *("    1. of iron", "Said the captain.", "Timetable", "- no item", "The end."),
    ]
    assert [block.depth for block in found if block.kind is L] == [0, 0, 2]


def test_blocks_are_stretches_in_order_that_leave_out_only_white_space_and_underlines():
    of = document("a.md", GUIDE)
    found = blocks(of)
    assert all(one.end <= other.start for one, other in pairwise(found))
    covered = {n for block in found for n in range(block.start, block.end)}
    left = "".join(c for n, c in enumerate(of.text) if n not in covered)
    assert left.strip().strip("-") == ""


def test_a_page_of_the_web_is_read_by_its_headings_and_items():
    html = "<h1>Ferries</h1><p>Daily.</p><ul><li>a boat<li>a ship</ul><h2>Fares</h2><p>None.</p>"
    of = document("a.html", html)
    assert [block.kind for block in blocks(of)] == [H, P, L, L, H, P]


@pytest.mark.parametrize(
    ("text", "styles"),
    [
        ("a **b** c", {TextStyle.BOLD: "b"}),
        ("a __b c__", {TextStyle.BOLD: "b c"}),
        ("`**x**`", {TextStyle.CODE: "**x**"}),
        ("**a *b* c**", {TextStyle.BOLD: "a *b* c", TextStyle.EMPHASIS: "b"}),
        ("2 * 3 * 4", {}),
        ("snake_case_name and other_name_x", {}),
        ("**open", {}),
        ("a [b](javascript:alert(1))", {}),
    ],
)
def test_styles_of_markdown(text, styles):
    found = {s.style: text[s.start : s.end] for s in inline_styles(text, (0, len(text)))}
    found.pop(TextStyle.SYNTAX, None)
    assert found == styles


@pytest.mark.parametrize("piece", ["*", "[", "`", "**a", "_a ", "![", "- "])
def test_markdown_that_never_closes_does_not_hold_up(piece):
    text = piece * 20_000
    of = Document("d", "a.md", "t", text, "en", (), (), "v")
    assert all(isinstance(block, Block) for block in blocks_of(of, (0, len(text)), {}))
