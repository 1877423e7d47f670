"""The answer chain as LangChain users expect a runnable to be: streamed, batched, called back."""

import asyncio

import pytest
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
from langchain_core.runnables import RunnableLambda

from assistant.answers.chain import AnswerChain
from assistant.phrasing.language_models import LanguageModel
from assistant.phrasing.phrasing import Phrasing
from assistant.settings import Settings
from assistant.types import Question
from index.errors import UsageError

ASKED = Question("What is the four-pillar framework?")
OTHER = Question("Which country makes 90% of advanced chips?")


class Noting(BaseCallbackHandler):
    """Notes what LangChain tells of, in the order of its beginnings and ends."""

    def __init__(self):
        self.told = []

    def on_chain_start(self, serialized, inputs, **more):
        self.told.append("chain")

    def on_chain_end(self, outputs, **more):
        self.told.append("chain ends")

    def on_chain_error(self, error, **more):
        self.told.append(type(error).__name__)

    def on_retriever_start(self, serialized, query, **more):
        self.told.append(f"retriever: {query}")

    def on_retriever_end(self, documents, **more):
        self.told.append(documents[0].metadata["file"])

    def on_chat_model_start(self, serialized, messages, **more):
        self.told.append("model")


@pytest.fixture
def chain(seeds_library):
    return AnswerChain(seeds_library, Settings())


@pytest.fixture
def noting():
    return Noting()


def answered(chain, how, config):
    """Return the complete answer, however it is asked for."""

    async def streamed():
        return [answer async for answer in chain.astream(ASKED, config)][-1]

    ways = {
        "invoke": lambda: chain.invoke(ASKED, config),
        "stream": lambda: list(chain.stream(ASKED, config))[-1],
        "batch": lambda: chain.batch([ASKED], config)[0],
        "ainvoke": lambda: asyncio.run(chain.ainvoke(ASKED, config)),
        "abatch": lambda: asyncio.run(chain.abatch([ASKED], config))[0],
        "astream": lambda: asyncio.run(streamed()),
    }
    return ways[how]()


WAYS = ("invoke", "stream", "batch", "ainvoke", "abatch", "astream")


@pytest.mark.parametrize("how", WAYS)
def test_every_way_of_asking_gets_the_same_answer_and_tells_the_same(chain, noting, how):
    assert answered(chain, how, {"callbacks": [noting]}) == chain.invoke(ASKED)
    assert noting.told == [
        *("chain", f"retriever: {ASKED.text}", "eu-japan-digital-partnership.txt", "chain ends")
    ]


def test_an_asynchronous_stream_grows_as_the_other_does(chain):
    async def grown():
        return [answer async for answer in chain.astream(ASKED)]

    assert asyncio.run(grown()) == list(chain.stream(ASKED))


def test_many_are_answered_at_once(chain):
    assert asyncio.run(chain.abatch([ASKED, OTHER])) == chain.batch([ASKED, OTHER])


def test_an_error_is_told_too(chain, noting):
    with pytest.raises(UsageError):
        list(chain.stream(Question(" "), {"callbacks": [noting]}))
    assert noting.told == ["chain", "UsageError"]


def test_it_composes(chain):
    pipeline = RunnableLambda(Question) | chain | RunnableLambda(lambda answer: answer.answered)
    assert pipeline.invoke(ASKED.text) is True


@pytest.mark.parametrize("how", WAYS)
def test_a_language_model_within_is_told_of(seeds_library, noting, how):
    silent = GenericFakeChatModel(messages=iter(["Nothing."]))
    phrasing = Phrasing(Settings(), LanguageModel("fake", lambda: silent))
    answer = answered(
        AnswerChain(seeds_library, Settings(), phrasing), how, {"callbacks": [noting]}
    )
    assert answer.answered
    # The prompt, the model and the parser are a chain within the chain.
    within = noting.told[noting.told.index("eu-japan-digital-partnership.txt") + 1 :]
    assert [each for each in within if each == "model"] == ["model"]
    assert within[0] == "chain"
    assert within[-1] == "chain ends"


@pytest.mark.parametrize(
    "text",
    [
        ASKED.text,
        "How many euro will the cable cost?",
        "How many pillars are there?",
        "Why is silicon valley scared?",
    ],
)
def test_a_question_enters_the_library_once(chain, seeds_library, monkeypatch, text):
    entered = []
    snapshot = seeds_library.snapshot
    monkeypatch.setattr(
        seeds_library, "snapshot", lambda *scope: entered.append(scope) or snapshot(*scope)
    )
    chain.invoke(Question(text))
    assert len(entered) == 1
