"""What readers thought of answers."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from assistant.conversations.ratings import LONGEST_COMMENT, Ratings
from assistant.types import REASONS, Answer, Citation, Rating, Sentence
from index.database.database import Database
from index.errors import HomeError, UsageError
from index.store.records import Records
from index.types import Document, Passage
from tests.servers.talking import ANNA, BEN, rate

pytestmark = pytest.mark.usefixtures("_watched", "address_of")


def answer(question="How deep?"):
    document = Document("d", "sea/a.txt", "A", "The 海 is deep.", "en", (), (), "v7")
    passage = Passage("p", document, 0, 14, document.text, (), None)
    cited = Citation(1, passage, 4, 13, document.text[4:13])
    return Answer(question, "How deep? (sea)", (Sentence(cited.quote, (1,)),), (cited,), 0.9, True)


def stored(records):
    """The rows of the table, read without the code under test."""
    rows = [dict(row._mapping) for row in run(records, "select * from ratings order by id")]
    for row in rows:
        # A server knows that this is JSON; in a file it is a text.
        cited = row["citations"]
        row["citations"] = json.loads(cited) if isinstance(cited, str) else cited
    return rows


def run(records, statement):
    with records.people.transaction(writing=True) as connection:
        found = connection.execute(sa.text(statement))
        return found.all() if found.returns_rows else []


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
    held = run(records, "select * from version_references")
    assert held == [("d", "v7", "rating 1")]


def test_what_was_replaced_before_it_was_rated_is_kept_all_the_same(records):
    rate(records, answer(), helpful=True)
    assert records.version("d", "v7") == answer().citations[0].passage.document
    [kept] = Ratings(records).stored()
    assert [place.quote for place in kept.places] == ["海 is deep"]


def test_the_places_that_were_cited_are_stored_with_their_version(records):
    rate(records, answer(), helpful=True)
    assert stored(records)[0]["citations"] == [["sea/a.txt", "v7", 4, 13]]


def test_a_refusal_is_rated_by_its_remark(records):
    refused = Answer("Why?", "Why?", remark="No answer.")
    rate(records, refused, helpful=False, reason="missing document")
    [row] = stored(records)
    assert (row["answer"], row["citations"]) == ("No answer.", [])


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


@pytest.mark.parametrize("text", ["'); drop table ratings; --", "\0", "%s ? :a", "x" * 4_000])
def test_any_text_is_stored_as_it_is(records, text):
    rate(records, answer(text), helpful=True, comment=text)
    [row] = stored(records)
    assert row["question"] == row["comment"] == text


def test_half_a_character_in_a_comment_is_stored_as_a_question_mark(records):
    rate(records, answer(), helpful=True, comment="a\ud83db")
    assert stored(records)[0]["comment"] == "a?b"


def test_the_last_rating_of_an_answer_counts(records):
    for helpful in (True, False, True, False):
        rate(records, answer("b?"), helpful)
        rate(records, answer("a?"), helpful)
    assert [row["helpful"] for row in stored(records)] == [0, 0]
    assert records.version("d", "v7") is not None


def test_what_others_said_of_the_same_answer_stays(records):
    rate(records, answer(), reader=ANNA)
    rate(records, answer(), reader=BEN)
    assert [row["reader"] for row in stored(records)] == ["anna", "ben"]


def test_an_answer_in_other_words_is_rated_by_itself(records):
    rate(records, answer())
    rate(records, Answer("How deep?", "How deep? (sea)", remark="No answer."))
    assert len(stored(records)) == 2


def test_of_each_reader_the_latest_ratings_are_kept(records):
    ratings = Ratings(records, most_each=3)
    for number in range(10):
        for reader in (ANNA, BEN):
            with records.people.transaction(writing=True) as connection:
                ratings.add(connection, Rating(answer(f"{number}?"), True, reader=reader))
    kept = [(row["reader"], row["question"]) for row in stored(records)]
    assert kept == [(name, f"{number}?") for number in (7, 8, 9) for name in ("anna", "ben")]
    assert run(records, "select count(*) from version_references") == [(6,)]


def test_a_comment_that_is_too_long_is_refused_with_the_limit(records):
    rate(records, answer(), comment="a" * LONGEST_COMMENT)
    with pytest.raises(UsageError, match="4,001 characters, and the limit is 4,000"):
        rate(records, answer(), comment="a" * (LONGEST_COMMENT + 1))
    assert len(stored(records)[0]["comment"]) == LONGEST_COMMENT


def test_ratings_outlive_the_process(records):
    rate(records, answer(), helpful=True)
    again = Records(Database(records.database.path))
    assert Ratings(again).all() == [("How deep?", True, "")]
    again.close()


def test_a_database_that_fails_is_one_line_about_the_home_folder(records):
    ratings = Ratings(records)
    run(records, "drop table ratings")
    with pytest.raises(HomeError) as e:
        ratings.all()
    assert "\n" not in str(e.value)
