"""What the process that draws may answer: nothing is taken that does not fit together."""

import json

import pytest

from index.drawing.page_shape import DrawnPage, PageShape
from index.sandbox.picture_wire import pack_drawn, unpack_drawn
from index.sandbox.wire import HEAD, WireError

SHAPE = PageShape(2, 3, 300.0, 400.0, (0.1, 0.0, 0.0, -0.1, 0.0, 1.0))
PAGE = DrawnPage(SHAPE, 2, 1, bytes(range(6)))


def unpacked(header, pixels=PAGE.pixels):
    asked = []

    def read(size):
        asked.append(size)
        return pixels[:size]

    return unpack_drawn(json.dumps(header).encode(), read), asked


def header(**changes):
    packed = pack_drawn(PAGE, leaving=True)[0]
    return json.loads(packed[HEAD.size :]) | changes


def test_a_page_comes_back_as_it_was_drawn():
    found, asked = unpacked(header())
    assert (found.page, found.leaving, asked) == (PAGE, True, [6])


def test_a_reason_comes_instead_of_a_page():
    found, _ = unpacked({"parts": [], "reason": "it is\nbroken", "leaving": False})
    assert (found.page, found.reason) == (None, "it is broken")


@pytest.mark.parametrize(
    "changes",
    [
        {"width": 3},
        {"width": -2, "height": -1},
        {"width": 2.0},
        {"width": True, "height": 2},
        {"width": 100_000, "height": 100_000, "parts": [30_000_000_000]},
        {"parts": [6, 6]},
        {"parts": ["6"]},
        {"shape": [2, 3, 300, 400]},
        {"shape": [0, 3, 300, 400, [0] * 6]},
        {"shape": [2, 3, float("nan"), 400, [0] * 6]},
        {"shape": [2, 3, 300, 400, [0, 0, 0, 0, 0, float("inf")]]},
        {"shape": [2, 3, 300, 400, ["0"] * 6]},
        {"shape": [2, 3, -300, 400, [0] * 6]},
        {"shape": None},
    ],
)
def test_an_answer_that_does_not_fit_together_is_not_taken(changes):
    with pytest.raises(WireError):
        unpacked(header(**changes))
