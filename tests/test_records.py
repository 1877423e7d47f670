"""The database of a home folder."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from index.errors import HomeError
from index.records import INDEXED, FileChange, FileRecord, PassageVectors, Records
from index.types import Document, Page, Passage, Section

TEXT = "\ufeffOne 海.\r\nTwo \0 📄 three."


@pytest.fixture
def records(tmp_path):
    records = Records(tmp_path / "records.sqlite")
    yield records
    records.close()


def document(text=TEXT, version="v1", path="a.txt", id_="d1"):
    section = Section(0, len(text), ("Part", "Detail"))
    return Document(id_, path, "Title", text, "en", (section,), (), version)


def change(of, start=0, end=6, old=(), **more):
    passage = Passage(f"p{start}", of, start, end, of.text[start:end], ("Part",), None)
    vectors = PassageVectors(np.full(4, 0.5, np.float32), np.arange(6, dtype=np.int8).reshape(2, 3))
    file = FileRecord("/s", of.path, INDEXED, "", 1, 2, of.version, of.id)
    return FileChange(file, of, (passage,), {passage.id: vectors}, tuple(old), **more)


def test_a_document_comes_back_as_it_was_stored(records):
    records.apply([change(document())])
    assert records.document("d1") == document()
    assert records.document("d2") is None


def test_a_passage_is_a_slice_of_its_document(records):
    records.apply([change(document(), start=1, end=7)])
    [passage] = records.passages(["p1", "unknown"]).values()
    assert (passage.text, passage.heading) == (TEXT[1:7], ("Part",))
    assert records.passages_of(document()) == [passage]


def test_vectors_come_back_as_they_were_stored(records):
    records.apply([change(document())])
    [vectors] = records.vectors(["p0", "unknown"], width=3).values()
    assert vectors.sentence.tolist() == [0.5] * 4
    assert vectors.tokens.tolist() == [[0, 1, 2], [3, 4, 5]]


def test_a_new_version_replaces_the_document_and_its_passages(records):
    records.apply([change(document())])
    new = document("Other text.", "v2")
    records.apply([change(new, start=1, old=["p0"])])
    assert records.document("d1") == new
    assert records.passage_ids() == {"p1"}
    assert records.counts() == (1, 1)


def test_passages_of_a_version_that_is_gone_are_none(records):
    records.apply([change(document())])
    records.apply([change(document("Other text.", "v2"), old=["p0"])])
    assert records.passages_of(document()) == []


def test_a_change_is_stored_wholly_or_not_at_all(records):
    broken = change(document(id_="d2", path="b.txt"), start=1)
    broken = replace(broken, document=replace(broken.document, version=None))
    with pytest.raises(HomeError, match="NOT NULL constraint failed"):
        records.apply([change(document()), broken])
    assert (records.is_empty(), records.files(), records.counts()) == (True, [], (0, 0))


def test_a_move_takes_the_old_place_off_in_the_same_step(records):
    first = change(document())
    records.apply([first])
    records.apply([change(document(path="b.txt"), moved_from=first.file)])
    assert [file.path for file in records.files()] == ["b.txt"]
    assert records.document("d1").path == "b.txt"


def test_removing_a_file_takes_all_that_is_its_own(records):
    first = change(document())
    records.apply([first, change(document(id_="d2", path="b.txt"), start=1)])
    assert records.remove([first.file]) == ["p0"]
    assert records.vectors(["p0", "p1"], width=3).keys() == {"p1"}
    assert records.document_ids() == ["d2"]


def test_facts_are_kept(records, tmp_path):
    records.set_facts({"a": "1", "b": "2"})
    records.set_facts({"a": "3"})
    again = Records(tmp_path / "records.sqlite")
    assert [again.fact(name) for name in "abc"] == ["3", "2", None]
    again.close()


def test_more_ids_than_one_query_takes_are_all_found(records, monkeypatch):
    monkeypatch.setattr("index.records._IN_LIMIT", 3)
    records.apply([change(document(), start=i, end=i + 1) for i in range(10)])
    ids = [f"p{i}" for i in range(10)]
    assert records.passages(ids).keys() == records.vectors(ids, 3).keys() == set(ids)


def test_a_reader_never_mixes_two_versions(records, tmp_path):
    versions = [document("a" * 10, "v1"), document("b" * 20, "v2")]
    writer = Records(tmp_path / "records.sqlite")

    def write():
        for i in range(60):
            new = versions[i % 2]
            length = len(new.text)
            writer.apply([change(new, start=0, end=length)])

    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(write)
        while not writing.done():
            for passage in records.passages(["p0"]).values():
                assert passage.text == passage.document.text
        writing.result()
    writer.close()


def test_many_threads_read_at_once(records):
    records.apply([change(document())])
    with ThreadPoolExecutor(40) as pool:
        found = list(pool.map(lambda _: len(records.passages(["p0"])), range(400)))
    assert set(found) == {1}


def test_the_cache_of_documents_is_bounded(records, monkeypatch):
    monkeypatch.setattr("index.records._CACHED_DOCUMENTS", 2)
    records.apply([change(document(id_=f"d{i}", path=f"{i}"), start=i) for i in range(9)])
    assert [records.document(f"d{i}").id for i in range(9)] == [f"d{i}" for i in range(9)]
    assert len(records._documents) <= 2


def test_pages_keep_the_numbers_a_reader_sees(records):
    paged = replace(document(), pages=(Page(0, 1), Page(8, 4)), page_unit="slide")
    records.apply([change(paged)])
    stored = records.document(paged.id)
    assert stored == paged
    assert [stored.page_at(offset) for offset in (0, 7, 8, 99)] == [1, 1, 4, 4]
