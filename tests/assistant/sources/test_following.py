"""Following a source: what is fetched, what is removed, and what stays where something fails."""

import signal
import subprocess
import sys
from dataclasses import replace

import pytest

from index.connectors.connector import NotFetchedError, RemoteFile, SourceAwayError
from index.errors import UsageError
from tests.servers.following import LIMITS, followed


class Shelf:
    """A source in memory: texts by key. `away` is the key at which it breaks off."""

    def __init__(self, texts, *, away="", broken="", marks=True):
        self.texts, self.away, self.broken, self.marks = texts, away, broken, marks
        self.fetched = []

    def items(self, known):
        for key, text in self.texts.items():
            if key == self.away:
                raise SourceAwayError("the shelf is gone")
            mark = text if self.marks else ""
            yield RemoteFile(key, key, mark, origin=f"shelf:{key}", size=len(text))

    def fetch(self, item):
        self.fetched.append(item.key)
        if item.key == self.broken:
            raise NotFetchedError("it is broken")
        yield self.texts[item.key].encode()

    def close(self):
        pass


@pytest.fixture
def made(tmp_path):
    with followed(tmp_path / "home", "https://shelf.example/") as made:
        yield made


def test_what_is_new_is_fetched_with_its_origin(made):
    report = made.follow(Shelf({"a.txt": "one", "b/c.md": "two"}))
    assert (report.new, report.problem) == (["a.txt", "b/c.md"], "")
    assert made.files() == {"a.txt": "one", "b/c.md": "two"}
    assert made.sources.origin("papers", "b/c.md") == "shelf:b/c.md"


def test_only_what_changed_is_fetched_again(made):
    made.follow(Shelf({"a.txt": "one", "b.txt": "two"}))
    shelf = Shelf({"a.txt": "one", "b.txt": "three"})
    report = made.follow(shelf)
    assert (shelf.fetched, report.changed, report.same) == (["b.txt"], ["b.txt"], 1)
    assert made.files() == {"a.txt": "one", "b.txt": "three"}


def test_what_is_gone_is_removed(made):
    made.follow(Shelf({"a.txt": "one", "b.txt": "two"}))
    assert made.follow(Shelf({"b.txt": "two"})).removed == ["a.txt"]
    assert made.files() == {"b.txt": "two"}


def test_a_source_that_breaks_off_leaves_everything(made):
    made.follow(Shelf({"a.txt": "one", "b.txt": "two", "c.txt": "three"}))
    report = made.follow(Shelf({"a.txt": "new", "b.txt": "two"}, away="b.txt"))
    assert (report.problem, report.removed) == ("the shelf is gone", [])
    assert made.files() == {"a.txt": "new", "b.txt": "two", "c.txt": "three"}


def test_one_file_that_fails_keeps_what_was_fetched_of_it(made):
    made.follow(Shelf({"a.txt": "one", "b.txt": "two"}))
    report = made.follow(Shelf({"a.txt": "new", "b.txt": "newer"}, broken="a.txt"))
    assert [(f.path, f.reason) for f in report.failed] == [("a.txt", "it is broken")]
    assert made.files() == {"a.txt": "one", "b.txt": "newer"}


def test_a_dry_run_says_what_would_be_done_and_does_nothing(made):
    made.follow(Shelf({"a.txt": "one", "b.txt": "two"}))
    shelf = Shelf({"b.txt": "other", "c.txt": "three"})
    report = made.follow(shelf, dry=True)
    assert (report.new, report.changed, report.removed) == (["c.txt"], ["b.txt"], ["a.txt"])
    assert shelf.fetched == []
    assert made.files() == {"a.txt": "one", "b.txt": "two"}


def test_a_file_whose_source_knows_no_mark_is_compared_by_its_bytes(made):
    made.follow(Shelf({"a.txt": "one"}, marks=False))
    assert made.follow(Shelf({"a.txt": "one"}, marks=False)).same == 1
    assert made.follow(Shelf({"a.txt": "two"}, marks=False)).changed == ["a.txt"]


def test_a_file_that_was_lost_on_the_disk_is_fetched_again(made):
    made.follow(Shelf({"a.txt": "one"}))
    (made.root / "a.txt").unlink()
    made.follow(Shelf({"a.txt": "one"}))
    assert made.files() == {"a.txt": "one"}


def test_formats_without_a_reader_are_counted_and_not_fetched(made):
    shelf = Shelf({"film.mp4": "x", "a.txt": "one"})
    assert made.follow(shelf).skipped == 1
    assert shelf.fetched == ["a.txt"]


@pytest.mark.parametrize("name", ["../out.txt", "/etc/out.txt", "a/../../out.txt"])
def test_no_name_leads_out_of_the_folder(made, name):
    made.follow(Shelf({name: "one"}))
    inside = [path for path in made.base.rglob("*.txt") if made.root in path.parents]
    assert [path.read_text() for path in inside] == ["one"]
    assert list(made.base.parent.rglob("out.txt")) == inside


def test_two_keys_of_one_name_are_two_files(made):
    made.follow(Shelf({"a.txt": "one", "/a.txt": "two"}))
    assert sorted(made.files().values()) == ["one", "two"]


def test_a_file_that_is_larger_than_it_said_is_given_up(made):
    small = LIMITS.__class__(file=5, total=100, files=9)
    shelf = Shelf({"a.txt": "much longer"})
    shelf.items = lambda known: iter([RemoteFile("a.txt", "a.txt", "1")])
    report = made.follow(shelf, limits=small)
    assert report.failed[0].reason == "it has over 5e-06 MB; raise TENKYO_MAX_FILE_MB"
    assert made.files() == {}


def test_a_source_of_endless_files_is_left_at_the_limit_and_nothing_is_removed(made):
    made.follow(Shelf({"z.txt": "kept"}))
    few = LIMITS.__class__(file=100, total=1_000, files=2)
    report = made.follow(Shelf({f"{n}.txt": "x" for n in range(9)}), limits=few)
    assert "over 2 files" in report.problem
    assert sorted(made.files()) == ["0.txt", "1.txt", "z.txt"]


def test_there_is_an_end_to_the_room_of_a_source(made):
    full = LIMITS.__class__(file=100, total=8, files=9)
    report = made.follow(Shelf({"a.txt": "12345", "b.txt": "67890"}), limits=full)
    assert report.problem.startswith("there is no more room")
    assert made.files() == {"a.txt": "12345"}


def test_what_a_killed_process_left_unnoted_is_not_taken_for_a_document(made):
    made.follow(Shelf({"a.txt": "one"}))
    (made.root / "orphan.txt").write_text("half")
    made.follow(Shelf({"a.txt": "one"}))
    assert made.files() == {"a.txt": "one"}


KILLED = """
import os, signal, sys
from pathlib import Path
from tests.assistant.sources.test_following import Shelf
from tests.servers.following import followed

class Deadly(Shelf):
    def fetch(self, item):
        if len(self.fetched) == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        yield from super().fetch(item)

with followed(Path(sys.argv[1]), "https://shelf.example/") as made:
    made.follow(Deadly({f"{n}.txt": str(n) for n in range(5)}))
"""


def test_a_process_that_is_killed_loses_nothing_and_the_next_goes_on(tmp_path):
    home = tmp_path / "home"
    killed = subprocess.run([sys.executable, "-c", KILLED, str(home)], check=False)
    assert killed.returncode == -signal.SIGKILL
    texts = {f"{n}.txt": str(n) for n in range(5)}
    shelf = Shelf(texts)
    with followed(home, "https://shelf.example/") as made:
        assert made.files() == {"0.txt": "0", "1.txt": "1"}
        made.follow(shelf)
        assert (shelf.fetched, made.files()) == (["2.txt", "3.txt", "4.txt"], texts)


@pytest.mark.parametrize(
    "odd",
    [
        ValueError("embedded null byte"),
        KeyError("ftp"),
        UnicodeDecodeError("utf-8", b"\xff", 0, 1, "no"),
    ],
)
def test_a_source_that_says_what_nobody_understands_leaves_everything(made, odd):
    class Odd(Shelf):
        def items(self, known):
            yield from super().items(known)
            raise odd

    made.follow(Shelf({"a.txt": "one", "b.txt": "two"}))
    report = made.follow(Odd({"a.txt": "new"}))
    assert "cannot be understood" in report.problem
    assert type(odd).__name__ in report.problem
    assert (report.changed, report.removed) == (["a.txt"], [])
    assert made.files() == {"a.txt": "new", "b.txt": "two"}


def test_a_name_that_is_taken_in_the_last_moment_is_a_usage_error(made, monkeypatch):
    monkeypatch.setattr(made.sources, "all", lambda: ())
    with pytest.raises(UsageError, match="There is a source 'papers'"):
        made.sources.add(replace(made.source, address="https://other.example/"))
    monkeypatch.undo()
    assert made.sources.named("papers").address == made.source.address
