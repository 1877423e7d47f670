"""Small conversations over real records, for the tests that store, export and verify them."""

from assistant.conversations.ratings import Ratings
from assistant.types import Answer, Citation, Rating, Reader, Sentence, Turn
from index.database.database import Database
from index.store.record_rows import INDEXED, FileChange, FileRecord
from index.store.records import Records
from index.types import Document, Hit, Page, Passage, Section

ANNA, BEN = Reader("anna"), Reader("ben")
TEXT = "The ferry crosses the fjord.\r\nIt leaves at <b>nine</b>, *daily*. 船は九時に出ます。"
QUOTE = "It leaves at <b>nine</b>, *daily*."


class NothingAttached:
    """The files of conversations that have none."""

    def in_conversation(self, reader, conversation):
        return reader

    def sweep(self):
        """Takes nothing away."""


def open_records(folder, address=""):
    return Records(Database(folder / "records.sqlite"), address=address)


def document(text=TEXT, version="a1" * 32, path="sea/ferry.txt", id_="d1"):
    section = Section(0, len(text), ("Ships", "Ferry"))
    return Document(id_, path, "The ferry", text, "en", (section,), (Page(0, 3),), version)


def index(records, of, moved_from=None):
    """Makes a document the current version of its file."""
    file = FileRecord("/s", of.path, INDEXED, "", 1, 2, of.version, of.id)
    with records.database.transaction() as connection:
        records.store(connection, FileChange(file, of, moved_from=moved_from))
    return file


def remove(records, file):
    with records.database.transaction() as connection:
        records.remove(connection, [file])


def rate(records, answer, helpful=True, reader=ANNA, **said):
    with records.people.transaction(writing=True) as connection:
        Ratings(records).add(connection, Rating(answer, helpful, reader=reader, **said))


def citation(of, quote=QUOTE, number=1):
    start = of.text.index(quote)
    passage = Passage("p1", of, 0, len(of.text), of.text, ("Ships", "Ferry"), 3)
    end = start + len(quote)
    return Citation(number, passage, start, end, quote, ((start, start + 2),))


def answer(of, question="When does it leave?", quote=QUOTE):
    cited = citation(of, quote)
    return Answer(question, question, (Sentence(quote, (1,)),), (cited,), 0.875, answered=True)


def refusal(of, question="What does it cost?"):
    hit = Hit(citation(of).passage, 0.25, 1)
    return Answer(question, question, nearest=(hit,), remark="The documents don’t answer this.")


def turn(of, key="t1", question="When does it leave?", quote=QUOTE):
    return Turn(key, question, answer(of, question, quote))
