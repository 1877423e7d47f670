"""HTML: the content of pages, without what surrounds it."""

import pytest

from index.errors import UnreadableError
from index.readers import extract
from index.sentences import sentences

TEXT = "The cable runs under the sea for nine thousand kilometres and connects two continents."
LONG = " ".join(f"{TEXT[:-1]}, part {n}." for n in range(12))


def page(body, charset="utf-8"):
    head = f'<head><meta charset="{charset}"><title>The cable - Our intranet</title></head>'
    return f"<!doctype html><html>{head}<body>{body}</body></html>".encode(charset)


def read(body, **parts):
    return extract("my_page.html", page(body, **parts))


def headed(found):
    pairs = [(s.heading, found.text[s.start : s.end].strip()) for s in found.sections]
    return [(heading, text) for heading, text in pairs if text]


def test_menus_notices_and_footers_are_left_out():
    found = read(
        "<nav><a href=/>Home</a><a href=/b>Products</a></nav>"
        "<div class='cookie-notice'>We use cookies</div>"
        f"<main><h1>The cable</h1><p>{LONG}</p><p>{TEXT}</p></main>"
        "<aside>Related pages</aside><footer>All rights reserved</footer><script>alert(1)</script>"
    )
    for word in ("Home", "Products", "cookies", "Related", "reserved", "alert"):
        assert word not in found.text
    assert TEXT in found.text


def test_headings_are_a_path_below_the_title():
    found = read(
        f"<article><h1>The cable</h1><p>{LONG}</p><h2>Route</h2><p>{LONG} Route.</p>"
        f"<h3>North</h3><p>{LONG} North.</p></article>"
    )
    assert found.title == "The cable"
    paths = [heading for heading, _ in headed(found)]
    assert paths == [(), ("Route",), ("Route", "North")]


def test_a_short_page_is_read_whole():
    found = read("<h1>Hours</h1><p>We open at nine.</p><ul><li>Monday</li><li>Friday</li></ul>")
    assert "We open at nine." in found.text
    assert "- Monday\n- Friday" in found.text


def test_the_rows_of_a_table_read_by_themselves():
    rows = "<tr><th>Name</th><th>Price</th></tr><tr><td>Ship</td><td>3 €</td></tr>"
    found = read(f"<h1>Prices</h1><p>{TEXT}</p><table>{rows}<tr><td>Rope</td><td>1 €</td></table>")
    assert "Name: Ship; Price: 3 €" in found.text
    assert "Name: Rope; Price: 1 €" in found.text


def test_a_cell_that_spans_rows_is_in_each_of_them():
    rows = "<tr><td>Mill<td>Day<td>Open</tr><tr><td rowspan=2>Elm<td>Monday<td>9 to 5</tr>"
    found = read(f"<p>{TEXT}</p><table>{rows}<tr><td>Sunday<td>closed</tr></table>")
    assert "Mill: Elm; Day: Sunday; Open: closed" in found.text


def test_a_caption_is_searched_with_the_rows_of_its_table():
    rows = "<caption>Grain in tons</caption><tr><th>Mill<th>2021</tr><tr><td>Elm<td>3</tr>"
    found = read(f"<p>{TEXT}</p><table>{rows}</table>")
    assert "Grain in tons\n\nMill: Elm; 2021: 3" in found.text
    assert found.sections[-1].path[-1] == "Grain in tons"


def test_a_paragraph_is_one_line_and_its_sentences_are_whole():
    found = read("<p>The cable\n   runs <b>under</b>\nthe sea. It is <i>long</i>.</p>")
    spans = list(sentences(found.text, 0, len(found.text)))
    assert [found.text[a:b] for a, b in spans] == ["The cable runs under the sea.", "It is long."]


def test_readings_of_characters_are_left_out():
    found = read("<p><ruby>海底<rt>かいてい</rt></ruby>ケーブルを敷設する。</p>")
    assert "海底ケーブルを敷設する。" in found.text


def test_code_keeps_its_lines():
    found = read(f"<h1>How</h1><p>{TEXT}</p><pre>first line\n  second line</pre>")
    assert "first line\n  second line" in found.text


@pytest.mark.parametrize("charset", ["utf-8", "cp932", "euc_jp", "utf-16"])
def test_the_encoding_that_a_page_names_is_used(charset):
    found = read("<p>海底ケーブルを敷設する。</p>", charset=charset)
    assert "海底ケーブルを敷設する。" in found.text


def test_utf8_that_is_not_named_is_found():
    assert "Größe" in extract("a.htm", "<html><body><p>Die Größe der Straße.</p>".encode()).text


@pytest.mark.parametrize(
    "data",
    [
        page(""),
        page("<script>var a = 'text';</script>"),
        page("<nav>Home</nav>"),
        b"<html>",
        b"<!doctype html>",
    ],
)
def test_a_page_without_content_is_refused(data):
    with pytest.raises(UnreadableError, match=r"no content|no text"):
        extract("a.html", data)


def test_a_page_nested_too_deeply_is_refused():
    with pytest.raises(UnreadableError, match="nested too deeply"):
        read("<div>" * 20_000 + TEXT)


def test_entities_are_not_expanded_from_elsewhere():
    data = b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>&x; Text.</p>'
    assert "root:" not in extract("a.html", data).text


def test_hidden_elements_are_left_out():
    found = read(f"<p>{TEXT}</p><p style='display: none'>Hidden one.</p><p hidden>Hidden two.</p>")
    assert "Hidden" not in found.text


def test_a_page_without_landmarks_keeps_its_headings_and_loses_its_menu():
    parts = "".join(
        f"<h2>Part {n}</h2><p>Part {n} tells of the cable under the sea, and its length.</p>"
        f"<p>Another paragraph of part {n} tells of the ships that lay it.</p>"
        for n in range(5)
    )
    found = read(
        "<div class=top><a href=/>Home</a> <a href=/p>Products</a> <a href=/c>Contact</a></div>"
        f"<div><h1>The cable</h1>{parts}</div>"
    )
    assert "Products" not in found.text
    assert [heading for heading, _ in headed(found)] == [(f"Part {n}",) for n in range(5)]


def test_a_page_that_is_a_form_or_is_named_after_its_menu_as_a_whole_is_read():
    body = f"<p>{LONG}</p><p>{TEXT}</p>"
    assert TEXT in read(f"<form><div class='with sidebar'><h1>Cable</h1>{body}</div></form>").text
    assert TEXT in read(f"<form><div class='with sidebar'>{body}</div></form>").text
