"""Letters that are flipped in the stored texts: told, never quoted, and mended by indexing."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from assistant.conversations.conversations import Conversations
from index.errors import DamagedError
from index.library import open_library
from index.search.queries import Query
from index.store.file_sums import WORDS
from index.store.kept_versions import note_place
from index.types import Failure
from tests.fake_embedder import FakeEmbedder
from tests.homes import forget_number
from tests.servers.talking import ANNA, turn

TEXT = "# Cables\n\nThe cable lies under the northern sea.\n\n## Depth\n\nIt lies very deep.\n"
OTHER = "# Ferries\n\nThe ferry leaves at nine.\n"
QUOTE = "under the northern sea"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A home folder, and its documents."""
    base = tmp_path_factory.mktemp("made")
    (base / "papers").mkdir()
    (base / "papers" / "a.md").write_text(TEXT)
    (base / "papers" / "b.md").write_text(OTHER)
    # Its passages say the same.
    (base / "papers" / "c.md").write_text("# Same\n\nThe same.\n\n# Same\n\nThe same.\n")
    with closing(open_library(base / "home", FakeEmbedder(), create=True)) as library:
        library.sync([base / "papers"])
        [document] = [each for each in library.documents() if each.path == "a.md"]
        Conversations(library.records).add(ANNA, "c1", turn(document, quote=QUOTE))
    return base


@pytest.fixture
def home(made, tmp_path):
    return shutil.copytree(made / "home", tmp_path / "home")


def open_(home):
    return open_library(home, FakeEmbedder())


def change(home, statement, database="records"):
    with closing(sqlite3.connect(home / f"{database}.sqlite")) as connection:
        assert connection.execute(statement).rowcount > 0
        connection.commit()


ALTERED = {
    "letter": "UPDATE documents SET text = replace(text, 'northern', 'southern')",
    "number": "UPDATE documents SET text = replace(text, 'nine', 'five')",
    "title": "UPDATE documents SET title = 'Gables'",
    "path": "UPDATE documents SET path = 'x.md'",
    "sections": "UPDATE documents SET sections = replace(sections, 'Depth', 'Death')",
    "no sections": "UPDATE documents SET sections = replace(sections, '[', '{')",
    "other sections": "UPDATE documents SET sections = '[[1], 2]'",
    "pages": "UPDATE documents SET pages = '[[0, 7]]'",
    "no text": "UPDATE documents SET text = CAST(x'ff' || text AS TEXT)",
    "sum": "UPDATE documents SET check_sum = check_sum + 1",
    "start": 'UPDATE passages_1 SET start = start + 1, "end" = "end" + 1',
    "end": 'UPDATE passages_1 SET "end" = "end" - 1',
    "heading": "UPDATE passages_1 SET heading = '[\"Gables\"]'",
    "page": "UPDATE passages_1 SET page = 4",
    "no heading": "UPDATE passages_1 SET heading = '7'",
    "no start": "UPDATE passages_1 SET start = 'x'",
}


def search(home):
    with closing(open_(home)) as library:
        found = [*library.search(Query("cable sea")), *library.search(Query("ferry nine"))]
        return [(hit.passage.document.path, hit.passage.text, hit.passage.page) for hit in found]


@pytest.mark.parametrize("fault", ALTERED)
def test_what_is_altered_is_never_quoted_and_indexing_mends_it(made, home, fault, caplog):
    whole = search(home)
    change(home, ALTERED[fault])
    with pytest.raises(DamagedError, match=r"is damaged.*tenkyo index FOLDER$") as raised:
        search(home)
    assert "\n" not in str(raised.value)
    with closing(open_(home)) as library:
        assert "stored texts of" in library.disagreement()
        report = library.sync([made / "papers"])
        assert report.changed + report.same == 3
        assert not report.failed
        assert library.disagreement() == ""
    assert "their files are read again" in caplog.text
    assert search(home) == whole


def test_only_the_files_of_altered_documents_are_read_again(made, home):
    with closing(open_(home)) as library:
        ids = library.records.document_ids()
    change(home, f"{ALTERED['letter']} WHERE path = 'a.md'")
    with closing(open_(home)) as library:
        report = library.sync([made / "papers"])
        assert (report.changed, report.same, report.added, report.removed) == (1, 2, 0, 0)
        assert not [text for text in library.embedder.embedded if "ferry" in text]
        assert library.records.document_ids() == ids


def test_a_file_that_is_not_indexed_again_is_told_of(home, tmp_path):
    change(home, f"{ALTERED['letter']} WHERE path = 'a.md'")
    (tmp_path / "c.md").write_text("Another folder.")
    with closing(open_(home)) as library:
        library.sync([tmp_path / "c.md"])
        [failed] = library.status().failed
        assert failed == Failure("a.md", "its stored text was damaged; index its folder again")
        assert library.disagreement() == ""
        assert not [hit for hit in library.search(Query("cable")) if "cable" in hit.passage.text]


def test_an_unreadable_word_index_beside_altered_texts_is_mended_too(made, home):
    whole = search(home)
    change(home, ALTERED["letter"])
    shutil.rmtree(home / "generations" / "1" / WORDS)
    with closing(open_(home)) as library:
        library.sync([made / "papers"])
    assert search(home) == whole


def test_a_text_without_a_sum_is_trusted_until_the_next_indexing(made, home):
    """It was stored by an earlier release; the ids of its passages still stand for what it says."""
    whole = search(home)
    forget_sums(home)
    assert search(home) == whole
    with closing(open_(home)) as library:
        assert library.sync([made / "papers"]).same == 3
        query = "SELECT count(*) FROM documents WHERE check_sum IS NULL"
        with library.records.database.transaction() as connection:
            assert connection.exec_driver_sql(query).scalar() == 0
    change(home, ALTERED["number"])
    with pytest.raises(DamagedError):
        search(home)


def test_a_passage_of_a_text_without_a_sum_is_checked_too(made, home):
    forget_sums(home)
    change(home, ALTERED["letter"])
    with pytest.raises(DamagedError, match=r"stored text of 'a.md' is damaged"):
        search(home)
    with closing(open_(home)) as library:
        assert library.sync([made / "papers"]).changed == 1


def forget_sums(home):
    """Leaves a home folder as it was before texts had check sums."""
    for name, table in (("records", "documents"), ("people", "old_versions")):
        change(home, f"UPDATE {table} SET check_sum = NULL", name)


def test_a_home_of_the_step_before_is_given_sums(made, home):
    whole = search(home)
    forget_number(home, "records", "records_2")
    forget_number(home, "people", "people_1")
    (home / "generations" / "1" / "home").unlink()
    assert search(home) == whole


def test_a_cited_text_that_is_altered_is_not_shown(home, caplog):
    change(home, "UPDATE old_versions SET text = replace(text, 'northern', 'southern')", "people")
    change(home, "DELETE FROM documents WHERE path = 'a.md'")
    with closing(open_(home)) as library:
        [shown] = Conversations(library.records).open(ANNA, "c1").turns
        assert "southern" not in repr(shown.answer.citations)
    assert "'a.md' in 'people.sqlite' is damaged: it is not shown" in caplog.text


def test_a_cited_text_may_be_noted_to_lie_elsewhere(made, home):
    with closing(open_(home)) as library:
        document = next(each for each in library.documents() if each.path == "a.md")
        [file] = [each for each in library.records.files() if each.path == "a.md"]
        with library.records.people.transaction(writing=True) as connection:
            note_place(connection, (document.id, document.version), "board/a.md")
        with library.records.database.transaction() as connection:
            library.records.remove(connection, [file])
        with library.records.people.transaction(writing=True) as connection:
            note_place(connection, (document.id, document.version), "pub/a.md")
        found = library.records.version(document.id, document.version)
        assert (found.path, found.text) == ("pub/a.md", TEXT)
