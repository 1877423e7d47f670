"""Blocks: stretches of a passage that stand by themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evidence.blocks import WIDEST, blocks_of
from index.text.width import columns
from index.types import Document, Passage

WORDS = "The cable runs under the northern sea and back to the harbour of the old town. "


def blocks(text, start=0, end=None):
    end = len(text) if end is None else end
    document = Document("d", "a.md", "A", text, "en", (), (), "v")
    found = blocks_of(Passage("p", document, start, end, text[start:end], (), None))
    return [text[first:last] for first, last in found]


def test_paragraphs_are_blocks():
    assert blocks("The cable runs.\n\nWhales listen.") == ["The cable runs.", "Whales listen."]


@pytest.mark.parametrize(
    "lead", ["You need:", "**You need:**", "必要なもの：", "## What you need", "What do I need?"]
)
def test_what_leads_to_a_list_belongs_to_it(lead):
    text = f"{lead}\n\n- a ship\n- a cable"
    assert blocks(text) == [text]


def test_items_with_blank_lines_between_them_are_one_list():
    text = "You need:\n\n1. a ship that goes far\n\n2. a cable that is long\n\n3. time"
    assert blocks(text) == [text]


@pytest.mark.parametrize("mark", ["-", "1.", "(a)"])
def test_items_stay_with_the_item_that_they_are_indented_below(mark):
    ends = f"{mark} Whoever is away from the crew for a whole year has to leave it unless\n"
    ends += f"    {mark} {WORDS * 2}\n    {mark} {WORDS * 2}".rstrip()
    for before in range(1, 6):
        found = blocks(f"They decide.\n\n  {mark} {WORDS * before}\n  {ends}\n  {mark} {WORDS}")
        assert any(ends in block for block in found)


def test_what_is_indented_below_an_item_is_cut_where_it_is_too_wide():
    items = "\n".join(f"    - {WORDS}" for _ in range(20))
    found = blocks(f"Rules:\n- Whoever lays a cable\n{items}")
    assert found[0].startswith("Rules:\n- Whoever lays a cable\n    - The")
    assert all(columns(block) <= WIDEST for block in found)


def test_a_paragraph_after_a_list_is_no_part_of_it():
    assert blocks("You need:\n\n- a ship\n\nThen the work begins.") == [
        "You need:\n\n- a ship",
        "Then the work begins.",
    ]


def test_a_question_belongs_to_its_answer():
    text = "Who lays the cable?\n\nShips lay it."
    assert blocks(f"Old ships lie here.\n\n{text}") == ["Old ships lie here.", text]


def test_a_short_line_without_a_stop_belongs_to_what_follows():
    assert blocks("12 345\n\nThe cable runs under the sea.") == [
        "12 345\n\nThe cable runs under the sea."
    ]


def test_a_long_paragraph_is_cut_evenly_between_its_sentences():
    found = blocks(WORDS * 20)
    widths = [columns(block) for block in found]
    assert len(found) == 3
    assert all(width <= WIDEST for width in widths)
    assert max(widths) - min(widths) <= columns(WORDS)
    assert all(block.endswith("town.") for block in found)


def test_a_sentence_is_never_cut():
    sentence = (WORDS.strip(". ") + ", ") * 12 + "and on."
    assert blocks(sentence) == [sentence]


def test_nothing_outside_of_the_passage_is_part_of_a_block():
    text = "The first cable.\n\nThe second cable.\n\nThe third cable."
    assert blocks(text, 18, 35) == ["The second cable."]


@given(st.text(alphabet="ab .:?-*#|1\n電。", max_size=200))
def test_blocks_are_in_order_and_leave_out_only_white_space(text):
    document = Document("d", "a.md", "A", text, "en", (), (), "v")
    spans = blocks_of(Passage("p", document, 0, len(text), text, (), None))
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    rest = list(text)
    for start, end in spans:
        rest[start:end] = [""] * (end - start)
    assert not "".join(rest).strip()


def test_a_block_of_a_transcript_is_narrow():
    text = "so the pump was fine and then we looked at the roof and it was dry " * 12
    found = blocks(text.strip())
    assert len(found) > 2
    assert all(columns(block) <= 320 for block in found)
