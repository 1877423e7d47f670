"""The layout of the project: who may import whom, what stands where, what is pinned."""

import ast
import re
import subprocess
import sys
import tomllib
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from prompts.catalogues import languages

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("assistant", "index", "prompts", "ui")

# What each folder may import of the four packages; a name allows all that lies below it.
MAY_IMPORT = {
    "index": ("index",),
    "prompts": ("prompts",),
    "assistant": ("assistant", "index", "prompts"),
    "ui": ("ui", "assistant", "prompts", "index.types", "index.errors"),
}

# Large libraries stay behind the modules that adapt them.
ADAPTED = {
    "alembic": {
        "index/database/migrating.py",
        *(f"index/migrations/{name}.py" for name in ("env", "statements", "records/first")),
        "index/migrations/records/check_sums.py",
        *(f"index/migrations/people/{name}.py" for name in ("home_number", "text_sums")),
        *(f"index/migrations/records/{n}.py" for n in ("home_number", "read_by", "text_sums")),
    },
    "chromadb": {"index/vectors/embedded_chroma.py"},
    "gradio": {"ui/chat/gradio_app.py"},
    "langchain": {"assistant/phrasing/language_models.py"},
    "langchain_openai": {"assistant/phrasing/language_models.py"},
    "psycopg": {
        "index/database/server_texts.py",
        *("index/vectors/postgres_connection.py", "index/vectors/postgres_vectors.py"),
    },
    "openvino": {
        "index/embedding/openvino_pass.py",
        "index/embedding/openvino_graph.py",
        "index/embedding/cross_encoding.py",
    },
    "sentence_transformers": {
        "index/embedding/openvino_pass.py",
        "index/embedding/four_bit_model.py",
        "index/embedding/models.py",
    },
    "sqlalchemy": {
        *(
            "assistant/audit/audit.py",
            "assistant/conversations/stored_questions.py",
            "assistant/conversations/conversation_rows.py",
            "assistant/conversations/conversations.py",
            "assistant/conversations/kept_rows.py",
            "assistant/identities/api_keys.py",
        ),
        *("assistant/conversations/ratings.py", "assistant/conversations/sharing.py"),
        *("assistant/kept/due_questions.py", "assistant/kept/keeping.py"),
        *("assistant/identities/sessions.py", "assistant/identities/withdrawing.py"),
        *(
            f"assistant/provisioning/{name}.py"
            for name in ("pushed_groups", "pushed_tables", "pushed_users")
        ),
        "assistant/sources/sources.py",
        *(
            f"index/database/{name}.py"
            for name in (
                "copying",
                "dialects",
                "place_of_people",
                "server_database",
                "shared_rates",
            )
        ),
        *(
            "index/database/database.py",
            "index/database/tables.py",
            "index/store/kept_versions.py",
            "index/database/migrating.py",
        ),
        *(
            "index/store/passage_table.py",
            "index/store/placement_table.py",
            "index/store/record_rows.py",
            "index/store/records.py",
        ),
        *("index/store/file_sums.py", "index/database/home_number.py"),
        "index/migrations/records/check_sums.py",
        *(f"index/migrations/people/{name}.py" for name in ("home_number", "text_sums")),
        *(f"index/migrations/records/{n}.py" for n in ("home_number", "read_by", "text_sums")),
    },
    "opentelemetry": {"ui/operations/otlp.py"},
    "tantivy": {"index/store/tantivy_index.py"},
    "torch": {
        *(
            "index/embedding/openvino_pass.py",
            "index/embedding/cross_encoding.py",
            "index/embedding/reader_layers.py",
            "index/embedding/four_bit_model.py",
        ),
        *("index/embedding/models.py", "index/embedding/int8.py"),
    },
}

TOP_LEVEL = {
    *(".ci", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile", "README.md"),
    *("assistant", "constraints.txt", "deploy", "docs", "index", "prompts", "pyproject.toml"),
    *("seeds", "tests", "ui"),
}

SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def imported_names(source, package):
    """Return the full names that a module imports, wherever in the module the import stands.

    `from a import b` yields `a.b`. `package` is the dotted folder of the module, for relative ones.
    """
    names = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1]
            origin = ".".join([*(above if node.level else []), *([node.module or ""])]).strip(".")
            names += [f"{origin}.{alias.name}" for alias in node.names]
    return names


@cache
def imports_of(path):
    package = ".".join(path.parent.relative_to(ROOT).parts)
    return imported_names(path.read_text(encoding="utf-8"), package)


def lies_in(name, places):
    return any(name == place or name.startswith(f"{place}.") for place in places)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import torch", ["torch"]),
        ("import index.types as t", ["index.types"]),
        ("from index.types import Hit, Passage", ["index.types.Hit", "index.types.Passage"]),
        ("from index import types", ["index.types"]),
        ("from . import errors", ["index.readers.errors"]),
        ("from ..types import Hit", ["index.types.Hit"]),
        ("def load():\n    import torch", ["torch"]),
    ],
)
def test_every_kind_of_import_is_seen(source, expected):
    assert imported_names(source, "index.readers") == expected


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_inwards(path):
    allowed = MAY_IMPORT[path.relative_to(ROOT).parts[0]]
    ours = [name for name in imports_of(path) if lies_in(name, (*PACKAGES, "tests"))]
    assert [name for name in ours if not lies_in(name, allowed)] == []


@pytest.mark.parametrize("library", ADAPTED)
def test_a_large_library_stays_behind_its_adapters(library):
    users = [path for path in SOURCES if any(lies_in(name, [library]) for name in imports_of(path))]
    assert {path.relative_to(ROOT).as_posix() for path in users} == ADAPTED[library]


# Only these rooms know one language from another; the rest asks them.
LANGUAGE_ROOMS = (
    "assistant/questions",
    "assistant/answer_types",
    "assistant/wording",
    "index/tables",
    "index/text",
    "prompts",
)


def language_codes_compared(path):
    """Return the language codes that a module compares something with, in order."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Compare):
            for side in (node.left, *node.comparators):
                constants = [side, *getattr(side, "elts", [])]
                found += [c.value for c in constants if isinstance(c, ast.Constant)]
    return [code for code in found if code in languages() or code == "zh"]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_language_rooms_branch_on_a_language(path):
    name = path.relative_to(ROOT).as_posix()
    if not name.startswith(LANGUAGE_ROOMS):
        assert language_codes_compared(path) == []


def test_a_branch_on_a_language_is_seen(tmp_path):
    module = tmp_path / "module.py"
    module.write_text('if language == "ja" or code in ("fr", "x"):\n    pass\n')
    assert language_codes_compared(module) == ["ja", "fr"]


FOLDERS = sorted(
    {path.parent for package in (*PACKAGES, "tests") for path in (ROOT / package).rglob("*.py")}
)
MOST_FILES = 20


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_folder_can_be_taken_in_at_a_glance(folder):
    assert len(list(folder.glob("*.py"))) <= MOST_FILES


def test_the_name_of_a_class_means_one_thing():
    """A reader of the code who meets `Reading` must not have to ask which one."""
    places = defaultdict(list)
    for path in SOURCES:
        for node in ast.parse(path.read_bytes()).body:
            if isinstance(node, ast.ClassDef):
                places[node.name].append(path.relative_to(ROOT).as_posix())
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def module_of(path):
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module_of(path): path for path in SOURCES}


def room_of(module):
    """Return the folder of a module; those right in a package are rooms of their own."""
    folder = module.rpartition(".")[0]
    return module if MODULES[module].name == "__init__.py" or folder in PACKAGES else folder


def imported_modules(path):
    for name in imports_of(path):
        while name and name not in MODULES:
            name = name.rpartition(".")[0]
        if name:
            yield name


def rooms_used():
    """Return which rooms each room imports from, at whatever place in its modules."""
    used = {room_of(module): set() for module in MODULES}
    for module, path in MODULES.items():
        used[room_of(module)] |= {room_of(name) for name in imported_modules(path)}
    return {room: others - {room} for room, others in used.items()}


def without_what_nothing_leads_out_of(used):
    """Return the rooms that are left when those that use no other are taken away, again and again.

    They are those in a circle, or with a way into one (Kahn 1962, "Topological sorting of large
    networks").
    """
    left = dict(used)
    while ends := [room for room, others in left.items() if not others & left.keys()]:
        for room in ends:
            del left[room]
    return left


def test_a_circle_is_seen():
    used = {"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": set()}
    assert set(without_what_nothing_leads_out_of(used)) == {"a", "b", "c"}


def test_no_imports_between_rooms_lead_in_a_circle():
    assert without_what_nothing_leads_out_of(rooms_used()) == {}


def test_the_packages_named_for_installing_are_those_with_modules():
    setuptools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    folders = {".".join(path.parent.relative_to(ROOT).parts) for path in SOURCES}
    assert set(setuptools["setuptools"]["packages"]) == folders


def test_the_top_level_holds_only_what_belongs_there():
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert {name.split("/")[0] for name in listed.stdout.split("\0") if name} == TOP_LEVEL


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_message_advises_to_delete_a_home_folder(path):
    advice = re.compile(r"[Dd]elet\w* (it|this one|that one|the home)\b")
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    said = [node.value for node in nodes if isinstance(node, ast.Constant)]
    assert [text for text in said if isinstance(text, str) and advice.search(text)] == []


def test_continuous_integration_calls_make_test():
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert "exec make test" in lines


def distribution(requirement):
    """Return the name in a requirement as package indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", requirement).group()).lower()


def pins():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return [line.split(" #")[0].strip() for line in lines if line and line[0] not in "#-"]


def test_every_constraint_is_one_exact_version():
    assert [pin for pin in pins() if not re.fullmatch(r"[\w.-]+==[\w.+!-]+( *;.+)?", pin)] == []


def test_every_dependency_is_pinned():
    extras = PROJECT["optional-dependencies"].values()
    wanted = [*PROJECT["dependencies"], *(name for extra in extras for name in extra)]
    pinned = {distribution(pin) for pin in pins()}
    assert [name for name in wanted if distribution(name) not in pinned] == []


def test_the_command_line_starts_without_the_large_libraries():
    code = "import sys, assistant.commands.parser; print(*sys.modules)"
    command = [sys.executable, "-c", code]
    loaded = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(loaded.stdout.split()) & set(ADAPTED) == set()
