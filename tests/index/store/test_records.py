"""The records of a home folder."""

from dataclasses import replace

import pytest

from index.database.database import Database
from index.errors import HomeError
from index.store.record_rows import FAILED, INDEXED, FileChange, FileRecord
from index.store.records import Records
from index.types import Document, Page, Section

pytestmark = pytest.mark.usefixtures("_watched")

TEXT = "\ufeffOne 海.\r\nTwo \0 📄 three."


def document(text=TEXT, version="v1", path="a.txt", id_="d1"):
    section = Section(0, len(text), ("Part", "Detail"))
    return Document(id_, path, "Title", text, "en", (section,), (), version)


def change(of, **more):
    file = FileRecord("/s", of.path, INDEXED, "", 1, 2, of.version, of.id)
    return FileChange(file, of, **more)


def store(records, *changes):
    with records.database.transaction() as connection:
        for each in changes:
            records.store(connection, each)


def remove(records, *changes):
    with records.database.transaction() as connection:
        records.remove(connection, [each.file for each in changes])


def test_a_document_comes_back_as_it_was_stored(records):
    store(records, change(document()))
    assert records.document("d1") == document()
    assert records.document("d2") is None


def test_a_new_version_replaces_the_document(records):
    store(records, change(document()))
    new = document("Other text.", "v2")
    store(records, change(new))
    assert records.document("d1") == new
    assert len(records.titles_by_id()) == 1


def test_a_change_is_stored_wholly_or_not_at_all(records):
    broken = change(document(id_="d2", path="b.txt"))
    broken = replace(broken, document=replace(broken.document, version=None))
    with pytest.raises(HomeError, match="NOT NULL constraint failed"):
        store(records, change(document()), broken)
    assert (records.is_empty(), records.files(), len(records.titles_by_id())) == (True, [], 0)


def test_a_move_takes_the_old_place_off_in_the_same_step(records):
    first = change(document())
    store(records, first)
    store(records, change(document(path="b.txt"), moved_from=first.file))
    assert [file.path for file in records.files()] == ["b.txt"]
    assert records.document("d1").path == "b.txt"


def test_removing_a_file_takes_its_document(records):
    first, second = change(document()), change(document(id_="d2", path="b.txt"))
    store(records, first, second)
    remove(records, first)
    assert records.document_ids() == ["d2"]
    assert records.files() == [second.file]


def test_a_file_comes_back_with_what_was_said_of_it(records):
    file = FileRecord("/s", "a", FAILED, "why", 1, 2, "v", "", ("page 3 has no text",))
    records.note_files([file])
    assert records.files() == [file]


def test_facts_are_kept(records, tmp_path):
    records.set_facts({"a": "1", "b": "2"})
    records.set_facts({"a": "3"})
    again = Records(Database(tmp_path / "records.sqlite"))
    assert again.facts().items() >= {"a": "3", "b": "2"}.items()
    again.close()


def test_facts_are_those_of_the_last_change_by_anyone(records, tmp_path):
    other = Records(Database(tmp_path / "records.sqlite"))
    for number in map(str, range(3)):
        other.set_facts({"a": number})
        assert records.facts()["a"] == other.facts()["a"] == number
        records.set_facts({"b": number})
        assert records.facts()["b"] == other.facts()["b"] == number
    other.database.close()


def test_what_a_caller_does_to_facts_changes_nothing(records):
    records.set_facts({"a": "1"})
    records.facts().clear()
    assert records.facts()["a"] == "1"


def test_the_cache_of_documents_is_bounded(records, monkeypatch):
    monkeypatch.setattr("index.store.records._CACHED_DOCUMENTS", 2)
    store(records, *(change(document(id_=f"d{i}", path=f"{i}")) for i in range(9)))
    assert [records.document(f"d{i}").id for i in range(9)] == [f"d{i}" for i in range(9)]
    assert len(records._documents) <= 2


def test_pages_keep_the_numbers_a_reader_sees(records):
    paged = replace(document(), pages=(Page(0, 1), Page(8, 4)), page_unit="slide")
    store(records, change(paged))
    stored = records.document(paged.id)
    assert stored == paged
    assert [stored.page_at(offset) for offset in (0, 7, 8, 99)] == [1, 1, 4, 4]


def test_boxes_belong_to_a_version(records):
    store(records, change(document(), boxes=b"boxes"))
    assert records.boxes("d1", "v1") == b"boxes"
    assert records.boxes("d1", "v2") == b""


def test_a_replaced_version_stays_while_somebody_refers_to_it(records):
    store(records, change(document(), boxes=b"boxes"))
    records.refer("rating 1", [document()])
    store(records, change(document("Other text.", "v2")))
    assert records.version("d1", "v1") == document()
    assert records.boxes("d1", "v1") == b"boxes"
    records.release("rating 1")
    assert records.version("d1", "v1") is None
    assert records.version("d1", "v2").text == "Other text."


def test_a_removed_version_stays_while_somebody_refers_to_it(records):
    store(records, change(document()))
    records.refer("rating 1", [document()])
    remove(records, change(document()))
    assert records.version("d1", "v1") == document()
    assert records.document("d1") is None


def test_a_version_stays_until_the_last_holder_lets_go(records):
    store(records, change(document()))
    for holder in ("one", "two"):
        records.refer(holder, [document()])
    remove(records, change(document()))
    records.release("one")
    assert records.version("d1", "v1") is not None
    records.release("two")
    assert records.version("d1", "v1") is None


def test_a_version_that_nobody_refers_to_goes(records):
    store(records, change(document()))
    store(records, change(document("Other text.", "v2")))
    assert records.version("d1", "v1") is None


def test_a_version_stored_again_needs_no_copy(records):
    store(records, change(document()))
    records.refer("rating 1", [document()])
    store(records, change(document()))
    records.release("rating 1")
    assert records.version("d1", "v1") == document()


def test_characters_are_counted(records):
    store(records, change(document("abc")), change(document("de", id_="d2", path="b")))
    assert records.characters(["d1", "d2", "unknown"]) == 5
