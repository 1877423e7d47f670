"""The three outcomes of a question: answered, perhaps, not found; each is told as what it is."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assistant.answers.asking_back import AskingBack
from assistant.answers.chain import AnswerChain
from assistant.answers.suggestions import is_same_question, questions_about
from assistant.conversations.export_pages import export_html, export_markdown
from assistant.conversations.exports import make_export
from assistant.json_forms import sent_answer
from assistant.settings import Settings
from assistant.terminal.terminal import answer_view
from assistant.types import (
    Answer,
    Conversation,
    ConversationHeading,
    Exchange,
    Outcome,
    Question,
    Turn,
)
from index.types import Document, Passage
from tests.assistant.terminal.test_terminal import shown
from tests.libraries import library_of
from tests.wordings import ENGLISH
from ui.chat.render import copied_answer, turn_html
from ui.operations.metrics import Metrics
from ui.service.turns import Asked, Status, outcome_of

TEXT = """# Cables

The Arctic cable runs under the northern sea from Kyoto to Oslo.

# Harbours

Repair ships of the harbour mend the cable every winter.
"""
ASKED = Question("Where does the Arctic cable run under the northern sea?")
NOW = datetime(2026, 11, 29, tzinfo=UTC)
JAPANESE = "答えかどうかは確かではありませんが、最も近い箇所は次のとおりです。"


@pytest.fixture(scope="module")
def cables(tmp_path_factory):
    with library_of(tmp_path_factory.mktemp("outcomes"), {"cables.md": TEXT}) as library:
        yield library


def asked(library, *, threshold, perhaps, question=ASKED):
    return AnswerChain(library, Settings(threshold=threshold, perhaps=perhaps)).invoke(question)


@pytest.fixture(scope="module")
def perhaps(cables):
    return asked(cables, threshold=1.0, perhaps=0.0)


@pytest.mark.parametrize(
    ("threshold", "perhaps", "outcome"),
    [
        (0.0, 0.0, Outcome.ANSWERED),
        (0.0, 1.0, Outcome.ANSWERED),
        (1.0, 0.0, Outcome.PERHAPS),
        (1.0, 1.0, Outcome.NOT_FOUND),
    ],
)
def test_two_thresholds_part_three_outcomes(cables, threshold, perhaps, outcome):
    answer = asked(cables, threshold=threshold, perhaps=perhaps)
    assert answer.outcome is outcome
    assert answer.answered == (outcome is Outcome.ANSWERED)
    assert bool(answer.citations) == (outcome is not Outcome.NOT_FOUND)


def test_a_perhaps_is_the_closest_block_alone_with_its_best_words_marked(cables, perhaps):
    [citation] = perhaps.citations
    assert "Arctic cable" in citation.quote
    assert citation.passage.document.text[citation.start : citation.end] == citation.quote
    assert citation.marks
    assert citation == asked(cables, threshold=0.0, perhaps=0.0).citations[0]


def test_a_perhaps_says_that_it_may_be_no_answer_before_it_quotes(perhaps):
    assert perhaps.text.startswith("I am not sure that this answers it.")
    assert perhaps.text.endswith(perhaps.citations[0].quote)


def test_a_perhaps_is_worded_in_the_language_of_the_question(cables):
    question = Question("北極の電線はどこですか")
    assert asked(cables, threshold=1.0, perhaps=0.0, question=question).remark == JAPANESE


def test_what_was_not_found_says_where_it_was_looked_for_and_no_more(cables):
    answer = asked(cables, threshold=1.0, perhaps=1.0)
    assert answer.remark.startswith("I found no sentence that answers this in one document.")
    assert answer.counted == ""


def test_a_greeting_is_a_remark(cables):
    greeted = asked(cables, threshold=0.5, perhaps=0.2, question=Question("hello"))
    assert greeted.outcome is Outcome.REMARK


@pytest.mark.parametrize(
    "question",
    ["what about Brazil", "and PKX-22?", "Who is Mr Lachlan's?", "What is “deep blue”"],
)
def test_a_name_that_nothing_mentions_is_never_answered(cables, question):
    answer = asked(cables, threshold=0.0, perhaps=0.0, question=Question(question))
    assert answer.outcome is Outcome.NOT_FOUND


def test_what_says_nothing_of_all_that_is_asked_is_at_most_a_perhaps(cables):
    answer = asked(cables, threshold=0.0, perhaps=0.0, question=Question("what about whales"))
    assert answer.remark == "Nothing here mentions “whales”. The closest I found:"


def test_what_is_asked_of_a_name_that_nothing_mentions_is_at_most_a_perhaps(cables):
    question = Question("Where does the Arctic cable run under Brazil?")
    answer = asked(cables, threshold=0.0, perhaps=0.0, question=question)
    assert answer.outcome is Outcome.PERHAPS
    assert answer.remark == "Nothing here names Brazil. The closest I found:"


@pytest.mark.parametrize(
    "question",
    [
        "What do cables.md say of the cable?",
        "Is it mended since 2014, at 6.10, for 400k?",
        "電線の修理の意味は何ですか",
        "Wo liegt das Kabel, und wer repariert die Schiffe im Hafen von Oslo?",
        "Is the NORTHERN sea Kyoto's?",
    ],
)
def test_what_is_no_name_or_is_there_stops_no_answer(cables, question):
    assert asked(cables, threshold=0.0, perhaps=0.0, question=Question(question)).answered


@pytest.mark.parametrize("kind", ["threshold", "perhaps"])
def test_json_says_the_outcome_beside_what_it_always_said(cables, kind):
    limits = {"threshold": 1.0, "perhaps": 1.0} | {kind: 0.0}
    sent = sent_answer("a", asked(cables, **limits))
    assert sent.outcome == ("answered" if kind == "threshold" else "perhaps")
    assert sent.answered is (kind == "threshold")


def test_the_chat_sets_a_perhaps_apart(perhaps):
    html = turn_html(Asked("1", ASKED.text, Status.DONE, perhaps), ENGLISH)
    section = html[html.index('class="perhaps"') :]
    assert section.index("I am not sure") < section.index('class="answer"')
    assert "perhaps" not in turn_html(
        Asked("1", ASKED.text, Status.DONE, replace(perhaps, answered=True, remark="")), ENGLISH
    )


def test_the_terminal_sets_a_perhaps_apart(perhaps):
    first, _, second, *_ = shown(answer_view(perhaps)).splitlines()
    assert first.startswith("I am not sure")
    assert second.startswith("    The Arctic cable")


def test_a_copied_perhaps_says_that_it_is_one(perhaps):
    assert copied_answer(perhaps, ENGLISH).startswith("I am not sure that this answers it.")


@pytest.mark.parametrize("page", [export_html, export_markdown])
def test_an_exported_perhaps_says_that_it_is_one(perhaps, page):
    heading = ConversationHeading("c", "Cables", NOW, NOW, 1)
    conversation = Conversation(heading, (Turn("t", ASKED.text, perhaps, asked=NOW),))
    said = page(make_export([conversation]))
    assert said.index("I am not sure that this answers it.") < said.index("The Arctic cable")


def test_a_perhaps_is_counted_as_one(perhaps):
    metrics = Metrics()
    metrics.ended(outcome_of(Asked("1", ASKED.text, Status.DONE, perhaps)))
    assert b'tenkyo_answers_total{outcome="perhaps"} 1.0' in metrics.text()


def test_a_mark_after_a_perhaps_is_of_the_perhaps(cables):
    unsure = AnswerChain(cables, Settings(threshold=1.0, perhaps=0.0))
    first = unsure.invoke(ASKED)
    turns = (
        Exchange("Who mends the cable?", "Repair ships."),
        Exchange(ASKED.text, first.text, answered=False),
    )
    shown_again = AskingBack(cables, unsure).reply(Question("[1]", turns))
    assert isinstance(shown_again, Answer)
    assert first.citations[0].quote in shown_again.citations[0].quote


def test_what_was_not_found_offers_questions_about_what_is_near_that_are_answered(tmp_path):
    texts = {
        f"{thing}.md": f"# Night {thing}\n\nNight {thing} leave at {hour}. They are slow."
        for thing, hour in (
            ("ferries", "nine"),
            ("trains", "ten"),
            ("buses", "one"),
            ("cabs", "two"),
        )
    }
    with library_of(tmp_path, texts) as library:
        zebras = Question("Why do night zebras have stripes?")
        choices = asked(library, threshold=0.3, perhaps=0.3, question=zebras).choices
        none = asked(library, threshold=1.0, perhaps=1.0, question=zebras).choices
    assert len(set(choices)) == len(choices) == 3
    assert all(choice.startswith("What is said about Night ") for choice in choices)
    assert none == ()


def test_what_is_offered_never_asks_the_same_again():
    ferry = Document("d", "a.md", "Ferries", "x", "en", (), (), "v")
    passage = Passage("p", ferry, 0, 1, "x", ("Tickets", "Night ferries"), None)
    asked_for = [topic.text for topic in questions_about([passage, passage], "en")]
    assert asked_for == [
        f"What is said about {each}?" for each in ("Night ferries", "Tickets", "Ferries")
    ]
    assert is_same_question(asked_for[0], "what about night ferries")
    assert not is_same_question(asked_for[0], "who runs night ferries")


@pytest.mark.parametrize("question", ["tl;dr", "in three points", "summary pls", "要点を教えて"])
def test_main_points_need_no_question_before(cables, question):
    answer = asked(cables, threshold=1.0, perhaps=1.0, question=Question(question))
    assert answer.answered
    assert answer.question == question


def test_a_price_that_nothing_near_has_is_no_perhaps(cables):
    question = Question("How much does the Arctic cable under the northern sea cost?")
    answer = asked(cables, threshold=0.0, perhaps=0.0, question=question)
    assert answer.outcome is Outcome.NOT_FOUND
    assert "price or amount" in answer.remark


def test_a_name_that_nothing_mentions_is_no_perhaps(cables):
    asked_for = Question("Does the Arctic cable reach Ruritania?")
    answer = asked(cables, threshold=1.0, perhaps=0.0, question=asked_for)
    assert answer.outcome is Outcome.NOT_FOUND
    assert "Nothing here names Ruritania." in answer.remark


@pytest.mark.parametrize(
    ("heading", "topic"),
    [
        ("Statements of Earnings, in millions, except per share amounts", "Statements of Earnings"),
        ("how to post a parcel", "how to post a parcel"),
        ("Fees: Postage abroad and its surcharges", "Postage abroad and its surcharges"),
    ],
)
def test_what_is_offered_is_a_part_of_a_heading_that_stands_alone(heading, topic):
    document = Document("d", "a.txt", "", "Fees abroad.", "en", (), (), "v")
    passage = Passage("p", document, 0, 12, "Fees abroad.", (heading,), None)
    assert questions_about([passage], "en")[0].text == f"What is said about {topic}?"
