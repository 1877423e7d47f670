"""Numbers in words are the numbers in figures, in the language of the text."""

import pytest

from assistant.grounding.facts import contradict, facts_of
from assistant.grounding.number_words import number_words
from assistant.grounding.quantities import quantities


def agrees(one, other, language="en"):
    return all(
        any(mine.agrees(theirs) for theirs in quantities(other, language))
        for mine in quantities(one, language)
    )


@pytest.mark.parametrize(
    ("language", "figures", "words"),
    [
        ("en", "It lasts 21 days.", "It lasts twenty-one days."),
        ("en", "It costs 150 euros.", "It costs one hundred and fifty euros."),
        ("en", "From 5 to 10 people.", "From five to ten people."),
        ("de", "Die Frist beträgt 14 Tage.", "Die Frist beträgt zwei Wochen."),
        ("de", "Es kostet 350 Euro.", "Es kostet dreihundertfünfzig Euro."),
        ("de", "Es gilt 30 Tage.", "Es gilt dreißig Tage."),
        ("fr", "Le délai est de 3 mois.", "Le délai est de trois mois."),
        ("fr", "Il coûte 92 euros.", "Il coûte quatre-vingt-douze euros."),
        ("es", "Son 45 días.", "Son cuarenta y cinco días."),
        ("zh", "期限为30天。", "期限为三十天。"),
        ("zh", "期限为2周。", "期限为两周。"),
    ],
)
def test_words_and_figures_are_the_same_number(language, figures, words):
    assert agrees(figures, words, language)
    assert agrees(words, figures, language)


@pytest.mark.parametrize(
    ("language", "claim", "passage"),
    [
        ("de", "Die Frist beträgt zwei Wochen.", "Die Frist beträgt drei Wochen."),
        ("fr", "Le délai est de deux semaines.", "Le délai est de trois semaines."),
        ("es", "El plazo es de dos semanas.", "El plazo es de tres semanas."),
        ("zh", "期限为三天。", "期限为三十天。"),
        ("en", "It opens at 5 p.m.", "It opens at 5 a.m."),
        ("ja", "午前9時から", "午後9時から"),
        ("en", "It costs £15.", "It costs €15."),
        ("en", "It weighs 5 lb.", "It weighs 5 kg."),
        ("en", "It is 5 inches long.", "It is 5 cm long."),
        ("en", "It uses 5 kWh.", "It uses 5 MWh."),
    ],
)
def test_another_number_half_of_the_day_or_unit_is_seen(language, claim, passage):
    assert not agrees(claim, passage, language)


@pytest.mark.parametrize(
    ("claim", "passage"),
    [("It closes at 17:30.", "It closes at 5:30 p.m."), ("From 5 to 7 p.m.", "5 p.m. to 7 p.m.")],
)
def test_an_hour_is_the_same_in_both_ways_to_tell_it(claim, passage):
    assert agrees(claim, passage)


@pytest.mark.parametrize("language", ["en", "de", "fr", "es"])
def test_each_number_of_a_language_has_its_value(language):
    words = number_words(language)
    assert sorted(set(words.small.values())) == list(range(1, 100))
    assert all(words.value(said) == value for said, value in words.small.items())


@pytest.mark.parametrize(
    ("language", "claim", "passage"),
    [
        ("de", "Im Mai 2021 eröffnete das Museum.", "Das Museum eröffnete im Mai 2021."),
        ("fr", "En mai 2021, le musée a ouvert.", "Le musée a ouvert en mai 2021."),
    ],
)
def test_a_month_denies_nothing(language, claim, passage):
    assert not contradict(facts_of(claim, language), facts_of(passage, language))


def test_never_denies_in_italian():
    told = facts_of("Il museo è aperto il lunedì", "it")
    assert contradict(facts_of("Il museo non è mai aperto il lunedì", "it"), told)
