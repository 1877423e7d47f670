"""How the two thresholds are chosen."""

import numpy as np
import pytest

from tests.bench.fitting.thresholds import Asked, lowest


def asked(sure, right, answerable=None):
    return Asked(np.array(sure), np.array(right, bool), np.array(answerable or right, bool))


def test_the_least_confidence_with_enough_that_is_right_is_chosen():
    steps = asked([0.1] * 4 + [0.3] * 4 + [0.8] * 4, [0, 0, 0, 0, 1, 0, 1, 0, 1, 1, 1, 1])
    assert lowest([steps], 1 / 2) == pytest.approx(0.3)
    assert lowest([steps], 0.9) == pytest.approx(0.8)


def test_without_enough_that_is_right_nothing_is():
    assert lowest([asked([0.2, 0.9], [False, False])], 1 / 3) == 1.0


def test_sets_count_the_same_whatever_their_size():
    large, small = asked([0.4] * 90, [False] * 90), asked([0.4] * 2, [True] * 2)
    assert lowest([large, small], 1 / 2) == pytest.approx(0.4)
    assert lowest([large, small], 0.6) == 1.0


def test_the_shares_of_the_three_outcomes_sum_to_one():
    shares = asked([0.1, 0.3, 0.6, 0.9], [True] * 4).shares(0.5, 0.2, answerable=True)
    assert shares == pytest.approx((0.5, 0.25, 0.25))
