"""Reading that remembers reads new blocks alone, and comes to what reading anew comes to."""

import pytest

from assistant.evidence.reader import SHIPPED_READER
from assistant.kept.remembering import RememberingReader
from index.embedding.cross_encoding import Read, Text

CABLE, FERRY = Text("Sea", "A cable crosses the sea."), Text("", "The ferry leaves at nine.")


class Encoder:
    """Reads how many characters a question and a text have; notes what it was given."""

    def __init__(self):
        self.given = []

    def read(self, question, texts):
        self.given.append((question, list(texts)))
        return [Read(float(len(question + t.heading + t.body)), None, ()) for t in texts]


def read(reader, encoder, question, *texts):
    return reader.logits(encoder, question, texts)


def test_what_was_read_is_not_read_again():
    reader, encoder = RememberingReader(), Encoder()
    first = read(reader, encoder, "When?", CABLE)
    assert read(reader, encoder, "When?", FERRY, CABLE, FERRY) == [30.0, *first, 30.0]
    assert [texts for _, texts in encoder.given] == [[CABLE], [FERRY]]


def test_another_question_or_heading_is_read():
    reader, encoder = RememberingReader(), Encoder()
    other = Text("Land", CABLE.body)
    said = [
        read(reader, encoder, q, t)
        for q, t in (("When?", CABLE), ("Why?", CABLE), ("When?", other))
    ]
    assert said == [[32.0], [31.0], [33.0]]
    assert read(reader, encoder, "When?S", Text("ea", CABLE.body)) == [32.0]
    assert len(encoder.given) == 4


def test_what_was_asked_for_longest_ago_is_forgotten_first():
    reader, encoder = RememberingReader(most=2), Encoder()
    for text in (CABLE, FERRY, CABLE, Text("", "More.")):
        read(reader, encoder, "When?", text)
    encoder.given.clear()
    read(reader, encoder, "When?", CABLE)
    read(reader, encoder, "When?", FERRY)
    assert [texts for _, texts in encoder.given] == [[], [FERRY]]


@pytest.mark.usefixtures("loaded_model")
def test_a_text_read_alone_comes_to_what_it_comes_to_among_others():
    encoder, _ = SHIPPED_READER.load()
    texts = [
        CABLE,
        FERRY,
        *(Text("List", f"The house {n} has {'many ' * n}rooms.") for n in range(6)),
    ]
    together = SHIPPED_READER.logits(encoder, "When does the ferry leave?", texts)
    reader = RememberingReader()
    apart = [reader.logits(encoder, "When does the ferry leave?", [text])[0] for text in texts]
    assert apart == pytest.approx(together, abs=0.05)
