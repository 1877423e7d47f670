"""How hints name the command: as it can be typed again."""

import subprocess
import sys
from pathlib import Path

import pytest

from assistant.terminal.command_line import CommandLine, command, for_readers, program_of, typed_as
from tests.conftest import SEEDS

ROOT = SEEDS.parent
PYTHON = "/opt/my python/bin/python"


@pytest.mark.parametrize(
    ("typed", "arguments", "program"),
    [
        (["python", ".venv/bin/tenkyo", "ask"], [".venv/bin/tenkyo", "ask"], ".venv/bin/tenkyo"),
        (["python", "/a b/tenkyo"], ["/a b/tenkyo"], "'/a b/tenkyo'"),
        ([PYTHON, "-m", "ui.main", "ask"], ["ui/main.py", "ask"], f"'{PYTHON}' -m ui.main"),
        (["python", "-P", "-m", "ui.main"], ["ui/main.py"], "python -P -m ui.main"),
        (["python", "-m", "pytest", "-x"], ["pytest/__main__.py", "-x"], "tenkyo"),
        (["python", "-c", "main()", "ask"], ["-c", "ask"], "tenkyo"),
        ([], [""], "tenkyo"),
    ],
)
def test_the_program_is_named_as_it_was_typed(typed, arguments, program):
    assert program_of(typed, arguments) == program


def test_a_program_in_the_search_path_is_named_alone(tmp_path, monkeypatch):
    script = tmp_path / "tenkyo"
    script.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert program_of(["python", str(script)], [str(script)]) == "tenkyo"


def test_a_hint_names_the_program_and_the_home_ready_for_a_shell():
    with typed_as(CommandLine(".venv/bin/tenkyo", Path("my home"))):
        assert command("index FOLDER") == ".venv/bin/tenkyo index FOLDER --home 'my home'"
        with for_readers():
            assert command("index FOLDER") == "tenkyo index FOLDER"
    assert command("status", Path("a;b")) == "tenkyo status --home 'a;b'"


def test_every_hint_of_a_module_that_is_run_can_be_typed(tmp_path):
    home = tmp_path / "my home"
    typed = [sys.executable, "-m", "ui.main", "--home", str(home), "status"]
    done = subprocess.run(typed, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr == (
        f"tenkyo: No index in {str(home)!r}. Build one with:"
        f" {sys.executable} -m ui.main index FOLDER --home '{home}'\n"
    )


def test_no_message_of_the_command_line_spells_the_command_itself():
    spelled = [
        f"{path.relative_to(ROOT)}:{number}"
        for folder in ("assistant", "index")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if "with: tenkyo " in line or "See: tenkyo " in line or "see: tenkyo " in line
    ]
    assert spelled == []
