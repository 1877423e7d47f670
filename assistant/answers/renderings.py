"""What can be made of an answer without a language model, and a plain word on what cannot."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.evidence.evidence import Evidence
from assistant.evidence.extractive import compose, repeats
from assistant.questions.language import answer_language
from assistant.questions.renderings import Rendering, RenderingRequest
from assistant.types import Answer
from prompts.catalogues import wording


def rendered(
    answer: Answer, question: str, wanted: RenderingRequest, evidence: Sequence[Evidence]
) -> Answer:
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
    said = wording(answer_language(question))(f"rendering-{wanted.rendering}")
    return replace(made, note=" ".join(filter(None, [said, answer.note])))


def of_nothing(question: str, wanted: RenderingRequest) -> Answer:
    """Returns what to say where nothing is named, or was asked, that could be rendered."""
    words = wording(answer_language(question))
    possible = wanted.rendering in (Rendering.POINTS, Rendering.SHORT)
    cannot = "" if possible else words(f"rendering-{wanted.rendering}")
    remark = " ".join(filter(None, [cannot, words("rendering-nothing")]))
    return Answer(question, question, remark=remark)


def _telling(evidence: Sequence[Evidence], number: int) -> list[Evidence]:
    """Returns the most telling sentences of so many blocks, none of which repeats another."""
    chosen: list[Evidence] = []
    for candidate in (each.narrowed() for each in evidence):
        if len(chosen) == number:
            break
        if not any(repeats(candidate.text, each.text) for each in chosen):
            chosen.append(candidate)
    return chosen
