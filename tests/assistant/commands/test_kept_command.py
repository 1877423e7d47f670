"""`tenkyo kept`: what is kept, and asking it again."""

import json
from contextlib import closing

import pytest

from assistant import assistant
from assistant.commands.parser import main
from assistant.types import LOCAL_READER
from tests.assistant.kept.kept_home import HOW_MUCH, WHEN, KeptHome
from tests.fake_embedder import FakeEmbedder


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = KeptHome(tmp_path_factory.mktemp("kept"))
    with closing(home.library), pytest.MonkeyPatch.context() as patched:
        patched.setattr(assistant, "open_embedder", lambda _: FakeEmbedder())
        patched.setenv("TENKYO_THRESHOLD", "0")
        patched.setenv("TENKYO_LANGUAGE", "en")
        home.assistant = home.reopened(rules=None)
        yield home


@pytest.fixture
def run(home, capsys):
    def run(*arguments):
        assert main(["--home", str(home.root / "home"), "kept", *arguments]) == 0
        return capsys.readouterr().out

    return run


def test_kept_questions_are_listed_and_asked_again(home, run):
    assert "No question is kept." in run()
    home.keep(LOCAL_READER, WHEN, "c1")
    home.keep(LOCAL_READER, HOW_MUCH, "c2")
    home.write("open/ferry.txt", "The ferry leaves at ten.")
    home.index()
    assert "Same words" in run()
    told = " ".join(run("--ask").split())
    assert "2 questions were asked again, 1 cites other words." in told
    assert "No longer cited: “The ferry leaves at nine.” (open/ferry.txt)" in told
    assert "Cited now: “The ferry leaves at ten.” (open/ferry.txt)" in told
    first, second = map(json.loads, run("--json").splitlines())
    assert (first["question"], second["change"]) == (WHEN, None)
    assert first["change"]["come"][0]["quote"] == "The ferry leaves at ten."
    assert "0 questions were asked again" in run("--ask")
