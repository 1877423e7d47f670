"""Files whose bytes are as they were, and are read in another way than before."""

from contextlib import closing

import pytest
import sqlalchemy as sa

from assistant.conversations.conversations import Conversations
from assistant.conversations.permalinks import Standing, address_of, resolve
from assistant.terminal.terminal import status_view
from assistant.types import Turn
from index.library import open_library
from index.store.record_rows import files_table
from index.sync.sync import ReadingOptions
from tests.assistant.terminal.test_terminal import shown
from tests.servers.talking import ANNA, answer

TEXT = "<p>The pier is long.</p><p hidden>The crane is broken.</p><p>The ferry is late.</p>"
LATE = "The ferry is late."


@pytest.fixture
def indexed(library, folder):
    (folder / "a.html").write_text(TEXT)
    library.sync([folder])
    return library


def as_read_by(library, mark):
    with library.records.database.transaction(writing=True) as connection:
        connection.execute(sa.update(files_table).values(read_by=mark))


def test_what_other_readers_have_read_is_read_again_once(indexed, folder, embedder):
    as_read_by(indexed, "")
    assert indexed.status().outdated == 1
    [before] = indexed.documents()
    embedder.embedded.clear()
    report = indexed.sync([folder])
    assert (report.same, report.changed, report.has_news) == (1, 0, False)
    assert indexed.status().outdated == 0
    assert list(indexed.documents()) == [before]
    assert [text for text in embedder.embedded if "pier" in text] == []


def test_only_what_is_read_otherwise_is_embedded(indexed, folder, embedder):
    (folder / "b.md").write_text("The lighthouse is white.\n")
    indexed.sync([folder])
    as_read_by(indexed, "")
    embedder.embedded.clear()
    report = indexed.sync([folder], limits=ReadingOptions(hidden=True))
    assert (report.same, report.changed) == (1, 1)
    assert any("crane" in text for text in embedder.embedded)
    assert not any("lighthouse" in text for text in embedder.embedded)


def test_files_that_this_run_does_not_reach_are_read_again_by_the_next(indexed, folder, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "b.md").write_text("The lighthouse is white.\n")
    indexed.sync([other])
    as_read_by(indexed, "")
    indexed.sync([other])
    assert indexed.status().outdated == 1
    indexed.sync([folder])
    assert indexed.status().outdated == 0


def test_each_answer_keeps_the_reading_that_it_cites(indexed, folder):
    store, records = Conversations(indexed.records), indexed.records
    given = []
    for hidden in (False, True, False):
        indexed.sync([folder], limits=ReadingOptions(hidden=hidden))
        [document] = indexed.documents()
        given.append(answer(document, quote=LATE))
        store.add(ANNA, "c1", Turn(f"t{len(given)}", "Is it late?", given[-1]))
    assert [turn.answer for turn in store.open(ANNA, "c1").turns] == given
    for each in given:
        [cited] = each.citations
        found = resolve(records, address_of(cited.passage.document, cited.start, LATE))
        assert (found.standing, found.intact) == (Standing.CURRENT, True)
        assert found.document.text[cited.start : cited.end] == LATE


def test_a_version_that_is_read_as_it_was_keeps_its_name(indexed, folder):
    versions = []
    for hidden in (False, True, True, False, False):
        as_read_by(indexed, "")
        indexed.sync([folder], limits=ReadingOptions(hidden=hidden))
        versions += [document.version for document in indexed.documents()]
    assert versions[1] == versions[2] == f"{versions[0]}{versions[1][64:]}" != versions[0]
    assert versions[3] == versions[4]


def test_another_process_never_takes_one_reading_for_another(indexed, folder, tmp_path, embedder):
    with closing(open_library(tmp_path / "home", embedder)) as reader:
        [before] = reader.documents()
        indexed.sync([folder], limits=ReadingOptions(hidden=True))
        [passages] = [reader.passages_of(document) for document in reader.documents()]
        assert before.text != passages[0].document.text
        assert all(p.document.text[p.start : p.end] == p.text for p in passages)


def test_the_status_says_how_many_files_wait_to_be_read_again(indexed):
    as_read_by(indexed, "")
    out = shown(status_view(indexed.status()))
    assert "read by an earlier release  1  (read them again with: tenkyo index FOLDER)" in out
