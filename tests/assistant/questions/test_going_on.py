"""Going on with an answer: "tell me more" brings what follows, and nothing twice."""

import pytest

from assistant.answers.chain import AnswerChain
from assistant.questions.going_on import goes_on
from assistant.settings import Settings
from assistant.types import Exchange, Question
from tests.libraries import library_of

CABLE = """# Cables

The Arctic cable runs under the northern sea from Kyoto to Oslo.

Divers look at it in the spring of each year, starting at the harbour of Kyoto.

Repair ships of the harbour mend it every winter, as long as the ice lets them through.

# Bread

Bread is made of flour and water, and baked before dawn in the old oven.
"""
ASKED = "Where does the Arctic cable run under the northern sea?"


@pytest.fixture(scope="module")
def chain(tmp_path_factory):
    with library_of(tmp_path_factory.mktemp("going"), {"cables.md": CABLE}) as library:
        yield AnswerChain(library, Settings(threshold=0.1))


def talk(chain, *questions):
    """Asks in one conversation, and returns every answer."""
    history, answers = (), []
    for question in questions:
        answer = chain.invoke(Question(question, history))
        answers.append(answer)
        history += (Exchange(question, answer.text, answer.answered),)
    return answers


@pytest.mark.parametrize(
    "question",
    [
        *("Tell me more", "more please", "go on", "What else?", "anything else about it?"),
        *(
            "And what else does it say?",
            "continue",
            "もっと教えて",
            "続きを教えてください",
            "ほかには？",
        ),
    ],
)
def test_asking_to_go_on_is_told(question):
    assert goes_on(question)


@pytest.mark.parametrize(
    "question",
    ["Tell me more about the gym", "what else must I bring", "more than 3 days?", "次の駅は？"],
)
def test_a_question_with_a_subject_of_its_own_does_not_only_go_on(question):
    assert not goes_on(question)


def test_more_is_what_follows_in_the_section_in_its_order(chain):
    first, more = talk(chain, ASKED, "Tell me more")
    assert "from Kyoto to Oslo" in first.text
    quotes = [citation.quote for citation in more.citations]
    assert [quote.split()[0] for quote in quotes] == ["Divers", "Repair"]
    assert more.answered


def test_nothing_is_said_twice_and_the_end_is_told(chain):
    answers = talk(chain, ASKED, "Tell me more", "what else?", "go on")
    quotes = [c.quote for answer in answers for c in answer.citations]
    assert len(quotes) == len(set(quotes))
    assert not answers[-1].answered
    assert "That is all I found" in answers[-1].remark


def test_the_end_is_told_in_japanese(chain):
    answers = talk(chain, ASKED, "Tell me more", "what else?", "続きを教えて")
    assert "ここまでです" in answers[-1].remark


def test_without_an_answer_before_there_is_nothing_to_go_on_with(chain):
    [answer] = talk(chain, "Tell me more")
    assert not answer.answered
    assert "That is all" not in answer.remark


def test_a_sentence_that_supports_is_not_said_again(chain):
    first, second = talk(chain, ASKED, "Who mends the Arctic cable every winter?")
    supporting = {c.quote for c in second.citations[1:]}
    assert not supporting & {c.quote for c in first.citations}


def test_going_on_after_another_form_of_the_answer_goes_on_with_the_answer(chain):
    *_, more = talk(chain, ASKED, "In one sentence", "Tell me more")
    assert [c.quote.split()[0] for c in more.citations] == ["Divers", "Repair"]
    *_, more = talk(chain, f"{ASKED}, in one sentence", "shorter please", "Tell me more")
    assert [c.quote.split()[0] for c in more.citations] == ["Divers", "Repair"]


@pytest.mark.parametrize("first", [(ASKED, "In one sentence"), (f"{ASKED}, in two points",)])
def test_one_form_after_another_is_of_the_same_answer(chain, first):
    *_, table = talk(chain, *first, "as a table")
    assert "northern sea" in table.text
    assert "cannot make a table" in table.note


RELEASES = {
    f"release-{number}.md": f"# Version {number}\n\nWhat is new in this version is the {first}.\n\n"
    f"## More\n\nWhat is new in this version is the {second} as well.\n"
    for number, first, second in (("2.1", "dark page", "wide map"), ("1.4", "red page", "old map"))
}


def test_going_on_keeps_to_what_the_question_names(tmp_path):
    with library_of(tmp_path, RELEASES) as library:
        chain = AnswerChain(library, Settings(threshold=0.1))
        answers = talk(chain, "Which page is new in version 2.1?", "more", "more")
    paths = {c.passage.document.path for answer in answers for c in answer.citations}
    assert paths == {"release-2.1.md"}


def test_going_on_is_about_what_was_meant_by_a_slip(chain):
    _, more = talk(chain, "Where does the Arctic cabel run under the northen sea?", "Tell me more")
    assert [c.quote.split()[0] for c in more.citations] == ["Divers", "Repair"]


def test_going_on_leaves_out_what_is_no_longer_in_force(tmp_path):
    with library_of(tmp_path, EDITIONS) as library:
        chain = AnswerChain(library, Settings(threshold=0.1))
        history = (Exchange("How many days of leave do staff have?", "All staff have 30 days."),)
        more = chain.invoke(Question("Tell me more", history))
    assert "25 days" not in more.text


EDITIONS = {
    "old.md": "# Leave 2019\n\nStaff have 25 days of leave.\n",
    "new.md": "# Leave 2026\n\nAll staff have 30 days of leave.\n",
}


def test_asked_again_what_is_in_force_is_said_again(tmp_path):
    with library_of(tmp_path, EDITIONS) as library:
        question = "How many days of leave do staff have?"
        first, again = talk(AnswerChain(library, Settings(threshold=0.1)), question, question)
    assert first.note == "“Leave 2019” is an earlier edition of “Leave 2026”."
    assert (again.text, again.note) == (first.text, first.note)


@pytest.mark.parametrize("question", ["Mehr dazu", "Dis-m'en plus !", "¿Algo más?", "Und weiter?"])
def test_going_on_is_known_in_the_languages_of_the_interface(question):
    assert goes_on(question)
