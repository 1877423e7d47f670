"""Ratings as rows of a question file."""

import json

import pytest

from assistant.commands.feedback import add_questions
from assistant.conversations.ratings import RatedPlace, Ratings, StoredRating
from assistant.evaluation.questions import read_question_file
from assistant.evaluation.texts import Texts
from assistant.types import Answer, Citation, Sentence
from index.errors import UsageError
from tests.servers.talking import rate

QUOTE = "Cables lie deep."


def rating(helpful=True, **more):
    given = {
        "number": 1,
        "at": "2026-01-01T00:00:00+00:00",
        "question": "Deep?",
        "standalone_question": "Deep?",
        "answer": QUOTE,
        "reason": "",
        "comment": "",
        "places": (RatedPlace("a.txt", 0, 16, QUOTE),),
    }
    return StoredRating(helpful=helpful, **{**given, **more})


def rows(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_what_a_thumb_up_approves_of_is_suggested_as_gold(tmp_path):
    assert add_questions(tmp_path / "q.jsonl", [rating()]) == (1, 0)
    [row] = rows(tmp_path / "q.jsonl")
    assert (row["question"], row["answerable"]) == ("Deep?", True)
    assert row["gold"] == [{"file": "a.txt", "start": 0, "end": 16, "text": QUOTE}]


def test_a_thumb_down_is_left_to_be_filled_in_with_what_was_said(tmp_path):
    down = rating(helpful=False, reason="wrong source", comment="See b.txt\n海")
    assert add_questions(tmp_path / "q.jsonl", [down]) == (1, 1)
    [row] = rows(tmp_path / "q.jsonl")
    assert (row["answerable"], row["gold"]) == (None, [])
    assert "wrong source" in row["note"]
    assert "See b.txt\n海" in row["note"]


def test_a_second_time_adds_nothing_and_keeps_what_was_filled_in(tmp_path):
    path = tmp_path / "q.jsonl"
    add_questions(path, [rating(helpful=False)])
    path.write_text(path.read_text().replace('"answerable":null', '"answerable":false').rstrip())
    before = path.read_text()
    assert add_questions(path, [rating(helpful=False), rating(helpful=False, number=2)]) == (0, 0)
    assert path.read_text() == before
    assert add_questions(path, [rating()]) == (1, 0)
    assert [row["answerable"] for row in rows(path)] == [False, True]


def test_a_follow_up_becomes_a_question_that_stands_alone(tmp_path):
    add_questions(
        tmp_path / "q.jsonl", [rating(question="And?", standalone_question="And cables?")]
    )
    [row] = rows(tmp_path / "q.jsonl")
    assert row["question"] == "And cables?"
    assert "asked as: And?" in row["note"]


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    with pytest.raises(UsageError, match="its folder is not there"):
        add_questions(tmp_path / "gone" / "q.jsonl", [rating()])


def test_a_rating_of_the_chat_can_be_measured_with(tmp_path, library, folder):
    (folder / "a.txt").write_text(QUOTE)
    library.sync([folder])
    [document] = library.documents()
    [passage] = library.passages_of(document)
    cited = Citation(1, passage, 0, 16, QUOTE)
    answer = Answer("Deep?", "Deep?", (Sentence(QUOTE, (1,)),), (cited,), 0.9, True)
    ratings = Ratings(library.records)
    rate(library.records, answer, helpful=True)
    assert ratings.stored()[0].places == (RatedPlace("a.txt", 0, 16, QUOTE),)
    add_questions(tmp_path / "q.jsonl", ratings.stored())
    file = read_question_file(tmp_path / "q.jsonl", Texts(library.records), 2_000)
    assert (len(file.cases), file.problems) == (1, ())


def test_the_words_that_were_cited_stay_known_when_the_file_changes(library, folder):
    (folder / "a.txt").write_text(QUOTE)
    library.sync([folder])
    [document] = library.documents()
    [passage] = library.passages_of(document)
    cited = Citation(1, passage, 0, 16, QUOTE)
    ratings = Ratings(library.records)
    rate(library.records, Answer("?", "?", (), (cited,), 0.9, True), helpful=True)
    (folder / "a.txt").write_text("Something else stands here now.")
    library.sync([folder])
    assert ratings.stored()[0].places[0].quote == QUOTE
