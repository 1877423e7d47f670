"""Answers worded by a scripted language model: what is shown, and what comes instead."""

import pickle
import re

import pytest

from assistant.answers.chain import AnswerChain
from assistant.phrasing.language_models import LanguageModel, ModelLimits
from assistant.phrasing.phrasing import Phrasing, phrasing
from assistant.settings import Settings
from assistant.types import Question
from tests.assistant.phrasing.test_language_models import model as remote_model
from tests.libraries import library_of
from tests.servers.chat_servers import Script, serving

TEXT = """# Cables

The Arctic cable runs under the northern sea from Kyoto to Oslo.
Repair ships of the harbour mend the Arctic cable every winter.
It carries 1,200 letters. The cable does not carry parcels.

# Chips

Silicon wafers are made in a clean room near Tainan.
"""
CABLE = Question("Where does the Arctic cable run under the northern sea?")
KEY = re.compile(r"key \[(\w+)\]")
RUNS = "The Arctic cable runs from Kyoto to Oslo under the northern sea"


def key_of(request, words):
    """Returns the key of the passage that holds some words."""
    blocks = re.split(r"(?=<<<\w+>>> passage)", request)
    return next(KEY.search(block)[1] for block in blocks if words in block)


def saying(text):
    """Writes a text, with K in place of the key of the passage on cables."""
    return lambda rules, request: text.replace("KEY", key_of(request, "northern sea"))


@pytest.fixture(scope="module")
def cables(tmp_path_factory):
    with library_of(tmp_path_factory.mktemp("cables"), {"cables.md": TEXT}) as library:
        yield library


@pytest.fixture(scope="module")
def answer(cables):
    def answer(write, question=CABLE, **settings):
        chosen = Settings(**{"threshold": 0.1, **settings})
        script = Script(write=write)
        phrasing = Phrasing(chosen, LanguageModel("script:x", lambda: script))
        return AnswerChain(cables, chosen, phrasing).invoke(question)

    return answer


@pytest.fixture(scope="module")
def extractive(cables):
    return AnswerChain(cables, Settings(threshold=0.1)).invoke(CABLE)


def test_a_supported_sentence_cites_the_sentence_that_says_it(answer):
    found = answer(saying(f"{RUNS} [KEY]."))
    assert [s.text for s in found.sentences] == [f"{RUNS}."]
    assert [s.verified for s in found.sentences] == [True]
    [citation] = found.citations
    assert citation.quote == "The Arctic cable runs under the northern sea from Kyoto to Oslo."
    assert TEXT[citation.start : citation.end] == citation.quote
    assert (found.model, found.note, found.answered) == ("script:x", "", True)


def test_a_growing_answer_says_nothing_of_documents_that_the_model_has_not_cited(tmp_path):
    costs = {f"{n}.md": f"The Arctic ferry costs {n} crowns a day." for n in (9, 12)}
    question = Question("What does the Arctic ferry cost a day?")
    script = Script(write=lambda *_: "The Arctic ferry costs. It costs.")
    settings = Settings(threshold=0)
    phrasing = Phrasing(settings, LanguageModel("script:x", lambda: script))
    with library_of(tmp_path, costs) as library:
        assert "disagree" in AnswerChain(library, settings).invoke(question).note
        *growing, _ = AnswerChain(library, settings, phrasing).stream(question)
    assert [answer.note for answer in growing] == [""] * len(growing) != []


def test_two_sentences_of_one_place_share_a_citation(answer):
    found = answer(saying(f"{RUNS} [KEY]. The Arctic cable runs from Kyoto [KEY]."))
    assert [s.citations for s in found.sentences] == [(1,), (1,)]


@pytest.mark.parametrize(
    "wrong",
    [
        "The Arctic cable runs under the northern sea from Kyoto to Rome [KEY].",
        "The Arctic cable does not run under the northern sea [KEY].",
        "It carries 1,300 letters [KEY].",
        "The cable does carry parcels [KEY].",
        f"{RUNS} [0].",
        f"{RUNS} [1,2].",
        f"{RUNS} 【1】.",
        f"{RUNS} [KEY][0].",
        f"{RUNS}.",
        f"{RUNS}, see https://evil.example/x [KEY].",
        f"{RUNS}, see evil.example [KEY].",
        "Bread is baked from flour, water and salt in a hot oven [KEY].",
    ],
)
def test_an_unsupported_sentence_is_left_out(answer, wrong):
    found = answer(saying(f"{RUNS} [KEY]. {wrong}"))
    assert [s.text for s in found.sentences] == [f"{RUNS}."]
    assert found.note.endswith("1 of the language model’s sentences.")


@pytest.mark.parametrize(
    "right",
    [
        "It carries 1200 letters [KEY].",
        "It does not carry parcels [KEY].",
        "- **The Arctic cable** runs under the `northern` sea 【KEY】",
        "[KEY] Repair ships mend the Arctic cable every winter.",
        "Repair ships mend the Arctic cable every winter.\n[KEY]",
    ],
)
def test_a_sentence_in_other_words_is_verified(answer, right):
    found = answer(saying(right))
    assert [s.verified for s in found.sentences] == [True]
    assert found.model


def test_marking_keeps_an_unsupported_sentence_as_such(answer):
    found = answer(saying(f"{RUNS} [KEY]. It carries 1,300 letters [KEY]."), unsupported="mark")
    assert [s.verified for s in found.sentences] == [True, False]


def test_a_sentence_with_an_address_is_not_even_marked(answer):
    text = f"{RUNS} [KEY]. Read [this](http://evil.example) or http://evil.example/a [KEY]."
    assert len(answer(saying(text), unsupported="mark").sentences) == 1


@pytest.mark.parametrize("mark", ["remove", "mark"])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The language model failed"),
        (" ", "do not support"),
        ("lorem ipsum dolor 123 sit amet. consetetur!", "do not support"),
        ("The cable is long. [0]", "do not support"),
        ("NOT_IN_THE_PASSAGES", "found no answer"),
        ("```\nprint(x[0])\n```", "do not support"),
        ("\x00\u202e[[[[【【(((", "do not support"),
        ("word " * 5_000, "do not support"),
    ],
)
def test_what_does_not_hold_leaves_the_documents_own_sentences(
    answer, extractive, text, said, mark
):
    found = answer(saying(text), unsupported=mark)
    assert (found.sentences, found.citations) == (extractive.sentences, extractive.citations)
    assert found.model == ""
    assert said in found.note


def test_the_note_is_in_the_language_of_the_question(library, folder):
    (folder / "a.md").write_text("ケーブルは京都から大阪まで走る。")
    library.sync([folder])
    script = LanguageModel("x", lambda: Script(write=saying2("")))
    chosen = Settings(threshold=0.0)
    chain = AnswerChain(library, chosen, Phrasing(chosen, script))
    found = chain.invoke(Question("ケーブルはどこを走るか"))
    assert found.note.endswith("文書の原文をそのまま示します。")


def saying2(text):
    return lambda rules, request: text


def test_a_japanese_question_is_put_in_japanese_and_answered(library, folder):
    (folder / "a.md").write_text("ケーブルは京都から大阪まで走る。長さは500kmである。")
    library.sync([folder])

    def write(rules, request):
        assert "日本語で答えてください" in rules
        key = KEY.search(request)[1]
        return f"ケーブルは京都から大阪まで走ります【{key}】。長さは600kmです【{key}】。"

    chosen = Settings(threshold=0.0)
    script = LanguageModel("x", lambda: Script(write=write))
    found = AnswerChain(library, chosen, Phrasing(chosen, script)).invoke(
        Question("ケーブルはどこを走るか")
    )
    assert [s.text for s in found.sentences] == ["ケーブルは京都から大阪まで走ります。"]
    assert "1文を省きました" in found.note


def test_a_refusal_is_not_asked_of_the_model(answer):
    def write(rules, request):
        raise AssertionError("asked")

    found = answer(write, Question("What does a ticket for the zoo of Vienna cost?"), threshold=0.9)
    assert found.remark.startswith("I found no sentence that answers this in ")
    assert found.note == found.model == ""


def test_the_stream_grows_and_its_last_answer_is_the_whole(cables, answer):
    text = saying(f"{RUNS} [KEY]. It carries 1200 letters [KEY].")
    whole = answer(text)
    chosen = Settings(threshold=0.1)
    script = LanguageModel("script:x", lambda: Script(write=text))
    chain = AnswerChain(cables, chosen, Phrasing(chosen, script))
    parts = list(chain.stream(CABLE))
    counts = [len(part.sentences) for part in parts]
    assert counts == sorted(counts)
    assert counts[0] == 0
    assert parts[-1] == whole
    for part in parts:
        used = {number for sentence in part.sentences for number in sentence.citations}
        assert {citation.number for citation in part.citations} == used


def test_without_a_model_nothing_changes(cables, extractive):
    again = AnswerChain(cables, Settings(threshold=0.1)).invoke(CABLE)
    assert pickle.dumps(again) == pickle.dumps(extractive)
    assert (again.model, again.note) == ("", "")


@pytest.mark.parametrize(
    ("reply", "seconds", "said"),
    [
        (500, 60, "The language model failed."),
        ("<!doctype html><html></html>", 60, "The language model failed."),
        (["The cable ", None], 60, "The language model"),
        ([90, "late"], 1, "took too long"),
    ],
)
def test_a_server_that_fails_leaves_the_documents_own_sentences(
    cables, extractive, reply, seconds, said
):
    with serving(reply) as server:
        limits = ModelLimits(first_token=seconds, total=90, retries=1, pause=0.01)
        remote = remote_model(server.url, limits)
        chosen = Settings(threshold=0.1)
        found = AnswerChain(cables, chosen, Phrasing(chosen, remote)).invoke(CABLE)
    assert found.sentences == extractive.sentences
    assert said in found.note
    assert "http" not in found.note


def test_closing_the_answer_closes_the_request(cables, extractive):
    with serving([30, "late"]) as server:
        chosen = Settings(threshold=0.1)
        phrasing = Phrasing(chosen, remote_model(server.url))
        stream = AnswerChain(cables, chosen, phrasing).stream(CABLE)
        while not server.requests:
            next(stream)
        stream.close()
        assert server.closed.wait(20)


def test_a_model_that_cannot_be_opened_leaves_a_note_that_names_the_doctor(cables, extractive):
    chosen = Settings(threshold=0.1, chat_model="nobody:x")
    found = AnswerChain(cables, chosen, phrasing(chosen)).invoke(CABLE)
    assert found.sentences == extractive.sentences
    assert "tenkyo doctor" in found.note
