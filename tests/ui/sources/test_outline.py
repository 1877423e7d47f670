"""The outline of a document: headings in their order, each a link to its words."""

from index.types import Document, Section
from tests.wordings import ENGLISH, JAPANESE
from ui.sources.document_page import OpenedDocument, PageRequest, find_html
from ui.sources.outline import cited_html, outline_html, outline_of

TEXT = (
    "# Leave\n\nAll.\n\n## Sick leave\n\nRest.\n\n## Parental leave\n\nLong.\n\n# Pay\n\nMonthly."
)


def document(text, *headings):
    starts = [text.index(heading[-1]) for heading in headings]
    ends = [*starts[1:], len(text)]
    sections = tuple(map(Section, starts, ends, headings))
    return Document("d", "a.md", "A", text, "en", sections, (), "v")


PAPER = document(TEXT, ("Leave",), ("Leave", "Sick leave"), ("Leave", "Parental leave"), ("Pay",))


def test_headings_are_told_with_their_depth_and_place():
    found = [(TEXT[e.start : e.end], e.title, e.depth) for e in outline_of(PAPER)]
    titles = [("Leave", 0), ("Sick leave", 1), ("Parental leave", 1), ("Pay", 0)]
    assert found == [(title, title, depth) for title, depth in titles]


def test_a_heading_leads_to_its_own_words():
    out = outline_html(PAPER, ENGLISH)
    start = TEXT.index("Sick leave")
    assert f'<a href="c/d/v/{start}-{start + 10}/' in out
    assert "目次" in outline_html(PAPER, JAPANESE)


def test_a_document_without_headings_has_no_outline():
    assert outline_html(document("Rest.", ("Rest.",)), ENGLISH) == ""


def test_a_heading_that_stands_nowhere_in_the_text_is_left_out():
    sections = (Section(0, 9, ("Sheet 1",)), Section(9, len(TEXT), ("Sheet 2",)))
    assert list(outline_of(Document("d", "a", "A", TEXT, "en", sections, (), "v"))) == []


class Looked(str):
    """A text that knows how far was looked in it."""

    __slots__ = ("far",)

    def find(self, words, start=0, end=None):
        self._note(start, end)
        return super().find(words, start, end)

    def rfind(self, words, start=0, end=None):
        self._note(start, end)
        return super().rfind(words, start, end)

    def _note(self, start, end):
        looked = (len(self) if end is None else end) - start
        self.far = max(getattr(self, "far", 0), looked)


def test_headings_that_are_written_otherwise_are_looked_for_near_by_alone():
    text = Looked("## *Leave* of [all](#all) kinds\n\nAll may rest.\n\n" * 200)
    starts = range(0, len(text), len(text) // 200)
    sections = tuple(Section(at, at + 9, (f"Leave of all kinds {at}",)) for at in starts)
    paper = Document("d", "a.md", "A", text, "en", sections, (), "v")
    assert list(outline_of(paper)) == []
    assert text.far < 1_000


def test_what_is_found_in_a_text_of_one_line_is_shown_by_what_is_near_it():
    text = Looked("船は九時に出ます。" * 2_000)
    found = tuple((at, at + 2) for at in range(2, len(text), 900))
    paper = Document("d", "a.txt", "A", text, "ja", (), (), "v")
    out = find_html(OpenedDocument(paper, PageRequest(find="九時"), found=found), JAPANESE)
    assert out.count("<b>九時</b>") == len(found)
    assert text.far < 1_000


def test_what_is_cited_most_is_told_with_its_place_and_how_often():
    start = TEXT.index("Rest.")
    out = cited_html(PAPER, [(start, start + 5, 3)], ENGLISH)
    assert f'<a href="c/d/v/{start}-{start + 5}/' in out
    assert ">Rest.</a> 3 times" in out
    assert cited_html(PAPER, [], ENGLISH) == ""


def test_hostile_headings_are_text():
    evil = "<script>alert(1)</script>"
    out = outline_html(document(f"{evil} and Pay", (evil,), ("Pay",)), ENGLISH)
    assert "<script>" not in out
