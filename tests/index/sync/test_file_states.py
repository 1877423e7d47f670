"""How files stand to the index, through `Library.ledger` and `Library.sync`."""

import os
import shutil

import pytest

from index.sandbox.process import ReadingProcess
from index.sync.inside import LEADS_OUT
from index.types import State

TEXT = "The cable runs under the sea."
BINARY = bytes(range(256)) * 40


@pytest.fixture
def indexed(library, folder):
    for name in ("same", "changed", "gone", "moved"):
        (folder / f"{name}.txt").write_text(f"{TEXT} {name}")
    (folder / "broken.txt").write_bytes(BINARY)
    library.sync([folder])
    return library


def states(library):
    return {entry.path: entry.state for entry in library.ledger()}


def test_right_after_indexing_all_is_the_same_or_failed(indexed):
    found = states(indexed)
    assert found.pop("broken.txt") is State.FAILED
    assert set(found.values()) == {State.SAME}


def test_every_kind_of_change_is_seen(indexed, folder):
    (folder / "changed.txt").write_text("Something else altogether.")
    (folder / "gone.txt").unlink()
    (folder / "moved.txt").rename(folder / "there.txt")
    (folder / "new.txt").write_text("A new text.")
    assert states(indexed) == {
        "same.txt": State.SAME,
        "changed.txt": State.CHANGED,
        "gone.txt": State.REMOVED,
        "there.txt": State.MOVED,
        "new.txt": State.NEW,
        "broken.txt": State.FAILED,
    }


def test_a_file_that_was_only_touched_is_the_same(indexed, folder):
    os.utime(folder / "same.txt", (1, 1))
    assert states(indexed)["same.txt"] is State.SAME


def test_a_failed_file_that_was_changed_waits_to_be_read(indexed, folder):
    (folder / "broken.txt").write_text("Mended.")
    assert states(indexed)["broken.txt"] is State.CHANGED


def test_files_of_a_folder_that_is_not_there_are_as_they_were(indexed, folder):
    shutil.rmtree(folder)
    assert states(indexed)["same.txt"] is State.SAME
    assert indexed.status().missing_sources == (str(folder),)


def test_the_ledger_says_why_a_file_failed(indexed):
    [failed] = [entry for entry in indexed.ledger() if entry.state is State.FAILED]
    assert (failed.reason, failed.size) == ("the file is binary, not text", len(BINARY))
    assert failed.indexed_at


def test_looking_at_the_ledger_changes_nothing(indexed, folder):
    (folder / "new.txt").write_text("A new text.")
    before = indexed.records.files()
    states(indexed)
    assert indexed.records.files() == before


@pytest.fixture
def read(indexed, monkeypatch):
    """The files that are read from now on."""
    paths = []
    monkeypatch.setattr(ReadingProcess, "read", lambda self, path, data: paths.append(path))
    return paths


def test_a_failed_file_is_not_read_again_until_it_changes(indexed, folder, read):
    report = indexed.sync([folder])
    assert [f.path for f in report.failed] == ["broken.txt"]
    assert (report.same, read) == (4, [])


def test_a_failed_file_that_was_only_touched_is_not_read_again(indexed, folder, read):
    os.utime(folder / "broken.txt", (1, 1))
    report = indexed.sync([folder])
    assert ([f.reason for f in report.failed], read) == (["the file is binary, not text"], [])


def test_a_failed_file_that_was_mended_is_read(indexed, folder):
    (folder / "broken.txt").write_text("Mended.")
    report = indexed.sync([folder])
    assert (report.failed, report.added) == ([], 1)
    assert states(indexed)["broken.txt"] is State.SAME


def test_a_symbolic_link_that_leads_in_a_circle_is_a_failure(indexed, folder):
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    (folder / "circle").symlink_to(folder)
    report = indexed.sync([folder])
    [reason] = [f.reason for f in report.failed if f.path == "loop.txt"]
    assert "Too many levels of symbolic links" in reason
    assert report.same == 4


def test_a_link_that_leads_out_is_skipped_until_it_is_something_else(indexed, folder, tmp_path):
    link, outside = folder / "link.txt", tmp_path / "outside.txt"
    outside.write_text("Not to be read.")
    link.symlink_to(outside)
    assert states(indexed)["link.txt"] is State.SKIPPED
    indexed.sync([folder])
    [entry] = [entry for entry in indexed.ledger() if entry.path == "link.txt"]
    assert (entry.state, entry.reason) == (State.SKIPPED, LEADS_OUT)
    link.unlink()
    assert states(indexed)["link.txt"] is State.REMOVED
    link.write_text("A file of its own.")
    assert states(indexed)["link.txt"] is State.CHANGED
    assert indexed.sync([folder]).added == 1
    assert states(indexed)["link.txt"] is State.SAME


@pytest.mark.parametrize("before", [TEXT.encode(), BINARY], ids=["read", "failed"])
def test_a_file_that_became_a_link_out_is_skipped(library, folder, tmp_path, before):
    (folder / "a.txt").write_bytes(before)
    library.sync([folder])
    (folder / "a.txt").unlink()
    (folder / "a.txt").symlink_to(tmp_path / "outside.txt")
    assert states(library) == {"a.txt": State.SKIPPED}
    library.sync([folder])
    assert states(library) == {"a.txt": State.SKIPPED}
    assert library.status().failed == ()


def test_links_of_a_folder_that_is_not_there_are_as_they_were(library, folder, tmp_path):
    (folder / "a.txt").write_text(TEXT)
    (folder / "link.txt").symlink_to(tmp_path / "outside.txt")
    library.sync([folder])
    shutil.rmtree(folder)
    assert states(library)["link.txt"] is State.SKIPPED


@pytest.mark.parametrize("name", ["a\nb.txt", "📄 emoji.txt", "e\u0301.txt", "'quoted\".txt"])
def test_odd_names_are_names_like_any_other(library, folder, name):
    (folder / name).write_text(TEXT)
    library.sync([folder])
    assert states(library) == {name: State.SAME}
    assert [d.path for d in library.documents()] == [name]


def test_files_without_a_reader_are_counted_by_suffix(library, folder):
    (folder / "a.txt").write_text(TEXT)
    for name in ("b.png", "c.PNG", "Makefile", ".hidden"):
        (folder / name).write_text("x")
    assert library.sync([folder]).skipped == {".png": 2, "Makefile": 1}
