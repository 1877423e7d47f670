"""Words that are written in several ways are found by each of them."""

import re

import pytest

from assistant.questions.language import content_words, language_of
from index.text.terms import runs, terms
from index.text.variants import inflected


def found_in(question, text, language):
    """Returns the words of a question that say something, by whether a text has them."""
    has = set(terms(text, language))
    return {
        run.text[n : n + 2] if not run.spaced else run.text: not has.isdisjoint(term.forms)
        for run in runs(question, [language])
        for n, term in enumerate(run.terms)
        if not term.function
    }


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("公务车辆借用", "公務車輛借用"),
        ("員工遲到", "员工迟到"),
        ("圖書館開放時間", "图书馆开放时间"),
    ],
)
def test_chinese_is_found_across_simplified_and_traditional_characters(question, text):
    assert all(found_in(question, text, "zh").values())


def test_words_that_only_ask_tell_nothing_in_chinese():
    assert found_in("年假有几天？", "年假为十五天。", "zh") == {"年假": True}
    assert found_in("押金由誰退還？", "押金由房東退還。", "zh") == {"押金": True, "退還": True}


@pytest.mark.parametrize("written", ["申し込み", "申込み", "申込"])
@pytest.mark.parametrize("asked", ["申し込み", "申込み", "申込"])
def test_okurigana_may_be_left_out(asked, written):
    assert found_in(asked, f"研修の{written}は早い。", "ja")[asked[:2]]


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("受付", "受け付ける"),
        ("打ち合わせ", "打合せ"),
        ("取消", "取り消す"),
        ("貸出し", "貸し出し"),
    ],
)
def test_a_compound_verb_is_found_by_its_noun(asked, written):
    assert found_in(asked, f"予約を{written}とき", "ja")[asked[:2]]


def test_particles_are_no_okurigana():
    assert "会利" not in terms("会の利用", "ja")
    assert "駅行" not in terms("駅に行く", "ja")


@pytest.mark.parametrize("written", ["مدة", "لمدة", "المدة", "والمدة", "للمدة", "وبالمدة", "بمدة"])
@pytest.mark.parametrize("asked", ["مدة", "المدة", "لمدة"])
def test_an_arabic_word_is_found_with_what_is_written_in_one_with_it(asked, written):
    assert all(found_in(asked, f"الكتب {written} قصيرة", "ar").values())


@pytest.mark.parametrize("written", ["ספרייה", "הספרייה", "בספרייה", "ומהספרייה", "לספרייה"])
@pytest.mark.parametrize("asked", ["ספרייה", "הספרייה", "מהספרייה"])
def test_a_hebrew_word_is_found_with_what_is_written_in_one_with_it(asked, written):
    assert all(found_in(asked, f"פתוחה {written} היום", "he").values())


def test_short_words_of_arabic_and_hebrew_keep_their_letters():
    assert terms("بيت وقت", "ar") == ["بيت", "وقت"]
    assert terms("כלב בית", "he") == ["כלב", "בית"]


@pytest.mark.parametrize(
    "question", ["油费由谁支付？", "員工每月可以遲到幾次？", "年假有几天", "公司地址", "請問車輛"]
)
def test_a_chinese_question_is_not_taken_for_a_japanese_one(question):
    assert language_of(question) == "en"


@pytest.mark.parametrize(
    "question", ["有給休暇 日数", "出張旅費上限", "会議室予約方法", "申込期限"]
)
def test_a_japanese_question_may_have_no_kana(question):
    assert language_of(question) == "ja"


def test_the_words_of_a_chinese_question_are_told_apart():
    assert content_words("油费由谁支付？") == ["油费", "支付"]


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("受付はどこで行いますか", "受付は人事部で行う"),
        ("何を書きますか", "氏名を書いてから出す"),
        ("どこに出しましたか", "書類は出さない"),
    ],
)
def test_a_japanese_verb_is_found_in_its_other_forms(asked, written):
    verb = {asked[m.start() : m.end()] for m in re.finditer("[行書出][いきし]", asked)}
    assert verb
    assert all(found_in(asked, written, "ja")[each] for each in verb)


def test_a_particle_is_no_form_of_a_verb():
    assert inflected("東京に行く人にまた聞く") == {}
