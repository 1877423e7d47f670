"""Reading sources in a real Chromium: a page as it looks, its words marked, and the way back."""

import pytest
from playwright.sync_api import expect

from index.library import open_library
from tests.documents.papers import JAPANESE, Pdf
from tests.servers.web_serving import serving_home
from tests.whole.test_browser import ask, browser, open_page, shoot, violations

__all__ = ["browser", "open_page"]

QUOTE = "The Arctic cable is owned by the Far North company."
QUESTION = "Who owns the Arctic cable?"
IN_BOX = """() => {
    const [at, box] = ["#place, .page-marks #quote", ".page-box"].map(
        (each) => document.querySelector(each).getBoundingClientRect());
    const shown = at.top >= box.top && at.bottom <= Math.min(box.bottom, innerHeight);
    return shown && at.left >= box.left;
}"""
ESCAPE = """() => setTimeout(() => document.body.dispatchEvent(
    new KeyboardEvent("keydown", {key: "Escape", bubbles: true})))"""
SHARP = """() => {
    const [img] = document.querySelectorAll(".page-picture img");
    // What `naturalWidth` says of a picture with `srcset` is in units of the page.
    const [, width] = /width=(\\d+)/.exec(img.currentSrc) ?? [];
    return img.complete && Number(width) >= Math.min(3200, img.clientWidth * devicePixelRatio);
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory, model):
    folder = tmp_path_factory.mktemp("reading")
    (folder / "papers").mkdir()
    pdf = Pdf("Timetable of the ferries").line(60, 780, "Winter", 20)
    pdf.lines(60, 740, [f"Ferry {n} sails on day {n}." for n in range(40)]).page()
    pdf.line(60, 780, "Summer", 20).lines(60, 740, [f"Boat {n} is blue." for n in range(40)])
    pdf.line(60, 60, QUOTE).page().line(60, 700, "渡し船は九時に出ます。", font=JAPANESE)
    (folder / "papers" / "ferry.pdf").write_bytes(pdf.data())
    library = open_library(folder / "home", model, create=True)
    library.sync([folder / "papers"])
    library.close()
    with serving_home(folder / "home", model) as address:
        yield f"{address}/"


def opened(page):
    """The source pane, opened from the chip of an answer."""
    chip = ask(page, QUESTION).locator(".chip").first
    chip.click()
    expect(page.locator("#source .page-picture")).to_be_visible()
    page.wait_for_function(SHARP)
    return chip


def document(page, address):
    """The page of the document, opened from its list."""
    page.goto(f"{address}documents")
    page.get_by_role("link", name="Timetable of the ferries", exact=True).click()
    expect(page.locator(".page-picture")).to_be_visible()
    page.wait_for_load_state()  # The picture may be there before the script that heeds the keys.


def test_a_chip_opens_the_picture_of_the_page_with_the_quoted_words_in_view(open_page):
    page = open_page()
    opened(page)
    assert page.evaluate(IN_BOX)
    actions = page.locator("#source .source-actions").bounding_box()
    mark = page.locator("#source #place").bounding_box()
    assert mark["y"] + mark["height"] <= actions["y"]
    assert violations(page) == []
    shoot(page, "page")
    page.get_by_role("button", name="Text", exact=True).press("Enter")
    expect(page.locator("#source mark")).to_have_text(QUOTE)
    expect(page.locator("#source .page-picture")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator("#source")).to_be_hidden()
    assert page.evaluate("document.activeElement.className") == "chip"


def test_a_page_is_sharp_at_any_size(open_page):
    page = open_page(device_scale_factor=2)
    opened(page)
    width = page.evaluate("document.querySelector('.page-picture').clientWidth")
    page.get_by_role("button", name="Larger").click()
    page.get_by_role("button", name="Larger").click()
    assert page.evaluate("document.querySelector('.page-picture').clientWidth") == 2 * width
    page.wait_for_function(SHARP)


def test_a_document_is_read_page_by_page_with_the_keyboard(open_page, address):
    page = open_page()
    document(page, address)
    page.keyboard.press("ArrowRight")
    expect(page.locator('.go [name="page"]')).to_have_value("2")
    page.keyboard.press("ArrowLeft")
    expect(page.locator('.go [name="page"]')).to_have_value("1")
    page.keyboard.press("/")
    page.keyboard.type("九時")
    page.keyboard.press("Enter")
    expect(page.locator('.go [name="page"]')).to_have_value("3")
    expect(page.locator(".found-list li")).to_have_count(1)
    page.wait_for_function(IN_BOX)
    assert violations(page) == []
    shoot(page, "document")
    page.locator("h1").click()
    page.keyboard.press("Escape")
    expect(page).to_have_url(f"{address}documents")


def test_escape_in_a_page_that_an_answer_opened_leads_back_to_the_answer(open_page):
    page = open_page()
    opened(page)
    with page.context.expect_page() as shown:
        page.get_by_role("link", name="Open document").click()
    expect(shown.value.locator(".page-marks #quote")).to_be_attached()
    shown.value.wait_for_load_state()
    with shown.value.expect_event("close"):
        shown.value.evaluate(ESCAPE)  # a key that closes the page is never answered
    expect(page.locator("#source .page-picture")).to_be_visible()


def test_a_phone_reads_a_page_without_scrolling_sideways(open_page, address):
    page = open_page(360, 740, has_touch=True, color_scheme="dark", locale="ja-JP")
    opened(page)
    assert page.evaluate(IN_BOX)
    assert violations(page) == []
    shoot(page, "page-narrow")
    document(page, address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert violations(page) == []
    shoot(page, "document-narrow")
