"""What is void, replaced or out of date is marked and comes after what is in force."""

from dataclasses import replace

import pytest

from assistant.evidence.evidence import Evidence, sentence_spans
from assistant.evidence.selection import select
from index.types import Document, Hit, Passage, Section


def evidence_of(*papers):
    """Returns the sentences of documents, (title, text), each document a little worse."""
    found = []
    for rank, (title, text) in enumerate(papers, start=1):
        document = Document(f"d{rank}", f"{rank}.md", title, text, "en", (), (), "v")
        hit = Hit(Passage(f"p{rank}", document, 0, len(text), text, (), None), 0.5, rank)
        for start, end in sentence_spans(hit.passage):
            found.append(Evidence(hit, start, end, 0.5, 0.52 - 0.02 * rank, True))
    return found


def tables_of(*papers):
    """Returns one row of a table each, as documents, (title, row), each a little worse."""
    for each in evidence_of(*papers):
        text, passage = each.text, each.hit.passage
        table = Section(0, len(text), (), ("Club", "Sum"))
        document = replace(passage.document, sections=(table,))
        hit = replace(each.hit, passage=replace(passage, document=document))
        yield replace(each, hit=hit, start=0, end=len(text))


OLD = ("Parking rules 2019", "Staff pay 15 euro a month for a parking space.")
NEW = ("Parking rules 2026", "Parking is free for staff. The rules of 2019 are void.")


def test_what_another_document_voids_comes_after_what_it_says_and_is_marked():
    selection = select(evidence_of(OLD, NEW), "What do staff pay for parking?")
    said = [e.text for e in selection.chosen]
    assert said[0] == "Parking is free for staff."
    assert said[-2:] == [OLD[1], "The rules of 2019 are void."]
    assert selection.note == (
        "“Parking rules 2019” is no longer in force: “The rules of 2019 are void.”"
    )


def test_what_is_void_is_marked_again_when_it_is_asked_for_again():
    found = evidence_of(OLD, NEW)
    first = select(found, "What do staff pay for parking?")
    answer = " ".join(e.text for e in first.chosen)
    assert select(found, "What do staff pay for parking?", said=answer) == first


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("Passwords (2021)", "Passwords (2026)", "This replaces the rule of 2021."),
        ("Leave policy v1.2", "Leave policy v2.0", "It supersedes version 1.2."),
        ("Canteen by-laws", "Order on meals", "The Canteen by-laws are hereby repealed."),
        ("旅費規程2019", "旅費規程2024", "2019年の規程は廃止する。"),
    ],
)
def test_a_document_is_voided_by_its_edition_or_its_title(old, new, says):
    found = evidence_of((old, "One card costs 7 euro."), (new, f"One card costs 9 euro. {says}"))
    selection = select(found, "What does one card cost?")
    assert selection.chosen[0].text == "One card costs 9 euro."
    assert says in selection.note


@pytest.mark.parametrize(
    "says",
    [
        "This policy has been withdrawn.",
        "Status: superseded",
        "Superseded by the rules on guests.",
        "Valid until 31 December 2022.",
        "この規程は廃止された。",
        "有効期限は2020年3月31日までとする。",
    ],
)
def test_what_says_of_itself_that_it_is_not_in_force_is_marked_with_where_it_says_so(says):
    found = evidence_of(("Guests", f"{says}\n\nGuests pay 8 euro a night."))
    [pays] = [e for e in found if "Guests pay" in e.text]
    selection = select([pays], "What do guests pay?")
    assert [e.text for e in selection.chosen] == ["Guests pay 8 euro a night.", says]
    assert says in selection.note


@pytest.mark.parametrize(
    "says",
    [
        "Lamps are replaced by the caretaker.",
        "Valid until 31 December 2999.",
        "This replaces the rule of 2021.",
        "A void cheque is sent back.",
        "The rules of 1999 are void.",
    ],
)
def test_what_is_in_force_is_not_marked(says):
    found = evidence_of(
        ("Guests", f"{says}\n\nGuests pay 8 euro a night."), ("Cats", "Cats sleep.")
    )
    [pays] = [e for e in found if "Guests pay" in e.text]
    assert select([pays, *(e for e in found if e is not pays)], "What do guests pay?").note == ""


def test_a_later_edition_of_the_same_name_comes_first():
    found = evidence_of(
        ("Fees 2023", "A card costs 7 euro."), ("Fees 2025", "A card costs 9 euro.")
    )
    selection = select(found, "What does a card cost?")
    assert [e.text for e in selection.chosen] == ["A card costs 9 euro.", "A card costs 7 euro."]
    assert selection.note == "“Fees 2023” is an earlier edition of “Fees 2025”."


def test_the_edition_that_a_question_names_is_what_it_gets():
    found = evidence_of(
        ("Fees 2023", "A card costs 7 euro."), ("Fees 2025", "A card costs 9 euro.")
    )
    assert select(found, "What did a card cost in the fees of 2023?").chosen[0] is found[0]


def test_an_edition_is_not_passed_over_for_a_later_one_that_says_nothing_of_it():
    old, new = evidence_of(("Fees 2023", "A card costs 7 euro."), ("Fees 2025", "Pay at the desk."))
    selection = select([old, replace(new, score=0.1)], "What does a card cost?")
    assert selection.chosen[0] is old


def test_a_row_is_not_passed_over_for_another_row_of_a_later_edition():
    rows = [("Grants 2010", "Club: Oak; Sum: 70"), ("Grants 2011", "Club: Elm; Sum: 50")]
    old, new = (
        replace(e, signs=(0.5, 0.5, s)) for e, s in zip(tables_of(*rows), (0.9, 0.4), strict=True)
    )
    assert select([old, new], "What is the sum of Oak?").chosen[0] is old
    assert select([old, replace(new, signs=(0.5, 0.5, 0.9))], "sum of Oak?").chosen[0] is not old


@pytest.mark.parametrize(
    ("title", "says"),
    [
        ("Smoke detectors", "Smoke detectors are replaced every ten years."),
        ("Smoke detectors", "The caretaker replaces smoke detectors every ten years."),
        ("Parking permits", "Parking permits are void without a stamp."),
        ("Maintenance plan", "Lamps in the Maintenance plan are replaced in May."),
        ("Maintenance plan", "The caretaker replaces lamps by the Maintenance plan."),
        ("Maintenance plan", "The Maintenance plan replaces the old list."),
        ("来客用の駐車場について", "来客用の駐車場についての掲示は廃止する。"),
    ],
)
def test_a_title_voids_its_document_only_as_a_name_of_what_is_voided(title, says):
    asked, other = evidence_of((title, "One is tested in May."), ("List of tasks", says))
    assert select([asked, other], "What is tested in May?").note == ""


@pytest.mark.parametrize(
    ("title", "says"),
    [
        ("Smoke detectors", "The paper “Smoke detectors” is withdrawn."),
        ("Guest Parking Rules", "Guest Parking Rules (2019) are repealed."),
        ("Maintenance plan", "This order replaces the Tool list and the Maintenance plan."),
        ("来客用駐車場管理規程", "来客用駐車場管理規程は廃止する。"),
    ],
)
def test_a_title_that_is_written_as_a_name_voids_its_document(title, says):
    asked, other = evidence_of((title, "One is tested in May."), ("Order of May", says))
    assert says in select([asked, other], "What is tested in May?").note


@pytest.mark.parametrize(
    "says",
    [
        "The old permits were valid until 31 March 2024.",
        "Licences with status “expired” can be renewed within 30 days.",
        "Status expired cards are sent back.",
        "This policy is void if any statement is untrue.",
        "If any statement is untrue, this policy is void.",
        "This agreement is not superseded by the order of May.",
        "This policy is not valid until 1 May 2020.",
        "旧許可証は2024年3月31日まで有効であった。",
        "食堂は2024年3月31日をもって廃止された。",
        "この規程に反する契約は無効とする。",
        "虚偽の申告がある場合、本規程は無効とする。",
        "本規程は廃止しない。",
    ],
)
def test_a_sentence_about_something_else_or_under_a_condition_voids_no_document(says):
    found = evidence_of(("Guests", f"{says}\n\nGuests pay 8 euro a night."))
    [pays] = [e for e in found if "Guests pay" in e.text]
    assert select([pays], "What do guests pay?").note == ""


@pytest.mark.parametrize(
    "says",
    [
        "This policy is valid until 31 December 2022.",
        "Guests, valid until 31 December 2022",
        "This policy was withdrawn when the new one came.",
        "Status: withdrawn on 1 May 2020",
        "本規程の有効期限は2020年3月31日までとする。",
        "本規程は2020年3月31日をもって廃止する。",
        "2020年3月31日をもって廃止",
    ],
)
def test_a_sentence_about_its_document_voids_it(says):
    found = evidence_of(("Guests", f"{says}\n\nGuests pay 8 euro a night."))
    [pays] = [e for e in found if "Guests pay" in e.text]
    assert says in select([pays], "What do guests pay?").note


SERIES = (
    ("Newsletter 2022", "The canteen was opened by mayor Brandt."),
    ("Newsletter 2024", "The canteen serves vegan dishes."),
)


@pytest.mark.parametrize(
    "less", [{"signs": (0.5, 0.5, 0.4)}, {"right_kind": False}, {"score": 0.4}]
)
def test_a_later_one_of_a_series_that_says_less_of_what_is_asked_comes_not_first(less):
    old, new = (replace(e, signs=(0.5, 0.5, 0.9)) for e in evidence_of(*SERIES))
    selection = select([old, replace(new, **less)], "Who opened the canteen?")
    assert (selection.chosen[0].text, selection.note) == (old.text, "")


def test_what_does_not_fit_the_question_comes_not_first_for_being_in_force():
    old, *new = evidence_of(OLD, NEW)
    selection = select([old, *new], "What do staff pay for parking?", fits=lambda e: e is old)
    assert selection.chosen[0].text == OLD[1]
    assert "The rules of 2019 are void." in selection.note
