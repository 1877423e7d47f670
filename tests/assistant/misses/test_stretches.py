"""A passage that is named by words or offsets, and where it stands."""

import pytest

from assistant.misses.stretches import stretches_of
from index.errors import UsageError
from index.types import Document

TEXT = "# Rules\n\n- **No dogs** on\n  board.\n\nNo dogs on board. １２ｋｇ at most."
DOCUMENT = Document("d", "rules.md", "Rules", TEXT, "en", (), (), "v")


@pytest.mark.parametrize(
    ("passage", "found"),
    [
        ("No dogs on board.", ["No dogs on board."]),
        ("no dogs  on board", ["No dogs** on\n  board", "No dogs on board"]),
        ("12 KG", ["１２ｋｇ"]),
        ("2-7", ["Rules"]),
        ("", [TEXT]),
        ("no cats", []),
        ("—", []),
    ],
)
def test_words_are_found_whatever_stands_between_them(passage, found):
    assert [TEXT[start:end] for start, end in stretches_of(DOCUMENT, passage)] == found


@pytest.mark.parametrize("offsets", ["5-5", "7-2", "0-900"])
def test_offsets_outside_of_the_text_are_refused(offsets):
    with pytest.raises(UsageError, match="outside"):
        stretches_of(DOCUMENT, offsets)


def test_figures_that_stand_in_the_text_are_words_and_no_offsets():
    document = Document("d", "a", "A", "The years 900-1200.", "en", (), (), "v")
    assert stretches_of(document, "900-1200") == [(10, 18)]
