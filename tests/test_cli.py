"""The command line: its contract, its exit statuses, and one line for every error."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant import cli
from index.lock import writing

ROOT = Path(__file__).resolve().parents[1]
QUESTION = "What is the four-pillar framework?"
BATCH = "\n".join(
    [
        json.dumps({"id": "a", "question": QUESTION}),
        "this is no JSON",
        '{"id": 2, "question": "And why?", "history": [["What is the Arctic cable?", "A path."]]}',
        "",
        '{"id": "c"}',
        '{"id": "d", "question": "  "}',
    ]
)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = tmp_path_factory.mktemp("cli") / "home"
    assert cli.main(["index", str(ROOT / "seeds"), "--home", str(home)]) == 0
    return home


@pytest.fixture
def run(capfdbinary):
    """Runs a command in this process: exit status, stdout, stderr."""

    def run(*arguments, **options):
        try:
            status = cli.main([str(argument) for argument in arguments], **options)
        except SystemExit as error:
            status = error.code
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return run


def assert_one_line(err, *parts):
    assert err.count("\n") == 1, err
    assert err.startswith("tenkyo: ")
    assert [part for part in parts if part not in err] == []


def test_ask_prints_the_answer_then_where_it_stands(run, home):
    status, out, err = run("ask", QUESTION, "--home", home)
    assert (status, err) == (0, "")
    assert "Their four-pillar" in out
    assert "[1]" in out
    assert "eu-japan-digital-partnership.txt:3253-3562" in out
    assert "\x1b" not in out
    assert max(map(len, out.splitlines())) <= 88


def test_ask_as_json_keeps_the_contract(run, home):
    _, out, _ = run("ask", QUESTION, "--json", "--home", home)
    answer = json.loads(out)
    keys = "id question standalone_question answered answer confidence citations"
    assert list(answer) == keys.split()
    [citation] = answer["citations"]
    assert list(citation) == "number file start end quote title heading page".split()
    text = (ROOT / "seeds" / citation["file"]).read_bytes().decode()
    assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_search_as_json_keeps_the_contract(run, home):
    _, out, _ = run("search", "Arctic cable", "--json", "--top-k", 3, "--home", home)
    hits = json.loads(out)["hits"]
    assert len(hits) == 3
    assert list(hits[0]) == "file start end text score title heading page".split()
    assert [hit["score"] for hit in hits] == sorted((h["score"] for h in hits), reverse=True)


def test_a_batch_names_wrong_lines_and_answers_the_others(run, home, tmp_path):
    (tmp_path / "questions.jsonl").write_text(BATCH)
    status, out, err = run("ask", "--batch", tmp_path / "questions.jsonl", "--home", home)
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["a", 2]
    assert status == 2
    assert [line.split(" of ")[0] for line in err.splitlines()] == [
        f"tenkyo: line {number}" for number in (2, 5, 6)
    ]


def test_a_batch_comes_from_stdin_too(home):
    code = "import sys; from ui.main import main; sys.exit(main())"
    command = [sys.executable, "-c", code, "search", "--batch", "-", "--home", str(home)]
    line = json.dumps({"id": "é", "question": "cable"}) + "\n"
    done = subprocess.run(command, cwd=ROOT, input=line.encode(), capture_output=True, check=True)
    assert json.loads(done.stdout)["id"] == "é"
    assert done.stderr == b""


def test_status_says_what_is_indexed(run, home):
    _, out, _ = run("status", "--json", "--home", home)
    status = json.loads(out)
    assert (status["documents"], status["passages"], status["failed"]) == (1, 9, [])
    assert "documents  1" in run("status", "--home", home)[1]


def test_the_doctor_finds_nothing_wrong(run, home):
    status, out, _ = run("doctor", "--home", home)
    assert status == 0
    assert {line.split()[0] for line in out.splitlines()} == {"ok"}


def test_the_doctor_finds_a_missing_home(run, tmp_path):
    status, out, _ = run("doctor", "--home", tmp_path / "none")
    assert status == 1
    assert "FAIL  home: No index in" in out


def test_indexing_again_embeds_nothing(run, home):
    status, out, _ = run("index", ROOT / "seeds", "--home", home)
    assert status == 0
    assert "passages embedded  0" in out


def test_one_file_that_fails_leaves_the_others(run, tmp_path):
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "good.txt").write_text("The cable crosses the Arctic.")
    (papers / "bad.txt").write_bytes(os.urandom(2000) + b"\0" * 2000)
    status, out, err = run("index", papers, "--home", tmp_path / "home")
    assert (status, err) == (3, "")
    assert "bad.txt: the file is" in out
    assert "added              1" in out


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (["index", "/no/such/folder"], ["No such file or folder", "'/no/such/folder'"]),
        (["ask", "x"], ["No index in", "tenkyo index"]),
        (["search"], ["No index in"]),
        (["status"], ["No index in"]),
    ],
)
def test_without_an_index_there_is_one_line(run, tmp_path, arguments, parts):
    status, out, err = run(*arguments, "--home", tmp_path / "home")
    assert (status, out) == (2, "")
    assert_one_line(err, *parts)


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["ask"], "Give one question, or --batch FILE"),
        (["ask", "x", "--batch", "-"], "Give one question, or --batch FILE"),
        (["ask", ""], "The question is empty"),
        (["ask", "\x01\x02"], "The question is empty"),
        (["search", "x" * 20_000], "20,000 characters"),
        (["ask", "--batch", "/no/such.jsonl"], "Cannot read '/no/such.jsonl'"),
        (["ask", "--batch", "/"], "Cannot read '/'"),
    ],
)
def test_a_question_that_makes_no_sense_is_one_line(run, home, arguments, part):
    status, out, err = run(*arguments, "--home", home)
    assert (status, out) == (2, "")
    assert_one_line(err, part)


def test_an_empty_folder_is_one_line(run, tmp_path):
    (tmp_path / "empty").mkdir()
    status, _, err = run("index", tmp_path / "empty", "--home", tmp_path / "home")
    assert status == 2
    assert_one_line(err, str(tmp_path / "empty"))


def test_a_home_that_cannot_be_is_one_line(run, tmp_path):
    (tmp_path / "file").write_text("not a folder")
    status, _, err = run("index", ROOT / "seeds", "--home", tmp_path / "file" / "home")
    assert status == 2
    assert_one_line(err, "cannot be used", "--home")


def test_a_home_of_another_model_is_one_line(run, home, tmp_path, monkeypatch):
    monkeypatch.setenv("TENKYO_MODEL", str(tmp_path / "other-model"))
    status, _, err = run("ask", "x", "--home", home)
    assert status == 2
    assert_one_line(err, "was built with model 'all-MiniLM-L6-v2'", "other-model")


def test_a_second_writer_is_told_who_the_first_is(run, home):
    with writing(home):
        status, _, err = run("index", ROOT / "seeds", "--home", home)
    assert status == 2
    assert_one_line(err, "is being written by", f"process {os.getpid()}")


def test_a_wrong_setting_is_one_line_that_names_it(run, home, monkeypatch):
    monkeypatch.setenv("TENKYO_THRESHOLD", "much")
    status, _, err = run("ask", "x", "--home", home)
    assert status == 2
    assert_one_line(err, "TENKYO_THRESHOLD", "'much'")


@pytest.mark.parametrize(
    "arguments",
    [["fly"], ["search", "x", "--top-k", "0"], ["serve", "--port", "70000"], ["index"]],
)
def test_wrong_use_exits_with_2_and_shows_the_usage(run, arguments):
    status, _, err = run(*arguments)
    assert status == 2
    assert err.startswith("usage: tenkyo")


def test_serve_is_given_what_to_serve_and_where(run, home):
    served = []

    def serve(assistant, host, port):
        served.append((assistant.overview().documents, host, port))

    assert run("serve", "--home", home, "--port", 7999, serve=serve)[0] == 0
    assert served == [(1, "127.0.0.1", 7999)]


def test_ctrl_c_ends_without_a_trace(run, home):
    def serve(assistant, host, port):
        raise KeyboardInterrupt

    status, _, err = run("serve", "--home", home, serve=serve)
    assert status == 130
    assert_one_line(err, "stopped")


def test_a_defect_is_one_line_too(tmp_path):
    code = "from assistant import cli; cli.main(['index', 'x'], 1) if 0 else None; "
    code += "import sys; sys.excepthook = cli._say_unexpected; {}['lost']"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert_one_line(done.stderr, "unexpected KeyError", "Please report it")


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["ask", "--help"], []])
def test_help_is_there_without_an_index(run, arguments):
    status, out, err = run(*arguments)
    assert (status or 0, err) == (0, "")
    assert out.startswith(("usage: tenkyo", "tenkyo 0."))
