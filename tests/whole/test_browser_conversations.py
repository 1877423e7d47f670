"""Stored conversations and permanent addresses in a real Chromium."""

import json
import os
import re
import shutil
import subprocess
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from assistant.conversations.verifying import verify
from tests.servers.talking import open_records
from tests.whole import test_browser as browsing
from tests.whole.test_browser import LONG, QUESTION, ask, shoot, violations

home, address, browser = browsing.home, browsing.address, browsing.browser
open_page = browsing.open_page
CABLE = "What is the Arctic cable project?"


def talks(page):
    return page.locator(".talk > a")


def latest(page):
    """Returns the first conversation of the list, once it is the one that is open."""
    expect(talks(page).first).to_have_attribute("aria-current", "page")
    return page.locator(".talk").first


def begin(page, question):
    """Asks in a new conversation and waits until the list shows it."""
    page.locator('[data-do="clear"]:visible').click()
    expect(page.locator(".welcome")).to_be_visible()
    turn = ask(page, question)
    expect(talks(page).first).to_have_text(question)
    latest(page)
    return turn


def act(page, talk, name):
    talk.hover()
    talk.locator('[data-do="talk-actions"]').click()
    return talk.get_by_role("button", name=name)


def test_a_conversation_is_listed_and_stays_open_over_a_reload(open_page):
    page = open_page()
    begin(page, CABLE)
    ask(page, QUESTION)
    page.reload()
    expect(page.locator(".turn")).to_have_count(2)
    latest(page)
    page.locator(".turn .chip").first.click()
    expect(page.locator("#source mark")).to_be_in_viewport()
    expect(page.locator(".talks-day h2").first).to_have_text("Today")
    assert violations(page) == []
    shoot(page, "conversations")


def test_a_follow_up_goes_on_from_an_opened_conversation(open_page):
    page = open_page()
    begin(page, CABLE)
    begin(page, QUESTION)
    talks(page).nth(1).click()
    expect(page.locator(".turn .asked")).to_have_text(CABLE)
    turn = ask(page, "And why does that matter?")
    expect(turn.locator(".searched-for")).to_contain_text("Arctic cable project")
    expect(talks(page).first).to_have_text(CABLE)


def test_back_and_forward_move_between_conversations(open_page):
    page = open_page()
    begin(page, CABLE)
    begin(page, QUESTION)
    talks(page).nth(1).click()
    expect(page.locator(".turn .asked")).to_have_text(CABLE)
    page.go_back()
    expect(page.locator(".turn .asked")).to_have_text(QUESTION)
    page.go_forward()
    expect(page.locator(".turn .asked")).to_have_text(CABLE)


def test_a_conversation_is_renamed_by_keyboard(open_page):
    page = open_page()
    begin(page, CABLE)
    talk = latest(page)
    talk.locator("a").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(talk.get_by_role("button", name="Rename")).to_be_focused()
    assert violations(page) == []
    shoot(page, "conversation-actions")
    page.keyboard.press("Enter")
    page.keyboard.type("北極 <b>cable</b>")
    page.keyboard.press("Enter")
    expect(talks(page).first).to_have_text("北極 <b>cable</b>")
    expect(page).to_have_title("北極 <b>cable</b> · Tenkyo")
    page.reload()
    expect(talks(page).first).to_have_text("北極 <b>cable</b>")


def test_escape_closes_the_actions_and_gives_the_focus_back(open_page):
    page = open_page()
    begin(page, CABLE)
    act(page, latest(page), "Rename").click()
    page.keyboard.press("Escape")
    expect(page.locator(".talk-actions")).to_have_count(0)
    expect(latest(page).locator('[data-do="talk-actions"]')).to_be_focused()
    expect(page.locator(".turn")).to_have_count(1)


def test_a_conversation_is_shared_read_by_the_link_and_shared_no_more(open_page, browser):
    page = open_page()
    begin(page, CABLE)
    act(page, latest(page), "Share").click()
    expect(page.get_by_role("button", name="Create a link")).to_be_focused()
    assert violations(page) == []
    shoot(page, "share")
    page.keyboard.press("Enter")
    link = page.get_by_label("Link to read this conversation")
    expect(link).to_be_focused()
    assert violations(page) == []
    shoot(page, "share-link")
    other = browser.new_page(viewport={"width": 360, "height": 740})
    other.goto(link.input_value())
    expect(other.locator("h1")).to_have_text(CABLE)
    assert violations(other) == []
    shoot(other, "shared-narrow")
    assert other.evaluate("document.documentElement.scrollWidth") <= 360
    other.locator("section a").first.click()
    expect(other.locator("#quote")).to_be_visible()
    page.get_by_role("button", name="Stop sharing").click()
    expect(page.get_by_role("button", name="Create a link")).to_be_focused()
    other.go_back()
    other.reload()
    expect(other.locator("h1")).to_contain_text("leads to no conversation")
    other.context.close()


def test_another_browser_lists_nothing_of_this_one(open_page):
    begin(open_page(), CABLE)
    expect(talks(open_page())).to_have_count(0)


def test_deleting_asks_first(open_page):
    page = open_page()
    begin(page, "What is the fate of this conversation?")
    kept = talks(page).count()
    act(page, latest(page), "Delete").click()
    confirm = page.locator(".talk-actions .confirm")
    expect(confirm.get_by_role("button", name="Cancel")).to_be_focused()
    assert violations(page) == []
    shoot(page, "conversation-delete")
    confirm.get_by_role("button", name="Delete").click()
    expect(talks(page)).to_have_count(kept - 1)
    expect(page.locator(".welcome")).to_be_visible()
    expect(page.locator("#announcer")).to_contain_text("deleted")
    assert "conversation=" not in page.url


def test_conversations_are_searched(open_page):
    page = open_page()
    begin(page, CABLE)
    begin(page, QUESTION)
    page.fill("#find", "arctic CABLE")
    expect(talks(page).filter(has_text=QUESTION)).to_have_count(0)
    page.fill("#find", "no such words anywhere")
    expect(page.locator(".talks-none")).to_be_visible()
    page.fill("#find", "ﷺ" * 12)
    expect(page.locator(".talks-none")).to_have_text(
        "These are over 200 characters. Look for fewer words."
    )
    page.fill("#find", "")
    expect(talks(page).first).to_have_text(QUESTION)


@pytest.mark.parametrize("form", ["Markdown", "HTML", "JSON"])
def test_an_export_from_the_page_can_be_verified(open_page, home, form):
    page = open_page(accept_downloads=True)
    begin(page, CABLE)
    talk = latest(page)
    act(page, talk, "Rename")
    with page.expect_download() as download:
        talk.get_by_role("link", name=form).click()
    assert download.value.suggested_filename.startswith("What-is-the-Arctic-cable-project.")
    records = open_records(home)
    content = download.value.path().read_text(encoding="utf-8")
    assert verify(records, content, "x").passed
    records.close()


def test_a_conversation_that_is_not_there_leads_to_a_new_one(open_page, address):
    page = open_page(at=f"{address}?conversation=none")
    expect(page.locator("#announcer")).to_contain_text("not here")
    assert "conversation=" not in page.url


def test_a_narrow_screen_has_them_in_a_drawer(open_page):
    page = open_page(360, 740, has_touch=True)
    ask(page, CABLE)
    expect(page.locator("#conversations")).to_be_hidden()
    page.locator('[data-do="open-conversations"]').tap()
    expect(latest(page)).to_be_visible()
    assert violations(page) == []
    shoot(page, "narrow-conversations")
    page.keyboard.press("Escape")
    expect(page.locator("#conversations")).to_be_hidden()
    expect(page.locator('[data-do="open-conversations"]')).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_column_is_japanese_and_dark_for_who_wants_it_so(open_page):
    page = open_page(locale="ja-JP", color_scheme="dark")
    turn = begin(page, "GDPRと整合する日本側の協定は何ですか。")
    act(page, latest(page), "名前を変更")
    turn.locator(".chip").first.click()
    expect(page.locator("#source mark")).to_be_in_viewport()
    expect(page.locator(".talks-day h2").first).to_have_text("今日")
    assert violations(page) == []
    shoot(page, "conversations-japanese-dark")


def test_an_answer_that_was_left_is_finished_and_stored(open_page):
    page = open_page()
    page.fill("#question", LONG)
    page.keyboard.press("Enter")
    expect(page.locator(".turn .searching, .turn .answer").first).to_be_visible()
    page.locator('[data-do="clear"]:visible').click()
    expect(talks(page).first).to_have_text(LONG)
    talks(page).first.click()
    expect(page.locator(".turn .actions")).to_be_visible()


def test_a_question_that_failed_begins_no_conversation(open_page):
    page = open_page()
    page.fill("#question", "x" * 3_000)
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_attribute("data-status", "failed")
    assert "conversation=" not in page.url
    page.fill("#question", "")
    ask(page, QUESTION)
    expect(talks(page).first).to_have_text(QUESTION)
    latest(page)


def test_a_verdict_is_there_again_when_the_conversation_is_opened(open_page):
    page = open_page()
    begin(page, CABLE).locator('[data-do="good"]').click()
    good = page.locator('[data-do="good"]')
    expect(good).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(good).to_have_attribute("aria-pressed", "true")


def test_the_copied_link_opens_the_quote_for_good(open_page, address):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    begin(page, CABLE).locator(".chip").first.click()
    said = page.locator("#source mark").text_content()
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(r"/c/\w+/[0-9a-f]{64}/\d+-\d+/[0-9a-f]{12}", urlsplit(link).path)
    page.goto(link)
    expect(page.locator("mark")).to_have_text(said, use_inner_text=False)
    assert page.locator(".notice").count() == 0


@contextmanager
def killed(process_home, port):
    command = browsing.quick_tenkyo("serve", "--home", process_home, "--port", port)
    environment = os.environ | {"TENKYO_THRESHOLD": "0"}
    process = subprocess.Popen(
        command, cwd=browsing.ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    assert str(port) in process.stdout.readline()
    try:
        yield
    finally:
        process.kill()
        process.wait(timeout=60)
        process.stdout.close()


def test_a_kill_loses_nothing_and_a_changed_source_is_told(browser, tmp_path):
    """The server is killed, the document changes, and the old conversation still reads right."""
    papers, own = tmp_path / "papers", tmp_path / "home"
    shutil.copytree(browsing.ROOT / "seeds", papers)
    index = browsing.quick_tenkyo("index", papers, "--home", own)
    subprocess.run(index, cwd=browsing.ROOT, check=True, capture_output=True)
    port = browsing.free_port()
    page = browser.new_page()
    with killed(own, port):
        page.goto(f"http://127.0.0.1:{port}/")
        expect(page.locator(".welcome")).to_be_visible()
        ask(page, CABLE)
    quote = page.locator(".turn .words").first.text_content()
    [article] = papers.iterdir()
    text = article.read_bytes().decode()
    article.write_bytes(f"A new beginning.\n\n{text}".encode())
    subprocess.run(index, cwd=browsing.ROOT, check=True, capture_output=True)
    with killed(own, port):
        page.goto(page.url)
        expect(page.locator(".turn .words").first).to_have_text(quote, use_inner_text=False)
        page.locator(".turn .chip").first.click()
        notice = page.locator("#source .notice")
        expect(notice).to_contain_text("has changed since")
        expect(notice).to_be_in_viewport()
        expect(page.locator("#source mark")).to_have_text(quote, use_inner_text=False)
        assert violations(page) == []
        shoot(page, "source-changed")
        with page.context.expect_page() as opened:
            page.get_by_role("link", name="Open the quote in the current version").click()
        expect(opened.value.locator("mark")).to_have_text(quote, use_inner_text=False)
        expect(opened.value.locator(".document-text")).to_contain_text("A new beginning.")
        assert violations(opened.value) == []
    page.context.close()
    listed = browsing.quick_tenkyo("conversations", "--json", "--home", own)
    done = subprocess.run(listed, cwd=browsing.ROOT, check=True, capture_output=True)
    assert [each["title"] for each in json.loads(done.stdout)] == [CABLE]


def test_the_palette_is_driven_by_keys_alone(open_page):
    page = open_page()
    begin(page, CABLE)
    page.keyboard.press("Control+k")
    palette = page.get_by_role("dialog", name="Commands")
    expect(palette.get_by_role("textbox")).to_be_focused()
    assert violations(page) == []
    shoot(page, "palette")
    for _ in range(12):
        page.keyboard.press("Tab")
        inside = "document.querySelector('#palette').contains(document.activeElement)"
        # The browser's own bar may have its turn, and nothing else of the page.
        assert page.evaluate(f"document.activeElement === document.body || {inside}")
    page.keyboard.press("Escape")
    expect(palette).to_be_hidden()
    expect(page.locator("#question")).to_be_focused()
    expect(page.locator(".turn")).to_have_count(1)
    page.keyboard.press("Control+k")
    page.keyboard.type("zzz")
    expect(palette.get_by_text("No command has these words.")).to_be_visible()
    page.keyboard.press("Enter")
    expect(palette).to_be_visible()
    palette.get_by_role("textbox").fill("this share")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Create a link")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.keyboard.type("new conv")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".welcome")).to_be_visible()
    page.keyboard.press("Control+k")
    expect(palette.get_by_text("Share this conversation")).to_be_hidden()


@pytest.mark.parametrize(
    ("reader", "name"),
    [
        ({"locale": "ja-JP", "color_scheme": "dark"}, "キーボードショートカット"),
        ({"locale": "de-DE"}, "Tastenkürzel"),
    ],
)
def test_a_question_mark_shows_the_keys_and_is_typed_in_the_box(open_page, reader, name):
    page = open_page(360, 740, **reader)
    page.locator("#question").focus()
    page.keyboard.type("?")
    expect(page.locator("#question")).to_have_value("?")
    page.locator(".scroller").focus()
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name=name)
    expect(keys).to_be_visible()
    assert violations(page) == []
    shoot(page, f"keys-{page.locator('html').get_attribute('lang')}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
