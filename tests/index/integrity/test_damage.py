"""Stored files that are damaged: nothing is silently different, and indexing mends it."""

import os
import shutil
from contextlib import closing
from dataclasses import replace

import pytest

from index.database.lock import writing
from index.errors import HomeError
from index.library import open_library
from index.search.queries import Query
from index.search.scope import Scope
from index.store.file_sums import POSTINGS, WORDS
from index.store.plan import write_plan
from tests.fake_embedder import FakeEmbedder

DOCUMENTS, PASSAGES = 6, 30
QUESTIONS = ("cable3x7", "harbour of gravity5x2", "sea number0x11", "what lies in the deep")


def _cut(data):
    return data[: len(data) // 2]


def _flip(data):
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 0x55]) + data[middle + 1 :]


def _zero(data):
    return bytes(len(data))


FAULTS = {"truncated": _cut, "flipped": _flip, "zeroed": _zero, "deleted": None}
# By what they are called in the folder of an edition.
KINDS = (
    *("sentences.f16", "tokens.i8", "projection.npy", f"{POSTINGS}/*.npz"),
    *(f"{WORDS}/*.{kind}" for kind in ("fast", "fieldnorm", "idx", "pos", "store", "term")),
    *(f"{WORDS}/meta.json", f"{WORDS}/.managed.json", "vectors/chroma.sqlite3"),
    *("vectors/*/data_level0.bin", "vectors/*/header.bin", "vectors/*/index_metadata.pickle"),
    *("vectors/*/length.bin", "vectors/*/link_lists.bin", "home"),
)


# Of one file of each kind every fault is tried: the others are looked at in the same way.
_ALL_FAULTS = (*KINDS[:4], f"{WORDS}/*.idx", f"{WORDS}/meta.json", *KINDS[-8:-5], "home")
DAMAGES = [
    (kind, fault) for kind in KINDS for fault in FAULTS if kind in _ALL_FAULTS or fault == "flipped"
]


def _text(document):
    words = "the cable{0} lies in the deep sea number{0} near the harbour of gravity{0} and ends. "
    return "\n\n".join(words.format(f"{document}x{n}") * 12 for n in range(PASSAGES))


def _write(folder, text_of):
    folder.mkdir(exist_ok=True)
    for number in range(DOCUMENTS):
        path = folder / f"{number}.txt"
        times = path.stat() if path.exists() else None
        path.write_text(text_of(number))
        if times:
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A home folder and its documents, which say something else by now, at the same time and size.

    Whoever reads them again notices.
    """
    base = tmp_path_factory.mktemp("whole")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.vectors.embedded_chroma._WRITTEN_AFTER", 100)
        _write(base / "papers", _text)
        with closing(open_(base)) as library:
            library.sync([base / "papers"])
            ask(library)
            library.count_words()
    _write(base / "papers", lambda number: _text(number).upper())
    return base


@pytest.fixture(scope="module")
def whole(made):
    """What it finds while nothing is damaged."""
    with closing(open_(made)) as library:
        return ask(library)


@pytest.fixture(params=["small", "large"])
def base(made, tmp_path, monkeypatch, request):
    """A copy of them, small enough for exact search or large enough for Chroma's graph."""
    if request.param == "large":
        monkeypatch.setattr("index.editions.edition.SMALL", 20)
        monkeypatch.setattr("index.store.placement_cache.SMALL", 20)
    shutil.copytree(made / "home", tmp_path / "home")
    # The index knows where its documents lie.
    return tmp_path


def open_(base):
    return open_library(base / "home", FakeEmbedder(), create=True)


def edition_of(base):
    [folder] = (base / "home" / "generations").iterdir()
    return folder


def ask(library):
    some = Scope(frozenset(library.records.document_ids()[::2]))
    return [
        [(hit.passage.id, hit.passage.text, pytest.approx(hit.score, abs=1e-3)) for hit in hits]
        for scope in (None, some)
        for hits in (library.search(Query(question), 3, scope) for question in QUESTIONS)
    ]


def ask_damaged(library):
    try:
        return ask(library), ""
    except HomeError as error:
        return None, str(error)


def damage(path, fault):
    change, data = FAULTS[fault], path.read_bytes()
    if change is None:
        path.unlink()
    elif (changed := change(data)) == data:
        pytest.skip("the file is as it was")
    else:
        path.write_bytes(changed)


@pytest.mark.parametrize(("kind", "fault"), DAMAGES)
def test_damage_is_told_or_harmless_and_indexing_mends_it(made, whole, base, kind, fault):
    path = next(edition_of(base).glob(kind))
    damage(path, fault)
    with closing(open_(base)) as library:
        found, said = ask_damaged(library)
        assert found == whole or "tenkyo index" in said
        assert "\n" not in said
        mend(library, made / "papers")
        assert ask(library) == whole


def test_every_file_of_an_edition_is_among_those(made):
    """Locks and journals hold nothing."""
    folder = edition_of(made)
    files = {path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock"}
    assert files <= {path for kind in KINDS for path in folder.glob(kind)}


def mend(library, papers):
    report = library.sync([papers])
    assert (report.same, report.added, report.changed) == (DOCUMENTS, 0, 0)
    assert not report.failed
    assert library.disagreement() == ""


def passages_embedded(library):
    return [text for text in library.embedder.embedded if text.count("harbour") > 1]


def test_only_the_passages_whose_vectors_are_damaged_are_embedded_again(made, base):
    path = edition_of(base) / "tokens.i8"
    damage(path, "flipped")
    with closing(open_(base)) as library:
        mend(library, made / "papers")
        assert len(passages_embedded(library)) == 1


@pytest.mark.parametrize("kind", KINDS[4:])
def test_a_damaged_index_is_made_anew_without_embedding(made, base, kind):
    damage(next(edition_of(base).glob(kind)), "flipped")
    with closing(open_(base)) as library:
        mend(library, made / "papers")
        assert passages_embedded(library) == []


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", ["chroma.sqlite3", "*/data_level0.bin", "*/header.bin"])
def test_a_home_too_small_for_a_graph_of_its_own_is_mended_too(tmp_path, fault, name):
    _write(tmp_path / "papers", lambda number: f"The cable{number} lies in the sea.")
    with closing(open_(tmp_path)) as library:
        library.sync([tmp_path / "papers"])
        whole = ask(library)
    damage(next((edition_of(tmp_path) / "vectors").glob(name)), fault)
    with closing(open_(tmp_path)) as library:
        found, said = ask_damaged(library)
        assert found == whole or "tenkyo index" in said
        mend(library, tmp_path / "papers")
        assert ask(library) == whole


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    """Another home: its documents are others of the same form, its check sums right in itself."""
    base = tmp_path_factory.mktemp("other")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.vectors.embedded_chroma._WRITTEN_AFTER", 100)
        _write(base / "papers", lambda number: _text(number + 50))
        with closing(open_(base)) as library:
            library.sync([base / "papers"])
    return base


@pytest.mark.parametrize("kind", [each for each in KINDS if "postings" not in each])
def test_a_file_of_another_home_is_noticed(made, whole, base, other, kind):
    path = next(edition_of(base).glob(kind))
    theirs = next(edition_of(other).glob(kind)).read_bytes()
    if theirs == path.read_bytes():
        pytest.skip("both homes have the same")
    path.write_bytes(theirs)
    with closing(open_(base)) as library:
        found, said = ask_damaged(library)
        assert found == whole or "tenkyo index" in said
        mend(library, made / "papers")
        assert ask(library) == whole


def test_doctor_and_indexing_look_at_all_of_a_large_file(base, made, monkeypatch):
    """What is opened is looked at in part only: the middle of a large file is not."""
    monkeypatch.setattr("index.integrity.check_sums._CHUNK", 8)
    with closing(open_(base)) as library:
        library.editions.current()._sums.note()
    monkeypatch.setattr("index.store.file_sums._SMALL_FILE", 0)
    damage(next(edition_of(base).glob(f"{WORDS}/*.pos")), "flipped")
    with closing(open_(base)) as library:
        library.search(Query("cable3x7"))
        assert f"{WORDS}/" in library.disagreement()
        mend(library, made / "papers")


def test_an_index_that_is_lost_and_cannot_be_made_anew_is_told(made, base):
    shutil.rmtree(edition_of(base) / WORDS)
    with closing(open_(base)) as library, writing(base / "home"):
        _, said = ask_damaged(library)
        assert "does not hold the passages of the records" in said
    with closing(open_(base)) as library:
        mend(library, made / "papers")


@pytest.mark.parametrize("name", ["records.sqlite", "people.sqlite"])
@pytest.mark.parametrize("fault", ["truncated", "zeroed"])
def test_a_damaged_database_is_one_clear_line(made, base, name, fault):
    with closing(open_(base)):
        pass
    damage(base / "home" / name, fault)
    with pytest.raises(HomeError) as raised, closing(open_(base)) as library:
        library.sync([made / "papers"])
    assert "\n" not in str(raised.value)
    assert str(base / "home") in str(raised.value)


def test_a_home_of_an_earlier_release_is_given_check_sums(made, whole, base):
    with closing(open_(base)) as library:
        forget_sums(library)
    with closing(open_(base)) as library:
        assert ask(library) == whole
        mend(library, made / "papers")
        assert passages_embedded(library) == []
        edition = library.editions.current()
        sums = [p.token_sum for places in edition.table.stored() for p in places.values()]
        assert None not in sums
        assert edition._sums.noted()
    for kind in ("tokens.i8", "projection.npy"):
        damage(edition_of(base) / kind, "flipped")
        with closing(open_(base)) as library:
            assert library.editions.current().is_damaged()


def forget_sums(library):
    """Leaves the records as they were before there were check sums."""
    edition, database = library.editions.current(), library.records.database
    edition._sums.drop()
    plan = replace(edition.plan, projection=None)
    library.records.set_facts({"generation": write_plan(plan)})
    with database.transaction() as connection:
        table = edition.table._table.name
        connection.exec_driver_sql(f"UPDATE {table} SET sentence_sum = NULL, token_sum = NULL")


def test_a_run_that_changes_nothing_notes_nothing_anew(made, base):
    with closing(open_(base)) as library:
        before = library.editions.current()._sums.noted()
        mend(library, made / "papers")
        assert library.editions.current()._sums.noted() == before
        assert before.keys() >= {f"{WORDS}/meta.json", "vectors/chroma.sqlite3"}
