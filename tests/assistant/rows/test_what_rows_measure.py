"""What the numbers of a table are of: other kinds, other units, and sums are not taken for them."""

import pytest

from assistant.answers.chain import AnswerChain
from assistant.settings import Settings
from assistant.types import Outcome, Question
from tests.libraries import library_of

TEXTS = {
    "sailors.csv": (
        "Name,Crew,Wage,Languages\nAda,Fore,520,Danish\nBo,Fore,610,Danish; Frisian\n"
        'Cem,Aft,700,"Frisian, Turkish"\nDee,Aft,480,"Turkish, Danish"\nEli,Aft,550,Frisian\n'
    ),
    "crates.csv": "Crate,Load (kg)\nRed,5\nBlue,9\nGreen,7\n",
    "isles.csv": (
        "Isle,Inhabitants (thousands),Distance (km),Crossing (min),Fare (EUR)\n"
        "Alby,12,35,95,20\nBorg,140,0.4,130,300\nCand,2500,80,150,12\n"
    ),
    "decks.csv": "Deck,Cabins\nLower,2\nMiddle,3\nUpper,5\n",
    "kaufe.csv": "Hafen,Umsatz\nNord,10\nSüd,21\nSumme Inland,31\nOst,15\nWest,5\nGesamt,51\n",
    "puertos.csv": "Puerto,Ventas\nNorte,14\nSur,21\nEste,16\nPromedio,17\n",
    "berths.csv": "Berth,Price,Depth\nOne,45,3\nTwo,220,4\nThree,80,9\n",
    "permits.csv": (
        "Permit,Holder,Amount\n1001,Acme,500\n1002,Bolt,900\n1003,Acme,300\n1004,Cord,100\n"
    ),
}


@pytest.fixture(scope="module")
def chain(tmp_path_factory):
    with library_of(tmp_path_factory.mktemp("measures"), TEXTS) as library:
        yield AnswerChain(library, Settings())


def ask(chain, question):
    return chain.invoke(Question(question))


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("How many sailors speak Danish?", ["Ada", "Bo", "Dee"]),
        ("How many sailors do we have in total?", ["Ada", "Bo", "Cem", "Dee", "Eli"]),
        ("What is the total number of sailors?", ["Ada", "Bo", "Cem", "Dee", "Eli"]),
        ("Which is the heaviest crate?", ["Blue"]),
        ("Which isle has the second-most inhabitants?", ["Borg"]),
        ("Which isle has the third-highest fare?", ["Cand"]),
        ("Which deck has the most cabins?", ["Upper"]),
        ("Which isles have fewer than 50,000 inhabitants?", ["Alby"]),
        ("How many isles have a distance of less than 500 m?", ["Borg"]),
        ("Which isles have a crossing of more than 2 hours?", ["Borg", "Cand"]),
        ("Which isles have a fare over 15 euros?", ["Alby", "Borg"]),
        ("Which berth has the highest cost?", ["Two"]),
        ("Which Hafen has the highest Umsatz?", ["Süd"]),
        ("Which Puerto has the lowest Ventas?", ["Norte"]),
    ],
)
def test_rows_answer_by_what_their_numbers_are_of(chain, question, names):
    answer = ask(chain, question)
    assert answer.outcome is Outcome.ANSWERED
    assert len(answer.sentences) == len(names)
    assert all(name in s.text for name, s in zip(names, answer.sentences, strict=True))


@pytest.mark.parametrize(
    "question",
    [
        "Who is the tallest of the sailors?",
        "Which sailor is the heaviest?",
        "Which crate is the longest?",
        "Which crew has the most sailors?",
        "Which crew has the highest number of sailors?",
        "Which crew has the highest total wage?",
        "Which holder has the most permits?",
        "Which permit is the oldest?",
        "Which berth has the highest salary?",
        "Which berth has the lowest Gehalt?",
        "What is the average wage of the berths?",
        "一番重いsailorsはだれですか",
        "Which isles have a fare over $15?",
        "Which isles have a distance of more than 3 hours?",
        "Which isles have a crossing of more than 10 and a fare of less than 100?",
        "Which isles have a crossing over 90 and a distance under 130?",
    ],
)
def test_numbers_of_something_else_are_no_answer(chain, question):
    assert ask(chain, question).outcome is not Outcome.ANSWERED


@pytest.mark.parametrize("question", ["What does Blue mean?", "What did the Load mean?"])
def test_what_a_word_means_is_no_mean(chain, question):
    assert "Mean of" not in ask(chain, question).remark


@pytest.mark.parametrize(
    ("prices", "said"), [(("7.90", "12.00", "29.50"), "49.40"), (("5", "20.5"), "25.5")]
)
def test_a_total_has_as_many_places_as_the_cells(tmp_path, prices, said):
    rows = "".join(f"Plan {n},{price}\n" for n, price in enumerate(prices))
    with library_of(tmp_path, {"plans.csv": f"Plan,Price (EUR)\n{rows}"}) as library:
        answer = ask(AnswerChain(library, Settings()), "What is the total price of all plans?")
    assert answer.remark.endswith(f": {said}.")
