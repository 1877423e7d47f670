"""Questions to start with."""

import pytest
from langchain_core.runnables import Runnable

from assistant.answers.chain import AnswerChain
from assistant.answers.suggestions import suggest
from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.types import Answer, Question
from index.errors import NoIndexError


@pytest.fixture(scope="module")
def assistant(seeds_library):
    return Assistant(seeds_library, Settings())


@pytest.fixture
def suggested(library, folder):
    """Suggests questions on some texts, of which each is answered if its words are there."""

    def suggested(*texts, language="en", threshold=0.0):
        for number, text in enumerate(texts):
            (folder / f"{number}.md").write_text(text, encoding="utf-8")
        library.sync([folder])
        found = suggest(library, AnswerChain(library, Settings(threshold=threshold)), language)
        return tuple(suggestion.question for suggestion in found)

    return suggested


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_suggested_question_is_answered_in_its_own_way(assistant, language):
    questions = assistant.suggestions(language)
    answers = [assistant.answering.invoke(Question(question)) for question in questions]
    assert all(answer.answered for answer in answers)
    assert len({answer.citations[0].quote for answer in answers}) == len(questions) > 0


def test_there_are_four_for_the_sample_article(assistant):
    questions = assistant.suggestions("en")
    assert len(questions) == 4
    assert "What is the Arctic cable project?" in questions


def test_they_are_the_same_every_time(assistant, seeds_library):
    first = suggest(seeds_library, assistant.answering, "en")
    assert tuple(suggestion.question for suggestion in first) == assistant.suggestions("en")


def test_each_knows_the_documents_that_it_is_made_of_and_answered_from(library, folder):
    (folder / "a.md").write_text("The deep cable is a line.")
    (folder / "b.md").write_text("The old ferry is a boat.")
    library.sync([folder])
    found = suggest(library, AnswerChain(library, Settings(threshold=0)), "en")
    paths = {each.question: {named.path for named in each.named} for each in found}
    assert paths["What is the deep cable?"] >= {"a.md"}
    assert paths["What is the old ferry?"] >= {"b.md"}


@pytest.mark.parametrize(
    ("text", "language", "question"),
    [
        ("A rule. “Deep cable” means a cable below.", "en", "What does “Deep cable” mean?"),
        ("The deep cable is a line below the sea.", "en", "What is the deep cable?"),
        ("Their deep cables are the lines below the sea.", "en", "What are the deep cables?"),
        ("# Deep cables\n\nThey break.", "en", "What is said about Deep cables?"),
        (
            "# 3. Deep cables: a history\n\nThey break.",
            "en",
            "What is said about Deep cables?",
        ),
        ("「海底線」とは、海底の電線をいう。", "ja", "「海底線」とはどういう意味ですか。"),
        ("海底線は、海の底に敷設する電線である。", "ja", "海底線とは何ですか。"),
        ("# 第二章 海底線\n\n電線を敷設した。", "ja", "海底線について何と書かれていますか。"),
    ],
)
def test_they_are_made_of_what_a_document_states(suggested, text, language, question):
    assert suggested(text, language=language)[0] == question


def test_a_heading_that_asks_is_suggested_as_it_is(suggested):
    [question] = suggested("# Who pays the taxi?\n\nThe hospital pays the taxi at night.")
    assert question == "Who pays the taxi?"


def test_documents_take_turns_until_all_have_said_theirs(suggested):
    sea = "The deep cable is a line.\n\nThe old ferry is a boat.\n\nThe blue whale is a giant."
    land = "The high tower is a mast."
    things = ("deep cable", "high tower", "old ferry", "blue whale")
    assert suggested(sea, land) == tuple(f"What is the {thing}?" for thing in things)


def test_questions_with_the_same_answer_are_asked_once(suggested):
    assert len(suggested("# Sea cable\n\nThe sea cable is a line.")) == 1


def test_four_are_enough(suggested):
    things = "cable ferry tower mill bridge canal".split()
    text = "\n\n".join(f"The {thing} house is a {thing[::-1]}." for thing in things)
    assert len(suggested(text)) == 4


def test_where_nothing_is_answered_nothing_is_suggested(suggested):
    assert suggested("The deep cable is a line.", threshold=1.0) == ()


class AnswersOnlyEnglish(Runnable):
    """Answers questions in English, and no others."""

    def __init__(self, chain):
        self._chain = chain

    def invoke(self, question, config=None, **kwargs):
        if question.text.isascii():
            return self._chain.invoke(question, config)
        return Answer(question.text, question.text, remark="No answer.")


class AnswersAlike(Runnable):
    """Answers every question as if another had been asked."""

    def __init__(self, chain, question):
        self._chain, self._question = chain, question

    def invoke(self, input, config=None, **kwargs):
        return self._chain.invoke(Question(self._question), config)


def test_what_is_answered_from_elsewhere_is_not_suggested(library, folder):
    (folder / "a.md").write_text("The deep cable is a line.\n\nThe old ferry is a boat.")
    library.sync([folder])
    ferry = AnswersAlike(AnswerChain(library, Settings(threshold=0)), "What is the old ferry?")
    assert [each.question for each in suggest(library, ferry, "en")] == ["What is the old ferry?"]


def test_where_nothing_is_answered_in_japanese_the_questions_are_in_english(assistant):
    answering = AnswersOnlyEnglish(assistant.answering)
    questions = {each.question for each in suggest(assistant.library, answering, "ja")}
    assert "What is the Arctic cable project?" in questions


@pytest.mark.parametrize("language", ["en", "ja"])
def test_an_empty_library_suggests_nothing(library, language):
    assert Assistant(library, Settings()).suggestions(language) == ()


def test_new_documents_bring_new_questions(library, folder):
    assistant = Assistant(library, Settings(threshold=0))
    (folder / "a.txt").write_text("The deep cable is a line.")
    library.sync([folder])
    assert "What is the deep cable?" in assistant.suggestions("en")
    (folder / "a.txt").write_text("The old ferry is a boat.")
    library.sync([folder])
    assert "What is the old ferry?" in assistant.suggestions("en")


def test_an_empty_library_cannot_be_asked(library):
    with pytest.raises(NoIndexError):
        Assistant(library, Settings()).search(Question("cable"))
