"""What the audit record says of a turn: everything but the texts that may be left out."""

from hashlib import sha256

from pydantic import JsonValue

from assistant.access.attached import tells_of_attached
from assistant.types import Answer, Turn
from index.text.control_characters import storable
from index.types import Passage

Facts = dict[str, JsonValue]
"""The contents of an entry; texts, whole numbers and lists of such, so that they are canonical."""


def facts_of_turn(turn: Turn, conversation: str, texts: bool) -> Facts:
    """Returns what is recorded of a turn in a conversation, with or without its texts."""
    facts: Facts = {"conversation": conversation, "turn": turn.key, "stopped": turn.stopped}
    texts = texts and not (turn.answer and tells_of_attached(turn.answer))
    if texts:
        facts["question"] = turn.question
    return facts | (facts_of_answer(turn.answer, texts) if turn.answer else {})


def facts_of_answer(answer: Answer, texts: bool) -> Facts:
    """Returns what is recorded of an answer: passages by id, version, offsets and hash.

    `verified` is the verdict on each of its sentences. The confidence is a text of six places. What
    tells of a file that belongs to a conversation is recorded without texts.
    """
    texts = texts and not tells_of_attached(answer)
    facts: Facts = {
        "answered": answer.answered,
        "answer_sha256": _hash(answer.text),
        "confidence": f"{answer.confidence:.6f}",
        "model": answer.model,
        "verified": [sentence.verified for sentence in answer.sentences],
        "cited": [_place(c.passage, c.start, c.end, c.quote) for c in answer.citations],
        "nearest": [_whole(hit.passage) for hit in answer.nearest],
    }
    if texts:
        facts["question"] = answer.question
        facts["standalone_question"] = answer.standalone_question
        facts["answer"] = answer.text
    return facts


def storable_facts(value: JsonValue) -> JsonValue:
    """Returns facts without characters that cannot be stored."""
    match value:
        case str():
            return storable(value)
        case list():
            return [storable_facts(each) for each in value]
        case dict():
            return {name: storable_facts(each) for name, each in value.items()}
    return value


def _whole(passage: Passage) -> JsonValue:
    return _place(passage, passage.start, passage.end, passage.text)


def _place(passage: Passage, start: int, end: int, quote: str) -> JsonValue:
    document = passage.document
    return {
        "passage": passage.id,
        "document": document.id,
        "version": document.version,
        "start": start,
        "end": end,
        "quote_sha256": _hash(quote),
    }


def _hash(text: str) -> str:
    return sha256(text.encode(errors="replace")).hexdigest()
