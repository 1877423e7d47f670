"""Sign-ins that were begun are known again: in the same browser, in time, until they are used."""

import pytest

from tests.clock import Clock
from ui.sign_in.attempts import PATIENCE, Attempts
from ui.sign_in.claims import ClaimError


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def attempts(clock):
    return Attempts(clock)


def test_an_attempt_is_found_again_as_it_was_begun(attempts):
    begun = attempts.begin()
    assert attempts.find(begun.state, begun.browser) == begun


def test_no_two_attempts_have_anything_in_common(attempts):
    first, second = attempts.begin(), attempts.begin()
    said = [
        *(first.browser, first.state, first.nonce, first.verifier),
        *(second.browser, second.state, second.nonce, second.verifier),
    ]
    assert len({text.removeprefix("0.") for text in said}) == 8


def test_the_verifier_and_the_nonce_do_not_follow_from_what_the_provider_is_told(clock):
    first, second = Attempts(clock), Attempts(clock)
    begun = first.begin()
    assert second.find(begun.state, begun.browser) is None


def test_the_attempt_of_another_browser_is_not_found(attempts):
    assert attempts.find(attempts.begin().state, attempts.begin().browser) is None


def test_an_attempt_is_found_until_it_is_too_late(attempts, clock):
    begun = attempts.begin()
    clock.now = PATIENCE - 1
    assert attempts.find(begun.state, begun.browser)
    clock.now = PATIENCE
    assert attempts.find(begun.state, begun.browser) is None


def test_another_time_cannot_be_written_into_a_state(attempts, clock):
    begun = attempts.begin()
    clock.now = PATIENCE
    later = begun.state.replace("0.", f"{PATIENCE}.", 1)
    assert attempts.find(later, begun.browser) is None


def test_a_used_attempt_is_not_found_and_not_used_again(attempts, clock):
    begun = attempts.begin()
    attempts.use(begun)
    for _ in range(1_001):
        attempts.use(attempts.begin())
    clock.now = PATIENCE - 1
    assert attempts.find(begun.state, begun.browser) is None
    with pytest.raises(ClaimError, match="finished before"):
        attempts.use(begun)


@pytest.mark.parametrize(
    "state", ["", ".", "0.", "9" * 5_000 + ".x", "0." + "é" * 43, "-1." + "x" * 43]
)
def test_what_is_no_state_is_not_found(attempts, state):
    assert attempts.find(state, attempts.begin().browser) is None


@pytest.mark.parametrize("browser", ["", "x", "é" * 43, "x" * 200])
def test_what_is_no_cookie_of_ours_finds_nothing(attempts, browser):
    assert attempts.find(attempts.begin().state, browser) is None
