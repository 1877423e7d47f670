"""Questions of all rows in German, French, Spanish and Chinese."""

import pytest

from assistant.answers.chain import AnswerChain
from assistant.rows.row_questions import row_question
from assistant.rows.row_tasks import RowTask
from assistant.settings import Settings
from assistant.types import Outcome, Question
from tests.libraries import library_of

LIBRARIES = {
    "de": {
        "matrosen.csv": (
            "Matrose,Wache,Lohn,Sprachen\nAnna,Bug,52000,Dänisch\nBente,Bug,61000,Friesisch\n"
            "Claas,Heck,70000,Friesisch\nDörte,Heck,48000,Dänisch\nEike,Heck,55000,Friesisch\n"
        ),
        "fahrten.md": (
            "# Fahrten\n\n| Fahrt | Preis pro Person | Dauer |\n| --- | --- | --- |\n"
            "| Kurz | 7,50 € | 2 h |\n| Mittel | 12 € | 4 h |\n| Lang | 29 € | 9 h |\n"
        ),
    },
    "fr": {
        "sommets.csv": (
            "Sommet,Pays,Altitude\nMont Blanc,France,4808\nMulhacén,Espagne,3479\n"
            "Zugspitze,Allemagne,2962\nEverest,Népal,8849\n"
        )
    },
    "es": {"muebles.csv": "Mueble,Precio,Existencias\nSilla,45,3\nMesa,220,12\nAlfombra,60,40\n"},
    "zh": {"chuan.csv": "船只,价格,座位\n海星,45,3\n白鸥,220,12\n飞鱼,80,40\n"},
}


@pytest.fixture(scope="module")
def chains(tmp_path_factory):
    made = {}
    opened = []
    for language, texts in LIBRARIES.items():
        library = library_of(tmp_path_factory.mktemp(language), texts)
        opened.append(library)
        made[language] = AnswerChain(library.__enter__(), Settings())
    yield made
    for library in opened:
        library.__exit__(None, None, None)


@pytest.mark.parametrize(
    ("language", "question", "names"),
    [
        ("de", "Welcher Matrose hat den höchsten Lohn?", ["Claas"]),
        ("de", "Welcher Matrose hat den zweitniedrigsten Lohn?", ["Anna"]),
        ("de", "Welche Fahrt ist am günstigsten?", ["Kurz"]),
        ("de", "Welche Fahrt ist am guenstigsten?", ["Kurz"]),
        ("de", "Welche Fahrten kosten weniger als 20 €?", ["Kurz", "Mittel"]),
        ("de", "Wie viele Matrosen haben einen Lohn von mehr als 60.000?", ["Bente", "Claas"]),
        (
            "de",
            "Wie viele Matrosen gibt es insgesamt?",
            ["Anna", "Bente", "Claas", "Dörte", "Eike"],
        ),
        ("fr", "Quel est le sommet le plus haut ?", ["Everest"]),
        ("fr", "Quel sommet a l’altitude la moins élevée ?", ["Zugspitze"]),
        ("fr", "Quels sommets ont une altitude de moins de 3 500 ?", ["Mulhacén", "Zugspitze"]),
        ("es", "¿Cuál es el mueble más barato?", ["Silla"]),
        ("es", "¿Qué mueble tiene más existencias?", ["Alfombra"]),
        ("es", "¿Cuántos muebles cuestan más de 50?", ["Mesa", "Alfombra"]),
        ("zh", "哪个船只最贵？", ["白鸥"]),
        ("zh", "一共有多少个船只？", ["海星", "白鸥", "飞鱼"]),
    ],
)
def test_rows_answer_in_other_languages(chains, language, question, names):
    answer = chains[language].invoke(Question(question))
    assert answer.outcome is Outcome.ANSWERED
    assert len(answer.sentences) == len(names)
    assert all(name in s.text for name, s in zip(names, answer.sentences, strict=True))


@pytest.mark.parametrize(
    ("language", "question", "said"),
    [
        ("de", "Wie hoch ist der durchschnittliche Lohn der Matrosen?", "57.200"),
        ("fr", "Quelle est l’altitude moyenne des sommets ?", "5\u202f024,5"),
        ("es", "¿Cuál es el precio medio de los muebles?", "108,3333"),
    ],
)
def test_a_mean_is_written_as_the_language_writes_numbers(chains, language, question, said):
    assert said in chains[language].invoke(Question(question)).remark


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("de", "Welche Matrosen haben einen Lohn von mehr als 50000 und sind nicht im Heck?"),
        ("de", "Welche Wache hat die meisten Matrosen?"),
        ("de", "Wer ist der größte der Matrosen?"),
        ("de", "Welcher Matrose spricht kein Dänisch?"),
        ("fr", "Quels sommets ont plus de 3000 et ne sont pas en France ?"),
        ("es", "¿Qué muebles no cuestan más de 60?"),
        ("es", "¿Cuál es el mueble más pesado?"),
        ("zh", "最重的船只是哪个？"),
    ],
)
def test_rows_that_were_not_meant_are_no_answer(chains, language, question):
    assert chains[language].invoke(Question(question)).outcome is not Outcome.ANSWERED


@pytest.mark.parametrize(
    "question",
    ["Y a-t-il des billets ?", "¿Puede darme más detalles?", "Was sagt der Bericht dazu?"],
)
def test_other_questions_are_not_of_rows(question):
    assert row_question(question) is None


def test_a_superlative_without_a_way_to_point_is_still_one():
    asked = row_question("Quel est le sommet le plus beau ?")
    assert asked.kind is RowTask.EXTREME
    assert asked.superlative.most is None
