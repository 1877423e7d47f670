"""What is shown around a quote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evidence.context import InContext, in_context
from assistant.types import Citation
from index.types import Document, Passage

TEXT = "Zero.\n\nThe first runs. The second runs. The third runs. The fourth runs.\n\nNext."


def cited(text, start, end):
    document = Document("d", "a.txt", "A", text, "en", (), (), "v")
    passage = Passage("p", document, 0, len(text), text, (), None)
    return Citation(1, passage, start, end, text[start:end])


def quoted(quote, text=TEXT):
    start = text.index(quote)
    return cited(text, start, start + len(quote))


def test_a_quote_stands_between_its_neighbours():
    found = in_context(quoted("The second runs."))
    assert found == InContext("The first runs. ", "The second runs.", " The third runs.")


@pytest.mark.parametrize(
    ("sentences", "before", "after"),
    [(1, "The second runs. ", ""), (2, "The first runs. The second runs. ", "")],
)
def test_more_sentences_can_be_shown(sentences, before, after):
    found = in_context(quoted("The third runs. The fourth runs."), sentences)
    assert (found.before, found.after) == (before, after)


@pytest.mark.parametrize("quote", ["Zero.", "Next."])
def test_other_paragraphs_are_not_shown(quote):
    assert in_context(quoted(quote)) == InContext("", quote, "")


def test_japanese_sentences_are_neighbours_too():
    found = in_context(quoted("二番目である。", "一番目である。二番目である。三番目である。"))
    assert (found.before, found.after) == ("一番目である。", "三番目である。")


def test_a_part_of_a_sentence_is_shown_with_the_sentence_before_it():
    found = in_context(quoted("second"))
    assert found.before + found.quote + found.after in TEXT
    assert found.before.startswith("The first runs. ")


@given(st.text(alphabet="ab .。\n\r「」", min_size=1, max_size=80), st.data())
def test_what_is_shown_is_one_stretch_of_the_document(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    shown = in_context(cited(text, start, end))
    assert shown.quote == text[start:end]
    assert text[:start].endswith(shown.before)
    assert text[end:].startswith(shown.after)
