"""A question that is under way when the embedding model changes is answered by one model."""

from contextlib import closing
from threading import Thread

import pytest

from assistant.answers.chain import AnswerChain
from assistant.evidence.evidence import gather
from assistant.phrasing.language_models import LanguageModel
from assistant.phrasing.phrasing import Phrasing
from assistant.settings import Settings
from assistant.types import Exchange, Question
from index.embedding.embedding import Token
from index.errors import ReplacedError
from index.library import open_library
from index.search.queries import Query
from tests.assistant.phrasing.test_phrasing import key_of
from tests.fake_embedder import FakeEmbedder
from tests.servers.chat_servers import Script

OLD, NEW = "hashed-words", "other-words"
ASKED = "Which cable number7 lies in the sea?"


class Interrupted(FakeEmbedder):
    """A model that lets something else happen while it reads a question."""

    meanwhile = None

    def reading(self, texts, projection=None):
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile:
            meanwhile()
        return super().reading(texts, projection)


class Other(FakeEmbedder):
    """Another model: its vectors have nothing to do with those of the first."""

    def _all(self, text):
        return [Token(token.id ^ 1, token.start, token.end) for token in super()._all(text)]


def model(name):
    return Other(name=NEW) if name == NEW else FakeEmbedder(name=name)


@pytest.fixture
def asked(tmp_path, folder):
    """A library of the old model that is asked while `change` brings in the new one."""
    for number in range(30):
        text = f"The harbour is old. The cable number{number} lies in the sea. Ships repair it."
        (folder / f"{number}.txt").write_text(text)
    with closing(open_library(tmp_path / "home", Interrupted(), create=True, load=model)) as asked:
        asked.sync([folder])
        yield asked


def change(asked, folder, runs=1):
    """Indexes with the new model, and lets another reader ask, in a thread of its own."""

    def changed():
        with closing(open_library(asked.home, model(NEW), load=model)) as writer:
            for _ in range(runs):
                writer.sync([folder])
        asked.search(Query("harbour"))

    thread = Thread(target=changed)
    thread.start()
    thread.join()


def test_an_answer_is_what_it_would_be_without_the_change(asked, folder):
    chain = AnswerChain(asked, Settings(threshold=0))
    before = chain.invoke(Question(ASKED))
    asked.embedder.meanwhile = lambda: change(asked, folder)
    assert chain.invoke(Question(ASKED)) == before
    assert asked.embedder.name == NEW


@pytest.mark.parametrize(
    ("text", "history"),
    [
        (ASKED, ()),
        ("How many cables are there?", ()),
        ("Tell me more", (Exchange(ASKED, "The cable number7 lies in the sea."),)),
        ("Who repairs the railway to Mars?", ()),
        ("Sum up number7", ()),
    ],
)
def test_a_question_asks_once_which_edition_there_is_now(asked, monkeypatch, text, history):
    chain, current, entered = AnswerChain(asked, Settings()), asked.editions.current, []
    monkeypatch.setattr(
        asked.editions, "current", lambda *facts: entered.append(facts) or current(*facts)
    )
    chain.invoke(Question(text, history))
    assert len(entered) == 1


def test_passages_of_a_document_stay_those_of_the_snapshot(asked, folder):
    snapshot, document = asked.snapshot(), next(asked.documents())
    before = snapshot.passages_of(document)
    change(asked, folder)
    assert snapshot.passages_of(document) == before
    change(asked, folder, runs=2)
    with pytest.raises(ReplacedError):
        snapshot.passages_of(document)


def test_scores_and_sentences_of_a_search_stay_those_of_its_model(asked, folder):
    found = asked.find(Query(ASKED))
    before = gather(found, ASKED)
    change(asked, folder)
    assert gather(found, ASKED) == before
    assert asked.search(Query(ASKED))[0].passage == before[0].hit.passage


def test_hits_of_a_deleted_edition_are_refused_or_what_they_were(asked, folder):
    found, before = asked.find(Query(ASKED)), asked.find(Query(ASKED)).hits(3)
    change(asked, folder, runs=2)
    assert found.hits(3) == before
    with pytest.raises(ReplacedError, match=r"the model 'other-words' .*Ask it again"):
        found.hits(30)


def test_a_question_whose_edition_is_deleted_is_asked_again(asked, folder):
    edition = asked.editions.current()
    chain = AnswerChain(asked, Settings(threshold=0))
    edition.embedder.meanwhile = lambda: change(asked, folder, runs=2)
    answer = chain.invoke(Question(ASKED))
    assert not edition.folder.exists()
    assert answer == chain.invoke(Question(ASKED))


def test_a_deleted_edition_is_not_opened_again(asked, folder):
    snapshot = asked.snapshot()
    change(asked, folder, runs=2)
    snapshot.edition.close()
    with pytest.raises(ReplacedError):
        snapshot.find(Query(ASKED))
    assert not snapshot.edition.folder.exists()


def test_a_model_that_words_an_answer_is_checked_by_what_was_searched_with(asked, folder):
    """It is indexed twice meanwhile, so that what was searched in is deleted by then."""
    meanwhile = [lambda: change(asked, folder, runs=2)]

    def write(_, request):
        if meanwhile:
            meanwhile.pop()()
        return f"The cable number7 lies in the sea [{key_of(request, 'number7')}]."

    settings = Settings(threshold=0)
    phrasing = Phrasing(settings, LanguageModel("script:x", lambda: Script(write=write)))
    answer = AnswerChain(asked, settings, phrasing).invoke(Question(ASKED))
    assert [(s.text, s.verified) for s in answer.sentences] == [
        ("The cable number7 lies in the sea.", True)
    ]
