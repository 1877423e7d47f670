"""Cutting documents into passages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.passages.chunking import MAX_CHARACTERS, TARGET_TOKENS, chunks
from index.passages.cutting import context_of, passages_of
from index.readers import extract
from index.text.sentences import sentences
from index.types import Document, Section
from tests.conftest import SEEDS
from tests.fake_embedder import FakeEmbedder

count = FakeEmbedder().count


def cut(text, budget=TARGET_TOKENS):
    return [
        text[c.start : c.end] for c in chunks(text, [Section(0, len(text), ())], [budget], count)
    ]


@given(st.text(alphabet="ab .。\n海の,;A", max_size=300), st.integers(1, 20))
def test_passages_are_in_order_cover_everything_and_fit(text, budget):
    found = list(chunks(text, [Section(0, len(text), ())], [budget], count))
    borders = [0, *(border for c in found for border in (c.start, c.end)), len(text)]
    assert borders == sorted(borders)
    pieces = zip(borders[::2], borders[1::2], strict=True)
    assert not "".join(text[a:b] for a, b in pieces).strip()
    assert all(1 <= count([text[c.start : c.end]])[0] <= budget for c in found)


@given(st.lists(st.sampled_from(["One two three. ", "Four five six seven. ", "\n\n"]), max_size=60))
def test_no_sentence_that_fits_is_cut(parts):
    text = "".join(parts)
    found = list(chunks(text, [Section(0, len(text), ())], [20], count))
    borders = {border for c in found for border in (c.start, c.end)}
    inside = [b for a, z in sentences(text, 0, len(text)) for b in range(a + 1, z)]
    assert borders.isdisjoint(inside)


def test_short_paragraphs_share_a_passage():
    text = "One paragraph.\n\nAnother paragraph."
    assert cut(text) == [text]


def test_a_paragraph_that_does_not_fit_beside_another_stands_alone():
    assert cut("One two three.\n\nFour five six.", budget=6) == ["One two three.", "Four five six."]


def test_a_long_paragraph_is_spread_evenly():
    text = " ".join(["One two three four five."] * 10)
    assert [count([passage])[0] for passage in cut(text, budget=50)] == [30, 30]


def test_a_sentence_too_long_for_a_passage_is_cut_after_a_clause():
    text = "one two three four; " * 30
    assert all(passage.endswith(";") for passage in cut(text, budget=40))


def test_no_passage_is_longer_than_the_limit_of_characters():
    assert max(map(len, cut("x" * 5_000))) == MAX_CHARACTERS


def test_sections_do_not_share_passages_and_name_their_headings():
    sections = [Section(0, 9, ()), Section(9, 18, ("Part",))]
    found = list(chunks("One one. Two two. ", sections, [50, 50], count))
    assert [(c.start, c.end, c.heading) for c in found] == [(0, 8, ()), (9, 17, ("Part",))]


@pytest.mark.parametrize("text", ["x" * 300_000, "海" * 100_000, "A b c. " * 40_000, "." * 100_000])
def test_a_single_long_line_is_cut_in_time_linear_in_its_length(text):
    assert max(count(cut(text))) <= TARGET_TOKENS


def test_the_sample_article_fits_the_shipped_model(model):
    extraction = extract("a.txt", (SEEDS / "eu-japan-digital-partnership.txt").read_bytes())
    fields = {"language": "en", "pages": (), "version": "", "sections": extraction.sections}
    document = Document("id", "a.txt", extraction.title, extraction.text, **fields)
    passages = list(passages_of(document, model))
    assert all(document.text[p.start : p.end] == p.text for p in passages)
    assert max(model.count([context_of(p) + p.text for p in passages])) <= model.max_tokens == 254
    assert {p.heading[0].split(":")[0] for p in passages if p.heading} >= {
        "The Tech Stack of Tomorrow",
        "Submarine Cables and the Arctic Gambit",
    }


def test_a_text_without_borders_is_not_cut_near_its_beginning():
    text = "ab, " + "x" * 2_000
    section = Section(0, len(text), ())
    found = chunks(text, [section], [10_000], lambda texts: [1] * len(texts))
    assert [(c.start, c.end) for c in found] == [(0, 1_200), (1_200, 2_004)]


@pytest.mark.parametrize("number", ["1,234,567", "12.345.678,90", "31’250’000", "12:30"])
def test_no_cut_parts_the_digits_of_a_number(number):
    for length in range(590, 606):
        text = f"{'x' * length}{number}{'y' * 700}"
        assert any(number in piece for piece in cut(text, 10_000))
