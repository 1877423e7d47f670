"""Questions to start with: drawn from the documents' headings, kept if they are answered well."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice, zip_longest

from langchain_core.runnables import Runnable

from assistant.language import content_words
from assistant.types import Answer, Question
from index.library import Library
from index.types import Document

_WANTED = 4
_DOCUMENTS_TRIED = 12
_QUESTIONS_TRIED = 24
_LONGEST_TOPIC = 48
_BREAKS = re.compile(r"\s*(?:[:：,，、;|]|\s[—–-]\s|\band\b|\s&\s)\s*|[（()）]")
_NUMBERING = re.compile(
    r"^(?:article|section|chapter|part|annex|appendix)?\s*[\dIVX]+[.)]?\s*", re.I
)
_JAPANESE_NUMBERING = re.compile(r"^第[0-9一二三四五六七八九十百]+[章節条款項]\s*")
_DEFINITION = re.compile(r"[‘“\"]([^‘’“”\"\n]{3,40})[’”\"] means\b")
_QUESTIONS = {
    "en": "What do the documents say about {}?",
    "ja": "{}について、文書には何と書かれていますか。",
}
_DEFINITIONS = {"en": "What does “{}” mean?", "ja": "「{}」とはどういう意味ですか。"}


def suggest(
    library: Library, answering: Runnable[Question, Answer], language: str
) -> tuple[str, ...]:
    """Returns up to four questions, each of which was asked once and answered.

    Where the documents answer nothing in `language`, the questions are in English.
    """
    documents = list(islice(library.documents(), _DOCUMENTS_TRIED))
    for code in dict.fromkeys((language, "en")):
        asked = islice(_questions(documents, code), _QUESTIONS_TRIED)
        answered = _answered(asked, answering)
        if found := tuple(islice(answered, _WANTED)):
            return found
    return ()


def _answered(questions: Iterable[str], answering: Runnable[Question, Answer]) -> Iterator[str]:
    """Yields the questions that get an answer no other of them gets."""
    seen: set[str] = set()
    for question in questions:
        answer = answering.invoke(Question(question))
        first = answer.citations[0].quote if answer.answered else ""
        if first and first not in seen:
            seen.add(first)
            yield question


def _questions(documents: Iterable[Document], language: str) -> Iterator[str]:
    """Yields possible questions, taking turns between the documents."""
    turns = zip_longest(*(_questions_of(document, language) for document in documents))
    return (question for question in dict.fromkeys(chain.from_iterable(turns)) if question)


def _questions_of(document: Document, language: str) -> Iterator[str]:
    definition = _DEFINITION.search(document.text)
    if definition:
        yield _DEFINITIONS[language].format(definition[1])
    headings = dict.fromkeys(
        section.heading[-1] for section in document.sections if section.heading
    )
    for heading in headings or [document.title]:
        if topic := _topic(heading):
            yield _QUESTIONS[language].format(topic)


def _topic(heading: str) -> str:
    """Returns the most telling part of a heading: its last one that is a name of something."""
    bare = _JAPANESE_NUMBERING.sub("", _NUMBERING.sub("", heading)).strip()
    parts = [part for part in _BREAKS.split(bare) if content_words(part)]
    fitting = [part for part in parts if len(part) <= _LONGEST_TOPIC]
    return max(fitting, key=lambda part: len(content_words(part)), default="")
