"""`tenkyo why`, as it is typed."""

import json

import pytest

from assistant import assistant
from assistant.commands.parser import main
from tests.fake_embedder import FakeEmbedder

NINE = "The ferry to the island leaves at nine."
ASKED = ["why", "When does the ferry to the island leave?", "--document"]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    base = tmp_path_factory.mktemp("why")
    (base / "papers").mkdir()
    (base / "papers/times.md").write_text(f"# Times\n\n{NINE}")
    (base / "papers/boats.md").write_text("# Boats\n\nA boat goes over to the rock later.")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(assistant, "open_embedder", lambda _: FakeEmbedder())
        patched.setenv("TENKYO_THRESHOLD", "0.01")
        assert main(["--home", str(base / "home"), "index", str(base / "papers")]) == 0
        yield ["--home", str(base / "home")]


def test_the_reason_is_told_with_what_came_first(home, capsys):
    assert main([*home, *ASKED, "boats.md"]) == 0
    told = capsys.readouterr().out
    assert "other passages came first" in told
    assert "times.md:" in told
    assert "ferry" in told


def test_as_json_the_reason_has_its_figures(home, capsys):
    assert main([*home, *ASKED, "times.md", "--passage", NINE, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["reason"], told["citations"], told["short"]) == ("cited", [1], 0.0)
    assert told["parts"]["rank"] == 1


def test_what_makes_no_sense_is_one_line(home, capsys):
    assert main([*home, *ASKED, "times.md", "--passage", "0-9999"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
