"""Answers over several tables of a document that are one list."""

import pytest

from assistant.answers.chain import AnswerChain
from assistant.settings import Settings
from assistant.types import Outcome, Question
from tests.libraries import library_of


def _tables(title, columns, parts):
    """Returns a page with one table under each heading."""
    lines = [f"# {title}", ""]
    for heading, rows in parts.items():
        lines += [f"## {heading}", "", f"| {columns} |", "|" + " --- |" * (columns.count("|") + 1)]
        lines += [f"| {row} |" for row in rows] + [""]
    return "\n".join(lines)


PROCESSORS = {
    "Mail": ["Alder Ltd | Hosting | Ireland", "Birch Inc | Support | USA"],
    "Calendar": ["Cedar GmbH | Hosting | Germany", "Birch Inc | Support | USA"],
    "Archive": ["Elm BV | Storage | Netherlands"],
}
FEES = {
    "North quay": ["Alca | 30 € | 12 m", "Brant | 70 € | 20 m"],
    "South quay": ["Crane | 95 € | 9 m", "Diver | 10 € | 31 m", "Eider | 45 € | 15 m"],
}
YEARS = {
    "2021": ["North | 30 | Ann", "South | 37 | Bob"],
    "2022": ["North | 50 | Ann", "South | 57 | Bob"],
}
LEDGER = {"Assets": ["Stock | 20 | 30"], "Debts": ["Loans | 70 | 60"]}
TEXTS = {
    "processors.md": _tables("Subprocessors", "Name | Purpose | Country", PROCESSORS),
    "fees.md": _tables("Fees of the harbour", "Vessel | Fee | Length", FEES),
    "visitors.md": _tables("Visitors", "Branch | Visitors | Manager", YEARS),
    "ledger.md": _tables("Ledger", "Position | 2023 | 2024", LEDGER),
    "pumps-a.md": _tables("Pumps", "Pump | Maker", {"Hall": ["P1 | Ost"], "Yard": ["P2 | Ost"]}),
    "pumps-b.md": _tables("Pumps", "Pump | Maker", {"Hall": ["P7 | Ost"], "Yard": ["P8 | Ost"]}),
}


@pytest.fixture(scope="module")
def chain(tmp_path_factory):
    with library_of(tmp_path_factory.mktemp("alike"), TEXTS) as library:
        yield AnswerChain(library, Settings())


def ask(chain, question):
    return chain.invoke(Question(question))


@pytest.mark.parametrize(
    ("question", "rows", "rule"),
    [
        ("how many vessels are there", 5, "5 rows. Over 2 tables"),
        ("which vessel is the longest", 1, "Largest of 5 values"),
        ("which vessel pays the highest fee", 1, "Largest of 5 values"),
        (
            "what are the vessel fees in total",
            3,
            "Sum of 5 values in the column “Fee”: 250",
        ),
        ("what is the average fee of the vessels", 3, "Mean of 5 values in the column “Fee”: 50"),
        ("how many vessels pay more than 40 €", 3, "3 of 5 rows"),
    ],
)
def test_the_rows_of_a_list_that_is_cut_into_tables_count_together(chain, question, rows, rule):
    answer = ask(chain, question)
    # Of tables with the same columns, one may say what comes in and the other what goes out.
    assert answer.answered != rule.startswith(("Sum", "Mean"))
    assert rule in answer.remark
    assert "with the same columns: “North quay” and “South quay”" in answer.remark
    assert len(answer.sentences) == rows


def test_what_several_tables_have_is_counted_once_and_said(chain):
    answer = ask(chain, "how many subprocessors are there")
    assert answer.answered
    assert "4 different values in the column “Name”, in 5 rows" in answer.remark
    assert "In several of them (1): “Birch Inc”." in answer.remark
    heads = [c for c in answer.citations if "Purpose" in c.quote]
    assert len(heads) == 3


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("how many subprocessors does the calendar have", "2 rows in the table “Calendar”"),
        ("which vessel of the north quay pays the highest fee", "Largest of 2 values"),
    ],
)
def test_a_heading_that_is_named_chooses_its_table(chain, question, count):
    answer = ask(chain, question)
    assert answer.answered
    assert count in answer.remark
    assert "same columns" not in answer.remark


@pytest.mark.parametrize(
    "question", ["which branch had the most visitors", "how many visitors are there in total"]
)
def test_tables_that_tell_of_the_same_things_again_are_only_a_perhaps(chain, question):
    assert ask(chain, question).outcome is not Outcome.ANSWERED


def test_a_year_over_a_table_chooses_it(chain):
    answer = ask(chain, "which branch had the most visitors in 2022")
    assert "Over 2 tables" not in answer.remark
    assert all("37" not in sentence.text for sentence in answer.sentences)


def test_statements_with_columns_of_years_are_no_list(chain):
    assert "Over 2 tables" not in ask(chain, "which position is the largest in 2023").remark


def test_lists_of_several_documents_are_named_where_none_is_meant(chain):
    answer = ask(chain, "how many pumps are there")
    assert answer.outcome is not Outcome.ANSWERED
    assert "I cannot know which is meant" in answer.remark
    assert "pumps-a.md" in answer.remark
    assert "pumps-b.md" in answer.remark
