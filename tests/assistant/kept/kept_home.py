"""A home of two documents with rules, in which questions are kept."""

from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.types import Question, Reader, Turn
from index.library import open_library
from tests.fake_embedder import FakeEmbedder

FERRY, PAY = "The ferry leaves at nine.", "The salary of the captain is 900 crowns."
WHEN, HOW_MUCH = "When does the ferry leave?", "What is the salary of the captain?"
RULES = """
[[rule]]
paths = ["open/"]
allow = ["*"]

[[rule]]
paths = ["hr/"]
allow = ["hr"]
"""
ANNA, BEN = Reader("anna", frozenset({"hr"})), Reader("ben")


class KeptHome:
    """A home of two documents, and what its readers do."""

    def __init__(self, root):
        self.root, self.papers = root, root / "papers"
        self.write("open/ferry.txt", FERRY)
        self.write("hr/pay.txt", PAY)
        (root / "rules.toml").write_text(RULES)
        self.library = open_library(root / "home", FakeEmbedder(), create=True)
        self.assistant = self.reopened()
        self.index()

    def reopened(self, **more):
        """The assistant as another process finds everything."""
        settings = {"home": self.root / "home", "rules": self.root / "rules.toml", "threshold": 0}
        return Assistant(self.library, Settings(**settings | more))

    def write(self, path, text):
        file = self.papers / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def index(self):
        self.library.sync([self.papers])

    def keep(self, reader=BEN, question=WHEN, conversation="c1", scope=()):
        """Asks a question and keeps it; returns the name of what is kept."""
        answer = self.assistant.answering.invoke(Question(question, reader=reader, scope=scope))
        self.assistant.conversations.add(reader, conversation, Turn("t1", question, answer))
        self.assistant.kept.keep(reader, conversation, "t1")
        return conversation, "t1"

    def asked(self):
        return self.assistant.asking_again.ask()

    def change(self, reader=BEN):
        [kept] = self.assistant.kept.of(reader)
        return kept.change
