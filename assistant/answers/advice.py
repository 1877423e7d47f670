"""What a refusal says: what was searched, what nothing there mentions, and what to do."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answers.missing_names import Missing, Vocabulary, missing
from assistant.evidence.evidence import Evidence
from assistant.questions.answer_types import answer_type
from assistant.questions.language import content_words, is_asked_in, language_of
from assistant.questions.question_forms import SUMMARY, question_form
from assistant.wording.remarks import Remark, remark
from index.read_protocol import ReadableLibrary

_NAMES_SHOWN = 3
_SPACES = {"en": " ", "ja": ""}
_KIND_LOOKED_FOR = 3
_WORDING = {
    "en": {
        "names": "Nothing here names {words}.",
        "words": "Nothing here mentions {words}.",
        "kind": "The closest passages name no {kind} that fits.",
        "nearest": "The closest I found:",
        "wide": "Name the document, or the thing you mean, more exactly.",
        "summary": "Say which document is to be summed up, by its title.",
    },
    "ja": {
        "names": "{words}は、どの文書にも出てきません。",
        "words": "{words}という言葉は、どの文書にもありません。",
        "kind": "近い箇所に、当てはまる{kind}は書かれていません。",
        "nearest": "最も近い箇所は次のとおりです。",
        "wide": "文書の名前や、お知りになりたい事柄を、より具体的にお書きください。",
        "summary": "どの文書を要約するか、その題名をお書きください。",
    },
}
_KINDS = {
    "en": {
        "money": "price or amount",
        "date": "date",
        "number": "number",
        "person": "person",
        "organisation": "organisation",
    },
    "ja": {
        "money": "金額",
        "date": "日付",
        "number": "数",
        "person": "人物",
        "organisation": "組織",
    },
}


def refusal(
    question: str, evidence: Sequence[Evidence], library: ReadableLibrary, vocabulary: Vocabulary
) -> Remark:
    """Returns the remark of a refusal: what was searched, what is not there, how to ask better."""
    language = language_of(question)
    said = remark("refusal", language, library)
    parts = (said.text, advice(question, evidence, vocabulary))
    return Remark(_SPACES[language].join(parts), said.named, said.counts)


def advice(question: str, evidence: Sequence[Evidence], vocabulary: Vocabulary) -> str:
    """Returns what nothing mentions, and how to ask better where nothing is missing.

    Only what the reader may see was searched, so that it tells nothing of other documents.
    """
    language = language_of(question)
    wording = _WORDING[language]
    if question_form(question).kind == SUMMARY:
        return wording["summary"]
    parts = []
    if gone := _unmentioned(question, evidence, vocabulary, ()):
        parts.append(_said_of(gone[:_NAMES_SHOWN], language))
    wanted = answer_type(question)
    if wanted and wanted.named and not any(e.right_kind for e in evidence[:_KIND_LOOKED_FOR]):
        parts.append(wording["kind"].format(kind=_KINDS[language][wanted.kind]))
    return _SPACES[language].join(parts or [wording["wide"]])


def lacks_essential(question: str, evidence: Sequence[Evidence]) -> bool:
    """Tells whether a question asks for a price, or for so many years, and the best has none.

    However near it is to the question, it does not answer it.
    """
    wanted = answer_type(question)
    best = evidence[0]
    return wanted is not None and not best.right_kind and wanted.missed_by(best.text)


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
    language = language_of(question)
    names = [each.text for each in others if each.is_other]
    alone = bool(names) and all(_is_of(word, names) for word in words)
    said = _said_of(others[:_NAMES_SHOWN], language)
    return Unmentioned(alone, _SPACES[language].join([said, _WORDING[language]["nearest"]]))


def _unmentioned(
    question: str, evidence: Sequence[Evidence], vocabulary: Vocabulary, known: Sequence[str]
) -> tuple[Missing, ...]:
    """Returns what a question asks about that nothing mentions.

    A question in a language that nothing near it is in has other words for what is there.
    """
    languages = list(dict.fromkeys(e.hit.passage.document.language for e in evidence))
    return missing(question, vocabulary, known) if is_asked_in(question, languages) else ()


def _is_of(word: str, names: Sequence[str]) -> bool:
    bare = re.sub(r"['’]s?$", "", word)
    return any(bare in name or name in bare for name in names)


def _said_of(gone: Sequence[Missing], language: str) -> str:
    said = "names" if all(each.name for each in gone) else "words"
    return _WORDING[language][said].format(words=_listed(gone, language))


def _listed(gone: Sequence[Missing], language: str) -> str:
    if language == "ja":
        return "".join(f"「{each.text}」" for each in gone)
    said = [each.text if each.name else f"“{each.text}”" for each in gone]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} or {said[-1]}"
