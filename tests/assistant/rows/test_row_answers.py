"""Answers over all rows of a table: extremes, counts, totals, and what is not certain."""

import pytest

from assistant.answers.chain import AnswerChain
from assistant.rows.whole_table import TableRow, WholeTable
from assistant.settings import Settings
from assistant.types import Outcome, Question
from index.editions.snapshot import Snapshot
from index.types import Document, Section
from tests.libraries import library_of

TEXTS = {
    "roads.csv": (
        "Road,Lowest speed,Highest speed\nElm road,30,70\nOak road,20,50\nAsh road,40,90\n"
    ),
    "ferries.csv": (
        "Ferry,Passengers,Trips in 2021,Trips in 2022,Entered service,Class\n"
        "Alca,310,900,1880,2004,Car\nBrant,95,1200,1150,1998,Foot\nCrane,420,700,910,2015,Car\n"
        "Diver,95,40,35,1987,Foot\nTotal,920,2840,3975,,\n"
    ),
    "plans.md": (
        "# Phone plans\n\n| Plan | Price per month | Data |\n| --- | --- | --- |\n"
        "| Mini | 7.50 € | 2 GB |\n| Midi | 12 € | 10 GB |\n| Maxi | 29 € | 60 GB |\n"
    ),
    "eki.csv": (
        "駅,乗降客数,開業日\n青葉,1200,1958年4月1日\n若松,540,2003年10月12日\n"
        "港北,9800,1926年2月14日\n"
    ),
    "branches.csv": (
        "Branch,Jobs 1000,Applications for jobs,Fees charged\nNorth,41,880,0.25%\n"
        "South,12,950,0.50%\nWest,77,310,0.35%\n"
    ),
    "stock.csv": "Item,In stock\nPX-0150,117\nPX-0151,30\nPX-0152,9\n",
    "notes.md": "# Notes\n\nThe widest street of the harbour is Rope Walk. It has 14 shops.\n",
}


@pytest.fixture(scope="module")
def chain(tmp_path_factory):
    with library_of(tmp_path_factory.mktemp("rows"), TEXTS) as library:
        yield AnswerChain(library, Settings())


def ask(chain, question):
    return chain.invoke(Question(question))


@pytest.mark.parametrize(
    ("question", "names", "rule"),
    [
        ("which ferry carries the most passengers", ["Crane"], "Largest of 4 values"),
        ("Which ferry carries the fewest passengers?", ["Brant", "Diver"], "2 rows have it"),
        ("which ferry made the most trips in 2021", ["Brant"], "“Trips in 2021”"),
        ("which ferry made the second most trips in 2021", ["Alca"], "Number 2 from there"),
        ("what is the oldest ferry by entered service", ["Diver"], "Earliest of 4 values"),
        ("which foot class ferry has the most trips in 2022", ["Brant"], "“foot”"),
        ("What is the cheapest phone plan?", ["Mini"], "“Price per month”"),
        ("which plan is the most expensive", ["Maxi"], "Largest of 3 values"),
        ("一番乗降客数が多い駅はどこですか", ["港北"], "最大"),
        ("最も新しい駅は？", ["若松"], "最も遅い"),
    ],
)
def test_the_row_with_the_extreme_is_answered_with_the_rule(chain, question, names, rule):
    answer = ask(chain, question)
    assert answer.answered
    assert rule in answer.remark
    assert len(answer.sentences) == len(names)
    assert all(name in s.text for name, s in zip(names, answer.sentences, strict=True))


def test_a_column_that_compares_itself_is_looked_up(chain):
    answer = ask(chain, "max speed on the Elm road")
    assert answer.remark == ""
    assert "Lowest speed: 30" in answer.citations[0].quote


@pytest.mark.parametrize(
    ("question", "count", "rule"),
    [
        ("how many ferries carry more than 300 passengers", 2, "2 of 4 rows have more than 300"),
        ("how many ferries entered service before 2000", 2, "a date before 2000"),
        ("how many ferries are there", 4, "4 rows in the table “ferries”"),
        ("how many classes of ferries are there", 2, "2 different values"),
        ("how many plans cost less than 20 €", 2, "2 of 3 rows"),
        ("which ferries made at least 900 trips in 2022", 3, "900 or more"),
        ("1950年以降に開業した駅はいくつありますか", 2, "1950年以降"),
        ("1990年より前に開業した駅はいくつありますか", 2, "1990年より前"),
    ],
)
def test_rows_are_counted_over_the_whole_table_without_its_total(chain, question, count, rule):
    answer = ask(chain, question)
    assert answer.answered
    assert rule in answer.remark
    assert len(answer.sentences) == count


def test_the_total_is_the_row_that_the_table_gives(chain):
    answer = ask(chain, "how many passengers do the ferries carry in total")
    assert [s.text.startswith("Ferry: Total") for s in answer.sentences] == [True]
    assert answer.citations[0].quote[answer.citations[0].marks[0][0] - answer.citations[0].start :]


def test_a_total_that_no_row_gives_is_the_sum_of_all_rows(chain):
    answer = ask(chain, "total data of all phone plans")
    assert "Sum of 3 values in the column “Data”: 72 gb" in answer.remark
    assert len(answer.sentences) == 3


def test_a_row_of_a_drawn_table_is_cited_with_its_names(chain):
    answer = ask(chain, "What is the cheapest phone plan?")
    assert [len(s.citations) for s in answer.sentences] == [2]
    assert "Price per month" in answer.citations[1].quote


def test_every_quote_is_verbatim_and_its_value_marked(chain):
    answer = ask(chain, "which ferry carries the most passengers")
    citation = answer.citations[0]
    text = citation.passage.document.text
    assert text[citation.start : citation.end] == citation.quote
    assert [text[a:b] for a, b in citation.marks] == ["420"]


@pytest.mark.parametrize(
    "question",
    ["which ferry made the most trips", "which ferry is the best", "which ferry has the most crew"],
)
def test_a_column_that_is_not_certain_is_no_answer(chain, question):
    assert ask(chain, question).outcome is not Outcome.ANSWERED


@pytest.mark.parametrize(
    "question",
    ["which branch has the most jobs", "what are the fees charged by the branches in total"],
)
def test_a_name_with_a_number_that_is_not_asked_for_and_a_sum_of_shares_are_no_answer(
    chain, question
):
    assert ask(chain, question).outcome is not Outcome.ANSWERED


def test_a_count_of_nothing_is_no_wrong_number(chain):
    answer = ask(chain, "how many ferries carry more than 5000 passengers")
    assert not answer.answered
    assert "0 of" not in answer.remark


def test_a_sentence_that_has_the_superlative_itself_is_not_computed(chain):
    assert "Largest" not in ask(chain, "What is the widest street of the harbour?").remark


def test_things_of_one_row_are_not_counted_by_rows_though_the_table_is_named(tmp_path):
    texts = {"lock.csv": "Traffic,2021,2022\nBarges,910,875\nRowing boats,81,86\n"}
    with library_of(tmp_path, texts) as library:
        answer = ask(AnswerChain(library, Settings()), "How many barges passed the lock in 2022?")
    assert "rows in the table" not in answer.remark


def test_how_many_of_what_one_row_is_about_is_a_figure_in_it(chain):
    answer = ask(chain, "How many PX-0150 are in stock?")
    assert "117" in answer.sentences[0].text
    assert "row" not in answer.remark


@pytest.mark.parametrize(
    ("heading", "caption", "name"),
    [
        (("Harbour", "Berths"), "Berth | Depth", "Berths"),
        (("Harbour", "Berths"), "Berths by depth", "Berths by depth"),
        ((), "Berth | Depth", "The harbour"),
    ],
)
def test_a_table_is_called_by_its_caption_or_what_stands_over_it(heading, caption, name):
    section = Section(0, 4, heading, ("Berth", "Depth"), caption)
    document = Document("1", "harbour.md", "The harbour", "text", "en", (section,), (), "1")
    assert WholeTable(document, section, ()).name == name


@pytest.mark.parametrize(
    "question", ["how many boats are in the ferries file", "how many things are in our stock?"]
)
def test_that_rows_are_what_is_counted_is_a_guess_where_only_the_table_is_named(chain, question):
    answer = ask(chain, question)
    assert answer.outcome is Outcome.PERHAPS
    assert " rows in the table “" in answer.remark


@pytest.mark.parametrize(
    "question", ["how many boats are in the harbour", "how many crossed at night by ferries.csv"]
)
def test_rows_are_not_guessed_where_the_question_says_more(chain, question):
    assert " rows in the table" not in ask(chain, question).text


@pytest.mark.parametrize(
    "question", ["what is the total of the cargo", "how many barges carry more than 5 cargo"]
)
def test_rows_are_compared_a_few_times_each_and_passages_looked_up_once(
    tmp_path, monkeypatch, question
):
    texts = {"barges.csv": "Barge,Cargo\n" + "".join(f"B{n},{n + 7}\n" for n in range(60))}
    asked = []
    compared, same = [], TableRow.__eq__

    def counting(one, other):
        compared.append(one)
        return same(one, other)

    monkeypatch.setattr(TableRow, "__eq__", counting)
    whole = Snapshot.passages_of

    def counted(self, document):
        asked.append(document.id)
        return whole(self, document)

    monkeypatch.setattr(Snapshot, "passages_of", counted)
    with library_of(tmp_path, texts) as library:
        answer = ask(AnswerChain(library, Settings()), question)
    assert len(answer.sentences) == 60
    assert len(asked) == 1
    assert len(compared) < 10 * 60
