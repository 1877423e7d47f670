"""What the assistant says above the rows of a table that answer: by which rule, of how many."""

from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import format_decimal

from assistant.wording.phrases import joined, quoted
from prompts.catalogues import Value, Wording, wording

_NAMED = 8


@dataclass(frozen=True, slots=True)
class RowsTold:
    """What was counted or compared: `found` rows of `all`, in a `column`, of rows with `words`.

    `rule` is one of "largest", "smallest", "latest", "earliest", "count", "rows", "all",
    "different", "total", "mean", "own". `result` is a sum or a mean in a `unit`, `place` that
    of a row from the end. `none` are rows without a value, `totals` those that total others.
    Each of the `conditions` is "more", "less", "at least", "at most" or "within", with what
    values are compared with; `dated` tells that these are dates. `tables` are the names of
    those that a list is cut into, `again` what several of them have, `elsewhere` the documents
    that have such a table each.
    """

    rule: str
    all: int
    column: str = ""
    found: int = 0
    result: Decimal = Decimal(0)
    unit: str = ""
    words: tuple[str, ...] = ()
    conditions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    table: str = ""
    place: int = 1
    number: int = 1
    none: int = 0
    totals: int = 0
    dated: bool = False
    tables: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()


def rows_line(told: RowsTold, language: str, *, sure: bool) -> str:
    """Returns the line above rows of a table, in a language of the catalogues."""
    say = wording(language)
    rows = say("rows-with", words=quoted(told.words, language)) if told.words else ""
    column, table = quoted([told.column], language), quoted([told.table], language)
    about: dict[str, Value] = {
        "column": column,
        "rows": rows,
        "n": told.all,
        "found": told.found,
        "table": table,
    }
    more = {"result": _amount(told, language), "condition": _conditions(told, say)}
    lines = [
        say(f"rows-{told.rule}", **about, **more),
        say("rows-place", place=told.place) if told.place > 1 else "",
        say("rows-first", number=told.number) if told.number > 1 else "",
        say("rows-tied", number=told.found) if _is_tied(told) else "",
        say("rows-none", number=told.none) if told.none else "",
        say("rows-totals", number=told.totals) if told.totals else "",
        *_tables(told, language),
        "" if sure else say("rows-unsure"),
    ]
    return joined(lines, language)


def _amount(told: RowsTold, language: str) -> str:
    """Returns a sum or a mean as a language writes it: 1,250.5 is 1.250,5 in German."""
    places = "0" * max(0, -int(told.result.as_tuple().exponent))
    amount = format_decimal(told.result, f"#,##0.{places}".rstrip("."), language)
    return f"{amount} {told.unit}".strip()


def _tables(told: RowsTold, language: str) -> list[str]:
    """Returns over which tables it goes, what several have, and which documents have one."""
    say = wording(language)
    named = quoted(told.tables[:_NAMED], language) if told.tables else ""
    again = quoted(told.again[:_NAMED], language) if told.again else ""
    return [
        say("rows-tables", n=len(told.tables), tables=named, more=max(0, len(told.tables) - _NAMED))
        if told.tables
        else "",
        say("rows-again", n=len(told.again), again=again, more=max(0, len(told.again) - _NAMED))
        if told.again
        else "",
        say("rows-elsewhere", documents=quoted(told.elsewhere[:_NAMED], language))
        if told.elsewhere
        else "",
    ]


def _is_tied(told: RowsTold) -> bool:
    ordered = told.rule in ("largest", "smallest", "latest", "earliest")
    return ordered and told.number == 1 and told.found > 1


def _conditions(told: RowsTold, say: Wording) -> str:
    said = ""
    for sense, values in told.conditions:
        key = "range" if len(values) > 1 else sense.replace(" ", "-")
        key = f"{key}-date" if told.dated and key not in ("range", "within") else key
        each = say(f"rows-{key}", a=values[0], b=values[-1])
        said = say("rows-and", before=said, last=each) if said else each
    return said
