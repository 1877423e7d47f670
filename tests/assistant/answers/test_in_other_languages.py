"""English questions that only text in another language answers."""

from contextlib import closing

import pytest

from assistant.answers.chain import AnswerChain
from assistant.settings import Settings
from assistant.types import Question
from index.embedding.embedding import Legibility
from index.library import open_library
from index.search.queries import Query
from tests.index.editions.test_second_vectors import both

ENGLISH = "Lunch is served in the canteen from noon, and dinner is never served there."
GERMAN = "Das Kabel aus Kupfer liegt."
QUESTION = "the cable of copper lies"


@pytest.fixture
def asked(tmp_path, folder):
    """A library of an English and a German text, with a model for each."""

    def opened(*texts):
        for name, text in zip(("lunch.txt", "kabel.txt"), texts, strict=False):
            (folder / name).write_text(text)
        embedder = both()
        embedder.second.legibility = Legibility(multilingual=True)
        library = open_library(tmp_path / "home", embedder, create=True)
        library.sync([folder])
        embedder.second.embedded.clear()
        return library

    return opened


def answer(library, question):
    return AnswerChain(library, Settings()).invoke(Question(question))


def test_what_english_text_does_not_answer_is_looked_for_in_other_languages(asked):
    with closing(asked(ENGLISH, GERMAN)) as library:
        found = answer(library, QUESTION)
        assert found.answered
        assert [c.passage.document.path for c in found.citations][:1] == ["kabel.txt"]


def test_what_english_text_answers_is_not_looked_for_elsewhere(asked):
    with closing(asked(ENGLISH, GERMAN)) as library:
        assert answer(library, "Where is lunch served?").answered
        assert library.editions.wanted.second.embedded == []


def test_where_all_is_english_nothing_else_is_looked_for(asked):
    with closing(asked(ENGLISH)) as library:
        assert not answer(library, QUESTION).answered
        assert library.editions.wanted.second.embedded == []


def test_a_question_asked_widely_is_read_by_the_model_of_many_languages(asked):
    with closing(asked(ENGLISH, GERMAN)) as library:
        assert library.find(Query(QUESTION)).embedder.name != "translator"
        assert library.find(Query(QUESTION, widely=True)).embedder.name == "translator"
