"""The JSON that the command line reads and writes."""

import json
import os
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers.chain import AnswerChain
from assistant.json_forms import AskedQuestion, answer_json, heading_of, hits_json, read_question
from assistant.settings import Settings
from assistant.types import Answer, Citation, Exchange, Question, Sentence
from index.errors import UsageError
from index.types import Document, Hit, Page, Passage

TEXT = "Intro. 📄 The cable runs under the 海.\r\nIt is long."


def pages(number):
    return () if number is None else (Page(0, number),)


def passage(text=TEXT, start=7, page=3):
    document = Document("d", "sea/cable.txt", "Cables", text, "en", (), pages(page), "v")
    return Passage("p", document, start, len(text), text[start:], ("Part", "Detail"), page)


def citation(of, start, end, number=1):
    return Citation(number, of, start, end, of.document.text[start:end])


def answer(*citations):
    sentences = tuple(Sentence(c.quote, (c.number,)) for c in citations)
    return Answer("it?", "it? (cable)", sentences, citations, 0.75, bool(citations))


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ('{"question": "Why?"}', AskedQuestion("Why?")),
        ('{"question": "Why?", "id": "q1"}', AskedQuestion("Why?", "q1")),
        ('{"question": "Why?", "id": 7}', AskedQuestion("Why?", 7)),
        ('{"question": "Why?", "id": null, "history": []}', AskedQuestion("Why?")),
        ('{"question": "\\u6d77", "unknown": 1}', AskedQuestion("海")),
        (' {"question": "a\\nb"}\n', AskedQuestion("a\nb")),
    ],
)
def test_a_question_is_read(line, asked):
    assert read_question(line) == asked


def test_the_history_becomes_the_exchanges_before_the_question():
    asked = read_question('{"question": "Why?", "history": [["a?", "A."], ["b?", "B."]]}')
    history = (Exchange("a?", "A."), Exchange("b?", "B."))
    assert asked.to_question() == Question("Why?", history)


@pytest.mark.parametrize("answered", [True, False])
def test_the_history_may_say_what_was_an_answer(answered):
    line = json.dumps({"question": "Why?", "history": [["a?", "A.", answered]]})
    [exchange] = read_question(line).to_question().history
    assert exchange == Exchange("a?", "A.", answered)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", "Invalid JSON"),
        ("{", "Invalid JSON"),
        ("{}", "'question': "),
        ('["Why?"]', "object"),
        ('{"question": 1}', "'question': "),
        ('{"question": "Why?", "id": [1]}', "'id': "),
        ('{"question": "Why?", "id": 1.5}', "'id': "),
        ('{"question": "Why?", "history": "a"}', "'history': "),
        ('{"question": "Why?", "history": [["a"]]}', "'history': "),
        ('{"question": "Why?", "history": [["a", "b", "no"]]}', "'history': "),
        ('{"question": "Why?", "history": [["a", "b", true, 1]]}', "'history': "),
    ],
)
def test_a_line_of_another_form_is_refused_in_one_line(line, message):
    with pytest.raises(UsageError, match=message) as e:
        read_question(line)
    assert "\n" not in str(e.value)


@given(st.text(), st.one_of(st.none(), st.integers(-(2**60), 2**60), st.text()))
def test_any_question_and_id_come_through(text, id_):
    line = json.dumps({"question": text, "id": id_})
    assert read_question(line) == AskedQuestion(text, id_)


def test_a_hit_says_where_it_stands():
    sent = json.loads(hits_json("q", (Hit(passage(), 0.5, 1),)))
    where = {"file": "sea/cable.txt", "start": 7, "end": len(TEXT), "text": TEXT[7:]}
    names = {"title": "Cables", "heading": "Part › Detail", "page": 3, "language": "en"}
    assert sent == {"id": "q", "hits": [{**where, "score": 0.5, **names}]}


def test_hits_keep_their_order():
    hits = (Hit(passage(start=7), 0.9, 1), Hit(passage(start=0), 0.1, 2))
    assert [hit["start"] for hit in json.loads(hits_json(None, hits))["hits"]] == [7, 0]


def test_a_hit_in_a_table_names_its_row_and_no_page():
    found = passage()
    found = replace(found, document=replace(found.document, page_unit="row"))
    [sent] = json.loads(hits_json("q", (Hit(found, 0.5, 1),)))["hits"]
    assert (sent["heading"], sent["page"]) == ("Part › Detail › row 3", None)


def test_an_answer_says_what_it_rests_on():
    sent = json.loads(answer_json(1, answer(citation(passage(), 9, 35))))
    [cited] = sent.pop("citations")
    quote = "The cable runs under the 海"
    assert (cited["number"], cited["quote"], cited["language"]) == (1, quote, "en")
    assert (cited["start"], cited["end"], cited["page"]) == (9, 35, 3)
    asked = {"id": 1, "question": "it?", "standalone_question": "it? (cable)"}
    worded = {"model": "", "unsupported": [], "note": "", "outcome": "answered"}
    assert sent == asked | worded | {"answered": True, "answer": quote, "confidence": 0.75}


def test_an_answer_of_a_language_model_names_it_and_what_is_not_supported():
    sentences = (Sentence("It is.", ()), Sentence("Not.", (), verified=False))
    sent = json.loads(answer_json(1, Answer("a?", "a?", sentences, model="ollama:x", note="Slow.")))
    assert (sent["model"], sent["unsupported"], sent["note"]) == ("ollama:x", ["Not."], "Slow.")


def test_sentences_are_joined_to_one_answer():
    of = passage()
    both = answer(citation(of, 0, 6, 1), citation(of, len(TEXT) - 11, len(TEXT), 2))
    assert json.loads(answer_json(None, both))["answer"] == "Intro. It is long."


def test_a_refusal_sends_its_remark_and_no_citations():
    refused = Answer("a?", "a?", remark="No answer.", nearest=(Hit(passage(), 0.2, 1),))
    sent = json.loads(answer_json(None, refused))
    assert (sent["answered"], sent["answer"], sent["citations"]) == (False, "No answer.", [])
    assert "nearest" not in sent


@given(st.text(min_size=1), st.data())
def test_a_sent_quote_is_the_slice_of_the_text_in_code_points(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    [cited] = json.loads(answer_json(1, answer(citation(passage(text, 0), start, end))))[
        "citations"
    ]
    assert text[cited["start"] : cited["end"]] == cited["quote"] == text[start:end]


@pytest.mark.parametrize("mark", ["\n", "\r", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1e"])
def test_no_mark_in_a_text_ends_the_line(mark):
    text = f"a{mark}b"
    line = hits_json(mark, (Hit(passage(text, 0), 0.5, 1),))
    assert len(line.splitlines()) == 1
    assert json.loads(line)["hits"][0]["text"] == text


def test_a_question_with_bytes_that_are_no_utf_8_can_be_sent_back(library, folder):
    (folder / "a.txt").write_text("The cable runs under the sea.")
    library.sync([folder])
    chain = AnswerChain(library, Settings(threshold=0))
    asked = os.fsdecode(b"Where is the cable\xff sea?")
    sent = json.loads(answer_json(None, chain.invoke(Question(asked))))
    assert sent["question"] == "Where is the cable  sea?"


def test_japanese_is_sent_as_written():
    assert "海" in hits_json(None, (Hit(passage(), 0.5, 1),))


def test_a_passage_before_the_first_heading_has_none():
    document = Document("d", "a", "T", "x", "en", (), (), "v")
    assert heading_of(Passage("p", document, 0, 1, "x", (), None)) == ""
