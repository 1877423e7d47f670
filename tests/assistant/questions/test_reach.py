"""What of a block is of the code, the sign or the line that a question names."""

import pytest

from assistant.questions.labels import label_of
from assistant.questions.reach import reach_of
from index.text.terms import runs
from index.types import Document, Passage

CODES = "ERR_4012 is a badge. Renew it. ERR_4021 is a reader. ERR_4102 is a door."
SIGNS = "C# is for kiosks. C++ is for gates. It is old. C is for sensors. .NET 8 is on servers."
STORES = "Store A is at -5 °C. Store B is at 5 °C. It is new. Store C is at 15 °C."
TENTS = "The small tent costs 12 euro. The large tent costs 20 euro. Dogs stay 20 metres away."
GATES = "Gate 1 opens at 7:00. Gate 2 opens at 9:30."
PHONES = "Gate: 4410\nArchive: 4462\nPilot: 4437"
PRICES = "Tea 2.10 €\nCocoa 2.80 €\nBun 1.40 €"
TABLE = "|Class|Response|\n|P1|20 minutes|\n|P2|60 minutes|"
JAPANESE = "守衛：4410\n書庫：4462\n受付：4437"


def within(question, text):
    document = Document("d", "a.md", "A", text, "en", (), (), "v")
    passage = Passage("p", document, 0, len(text), text, (), None)
    words = [form for run in runs(question) for term in run.terms for form in term.forms]
    spans = reach_of(question, words).within(passage, (0, len(text)))
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("question", "text", "meant"),
    [
        ("ERR 4012", CODES, ["ERR_4012 is a badge. Renew it."]),
        ("err4021", CODES, ["ERR_4021 is a reader."]),
        ("ERR_4012 or ERR_4102", CODES, ["ERR_4012 is a badge. Renew it.", "ERR_4102 is a door."]),
        ("ERR 9999", CODES, [CODES]),
        ("Which badge?", CODES, [CODES]),
        ("What is C++ for?", SIGNS, ["C++ is for gates. It is old."]),
        ("What is .NET for?", SIGNS, [".NET 8 is on servers."]),
        ("Which store is kept at 5 °C?", STORES, ["Store B is at 5 °C. It is new."]),
        ("which store is at -5 degrees", STORES, ["Store A is at -5 °C."]),
        ("how cold is store c", STORES, ["Store C is at 15 °C."]),
        ("how cold is store D", STORES, [STORES]),
        ("which tent is 12 euro", TENTS, ["The small tent costs 12 euro."]),
        ("which gate opens at 9:30", GATES, ["Gate 2 opens at 9:30."]),
        ("number of the archive?", PHONES, ["Archive: 4462"]),
        ("the pilot and the gate", PHONES, ["Gate: 4410", "Pilot: 4437"]),
        ("number of the kitchen?", PHONES, [PHONES]),
        ("How much is a cocoa?", PRICES, ["Cocoa 2.80 €"]),
        ("a P1 response", TABLE, [TABLE]),
        ("書庫の内線番号は？", JAPANESE, ["書庫：4462"]),
    ],
)
def test_what_is_said_of_what_is_named(question, text, meant):
    assert within(question, text) == meant


def test_a_block_of_another_article_is_left_out_where_the_one_asked_for_stands_beside_it():
    text = "第二条　日当は千円とする。\n\n第三条　宿泊費は一万円とする。"
    document = Document("d", "a.md", "A", text, "ja", (), (), "v")
    passage = Passage("p", document, 0, len(text), text, (), None)
    first, second = (0, text.index("\n")), (text.index("第三条"), len(text))
    asked = reach_of("第三条は？", [])
    assert [list(asked.within(passage, block)) for block in (first, second)] == [[], [second]]


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Archive: 4462", "Archive"),
        ("- Head of sales: Jane Doe", "Head of sales"),
        ("Bun 1.40 €", "Bun"),
        ("書庫：4462", "書庫"),
        ("Note: the office is closed.", ""),
        ("The office opens at 9.", ""),
        ("Cars; 2021: 81,000; 2022: 86,500", ""),
        ("", ""),
    ],
)
def test_the_name_that_a_line_says_one_thing_of(line, label):
    assert label_of(line) == label
