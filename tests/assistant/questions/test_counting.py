"""Counting and listing over all passages: what is told of one by one, and what is denied."""

import pytest

from assistant.answers.chain import AnswerChain
from assistant.answers.counting import counted_answer
from assistant.questions.counting import Counting, counting_question
from assistant.settings import Settings
from assistant.types import Question
from tests.libraries import library_of

ROOMS = """# Meeting rooms

The Oak room has a projector and seats twelve. The Elm room has no projector and seats six. \
The Ash room has a projector and a whiteboard and seats eight. The Yew room has neither projector \
nor phone and seats four.
"""
TEXTS = {
    "rooms.md": ROOMS,
    "cars.csv": "Car,Keys kept by,Towbar\nVan,Reception,yes\nPickup,Depot,no\nMinibus,Depot,yes\n",
    "visits.md": (
        "# Visits\n\nVisitors must show:\n\n- an invitation\n- a photo pass\n- proof of"
        " insurance\n\nVisitors to the Oak room get a badge."
    ),
    "sheds.md": (
        "# Sheds\n\n| Shed | Equipment |\n| --- | --- |\n| North | saw, ladder |\n| South | saw |\n"
    ),
    "act.md": (
        "# The Harbour Act\n\n## Article 1 Scope\n\nIt holds in the harbour.\n\n"
        "## Article 2 Fees\n\nShips pay a fee.\n\n## Article 3 Fines\n\nWho pays late pays more.\n"
    ),
    "alarm.md": "# Alarm\n\nHosts give a card with rooms: green is empty; red is not checked.",
    "leave.md": "# Leave\n\nStaff get 25 days of annual leave. Leave must be asked for in May.",
    "kaigi.md": (
        "# 会議室\n\n桜の会議室はプロジェクターがあります。松の会議室はプロジェクターがありません。"
        "竹の会議室は電話だけです。梅の会議室はプロジェクターがあります。\n"
    ),
}


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with library_of(tmp_path_factory.mktemp("counting"), TEXTS) as library:
        yield library


def asked(library, question):
    found = counting_question(question)
    return library.ask(lambda snapshot: counted_answer(found, question, snapshot))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "Which meeting rooms do not have a projector?",
            Counting("meeting rooms", "do not have a projector", negated=True),
        ),
        ("how many rooms have a phone", Counting("rooms", "have a phone", number=True)),
        ("list all rooms", Counting("rooms", every=True)),
        ("give me the opening hours", Counting("opening hours", every=True)),
        ("name every room", Counting("room", every=True)),
        ("list the cars without a towbar", Counting("cars", "without a towbar", True, every=True)),
        ("which room has no projector", Counting("room", "has no projector", negated=True)),
        (
            "プロジェクターのない会議室はどれですか",
            Counting("会議室", "プロジェクター", negated=True),
        ),
        (
            "プロジェクターがある会議室はいくつありますか",
            Counting("会議室", "プロジェクター", number=True),
        ),
        ("会議室をすべて挙げてください", Counting("会議室", every=True)),
    ],
)
def test_what_is_to_be_counted_is_told(question, expected):
    assert counting_question(question) == expected


@pytest.mark.parametrize(
    "question", ["When does the gym open?", "who wrote this", "why are rooms closed", "駐車場は？"]
)
def test_other_questions_count_nothing(question):
    assert counting_question(question) is None


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Which meeting rooms do not have a projector?", ["Elm", "Yew"]),
        ("which room has no phone", ["Yew"]),
        ("How many rooms have a projector?", ["Oak", "Ash"]),
        ("list all rooms with a whiteboard", ["Ash"]),
        ("list all meeting rooms", ["Oak", "Elm", "Ash", "Yew"]),
        ("which cars have a towbar", ["Van", "Minibus"]),
        ("which cars do not have a towbar", ["Pickup"]),
        ("which sheds have no ladder", ["South"]),
        ("How many articles does the Harbour Act have?", ["Article 1", "Article 2", "Article 3"]),
        ("プロジェクターのない会議室はどれですか", ["松"]),
        ("プロジェクターがある会議室はいくつありますか", ["桜", "梅"]),
    ],
)
def test_things_are_told_by_the_statements_about_them(library, question, names):
    answer = asked(library, question)
    quotes = [citation.quote for citation in answer.citations]
    assert len(quotes) == len(names)
    assert all(name in quote for name, quote in zip(names, quotes, strict=True))
    assert all(c.passage.document.text[c.start : c.end] == c.quote for c in answer.citations)


def test_only_a_document_that_is_named_is_counted(tmp_path):
    texts = {
        "north.md": ROOMS,
        "south.md": ROOMS.replace("Elm", "Fir"),
        "cars.csv": TEXTS["cars.csv"],
    }
    with library_of(tmp_path, texts) as library:
        chain = AnswerChain(library, Settings())
        both = chain.invoke(Question("How many rooms have no projector?"))
        one = chain.invoke(Question("How many rooms in south.md have no projector?"))
    assert len(both.citations) == 4
    assert {c.passage.document.path for c in one.citations} == {"south.md"}
    assert len(one.citations) == 2


def test_the_line_above_says_by_which_rule_and_what_was_left_out(library):
    answer = asked(library, "Which meeting rooms do not have a projector?")
    assert "2 of 4 sentences" in answer.remark
    assert "Left out: 2 that have it." in answer.remark
    assert "one document" in answer.remark


@pytest.mark.parametrize(
    "question",
    [
        "How many rooms have a sauna?",
        "how many visitors came last year",
        "which penguins cannot fly",
        "how many days of leave do I get",
    ],
)
def test_nothing_is_counted_that_is_not_told_of_one_by_one(library, question):
    assert asked(library, question) is None


def test_a_number_that_a_passage_names_is_quoted_and_not_counted(library):
    chain = AnswerChain(library, Settings(threshold=0.1))
    answer = chain.invoke(Question("How many days of annual leave do staff get?"))
    assert "25 days of annual leave" in answer.text
    assert not answer.is_list


def test_the_chain_counts_in_a_view(library):
    chain = AnswerChain(library, Settings(), view="all")
    answer = chain.invoke(Question("Which meeting rooms do not have a projector?"))
    assert [c.quote.split()[1] for c in answer.citations] == ["Elm", "Yew"]
    assert answer.counted == "all"


def test_a_count_over_very_many_passages_reads_some_and_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr("assistant.answers.counting.MOST_READ", 1)
    other = ROOMS.replace("Oak", "Fir").replace("Elm", "Box")
    with library_of(tmp_path, {"a.md": ROOMS, "b.md": other}) as library:
        answer = asked(library, "list all meeting rooms")
    assert len(answer.citations) == 4
    assert "I read the first 1 of 2 passages on “meeting rooms”" in answer.remark


def test_a_list_of_three_hundred_is_whole(tmp_path):
    lines = "\n".join(f"The Oak{n} room has a lamp." for n in range(300))
    with library_of(tmp_path, {"a.txt": lines}) as library:
        answer = asked(library, "how many rooms have a lamp")
    assert "300 of 300" in answer.remark
    assert len(answer.citations) == 300


@pytest.mark.parametrize(
    "question",
    ["which rooms seat more than six", "how many rooms cost over 40 euro", "6人以上の部屋はいくつ"],
)
def test_what_compares_is_not_told_by_words(question):
    assert counting_question(question) is None


@pytest.mark.parametrize(
    "question",
    [
        *("what time does the gym open", "which fee is due", "Give me the wifi password"),
        *("name the capital of Peru", "are there any", "give me the order status of Alder Mills"),
        *("give me the address of the depot", "Are there parking fee exemption for staff?"),
    ],
)
def test_one_thing_is_not_counted(question):
    assert counting_question(question) is None


NAMED = {
    "handbook.md": """# Handbook

## Holiday list
We close the office on these days:

- New Year's Day
- Good Friday
- Christmas Day

## Emergency contacts
- Fire: 110
- Doctor: 112

## Holiday policy
- Ask two weeks ahead.
- Your manager answers within three days.

## Keys
- Front door
- Garage
"""
}


@pytest.fixture(scope="module")
def named(tmp_path_factory):
    with library_of(tmp_path_factory.mktemp("named"), NAMED) as library:
        yield library


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("how many holidays are in the holiday list", ["New Year", "Good", "Christmas"]),
        ("how many emergency contacts are there", ["Fire", "Doctor"]),
        ("list all emergency contacts", ["Fire", "Doctor"]),
    ],
)
def test_items_are_what_the_heading_over_them_says_if_the_question_names_it(named, question, names):
    answer = asked(named, question)
    quotes = [citation.quote for citation in answer.citations]
    assert len(quotes) == len(names)
    assert all(name in quote for name, quote in zip(names, quotes, strict=True))
    # The mark that an item has is its only one.
    assert f"\n- {names[-1]}" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        # What stands under "Holiday policy" are no holidays.
        "how many holidays do we get",
        "how many holidays are there",
        # A heading of one word says too little.
        "how many keys are there",
        "how many contacts are in the holiday list",
    ],
)
def test_items_under_a_heading_that_is_not_named_in_full_are_not_counted(named, question):
    assert asked(named, question) is None


def test_one_thing_is_quoted_without_the_list_below_it(tmp_path):
    text = "The wifi password is Blue42.\n\nHouse rules:\n- No smoking\n- No pets\n"
    with library_of(tmp_path, {"house.md": text}) as library:
        chain = AnswerChain(library, Settings(threshold=0.1))
        answer = chain.invoke(Question("Give me the wifi password"))
    assert answer.citations[0].quote == "The wifi password is Blue42."
