"""The row that has most of what a question says answers, and none where no row stands out."""

import pytest

from assistant.answers.chain import AnswerChain
from assistant.settings import Settings
from assistant.types import Question
from tests.libraries import library_of

_TOWNS = "Alder Birch Cedar Elm Hazel Juniper Larch Maple Oak Pine Rowan Willow".split()
_CLUBS = "".join(
    f"{town} Chamber of Commerce,1{n}-29{n}47,{900 + n}\n{town} Garden Club,2{n}-31{n}55,{40 + n}\n"
    for n, town in enumerate(_TOWNS)
)
_BALANCE = (
    "# Brindle quarterly results\n\nThe accounts payable turnover days, without the financing of"
    " 2014, were 39.8 days on March 31, 2015 and 41.2 days in the quarter before.\n\n"
    "## Balance sheet\n\n| | March 31, 2015 | December 31, 2014 |\n| --- | --- | --- |\n"
    "| Inventories | 12,960 | 12,190 |\n| Accounts payable | 19,074 | 16,363 |\n"
    "| Accounts receivable | 3,028 | 2,436 |\n| Number of shares | 510 | 480 |\n"
)
_POOL = (
    "<h1>Linden Baths</h1><p>The baths open in May.</p><table><tr><th>Membership</th>"
    "<th>Townspeople</th><th>Others</th></tr><tr><td>Individual</td><td>$80</td><td>$110</td></tr>"
    "<tr><td>Couple</td><td>$155</td><td>$215</td></tr><tr><td>Household</td><td>$255</td>"
    "<td>$375</td></tr><tr><td>Group</td><td>$330</td><td>$510</td></tr></table>"
)
_GROWS = (
    "Runs small projects of the studio from the first sketch to the last print, with little advice"
    " from others, and keeps whoever ordered them informed of what is done and what it costs."
    " Plans the cycle of the kiln with the night shift, writes down what went wrong, and looks"
    " after the tools that the apprentices use."
)
_LASTS = (
    "Runs long projects that span several rooms of the house, and names what stands in the way"
    " early enough for others to act. Says how firings may be had with less gas, tries it out, and"
    " tells the rest of the house about it in a way that those who were not there can follow."
)
_LEVELS = (
    "# How we fire\n\nThe kiln is fired in cycles of nine days. This fixed beat keeps the glazes"
    " alike and gives each room a week to fill its shelves.\n\n"
    "# What potters are expected to do\n\n| | Potter | Master |\n| --- | --- | --- |\n"
    f"| Scope | {_GROWS} | {_LASTS} |\n| Judgement | {_LASTS} | {_GROWS} |\n"
)
_STATES = (
    "State,Alpha-3,Number\nNordland,NOR,0578\nItria,ITR,0380\nBeland,BEL,0056\nSouthland,SOU,0212\n"
)
_SIGNS = (
    "# Query language\n\nThe table has the signs of the query language, an example of each, and"
    " what it does.\n\n| Sign | Example | Meaning |\n| --- | --- | --- |\n"
    "| ~ | a ~ b | contains |\n| ~= | a ~= b | begins with |\n| !~ | a !~ b | lacks |\n"
    "| ^^ | a ^^ b | is near |\n"
)
_RUNNERS = "Runner,Pushups,Knee bends\n" + "".join(f"{n},{40 - n},{9 + n}\n" for n in range(1, 12))
_ROOMS = (
    "Room,Floor,Key keeper\nMill loft,3,Ada Berg\nMill cellar,0,Per Holm\nMill yard,1,Ida Vik\n"
)
_LABELS = (
    "Label,en,de,fr\nexit,Exit,Ausgang,Sortie\nlift,Lift,Aufzug,Ascenseur\n"
    "stairs,Stairs,Treppe,Escalier\n"
)
_SHIFTS = "Shift,Mon,Tue,Wed\nEarly tram,Ada,Per,Ida\nLate tram,Ole,Tuva,Ines\n"
_HEATING = (
    "# Heating by month\n\nDD = degree days. The share of renewable sources (SRS) is rounded.\n\n"
    "| Month | kWh | DD | SRS |\n| --- | --- | --- | --- |\n| January | 812 | 410 | 31 |\n"
    "| February | 640 | 355 | 38 |\n"
)
_VISITS = "Language,Visits of the tram museum,Guides\nen,5120,6\nde,2214,4\nfr,1733,3\nes,904,2\n"
TEXTS = {
    "labels.csv": _LABELS,
    "shifts.csv": _SHIFTS,
    "heating.md": _HEATING,
    "visits.csv": _VISITS,
    "states.csv": _STATES,
    "signs.md": _SIGNS,
    "runners.csv": _RUNNERS,
    "rooms.csv": _ROOMS,
    "levels.md": _LEVELS,
    "clubs.csv": f"Organization,EIN,Amount\n{_CLUBS}",
    "brindle.md": _BALANCE,
    "baths.html": _POOL,
}


@pytest.fixture(scope="module")
def chain(tmp_path_factory):
    with library_of(tmp_path_factory.mktemp("words"), TEXTS) as library:
        yield AnswerChain(library, Settings(threshold=0.05, perhaps=0.01))


def _first(answer):
    citation = answer.citations[0]
    marked = [citation.passage.document.text[slice(*span)] for span in citation.marks]
    return citation.quote, marked


def test_a_cell_whose_row_and_column_are_named_is_sure(chain):
    answer = chain.invoke(Question("Brindle inventories on December 31, 2014"))
    assert answer.confidence >= 0.6
    assert _first(answer)[1] == ["12,190"]


@pytest.mark.parametrize("town", ["Hazel", "Rowan", "Willow"])
def test_among_rows_with_like_names_the_one_that_is_named_answers(chain, town):
    quote, _ = _first(chain.invoke(Question(f"EIN of the {town} Chamber of Commerce")))
    assert f"{town} Chamber of Commerce" in quote


@pytest.mark.parametrize(
    ("question", "row", "cell"),
    [
        ("How much did Brindle owe in accounts payable at the end of 2014?", "payable", "16,363"),
        ("Brindle accounts receivable on March 31, 2015", "receivable", "3,028"),
        ("how many shares of Brindle were there on December 31, 2014?", "shares", "480"),
    ],
)
def test_a_cell_whose_row_and_time_are_named_comes_before_prose(chain, question, row, cell):
    quote, marked = _first(chain.invoke(Question(question)))
    assert row in quote.splitlines()[-1]
    assert marked == [cell]


@pytest.mark.parametrize(
    ("question", "row", "cell"),
    [
        ("what is the label for the lift in German", "lift", "Aufzug"),
        ("comment dit-on stairs en français ?", "stairs", "Escalier"),
        ("who drives the late tram on Tuesday", "Late", "Tuva"),
        ("how many kilowatt-hours were heated in January", "January", "812"),
        ("degree days in February", "February", "355"),
        ("share of renewable sources in January", "January", "31"),
        ("wie heißt Treppe auf Französisch?", "Treppe", "Escalier"),
        ("how many visits of the tram museum were by French visitors", "fr", "1733"),
    ],
)
def test_what_a_code_stands_for_names_its_column_or_row(chain, question, row, cell):
    quote, marked = _first(chain.invoke(Question(question)))
    assert row in quote
    assert marked == [cell]


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("which state has the code NOR", "NOR"),
        ("which state is number 0380", "ITR"),
        ("what does ^^ do in the query language", "is near"),
        ("meaning of ~= in the query language", "begins with"),
        ("how many push-ups did runner 7 do", "Pushups: 33"),
        ("who keeps the key of the mill cellar", "Per Holm"),
    ],
)
def test_a_row_is_named_by_a_code_a_number_a_sign_or_who_does_it(chain, question, row):
    answer = chain.invoke(Question(question))
    assert row in _first(answer)[0]
    assert answer.confidence >= 0.5


@pytest.mark.parametrize(
    "question", ["price of the Linden baths for one person", "what do the Linden baths cost"]
)
def test_where_no_row_stands_out_none_is_sure(chain, question):
    answer = chain.invoke(Question(question))
    assert not (answer.answered and "Townspeople" in answer.citations[0].quote)


def test_words_that_stand_in_different_cells_of_a_wide_row_are_not_said_together(chain):
    quote, _ = _first(chain.invoke(Question("how long do kiln cycles take")))
    assert "cycles of nine days" in quote


def test_a_row_is_met_by_the_label_that_spans_it(tmp_path):
    rows = "".join(
        f"<tr><td rowspan='2'>{town} dock</td><td>Ferry</td><td>{n}1 m</td></tr>\n"
        f"<tr><td>Barge</td><td>{n}2 m</td></tr>\n"
        for n, town in enumerate(_TOWNS, 1)
    )
    head = "<tr><th>Dock</th><th>Boat</th><th>Draught</th></tr>\n"
    with library_of(tmp_path, {"docks.md": f"<table>\n{head}{rows}</table>\n"}) as library:
        chain = AnswerChain(library, Settings(threshold=0.05, perhaps=0.01))
        answer = chain.invoke(Question("what is the draught of a barge at Larch dock"))
    first, names, label = answer.citations[:3]
    assert first.quote.split() == ["||", "Barge|", "72", "m|"]
    assert "Draught" in names.quote
    assert label.quote == "Larch dock"
