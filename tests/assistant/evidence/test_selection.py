"""Lists, comparisons and contradictions: which sentences make an answer, and the note beside it."""

from dataclasses import replace

import pytest

from assistant.evidence.comparisons import about_both
from assistant.evidence.disagreement import disagreement
from assistant.evidence.evidence import Evidence, sentence_spans
from assistant.evidence.list_forms import is_item
from assistant.evidence.lists import whole_list
from assistant.evidence.selection import select
from assistant.questions.question_forms import wants_list
from index.types import Document, Hit, Passage, Section

LIST = """# Leave

To ask for leave you need:

- the form, signed;
- the consent of the head;
- a plan. It names a stand-in.

Leave is granted by the head.
"""


def evidence_of(*texts, titles=("A", "B", "C")):
    """Returns the sentences of some documents, best first in the order given."""
    found = []
    for rank, text in enumerate(texts, start=1):
        document = Document(f"d{rank}", f"{rank}.txt", titles[rank - 1], text, "en", (), (), "v")
        hit = Hit(Passage(f"p{rank}", document, 0, len(text), text, (), None), 0.5, rank)
        for start, end in sentence_spans(hit.passage):
            found.append(Evidence(hit, start, end, 0.5, 0.5, True))
    return found


def best_first(evidence, words):
    first = next(e for e in evidence if words in e.text)
    return [first, *(e for e in evidence if e is not first)]


def said(selection):
    return [e.text for e in selection.chosen]


@pytest.mark.parametrize("best", ["you need:", "the consent of the head"])
def test_a_list_question_gets_the_line_before_and_all_items(best):
    found = best_first(evidence_of(LIST), best)
    [listed] = said(select(found, "What are the things needed for leave?"))
    assert listed.startswith("To ask for leave you need:\n\n- the form, signed;")
    assert listed.endswith("- a plan. It names a stand-in.")


def test_marks_on_lines_of_their_own_belong_to_the_items_after_them():
    found = evidence_of(
        "‘Service’ means any of these:\n\n(a)\n\nadvice;\n\n(b)\n\ncustody of coins."
    )
    assert said(select(found, "What does service mean?")) == [
        "‘Service’ means any of these:\n\n(a)\n\nadvice;\n\n(b)\n\ncustody of coins."
    ]


def test_a_line_that_introduces_a_list_never_stands_alone():
    found = best_first(evidence_of(LIST), "you need:")
    [listed] = said(select(found, "How do I ask for leave?"))
    assert "- the consent of the head;" in listed


def test_an_item_alone_answers_where_no_list_is_asked_for():
    found = best_first(evidence_of(LIST), "the consent")
    assert said(select(found, "Whose consent do I need?"))[0] == "- the consent of the head;"


def test_a_list_question_is_answered_by_prose_where_there_is_no_list():
    found = evidence_of("The pillars are chips, rules and cables.")
    assert said(select(found, "What are the pillars?")) == [
        "The pillars are chips, rules and cables."
    ]


MEMBERS = "The members are:\n" + "".join(f"- member number {n}\n" for n in range(60))


def test_a_list_that_is_asked_for_is_long_and_says_what_it_leaves_out():
    selection = select(evidence_of(MEMBERS), "List the members")
    assert said(selection)[0].count("- member") == 40
    assert selection.note == "The list goes on: 20 more of its items stand in the source."


def test_a_list_that_answers_in_passing_ends_after_twelve_items():
    [listed] = said(select(evidence_of(MEMBERS), "Who is in the club?"))
    assert listed.count("- member") == 12


def test_a_list_of_long_items_ends_before_it_is_too_long_to_read():
    items = [f"- {name} " + "who sits in the hall " * 23 for name in ("Anna", "Ben", "Cleo")]
    found = evidence_of("The members are:\n" + "\n".join(items))
    [listed] = said(select(found, "Who is in the club?"))
    assert all(len(item) > 400 for item in items)
    assert ("Anna" in listed, "Ben" in listed, "Cleo" in listed) == (True, True, False)
    [listed] = said(select(found, "List the members"))
    assert "Cleo" in listed


def test_a_list_goes_on_beyond_its_passage_to_the_end_of_its_section():
    section = (Section(0, len(LIST), ("Leave",)),)
    document = Document("d", "d.md", "A", LIST, "en", section, (), "v")
    cut = LIST.index("- a plan")
    passage = Passage("p", document, 0, cut, LIST[:cut], ("Leave",), None)
    start = LIST.index("- the consent")
    best = Evidence(Hit(passage, 0.5, 1), start, LIST.index(";\n- a plan") + 1, 0.5, 0.5, True)
    [listed] = said(select([best], "What are the things needed for leave?"))
    assert listed.endswith("- a plan. It names a stand-in.")


STEPS = "1. Stop the pump.\n2. Close the valve.\n   It is red.\n3. Call the depot.\n\nMind it."


def headed(text, heading):
    found = evidence_of(text)
    passage = replace(found[0].hit.passage, heading=(heading,))
    hit = replace(found[0].hit, passage=passage)
    return best_first([replace(e, hit=hit) for e in found], "Close the valve")


def test_a_list_under_a_heading_that_the_question_names_needs_no_lead_line():
    [listed] = said(select(headed(STEPS, "Shutting the pump down"), "How do I shut the pump down?"))
    assert listed == STEPS.partition("\n\nMind")[0]


def test_numbered_paragraphs_are_no_list():
    long = STEPS.replace("pump.", "pump " + "and wait for the red lamp on the wall " * 8 + ".")
    for text, heading in ((long, "Shutting the pump down"), (STEPS, "Rules of conduct")):
        selection = select(headed(text, heading), "How do I shut the pump down?")
        assert said(selection)[0] == "Close the valve."


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("list the requirements for a permit", True),
        ("which papers must I bring", True),
        ("what steps are there", True),
        ("how do I reset the alarm", True),
        ("steps for a burn please", True),
        ("申請の手順を教えてください", True),
        ("When does the gym open?", False),
        ("how many days of leave do I get", False),
    ],
)
def test_a_question_wants_a_list_where_it_asks_for_several_things_or_steps(question, wanted):
    assert wants_list(question) is wanted


def test_a_list_of_which_only_the_first_item_could_be_read_is_none():
    text = "The members are:\n- Anna " + "who sits in the hall " * 60 + "\n- Ben and his dog"
    assert whole_list(evidence_of(text)[0]) is None


def test_a_comparison_has_a_sentence_about_each():
    found = evidence_of(
        "Cats sleep all day long.", "Mice are small and grey.", "Dogs guard a house."
    )
    assert said(select(found, "Cats versus dogs")) == [
        "Cats sleep all day long.",
        "Dogs guard a house.",
    ]


def test_a_comparison_has_the_one_thing_that_was_said_earlier_too():
    found = evidence_of("Dogs guard a house.", "Cats sleep all day long.")
    again = select(found, "Cats versus dogs", said="Cats sleep all day long.")
    assert sorted(said(again)) == ["Cats sleep all day long.", "Dogs guard a house."]


def test_a_comparison_of_which_one_side_is_unknown_is_answered_as_any_question():
    found = evidence_of("Cats sleep all day long.")
    assert said(select(found, "Cats versus zebras")) == ["Cats sleep all day long."]


def test_a_sentence_that_speaks_of_both_comes_before_those_about_each():
    found = evidence_of("Cats sleep all day long.", "Dogs are no friends of cats.", "Dogs bark.")
    assert said(select(found, "Cats versus dogs")) == [
        "Dogs are no friends of cats.",
        "Cats sleep all day long.",
    ]


def test_a_sentence_with_some_words_of_a_thing_is_not_about_it():
    found = evidence_of("The southern cable is made of copper.")
    assert about_both(found, ("northern cable", "southern cable")) == []


def test_a_sentence_is_about_what_its_heading_names():
    cats, dogs = evidence_of("They sleep all day long.", "They guard a house.")
    headed = [
        replace(e, hit=replace(e.hit, passage=replace(e.hit.passage, heading=("Pets", name))))
        for e, name in ((cats, "Cats"), (dogs, "Dogs"))
    ]
    assert about_both([cats, dogs], ("cats", "dogs")) == []
    assert about_both(headed, ("cats", "dogs")) == headed


@pytest.mark.parametrize("between", ["", "\n\nIt asks three questions:", "\n\nWhat must it be?"])
def test_a_paragraph_leads_the_list_below_it_where_several_things_are_asked_for(between):
    list_ = "- Is it true?\n- Is it kind?\n- Is it short?"
    text = f"April Wensel has a talk about reviews.{between}\n\n{list_}\n\nIt is long.\n"
    found = evidence_of(text)[:1]
    [whole] = select(found, "Which questions does April Wensel ask?").chosen
    assert whole.text == text[: text.index("\n\nIt is long")]
    [alone] = select(found, "When did April Wensel talk about reviews?").chosen
    assert alone.text == "April Wensel has a talk about reviews."


def test_a_list_under_a_question_is_led_by_it():
    items = "- Open fires near trees.\n- Tents on the lawn.\n- Drones above the roof.\n"
    text = f"What needs a permit?\n\n{items}"
    found = [e for e in evidence_of(text) if "Tents" in e.text]
    assert select(found[:1], "List all that needs a permit").chosen[0].text == text.strip()


def test_a_document_is_about_what_it_is_named_after():
    mills, foundry = evidence_of("An hour is charged at 92 euro.", "An hour is charged at 81 euro.")
    named = [
        replace(e, hit=replace(e.hit, passage=replace(e.hit.passage, document=document)))
        for e, title in ((mills, "Contract with Alder Mills"), (foundry, "Contract with Birch"))
        for document in [replace(e.hit.passage.document, title=title)]
    ]
    question = "Compare the rates per hour of Alder Mills and Birch."
    assert len(select([mills, foundry], question).chosen) == 1
    assert list(select(named, question).chosen) == named


@pytest.mark.parametrize(("score", "listed"), [(0.43, True), (0.42, False)])
def test_a_list_answers_only_if_it_is_nearly_as_good_as_the_best_sentence(score, listed):
    prose, *items = evidence_of("The pillars are chips, rules and cables.", LIST)
    found = [prose, *(replace(e, score=score) for e in items if "consent" in e.text)]
    [first, *_] = said(select(found, "List the things needed for leave"))
    assert ("you need:" in first) is listed


@pytest.mark.parametrize(
    ("lead", "listed"), [("Closed to these countries:", True), ("A guest must do this:", False)]
)
def test_a_list_that_is_not_the_best_answers_if_what_leads_it_names_the_things(lead, listed):
    prose, items = "Two countries are blocked at present.", f"{lead}\n\n- Ormark;\n- Sael."
    first, *others = evidence_of(prose, items, titles=("Travel", "Guests", ""))
    found = [first, *(replace(each, score=0.48) for each in others)]
    said_first = said(select(found, "Which countries are blocked?"))[0]
    assert said_first.startswith(lead) == listed


def test_two_documents_with_different_numbers_are_both_shown_and_noted():
    found = evidence_of(
        "Every employee has 25 days of leave.",
        "Every employee has 30 days of leave.",
        titles=("Policy", "Handbook"),
    )
    selection = select(found, "How many days of leave does an employee have?")
    assert said(selection) == [e.text for e in found]
    assert selection.note == (
        "The documents disagree: “Policy” says “25”, and “Handbook” says “30”."
    )


def test_what_was_said_earlier_still_disagrees_but_supports_no_more():
    found = evidence_of("Staff have 25 days of leave.", "Staff have 30 days of leave.")
    answer = "Staff have 25 days of leave. Staff have 30 days of leave."
    assert select(found, "How many days of leave?", said=answer).note
    found = evidence_of("The red cable is long.", "The blue cable is short and new.")
    question = "How long are the cables?"
    assert len(select(found, question).chosen) == 2
    assert len(select(found, question, said="The blue cable is short and new.").chosen) == 1


@pytest.mark.parametrize(
    "titles",
    [
        ("Part PPR-9087", "Part PPR-1777", ""),
        ("Service contract with Alder Mills", "Service contract with Birch Foundry", ""),
        ("Store 4: opening", "Store 12: opening", ""),
        ("Mietvertrag Haus Nord", "Mietvertrag Haus Süd", ""),
    ],
)
def test_two_things_of_one_kind_do_not_disagree(titles):
    found = evidence_of("One piece costs 7 euro.", "One piece costs 12 euro.", titles=titles)
    assert select(found, "What does one piece cost?").note == ""


@pytest.mark.parametrize(
    "titles",
    [
        ("Leave policy v1", "Leave policy v2.1", ""),
        ("Fees 2019", "Fees 2026-03", ""),
        ("Fees (old)", "Fees", ""),
        ("旅費規程 令和3年度", "旅費規程 令和5年度", ""),
        ("Handbook", "Questions and answers", ""),
    ],
)
def test_two_editions_or_two_documents_of_other_kinds_may_disagree(titles):
    found = evidence_of("One piece costs 7 euro.", "One piece costs 12 euro.", titles=titles)
    assert select(found, "What does one piece cost?").note


def test_sections_that_name_different_things_do_not_disagree():
    oslo, rome = evidence_of("The house opens at 7.", "The house opens at 9.")
    found = [
        replace(e, hit=replace(e.hit, passage=replace(e.hit.passage, heading=(f"House {name}",))))
        for e, name in ((oslo, "Oslo"), (rome, "Rome"))
    ]
    assert select(found, "When does the house open?").note == ""


def test_sentences_that_name_different_things_do_not_disagree():
    found = evidence_of("The northern office has 12 desks.", "The southern office has 15 desks.")
    assert select(found, "How many desks has the office?").note == ""


def test_what_a_question_compares_does_not_disagree():
    found = evidence_of("An hour costs 81 euro.", "An hour costs 92 euro.", titles=("M", "N", ""))
    assert select(found, "Compare Alder Mills and Birch Foundry").note == ""


@pytest.mark.parametrize(("score", "noted"), [(0.43, True), (0.42, False)])
def test_only_a_sentence_nearly_as_good_as_the_best_contradicts_it(score, noted):
    best, other = evidence_of("Every one has 25 days of leave.", "Every one has 30 days of leave.")
    found = [best, replace(other, score=score)]
    assert bool(select(found, "How much leave?").note) is noted


@pytest.mark.parametrize(("between", "noted"), [(28, True), (29, False)])
def test_thirty_sentences_are_looked_at_for_a_contradiction(between, noted):
    best, filler, other = evidence_of(
        "Every one has 25 days of leave.", "Cats sleep all day.", "Every one has 30 days of leave."
    )
    found = [best, *[filler] * between, other]
    assert bool(select(found, "How much leave?").note) is noted


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Every employee has 25 days of leave.", "Every employee gets 30 days of paid holidays."),
        ("Employees paid: 25.", "Employees paid: 30."),
    ],
)
def test_sentences_that_share_few_words_are_no_contradiction(one, other):
    assert select(evidence_of(one, other), "How many?").note == ""


def test_a_long_title_is_shortened_in_the_note():
    texts = ("Every one has 25 days of leave.", "Every one has 30 days of leave.")
    found = evidence_of(*texts, titles=("Long " * 40, "B"))
    assert f"“{('Long ' * 12).strip()}…” says “25”" in select(found, "How much leave?").note


def test_the_note_is_in_the_language_of_the_question():
    found = evidence_of("Every one has 25 days of leave.", "Every one has 30 days of leave.")
    assert "25" in select(found, "休暇は何日ですか").note
    assert select(found, "休暇は何日ですか").note.startswith("文書によって")


def test_documents_of_the_same_title_are_told_apart_by_their_paths():
    found = evidence_of(
        "Every one has 25 days of leave.", "Every one has 30 days of leave.", titles=("A", "A")
    )
    assert "“1.txt” says “25”" in select(found, "How much leave?").note


def test_numbers_of_articles_and_rows_of_one_document_are_no_contradiction():
    found = evidence_of(
        "‘Incident’ means an incident as defined in Article 6, point (6), of the Act.",
        "‘Incident’ means an incident as defined in Article 4, point (7), of the Act.",
    )
    assert select(found, "What does incident mean?").note == ""
    rows = evidence_of("The red cable has 25 strands.\n\nThe red cable has 30 strands.")
    assert select(rows, "How many strands has the red cable?").note == ""


@pytest.mark.parametrize(
    "other",
    [
        "Every employee has 25 days of leave.",
        "The canteen serves 30 kinds of soup on Mondays.",
        "Every employee has many days of leave.",
    ],
)
def test_sentences_that_agree_or_speak_of_other_things_are_no_contradiction(other):
    found = evidence_of("Every employee has 25 days of leave.", other)
    assert select(found, "How many days of leave?").note == ""


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("- milk", True),
        ("1. milk", True),
        ("(a) milk", True),
        ("iv) milk", True),
        ("・牛乳", True),
        ("一、牛乳", True),
        ("3.5 litres of milk", False),
        ("A. Smith drinks milk", False),
        ("Milk", False),
        ("", False),
    ],
)
def test_an_item_is_known_by_its_mark(text, item):
    assert is_item(text) is item


def in_language(found, language):
    documents = (replace(e.hit.passage.document, language=language) for e in found)
    return [
        replace(e, hit=replace(e.hit, passage=replace(e.hit.passage, document=document)))
        for e, document in zip(found, documents, strict=True)
    ]


@pytest.mark.parametrize(
    ("one", "other", "language", "same"),
    [
        ("1,000 euro", "1000 euro", "en", True),
        ("9:00 sharp", "09:00 sharp", "en", True),
        ("1.000 Euro", "1000 Euro", "de", True),
        ("1.250,50 Euro", "1250,50 Euro", "de", True),
        ("1,000 euro", "1.000 euro", "en", False),
        ("2.10 euro", "2.1 euro", "en", False),
        ("9:00 sharp", "9:30 sharp", "en", False),
        ("1,000 euro", "10,000 euro", "en", False),
    ],
)
def test_a_number_written_in_another_way_is_no_contradiction(one, other, language, same):
    found = evidence_of(f"The whole repair costs {one}.", f"The whole repair costs {other}.")
    assert (disagreement(in_language(found, language)) is None) is same


def test_the_note_has_numbers_as_they_are_written():
    found = evidence_of("The whole repair costs 1,000 euro.", "The whole repair costs 2000 euro.")
    assert "“1,000”" in select(found, "What does it cost?").note
