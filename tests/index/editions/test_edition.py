"""Changing the embedding model: a new edition beside the old one."""

from contextlib import closing
from threading import Thread

import pytest

from index.editions.edition import Edition
from index.errors import HomeError
from index.library import open_library
from index.search.queries import Query
from tests.fake_embedder import FakeEmbedder

pytestmark = pytest.mark.usefixtures("_watched")

OLD, NEW = "hashed-words", "other-words"


class Broken(FakeEmbedder):
    """A model that fails after so many calls."""

    calls = 3

    def embed_passages(self, texts, projection=None):
        self.calls -= 1
        if self.calls < 0:
            raise KeyboardInterrupt
        return super().embed_passages(texts, projection)


@pytest.fixture
def home(tmp_path, folder):
    """A home folder of the old model, with 30 documents."""
    for number in range(30):
        (folder / f"{number}.txt").write_text(f"The cable number{number} lies in the sea. " * 30)
    with closing(open(tmp_path, OLD)) as library:
        library.sync([folder])
    return tmp_path


def open(place, name, **more):
    return open_library(
        place / "home", FakeEmbedder(name=name), create=True, load=FakeEmbedder, **more
    )


def best(library, question="number7"):
    return library.search(Query(question))[0].passage.document.path


def test_the_old_model_answers_until_the_new_one_is_ready(home):
    with closing(open(home, NEW)) as library:
        assert best(library) == "7.txt"
        assert (library.status().model, library.status().next_model) == (OLD, NEW)
        assert library.embedder.name == OLD


def test_indexing_changes_to_the_new_model_without_reading_again(home, folder):
    with closing(open(home, NEW)) as library:
        report = library.sync([folder])
        assert (report.same, report.added, report.changed) == (30, 0, 0)
        assert best(library) == "7.txt"
        assert (library.status().model, library.status().next_model) == (NEW, "")
        assert library.editions.current().plan.number == 2


@pytest.fixture
def dropping(monkeypatch):
    """What is done after each step in which files are forgotten, five of them a step."""
    monkeypatch.setattr("index.editions.written_edition._DROPPED_AT_ONCE", 5)
    after, drop = [], Edition._drop

    def stepped(edition, files):
        assert len(files) <= 5
        drop(edition, files)
        for each in after:
            each()

    monkeypatch.setattr(Edition, "_drop", stepped)
    return after


def remove_most(folder):
    for number in range(2, 30):
        (folder / f"{number}.txt").unlink()


def test_questions_are_answered_while_many_files_are_forgotten(home, folder, dropping):
    with closing(open(home, OLD)) as library:
        answers = []

        def ask():
            thread = Thread(target=lambda: answers.append(best(library, "number1")))
            thread.start()
            thread.join(20)

        dropping.append(ask)
        remove_most(folder)
        assert library.sync([folder]).removed == 28
        assert answers == ["1.txt"] * 6
        assert library.disagreement() == ""


@pytest.mark.parametrize("way", ["sync", "forget"])
def test_what_an_interrupted_run_has_not_forgotten_the_next_one_does(home, folder, dropping, way):
    def interrupt():
        raise KeyboardInterrupt

    remove_most(folder)
    with closing(open(home, OLD)) as library:
        dropping.append(interrupt)
        with pytest.raises(KeyboardInterrupt):
            library.sync([folder]) if way == "sync" else library.forget(folder)
        dropping.clear()
    with closing(open(home, OLD)) as library:
        library.sync([folder]) if way == "sync" else library.forget(folder)
        left = 2 if way == "sync" else 0
        numbered = [d for d in library.documents() if "number" in d.text]
        assert len(numbered) == left
        assert library.disagreement() == ""


def test_documents_whose_files_are_gone_from_reach_are_taken_along(home, folder):
    (folder / "7.txt").chmod(0)
    other = folder.parent / "more"
    other.mkdir()
    (other / "a.txt").write_text("A note on gravity.")
    with closing(open(home, NEW)) as library:
        library.sync([other])
        assert best(library) == "7.txt"
        assert best(library, "gravity") == "a.txt"


def test_the_old_edition_answers_while_the_new_one_is_built(home, folder):
    with closing(open(home, OLD)) as reader, closing(open(home, NEW)) as writer:
        seen = []
        writer.sync([folder], lambda progress: seen.append(best(reader)))
        assert set(seen) == {"7.txt"}


def test_a_reader_changes_over_and_still_finds_everything(home, folder):
    with closing(open(home, OLD)) as reader, closing(open(home, NEW)) as writer:
        assert best(reader) == "7.txt"
        writer.sync([folder])
        assert best(reader) == "7.txt"
        assert reader.embedder.name == NEW


def test_the_old_edition_is_deleted_by_the_next_run(home, folder):
    with closing(open(home, NEW)) as library:
        library.sync([folder])
        assert (home / "home" / "generations" / "1").exists()
        library.sync([folder])
    assert [p.name for p in (home / "home" / "generations").iterdir()] == ["2"]


def test_an_interrupted_change_goes_on_where_it_stopped(home, folder, monkeypatch):
    monkeypatch.setattr("index.sync.ingest._BATCH_PASSAGES", 20)
    monkeypatch.setattr("index.sync.ingest._EMBEDDED_AT_ONCE", 20)
    broken = Broken(name=NEW)
    with (
        closing(open_library(home / "home", broken, load=FakeEmbedder)) as library,
        pytest.raises(KeyboardInterrupt),
    ):
        library.sync([folder])
    with closing(open(home, NEW)) as library:
        assert library.status().model == OLD
        assert best(library) == "7.txt"
        embedder = library.editions.wanted
        library.sync([folder])
        embedded = [text for text in embedder.embedded if text.startswith("0\n")]
        assert library.status().model == NEW
        assert best(library) == "7.txt"
    done = [text for text in broken.embedded if text.startswith("0\n")]
    assert done
    assert not embedded


@pytest.fixture
def half_embedded(tmp_path, folder, monkeypatch):
    """A home folder whose first run was interrupted within one large file; what it embedded."""
    monkeypatch.setattr("index.sync.ingest._EMBEDDED_AT_ONCE", 10)
    text = "\n\n".join(f"The cable number{n} lies in the sea. " * 20 for n in range(60))
    (folder / "large.txt").write_text(text)
    broken = Broken()
    with (
        closing(open_library(tmp_path / "home", broken, create=True)) as library,
        pytest.raises(KeyboardInterrupt),
    ):
        library.sync([folder])
    return {text for text in broken.embedded if "cable" in text}


def test_a_file_that_was_half_embedded_goes_on_where_it_stopped(tmp_path, folder, half_embedded):
    with closing(open(tmp_path, OLD)) as library:
        assert library.status().documents == 0
        seen = []
        report = library.sync([folder], seen.append)
        [document] = library.documents()
        count = len(library.passages_of(document))
        embedded = [t for t in library.embedder.embedded if "cable" in t]
        assert len(half_embedded) >= 10
        assert half_embedded.isdisjoint(embedded)
        assert report.embedded == len(embedded) == count - len(half_embedded)
        assert seen[-1].done == seen[-1].total
        for number in range(0, 60, 7):
            hit = library.search(Query(f"number{number}"))[0]
            assert f"number{number} " in hit.passage.text
        assert not library.disagreement()


def test_what_was_half_embedded_of_a_file_that_is_gone_is_given_up(tmp_path, folder, half_embedded):
    (folder / "large.txt").write_text("A note on gravity.")
    with closing(open(tmp_path, OLD)) as library:
        library.sync([folder])
        edition = library.editions.current()
        assert edition._unfinished.count() == 0
        assert best(library, "gravity") == "large.txt"
        assert not library.disagreement()


def test_repair_leaves_what_is_half_embedded(tmp_path, folder, half_embedded):
    with closing(open(tmp_path, OLD)) as library:
        edition = library.editions.current()
        library.records.set_facts({"pending": str(edition.plan.number)})
        edition.mend()
        library.sync([folder])
        assert half_embedded.isdisjoint(library.embedder.embedded)
        assert best(library) == "large.txt"


def test_half_embedded_passages_whose_vectors_are_lost_are_embedded_again(
    tmp_path, folder, half_embedded
):
    for name in ("sentences.f16", "tokens.i8"):
        (tmp_path / "home" / "generations" / "1" / name).unlink()
    with closing(open(tmp_path, OLD)) as library:
        library.sync([folder])
        assert half_embedded <= set(library.embedder.embedded)
        assert best(library) == "large.txt"


def stopped_change(home, folder):
    """Begins to change to the new model, and is stopped at its first passages."""
    broken = Broken(name=NEW)
    broken.calls = 1
    with (
        closing(open_library(home / "home", broken, load=FakeEmbedder)) as library,
        pytest.raises(KeyboardInterrupt),
    ):
        library.sync([folder])


def test_an_unfinished_change_that_is_no_longer_wanted_is_given_up(home, folder):
    stopped_change(home, folder)
    with closing(open(home, OLD)) as library:
        library.sync([folder])
        library.sync([folder])
        assert library.status().model == OLD
    assert [p.name for p in (home / "home" / "generations").iterdir()] == ["1"]


def test_an_unfinished_change_is_deleted_also_where_a_third_model_takes_over(home, folder):
    stopped_change(home, folder)
    with closing(open(home, "third-words")) as library:
        library.sync([folder])
        library.sync([folder])
        number = library.editions.current().plan.number
    assert [p.name for p in (home / "home" / "generations").iterdir()] == [str(number)]


def test_what_a_lost_database_leaves_behind_is_not_taken_up_again(home, folder):
    for file in (home / "home").glob("records.sqlite*"):
        file.unlink()
    for file in (home / "home" / "generations").rglob("*.*"):
        file.write_bytes(b"of another time")
    with closing(open(home, OLD)) as library:
        assert library.sync([folder]).added == 30
        assert best(library) == "7.txt"
        assert library.disagreement() == ""


def test_other_chunks_make_a_new_edition_with_the_vectors_that_stay(home, folder, monkeypatch):
    monkeypatch.setattr("index.editions.editions.CHUNKING", "sections-10")
    with closing(open(home, OLD)) as library:
        embedder = library.editions.wanted
        library.sync([folder])
        assert library.editions.current().plan.chunking == "sections-10"
        assert best(library) == "7.txt"
        assert not [text for text in embedder.embedded if "cable" in text]


def test_mostly_dead_vectors_are_left_behind(home, folder, monkeypatch):
    monkeypatch.setattr("index.editions.stored_edition._SPARSE_FROM", 10)
    with closing(open(home, OLD)) as library:
        for number in range(5, 30):
            (folder / f"{number}.txt").unlink()
        library.sync([folder])
        rows = len(library.editions.current()._file.sentences)
        library.sync([folder])
        assert len(library.editions.current()._file.sentences) < rows / 2
        assert best(library, "number3") == "3.txt"


@pytest.mark.parametrize("name", ["sentences.f16", "tokens.i8", "projection.npy"])
def test_lost_vectors_are_made_again_by_indexing(home, folder, name):
    (home / "home" / "generations" / "1" / name).write_bytes(b"")
    with closing(open(home, OLD)) as library:
        with pytest.raises(HomeError):
            library.search(Query("number7"))
        library.sync([folder])
        assert best(library) == "7.txt"


@pytest.mark.parametrize("width", [48, 0])
def test_token_vectors_can_be_kept_in_less_room(home, folder, width):
    with closing(open(home, OLD)) as library:
        score = library.search(Query("number7 sea"))[0].score
    with closing(open(home, OLD, token_width=width)) as library:
        library.sync([folder])
        tokens = home / "home" / "generations" / "2" / "tokens.i8"
        assert tokens.stat().st_size == width * sum(
            len(library.embedder.tokens(d.title + "\n" + p.text))
            for d in library.documents()
            for p in library.passages_of(d)
        )
        assert best(library) == "7.txt"
        assert library.search(Query("number7 sea"))[0].score == pytest.approx(score, abs=0.2)


def test_a_model_that_is_no_longer_what_it_was_is_named(home):
    library = open_library(
        home / "home", FakeEmbedder(name=NEW), load=lambda origin: FakeEmbedder(name="changed")
    )
    with closing(library), pytest.raises(HomeError, match=r"was built with the model 'hashed"):
        library.search(Query("number7"))


def test_a_closed_edition_can_be_used_again(home):
    with closing(open(home, OLD)) as library:
        assert isinstance(library.editions.current(), Edition)
        library.editions.current().close()
        assert best(library) == "7.txt"


def test_a_text_that_comes_back_has_its_vectors_again(home, folder):
    """Its passage has the id that it had, and another place among the vectors."""
    with closing(open(home, OLD)) as library:
        text = (folder / "29.txt").read_text()
        before = library.search(Query("number29"))[0]
        (folder / "29.txt").write_text("Something else altogether, on harbours. " * 30)
        library.sync([folder])
        assert best(library, "harbours") == "29.txt"
        (folder / "29.txt").write_text(text)
        library.sync([folder])
        after = library.search(Query("number29"))[0]
        assert after.passage.id == before.passage.id
        assert after.score == pytest.approx(before.score, abs=0.01)
