"""What a refusal adds: which words the closest passages lack, what kind of answer, what to do."""

from collections.abc import Sequence

from assistant.answer_types import answer_type
from assistant.evidence import Evidence
from assistant.language import content_words, language_of
from assistant.question_forms import SUMMARY, question_form
from assistant.remarks import remark
from index.analysis import terms
from index.read_protocol import ReadableLibrary

_WORDS_SHOWN = 3
_WORDING = {
    "en": {
        "words": "The closest passages do not speak of {words}. Try other words.",
        "kind": "They name no {kind} that fits. Ask what they say about the subject instead.",
        "wide": "Name the document, or the thing you mean, more exactly.",
        "summary": "Say which document is to be summed up, by its title.",
    },
    "ja": {
        "words": "近い箇所には{words}という言葉がありません。別の言葉でお試しください。",
        "kind": "当てはまる{kind}は書かれていません。その事柄について何とあるかをお尋ねください。",
        "summary": "どの文書を要約するか、その題名をお書きください。",
        "wide": "文書の名前や、お知りになりたい事柄を、より具体的にお書きください。",
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


def refusal(question: str, evidence: Sequence[Evidence], library: ReadableLibrary) -> str:
    """Returns the remark of a refusal: that the documents do not answer, and how to ask better."""
    language = language_of(question)
    parts = (remark("refusal", language, library).text, advice(question, evidence))
    return ("" if language == "ja" else " ").join(parts)


def advice(question: str, evidence: Sequence[Evidence]) -> str:
    """Returns how to ask better, for a question that the evidence does not answer.

    Only passages that the reader was shown count, so that it tells nothing of others.
    """
    language = language_of(question)
    wording = _WORDING[language]
    if question_form(question).kind == SUMMARY:
        return wording["summary"]
    parts = []
    if words := missing_words(question, evidence):
        parts.append(wording["words"].format(words=_listed(words[:_WORDS_SHOWN], language)))
    wanted = answer_type(question)
    if wanted and wanted.named and not any(e.right_kind for e in evidence[:_WORDS_SHOWN]):
        parts.append(wording["kind"].format(kind=_KINDS[language][wanted.kind]))
    return ("" if language == "ja" else " ").join(parts or [wording["wide"]])


def missing_words(question: str, evidence: Sequence[Evidence]) -> list[str]:
    """Returns the telling words of a question that none of the passages read has."""
    hits = {e.hit.passage.id: e.hit.passage for e in evidence}.values()
    languages = {passage.document.language for passage in hits} or {"en"}
    said = {
        term
        for p in hits
        for term in terms(" ".join([p.document.title, *p.heading, p.text]), p.document.language)
    }
    words = [word for word in content_words(question) if len(word) > 1]
    return [word for word in words if _is_missing(word, said, languages)]


def _is_missing(word: str, said: set[str], languages: set[str]) -> bool:
    return not any(set(terms(word, language)) <= said for language in languages)


def _listed(words: Sequence[str], language: str) -> str:
    if language == "ja":
        return "".join(f"「{word}」" for word in words)
    quoted = [f"“{word}”" for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
