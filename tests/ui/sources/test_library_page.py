"""The list of documents: what is found, filtered, sorted, in parts, and asked one by one."""

import re
from datetime import UTC, datetime

import pytest

from assistant.access.contents import Contents
from index.types import Entry, Listed, State
from tests.wordings import ENGLISH, JAPANESE
from ui.sources.documents_page import AddedFiles
from ui.sources.library_page import Shelf, library_html
from ui.sources.library_query import ROWS, LibraryQuery


def listed(path, title, language="en", day=1, pages=0):
    changed = datetime(2026, 11, day, tzinfo=UTC)
    return Listed(path, "v", path, title, language, changed, None, "/srv/house", 9, pages)


PAPERS = (
    listed("Personnel/leave.pdf", "Annual leave", day=3, pages=12),
    listed("Travel/trips.docx", "Trips", day=1, pages=2),
    listed("Travel/旅費.md", "旅費規程", "ja", day=2),
)
BROKEN = Entry("/srv/house", "Travel/scan.pdf", State.FAILED, 9, "the file has no text")


def page(query=LibraryQuery(), words=ENGLISH, papers=PAPERS, left_out=(BROKEN,), added=None):  # noqa: B008
    shelf = Shelf(Contents(papers, {}), left_out, {}, added or AddedFiles())
    return library_html(shelf, query, words)


def titles(**wanted):
    found = re.findall(r'<th scope="row">(.*?)<span class="path"', page(LibraryQuery(**wanted)))
    return [re.sub("<.*?>", "", each) for each in found]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, ["scan.pdf", "Annual leave", "Trips", "旅費規程"]),
        ({"find": "LEAVE pers"}, ["Annual leave"]),
        ({"find": "旅費"}, ["旅費規程"]),
        ({"folder": "Travel"}, ["scan.pdf", "Trips", "旅費規程"]),
        ({"folder": "Trav"}, []),
        ({"kind": "PDF"}, ["scan.pdf", "Annual leave"]),
        ({"language": "ja"}, ["旅費規程"]),
        ({"state": "failed"}, ["scan.pdf"]),
        ({"state": "same", "sort": "-date"}, ["Annual leave", "旅費規程", "Trips"]),
        ({"state": "same", "sort": "pages"}, ["旅費規程", "Trips", "Annual leave"]),
        ({"state": "same", "sort": "-title"}, ["旅費規程", "Trips", "Annual leave"]),
        ({"state": "same", "sort": "nonsense"}, ["Annual leave", "Trips", "旅費規程"]),
    ],
)
def test_the_list_shows_what_is_wanted_in_the_order_that_is(wanted, expected):
    assert titles(**wanted) == expected


def test_a_row_tells_type_pages_language_date_and_leads_to_the_document_and_the_chat():
    out = page(LibraryQuery(find="annual"))
    for told in (">PDF<", ">12<", ">English<", ">2026-11-03<", 'href="documents/Personnel'):
        assert told in out
    assert 'href="./?in=Personnel%2Fleave.pdf" aria-label="Ask only “Annual leave”"' in out


def test_what_cannot_be_read_stands_first_and_says_why():
    out = page()
    assert out.index("the file has no text") < out.index("Annual leave</span></a>")


def test_thousands_are_shown_a_hundred_at_a_time_and_filters_stay():
    many = [listed(f"a/{n:05}.pdf", f"Paper {n:05}") for n in range(2_050)]
    out = page(LibraryQuery(kind="PDF", page=2), papers=many, left_out=())
    assert out.count("<tr data-state") == ROWS
    assert ("Paper 00100" in out, "Paper 00200" in out) == (True, False)
    assert "Page 2 of 21" in out
    assert 'rel="next" href="documents?kind=PDF&amp;page=3"' in out
    assert "2,050 documents" in out


def test_a_page_beyond_the_last_is_the_last():
    assert page(LibraryQuery(page=99)).count("<tr data-state") == 4


def test_a_sorted_column_says_so_and_can_be_turned_round():
    out = page(LibraryQuery(sort="date"))
    assert 'aria-sort="ascending"><a href="documents?sort=-date">' in out


def test_hostile_titles_and_words_are_text():
    evil = '"><script>alert(1)</script>'
    out = page(LibraryQuery(find=evil, folder=evil, sort=evil), papers=[listed(evil, evil)])
    assert "<script>" not in out.replace('<script type="module"', "")


def test_only_who_may_remove_a_file_gets_a_button():
    added = AddedFiles(removable=lambda entry: entry.path == "Travel/trips.docx")
    assert page(added=added).count('data-add="remove"') == 1


def test_the_list_is_in_the_language_of_the_reader():
    out = page(words=JAPANESE)
    assert "文書4件" in out
    assert "これだけに質問" in out
