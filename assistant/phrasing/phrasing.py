"""Phrasing: a language model words the answer, and each of its sentences is checked.

A sentence is shown once it is finished and the passages that it cites say what it says. If the
model fails, or nothing of what it writes holds, the documents' own sentences are the answer.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace

from assistant.grounding.grounding import Comparing, Grounding, Support, SupportVerdict
from assistant.phrasing.citation_grammar import CitationReader, Written
from assistant.phrasing.language_models import LanguageModel, language_model
from assistant.phrasing.model_failures import ModelFailure
from assistant.phrasing.model_prompt import NOTHING, Prompt, build_prompt
from assistant.questions.language import language_of
from assistant.settings import Settings
from assistant.types import Answer, Citation, Sentence
from assistant.wording.model_notes import instead, removed
from index.types import Passage

_LONGEST = 6_000
"""Characters after which a model that does not stop is not read any further."""


class Phrasing:
    """Lets a language model word answers; for any number of threads."""

    def __init__(self, settings: Settings, model: LanguageModel) -> None:
        """Takes the settings, and the model, which may not be there."""
        self._settings = settings
        self._model = model

    def warm(self) -> None:
        """Begins to open the model, so that the first question need not wait for it."""
        self._model.warm()

    def answers(
        self, extractive: Answer, passages: Sequence[Passage], comparing: Comparing
    ) -> Iterator[Answer]:
        """Yields the answer as it grows, from nothing to the whole; the last one is complete.

        While the model is silent the same answer comes again, so that a caller can stop: closing
        the iterator ends the request. `extractive` is the answer without a model, `comparing` what
        the passages were found with.
        """
        draft = _Draft(extractive, self._model.name, self._settings.unsupported == "mark")
        yield draft.answer()
        try:
            prompt = self._prompt(extractive, passages)
            yield from self._growing(draft, prompt, Grounding(comparing))
        except ModelFailure as failure:
            yield replace(extractive, note=instead(failure.kind, extractive.question))
            return
        yield draft.whole()

    def _prompt(self, answer: Answer, passages: Sequence[Passage]) -> Prompt:
        room = self._settings.chat_context - self._settings.chat_answer_tokens
        language = language_of(answer.question)
        return build_prompt(answer.standalone_question, passages, language, room)

    def _growing(self, draft: "_Draft", prompt: Prompt, grounding: Grounding) -> Iterator[Answer]:
        reader = CitationReader(prompt.passages)
        read = 0
        with closing(self._model.stream(prompt.template, prompt.values)) as pieces:
            for piece in pieces:
                read += len(piece)
                yield from draft.taking(reader.feed(piece), prompt, grounding)
                if not piece:
                    yield draft.answer()
                if read > _LONGEST:
                    break
        yield from draft.taking(reader.finish(), prompt, grounding)


class _Draft:
    """An answer of a model as it grows."""

    def __init__(self, extractive: Answer, model: str, marking: bool) -> None:
        self._extractive = extractive
        self._model = model
        self._marking = marking
        self._sentences: list[Sentence] = []
        self._citations: list[Citation] = []
        self._removed = 0
        self._nothing = False

    def answer(self) -> Answer:
        """Returns the answer as it stands."""
        return replace(
            self._extractive,
            sentences=tuple(self._sentences),
            citations=tuple(self._citations),
            model=self._model,
            note="",
        )

    def whole(self) -> Answer:
        """Returns the answer when the model has ended: the documents' own if nothing holds."""
        question = self._extractive.question
        if not any(sentence.verified for sentence in self._sentences):
            reason = "nothing" if self._nothing else "unsupported"
            return replace(self._extractive, note=instead(reason, question))
        note = removed(self._removed, question) if self._removed else ""
        return replace(self.answer(), note=note)

    def taking(
        self, written: Sequence[Written], prompt: Prompt, grounding: Grounding
    ) -> Iterator[Answer]:
        """Yields the answer after each sentence that is added."""
        for each in written:
            if NOTHING in each.text:
                self._nothing = True
                continue
            verdict = self._checked(each, prompt, grounding)
            if self._add(each, verdict):
                yield self.answer()

    def _checked(self, written: Written, prompt: Prompt, grounding: Grounding) -> SupportVerdict:
        verdict = grounding.check(written.text, [prompt.passages[key] for key in written.keys])
        if written.invented and verdict.fault != "address":
            return replace(verdict, fault="invented citation")
        return verdict

    def _add(self, written: Written, verdict: SupportVerdict) -> bool:
        # A sentence with an address is not even shown as doubtful: it could be followed.
        hidden = verdict.fault == "address" or not self._marking
        if verdict.fault and hidden:
            self._removed += 1
            return False
        numbers = tuple(dict.fromkeys(self._number(s) for s in verdict.supports))
        self._sentences.append(Sentence(written.text, numbers, verified=not verdict.fault))
        return True

    def _number(self, support: Support) -> int:
        """Returns the number of the citation of a place, which is made at its first use."""
        place = (support.passage.id, support.start, support.end)
        for citation in self._citations:
            if (citation.passage.id, citation.start, citation.end) == place:
                return citation.number
        number = len(self._citations) + 1
        self._citations.append(
            Citation(number, support.passage, support.start, support.end, support.text)
        )
        return number


def phrasing(settings: Settings) -> Phrasing | None:
    """Returns what words answers, None if no model is set."""
    model = language_model(settings)
    return Phrasing(settings, model) if model else None
