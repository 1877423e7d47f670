"""A home folder is its owner's alone, whatever the umask says."""

import logging
import os
import stat
from contextlib import closing
from pathlib import Path

import pytest

from index.database.private_files import keep_private
from index.library import open_library
from index.search.queries import Query
from index.store.records import open_records
from tests.fake_embedder import FakeEmbedder


@pytest.fixture(autouse=True)
def umask():
    """Every right for everybody, until somebody says otherwise."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.fixture
def home(tmp_path, folder):
    """A home folder with every kind of file, and no lock."""
    (folder / "a.txt").write_text("The cable lies under the sea.")
    home = tmp_path / "home"
    with closing(open_library(home, FakeEmbedder(), create=True)) as library:
        library.sync([folder])
        library.search(Query("cable"))
    return home


def modes(home):
    return {path: stat.S_IMODE(path.lstat().st_mode) for path in (home, *home.rglob("*"))}


def loosen(home):
    for path in modes(home):
        path.chmod(0o755 if path.is_dir() else 0o644)


def test_folders_are_0700_and_files_0600(home):
    found = modes(home)
    assert len(found) > 10
    assert {p: oct(m) for p, m in found.items() if m != (0o700 if p.is_dir() else 0o600)} == {}


def test_what_is_made_while_it_is_open_is_private_too(home):
    with (
        closing(open_library(home, FakeEmbedder())) as library,
        library.records.database.transaction(),
    ):
        library.records.database.version()
        assert (home / "records.sqlite-wal").exists()
        assert not any(mode & 0o077 for mode in modes(home).values())


@pytest.mark.parametrize("open_it", [lambda h: open_library(h, FakeEmbedder()), open_records])
def test_an_open_one_is_tightened_with_one_line_once(home, open_it, caplog):
    loosen(home)
    for _ in range(2):
        opened = open_it(home)
        getattr(opened, "database", opened).close()
    assert not any(mode & 0o077 for mode in modes(home).values())
    [line] = [record.getMessage() for record in caplog.records]
    assert line == (
        f"The home folder {str(home)!r} was open to other accounts of this machine:"
        " it is yours alone now."
    )


def test_an_empty_folder_is_taken_without_a_word(tmp_path, caplog):
    home = tmp_path / "home"
    home.mkdir()
    open_library(home, FakeEmbedder(), create=True).close()
    assert (modes(home)[home], caplog.records) == (0o700, [])


def test_other_files_in_the_folder_keep_their_rights(home):
    script = home / "backup.sh"
    script.write_text("#!/bin/sh")
    script.chmod(0o755)
    keep_private(home)
    assert modes(home)[script] == 0o755


@pytest.mark.parametrize("error", [PermissionError(1, "Operation not permitted"), None])
def test_where_rights_cannot_be_changed_that_is_noted(home, error, caplog, monkeypatch):
    def chmod(*_arguments, **_named):
        if error:
            raise error

    loosen(home)
    monkeypatch.setattr(Path, "chmod", chmod)
    with caplog.at_level(logging.WARNING), closing(open_library(home, FakeEmbedder())) as library:
        assert library.search(Query("cable"))
    [line] = [record.getMessage() for record in caplog.records]
    assert "is open to other accounts, and stays so: " in line
