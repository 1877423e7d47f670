"""The numbers of a question that say which one of a kind is meant."""

import pytest

from assistant.questions.designators import (
    RELEASE,
    YEAR,
    designations,
    designators,
    leading_number,
    opens_line,
)


def found(question):
    return [(d.kind, d.value) for d in designators(question)]


@pytest.mark.parametrize(
    ("question", "kind", "value"),
    [
        ("What is new in version 2.10?", "version", "2.10"),
        ("Where is PPR-9087?", "ppr", "9087"),
        ("price of ppr 9087", "ppr", "9087"),
        ("PPR9087", "ppr", "9087"),
        ("err_4012", "err", "4012"),
        ("What does section 4.2 say?", "section", "4.2"),
        ("§ 4.2", "section", "4.2"),
        ("Was steht in Abschnitt 7?", "abschnitt", "7"),
        ("ISO 27001", "iso", "27001"),
        ("fines of regulation 2016/679", "regulation", "2016/679"),
        ("第三条には何とありますか", "条", "3"),
        ("第２１条の２", "条", "21-2"),
        ("What changed in 3.0?", RELEASE, "3.0"),
        ("FY2022", YEAR, "2022"),
        ("And in 2025?", YEAR, "2025"),
        ("２０２４年の規程", YEAR, "2024"),
        ("Who may enter Hall B?", "hall", "B"),
        ("what's plan c", "plan", "C"),
    ],
)
def test_a_number_designates_one_of_a_kind(question, kind, value):
    assert (kind, value) in found(question)


@pytest.mark.parametrize(
    "question",
    [
        "Can I be asked to change it every 90 days?",
        "Is it 20 or 30 people?",
        "Do I get it at 9?",
        "Is it 2,80 € or $3.50?",
        "Must I be 18?",
        "Which papers I need",
        "Was J. Smith there, or John F. Kennedy?",
        "Who is on team A's list?",
    ],
)
def test_a_number_that_says_how_much_designates_nothing(question):
    assert found(question) == []


@pytest.mark.parametrize("question", ["What costs 1250 euro?", "shifts lasting 12 hours"])
def test_a_number_before_a_unit_may_be_a_measure(question):
    assert all(d.measures for d in designators(question))


@pytest.mark.parametrize(
    ("value", "same"), [("4.2", True), ("4.2.1", True), ("4.21", False), ("4", False)]
)
def test_a_section_has_its_subsections(value, same):
    [asked] = designations("section 4.2")
    assert asked.is_named_by(value) is same


@pytest.mark.parametrize(
    ("heading", "number"), [("4.2 Fees", "4.2"), ("4.2. Fees", "4.2"), ("Fees 4", ""), ("", "")]
)
def test_the_number_that_a_heading_begins_with(heading, number):
    assert leading_number(heading) == number


def test_a_designator_that_opens_a_line_is_told_from_one_within():
    text = "Version 2.1\nIt is as version 2.0 was."
    assert [opens_line(text, each) for each in designations(text)] == [True, False]


@pytest.mark.parametrize(
    "question", ["what was owed on March 31, 2015?", "prices of Dec. 9, 2014", "am 3. Mai 2015"]
)
def test_a_day_of_a_month_designates_nothing(question):
    assert {d.kind for d in designators(question)} == {YEAR}
