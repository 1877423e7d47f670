"""The chat in a real Chromium, served over the sample article."""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

from assistant.conversations.ratings import Ratings
from index.database.database import Database
from index.store.records import Records
from tests.servers.web_serving import free_port, serving_home

ROOT = Path(__file__).resolve().parents[2]
SHOTS = ROOT / "build" / "screenshots"
ARTICLE = ROOT / "seeds" / "eu-japan-digital-partnership.txt"
QUESTION = "What is the four-pillar framework?"
LONG = "Why are the submarine cables about sovereignty?"
UNANSWERED = "How many euro will the cable cost?"
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa"]}}
ANIMATED = "Promise.all(document.getAnimations().map((each) => each.finished))"
RIGHTMOST = """() => Math.max(...[...document.querySelectorAll(
    ".bar, .bar > *, .columns, .turn, .composer > *"
)].map((part) => part.getBoundingClientRect().right))"""
expect.set_options(timeout=60_000)  # a busy machine is no failure
TENKYO = [sys.executable, "-c", "import sys; from ui.main import main; sys.exit(main())"]


def tenkyo(*arguments):
    return [*TENKYO, *map(str, arguments)]


def quick_tenkyo(*arguments):
    """The same with the fake embedder."""
    return [sys.executable, "-m", "tests.quick", *map(str, arguments)]


@contextmanager
def serving(home, port, command=None, **more):
    """Serves a home folder in a process of its own, with the fake embedder if nothing is told."""
    command = command or quick_tenkyo("serve", "--home", home, "--port", port)
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, **more)
    try:
        line = process.stdout.readline()
        assert f"http://127.0.0.1:{port}" in line
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)
        process.stdout.close()


@pytest.fixture(scope="module")
def home(seeds_library, tmp_path_factory):
    return shutil.copytree(seeds_library.home, tmp_path_factory.mktemp("chat") / "home")


@pytest.fixture(scope="module")
def address(home, model):
    with serving_home(home, model) as address:
        yield f"{address}/"


def launch(chromium, *more):
    """Starts a browser, with more options than it has anyway."""
    options = [*more, "--disable-gpu", "--no-first-run", "--disable-background-networking"]
    options += ["--disable-component-update", "--disable-sync"]
    if os.geteuid() == 0:
        options.append("--no-sandbox")
    return chromium.launch(executable_path=shutil.which("chromium"), args=options)


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        launched = launch(playwright.chromium)
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser, address):
    """Opens the chat as a reader of some screen, language and theme would see it."""
    opened, requests, complaints = [], [], []

    def open_page(width=1280, height=800, at=address, **reader):
        context = browser.new_context(viewport={"width": width, "height": height}, **reader)
        opened.append(context)
        page = context.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda said: complaints.append(said.text))
        page.goto(at)
        expect(page.locator(".welcome")).to_be_visible()
        return page

    yield open_page
    for context in opened:
        context.close()
    hosts = {urlsplit(url).netloc for url in requests if urlsplit(url).scheme.startswith("http")}
    assert hosts == {urlsplit(address).netloc}
    assert [said for said in complaints if "Content Security Policy" in said] == []


def ask(page, question):
    page.fill("#question", question)
    page.keyboard.press("Enter")
    turn = page.locator(".turn").last
    expect(turn).to_have_attribute("data-status", "done")
    return turn


def cited(chip):
    """Return what the file says at the offsets of a chip."""
    text = ARTICLE.read_bytes().decode("utf-8")
    start, end = (int(chip.get_attribute(f"data-{name}")) for name in ("start", "end"))
    return text[start:end]


def violations(page):
    # What is still fading in has no colour yet.
    page.evaluate(ANIMATED)
    found = Axe().run(page, options=RULES).response["violations"]
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]


def shoot(page, name):
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.evaluate(ANIMATED)
    page.screenshot(path=SHOTS / f"{name}.png")


def test_the_empty_page_says_what_is_indexed_and_suggests_questions(open_page):
    page = open_page()
    expect(page.locator(".known")).to_contain_text("1 document, 9 passages, updated ")
    expect(page.locator(".suggestion")).to_have_count(4)
    assert violations(page) == []
    shoot(page, "empty")


def test_a_page_is_shown_only_once_it_can_be_used(browser, address):
    held = []
    with browser.new_context() as context:
        page = context.new_page()
        page.route("**/ui/chat.js", lambda route: held.append(route))
        page.goto(address, wait_until="commit")
        page.locator(".welcome").wait_for(state="attached")
        assert not page.locator("#question").is_visible()
        for route in held:
            route.continue_()
        expect(page.locator("#question")).to_be_visible()
        ask(page, QUESTION)


def test_a_suggested_question_is_answered(open_page):
    page = open_page()
    page.locator(".suggestion").first.click()
    expect(page.locator(".turn .chip").first).to_be_visible()


def test_a_question_is_kept_to_a_document_chosen_by_keyboard(open_page):
    page = open_page()
    page.get_by_role("button", name="Ask only in…").press("Enter")
    expect(page.locator("#scope-find")).to_be_focused()
    page.keyboard.type("eu-japan")
    expect(page.locator(".scope-found button")).to_have_count(1)
    assert violations(page) == []
    shoot(page, "scope")
    page.keyboard.press("Enter")
    expect(page.locator("#question")).to_be_focused()
    expect(page.locator(".scope-chip")).to_have_count(1)
    assert violations(page) == []
    expect(ask(page, QUESTION).locator(".note")).to_contain_text("was looked at")
    page.reload()
    expect(page.locator(".turn")).to_have_count(1)
    page.locator('.scope-chip [data-do="drop-scope"]').press("Enter")
    expect(page.locator(".scope-chip")).to_have_count(0)
    assert "in=" not in page.url


def test_the_marked_words_are_those_of_the_file(open_page):
    page = open_page()
    chip = ask(page, QUESTION).locator(".chip").first
    chip.click()
    mark = page.locator("#source mark")
    expect(mark).to_be_in_viewport()
    assert mark.evaluate("mark => mark.textContent") == cited(chip)
    assert violations(page) == []
    shoot(page, "wide")


def test_every_sentence_is_the_words_of_the_file_and_has_a_chip(open_page):
    sentences = ask(open_page(), LONG).locator(".sentence")
    assert sentences.count() > 1
    for sentence in sentences.all():
        said = sentence.locator(".words").evaluate("words => words.textContent")
        assert said == cited(sentence.locator(".chip"))


def test_an_answer_arrives_sentence_by_sentence_in_one_place(open_page):
    page = open_page()
    page.fill("#question", LONG)
    page.evaluate("""() => {
        window.seen = [];
        new MutationObserver(() => {
            const count = document.querySelectorAll(".sentence").length;
            if (window.seen.at(-1) !== count) window.seen.push(count);
            window.searched ||= document.querySelector(".searching") !== null;
        }).observe(document.querySelector(".log"), {childList: true, subtree: true});
    }""")
    page.keyboard.press("Enter")
    expect(page.locator(".turn .actions")).to_be_visible()
    assert page.evaluate("window.searched")
    seen = page.evaluate("window.seen")
    assert seen == sorted(seen)
    assert len(set(seen) - {0}) > 1


def test_the_keyboard_opens_steps_through_and_closes_the_source(open_page):
    page = open_page()
    chips = ask(page, LONG).locator(".chip")
    chips.first.focus()
    expect(page.locator("#quote-card")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#source mark")).to_have_text(cited(chips.nth(0)), use_inner_text=False)
    page.keyboard.press("ArrowRight")
    expect(page.locator("#source mark")).to_have_text(cited(chips.nth(1)), use_inner_text=False)
    page.keyboard.press("Escape")
    expect(page.locator("#source")).to_be_hidden()
    assert page.evaluate("document.activeElement.className") == "chip"


def test_the_whole_document_opens_at_the_quote(open_page):
    page = open_page()
    chip = ask(page, QUESTION).locator(".chip").first
    chip.click()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Open document").click()
    mark = opened.value.locator("mark")
    expect(mark).to_be_in_viewport()
    assert mark.evaluate("mark => mark.textContent") == cited(chip)
    assert violations(opened.value) == []


def test_what_the_documents_do_not_answer_is_said(open_page):
    page = open_page(color_scheme="dark")
    turn = ask(page, UNANSWERED)
    expect(turn.locator(".remark")).to_contain_text(
        "I found no sentence that answers this in one document."
    )
    assert turn.locator(".near").count() == 3
    assert turn.locator(".chip").count() == 0
    assert violations(page) == []
    shoot(page, "dark")


def test_a_follow_up_says_what_was_searched_for(open_page):
    page = open_page()
    ask(page, "What is the Arctic cable project?")
    turn = ask(page, "And why does that matter?")
    expect(turn.locator(".searched-for")).to_contain_text("Arctic cable project")


def test_what_was_searched_for_is_edited_with_the_keyboard(open_page):
    page = open_page()
    ask(page, "What is the Arctic cable project?")
    turn = ask(page, "And why does that matter?")
    turn.locator(".edit").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#question")).to_be_focused()
    assert page.input_value("#question").startswith("And why does that matter? (Arctic cable")
    assert violations(page) == []


def test_a_question_back_offers_choices_that_ask_them(open_page):
    page = open_page()
    turn = ask(page, "and the second one?")
    expect(turn.locator(".remark")).to_contain_text("What do you mean?")
    choice = turn.locator(".choose .suggestion").first
    question = choice.text_content()
    assert violations(page) == []
    choice.click()
    expect(page.locator(".turn").nth(1).locator(".question .asked")).to_have_text(question)
    expect(page.locator(".turn").nth(1).locator(".chip").first).to_be_visible()


def test_a_reader_of_japanese_sees_a_japanese_page(open_page):
    page = open_page(locale="ja-JP")
    assert page.evaluate("document.documentElement.lang") == "ja"
    ask(page, "GDPRと整合する日本側の協定は何ですか。").locator(".chip").first.click()
    expect(page.locator("#source mark")).to_contain_text("APTIA")
    assert violations(page) == []
    shoot(page, "japanese")


def test_enter_that_ends_a_conversion_does_not_send(open_page):
    page = open_page(locale="ja-JP")
    page.fill("#question", "でじたる")
    page.locator("#question").dispatch_event(
        "keydown", {"key": "Enter", "isComposing": True, "bubbles": True}
    )
    assert page.locator(".turn").count() == 0
    assert page.input_value("#question") == "でじたる"


def test_a_phone_shows_the_source_as_a_sheet_and_never_scrolls_sideways(open_page):
    page = open_page(360, 740, has_touch=True)
    turn = ask(page, QUESTION)
    # What is cut off at the edge does not scroll either.
    assert page.evaluate(RIGHTMOST) <= 360
    shoot(page, "narrow")
    turn.locator(".chip").first.tap()
    expect(page.locator("#source mark")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert violations(page) == []
    shoot(page, "narrow-source")
    page.locator('[data-do="close-source"]').first.tap()
    expect(page.locator("#source")).to_be_hidden()


def test_stop_keeps_what_stands_and_retry_asks_again(open_page):
    page = open_page()
    page.fill("#question", LONG)
    # Both at once, so that no answer can be complete in between.
    page.locator("#question").evaluate("""box => ["Enter", "Escape"].forEach(
        (key) => box.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}))
    )""")
    turn = page.locator(".turn")
    expect(turn).to_have_attribute("data-status", "stopped")
    expect(turn.locator(".stopped")).to_be_visible()
    ask(page, QUESTION).locator('[data-do="retry"]').click()
    expect(page.locator(".turn").last).to_have_attribute("data-status", "done")


def test_an_answer_is_copied_with_its_references(open_page):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    turn = ask(page, QUESTION)
    turn.locator('[data-do="copy"]').click()
    expect(turn.locator(".noted")).not_to_be_empty()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert cited(turn.locator(".chip").first) in copied
    assert ARTICLE.name in copied


def test_ratings_are_kept_in_the_records(open_page, home):
    page = open_page()
    ask(page, QUESTION).locator('[data-do="good"]').click()
    expect(page.locator('[data-do="good"]')).to_have_attribute("aria-pressed", "true")
    turn = ask(page, LONG)
    turn.locator('[data-do="bad"]').click()
    turn.get_by_label("Wrong source").check()
    turn.locator('.reasons [type="submit"]').click()
    expect(turn.locator('[data-do="bad"]')).to_have_attribute("aria-pressed", "true")
    records = Records(Database(home / "records.sqlite"))
    assert Ratings(records).all() == [(QUESTION, True, ""), (LONG, False, "wrong source")]
    records.close()


def test_a_new_conversation_forgets_the_old_one(open_page):
    page = open_page()
    ask(page, "What is the Arctic cable project?")
    page.locator('[data-do="clear"]:visible').click()
    expect(page.locator(".welcome")).to_be_visible()
    turn = ask(page, "And why does that matter?")
    assert turn.locator(".searched-for").count() == 0


def test_a_new_conversation_stops_the_answer_of_the_old_one(open_page):
    page = open_page()
    page.fill("#question", LONG)
    page.keyboard.press("Enter")
    page.locator('[data-do="clear"]:visible').click()
    expect(page.locator(".welcome")).to_be_visible()
    turn = ask(page, "And why does that matter?")
    assert turn.locator(".searched-for").count() == 0
    assert page.locator(".turn").count() == 1


def test_slash_goes_to_the_box(open_page):
    page = open_page()
    expect(page.locator("#question")).to_be_focused()  # as it is once the page has arrived
    page.locator('[data-do="clear"]:visible').focus()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "question"
    assert page.input_value("#question") == ""


def test_without_documents_the_page_says_what_to_do_and_a_lost_server_keeps_the_question(
    browser, tmp_path
):
    port = free_port()
    page = browser.new_page()
    with serving(tmp_path / "home", port):
        page.goto(f"http://127.0.0.1:{port}/")
        expect(page.locator(".welcome")).to_contain_text("no documents to answer from")
        expect(page.locator(".adding-area")).to_contain_text("Drop documents anywhere")
        assert violations(page) == []
        shoot(page, "nothing-indexed")
    page.fill("#question", QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".turn .problem")).to_be_visible()
    assert page.input_value("#question") == QUESTION
    assert page.locator('.turn [data-do="retry"]').is_visible()
    page.context.close()


def unanswered(page):
    """Asks, and returns what is told in the place of an answer."""
    page.fill("#question", QUESTION)
    page.keyboard.press("Enter")
    turn = page.locator(".turn").last
    expect(turn).to_have_attribute("data-status", "failed")
    assert page.input_value("#question") == QUESTION
    return turn.locator(".problem")


def test_a_stream_that_breaks_is_told_and_keeps_the_question(open_page):
    page = open_page()
    page.route("**/queue/data**", lambda route: route.abort())
    expect(unanswered(page)).to_contain_text("can’t be reached")
    page.unroute("**/queue/data**")
    ask(page, QUESTION)


def test_a_refusal_is_told_in_the_words_of_the_server(open_page):
    page = open_page()
    refusal = {"status": 429, "json": {"detail": "Please <b>wait</b> a moment."}}
    page.route("**/queue/join", lambda route: route.fulfill(**refusal))
    expect(unanswered(page)).to_have_text("Please <b>wait</b> a moment.")


def test_a_taken_port_is_one_line(address, home):
    port = urlsplit(address).port
    command = tenkyo("serve", "--home", home, "--port", port)
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == (
        f"tenkyo: Port {port} on 127.0.0.1 is taken by another program."
        " Choose another with --port.\n"
    )


def test_the_server_is_healthy(address):
    with urlopen(f"{address}healthz") as answer:
        assert answer.read() == b"ok"
