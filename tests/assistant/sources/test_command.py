"""The commands over sources, from adding one to an answer over what was fetched."""

import json

import pytest

from assistant.commands.parser import main
from tests.fake_embedder import FakeEmbedder
from tests.servers.web_site import serving_site

BADGE = "<title>Badges</title><p>A lost badge costs twenty euro.</p>"


@pytest.fixture(scope="module")
def site():
    with serving_site() as site:
        yield site


@pytest.fixture
def said(tmp_path, site, monkeypatch, capfdbinary):
    monkeypatch.setattr("assistant.assistant.open_embedder", lambda name: FakeEmbedder())
    site.pages = {"/": BADGE}
    home = str(tmp_path / "home")

    def said(*arguments):
        capfdbinary.readouterr()
        status = main([*arguments, "--home", home])
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return said


def test_what_a_source_has_is_fetched_asked_and_forgotten(said, site, tmp_path):
    assert said("source", "add", "site", f"{site.address}/", "--every", "30m")[0] == 0
    status, out, _ = said("source", "sync")
    assert (status, out.splitlines()[0]) == (0, "site: 1 new")
    assert "twenty euro" in said("search", "lost badge")[1]
    site.pages["/"] = BADGE.replace("twenty", "thirty")
    assert "site: 1 changed" in said("source", "sync", "site")[1]
    assert "thirty euro" in said("search", "lost badge")[1]
    assert said("source", "remove", "site")[0] == 0
    assert list((tmp_path / "home" / "sources").iterdir()) == []
    assert "thirty" not in said("search", "lost badge")[1]
    assert "No sources yet" in said("source", "list")[1]


def test_a_source_that_is_away_leaves_what_was_read_and_says_so(said, site):
    said("source", "add", "site", f"{site.address}/")
    said("source", "sync")
    site.pages = {"/robots.txt": 503}
    status, _, err = said("source", "sync")
    assert status == 1
    assert "robots.txt cannot be read: status 503. What was fetched before stays." in err
    assert "twenty euro" in said("search", "lost badge")[1]
    listed = json.loads(said("source", "list", "--json")[1])
    assert "status 503" in listed[0]["problem"]
    assert listed[0]["synced"] < listed[0]["tried"] or listed[0]["synced"]


def test_a_dry_run_fetches_nothing(said, site, tmp_path):
    said("source", "add", "site", f"{site.address}/")
    status, out, _ = said("source", "sync", "--dry-run")
    assert (status, out.splitlines()) == (0, ["site (dry run): 1 new", "  new: index.html"])
    assert not (tmp_path / "home" / "sources" / "site").exists()


def test_a_password_is_in_no_file_of_the_home(said, site, tmp_path, monkeypatch):
    monkeypatch.setenv("SITE_PW", "hush-hush-4711")
    login = ("--user", "anna", "--secret", "env:SITE_PW")
    said("source", "add", "site", f"{site.address}/", *login)
    said("source", "sync")
    files = [path for path in (tmp_path / "home").rglob("*") if path.is_file()]
    assert [path for path in files if b"hush-hush-4711" in path.read_bytes()] == []
    assert "hush" not in said("source", "list", "--json")[1]


def test_a_folder_is_a_source_that_is_indexed_where_it_lies(said, folder):
    (folder / "canteen.txt").write_text("The canteen opens at eleven.")
    said("source", "add", "papers", str(folder))
    assert said("source", "sync")[0] == 0
    assert "eleven" in said("search", "canteen")[1]
    (folder / "canteen.txt").unlink()
    folder.rmdir()
    status, _, err = said("source", "sync")
    assert (status, "is not there" in err) == (1, True)
    assert "eleven" in said("search", "canteen")[1]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("add", "Bad Name", "https://x.example/"), "cannot be"),
        (("add", "x", "file:///etc/"), "no kind of source"),
        (("add", "x", "https://x.example/", "--secret", "hush"), "--secret names where"),
        (("sync", "gone"), "No source 'gone'"),
        (("sync",), "No sources yet"),
        (("remove", "gone"), "No source 'gone'"),
    ],
)
def test_what_makes_no_sense_is_one_line(said, arguments, reason):
    status, _, err = said("source", *arguments)
    assert (status, len(err.splitlines())) == (2, 1)
    assert reason in err


def test_a_name_that_is_taken_is_refused(said):
    said("source", "add", "x", "https://x.example/")
    assert "There is a source 'x'" in said("source", "add", "x", "https://y.example/")[2]
