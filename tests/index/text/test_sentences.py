"""Where sentences begin and end."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.text.sentences import blocks, sentences


def split(text):
    return [text[start:end] for start, end in sentences(text, 0, len(text))]


TEXTS = st.text(alphabet="ab AB.!?。！」「（）()\n\r\t1'\"[]|-e", max_size=80)


@given(TEXTS | st.text(max_size=60))
@example("a\n \n.\r\n\r\nb")
@example("「。")
@pytest.mark.parametrize("cut", [sentences, blocks])
def test_spans_are_in_order_and_cover_everything_but_white_space(cut, text):
    spans = list(cut(text, 0, len(text)))
    borders = [0, *(border for span in spans for border in span), len(text)]
    assert borders == sorted(borders)
    between = [text[a:b] for a, b in zip(borders[::2], borders[1::2], strict=True)]
    assert not "".join(between).strip()
    assert all(text[a:b] == text[a:b].strip() != "" for a, b in spans)


@given(TEXTS, st.integers(0, 80), st.integers(0, 80))
def test_spans_lie_in_the_given_part(text, a, b):
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    assert all(start <= x < y <= end for x, y in sentences(text, start, end))


@pytest.mark.parametrize(
    "text",
    [
        "One ends here.|Two begins.",
        "Is it?|Yes!|So it is.",
        'He said: "It works."|She left.',
        "It grew (see Fig. 3).|Then it fell.",
        "Dr. Smith met Prof. Tanaka on Jan. 5.|They talked.",
        "The U.S. and the E.U. agree.|Others do not.",
        "He lives in the U.S.|The weather is fine.",
        "It costs 3.5 million, e.g. for cables.|No more.",
        "J. S. Bach wrote it.|It is long.",
        "OJ L 173, 12.6.2014, p. 73, as amended.|Next.",
        "See Art. 5 of the act.|It says no.",
        "He said no.|Nothing else.",
        "See no. 5 of the list.|It is short.",
        "Wait... what is it?|A cable.",
        "They know it.[12]|Others do not.[3][4]|Why?",
        "例えば、海の電線です。|次の文です。",
        "本当ですか？|はい！|そうです。",
        "彼は「行く。帰る。」と言った。|次の文です。",
        "「行く。」|彼は言った。",
        "通知（電子によるものを除く。）又は公表をする。|次の文です。",
        "法人（株式会社である場合に限る。）。|次の文です。",
        "（これは注です。）|次の文です。",
    ],
)
def test_sentences_of_a_line(text):
    expected = text.split("|")
    joiner = " " if text.isascii() or max(text) < "\u3041" else ""
    assert split(joiner.join(expected)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Store A is kept at -18 °C.|Store B is kept at 4 °C.|Store D is kept at 5 °C.",
        "In a storm we follow Plan B.|The boats are tied up.",
        "With frost we take Vitamin C.|The doctor hands it out.",
        "Row A is dry.|Parcels wait in row B.|Drivers load them.",
        "The fuse carries 10 A.|Larger ones are locked up.",
        "It is heated to 300 K.|Beyond that it melts.",
        "Er liegt in Halle B.|Die Boote sind dort.",
        "On prend de la vitamine C.|Le médecin la donne.",
        "We moved to Washington D.C.|The office is small.",
        "It was built by J. Smith.|He is dead.",
        "The author is J. R. R. Tolkien, and not J.R.R. Martin.|Both write.",
        "W. de la Mare met E. May and George W. Bush.|They talked.",
        "M. Le Pen et M. Dupont sont venus.|Personne ne parle.",
    ],
)
def test_a_capital_is_an_initial_only_before_a_name(text):
    expected = text.split("|")
    assert split(" ".join(expected)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Das gilt z.B. Für alle, d.h. Jeden, nach Nr. 5 und Abs. 2, ca. 3 km.|Mehr gibt es nicht.",
        "Das gilt z. B. Anna und u. a. Berta.|Mehr nicht.",
        "Am 3. Oktober und im 19. Jahrhundert war es so.|Danach nicht.",
        "Es waren 20.|Mehr waren es nicht.",
        "Voir p.ex. Paris, art. 5, n° 7 et M. Dupont.|Et après ?|Rien.",
        "¿Qué es?|¡Un cable!|Véase la pág. 5 y el Sr. Pérez.|¿Y luego?",
        "Si veda l'art. 5, pag. 7, e il sig. Rossi.|Poi basta.",
        "Zie bijv. Amsterdam, nr. 5.|Meer niet.",
        "Se t.ex. Stockholm, kap. 5.|Inget mer.",
        "Ks. esim. Helsinki.|Ei muuta.",
        "Zob. np. Warszawa, ust. 5 i pkt. 7.|Nic więcej.",
        "Это ст. 5, т.е. Закон.|Больше ничего.",
        "Τι είναι αυτό;|Είναι ένα καλώδιο.|Πού πάει\u037e|Μακριά.",
        "ما هذا؟|هذا كابل.|انتهى.",
        "यह क्या है?|यह एक तार है।|बस।",
    ],
)
def test_sentences_in_other_languages(text):
    expected = text.split("|")
    assert split(" ".join(expected)) == expected


def test_a_blank_line_ends_a_sentence_without_a_stop():
    assert split("A heading\n\nA sentence.\r\n\r\nAnother\n \t\nlast") == [
        "A heading",
        "A sentence.",
        "Another",
        "last",
    ]


def test_hard_wrapped_lines_are_one_sentence():
    text = "The cable is long and runs under the\nsea from Europe to Japan. It is\nnew."
    assert split(text) == [
        "The cable is long and runs under the\nsea from Europe to Japan.",
        "It is\nnew.",
    ]


@pytest.mark.parametrize(("words", "sentences"), [(40, 1), (41, 2)])
def test_lines_wider_than_anybody_wraps_them_are_paragraphs(words, sentences):
    line = " ".join(["ab"] * words)
    assert len(split(f"{line}\n{line}")) == sentences


def test_a_line_much_shorter_than_those_after_it_stands_by_itself():
    long = "A line that is as long as the lines of a wrapped paragraph are"
    assert split(f"The heading\n{long}") == ["The heading", long]


def test_what_is_quoted_is_no_sentence_of_its_own_until_a_quotation_is_too_long_to_be_one():
    text = "先生は「明日は雨が降ります。傘を持ちなさい。」と言った。帰ろう。"
    assert split(text) == [text[:-4], "帰ろう。"]
    assert split(f"「{'あ、' * 250}。帰ろう。") == [f"「{'あ、' * 250}。", "帰ろう。"]


def test_a_long_address_does_not_break_wrapped_lines():
    address = "https://example.org/" + "a" * 120
    text = f"We met at the event and we\nsaw the [report]({address})\nwhich is long and well made."
    assert split(text) == [text]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_lines_of_a_list_are_sentences_of_their_own(newline):
    lines = ["Apples and pears", "- Oranges and lemons", "1) Plums and cherries", "| Cell | Cell"]
    assert split(newline.join(lines)) == lines


def test_lines_that_end_like_items_are_not_joined():
    lines = ["The following is meant:", "The first part;", "The second part;", "And the third"]
    assert split("\n".join(lines)) == lines


def test_a_quotation_that_never_ends_does_not_swallow_the_text():
    text = "「" + "これは長い文です。" * 200
    assert len(split(text)) > 100


SPEECH = "so the pump was fine and then we looked at the roof and it was dry "


def test_text_without_stops_is_cut_where_a_clause_begins():
    found = split(SPEECH * 20)
    assert len(found) > 5
    assert all(len(sentence) <= 160 for sentence in found[:-1])
    assert all(sentence.split()[0] in ("so", "and", "then", "we") for sentence in found)


def test_captions_without_stops_are_cut_at_their_lines():
    lines = [f"{SPEECH}number {n}" for n in range(4)]
    assert all(f"\n{sentence}".startswith("\nso the") for sentence in split("\n".join(lines)))


def test_text_without_stops_and_without_spaces_is_cut_too():
    text = "それから屋根を見て乾いていたので次に進んで" * 20
    assert all(len(sentence) <= 81 for sentence in split(text)[:-1])


@pytest.mark.parametrize("turn", ["Anna: the pump is new and", "[00:12:04] the pump is new and"])
def test_each_speaker_has_a_sentence(turn):
    lines = [f"{turn} it was fine when we looked at it again on friday"] * 3
    assert split("\n".join(lines)) == lines


def test_a_long_sentence_with_marks_is_not_cut():
    text = (
        "Where a ship, a cable or a buoy is lost, the owner, if known, is told, " * 8 + "at once."
    )
    assert split(text) == [text]
