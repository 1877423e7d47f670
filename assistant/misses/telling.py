"""What is said of a passage that was not found: why, and what came before it."""

from dataclasses import dataclass

from assistant.misses.miss import Miss, MissReason, PassageScores, Rival
from assistant.wording.file_notes import file_notes
from assistant.wording.phrases import listed, quoted
from prompts.catalogues import Wording

COLUMNS = ("rank", "meaning", "words", "read")
"""The keys of what is compared, in the order of `figures`."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A passage beside others: `rival` is None for the one that was missed."""

    rival: Rival | None
    figures: tuple[str, ...]
    note: str = ""


def miss_lines(miss: Miss, words: Wording) -> tuple[str, ...]:
    """Returns why a passage was not found, the reason first."""
    lines = [_reason(miss, words)]
    if miss.reason is MissReason.OUTRANKED:
        lines.append(_rank(miss, words))
        if miss.short:
            lines.append(words("miss-all-unsure", **_sureness(miss)))
    return tuple(lines)


def compared(miss: Miss, words: Wording) -> tuple[Compared, ...]:
    """Returns the missed passage and those that came first, each with what it scored."""
    if not miss.rivals:
        return ()
    missed = Compared(None, figures(miss.parts))
    others = (Compared(r, figures(r.parts), _shared(r, words)) for r in miss.rivals)
    return (missed, *others)


def figures(parts: PassageScores) -> tuple[str, ...]:
    """Returns what a passage scored as it is shown: its place, and the others in per cent."""
    scores = (parts.meaning, parts.words, parts.read)
    return (
        "–" if parts.rank is None else str(parts.rank),
        *("–" if score is None else f"{100 * score:.0f} %" for score in scores),
    )


def _reason(miss: Miss, words: Wording) -> str:
    match miss.reason:
        case MissReason.CITED:
            numbers = listed([f"[{n}]" for n in miss.numbers], "list-and", words.language)
            return words("miss-cited", numbers=numbers)
        case MissReason.NOT_INDEXED if miss.cause is not None:
            return words(f"miss-not-indexed-{miss.cause}")
        case MissReason.NOT_READ if not miss.notes:
            return words("miss-not-searched-through")
        case MissReason.FAILED | MissReason.NOT_READ:
            return words(f"miss-{miss.reason}", note=file_notes(miss.notes, words))
        case MissReason.NOT_SEARCHED | MissReason.REFUSED:
            note = quoted(miss.notes, words.language)
            return words(f"miss-{miss.reason}", note=note)
        case MissReason.BELOW:
            return words("miss-below", short=_percent(miss.short), **_sureness(miss))
    return words(f"miss-{miss.reason}")


def _rank(miss: Miss, words: Wording) -> str:
    if miss.parts.rank is None:
        return words("miss-far", searched=miss.searched)
    return words("miss-rank", searched=miss.searched, rank=miss.parts.rank)


def _sureness(miss: Miss) -> dict[str, str]:
    return {"sure": _percent(miss.sure or 0.0), "needed": _percent(miss.needed or 0.0)}


def _percent(share: float) -> str:
    return f"{100 * share:.1f}".removesuffix(".0")


def _shared(rival: Rival, words: Wording) -> str:
    if not rival.shared:
        return words("miss-no-shared")
    return words("miss-shared", words=quoted(rival.shared, words.language))
