"""Answers as HTML: escaped, cited, and in the reader's language."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.tables.source_table import Quoted
from assistant.types import REASONS, Answer, Citation, Sentence
from index.types import Document, Hit, Passage
from prompts.catalogues import wording
from tests.wordings import ENGLISH, JAPANESE
from ui.chat.render import copied_answer, turn_html
from ui.html.markup import attribute, marked, text
from ui.html.wording import wording_for
from ui.service.turns import Asked, Status
from ui.sources.document_text import Highlights, prose
from ui.sources.passage import read_marks, window

WORDS = "Cables cross the sea. <img src=x onerror=alert(1)> & more."
DOCUMENT = Document("d1", "a/b.txt", 'Seas & "skies"', WORDS, "en", (), (), "v1")
PASSAGE = Passage("p1", DOCUMENT, 0, len(WORDS), WORDS, ("Cables",), None)
CITATION = Citation(1, PASSAGE, 22, len(WORDS), WORDS[22:])
ANSWER = Answer(
    "What?", "What?", (Sentence(CITATION.quote, (1,)),), (CITATION,), confidence=0.9, answered=True
)
REFUSAL = Answer("What?", "What?", nearest=(Hit(PASSAGE, 0.4, 1),), remark="Not in there.")


class Reader(HTMLParser):
    """Collects tags, attributes and text as a browser reads them."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.text = [], [], ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.text += data


def turn(answer, status=Status.DONE, **changes):
    return replace(Asked("t1", "What?", status, answer), **changes)


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_escaped_text_reads_back_as_it_was(value):
    assert Reader(f"<p>{text(value)}</p>").text == value


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_an_escaped_attribute_reads_back_as_it_was(value):
    assert Reader(f'<p title="{attribute(value)}">').attributes == [("title", value)]


def test_words_of_a_document_are_never_markup():
    read = Reader(turn_html(turn(ANSWER), ENGLISH))
    assert "img" not in read.tags
    assert CITATION.quote in read.text


def test_a_chip_says_which_citation_it_is_and_where_it_leads():
    attributes = dict(Reader(turn_html(turn(ANSWER), ENGLISH)).attributes)
    assert ("aria-label", 'citation 1, Seas & "skies", Cables') in Reader(
        turn_html(turn(ANSWER), ENGLISH)
    ).attributes
    assert attributes["data-document"] == "d1"
    assert (attributes["data-start"], attributes["data-end"]) == ("22", str(len(WORDS)))


def test_the_words_that_answer_are_in_stronger_weight_and_read_back_as_the_quote():
    marked = replace(CITATION, marks=((22, 26), (56, len(WORDS))))
    html = turn_html(turn(replace(ANSWER, citations=(marked,))), ENGLISH)
    assert "<b>&lt;img</b>" in html
    assert CITATION.quote in Reader(html).text
    assert f'data-marks="22-26,56-{len(WORDS)}"' in html


@given(st.text(max_size=20), st.lists(st.tuples(st.integers(-5, 30), st.integers(-5, 30))))
def test_no_marks_change_what_a_text_says(value, marks):
    assert Reader(f"<p>{marked(value, marks)}</p>").text == Reader(f"<p>{text(value)}</p>").text


@pytest.mark.parametrize(
    ("sent", "marks"),
    [
        ("", ()),
        ("12-15", ((12, 15),)),
        ("12-15,20-24", ((12, 15), (20, 24))),
        ("x", ()),
        ("1-2x,3-4", ((3, 4),)),
        ("-1-2", ()),
        ("9" * 40 + "-1", ()),
        ("20-24,12-15", ((12, 15), (20, 24))),
        ("0-9,0-10,3-4", ((0, 9),)),
    ],
)
def test_marks_of_an_address_are_read_and_nonsense_left_out(sent, marks):
    assert read_marks(sent) == marks


@pytest.mark.parametrize("mark", ["0-{0}", "{0}-99999", "{0}-{0}0"])
def test_however_many_marks_an_address_has_the_page_stays_small(mark):
    whole = "Words of a long quote. " * 100
    quote = Quoted(0, len(whole), read_marks(",".join(map(mark.format, range(1, 3_000)))))
    out = prose(whole, (0, len(whole)), Highlights(quote))
    assert len(out) < 10 * len(whole)
    assert Reader(out).text == whole


def test_a_note_stands_below_the_answer_and_is_copied_with_it():
    noted = replace(ANSWER, note="They disagree.")
    assert "They disagree." in Reader(turn_html(turn(noted), ENGLISH)).text
    assert "They disagree." in copied_answer(noted, ENGLISH)


@pytest.mark.parametrize(("words", "form"), [("- milk", "sentence item"), ("Milk.", "sentence")])
def test_an_item_of_a_list_stands_on_its_own_line(words, form):
    html = turn_html(turn(replace(ANSWER, sentences=(Sentence(words, (1,)),))), ENGLISH)
    assert f'<span class="{form}"' in html


def test_a_source_cited_twice_is_listed_once():
    second = replace(CITATION, number=2, start=0, end=21, quote=WORDS[:21])
    sentences = (*ANSWER.sentences, Sentence(second.quote, (2,)))
    twice = replace(ANSWER, sentences=sentences, citations=(CITATION, second))
    html = turn_html(turn(twice), ENGLISH)
    assert html.count('class="source"') == 1
    assert html.count('class="number"') == 2


def test_a_source_in_another_language_than_the_question_names_it():
    html = turn_html(turn(replace(ANSWER, question="Где лежит кабель?")), ENGLISH)
    assert '<span class="language" lang="en">English</span>' in html
    assert 'class="language"' not in turn_html(turn(ANSWER), ENGLISH)


def test_a_long_passage_is_shortened_between_two_words():
    long = replace(PASSAGE, text="Cables cross the sea. " * 40)
    html = turn_html(turn(replace(REFUSAL, nearest=(Hit(long, 0.4, 1),))), ENGLISH)
    shown = html.split('class="excerpt"')[1].split(">")[1].split("<")[0]
    assert shown.endswith(" …")
    assert f"{long.text} ".startswith(shown.removesuffix("…"))


def test_a_refusal_shows_passages_but_no_chips():
    html = turn_html(turn(REFUSAL), ENGLISH)
    assert "Not in there." in html
    assert 'class="near"' in html
    assert 'class="chip"' not in html


@pytest.mark.parametrize("status", [Status.WORKING, Status.FAILED])
def test_only_an_answer_that_stands_can_be_rated(status):
    assert 'data-do="good"' not in turn_html(turn(ANSWER, status), ENGLISH)
    assert 'data-do="good"' in turn_html(turn(ANSWER), ENGLISH)


def test_what_was_searched_for_is_shown_if_it_differs():
    completed = replace(ANSWER, standalone_question="What? (cables)")
    assert "searched-for" in turn_html(turn(completed), ENGLISH)
    assert "searched-for" not in turn_html(turn(ANSWER), ENGLISH)


@pytest.mark.parametrize(("words", "label"), [(ENGLISH, "Edit"), (JAPANESE, "編集")])
def test_what_was_searched_for_can_be_edited(words, label):
    completed = replace(ANSWER, standalone_question='What "depth"? (sea)')
    read = Reader(turn_html(turn(completed), words))
    assert ("data-do", "edit") in read.attributes
    assert ("data-question", 'What "depth"? (sea)') in read.attributes
    assert label in read.text


@pytest.mark.parametrize("words", [ENGLISH, JAPANESE])
def test_choices_are_buttons_that_ask_them(words):
    asked_back = Answer("it?", "it?", remark="What?", choices=("What is <a>?", "What is b?"))
    read = Reader(turn_html(turn(asked_back), words))
    assert read.attributes.count(("data-do", "suggest")) == 2
    assert words("choose") in read.text
    assert "What is <a>?" in read.text


def test_an_answer_without_choices_offers_none():
    assert ENGLISH("choose") not in Reader(turn_html(turn(REFUSAL), ENGLISH)).text


def test_a_copied_answer_has_marks_and_references():
    copied = copied_answer(ANSWER, ENGLISH)
    assert f"{CITATION.quote} [1]" in copied
    assert '[1] Seas & "skies", Cables (a/b.txt)' in copied


@pytest.mark.parametrize(
    ("languages", "expected"),
    [
        ("ja-JP,ja;q=0.9", JAPANESE),
        ("tlh,en;q=0.5", ENGLISH),
        ("es-419", wording("es")),
        ("", ENGLISH),
        ("en,ja", ENGLISH),
    ],
)
def test_the_browser_chooses_the_language(languages, expected):
    assert wording_for(languages) is expected


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_is_offered(reason):
    label = ENGLISH(f"reason-{reason.replace(' ', '-')}")
    html = turn_html(turn(ANSWER), ENGLISH)
    assert f'value="{reason}"><span>{label}</span>' in html


@given(st.text("ab. \n。", max_size=300), st.data())
def test_a_window_holds_the_quote(whole, data):
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    around = window(whole, start, end)
    assert 0 <= around.start <= start <= end <= around.end <= len(whole)


def test_a_window_shows_two_sentences_on_either_side():
    whole = " ".join(f"Sentence number {i} is here." for i in range(40))
    start = whole.index("Sentence number 20")
    end = whole.index(" Sentence number 21")
    around = window(whole, start, end)
    shown = whole[around.start : around.end]
    assert "number 18" in shown
    assert "number 22" in shown
    assert "number 10" not in shown
    assert "number 30" not in shown


def test_a_note_and_an_unsupported_sentence_are_shown_as_such():
    answer = Answer(
        "q", "q", (Sentence("One.", ()), Sentence("Two.", (), verified=False)), note="<Slow>"
    )
    page = turn_html(Asked("t", "q", Status.DONE, answer), ENGLISH)
    assert page.count("<strong>[not supported by the documents]</strong>") == 1
    assert "&lt;Slow&gt;" in page
    assert "supported by the documents] Two." in copied_answer(answer, ENGLISH)


def listed(number):
    items = [replace(CITATION, number=n) for n in range(1, number + 1)]
    sentences = tuple(Sentence(c.quote, (c.number,)) for c in items)
    return replace(ANSWER, sentences=sentences, citations=tuple(items), remark="Counted so.")


def test_a_list_stands_under_the_line_that_says_how_it_was_counted():
    html = turn_html(turn(listed(2)), ENGLISH)
    assert html.index("Counted so.") < html.index("sentence-0")
    assert html.count('class="sentence item"') == 2
    assert 'data-part="more"' not in html


def test_a_long_list_is_shown_in_part_and_copied_whole():
    html = turn_html(turn(listed(300)), ENGLISH)
    assert html.count('class="sentence item"') == 20
    assert "And 280 more" in html
    copied = copied_answer(listed(300), ENGLISH)
    assert copied.startswith("Counted so.\n- ")
    assert "[300]" in copied
