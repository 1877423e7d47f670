"""Many questions from a file or from stdin."""

import io
import json

import pytest

from assistant.commands.batch import run_batch
from assistant.types import Exchange
from index.errors import UsageError


@pytest.fixture
def run(tmp_path):
    """Runs a batch over bytes; returns its problems and the replies, which echo the questions."""

    def run(content):
        path = tmp_path / "questions.jsonl"
        path.write_bytes(content)
        written = []
        return run_batch(str(path), echo, written.append), written

    return run


def echo(id_, question):
    if question.text == "refuse":
        raise UsageError("It is refused.")
    return json.dumps([id_, question.text], ensure_ascii=False)


def line(text, id_=None):
    return json.dumps({"question": text, "id": id_}, ensure_ascii=False).encode() + b"\n"


def test_every_question_is_replied_to_in_order(run):
    written = ['[2, "b"]\n', '[1, "a"]\n', '[null, "海"]\n']
    assert run(line("b", 2) + line("a", 1) + line("海")) == ([], written)


def test_an_empty_file_has_no_replies(run):
    assert run(b"") == ([], [])


@pytest.mark.parametrize("blank", [b"\n", b"  \n", b"\r\n", b"\t\r\n"])
def test_blank_lines_are_passed_over_but_counted(run, blank):
    problems, written = run(blank + line("a") + blank + b"{\n")
    assert written == ['[null, "a"]\n']
    assert problems[0].startswith("line 4 of ")


@pytest.mark.parametrize("wrong", [b"{\n", b"[]\n", b'{"question": "\xff"}\n', b"\xff\xfe\n"])
def test_a_wrong_line_is_reported_and_the_others_are_replied_to(run, wrong):
    problems, written = run(line("a") + wrong + line("b"))
    assert written == ['[null, "a"]\n', '[null, "b"]\n']
    assert len(problems) == 1
    assert problems[0].startswith("line 2 of ")
    assert "questions.jsonl' is left out: " in problems[0]
    assert problems[0].endswith('Write each question as {"question": "..."} in a line of its own.')


def test_a_question_that_is_refused_is_reported_with_the_reason(run):
    problems, written = run(line("refuse") + line("b"))
    assert written == ['[null, "b"]\n']
    assert problems[0].endswith("is left out: It is refused.")


def test_a_byte_order_mark_is_no_part_of_the_first_question(run):
    assert run(b"\xef\xbb\xbf" + line("a")) == ([], ['[null, "a"]\n'])


@pytest.mark.parametrize("ending", [b"", b"\n", b"\r\n"])
def test_the_last_line_may_end_in_any_way(run, ending):
    assert run(line("a").rstrip() + ending) == ([], ['[null, "a"]\n'])


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85"])
def test_only_a_line_feed_ends_a_line(run, mark):
    problems, [written] = run(line(f"a{mark}b"))
    assert (problems, json.loads(written)) == ([], [None, f"a{mark}b"])


def test_the_history_goes_with_its_question(tmp_path):
    path = tmp_path / "q.jsonl"
    path.write_text('{"question": "Why?", "history": [["a?", "A."]]}')
    asked = []
    run_batch(str(path), lambda _, question: asked.append(question) or "", len)
    assert asked[0].history == (Exchange("a?", "A."),)


def test_the_scope_goes_with_its_question(tmp_path):
    path = tmp_path / "q.jsonl"
    path.write_text('{"question": "Why?", "scope": ["Personnel", "#travel"]}')
    asked = []
    run_batch(str(path), lambda _, question: asked.append(question) or "", len)
    assert asked[0].scope == ("Personnel", "#travel")


def test_each_reply_is_written_before_the_next_question_is_read(tmp_path):
    path = tmp_path / "q.jsonl"
    path.write_bytes(line("a") + line("b"))
    events = []
    run_batch(str(path), lambda _, q: events.append("ask") or q.text, events.append)
    assert events == ["ask", "a\n", "ask", "b\n"]


def test_a_dash_reads_stdin(monkeypatch):
    stdin = io.TextIOWrapper(io.BytesIO(line("海", 1) + b"{\n"), encoding="ascii")
    monkeypatch.setattr("sys.stdin", stdin)
    written = []
    problems = run_batch("-", echo, written.append)
    assert written == ['[1, "海"]\n']
    assert problems[0].startswith("line 2 of stdin is left out: ")


@pytest.mark.parametrize("name", ["", "nowhere.jsonl"])
def test_a_file_that_cannot_be_read_is_named_with_the_remedy(tmp_path, name):
    path = str(tmp_path / name)
    with pytest.raises(UsageError) as e:
        run_batch(path, echo, len)
    assert str(e.value).startswith(f"Cannot read {path!r}: ")
    assert str(e.value).endswith(" Check the path.")


def test_an_error_of_writing_is_not_taken_for_one_of_reading(tmp_path):
    path = tmp_path / "q.jsonl"
    path.write_bytes(line("a"))

    def write(_):
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        run_batch(str(path), echo, write)
