"""How a question of all rows reads against one table: which column, which rows, what is left."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.questions.language import content_words
from assistant.rows.denials import denies
from assistant.rows.row_tasks import Bound, Relation, RowQuestion, RowTask
from assistant.rows.superlatives import Superlative, superlative_en
from assistant.rows.table_words import TableWords
from assistant.rows.units import in_units
from assistant.rows.whole_table import Column, TableRow, WholeTable
from index.text.cell_values import DATE, Value, value_of, years_between
from index.text.terms import Term

_YEAR = re.compile(r"(?:19|20)\d\d")
_AGES = ("oldest", "youngest", "古", "若")


@dataclass(frozen=True, slots=True)
class Limit:
    """What the values of a column must keep to; `column` is None for the one that is compared."""

    bound: Bound
    first: Value
    last: Value
    column: Column | None = None

    def holds(self, value: Value) -> bool:
        """Tells whether a value keeps to it."""
        return {
            Relation.MORE: value.low > self.first.high,
            Relation.LESS: value.high < self.first.low,
            Relation.AT_LEAST: value.low >= self.first.low,
            Relation.AT_MOST: value.high <= self.last.high,
            Relation.WITHIN: self.first.low <= value.low and value.high <= self.last.high,
        }[self.bound.sense]


@dataclass(frozen=True, slots=True)
class TableReading:
    """A question as a table can answer it.

    `columns` are those that may be meant by what is compared or summed, `label` the one that holds
    what is asked for, `by` the words by which it was read. `rows` are those meant, chosen by
    `words` of the question and by limits on other columns. `unread` counts the words that nothing
    of the table accounts for.
    """

    by: TableWords
    columns: tuple[Column, ...]
    label: Column | None
    rows: tuple[TableRow, ...]
    words: tuple[str, ...] = ()
    unread: int = 0
    limits: tuple[Limit, ...] = ()

    @property
    def table(self) -> WholeTable:
        """The table that it reads."""
        return self.by.table

    @property
    def sure(self) -> bool:
        """Whether all of the question is accounted for, by one column at most."""
        return self.unread == 0 and len(self.columns) < 2


@dataclass(frozen=True, slots=True)
class _TableQuestion:
    """A question beside the words of a table: `timed` are conditions on dates, `years` of names."""

    question: RowQuestion
    words: TableWords
    terms: tuple[Term, ...]
    bounds: tuple[Bound, ...]
    timed: tuple[Bound, ...] = ()
    years: tuple[str, ...] = ()


def reading_of(question: RowQuestion, words: TableWords) -> TableReading | None:
    """Returns how a question reads against a table, None if that cannot answer it."""
    counts = question.kind == RowTask.COUNT
    if denies(" ".join([question.rest, *question.turned]), words.table):
        return None
    asked = _asked(question, words)
    label, things = _label(asked)
    unknown = counts and label is None and not _are_rows(question.things, words)
    of_all = not _tells_of_some(question.things, words)
    if unknown and not (of_all and _is_called(words, words.forms(question.rest))):
        return None
    asked = replace(asked, terms=tuple(t for t in asked.terms if things.isdisjoint(t.forms)))
    columns, guessed = _columns(asked) if asked.bounds or not counts else ([], False)
    if question.kind == RowTask.TOTAL and question.things:
        # "How many ferries in total" asks for ferries, not for all that they carry.
        columns = words.named(columns, words.wanted(question.things))
    limits = _limits(asked, columns)
    if (
        limits is None
        or not (columns or (not asked.bounds and counts))
        or _is_looked_up(asked, columns)
    ):
        return None
    taken = [column for limit in limits if (column := limit.column)]
    rest = [t for t in asked.terms if not _is_read(words, [*columns, *taken], t)]
    if words.named(columns, [t for t in asked.terms if not _is_verb(asked, t)]):
        # What is compared is named, so the verb beside it need not be.
        rest = [t for t in rest if not _is_verb(asked, t)]
    rows = tuple(row for row in words.table.things if _keeps(row, limits, words))
    found = TableReading(words, tuple(columns), label, rows, limits=limits)
    narrowed = _narrowed(found, question.rest, words, rest)
    if unknown and narrowed.unread:
        return None
    # "How many people are in the team": that the rows of "Team" are people is a guess.
    # Which of two conditions is on which of two columns is not read off their order.
    crossed = len(asked.bounds) > 1 and len(columns) > 1
    guessed = guessed or unknown or crossed or _adds_up(asked, columns)
    return replace(narrowed, unread=narrowed.unread + 1) if guessed else narrowed


def is_looked_up(question: RowQuestion, words: TableWords) -> bool:
    """Tells whether what seems to compare is a column: "max speed", where "Highest speed" is."""
    asked = _asked(question, words)
    return question.kind != RowTask.COUNT and _is_looked_up(asked, _columns(asked)[0])


def _asked(question: RowQuestion, words: TableWords) -> _TableQuestion:
    """Parts the conditions of a question: those of dates, and years that names of columns have."""
    measured = words.table.measured
    dated = [column for column in measured if words.is_dated(column)]
    bounds, timed, years = list[Bound](), list[Bound](), list[str]()
    for bound in question.bounds:
        said = [year for value in bound.values for year in _YEAR.findall(value)]
        if not said or len(said) < len(bound.values):
            bounds.append(bound)
        elif bound.sense == Relation.WITHIN and words.of_years(measured, said):
            years += said
        elif dated or not all(words.forms(year) <= words.about for year in said):
            timed.append(bound)
    if question.kind == RowTask.COUNT and not bounds:
        bounds, timed = timed, []
    terms = tuple(words.wanted(question.rest))
    return _TableQuestion(question, words, terms, tuple(bounds), tuple(timed), tuple(years))


def _adds_up(asked: _TableQuestion, columns: Sequence[Column]) -> bool:
    """Tells whether sums over several rows are compared: "the highest total amount"."""
    total = asked.words.forms("total")
    said = asked.question.kind == RowTask.EXTREME and any(
        not total.isdisjoint(term.forms) for term in asked.terms
    )
    return said and all(total.isdisjoint(asked.words.names[column]) for column in columns)


def _label(asked: _TableQuestion) -> tuple[Column | None, frozenset[str]]:
    """Returns the column of the things that are asked for, and the words that name it."""
    words = asked.words
    if not asked.question.things:
        found = words.named(words.labels, asked.terms)
        return (found[0], words.names[found[0]]) if found else (None, frozenset())
    said = asked.question.things.split()
    for end in range(len(said), 0, -1):
        phrase = " ".join(said[:end])
        things = words.wanted(phrase)
        found = [c for c in words.named(words.labels, things) if _is_named_by(words, c, things)]
        if found:
            return found[0], words.forms(phrase) | words.names[found[0]]
    # "How many sailors speak German": what only some rows have chooses those.
    choosing = [term for term in words.wanted(asked.question.things) if _chooses(words, term)]
    kept = {form for term in choosing for form in term.forms}
    return None, words.forms(asked.question.things) - kept


def _chooses(words: TableWords, term: Term) -> bool:
    """Tells whether some rows of a table have a word, not all."""
    rows = words.table.things
    return 0 < len(words.rows_with(rows, [term])) < len(rows)


def _is_named_by(words: TableWords, column: Column, things: Sequence[Term]) -> bool:
    return all(not words.names[column].isdisjoint(term.forms) for term in things)


def _are_rows(things: str, words: TableWords) -> bool:
    """Tells whether the rows of a table are such things: its name says nothing else, or theirs."""
    said, labels = words.forms(things), [words.forms(row.label) for row in words.table.things]
    if _tells_of_some(things, words):
        return False
    named = bool(labels) and bool(said) and all(not said.isdisjoint(label) for label in labels)
    return named or _is_called(words, said)


def _tells_of_some(things: str, words: TableWords) -> bool:
    """Tells whether only some rows are about things: "how many lorries" asks for a figure there."""
    said, labels = words.forms(things), [words.forms(row.label) for row in words.table.things]
    return 0 < sum(bool(label) and label <= said for label in labels) < len(labels)


def _is_called(words: TableWords, said: frozenset[str]) -> bool:
    """Tells whether some words say in full what a table is called."""
    table = words.table
    for name in (table.document.title, table.section.caption, *table.section.heading[-1:]):
        telling = [term for term in words.wanted(name) if not words.is_generic(term)]
        if telling and all(not said.isdisjoint(term.forms) for term in telling):
            return True
    return False


def _columns(asked: _TableQuestion) -> tuple[list[Column], bool]:
    """Returns the columns that may be meant by what is compared, and whether that is a guess."""
    words, superlative = asked.words, asked.question.superlative
    measured = [c for c in words.table.measured if _suits(asked, c)]
    measure = superlative.measure if superlative else ""
    if measure in ("date", "money", "pay"):
        measured = words.of_measure(measured, measure)
    elif asked.timed:
        measured = [column for column in measured if not words.is_dated(column)]
    if asked.years:
        measured = words.of_years(measured, asked.years)
    if (named := _named(asked, measured))[0]:
        return named
    if (fitting := _fitting(asked, measured))[0]:
        return fitting
    alone = [column for column in measured if not words.is_code(column)]
    if len(alone) == 1:
        return alone, _is_of_another_kind(asked, alone[0])
    return words.alike(measured, _left(asked)), True


def _fitting(asked: _TableQuestion, columns: Sequence[Column]) -> tuple[list[Column], bool]:
    """Returns the columns that measure what a question does, and whether that is a guess."""
    words, superlative = asked.words, asked.question.superlative
    measure = superlative.measure if superlative else ""
    if measure and (found := words.of_measure(columns, measure)):
        ages = superlative is not None and any(age in superlative.said.lower() for age in _AGES)
        return found, ages and not words.of_name(found, measure)
    if measure and (found := [c for c in columns if words.measures(c, measure)]):
        return found, False
    for term in asked.terms:
        if (m := words.measure_of(term)) and (found := words.of_measure(columns, m)):
            return found, False
    return [], False


def _is_of_another_kind(asked: _TableQuestion, column: Column) -> bool:
    """Tells whether a column that no word names measures or counts other things, as far as it says.

    The tallest is not the one with the highest pay, and who has most pay has not most members.
    """
    superlative, counted = asked.question.superlative, asked.question.counted
    if superlative and superlative.measure:
        return not asked.words.measures(column, superlative.measure)
    return bool(counted) and not asked.words.counts(column, counted)


def _named(asked: _TableQuestion, columns: Sequence[Column]) -> tuple[list[Column], bool]:
    """Returns the columns that a question names, and whether all names say more than it does."""
    words = asked.words
    if named := words.named(columns, asked.terms):
        return named, not asked.years and all(words.says_more(c, asked.terms) for c in named)
    return words.squeezed(columns, asked.question.rest), False


def _left(asked: _TableQuestion) -> str:
    """Returns the words of a question that name no things."""
    forms = {form for term in asked.terms for form in term.forms}
    said = content_words(asked.question.rest)
    return " ".join(word for word in said if not forms.isdisjoint(asked.words.forms(word)))


def _suits(asked: _TableQuestion, column: Column) -> bool:
    """Tells whether a column can hold what the conditions compare with."""
    return all(_limit(bound, asked, column) for bound in asked.bounds)


def _limits(asked: _TableQuestion, columns: Sequence[Column]) -> tuple[Limit, ...] | None:
    """Returns what values must keep to, None if no column is certain to hold them."""
    own = [_limit(bound, asked, columns[0]) for bound in asked.bounds] if columns else []
    found = [limit for limit in own if limit]
    dated = [c for c in asked.words.table.measured if asked.words.is_dated(c) and c not in columns]
    named = asked.words.named(dated, asked.terms) or dated
    for bound in asked.timed:
        limit = _limit(bound, asked, named[0]) if len(named) == 1 else None
        if limit is None:
            return None
        found.append(replace(limit, column=named[0]))
    return tuple(found)


def _limit(bound: Bound, asked: _TableQuestion, column: Column) -> Limit | None:
    words, language = asked.words, asked.question.language
    values = [_value(written, words, column, language) for written in bound.values]
    first, last = values[0], values[-1]
    return Limit(bound, first, last) if first and last else None


def _value(written: str, words: TableWords, column: Column, language: str) -> Value | None:
    """Returns a number or date of a question, None if a column holds other things than that."""
    value = value_of(re.sub(r"(?<=\d)年$", "", written), language)
    held = next((v for v in words.table.values(column) if v), None)
    if value is None or held is None:
        return None
    if held.kind == DATE and value.is_year:
        return years_between(int(value.low), int(value.low))
    if held.kind != value.kind:
        return None
    return in_units(value, words.units(column), dated=words.is_dated(column))


def _is_looked_up(asked: _TableQuestion, columns: Sequence[Column]) -> bool:
    """Tells whether the word that seems to compare is that of a column: "Highest temperature"."""
    superlative = asked.question.superlative
    said = superlative.said if superlative else ""
    if asked.question.kind == RowTask.TOTAL:
        said = "total"
    names = [asked.words.names[column] for column in columns]
    if superlative and not superlative.measure and any(_says(superlative, c) for c in columns):
        return True
    return any(not asked.words.forms(said).isdisjoint(name) for name in names)


def _says(superlative: Superlative, column: Column) -> bool:
    """Tells whether the name of a column compares in the same way: "Highest", where "max" is."""
    found = superlative_en(column[0])
    return found is not None and found[0].most is not None and found[0].most == superlative.most


def _is_verb(asked: _TableQuestion, term: Term) -> bool:
    return not asked.words.forms(asked.question.verb).isdisjoint(term.forms)


def _is_read(words: TableWords, columns: Sequence[Column], term: Term) -> bool:
    """Tells whether a word is accounted for by columns, or could be said of any table."""
    if words.is_generic(term) or any(words.has(column, term) for column in columns):
        return True
    measure = words.measure_of(term)
    return bool(measure and columns and words.of_measure(columns, measure))


def _keeps(row: TableRow, limits: Sequence[Limit], words: TableWords) -> bool:
    """Tells whether a row keeps to the limits on other columns than the one that is compared."""
    for limit in limits:
        if limit.column is None:
            continue
        value = words.value_in(row, limit.column)
        if value is None or not limit.holds(value):
            return False
    return True


def _narrowed(
    reading: TableReading, said: str, words: TableWords, rest: Sequence[Term]
) -> TableReading:
    """Chooses the rows that have the words of a question that name no column."""
    inside = [term for term in rest if words.rows_with(reading.rows, [term])]
    rows = words.rows_with(reading.rows, inside) if inside else list(reading.rows)
    above = [term for term in inside if not words.about.isdisjoint(term.forms)]
    if not rows or (len(rows) == len(reading.rows) and above == inside):
        # What is said of the table as a whole chooses no rows.
        inside = [term for term in inside if term not in above]
        rows = words.rows_with(reading.rows, inside) if inside else list(reading.rows)
    left = [t for t in rest if t not in inside and words.about.isdisjoint(t.forms)]
    # The column that tells which rows are meant may be named as well: "class Foot".
    holding = [c for c in words.labels if inside and words.rows_with(rows, inside, (c,))]
    left = [t for t in left if not any(words.has(column, t) for column in holding)]
    chosen = {form for term in inside for form in term.forms}
    shown = tuple(w for w in content_words(said) if not chosen.isdisjoint(words.forms(w)))
    return replace(reading, rows=tuple(rows), words=shown, unread=len(left))
