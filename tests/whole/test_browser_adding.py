"""Adding documents in a real Chromium: from an empty library to a cited answer."""

import io
import re
import zipfile
from base64 import b64encode
from zipfile import ZIP_DEFLATED, ZipInfo

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


class OldName(ZipInfo):
    """An entry whose name is written without the flag that says UTF-8."""

    raw = b""

    def _encodeFilenameFlags(self):
        return self.raw, self.flag_bits & ~0x800


def packed(files):
    """Returns an archive of files; a name of bytes is written as it is."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = ZipInfo(name) if isinstance(name, str) else OldName(f"{len(name)}.txt")
            if isinstance(entry, OldName):
                entry.raw = name
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, data)
    return whole.getvalue()


def altered(archive, offset, value):
    """Returns an archive whose list says something else of its first entry."""
    at = archive.index(b"PK\1\2") + offset
    return archive[:at] + value + archive[at + len(value) :]


def test_an_archive_is_unpacked_here_and_its_files_are_added(page, address):
    page.goto(f"{address}documents")
    expect(page.locator(".adding-area")).to_be_visible()
    inner = packed({"deep.txt": b"deep"})
    names = {"../../up.txt": "up", "a/b.txt": "b", "__MACOSX/._b.txt": "", "inner.zip": inner}
    names |= {"規程.txt".encode("cp932"): "rules", "手続き.txt".encode("cp932"): "steps"}
    drop(page, papers__zip=packed(names))
    note = page.locator(".adding-archive")
    expect(note).to_contain_text("papers.zip holds 6 files")
    assert violations(page) == []
    shoot(page, "archive-offered")
    page.keyboard.press("Enter")
    expect(page.locator(".adding-summary")).to_contain_text("Done. Read: 3 of 3")
    expect(page.locator(".adding-list .file")).to_have_text(["a/b.txt", "規程.txt", "手続き.txt"])
    expect(page.locator(".adding-note")).to_contain_text("1 (.zip)")
    for path in ("a/b.txt", "規程.txt"):
        expect(page.locator(".ledger")).to_contain_text(path)


def test_names_of_an_old_archive_are_read_as_its_maker_wrote_them(page, address):
    page.goto(f"{address}documents")
    expect(page.locator(".adding-area")).to_be_visible()
    old = ["Übung Café.txt", "résumé.txt"]
    drop(page, old__zip=packed({name.encode("cp437"): name for name in old}))
    page.get_by_role("button", name="Unpack and add").click()
    expect(page.locator(".adding-list .file")).to_have_text(old)


@pytest.mark.parametrize(
    ("archive", "said"),
    [
        (altered(packed({"a.txt": b"a"}), 8, b"\1\0"), "protected by a password"),
        (packed({"a.txt": b"a"})[:-30], "is damaged"),
        (b"PK\3\4 no archive", "is damaged"),
        (b"", "is damaged"),
        (altered(packed({"a.txt": b"a"}), 42, b"\xff\xff\xff\x7f"), "is damaged"),
        # A bomb says that it is small, and a content that it is another.
        (altered(packed({"a.txt": b"\0" * 5_000_000}), 24, b"\x09\0\0\0"), "is damaged"),
        (altered(packed({"a.txt": b"a"}), 16, b"\0\0\0\0"), "is damaged"),
        (altered(packed({"a.txt": b"a"}), 10, b"\x0e\0"), "is damaged"),
        (packed({f"{n}.txt": b"a" for n in range(20_000)}), "Nothing was sent"),
        (packed({"a.exe": b"a"}), "no file here that can be read"),
        (packed({}), "no file here that can be read"),
    ],
    ids=[
        *("locked", "cut", "no archive", "empty", "astray", "bomb", "sum", "method"),
        *("many", "foreign", "nothing"),
    ],
)
def test_an_archive_that_cannot_be_added_says_why_and_nothing_is_sent(page, address, archive, said):
    sent = []
    page.on("request", lambda request: request.method == "POST" and sent.append(request.url))
    page.goto(f"{address}documents")
    expect(page.locator(".adding-area")).to_be_visible()
    drop(page, papers__zip=archive)
    note = page.locator(".adding-archive")
    expect(note).not_to_be_empty()
    if page.get_by_role("button", name="Unpack and add").count():
        page.get_by_role("button", name="Unpack and add").click()
    expect(note).to_contain_text(said)
    assert sent == []


def test_files_go_into_a_named_collection_which_is_then_asked_alone(page, address):
    page.goto(address)
    expect(page.locator(".adding-area")).to_be_visible()
    page.get_by_label("Into a collection").fill("Harbour papers")
    assert violations(page) == []
    drop(page, pier__txt=b"The pier is closed on Mondays.")
    page.get_by_role("link", name="Ask only “Harbour papers”").click()
    expect(page.locator(".scope-chip")).to_have_text("Harbour papers")
    turn = ask(page, "When is the pier closed?")
    expect(turn).to_contain_text("closed on Mondays")
    shoot(page, "collection-asked")
    page.goto(address)
    known = page.locator('#adding-collections option[value="Harbour papers"]')
    expect(known).to_have_count(1)


@pytest.mark.parametrize("reader", [{"locale": "ja-JP", "color_scheme": "dark"}, {}])
def test_the_collection_has_its_place_on_a_narrow_screen(browser, address, reader):
    context = browser.new_context(viewport={"width": 360, "height": 740}, **reader)
    page = context.new_page()
    page.goto(address)
    expect(page.locator(".adding-collection")).to_be_visible()
    assert violations(page) == []
    shoot(page, f"collection-narrow-{page.locator('html').get_attribute('lang')}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def test_files_for_one_conversation_answer_in_it_and_go_with_it(page, address):
    page.goto(address)
    expect(page.locator(".adding-area")).to_be_visible()
    page.get_by_label("Only for this conversation").check()
    expect(page.locator(".adding-own-told")).to_be_visible()
    expect(page.locator(".adding-collection")).to_be_hidden()
    drop(page, lease__md=b"# Lease\n\nThe rent of the flat is 1,450 euros a month.")
    file = page.locator(".attached-file")
    expect(file).to_have_attribute("data-state", "read")
    assert violations(page) == []
    turn = ask(page, "What is the rent of the flat?")
    expect(turn).to_contain_text("1,450 euros")
    page.get_by_role("button", name="Ask only these").click()
    expect(page.locator(".scope-chip")).to_contain_text("Files of this conversation")
    shoot(page, "attached")
    page.reload()
    expect(file).to_contain_text("lease.md")
    page.locator("#conversations [data-do=clear]").click()
    expect(file).to_have_count(0)
    expect(page.locator(".scope-chip")).to_have_count(0)
    page.fill("#question", "What is the rent of the flat?")
    page.keyboard.press("Enter")
    other = page.locator(".turn")
    expect(other).to_have_attribute("data-status", re.compile("done|failed"))
    expect(other).not_to_contain_text("1,450 euros")
    page.locator(".talk a", has_text="What is the rent").last.click()
    expect(file).to_have_count(1)
    page.get_by_role("button", name="Remove lease.md from this conversation").click()
    expect(file).to_have_count(0)
    expect(page.locator(".turn").first).to_contain_text("1,450 euros")


def test_each_file_goes_where_files_went_when_it_was_dropped(page, address):
    sent, held = [], []

    def hold(route):
        if route.request.method == "POST":
            held.append(route)
        else:
            route.continue_()

    page.on("request", lambda request: request.method == "POST" and sent.append(request.url))
    page.route("**/uploads/*", hold)
    page.goto(address)
    expect(page.locator(".adding-area")).to_be_visible()
    drop(page, shared__txt=b"The harbour opens at six.")
    expect(page.locator(".adding-list li")).to_have_count(1)
    page.get_by_label("Only for this conversation").check()
    drop(page, own__txt=b"The pier is mine.")
    drop(page, too__txt=b"The boat is mine, too.")
    expect(page.locator(".adding-list li")).to_have_count(3)
    page.wait_for_function("() => document.querySelectorAll('[data-state=indexed]').length === 2")
    held[0].continue_()
    expect(page.locator(".attached-file")).to_have_count(2)
    places = {url.split("name=")[1]: url.split("/")[3] for url in sent if "name=" in url}
    assert places == {
        "shared.txt": "uploads",
        "own.txt": "conversations",
        "too.txt": "conversations",
    }
    assert len([url for url in sent if url.endswith("/conversations")]) == 1
