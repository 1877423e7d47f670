"""Reading a document in the browser: its pages as pictures, its text, and searching in it."""

import re
from contextlib import closing
from hashlib import sha256
from html import unescape
from io import BytesIO

import pytest
from fastapi.testclient import TestClient
from pptx import Presentation

from assistant.assistant import Assistant
from assistant.conversations.permalinks import address_of
from assistant.pages.page_views import MarkKind
from assistant.settings import Settings
from index.errors import BusyError
from index.library import open_library
from prompts.catalogues import wording
from tests.documents.papers import JAPANESE, Pdf
from tests.fake_embedder import FakeEmbedder
from ui.server import build_app

ENGLISH = wording("en")
QUOTE = "The ferry leaves at nine."


def timetable():
    pdf = Pdf("Timetable").line(60, 700, QUOTE).line(60, 640, "It calls at the island.").page()
    pdf.line(60, 700, "The last ferry leaves at ten.").line(
        60, 640, "渡し船は九時に出ます。", font=JAPANESE
    )
    return pdf.data()


GUIDE = """# Ferries <b>

They run **every** day. <script>alert(1)</script>

- [a boat](https://boats.example)
- a ship
"""


def talk():
    slides = Presentation()
    for title, said in (("Boats", "Three boats."), ("Fares", "Children travel free.")):
        slide = slides.slides.add_slide(slides.slide_layouts[1])
        slide.shapes.title.text, slide.placeholders[1].text = title, said
    buffer = BytesIO()
    slides.save(buffer)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reading")
    (folder / "papers").mkdir()
    (folder / "papers" / "ferry.pdf").write_bytes(timetable())
    (folder / "papers" / "guide.md").write_text(GUIDE)
    (folder / "papers" / "talk.pptx").write_bytes(talk())
    (folder / "papers" / "notes.txt").write_text("A FERRY, a férry\nand one more: ferry <b>.")
    with closing(open_library(folder / "home", FakeEmbedder(), create=True)) as library:
        library.sync([folder / "papers"])
        made = Assistant(library, Settings(home=folder / "home"))
        with closing(made.pictures):
            yield made


@pytest.fixture(scope="module")
def client(assistant):
    with TestClient(build_app(assistant), base_url="http://localhost") as client:
        yield client


def document_of(assistant, path):
    return next(d for d in assistant.library.documents() if d.path == path)


@pytest.fixture
def ferry(assistant):
    return document_of(assistant, "ferry.pdf")


@pytest.fixture
def notes(assistant):
    return document_of(assistant, "notes.txt")


@pytest.fixture
def cited(ferry):
    return address_of(ferry, ferry.text.index(QUOTE), QUOTE).path


def links(page, words):
    """The addresses of the links that a page calls so."""
    found = re.findall(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', page, re.DOTALL)
    return [unescape(href) for href, said in found if words in said]


def test_a_quote_opens_on_the_picture_of_its_page_with_its_words_marked(client, cited):
    for at in (cited, f"{cited}/pane"):
        page = client.get(at).text
        assert page.count('<rect class="quoted"') == 1
        assert f"Marked on it: “{QUOTE}”" in page
        picture = client.get("/" + unescape(re.search(r'<img src="([^"]+)"', page)[1]))
        assert (picture.status_code, picture.headers["content-type"]) == (200, "image/png")


def test_the_process_that_draws_ends_with_the_application_and_starts_with_the_next(
    assistant, ferry
):
    for number in (1, 2):
        with TestClient(build_app(assistant), base_url="http://localhost") as client:
            address = f"/documents/{ferry.id}/{ferry.version}/pages/{number}"
            assert client.get(address, params={"width": 801}).status_code == 200
            running = assistant.pictures._process._process
            assert running.poll() is None
        assert running.returncode is not None


def test_the_words_are_one_click_away(client, cited):
    pane = client.get(f"{cited}/pane").text
    assert f'<mark id="quote">{QUOTE}</mark>' in pane
    [address] = links(client.get(cited).text, "Text")
    assert f'<mark id="quote">{QUOTE}</mark>' in client.get("/" + address).text


def test_pages_are_turned_by_links_and_by_their_number(client, ferry):
    first = client.get(f"/documents/{ferry.id}").text
    following = unescape(re.search(r'rel="next" href="([^"]+)"', first)[1])
    second = client.get("/" + following).text
    assert "/pages/2?" in second
    assert 'rel="prev"' in second
    assert 'rel="next"' not in second
    assert 'name="page" type="number" min="1" max="2" value="2"' in second


def test_a_page_that_is_not_there_shows_the_text_instead(client, ferry):
    page = client.get(f"/documents/{ferry.id}?page=77").text
    assert "Page 77 cannot be shown as a picture." in page
    assert QUOTE in page
    assert client.get(f"/documents/{ferry.id}/{ferry.version}/pages/77").status_code == 404


def test_while_too_many_pages_are_drawn_the_text_is_shown(client, assistant, ferry, monkeypatch):
    def busy(*_):
        raise BusyError("Too many pages are being drawn.")

    monkeypatch.setattr(assistant.pictures, "shape", busy)
    monkeypatch.setattr(assistant.pictures, "picture", busy)
    assert "Many pages are being drawn" in client.get(f"/documents/{ferry.id}").text
    sent = client.get(f"/documents/{ferry.id}/{ferry.version}/pages/1")
    assert (sent.status_code, sent.headers["retry-after"]) == (503, "2")


@pytest.mark.parametrize(
    "rest", ["pages/0", "pages/x", "pages/1?width=0", "pages/1?width=99999999"]
)
def test_a_picture_that_cannot_be_is_refused(client, ferry, rest):
    assert client.get(f"/documents/{ferry.id}/{ferry.version}/{rest}").status_code == 422


def test_a_text_file_has_no_pictures(client, notes):
    assert client.get(f"/documents/{notes.id}/{notes.version}/pages/1").status_code == 404
    assert "page-picture" not in client.get(f"/documents/{notes.id}").text


@pytest.mark.parametrize(
    ("find", "count"),
    [("ferry", 2), ("FERRY leaves", 2), ("渡し船", 1), ("渡 し船", 0), ("boat", 0)],
)
def test_what_is_looked_for_is_counted_and_led_to(client, ferry, find, count):
    page = client.get(f"/documents/{ferry.id}", params={"find": find}).text
    assert ENGLISH("find-count", count=count) in page
    assert page.count("<li><a href") >= count


def test_each_place_that_was_found_opens_its_page_with_the_words_marked(client, ferry):
    page = client.get(f"/documents/{ferry.id}?find=ferry").text
    assert page.count('<rect class="current"') == 1
    [second] = links(page, "The last <b>ferry</b>")
    shown = client.get("/" + second).text
    assert "/pages/2?" in shown
    assert shown.count('<rect class="current" id="quote"') == 1


def test_case_width_and_accents_make_no_difference_and_nothing_becomes_markup(client, notes):
    page = client.get(f"/documents/{notes.id}", params={"find": "ｆerry"}).text
    assert page.count('<mark class="found') == 3
    assert page.count('id="found"') == 1
    hostile = client.get(f"/documents/{notes.id}", params={"find": "ferry <b>."}).text
    assert '<mark class="found current" id="found">ferry &lt;b&gt;.</mark>' in hostile
    assert 'value="ferry &lt;b&gt;."' in hostile


def test_too_many_words_to_look_for_are_refused(client, notes):
    assert client.get(f"/documents/{notes.id}", params={"find": "x" * 201}).status_code == 422


def test_the_original_is_a_file_to_save_that_no_browser_opens(client, ferry):
    [address] = links(client.get(f"/documents/{ferry.id}").text, "Original")
    sent = client.get("/" + address)
    assert sha256(sent.content).hexdigest() == ferry.version
    assert sent.headers["content-disposition"] == "attachment; filename*=UTF-8''ferry.pdf"
    assert sent.headers["content-type"] == "application/octet-stream"
    assert sent.headers["x-content-type-options"] == "nosniff"
    assert sent.headers["content-security-policy"].startswith("sandbox; default-src 'none'")


def test_of_a_version_whose_file_is_gone_the_text_is_shown_and_it_is_said(tmp_path):
    (tmp_path / "papers").mkdir()
    place = tmp_path / "papers" / "ferry.pdf"
    place.write_bytes(timetable())
    with closing(open_library(tmp_path / "home", FakeEmbedder(), create=True)) as library:
        library.sync([tmp_path / "papers"])
        made = Assistant(library, Settings(home=tmp_path / "home"))
        [document] = library.documents()
        library.records.refer("c1", [document])
        place.write_bytes(Pdf("Timetable").line(60, 700, "The ferry is gone.").data())
        library.sync([tmp_path / "papers"])
        cited = address_of(document, document.text.index(QUOTE), QUOTE).path
        with (
            closing(made.pictures),
            TestClient(build_app(made), base_url="http://localhost") as client,
        ):
            for at in (cited, f"{cited}/pane"):
                page = client.get(at).text
                assert ENGLISH("page-not-kept") in page
                assert f'<mark id="quote">{QUOTE}</mark>' in page
                assert "page-picture" not in page
            original = client.get(f"/documents/{document.id}/{document.version}/original")
            assert (original.status_code, original.text) == (404, ENGLISH("original-gone"))


def test_markdown_is_a_page_to_read_and_none_of_its_markup_is_passed_on(client, assistant):
    guide = document_of(assistant, "guide.md")
    page = client.get(f"/documents/{guide.id}").text
    read = page[page.index('<div class="readable') :]
    assert re.search(r"<h2 [^>]*>.*Ferries &lt;b&gt;</h2>", read)
    assert re.search(r"<b>every</b>.* day. &lt;script&gt;", read)
    assert read.count("<li ") == 2
    assert "boats.example" not in re.sub(r'<span class="syntax">.*?</span>', "", read)
    assert "<script" not in read
    assert "href" not in read


@pytest.mark.parametrize(
    "quote", ["They run **every** day.", "day. <script>alert(1)</script>\n\n- [a"]
)
def test_a_quote_is_marked_where_it_stands_on_the_readable_page(client, assistant, quote):
    guide = document_of(assistant, "guide.md")
    page = client.get(address_of(guide, guide.text.index(quote), quote).path).text
    assert page.count('<mark id="quote">') == 1
    said = "".join(re.findall(r"<mark[^>]*>(.*?)</mark>", page, re.DOTALL))
    assert "".join(unescape(re.sub("<[^>]*>", "", said)).split()) == "".join(quote.split())


def test_slides_are_shown_one_by_one_at_the_quote(client, assistant):
    slides, quote = document_of(assistant, "talk.pptx"), "Children travel free."
    first = client.get(f"/documents/{slides.id}").text
    assert "Three boats." in first
    assert quote not in first
    second = client.get(address_of(slides, slides.text.index(quote), quote).path).text
    assert f'<mark id="quote">{quote}</mark>' in second
    assert "Three boats." not in second
    assert 'rel="prev"' in second
    assert "Three boats." in client.get(f"/documents/{slides.id}?as_text=true").text


def test_however_often_words_are_found_their_places_are_read_once(
    client, assistant, ferry, monkeypatch
):
    read, boxes = [], assistant.library.records.boxes
    monkeypatch.setattr(
        assistant.library.records, "boxes", lambda *of: (read.append(of), boxes(*of))[1]
    )
    page = client.get(f"/documents/{ferry.id}", params={"find": "e"}).text
    assert page.count("<rect") > 5
    assert len(read) <= len(MarkKind)
