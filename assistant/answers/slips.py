"""Slips in a question, and the question as it was meant."""

import re
from dataclasses import dataclass, replace
from typing import Protocol

from assistant.questions.language import answer_language, content_words, is_asked_in
from assistant.types import Answer, Question
from assistant.wording.phrases import joined
from prompts.catalogues import wording

_QUOTED = re.compile(r"[“\"«「『][^“”\"«»「」『』]*[”\"»」』]")


class Spelling(Protocol):
    """The words of what was searched, how they are spelt, and in which languages."""

    def languages(self) -> tuple[str, ...]:
        """Returns the languages of what was searched."""

    def lacks(self, words: list[str]) -> list[bool]:
        """Tells of each word whether nothing that was searched has it."""

    def knows(self, word: str) -> bool:
        """Tells whether a word of the question is one that many write so."""

    def meant(self, word: str) -> str | None:
        """Returns the word that another was meant to be, None if there is none."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A question as it was meant, and what was read as what."""

    question: str
    slips: tuple[tuple[str, str], ...]

    def asked(self, question: Question) -> Question:
        """Returns a question of a reader as it was meant."""
        return replace(question, text=self.question)

    def note(self) -> str:
        """Returns the line that says so, in the language of the question."""
        words = wording(answer_language(self.question))
        marked = [words("meant-word", word=meant) for _, meant in self.slips]
        return words("meant", meant=words("list-comma").join(marked))


def corrected(question: str, spelling: Spelling, *, real: bool = False) -> Corrected | None:
    """Returns a question without its slips, None if it has none that can be told.

    With `real`, what may be a slip though it is a word too is taken for one: "the trail period".
    What it quotes, or writes as a name or a code, is left as it is, and so is a question in a
    language that nothing is in: other words of it would look like slips.
    """
    bare = _QUOTED.sub(" ", question)
    words = [word for word in content_words(bare) if _may_be_a_slip(word, bare)]
    unknown = [word for word in words if real or not spelling.knows(word)]
    gone = [word for word, lacks in zip(unknown, spelling.lacks(unknown), strict=True) if lacks]
    languages = spelling.languages() if gone else ()
    if not is_asked_in(question, languages):
        return None
    found = [(word, spelling.meant(word)) for word in gone]
    slips = tuple((slip, meant) for slip, meant in found if meant is not None)
    return Corrected(_replaced(question, dict(slips)), slips) if slips else None


def as_read(answer: Answer, question: str, read: Corrected) -> Answer:
    """Returns the answer to a question that had slips, which says how it was read."""
    note = read.note()
    if answer.sentences:
        notes = " ".join(filter(None, [note, answer.note]))
        return replace(answer, question=question, note=notes)
    remark = joined([note, answer.remark], answer_language(question))
    return replace(answer, question=question, remark=remark)


def _may_be_a_slip(word: str, question: str) -> bool:
    named = word[:1].isupper() and not question.lstrip().startswith(word)
    return word.isalpha() and not named and not word[1:].isupper()


def _replaced(question: str, slips: dict[str, str]) -> str:
    any_slip = "|".join(re.escape(slip) for slip in slips)
    bounded = rf"(?<![^\W_])(?:{any_slip})(?![^\W_])" if any_slip.isascii() else any_slip
    return re.sub(bounded, lambda found: slips[found.group()], question)
