"""What can be made of an answer without a language model, and a plain word on what cannot."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.evidence.evidence import Evidence
from assistant.evidence.extractive import compose, repeats
from assistant.questions.language import language_of
from assistant.questions.renderings import Rendering, Wanted
from assistant.types import Answer

_WORDING = {
    "en": {
        Rendering.TRANSLATION: "I quote the documents as they are written, and cannot translate.",
        Rendering.TABLE: "I cannot make a table; this is how the documents put it.",
        Rendering.POINTS: "The sentences that say most, word for word.",
        Rendering.SHORT: "The sentence that says most, word for word.",
        Rendering.SIMPLE: "I quote the documents, and cannot put them in simpler words.",
        Rendering.TEXT: "I cannot write a text; these are the documents’ own words for it.",
        "nothing": "Of what? Ask a question first, or name it.",
    },
    "ja": {
        Rendering.TRANSLATION: "文書の原文のままお答えします。翻訳はできません。",
        Rendering.TABLE: "表は作れません。文書の書き方のままお示しします。",
        Rendering.POINTS: "要点となる文を原文のままお示しします。",
        Rendering.SHORT: "最も要点となる一文を原文のままお示しします。",
        Rendering.SIMPLE: "文書の原文のままお答えします。やさしい言葉への言い換えはできません。",
        Rendering.TEXT: "文章は作れません。もとになる文書の原文をお示しします。",
        "nothing": "何についてでしょうか。先に質問するか、対象をお書きください。",
    },
}


def rendered(answer: Answer, question: str, wanted: Wanted, evidence: Sequence[Evidence]) -> Answer:
    """Returns an answer as it was asked for, as far as that can be, which its note says.

    `evidence` is what it was chosen from, empty if its sentences are to stay.
    """
    made = replace(answer, question=question)
    if not made.sentences:
        return made
    number = {Rendering.POINTS: wanted.points, Rendering.SHORT: 1}.get(wanted.rendering)
    if number and evidence:
        sentences, citations = compose(_telling(evidence, number))
        made = replace(made, sentences=sentences, citations=citations)
    said = _WORDING[language_of(question)][wanted.rendering]
    return replace(made, note=" ".join(filter(None, [said, answer.note])))


def of_nothing(question: str, wanted: Wanted) -> Answer:
    """Returns what to say where nothing is named, or was asked, that could be rendered."""
    wording = _WORDING[language_of(question)]
    possible = wanted.rendering in (Rendering.POINTS, Rendering.SHORT)
    cannot = "" if possible else wording[wanted.rendering]
    return Answer(question, question, remark=" ".join(filter(None, [cannot, wording["nothing"]])))


def _telling(evidence: Sequence[Evidence], number: int) -> list[Evidence]:
    """Returns the most telling sentences of so many blocks, none of which repeats another."""
    chosen: list[Evidence] = []
    for candidate in (each.narrowed() for each in evidence):
        if len(chosen) == number:
            break
        if not any(repeats(candidate.text, each.text) for each in chosen):
            chosen.append(candidate)
    return chosen
