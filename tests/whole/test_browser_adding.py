"""Adding documents in a real Chromium: from an empty library to a cited answer."""

from base64 import b64encode

import pytest
from playwright.sync_api import expect

from tests.documents.papers import Pdf
from tests.servers.web_serving import free_port
from tests.whole.test_browser import ask, browser, serving, shoot, tenkyo, violations

__all__ = ["browser"]

TEXT = "The Arctic cable is owned by the Far North company."
DROP = """async ([files]) => {
  const transfer = new DataTransfer();
  for (const [name, data] of files) {
    const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
    transfer.items.add(new File([bytes], name));
  }
  const dropped = { dataTransfer: transfer, bubbles: true, cancelable: true };
  document.querySelector("h1").dispatchEvent(new DragEvent("dragover", dropped));
  document.querySelector("h1").dispatchEvent(new DragEvent("drop", dropped));
}"""


def drop(page, **files):
    """Drops files on the page, by the stem and the ending of their names."""
    named = [[name.replace("__", "."), b64encode(data).decode()] for name, data in files.items()]
    page.evaluate(DROP, [named])


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The chat over a home that holds nothing, as `tenkyo serve` opens it."""
    home, port = tmp_path_factory.mktemp("adding") / "home", free_port()
    with serving(home, port, tenkyo("serve", "--home", home, "--port", port)):
        yield f"http://127.0.0.1:{port}/"


@pytest.fixture
def page(browser, address):
    context, errors = browser.new_context(viewport={"width": 1280, "height": 800}), []
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(error))
    yield page
    context.close()
    assert errors == []


def test_a_pdf_is_dropped_read_and_answers_in_two_actions(page, address):
    page.goto(address)
    expect(page.locator(".adding-area")).to_be_visible()
    assert violations(page) == []
    drop(page, cable__pdf=Pdf().line(72, 700, TEXT).data())  # the first
    expect(page.locator(".known")).to_contain_text("1 document")
    expect(page.locator(".adding-list li")).to_have_text("cable.pdfread")
    turn = ask(page, "Who owns the Arctic cable?")  # the second
    expect(turn.locator(".chip").first).to_be_visible()
    expect(turn).to_contain_text("Far North company")
    expect(page.locator(".adding-list li")).to_have_count(0)


def test_the_page_of_documents_adds_says_why_not_replaces_and_removes(page, address):
    page.goto(f"{address}documents")
    expect(page.locator(".adding-area")).to_be_visible()
    drop(page, ferry__txt=b"The ferry is blue.", broken__pdf=b"%PDF-1.7 no", tool__exe=b"MZ")
    expect(page.locator(".adding-summary")).to_contain_text("Done. Read: 1 of 2")
    expect(page.locator(".adding-note")).to_contain_text("1 (.exe)")
    rows = page.locator(".adding-list li")
    expect(rows.nth(0)).to_have_attribute("data-state", "indexed")
    expect(rows.nth(1)).to_contain_text("cannot be read: ")
    expect(page.locator(".ledger")).to_contain_text("ferry.txt")
    assert violations(page) == []
    shoot(page, "documents-added")
    drop(page, ferry__txt=b"The ferry is green.")
    expect(page.locator(".adding-list li")).to_contain_text("replaces the version before")
    button = page.get_by_role("button", name="Remove ferry.txt")
    button.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator(".ledger")).not_to_contain_text("ferry.txtindexed")


def test_what_was_cut_off_is_sent_again_when_told_to(page, address):
    page.goto(f"{address}documents")
    expect(page.locator(".adding-area")).to_be_visible()
    page.route("**/uploads/*", lambda route: route.abort())
    drop(page, again__txt=b"The harbour is deep.")
    row = page.locator(".adding-list li")
    expect(row).to_contain_text("The connection broke off.")
    page.unroute("**/uploads/*")
    row.get_by_role("button", name="Try again").click()
    expect(row).to_have_attribute("data-state", "indexed")
    expect(page.get_by_role("link", name="Ask about them")).to_be_visible()


def test_too_many_files_are_refused_before_any_is_sent(page, address):
    page.goto(f"{address}documents")
    expect(page.locator(".adding-area")).to_be_visible()
    drop(page, **{f"n{number}__txt": b"Text." for number in range(1_001)})
    expect(page.locator(".adding-summary")).to_contain_text("Nothing was sent")
    expect(page.locator(".adding-list li")).to_have_count(0)
