"""The answer chain over the sample article, with the shipped model."""

import pytest

from assistant.chain import AnswerChain, cleaned
from assistant.settings import Settings
from assistant.types import Exchange, Question
from assistant.wire import answer_json
from index.errors import NoIndexError, UsageError

QUESTION = Question("Why are the submarine cables about sovereignty?")


@pytest.fixture(scope="module")
def chain(seeds_library):
    return AnswerChain(seeds_library, Settings())


def test_every_citation_is_the_text_at_its_offsets(chain):
    answer = chain.invoke(QUESTION)
    assert answer.answered
    for citation in answer.citations:
        assert citation.passage.document.text[citation.start : citation.end] == citation.quote


def test_every_sentence_rests_on_a_citation_that_says_it(chain):
    answer = chain.invoke(QUESTION)
    quotes = {citation.number: citation.quote for citation in answer.citations}
    assert [s.text for s in answer.sentences] == [quotes[s.citations[0]] for s in answer.sentences]
    assert list(quotes) == list(range(1, len(quotes) + 1))


def test_the_same_question_gives_the_same_bytes(chain):
    assert len({answer_json("q", chain.invoke(QUESTION)) for _ in range(3)}) == 1


def test_a_stream_grows_by_a_sentence_and_ends_with_the_answer(chain):
    grown = list(chain.stream(QUESTION))
    assert [len(answer.sentences) for answer in grown] == list(range(1, len(grown) + 1))
    assert grown[-1] == chain.invoke(QUESTION)


def test_a_batch_gives_what_single_questions_give(chain):
    questions = [QUESTION, Question("hello")]
    assert chain.batch(questions) == [chain.invoke(question) for question in questions]


def test_a_refusal_names_the_nearest_passages_and_cites_nothing(chain):
    answer = chain.invoke(Question("How many euro will the cable cost?"))
    assert not answer.answered
    assert (answer.sentences, answer.citations) == ((), ())
    assert len(answer.nearest) == 3
    assert answer.text == "The documents don’t answer this."


@pytest.mark.parametrize(
    "question", ["มีสายเคเบิลกี่เส้น", "Сколько стоит кабель?", "كم يكلف", "🙂?", "…!"]
)
def test_a_script_that_nobody_indexed_is_refused_calmly(chain, question):
    answer = chain.invoke(Question(question))
    assert not answer.answered
    assert answer.text


def test_small_talk_is_answered_without_a_search(chain, seeds_library, monkeypatch):
    monkeypatch.setattr(seeds_library, "find", None)
    assert "EU & Japan Boost Tech Ties" in chain.invoke(Question("Hello!")).text


def test_a_follow_up_is_completed_from_the_conversation(chain):
    history = (Exchange("What is the Arctic cable project?", "A shorter path."),)
    answer = chain.invoke(Question("And why does that matter?", history))
    assert "Arctic cable project" in answer.standalone_question
    assert answer.question == "And why does that matter?"


def test_a_question_of_its_own_ignores_the_conversation(chain):
    history = (Exchange("Who was Mahler?", "A composer."),) * 3
    alone = chain.invoke(QUESTION)
    assert chain.invoke(Question(QUESTION.text, history)) == alone


@pytest.mark.parametrize("words", ["发表回复", "您的邮箱地址不会被公开", "评论", "必填项"])
def test_the_comment_form_is_never_found_or_quoted(chain, words):
    answer = chain.invoke(Question(words))
    said = [c.quote for c in answer.citations] + [hit.passage.text for hit in answer.nearest]
    assert [text for text in said if words in text] == []


@pytest.mark.parametrize("question", ["", "  \n\t ", "\x00\x07\x1b", "\u200b\ufeff", "\ud800"])
def test_an_empty_question_is_one_clear_line(chain, question):
    with pytest.raises(UsageError, match="The question is empty"):
        chain.invoke(Question(question))


def test_a_question_of_20000_characters_is_one_clear_line(chain):
    with pytest.raises(UsageError, match=r"has 20,000 characters, and the limit is 2,000"):
        chain.invoke(Question("x" * 20_000))


def test_control_characters_are_taken_out_of_a_question():
    assert cleaned("What\x00 is\x1b[31m this\u202e?", 100) == "What  is [31m this ?"


def test_without_documents_there_is_no_index(library):
    with pytest.raises(NoIndexError, match="Nothing is indexed"):
        AnswerChain(library, Settings()).invoke(QUESTION)


def test_a_higher_threshold_answers_less(seeds_library):
    strict = AnswerChain(seeds_library, Settings(threshold=1))
    assert not strict.invoke(QUESTION).answered
