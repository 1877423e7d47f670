"""Files of another home folder are told, and never used."""

import shutil
from contextlib import closing

import pytest

from assistant.conversations.conversations import Conversations
from index.database.home_number import number_in
from index.errors import DamagedError, HomeError
from index.library import open_library
from index.search.queries import Query
from index.store.records import open_records
from index.store.setting_aside import ASIDE, set_aside_damaged
from tests.fake_embedder import FakeEmbedder
from tests.homes import forget_number
from tests.servers.talking import ANNA, turn

TEXT = "The cable number {} lies under the northern sea."


def open_(home):
    return open_library(home, FakeEmbedder(), create=True)


def make(place, number):
    """Makes a home folder with one document and a conversation about it."""
    (place / "papers").mkdir(parents=True)
    (place / "papers" / "a.txt").write_text(TEXT.format(number))
    with closing(open_(place / "home")) as library:
        library.sync([place / "papers"])
        [document] = library.documents()
        said = turn(document, quote="under the northern sea")
        Conversations(library.records).add(ANNA, f"c{number}", said)
    return place / "home"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    place = tmp_path_factory.mktemp("made")
    return make(place / "own", 1), make(place / "other", 2)


@pytest.fixture
def home(made, tmp_path):
    return copied(made[0], tmp_path / "own")


@pytest.fixture
def other(made, tmp_path):
    return copied(made[1], tmp_path / "other")


def copied(home, place):
    """Copies a home folder; the folder of its documents, which it knows, stays one."""
    place.mkdir()
    (place / "papers").symlink_to(home.parent / "papers")
    return shutil.copytree(home, place / "home")


def put(other, home, name):
    """Puts a database of one home folder into another."""
    for end in ("-wal", "-shm"):
        (home / f"{name}.sqlite{end}").unlink(missing_ok=True)
    shutil.copy(other / f"{name}.sqlite", home / f"{name}.sqlite")


def index(home):
    """Does what `tenkyo index` does."""
    set_aside_damaged(home)
    with closing(open_(home)) as library:
        return library.sync([home.parent / "papers"])


def said_in(home):
    with closing(open_records(home)) as records:
        return Conversations(records).find(ANNA)[0].id


def refused(home):
    with pytest.raises(HomeError) as raised:
        open_(home)
    assert "\n" not in str(raised.value)
    return raised.value


def test_records_of_another_home_are_refused_and_made_anew(home, other, caplog):
    put(other, home, "records")
    error = refused(home)
    assert isinstance(error, DamagedError)
    assert str(home / "records.sqlite") in str(error)
    assert str(error).endswith("anew from your files: tenkyo index FOLDER")
    assert index(home).added == 1
    assert caplog.messages == [
        f"The database {str(home / 'records.sqlite')!r} was another home folder's: it is kept as"
        f" {ASIDE!r}, and every file is read again."
    ]
    with closing(open_(home)) as library:
        assert library.search(Query("cable"))[0].passage.text == TEXT.format(1)
        assert library.disagreement() == ""
    assert said_in(home) == "c1"


def test_what_people_said_elsewhere_is_refused_and_stays(home, other):
    put(other, home, "people")
    error = refused(home)
    assert not isinstance(error, DamagedError)
    assert "people.sqlite' belongs to another home folder. Put the right one in" in str(error)
    with pytest.raises(HomeError, match="belongs to another home folder"):
        index(home)
    assert (home / "people.sqlite").read_bytes() == (other / "people.sqlite").read_bytes()


def test_the_remedy_for_what_people_said_is_true(home, other):
    """Who means that file to be the right one moves the rest away."""
    put(other, home, "people")
    refused(home)
    (home / "records.sqlite").unlink()
    shutil.rmtree(home / "generations")
    assert index(home).added == 1
    assert said_in(home) == "c2"


@pytest.mark.parametrize("name", ["people", "records"])
def test_where_nothing_tells_which_is_anothers_neither_is_touched(home, other, name):
    shutil.rmtree(home / "generations")
    put(other, home, name)
    assert "records.sqlite' belong to two homes. Put the right one" in str(refused(home))
    with pytest.raises(HomeError, match="belong to two homes"):
        index(home)
    assert not (home / ASIDE).exists()


def test_both_databases_of_another_home_beside_these_vectors_are_told(home, other):
    put(other, home, "records")
    put(other, home, "people")
    with closing(open_(home)) as library:
        with pytest.raises(DamagedError, match=r"belongs to another home folder\. To make it anew"):
            library.search(Query("cable"))
        with pytest.raises(DamagedError, match="belongs to another home folder"):
            library.disagreement()
    index(home)
    with closing(open_(home)) as library:
        found = {hit.passage.text for hit in library.search(Query("cable"))}
        assert found == {TEXT.format(1), TEXT.format(2)}
        assert library.disagreement() == ""


def test_the_folder_of_another_homes_edition_is_told_and_made_anew(home, other):
    shutil.rmtree(home / "generations")
    shutil.copytree(other / "generations", home / "generations")
    with closing(open_(home)) as library, pytest.raises(DamagedError, match="another home folder"):
        library.search(Query("cable"))
    assert index(home).same == 1
    with closing(open_(home)) as library:
        assert library.search(Query("cable"))[0].passage.text == TEXT.format(1)
        assert library.disagreement() == ""


@pytest.mark.parametrize("written", ["", "0" * 32 + "0", "no number"])
def test_a_damaged_number_of_an_edition_is_written_anew(home, written):
    [folder] = (home / "generations").iterdir()
    right = (folder / "home").read_text()
    (folder / "home").write_text(written)
    with closing(open_(home)) as library:
        assert library.search(Query("cable"))
    assert index(home).same == 1
    assert (folder / "home").read_text() == right


def test_a_copy_of_a_whole_home_works(home, tmp_path):
    copy = shutil.copytree(home, tmp_path / "copy")
    assert said_in(copy) == "c1"
    with closing(open_(copy)) as library:
        assert library.search(Query("cable"))[0].passage.text == TEXT.format(1)


@pytest.mark.parametrize("name", ["people", "records"])
def test_a_backup_of_one_database_fits_into_its_home(home, tmp_path, name):
    backup = shutil.copytree(home, tmp_path / "backup")
    index(home)
    put(backup, home, name)
    assert index(home).same == 1
    assert said_in(home) == "c1"


def test_a_backup_of_people_alone_begins_a_home(home, tmp_path):
    new = tmp_path / "new" / "home"
    shutil.copytree(home.parent / "papers", tmp_path / "new" / "papers")
    new.mkdir()
    put(home, new, "people")
    assert index(new).added == 1
    assert said_in(new) == "c1"


def test_both_databases_and_the_edition_have_one_number(home):
    with closing(open_records(home)) as records:
        numbers = {number_in(records.database), number_in(records.people)}
    [folder] = (home / "generations").iterdir()
    assert numbers == {(folder / "home").read_text().strip()}


def test_two_homes_have_two_numbers(home, other):
    numbers = []
    for each in (home, other):
        with closing(open_records(each)) as records:
            numbers.append(number_in(records.people))
    assert numbers[0] != numbers[1]


def as_before(home):
    """Makes a home folder what it was before there were numbers."""
    forget_number(home, "records", "records_2")
    forget_number(home, "people", "people_1")
    for file in home.glob("generations/*/home"):
        file.unlink()


def test_a_home_without_a_number_is_given_one(home, caplog):
    as_before(home)
    assert said_in(home) == "c1"
    test_both_databases_and_the_edition_have_one_number(home)
    assert caplog.messages == []


def test_records_without_a_number_beside_people_with_one_are_anothers(home, other):
    as_before(other)
    put(other, home, "records")
    assert "records.sqlite' belongs to another home folder" in str(refused(home))
    assert index(home).added == 1


def test_people_without_a_number_beside_records_with_one_are_taken_with_a_line(home, caplog):
    """A backup from before there were numbers."""
    forget_number(home, "people", "people_1")
    assert said_in(home) == "c1"
    [said] = caplog.messages
    assert "people.sqlite' is of an earlier release, which did not say of which home" in said
    caplog.clear()
    assert said_in(home) == "c1"
    assert caplog.messages == []
