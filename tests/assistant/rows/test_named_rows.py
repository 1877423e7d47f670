"""A row that is named by its label answers, and another one of its table does not."""

import pytest

from assistant.answers.chain import AnswerChain
from assistant.settings import Settings
from assistant.types import Question
from tests.libraries import library_of

_BERTHS = "".join(f"| Berth {n} | {n + 3} m | {20 + n} |\n" for n in range(1, 25) if n != 17)
TEXTS = {
    "berths.md": f"# Berths\n\n| Berth | Depth | Bollards |\n| --- | --- | --- |\n{_BERTHS}",
    "ropes.csv": "Rope,Breaking load\nHemp rope,9 kN\nNylon rope,31 kN\nSisal rope,7 kN\n",
}


@pytest.fixture(scope="module")
def chain(tmp_path_factory):
    with library_of(tmp_path_factory.mktemp("named"), TEXTS) as library:
        yield AnswerChain(library, Settings(threshold=0.05, perhaps=0.01))


@pytest.mark.parametrize("number", [21, 24])
def test_other_rows_that_have_the_number_elsewhere_are_not_cited(chain, number):
    answer = chain.invoke(Question(f"how many bollards does berth {number} have"))
    rows = [c.quote for c in answer.citations if not c.quote.startswith("| Berth | ")]
    assert [row.split("|")[1].strip() for row in rows] == [f"Berth {number}"]


@pytest.mark.parametrize("number", [2, 3, 12, 21])
def test_a_number_of_a_label_is_met_exactly(chain, number):
    answer = chain.invoke(Question(f"what is the depth of berth {number}"))
    assert answer.sentences[0].text.startswith(f"| Berth {number} |")


def test_a_number_that_no_row_has_is_not_answered_by_its_neighbour(chain):
    assert not chain.invoke(Question("what is the depth of berth 17")).answered


@pytest.mark.parametrize(
    "question",
    [
        "is the nylon rope stronger than the hemp rope",
        "what is the difference between hemp rope and nylon rope",
    ],
)
def test_two_rows_that_are_compared_are_both_cited(chain, question):
    answer = chain.invoke(Question(question))
    quotes = [citation.quote for citation in answer.citations]
    assert len(quotes) == 2
    assert {"Hemp" in quote for quote in quotes} == {True, False}
    assert not any("Sisal" in quote for quote in quotes)
