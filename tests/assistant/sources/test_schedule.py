"""Fetching sources every so often."""

from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.sources.fetching import sources_of
from assistant.sources.schedule import Schedule, is_due
from assistant.sources.sources import DocumentSource
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
            schedule = Schedule(assistant, background.wake)
            schedule.follow_due(datetime.now(UTC))
            asked = len(site.asked)
            schedule.follow_due(datetime.now(UTC))
            assert len(site.asked) == asked
            until(lambda: not background.is_busy)
        found = {hit.passage.text.strip() for hit in library.search(Query("canteen ferry"))}
    assert found == {"The canteen opens at eleven.", "The ferry is blue."}


def test_a_server_that_stops_ends_what_is_fetched(tmp_path):
    with closing(open_library(tmp_path / "home", FakeEmbedder(), create=True)) as library:
        assistant = Assistant(library, Settings(home=tmp_path / "home"))
        with serving_site() as site:
            sources_of(assistant).add(DocumentSource("site", f"{site.address}/", every=60))
            schedule = Schedule(assistant, lambda folder: None)
            site.pages = {"/": lambda request: (schedule._stopped.set(), request.answer(200, b"x"))}
            schedule.start()
            schedule._thread.join(60)
            assert not schedule._thread.is_alive()
            schedule.close()
        assert sources_of(assistant).named("site").tried == ""
