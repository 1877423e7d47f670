"""How far an indexing run has come."""

import json
import time

import pytest

from assistant.terminal.progress import progress_bars, progress_lines
from index.sync.sync import Progress
from prompts.catalogues import wording
from tests.wordings import ENGLISH


@pytest.fixture
def terminal(monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "120")


def now(**fields):
    return Progress(**{"total": 10_000, "read": 5_000, "file": "sea.txt"} | fields)


def test_progress_is_silent_without_a_terminal(capsys):
    with progress_bars(ENGLISH) as report:
        report(now())
    assert capsys.readouterr() == ("", "")


def test_the_bars_show_what_is_read_and_how_much_is_embedded(terminal, capsys):
    with progress_bars(ENGLISH) as report:
        report(now(file="x" * 40 + "/sea\x07.txt", since=time.monotonic(), passages=1_234))
    out, err = capsys.readouterr()
    assert out == ""
    assert "x/sea\\x07.txt" in err
    assert "Embedding, 1,234 passages" in err
    assert "\x07" not in err


def test_the_bars_speak_the_language_of_the_terminal(terminal, capsys):
    with progress_bars(wording("de")) as report:
        report(now(passages=1_234))
    err = capsys.readouterr().err
    assert "Einbetten, 1.234 Textstellen" in err
    assert "Lesen sea.txt" in err


@pytest.mark.parametrize(("seconds", "shown"), [(2, False), (75, True)])
def test_a_file_that_takes_long_is_shown_with_its_seconds(terminal, capsys, seconds, shown):
    with progress_bars(ENGLISH) as report:
        report(now(since=time.monotonic() - seconds))
    assert (f"({seconds} s)" in capsys.readouterr().err) == shown


def test_progress_is_whole_after_an_error(capsys):
    with pytest.raises(KeyboardInterrupt), progress_bars(ENGLISH):
        raise KeyboardInterrupt
    assert capsys.readouterr().err == ""


def test_machines_get_a_line_of_json_at_most_once_a_second():
    lines = []
    report = progress_lines(lines.append)
    for done in range(100):
        report(now(done=done))
    [line] = lines
    assert json.loads(line) == {
        "event": "progress",
        "total": 10_000,
        "read": 5_000,
        "done": 0,
        "file": "sea.txt",
        "passages": 0,
    }
