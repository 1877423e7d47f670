"""What a refusal says: what was searched, what nothing there mentions, and what to do."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from assistant.answer_types.answer_types import AnswerType
from assistant.answer_types.kinds import asked_type
from assistant.answers.missing_names import Missing, Vocabulary, missing
from assistant.evidence.evidence import Evidence
from assistant.questions.counting import counting_question
from assistant.questions.language import answer_language, content_words, is_asked_in
from assistant.questions.question_forms import SUMMARY, question_form
from assistant.wording.phrases import joined, listed, quoted
from assistant.wording.remarks import Remark, remark
from index.read_protocol import ReadableLibrary
from index.search.retrieval import Found
from index.text.cycles import is_in_range
from index.types import Document
from prompts.catalogues import wording

_NAMES_SHOWN = 3
_KIND_LOOKED_FOR = 3


def refusal(
    question: str, evidence: Sequence[Evidence], library: ReadableLibrary, found: Found
) -> Remark:
    """Returns the remark of a refusal: what was searched, what is not there, how to ask better."""
    language = answer_language(question)
    said = remark("refusal", language, library)
    parts = (said.text, advice(question, evidence, found, asked_type(question, found)))
    return Remark(joined(parts, language), said.named, said.counts)


def advice(
    question: str,
    evidence: Sequence[Evidence],
    vocabulary: Vocabulary,
    wanted: AnswerType | None = None,
) -> str:
    """Returns what nothing mentions, and how to ask better where nothing is missing.

    `wanted` is the kind of answer asked for, if that is known. Only what the reader may see was
    searched, so that it tells nothing of other documents.
    """
    language = answer_language(question)
    words = wording(language)
    if question_form(question).kind == SUMMARY:
        return words("advice-summary")
    parts = []
    if gone := _unmentioned(question, evidence, vocabulary, ()):
        parts.append(_said_of(gone[:_NAMES_SHOWN], language))
    if wanted and wanted.named and not any(e.right_kind for e in evidence[:_KIND_LOOKED_FOR]):
        parts.append(words(f"advice-kind-{wanted.kind}"))
    counting = counting_question(question)
    if counting is not None and counting.is_explicit:
        parts.append(words("advice-list"))
    return joined(parts or [words("advice-wide")], language)


def lacks_essential(question: str, evidence: Sequence[Evidence], found: Found) -> bool:
    """Tells whether a question asks for a price, or for so many years, and the best has none.

    However near it is to the question, it does not answer it.
    """
    wanted, best = asked_type(question, found), evidence[0]
    if wanted is None or best.right_kind:
        return False
    return wanted.missed_by(best.text, best.hit.passage.document.language)


@dataclass(frozen=True, slots=True)
class Unmentioned:
    """What in a question nothing mentions, so that what is found is about something else.

    Names are, or all that it asks about. `alone` tells that it asks for nothing besides names;
    `remark` says so above the closest block.
    """

    alone: bool
    remark: str


def unmentioned(
    question: str, evidence: Sequence[Evidence], vocabulary: Vocabulary, known: Sequence[str]
) -> Unmentioned | None:
    """Returns the names in a question that nothing mentions, None if there are none.

    They are told by how they are written; of "what about brazil", nothing that it asks about is
    mentioned. `known` is what it names documents, releases and the like by.
    """
    gone = _unmentioned(question, evidence, vocabulary, known)
    others = [each for each in gone if each.is_other]
    words = content_words(question)
    if not others and words and all(_is_of(word, [each.text for each in gone]) for word in words):
        others = list(gone)
    if not others:
        return None
    language = answer_language(question)
    names = [each.text for each in others if each.is_other]
    alone = bool(names) and all(_is_of(word, names) for word in words)
    said = _said_of(others[:_NAMES_SHOWN], language)
    return Unmentioned(alone, joined([said, wording(language)("advice-nearest")], language))


def unnamed(question: str, missing: str, documents: Sequence[Document]) -> str:
    """Returns what is said where what a question names is missing, or does not answer it.

    `missing` is its name as written, empty where it is there: the documents are named then.
    """
    language = answer_language(question)
    words = wording(language)
    if missing:
        return words("unnamed-missing", name=missing)
    names = [PurePosixPath(document.path).name for document in documents[:_NAMES_SHOWN]]
    return words("unnamed-silent", count=len(names), names=quoted(names, language))


def _unmentioned(
    question: str, evidence: Sequence[Evidence], vocabulary: Vocabulary, known: Sequence[str]
) -> tuple[Missing, ...]:
    """Returns what a question asks about that nothing mentions.

    A question in a language that nothing near it is in has other words for what is there.
    """
    languages = list(dict.fromkeys(e.hit.passage.document.language for e in evidence))
    gone = missing(question, vocabulary, known) if is_asked_in(question, languages) else ()
    spoken = [answer_language(question), *languages]
    best = [e.text for e in evidence[:_KIND_LOOKED_FOR]]
    # April is meant by "March to May", which does not name it.
    return tuple(m for m in gone if not any(is_in_range(m.text, t, spoken) for t in best))


def _is_of(word: str, names: Sequence[str]) -> bool:
    bare = re.sub(r"['’]s?$", "", word)
    return any(bare in name or name in bare for name in names)


def _said_of(gone: Sequence[Missing], language: str) -> str:
    words = wording(language)
    named = all(each.name for each in gone)
    marked = [
        words("advice-name", name=each.text) if each.name else words("quotation", quote=each.text)
        for each in gone
    ]
    return words(
        "advice-names" if named else "advice-words", words=listed(marked, "list-or", language)
    )
