"""What the assistant says above the rows of a table that answer: by which rule, of how many."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.wording.phrases import joined, quoted

_WORDING = {
    "en": {
        "largest": "Largest of {n} values in the column {column}{rows}.",
        "smallest": "Smallest of {n} values in the column {column}{rows}.",
        "latest": "Latest of {n} values in the column {column}{rows}.",
        "earliest": "Earliest of {n} values in the column {column}{rows}.",
        "place": "Number {place} from there.",
        "first": "The first {number} from there.",
        "tied": "{number} rows have it.",
        "count": "{found} of {n} rows{rows} have {condition} in the column {column}.",
        "rows": "{found} rows{rows} in the table {table}.",
        "different": "{found} different values in the column {column}{rows}, in {n} rows.",
        "total": "Sum of {n} values in the column {column}{rows}: {result}.",
        "mean": "Mean of {n} values in the column {column}{rows}: {result}.",
        "own": "The table gives it in a row of its own, in the column {column}.",
        "with": " of the rows with {words}",
        "none": "Without a value there: {number}.",
        "totals": "Left out: {number} with a total of others.",
        "unsure": "I am not sure that this is the column or the table meant.",
        "more": "more than {a}",
        "less": "less than {a}",
        "at least": "{a} or more",
        "at most": "{a} or less",
        "within": "{a}",
        "range": "{a} to {b}",
        "and": " and ",
    },
    "ja": {
        "largest": "列{column}の{rows}{n}個の値のうち最大です。",
        "smallest": "列{column}の{rows}{n}個の値のうち最小です。",
        "latest": "列{column}の{rows}{n}個の値のうち最も遅いものです。",
        "earliest": "列{column}の{rows}{n}個の値のうち最も早いものです。",
        "place": "そこから{place}番目です。",
        "first": "そこから{number}件です。",
        "tied": "同じ値の行は{number}行です。",
        "count": "{rows}{n}行のうち、列{column}が{condition}の行：{found}行。",
        "rows": "表{table}の{rows}行：{found}行。",
        "different": "列{column}の{rows}異なる値：{found}個（{n}行）。",
        "total": "列{column}の{rows}{n}個の値の合計：{result}。",
        "mean": "列{column}の{rows}{n}個の値の平均：{result}。",
        "own": "表の列{column}に、この値の行があります。",
        "with": "{words}のある行の",
        "none": "値のない行：{number}行。",
        "totals": "除いたもの：ほかの行を合計した{number}行。",
        "unsure": "この列や表のことかどうかは確かではありません。",
        "more": "{a}より大きい値",
        "less": "{a}未満",
        "at least": "{a}以上",
        "at most": "{a}以下",
        "within": "{a}",
        "range": "{a}から{b}まで",
        "and": "かつ",
    },
}


@dataclass(frozen=True, slots=True)
class RowsTold:
    """What was counted or compared: `found` rows of `all`, in a `column`, of rows with `words`.

    `rule` is one of "largest", "smallest", "latest", "earliest", "count", "rows", "different",
    "total", "mean", "own". `result` is a sum or a mean, `place` that of a row from the end. `none`
    are rows without a value, `totals` those that total others. Each of the `conditions` is "more",
    "less", "at least", "at most" or "within", with what values are compared with.
    """

    rule: str
    all: int
    column: str = ""
    found: int = 0
    result: str = ""
    words: tuple[str, ...] = ()
    conditions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    table: str = ""
    place: int = 1
    number: int = 1
    none: int = 0
    totals: int = 0


def rows_line(told: RowsTold, language: str, *, sure: bool) -> str:
    """Returns the line above rows of a table, in `en` or `ja`."""
    wording = _WORDING[language]
    rows = wording["with"].format(words=quoted(told.words, language)) if told.words else ""
    first = wording[told.rule].format(
        n=f"{told.all:,}",
        found=f"{told.found:,}",
        column=quoted([told.column], language),
        rows=rows,
        result=told.result,
        table=quoted([told.table], language),
        condition=_conditions(told.conditions, language),
    )
    more = [
        wording["place"].format(place=told.place) if told.place > 1 else "",
        wording["first"].format(number=told.number) if told.number > 1 else "",
        wording["tied"].format(number=told.found) if _is_tied(told) else "",
        wording["none"].format(number=told.none) if told.none else "",
        wording["totals"].format(number=told.totals) if told.totals else "",
        "" if sure else wording["unsure"],
    ]
    return joined([first, *(line for line in more if line)], language)


def _is_tied(told: RowsTold) -> bool:
    ordered = told.rule in ("largest", "smallest", "latest", "earliest")
    return ordered and told.number == 1 and told.found > 1


def _conditions(conditions: Sequence[tuple[str, tuple[str, ...]]], language: str) -> str:
    wording = _WORDING[language]
    said = [
        wording["range" if len(values) > 1 else sense].format(a=values[0], b=values[-1])
        for sense, values in conditions
    ]
    return wording["and"].join(said)
