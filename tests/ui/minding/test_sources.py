"""Sources that are added, followed and removed in the browser."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from urllib.parse import urlencode

import pytest

from assistant.sources.fetching import sources_of
from assistant.sources.follower import ErrandKind
from assistant.sources.following import FetchReport
from assistant.sources.sources import DocumentSource
from index.types import Failure
from tests.assistant.adding.test_adding import until
from tests.servers.web_site import serving_site
from tests.ui.minding.test_minding_routes import client_of
from ui.minding.source_form import SourceForm, read_form, secret_names

PROXIED = {"sign_in": "header", "trusted_proxies": ["127.0.0.1"]}
ORIGIN = {"origin": "http://localhost", "content-type": "application/x-www-form-urlencoded"}


@pytest.fixture
def client(tmp_path):
    with client_of(tmp_path) as client:
        client.follow_redirects = False
        yield client


def post(client, path, **fields):
    return client.post(f"/mind/sources/{path}", content=urlencode(fields), headers=ORIGIN)


def names(client):
    return [source.name for source in sources_of(client.assistant).all()]


def test_a_site_is_added_looked_at_fetched_and_removed(client):
    follower = client.app.state.sources
    with serving_site() as site, closing(follower):
        site.pages = {"/": "<p>The canteen opens at <i>eleven</i>.</p>"}
        assert "There is no source yet." in client.get("/mind/sources").text
        added = post(client, "new", name="site", address=f"{site.address}/", every="3600")
        assert (added.status_code, added.headers["location"]) == (303, "/mind/sources")
        waiting = client.get("/mind/sources")
        assert "It is being fetched" in waiting.text
        assert waiting.headers["refresh"] == "3; url=/mind/sources"
        assert "/site/fetch" not in waiting.text
        follower.start()
        until(lambda: not follower.waiting)
        page = client.get("/mind/sources")
        assert "Fetched: 1 new, 0 changed, 0 gone, 0 as before." in page.text
        assert "refresh" not in page.headers
        assert '<dd dir="auto">1h</dd>' in page.text
        until(lambda: "The canteen opens" in str([*client.assistant.library.documents()]))
        site.pages["/"] = "<p>The canteen is closed.</p>"
        post(client, "site/try")
        until(lambda: not follower.waiting)
        assert "0 new and 1 changed files" in client.get("/mind/sources").text
        assert post(client, "site/remove").status_code == 303
        until(lambda: not follower.waiting and not client.assistant.background.is_busy)
    assert (names(client), client.get("/mind/sources").text.count("<section")) == ([], 0)
    assert "canteen" not in str([*client.assistant.library.documents()])


def test_what_was_typed_stays_in_the_form_if_it_cannot_be_a_source(client):
    typed = {"name": "Wiki <1>", "address": "https://wiki.example/", "options": "branch=a"}
    page = post(client, "new", **typed)
    assert page.status_code == 400
    assert "The name &#x27;Wiki &lt;1&gt;&#x27; cannot be." in page.text
    assert 'value="Wiki &lt;1&gt;"' in page.text
    assert 'value="branch=a"' in page.text
    assert names(client) == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Write an address"),
        ({"name": "a", "address": "www.example.com"}, "Write an address"),
        ({"name": "a", "address": "."}, "Write an address"),
        ({"name": "a b", "address": "https://x.example/"}, "cannot be"),
        ({"name": "a", "address": "https://x.example/ a"}, "has a blank in it"),
        ({"name": "a", "address": "gopher://x/"}, "is no kind of source"),
        ({"name": "a", "address": "/no/such/folder"}, "No folder"),
        ({"name": "a", "address": "https://me:word@x.example/"}, "holds a password"),
        ({"name": "a", "address": "https://x.example/", "every": "5"}, "none of those times"),
        ({"name": "a", "address": "https://x.example/", "secret": "HOME"}, "No variable"),
        ({"name": "a", "address": "https://x.example/", "secret": "file:/etc/passwd"}, "No var"),
        ({"name": "a", "address": "https://x.example/", "options": "branch"}, "is no setting"),
        ({"name": "a", "address": "https://x.example/", "options": "=b"}, "is no setting"),
    ],
)
def test_what_cannot_be_a_source_is_refused_in_one_line(client, fields, said):
    page = post(client, "new", **fields)
    assert page.status_code == 400
    assert said in page.text.split('role="alert"')[1].split("</div>")[0]
    assert names(client) == []


def test_a_password_is_chosen_among_the_variables_that_are_there_for_it(client, monkeypatch):
    monkeypatch.setenv("TENKYO_SECRET_WIKI", "open sesame")
    page = client.get("/mind/sources/new").text
    assert '<option value="TENKYO_SECRET_WIKI">' in page
    assert "sesame" not in page
    fields = {"name": "wiki", "address": "https://wiki.example/", "user": "ann"}
    post(client, "new", secret="TENKYO_SECRET_WIKI", options="a=b c=d=e", **fields)
    [source] = sources_of(client.assistant).all()
    assert (source.secret, source.user) == ("env:TENKYO_SECRET_WIKI", "ann")
    assert source.options == {"a": "b", "c": "d=e"}
    assert secret_names({"TENKYO_SECRET_A": "x", "PATH": "y"}) == ["TENKYO_SECRET_A"]


def test_a_folder_of_ones_own_machine_can_be_a_source(client):
    assert "Or a folder of this machine" in client.get("/mind/sources/new").text
    post(client, "new", name="papers", address=str(client.papers))
    assert names(client) == ["papers"]


def test_a_folder_of_a_server_cannot(tmp_path):
    rules = {
        "sign_in": "header",
        "trusted_proxies": ["127.0.0.1"],
        "rules": tmp_path / "rules.toml",
    }
    with client_of(tmp_path, **rules) as client:
        client._transport.client = ("127.0.0.1", 5_000)
        client.headers.update({"X-Remote-User": "sam", "X-Remote-Groups": "it"})
        assert "Or a folder" not in client.get("/mind/sources/new").text
        page = post(client, "new", name="papers", address=str(client.papers))
        assert (page.status_code, names(client)) == (400, [])
        assert "is added in its terminal" in page.text


@pytest.mark.parametrize("groups", ["hr", ""])
def test_who_does_not_look_after_it_finds_no_such_page(tmp_path, groups):
    rules = {
        "sign_in": "header",
        "trusted_proxies": ["127.0.0.1"],
        "rules": tmp_path / "rules.toml",
    }
    with client_of(tmp_path, **rules) as client:
        sources_of(client.assistant).add(DocumentSource("wiki", "https://wiki.example/"))
        client._transport.client = ("127.0.0.1", 5_000)
        client.headers.update({"X-Remote-User": "eve", "X-Remote-Groups": groups})
        for path in ("", "/new"):
            assert client.get(f"/mind/sources{path}").status_code == 404
        for path in ("new", "wiki/fetch", "wiki/try", "wiki/remove"):
            assert post(client, path, name="x", address="https://x.example/").status_code == 404
        assert (names(client), client.app.state.sources.waiting) == (["wiki"], ())


def test_pages_of_others_add_and_remove_nothing(client):
    sources_of(client.assistant).add(DocumentSource("wiki", "https://wiki.example/"))
    for path in ("new", "wiki/remove"):
        body = urlencode({"name": "x", "address": "https://x.example/"})
        for origin in ("null", "https://evil.example"):
            answer = client.post(f"/mind/sources/{path}", content=body, headers={"origin": origin})
            assert answer.status_code == 403
    assert (names(client), client.app.state.sources.waiting) == (["wiki"], ())


def test_an_unknown_source_or_errand_does_nothing(client):
    assert post(client, "nobody/fetch").status_code == 303
    assert post(client, "nobody/burn").status_code in (404, 422)
    assert client.app.state.sources.waiting == ()


def test_who_asked_is_on_record(client):
    follower = client.app.state.sources
    with serving_site() as site, closing(follower):
        site.pages = {"/": "<p>x</p>"}
        post(client, "new", name="site", address=f"{site.address}/")
        post(client, "site/fetch")
        post(client, "site/remove")
        follower.start()
        until(lambda: not follower.waiting)
    kinds = [entry.kind for entry in client.assistant.audit.entries()]
    assert [kind for kind in kinds if kind.startswith("source")] == [
        "source-added",
        "source-fetched",
        "source-removed",
    ]


def test_names_of_files_and_reasons_are_text(client):
    sources_of(client.assistant).add(DocumentSource("wiki", "https://wiki.example/<b>"))
    failed = [Failure("<i>.txt", "the server said <503>")]
    many = [f"{number}.md" for number in range(60)]
    report = FetchReport(new=["<u>.md", *many], failed=failed, skipped=2, problem="<away>")
    client.app.state.sources.last["wiki"] = (ErrandKind.TRY, report)
    page = client.get("/mind/sources").text
    for said in ("&lt;b&gt;", "&lt;i&gt;.txt: the server said &lt;503&gt;", "new: &lt;u&gt;.md"):
        assert said in page
    assert "whole: &lt;away&gt; What" in page
    assert "and 12 more" in page
    assert "Of no format that can be read: 2." in page


def test_what_is_no_field_is_left_out():
    body = b"name=a+b&every=60&x=1&secret=%00&address=" + b"y" * 5_000
    form = read_form(body)
    assert form == SourceForm("a b", "y" * 2_000, secret="\0", every="60")
    assert read_form(b"\xff=%zz&name=%ff") == SourceForm("�")


def test_why_a_source_was_not_removed_is_told(client):
    sources_of(client.assistant).add(DocumentSource("wiki", "https://wiki.example/"))
    away = FetchReport(problem="the disk is <full>.")
    client.app.state.sources.last["wiki"] = (ErrandKind.REMOVE, away)
    page = client.get("/mind/sources").text
    assert "It could not be removed: the disk is &lt;full&gt;." in page
    assert "Fetched: 0" not in page


def test_of_a_folder_nothing_is_counted_as_fetched(client):
    sources_of(client.assistant).add(DocumentSource("papers", str(client.papers)))
    client.app.state.sources.last["papers"] = (ErrandKind.FETCH, FetchReport())
    page = client.get("/mind/sources").text
    assert "Fetched: 0" not in page
    assert "papers/try" not in page
    assert "papers/fetch" in page


def test_on_ones_own_machine_a_file_can_be_named(client):
    post(client, "new", name="a", address="sftp://files.example/", options="key_file=/home/me/key")
    [source] = sources_of(client.assistant).all()
    assert source.options == {"key_file": "/home/me/key"}


def test_too_many_fields_are_left_out(client):
    assert read_form(b"name=a&" + b"x=1&" * 18 + b"user=b&every=60") == SourceForm("a", user="b")
    assert read_form(b"&" * 100 + b"name=a") == SourceForm()
    page = post(client, "new", **{f"x{number}": "1" for number in range(50)})
    assert page.status_code == 400


def test_a_name_that_is_taken_is_told_in_one_line_however_close_they_come(client):
    with ThreadPoolExecutor(4) as people:
        pages = list(
            people.map(
                lambda number: post(
                    client, "new", name="wiki", address=f"https://x{number}.example/"
                ),
                range(8),
            )
        )
    assert sorted(page.status_code for page in pages) == [303] + [400] * 7
    assert all("There is a source" in page.text for page in pages if page.status_code == 400)
    assert names(client) == ["wiki"]
