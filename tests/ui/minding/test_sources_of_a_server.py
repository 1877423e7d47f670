"""Sources in the browser of a server with sign-in: what is named there, and what is taken."""

from contextlib import contextmanager

import pytest

from assistant.sources.fetching import sources_of
from assistant.sources.follower import ErrandKind
from assistant.sources.following import FetchReport, folder_of
from assistant.sources.sources import DocumentSource
from index.types import Failure
from tests.ui.minding.test_minding_routes import client_of
from tests.ui.minding.test_sources import names, post

PROXIED = {"sign_in": "header", "trusted_proxies": ["127.0.0.1"]}


@contextmanager
def signed_in(base, groups="it"):
    """A client of a server with sign-in and rules, as somebody in these groups."""
    with client_of(base, rules=base / "rules.toml", **PROXIED) as client:
        client._transport.client = ("127.0.0.1", 5_000)
        client.headers.update({"X-Remote-User": "sam", "X-Remote-Groups": groups})
        client.follow_redirects = False
        yield client


@pytest.mark.parametrize("kind", [ErrandKind.TRY, ErrandKind.FETCH])
def test_only_files_that_its_reader_may_see_are_named(tmp_path, kind):
    report = FetchReport(
        new=["open/a.md", "hr/pay.md", "/x/../hr//b.md"],
        changed=["open/c.md", "hr/d.md"],
        removed=["hr/e.md"],
        failed=[Failure("hr/f.md", "hr/f.md is broken"), Failure("open/g.md", "it is away")],
    )
    with signed_in(tmp_path) as client:
        sources_of(client.assistant).add(DocumentSource("wiki", "https://wiki.example/"))
        client.app.state.sources.last["wiki"] = (kind, report)
        page = client.get("/mind/sources").text
    for name in ("open/a.md", "open/c.md", "open/g.md: it is away"):
        assert name in page
    assert "hr/" not in page
    assert "3 new" in page
    assert "and 5 more" in page


def test_a_source_of_which_nothing_may_be_seen_is_counted(tmp_path):
    with signed_in(tmp_path) as client:
        rule = '[[rule]]\nfolder = "{}"\npaths = ["*"]\ndeny = ["it"]\n'
        folder = folder_of(client.assistant.library.home, "wiki")
        rules = (tmp_path / "rules.toml").read_text() + rule.format(folder)
        (tmp_path / "rules.toml").write_text(rules)
        for name in ("wiki", "open"):
            sources_of(client.assistant).add(DocumentSource(name, f"https://{name}.example/"))
            report = FetchReport(new=[f"open/{name}.md"])
            client.app.state.sources.last[name] = (ErrandKind.FETCH, report)
        page = client.get("/mind/sources").text
    assert "open/open.md" in page
    assert "open/wiki.md" not in page
    assert page.count("Fetched: 1 new") == 2


@pytest.mark.parametrize(
    ("address", "option"),
    [
        ("sftp://files.example/", "key_file=/root/.ssh/id_ed25519"),
        ("sftp://files.example/", "known_hosts=/tmp/mine"),
        ("gs://bucket", "region=a key_file=/srv/key.json"),
    ],
)
def test_no_file_of_a_server_signs_in_to_a_source(tmp_path, address, option):
    with signed_in(tmp_path) as client:
        page = post(client, "new", name="a", address=address, options=option)
        assert (page.status_code, names(client)) == (400, [])
        assert "names a file of the server" in page.text
