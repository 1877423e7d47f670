"""How much was asked, day by day: a plot without a script, and the same as a table."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.conversations.stored_questions import StoredQuestion
from prompts.catalogues import Wording
from ui.html.markup import attribute, text

DAYS = 30
"""How many days are shown, the last one today."""

_WIDTH, _HEIGHT, _GAP = 12, 80, 3


@dataclass(frozen=True, slots=True)
class Day:
    """How many questions were asked on a day, and how many of them wait for a good answer."""

    day: date
    asked: int
    open: int


def days_of(asked: Sequence[StoredQuestion], today: date) -> list[Day]:
    """Returns the last days, oldest first."""
    all_ = Counter(each.at[:10] for each in asked)
    open_ = Counter(each.at[:10] for each in asked if each.is_open)
    days = (today - timedelta(days=n) for n in reversed(range(DAYS)))
    return [Day(day, all_[day.isoformat()], open_[day.isoformat()]) for day in days]


def use_html(days: Sequence[Day], words: Wording) -> str:
    """Returns the plot, and a table of the days on which something was asked."""
    rows = "".join(
        f'<tr><th scope="row">{each.day.isoformat()}</th><td>{each.asked}</td>'
        f"<td>{each.open}</td></tr>"
        for each in reversed(days)
        if each.asked
    )
    names = (words("mind-day"), words("mind-asked"), words("mind-open"))
    head = "".join(f'<th scope="col">{text(name)}</th>' for name in names)
    table = f'<table class="ledger"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    return (
        f"{_plot(days, words)}<details><summary>{text(words('mind-as-table'))}</summary>"
        f"{table}</details>"
    )


def _plot(days: Sequence[Day], words: Wording) -> str:
    most = max((each.asked for each in days), default=0) or 1
    step = _WIDTH + _GAP
    bars = "".join(
        _bar(n * step, each.asked / most, "asked") + _bar(n * step, each.open / most, "open")
        for n, each in enumerate(days)
    )
    said = words(
        "mind-plot",
        asked=sum(each.asked for each in days),
        open=sum(each.open for each in days),
        days=len(days),
    )
    return (
        f'<p>{text(said)}</p><svg class="use" role="img" aria-label="{attribute(said)}"'
        f' viewBox="0 0 {len(days) * step} {_HEIGHT}">{bars}</svg>'
    )


def _bar(left: int, share: float, kind: str) -> str:
    height = round(share * _HEIGHT)
    return (
        f'<rect class="{kind}" x="{left}" y="{_HEIGHT - height}" width="{_WIDTH}"'
        f' height="{height}"/>'
    )
