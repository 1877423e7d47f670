"""What the assistant says above things that it counted: how many, and by which rule."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.wording.phrases import joined, quoted
from prompts.catalogues import wording


@dataclass(frozen=True, slots=True)
class Tally:
    """How many things have something, have it not, or are not said to; in how many documents.

    `part` is how many passages of how many were read, None for all.
    """

    having: int
    lacking: int
    silent: int
    documents: int
    part: tuple[int, int] | None = None


def counted_line(
    things: str, words: Sequence[str], tally: Tally, language: str, *, negated: bool
) -> str:
    """Returns the line above counted things: how many, and what was left out."""
    say, kind = wording(language), "lacking" if negated else "having"
    left = {"having": tally.having, "lacking": tally.lacking, "silent": tally.silent}
    found = left.pop(kind)
    first = say(
        f"counted-{kind}" if words else "counted-every",
        things=things,
        words=quoted(words, language) if words else "",
        found=found,
        alike=found + sum(left.values()),
    )
    where = say("counted-where", count=tally.documents)
    out = [say(f"counted-{k}-left-out", number=n) for k, n in left.items() if n]
    part = ""
    if tally.part:
        read, every = tally.part
        part = say("counted-part", read=read, all=every, things=things)
    return joined([first, where, *out, part], language)
