"""`tenkyo eval` and `tenkyo feedback` on the sample article, as a person calls them."""

import json
import shutil

import pytest

from assistant.assistant import Assistant
from assistant.commands.parser import INTERRUPTED, WRONG_USE, main
from assistant.evaluation.asking import question_of, reply_of, span_of
from assistant.evaluation.metrics import score_ask, score_search
from assistant.settings import Settings
from tests.bench.sets import SEEDS, read_cases, read_texts

pytestmark = pytest.mark.usefixtures("loaded_model")
LINES = SEEDS.questions.read_text(encoding="utf-8").splitlines()
FEW = [*LINES[:4], *[line for line in LINES if '"answerable": false' in line][:2]]


@pytest.fixture(scope="session")
def measured_home(seeds_library, tmp_path_factory):
    home = tmp_path_factory.mktemp("eval") / "home"
    return shutil.copytree(seeds_library.home, home)


@pytest.fixture
def questions(tmp_path):
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(FEW), encoding="utf-8")
    return path


@pytest.fixture
def run(measured_home, capfdbinary):
    def run(*arguments):
        status = main([*map(str, arguments), "--home", str(measured_home)])
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return run


def test_the_figures_are_those_of_search_and_ask(run, questions, seeds_library):
    status, out, _ = run("eval", questions, "--json", "-")
    shown = json.loads(out)["figures"]["all"]
    assistant, cases = Assistant(seeds_library, Settings()), read_cases(questions)
    asked = {case.id: question_of(case) for case in cases}
    hits = {i: [span_of(h.passage) for h in assistant.search(q)] for i, q in asked.items()}
    replies = {i: reply_of(assistant.answering.invoke(q)) for i, q in asked.items()}
    search = score_search(cases, hits)
    ask = score_ask(cases, replies, read_texts(SEEDS.corpus).__getitem__)
    assert status == 0
    assert (shown["search"]["recall@1"], shown["search"]["map@10"]) == (
        search.recall_1,
        search.map_10,
    )
    assert (shown["ask"]["hit1"], shown["ask"]["auroc"]) == (ask.hit1, ask.auroc)
    assert (shown["ask"]["exact"], shown["ask"]["chars"]) == (1.0, ask.chars)


def test_a_run_is_written_and_compared_with_the_next(run, questions, tmp_path):
    kept, page = tmp_path / "run.json", tmp_path / "page.html"
    assert run("eval", questions, "--json", kept)[0] == 0
    status, out, _ = run("eval", questions, "--baseline", kept, "--html", page)
    assert status == 0
    assert "on the 6 questions of both." in out
    assert "0 questions are worse" in out
    assert "Beside an earlier run" in page.read_text(encoding="utf-8")


def test_rows_that_are_not_filled_in_are_left_out_in_one_line(run, questions):
    row = {"id": "open", "question": "What now?", "answerable": None}
    questions.write_text("\n".join([FEW[0], json.dumps(row)]), encoding="utf-8")
    status, _, err = run("eval", questions)
    assert status == 0
    assert err == (
        f"tenkyo: 1 line is left out of {str(questions)!r}: fill in 'answerable' and 'gold' on 2.\n"
    )


def test_wrong_lines_are_named_and_nothing_is_asked(run, questions, tmp_path):
    questions.write_text("\n".join(["{}"] * 30), encoding="utf-8")
    status, out, err = run("eval", questions, "--json", tmp_path / "run.json")
    assert (status, out, len(err.splitlines())) == (WRONG_USE, "", 21)
    assert "line 1 of" in err
    assert "… and 10 more such lines" in err
    assert not (tmp_path / "run.json").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--html", "gone/page.html"], "its folder is not there"),
        (["--json", "."], "it is a folder"),
        (["--json", "questions.jsonl"], "holds the questions"),
        (["--baseline", "questions.jsonl"], "is no run of this version"),
        (["--baseline", "gone.json"], "Cannot read 'gone.json'"),
    ],
)
def test_a_place_that_cannot_be_is_told_before_anything_is_asked(
    run, questions, monkeypatch, arguments, said
):
    monkeypatch.chdir(questions.parent)
    status, _, err = run("eval", questions, *arguments)
    assert (status, err.count("\n")) == (WRONG_USE, 1)
    assert said in err
    assert questions.read_text(encoding="utf-8") == "\n".join(FEW)


@pytest.mark.parametrize("content", ["", "\n\n"])
def test_an_empty_file_is_said_to_be_one(run, questions, content):
    questions.write_text(content)
    assert "No question to ask in" in run("eval", questions)[2]


def test_whoever_stops_it_leaves_no_file(run, questions, tmp_path, monkeypatch):
    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(Assistant, "search", stopped)
    status, _, err = run("eval", questions, "--html", tmp_path / "page.html")
    assert (status, err) == (INTERRUPTED, "tenkyo: stopped; no file was written.\n")
    assert sorted(tmp_path.iterdir()) == [questions]


def test_feedback_without_ratings_says_so(run, tmp_path):
    assert "Nobody has rated an answer yet" in run("feedback")[1]
    assert run("feedback", "--json")[:2] == (0, "")
    assert run("feedback", "--questions", tmp_path / "q.jsonl")[1].startswith("0 added to")
    assert not (tmp_path / "q.jsonl").exists()
