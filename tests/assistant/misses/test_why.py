"""Why a passage is not in an answer: each reason, by the answer chain as everybody asks it."""

from contextlib import closing
from dataclasses import replace

import pytest

from assistant.assistant import Assistant
from assistant.misses.miss import MissReason
from assistant.misses.telling import compared, miss_lines
from assistant.misses.why import overlaps, wanted_of
from assistant.settings import Settings
from assistant.types import OPERATOR, Question, Reader
from index.errors import UsageError
from index.library import open_library
from index.sync.standing import Cause
from index.types import Document, Passage
from prompts.catalogues import languages, wording
from tests.fake_embedder import FakeEmbedder

RULES = '[[rule]]\npaths = ["open/"]\nallow = ["*"]\n'
STAFF = Reader("sam")
LEAVES = "When does the ferry to the island leave?"
NINE = "The ferry to the island leaves at nine."
PAPERS = {
    "open/times.md": f"# Times\n\n{NINE}\n\nTickets are sold on board.",
    "open/winter.md": "# Winter\n\nIn winter a boat goes over to the rock later.",
    "open/notes.md": "# Notes\n\n<!-- The lamp is lit at dusk. -->\nThe keeper has a cat.",
    "open/broken.pdf": "no PDF at all",
    "hr/pay.md": "# Pay\n\nThe captain earns 900 crowns.",
}
BESIDE = {
    "open/plan.xyz": "The ferry leaves at nine.",
    "open/.draft.md": "The ferry leaves at nine.",
    "open/~$times.md": "The ferry leaves at nine.",
}


@pytest.fixture(scope="module")
def papers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("misses") / "papers"
    for path, text in (PAPERS | BESIDE).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return folder


@pytest.fixture(scope="module")
def library(papers):
    with closing(open_library(papers.parent / "home", FakeEmbedder(), create=True)) as library:
        library.sync([papers])
        (papers / "open/later.md").write_text("The ferry leaves at ten.")
        (papers.parent / "elsewhere.md").write_text("The ferry leaves at ten.")
        yield library


@pytest.fixture(scope="module")
def made(papers, library):
    (papers.parent / "rules.toml").write_text(RULES)
    rules = papers.parent / "rules.toml"
    return Assistant(library, Settings(home=papers.parent / "home", rules=rules, threshold=0.01))


def why(assistant, document, passage="", *, question=LEAVES, reader=STAFF, tell_all=True):
    return assistant.misses.why(
        Question(question, reader=reader), document, passage, tell_all=tell_all
    )


def test_what_is_cited_is_said_to_be(made):
    miss = why(made, "open/times.md", NINE)
    assert (miss.reason, miss.numbers) == (MissReason.CITED, (1,))


@pytest.mark.parametrize(
    ("document", "cause"),
    [
        ("open/plan.xyz", Cause.FORMAT),
        ("open/.draft.md", Cause.PASSED_OVER),
        ("open/~$times.md", Cause.PASSED_OVER),
        ("open/later.md", Cause.NEW),
        ("../elsewhere.md", Cause.ELSEWHERE),
        ("open/never.md", Cause.NOT_THERE),
    ],
)
def test_an_operator_learns_why_a_file_is_not_indexed(made, papers, document, cause):
    miss = why(made, str(papers / document))
    assert (miss.reason, miss.cause) == (MissReason.NOT_INDEXED, cause)


def test_a_file_that_failed_says_with_which_reason(made):
    miss = why(made, "open/broken.pdf")
    assert miss.reason is MissReason.FAILED
    assert ".pdf" in miss.notes[0]


def test_what_rules_hide_is_told_to_operators_only(made):
    assert why(made, "hr/pay.md").reason is MissReason.HIDDEN
    hidden = why(made, "hr/pay.md", tell_all=False)
    nothing = why(made, "hr/none.md", tell_all=False)
    assert replace(hidden, file="") == replace(nothing, file="")
    assert hidden.reason is MissReason.UNKNOWN


def test_readers_learn_nothing_of_files_that_they_do_not_see(made, papers):
    asked = ["open/later.md", str(papers / "open/.draft.md"), "open/broken.pdf", "../home"]
    assert {why(made, each, tell_all=False).reason for each in asked} == {MissReason.UNKNOWN}


def test_what_was_left_out_of_a_file_is_named(made):
    miss = why(made, "open/notes.md", "The lamp is lit at dusk.")
    assert miss.reason is MissReason.NOT_READ
    assert "comment" in miss.notes[0]


def test_a_heading_stands_for_what_is_under_it(made):
    miss = why(made, "open/times.md", "Times")
    assert miss.reason is MissReason.CITED


def test_words_that_a_document_has_not_are_said_to_be_missing(made):
    assert why(made, "open/times.md", "The dog sings.").reason is MissReason.NOT_IN_TEXT


def test_what_was_outranked_is_told_by_which_passage_and_which_words(made):
    miss = why(made, "open/winter.md", "a boat goes over to the rock later")
    assert miss.reason is MissReason.OUTRANKED
    assert NINE in miss.rivals[0].quote
    assert "ferry" in miss.rivals[0].shared
    assert miss.rivals[0].parts.words > miss.parts.words


def test_what_is_not_sure_enough_is_told_by_how_much(papers, library):
    strict = Assistant(library, Settings(home=papers.parent / "home", threshold=1, perhaps=1))
    sure = strict.answering.invoke(Question(LEAVES, reader=OPERATOR)).confidence
    miss = why(strict, "times.md", NINE, reader=OPERATOR)
    assert (miss.reason, miss.short) == (MissReason.BELOW, round(1 - sure, 4))


def test_a_question_that_looks_nothing_up_is_said_to(made):
    assert why(made, "open/times.md", question="hello").reason is MissReason.NOT_SEARCHED


def test_a_file_that_was_changed_since_is_said_to_be_so(made, papers):
    place = papers / "open/times.md"
    before = place.read_text()
    try:
        place.write_text(before + "\nDogs travel free.\n")
        changed = why(made, "open/times.md", "Dogs travel free.")
        told = why(made, "open/times.md", "Dogs travel free.", tell_all=False)
    finally:
        place.write_text(before)
    assert (changed.reason, changed.cause) == (MissReason.NOT_INDEXED, Cause.CHANGED)
    assert told.reason is MissReason.NOT_IN_TEXT


def test_a_name_that_means_several_documents_is_refused(made):
    with pytest.raises(UsageError, match="means 3 documents"):
        why(made, "open")


@pytest.mark.parametrize("language", languages())
def test_every_reason_can_be_said_in_every_language(made, language):
    words, one = wording(language), why(made, "open/winter.md")
    for reason in MissReason:
        for cause in Cause if reason is MissReason.NOT_INDEXED else [None]:
            told = replace(one, reason=reason, cause=cause, notes=("it is so",), numbers=(1,))
            assert all(miss_lines(told, words))
    assert len(compared(one, words)) == 1 + len(one.rivals)


class Looked(list):
    """Spans that count how often one of them is looked at."""

    number = 0

    def __getitem__(self, at):
        self.number += 1
        return super().__getitem__(at)


def test_a_letter_that_stands_everywhere_is_looked_for_in_few_of_its_places():
    text = "えき e " * 40_000
    document = Document("d", "a.txt", "A", text, "ja", (), (), "v")
    passages = [
        Passage(str(n), document, n, n + 500, text[n : n + 500], (), None)
        for n in range(0, len(text), 500)
    ]
    spans = Looked((n, n + 1) for n, letter in enumerate(text) if letter == "e")
    wanted = wanted_of(document, spans, passages)
    assert list(wanted.passages) == passages
    assert wanted.meets(document, len(text) - 6, len(text))
    assert spans.number < 20 * len(passages)


@pytest.mark.parametrize("start", range(9))
@pytest.mark.parametrize("length", [1, 2, 5])
def test_a_stretch_has_some_of_others_where_any_of_them_reaches_into_it(start, length):
    spans, end = [(0, 2), (2, 3), (2, 3), (5, 7)], start + length
    expected = any(start < last and first < end for first, last in spans)
    assert overlaps(spans, start, end) is expected
