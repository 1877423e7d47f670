"""The page that lists the files."""

import re
from pathlib import Path

import pytest

from index.types import Entry, State, Status
from ui.ledger import ledger_html
from ui.wording import ENGLISH, JAPANESE


def status(**more):
    fields = {"home": Path("/home"), "model": "mini", "next_model": "", "sources": ("/s",)}
    empty = {"missing_sources": (), "documents": 1, "passages": 2, "updated": None}
    return Status(**(fields | empty | {"failed": (), "titles": ()} | more))


def entry(path="a.pdf", state=State.SAME, **more):
    return Entry("/s", path, state, 10, **more)


def test_a_file_leads_to_its_document():
    out = ledger_html(status(), [entry(document_id="d1")], ENGLISH)
    assert '<a href="documents/d1">a.pdf</a>' in out


def test_a_removed_file_leads_nowhere():
    out = ledger_html(status(), [entry(state=State.REMOVED, document_id="d1")], ENGLISH)
    assert "<a " not in out


def test_a_failure_says_why_and_a_remark_what_is_missing():
    failed = entry("b.pdf", State.FAILED, reason="it needs a password")
    out = ledger_html(status(), [entry(remarks=("page 3 has no text",)), failed], ENGLISH)
    assert out.index("it needs a password") < out.index("page 3 has no text")


def test_the_states_are_counted_in_the_language_of_the_reader():
    ledger = [entry(), entry("b"), entry("c", State.NEW)]
    assert "<dt>indexed</dt><dd>2</dd>" in ledger_html(status(), ledger, ENGLISH)
    assert "<dt>未登録</dt><dd>1</dd>" in ledger_html(status(), ledger, JAPANESE)


@pytest.mark.parametrize("words", [ENGLISH, JAPANESE])
def test_every_state_has_a_word(words):
    assert set(words.states) == set(State)


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


def test_a_long_list_is_cut_and_says_so(monkeypatch):
    monkeypatch.setattr("ui.ledger._MOST_ROWS", 3)
    out = ledger_html(status(), [entry(f"{n}") for n in range(5)], ENGLISH)
    assert len(re.findall("<tr data-state", out)) == 3
    assert "2 more files are not shown" in out
