"""Lists of web pages: their numbers, and those in the cells of tables."""

import pytest

from index.readers.web.html import read_whole


def text_of(markup):
    return read_whole(markup.encode()).text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<ol start=4><li>Miete<li>Kaution</ol>", "4. Miete\n5. Kaution"),
        ("<ol type=a><li>un<li value=7>sept<li>huit</ol>", "a. un\ng. sept\nh. huit"),
        ("<ol type=I start=9><li>nueve<li>diez</ol>", "IX. nueve\nX. diez"),
        ("<ol reversed><li>three<li>two<li>one</ol>", "3. three\n2. two\n1. one"),
        ("<ol style='list-style-type: japanese-informal'><li>甲<li>乙</ol>", "一. 甲\n二. 乙"),
        ("<ol start=x><li>a<script>1</script><li>b</ol>", "1. a\n2. b"),
        ("<ul><li>a<ol start=3><li>c</ol></ul>", "- a\n3. c"),
    ],
)
def test_items_have_the_numbers_that_the_page_shows(markup, text):
    assert "\n".join(filter(None, text_of(markup).split("\n"))) == text


NAMED = "<tr><th>Rolle<th>Aufgaben<th>Frist</tr>"
LONG = "Ein langer Absatz, der eine ganze Spalte der Seite füllt. " * 12


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (
            NAMED + "<tr><td>Leitung<td><ul><li>Plan<li>Budget.<li>Wahl</ul><td>1. Mai</tr>"
            "<tr><td>Kasse<td><ol><li>Zahlung<li>Mahnung</ol><td>3. Juni</tr>",
            "Rolle: Leitung; Aufgaben: Plan, Budget. Wahl; Frist: 1. Mai\n\n"
            "Rolle: Kasse; Aufgaben: 1. Zahlung, 2. Mahnung; Frist: 3. Juni",
        ),
        (
            "<tr><td>部署</td><td>担当</td><td>人数</td></tr>"
            "<tr><td>総務</td><td><ul><li>経理</li><li>人事</li></ul></td><td>3</td></tr>"
            "<tr><td>開発</td><td><h4>製品</h4></td><td>12</td></tr>",
            "部署: 総務; 担当: 経理, 人事; 人数: 3\n\n部署: 開発; 担当: 製品; 人数: 12",
        ),
    ],
)
def test_a_list_in_a_cell_is_the_text_of_the_cell(rows, text):
    assert text_of(f"<table>{rows}</table>") == text


@pytest.mark.parametrize(
    "rows",
    [
        f"<tr><td><ul><li>Start</ul></td><td>{LONG}</td></tr><tr><td>x</td><td>{LONG}</td></tr>",
        "<tr><td><h2>Start</h2></td></tr><tr><td><ul><li>a</ul></td></tr>",
        "<tr><td><table><tr><td>a<td>b</table></td></tr>",
    ],
)
def test_a_table_that_only_places_things_is_none(rows):
    assert "; " not in text_of(f"<table>{rows}</table>")
