"""Following sources as long as a server runs."""

from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from assistant.assistant import Assistant
from assistant.indexing.background import BackgroundTask
from assistant.settings import Settings
from assistant.sources import follower as follower_module
from assistant.sources.fetching import fetch, forget_source, sources_of
from assistant.sources.follower import Errand, ErrandKind, SourceFollower, is_due
from assistant.sources.sources import DocumentSource
from index.database.lock import writing
from index.errors import HomeLockedError, UsageError
from index.library import open_library
from index.search.queries import Query
from tests.assistant.adding.test_adding import until
from tests.fake_embedder import FakeEmbedder
from tests.servers.web_site import serving_site

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("every", "tried", "due"),
    [
        (0, "", False),
        (60, "", True),
        (60, (NOW - timedelta(seconds=59)).isoformat(), False),
        (60, (NOW - timedelta(seconds=60)).isoformat(), True),
    ],
)
def test_a_source_is_due_so_long_after_it_was_tried(every, tried, due):
    source = DocumentSource("x", "https://x.example/", every=every, tried=tried)
    assert is_due(source, NOW) is due


def test_what_is_due_is_fetched_and_indexed_once(tmp_path, folder):
    (folder / "ferry.txt").write_text("The ferry is blue.")
    with closing(open_library(tmp_path / "home", FakeEmbedder(), create=True)) as library:
        assistant = Assistant(library, Settings(home=tmp_path / "home"))
        with serving_site() as site, closing(assistant.background) as background:
            site.pages = {"/": "<p>The canteen opens at eleven.</p>"}
            sources = sources_of(assistant)
            sources.add(DocumentSource("site", f"{site.address}/", every=60))
            sources.add(DocumentSource("papers", str(folder), every=60))
            sources.add(DocumentSource("never", f"{site.address}/x/"))
            follower = SourceFollower(assistant, background.wake)
            follower.follow_due(datetime.now(UTC))
            asked = len(site.asked)
            follower.follow_due(datetime.now(UTC))
            assert len(site.asked) == asked
            until(lambda: not background.is_busy)
        found = {hit.passage.text.strip() for hit in library.search(Query("canteen ferry"))}
    assert found == {"The canteen opens at eleven.", "The ferry is blue."}


def test_of_several_servers_one_fetches_what_is_due_and_each_what_it_is_asked(tmp_path, folder):
    (folder / "ferry.txt").write_text("The ferry is blue.")
    with closing(open_library(tmp_path / "home", FakeEmbedder(), create=True)) as library:
        assistant = Assistant(library, Settings(home=tmp_path / "home"))
        sources = sources_of(assistant)
        sources.add(DocumentSource("papers", str(folder), every=60))
        follower = SourceFollower(assistant, lambda *told: None, leads=lambda: False)
        follower.follow_due(datetime.now(UTC))
        assert sources.named("papers").tried == ""
        follower.ask(Errand(ErrandKind.FETCH, "papers"))
        follower.follow_due(datetime.now(UTC))
        assert sources.named("papers").synced


def test_a_server_that_stops_ends_what_is_fetched(tmp_path):
    with closing(open_library(tmp_path / "home", FakeEmbedder(), create=True)) as library:
        assistant = Assistant(library, Settings(home=tmp_path / "home"))
        with serving_site() as site:
            sources_of(assistant).add(DocumentSource("site", f"{site.address}/", every=60))
            follower = SourceFollower(assistant, lambda *told: None)
            site.pages = {"/": lambda request: (follower._stopped.set(), request.answer(200, b"x"))}
            follower.start()
            follower._thread.join(60)
            assert not follower._thread.is_alive()
            follower.close()
        assert sources_of(assistant).named("site").tried == ""


def test_what_is_asked_for_is_done_in_its_order(tmp_path, folder):
    (folder / "ferry.txt").write_text("The ferry is blue.")
    with closing(open_library(tmp_path / "home", FakeEmbedder(), create=True)) as library:
        assistant = Assistant(library, Settings(home=tmp_path / "home"))
        with serving_site() as site, closing(assistant.background) as background:
            site.pages = {"/": "<p>The canteen opens at eleven.</p>"}
            sources = sources_of(assistant)
            sources.add(DocumentSource("site", f"{site.address}/"))
            sources.add(DocumentSource("papers", str(folder)))
            follower = SourceFollower(assistant, background.wake)
            follower.ask(Errand(ErrandKind.TRY, "site"))
            with closing(follower):
                follower.start()
                until(lambda: not follower.waiting)
                kind, report = follower.last["site"]
                assert (kind, len(report.new), sources.named("site").tried) == ("try", 1, "")
                for name in ("site", "papers", "site", "unknown"):
                    follower.ask(Errand(ErrandKind.FETCH, name))
                until(lambda: not follower.waiting and not background.is_busy)
                assert len(library.search(Query("canteen ferry"))) == 2
                for name in ("site", "papers"):
                    follower.ask(Errand(ErrandKind.REMOVE, name, "ann"))
                until(lambda: not follower.waiting)
        assert (sources.all(), list(library.documents())) == ((), [])
        assert (folder / "ferry.txt").exists()
        assert not (tmp_path / "home/sources/site").exists()


def test_a_source_is_removed_once_nobody_writes_any_more(tmp_path, monkeypatch):
    monkeypatch.setattr("assistant.sources.follower._SECONDS_LOCKED", 0.01)
    with closing(open_library(tmp_path / "home", FakeEmbedder(), create=True)) as library:
        assistant = Assistant(library, Settings(home=tmp_path / "home"))
        with serving_site() as site:
            site.pages = {"/": "<p>The canteen opens at eleven.</p>"}
            for name in ("first", "other"):
                sources_of(assistant).add(DocumentSource(name, f"{site.address}/"))
            follower = SourceFollower(assistant, lambda *told: None)
            with writing(tmp_path / "home"), closing(follower):
                follower.ask(Errand(ErrandKind.REMOVE, "first"))
                follower.ask(Errand(ErrandKind.FETCH, "other"))
                follower.start()
                until(lambda: "other" in follower.last)
                assert [errand.source for errand in follower.waiting] == ["first"]
            again = SourceFollower(assistant, lambda *told: None)
            again.ask(Errand(ErrandKind.REMOVE, "first"))
            with closing(again):
                again.start()
                until(lambda: not again.waiting)
        assert [source.name for source in sources_of(assistant).all()] == ["other"]


@contextmanager
def two_sites(base):
    """A follower of the two sources `first` and `other`, which are due."""
    with closing(open_library(base / "home", FakeEmbedder(), create=True)) as library:
        assistant = Assistant(library, Settings(home=base / "home"))
        with serving_site() as site, closing(assistant.background) as background:
            site.pages = {f"/{name}/": f"<p>The {name} page.</p>" for name in ("first", "other")}
            sources = sources_of(assistant)
            for name in ("first", "other"):
                sources.add(DocumentSource(name, f"{site.address}/{name}/", every=60))
            follower = SourceFollower(assistant, background.wake)
            yield SimpleNamespace(
                assistant=assistant, site=site, sources=sources, follower=follower, library=library
            )


def once(act):
    """A page that answers when something else was done."""

    def answer(request):
        act()
        request.answer(200, b"<p>x</p>", {"Content-Type": "text/html"})

    return answer


@pytest.mark.parametrize("where", ["browser", "terminal"])
def test_what_is_removed_while_another_is_fetched_is_not_fetched_any_more(tmp_path, where):
    with two_sites(tmp_path) as made:
        other = made.sources.named("other")
        remove = {
            "browser": lambda: made.follower.ask(Errand(ErrandKind.REMOVE, "other")),
            "terminal": lambda: forget_source(made.assistant, other),
        }
        made.site.pages["/first/"] = once(remove[where])
        made.follower.follow_due(datetime.now(UTC))
        until(lambda: not made.assistant.background.is_busy)
        assert [source.name for source in made.sources.all()] == ["first"]
        assert made.sources.files("other") == {}
        assert not any("/other/" in asked for asked in map(str, made.site.asked))
    assert not (tmp_path / "home/sources/other").exists()


def test_what_was_fetched_elsewhere_meanwhile_is_not_due(tmp_path):
    with two_sites(tmp_path) as made:
        other = made.sources.named("other")
        made.site.pages["/first/"] = once(lambda: fetch(made.assistant, other))
        made.follower.follow_due(datetime.now(UTC))
        tried = made.sources.named("other").tried
        assert "other" not in made.follower.last
        assert tried


def test_what_is_being_fetched_is_removed_afterwards(tmp_path):
    refused = []

    def remove():
        with pytest.raises(HomeLockedError, match="'first' is being followed"):
            forget_source(made.assistant, first)
        refused.append("first")

    with two_sites(tmp_path) as made:
        first = made.sources.named("first")
        made.site.pages["/first/"] = once(remove)
        assert fetch(made.assistant, first).new
        assert refused
        assert forget_source(made.assistant, first) == 0
        assert "removed meanwhile" in fetch(made.assistant, first).problem
    assert list((tmp_path / "home/sources").iterdir()) == []


def test_a_folder_that_is_removed_before_its_turn_is_not_indexed(tmp_path, folder):
    (folder / "ferry.txt").write_text("The ferry is blue.")
    with two_sites(tmp_path) as made:
        papers = DocumentSource("papers", str(folder))
        made.sources.add(papers)
        with writing(tmp_path / "home"):
            made.follower.ask(Errand(ErrandKind.FETCH, "papers"))
            made.follower.follow_due(NOW - timedelta(days=9_999))
            until(lambda: made.assistant.background.work is BackgroundTask.LOCKED)
        forget_source(made.assistant, papers)
        until(lambda: not made.assistant.background.is_busy)
        assert "ferry" not in str([*made.library.documents()])


def test_another_source_of_the_same_name_keeps_what_became_of_it(tmp_path):
    with two_sites(tmp_path) as made:
        first = made.sources.named("first")
        made.sources.remove(first)
        made.sources.add(replace(first, address=f"{made.site.address}/other/"))
        assert "removed meanwhile" in fetch(made.assistant, first).problem
        with pytest.raises(UsageError, match="removed meanwhile"):
            forget_source(made.assistant, first)
        assert made.sources.named("first").tried == ""


class Odd(Exception):
    """What no connector was expected to raise."""


@pytest.mark.parametrize("kind", [ErrandKind.FETCH, ErrandKind.TRY, ErrandKind.REMOVE, None])
def test_an_error_that_nobody_foresaw_keeps_no_other_source_from_being_followed(
    tmp_path, monkeypatch, kind
):
    """`kind` is what is asked for; None is a source that is due."""
    place = "forget_source" if kind is ErrandKind.REMOVE else "fetch"
    real = getattr(follower_module, place)

    def odd(assistant, source, *more, **named):
        if source.name == "first":
            raise Odd("hush-hush")
        return real(assistant, source, *more, **named)

    monkeypatch.setattr(follower_module, place, odd)
    with two_sites(tmp_path) as made:
        follower = made.follower
        if kind:
            for name in ("first", "other"):
                made.sources.note_tried(made.sources.named(name), "")
                follower.ask(Errand(kind, name))
        with closing(follower):
            follower.start()
            until(lambda: "first" in follower.last and not follower.waiting)
            until(lambda: "other" in follower.last or kind is ErrandKind.REMOVE)
            assert follower._thread.is_alive()
            report = follower.last["first"][1]
            first = made.sources.named("first")
    assert (report.problem, first.tried != "") == (
        "an error that nobody foresaw (Odd); the server's log says where.",
        True,
    )
    assert bool(first.problem) is (kind in (ErrandKind.FETCH, None))
