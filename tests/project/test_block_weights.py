"""Fitting which block comes first."""

import numpy as np
import pytest

from tests.bench.fitting.block_weights import RULES, Choice, first, fit, loss

SIGNS = 11


def choices(telling, readable, count=200):
    """Questions of four blocks each, of which the one with most of one sign is right."""
    random = np.random.default_rng(telling)
    made = []
    for _ in range(count):
        signs = random.normal(size=(4, SIGNS))
        made.append(Choice(signs, np.arange(4) == signs[:, telling].argmax(), readable))
    return made


def test_what_tells_is_found_for_what_is_read_and_what_is_not():
    sets = {"read": choices(1, 1.0), "unread": choices(2, 0.0)}
    weights = fit(sets, np.zeros((2, SIGNS)))
    assert np.abs(weights).argmax(axis=1).tolist() == [1, 2]
    assert first(weights, choices(1, 1.0, count=50)) > 0.9
    assert first(weights, choices(2, 0.0, count=50)) > 0.9


def test_rules_are_left_as_they_are():
    start = np.zeros((2, SIGNS))
    start[:, list(RULES)] = (8.0, -14.0)
    weights = fit({"one": choices(8, 1.0)}, start)
    assert weights[:, list(RULES)].tolist() == [[8.0, -14.0]] * 2


@pytest.mark.parametrize("readable", [1.0, 0.3, 0.0])
def test_the_gradient_is_that_of_the_loss(readable):
    [choice] = choices(0, readable, count=1)
    weights = np.random.default_rng(7).normal(size=(2, SIGNS))
    value, slope = loss(weights, choice)
    nudge = np.zeros_like(weights)
    nudge[0, 3] = nudge[1, 5] = 1e-6
    assert loss(weights + nudge, choice)[0] - value == pytest.approx(
        float((slope * nudge).sum()), abs=1e-10
    )
