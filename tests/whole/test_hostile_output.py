"""150 hostile texts in documents, titles, file names, headings and what a model writes.

In a real Chromium: nothing runs, no request leaves, nothing can be followed, each is shown as text.
"""

from contextlib import ExitStack
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from assistant.assistant import Assistant
from assistant.phrasing.language_models import LanguageModel
from assistant.phrasing.phrasing import Phrasing
from assistant.settings import Settings
from assistant.types import Answer, Citation, Sentence, Turn
from index.library import open_library
from index.types import Document, Hit, Passage, Section
from tests.documents.payloads import PAYLOADS, UNSEEN
from tests.fake_embedder import FakeEmbedder
from tests.servers.chat_servers import Script
from tests.servers.web_serving import serving_app
from tests.walled import BROWSER, VISITOR
from tests.whole import test_browser as browsing
from tests.whole.test_browser import ask, violations
from ui.server import build_app

browser = browsing.browser
WATCH = """
window.ran = 0;
window.violated = [];
document.addEventListener("securitypolicyviolation", (event) => {
    window.violated.push(event.blockedURI);
});
"""
# What the pages themselves are made of where words of documents and models stand.
FOREIGN = (
    "a:not([href^='/']), img, iframe, object, embed, form:not(.reasons), input:not(.reasons *),"
    " style, link, script, meta, base, video, audio, picture, table, math, dialog, svg:not(.icon),"
    " [style], [onload], [onerror], [onfocus], [background], [formaction]"
)
PER_CONVERSATION = 50


def hostile_document(number, payload):
    """Returns a document that has the payload as its title, its path, its heading and its text."""
    whole = f"{payload}\nA cable is here. {payload}"
    section = Section(0, len(whole), (payload,))
    return Document(
        f"d{number}", f"{payload}.txt", payload, whole, "en", (section,), (), f"v{number}"
    )


def hostile_turn(number, payload):
    """Returns a turn with a payload everywhere, answered if its number is even."""
    document = hostile_document(number, payload)
    passage = Passage(
        f"p{number}", document, 0, len(document.text), document.text, (payload,), None
    )
    citation = Citation(1, passage, 0, len(payload), payload, ((0, min(4, len(payload))),))
    if number % 2:
        answer = Answer(
            payload,
            f"{payload} more",
            nearest=(Hit(passage, 0.5, 1),),
            remark=payload,
            choices=(payload,),
        )
    else:
        sentences = (
            Sentence(payload, (1,)),
            Sentence(f"By a model: {payload}", (1,), verified=False),
        )
        answer = Answer(payload, payload, sentences, (citation,), 0.9, answered=True, note=payload)
    return Turn(f"t{number}", payload, answer)


def is_file_name(payload):
    return "/" not in payload and "\0" not in payload and len(payload.encode()) < 200


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A server whose documents, conversations and model are all hostile."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "papers").mkdir()
    named = 0
    for number, payload in enumerate(PAYLOADS):
        name = f"{payload}.md" if is_file_name(payload) else f"{number}.md"
        named += is_file_name(payload)
        (folder / "papers" / name).write_text(
            f"# {payload}\n\nCable {number}: {payload}\n", newline=""
        )
    with ExitStack() as stack:
        library = open_library(folder / "home", FakeEmbedder(), create=True)
        stack.callback(library.close)
        library.sync([folder / "papers"])
        settings = Settings(home=folder / "home", threshold=0.0, unsupported="mark")
        assistant = Assistant(library, settings)
        for number, payload in enumerate(PAYLOADS):
            conversation = f"c{number // PER_CONVERSATION}"
            assistant.conversations.add(VISITOR, conversation, hostile_turn(number, payload))
        port = stack.enter_context(serving_app(build_app(assistant)))
        yield SimpleNamespace(at=f"http://127.0.0.1:{port}", assistant=assistant, named=named)


@pytest.fixture
def page(browser, served):
    """A page that notes what runs, what is asked for, and what the policy had to stop."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    context.add_init_script(WATCH)
    context.add_cookies([{"name": "tenkyo-browser", "value": BROWSER, "url": served.at}])
    asked, opened, dialogs = [], [], []
    context.on("request", lambda request: asked.append(request.url))
    context.on("page", lambda page: opened.append(page.url))
    page = context.new_page()
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    yield page
    assert page.evaluate("[window.ran, window.violated]") == [0, []]
    context.close()
    assert dialogs == []
    assert len(opened) == 1
    hosts = {urlsplit(url).netloc for url in asked if url.startswith("http")}
    assert hosts <= {urlsplit(served.at).netloc}
    assert not [url for url in asked if "canary" in url.split("?")[0] or url.endswith("/session")]


def test_there_are_150_of_them_and_many_can_name_a_file(served):
    assert len(PAYLOADS) == len(set(PAYLOADS)) == 150
    assert served.named > 25


@pytest.mark.parametrize("conversation", ["c0", "c1", "c2"])
def test_answers_of_documents_and_models_are_shown_as_text(page, served, conversation):
    page.goto(f"{served.at}/?conversation={conversation}")
    turns = page.locator(".log .turn")
    expect(turns).to_have_count(PER_CONVERSATION)
    assert (
        page.locator(".log").evaluate("(log, odd) => log.querySelectorAll(odd).length", FOREIGN)
        == 0
    )
    shown = turns.evaluate_all("""all => all.map((turn) => [
        turn.querySelector(".asked").textContent,
        turn.querySelector(".sentence .words, .remark").textContent,
    ])""")
    start = int(conversation[1]) * PER_CONVERSATION
    expected = PAYLOADS[start : start + PER_CONVERSATION]
    assert [words for _, words in shown] == expected
    # What a person asked is stored without what cannot be seen.
    seen = [(asked, words) for asked, words in shown if words not in UNSEEN]
    assert [asked.split() for asked, _ in seen] == [words.split() for _, words in seen]
    for event in ("mouseover", "focus", "click"):
        page.evaluate(
            "type => document.querySelectorAll('.words, .remark, .place')"
            ".forEach((e) => e.dispatchEvent(new MouseEvent(type, {bubbles: true})))",
            event,
        )


def test_a_shared_conversation_shows_them_as_text(page, served):
    token = served.assistant.sharing.share(VISITOR, "c0").token
    page.goto(f"{served.at}/shared/{token}")
    sections = page.locator(".shared section")
    expect(sections).to_have_count(PER_CONVERSATION)
    odd = page.locator(".shared").evaluate(
        "(shared, odd) => shared.querySelectorAll(odd).length",
        FOREIGN.replace("a:not([href^='/']),", "a:not([href^='c/']),"),
    )
    assert odd == 0
    shown = sections.evaluate_all("all => all.map((e) => e.querySelector('p').textContent)")
    assert all(payload in words for payload, words in zip(PAYLOADS, shown, strict=False))


def test_the_pages_of_the_documents_show_them_as_text(page, served):
    documents = list(served.assistant.library.documents())
    # One holds an escape character, and is no text to the reader of files.
    assert len(documents) == len(PAYLOADS) - 1
    names = [name for number in (1, 2) for name in _listed(page, f"{served.at}/documents", number)]
    assert len(names) == len(PAYLOADS)
    assert set(names) > {document.path for document in documents}
    odd = FOREIGN.replace(" table,", "").replace("link, script, meta, ", "")
    # Links to ask one document alone, and to look closer at it; the fields to search within it.
    ours = "[href^='/'], [href^='./?in='], [href^='documents/']"
    odd = odd.replace("a:not([href^='/'])", f"a:not({ours})")
    odd = odd.replace("form:not(.reasons)", "form:not(.find)")
    odd = odd.replace("input:not(.reasons *)", "input:not(.find *)")
    for document in documents:
        page.goto(f"{served.at}/documents/{document.id}", wait_until="domcontentloaded")
        assert (
            page.locator("main").evaluate("(main, odd) => main.querySelectorAll(odd).length", odd)
            == 0
        )
        text = page.locator(".document-text, .readable").evaluate("e => e.textContent")
        # Between the paragraphs of a page that is set for reading no line break is left.
        assert "".join(text.split()) == "".join(document.text.split())
        assert page.locator("h1").evaluate("e => e.textContent") == document.title


def _listed(page, address, number):
    page.goto(f"{address}?page={number}")
    return page.locator(".ledger th[scope=row] .path").evaluate_all(
        "a => a.map((e) => e.textContent)"
    )


def test_a_hostile_source_opens_in_the_pane_and_its_quote_is_copied_exactly(page, served):
    page.goto(served.at)
    expect(page.locator(".welcome")).to_be_visible()
    for number in (20, 55, 143):
        turn = ask(page, f"Cable {number}")
        turn.locator(".chip, .near").first.click()
        expect(page.locator("#source .source-title")).to_be_focused()
        quote = page.locator("#source mark")
        expect(quote).to_be_visible()
        copied = page.locator("#source [data-do='copy']").get_attribute("data-copy")
        assert quote.evaluate("e => e.textContent") in copied
        assert (
            page.locator("#source .pane-body").evaluate(
                "(e, odd) => e.querySelectorAll(odd).length",
                FOREIGN.replace("a:not([href^='/']),", ""),
            )
            == 0
        )
        page.keyboard.press("Escape")


def test_what_cannot_be_seen_is_shown_and_reorders_nothing_around_it(page, served):
    page.goto(f"{served.at}/?conversation=c2")
    expect(page.locator(".log .turn")).to_have_count(PER_CONVERSATION)
    for place in (".place", ".words, .remark"):
        for payload in UNSEEN:
            text = page.locator(place).filter(has=page.locator(".unseen-character"))
            found = text.evaluate_all(
                "(all, text) => all.filter((e) => e.textContent.includes(text)).length", payload
            )
            assert found, payload
    codes = set(page.locator(".unseen-character").evaluate_all("a => a.map((e) => e.dataset.code)"))
    assert {
        "U+202E",
        "U+202D",
        "U+2067",
        "U+200B",
        "U+2060",
        "U+FEFF",
        "U+E0041",
        "U+001B",
    } <= codes
    order = page.evaluate("""() => {
        const all = [...document.querySelectorAll(".words, .remark")];
        const asked = all.find((each) => each.textContent.includes("fdp.exe"));
        const text = asked.lastChild;
        const left = (at) => {
            const range = document.createRange();
            range.setStart(text, at);
            range.setEnd(text, at + 1);
            return range.getBoundingClientRect().left;
        };
        return [left(0), left(4)];
    }""")
    assert order[0] < order[1]  # "fdp.exe" is read as it is written, not from its end
    assert violations(page) == []


def test_a_model_that_writes_markup_runs_nothing_while_it_streams(page, served):
    assistant = served.assistant
    hostile = "\n".join(PAYLOADS[:60])
    script = LanguageModel("script", lambda: Script(write=lambda *_: hostile, size=400))
    before = assistant.answering
    phrasing = Phrasing(assistant.settings, script)
    assistant.answering = type(before)(assistant.access, assistant.settings, phrasing)
    try:
        page.goto(served.at)
        expect(page.locator(".welcome")).to_be_visible()
        turn = ask(page, "Cable 7")
    finally:
        assistant.answering = before
    assert turn.evaluate("(e, odd) => e.querySelectorAll(odd).length", FOREIGN) == 0
