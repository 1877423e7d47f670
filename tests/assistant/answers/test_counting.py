"""What a statement denies: by the mark in a cell, and by a "no" that goes on over a comma."""

import pytest

from assistant.answers.counting import counted_answer
from assistant.questions.counting import counting_question
from tests.libraries import library_of

TEXTS = {
    "rooms.md": (
        "# Rooms\n\n| Room | Projector | Sofa | Stage |\n| --- | --- | --- | --- |\n"
        "| Elm | ✓ | x | x |\n| Oak | – | ✓ | |\n| Ash | ● | ✗ broken | x |\n"
    ),
    "halls.md": (
        "# Halls\n\nThe Oak hall has no whiteboard, projector or phone. The Elm hall has a phone"
        " and seats six. The Ash hall has no phone and seats six. The Yew hall does not have a"
        " whiteboard, a phone, or a lamp. The Fir hall has no lamp and a sofa.\n"
    ),
    "heya.md": "# 部屋\n\n| 部屋 | 電話 |\n| --- | --- |\n| 桜 | ○ |\n| 松 | × |\n| 梅 | ◯ |\n",
    "kaigi.md": (
        "# 会議室\n\n桜の会議室はランプ、プロジェクターがありません。"
        "松の会議室はプロジェクターがあり、ランプはありません。梅の会議室はプロジェクターがあります。\n"
    ),
}


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with library_of(tmp_path_factory.mktemp("denied"), TEXTS) as library:
        yield library


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Which rooms have a projector?", ["Elm", "Ash"]),
        ("Which rooms have no projector?", ["Oak"]),
        ("List all rooms with a sofa", ["Oak"]),
        ("Which rooms have a stage?", ["Elm", "Ash"]),
        ("List all halls with a phone", ["Elm"]),
        ("Which halls have no phone?", ["Oak", "Ash", "Yew"]),
        ("Which halls have no lamp?", ["Yew", "Fir"]),
        ("List all halls with a sofa", ["Fir"]),
        ("Which halls seat six?", ["Elm", "Ash"]),
        ("電話がある部屋はいくつありますか", ["桜", "梅"]),
        ("プロジェクターのない会議室はどれですか", ["桜"]),
        ("プロジェクターがある会議室はいくつありますか", ["松", "梅"]),
    ],
)
def test_what_is_denied_is_not_counted(library, question, names):
    asked = counting_question(question)
    answer = library.ask(lambda snapshot: counted_answer(asked, question, snapshot))
    quotes = [citation.quote for citation in answer.citations]
    assert len(quotes) == len(names)
    assert all(name in quote for name, quote in zip(names, quotes, strict=True))


class Watched:
    """A snapshot that notes whose passages are read."""

    def __init__(self, snapshot):
        self.snapshot, self.read = snapshot, []

    def __getattr__(self, name):
        return getattr(self.snapshot, name)

    def passages_of(self, document):
        self.read.append(document.path)
        return self.snapshot.passages_of(document)


def test_the_passages_of_a_document_are_read_once_however_many_things_it_tells_of(library):
    question = "Which halls have no phone?"

    def counted(snapshot):
        watched = Watched(snapshot)
        return counted_answer(counting_question(question), question, watched), watched.read

    answer, read = library.ask(counted)
    assert len(answer.citations) == 3
    assert read == ["halls.md"]
