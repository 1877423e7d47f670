"""The read protocol: what a library offers to readers, and that each of it hides what is hidden."""

import re
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from assistant.answers.summaries import summarise
from index.errors import NoIndexError
from index.library import open_library
from index.read_protocol import ReadableLibrary, ReadableRecords, ReadableSnapshot
from index.search.queries import Query
from index.search.scope import Scope
from index.store.records import Records
from index.visible_library import VisibleLibrary, VisibleRecords
from tests.documents.papers import Pdf
from tests.fake_embedder import FakeEmbedder

ROOT = Path(__file__).resolve().parents[2]

# What is for whoever runs the server, and writes: no reader gets it. What is new belongs here, or
# into the protocol and the view, with a case below.
OPERATORS = {
    "library": set(
        "close count_words disagreement embedder find forget editions home self_check"
        " sync warm".split()
    ),
    "records": set(
        "beginnings boxes cached characters check close database facts files"
        " first_of_each_language keep note_files note_text_sums people read refer release relocate"
        " remove set_facts store unread".split()
    ),
    "snapshot": set("encode facts edition refuse_empty reranker scope starts vectors".split()),
}
PROTOCOLS = {"library": ReadableLibrary, "records": ReadableRecords, "snapshot": ReadableSnapshot}
# Modules that may hold more than the read protocol: they keep what is no reader's business, or
# decide what is shown, or are commands of the operator.
TRUSTED = {
    *(
        "access/access",
        "access/attached",
        "adding/attached_files",
        "indexing/background",
        "indexing/home_folders",
        "assistant",
        "audit/audit",
    ),
    *("commands/audit_command", "commands/personal_data", "conversations/conversations"),
    *("conversations/ratings", "conversations/sharing", "conversations/stored_questions"),
    *("conversations/verifying", "evaluation/texts", "identities/api_keys"),
    *("identities/sessions", "kept/due_questions", "kept/keeping"),
    *("misses/named_files", "misses/why", "sources/sources"),
    *("provisioning/pushed_groups", "provisioning/pushed_users"),
}
QUESTION = Query("What is the salary of the captain?")


def public(owner):
    return {name for name in (*dir(owner), *getattr(owner, "__dict__", ())) if name[0] != "_"}


@contextmanager
def indexed(base, *names):
    """A library of some of the documents, which are at the same paths wherever they are."""
    texts = {
        "open/ferry.txt": "The ferry leaves at nine.",
        "hr/pay.pdf": Pdf().line(60, 700, "The salary of the captain is 900 crowns.").data(),
        "hr/broken.txt": bytes(range(256)) * 40,
        "hr/note.md": "---\ntags: [wages]\n---\nThe cook is paid as well.\n\n<!-- Less. -->\n",
    }
    for name in names:
        place = base / "papers" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(texts[name] if isinstance(texts[name], bytes) else texts[name].encode())
    with closing(open_library(base / "home", FakeEmbedder(), create=True)) as library:
        library.sync([base / "papers"])
        yield library


@pytest.fixture(scope="module")
def homes(tmp_path_factory):
    """A library of what is visible alone, and one that holds something hidden too."""
    base = tmp_path_factory.mktemp("homes")
    with (
        indexed(base / "poor", "open/ferry.txt") as poor,
        indexed(
            base / "rich", "open/ferry.txt", "hr/pay.pdf", "hr/broken.txt", "hr/note.md"
        ) as rich,
    ):
        yield poor, rich


def seen(library, folder="open/"):
    """A library as a reader sees it who may see one folder of it."""
    ids = frozenset(d.id for d in library.documents() if d.path.startswith(folder))
    return VisibleLibrary(library, Scope(ids), lambda _, path: path.startswith(folder))


def hidden_of(library):
    return next(d for d in library.documents() if d.path == "hr/pay.pdf")


def ids_of(documents):
    return [document.id for document in documents if document]


def status_told(library, _):
    told = library.status()
    sources = [Path(source).name for source in told.sources]
    return told.documents, told.passages, told.titles, told.failed, sources


def ledger_told(library, _):
    return [(entry.path, entry.state, entry.document_id) for entry in library.ledger()]


def found_in(snapshot):
    found = [candidate.id for candidate in snapshot.find(QUESTION).candidates]
    return found, snapshot.rarities(["salary", "ferry"])


def asked(library, _):
    return library.ask(found_in)


def held(library):
    return library.ask(lambda snapshot: dict(snapshot.holding("captain").documents))


# What each member shows of a library; `hidden` is a document that its reader may not see.
CASES = {
    "library.records": lambda library, hidden: ids_of([library.records.document(hidden.id)]),
    "library.search": lambda library, _: [hit.passage.id for hit in library.search(QUESTION)],
    "library.ask": asked,
    "library.snapshot": lambda library, _: found_in(library.snapshot()),
    "library.document": lambda library, hidden: library.document(hidden.id),
    "library.documents": lambda library, _: ids_of(library.documents()),
    "library.passages_of": lambda library, hidden: library.passages_of(hidden),
    "library.boxes": lambda library, hidden: library.boxes(hidden, [(0, 10)]),
    "library.original": lambda library, hidden: library.original(hidden),
    "library.left_out": lambda library, _: [each.path for each in library.left_out()],
    "library.tags": lambda library, _: library.tags(),
    "library.status": status_told,
    "library.ledger": ledger_told,
    "records.document_ids": lambda library, _: library.records.document_ids(),
    "records.titles_by_id": lambda library, _: list(library.records.titles_by_id().items()),
    "records.listing": lambda library, _: [each.path for each in library.records.listing()],
    "records.remarks": lambda library, _: library.records.remarks(),
    "records.document": lambda library, hidden: library.records.document(hidden.id),
    "records.version": lambda library, hidden: library.records.version(hidden.id, hidden.version),
    "records.having": lambda library, hidden: ids_of(library.records.having(hidden.version)),
    "snapshot.find": lambda library, _: asked(library, _)[0],
    "snapshot.passages_of": lambda library, hidden: library.snapshot().passages_of(hidden),
    "snapshot.rarities": lambda library, _: asked(library, _)[1],
    "snapshot.holding": lambda library, _: held(library),
}
# Below: it tells no document from another, but that there is none.
EMPTY = "records.is_empty"
# It changes with all that is indexed, and says nothing else; no page shows it.
TOLD_BY_NOTHING = "library.revision"


@pytest.mark.parametrize("name", PROTOCOLS)
def test_a_member_is_for_readers_or_for_the_operator(homes, name):
    library = homes[0]
    full = {"library": library, "records": library.records, "snapshot": library.snapshot()}[name]
    fields = set(getattr(full, "__dataclass_fields__", ()))
    wanted = public(PROTOCOLS[name]) | OPERATORS[name]
    assert public(type(full)) | public(full) | fields == wanted
    assert not public(PROTOCOLS[name]) & OPERATORS[name]


def test_the_view_is_the_protocol_whole_and_nothing_besides(homes):
    view = seen(homes[1])
    assert public(view) == public(ReadableLibrary)
    assert public(view.records) == public(ReadableRecords)
    assert isinstance(view, ReadableLibrary)
    assert [VisibleLibrary.__base__, VisibleRecords.__base__] == [object, object]
    assert not {"__getattr__", "__getattribute__"} & {*vars(VisibleLibrary), *vars(VisibleRecords)}


def test_every_member_has_a_case():
    members = {f"{name}.{each}" for name, of in PROTOCOLS.items() for each in public(of)}
    assert members == {*CASES, EMPTY, TOLD_BY_NOTHING}


@pytest.mark.parametrize("name", CASES)
def test_every_member_shows_what_a_library_shows_that_never_held_the_rest(homes, name):
    (poor, rich), shown = homes, CASES[name]
    hidden = hidden_of(rich)
    assert shown(seen(rich), hidden) == shown(poor, hidden)
    assert shown(seen(rich), hidden) != shown(rich, hidden)


def test_a_library_of_which_nothing_is_visible_is_empty(homes):
    view = seen(homes[1], "nothing/")
    assert (view.records.is_empty(), homes[1].records.is_empty()) == (True, False)
    assert view.status().updated is None
    with pytest.raises(NoIndexError):
        view.search(QUESTION)


def test_a_scope_that_is_asked_for_only_narrows_what_is_visible(homes):
    rich = homes[1]
    hidden = hidden_of(rich)
    everything = Scope(frozenset(rich.records.document_ids()))
    assert hidden.id not in {h.passage.document.id for h in seen(rich).search(QUESTION, 9)}
    wide = seen(rich).search(QUESTION, 9, everything)
    assert wide == seen(rich).search(QUESTION, 9)
    assert seen(rich).search(QUESTION, 9, Scope(frozenset({hidden.id}))) == ()


def test_a_document_that_comes_between_two_looks_gives_no_title_to_another(tmp_path, monkeypatch):
    with indexed(tmp_path, "open/ferry.txt") as library:
        view, ids_of_all = seen(library), Records.document_ids

        def interrupted(records):
            found = ids_of_all(records)
            (tmp_path / "papers" / "hr").mkdir(exist_ok=True)
            (tmp_path / "papers" / "hr" / "layoffs.md").write_text("# Layoffs\n\nThey are many.")
            library.sync([tmp_path / "papers"])
            return found

        monkeypatch.setattr(Records, "document_ids", interrupted)
        assert "Layoffs" not in view.status().titles
        assert summarise(view, "Summarise “Layoffs”") == []


def modules_importing(*names):
    """The modules of `assistant` and `ui` that import one of the full classes, to annotate."""
    classes = rf"^from index\.(?:{'|'.join(names)}) import .*\b(?:Library|Records)\b"
    files = [path for folder in ("assistant", "ui") for path in (ROOT / folder).rglob("*.py")]
    return {
        path.relative_to(ROOT).with_suffix("").as_posix()
        for path in files
        if re.search(classes, path.read_text(encoding="utf-8"), re.MULTILINE)
    }


def test_what_shows_documents_to_readers_knows_the_protocol_alone():
    assert modules_importing("library", r"store\.records") == {
        f"assistant/{name}" for name in TRUSTED
    }


def test_a_page_or_a_route_reaches_for_the_whole_library_only_to_run_it():
    used = {
        (path.relative_to(ROOT).as_posix(), use)
        for path in (ROOT / "ui").rglob("*.py")
        for use in re.findall(r"assistant\.library\b(?!\()\S*", path.read_text(encoding="utf-8"))
    }
    assert used == {
        ("ui/minding/minding_routes.py", "assistant.library.records)"),
        ("ui/minding/minding_routes.py", "assistant.library.status().sources"),
        ("ui/service/service.py", "assistant.library.embedder.count([text])"),
        ("ui/operations/health.py", "assistant.library"),
        ("ui/server.py", "assistant.library.count_words()"),
        ("ui/server.py", "assistant.library.self_check():"),
        ("ui/server.py", "assistant.library.warm()"),
    }
