"""Which kind of answer a question asks for, and which sentences hold one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer_types.answer_types import (
    DATE,
    DEFINITION,
    FREQUENCY,
    MONEY,
    NUMBER,
    ORGANISATION,
    PERSON,
    AnswerType,
    answer_type,
)

SENTENCES = st.text(alphabet="aZ 09€.年円三いつtwomay", max_size=60)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How much does the cable cost?", MONEY),
        ("How many euros were spent?", MONEY),
        ("What is the annual budget?", MONEY),
        ("How high are the fines?", MONEY),
        ("それはいくらですか", MONEY),
        ("price of the sailing course", MONEY),
        ("the monthly fee for lockers", MONEY),
        ("author of the evacuation plan", PERSON),
        ("When was the cable laid?", DATE),
        ("And when did it break?", DATE),
        ("When was it laid, and why is it dark?", DATE),
        ("In which year did it open?", DATE),
        ("いつ開業しましたか", DATE),
        ("How many cables are there?", NUMBER),
        ("How deep is the sea?", NUMBER),
        ("how often is it inspected", FREQUENCY),
        ("How many times a year do divers go down?", FREQUENCY),
        ("年に何回点検しますか", FREQUENCY),
        ("What percentage of traffic is carried?", NUMBER),
        ("社員は何人ですか", NUMBER),
        ("Who laid the cable?", PERSON),
        ("Which French president signed it?", PERSON),
        ("誰が発明しましたか", PERSON),
        ("Which company owns the cable?", ORGANISATION),
        ("In which Dutch university was it made?", ORGANISATION),
    ],
)
def test_a_question_tells_the_kind_of_its_answer(question, kind):
    assert answer_type(question) == AnswerType(kind, question)


@pytest.mark.parametrize(
    "question",
    [
        "",
        "Why do cables break?",
        "What happens when a cable breaks?",
        "When a cable breaks, who repairs it?",
        "記録は何年分ありますか",
        "海底ケーブルはなぜ切れますか",
    ],
)
def test_a_question_that_tells_no_kind_has_none(question):
    assert answer_type(question) is None


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("What does ‘Undertaking’ mean?", "undertaking"),
        ("What does EEZ stand for?", "eez"),
        ("EEZ stands for", "eez"),
        ("What is meant by a dark fibre?", "a dark fibre"),
        ("What is the definition of “operator”?", "operator"),
        ("Define latency", "latency"),
        ("「事業者」とは何ですか", "事業者"),
    ],
)
def test_a_definition_names_its_term_folded_and_without_quotes(question, term):
    assert answer_type(question) == AnswerType(DEFINITION, question, term)


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (MONEY, "It cost €300."),
        (MONEY, "The ferry costs 9 crowns a day."),
        (MONEY, "A ticket is 12.50 zł, or CHF 3."),
        (MONEY, "It cost five million dollars."),
        (MONEY, "費用は三億円だった。"),
        (DATE, "It was laid in 1858."),
        (DATE, "It broke in September."),
        (DATE, "開業は明治二年である。"),
        (DATE, "Reviews are held once a year."),
        (DATE, "The pier is closed on Mondays."),
        (DATE, "It opens at weekends."),
        (DATE, "The library opens at nine."),
        (DATE, "Lunch is from eleven to two, and tea at 4."),
        (NUMBER, "There are 485 of them."),
        (NUMBER, "Several ships repair them."),
        (FREQUENCY, "It is looked at twice a year."),
        (FREQUENCY, "Divers go down every other week."),
        (FREQUENCY, "The lamps are tested quarterly."),
        (FREQUENCY, "There are 12 inspections."),
        (FREQUENCY, "点検は毎月行う。"),
        (NUMBER, "全部で三本ある。"),
        (PERSON, "A ship of Cyrus Field laid it."),
        (PERSON, "it was laid by researchers."),
        (PERSON, "it is granted by the head of unit."),
        (PERSON, "発明者は田中である。"),
        (ORGANISATION, "It is run by Alcatel."),
    ],
)
def test_a_sentence_holds_what_is_asked_for(kind, sentence):
    assert AnswerType(kind, "?").held_by(sentence)


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (MONEY, "It cost 300 lives."),
        (DATE, "It is 40 km long and cost €300."),
        (DATE, "It is sold at two shops, from three makers."),
        (NUMBER, "The cable runs under the sea."),
        (NUMBER, "Quantum and 6G networks come next."),
        (NUMBER, "It is the scaffolding of the 21st-century economy."),
        (PERSON, "the cable runs under the sea."),
        (PERSON, "Their cable runs under the sea."),
        (ORGANISATION, "It bypasses the South China Sea."),
        (ORGANISATION, "With Russia and China mapping, the U.S. waits."),
    ],
)
def test_a_sentence_without_what_is_asked_for_holds_none(kind, sentence):
    assert not AnswerType(kind, "?").held_by(sentence)


@pytest.mark.parametrize(
    ("kind", "question", "sentence"),
    [
        (DATE, "When in 1858 did it break?", "The cable of 1858 broke."),
        (NUMBER, "How many kilometres long is it?", "It has 12 cables and 3 ships."),
        (NUMBER, "How many years did it last?", "It was 40 km long."),
        (NUMBER, "How many of the 485 cables broke?", "The 485 cables carry data."),
        (PERSON, "Who founded Tenkyo?", "Tenkyo was founded quietly."),
        (PERSON, "Who laid it?", "The cable was laid."),
    ],
)
def test_what_the_question_names_or_does_not_measure_is_no_answer(kind, question, sentence):
    assert not AnswerType(kind, question).held_by(sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How many rooms were there in 2015?", "In 2015 there were 5 rooms."),
        ("How many cables cost 1,250 euro?", "There are 50 cables for 1,250 euro."),
        ("2021年の社員は何人ですか", "2021年の社員は21人です。"),
    ],
)
def test_what_only_stands_within_a_number_of_the_question_answers(question, sentence):
    assert AnswerType(NUMBER, question).held_by(sentence)


def test_something_new_beside_what_the_question_says_is_an_answer():
    wanted = AnswerType(DATE, "When was the cable of 1858 replaced?")
    assert wanted.held_by("The cable of 1858 was replaced in 1866.")


@pytest.mark.parametrize(
    "sentence",
    [
        "‘Operator’ means a person who runs a cable.",
        "(a) the operator is defined as the owner.",
        "An operator (or 'carrier') refers to a company.",
        "Operator or carrier means a company.",
    ],
)
def test_a_sentence_defines_the_term_it_opens_with(sentence):
    assert AnswerType(DEFINITION, "?", "operator").held_by(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The operator repairs the cable.",
        "A cable operator means well.",
        "Operators means several.",
        "Owner means the operator.",
    ],
)
def test_a_sentence_that_only_names_the_term_defines_nothing(sentence):
    assert not AnswerType(DEFINITION, "?", "operator").held_by(sentence)


@pytest.mark.parametrize(
    ("sentence", "defines"),
    [
        ("「事業者」とは、海底線を敷設する者をいう。", True),
        ("事業者は、会社である。", True),
        ("事業者が海底線を敷設した。", False),
        ("準事業者とは、小さい会社をいう。", False),
    ],
)
def test_japanese_definitions_are_known_by_their_form(sentence, defines):
    assert AnswerType(DEFINITION, "?", "事業者").held_by(sentence) is defines


@pytest.mark.parametrize("term", ["c++", "a.b", "(x", "[", "\\"])
def test_a_term_is_taken_literally(term):
    wanted = AnswerType(DEFINITION, "?", term)
    assert wanted.held_by(f"“{term}” means a thing.")
    assert not wanted.held_by("cxx axb means a thing.")


@given(SENTENCES, st.sampled_from([MONEY, DATE, NUMBER, PERSON]))
def test_a_question_that_repeats_the_sentence_is_not_answered_by_it(sentence, kind):
    assert not AnswerType(kind, sentence).held_by(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "A boat must be back by 18:30.",
        "Das Tor öffnet um 7.30 Uhr.",
        "On ouvre à 9h15.",
        "It shuts at half past nine.",
        "Doors open at 6 pm.",
        "Send the form four weeks before the trip.",
        "The lamp is lit at dusk.",
        "The filter is changed every tenth day.",
        "It has to be done within three working days.",
        "Tell us as soon as you know.",
        "Pay on receipt of the invoice.",
        "Back-ups run daily.",
        "It is due at the end of the quarter.",
        "申込みは二週間前に締め切る。",
        "午後七時まで利用できる。",
        "翌日までに提出する。",
        "毎週行う。",
    ],
)
def test_a_time_of_day_and_a_time_before_or_after_something_answer_when(sentence):
    assert AnswerType(DATE, "When?").held_by(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "A boat costs 4.50 euro.",
        "Use version 2.30 of it.",
        "The ratio is 3:7.",
        "The rooms are on the second floor.",
        "It weighs a quarter of a ton.",
        "駐車場は広い。",
    ],
)
def test_other_numbers_do_not_answer_when(sentence):
    assert not AnswerType(DATE, "When?").held_by(sentence)


@pytest.mark.parametrize(
    "question", ["What time is lunch?", "How late may I come?", "昼食は何時ですか"]
)
def test_a_time_of_day_is_asked_for_like_a_date(question):
    assert answer_type(question) == AnswerType(DATE, question)


@pytest.mark.parametrize(
    ("question", "sentence", "held"),
    [
        ("How old must one be?", "The examination is held twice a year. It costs 85 euro.", False),
        ("How old must one be?", "Children from eight years on may take part.", True),
        ("how old do i have to be", "You must be 18 or over.", True),
        ("how old are the guests", "Guests aged 18 may stay.", True),
        ("How many weeks of notice are needed?", "Staff meet once in two rooms a week.", False),
        ("How many weeks of notice are needed?", "The notice is six weeks.", True),
        ("What does a spare key cost?", "Keys are kept by the porter for 12 days.", False),
        ("What would a key cost me", "A key is 12 euro.", True),
    ],
)
def test_what_is_counted_or_paid_is_essential_to_an_answer(question, sentence, held):
    wanted = answer_type(question)
    assert wanted.essential
    assert wanted.held_by(sentence) is held


@pytest.mark.parametrize(
    ("text", "missed"),
    [
        ("The ferry costs 9 credits.", False),
        ("Parking is free for guests.", False),
        ("It lasts 9 months and is held on 3 May.", True),
        ("The porter keeps it.", True),
    ],
)
def test_a_price_may_be_one_in_a_currency_that_nobody_knows(text, missed):
    assert answer_type("What does the ferry cost a day?").missed_by(text) is missed


@pytest.mark.parametrize(
    ("question", "kind"), [("cable agreement when", "date"), ("fire drill plan who?", "person")]
)
def test_a_question_word_may_come_last(question, kind):
    assert answer_type(question).kind == kind
    assert not answer_type(question).essential


@pytest.mark.parametrize("question", ["a token or an app, which when?", "what to use and when"])
def test_when_may_ask_for_a_case(question):
    assert answer_type(question) is None


@pytest.mark.parametrize(
    ("question", "sentence", "held"),
    [
        ("how many titles may one page have", "There should only be one title on a page.", True),
        ("how many jokers may i bring", "Bring at most one joker.", True),
        ("how many titles may a page have", "One of them is a title.", False),
        ("how far can i zoom in", "It can be zoomed to 300%.", True),
    ],
)
def test_one_is_a_number_where_it_is_a_limit(question, sentence, held):
    assert answer_type(question).held_by(sentence) is held


@pytest.mark.parametrize(
    ("question", "sentence", "marked"),
    [
        (
            "how often is it inspected?",
            "In 2022 and 2023 it was looked at twice a year.",
            "twice a year",
        ),
        (
            "how often do we meet?",
            "Of 9 rooms, one is used every second week.",
            "every second week",
        ),
        ("how long is a cycle?", "We work in 6-week cycles, 40 of us.", "6-week"),
        ("how long is the quay?", "Of 3 quays, this one is 250 metres long.", "250 metres"),
        ("how many days off are there?", "There are 20 working days off.", "20 working days"),
    ],
)
def test_what_answers_is_marked_with_what_it_is_of(question, sentence, marked):
    spans = answer_type(question).spans(sentence)
    assert [sentence[slice(*span)] for span in spans] == [marked]


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("社員の定年は満65歳とし、その月の末日をもって退職とする。", ["65歳"]),
        ("委員は、5人以上とする。", ["5人以上"]),
        ("経費の 3 割を補助する。", ["3"]),
        ("定員は１２名です。", ["１２名"]),
        ("これは第34条及び第１２条による。", []),
    ],
)
def test_a_number_in_japanese_needs_no_space_around_it(sentence, said):
    asked = AnswerType(NUMBER, "それはどのくらいの数ですか")
    assert [sentence[slice(*span)] for span in asked.spans(sentence, "ja")] == said


def test_a_price_may_stand_apart_from_its_currency():
    asked = AnswerType(MONEY, "入館料はいくらですか")
    assert asked.held_by("大人は 1,500 円です。", "ja")
    assert not asked.held_by("大人は 15 分待ちます。", "ja")
