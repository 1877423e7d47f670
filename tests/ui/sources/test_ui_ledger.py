"""The page that lists the files."""

import re
from pathlib import Path

import pytest

from assistant.access.contents import labels_of
from index.types import Entry, LibraryStatus, State
from prompts.catalogues import wording
from tests.wordings import ENGLISH, JAPANESE
from ui.sources.documents_page import ledger_html


def status(**more):
    fields = {"home": Path("/home"), "model": "mini", "next_model": "", "sources": ("/s",)}
    empty = {"missing_sources": (), "documents": 1, "passages": 2, "updated": None}
    return LibraryStatus(**(fields | empty | {"failed": (), "titles": ()} | more))


def entry(path="a.pdf", state=State.SAME, **more):
    return Entry("/s", path, state, 10, **more)


def test_a_file_leads_to_its_document():
    out = ledger_html(status(), [entry(document_id="d1")], ENGLISH)
    assert '<a href="documents/d1">a.pdf</a>' in out


def test_a_removed_file_leads_nowhere():
    out = ledger_html(status(), [entry(state=State.REMOVED, document_id="d1")], ENGLISH)
    assert "<a " not in out


def test_what_a_reader_found_is_said_in_the_language_of_the_page():
    failed = entry("b.pdf", State.FAILED, reason="the file has no text; page 1 cannot be opened")
    out = ledger_html(
        status(), [entry(remarks=("2 comments are not read",)), failed], wording("de")
    )
    assert "die Datei enthält keinen Text; Seite 1: lässt sich nicht öffnen" in out
    assert "nicht gelesen: 2 Kommentare" in out


def test_a_failure_says_why_and_a_remark_what_is_missing():
    failed = entry("b.pdf", State.FAILED, reason="it needs a password")
    out = ledger_html(status(), [entry(remarks=("page 3 has no text",)), failed], ENGLISH)
    assert out.index("it needs a password") < out.index("page 3 has no text")


def test_the_states_are_counted_in_the_language_of_the_reader():
    ledger = [entry(), entry("b"), entry("c", State.NEW)]
    assert "<dt>indexed</dt><dd>2</dd>" in ledger_html(status(), ledger, ENGLISH)
    assert "<dt>未登録</dt><dd>1</dd>" in ledger_html(status(), ledger, JAPANESE)


@pytest.mark.parametrize("state", State)
def test_every_state_has_a_word(state):
    ENGLISH(f"state-{state}")


def test_hostile_names_are_text():
    evil = '<script>alert(1)</script>"'
    out = ledger_html(
        status(sources=(evil,)), [entry(evil, reason=evil, document_id=evil)], ENGLISH
    )
    assert "<script" not in out
    assert 'documents/&lt;script&gt;alert(1)&lt;/script&gt;&quot;"' in out


def test_a_folder_that_is_gone_and_a_model_to_come_are_named():
    out = ledger_html(
        status(sources=("/srv/s",), missing_sources=("/srv/s",), next_model="e5"), [], ENGLISH
    )
    assert "<dd>s (not there now)</dd>" in out
    assert "/srv" not in out
    assert "mini, until the folders are indexed again with e5" in out


def test_folders_of_the_same_name_are_told_apart_without_a_path():
    sources = ("/srv/hr/handbook", "/srv/legal/handbook", "/srv/notes")
    files = [Entry(source, "leave.md", State.SAME, 10) for source in sources]
    out = ledger_html(status(sources=sources), files, ENGLISH)
    for name in ("handbook", "handbook (2)", "notes"):
        assert out.count(f"<dd>{name}</dd>") == 1
        assert f'<th scope="row">leave.md</th><td>{name}</td>' in out
    assert '<th scope="col">Folder</th>' in out
    assert not re.search("srv|hr/|legal", out)


@pytest.mark.parametrize(
    ("sources", "labels"),
    [
        (["/a/x", "/b/x", "/c/x"], ["x", "x (2)", "x (3)"]),
        (["/a/x", "/b/x", "/c/x (2)"], ["x", "x (2)", "x (2) (2)"]),
        (["/a/x (2)", "/b/x", "/c/x"], ["x (2)", "x", "x (3)"]),
        (["/a/caf\u00e9", "/b/cafe\u0301"], ["caf\u00e9", "cafe\u0301 (2)"]),
        (["/a/x", "/b/X"], ["x", "X"]),
        (["/"], ["/"]),
        ([], []),
    ],
)
def test_no_two_folders_have_the_same_label(sources, labels):
    assert list(labels_of(sources).values()) == labels


def test_a_single_folder_needs_no_column():
    assert '<th scope="col">Folder' not in ledger_html(status(), [entry()], ENGLISH)


def test_a_folder_that_came_between_two_looks_has_a_label_too():
    late = [entry(), Entry("/late/s", "b.md", State.NEW, 10)]
    assert "<td>s</td>" in ledger_html(status(), late, ENGLISH)


def test_a_long_list_is_cut_and_says_so(monkeypatch):
    monkeypatch.setattr("ui.sources.documents_page._MOST_ROWS", 3)
    out = ledger_html(status(), [entry(f"{n}") for n in range(5)], ENGLISH)
    assert len(re.findall("<tr data-state", out)) == 3
    assert "2 more files are not shown" in out
