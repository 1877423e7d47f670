"""Documents whose names, titles and headings hold what controls a terminal, in every command."""

from contextlib import suppress

import pytest

from assistant.commands.parser import main
from tests.conftest import SEEDS
from tests.fake_embedder import FakeEmbedder

EVIL = "a\x1b[31m\u202e\x9b2J[red]b"
HEADED = f"# The {EVIL} cable\n\n## Part {EVIL}\n\nThe {EVIL} cable runs under the sea.\n"
FORBIDDEN = set("\x1b\x9b\u202e")
QUESTIONS = '{"id": "q\\u001b[31m", "question": "What is the cable?", "answerable": false}'
COMMANDS = [
    ["index", "PAPERS"],
    ["status"],
    ["doctor"],
    ["ask", "What is the cable?"],
    ["ask", "hello"],
    ["ask", f"What about {EVIL}?"],
    ["search", "cable"],
    ["search", "cable", "--top-k", EVIL],
    ["access"],
    ["access", EVIL],
    ["sessions"],
    ["sessions", "--revoke", EVIL],
    ["feedback"],
    ["conversations"],
    ["export", EVIL],
    ["verify", EVIL],
    ["keys"],
    ["keys", "revoke", EVIL],
    ["audit", "verify"],
    ["audit", "verify", "--expect", EVIL],
    ["audit", "erase", EVIL],
    ["eval", "QUESTIONS"],
    ["eval", EVIL],
    ["forget", EVIL],
    ["index", EVIL],
    ["serve", "--host", EVIL],
    ["ask", "--batch", EVIL],
    [EVIL],
    ["ask", "a", EVIL],
    ["forget", "PAPERS"],
]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with hostile papers, and a home whose name is hostile too, for all commands."""
    place = tmp_path_factory.mktemp("hostile")
    papers = place / f"papers {EVIL}"
    papers.mkdir()
    (papers / f"{EVIL}.md").write_text(HEADED, encoding="utf-8")
    (papers / f"bad {EVIL}.txt").write_bytes(bytes(range(256)) * 20)
    (place / "questions.jsonl").write_text(QUESTIONS)
    return place


@pytest.mark.parametrize(
    "words", COMMANDS, ids=lambda words: " ".join(words).encode("unicode_escape").decode()
)
def test_no_command_prints_what_controls_a_terminal(place, capfdbinary, monkeypatch, words):
    monkeypatch.setattr("assistant.assistant.open_embedder", lambda _: FakeEmbedder())
    monkeypatch.chdir(SEEDS.parent)
    named = {"PAPERS": str(place / f"papers {EVIL}"), "QUESTIONS": str(place / "questions.jsonl")}
    home = place / f"home {EVIL}"
    with suppress(SystemExit):
        main(["--home", str(home), *(named.get(word, word) for word in words)], lambda *_: None)
    out, err = (stream.decode() for stream in capfdbinary.readouterr())
    assert out or err
    assert FORBIDDEN & set(out + err) == set()
    assert "Traceback" not in err
    assert "unexpected" not in err


def test_no_command_without_an_index_prints_what_controls_a_terminal(tmp_path, capsys):
    assert main(["status", "--home", str(tmp_path / EVIL)]) == 2
    assert FORBIDDEN & set(capsys.readouterr().err) == set()
