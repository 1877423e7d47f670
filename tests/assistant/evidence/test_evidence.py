"""The blocks of the passages found, weighed against the question."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evidence.evidence import DEPTH, gather, sentence_spans, word_share
from index.search.queries import EncodedQuery, Query
from index.store.tantivy_index import WeightedWord
from index.text.terms import Term, terms
from index.types import Document, Passage

CABLES = (
    "The Arctic cable runs under the northern sea.\n\n"
    "It was laid by ships in 1858.\n\nWhales listen to it.\n\n"
    "‘Repeater’ means a device that makes light stronger."
)


def passage(text, start=0, end=None):
    end = len(text) if end is None else end
    document = Document("d", "a.txt", "A", text, "en", (), (), "v")
    return Passage("p", document, start, end, text[start:end], (), None)


def asked(text, *rarities):
    found = tuple(WeightedWord(Term((term,), False), 1.0) for term in terms(text))
    weights = np.array(rarities or [1.0] * len(found), np.float32)
    none = np.zeros((0, 4), np.float32)
    return EncodedQuery(text, none[0:0], none, weights[:0], (), found, weights, 1.0)


def said(spans, text):
    return [text[start:end] for start, end in spans]


@pytest.fixture
def weighed(library, folder):
    """Weighs the blocks of some texts, a file each, against a question; best first."""

    def weighed(question, *texts):
        for number, text in enumerate(texts):
            (folder / f"{number}.txt").write_text(text, encoding="utf-8")
        library.sync([folder])
        return gather(library.find(Query(question)), question)

    return weighed


@pytest.mark.parametrize(
    ("question", "text", "share"),
    [
        ("cable sea", "The sea and the cable.", 1.0),
        ("cable sea", "CABLES!", 0.5),
        ("cable sea", "the moon", 0.0),
        ("cable", "", 0.0),
        ("東京都", "東京にある", 0.5),
        ("", "The sea", 0.0),
        ("?!", "?!", 0.0),
    ],
)
def test_the_share_of_the_words_that_a_text_has(question, text, share):
    assert word_share(asked(question), text) == share


@pytest.mark.parametrize(("text", "share"), [("cable", 0.75), ("sea", 0.25)])
def test_rare_words_count_more(text, share):
    assert word_share(asked("cable sea", 3.0, 1.0), text) == share


@given(st.text(max_size=40), st.text(max_size=40))
def test_more_text_never_has_a_smaller_share(question, text):
    shares = [word_share(asked(question), t) for t in (text, f"{text} {question}")]
    assert 0 <= shares[0] <= shares[1] <= 1.000001


def test_the_sentences_of_a_passage_alone_are_returned():
    text = "The first cable runs. The second cable runs. The third cable runs."
    spans = sentence_spans(passage(text, 22, 44))
    assert said(spans, text) == ["The second cable runs."]


@pytest.mark.parametrize("mark", ["1.", "* * *", "(a)", "12 345 678 901", "§ 7", "So."])
def test_numbers_and_stray_marks_are_no_sentences(mark):
    text = f"{mark}\n\nThe cable runs under the sea."
    assert said(sentence_spans(passage(text)), text) == ["The cable runs under the sea."]


@pytest.mark.parametrize(("text", "telling"), [("電線は六本。", False), ("電線は六本だ。", True)])
def test_a_japanese_character_says_as_much_as_two_letters(text, telling):
    whole = f"{text}\n\n海底の電線は北極を通る。"
    assert (text in said(sentence_spans(passage(whole)), whole)) is telling


@pytest.mark.parametrize("text", ["1.", "Yes. No."])
def test_a_passage_that_says_little_is_taken_whole(text):
    assert "".join(said(sentence_spans(passage(text)), text)) == text.replace(" ", "")


@given(st.text(alphabet="ab .。\n1電", max_size=60))
def test_spans_are_in_order_and_inside_the_passage(text):
    spans = sentence_spans(passage(text))
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert all(0 <= start < end <= len(text) for start, end in spans)


def test_the_block_that_has_the_words_of_the_question_comes_first(weighed):
    found = weighed("Whales that listen", CABLES)
    assert found[0].text == "Whales listen to it."
    assert found[0].own == max(evidence.own for evidence in found)


def test_evidence_is_a_slice_of_its_document(weighed):
    for evidence in weighed("the cable of the northern sea", CABLES, "A cable in the sea 海。"):
        document = evidence.hit.passage.document
        assert document.text[evidence.start : evidence.end] == evidence.text
        assert evidence.hit.passage.start <= evidence.start < evidence.end


def test_better_evidence_comes_first_and_ties_go_by_rank_and_place(weighed):
    found = weighed("cable", *["The cable runs.\n\nThe cable runs."] * 3)
    keys = [(-evidence.score, evidence.hit.rank, evidence.start) for evidence in found]
    assert keys == sorted(keys)
    assert len(keys) == 6


def test_ten_passages_are_read(weighed):
    found = weighed("cable", *(f"The cable number {n} runs." for n in range(DEPTH + 2)))
    assert {evidence.hit.rank for evidence in found} == set(range(1, DEPTH + 1))


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("When was it laid?", "It was laid by ships in 1858."),
        ("What does repeater mean?", "‘Repeater’ means a device that makes light stronger."),
    ],
)
def test_the_kind_of_answer_that_is_asked_for_comes_first(weighed, question, best):
    assert weighed(question, CABLES)[0].text == best


def test_a_definition_comes_before_a_sentence_that_repeats_the_question(weighed):
    found = weighed("What does repeater mean?", f"{CABLES}\n\nWhat does a repeater mean to whales?")
    assert found[0].text.startswith("‘Repeater’ means a device")
    assert found[0].own < max(evidence.own for evidence in found)


def test_only_blocks_that_hold_what_is_asked_for_are_of_the_right_kind(weighed):
    found = weighed("When was the cable laid under the sea?", CABLES)
    assert [e.text for e in found if e.right_kind] == ["It was laid by ships in 1858."]


@pytest.mark.parametrize("question", ["Why is there a cable?", "What does cable mean?"])
def test_where_no_date_number_price_or_person_is_asked_for_every_kind_is_right(weighed, question):
    assert all(evidence.right_kind for evidence in weighed(question, CABLES))


@pytest.mark.parametrize("echo", ["Where does the Arctic cable run?", "The Arctic cable run"])
def test_a_question_or_a_heading_that_says_the_question_again_comes_after_what_tells(weighed, echo):
    found = weighed("Where does the Arctic cable run?", f"{CABLES}\n\n{echo}")
    assert found[0].text == "The Arctic cable runs under the northern sea."


def test_a_passage_that_was_just_removed_gives_no_evidence(library, folder):
    (folder / "a.txt").write_text(CABLES, encoding="utf-8")
    library.sync([folder])
    found = library.find(Query("cable"))
    library.forget(folder)
    assert gather(found, "cable") == []


def test_a_block_is_narrowed_to_the_sentence_that_tells_most(weighed):
    found = weighed(
        "When was it laid?", "Whales listen to it. It was laid by ships in 1858. It is."
    )
    assert found[0].text.startswith("Whales")
    assert found[0].narrowed().text == "It was laid by ships in 1858."
    assert [found[0].hit.passage.document.text[a:b] for a, b in found[0].narrowed().answers] == [
        "1858"
    ]
