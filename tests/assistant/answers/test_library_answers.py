"""Answers about the library itself: every document in sight, by a rule that is told."""

import os
from datetime import UTC, datetime

import pytest

from assistant.access.access import Access
from assistant.access.permissions import RulesFile
from assistant.answers.chain import AnswerChain
from assistant.answers.library_answers import LibraryAnswers
from assistant.settings import Settings
from assistant.types import Question, Reader
from tests.libraries import library_of

TEXTS = {
    "car-park.md": "# Car park\n\nThe visitor car park opens at 07:30. A ticket costs 4 euro.",
    "flats.md": "# Flats\n\n## Parking badge\n\nEach flat gets one badge. It costs nothing.",
    "gym.md": "# Gym\n\nThe gym is in the basement. Guests park in the street.",
    "minutes-2023.md": "# Minutes\n\nThe board met in the Oak room. A data breach was reported.",
    "leave.md": "# Leave\n\nAnnual leave is 25 days. Data of staff are kept; no breach happened.",
    "shokudo.md": "# 食堂\n\n食堂は正午に開きます。駐車場は使えません。",
}


def at(library):
    return LibraryAnswers(library, "all", lambda: datetime(2026, 11, 25, 12, tzinfo=UTC))


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    base = tmp_path_factory.mktemp("house")
    with library_of(base, TEXTS) as library:
        long_ago = datetime(2020, 5, 1, tzinfo=UTC).timestamp()
        for name in TEXTS:
            os.utime(base / "papers" / name, (long_ago, long_ago))
        (base / "papers" / "gym.md").write_text(TEXTS["gym.md"] + "\n\nTowels are free.")
        changed = datetime(2024, 3, 9, tzinfo=UTC).timestamp()
        os.utime(base / "papers" / "gym.md", (changed, changed))
        library.sync([base / "papers"])
        yield at(library)


def cited(answer):
    return [citation.passage.document.path for citation in answer.citations]


def test_all_documents_are_counted_and_listed_with_a_citation_each(answers):
    answer = answers.reply("How many documents are there?")
    assert answer.answered
    assert answer.remark == "Documents here: 6."
    assert cited(answer) == sorted(TEXTS)
    assert answer.sentences[0].text == "Car park (car-park.md)"
    assert [c.quote for c in answer.citations[:2]] == ["Car park", "Flats"]
    assert all(c.passage.document.text[c.start : c.end] == c.quote for c in answer.citations)
    assert answer.counted == "all"


def test_whether_a_thing_is_mentioned_is_looked_up_over_all_passages(answers):
    answer = answers.reply("is a breach mentioned anywhere?")
    assert answer.answered
    assert cited(answer) == ["leave.md", "minutes-2023.md"]
    assert "With “breach” in one passage: 2 of 6 documents." in answer.remark
    nowhere = answers.reply("is brazil mentioned anywhere?")
    assert not nowhere.answered
    assert nowhere.remark.startswith("No passage, title or file name has “brazil”.")


def test_mentions_in_a_language_that_no_document_is_in_are_searched_for(answers):
    assert answers.reply("Wird Brasilien irgendwo erwähnt?") is None


def test_what_a_document_is_about_stands_in_its_title_file_name_or_a_heading(answers):
    answer = answers.reply("Which documents are about parking?")
    assert cited(answer) == ["car-park.md", "flats.md"]
    assert answer.remark == (
        "About “parking”, by title, file name or a heading: 2 of 6 documents."
        " Only in the text, it stands in 1 more."
    )


def test_what_no_title_names_is_told_by_the_passages_that_mention_it(answers):
    answer = answers.reply("Do you have anything about the basement?")
    assert [s.text for s in answer.sentences] == ["The gym is in the basement."]
    assert "1 of 6 documents" in answer.remark


def test_documents_that_mention_something_bring_one_passage_each_with_the_words_marked(answers):
    answer = answers.reply("how many documents mention a data breach?")
    assert cited(answer) == ["leave.md", "minutes-2023.md"]
    assert answer.remark.startswith("With “data” and “breach” in one passage: 2 of 6 documents.")
    [*_, second] = answer.citations
    text = second.passage.document.text
    assert second.quote == "A data breach was reported."
    assert [text[slice(*span)] for span in second.marks] == ["data", "breach"]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Which documents do not mention parking?", ["leave.md", "minutes-2023.md", "shokudo.md"]),
        ("駐車場に触れていない文書はどれですか", sorted(set(TEXTS) - {"shokudo.md"})),
    ],
)
def test_documents_that_do_not_mention_something_are_all_the_others(answers, question, found):
    assert cited(answers.reply(question)) == found


def test_what_no_document_mentions_is_no_answer_and_says_where_was_looked(answers):
    answer = answers.reply("which documents mention zeppelins")
    assert not answer.answered
    assert answer.nearest
    assert "zeppelins" in answer.remark
    assert "6 documents" in answer.remark


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("What documents do you have from 2023?", ["minutes-2023.md"]),
        ("2024年の文書はありますか", ["gym.md"]),
        ("which files were changed in March 2024", ["gym.md"]),
        ("what did you add last year", []),
        ("which documents are in Japanese", ["shokudo.md"]),
        ("日本語の文書はありますか", ["shokudo.md"]),
    ],
)
def test_dates_and_languages_are_those_of_the_records(answers, question, found):
    answer = answers.reply(question)
    assert cited(answer) == found


def test_what_is_new_comes_first_with_its_dates(answers):
    answer = answers.reply("What is new?")
    assert cited(answer)[0] == "gym.md"
    assert "file changed 2024-03-0" in answer.sentences[0].text


@pytest.mark.parametrize(
    "question",
    ["How many days of leave do I get?", "what documents do you have from the board", "hello"],
)
def test_other_questions_are_for_the_search(answers, question):
    assert answers.reply(question) is None


def test_a_name_that_titles_have_narrows_what_is_counted(tmp_path):
    texts = {
        "travel-policy.md": "# Travel policy\n\nTrains come first.",
        "pet-policy.md": "# Pet policy\n\nDogs travel by train.",
        "trains.md": "# Trains\n\nTrains are late.",
    }
    with library_of(tmp_path, texts) as library:
        answer = at(library).reply("Which policies mention trains?")
    assert cited(answer) == ["pet-policy.md", "travel-policy.md"]
    assert "“policies”" in answer.remark
    assert "2 of 2 documents" in answer.remark


def test_only_documents_in_sight_are_counted(tmp_path):
    rules = tmp_path / "rules.toml"
    rules.write_text('[[rule]]\npaths = ["flats.md", "leave.md"]\nallow = ["*"]\n')
    with library_of(tmp_path, TEXTS) as library:
        chain = AnswerChain(Access(library, RulesFile(rules)).library(Reader("anna")), Settings())
        asked = ("List all documents", "which documents do not mention leave")
        told = [chain.invoke(Question(question)) for question in asked]
    assert [cited(answer) for answer in told] == [["flats.md", "leave.md"], ["flats.md"]]
    assert "1 of 2 documents" in told[1].remark


def test_a_long_list_is_whole_in_the_answer(tmp_path):
    texts = {f"{n:03}.txt": f"Note {n} on the ferry." for n in range(120)}
    with library_of(tmp_path, texts) as library:
        answer = at(library).reply("List all documents that mention the ferry")
    assert len(answer.citations) == 120
    assert answer.text.count("\n- ") == 120


def test_what_many_documents_are_about_is_their_list(tmp_path):
    texts = {f"{n:02}.md": f"# Note {n}\n\nThe ferry leaves at {n}." for n in range(14)}
    with library_of(tmp_path, texts) as library:
        answer = AnswerChain(library, Settings()).invoke(Question("whats this thing about"))
    assert answer.remark == "Documents here: 14."
    assert len(answer.citations) == 14
