"""Exports in three forms, and what verifying finds in them."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.conversations.conversations import Conversations
from assistant.conversations.export_pages import FORMATS
from assistant.conversations.exports import (
    Export,
    ExportedCitation,
    ExportedConversation,
    ExportedSentence,
    ExportedTurn,
    digest_of,
    export_json,
    make_export,
    read_export,
)
from assistant.conversations.permalinks import address_of
from assistant.conversations.verifying import QuoteVerdict, verify
from assistant.types import Answer, Citation, Sentence, Turn
from index.errors import UsageError
from index.readers import extract
from index.text.table_rows import rows_within
from index.types import Document, Passage
from tests.servers.talking import ANNA, QUOTE, document, index, open_records, refusal, remove, turn

NEW = "b2" * 32
EVIL = '</script><script>alert(1)</script> --> # *x* [y](z) "q" <!-- & 海\u2028'


@pytest.fixture
def records(records):
    index(records, document())
    return records


@pytest.fixture
def conversation(records):
    store = Conversations(records)
    store.add(ANNA, "c1", turn(document(), question=EVIL))
    store.add(ANNA, "c1", Turn("t2", "What does it cost?", refusal(document())))
    store.add(ANNA, "c1", Turn("t3", "Stopped?", None, stopped=True))
    return store.open(ANNA, "c1")


@pytest.fixture(params=FORMATS)
def written(request, conversation):
    return FORMATS[request.param](make_export([conversation]))


def verdicts(records, content):
    return [(found.verdict, found.exact) for found in verify(records, content, "x").findings]


def forged(content, **changes):
    """Writes an export anew with its first citation changed, its digest made to fit."""
    export = read_export(content, "x")
    [conversation] = export.conversations
    first = conversation.turns[0]
    citation = replace(first.citations[0], **changes)
    turns = (replace(first, citations=(citation,)), *conversation.turns[1:])
    altered = replace(export, conversations=(replace(conversation, turns=turns),))
    return export_json(replace(altered, digest=digest_of(altered)))


def test_every_form_holds_the_whole_export(written, conversation):
    assert read_export(written, "x") == make_export([conversation])


def test_every_form_is_verified(records, written):
    found = verify(records, written, "x")
    assert [(f.verdict, f.exact) for f in found.findings] == [(QuoteVerdict.EXACT, True)]
    assert found.passed


def test_line_ends_and_byte_order_marks_alter_nothing(records, written):
    assert verify(records, "\ufeff" + written.replace("\n", "\r\n"), "x").passed


def test_an_export_names_quote_offsets_and_hash(conversation):
    sent = json.loads(export_json(make_export([conversation])))
    [cited] = sent["conversations"][0]["turns"][0]["citations"]
    text = document().text
    assert text[cited["start"] : cited["end"]] == cited["quote"] == QUOTE
    assert cited["version"] == document().version
    assert cited["page"] == 3


@pytest.mark.parametrize(
    "changes",
    [
        {"quote": QUOTE.replace("nine", "ten!")},
        {"start": 29, "end": 63},
        {"start": 30, "end": 65},
        {"start": -34, "end": 0},
        {"version": NEW},
        {"document_id": "d2"},
        {"address": "/c/d1/x/0-1/y"},
    ],
)
def test_a_forged_citation_is_noticed_even_with_a_new_digest(records, conversation, changes):
    content = forged(export_json(make_export([conversation])), **changes)
    assert verdicts(records, content) == [(QuoteVerdict.ALTERED, False)]


def test_a_forged_quote_with_an_address_to_fit_is_noticed(records, conversation):
    quote = QUOTE.replace("nine", "ten!")
    address = address_of(document(), 30, quote).path
    content = forged(export_json(make_export([conversation])), quote=quote, address=address)
    assert verdicts(records, content) == [(QuoteVerdict.ALTERED, False)]


@pytest.mark.parametrize("form", ["md", "html"])
def test_altered_words_beside_the_data_are_noticed(records, conversation, form):
    written = FORMATS[form](make_export([conversation]))
    altered = written.replace("leaves at", "arrives at", 1)
    found = verify(records, altered, "x")
    assert "text was altered" in found.altered
    assert not found.passed


def test_an_altered_answer_is_noticed(records, conversation):
    content = export_json(make_export([conversation])).replace("cost?", "weigh?")
    assert "does not fit its digest" in verify(records, content, "x").altered


def test_a_source_that_changed_is_exact_and_said_to_have_changed(records, written):
    index(records, document("New. It leaves at noon.", NEW))
    found = verify(records, written, "x")
    assert [(f.verdict, f.exact, f.note) for f in found.findings] == [
        (QuoteVerdict.CHANGED, True, "the quote was taken out")
    ]
    assert found.passed


def test_a_version_that_is_not_kept_cannot_be_called_exact(records, written):
    Conversations(records).delete(ANNA, "c1")
    index(records, document("New. It leaves at noon.", NEW))
    assert verdicts(records, written) == [(QuoteVerdict.CHANGED, False)]


def test_a_source_that_moved_is_named(records, written, tmp_path):
    file = index(records, document())
    index(records, document(path="new/ferry.txt"), moved_from=replace(file, path="old"))
    found = verify(records, written, "x").findings[0]
    assert (found.verdict, found.exact, found.note) == (
        QuoteVerdict.MOVED,
        True,
        "now new/ferry.txt",
    )


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("path", ["~0123456789abcdef/ferry.txt", "~0123456789abcdef/海/船.txt"])
def test_a_file_of_the_conversation_that_lies_where_it_lay_has_not_moved(records, path, form):
    attached = document(path=path)
    file = index(records, attached)
    store = Conversations(records)
    store.add(ANNA, "c1", turn(attached))
    export = FORMATS[form](make_export([store.open(ANNA, "c1")]))
    assert verdicts(records, export) == [(QuoteVerdict.EXACT, True)]
    index(records, document(path="~0123456789abcdef/new.txt"), moved_from=file)
    [finding] = verify(records, export, "e").findings
    assert (finding.verdict, finding.note) == (QuoteVerdict.MOVED, "now new.txt")


def test_a_source_that_is_gone_is_exact_only_while_it_is_kept(records, written):
    remove(records, index(records, document()))
    assert verdicts(records, written) == [(QuoteVerdict.GONE, True)]
    Conversations(records).delete(ANNA, "c1")
    assert verdicts(records, written) == [(QuoteVerdict.GONE, False)]


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", "no export", "\0", '{"conversations": 1}', "[" * 99_999, "\ufffd"]
)
def test_what_is_no_export_is_said_in_a_line(records, content):
    with pytest.raises(UsageError, match="'x' is no export of Tenkyo"):
        verify(records, content, "x")


def test_another_form_is_refused(records):
    with pytest.raises(UsageError, match="form 7"):
        verify(records, '{"conversations": [], "tenkyo_export": 7}', "x")


class Page(HTMLParser):
    """Collects the scripts and the quotes of a page."""

    def __init__(self, html):
        super().__init__()
        self.scripts, self.quotes, self._inside = [], "", False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self._inside = tag == "blockquote"
        if tag == "script":
            self.scripts.append(dict(attributes).get("type"))

    def handle_endtag(self, tag):
        self._inside = False

    def handle_data(self, data):
        self.quotes += data if self._inside else ""


def test_html_shows_the_quote_exactly_and_runs_nothing(conversation):
    page = Page(FORMATS["html"](make_export([conversation])))
    assert page.quotes == QUOTE
    assert page.scripts == ["application/json"]


def test_markdown_shows_words_as_they_are(conversation):
    shown = MarkdownIt().render(FORMATS["md"](make_export([conversation])))
    assert "alert(1)&lt;/script&gt; --&gt; # *x* [y](z)" in shown
    assert "It leaves at &lt;b&gt;nine&lt;/b&gt;, *daily*." in shown
    assert "<script" not in shown.split("<!-- tenkyo-export")[0]


def test_an_export_for_a_reader_of_japanese_is_in_japanese(records, conversation):
    written = FORMATS["html"](make_export([conversation], "ja"))
    assert re.search("30〜64文字目", written)
    assert verify(records, written, "x").passed


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.sampled_from([*FORMATS]))
def test_whatever_is_said_comes_back_from_every_form(records_of_nothing, said, form):
    address = address_of(document(said), 0, said).path
    citation = ExportedCitation(
        *(1, said, said, said, said, None, "d1", document().version),
        *(0, len(said), address),
    )
    sentence = ExportedSentence(said, (1,))
    turn = ExportedTurn(said, said + "?", said, True, True, said, said, (sentence,), (citation,))
    bare = Export((ExportedConversation(said, said, said, said, (turn,)),))
    export = replace(bare, digest=digest_of(bare))
    found = verify(records_of_nothing, FORMATS[form](export), "x")
    assert found.altered == ""
    assert [f.verdict for f in found.findings] == [QuoteVerdict.GONE]


@pytest.fixture(scope="module")
def records_of_nothing(tmp_path_factory):
    records = open_records(tmp_path_factory.mktemp("nothing"))
    yield records
    records.close()


def test_a_list_has_all_its_items_in_every_form(records):
    one = turn(document())
    cited = tuple(replace(one.answer.citations[0], number=n) for n in range(1, 61))
    items = tuple(Sentence(f"Item {c.number}", (c.number,)) for c in cited)
    counted = replace(one.answer, sentences=items, citations=cited, remark="Counted so.")
    store = Conversations(records)
    store.add(ANNA, "c1", replace(one, answer=counted))
    export = make_export([store.open(ANNA, "c1")])
    for form, write in FORMATS.items():
        written = write(export)
        assert "Counted so." in written, form
        assert "Item 60" in written, form
        assert verdicts(records, written) == [(QuoteVerdict.EXACT, True)] * 60
    assert "<br>• Item 2 [2]" in FORMATS["html"](export)


SHEET = "Kiln,Heat,Fuel\nNorth,1100,a_b*\nSouth,950,<b>|wood\n"


@pytest.fixture
def with_rows(records):
    found = extract("kilns.csv", SHEET.encode())
    of = Document(
        "d9", "kilns.csv", "Kilns", found.text, "en", found.sections, found.pages, "a" * 64
    )
    index(records, of)
    spans = rows_within(of, 0, len(of.text))
    quotes = [of.text[slice(*span)] for span in spans]
    passage = Passage("p9", of, 0, len(of.text), of.text, (), None)
    heat = of.text.index("950")
    marks = ((), ((heat, heat + 3),))
    citations = tuple(
        Citation(n, passage, *span, quote, marks[n - 1])
        for n, (span, quote) in enumerate(zip(spans, quotes, strict=True), start=1)
    )
    sentences = tuple(Sentence(c.quote, (c.number,)) for c in citations)
    said = Answer("How hot?", "How hot?", sentences, citations, 0.9, answered=True)
    store = Conversations(records)
    store.add(ANNA, "c9", Turn("t1", "How hot?", said))
    return make_export([store.open(ANNA, "c9")])


def test_rows_of_a_table_are_a_table_in_every_form(with_rows):
    [table] = with_rows.conversations[0].turns[0].tables
    assert table.names == ("Kiln", "Heat", "Fuel")
    shown = MarkdownIt("commonmark").enable("table").render(FORMATS["md"](with_rows))
    for html in (shown, FORMATS["html"](with_rows)):
        cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", html)
        assert [re.sub("</?strong>", "", cell) for cell in cells[4:8]] == [
            "North",
            "1100",
            "a_b*",
            "[1]",
        ]
        assert "&lt;b&gt;|wood" in cells
    assert "<strong>950</strong>" in shown
    assert '<td dir="auto" class="answers">950</td>' in FORMATS["html"](with_rows)
    assert '<th scope="row" dir="auto">North</th>' in FORMATS["html"](with_rows)


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_with_a_table_is_verified(records, with_rows, form):
    assert verify(records, FORMATS[form](with_rows), "x").passed


def test_a_forged_cell_is_noticed_even_with_a_new_digest(records, with_rows):
    [conversation] = with_rows.conversations
    [turn] = conversation.turns
    [table] = turn.tables
    cells = ("North", "1900", "a_b*")
    table = replace(table, rows=(replace(table.rows[0], cells=cells), *table.rows[1:]))
    conversation = replace(conversation, turns=(replace(turn, tables=(table,)),))
    altered = replace(with_rows, conversations=(conversation,))
    altered = replace(altered, digest=digest_of(altered))
    assert "a table in it" in verify(records, export_json(altered), "x").altered


def test_an_export_without_tables_is_written_as_in_earlier_releases(conversation):
    export = make_export([conversation])
    assert '"tables"' not in export_json(export)
