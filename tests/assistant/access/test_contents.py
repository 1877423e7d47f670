"""Names of documents, folders and tags, and what they choose."""

import pytest

from assistant.access.contents import MOST_NAMES, Contents, Kind, ScopeError
from index.errors import UsageError
from index.types import Listed

HOUSE, LEGAL = "/srv/house", "/srv/legal"


def listed(path, title="", source=HOUSE):
    return Listed(f"id-{path}", "v", path, title or path, "en", None, None, source)


PAPERS = [
    listed("Personnel/leave.md", "Annual leave"),
    listed("Personnel/pay/2026.md", "Pay"),
    listed("Travel/trips.md", "Trips"),
    listed("Travel/2026/rates.md", "Rates"),
    listed("welcome.md", "Welcome"),
]
TAGS = {"id-Travel/trips.md": ("money", "旅費"), "id-Personnel/leave.md": ("money",)}
CONTENTS = Contents(PAPERS, TAGS)
BOTH = Contents([*PAPERS, listed("leave.md", "Leave of office", LEGAL)], TAGS)


def paths(*names, contents=CONTENTS):
    chosen = contents.choose(names)
    return sorted(i.removeprefix("id-") for each in chosen for i in each.documents)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Personnel/leave.md", ["Personnel/leave.md"]),
        ("id-welcome.md", ["welcome.md"]),
        ("Annual leave", ["Personnel/leave.md"]),
        ("leave.md", ["Personnel/leave.md"]),
        ("Personnel", ["Personnel/leave.md", "Personnel/pay/2026.md"]),
        ("/Personnel/", ["Personnel/leave.md", "Personnel/pay/2026.md"]),
        ("./Personnel", ["Personnel/leave.md", "Personnel/pay/2026.md"]),
        ("house/Personnel/pay", ["Personnel/pay/2026.md"]),
        ("pay", ["Personnel/pay/2026.md"]),
        ("2026", ["Travel/2026/rates.md"]),
        ("personnel", ["Personnel/leave.md", "Personnel/pay/2026.md"]),
        ("#money", ["Personnel/leave.md", "Travel/trips.md"]),
        ("money", ["Personnel/leave.md", "Travel/trips.md"]),
        ("#旅費", ["Travel/trips.md"]),
        ("house", [each.path for each in sorted(PAPERS, key=lambda p: p.path)]),
    ],
)
def test_a_name_chooses_what_it_is_the_name_of(name, expected):
    assert paths(name) == expected


@pytest.mark.parametrize(
    "name",
    [
        *("", " ", "/", ".", "..", "../house", "Personnel/../Travel", "Pers", "Personnel/*", "**"),
        *("#", "#mon", "/srv/house/Personnel", "leave", "\x00", "x" * 5_000, "Travel\\trips.md"),
    ],
)
def test_what_is_no_name_chooses_nothing_and_says_so_in_one_line(name):
    with pytest.raises(ScopeError, match="no document, folder or tag") as told:
        paths(name)
    assert "\n" not in str(told.value)
    assert len(str(told.value)) < 250


def test_a_name_of_several_documents_means_all_of_them():
    contents = Contents([listed("a/note.md"), listed("b/note.md")], {})
    assert paths("note.md", contents=contents) == ["a/note.md", "b/note.md"]


def test_of_several_indexed_folders_each_is_a_folder():
    assert paths("legal", contents=BOTH) == ["leave.md"]
    assert paths("house/Personnel/leave.md", contents=BOTH) == ["Personnel/leave.md"]
    assert paths("Personnel/leave.md", contents=BOTH) == ["Personnel/leave.md"]
    assert BOTH.name("id-leave.md") == "legal/leave.md"


def test_several_names_choose_all_that_each_chooses():
    assert paths("#money", "welcome.md") == ["Personnel/leave.md", "Travel/trips.md", "welcome.md"]


def test_more_names_than_the_limit_are_refused():
    with pytest.raises(UsageError, match=f"limit is {MOST_NAMES}"):
        CONTENTS.choose(["welcome.md"] * (MOST_NAMES + 1))


def test_what_is_looked_for_stands_in_names_and_titles():
    found = [(each.kind, each.name) for each in CONTENTS.matching("2026", 9)]
    assert found == [
        (Kind.FOLDER, "Travel/2026"),
        (Kind.DOCUMENT, "Personnel/pay/2026.md"),
        (Kind.DOCUMENT, "Travel/2026/rates.md"),
    ]
    assert len(CONTENTS.matching("", 3)) == 3
    assert [each.title for each in CONTENTS.matching("旅費", 3)] == ["#旅費"]
