"""The passages of an edition."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from index.database.database import Database
from index.store.passage_table import PassageChange, PassageTable
from index.store.record_rows import INDEXED, FileChange, FileRecord
from index.store.records import Records
from index.store.vector_file import Placement
from index.types import Document, Passage

TEXT = "One 海.\r\nTwo \0 📄 three."


@pytest.fixture
def table(tmp_path):
    records = Records(Database(tmp_path / "records.sqlite"))
    yield PassageTable(records.database, records, 1)
    records.close()


def document(text=TEXT, version="v1", id_="d1"):
    return Document(id_, f"{id_}.txt", "Title", text, "en", (), (), version)


def passage(of, start=0, end=6):
    return Passage(f"{of.id}-{start}", of, start, end, of.text[start:end], ("Part",), None)


def store(table, of, passages, before=None):
    """Stores a document with passages whose vectors stand in the row of their start."""
    places = {p.id: Placement(p.start, 10 * p.start, 10) for p in passages}
    change = PassageChange(of, tuple(passages), places, before or {})
    file = FileRecord("/s", of.path, INDEXED, "", 1, 2, of.version, of.id)
    with table._database.transaction() as connection:
        table._records.store(connection, FileChange(file, of))
        table.apply(connection, change)
    return places


def test_a_passage_is_a_slice_of_its_document(table):
    store(table, document(), [passage(document(), 1, 7)])
    [found] = table.passages(["d1-1", "unknown"]).values()
    assert (found.text, found.heading) == (TEXT[1:7], ("Part",))
    assert table.of(document()) == [found]


def test_passages_that_the_new_version_has_not_are_gone(table):
    before = store(table, document(), [passage(document(), i, i + 1) for i in range(3)])
    new = document("Other text.", "v2")
    store(table, new, [passage(new, 2, 4)], before)
    assert table.ids() == {"d1-2"}
    assert table.count() == 1


def test_passages_of_a_version_that_is_gone_are_none(table):
    store(table, document(), [passage(document())])
    store(table, document("Other text.", "v2"), [])
    assert table.of(document()) == []


def test_removing_documents_tells_which_passages_went(table):
    store(table, document(), [passage(document(), 4)])
    other = document(id_="d2")
    store(table, other, [passage(other, 7, 9)])
    with table._database.transaction() as connection:
        assert table.remove(connection, ["d1", "unknown"]) == ["d1-4"]
    assert table.ids() == {"d2-7"}


def test_places_are_kept_by_passage_by_document_and_by_row(table):
    places = store(table, document(), [passage(document(), i, i + 1) for i in range(3)])
    assert table.places(["d1-1", "unknown"]) == {"d1-1": Placement(1, 10, 10)}
    assert table.places_of("d1") == places
    assert table.at_rows([2, 9]) == {2: "d1-2"}
    assert list(table.stored()) == [places]
    assert [column.tolist() for column in table.rows(["d1"])] == [[0, 1, 2], [-1, -1, -1]]
    assert table.rows(["d2"])[0].tolist() == []


def test_check_sums_of_vectors_that_had_none_are_noted(table):
    store(table, document(), [passage(document(), 1)])
    table.note_sums({"d1-1": Placement(1, 10, 10, 7, 2**32 - 1)})
    [found] = table.places_of("d1").values()
    assert (found.sentence_sum, found.token_sum) == (7, 2**32 - 1)


def test_new_vectors_go_after_the_last_ones(table):
    assert table.last() == Placement(-1, 0, 0)
    store(table, document(), [passage(document(), i, i + 1) for i in (3, 5)])
    assert table.last() == Placement(5, 50, 10)


def test_finished_documents_are_those_with_passages(table):
    store(table, document(), [passage(document())])
    store(table, document(id_="d2"), [])
    assert table.finished() == {"d1"}


def test_editions_have_passages_of_their_own(table):
    store(table, document(), [passage(document())])
    other = PassageTable(table._database, table._records, 2)
    assert other.ids() == set()
    other.drop()
    assert table.ids() == {"d1-0"}


def test_more_ids_than_one_query_takes_are_all_found(table, monkeypatch):
    monkeypatch.setattr("index.database.database._IN_LIMIT", 3)
    store(table, document(), [passage(document(), i, i + 1) for i in range(10)])
    ids = [f"d1-{i}" for i in range(10)]
    assert table.passages(ids).keys() == table.places(ids).keys() == set(ids)


def test_a_reader_never_mixes_two_versions(table, tmp_path):
    versions = [document("a" * 10, "v1"), document("b" * 20, "v2")]
    records = Records(Database(tmp_path / "records.sqlite"))
    writer = PassageTable(records.database, records, 1)

    def write():
        for i in range(60):
            new = versions[i % 2]
            store(writer, new, [passage(new, 0, len(new.text))])

    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(write)
        while not writing.done():
            for found in table.passages(["d1-0"]).values():
                assert found.text == found.document.text
        writing.result()
    records.close()


def test_many_threads_read_at_once(table):
    store(table, document(), [passage(document())])
    with ThreadPoolExecutor(40) as pool:
        found = list(pool.map(lambda _: len(table.passages(["d1-0"])), range(400)))
    assert set(found) == {1}
