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
from assistant.tables.row_table import in_order, narrowed, row_tables
from assistant.terminal.terminal import answer_view
from assistant.types import Answer
from index.readers import extract
from index.text.table_rows import cells_of, labels_above, rows_within
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


SPANNED = (
    "<table>\n<tr><th>Kiln</th><th>Load</th><th>Heat</th></tr>\n"
    "<tr><td rowspan=2>North</td><td>full</td><td>1100</td></tr>\n"
    "<tr><td>half</td><td>900</td></tr>\n"
    "<tr><td></td><td>none</td><td>20</td></tr>\n</table>\n"
)


def test_a_cell_that_spans_rows_counts_in_each_of_them():
    of = document("a.md", SPANNED)
    rows = blocks_of(passage(of))
    labels = [labels_above(of.text, of.section_at(row[0]), row) for row in rows]
    assert [[of.text[c.start : c.end] for c in found] for found in labels] == [[], ["North"], []]
    cells = cells_of(of.text, of.section_at(rows[1][0]), rows[1])
    assert [(c.name, of.text[c.start : c.end]) for c in cells] == [
        ("Kiln", "North"),
        ("Load", "half"),
        ("Heat", "900"),
    ]


def test_a_row_is_cited_with_the_cell_that_spans_it():
    of = document("a.md", SPANNED)
    answer = answer_of(of, blocks_of(passage(of))[1])
    assert [c.quote for c in answer.citations][2:] == ["North"]
    (found,) = row_tables(answer)
    assert [row.cells for row in found.rows] == [("North", "half", "900")]


def test_a_cell_above_a_row_does_not_answer_in_it():
    of = document("a.md", SPANNED)
    row = blocks_of(passage(of))[1]
    assert answering_cells(of, row, lambda text: Likeness(1.0, float(text == "Kiln"))) == ()


def test_the_cells_above_a_row_are_looked_for_only_so_far():
    lines = "".join(f"|| {n} |\n" for n in range(3_000))
    of = document("a.md", f"| Kiln | Load |\n|-|-|\n| North | full |\n{lines}")
    rows = blocks_of(passage(of))
    assert labels_above(of.text, of.section_at(rows[2][0]), rows[2])
    assert not labels_above(of.text, of.section_at(rows[-1][0]), rows[-1])


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
    (found,) = row_tables(answer_of(of, *blocks_of(passage(of))))
    assert (found.names, found.caption) == (("Kiln", "Heat", "Fuel"), "")
    assert [row.cells[:2] for row in found.rows] == [("North", "1100"), ("South", "950")]
    # The line of the names is cited once, beside the names.
    assert [row.citations for row in found.rows] == ([(1,), (3,)] if found.head else [(1,), (2,)])
    assert found.head == ((2,) if name == "a.md" else ())


def test_rows_stand_in_the_column_that_they_are_of_though_some_cells_are_empty():
    of = document("a.csv", "Kiln,Heat,Tons,Fuel\nNorth,,4,gas\nSouth,950,,wood\n")
    (found,) = row_tables(answer_of(of, *blocks_of(passage(of))))
    assert found.names == ("Kiln", "Heat", "Tons", "Fuel")
    assert [row.cells for row in found.rows] == [
        ("North", "", "4", "gas"),
        ("South", "950", "", "wood"),
    ]


def test_a_total_without_the_name_of_its_column_says_what_its_row_is():
    of = document("a.csv", "Kiln,Heat,Tons\nNorth,1100,4\nSouth,950,3\n")
    of = replace(of, text=of.text.replace("Kiln: South", "South"))
    table = replace(of.sections[0], end=len(of.text))
    of = replace(of, sections=(table,))
    (found,) = row_tables(answer_of(of, *blocks_of(passage(of))))
    assert found.names == ("Kiln", "Heat", "Tons")
    assert found.rows[1].cells == ("South", "950", "3")


def test_sentences_and_the_rows_of_two_tables_stand_in_their_order():
    of, other = document("a.csv", SHEET), replace(document("b.csv", SHEET), id="other")
    rows = blocks_of(passage(of))
    prose = document("p.md", "All kilns are old.\n")
    said = Hit(Passage("p", prose, 0, 18, prose.text[:18], (), None), 0.9, 1)
    between = Evidence(said, 0, 18, own=0.8, score=0.9, right_kind=True, signs=(0.5,) * 3)
    chosen = [*(evidence(of, row, 1.0) for row in rows), between, evidence(other, rows[0], 1.0)]
    sentences, citations = compose(chosen)
    answer = Answer("q", "q", sentences, citations, 0.9, answered=True)
    tables = row_tables(answer)
    assert [(table.first, len(table.rows)) for table in tables] == [(0, 2), (3, 1)]
    parts = list(in_order(answer.sentences, tables))
    assert parts == [(0, tables[0]), (2, sentences[2]), (3, tables[1])]


def test_a_sentence_in_doubt_is_shown_as_such_and_not_as_a_row():
    of = document("a.csv", SHEET)
    answer = answer_of(of, blocks_of(passage(of))[0])
    doubtful = replace(answer.sentences[0], verified=False)
    assert row_tables(replace(answer, sentences=(doubtful,))) == ()


def wide(columns):
    names = ",".join(f"Year {n}" for n in range(columns))
    figures = ",".join(str(n * n + 1000) for n in range(columns))
    return document(
        "a.md",
        "|".join(["", "Kiln", *names.split(","), ""])
        + "\n"
        + "|-" * (columns + 1)
        + "|\n"
        + "|".join(["", "North", *figures.split(","), ""])
        + "\n",
    )


def test_a_wide_table_keeps_what_the_row_is_and_what_answers():
    of = wide(500)
    row = blocks_of(passage(of))[0]
    start = of.text.index("161000")
    answers = replace(evidence(of, row, 1.0), answers=((start, start + 6),))
    sentences, citations = compose([answers])
    (whole,) = row_tables(Answer("q", "q", sentences, citations, 0.9, answered=True))
    shown, more = narrowed(whole, 8)
    assert (len(whole.names), len(shown.names), more) == (501, 8, 493)
    assert shown.names[0] == "Kiln"
    assert [shown.rows[0].cells[n] for n in shown.rows[0].answering] == ["161000"]
    assert shown.names[shown.rows[0].answering[0]] == "Year 400"
    assert narrowed(whole, 501) == (whole, 0)


@pytest.mark.parametrize(
    ("marked", "answering"),
    [(["North", "1100"], (1,)), (["North"], (0,)), (["gas"], (2,)), ([], ())],
)
def test_what_a_row_is_called_answers_only_where_nothing_else_does(marked, answering):
    of = document("a.csv", SHEET)
    spans = tuple((of.text.index(w), of.text.index(w) + len(w)) for w in marked)
    chosen = replace(evidence(of, blocks_of(passage(of))[0], 1.0), answers=spans)
    sentences, citations = compose([chosen])
    (table,) = row_tables(Answer("q", "q", sentences, citations, 0.9, answered=True))
    assert table.rows[0].answering == answering


def test_the_terminal_shows_the_rows_under_the_names_of_their_columns():
    of = document("a.csv", SHEET)
    console = Console(width=100, file=io.StringIO(), color_system=None)
    console.print(answer_view(answer_of(of, *blocks_of(passage(of)))))
    lines = [line.split() for line in console.file.getvalue().splitlines()]
    assert lines[:2] == [["Kiln", "Heat", "Fuel"], ["North", "1100", "gas;", "oil", "[1]"]]


def test_the_terminal_says_how_many_columns_of_a_wide_table_it_leaves_out():
    of = wide(30)
    console = Console(width=100, file=io.StringIO(), color_system=None)
    console.print(answer_view(answer_of(of, blocks_of(passage(of))[0])))
    assert "… and 23 more columns, which the quotes below have" in console.file.getvalue()


def test_names_of_columns_are_shown_as_they_are():
    of = document("a.csv", "Kiln,[red]Heat,[/]Fuel\nNorth,1100,gas\nSouth,950,wood\n")
    console = Console(width=100, file=io.StringIO(), color_system=None)
    console.print(answer_view(answer_of(of, blocks_of(passage(of))[0])))
    assert "[red]Heat  [/]Fuel" in console.file.getvalue()


def test_what_is_no_row_is_no_table():
    of = document("a.md", DRAWN)
    whole = evidence(of, (0, of.text.index("|")), 1.0)
    sentences, citations = compose([whole])
    assert row_tables(Answer("q", "q", sentences, citations, 0.9, answered=True)) == ()


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


def test_a_part_of_a_row_has_the_names_of_its_own_columns_and_is_no_table():
    of = wide(500)
    start = of.text.index("|161000") + 1
    part = (start, start + len("161000|161801"))
    cells = cells_of(of.text, of.section_at(start), part)
    assert [(cell.name, of.text[cell.start : cell.end]) for cell in cells] == [
        ("Year 400", "161000"),
        ("Year 401", "161801"),
    ]
    assert row_tables(answer_of(of, part)) == ()


def test_a_part_of_the_line_of_names_is_no_row():
    of = wide(500)
    at = of.text.index("Year 300")
    assert row_tables(answer_of(of, (at, at + 17))) == ()
    rows = rows_within(of, at, of.sections[0].end)
    assert [of.text[slice(*row)][:7] for row in rows] == ["|North|"]


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({"team", "plan", "price"}, ["9"]),
        ({"team", "plan"}, []),
        ({"plan", "price"}, ["Team", "9"]),
    ],
)
def test_what_the_question_says_itself_is_not_its_answer(asked, wanted):
    of = document("a.csv", "Plan,Price,Storage\nTeam,9,100\nBasic,4,10\n")

    def like(name):
        has = set(name.casefold().split())
        return Likeness(len(has & asked) / len(asked), len(has & asked) / len(has))

    found = answering_cells(of, blocks_of(passage(of))[0], like)
    assert [of.text[a:b] for a, b in found] == wanted
