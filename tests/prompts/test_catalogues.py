"""The catalogues of what the program says: each is whole, and the code asks for what is there."""

import ast
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from prompts.catalogues import ENGLISH, Wording, languages, wording

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [
    path for package in ("assistant", "prompts", "ui") for path in (ROOT / package).rglob("*.py")
]


class Variables(Visitor):
    """Collects what a text shows, what it chooses a form by, and which texts it names."""

    def __init__(self):
        self.names, self.chosen_by, self.messages = set(), set(), set()

    def visit_SelectExpression(self, node):
        self.chosen_by.add(node.selector.id.name)
        for variant in node.variants:
            self.visit(variant)

    def visit_VariableReference(self, node):
        self.names.add(node.id.name)

    def visit_MessageReference(self, node):
        self.messages.add(node.id.name)


@cache
def entries(language):
    source = (ROOT / "prompts" / f"{language}.ftl").read_text(encoding="utf-8")
    return FluentParser().parse(source).body


@cache
def texts(language):
    """Return the variables and the named texts of each text of a language, by its key."""
    found = {}
    for entry in entries(language):
        if isinstance(entry, ftl.Message):
            seen = Variables()
            seen.visit(entry)
            assert entry.id.name not in found, f"{entry.id.name} stands twice in {language}.ftl"
            found[entry.id.name] = seen
    return found


def variables(language, key):
    """Return the variables that a text shows, and all it has, with those of the texts it names."""
    text = texts(language)[key]
    named = [variables(language, other) for other in text.messages]
    shown = text.names.union(*(inner for inner, _ in named))
    return shown, shown.union(text.chosen_by, *(whole for _, whole in named))


@cache
def written_in_code():
    """Return what may be a key in the code, and a pattern for those that it puts together."""
    plain, made = set(), set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                plain.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = [e.value if isinstance(e, ast.Constant) else None for e in node.values]
                if parts[0] and re.fullmatch(r"[a-z-]+-", parts[0]):
                    made.add("".join("[a-z-]+" if e is None else re.escape(e) for e in parts))
    return plain, made


@pytest.mark.parametrize("language", languages())
def test_no_line_of_a_catalogue_is_lost(language):
    junk = [entry.content for entry in entries(language) if isinstance(entry, ftl.Junk)]
    assert junk == []


@pytest.mark.parametrize("language", languages())
def test_a_catalogue_has_every_text_and_no_other(language):
    assert sorted(texts(language).keys() ^ texts(ENGLISH).keys()) == []


@pytest.mark.parametrize("language", languages())
def test_a_text_has_the_same_variables_in_every_language(language):
    wrong = []
    for key in texts(language).keys() & texts(ENGLISH).keys():
        (shown, every), (expected, known) = variables(language, key), variables(ENGLISH, key)
        wrong += [] if shown == expected and every <= known else [key]
    assert wrong == []


def test_no_text_is_unused():
    plain, made = written_in_code()
    named = {key for text in texts(ENGLISH).values() for key in text.messages}
    unused = [
        key
        for key in texts(ENGLISH)
        if key not in plain | named and not any(re.fullmatch(form, key) for form in made)
    ]
    assert unused == []


def test_no_template_for_a_language_model_is_unused():
    names = {path.name.split(".")[0] for path in (ROOT / "prompts").glob("*.txt")}
    assert sorted(names - written_in_code()[0]) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_code_asks_only_for_texts_that_are_there(path):
    asked = [
        node.args[0].value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "words"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    ]
    assert [key for key in asked if key not in texts(ENGLISH)] == []


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "en.ftl").write_text("page = page { $number }\nboth = Both\n", encoding="utf-8")
    (tmp_path / "eo.ftl").write_text("page = paĝo { $number }\n", encoding="utf-8")
    return tmp_path


def test_a_text_is_found_by_its_key_and_filled(folder):
    assert Wording("eo", folder)("page", number="7") == "paĝo 7"


def test_what_a_catalogue_lacks_is_said_in_english(folder):
    assert Wording("eo", folder)("both") == "Both"


def test_a_language_that_nobody_wrote_is_english():
    assert wording("tlh") is wording(ENGLISH)
    assert wording("../en") is wording(ENGLISH)


@pytest.mark.parametrize(("key", "said"), [("none", "'none'"), ("page", "number")])
def test_an_unknown_key_and_a_missing_value_are_named(folder, key, said):
    with pytest.raises(KeyError, match=said):
        Wording("eo", folder)(key)


def test_numbers_and_dates_are_written_as_the_language_does():
    assert wording("en")("searching", documents=1234) == "Searching 1,234 documents"
    assert wording("en")("updated", day=date(2026, 11, 9)) == "updated 9 November 2026"
    assert wording("ja")("updated", day=date(2026, 11, 9)) == "2026年11月9日更新"


def test_one_and_several_are_told_apart():
    indexed = wording("en")
    assert indexed("indexed", documents=1, passages=1) == "1 document, 1 passage"
    assert indexed("indexed", documents=2, passages=9) == "2 documents, 9 passages"
