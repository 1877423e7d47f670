"""What readers thought of answers."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from assistant.ratings import Ratings
from assistant.types import REASONS, Answer, Citation, Sentence
from index.database import Database
from index.errors import HomeError, UsageError
from index.records import Records
from index.types import Document, Passage
from tests.talking import rate


@pytest.fixture
def records(tmp_path):
    records = Records(Database(tmp_path / "records.sqlite"))
    yield records
    records.close()


def answer(question="How deep?"):
    document = Document("d", "sea/a.txt", "A", "The 海 is deep.", "en", (), (), "v7")
    passage = Passage("p", document, 0, 14, document.text, (), None)
    cited = Citation(1, passage, 4, 13, document.text[4:13])
    return Answer(question, "How deep? (sea)", (Sentence(cited.quote, (1,)),), (cited,), 0.9, True)


def stored(records):
    """The rows of the table, read without the code under test."""
    with closing(sqlite3.connect(records.people.path)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute("select * from ratings order by id")]


def test_nothing_is_rated_at_first(records):
    assert Ratings(records).all() == []


def test_ratings_come_back_oldest_first(records):
    ratings = Ratings(records)
    rate(records, answer("b?"), helpful=True)
    rate(records, answer("a?"), helpful=False, reason="wrong answer")
    assert ratings.all() == [("b?", True, ""), ("a?", False, "wrong answer")]


def test_the_answer_is_stored_with_its_rating(records):
    rate(records, answer(), helpful=False, comment="Shallow!\n海")
    [row] = stored(records)
    assert (row["question"], row["standalone_question"]) == ("How deep?", "How deep? (sea)")
    assert (row["answer"], row["comment"], row["helpful"]) == ("海 is deep", "Shallow!\n海", 0)


def test_what_was_cited_is_kept_when_the_file_changes(records):
    rate(records, answer(), helpful=True)
    with closing(sqlite3.connect(records.people.path)) as connection:
        held = connection.execute("select * from version_references").fetchall()
    assert held == [("d", "v7", "rating 1")]


def test_what_was_replaced_before_it_was_rated_is_kept_all_the_same(records):
    rate(records, answer(), helpful=True)
    assert records.version("d", "v7") == answer().citations[0].passage.document
    [kept] = Ratings(records).stored()
    assert [place.quote for place in kept.places] == ["海 is deep"]


def test_the_places_that_were_cited_are_stored_with_their_version(records):
    rate(records, answer(), helpful=True)
    assert json.loads(stored(records)[0]["citations"]) == [["sea/a.txt", "v7", 4, 13]]


def test_a_refusal_is_rated_by_its_remark(records):
    refused = Answer("Why?", "Why?", remark="No answer.")
    rate(records, refused, helpful=False, reason="missing document")
    [row] = stored(records)
    assert (row["answer"], json.loads(row["citations"])) == ("No answer.", [])


def test_the_time_is_that_of_the_rating_in_utc(records):
    rate(records, answer(), helpful=True)
    at = datetime.fromisoformat(stored(records)[0]["at"])
    assert at.utcoffset() == timedelta(0)
    assert abs(datetime.now(UTC) - at) < timedelta(minutes=1)


@pytest.mark.parametrize("reason", ["", *REASONS])
def test_every_offered_reason_is_taken(records, reason):
    ratings = Ratings(records)
    rate(records, answer(), helpful=False, reason=reason)
    assert ratings.all() == [("How deep?", False, reason)]


@pytest.mark.parametrize("reason", ["boring", "Other", " "])
def test_another_reason_is_refused_with_those_there_are(records, reason):
    ratings = Ratings(records)
    with pytest.raises(UsageError, match=r"Choose from wrong answer, .*, other") as e:
        rate(records, answer(), helpful=False, reason=reason)
    assert repr(reason) in str(e.value)
    assert ratings.all() == []


@pytest.mark.parametrize("text", ["'); drop table ratings; --", "\0", "%s ? :a", "x" * 100_000])
def test_any_text_is_stored_as_it_is(records, text):
    rate(records, answer(text), helpful=True, comment=text)
    [row] = stored(records)
    assert row["question"] == row["comment"] == text


def test_half_a_character_in_a_comment_is_stored_as_a_question_mark(records):
    rate(records, answer(), helpful=True, comment="a\ud83db")
    assert stored(records)[0]["comment"] == "a?b"


def test_the_same_answer_can_be_rated_again(records):
    ratings = Ratings(records)
    for helpful in (True, False):
        rate(records, answer(), helpful)
    assert [helpful for _, helpful, _ in ratings.all()] == [True, False]


def test_ratings_outlive_the_process(records):
    rate(records, answer(), helpful=True)
    again = Records(Database(records.database.path))
    assert Ratings(again).all() == [("How deep?", True, "")]
    again.close()


def test_a_database_that_fails_is_one_line_about_the_home_folder(records):
    ratings = Ratings(records)
    with closing(sqlite3.connect(records.people.path)) as connection:
        connection.execute("drop table ratings")
    with pytest.raises(HomeError) as e:
        ratings.all()
    assert "\n" not in str(e.value)
