"""Backups: all of a home folder in one archive, and a home folder made of one, or nothing."""

import json
import os
import shutil
import stat
import threading
import zipfile
from contextlib import closing

import pytest

from assistant.assistant import Assistant
from assistant.backups.backup import back_up
from assistant.backups.manifest import NAME
from assistant.backups.restore import restore_home
from assistant.commands.parser import main
from assistant.conversations.conversations import Conversations
from assistant.json_forms import answer_json
from assistant.settings import Settings
from assistant.types import Question, Turn
from index.errors import HomeError, NoIndexError, UsageError
from index.library import open_library
from tests.fake_embedder import FakeEmbedder
from tests.homes import make_old_home
from tests.servers.talking import ANNA

QUESTION = Question("Where does the Arctic cable run?")
TEXTS = {
    "cable.txt": "The Arctic cable runs from Tokyo to Helsinki. It is owned by Far North.",
    "ferry.txt": "The ferry to Oslo leaves at nine in the morning.",
}


class Writer(threading.Thread):
    """Says something again and again, until it is told to stop."""

    def __init__(self, assistant):
        super().__init__()
        self._assistant = assistant
        self._answer = assistant.answering.invoke(QUESTION)
        self.stopped, self.began = threading.Event(), threading.Event()

    def run(self):
        number = 0
        while not self.stopped.is_set():
            number += 1
            turn = Turn(f"t{number}", QUESTION.text, self._answer)
            self._assistant.conversations.add(ANNA, f"c{number}", turn)
            self.began.set()


@pytest.fixture(scope="module")
def backed_up(tmp_path_factory):
    """A home folder, and two backups that were made while somebody wrote to it."""
    base = tmp_path_factory.mktemp("backups")
    home, papers = base / "home", base / "papers"
    (home / "uploads" / ".names").mkdir(parents=True)
    papers.mkdir()
    for name, text in TEXTS.items():
        (papers / name).write_text(text)
    (home / "uploads" / "added.txt").write_text("Added in the browser.")
    (home / "uploads" / ".names" / "x.name").write_text("added.txt\nAdded.txt")
    (home / "uploads" / ".arriving").mkdir()
    (home / "uploads" / ".arriving" / "half").write_text("half")
    with closing(open_library(home, FakeEmbedder(), create=True)) as library:
        library.sync([papers, home / "uploads"])
        writer = Writer(Assistant(library, Settings(home=home)))
        writer.start()
        writer.began.wait()
        back_up(home, base / "plain.backup")
        back_up(home, base / "whole.backup", with_index=True)
        writer.stopped.set()
        writer.join()
    shutil.rmtree(papers)
    return base


@pytest.fixture
def no_model(monkeypatch):
    monkeypatch.setattr("assistant.assistant.open_embedder", lambda name: FakeEmbedder())


def said_in(home):
    """Returns the answer of a home folder, how many turns it kept, and whether all are recorded."""
    with closing(open_library(home, FakeEmbedder())) as library:
        assistant = Assistant(library, Settings(home=home))
        answer = answer_json(None, assistant.answering.invoke(QUESTION))
        kept = assistant.conversations.find(ANNA, most=100_000)
        found = assistant.audit.verify()
        return answer, len(kept), found


@pytest.mark.parametrize("name", ["plain", "whole"])
def test_a_restored_home_answers_as_the_first_and_lost_nothing_of_its_record(
    backed_up, tmp_path, no_model, name
):
    home = tmp_path / "new"
    assert main(["restore", str(backed_up / f"{name}.backup"), "--home", str(home)]) == 0
    answer, kept, found = said_in(home)
    assert answer == said_in(backed_up / "home")[0]
    assert json.loads(answer)["answered"]
    assert found.broken == ""
    assert kept == found.entries > 0
    assert (home / "uploads" / "added.txt").read_text() == "Added in the browser."
    assert (home / "uploads" / ".names" / "x.name").exists()
    assert not (home / "uploads" / ".arriving").exists()


def test_the_index_is_in_a_backup_only_when_it_is_wanted(backed_up):
    def folders(name):
        with zipfile.ZipFile(backed_up / f"{name}.backup") as archive:
            return {entry.split("/")[0] for entry in archive.namelist()}

    always = {"people.sqlite", "records.sqlite", "audit.head", "uploads", NAME}
    assert folders("plain") == always
    assert folders("whole") == always | {"generations"}


def test_an_index_that_was_backed_up_is_not_made_again(backed_up, tmp_path):
    restore_home(backed_up / "whole.backup", tmp_path / "new")
    with closing(open_library(tmp_path / "new", FakeEmbedder())) as library:
        assert library.disagreement() == ""


def test_backups_and_what_is_made_of_them_are_private(backed_up, tmp_path):
    home = tmp_path / "new"
    os.umask(before := os.umask(0))
    try:
        os.umask(0o022)
        back_up(backed_up / "home", tmp_path / "mine.backup")
        restore_home(tmp_path / "mine.backup", home)
    finally:
        os.umask(before)
    places = [tmp_path / "mine.backup", home, *home.rglob("*")]
    assert [p for p in places if stat.S_IMODE(p.stat().st_mode) & 0o077] == []


def test_a_backup_replaces_no_file_and_leaves_nothing_beside(backed_up, tmp_path):
    there = tmp_path / "there.backup"
    there.write_text("Mine.")
    with pytest.raises(UsageError, match=r"'.*there\.backup' exists\. Choose another name"):
        back_up(backed_up / "home", there)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [
        ("there.backup", "Mine.")
    ]


def test_a_backup_into_a_folder_that_is_not_there_is_refused(backed_up, tmp_path):
    with pytest.raises(UsageError, match="its folder is not there"):
        back_up(backed_up / "home", tmp_path / "gone" / "x.backup")


def test_there_must_be_something_to_back_up(tmp_path):
    with pytest.raises(NoIndexError, match="No index in"):
        back_up(tmp_path / "none", tmp_path / "x.backup")
    assert list(tmp_path.iterdir()) == []


def test_a_home_of_an_earlier_release_is_backed_up_as_one_of_this(folder, tmp_path):
    make_old_home(tmp_path / "old", folder)
    back_up(tmp_path / "old", tmp_path / "x.backup")
    restore_home(tmp_path / "x.backup", tmp_path / "new")
    with closing(open_library(tmp_path / "new", FakeEmbedder())) as library:
        kept = Conversations(library.records).find(ANNA, most=10)
    assert [heading.id for heading in kept] == ["c2", "c1"]


@pytest.mark.parametrize("name", ["people.sqlite", "records.sqlite"])
def test_a_damaged_database_is_not_taken_for_a_backup(backed_up, tmp_path, name):
    home = shutil.copytree(backed_up / "home", tmp_path / "home")
    content = bytearray((home / name).read_bytes())
    content[4096 : len(content) // 2] = b"\xff" * (len(content) // 2 - 4096)
    (home / name).write_bytes(content)
    with pytest.raises(HomeError, match=name):
        back_up(home, tmp_path / "x.backup")
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


@pytest.mark.parametrize("what", ["note.txt", "people.sqlite", ".hidden"])
def test_a_folder_that_holds_anything_is_not_restored_into(backed_up, tmp_path, what):
    (tmp_path / what).write_text("Mine.")
    with pytest.raises(UsageError, match="is not empty"):
        restore_home(backed_up / "plain.backup", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [what]


def test_a_restore_that_was_interrupted_is_begun_anew(backed_up, tmp_path):
    (tmp_path / "new" / ".restoring").mkdir(parents=True)
    (tmp_path / "new" / ".restoring" / "people.sqlite").write_text("half")
    restore_home(backed_up / "plain.backup", tmp_path / "new")
    assert said_in_order(tmp_path / "new") == ["audit.head", "people.sqlite", "records.sqlite"]


def said_in_order(home):
    return sorted(path.name for path in home.iterdir() if path.is_file() and path.suffix)


def remade(backup, target, change):
    """Writes an archive with other entries: `change` gets them by name, with the manifest."""
    with zipfile.ZipFile(backup) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(entries.pop(NAME))
    change(entries, manifest)
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
        archive.writestr(NAME, json.dumps(manifest))
    return target


def _altered(entries, manifest):
    entries["audit.head"] = b"0" * len(entries["audit.head"])


def _without_people(entries, manifest):
    del entries["people.sqlite"]
    manifest["files"] = [f for f in manifest["files"] if f["name"] != "people.sqlite"]


def _with_an_unlisted_entry(entries, manifest):
    entries["uploads/more.txt"] = b"more"


def _without_a_listed_entry(entries, manifest):
    del entries["uploads/added.txt"]


def _without_files(entries, manifest):
    del manifest["files"]


def _named(name):
    def change(entries, manifest):
        entries[name] = entries.pop("uploads/added.txt")
        [file] = [f for f in manifest["files"] if f["name"] == "uploads/added.txt"]
        file["name"] = name

    change.__name__ = name
    return change


@pytest.mark.parametrize(
    "change",
    [
        *(_altered, _without_people, _with_an_unlisted_entry, _without_a_listed_entry),
        *(_without_files, _named("../out.txt"), _named("uploads/../../out.txt")),
        *(_named("/tmp/out.txt"), _named("uploads//out.txt"), _named("uploads\\..\\out.txt")),
    ],
    ids=lambda change: change.__name__,
)
def test_an_archive_that_is_not_what_was_written_is_refused(backed_up, tmp_path, change):
    archive = remade(backed_up / "plain.backup", tmp_path / "x.backup", change)
    assert_refused(archive, tmp_path / "new", "is damaged")
    assert not (tmp_path / "out.txt").exists()


@pytest.mark.parametrize("share", [0, 0.3, 0.99])
def test_an_archive_that_was_cut_off_is_refused(backed_up, tmp_path, share):
    content = (backed_up / "plain.backup").read_bytes()
    (tmp_path / "x.backup").write_bytes(content[: int(len(content) * share)])
    assert_refused(tmp_path / "x.backup", tmp_path / "new", "is damaged")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.8])
def test_an_archive_with_other_bytes_is_refused(backed_up, tmp_path, share):
    content = bytearray((backed_up / "plain.backup").read_bytes())
    place = int(len(content) * share)
    content[place : place + 64] = bytes(255 - byte for byte in content[place : place + 64])
    (tmp_path / "x.backup").write_bytes(content)
    assert_refused(tmp_path / "x.backup", tmp_path / "new", "is damaged")


def _of_a_later_form(entries, manifest):
    manifest["form"] = 2


def _with_a_later_step(entries, manifest):
    manifest["steps"]["people"] = "people_99"


@pytest.mark.parametrize("change", [_of_a_later_form, _with_a_later_step])
def test_an_archive_of_a_newer_release_is_refused(backed_up, tmp_path, change):
    archive = remade(backed_up / "plain.backup", tmp_path / "x.backup", change)
    assert_refused(archive, tmp_path / "new", "made by a newer release")


def test_an_archive_that_is_not_there_is_refused(tmp_path):
    assert_refused(tmp_path / "gone", tmp_path / "new", "Cannot read '.*gone'")


def assert_refused(archive, home, why):
    with pytest.raises(UsageError, match=why) as caught:
        restore_home(archive, home)
    assert "\n" not in str(caught.value)
    left = {path.name for path in home.iterdir()} if home.exists() else set()
    assert left <= {"lock", "lock-holder"}
