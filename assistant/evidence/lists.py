"""Lists: an answer that begins one, or is an item of it, brings the line before and all items."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.evidence.evidence import Evidence
from assistant.evidence.list_forms import is_introduction, is_item, is_mark, leads_list
from index.text.sentences import Span, sentences
from index.text.width import columns
from index.types import Section
from prompts.catalogues import wording

_TERSE = 90
"""How many columns the items of a list without a lead line have on average, at most."""


@dataclass(frozen=True, slots=True)
class ListLimits:
    """How many items of a list are quoted at most, and in how many characters."""

    items: int
    characters: int


ASKED_FOR = ListLimits(40, 4_000)
"""For a question that asks for a list, or for steps."""

IN_PASSING = ListLimits(12, 1_200)
"""For a question that happens to be answered by one."""


@dataclass(frozen=True, slots=True)
class WholeList:
    """A list as evidence, from its lead line to its last item; `left_out` items come after it."""

    evidence: Evidence
    left_out: int

    def note(self, language: str) -> str:
        """Returns a line that says what was left out, in a language; empty if nothing was."""
        return wording(language)("list-goes-on", left=self.left_out) if self.left_out else ""


def whole_list(
    best: Evidence, limits: ListLimits = IN_PASSING, *, unled: bool = False, after: bool = False
) -> WholeList | None:
    """Returns the list that `best` leads, holds or is an item of; None if it is in none.

    A list ends with its section, not with the passage that was found. With `unled`, it may lack a
    line that introduces it, if its items are short: others are rather paragraphs with numbers. With
    `after`, a paragraph leads the list that stands next to it, with a lead line of its own or not.
    """
    lines = _lines(best)
    text = best.hit.passage.document.text
    inside = [i for i, (start, end) in enumerate(lines) if start < best.end and best.start < end]
    here = next((i for i in inside if is_item(text[slice(*lines[i])])), None)
    below = here is None and bool(inside)
    if below:
        here = _below(text, lines, inside[-1] + 1, after=after)
    if here is None:
        return None
    first = here
    while first > 0 and is_item(text[slice(*lines[first - 1])]):
        first -= 1
    items = list(_items(text, lines[first:]))
    shown = _within(items, limits)
    if len(shown) < 2:
        return None
    led = first > 0 and leads_list(text[slice(*lines[first - 1])])
    start = lines[first - 1][0] if led else items[0][0]
    if below and after:
        start = min(best.start, start)
    elif not led and not (unled and _is_terse(text, items)):
        return None
    evidence = replace(best, start=start, end=shown[-1][1], telling=None)
    return WholeList(evidence, len(items) - len(shown))


def _below(text: str, lines: Sequence[Span], at: int, *, after: bool) -> int | None:
    """Returns where the list below a paragraph begins, whose last line is the one before `at`."""
    led = after or is_introduction(text[slice(*lines[at - 1])])
    next_leads = after and leads_list(_said(text, lines, at))
    begins = [at, at + 1] if next_leads else [at]
    return next((i for i in begins if led and is_item(_said(text, lines, i))), None)


def _said(text: str, lines: Sequence[Span], line: int) -> str:
    """Returns what a line says, nothing where there is none."""
    return text[slice(*lines[line])] if line < len(lines) else ""


def _lines(best: Evidence) -> list[Span]:
    """Returns the lines of a section, sentences that stand on one joined.

    A mark that stands on a line of its own, as in legal texts, belongs to the line after it, and
    what is indented below an item to that item.
    """
    section, text = _section_of(best), best.hit.passage.document.text
    lines: list[Span] = []
    for start, end in sentences(text, section.start, section.end):
        last = text[slice(*lines[-1])] if lines else ""
        between = text[lines[-1][1] : start] if lines else "\n"
        same_line = "\n" not in between and not is_item(text[start:end])
        indented = is_item(last) and between[-1:] in (" ", "\t") and not is_item(text[start:end])
        if is_mark(last) or same_line or indented:
            lines[-1] = (lines[-1][0], end)
        else:
            lines.append((start, end))
    return lines


def _section_of(best: Evidence) -> Section:
    """Returns the section that evidence stands in; the passage where there is none."""
    passage = best.hit.passage
    around = (s for s in passage.document.sections if s.start <= best.start < s.end)
    return next(around, Section(passage.start, passage.end, passage.heading))


def _items(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """Yields the items that lines begin with."""
    for start, end in lines:
        if not is_item(text[start:end]):
            return
        yield start, end


def _is_terse(text: str, items: Sequence[Span]) -> bool:
    return sum(columns(text[slice(*item)]) for item in items) <= _TERSE * len(items)


def _within(items: Sequence[Span], limits: ListLimits) -> list[Span]:
    """Returns the first items, as many as can be read; at least the first."""
    first = items[0][0]
    fitting = [item for item in items[: limits.items] if item[1] - first <= limits.characters]
    return fitting or list(items[:1])
