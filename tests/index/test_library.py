"""The library: opening, crashes, several threads and processes."""

import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from index.database.lock import writing
from index.errors import HomeError, HomeLockedError, NoIndexError
from index.library import open_library
from index.search.queries import Query
from index.store.file_sums import VECTORS, WORDS
from index.store.records import open_records
from index.types import State
from tests.documents.papers import Pdf
from tests.fake_embedder import FakeEmbedder

_INDEX = """
import sys
from pathlib import Path
from index.library import open_library
from tests.fake_embedder import FakeEmbedder
library = open_library(Path(sys.argv[1]), FakeEmbedder(), create=True)
print("started", flush=True)
for folder in sys.argv[2:]:
    library.sync([Path(folder)])
    print("done", flush=True)
"""


def documents(folder, count, words="cable sea"):
    folder.mkdir(exist_ok=True)
    for number in range(count):
        text = "\n\n".join(f"{words} {number} {part} " * 40 + "." for part in range(4))
        (folder / f"{number}.txt").write_text(text)
    return folder


def start_indexing(home, *folders):
    command = [sys.executable, "-c", _INDEX, str(home), *map(str, folders)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def assert_whole(library):
    edition = library.editions.current()
    opened = edition._indexes()
    wanted = edition.table.ids()
    assert (opened.dense.ids(), opened.words.ids()) == (wanted, wanted)
    assert len(opened.words) == opened.dense.count() == len(wanted)
    assert not any(edition._file.damaged(places) for places in edition.table.stored())


def crash(library, folder, moment):
    """Syncs, and stops just before or after the records are written."""

    editions = library.editions
    first = moment == "first"
    edition = editions.begin(editions.plan(1)) if first else editions.current()
    change, steps = edition._change_indexes, []

    def stop(*arguments):
        change(*arguments)
        steps.append(moment)
        if len(steps) == (2 if moment == "after" else 1):
            raise KeyboardInterrupt

    edition._change_indexes = stop
    with pytest.raises(KeyboardInterrupt):
        library.sync([folder])
    del edition._change_indexes


def test_nothing_is_opened_where_nothing_is(tmp_path, embedder):
    with pytest.raises(NoIndexError, match=r"No index in '.*nowhere'\. Build one with: tenkyo"):
        open_library(tmp_path / "nowhere", embedder)
    assert not (tmp_path / "nowhere").exists()


def test_searching_an_empty_home_says_how_to_fill_it(library):
    with pytest.raises(NoIndexError, match=r"Nothing is indexed in .*tenkyo index FOLDER --home"):
        library.search(Query("anything"))


def test_an_empty_home_can_be_warmed(library):
    library.warm()
    assert library.status().updated is None


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a file system of the kernel")
def test_a_home_that_cannot_be_made_is_one_clear_line(embedder):
    with pytest.raises(HomeError, match=r"'/proc/tenkyo' cannot be used: .+\. Check"):
        open_library(Path("/proc/tenkyo"), embedder, create=True)


def test_damaged_records_are_one_clear_line(library, tmp_path):
    library.close()
    (tmp_path / "home" / "records.sqlite").write_bytes(b"no database" * 1000)
    with pytest.raises(HomeError, match=r"damaged: file is not a database\..* tenkyo index") as e:
        open_library(tmp_path / "home", FakeEmbedder())
    assert "\n" not in str(e.value)


def test_records_damaged_while_open_are_one_clear_line(library, tmp_path, folder):
    library.sync([documents(folder, 2)])
    library.close()
    with sqlite3.connect(tmp_path / "home" / "records.sqlite") as database:
        database.execute("DROP TABLE passages_1")
    with pytest.raises(HomeError, match="cannot be used: no such table: passages_1"):
        library.search(Query("cable"))


def test_a_lost_projection_is_one_clear_line(library, tmp_path, folder):
    library.sync([documents(folder, 1)])
    (tmp_path / "home" / "generations" / "1" / "projection.npy").write_bytes(b"")
    with (
        pytest.raises(HomeError, match=r"projection.npy' cannot be used: .*tenkyo index FOLDER"),
        closing(open_library(tmp_path / "home", FakeEmbedder())) as again,
    ):
        again.search(Query("cable"))


@pytest.mark.parametrize("create", [True, False])
def test_a_file_in_place_of_the_home_is_one_clear_line(tmp_path, create):
    (tmp_path / "home").write_text("Not an index.")
    with pytest.raises(HomeError, match=r"home' cannot be used: it is a file\. .* --home"):
        open_library(tmp_path / "home", FakeEmbedder(), create=create)
    with pytest.raises(HomeError, match=r"it is a file\. .* --home"):
        open_records(tmp_path / "home")
    assert (tmp_path / "home").read_text() == "Not an index."


def test_reading_never_writes_the_projection(library, tmp_path, folder):
    library.warm()
    assert not list((tmp_path / "home").rglob("projection.npy"))
    library.sync([documents(folder, 1)])
    assert not list((tmp_path / "home").rglob("*.unfinished"))


def test_a_home_may_have_any_name(tmp_path, folder, embedder):
    home = tmp_path / "we?ird #%20\n典拠"
    library = open_library(home, embedder, create=True)
    library.sync([documents(folder, 1)])
    assert (home / "records.sqlite").exists()
    assert library.search(Query("cable"))
    library.close()


@pytest.mark.parametrize("part", [VECTORS, WORDS])
def test_an_index_whose_folder_was_deleted_is_rebuilt_without_embedding(tmp_path, folder, part):
    first = open_library(tmp_path / "home", FakeEmbedder(), create=True)
    first.sync([documents(folder, 3)])
    first.close()
    shutil.rmtree(tmp_path / "home" / "generations" / "1" / part)
    embedder = FakeEmbedder()
    library = open_library(tmp_path / "home", embedder)
    library.search(Query("cable"))
    assert_whole(library)
    assert embedder.embedded == ["cable"]
    library.close()


def test_words_that_an_earlier_release_made_are_made_anew_without_embedding(tmp_path, folder):
    home, old = tmp_path / "home", tmp_path / "home" / "generations" / "1" / "words"
    with closing(open_library(home, FakeEmbedder(), create=True)) as library:
        library.sync([documents(folder, 3)])
    (old.parent / WORDS).rename(old)
    embedder = FakeEmbedder()
    with closing(open_library(home, embedder)) as library:
        assert library.search(Query("cable"))
        library.sync([folder])
        assert_whole(library)
    assert embedder.embedded == ["cable"]
    assert not old.exists()


@pytest.mark.parametrize(("moment", "word"), [("before", "cable"), ("after", "gravity")])
def test_a_reader_repairs_what_a_dead_writer_left(library, folder, moment, word):
    library.sync([documents(folder, 2)])
    crash(library, documents(folder, 3, words="gravity"), moment)
    assert library.search(Query(word))[0].passage.text.startswith(word)
    assert_whole(library)


@pytest.mark.parametrize(("moment", "same"), [("first", 0), ("after", 2)])
def test_a_sync_repairs_what_a_dead_writer_left(library, folder, moment, same):
    if moment == "after":
        library.sync([documents(folder, 2, words="older")])
    crash(library, documents(folder, 2), moment)
    assert library.sync([folder]).same == same
    assert_whole(library)


def test_a_reader_does_not_repair_while_a_writer_lives(library, tmp_path, folder):
    library.sync([documents(folder, 2)])
    crash(library, documents(folder, 2, words="gravity"), "after")
    with writing(tmp_path / "home"):
        assert library.search(Query("gravity"))
        assert library.records.facts()["pending"] == "1"
    library.search(Query("gravity"))
    assert library.records.facts()["pending"] == ""


@pytest.mark.parametrize("delay", [0.2, 0.6, 1.0])
def test_nothing_acknowledged_is_lost_when_the_process_is_killed(tmp_path, delay):
    folders = [documents(tmp_path / f"f{i}", 20, words=f"topic{i}") for i in range(8)]
    process = start_indexing(tmp_path / "home", *folders)
    assert process.stdout.readline() == "started\n"
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    done = len(process.communicate()[0].splitlines())
    library = open_library(tmp_path / "home", FakeEmbedder())
    if not library.records.is_empty():
        library.warm()
        assert_whole(library)
    assert library.status().documents >= 20 * done
    library.sync(folders)
    assert_whole(library)
    assert library.status().documents == 160
    library.close()


def test_libraries_that_write_in_turn_leave_each_others_vectors_alone(library, tmp_path, folder):
    library.sync([documents(folder / "a", 1)])
    with closing(open_library(tmp_path / "home", FakeEmbedder())) as other:
        other.sync([documents(folder / "b", 2, words="gravity")])
    library.sync([documents(folder / "c", 3, words="tariff")])
    places = library.editions.current().table.all_places().values()
    assert len({place.row for place in places}) == len({place.first for place in places})
    assert len({place.row for place in places}) == len(places)
    assert_whole(library)
    for word in ("cable", "gravity", "tariff"):
        assert library.search(Query(word))[0].passage.text.startswith(word)


def test_a_second_process_is_refused_while_the_first_writes(library, tmp_path, folder):
    other = start_indexing(tmp_path / "home", documents(tmp_path / "many", 400))
    other.stdout.readline()
    deadline = time.monotonic() + 20
    while not (tmp_path / "home" / "lock-holder").exists() and time.monotonic() < deadline:
        time.sleep(0.005)
    with pytest.raises(HomeLockedError, match=f"process {other.pid} "):
        library.sync([documents(folder, 1)])
    other.kill()
    other.communicate()


def test_threads_search_while_the_same_library_is_synced(library, folder):
    library.sync([documents(folder, 20)])
    stop = threading.Event()

    def search():
        found = []
        while not stop.is_set():
            found.append(len(library.search(Query("cable 1"), top_k=3)))
        return found

    with ThreadPoolExecutor(4) as pool:
        searches = [pool.submit(search) for _ in range(4)]
        for round_ in range(5):
            library.sync([documents(folder, 20, words=f"cable{round_} cable")])
        stop.set()
        counts = [count for future in searches for count in future.result(timeout=30)]
    assert set(counts) <= {1, 2, 3}
    assert_whole(library)


def test_a_reader_sees_what_another_process_has_indexed(library, tmp_path, folder):
    library.sync([documents(folder, 2)])
    assert library.search(Query("topic9"))
    other = start_indexing(tmp_path / "home", documents(tmp_path / "new", 2, words="topic9"))
    searches = 0
    while other.poll() is None:
        library.search(Query("cable"))
        searches += 1
    assert other.communicate()[0] == "started\ndone\n"
    assert library.search(Query("topic9"))[0].passage.text.startswith("topic9")
    assert_whole(library)


def test_hits_removed_in_the_meantime_are_left_out(library, folder):
    library.sync([documents(folder, 2)])
    found = library.find(Query("cable"))
    (folder / "0.txt").unlink()
    library.sync([folder])
    hits = found.hits(10)
    assert {hit.passage.document.path for hit in hits} == {"1.txt"}
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))


def test_a_part_of_an_indexed_folder_can_be_forgotten(library, folder):
    documents(folder, 2)
    documents(folder / "sub", 3)
    library.sync([folder])
    assert library.forget(folder / "sub") == 3
    assert library.status().documents == 2
    assert (folder / "sub" / "0.txt").exists()
    assert_whole(library)


def test_a_folder_that_is_gone_can_be_forgotten(library, folder):
    library.sync([documents(folder, 2)])
    shutil.rmtree(folder)
    assert library.forget(folder) == 2
    assert library.status().sources == ()


def test_status_says_what_is_indexed(library, folder):
    (folder / "a.md").write_text("# One title\n\nText.")
    (folder / "b.txt").write_text("")
    library.sync([folder])
    status = library.status()
    assert (status.documents, status.passages, status.titles) == (1, 1, ("One title",))
    assert (status.sources, status.model) == ((str(folder),), "hashed-words")
    assert status.failed[0].reason == "the file has no text"


def test_the_words_of_a_pdf_are_known_by_their_boxes_on_the_page(library, folder):
    pdf = Pdf().lines(72, 700, ["The cable runs under the sea.", "It is very long."])
    (folder / "a.pdf").write_bytes(pdf.data())
    (folder / "b.txt").write_text("The cable runs under the sea.")
    library.sync([folder])
    paged, plain = library.documents()
    start = paged.text.index("under")
    [box] = library.boxes(paged, [(start, start + len("under"))])
    assert box.page == 1
    assert 72 < box.left < box.right < 300
    assert box.bottom == pytest.approx(700, abs=4)
    assert library.boxes(plain, [(0, 9)]) == []


def test_many_small_changes_do_not_leave_the_words_in_many_segments(library, folder):
    documents(folder, 5)
    for number in range(6):
        library.sync([folder])
        assert not library.editions.current()._indexes().words.is_scattered()
        (folder / f"new {number}.txt").write_text(f"Gravity is measured {number} times.")
    assert_whole(library)
    assert library.search(Query("gravity is measured 4 times"))


def test_what_cannot_be_merged_is_not_written_again(library, folder):
    folder.mkdir(exist_ok=True)
    for number in range(5):
        (folder / f"{number}.txt").write_text(f"Gravity is measured {number} times.")
        library.sync([folder])
    before = library.records.facts()["revision"]
    library.sync([folder])
    assert library.records.facts()["revision"] == before


def test_a_home_inside_an_indexed_folder_keeps_what_is_indexed_within_it(folder, embedder):
    """What is added in the browser lies in the home, which walks of the folder around leave out."""
    (folder / "a.txt").write_text("The cable is long.")
    with closing(open_library(folder / ".tenkyo", embedder, create=True)) as library:
        library.sync([folder])
        uploads = folder / ".tenkyo" / "uploads"
        uploads.mkdir()
        (uploads / "b.txt").write_text("The ferry is blue.")
        library.sync([uploads])
        assert [(f.source, f.path) for f in library.records.files()] == [
            (str(folder), "a.txt"),
            (str(uploads), "b.txt"),
        ]
        assert library.sync([folder]).removed == 0
        assert [entry.state for entry in library.ledger()] == [State.SAME, State.SAME]
        assert library.forget(folder) == 1
        assert [f.path for f in library.records.files()] == ["b.txt"]
