"""`tenkyo gaps`, from conversations as they are kept to a question file."""

import json
from contextlib import closing

import pytest

from assistant import assistant
from assistant.assistant import Assistant
from assistant.commands.parser import main
from assistant.settings import Settings
from assistant.types import Question, Reader, Turn
from index.library import open_library
from tests.fake_embedder import FakeEmbedder

ASKED = ["When does the ferry leave?", "May dogs come along?", "hello"]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    base = tmp_path_factory.mktemp("gaps")
    (base / "papers").mkdir()
    (base / "papers/times.txt").write_text("The ferry leaves at nine.")
    settings = Settings(home=base / "home", threshold=0, perhaps=0)
    refusing = settings.model_copy(update={"threshold": 1.0, "perhaps": 1.0})
    with closing(open_library(base / "home", FakeEmbedder(), create=True)) as library:
        library.sync([base / "papers"])
        for number, question in enumerate(ASKED):
            made = Assistant(library, refusing if "dogs" in question else settings)
            answer = made.answering.invoke(Question(question))
            turn = Turn(f"t{number}", question, answer)
            made.conversations.add(Reader("ann"), "c1", turn)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(assistant, "open_embedder", lambda _: FakeEmbedder())
        yield ["--home", str(base / "home")]


def test_what_was_not_answered_is_listed_with_its_nearest_document(home, capsys):
    assert main([*home, "gaps"]) == 0
    told = capsys.readouterr().out
    assert "May dogs come along?" in told
    assert "1 person, asked once (1 without an answer)" in told
    assert "times.txt" in told
    assert "ferry leave?" not in told
    assert main([*home, "gaps", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["askers"] == 1


def test_with_sign_in_too_few_askers_are_not_told_of(home, capsys, monkeypatch):
    monkeypatch.setenv("TENKYO_SIGN_IN", "header")
    monkeypatch.setenv("TENKYO_TRUSTED_PROXIES", '["10.0.0.1"]')
    assert main([*home, "gaps"]) == 0
    assert "dogs" not in capsys.readouterr().out


def test_a_question_file_has_each_gap_once(home, capsys, tmp_path):
    file = tmp_path / "gaps.jsonl"
    for expected in ("1 question added", "0 questions added"):
        assert main([*home, "gaps", "--questions", str(file)]) == 0
        assert expected in capsys.readouterr().out
    [row] = map(json.loads, file.read_text().splitlines())
    assert (row["question"], row["answerable"]) == ("May dogs come along?", None)
