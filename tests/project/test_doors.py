"""The doors of the packages: quick to import, and used as the documentation says."""

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "python.md").read_text(), re.DOTALL)
DOORS = ("assistant", "index")
LARGE = {"chromadb", "langchain_core", "numpy", "openvino", "pydantic", "sqlalchemy", "torch"}


def run(code, folder):
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("door", DOORS)
def test_a_door_is_quick_to_import(door, tmp_path):
    loaded = run(f"import sys, {door}; print(*sys.modules)", tmp_path)
    assert set(loaded.split()) & LARGE == set()


@pytest.mark.parametrize("door", DOORS)
def test_a_door_has_what_it_says(door):
    package = import_module(door)
    assert [name for name in package.__all__ if not hasattr(package, name)] == []
    assert not hasattr(package, "window")


def test_a_search_and_an_answer_are_ten_lines_each(tmp_path):
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "cable.txt").write_text("The sea cable is 320 km long.\n")
    searching, answering = EXAMPLES
    assert run(searching, tmp_path) == "cable.txt 0 The sea cable is 320 km long.\n"
    said = run(answering, tmp_path)
    assert said.splitlines()[-1] == "cable.txt The sea cable is 320 km long."
