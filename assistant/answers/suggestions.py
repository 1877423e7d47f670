"""Questions to start with: made of what the documents state, kept if they are answered with it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest

from langchain_core.runnables import Runnable

from assistant.questions.language import content_words
from assistant.types import Answer, Citation, Named, Question, named
from index.read_protocol import ReadableLibrary
from index.text.sentences import Span
from index.types import Document, Passage
from prompts.catalogues import Wording, wording

_WANTED = 4
_DOCUMENTS_TRIED = 12
_QUESTIONS_TRIED = 40
_STATEMENTS_PER_DOCUMENT = 8
_LONGEST_TOPIC = 48
_TEXT_READ = 60_000
_ASKING = ("?", "？")

# "Their Arctic cable project is a stroke …" states what the Arctic cable project is.
_THING = r"(?P<thing>[\w’'&/-]+(?: (?!is\b|are\b|was\b|that\b|which\b)[\w’'&/-]+){1,6}?)"
_ASIDE = r"(?:\s?[—–][^—–\n]{3,120}[—–]\s?|\s?\([^()\n]{2,80}\)\s?|,? )"
_STATEMENT = re.compile(
    rf"(?:(?:^|[.!?:;—]['’”\"]?\s)\s*(?:The|Their|Its|Our|Your|These)|[a-z,] (?:their|its|our))"
    rf" {_THING}{_ASIDE}(?P<verb>is|are) (?:\w+ly )?(?:an?|the|one of)\s\w",
    re.MULTILINE,
)
_DEFINITIONS = {
    "en": re.compile(r"[‘“\"](?P<thing>[^‘’“”\"\n]{3,40})[’”\"] means\b"),
    "ja": re.compile(r"「(?P<thing>[^「」\n]{2,20})」とは、"),
}
_JAPANESE_STATEMENT = re.compile(
    r"(?:^|。)\s*(?P<thing>[\u30a1-\u30faー\u4e00-\u9fff・]{2,20})(?:とは|は)、"
    r"[^。\n]{10,200}(?:である|です|をいう)。",
    re.MULTILINE,
)
_BREAKS = re.compile(r"\s*(?:[:：,，、;|]|\s[—–-]\s)\s*|[（()）]")
_NUMBERING = re.compile(
    r"^(?:article|section|chapter|part|annex|appendix)?\s*[\dIVX]+[.)]?\s*", re.IGNORECASE
)
_JAPANESE_NUMBERING = re.compile(r"^第[0-9一二三四五六七八九十百]+[章節条款項]\s*")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question that is answered, with the documents that it is made of and answered from."""

    question: str
    named: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class _Suggestion:
    """A possible question, and the stretch of a document that it was made of."""

    question: str
    document: Document
    source: Span

    def is_source_of(self, citation: Citation) -> bool:
        """Tells whether a quote is from there."""
        start, end = self.source
        same = citation.passage.document.id == self.document.id
        return same and citation.start < end and start < citation.end


def suggest(
    library: ReadableLibrary, answering: Runnable[Question, Answer], language: str
) -> tuple[Suggestion, ...]:
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


@dataclass(frozen=True, slots=True)
class Topic:
    """A question about what a passage of a document stands under."""

    text: str
    document: Document


def questions_about(passages: Sequence[Passage], language: str) -> list[Topic]:
    """Returns questions about what passages stand under, each once, those of the first first.

    Of each passage comes the heading next to it, then those above and the titles.
    """
    rows = [
        [(_topic(each), p.document) for each in (*reversed(p.heading), p.document.title)]
        for p in passages
    ]
    turns = (turn for column in zip_longest(*rows) for turn in column if turn and turn[0])
    words = wording(language)
    found: dict[str, Topic] = {}
    for topic, document in turns:
        found.setdefault(topic.casefold(), Topic(_about(topic, words), document))
    return list(found.values())


def is_same_question(offered: str, question: str) -> bool:
    """Tells whether a question asks for nothing more than one that is offered for it."""
    said, asked = ({word.casefold() for word in content_words(e)} for e in (offered, question))
    return asked <= said


def _answered(
    candidates: Iterable[_Suggestion], answering: Runnable[Question, Answer]
) -> Iterator[Suggestion]:
    """Yields the questions that get an answer from where they were made, as no other gets."""
    seen: set[str] = set()
    for candidate in candidates:
        answer = answering.invoke(Question(candidate.question))
        first = answer.citations[0] if answer.answered else None
        if first and first.quote not in seen and candidate.is_source_of(first):
            seen.add(first.quote)
            cited = [citation.passage.document for citation in answer.citations]
            yield Suggestion(candidate.question, named([candidate.document, *cited]))


def _questions(documents: Sequence[Document], language: str) -> Iterator[_Suggestion]:
    """Yields possible questions, taking turns between the documents that they are made of."""
    turns = zip_longest(*(_questions_of(document, language) for document in documents))
    found: dict[str, _Suggestion] = {}
    for candidates in turns:
        for candidate in filter(None, candidates):
            found.setdefault(candidate.question, candidate)
    return iter(found.values())


def _questions_of(document: Document, language: str) -> Iterator[_Suggestion]:
    """Yields definitions, then statements of what something is, then headings."""
    words = wording(language)
    text = document.text[:_TEXT_READ]
    if (form := _DEFINITIONS.get(language)) and (definition := form.search(text)):
        question = words("suggested-definition", thing=definition["thing"])
        yield _Suggestion(question, document, definition.span())
    statements = _STATEMENTS[language](text) if language in _STATEMENTS else ()
    for question, span in islice(statements, _STATEMENTS_PER_DOCUMENT):
        yield _Suggestion(question, document, span)
    for heading, span in _headings(document):
        if topic := _topic(heading):
            yield _Suggestion(_about(topic, words), document, span)


def _headings(document: Document) -> Iterator[tuple[str, Span]]:
    """Yields each heading with where its section stands, then the title with the whole."""
    whole = (0, len(document.text))
    found: dict[str, Span] = {}
    for section in document.sections:
        if section.heading:
            start, _ = found.get(section.heading[-1], (section.start, 0))
            found[section.heading[-1]] = (start, section.end)
    found.setdefault(document.title, whole)
    return iter(found.items())


def _english_statements(text: str) -> Iterator[tuple[str, Span]]:
    words = wording("en")
    for match in _STATEMENT.finditer(text):
        thing = match["thing"]
        if content_words(thing) and len(thing) <= _LONGEST_TOPIC:
            key = "suggested-what-is" if match["verb"] == "is" else "suggested-what-are"
            yield words(key, thing=thing), match.span()


def _japanese_statements(text: str) -> Iterator[tuple[str, Span]]:
    for match in _JAPANESE_STATEMENT.finditer(text):
        yield wording("ja")("suggested-what-is", thing=match["thing"]), match.span()


_STATEMENTS = {"en": _english_statements, "ja": _japanese_statements}
"""How to tell what something is stated to be, by the language of the document."""


def _about(topic: str, words: Wording) -> str:
    """Returns the question for a topic; a heading that asks is one already, as in a FAQ."""
    return topic if topic.endswith(_ASKING) else words("suggested-about", thing=topic)


def _topic(heading: str) -> str:
    """Returns the part of a heading that says most, empty if none is short enough.

    A part that goes on in small letters belongs to the one before it.
    """
    bare = _JAPANESE_NUMBERING.sub("", _NUMBERING.sub("", heading)).strip()
    first, *others = _BREAKS.split(bare)
    alone = [first, *(part for part in others if not part[:1].islower())]
    parts = [part.removeprefix("The ") for part in alone if content_words(part)]
    fitting = [part for part in parts if len(part) <= _LONGEST_TOPIC]
    return max(fitting, key=lambda part: len(content_words(part)), default="")
