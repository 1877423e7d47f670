"""What a reader leaves out, counted by kind and place, and said in a few lines."""

from collections import Counter, defaultdict
from enum import Enum

_MOST_PLACES = 20
_MAX_PLACE = 80


class Omission(Enum):
    """A kind of what is left out: the words for one of it, and for several."""

    HIDDEN = ("hidden text", "hidden texts")
    STRUCK = ("struck-out text", "struck-out texts")
    DELETED = ("deleted text", "deleted texts")
    ROW = ("hidden row", "hidden rows")
    COLUMN = ("hidden column", "hidden columns")
    FORMULA = (
        "formula whose value the file does not hold",
        "formulas whose values the file does not hold",
    )
    SLIDE = ("hidden slide", "hidden slides")
    COMMENT = ("comment", "comments")
    CHART = ("chart", "charts")
    EQUATION = ("equation", "equations")
    DIAGRAM = ("diagram", "diagrams")
    FILE = ("embedded file", "embedded files")
    PART = ("inserted document", "inserted documents")
    STUB = ("note in place of the text", "notes in place of the text")
    MEDIA = ("attached picture or recording", "attached pictures and recordings")
    PAGE_HEAD = ("page head or foot", "page heads and feet")
    AROUND = ("menu, notice or footer", "menus, notices and footers")
    OTHER = ("block beside the main text", "blocks beside the main text")


class Omissions:
    """Counts what is left out. A place says where, such as "on slide 3"; empty: in the file."""

    def __init__(self) -> None:
        """Begins with nothing."""
        self._left: dict[str, Counter[Omission]] = defaultdict(Counter)
        self._marked: Counter[Omission] = Counter()
        self.texts: list[str] = []

    def leave(self, kind: Omission, place: str = "", text: str = "") -> None:
        """Counts something that is not read, with its text where that is known."""
        self._left[place[:_MAX_PLACE]][kind] += 1
        self.texts.append(text)

    def mark(self, kind: Omission) -> None:
        """Counts something that is read although it is hidden."""
        self._marked[kind] += 1

    def remarks(self) -> tuple[str, ...]:
        """Returns a line for each place, the first twenty, and one for all others."""
        places = list(self._left)
        lines = [_line(self._left[p], p, "not read") for p in places[:_MOST_PLACES]]
        rest = sum((self._left[p] for p in places[_MOST_PLACES:]), Counter[Omission]())
        if rest:
            lines.append(_line(rest, "elsewhere", "not read"))
        if self._marked:
            lines.append(_line(self._marked, "", "read, and marked as such"))
        return tuple(lines)


def _line(counts: Counter[Omission], place: str, what: str) -> str:
    named = [f"{n:,} {kind.value[n > 1]}" for kind, n in counts.items()]
    listed = " and ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)
    verb = "is" if counts.total() == 1 else "are"
    return " ".join(filter(None, [listed, place, verb, what]))
