"""Tables as tables: in an answer, in the pane, and on the page of a document."""

import json
import re
from dataclasses import replace
from html import unescape

import pytest

from assistant.evidence.blocks import blocks_of
from assistant.json_forms import answer_json
from assistant.tables.source_table import Quoted
from index.text.table_rows import plain
from tests.index.text.test_table_rows import (
    DRAWN,
    SHEET,
    answer_of,
    document,
    evidence,
    passage,
    wide,
)
from tests.wordings import ENGLISH, JAPANESE
from ui.chat.render import copied_answer, turn_html
from ui.service.turns import Asked, Status
from ui.sources.document_page import OpenedDocument, PageRequest, document_page
from ui.sources.passage import source_html


def shown(answer, words=ENGLISH):
    return turn_html(Asked("t1", "q", Status.DONE, answer), words)


def cells(html, kind="t[hd]"):
    found = re.findall(rf"<({kind})[^>]*>(.*?)</\1>", html, re.DOTALL)
    return [unescape(re.sub(r"<[^>]*>", "", each)) for _, each in found]


def rows(html):
    return [cells(row) for row in re.findall(r"<tr[^>]*>(.*?)</tr>", html, re.DOTALL)]


def long_table(count):
    lines = "".join(f"Kiln {n},{1000 + n},fuel {n}\n" for n in range(count))
    return document("long.csv", "Kiln,Heat,Fuel\n" + lines)


def row_of(of, words):
    line = next(span for span in blocks_of(passage(of)) if words in of.text[slice(*span)])
    return Quoted(*line)


@pytest.mark.parametrize(("name", "text"), [("a.md", DRAWN), ("a.csv", SHEET)])
def test_an_answer_shows_rows_as_a_table_with_the_names_of_its_columns(name, text):
    of = document(name, text)
    html = shown(answer_of(of, *blocks_of(passage(of))))
    names, north, south = rows(html)
    assert names[:3] == ["Kiln", "Heat", "Fuel"]
    assert (north[:2], south[:2]) == (["North", "1100"], ["South", "950"])
    assert html.count('<th scope="row"') == 2
    assert '<caption class="unseen"' in html
    assert html.count('class="chip"') == (3 if name == "a.md" else 2)


def test_the_cell_that_answers_is_marked_and_no_other():
    of = document("a.csv", SHEET)
    first = evidence(of, blocks_of(passage(of))[0], 1.0)
    at = of.text.index("1100")
    from_heat = replace(first, answers=((at, at + 4),))
    answer = answer_of(of, blocks_of(passage(of))[0])
    cited = replace(answer.citations[0], marks=from_heat.answers)
    html = shown(replace(answer, citations=(cited,)))
    assert '<td dir="auto" class="answers short"><b>1100</b></td>' in html
    assert html.count("answers") == 1


def test_a_table_that_arrives_is_read_aloud_as_the_document_says_it():
    of = document("a.csv", SHEET)
    assert 'data-said="Kiln: North; Heat: 1100; Fuel: gas; oil"' in shown(
        answer_of(of, blocks_of(passage(of))[0])
    )


@pytest.mark.parametrize(
    ("words", "line"), [(ENGLISH, "471 more columns"), (JAPANESE, "ほかに471列")]
)
def test_a_very_wide_table_says_how_many_columns_it_leaves_out(words, line):
    of = wide(500)
    html = shown(answer_of(of, blocks_of(passage(of))[0]), words)
    assert len(rows(html)[0]) == 31
    assert line in html


def test_the_pane_draws_the_rows_around_the_quoted_one_and_says_what_it_leaves_out():
    of = long_table(300)
    html = source_html(of, row_of(of, "Kiln 150;"), ENGLISH)
    assert rows(html)[0] == ["Kiln", "Heat", "Fuel"]
    assert [row[0] for row in rows(html)[1:]] == [f"Kiln {n}" for n in range(145, 156)]
    assert (ENGLISH("earlier-rows") in html, ENGLISH("later-rows") in html) == (True, True)


@pytest.mark.parametrize(("at", "left_out"), [(0, (False, True)), (299, (True, False))])
def test_at_an_end_of_a_table_nothing_is_left_out_there(at, left_out):
    of = long_table(300)
    html = source_html(of, row_of(of, f"Kiln {at};"), ENGLISH)
    found = (ENGLISH("earlier-rows") in html, ENGLISH("later-rows") in html)
    assert found == left_out


def test_a_short_table_is_drawn_whole_with_what_leads_to_it():
    of = document("a.md", DRAWN)
    html = source_html(of, row_of(of, "South"), ENGLISH)
    assert [row[0] for row in rows(html)] == ["Kiln", "North", "South"]
    assert "Four are in use." in html
    assert "left-out" not in html


def test_what_is_quoted_is_highlighted_and_what_answers_stronger():
    of = document("a.csv", SHEET)
    quote = row_of(of, "South")
    at = of.text.index("950")
    html = source_html(of, replace(quote, marks=((at, at + 3),)), ENGLISH)
    assert html.count('<tr id="quote" class="cited">') == html.count("<tr id") == 1
    assert cells(html, "mark") == ["South", "950", "Note: wood"]
    assert '<td dir="auto" class="answers short"><mark><b>950</b></mark></td>' in html


def test_of_a_quote_inside_a_cell_just_its_words_are_highlighted():
    of = document("a.csv", SHEET)
    at = of.text.index("oil")
    html = source_html(of, Quoted(at, at + 3), ENGLISH)
    assert "gas; <mark>oil</mark>" in html


def test_the_line_of_the_names_can_be_what_is_quoted():
    of = document("a.md", DRAWN)
    at = of.text.index("| Kiln")
    html = source_html(of, Quoted(at, of.text.index("\n", at)), ENGLISH)
    assert '<tr id="quote" class="cited"><th scope="col" dir="auto">Kiln' in html


def page_of(of, quote, as_text=False):
    return document_page(OpenedDocument(of, PageRequest(as_text=as_text), quote), ENGLISH)


def test_the_page_of_a_document_draws_its_tables_and_shows_the_text_on_demand():
    of = document("a.md", DRAWN)
    page = page_of(of, row_of(of, "South"))
    assert [row[0] for row in rows(page)] == ["Kiln", "North", "South"]
    assert "All are old." in page
    assert "?as_text=true#quote" in page
    plain_page = page_of(of, row_of(of, "South"), as_text=True)
    assert '<mark id="quote">| South | 950 | wood |</mark>' in plain_page
    assert "aria-current=true>Text</a>" in plain_page


def test_a_quote_beside_a_table_is_highlighted_as_ever():
    of = document("a.md", DRAWN)
    at = of.text.index("All are")
    page = page_of(of, Quoted(at, at + 12))
    assert '<mark id="quote">All are old.</mark>' in page
    assert "<table" in page
    assert "<table" not in source_html(of, Quoted(at, at + 12), ENGLISH)


def test_a_document_without_tables_has_no_other_view():
    of = document("a.txt", "All are old.")
    assert "as_text" not in page_of(of, Quoted(0, 0))


def test_a_page_draws_so_many_rows_of_a_table_at_most():
    of = long_table(5_000)
    page = page_of(of, row_of(of, "Kiln 2500;"))
    assert len(rows(page)) == 1 + 301
    assert ENGLISH("later-rows") in page


def test_words_of_a_table_are_never_markup():
    of = document("a.csv", "Kiln,<b>Heat\nNorth,<img src=x>\nSouth,<i>\n")
    quote = row_of(of, "North")
    for html in (source_html(of, quote, ENGLISH), shown(answer_of(of, (quote.start, quote.end)))):
        assert "<img" not in html
        assert "&lt;img src=x&gt;" in html


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("**North**", "North"),
        ("gas \\| oil", "gas | oil"),
        ("[the rules](a.html)", "the rules"),
        ("3*4", "3*4"),
        ("2*3*4", "2*3*4"),
        ("max_heat_c", "max_heat_c"),
        ("950*", "950*"),
        ("`a*b`", "a*b"),
    ],
)
def test_signs_that_mark_nothing_stay_in_a_cell(written, said):
    assert plain(written) == said


def test_the_signs_of_a_sheet_are_no_marks():
    of = document("a.csv", "Kiln,Code,Heat\nNorth,a_b*c*,1\nSouth,`x`,2\n")
    html = shown(answer_of(of, *blocks_of(passage(of))))
    assert [row[1] for row in rows(html)[1:]] == ["a_b*c*", "`x`"]


def test_a_copied_answer_keeps_its_table():
    of = document("a.csv", SHEET)
    copied = copied_answer(answer_of(of, *blocks_of(passage(of))), ENGLISH).split("\n")
    assert copied[:4] == [
        "| Kiln | Heat | Fuel |  |",
        "| --- | --- | --- | --- |",
        "| North | 1100 | gas; oil | [1] |",
        "| South | 950 | Note: wood | [2] |",
    ]
    assert copied[4] == ""
    assert copied[5].startswith("[1] ")


def test_json_has_the_table_beside_the_text():
    of = document("a.csv", SHEET)
    sent = json.loads(answer_json(1, answer_of(of, blocks_of(passage(of))[0])))
    assert sent["tables"] == [
        {
            "first": 0,
            "caption": "",
            "names": ["Kiln", "Heat", "Fuel"],
            "head": [],
            "rows": [{"cells": ["North", "1100", "gas; oil"], "answering": [], "citations": [1]}],
        }
    ]
    assert sent["answer"] == sent["citations"][0]["quote"]
