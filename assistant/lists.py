"""Lists: an answer that begins one, or is an item of it, brings the line before and the items."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.answers.list_forms import is_introduction, is_item, is_mark
from assistant.evidence import Evidence
from index.sentences import Span, sentences

_MOST_ITEMS = 12
_LONGEST_LIST = 1_200


def whole_list(best: Evidence) -> Evidence | None:
    """Returns a list from the line that introduces it to its last item; `best` is one of them."""
    lines = _lines(best)
    here = next((i for i, (start, end) in enumerate(lines) if start <= best.start < end), None)
    first = None if here is None else _introduction(best, lines, here)
    if first is None:
        return None
    items = _items(best, lines[first + 1 :])
    return replace(best, start=lines[first][0], end=items[-1][1]) if len(items) > 1 else None


def _lines(best: Evidence) -> list[Span]:
    """Returns the lines of a passage, sentences that stand on one joined.

    A mark that stands on a line of its own, as in legal texts, belongs to the line after it.
    """
    passage = best.hit.passage
    text = passage.document.text
    lines: list[Span] = []
    for start, end in sentences(text, passage.start, passage.end):
        last = text[slice(*lines[-1])] if lines else ""
        same_line = bool(lines) and "\n" not in text[lines[-1][1] : start]
        if is_mark(last) or (same_line and not is_item(text[start:end])):
            lines[-1] = (lines[-1][0], end)
        else:
            lines.append((start, end))
    return lines


def _introduction(best: Evidence, lines: Sequence[Span], here: int) -> int | None:
    text = best.hit.passage.document.text
    if is_introduction(text[slice(*lines[here])]):
        return here
    first = here
    while first >= 0 and is_item(text[slice(*lines[first])]):
        first -= 1
    introduces = 0 <= first < here and is_introduction(text[slice(*lines[first])])
    return first if introduces else None


def _items(best: Evidence, lines: Sequence[Span]) -> list[Span]:
    """Returns the items that follow an introduction, as many as can be read."""
    text = best.hit.passage.document.text
    items: list[Span] = []
    for start, end in lines:
        too_long = items and end - items[0][0] > _LONGEST_LIST
        if not is_item(text[start:end]) or len(items) == _MOST_ITEMS or too_long:
            break
        items.append((start, end))
    return items
