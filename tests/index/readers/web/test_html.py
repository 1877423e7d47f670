"""HTML: the content of pages, without what surrounds it."""

import pytest

from index.errors import UnreadableError
from index.readers import Options, extract
from index.text.sentences import sentences

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


def test_a_page_with_comments_is_read():
    assert (
        TEXT
        in read(f"<!-- one --><main><p><!-- two -->{TEXT}</p><s>a<!-- three --></s></main>").text
    )


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


def test_hidden_elements_are_left_out_and_named():
    found = read(f"<p>{TEXT}</p><p style='display: none'>Hidden one.</p><p hidden>Hidden two.</p>")
    assert "Hidden" not in found.text
    assert found.remarks == ("2 hidden texts are not read",)


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


def test_what_is_struck_out_is_left_out_and_named():
    found = read(
        f"<h1>Prices</h1><p>{TEXT}</p>"
        "<p>A berth costs <del>30 euro</del> 35 euro<ins> a week</ins>.</p>"
        "<ul><li>Crane <span style='text-decoration: line-through'>9</span> 8 euro</li></ul>"
        "<table><tr><th>Ship</th><th>Fee</th></tr><tr><td>Tug</td><td><s>5</s> 6</td></tr></table>"
    )
    assert "A berth costs 35 euro a week." in found.text
    assert "- Crane 8 euro" in found.text
    assert "Ship: Tug; Fee: 6" in found.text
    assert found.remarks == ("3 struck-out texts are not read",)


def test_hidden_and_struck_out_text_is_read_and_marked_where_that_is_set():
    data = page(f"<p>{TEXT}</p><p>It costs <s>5</s> 6 euro.</p><p hidden>Ask Lena.</p>")
    found = extract("a.html", data, Options(hidden=True))
    assert "It costs [struck-out text: 5] 6 euro." in found.text
    assert "[hidden text: Ask Lena.]" in found.text


def test_figures_above_and_below_the_line_stay_there():
    found = read(
        f"<p>{TEXT}</p><p>It holds 3 × 10<sup>6</sup> m<sup>3</sup> of CO<sub>2</sub>.</p>"
    )
    assert "It holds 3 × 10⁶ m³ of CO₂." in found.text


def test_an_equation_is_a_line_of_text():
    fraction = "<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac>"
    power = "<msup><mi>x</mi><mn>2</mn></msup><mo>=</mo>"
    found = read(f"<p>{TEXT}</p><p>The law <math>{power}{fraction}</math> holds.</p>")
    assert "The law x²=(a+b)/2 holds." in found.text


SECTIONS = {
    "nav-fees": "Navigation fees",
    "menu of the week": "What the canteen cooks",
    "social-fund": "The social fund",
    "sidebar": "Side entrances",
    "breadcrumb-bakery": "The bakery",
    "consent forms": "Forms of consent",
}


@pytest.mark.parametrize("around", ["<main>{}</main>", "<div id=content>{}</div>", "{}"])
def test_no_section_is_dropped_for_its_name(around):
    parts = "".join(
        f"<section class='{name}' id='{name.split()[0]}'><h2>{heading}</h2>"
        f"<p>{heading} are open to all who work at the port, from May to August.</p></section>"
        for name, heading in SECTIONS.items()
    )
    found = read(f"<h1>The port</h1><p>{TEXT}</p>" + around.format(parts))
    for heading in SECTIONS.values():
        assert f"{heading} are open to all" in found.text


def test_what_is_called_a_notice_and_is_one_is_dropped():
    bar = "<div class=share-bar><a href=/x>Share</a> <a href=/y>Send</a></div>"
    notice = "<div class=cookie-banner><p>We use cookies.</p><button>Accept</button></div>"
    found = read(f"<h1>The port</h1><p>{LONG}</p><p>{TEXT}</p>{bar}{notice}")
    assert "Share" not in found.text
    assert "cookies" not in found.text


def test_a_note_beside_the_text_inside_the_content_is_read():
    note = "<aside class=note><p>Note: the ramp is closed at night.</p></aside>"
    found = read(f"<main><h1>Ramp</h1><p>{LONG}</p>{note}<p>{TEXT}</p></main>")
    assert "the ramp is closed at night" in found.text


def test_what_says_something_and_is_left_out_is_named():
    aside = "<aside><p>The harbour master is away on Mondays and his deputy signs all.</p></aside>"
    footer = "<footer><p>All rights reserved.</p></footer>"
    found = read(f"<main><h1>Ramp</h1><p>{LONG}</p><p>{TEXT}</p></main>{aside}{footer}")
    assert "deputy" not in found.text
    assert found.remarks == ("1 menu, notice or footer is not read",)


@pytest.mark.parametrize(
    "panel",
    [
        "<div role=tabpanel hidden>{}</div>",
        "<a href=# aria-controls=one>More</a><div id=one style='display:none'>{}</div>",
        "<button data-bs-target='#two'>More</button><div id=two class=x hidden>{}</div>",
        "<div class='accordion__body' style='display: none'>{}</div>",
        "<details><summary>More</summary>{}</details>",
        "<div hidden=until-found>{}</div>",
    ],
)
def test_what_one_click_shows_is_text(panel):
    text = "<p>Bicycles travel free of charge on the lower deck.</p>"
    found = read(f"<h1>Ferry</h1><p>{TEXT}</p>{panel.format(text)}")
    assert "Bicycles travel free of charge on the lower deck." in found.text


def test_the_heading_of_an_accordion_that_is_a_button_is_a_heading():
    found = read(f"<h1>Ferry</h1><p>{TEXT}</p><h2><button>Fares</button></h2><p>Six euro.</p>")
    assert headed(found)[-1] == (("Ferry", "Fares"), "Six euro.")


def test_words_in_a_drawing_are_named():
    found = read(f"<p>{TEXT}</p><svg><text>Depth</text></svg>")
    assert found.remarks == ("1 diagram is not read",)
