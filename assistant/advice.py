"""What a refusal says: what was searched, what nothing there mentions, and what to do."""

from collections.abc import Sequence

from assistant.answer_types import answer_type
from assistant.answers.missing_names import Missing, Vocabulary, missing
from assistant.evidence import Evidence
from assistant.language import is_asked_in, language_of
from assistant.question_forms import SUMMARY, question_form
from assistant.remarks import Remark, remark
from index.read_protocol import ReadableLibrary

_NAMES_SHOWN = 3
_KIND_LOOKED_FOR = 3
_WORDING = {
    "en": {
        "names": "Nothing here names {words}.",
        "words": "Nothing here mentions {words}.",
        "kind": "The closest passages name no {kind} that fits.",
        "wide": "Name the document, or the thing you mean, more exactly.",
        "summary": "Say which document is to be summed up, by its title.",
    },
    "ja": {
        "names": "{words}は、どの文書にも出てきません。",
        "words": "{words}という言葉は、どの文書にもありません。",
        "kind": "近い箇所に、当てはまる{kind}は書かれていません。",
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
    return Remark(("" if language == "ja" else " ").join(parts), said.named, said.counts)


def advice(question: str, evidence: Sequence[Evidence], vocabulary: Vocabulary) -> str:
    """Returns what nothing mentions, and how to ask better where nothing is missing.

    Only what the reader may see was searched, so that it tells nothing of other documents.
    """
    language = language_of(question)
    wording = _WORDING[language]
    if question_form(question).kind == SUMMARY:
        return wording["summary"]
    parts = []
    if gone := unmentioned(question, evidence, vocabulary):
        said = "names" if all(each.name for each in gone) else "words"
        parts.append(wording[said].format(words=_listed(gone, language)))
    wanted = answer_type(question)
    if wanted and wanted.named and not any(e.right_kind for e in evidence[:_KIND_LOOKED_FOR]):
        parts.append(wording["kind"].format(kind=_KINDS[language][wanted.kind]))
    return ("" if language == "ja" else " ").join(parts or [wording["wide"]])


def unmentioned(
    question: str, evidence: Sequence[Evidence], vocabulary: Vocabulary
) -> tuple[Missing, ...]:
    """Returns what a question asks about that nothing mentions, the first few.

    A question in a language that nothing near it is in has other words for what is there.
    """
    languages = list(dict.fromkeys(e.hit.passage.document.language for e in evidence))
    if not is_asked_in(question, languages):
        return ()
    return missing(question, vocabulary)[:_NAMES_SHOWN]


def _listed(gone: Sequence[Missing], language: str) -> str:
    if language == "ja":
        return "".join(f"「{each.text}」" for each in gone)
    said = [each.text if each.name else f"“{each.text}”" for each in gone]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} or {said[-1]}"
