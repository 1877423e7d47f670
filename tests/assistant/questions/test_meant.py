"""Which of what was found a question means."""

from dataclasses import dataclass, replace

import pytest

from assistant.questions.meant import meant
from index.types import Document, Hit, Passage


@dataclass(frozen=True)
class FoundTexts:
    """What a search found, as far as it is looked at here."""

    candidates: tuple

    def hits(self, top_k):
        return tuple(Hit(c.passage, 0.5, n) for n, c in enumerate(self.candidates[:top_k], 1))


@dataclass(frozen=True)
class Candidate:
    """A candidate with its passage."""

    id: str
    passage: Passage


def passage(path, text, title="", heading=(), language="en"):
    document = Document(path, path, title, text, language, (), (), "v")
    return Passage(f"{path}{heading}{text}", document, 0, len(text), text, heading, None)


def found(*passages):
    return FoundTexts(tuple(Candidate(p.id, p) for p in passages))


def kept(question, *passages):
    about = meant(found(*passages), question)
    return [c.passage for c in about.found.candidates], about


POLICIES = [
    passage(f"hr/travel-policy-{year}.md", "A meal is paid for.", "Travel policy")
    for year in (2023, 2024, 2025)
]
OTHER = passage("hr/lunch.md", "A meal is at noon.", "Lunch")
RELEASES = [
    passage("notes.md", f"It is new, {n}.", "Notes", (f"Version {n}",))
    for n in ("2.1", "2.10", "2.11", "3.0")
]
PARTS = [passage(f"{n}.md", f"Part PPR-{n} is on a shelf.", f"Part {n}") for n in (9078, 9087, 580)]
RULES = [
    passage("rules.md", "Whoever comes late pays.", "Rules", (f"{n} Rule",)) for n in ("4.1", "4.2")
]
JAPANESE = [
    passage("kitei.md", f"{n}　休暇は{days}日とする。", "規程")
    for n, days in (("第二条", 5), ("第三条", 6), ("第十三条", 7))
]
HALLS = [
    passage("cold.md", "Hall A is cold. Hall B is damp.", "Cold halls"),
    passage("plans.md", "In a storm we meet. Hall 4 is warm. The door stays shut.", "Plans"),
]
MINUTES = [
    passage("minutes/kestrel.md", "At the depot Kestrel rents a crane.", "Minutes"),
    passage("minutes/osprey.md", "At the depot Osprey rents a crane.", "Minutes"),
]


@pytest.mark.parametrize(
    ("question", "passages", "meant_ones"),
    [
        ("What is paid for in the travel policy 2024?", [*POLICIES, OTHER], [POLICIES[1]]),
        ("What does travel-policy-2025.md say on meals?", [*POLICIES, OTHER], [POLICIES[2]]),
        ("meals 2023", [*POLICIES, OTHER], [POLICIES[0], OTHER]),
        ("And in 2025?", [*POLICIES, OTHER], [POLICIES[2], OTHER]),
        ("the 2024 travel policy on meals", POLICIES, [POLICIES[1]]),
        ("What is new in version 2.1?", RELEASES, [RELEASES[0]]),
        ("What is new in version 2.10?", RELEASES, [RELEASES[1]]),
        ("What is new in release 2.10?", RELEASES, [RELEASES[1]]),
        ("What is new in version 2?", RELEASES, RELEASES[:3]),
        ("What changed between 2.1 and 3.0?", RELEASES, [RELEASES[0], RELEASES[3]]),
        ("Where is PPR-9087?", PARTS, [PARTS[1]]),
        ("where is ppr9087", PARTS, [PARTS[1]]),
        ("Where are ppr 580 and PPR_9078?", PARTS, [PARTS[0], PARTS[2]]),
        ("Who pays by section 4.2?", RULES, [RULES[1]]),
        ("第三条の休暇は", JAPANESE, [JAPANESE[1]]),
        ("第13条の休暇は", JAPANESE, [JAPANESE[2]]),
        ("At what hour is hall 4 shut?", HALLS, [HALLS[1]]),
        ("how damp is hall b", HALLS, HALLS),
        ("What does kestrel rent?", MINUTES, [MINUTES[0]]),
        ("What is rented?", MINUTES, MINUTES),
        ("A meal for 90 people?", [*POLICIES, OTHER], [*POLICIES, OTHER]),
    ],
)
def test_what_a_question_names_is_what_it_means(question, passages, meant_ones):
    assert kept(question, *passages)[0] == meant_ones


@pytest.mark.parametrize(
    ("question", "passages", "missing"),
    [
        ("Where is PPR-9088?", PARTS, "PPR-9088"),
        ("What is new in version 2.2?", RELEASES, "version 2.2"),
        ("What is paid for in the travel policy 2019?", POLICIES, "policy 2019"),
        ("meals in 2019", POLICIES, "2019"),
        ("第九条の休暇は", JAPANESE, "第九条"),
        ("Is version 2.2 really new?", RELEASES, "version 2.2"),
        ("What does leave-policy.docx say on meals?", POLICIES, "leave-policy.docx"),
        ("What does “Leave policy 2019.docx” say?", POLICIES, "Leave policy 2019.docx"),
    ],
)
def test_what_is_named_and_not_there_is_missing(question, passages, missing):
    assert kept(question, *passages)[1].missing == missing


def test_a_year_within_a_text_is_not_missing_in_the_names():
    reports = [replace(p, text="In 2019 a meal was paid for.") for p in POLICIES]
    assert kept("Was a meal paid for in 2019?", *reports)[1].missing == ""


def test_a_document_that_is_named_is_told():
    about = kept("What does travel-policy-2025.md say on dogs?", *POLICIES)[1]
    assert [document.path for document in about.names] == ["hr/travel-policy-2025.md"]


def test_a_kind_in_capitals_names_what_a_text_is_about_within_a_line():
    texts = [
        passage(f"{n}.md", f"All pages meet WCAG {n} by now.", "Pages") for n in ("2.1", "2.2")
    ]
    assert kept("Do they meet WCAG 2.2?", *texts)[0] == [texts[1]]
    assert kept("What about WCAG 3.0?", *texts)[1].missing == "WCAG 3.0"


def test_a_document_that_only_a_word_names_is_not_told():
    call = passage("it.md", "Printers: Mira, 5512", "Who to call")
    about = kept("Do I call about printers?", call, OTHER)[1]
    assert (about.names, len(about.found.candidates)) == ((), 1)


def test_a_short_form_stands_for_the_title_that_a_text_explains_it_by():
    act = passage("eu/679.md", "Fines are high.", "General Data Protection Regulation")
    guide = passage("guide.md", "See the General Data Protection Regulation (GDPR).", "Guide")
    fines = passage("fines.md", "Fines for parking are low.", "Parking")
    assert kept("What are the fines under gdpr?", fines, act, guide)[0] == [act]


def test_a_japanese_short_form_stands_for_the_title_that_a_text_explains_it_by():
    act = replace(passage("a.md", "罰金は高い。", "個人情報保護規程"))
    guide = passage("b.md", "個人情報保護規程（以下「個保規程」という。）を守る。", "手引き")
    fines = passage("c.md", "駐車の罰金は安い。", "駐車")
    assert kept("個保規程の罰金は？", fines, act, guide)[0] == [act]


@pytest.mark.parametrize("blank", ["○○", "＿＿＿＿", "●●", "2024"])
def test_a_blank_of_a_form_that_a_short_form_stands_for_is_no_name(blank):
    form = japanese("form.md", f"{blank}（以下「甲」という。）は家賃を支払う。")
    others, about = kept("甲は何を支払いますか", form, japanese("b.md", "鍵は乙が持つ。"))
    assert len(others) == 2
    assert about.names == ()


def test_a_capital_where_a_sentence_begins_makes_no_name():
    fines = passage("fines.md", "Fines are low. Pay them.", "Parking")
    act = passage("act.md", "Whoever is late pays.", "Lateness")
    assert kept("Are fines paid when late?", act, fines)[0] == [act, fines]


def test_a_title_that_texts_have_in_small_letters_is_no_name():
    act = passage("pulls.md", "Keep a pull request small.", "Pull requests")
    git = passage("git.md", "Squash all commits before the pull request is made.", "Git")
    assert kept("Should I squash each pull request?", git, act)[0] == [git, act]


def test_a_short_form_of_a_common_word_is_no_name():
    act = passage("pulls.md", "Keep a pull request (PR) small.", "Pull request")
    pair = passage("pair.md", "Two who pair approve it.", "Pairing")
    assert kept("Can a pair approve a PR?", pair, act)[0] == [pair, act]


def test_a_file_that_texts_speak_of_is_not_missing():
    text = passage("a.md", "Serve a security.txt file.", "Security")
    assert kept("What is in security.txt?", text, OTHER)[1].missing == ""


def test_a_word_that_others_have_as_well_names_no_document():
    travel = passage("travel.md", "Travel is paid.", "Travel")
    office = passage("office.md", "For travel, take the bus.", "Office")
    assert kept("Is travel paid?", office, travel)[0] == [office, travel]


def german(path, text, title=""):
    return passage(path, text, title, language="de")


def japanese(path, text, title=""):
    return passage(path, text, title, language="ja")


HOTELS = german("Reisen/hotel.md", "Hotels für Reisen ins Ausland bucht das Sekretariat.")
CARS = german("Reisen ins Ausland/auto.md", "Reisen ins Ausland macht man mit dem Auto.")
CHIEF = german("Personal/chef.md", "Dienstreisen und Reisen ins Ausland genehmigt der Leiter.")
DUTY = german("dienst.md", "Auslandsreisen genehmigt der Leiter.")
PARKING = german("parken.md", "Für das Parken zahlt man 40 Euro.", "Parken")
SPACES = german("plaetze.md", "Ein Stellplatz kostet 50 Euro.", "Plätze")
SPECIAL = japanese("休暇/特別休暇.md", "結婚の際は特別休暇を5日とることができる。", "特別休暇")
WORK_RULES = japanese("就業規則.md", "年次有給休暇は10日とする。", "就業規則")
KOREAN = passage("휴가/특별.md", "결혼하면 휴가를 5일 쓸 수 있다.", language="ko")
YEARLY = passage("규정.md", "연차는 10일이다.", language="ko")


@pytest.mark.parametrize(
    ("question", "passages"),
    [
        ("Wer genehmigt Reisen?", [HOTELS, CHIEF]),
        ("Wer genehmigt Reisen ins Ausland?", [CARS, DUTY]),
        ("Was kostet das Parken?", [PARKING, SPACES]),
        ("休暇は何日ですか", [SPECIAL, WORK_RULES]),
        ("特別休暇は何日ですか", [SPECIAL, WORK_RULES]),
        ("휴가 는 며칠 인가요?", [KOREAN, YEARLY]),
    ],
)
def test_a_common_noun_is_no_name_where_capitals_prove_nothing(question, passages):
    assert kept(question, *passages)[0] == passages


@pytest.mark.parametrize(
    ("question", "passages", "meant_one"),
    [
        ("Was steht in „Parken“ über Kosten?", [PARKING, SPACES], PARKING),
        ("Was sagt parken.md über Kosten?", [PARKING, SPACES], PARKING),
        ("「特別休暇」は何日ですか", [WORK_RULES, SPECIAL], SPECIAL),
        (
            "Was kostet Öl nach der Ordnung für Heizungen?",
            [german("h.md", "Öl kostet 9 Euro.", "Ordnung für Heizungen"), SPACES],
            german("h.md", "Öl kostet 9 Euro.", "Ordnung für Heizungen"),
        ),
        (
            "Welche Fristen nennt die DSGVO?",
            [german("dsgvo.md", "Die DSGVO nennt einen Monat.", "DSGVO"), SPACES],
            german("dsgvo.md", "Die DSGVO nennt einen Monat.", "DSGVO"),
        ),
        (
            "駐車場規程では何円ですか",
            [japanese("a.md", "月に5千円とする。", "駐車場規程"), WORK_RULES],
            japanese("a.md", "月に5千円とする。", "駐車場規程"),
        ),
    ],
)
def test_what_is_set_apart_is_a_name_where_capitals_prove_nothing(question, passages, meant_one):
    assert kept(question, *passages)[0] == [meant_one]


def test_an_english_name_stays_one_in_a_german_question():
    policy = passage("p.md", "By this Travel Policy hotels are booked.", "Travel Policy")
    about = kept("Was sagt die Travel Policy über Hotels?", policy, HOTELS)[0]
    assert about == [policy]


@pytest.mark.parametrize(
    ("question", "said", "other"),
    [
        ("What does room 4 have?", "Rooms 3, 4 and 5 have a projector.", "Room 7 has a phone."),
        ("What does room 5 share?", "Rooms 3 and 5 share a printer.", "Room 7 has a phone."),
        ("Which rooms 4 are there?", "Room 4 has a projector.", "Room 7 has a phone."),
        ("Who is in hall b?", "Halls A, B and C are for singers.", "Hall D is empty."),
        ("How much is zone 3?", "Zones 1–4: 3.20 €", "Zone 5: 4.10 €"),
        ("How much is zone 3?", "Zones 1 to 4 cost 3.20 €", "Zone 5: 4.10 €"),
        ("How much is zone 4?", "Zones 3/4: 3.20 €", "Zone 5: 4.10 €"),
        ("Is there a discount at age 65?", "Age 60 and over: half price", "Age 4: free"),
        ("What does age 12 pay?", "Up to age 14: half price", "Age 18: full price"),
    ],
)
def test_a_number_of_a_series_or_a_range_is_there(question, said, other):
    one, two = passage("a.md", said, "Here"), passage("b.md", other, "There")
    about = kept(question, one, two)
    assert (about[1].missing, about[0]) == ("", [one])
    both = passage("c.md", f"{said}\n{other}", "Here")
    assert kept(question, both)[1].missing == ""


@pytest.mark.parametrize(
    ("question", "said", "other", "language"),
    [
        ("Was kostet Zone 3?", "Zonen 1 bis 4: 3,20 €", "Zone 5: 4,10 €", "de"),
        ("Was hat Raum 4?", "Räume 3, 4 und 5 haben Beamer.", "Raum 7 hat ein Telefon.", "de"),
        ("Que contient la salle 4 ?", "Salles 3 ou 4 : projecteur.", "Salle 7 : téléphone.", "fr"),
        ("¿Qué hay en la sala 4?", "Salas 3 y 4: proyector.", "Sala 7: teléfono.", "es"),
    ],
)
def test_a_series_is_read_in_other_languages(question, said, other, language):
    one, two = (passage(f"{t}.md", t, "X", language=language) for t in (said, other))
    about = kept(question, one, two)
    assert (about[1].missing, about[0]) == ("", [one])


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("What does room 6 have?", "room 6"),
        ("What does room 12 have?", "room 12"),
        ("What does room 20 have?", "room 20"),
    ],
)
def test_a_number_beside_a_series_is_missing(question, missing):
    text = passage("a.md", "Rooms 3, 4 and 5 have a projector.\nRoom 8, 12 chairs.\nRoom 9 has 20.")
    assert kept(question, text)[1].missing == missing
