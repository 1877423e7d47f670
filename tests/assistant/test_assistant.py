"""One object for everything a person can do."""

import pytest

from assistant.assistant import Assistant, open_assistant
from assistant.conversations.ratings import Ratings
from assistant.settings import Settings
from assistant.types import LOCAL_READER, Exchange, Overview, Question, Rating, Turn
from index.errors import NoIndexError, UsageError

WAFERS = (Exchange("Where are silicon wafers made?", "Near Tainan."),)


@pytest.fixture
def assistant(library, folder):
    (folder / "cables.md").write_text("# Cables\n\nThe Arctic cable runs under the northern sea.")
    (folder / "chips.md").write_text("# Chips\n\nSilicon wafers are made near Tainan.")
    library.sync([folder])
    return Assistant(library, Settings())


def titles(hits):
    return [hit.passage.document.title for hit in hits]


def test_the_best_passage_is_found(assistant):
    assert titles(assistant.search(Question("Where does the Arctic cable run?")))[0] == "Cables"


def test_as_many_hits_as_wanted_are_returned(assistant):
    assert len(assistant.search(Question("cable"), top_k=1)) == 1


def test_a_follow_up_is_searched_with_the_words_of_the_conversation(assistant):
    assert titles(assistant.search(Question("And why is that?", WAFERS)))[0] == "Chips"


def test_a_whole_question_is_searched_by_itself(assistant):
    question = "Where does the Arctic cable run?"
    assert assistant.search(Question(question, WAFERS)) == assistant.search(Question(question))


@pytest.mark.parametrize("question", ["", "\x00", "x" * 20_000])
def test_what_cannot_be_asked_cannot_be_searched_for(assistant, question):
    with pytest.raises(UsageError, match="The question"):
        assistant.search(Question(question))


def test_the_overview_says_what_is_indexed(assistant):
    overview = assistant.overview()
    assert (overview.documents, overview.passages) == (2, 2)
    assert overview.titles == ("Cables", "Chips")
    assert overview.updated is not None


def test_the_overview_of_nothing_is_empty(library):
    assert Assistant(library, Settings()).overview() == Overview(0, 0, None)


def test_a_document_is_found_by_its_id(assistant):
    hit = assistant.search(Question("cable"))[0]
    assert assistant.document(hit.passage.document.id) == hit.passage.document
    assert assistant.document("unknown") is None


def test_a_rating_is_kept_in_the_records(assistant, library):
    answer = assistant.answering.invoke(Question("Where does the Arctic cable run?"))
    assistant.conversations.add(LOCAL_READER, "c1", Turn("t1", answer.question, answer))
    assistant.conversations.rate("c1", "t1", Rating(answer, helpful=True, reader=LOCAL_READER))
    assert Ratings(library.records).all() == [(answer.question, True, "")]


def test_a_home_that_is_not_there_is_not_made_unless_wanted(tmp_path):
    settings = Settings(home=tmp_path / "home")
    with pytest.raises(NoIndexError), open_assistant(settings, create=False):
        pass
    assert not settings.home.exists()


def test_a_new_home_is_made_and_closed(tmp_path):
    settings = Settings(home=tmp_path / "home")
    with open_assistant(settings) as assistant:
        assert assistant.overview().documents == 0
    assert settings.home.is_dir()
