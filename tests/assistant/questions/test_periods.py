"""Periods that a question names."""

from datetime import UTC, datetime

import pytest

from assistant.questions.periods import period

NOW = datetime(2026, 11, 25, 15, tzinfo=UTC)  # a Wednesday


def days(text):
    found = period(text, NOW)
    return found and tuple(each and f"{each:%Y-%m-%d}" for each in (found.start, found.end))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023", ("2023-01-01", "2024-01-01")),
        ("from 2023", ("2023-01-01", "2024-01-01")),
        ("2023年", ("2023-01-01", "2024-01-01")),
        ("in March 2024", ("2024-03-01", "2024-04-01")),
        ("2024年3月", ("2024-03-01", "2024-04-01")),
        ("last week", ("2026-11-16", "2026-11-23")),
        ("先週", ("2026-11-16", "2026-11-23")),
        ("yesterday", ("2026-11-24", "2026-11-25")),
        ("this month", ("2026-11-01", "2026-12-01")),
        ("since last month", ("2026-10-01", None)),
        ("since 2023", ("2023-01-01", None)),
        ("先月以降", ("2026-10-01", None)),
        ("before 2024", (None, "2024-01-01")),
        ("the last 3 weeks", ("2026-11-02", None)),
        ("past two months", ("2026-09-01", None)),
        ("2024-03-05", ("2024-03-05", "2024-03-06")),
    ],
)
def test_a_period_is_understood(text, expected):
    assert days(text) == expected


@pytest.mark.parametrize(
    "text",
    ["parking", "the car park", "", "the law of the sea", "駐車場", "in 2.10", "since v3.1"],
)
def test_what_is_no_period_is_none(text):
    assert period(text, NOW) is None


def test_a_period_holds_its_first_moment_and_not_its_last():
    year = period("2023", NOW)
    assert year.holds(datetime(2023, 1, 1, tzinfo=UTC))
    assert not year.holds(datetime(2024, 1, 1, tzinfo=UTC))
    assert not year.holds(None)


@pytest.mark.parametrize(
    ("text", "named", "is_named"),
    [
        ("2023", "minutes-2023.md", True),
        ("2023", "minutes/2023-04-01.md", True),
        ("2023", "part 120231", False),
        ("April 2023", "minutes/2023-04-01.md", True),
        ("April 2023", "minutes/2023-05-01.md", False),
    ],
)
def test_a_name_may_name_the_period(text, named, is_named):
    assert period(text, NOW).is_named_in(named) is is_named
