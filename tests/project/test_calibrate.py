"""Fitting the confidence: what the curve learns, and how it is judged."""

import numpy as np
import pytest

from tests.bench.fitting.calibrate import (
    Sample,
    calibration_error,
    cross_validated,
    figures,
    fit,
    left_out,
)


def sample(seed, shift=0.0):
    """Questions whose first sign tells whether they are answerable; the second is noise."""
    random = np.random.default_rng(seed)
    answerable = random.random(200) < 0.6
    first = answerable + random.normal(scale=0.3, size=200) + shift
    return Sample(np.column_stack([first, random.normal(size=200)]), answerable)


SAMPLES = {"one": sample(1), "other": sample(2)}


def test_a_sign_that_tells_weighs_more_than_noise():
    curve = fit(list(SAMPLES.values()))
    assert curve.weights[0] > 10 * abs(curve.weights[1])


def test_questions_that_were_left_out_are_told_apart():
    for found in (cross_validated(SAMPLES), left_out(SAMPLES)):
        for name, sample in SAMPLES.items():
            assert found[name][sample.answerable].mean() > 0.8
            assert found[name][~sample.answerable].mean() < 0.2


def test_a_small_set_counts_as_much_as_a_large_one():
    large, small = sample(3), sample(4, shift=5.0).part(np.arange(200) < 40)
    once, again = (
        fit([large, small]),
        fit(
            [
                large,
                Sample(*(np.tile(a, (3, 1)[: a.ndim]) for a in (small.signs, small.answerable))),
            ]
        ),
    )
    assert once.weights == pytest.approx(again.weights, rel=0.2)


def test_a_confidence_that_is_always_right_has_no_error():
    answerable = np.array([True, True, False, False])
    assert calibration_error(answerable.astype(float), answerable) == 0
    assert calibration_error(1 - answerable.astype(float), answerable) == pytest.approx(1)


def test_the_figures_name_how_many_were_answered_and_refused():
    line = figures(np.array([0.9, 0.4, 0.1, 0.6]), np.array([True, True, False, False]))
    assert "answered 0.500  refused 0.500" in line
