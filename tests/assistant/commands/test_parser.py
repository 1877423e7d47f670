"""The command line: what every command prints, its exit status, and one line for every error."""

import argparse
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from contextlib import redirect_stderr
from importlib.metadata import version
from pathlib import Path

import pytest

from assistant.commands import parser as cli
from assistant.commands.parser import INTERRUPTED, WRONG_USE, build_parser, main
from assistant.terminal.exit_status import SOME_FAILED
from assistant.terminal.terminal_words import said
from index.database.lock import writing
from index.types import Hit
from tests.conftest import SEEDS
from tests.unprivileged import unprivileged_process

ROOT = SEEDS.parent
ARTICLE = "eu-japan-digital-partnership.txt"
CABLE = "What is the Arctic cable project?"
HEAVY = {"chromadb", "gradio", "langchain_core", "openvino", "sqlalchemy", "tantivy", "torch"}


pytestmark = pytest.mark.usefixtures("loaded_model")


@pytest.fixture(scope="session")
def seeds_home(seeds_library, tmp_path_factory):
    """A home folder with the sample article, for commands that only read."""
    home = tmp_path_factory.mktemp("cli") / "home"
    shutil.copytree(seeds_library.home, home)
    return home


@pytest.fixture
def own_home(seeds_home, tmp_path):
    """A home folder with the sample article, for commands that write."""
    return shutil.copytree(seeds_home, tmp_path / "own-home")


@pytest.fixture(autouse=True)
def ordinary_hook(monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    for name in [name for name in os.environ if name.startswith("TENKYO_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def run(seeds_home, capfdbinary):
    """Runs a command on the sample article; returns its exit status, stdout and stderr."""

    def run(*arguments, home=seeds_home, serve=None):
        try:
            status = main([*map(str, arguments), "--home", str(home)], serve)
        except SystemExit as leaving:
            status = leaving.code
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return run


FIRST_LINES = tuple(f"tenkyo: {said(f'starting-{name}')}\n" for name in cli._SLOW)


def without_first_line(err):
    """Returns what is said after the line that tells what is being done."""
    return next((err.removeprefix(line) for line in FIRST_LINES if err.startswith(line)), err)


def assert_one_line(result, *said):
    status, out, err = result
    err = without_first_line(err)
    assert (status, out) == (WRONG_USE, "")
    assert err.startswith("tenkyo: ")
    assert err.count("\n") == 1
    assert [words for words in said if words not in err] == []


@pytest.fixture
def questions(tmp_path):
    """Writes a file of questions as JSON lines and returns its path."""

    def questions(*lines):
        path = tmp_path / "questions.jsonl"
        path.write_text("\n".join(x if isinstance(x, str) else json.dumps(x) for x in lines))
        return path

    return questions


# What is said without an index.


@pytest.mark.parametrize("arguments", [[], ["--help"], ["ask", "--help"], ["--version"]])
def test_help_and_version_load_no_large_library(arguments):
    code = (
        "import sys; from ui.main import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "sys.stderr.write(' '.join(sys.modules))"
    )
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(done.stderr.split()) & HEAVY == set()
    assert "tenkyo" in done.stdout


def test_the_version_is_that_of_the_package(run):
    assert run("--version")[:2] == (0, f"tenkyo {version('tenkyo')}\n")


def test_without_a_command_the_help_is_shown(capsys):
    assert main([]) == 0
    assert "usage: tenkyo" in capsys.readouterr().out


@pytest.mark.parametrize("command", [[], ["index"], ["keys", "add"], ["audit", "verify"]])
def test_help_is_in_the_language_of_the_locale(command, monkeypatch, capsys):
    monkeypatch.setenv("LC_MESSAGES", "de_DE.UTF-8")
    with pytest.raises(SystemExit):
        build_parser().parse_args([*command, "--help"])
    shown = capsys.readouterr().out
    assert shown.startswith(f"Aufruf: {' '.join(['tenkyo', *command])} [-h]")
    assert shown.count("Optionen:") == 1
    assert "diese Hilfe zeigen und aufhören" in shown
    assert not re.search(r"\b(?:show|the|options|usage)\b", shown)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["frobnicate"], "frobnicate"),
        (["index"], "PATH"),
        (["search", "x", "--top-k", "0"], "must be a number from 1 up, not '0'"),
        (["search", "x", "--top-k", "-1"], "must be a number from 1 up, not '-1'"),
        (["search", "x", "--top-k", "many"], "must be a number from 1 up, not 'many'"),
        (["serve", "--port", "0"], "must be a number from 1 to 65535, not '0'"),
        (["serve", "--port", "70000"], "must be a number from 1 to 65535, not '70000'"),
        (["ask", "one", "two"], "two"),
    ],
)
def test_wrong_use_is_told_with_the_usage(run, arguments, said):
    status, out, err = run(*arguments)
    assert (status, out) == (WRONG_USE, "")
    assert err.startswith("usage: tenkyo")
    assert said in err.splitlines()[-1]


@pytest.mark.parametrize("command", ["search", "ask"])
def test_neither_a_question_nor_a_batch_is_wrong_use(run, command):
    assert_one_line(run(command), f"tenkyo {command} 'Your question?'")


@pytest.mark.parametrize("command", ["search", "ask"])
def test_a_question_and_a_batch_are_wrong_use(run, command):
    assert_one_line(run(command, "Why?", "--batch", "-"), "one question, or --batch")


# Home folders that cannot be used.


@pytest.mark.parametrize("command", [["ask", "x"], ["search", "x"], ["status"]])
def test_without_an_index_the_command_that_builds_one_is_named(run, tmp_path, command):
    home = tmp_path / "none"
    assert_one_line(run(*command, home=home), "No index in", "tenkyo index FOLDER --home")
    assert not home.exists()


@pytest.mark.parametrize("command", [["index", SEEDS], ["ask", "x"], ["serve"]])
def test_a_home_that_is_a_file_is_one_line(run, tmp_path, command):
    (tmp_path / "home").write_text("no folder")
    assert_one_line(run(*command, home=tmp_path / "home"), "home")
    assert (tmp_path / "home").read_text() == "no folder"


def test_a_home_below_a_file_is_one_line(run, tmp_path):
    (tmp_path / "file").touch()
    assert_one_line(run("index", SEEDS, home=tmp_path / "file" / "home"), "Not a directory")


def index_into(home):
    with redirect_stderr(io.StringIO()) as err:
        status = main(["index", str(SEEDS), "--home", str(home)])
    return status, "", err.getvalue()


def test_a_home_that_may_not_be_written_is_one_line(tmp_path):
    tmp_path.chmod(0o500)
    with unprivileged_process() as call:
        assert_one_line(call(index_into, tmp_path / "home"), "Permission denied")


@pytest.mark.parametrize("name", ["missing", "empty", "notes.xyz"])
def test_indexing_nothing_makes_no_home(run, tmp_path, name):
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.xyz").write_text("Of no format that is known.")
    assert_one_line(run("index", tmp_path / name, home=tmp_path / "home"), name)
    assert not (tmp_path / "home").exists()


def test_a_new_key_is_printed_as_json(run, own_home):
    status, out, _ = run("keys", "add", "anna", "--groups", "staff", "--json", home=own_home)
    made = json.loads(out)
    _, listed, _ = run("keys", "--json", home=own_home)
    assert status == 0
    assert json.loads(listed) == [{name: made[name] for name in made if name != "key"}]
    assert (made["user"], made["groups"], made["key"] != "") == ("anna", ["staff"], True)


def test_a_home_built_with_another_model_answers_with_that(run, tmp_path, monkeypatch):
    monkeypatch.setenv("TENKYO_MODEL", str(tmp_path))
    assert run("ask", CABLE)[0] == 0
    next_model = json.loads(run("status", "--json")[1])["next_model"]
    assert next_model.startswith(f"{tmp_path.name}-")


def test_a_model_that_is_not_there_is_one_line(run, tmp_path, monkeypatch):
    monkeypatch.setenv("TENKYO_MODEL", "no/such/model")
    assert_one_line(run("index", SEEDS, home=tmp_path / "home"), "'no/such/model'")


def test_a_home_that_is_being_written_names_the_writer(run, seeds_home):
    with writing(seeds_home):
        assert_one_line(run("index", SEEDS), "is being written by", str(os.getpid()))


def test_a_question_is_kept_to_what_is_named(run):
    status, out, _ = run("ask", CABLE, "--in", "seeds", "--in", ARTICLE, "--json")
    assert (status, json.loads(out)["scope"]) == (0, [ARTICLE])
    for command in ("ask", "search"):
        refused = run(command, CABLE, "--in", "Personnel")
        assert_one_line(refused, "no document, folder or tag 'Personnel'")


def test_a_home_that_is_being_written_can_be_asked(run, seeds_home):
    with writing(seeds_home):
        assert run("ask", CABLE)[0] == 0


def test_a_setting_that_makes_no_sense_names_its_variable(run, monkeypatch):
    monkeypatch.setenv("TENKYO_THRESHOLD", "high")
    assert_one_line(run("status"), "TENKYO_THRESHOLD is 'high'")


# Indexing.


def test_a_path_that_is_not_there_is_one_line(run, tmp_path):
    assert_one_line(run("index", tmp_path / "gone", home=tmp_path / "home"), "gone")


def test_a_file_that_fails_is_named_and_the_others_are_kept(run, own_home, folder):
    (folder / "good.txt").write_text("The ferry crosses the fjord.")
    (folder / "bad.txt").write_bytes(bytes(range(256)) * 20)
    status, out, err = run("index", folder, home=own_home)
    assert (status, without_first_line(err)) == (SOME_FAILED, "")
    assert "bad.txt: " in out
    hits = json.loads(run("search", "ferry", "--json", home=own_home)[1])["hits"]
    assert hits[0]["file"] == "good.txt"


def test_a_link_that_is_not_followed_is_named_and_no_failure(run, own_home, folder):
    (folder / "a.txt").write_text("The ferry crosses the fjord.")
    (folder / "link.txt").symlink_to(own_home.parent / "secret.txt")
    for _ in range(2):
        status, out, err = run("index", folder, home=own_home)
        assert (status, without_first_line(err)) == (0, "")
        assert "link.txt: it is a symbolic link that leads out" in " ".join(out.split())
    assert "skipped: link.txt: it is a symbolic link" in run("status", home=own_home)[1]
    told = json.loads(run("status", "--json", home=own_home)[1])
    assert (told["states"]["skipped"], told["failed"]) == (1, [])
    done = run("index", folder, "--json", home=own_home)[1].splitlines()[-1]
    assert [link["path"] for link in json.loads(done)["links"]] == ["link.txt"]


def test_unchanged_files_are_not_embedded_again(run, own_home, folder):
    (folder / "a.txt").write_text("The ferry crosses the fjord.")
    first, second = (run("index", folder, home=own_home)[1].split() for _ in range(2))
    assert first[:-2] == ["added", "1", "passages", "embedded", "1"]
    assert second[:-2] == ["same", "1", "passages", "embedded", "0"]


def test_indexing_makes_damaged_records_anew(run, own_home, folder):
    (folder / "a.txt").write_text("The ferry crosses the fjord.")
    for journal in own_home.glob("records.sqlite-*"):
        journal.unlink()
    (own_home / "records.sqlite").write_bytes(b"no database" * 1000)
    assert_one_line(run("search", "ferry", home=own_home), "is damaged", "tenkyo index FOLDER")
    status, out, _ = run("index", folder, home=own_home)
    assert (status, out.split()[:2]) == (0, ["added", "1"])


def test_indexing_as_json_ends_in_what_was_done(run, own_home, folder):
    (folder / "a.txt").write_text("The ferry crosses the fjord.")
    (folder / "bad.txt").write_bytes(bytes(range(256)) * 20)
    status, out, err = run("index", folder, "--json", home=own_home)
    *progress, done = [json.loads(line) for line in out.splitlines()]
    assert (status, err) == (SOME_FAILED, "")
    assert {line["event"] for line in progress} == {"progress"}
    assert (done["event"], done["added"], done["embedded"]) == ("done", 1, 1)
    assert done["failed"] == [{"path": "bad.txt", "reason": "the file is binary, not text"}]


def test_the_status_names_every_file_with_its_state(run, own_home, folder):
    (folder / "a.txt").write_text("The ferry crosses the fjord.")
    run("index", folder, home=own_home)
    (folder / "b.txt").write_text("New.")
    sent = json.loads(run("status", "--json", home=own_home)[1])
    files = {file["path"]: file["state"] for file in sent["files"] if file["source"] == str(folder)}
    assert files == {"a.txt": "same", "b.txt": "new"}
    assert sent["states"] == {"same": 2, "new": 1}
    assert "new: b.txt" in run("status", home=own_home)[1]


def test_a_folder_can_be_forgotten(run, own_home, folder):
    (folder / "a.txt").write_text("The ferry crosses the fjord.")
    run("index", folder, home=own_home)
    assert run("forget", folder, home=own_home)[:2] == (0, "1 file forgotten\n")
    assert_one_line(run("forget", folder, home=own_home), "Nothing is indexed of", str(folder))
    assert (folder / "a.txt").exists()


def test_followed_folders_are_indexed_until_the_command_is_stopped(folder, tmp_path):
    (folder / "a.txt").write_text("The ferry crosses the fjord.")
    command = ["index", str(folder), "--watch", "--json", "--home", str(tmp_path / "home")]
    with subprocess.Popen(
        [sys.executable, "-m", "tests.quick", *command],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # Where the tests run in the background, the signal is ignored, and that is inherited.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as process:
        done = (json.loads(line) for line in process.stdout if '"event":"done"' in line)
        assert next(done)["added"] == 1
        (folder / "b.txt").write_text("The bridge spans the fjord.")
        assert next(done)["added"] == 1
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == INTERRUPTED
        assert process.stderr.read() == "tenkyo: stopped; what was done so far is kept.\n"


# Asking.


def test_an_answer_is_shown_with_its_sources(run):
    status, out, err = run("ask", CABLE)
    assert (status, err) == (0, "")
    assert out.startswith("If data is the new gold")
    assert "Their Arctic cable project is a" in out
    assert f"{ARTICLE}:" in out
    assert "\x1b" not in out


def test_an_answer_as_json_quotes_the_bytes_of_the_file(run):
    sent = json.loads(run("ask", CABLE, "--json")[1])
    text = (SEEDS / ARTICLE).read_bytes().decode()
    assert sent["answered"]
    assert sent["citations"]
    for cited in sent["citations"]:
        assert text[cited["start"] : cited["end"]] == cited["quote"]


def test_a_refusal_is_no_error(run):
    status, out, _ = run("ask", "What does the zoo of Vienna charge for a ticket?")
    assert status == 0
    assert out.startswith("I found no sentence that answers this in ")
    assert "Closest passages" in out


@pytest.mark.parametrize("top_k", [1, 3, 1_000])
def test_as_many_hits_are_found_as_were_asked_for(run, seeds_library, top_k):
    hits = json.loads(run("search", CABLE, "--json", "--top-k", top_k)[1])["hits"]
    assert len(hits) == min(top_k, seeds_library.status().passages)


@pytest.mark.parametrize("command", ["ask", "search"])
@pytest.mark.parametrize("question", ["", " \t\n", "\x00\x1b\x07", "x" * 20_000])
def test_a_question_that_cannot_be_asked_is_one_line(run, command, question):
    assert_one_line(run(command, question), "The question")


def test_bytes_that_are_no_utf_8_do_not_break_an_answer(run):
    status, out, _ = run("ask", os.fsdecode(b"What is the Arctic cable\xff project?"), "--json")
    assert status == 0
    assert json.loads(out)["answered"]


@pytest.mark.parametrize(
    ("command", "keys"), [("ask", {"answered", "citations"}), ("search", {"hits"})]
)
def test_a_batch_replies_in_order_and_reports_wrong_lines(run, questions, command, keys):
    path = questions({"id": 2, "question": CABLE}, "{no json", "", {"id": 1, "question": CABLE})
    status, out, err = run(command, "--batch", path)
    sent = [json.loads(line) for line in out.splitlines()]
    assert [reply["id"] for reply in sent] == [2, 1]
    assert all(keys <= reply.keys() for reply in sent)
    assert (status, err.count("\n")) == (WRONG_USE, 1)
    assert "line 2" in err


def test_a_good_batch_says_nothing_else(run, questions):
    status, _, err = run("ask", "--batch", questions({"question": CABLE}))
    assert (status, err) == (0, "")


def test_a_batch_that_is_not_there_is_one_line(run, tmp_path):
    assert_one_line(run("ask", "--batch", tmp_path / "gone.jsonl"), "gone.jsonl", "Check the path")


# The rest.


def test_the_status_says_what_is_indexed(run, seeds_library):
    sent = json.loads(run("status", "--json")[1])
    assert (sent["documents"], sent["passages"]) == (1, seeds_library.status().passages)
    assert "documents" in run("status")[1]


def test_doctor_finds_nothing_wrong(run):
    status, out, err = run("doctor")
    assert (status, err) == (0, "")
    assert {line.split()[0] for line in out.splitlines()} == {"ok"}


def test_doctor_without_an_index_says_what_to_do(run, tmp_path):
    status, out, _ = run("doctor", home=tmp_path / "none")
    assert status == 1
    assert "FAIL  home: No index in" in out


def test_serve_is_given_the_assistant_the_host_and_the_port(run):
    served = []

    def serve(assistant, host, port, _):
        served.append((assistant.overview().documents, host, port))

    assert run("serve", "--host", "127.0.0.2", "--port", "8000", serve=serve)[0] == 0
    assert served == [(1, "127.0.0.2", 8000)]


def test_a_public_address_without_sign_in_is_refused(run):
    status, _, err = run("serve", "--host", "0.0.0.0", serve=lambda *_: None)
    assert status == 2
    assert "--insecure-public" in err
    assert without_first_line(err).count("\n") == 1


def test_a_public_address_that_was_wanted_is_served_with_a_warning(run):
    served = []

    def serve(assistant, host, port, _):
        served.append(host)

    status, _, err = run("serve", "--host", "0.0.0.0", "--insecure-public", serve=serve)
    assert (status, served) == (0, ["0.0.0.0"])
    assert "everybody who reaches that address" in err


def test_sessions_are_listed_and_revoked(run):
    assert run("sessions")[0] == 0
    status, out, _ = run("sessions", "--revoke", "[b]花子")
    assert status == 1
    assert "'[b]花子': 0" in out


def test_an_empty_home_can_be_served(run, tmp_path):
    served = []
    status, _, _ = run(
        "serve", home=tmp_path / "new", serve=lambda a, *_: served.append(a.overview().documents)
    )
    assert (status, served) == (0, [0])


@pytest.fixture
def prepared():
    """What serves: it does what is to be done before, and notes how many documents there are."""

    def serve(assistant, host, port, prepare):
        prepare()
        serve.documents = assistant.overview().documents

    return serve


def test_folders_are_indexed_before_they_are_served_whatever_fails_in_them(
    run, folder, tmp_path, prepared
):
    (folder / "note.txt").write_text("The ferry leaves at nine.")
    (folder / "broken.pdf").write_bytes(b"no PDF")
    (empty := tmp_path / "empty").mkdir()
    status, out, err = run("serve", empty, folder, home=tmp_path / "new", serve=prepared)
    assert (status, prepared.documents) == (0, 1)
    assert "broken.pdf" in out
    assert "Nothing to index in" in without_first_line(err)


def test_a_folder_that_another_process_indexes_is_served_as_it_is(run, own_home, prepared):
    with writing(own_home):
        status, _, err = run("serve", SEEDS, home=own_home, serve=prepared)
    assert (status, prepared.documents) == (0, 1)
    assert "is being written by" in err


def test_a_folder_that_is_not_there_is_not_served(run, tmp_path, prepared):
    assert_one_line(run("serve", tmp_path / "gone", home=tmp_path / "new", serve=prepared), "gone")
    assert not (tmp_path / "new").exists()


def test_without_a_chat_there_is_nothing_to_serve(run):
    assert_one_line(run("serve"), "no chat")


def test_an_interruption_is_one_line(run):
    def serve(*_):
        raise KeyboardInterrupt

    status, out, err = run("serve", serve=serve)
    assert (status, out) == (INTERRUPTED, "")
    assert without_first_line(err) == "tenkyo: stopped; what was done so far is kept.\n"


def test_an_error_that_nobody_foresaw_is_one_line_too(capsys):
    main([])
    capsys.readouterr()
    try:
        Hit()
    except TypeError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    err = capsys.readouterr().err
    assert err.startswith(f"tenkyo: unexpected TypeError at {Path(__file__).name}:")
    assert "--debug" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("given", [["--debug", "status"], ["status", "--debug"], ["status"]])
def test_the_whole_trace_is_shown_to_who_asks_for_it(run, capfdbinary, monkeypatch, given):
    if "--debug" not in given:
        monkeypatch.setenv("TENKYO_DEBUG", "1")
    run(*given)
    try:
        Hit()
    except TypeError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    err = capfdbinary.readouterr().err.decode()
    assert err.startswith("Traceback (most recent call last):")
    assert "\n    Hit()" in err
    assert err.splitlines()[-1].startswith("tenkyo: unexpected TypeError")


def test_the_cause_of_an_error_that_was_foreseen_is_shown_on_demand(run, tmp_path):
    (tmp_path / "file").touch()
    err = run("--debug", "index", SEEDS, home=tmp_path / "file" / "home")[2]
    assert "NotADirectoryError" in err
    assert err.splitlines()[-1].startswith("tenkyo: ")


# What stands before the command or behind it, and the first line.

ACTIONS = {"keys": ["revoke", "x"], "audit": ["verify"], "source": ["remove", "x"]}


def every_command():
    for name, parser in commands_of(build_parser()).items():
        needed = [a for a in parser._actions if not a.option_strings and a.nargs != "?"]
        options = [a.option_strings[0] for a in parser._actions if a.required and a.option_strings]
        named = [word for option in options for word in (option, "x")]
        yield [name, *ACTIONS.get(name, ["x"] * len(needed)), *named]


def commands_of(parser):
    [commands] = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    return commands.choices


@pytest.mark.parametrize("words", list(every_command()), ids=lambda words: words[0])
def test_the_options_of_every_command_may_stand_before_it_and_behind_it(words):
    parse = build_parser().parse_args
    for given in (["--home", "a b", "--debug", *words], [*words, "--home", "a b", "--debug"]):
        options = parse(given)
        assert (options.home, options.debug) == (Path("a b"), True)
    assert parse(["--home", "a", *words, "--home", "b"]).home == Path("b")
    assert (parse(words).home, parse(words).debug) == (None, False)


@pytest.mark.parametrize("place", [0, 1])
def test_a_home_before_the_command_is_used(seeds_home, capsys, place):
    given = [["status", "--json"]]
    given.insert(place, ["--home", str(seeds_home)])
    assert main([*given[0], *given[1]]) == 0
    assert json.loads(capsys.readouterr().out)["documents"] == 1


@pytest.mark.parametrize("command", [["index", "gone"], ["serve"]])
def test_what_takes_long_says_so_before_anything_large_is_loaded(command, tmp_path):
    code = (
        "import sys\n"
        "class Stderr:\n"
        "    def write(self, text):\n"
        "        names = ' '.join(name for name in sys.modules if '.' not in name)\n"
        "        sys.__stderr__.write(f'{text}{names}')\n"
        "        sys.__stderr__.flush()\n"
        "        sys.exit(0)\n"
        "    def flush(self): pass\n"
        "    def isatty(self): return True\n"
        "sys.stderr = Stderr()\n"
        "from ui.main import main\n"
        "main()"
    )
    arguments = [sys.executable, "-c", code, *command, "--home", str(tmp_path / "home")]
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=True)
    line, names = done.stderr.split("\n")
    assert f"{line}\n" in FIRST_LINES
    assert set(names.split()) & (HEAVY | {"numpy", "pydantic", "rich"}) == set()


@pytest.mark.parametrize("command", ["ask", "search"])
def test_an_answer_is_announced_to_who_watches_only(run, monkeypatch, command, questions):
    batch = questions({"question": CABLE})
    quiet = [["--json", CABLE], ["--batch", batch]]
    assert run(command, CABLE)[2] == ""
    monkeypatch.setattr("assistant.commands.parser.sys.stderr.isatty", lambda: True, raising=False)
    assert run(command, CABLE)[2] == "tenkyo: loading the index …\n"
    assert [run(command, *more)[2] for more in quiet] == ["", ""]


@pytest.fixture
def said_in_ascii(seeds_home, monkeypatch):
    """Runs a command with a stdout like that of a terminal in the locale C; returns its bytes."""

    def said_in_ascii(*arguments):
        stdout = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
        monkeypatch.setattr(sys, "stdout", stdout)
        assert main([*arguments, "--home", str(seeds_home)]) == 0
        stdout.flush()
        return stdout.buffer.getvalue()

    return said_in_ascii


def test_what_a_terminal_cannot_show_is_escaped(said_in_ascii):
    assert b"Europe\\u2019s medical research" in said_in_ascii("ask", CABLE)


def test_json_is_utf_8_whatever_a_terminal_can_show(said_in_ascii):
    assert "’" in said_in_ascii("ask", CABLE, "--json").decode()


def test_the_command_answers_in_a_process_of_its_own(seeds_home):
    code = "import sys; from ui.main import main; sys.exit(main())"
    command = [sys.executable, "-c", code, "ask", CABLE, "--home", str(seeds_home)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Their Arctic cable project" in done.stdout


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("arguments", [["--help"], ["status"]], ids=" ".join)
def test_a_reader_who_leaves_early_is_no_error(seeds_home, arguments, unbuffered):
    code = "import sys; from ui.main import main; sys.exit(main())"
    environment = {**os.environ, "TENKYO_HOME": str(seeds_home), "PYTHONUNBUFFERED": unbuffered}
    with subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0
