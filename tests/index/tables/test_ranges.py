from decimal import Decimal

import pytest

from index.tables.ranges import in_one_unit, range_of


@pytest.mark.parametrize(
    ("text", "language", "inside", "outside"),
    [
        ("More than 5 years", "en", "6", "5"),
        ("under 18", "en", "17", "18"),
        ("no more than 3 bags", "en", "3", "4"),
        ("no less than 3 bags", "en", "3", "2"),
        ("65 and over", "en", "65", "64"),
        ("6+", "en", "6", "5"),
        ("≥ 10 kg", "en", "10", "9"),
        ("1-3 days", "en", "3", "4"),
        ("between 2 and 4 people", "en", "2", "5"),
        ("$500 to $5,000", "en", "4999", "5001"),
        ("5 to under 10 km", "en", "5", "10"),
        ("bis 5 Jahre", "de", "5", "6"),
        ("2 bis unter 5 Jahre", "de", "4", "5"),
        ("ab 6 Jahren", "de", "6", "5"),
        ("über 1.000 €", "de", "1001", "1000"),
        ("10 Stück und mehr", "de", "10", "9"),
        ("moins de 4 ans", "fr", "3", "4"),
        ("de 4 à 16 ans", "fr", "16", "17"),
        ("jusqu’à 3 jours", "fr", "3", "4"),
        ("5 años o más", "es", "5", "4"),
        ("hasta 2 kg", "es", "2", "3"),
        ("3年以上", "ja", "3", "2"),
        ("1年以上3年未満", "ja", "2", "3"),
        ("10日以内", "ja", "10", "11"),
        ("5〜10人", "ja", "5", "11"),
        ("１０万円を超える", "ja", "100001", "100000"),
        ("8人以上", "ja", "8", "7"),
        ("up to 20k", "en", "20000", "20001"),
        ("plus de 2 mille euros", "fr", "2001", "2000"),
    ],
)
def test_a_range_holds_what_it_says(text, language, inside, outside):
    found = range_of(text, language)
    assert found is not None
    assert found.holds(range_of(inside, "en"))
    assert not found.holds(range_of(outside, "en"))


@pytest.mark.parametrize(
    "text",
    ["", "free", "3 and 5", "5 of 10", "2024-01-05", "at 9:30", "A4 paper", "the 2nd", "9-3"],
)
def test_what_is_no_single_range_is_none(text):
    assert range_of(text, "en") is None


def test_a_range_holds_another_one_that_is_no_wider():
    over, least = range_of("over 5", "en"), range_of("at least 5", "en")
    assert least.holds(over)
    assert not over.holds(least)


def test_a_number_is_read_as_its_language_writes_it():
    assert range_of("1.500 kg", "de").low == Decimal(1500)
    assert range_of("1.500 kg", "en").low == Decimal("1.5")


@pytest.mark.parametrize(
    ("asked", "given", "name"),
    [
        ("with 7 years", "more than 5 years", "Service"),
        ("for 2 weeks", "more than 10 days", "Absence"),
        ("for 18 months", "up to 2 years", "Contract"),
        ("for 4 bags", "3-5", "Number of bags"),
        ("at age 70", "65 and over", "Age"),
        ("a 12-year-old", "6-17", "Age"),
        ("a child of 12", "6-17", "Age"),
        ("of $700", "$500 to $5,000", "Amount"),
    ],
)
def test_what_is_measured_alike_is_compared(asked, given, name):
    mine, its = in_one_unit(range_of(asked, "en"), range_of(given, "en"), name, "en")
    assert its.holds(mine)


@pytest.mark.parametrize(
    ("asked", "given", "name"),
    [
        ("for 3 children", "under 6", "Age"),
        ("for 3 days", "up to 5", "Bags"),
        ("for 3 days", "up to 2 months", "Absence"),
        ("in zone 2", "1-3", "Guests"),
        ("for 5 kg", "up to $10", "Price"),
        ("for 3 people", "1-4 days", "Absence"),
    ],
)
def test_what_is_measured_otherwise_is_not_compared(asked, given, name):
    assert in_one_unit(range_of(asked, "en"), range_of(given, "en"), name, "en") is None
