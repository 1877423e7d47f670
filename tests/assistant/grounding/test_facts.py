"""What cannot be put in other words: numbers, names, denials, addresses."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.grounding.facts import ADDRESS, contradict, facts_of, holds_name, names, numbers
from index.text.folding import fold, unmarked


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
    ],
)
def test_a_number_is_the_same_however_it_is_written(one, other):
    [first], [second] = numbers(one), numbers(other)
    assert first & second


@pytest.mark.parametrize(
    ("one", "other"),
    [("2 million", "2 billion"), ("1,234", "1,235"), ("3.5", "35"), ("三条", "四条"), ("10", "1")],
)
def test_different_numbers_differ(one, other):
    [first], [second] = numbers(one), numbers(other)
    assert not first & second


def test_every_part_of_a_date_is_a_number():
    assert list(numbers("20.5.2003")) == [frozenset({Decimal(n)}) for n in (20, 5, 2003)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The cable runs from Kyoto to Oslo.", {"kyoto", "oslo"}),
        ("Angela Merkel met Japan's envoy.", {"angela", "merkel", "japan"}),
        ("Cables are long.", set()),
        ("It cites GDPR.", {"gdpr"}),
        ("ヴェネツィアでRNAを調べる。", {"ヴェネツィア", "rna"}),
        ("国会が決めた", {"国会"}),
    ],
)
def test_names_are_words_with_capitals_and_runs_of_katakana_or_kanji(text, found):
    assert set(names(text)) == found


@pytest.mark.parametrize(
    ("name", "text", "there"),
    [
        ("oslo", "From Oslo's harbour", True),
        ("oslo", "Oslofjord", False),
        ("rna", "はRNAである", True),
        ("東京都", "東京都知事", True),
        ("東京都", "京都", False),
        ("ローマ", "ローマ法", True),
    ],
)
def test_a_name_is_there_as_a_whole(name, text, there):
    assert holds_name(name, unmarked(fold(text))) is there


@pytest.mark.parametrize(
    ("one", "other", "wrong"),
    [
        ("It is not the capital.", "It is the capital.", True),
        ("It is the capital.", "It is not the capital.", True),
        ("It doesn't apply.", "It does not apply.", False),
        ("It does not currently apply.", "It currently applies.", True),
        ("It never ran.", "It ran.", True),
        ("It is not only fast but cheap.", "It is fast and cheap.", False),
        ("The act applies to banks.", "The act applies to banks; it does not apply to us.", False),
        ("規則は適用されない。", "規則は適用される。", True),
        ("規則は適用される。", "規則は適用されない。", True),
        ("規則は適用されません。", "規則は適用されない。", False),
        ("Das gilt nicht.", "Das gilt.", True),
    ],
)
def test_denying_what_is_said_contradicts(one, other, wrong):
    language = "de" if one.startswith("Das") else "en"
    assert contradict(facts_of(one, language), facts_of(other, language)) is wrong


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see https://evil.example/x", True),
        ("see evil.example.", True),
        ("www.x", True),
        ("javascript:alert(1)", True),
        ("write to a.b@c.org", True),
        ("詳細はhttp://x.jp/へ", True),
        ("the U.S. and the e.g. of Dr. No", False),
        ("3.5km of it", False),
        ("It ends. Then it begins.", False),
    ],
)
def test_addresses_are_found(text, found):
    assert bool(ADDRESS.search(text)) is found


@given(st.text(max_size=120))
def test_a_text_never_contradicts_itself(text):
    facts = facts_of(text)
    assert not contradict(facts, facts)
