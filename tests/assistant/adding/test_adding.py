"""Adding, replacing and removing files: who may, what is kept, and what became of each."""

import shutil
import stat
from contextlib import closing, contextmanager
from threading import Event
from types import SimpleNamespace

import pytest

from assistant.adding.adding import Adding, AddingOutcome
from assistant.adding.refusals import Refused, RefusedError
from assistant.adding.rights import library_rights
from assistant.assistant import Assistant
from assistant.indexing.background import BackgroundTask
from assistant.indexing.home_folders import index_folder
from assistant.settings import Settings
from assistant.types import LOCAL_READER, Reader
from index.database.lock import writing
from index.library import open_library
from index.sync.sync import ReadingOptions, SyncReport
from index.types import State
from tests.fake_embedder import FakeEmbedder

CABLE, FERRY = b"The cable is long.", b"The ferry is blue."
BATCH = "b" * 22
RULES = """
[[rule]]
paths = ["open/"]
allow = ["*"]
add = ["editors"]

[[rule]]
paths = ["hr/"]
allow = ["hr"]
add = ["*"]
"""


@contextmanager
def opened(base, *, everybody=True, rules="", **settings):
    with closing(open_library(base / "home", FakeEmbedder(), create=True)) as library:
        file = base / "rules.toml"
        file.write_text(rules)
        settings = Settings(home=base / "home", rules=file if rules else None, **settings)
        assistant = Assistant(library, settings)
        with closing(assistant.background):
            adding = Adding(assistant, library_rights(assistant, everybody=everybody))
            yield SimpleNamespace(
                adding=adding,
                library=library,
                audit=assistant.audit,
                background=assistant.background,
            )


@pytest.fixture(autouse=True)
def _at_once(monkeypatch):
    """Looks again for a home that another process holds without a pause that anybody would feel."""
    monkeypatch.setattr("assistant.indexing.background._SECONDS_LOCKED", 0.02)


@pytest.fixture
def made(tmp_path):
    with opened(tmp_path) as made:
        yield made


def add(made, name, data, *, reader=LOCAL_READER, batch=BATCH):
    arriving = made.adding.begin(reader, batch, name, len(data))
    try:
        arriving.write(data)
        return made.adding.finish(reader, batch, name, arriving)
    finally:
        arriving.drop()


def settle(made):
    """Waits until everything that was added is in the index."""
    until(lambda: not made.background.is_busy)


def until(condition):
    for _ in range(6_000):
        if condition():
            return
        Event().wait(0.01)
    raise TimeoutError


def outcomes(made, batch=BATCH, reader=LOCAL_READER):
    return [fate.outcome for fate in made.adding.fates(reader, batch)]


def texts(library):
    return {document.path: document.text for document in library.documents()}


def refusal(made, name, data=CABLE, **more):
    with pytest.raises(RefusedError) as caught:
        add(made, name, data, **more)
    return caught.value.reason


def test_an_added_file_is_read_and_kept_from_other_accounts(made):
    assert add(made, "papers/cable.txt", CABLE).path == "papers/cable.txt"
    settle(made)
    assert outcomes(made) == [AddingOutcome.INDEXED]
    assert texts(made.library) == {"papers/cable.txt": CABLE.decode()}
    for place in (made.adding.root, *made.adding.root.rglob("*")):
        assert not place.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)


def test_what_cannot_be_read_says_why(made):
    add(made, "broken.pdf", b"%PDF-1.7 nothing")
    add(made, "cable.txt", CABLE)
    settle(made)
    failed, read = made.adding.fates(LOCAL_READER, BATCH)
    assert (failed.outcome, read.outcome) == (AddingOutcome.FAILED, AddingOutcome.INDEXED)
    assert failed.note


def test_a_new_version_replaces_the_one_before(made):
    add(made, "cable.txt", CABLE)
    settle(made)
    assert add(made, "cable.txt", FERRY, batch="c" * 22).replaces
    settle(made)
    assert texts(made.library) == {"cable.txt": FERRY.decode()}
    assert outcomes(made) == [AddingOutcome.GONE]


def test_what_is_cited_keeps_its_version_when_its_file_is_replaced_or_removed(made):
    add(made, "cable.txt", CABLE)
    settle(made)
    [document] = made.library.documents()
    records = made.library.records
    with records.people.transaction(writing=True) as connection:
        records.keep(connection, "c1", [document])
    add(made, "cable.txt", FERRY, batch="c" * 22)
    settle(made)
    made.adding.remove(LOCAL_READER, "cable.txt")
    settle(made)
    assert texts(made.library) == {}
    kept = records.version(document.id, document.version)
    assert kept.text == CABLE.decode()


def test_the_same_bytes_are_kept_once_wherever_they_lie(made, folder):
    (folder / "old.txt").write_bytes(FERRY)
    made.library.sync([folder])
    assert add(made, "cable.txt", CABLE).path == "cable.txt"
    again = add(made, "wire.txt", CABLE)
    assert (again.is_same, again.path) == (True, "cable.txt")
    assert add(made, "new.txt", FERRY).path == "old.txt"
    settle(made)
    assert sorted(texts(made.library)) == ["cable.txt", "old.txt"]
    assert not list(made.adding.root.rglob("wire*"))


def test_a_copy_of_what_cannot_be_read_cannot_be_read_either(made):
    add(made, "broken.pdf", b"%PDF-1.7 nothing")
    settle(made)
    assert not add(made, "other.pdf", b"%PDF-1.7 nothing").is_same
    settle(made)
    assert outcomes(made) == [AddingOutcome.FAILED] * 2


def test_what_was_removed_is_not_the_same_as_what_is_added_again(made):
    add(made, "cable.txt", CABLE)
    settle(made)
    with writing(made.library.home):
        made.adding.remove(LOCAL_READER, "cable.txt")
        assert not add(made, "cable.txt", CABLE).is_same
    settle(made)
    assert sorted(texts(made.library)) == ["cable.txt"]


def test_two_files_of_one_name_in_one_go_are_two_files(made):
    assert add(made, "cable.txt", CABLE).path == "cable.txt"
    assert add(made, "cable.txt", FERRY).path == "cable (2).txt"
    settle(made)
    assert outcomes(made) == [AddingOutcome.INDEXED] * 2


def test_names_that_are_made_the_same_stay_two_and_are_shown_as_they_were(made):
    first = add(made, "pay\u202e.txt", CABLE)
    second = add(made, "pay\u200b.txt", FERRY, batch="c" * 22)
    assert (first.path, second.path) == ("pay.txt", "pay (2).txt")
    assert made.adding.shown_names() == {"pay.txt": "pay\u202e.txt", "pay (2).txt": "pay\u200b.txt"}
    assert add(made, "pay\u202e.txt", FERRY + b" New.", batch="d" * 22).path == "pay.txt"
    made.adding.remove(LOCAL_READER, "pay.txt")
    assert made.adding.shown_names() == {"pay (2).txt": "pay\u200b.txt"}


def test_a_file_that_was_cut_off_leaves_nothing_and_can_be_sent_again(tmp_path):
    with opened(tmp_path, max_upload_files=1) as made:
        arriving = made.adding.begin(LOCAL_READER, BATCH, "cable.txt", 100)
        arriving.write(CABLE)
        arriving.drop()
        assert not [place for place in made.adding.root.rglob("*") if place.is_file()]
        assert add(made, "cable.txt", CABLE).path == "cable.txt"


def test_what_a_killed_server_left_is_taken_up_by_the_next(tmp_path):
    with opened(tmp_path) as made, writing(made.library.home):
        add(made, "cable.txt", CABLE)
        half = made.adding.begin(LOCAL_READER, BATCH, "half.txt", 100)
        half.write(b"Half")
        half.file.close()
    with opened(tmp_path) as made:
        made.adding.start()
        settle(made)
        assert texts(made.library) == {"cable.txt": CABLE.decode()}
        assert not list(made.adding.root.glob(".arriving"))


def test_a_home_that_was_copied_elsewhere_has_its_added_files_once(tmp_path):
    with opened(tmp_path) as made:
        made.adding.start()
        add(made, "cable.txt", CABLE)
        settle(made)
    shutil.copytree(tmp_path / "home", tmp_path / "copy" / "home")
    with opened(tmp_path / "copy") as made:
        made.adding.start()
        add(made, "ferry.txt", FERRY)
        settle(made)
        assert sorted(texts(made.library)) == ["cable.txt", "ferry.txt"]
        assert {file.source for file in made.library.records.files()} == {str(made.adding.root)}


def test_while_another_process_writes_it_waits_and_says_so(made):
    with writing(made.library.home):
        add(made, "cable.txt", CABLE)
        until(lambda: made.adding.work is BackgroundTask.LOCKED)
        assert outcomes(made) == [AddingOutcome.WAITING]
    settle(made)
    assert outcomes(made) == [AddingOutcome.INDEXED]


def test_a_folder_is_where_a_file_was_to_be(made):
    add(made, "a.txt/b.txt", CABLE)
    assert add(made, "a.txt", FERRY).path == "a (2).txt"
    assert refusal(made, "a (2).txt/c.txt", b"Other.") is Refused.NO_NAME


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"max_file_mb": 0.00001}, Refused.TOO_LARGE),
        ({"max_uploads_mb": 0.00001}, Refused.NO_ROOM),
        ({"max_upload_files": 1}, Refused.TOO_MANY),
    ],
)
def test_limits_of_size_number_and_room_hold(tmp_path, settings, reason):
    with opened(tmp_path, **settings) as made:
        if reason is Refused.TOO_MANY:
            add(made, "a.txt", FERRY)
        assert refusal(made, "cable.txt") is reason


def test_what_is_arriving_has_its_room_already(tmp_path):
    with opened(tmp_path, max_uploads_mb=0.00005) as made:
        arriving = made.adding.begin(LOCAL_READER, BATCH, "cable.txt", 40)
        assert refusal(made, "ferry.txt", FERRY) is Refused.NO_ROOM
        arriving.drop()
        add(made, "ferry.txt", FERRY)
        assert made.adding.room(LOCAL_READER).total == 50 - len(FERRY)
        add(made, "ferry.txt", CABLE, batch="c" * 22)
        assert made.adding.room(LOCAL_READER).total == 50 - len(CABLE)
        made.adding.remove(LOCAL_READER, "ferry.txt")
        assert made.adding.room(LOCAL_READER).total == 50


def test_a_full_disk_is_told_before_anything_is_written(made, monkeypatch):
    usage = SimpleNamespace(free=200_000_001)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    assert refusal(made, "cable.txt") is Refused.NO_ROOM


def test_empty_files_are_refused(made):
    assert refusal(made, "cable.txt", b"") is Refused.EMPTY


def test_a_rule_says_who_may_add_and_where(tmp_path):
    editor, clerk = Reader("e", frozenset({"editors"})), Reader("c", frozenset({"hr"}))
    with opened(tmp_path, everybody=False, rules=RULES) as made:
        assert add(made, "open/cable.txt", CABLE, reader=editor).path == "open/cable.txt"
        assert refusal(made, "cable.txt", reader=editor) is Refused.NOT_ALLOWED
        assert refusal(made, "open/b.txt", reader=clerk, batch="c" * 22) is Refused.NOT_ALLOWED
        # A rule lets everybody add here, but none lets this reader see it.
        assert refusal(made, "hr/b.txt", reader=editor) is Refused.NOT_ALLOWED
        with pytest.raises(RefusedError):
            made.adding.remove(clerk, "open/cable.txt")
        made.adding.remove(editor, "open/cable.txt")


def test_with_sign_in_and_no_rule_nobody_may(tmp_path):
    with opened(tmp_path, everybody=False) as made:
        assert refusal(made, "cable.txt") is Refused.NOT_ALLOWED
        assert not made.adding.may_add_some(LOCAL_READER)


def test_who_adds_what_is_hidden_from_them_does_not_learn_that_it_is_there(tmp_path):
    clerk, editor = Reader("c", frozenset({"hr"})), Reader("e", frozenset({"editors"}))
    with opened(tmp_path, everybody=False, rules=RULES) as made:
        add(made, "hr/pay.txt", CABLE, reader=clerk)
        settle(made)
        assert not add(made, "open/mine.txt", CABLE, reader=editor, batch="c" * 22).is_same


def test_a_batch_is_its_readers_own(made):
    add(made, "cable.txt", CABLE)
    assert outcomes(made, reader=Reader("other")) == []
    assert refusal(made, "b.txt", reader=Reader("other")) is Refused.TOO_MANY


@pytest.mark.parametrize(
    "path", ["../home.txt", ".names/x.name", "/etc/passwd", "papers", "no.txt", "a//b.txt", ""]
)
def test_nothing_but_an_added_file_can_be_removed(made, path):
    (made.library.home / "home.txt").write_text("Mine.")
    add(made, "papers/cable.txt", CABLE)
    with pytest.raises(RefusedError):
        made.adding.remove(LOCAL_READER, path)
    assert (made.library.home / "home.txt").exists()


def test_adding_and_removing_are_on_record(made):
    add(made, "cable.txt", CABLE)
    made.adding.remove(LOCAL_READER, "cable.txt")
    added, removed = made.audit.of("local")
    assert (added.kind, removed.kind) == ("document-added", "document-removed")
    assert '"path":"cable.txt"' in added.content.replace(" ", "")
    settle(made)
    assert [entry.state for entry in made.library.ledger()] in ([], [State.REMOVED])


class Emptied:
    """A library whose folder loses its only file just before it is read."""

    def __init__(self, library, file):
        self._library, self._file = library, file

    def __getattr__(self, name):
        return getattr(self._library, name)

    def sync(self, *given):
        self._file.unlink()
        return self._library.sync(*given)


def test_what_goes_before_it_is_read_is_no_failure(made):
    file = made.library.home / "uploads" / "cable.txt"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(CABLE)
    emptied = Emptied(made.library, file)
    assert index_folder(emptied, file.parent, lambda _: None, ReadingOptions()) == SyncReport()


def test_a_reader_is_told_of_the_collections_that_they_see(tmp_path):
    clerk, editor = Reader("c", frozenset({"hr"})), Reader("e", frozenset({"editors"}))
    with opened(tmp_path, everybody=False, rules=RULES) as made:
        add(made, "hr/2026/pay.txt", CABLE, reader=clerk)
        add(made, "open/ferry.txt", b"The ferry is blue.", reader=editor, batch="c" * 22)
        settle(made)
        assert made.adding.collections(editor) == ["open"]
        assert made.adding.collections(clerk) == ["hr", "hr/2026", "open"]
