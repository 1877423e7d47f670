"""Questions that name a document, a release or a code, over small folders."""

from pathlib import PurePosixPath

import pytest

from assistant.answers.chain import AnswerChain
from assistant.settings import Settings
from assistant.types import Exchange, Question
from index.search.scope import Scope
from index.visible_library import VisibleLibrary
from tests.libraries import library_of

TEXTS = {
    **{
        f"travel-policy-{year}.md": f"# Travel policy\n\nThe meal allowance is {euro} euro a day."
        for year, euro in ((2023, 28), (2024, 34), (2025, 39))
    },
    "notes.md": (
        "# Notes\n\n## Version 2.1\n\nThe map can be printed.\n\n"
        "## Version 2.10\n\nAlarms can be muted.\n\n## Version 3.0\n\nThe database moves.\n"
    ),
    "errors.md": "# Errors\n\nERR_4012 is a badge. ERR_4021 is a reader. ERR_4102 is a door.\n",
    "phones.md": "# Phones\n\nThe extensions of the office.\n\nGate: 4410\n\nArchive: 4462\n",
    "denwa.md": "# 連絡先\n\n下の番号は港湾事務所の内線番号である。\n\n守衛：4410\n\n書庫：4462\n",
    "prices.md": "# Prices\n\nIt is big. The drum costs €1,250 today. The tap costs €1,520.\n",
    "rooms.md": "# Rooms\n\nIT is on the third floor.\n",
}


@pytest.fixture(scope="module")
def chain(tmp_path_factory):
    """A chain over the texts with the fake model, and a threshold that most questions pass."""
    with library_of(tmp_path_factory.mktemp("naming"), TEXTS) as library:
        yield AnswerChain(library, Settings(threshold=0.02, perhaps=0.01))


def asked(chain, question, *history):
    return chain.invoke(Question(question, history))


def cited(answer):
    return {citation.passage.document.path for citation in answer.citations}


@pytest.mark.parametrize(
    ("question", "path"),
    [
        ("What is the meal allowance in the travel policy 2024?", "travel-policy-2024.md"),
        ("What does travel-policy-2025.md say about meal allowance?", "travel-policy-2025.md"),
        ("meal allowance 2023", "travel-policy-2023.md"),
        ("travel-policy-2024.md", "travel-policy-2024.md"),
    ],
)
def test_a_document_that_is_named_answers_alone(chain, question, path):
    assert cited(asked(chain, question)) == {path}


def test_a_year_in_a_follow_up_takes_the_place_of_the_one_before(chain):
    before = Exchange("What was the meal allowance in 2023?", "28 euro")
    assert cited(asked(chain, "And in 2025?", before)) == {"travel-policy-2025.md"}


def test_a_follow_up_that_names_another_document_asks_the_same_of_it(chain):
    before = Exchange("How high was the meal allowance in 2023?", "28 euro")
    answer = asked(chain, "And in travel-policy-2024.md?", before)
    assert answer.text.startswith("The meal allowance is 34 euro")


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What is new in version 2.1?", "The map can be printed."),
        ("version 2.10", "Alarms can be muted."),
        ("What changed between 2.1 and 3.0?", "The map can be printed. The database moves."),
        ("ERR 4021", "ERR_4021 is a reader."),
        ("err4102", "ERR_4102 is a door."),
        ("What is the extension of the archive?", "Archive: 4462"),
        ("書庫の内線番号は？", "書庫：4462"),
        ("What costs 1250 euro today?", "The drum costs €1,250 today."),
        ("Where is IT?", "IT is on the third floor."),
    ],
)
def test_what_is_said_of_what_is_named_comes_first(chain, question, text):
    assert asked(chain, question).text.startswith(text)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("What is the meal allowance in the travel policy 2019?", "policy 2019"),
        ("What is new in version 2.2?", "version 2.2"),
        ("What is ERR_4013?", "ERR_4013"),
        ("What does leave.docx say about meal allowance?", "leave.docx"),
    ],
)
def test_what_is_named_and_not_there_is_said_to_be_missing(chain, question, name):
    answer = asked(chain, question)
    assert (answer.answered, answer.citations) == (False, ())
    assert f"“{name}”" in answer.remark
    assert answer.nearest


def test_a_document_that_is_named_and_does_not_answer_is_said_not_to(tmp_path):
    with library_of(tmp_path, TEXTS) as library:
        answer = asked(
            AnswerChain(library, Settings(threshold=0.9999, perhaps=0.9998)), "dogs in errors.md?"
        )
    assert answer.remark.startswith("“errors.md” says nothing about this")
    assert "errors.md" in {PurePosixPath(each.path).name for each in answer.named}


def test_a_hidden_document_is_missing_like_one_that_never_was(tmp_path):
    hidden = "travel-policy-2024.md"
    with library_of(tmp_path, TEXTS) as library:
        seen = frozenset(d.id for d in library.documents() if d.path != hidden)
        visible = VisibleLibrary(library, Scope(seen), lambda _, path: path != hidden)
        answer = asked(AnswerChain(visible, Settings()), f"meal allowance in {hidden}?")
    assert answer.remark.startswith(f"I found nothing on “{hidden}”")
    assert hidden not in {hit.passage.document.path for hit in answer.nearest}
