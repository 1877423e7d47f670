"""Where quoted words stand on their pages."""

import pytest

from index.passages.boxes import DTYPE, Box, BoxedWord, boxes_of, encode

# "Two words" on one line, "below" on the next, "after" on page 2.
WORDS = [
    BoxedWord(0, 3, 1, 10, 100, 40, 110),
    BoxedWord(4, 5, 1, 45, 100, 95, 110),
    BoxedWord(10, 5, 1, 10, 85, 60, 95),
    BoxedWord(16, 5, 2, 10, 700, 60, 710),
]
DATA = encode(WORDS)


def test_the_words_of_one_line_are_one_box():
    assert boxes_of(DATA, 0, 9) == [Box(1, 10, 100, 95, 110)]


def test_every_line_and_every_page_has_a_box_of_its_own():
    assert [(b.page, b.bottom) for b in boxes_of(DATA, 4, 21)] == [(1, 100), (1, 85), (2, 700)]


def test_a_part_of_a_word_is_that_share_of_its_box():
    assert boxes_of(DATA, 5, 7) == [Box(1, 55, 100, 75, 110)]


def test_a_part_of_an_upright_run_is_counted_from_its_top():
    data = encode([BoxedWord(0, 4, 1, 300, 400, 310, 440)])
    assert boxes_of(data, 1, 2) == [Box(1, 300, 420, 310, 430)]


def test_columns_of_upright_text_are_boxes_of_their_own():
    columns = [BoxedWord(0, 4, 1, 300, 400, 310, 440), BoxedWord(4, 4, 1, 280, 400, 290, 440)]
    assert len(boxes_of(encode(columns), 0, 8)) == 2


@pytest.mark.parametrize(("start", "end"), [(3, 4), (9, 10), (21, 30), (5, 5)])
def test_what_is_no_word_has_no_box(start, end):
    assert boxes_of(DATA, start, end) == []


def test_a_document_without_boxes_has_none():
    assert boxes_of(b"", 0, 10) == []


def test_places_keep_to_an_eighth_of_a_point():
    [box] = boxes_of(encode([BoxedWord(0, 1, 1, 10.11, 20.3, 30.49, 40.77)]), 0, 1)
    assert [box.left, box.bottom, box.right, box.top] == pytest.approx(
        [10.11, 20.3, 30.49, 40.77], abs=0.126
    )


def test_a_long_document_stays_small():
    assert DTYPE.itemsize * 1_500_000 / 6 < 5_000_000


@pytest.mark.parametrize("data", [DATA[:-1], encode(WORDS[::-1])])
def test_damaged_boxes_are_refused(data):
    with pytest.raises(ValueError, match=r"size|order"):
        boxes_of(data, 0, 5)
