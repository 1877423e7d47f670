"""The answer chain: from a question to a cited answer or an honest refusal."""

import pickle

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from langchain_core.runnables import RunnableLambda

from assistant.answers.chain import AnswerChain, cleaned
from assistant.settings import Settings
from assistant.types import Answer, Exchange, Question
from index.errors import NoIndexError, UsageError
from tests.libraries import library_of

TEXT = """# Cables

The Arctic cable runs under the northern sea from Kyoto to Oslo.
Repair ships of the harbour mend the Arctic cable every winter.
It carries letters.

# Chips

Silicon wafers are made in a clean room near Tainan.
"""
CABLE = Question("Where does the Arctic cable run under the northern sea?")
AFTER_CABLE = (Exchange("What is the Arctic cable project?", "A stroke of genius."),)
TELLING = [
    "What is the Arctic cable project?",
    "How does Japan complement Europe's strengths in industrial automation?",
    "What does the four-pillar framework cover?",
]


@pytest.fixture(scope="module")
def cables(tmp_path_factory):
    with library_of(tmp_path_factory.mktemp("cables"), {"cables.md": TEXT}) as library:
        yield library


@pytest.fixture(scope="module")
def chain(cables):
    """A chain over a page of the fake model, and a threshold that most questions pass."""
    return AnswerChain(cables, Settings(threshold=0.1))


@pytest.fixture(scope="module")
def seeds(seeds_library):
    """A chain over the sample article that never says perhaps."""
    return AnswerChain(seeds_library, Settings(perhaps=1))


def test_an_answer_cites_the_text_it_is_made_of(chain):
    answer = chain.invoke(CABLE)
    assert answer.answered
    assert "under the northern sea" in answer.text
    for citation in answer.citations:
        assert TEXT[citation.start : citation.end] == citation.quote


def test_every_sentence_has_a_citation_and_every_citation_a_sentence(chain):
    answer = chain.invoke(CABLE)
    used = [number for sentence in answer.sentences for number in sentence.citations]
    assert used == [citation.number for citation in answer.citations]
    assert all(sentence.citations for sentence in answer.sentences)


@pytest.mark.parametrize("question", TELLING)
def test_the_same_question_gets_the_same_bytes(seeds, question):
    first, second = (pickle.dumps(seeds.invoke(Question(question))) for _ in range(2))
    assert first == second


def test_the_stream_grows_by_a_sentence_and_ends_with_the_whole(seeds):
    *parts, last = seeds.stream(Question(TELLING[0]))
    assert last == seeds.invoke(Question(TELLING[0]))
    assert [part.sentences for part in parts] == [
        last.sentences[:shown] for shown in range(1, len(last.sentences))
    ]
    assert len(parts) >= 1


def test_each_part_of_a_stream_cites_what_it_says_so_far(seeds):
    for part in seeds.stream(Question(TELLING[0])):
        used = {number for sentence in part.sentences for number in sentence.citations}
        assert {citation.number for citation in part.citations} == used
        assert part.answered


def test_a_refusal_is_streamed_at_once(seeds):
    question = Question("What does a ticket for the zoo of Vienna cost?")
    assert list(seeds.stream(question)) == [seeds.invoke(question)]


def test_a_batch_answers_in_order(seeds):
    questions = [Question(text) for text in TELLING]
    assert seeds.batch(questions) == [seeds.invoke(question) for question in questions]


def test_the_chain_composes_with_other_runnables(chain):
    piped = RunnableLambda(Question) | chain | RunnableLambda(lambda answer: answer.answered)
    assert piped.invoke(CABLE.text) is True


@pytest.mark.parametrize(
    "question",
    [
        "How much will the Arctic cable cost in euros?",
        "Who won the football world cup of 1998?",
        "How do I bake bread?",
        "ขั้วโลกเหนืออยู่ที่ไหน",  # scripts that nobody indexed
        "Что такое кабель?",
        "ما هو الكابل؟",
    ],
)
def test_what_the_documents_do_not_say_is_refused(seeds, question):
    answer = seeds.invoke(Question(question))
    assert (answer.answered, answer.sentences, answer.citations) == (False, (), ())
    assert answer.text == answer.remark
    assert answer.remark.startswith("I found no sentence that answers this in one document. ")
    assert answer.confidence < 0.5


def test_a_refusal_shows_the_three_nearest_passages(seeds):
    answer = seeds.invoke(Question("How much will the Arctic cable cost in euros?"))
    assert [hit.rank for hit in answer.nearest] == [1, 2, 3]
    assert "Arctic cable" in answer.nearest[0].passage.text


def test_a_refusal_names_what_nothing_mentions(seeds):
    answer = seeds.invoke(Question("How do I bake bread in South Korea?"))
    assert "Nothing here names South Korea." in answer.remark
    answer = seeds.invoke(Question("pls whats abt my dog"))
    assert "Nothing here mentions “dog”." in answer.remark


def test_a_refusal_is_in_the_language_of_the_question(seeds):
    answer = seeds.invoke(Question("動物園の入場料はいくらですか"))
    assert answer.remark.startswith("文書1件を調べましたが、答えとなる文は見つかりませんでした。")
    assert "出てきません" not in answer.remark  # It has other words for what may be there.


def test_the_words_that_answer_are_marked_inside_their_quotes(seeds):
    answer = seeds.invoke(Question("Which sea does the Arctic cable bypass?"))
    assert any(citation.marks for citation in answer.citations)
    for citation in answer.citations:
        assert all(citation.start <= s < e <= citation.end for s, e in citation.marks)


def test_a_summary_has_sentences_of_the_document_in_reading_order(seeds):
    answer = seeds.invoke(Question("Summarise this document"))
    starts = [citation.start for citation in answer.citations]
    assert answer.answered
    assert len(starts) >= 3
    assert starts == sorted(starts)


@pytest.mark.parametrize(("threshold", "answered"), [(0.0, True), (1.0, False)])
def test_the_threshold_decides_what_counts_as_answered(cables, threshold, answered):
    strict = AnswerChain(cables, Settings(threshold=threshold))
    assert strict.invoke(CABLE).answered is answered


def test_a_confidence_at_the_threshold_is_enough(cables, chain):
    sure = chain.invoke(CABLE).confidence
    assert AnswerChain(cables, Settings(threshold=sure)).invoke(CABLE).answered


@pytest.mark.parametrize("said", ["hello", "thanks", "what can you do?", "さようなら"])
def test_small_talk_is_answered_without_a_search(cables, chain, said):
    embedder = cables.embedder
    embedder.embedded.clear()
    answer = chain.invoke(Question(said, AFTER_CABLE))
    assert embedder.embedded == []
    assert (answer.answered, answer.nearest, answer.standalone_question) == (False, (), said)
    assert answer.remark


def test_a_greeting_is_returned_before_anything_is_indexed(library):
    answer = AnswerChain(library, Settings()).invoke(Question("hello"))
    assert answer.remark == "Hello. Nothing is indexed yet, so there is nothing to ask about."


def test_a_question_before_anything_is_indexed_names_the_remedy(library):
    with pytest.raises(NoIndexError, match="tenkyo index FOLDER"):
        AnswerChain(library, Settings()).invoke(CABLE)


def test_a_follow_up_is_completed_from_the_conversation(seeds):
    question = "Which sea does it bypass?"
    alone, after = seeds.invoke(Question(question)), seeds.invoke(Question(question, AFTER_CABLE))
    assert alone.standalone_question == question
    assert after.standalone_question == f"{question} (Arctic cable project)"
    assert any("South China Sea" in citation.quote for citation in after.citations)


def test_the_words_of_the_conversation_are_searched_for(chain):
    history = (Exchange("Where are silicon wafers made?", "Near Tainan."),)
    alone, after = (chain.invoke(Question("And why is that?", h)) for h in ((), history))
    assert not any("Silicon wafers" in citation.quote for citation in alone.citations)
    assert "Silicon wafers" in after.citations[0].quote


def test_an_unrelated_conversation_changes_nothing(seeds):
    history = (Exchange("How do I bake bread?", "The documents don’t answer this.", False),)
    assert seeds.invoke(Question(TELLING[0], history)) == seeds.invoke(Question(TELLING[0]))


@pytest.mark.parametrize("asked", ["And why zebras?", "それは？"])
def test_what_was_refused_or_asked_back_is_not_searched_for_in_the_next_turn(chain, asked):
    refused = chain.invoke(Question(asked))
    assert not refused.answered
    following = "And why is that?"
    said, silent = (
        chain.invoke(Question(following, (Exchange(asked, text, answered=False),)))
        for text in (refused.text, "")
    )
    assert said == silent


def test_where_nothing_is_asked_nothing_is_searched(chain):
    answer = chain.invoke(Question("x"))
    assert not answer.answered
    assert answer.nearest == () == answer.citations
    assert answer.text.startswith("I see no question there.")


@pytest.mark.parametrize("question", ["", "   ", "\n\t", "\x00\x07\x1b", "\ud800", "\u200b\ufeff"])
def test_a_question_of_nothing_is_refused_with_an_example(chain, question):
    with pytest.raises(UsageError, match=r"The question is empty\. Ask something"):
        chain.invoke(Question(question))


def test_a_question_that_is_too_long_is_refused_with_the_limit(chain):
    with pytest.raises(UsageError, match="has 20,000 characters, and the limit is 2,000"):
        chain.invoke(Question("x" * 20_000))


def test_a_question_that_is_too_long_once_folded_is_refused_with_the_limit(chain):
    with pytest.raises(UsageError, match="has 36,000 characters, and the limit is 2,000"):
        chain.invoke(Question("ﷺ" * 2_000))


@pytest.mark.parametrize(("length", "taken"), [(10, True), (11, False)])
def test_the_limit_itself_is_taken(length, taken):
    if taken:
        assert cleaned("x" * length, 10) == "x" * length
    else:
        with pytest.raises(UsageError):
            cleaned("x" * length, 10)


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("  How deep? \n", "How deep?"),
        ("How\x1b[31m deep?", "How [31m deep?"),
        ("a\u202eb", "a b"),
        ("a\ud83db", "a b"),
        ("一行\n二行\t終", "一行\n二行\t終"),
        ("👩\u200d🚀", "👩 🚀"),
    ],
)
def test_control_characters_become_spaces(question, left):
    assert cleaned(question, 2_000) == left


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("<b>cable</b>", "cable"),
        ('<p class="x"><i>How</i> deep?</p>', "How deep?"),
        ("What does <br> do?", "What does <br> do?"),
    ],
)
def test_tags_around_words_are_taken_off(question, left):
    assert cleaned(question, 2_000) == left


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=200))
def test_a_cleaned_question_can_be_shown_and_sent(question):
    try:
        left = cleaned(question, 200)
    except UsageError:
        return
    assert left == left.strip() != ""
    assert left.encode()
    assert cleaned(left, 200) == left


@hypothesis_settings(max_examples=40)
@given(question=st.text(min_size=1, max_size=60), earlier=st.text(max_size=30))
def test_any_question_is_answered_refused_or_cannot_be_asked(chain, question, earlier):
    try:
        answer = chain.invoke(Question(question, (Exchange(earlier, ""),)))
    except UsageError:
        return
    assert isinstance(answer, Answer)
    assert bool(answer.sentences) == answer.answered == bool(answer.citations)
    assert answer.text
    assert all(TEXT[c.start : c.end] == c.quote for c in answer.citations)
