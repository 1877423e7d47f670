"""Each line of `docs/threat-model.md` names tests that exist."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
SECTIONS = re.findall(r"^## (LLM\d\d)", PAGE, re.MULTILINE)
LINES = [
    line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith("| threat ")
]
DEFINED = ast.FunctionDef | ast.AsyncFunctionDef


def functions_of(file):
    if not file.exists():
        return set()
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, DEFINED)}


def test_the_ten_of_the_list_are_all_there():
    assert [f"LLM{number:02}" for number in range(1, 11)] == SECTIONS


def test_every_section_has_a_line():
    parts = re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]
    assert [part[:5] for part in parts if not NAMED.search(part)] == []


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[2:50])
def test_every_line_names_tests_that_exist(line):
    named = NAMED.findall(line.rsplit(" | ", 1)[-1])
    assert named
    assert [name for file, name in named if name not in functions_of(ROOT / file)] == []
