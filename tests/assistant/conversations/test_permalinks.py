"""Permanent addresses: the version they were taken from, and how it stands to the current one."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.conversations.permalinks import Standing, address_of, resolve
from tests.servers.talking import QUOTE, TEXT, document, index, remove

START = TEXT.index(QUOTE)
ADDRESS = address_of(document(), START, QUOTE)
NEW = "b2" * 32


def test_an_address_names_document_version_and_place():
    path = ADDRESS.path
    assert path == f"/c/d1/{'a1' * 32}/{START}-{START + len(QUOTE)}/{ADDRESS.check}"


def test_an_address_leads_to_the_words_it_was_made_for(records):
    index(records, document())
    found = resolve(records, ADDRESS)
    assert (found.standing, found.intact, found.now) == (Standing.CURRENT, True, ADDRESS)
    assert found.document.text[found.address.start : found.address.end] == QUOTE


@pytest.mark.parametrize(
    "altered",
    [
        {"start": START + 1},
        {"end": START + len(QUOTE) + 1},
        {"start": 0, "end": 9_999_999},
        {"start": 9, "end": 3},
        {"check": "0" * 12},
        {"check": ""},
    ],
)
def test_an_altered_address_is_noticed(records, altered):
    index(records, document())
    assert not resolve(records, replace(ADDRESS, **altered)).intact


def test_a_changed_source_opens_in_the_version_that_was_cited(records):
    index(records, document())
    records.refer("c", [document()])
    index(records, document(f"New opening. {TEXT}", NEW))
    found = resolve(records, ADDRESS)
    assert (found.standing, found.document) == (Standing.CHANGED, document())
    assert found.now.start == START + len("New opening. ")
    assert found.now.version == NEW


@pytest.mark.parametrize("place", [20, 35])
def test_the_nearest_of_several_places_is_where_it_stands_now(records, place):
    index(records, document())
    records.refer("c", [document()])
    index(records, document(f"{'x' * place}{QUOTE}{'x' * 99}{QUOTE}", NEW))
    assert resolve(records, ADDRESS).now.start == place


def test_a_quote_that_was_taken_out_stands_nowhere_now(records):
    index(records, document())
    records.refer("c", [document()])
    index(records, document("Nothing is left.", NEW))
    found = resolve(records, ADDRESS)
    assert (found.standing, found.now) == (Standing.CHANGED, None)


def test_a_version_that_nobody_referred_to_is_not_kept(records):
    index(records, document())
    index(records, document("Nothing is left.", NEW))
    found = resolve(records, ADDRESS)
    assert (found.standing, found.document) == (Standing.CHANGED, None)
    assert found.current.version == NEW


def test_the_same_file_under_another_name_has_moved(records):
    file = index(records, document())
    index(records, document(path="new/ferry.txt"), moved_from=file)
    assert resolve(records, ADDRESS, "sea/ferry.txt").standing is Standing.MOVED
    assert resolve(records, ADDRESS, "new/ferry.txt").standing is Standing.CURRENT


def test_the_same_content_in_another_document_has_moved(records):
    file = index(records, document())
    remove(records, file)
    index(records, document(path="copy.txt", id_="d2"))
    found = resolve(records, ADDRESS)
    assert (found.standing, found.current.path) == (Standing.MOVED, "copy.txt")
    assert found.intact
    assert found.now.document_id == "d2"


def test_a_source_that_is_gone_opens_from_what_was_kept(records):
    file = index(records, document())
    records.refer("c", [document()])
    remove(records, file)
    found = resolve(records, ADDRESS)
    assert (found.standing, found.document, found.current) == (Standing.GONE, document(), None)
    assert found.intact


def test_an_address_of_nothing_leads_nowhere(records):
    found = resolve(records, replace(ADDRESS, document_id="no/such"))
    assert (found.standing, found.document, found.intact) == (Standing.GONE, None, False)


@given(st.text(min_size=1), st.data())
def test_an_address_fits_only_its_own_words(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    made = address_of(document(text), start, text[start:end])
    assert made.fits(text[start:end])
    assert not made.fits(text[start:end] + "x")
