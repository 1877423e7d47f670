"""Which kind of answer a question in any language asks for, and what texts hold one.

`kind_vectors.safetensors` has what the multilingual model makes of the questions in
`kind_vectors.tsv`, which the map was not fitted to.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from assistant.answer_types.answer_types import AnswerType
from assistant.answer_types.kinds import OTHER, ShippedKinds, asked_type, kind_of
from assistant.answer_types.locale_forms import DATE, DURATION, MONEY, NUMBER
from index.embedding.four_bit_file import MULTILINGUAL_MODEL
from index.errors import ModelError

HERE = Path(__file__).parent
ASKED = [line.split("\t") for line in (HERE / "kind_vectors.tsv").read_text().splitlines()]
VECTORS = load_file(HERE / "kind_vectors.safetensors")["sentences"].astype(np.float32)


@dataclass(frozen=True)
class Model:
    name: str


@dataclass(frozen=True)
class Asked:
    sentence: np.ndarray
    multilingual: bool = True


@dataclass(frozen=True)
class Search:
    embedder: Model
    query: Asked


def found(place, model=MULTILINGUAL_MODEL):
    return Search(Model(model), Asked(VECTORS[place]))


def test_a_question_in_any_language_tells_its_kind_by_its_vector():
    told = [ShippedKinds()(vector) for vector in VECTORS]
    missed = [q for (_, kind, q), each in zip(ASKED, told, strict=True) if each != kind]
    assert missed == ["Во сколько открывается библиотека в субботу?"]


def test_a_question_has_the_type_of_its_kind():
    [price, *_] = (place for place, (_, kind, _) in enumerate(ASKED) if kind == MONEY)
    assert asked_type("Was zahlt man?", found(price)) == AnswerType(MONEY, "Was zahlt man?")


def test_rules_come_first():
    assert asked_type("When was it laid?", found(0)) == AnswerType(DATE, "When was it laid?")


def test_what_another_model_has_read_tells_no_kind():
    assert kind_of(found(0, "another")) == OTHER
    assert asked_type("Was zahlt man?", found(0, "another")) is None


def test_a_vector_without_length_tells_no_kind():
    nothing = Search(Model(MULTILINGUAL_MODEL), Asked(np.zeros(384, np.float32)))
    assert kind_of(nothing) == OTHER


def test_damaged_weights_are_one_line(tmp_path):
    weights = tmp_path / "kinds.safetensors"
    save_file({"others": np.zeros(1, np.float32)}, weights)
    with pytest.raises(ModelError, match=r"kinds\.safetensors' is missing or damaged\. Install"):
        ShippedKinds(weights)(VECTORS[0])


@pytest.mark.parametrize(
    ("kind", "language", "sentence"),
    [
        (MONEY, "de", "Es kostet fünf Schweizer Franken."),
        (MONEY, "fr", "Le prix est de 12,50 €."),
        (MONEY, "ru", "Штраф — пять тысяч рублей."),
        (MONEY, "zh", "停车费每天10元。"),
        (DURATION, "de", "Die Frist beträgt zwei Wochen."),
        (DURATION, "es", "El plazo es de 30 (treinta) días naturales."),
        (DURATION, "ru", "Срок гарантии — два года."),
        (DURATION, "tr", "Garanti süresi iki yıldır."),
        (DURATION, "zh", "保修期为两年。"),
        (DURATION, "ko", "보증 기간은 2년입니다."),
        (DURATION, "ja", "保証期間は二年です。"),
        (DURATION, "en", "It lasts for thirty calendar days."),
        (DATE, "fr", "Elle ferme à 18 h."),
        (DATE, "ru", "Столовая закрывается в 18:00."),
        (DATE, "de", "Sie gilt ab dem ersten März."),
        (NUMBER, "de", "Es gibt drei Kabel."),
        (NUMBER, "ru", "Есть три кабеля."),
    ],
)
def test_a_sentence_in_any_language_holds_what_is_asked_for(kind, language, sentence):
    assert AnswerType(kind, "?").held_by(sentence, language)


@pytest.mark.parametrize(
    ("kind", "language", "sentence"),
    [
        (MONEY, "de", "Das Kabel ist 300 Kilometer lang."),
        (MONEY, "zh", "电缆长300公里。"),
        (DURATION, "de", "Das Kabel liegt im Meer."),
        (DURATION, "fr", "Le câble mesure 300 mètres."),
        (DURATION, "ru", "Купите 5 г. мяса."),
        (DURATION, "xx", "2 foo"),
    ],
)
def test_a_sentence_without_it_does_not_answer(kind, language, sentence):
    wanted = AnswerType(kind, "?")
    assert not wanted.held_by(sentence, language)


@pytest.mark.parametrize(
    ("kind", "language", "sentence"),
    [
        (MONEY, "de", "Der Ausweis ist kostenlos."),
        (MONEY, "tr", "Kart 50 liradır."),
        (DURATION, "de", "Die Daten bleiben mehrere Jahre."),
        (DURATION, "fr", "Jusqu'au 31/12/2027."),
    ],
)
def test_what_may_say_it_in_other_words_may_answer(kind, language, sentence):
    assert not AnswerType(kind, "?").missed_by(sentence, language)


def test_people_are_looked_for_only_where_their_words_are_known():
    wanted = AnswerType("person", "?")
    assert wanted.is_told_in("en")
    assert not wanted.is_told_in("fr")
