"""What readers say of a file is known by its English, and worded in the reader's language."""

import ast
import re
from pathlib import Path

import pytest

from assistant.wording.file_notes import file_note, file_notes
from index.readers.accounting import unread
from index.readers.office.office_account import _PARTS
from index.readers.omissions import Omission, Omissions
from prompts.catalogues import languages, wording

ROOT = Path(__file__).resolve().parents[3]
GERMAN = wording("de")
# What is caught where it is raised, and what is no file's fault.
UNSEEN = {"it is not in the file, or inserted too deeply"}
SAMPLE = "§"


BEGINNINGS = re.compile(
    r"(?:the (?:file|page|book|folder|hidden sheet|attachment|chapter|text) "
    r"|it is |its |reading it |an entry |of a chart )"
)


def said_by_readers():
    """Yield what is said of files, with a sample in place of what is filled in."""
    for folder in ("readers", "sandbox", "sync"):
        for path in (ROOT / "index" / folder).rglob("*.py"):
            tree = ast.parse(path.read_bytes())
            inner = {
                id(e) for n in ast.walk(tree) if isinstance(n, ast.JoinedStr) for e in n.values
            }
            for node in ast.walk(tree):
                if id(node) not in inner and (text := text_of(node)):
                    yield text


def text_of(node):
    """Return a text that begins as remarks and reasons do; docstrings have a full stop."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    if not all(isinstance(part, ast.Constant | ast.FormattedValue) for part in parts):
        return ""
    said = "".join(str(getattr(part, "value", "")) if is_text(part) else SAMPLE for part in parts)
    return said.format(cpu=SAMPLE) if BEGINNINGS.match(said) and not said.endswith(".") else ""


def is_text(part):
    return isinstance(part, ast.Constant) and isinstance(part.value, str)


@pytest.mark.parametrize("said", sorted(set(said_by_readers()) - UNSEEN))
def test_whatever_a_reader_says_has_a_text_in_the_catalogue(said):
    assert file_note(said, GERMAN) != said


def test_readers_say_as_much_as_this_test_looks_at():
    assert len(set(said_by_readers())) > 40


@pytest.mark.parametrize("language", [each for each in languages() if each != "en"])
@pytest.mark.parametrize(
    "said",
    [
        "page 3: no text, not even by OCR",
        "page 3: hardly any text, not even by OCR",
        "page 3: hardly any text, so scanned? To read them, install tesseract and set TENKYO_OCR",
        "pages 3, 5-9: no text, so scanned? To read them, install tesseract and set TENKYO_OCR",
        "pages 1-2 cannot be opened",
        "the file is damaged: File is not a zip file",
        "the file is damaged: Failed to load document (PDFium: Data format error).",
        "reading it takes more than 30 s of processor time",
        "the file has no text; 2 hidden rows on the sheet 'Rates' are not read",
        "the attachment 'a; b.pdf' is left out: the file is protected with a password;"
        " save it without one",
        "12 words of the chapters are not read",
        "1 hidden row, 2,345 comments and 1 page head or foot on slide 3 are not read",
        "1 chart elsewhere is not read",
        "2 hidden texts are read, and marked as such",
    ],
)
def test_nothing_of_it_stays_english(said, language):
    found = file_note(said, wording(language))
    assert not {" the ", " is ", " not ", " words ", " elsewhere"} & set(_spaced(found))


def _spaced(text):
    return {f" {word} " for word in text.split()} | {f" {text.split()[-1]}"}


def test_counts_and_names_stay_as_they_are():
    said = "1 hidden row, 2,345 comments and 3 charts below 'Rates and fees' are not read"
    assert file_note(said, GERMAN) == (
        "nicht gelesen, unter 'Rates and fees':"
        " 1 ausgeblendete Zeile, 2.345 Kommentare, 3 Diagramme"
    )


def test_what_a_library_says_of_a_damaged_file_stays():
    said = "the file is damaged: Bad magic number for central directory"
    assert file_note(said, GERMAN) == (
        "die Datei ist beschädigt: Bad magic number for central directory"
    )


def test_a_line_that_nobody_knows_is_shown_as_it_was_stored():
    assert file_note("as an earlier release has put it", GERMAN) == (
        "as an earlier release has put it"
    )


def test_two_faults_in_one_line_are_both_worded():
    said = "the file has no text; page 1 cannot be opened"
    assert file_note(said, GERMAN) == (
        "die Datei enthält keinen Text; Seite 1: lässt sich nicht öffnen"
    )


def test_in_english_it_is_said_as_it_is():
    assert file_notes(("a", "page 1 cannot be opened"), wording("en")) == (
        "a; page 1 cannot be opened"
    )


@pytest.mark.parametrize("kind", list(Omission))
def test_every_kind_of_omission_is_counted_in_words(kind):
    omissions = Omissions()
    omissions.leave(kind, "on slide 3")
    omissions.leave(kind, "on slide 4")
    omissions.leave(kind, "on slide 4")
    for line in omissions.remarks():
        assert file_note(line, GERMAN).startswith("nicht gelesen, auf Folie")


@pytest.mark.parametrize("where", [where for _, where in _PARTS])
def test_every_part_of_a_file_that_is_missed_has_a_name(where):
    [line] = unread([(where, "alpha beta")], "")
    found = file_note(line, GERMAN)
    assert found.startswith("nicht gelesen, ")
    assert where not in found
