"""What cannot be put in other words: names, denials, addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.grounding.facts import ADDRESS, contradict, facts_of, holds_kanji, holds_name, names
from index.text.folding import fold, unmarked


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The cable runs from Kyoto to Oslo.", {"kyoto", "oslo"}),
        ("Angela Merkel met Japan's envoy.", {"angela", "merkel", "japan"}),
        ("Cables are long.", set()),
        ("It cites GDPR.", {"gdpr"}),
        ("ヴェネツィアでRNAを調べる。", {"ヴェネツィア", "rna"}),
        ("国会が決めた", set()),
        ("小林理事が大阪市で佐藤さんに会った", {"小林", "大阪", "佐藤"}),
        ("キャンセルすればドイツに行ける", {"ドイツ"}),
    ],
)
def test_names_are_words_with_capitals_katakana_and_kanji_before_a_title(text, found):
    assert set(names(text)) == found


@pytest.mark.parametrize(
    ("name", "text", "there"),
    [
        ("oslo", "From Oslo's harbour", True),
        ("oslo", "Oslofjord", False),
        ("thursdays", "Each Thursday", True),
        ("rna", "はRNAである", True),
        ("東京都", "東京都知事", True),
        ("東京都", "京都", False),
        ("ローマ", "ローマ法", True),
    ],
)
def test_a_name_is_there_as_a_whole(name, text, there):
    assert holds_name(name, unmarked(fold(text))) is there


@pytest.mark.parametrize(
    ("one", "other", "wrong"),
    [
        ("It is not the capital.", "It is the capital.", True),
        ("It is the capital.", "It is not the capital.", True),
        ("It doesn't apply.", "It does not apply.", False),
        ("It does not currently apply.", "It currently applies.", True),
        ("It never ran.", "It ran.", True),
        ("It is not only fast but cheap.", "It is fast and cheap.", False),
        ("The act applies to banks.", "The act applies to banks; it does not apply to us.", False),
        ("規則は適用されない。", "規則は適用される。", True),
        ("規則は適用される。", "規則は適用されない。", True),
        ("規則は適用されません。", "規則は適用されない。", False),
        ("Das gilt nicht.", "Das gilt.", True),
        # Something else is denied than what is said.
        ("Use the stairs.", "Use the stairs; do not use lifts.", False),
        ("Water is provided at no cost.", "The company supplies water free of charge.", False),
        ("They can't be candidates.", "If two candidates have the same votes, they vote.", False),
        ("Not a single one was lost.", "Of the letters, none were lost.", False),
        ("Tickets can be transferred.", "Tickets cost 84 euros; they are not transferable.", True),
        ("The excess applies to fire.", "The excess is 9 euros, but does not apply to fire.", True),
        ("Only the curator may open the crate.", "Nobody but the curator opens the crate.", False),
        ("Avoid standing near windows.", "Do not stand near windows.", False),
        ("階段を使う。", "エレベーターは使わず、階段を利用する。", False),
        ("特許は大学と行われた。", "人での試験はまだ行われていない。特許は大学と出した。", False),
        ("二回分を一度に飲みます。", "二回分を一度に飲まないでください。", True),
    ],
)
def test_denying_what_is_said_contradicts(one, other, wrong):
    language = "de" if one.startswith("Das") else "en"
    assert contradict(facts_of(one, language), facts_of(other, language)) is wrong


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see https://evil.example/x", True),
        ("see evil.example.", True),
        ("www.x", True),
        ("javascript:alert(1)", True),
        ("write to a.b@c.org", True),
        ("詳細はhttp://x.jp/へ", True),
        ("the U.S. and the e.g. of Dr. No", False),
        ("3.5km of it", False),
        ("It ends. Then it begins.", False),
    ],
)
def test_addresses_are_found(text, found):
    assert bool(ADDRESS.search(text)) is found


@given(st.text(max_size=120))
def test_a_text_never_contradicts_itself(text):
    facts = facts_of(text)
    assert not contradict(facts, facts)


@pytest.mark.parametrize(
    ("text", "passage", "there"),
    [
        ("商品の検査は買主が五日以内に行います。", "買主は納入後五日以内に検査を行う。", True),
        ("商品の検査は買主が五日以内に行います。", "責任は代金の額を限度とする。", False),
        ("商品の検査は買主が行います。", "The buyer inspects the goods.", True),
        ("The buyer inspects the goods.", "買主は検査を行う。", True),
        ("", "", True),
    ],
)
def test_half_of_the_kanji_of_a_sentence_stand_in_its_passage(text, passage, there):
    assert holds_kanji(text, passage) is there
