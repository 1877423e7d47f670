"""Numbers and their units, however they are written."""

from decimal import Decimal

import pytest

from assistant.grounding.quantities import quantities


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,234 ships", "1234 ships"),
        ("1.234 Schiffe", "1,234 ships"),
        ("two million", "2,000,000"),
        ("12 pillars", "twelve pillars"),
        ("２０２４年", "2024"),
        ("二〇二四年", "2024年"),
        ("三百二十条", "320条"),
        ("2万人", "20,000人"),
        ("3.5 %", "3,5 %"),
        ("measured twice", "measured two times"),
        ("〇・五パーセント", "0.5％"),
        ("三リットル", "3リットル"),
        ("一万二千円", "12,000円"),
        ("二億三千四百万円", "234,000,000円"),
        ("賛成七、反対二", "賛成7"),
        ("三割減った", "30％"),
        ("六か月前まで", "6カ月前"),
        ("午後五時", "17時"),
        ("5 p.m.", "17:00"),
        ("two weeks", "14 days"),
        ("a 24-month term", "two years"),
        ("3 kg", "3,000 grams"),
        ("€1,200", "1200 Euro"),
        ("45 per cent", "45%"),
        ("drei Wochen, also 3 Wochen", "3 weeks"),
        ("24 m²", "24 square metres"),
        ("10, 20 or 30 days", "10"),
    ],
)
def test_a_number_is_the_same_however_it_is_written(one, other):
    assert next(quantities(one)).agrees(next(quantities(other)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2 million", "2 billion"),
        ("1,234", "1,235"),
        ("3.5", "35"),
        ("三条", "四条"),
        ("10", "1"),
        ("two days", "two hours"),
        ("12 months", "12 years"),
        ("5 km", "5 m of cable, 5 metres"),
        ("$300", "300 euros"),
        ("三時間", "三日間"),
        ("一万二千円", "一万三千円"),
        ("5 a.m.", "17:00"),
    ],
)
def test_another_number_or_unit_differs(one, other):
    assert not next(quantities(one)).agrees(list(quantities(other))[-1])


def test_every_part_of_a_date_is_a_number():
    found = [quantity.readings for quantity in quantities("20.5.2003")]
    assert found == [frozenset({Decimal(n)}) for n in (20, 5, 2003)]


def test_both_parts_of_a_fraction_are_numbers():
    assert [quantity.readings for quantity in quantities("代金の三分の二")] == [
        frozenset({Decimal(3)}),
        frozenset({Decimal(2)}),
    ]
