"""How results look in a terminal."""

import io
import re
from collections import Counter
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from assistant.terminal.terminal import (
    WIDTH,
    answer_view,
    console,
    hits_view,
    report_view,
    status_view,
)
from assistant.types import Answer, Citation, Sentence
from index.sync.sync import SyncReport
from index.text.control_characters import printable
from index.types import Document, Entry, Failure, Hit, LibraryStatus, Page, Passage, State
from prompts.catalogues import wording

TEXT = "It is old. The cable runs\nunder the 海. It is long.\n\nAnother part."
QUOTE = "The cable runs\nunder the 海."


def pages(number):
    return () if number is None else (Page(0, number),)


def passage(text=TEXT, path="sea/a.txt", title="Cables", heading=("Part", "Detail"), page=3):
    document = Document("d", path, title, text, "en", (), pages(page), "v")
    return Passage("p", document, 0, len(text), text, heading, page)


def hit(text=TEXT, rank=1, **more):
    return Hit(passage(text, **more), 0.12345, rank)


def answer(of=None, quote=QUOTE):
    of = of or passage()
    start = of.document.text.index(quote)
    cited = Citation(1, of, start, start + len(quote), quote)
    return Answer("Where?", "Where?", (Sentence(quote, (1,)),), (cited,), 0.9, True)


def shown(view, width=WIDTH):
    """What the terminal prints, without the space at the ends of lines."""
    out = io.StringIO()
    Console(file=out, width=width, markup=False, emoji=False, highlight=False).print(view)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())


def status(**more):
    empty = LibraryStatus(Path("/home"), "mini", "", (), (), 0, 0, None, (), ())
    return replace(empty, **more)


def test_an_answer_is_shown_with_its_sources():
    assert shown(answer_view(answer())) == (
        "The cable runs under the 海. [1]\n"
        "\n"
        "[1] Cables › Part › Detail › page 3\n"
        "    It is old. The cable runs under the 海. It is long.\n"
        "    sea/a.txt:11-38"
    )


def test_a_terminal_speaks_the_language_of_the_settings():
    words, completed = wording("de"), replace(answer(), standalone_question="Where is it?")
    page = shown(answer_view(completed, words))
    assert page.startswith("Gesucht wurde nach: Where is it?\n")
    assert "Detail › Seite 3" in page
    assert shown(hits_view([], words)) == "Nichts gefunden."
    assert re.search("^hinzugefügt +2$", shown(report_view(SyncReport(added=2), words)), re.M)
    assert re.search("^Modell +mini$", shown(status_view(status(), (), words)), re.M)


def test_an_answer_that_is_a_list_begins_in_the_first_line():
    items = "* The cable runs.\n* The ship sails."
    assert shown(answer_view(answer(passage(items), items))).startswith("  * The cable runs.\n")


def test_a_list_has_its_lead_line_and_an_item_a_line_not_all_of_a_long_one():
    one = answer()
    cited = tuple(replace(one.citations[0], number=n) for n in range(1, 31))
    items = tuple(Sentence(f"Item {c.number}", (c.number,)) for c in cited)
    lines = shown(answer_view(replace(one, sentences=items, citations=cited, remark="Counted.")))
    assert lines.startswith("Counted.\n  - Item 1 [1]\n  - Item 2 [2]\n")
    assert "  … and 10 more; see them all with --json" in lines
    assert "[20]" in lines
    assert "[21]" not in lines


def test_a_sentence_has_a_mark_for_every_citation():
    both = replace(answer(), sentences=(Sentence("One.", (1, 2)), Sentence("Two.", (3,))))
    assert shown(answer_view(both)).startswith("One. [1][2] Two. [3]\n")


def test_what_was_searched_for_is_shown_where_it_differs():
    completed = replace(answer(), standalone_question="Where? (cable)")
    assert shown(answer_view(completed)).startswith("Searched for: Where? (cable)\nThe cable")


def test_a_quote_in_another_language_than_the_question_is_shown_as_such():
    asked = replace(answer(), question="Где лежит кабель?")
    assert "[1] Cables › Part › Detail › page 3 (English)" in shown(answer_view(asked))
    assert "English" not in shown(answer_view(answer()))


def test_a_refusal_is_shown_with_the_closest_passages():
    refused = Answer("a?", "a?", remark="No answer.", nearest=(hit("One."), hit("Two.", 2)))
    lines = shown(answer_view(refused)).splitlines()
    assert lines[:3] == ["No answer.", "", "Closest passages, which may help:"]
    assert [line[:2] for line in lines if line[:1].isdigit()] == ["1.", "2."]


def test_a_greeting_is_shown_alone():
    assert shown(answer_view(Answer("Hi", "Hi", remark="Hello."))) == "Hello."


def test_a_hit_is_shown_with_its_place_and_score():
    assert shown(hits_view([hit("The cable.")])) == (
        "\n1. Cables › Part › Detail › page 3  0.123\n    The cable.\n    sea/a.txt:0-10"
    )


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ({"page": None}, "Cables › Part › Detail"),
        ({"heading": ()}, "Cables › page 3"),
        ({"title": "", "page": None}, "Part › Detail"),
        ({"title": "", "heading": ()}, "page 3"),
    ],
)
def test_what_a_place_lacks_is_left_out(place, name):
    assert shown(hits_view([hit(**place)])).splitlines()[1] == f"1. {name}  0.123"


@pytest.mark.parametrize(("length", "ending"), [(240, "a"), (241, "a …")])
def test_a_long_passage_is_cut(length, ending):
    excerpt = shown(hits_view([hit("a" * length)]), 400).splitlines()[2]
    assert excerpt == "    " + "a" * 239 + ending


def test_no_hits_are_said_to_be_none():
    assert shown(hits_view([])) == "Nothing found."


@pytest.mark.parametrize("text", ["[bold]x[/bold]", ":smile: x", "a\\[b]"])
def test_marks_of_the_terminal_library_are_text_like_any_other(text):
    assert text in shown(hits_view([hit(text)]))
    assert text in shown(answer_view(answer(passage(text), text)))


@pytest.mark.parametrize("where", ["text", "path", "title"])
def test_a_document_cannot_control_the_terminal(where):
    evil = "a\x1b[2Jb\x07\u202ec"
    assert "a\\x1b[2Jb\\x07\\u202ec" in shown(hits_view([hit(**{where: evil})]))


@pytest.mark.parametrize(
    "evil", ["\x1b[2J", "\x1b]0;x\x07", "\x9b2J", "\u202e", "\u2066", "\udcff"]
)
def test_a_remark_a_status_and_a_report_cannot_control_the_terminal(evil):
    views = [
        answer_view(Answer(evil, f"{evil}?", remark=f"Ask about “{evil}”.")),
        status_view(
            status(home=Path(f"/{evil}"), model=evil, next_model=evil),
            [Entry("/s", "a", State.FAILED, 1, evil, remarks=(evil,))],
        ),
        report_view(SyncReport(failed=[Failure("a", evil)], remarks={"b": (evil,)})),
    ]
    for view in views:
        assert evil not in shown(view)
        assert printable(evil) in shown(view)


def test_what_a_view_forgot_to_escape_is_escaped_by_the_console(capsys):
    table = Table("a\x1b[31m")
    console().print(Group("d\x1b]0;x", table, Text("b\u202e[red]c")))
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "b\\u202e[red]c" in out


def test_an_answer_cannot_control_the_terminal():
    evil = "a\x1b[2Jb."
    out = shown(answer_view(answer(passage(evil, heading=(evil,)), evil)))
    assert "\x1b" not in out
    assert out.count("a\\x1b[2Jb.") == 3


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("The 海 is 📄.", "The 海 is 📄."),
        ("\x1b[0m", "\\x1b[0m"),
        ("a\nb", "a\\nb"),
        ("\u202e", "\\u202e"),
        ("\udcff", "\\udcff"),
        ("", ""),
    ],
)
def test_only_what_cannot_be_printed_is_escaped(text, safe):
    assert printable(text) == safe


@given(st.text(st.characters()))
def test_what_is_printable_can_be_printed(text):
    safe = printable(text)
    assert safe.isprintable()
    assert safe.encode().decode() == safe
    assert printable(safe) == safe


@pytest.mark.parametrize("space", ["\n", "\r", "\t", "\u2028", "\u3000", "\x85"])
def test_any_space_of_a_document_is_shown_as_a_space(space):
    assert "a b" in shown(hits_view([hit(f"a{space}b")]))


def test_a_report_names_what_was_done_and_only_that():
    report = SyncReport(added=1_200, removed=2, embedded=34_567)
    rows = [line.split("  ", 1) for line in shown(report_view(report)).splitlines()]
    assert [(name, number.strip()) for name, number in rows] == [
        ("added", "1,200"),
        ("removed", "2"),
        ("passages embedded", "34,567"),
    ]


def test_failures_are_named_with_their_reasons():
    report = SyncReport(failed=[Failure("a\x1b.pdf", "it is locked")])
    lines = shown(report_view(report)).splitlines()
    assert re.fullmatch(r"failed +1", lines[0])
    assert lines[-1] == "a\\x1b.pdf: it is locked"


@pytest.mark.parametrize(("number", "more"), [(20, None), (21, "1"), (1_020, "1,000")])
def test_twenty_failures_are_shown_and_the_others_counted(number, more):
    report = SyncReport(failed=[Failure(f"{n}.pdf", "locked") for n in range(number)])
    out = shown(report_view(report))
    assert out.count(".pdf: locked") == 20
    last = f"… and {more} more; see: tenkyo status --json" if more else "19.pdf: locked"
    assert out.splitlines()[-1] == last


def test_the_status_names_what_is_indexed():
    updated = datetime(2026, 5, 4, 3, 2).astimezone()
    full = status(sources=("/b", "/a\x07"), documents=1_000, passages=20_000, updated=updated)
    rows = [line.split(maxsplit=1) for line in shown(status_view(full)).splitlines()]
    assert rows == [
        ["home", "/home"],
        ["folder", "/b"],
        ["folder", "/a\\x07"],
        ["documents", "1,000"],
        ["passages", "20,000"],
        ["updated", "2026-05-04 03:02"],
        ["model", "mini"],
    ]


def test_the_status_of_nothing_has_no_time():
    assert "updated" not in shown(status_view(status()))


def test_the_status_names_every_failure():
    ledger = [Entry("/s", f"{n}.pdf", State.FAILED, 1, "locked") for n in range(30)]
    assert shown(status_view(status(), ledger)).count("failed: ") == 30


def test_the_status_counts_the_states_of_files_and_names_what_is_not_as_it_was():
    ledger = [
        Entry("/s", "a.pdf", State.SAME, 1, remarks=("page 3 has no text",)),
        Entry("/s", "b.pdf", State.SAME, 1),
        Entry("/s", "c\x07.pdf", State.NEW, 1),
    ]
    lines = shown(status_view(status(), ledger)).splitlines()
    assert [line.split() for line in lines[-4:-2]] == [["same", "2"], ["new", "1"]]
    assert lines[-2:] == ["note: a.pdf: page 3 has no text", "new: c\\x07.pdf"]


def test_the_status_says_which_folder_is_gone_and_which_model_comes_next():
    out = shown(status_view(status(sources=("/a",), missing_sources=("/a",), next_model="e5")))
    assert "/a  (not there now)" in out
    assert "e5  (change to it with: tenkyo index FOLDER)" in out


def test_files_of_other_formats_are_counted_by_suffix():
    skipped = Counter({".png": 1_200, ".zip": 3, ".a": 1, ".b": 1, ".c": 1, ".d": 1})
    [line, _] = shown(report_view(SyncReport(skipped=skipped))).splitlines()
    assert line.split(maxsplit=3)[3].endswith("(.png 1,200, .zip 3, .a 1, .b 1, .c 1, …)")


def test_a_report_says_what_was_left_out_of_a_file():
    report = SyncReport(remarks={"a.pdf": ("page 3 has no text",)})
    assert shown(report_view(report)).splitlines()[-1] == "a.pdf: page 3 has no text"


def test_what_a_reader_found_is_said_in_the_language_of_the_terminal():
    report = SyncReport(
        failed=[Failure("b.docx", "the file is a zip archive; unpack it")],
        remarks={"a.pdf": ("page 1 cannot be opened", "1 comment is not read")},
    )
    assert shown(report_view(report, wording("de"))).splitlines()[-2:] == [
        "b.docx: die Datei ist ein Zip-Archiv; entpacken Sie es",
        "a.pdf: Seite 1: lässt sich nicht öffnen; nicht gelesen: 1 Kommentar",
    ]


def test_without_a_terminal_the_width_is_fixed_and_there_are_no_codes(capsys):
    console().print(answer_view(answer(passage("word " * 40, page=None), "word " * 40)))
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert WIDTH - 5 <= max(map(len, out.splitlines())) <= WIDTH


@pytest.mark.parametrize(("columns", "width"), [("200", WIDTH), ("40", 40)])
def test_a_terminal_is_used_up_to_the_width_that_can_be_read(monkeypatch, columns, width):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", columns)
    assert console().width == width


def test_messages_can_go_to_stderr(capsys):
    console(stderr=True).print("Wait.")
    assert capsys.readouterr() == ("", "Wait.\n")


def test_a_view_fits_a_narrow_terminal():
    lines = shown(answer_view(answer()), width=24).splitlines()
    assert max(map(len, lines)) <= 24


def test_questions_to_choose_from_are_listed():
    asked_back = Answer("it?", "it?", remark="What do you mean?", choices=("What is a?", "And\nb?"))
    printed = shown(answer_view(asked_back))
    assert "You could ask:\n- What is a?\n- And b?" in printed


def test_without_choices_nothing_is_listed():
    assert "You could ask" not in shown(answer_view(answer()))


def styled(view):
    """What the terminal prints in bold."""
    segments = Console(width=WIDTH, color_system=None).render(view)
    return [part.text for part in segments if part.style and part.style.bold]


def test_the_words_that_answer_are_in_stronger_weight_than_the_rest_of_the_quote():
    start = TEXT.index("under")
    [cited] = answer().citations
    marked = replace(cited, marks=((start, start + 5),))
    bold = styled(answer_view(replace(answer(), citations=(marked,))))
    assert "under" in bold
    assert not any("cable" in text for text in bold)


def test_a_quote_without_marks_is_in_stronger_weight_as_a_whole():
    assert any("cable" in text for text in styled(answer_view(answer())))


def test_a_note_stands_beside_the_answer():
    assert "They disagree." in shown(answer_view(replace(answer(), note="They disagree.")))


def test_items_of_a_list_stand_on_lines_of_their_own():
    listed = (Sentence("You\nneed:\n\n- bread\n- milk", (1,)),)
    said = shown(answer_view(replace(answer(), sentences=listed)))
    assert "You need:\n  - bread\n  - milk [1]" in said
