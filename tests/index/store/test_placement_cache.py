"""Where passages stand, remembered."""

import pytest

from index.search.queries import Query
from index.store.placement_cache import Places
from index.store.vector_file import Placement


class Counted:
    """A table of passages, each in the row of its number, that counts what is read."""

    def __init__(self, count):
        self.known = {f"p{n}": Placement(n, 10 * n, 10) for n in range(count)}
        self.reads = 0

    def places(self, ids):
        self.reads += 1
        return {i: self.known[i] for i in ids if i in self.known}

    def at_rows(self, rows):
        self.reads += 1
        return {p.row: i for i, p in self.known.items() if p.row in rows}

    def all_places(self):
        self.reads += 1
        return dict(self.known)


@pytest.fixture(params=[True, False], ids=["few", "many"])
def table(request, monkeypatch):
    monkeypatch.setattr("index.store.placement_cache.SMALL", 10 if request.param else 1)
    return Counted(5)


def test_passages_are_found_by_id_and_by_row(table):
    places = Places(table, 5)
    assert places.of(["p3", "unknown"]) == {"p3": Placement(3, 30, 10)}
    assert places.at_rows([4, 99]) == {4: "p4"}


def test_what_is_known_is_not_read_again(table):
    places = Places(table, 5)
    places.of(["p1", "p2"])
    before = table.reads
    places.of(["p2", "p1"])
    assert table.reads == before


def test_not_more_is_kept_than_fits(table, monkeypatch):
    monkeypatch.setattr("index.store.placement_cache._KEPT", 2)
    places = Places(table, 5)
    for n in range(5):
        assert places.of([f"p{n}"]) == {f"p{n}": Placement(n, 10 * n, 10)}
    assert places.of(["p0", "p1", "p2"]).keys() == {"p0", "p1", "p2"}


def test_an_empty_table_has_no_places():
    places = Places(Counted(0), 0)
    assert places.of(["p0"]) == {}
    assert places.at_rows([0]) == {}


def test_a_search_between_two_steps_of_a_change_does_not_hide_what_was_added(library, folder):
    """The indexes know new passages before the records do, and somebody asks just then."""
    (folder / "a.txt").write_text("The cable lies in the sea.")
    library.sync([folder])
    edition = library.editions.current()
    change_indexes = edition._change_indexes

    def change_and_ask(*change):
        change_indexes(*change)
        library.search(Query("gravity"))

    edition._change_indexes = change_and_ask
    (folder / "b.txt").write_text("Gravity keeps it there.")
    library.sync([folder])
    assert library.search(Query("gravity"))[0].passage.document.path == "b.txt"
