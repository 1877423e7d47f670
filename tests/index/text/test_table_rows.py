"""Rows of tables in a canonical text, and the answers that are made of them."""

import io
from dataclasses import replace

import pytest
from rich.console import Console

from assistant.evidence.answering_cells import Likeness, answering_cells
from assistant.evidence.blocks import blocks_of
from assistant.evidence.evidence import Evidence
from assistant.evidence.extractive import choose, compose
from assistant.evidence.row_asked_for import row_first
from assistant.evidence.row_table import row_table
from assistant.terminal.terminal import answer_view
from assistant.types import Answer
from index.readers import extract
from index.text.table_rows import cells_of, rows_within
from index.types import Document, Hit, Passage

DRAWN = (
    "# Kilns\n\nFour are in use.\n\n| Kiln | Heat | Fuel |\n|:--|--:|---|\n"
    "| **North** | 1100 | gas \\| oil |\n| South | 950 | wood |\n\nAll are old.\n"
)
SHEET = "Kiln,Heat,Fuel\nNorth,1100,gas; oil\nSouth,950,Note: wood\n"


def document(name, text):
    found = extract(name, text.encode())
    return Document("d", name, found.title, found.text, "en", found.sections, found.pages, "v")


def passage(of):
    section = next(s for s in of.sections if s.columns)
    text = of.text[section.start : section.end]
    return Passage("p", of, section.start, section.end, text, section.path, None)


def evidence(of, row, words):
    signs = (0.5, 0.5, words)
    hit = Hit(passage(of), 0.9, 1)
    return Evidence(hit, *row, own=0.8, score=0.9, right_kind=True, signs=signs)


@pytest.mark.parametrize(("name", "text"), [("a.md", DRAWN), ("a.csv", SHEET)])
def test_each_row_of_a_table_is_a_block(name, text):
    of = document(name, text)
    found = [of.text[a:b] for a, b in blocks_of(passage(of))]
    assert [("North" in row, "South" in row) for row in found] == [(True, False), (False, True)]


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        ("a.md", DRAWN, [("Kiln", "South"), ("Heat", "950"), ("Fuel", "wood")]),
        ("a.csv", SHEET, [("Kiln", "South"), ("Heat", "950"), ("Fuel", "Note: wood")]),
        ("b.csv", "Elm,34\nSouth,41\n", [("", "South: 41")]),
    ],
)
def test_the_cells_of_a_row_have_the_names_of_their_columns(name, text, wanted):
    of = document(name, text)
    table = passage(of)
    row = rows_within(of, table.start, table.end)[-1]
    cells = cells_of(of.text, of.section_at(row[0]), row)
    assert [(cell.name, of.text[cell.start : cell.end]) for cell in cells] == wanted


def test_a_mark_inside_a_cell_does_not_end_it():
    for name, text in (("a.md", DRAWN), ("a.csv", SHEET)):
        of = document(name, text)
        row = blocks_of(passage(of))[0]
        last = cells_of(of.text, of.section_at(row[0]), row)[-1]
        assert of.text[last.start : last.end] in ("gas \\| oil", "gas; oil")


def test_a_long_table_says_in_each_passage_what_its_columns_are():
    of = document("a.md", DRAWN)
    assert passage(of).heading == ("Kiln | Heat | Fuel",)
    assert [s.columns for s in of.sections] == [None, ("Kiln", "Heat", "Fuel"), None]


def test_a_drawn_row_is_cited_with_the_line_of_its_names():
    of = document("a.md", DRAWN)
    row = blocks_of(passage(of))[1]
    (sentence,), citations = compose([evidence(of, row, 1.0)])
    assert sentence.citations == (1, 2)
    assert [c.quote for c in citations] == ["| South | 950 | wood |", "| Kiln | Heat | Fuel |"]
    assert all(of.text[c.start : c.end] == c.quote for c in citations)


def test_a_row_with_its_names_is_cited_alone():
    of = document("a.csv", SHEET)
    (sentence,), _ = compose([evidence(of, blocks_of(passage(of))[1], 1.0)])
    assert sentence.citations == (1,)


@pytest.mark.parametrize(("words", "count"), [(0.2, 1), (0.7, 2)])
def test_another_row_supports_only_with_as_many_words_of_the_question(words, count):
    of = document("a.csv", "Kiln,Heat,Fuel\nNorth,1100,gas\nSouth,950,wood\n")
    north, south = blocks_of(passage(of))
    assert len(choose([evidence(of, north, 0.7), evidence(of, south, words)])) == count


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({"heat"}, ["950"]),
        ({"kiln", "period"}, []),
        ({"master"}, []),
        ({"guild", "master"}, ["Ann"]),
        ({"fuel", "heat"}, ["950", "wood"]),
        (set(), []),
    ],
)
def test_the_cell_whose_column_is_named_answers(asked, wanted):
    text = "Burns,Heat,Fuel,Guild master,Trial period\nSouth,950,wood,Ann,none\n"
    of = document("a.csv", text)

    def like(name):
        has = set(name.casefold().split())
        return Likeness(len(has & asked) / (len(asked) or 1), len(has & asked) / len(has))

    found = answering_cells(of, blocks_of(passage(of))[0], like)
    assert [of.text[a:b] for a, b in found] == wanted


@pytest.mark.parametrize(
    ("asked", "wanted"), [({"fatal", "accidents"}, ["3", "1"]), ({"mild", "accidents"}, [])]
)
def test_a_name_of_joined_words_is_named_by_what_one_says_of_it(asked, wanted):
    text = "line,fatal_accidents_85_99,fatal_accidents_00_14,seat_km\nNorth,3,1,900\n"
    of = document("a.csv", text)

    def like(name):
        has = set(name.casefold().split())
        return Likeness(len(has & asked) / len(asked), len(has & asked) / len(has))

    found = answering_cells(of, blocks_of(passage(of))[0], like)
    assert [of.text[a:b] for a, b in found] == wanted


def answer_of(of, *rows):
    found = [evidence(of, row, 1.0) for row in rows]
    sentences, citations = compose(found)
    return Answer("q", "q", sentences, citations, 0.9, answered=True)


@pytest.mark.parametrize(("name", "text"), [("a.md", DRAWN), ("a.csv", SHEET)])
def test_rows_of_one_table_are_shown_as_a_table(name, text):
    of = document(name, text)
    found = row_table(answer_of(of, *blocks_of(passage(of))))
    assert found.names == ("Kiln", "Heat", "Fuel")
    assert [row.cells[:2] for row in found.rows] == [("North", "1100"), ("South", "950")]
    assert found.rows[0].citations[0] == 1


def test_the_terminal_shows_the_rows_under_the_names_of_their_columns():
    of = document("a.csv", SHEET)
    console = Console(width=100, file=io.StringIO(), color_system=None)
    console.print(answer_view(answer_of(of, *blocks_of(passage(of)))))
    lines = [line.split() for line in console.file.getvalue().splitlines()]
    assert lines[:2] == [["Kiln", "Heat", "Fuel"], ["North", "1100", "gas;", "oil", "[1]"]]


def test_names_of_columns_are_shown_as_they_are():
    of = document("a.csv", "Kiln,[red]Heat,[/]Fuel\nNorth,1100,gas\nSouth,950,wood\n")
    console = Console(width=100, file=io.StringIO(), color_system=None)
    console.print(answer_view(answer_of(of, blocks_of(passage(of))[0])))
    assert "[red]Heat  [/]Fuel" in console.file.getvalue()


def test_what_is_no_row_is_no_table():
    of = document("a.md", DRAWN)
    whole = evidence(of, (0, of.text.index("|")), 1.0)
    sentences, citations = compose([whole])
    assert row_table(Answer("q", "q", sentences, citations, 0.9, answered=True)) is None


@pytest.mark.parametrize(("words", "first"), [(0.9, "South"), (0.4, "North"), (0.6, "North")])
def test_the_row_with_most_words_of_the_question_comes_first(words, first):
    of = document("a.csv", SHEET)
    north, south = blocks_of(passage(of))
    found = row_first([evidence(of, north, 0.6), evidence(of, south, words)])
    assert first in found[0].text
    assert len(found) == 2


def test_only_rows_of_the_same_table_are_compared():
    one, other = document("a.csv", SHEET), replace(document("a.csv", SHEET), id="other")
    row = blocks_of(passage(one))[0]
    given = evidence(one, row, 0.3), evidence(other, row, 0.9)
    assert row_first(given) == list(given)
