"""What the pages name exists: paths, make targets, commands of `tenkyo`."""

import argparse
import re
from pathlib import Path

import pytest

from assistant.answers.chain import AnswerChain
from assistant.commands.parser import build_parser
from assistant.settings import Settings
from assistant.types import Question

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
NAMED_FILE = re.compile(r"[\w.-]+\.(py|toml|txt|md)")

# Paths that stand for the reader's own files, and those that only exist after a command ran.
EXAMPLES = {"corpus/"}
GENERATED = set((ROOT / ".gitignore").read_text(encoding="utf-8").split())


def is_path(code):
    """Return whether `code` names a file or folder of the project.

    A path is relative, of plain characters, and either ends like a file of ours, ends in a slash,
    or begins with a folder there is; so `text/html`, `/api/ask` and `FOLDER/corpus/` are none.
    """
    if code in EXAMPLES | GENERATED or not re.fullmatch(r"[\w.-][\w./-]*", code):
        return False
    first, slash, _ = code.partition("/")
    if first.isupper() and not (ROOT / first).exists():
        return False
    known = bool(slash) and (ROOT / first).is_dir()
    return known or code.endswith("/") or bool(NAMED_FILE.fullmatch(Path(code).name))


def inline_code(text):
    return INLINE.findall(FENCE.sub("", text))


def commands(text):
    """Return the code of a page line by line, without comments: where commands stand."""
    fenced = "\n".join(FENCE.findall(text)).splitlines()
    return [line.split(" #")[0] for line in fenced if line[:1] != "#"] + inline_code(text)


def words_after(command, text):
    """Return the words that follow `command` where it begins a line of code or a shell step."""
    pattern = rf"(?:^|[$;&|]\s*|bin/)\s*{command} ([a-z][a-z-]*)"
    return {word for line in commands(text) for word in re.findall(pattern, line)}


def subcommands():
    for action in build_parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            return set(action.choices)
    return set()


@pytest.fixture(params=PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def page(request):
    return request.param


def text_of(page):
    return page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("index/types.py", True),
        ("index/gone", True),
        ("gone/", True),
        ("notes.md", True),
        ("text/html", False),
        ("/api/ask", False),
        ("https://example.org/a.md", False),
        ("FOLDER/corpus/", False),
        ("{name}.txt", False),
        ("make test", False),
    ],
)
def test_paths_are_told_from_other_code(code, expected):
    assert is_path(code) is expected


def test_commands_are_found_in_lines_of_code_and_not_in_prose():
    text = "make sure\n```sh\nmake run PORT=1 # make tea\n$ tenkyo index seeds\n```\nor `make test`"
    assert words_after("make", text) == {"run", "test"}
    assert words_after("tenkyo", text) == {"index"}


def missing_paths(line, places):
    """Return the paths of a line that are not there; a bare name may be beside the one before."""
    missing = []
    beside = ROOT
    for code in filter(is_path, inline_code(line)):
        found = [at / code for at in (*places, beside) if (at / code).exists()]
        missing += [] if found else [code]
        if found and "/" in code.strip("/"):
            beside = found[0] if found[0].is_dir() else found[0].parent
    return missing


def test_a_bare_name_is_looked_for_beside_the_last_path():
    assert missing_paths("`index/text/terms.py`, `folding.py`, `gone.py`", [ROOT]) == ["gone.py"]


def test_every_path_named_exists(page):
    lines = FENCE.sub("", text_of(page)).splitlines()
    assert [code for line in lines for code in missing_paths(line, (ROOT, page.parent))] == []


def test_every_test_named_exists(page):
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", text_of(page))
    written = {file: text_of(ROOT / file) for file, _ in named if (ROOT / file).exists()}
    missing = [
        f"{file}::{name}"
        for file, name in named
        if not re.search(rf"^(?:async )?def {name}\(", written.get(file, ""), re.MULTILINE)
    ]
    assert missing == []


def test_every_relative_link_leads_somewhere(page):
    links = [link.split("#")[0] for link in LINK.findall(text_of(page)) if "://" not in link]
    assert [link for link in links if link and not (page.parent / link).exists()] == []


def test_every_make_target_named_exists(page):
    makefile = text_of(ROOT / "Makefile")
    targets = set(re.findall(r"^([a-z][\w-]*):", makefile, re.MULTILINE))
    assert words_after("make", text_of(page)) - targets == set()


def test_every_command_of_tenkyo_named_exists(page):
    assert words_after("tenkyo", text_of(page)) - subcommands() == set()


def test_the_help_lists_every_command():
    shown = build_parser().format_help()
    assert [name for name in sorted(subcommands()) if name not in shown] == []
    assert subcommands()


def test_the_page_of_commands_lists_every_command():
    listed = re.findall(
        r"^\| `tenkyo ([a-z]+)", text_of(ROOT / "docs" / "commands.md"), re.MULTILINE
    )
    assert set(listed) == subcommands()


def settings_table():
    """Return the rows of the tables of the settings page: name, default, meaning."""
    page = text_of(ROOT / "docs" / "settings.md")
    rows = re.findall(r"^\| `(TENKYO_\w+)` \| `(.*?)` \| (.*?) \|$", page, re.MULTILINE)
    return {name: (default, meaning) for name, default, meaning in rows}


def test_the_settings_page_is_the_code():
    fields = {f"TENKYO_{name}".upper(): field for name, field in Settings.model_fields.items()}
    shown = {
        name: (str(list(f.default) if isinstance(f.default, tuple) else f.default), f.description)
        for name, f in fields.items()
    }
    assert settings_table() == shown


def test_the_session_of_the_readme_is_what_happens(seeds_library):
    chain = AnswerChain(seeds_library, Settings())
    shown = " ".join(text_of(PAGES[0]).split())
    for question in re.findall(r'^\$ \S+ ask "(.+)"$', text_of(PAGES[0]), re.MULTILINE):
        answer = chain.invoke(Question(question))
        assert " ".join(answer.text.split()) in shown
        for citation in answer.citations:
            assert f"{citation.passage.document.path}:{citation.start}-{citation.end}" in shown
