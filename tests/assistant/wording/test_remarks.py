"""The assistant's own words."""

from contextlib import ExitStack
from functools import cache

import pytest

from assistant.wording.remarks import remark
from tests.libraries import library_of

LANGUAGES = ["en", "ja"]
NAMES = [
    *("greeting", "thanks", "farewell", "abilities", "nothing", "refusal", "perhaps", "unclear"),
    "which",
]


def numbered(number):
    """Returns so many documents, titled by their numbers."""
    return {f"{n:04}.md": f"# Title {n}\n\nThe cable {n} runs." for n in range(number)}


@pytest.fixture(scope="module")
def holding(tmp_path_factory):
    """Opens a library of so many documents, for reading only."""
    with ExitStack() as stack:

        @cache
        def holding(number):
            folder = tmp_path_factory.mktemp("remarks")
            return stack.enter_context(library_of(folder, numbered(number)))

        yield holding


@pytest.mark.parametrize("name", ["greeting", "abilities"])
@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "one document: “Title 0”."),
        (2, "2 documents: “Title 0”, “Title 1”."),
        (3, "3 documents: “Title 0”, “Title 1”, “Title 2”."),
        (4, "4 documents: “Title 0”, “Title 1”, “Title 2” and more."),
    ],
)
def test_what_is_indexed_is_named(holding, name, number, said):
    assert said in remark(name, "en", holding(number)).text


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [
        ("de", 1, "zu einem Dokument: „Title 0“."),
        ("fr", 1, "sur 1 document\u00a0: «\u00a0Title 0\u00a0»."),
        ("es", 2, "sobre 2 documentos: «Title 0», «Title 1»."),
        ("de", 4, "zu 4 Dokumenten: „Title 0“, „Title 1“, „Title 2“ und andere."),
    ],
)
def test_each_language_counts_as_it_does(holding, language, number, said):
    assert said in remark("greeting", language, holding(number)).text


@pytest.mark.parametrize("name", ["greeting", "abilities"])
@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "「Title 0」(文書1件)"),
        (3, "「Title 0」、「Title 1」、「Title 2」(文書3件)"),
        (4, "「Title 0」、「Title 1」、「Title 2」など(文書4件)"),
    ],
)
def test_what_is_indexed_is_named_in_japanese(holding, name, number, said):
    assert said in remark(name, "ja", holding(number)).text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["greeting", "abilities"])
def test_an_empty_library_is_said_to_be_empty(holding, language, name):
    library = holding(0)
    assert remark(name, language, library) == remark("nothing", language, library)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["thanks", "farewell", "perhaps"])
def test_other_remarks_do_not_depend_on_the_documents(holding, language, name):
    before = remark(name, language, holding(0))
    assert remark(name, language, holding(1)) == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_remark_is_of_its_own(holding, language):
    library = holding(2)
    assert len({remark(name, language, library) for name in NAMES}) == len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_remark_is_in_the_language_of_the_question(holding, name):
    library = holding(1)
    english, japanese = (remark(name, language, library).text for language in LANGUAGES)
    assert english.translate(dict.fromkeys(map(ord, "’“”"))).isascii()
    assert any("\u3041" <= c <= "\u309f" for c in japanese)


@pytest.mark.parametrize("language", LANGUAGES)
def test_braces_in_a_title_are_left_as_they_are(library, folder, language):
    (folder / "a.md").write_text("# The {titles} of {0}\n\nThe cable runs.")
    library.sync([folder])
    assert "The {titles} of {0}" in remark("greeting", language, library).text


@pytest.mark.parametrize("name", NAMES)
def test_a_remark_says_which_documents_it_names_and_whether_it_counts(holding, name):
    library = holding(4)
    said = remark(name, "en", library)
    titles = {library.document(each.document_id).title for each in said.named}
    assert titles == {f"Title {n}" for n in range(4) if f"“Title {n}”" in said.text}
    assert said.counts == ("4 documents" in said.text)
    assert said.counts == (bool(titles) or name == "refusal")


def test_a_removed_document_is_named_no_more(tmp_path):
    with library_of(tmp_path, numbered(2)) as library:
        (tmp_path / "papers" / "0000.md").unlink()
        library.sync([tmp_path / "papers"])
        assert remark("greeting", "en", library).text.endswith("one document: “Title 1”.")
