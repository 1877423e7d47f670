"""The commands `conversations`, `export` and `verify`."""

import json
import os
import shutil

import pytest

from assistant.assistant import Assistant
from assistant.commands.parser import WRONG_USE, main
from assistant.settings import Settings
from assistant.types import LOCAL_READER, Question, Turn
from index.library import open_library

pytestmark = pytest.mark.usefixtures("loaded_model")
CABLE = "What is the Arctic cable project?"


@pytest.fixture(scope="module")
def home(seeds_library, model, tmp_path_factory):
    """The sample article with one conversation; the tests only read it."""
    home = tmp_path_factory.mktemp("talks") / "home"
    shutil.copytree(seeds_library.home, home)
    library = open_library(home, model)
    assistant = Assistant(library, Settings(home=home))
    turn = Turn("t1", CABLE, assistant.answering.invoke(Question(CABLE)))
    assistant.conversations.add(LOCAL_READER, "c1", turn)
    library.close()
    return home


@pytest.fixture
def run(home, capfdbinary):
    def run(*arguments):
        try:
            status = main([*map(str, arguments), "--home", str(home)])
        except SystemExit as leaving:
            status = leaving.code
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return run


def test_conversations_are_listed(run):
    status, out, _ = run("conversations")
    assert status == 0
    assert "c1" in out
    assert CABLE in out
    [sent] = json.loads(run("conversations", "--json")[1])
    assert (sent["id"], sent["title"], sent["turns"]) == ("c1", CABLE, 1)


@pytest.mark.parametrize("form", ["md", "html", "json"])
@pytest.mark.parametrize("which", ["c1", "--all"])
def test_an_export_is_written_and_verified(run, tmp_path, which, form):
    file = tmp_path / "export"
    assert run("export", which, "--format", form, "--output", file) == (0, "", "")
    assert file.read_bytes().decode() == run("export", which, "--format", form)[1]
    status, out, err = run("verify", file)
    assert (status, err) == (0, "")
    assert out.splitlines()[-1].endswith(" exact.")


def test_a_tampered_export_is_told_by_the_exit_status(run, tmp_path):
    file = tmp_path / "export.json"
    sent = json.loads(run("export", "c1", "--format", "json")[1])
    sent["conversations"][0]["turns"][0]["citations"][0]["quote"] = "Other words."
    file.write_text(json.dumps(sent))
    status, out, _ = run("verify", file)
    assert status == 1
    assert "quote altered" in out
    assert "does not fit its digest" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["export"], "Give the id of one conversation, or --all"),
        (["export", "c1", "--all"], "Give the id of one conversation, or --all"),
        (["export", "none"], "No conversation 'none'. See them with: tenkyo conversations"),
        (["export", "x" * 9_999], "No conversation"),
        (["export", "c1", "--output", "{exists}"], "exists. Choose another name with --output."),
        (["export", "c1", "--output", "{exists}/below"], "Cannot write"),
        (["export", "c1", "--output", "{folder}"], "exists. Choose another"),
        (["export", "c1", "--output", "{folder}/no/such"], "No such file or directory"),
        (["verify", "{empty}"], "is no export of Tenkyo"),
        (["verify", "{exists}"], "is no export of Tenkyo"),
        (["verify", "{folder}"], "Is a directory"),
        (["verify", "{folder}/none"], "Cannot read"),
    ],
)
def test_bad_input_is_one_line(run, tmp_path, arguments, said):
    (tmp_path / "exists").write_bytes(os.urandom(999))
    (tmp_path / "empty").touch()
    names = {name: tmp_path / name for name in ("exists", "empty")} | {"folder": tmp_path}
    status, out, err = run(*(argument.format(**names) for argument in arguments))
    assert (status, out, err.count("\n")) == (WRONG_USE, "", 1)
    assert said in err
