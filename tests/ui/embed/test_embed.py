"""The script, the frame and the check for pages that embed the chat, without a browser."""

import re

import pytest
from fastapi.testclient import TestClient

from assistant.assistant import Assistant
from assistant.settings import Settings
from index.library import open_library
from prompts.catalogues import languages, wording
from tests.fake_embedder import FakeEmbedder
from tests.wordings import ENGLISH, JAPANESE
from ui.embed.embed import waiting_html
from ui.embed.embed_check import Trouble, checked
from ui.server import build_app

GOOD = "https://good.example"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    home = tmp_path_factory.mktemp("embed") / "home"
    library = open_library(home, FakeEmbedder(), create=True)
    app = build_app(Assistant(library, Settings(home=home, allowed_origins=(GOOD,))))
    with TestClient(app, base_url="http://localhost") as client:
        yield client
    library.close()


def test_any_page_may_load_the_script_and_no_other_file(client):
    script, style = client.get("/widget.js"), client.get("/ui/chat.css")
    assert script.headers["content-type"].startswith("text/javascript")
    assert script.headers["cross-origin-resource-policy"] == "cross-origin"
    assert style.headers["cross-origin-resource-policy"] == "same-origin"


def test_the_script_is_small_and_injects_no_markup(client):
    script = client.get("/widget.js").text
    assert len(script.encode()) < 20_000
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|cssText", script
    )
    assert set(re.findall(r"https?://[\w.]+", script)) <= {"https://HOST", "http://www.w3.org"}


def test_the_script_has_its_words_in_every_language(client):
    script = client.get("/widget.js").text
    assert "const WORDS = {};" not in script
    assert all(wording(language)("widget-title") in script for language in languages())


def test_the_frame_is_the_chat_and_only_listed_pages_may_show_it(client):
    frame = client.get("/embed?title=x")
    assert frame.status_code == 200
    assert 'id="question"' in frame.text
    assert "frame-ancestors https://good.example" in frame.headers["content-security-policy"]


def test_a_listed_origin_is_told_so(client):
    page = client.get(f"/embed/check?origin={GOOD}").text
    assert f"{GOOD} may show the chat." in page
    assert "TENKYO_ALLOWED_ORIGINS" not in page


def test_an_origin_that_is_missing_gets_the_line_for_the_settings(client):
    page = client.get("/embed/check?origin=https://other.example/wiki/").text
    assert "https://other.example may not show the chat" in page
    line = "TENKYO_ALLOWED_ORIGINS='[&quot;https://good.example&quot;, &quot;https://other.example&quot;]'"
    assert line.replace("'", "&#x27;") in page


def test_the_line_is_understood_by_the_settings(monkeypatch):
    name, _, value = checked("https://b.example", [GOOD]).line.partition("=")
    monkeypatch.setenv(name, value.strip("'"))
    assert Settings().allowed_origins == (GOOD, "https://b.example")


def test_the_check_speaks_japanese(client):
    page = client.get("/embed/check?origin=https://other.example&language=ja").text
    assert '<html lang="ja">' in page
    assert "許可されたオリジンに含まれていない" in page


@pytest.mark.parametrize("words", [ENGLISH, JAPANESE])
@pytest.mark.parametrize(
    ("trouble", "said"), [("cookie", "embed-cookie-blocked"), ("token", "embed-token-refused")]
)
def test_what_the_frame_noticed_is_explained(client, words, trouble, said):
    page = client.get(
        f"/embed/check?origin={GOOD}&trouble={trouble}&language={words.language}"
    ).text
    assert words(said).split(".")[0] in page


def test_without_encryption_it_says_that_cookies_are_lost(client):
    assert "is not encrypted" in client.get("/embed/check?origin=http://other.example").text
    assert "is not encrypted" not in client.get("/embed/check?origin=http://a.localhost:80").text


@pytest.mark.parametrize(
    "origin", ["<script>alert(1)</script>", "javascript:alert(1)", "null", "*"]
)
def test_what_is_no_origin_is_said_and_escaped(client, origin):
    page = client.get("/embed/check", params={"origin": origin}).text
    assert "is no origin" in page
    assert "<script" not in page


def test_an_origin_of_endless_length_or_an_unknown_trouble_is_refused(client):
    assert client.get(f"/embed/check?origin={'x' * 9_999}").status_code == 422
    assert client.get("/embed/check?trouble=<b>").status_code == 422


def test_every_trouble_has_its_words(client):
    for trouble in Trouble:
        assert client.get(f"/embed/check?origin={GOOD}&trouble={trouble}").status_code == 200


def test_the_page_that_waits_for_a_token_loads_only_its_own_script():
    page = waiting_html(JAPANESE)
    assert re.findall(r'src="(.*?)"', page) == ["ui/frame.js"]
    assert "data-waiting" in page
