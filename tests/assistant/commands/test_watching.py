"""Following folders while they change, vanish and come back."""

import shutil
import threading
import time

import pytest

from assistant.commands.watching import follow
from index.errors import HomeLockedError, UsageError


class Follower:
    """Follows folders in a thread; collects what was indexed and what was told."""

    def __init__(self, paths, home, errors=()):
        self.synced, self.told = [], []
        self._errors = list(errors)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(paths, home))
        self._thread.start()

    def _run(self, paths, home):
        with pytest.raises(SystemExit):
            follow(paths, home, self._sync, self.told.append)

    def _sync(self, paths):
        self.synced.append([path.name for path in paths])
        if self._errors:
            raise self._errors.pop(0)
        if self._stopped.is_set():
            raise SystemExit

    def wait(self, syncs=None, told=None, seconds=60):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if len(self.synced) >= (syncs or 0) and len(self.told) >= (told or 0):
                return
            time.sleep(0.02)
        raise AssertionError((self.synced, self.told))

    def stop(self, folder):
        self._stopped.set()
        while self._thread.is_alive():
            (folder / "stop.txt").write_text(str(time.monotonic()))
            self._thread.join(0.3)


@pytest.fixture
def following(folder, tmp_path):
    followers = []

    def start(*paths, errors=()):
        followers.append(Follower(list(paths) or [folder], tmp_path / "home", errors))
        return followers[-1]

    yield start
    for follower in followers:
        folder.mkdir(exist_ok=True)
        follower.stop(folder)


def test_folders_are_indexed_at_once_and_after_a_change(folder, following):
    follower = following()
    follower.wait(syncs=1)
    time.sleep(0.3)
    (folder / "a.txt").write_text("new")
    follower.wait(syncs=2)
    assert follower.synced[:2] == [["papers"], ["papers"]]


def test_a_burst_of_changes_is_indexed_together(folder, following):
    follower = following()
    follower.wait(syncs=1)
    time.sleep(0.3)
    for number in range(300):
        (folder / f"{number}.txt").write_text("new")
    follower.wait(syncs=2)
    time.sleep(2)
    assert len(follower.synced) <= 4


def test_changes_of_hidden_files_and_of_the_index_itself_are_nothing_new(
    folder, following, tmp_path
):
    follower = following(tmp_path)
    (tmp_path / "home").mkdir(exist_ok=True)
    follower.wait(syncs=1)
    time.sleep(2)
    before = len(follower.synced)
    (tmp_path / "home" / "records.sqlite").write_text("x")
    (folder / ".hidden").write_text("x")
    time.sleep(2.5)
    assert len(follower.synced) == before


def test_a_folder_that_vanishes_is_waited_for(folder, following):
    follower = following()
    follower.wait(syncs=1)
    shutil.rmtree(folder)
    follower.wait(told=1)
    assert follower.told[-1].endswith("papers' is not there. Its documents stay; waiting for it.")
    before = len(follower.synced)
    folder.mkdir()
    follower.wait(syncs=before + 1)


def test_one_folder_that_vanishes_does_not_keep_the_others_from_being_indexed(
    folder, following, tmp_path
):
    other = tmp_path / "other"
    other.mkdir()
    follower = following(folder, other)
    follower.wait(syncs=1)
    shutil.rmtree(other)
    follower.wait(syncs=2, told=1)
    assert follower.synced[0] == ["papers", "other"]
    assert follower.synced[-1] == ["papers"]


def test_what_goes_wrong_is_told_once_and_tried_again(folder, following):
    locked = [HomeLockedError("it is being written") for _ in range(3)]
    follower = following(errors=locked)
    follower.wait(syncs=4)
    assert follower.told == ["it is being written"]


def test_an_empty_folder_is_tried_again_when_it_changes(folder, following):
    follower = following(errors=[UsageError("nothing to index")])
    follower.wait(syncs=1, told=1)
    time.sleep(1.2)
    assert len(follower.synced) == 1
    (folder / "a.txt").write_text("new")
    follower.wait(syncs=2)
