"""Which words of a question name what of a table: a column, the things, some of the rows."""

import re
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from assistant.rows.superlatives import MEASURES, UNITS
from assistant.rows.whole_table import Column, TableRow, WholeTable
from index.search.holding import telling_terms
from index.tables.legends import spoken_names
from index.text.cell_values import DATE, Value
from index.text.folding import bare
from index.text.language import names_end_with_their_noun
from index.text.sentences import Span
from index.text.terms import Term, terms
from index.text.times import names_years

_GENERIC = (
    "number amount value figure count share rate percentage percent level total quantity index"
    " score table list row entry sheet file record data column register overview directory"
    " inventory work live belong exist contain appear listed show"
    " anzahl zahl wert summe liste tabelle zeile eintrag geben nombre valeur liste tableau ligne"
    " número cantidad valor lista tabla fila haber"
    " 数 件数 値 割合 表 一覧 行 合計 名"
)
_CODES = frozenset("code id no nr number zip postcode phone tel rank 番号 コード 電話".split())
_CURRENCIES = frozenset(
    "€ $ £ ¥ ₹ 円 eur usd gbp jpy chf sek nok dkk euro euros dollars yen".split()
)
_BRACKETS = re.compile(r"[(\[（][^)\]）]*[)\]）]")
# What stands behind these in an English name only tells more of what it measures.
_BEHIND = re.compile(r"\b(?:of|in|per|by|for|at|to|from|with|on|since|until)\b", re.IGNORECASE)
_UNIT = re.compile(r"[A-Z]{1,3}|\w{1,2}")
_UNITS_SAID = re.compile(r"[^\W\d_]+[²2]?(?:/[^\W\d_]+)?|°[cf]|[%‰€$£¥₹℃]")
_HIRAGANA = re.compile(r"[\u3041-\u3096]+")
_SEVERAL = re.compile(r"[,;/|\n、・，；]|\s(?:and|und|et|y|&|\+)\s")
_LETTERS = re.compile(r"[^\W\d_]+")
# From which likeness on a name may be another word for what is asked.
_ALIKE = 0.4


@dataclass(frozen=True)
class TableWords:
    """The words of a table: those of its columns, those above it, and those in its cells.

    `languages` are those whose forms of a word count. `likeness` tells how alike two texts are in
    meaning, 0 to 1.
    """

    table: WholeTable
    languages: tuple[str, ...]
    likeness: Callable[[str, str], float]

    def wanted(self, text: str) -> list[Term]:
        """Returns the telling words of a question, whether they say much or not.

        What is in hiragana joins words; pairs of characters across it are none.
        """
        return list(telling_terms(_HIRAGANA.sub(" ", text.replace("_", " ")), self.languages))

    def is_generic(self, term: Term) -> bool:
        """Tells whether a word could stand in a question about any table: "number", "list"."""
        return not self._generic.isdisjoint(term.forms)

    def forms(self, text: str) -> frozenset[str]:
        """Returns the index terms of a text."""
        spoken = text.replace("_", " ")
        return frozenset(form for each in self.languages for form in terms(spoken, each))

    @cached_property
    def about(self) -> frozenset[str]:
        """The words above the table: in its title, path, headings and caption."""
        document, section = self.table.document, self.table.section
        path = PurePosixPath(document.path).with_suffix("").as_posix()
        return self.forms(" ".join([document.title, path, *section.path]))

    @cached_property
    def names(self) -> dict[Column, frozenset[str]]:
        """The words of the name of each column."""
        spoken = spoken_names(self.table.document, self.table.section)
        return {c: self.forms(spoken.get(c[0], c[0])) for c in self.table.columns}

    @cached_property
    def labels(self) -> tuple[Column, ...]:
        """The columns that hold words."""
        return tuple(c for c in self.table.columns if c not in self.table.measured)

    def named(self, columns: Iterable[Column], wanted: Sequence[Term]) -> list[Column]:
        """Returns those of some columns that a question names best; none if it names none.

        The one that has more of its words comes first, then the one that has fewer others.
        """
        ranked = [(self._match(column, wanted), column) for column in columns]
        best = max((match for match, _ in ranked), default=(0, 0.0))
        return [column for match, column in ranked if match == best and match[0]]

    def has(self, column: Column, term: Term) -> bool:
        """Tells whether the name of a column has a word, also run together with others."""
        name = self.names[column]
        squeezed = "".join(_LETTERS.findall(bare(column[0])))
        return not name.isdisjoint(term.forms) or (
            " " not in column[0] and any(len(f) > 3 and f in squeezed for f in term.forms)
        )

    def alike(self, columns: Sequence[Column], said: str) -> list[Column]:
        """Returns the columns whose name means the most alike to words; none if none is near."""
        ranked = (
            {column: self.likeness(said, _spoken(column[0])) for column in columns} if said else {}
        )
        best = max(ranked, key=lambda column: ranked[column], default=None)
        if best is None or ranked[best] < _ALIKE:
            return []
        # Columns of one kind differ in numbers only: of each year.
        return [c for c in columns if _spoken(c[0]) == _spoken(best[0])]

    def value_in(self, row: TableRow, column: Column) -> Value | None:
        """Returns what a row has in a column, read as the whole column is; None without."""
        return self._values[column].get(row.spans)

    @cached_property
    def _values(self) -> dict[Column, dict[tuple[Span, ...], Value | None]]:
        things = self.table.things
        return {
            column: {
                row.spans: value
                for row, value in zip(things, self.table.values(column), strict=True)
            }
            for column in self.table.measured
        }

    def of_name(self, columns: Iterable[Column], measure: str) -> list[Column]:
        """Returns the columns whose name says that they measure one kind of thing."""
        words = self.forms(MEASURES[measure])
        return [column for column in columns if not words.isdisjoint(self.names[column])]

    def _match(self, column: Column, wanted: Sequence[Term]) -> tuple[int, float]:
        name = self.names[column]
        has = [term for term in wanted if not name.isdisjoint(term.forms)]
        telling = {form for form in self.forms(" ".join(_LETTERS.findall(column[0])))}
        said = {form for term in has for form in term.forms}
        return len(has), len(telling & said) / (len(telling) or 1)

    def says_more(self, column: Column, wanted: Sequence[Term]) -> bool:
        """Tells whether a name has what a question lacks: a number, or the word for what it counts.

        "Jobs 1000" may be jobs of something else, and "job applications" are no jobs.
        """
        said = {form for term in wanted for form in term.forms}
        name = _BRACKETS.sub(" ", column[0].replace("_", " "))
        numbers = {form for form in self.forms(name) if form.isdecimal()}
        common = frozenset[str]().union(*(self.names[c] for c in self.table.columns if c != column))
        if not numbers <= said | common | self.about:
            return True
        language = self.table.document.language
        return names_end_with_their_noun(language) and not self._has_head(name, said)

    def _has_head(self, name: str, said: AbstractSet[str]) -> bool:
        """Tells whether the word that says what an English name counts is said, or says little."""
        for part in _BEHIND.split(name):
            words = [w for w in _LETTERS.findall(part) if self.forms(w) and not _UNIT.fullmatch(w)]
            if words and self._generic.isdisjoint(self.forms(words[-1])):
                return not said.isdisjoint(self.forms(words[-1]))
        return True

    def squeezed(self, columns: Iterable[Column], question: str) -> list[Column]:
        """Returns the columns whose name is that of the question written as one word."""
        said = "".join(_LETTERS.findall(bare(question)))
        names = {column: "".join(_LETTERS.findall(bare(column[0]))) for column in columns}
        return [
            c for c, name in names.items() if len(name) > 5 and name in said and " " not in c[0]
        ]

    def of_measure(self, columns: Iterable[Column], measure: str) -> list[Column]:
        """Returns the columns that measure one kind of thing, by name, currency or dates.

        A share, such as a rate in percent, is no money.
        """
        words = self.forms(MEASURES[measure])
        return [
            column
            for column in columns
            if (
                not (measure == "money" and self.unit(column) in ("%", "‰"))
                and not words.isdisjoint(self.names[column])
            )
            or (measure == "money" and self.unit(column) in _CURRENCIES)
            or (measure == "date" and self.is_dated(column))
        ]

    def measure_of(self, term: Term) -> str:
        """Returns what a word of a question measures, as "cost" does; empty for other words."""
        return next((m for m, words in MEASURES.items() if self._is_among(term, words)), "")

    def _is_among(self, term: Term, words: str) -> bool:
        return not self.forms(words).isdisjoint(term.forms)

    def unit(self, column: Column) -> str:
        """Returns the unit of a column, empty without one."""
        return next((v.unit for v in self.table.values(column) if v and v.unit), "")

    def units(self, column: Column) -> frozenset[str]:
        """Returns the units of a column: that of its cells, and those that its name has apart."""
        _, _, behind = column[0].rpartition(", ")
        apart = [match[0] for match in _BRACKETS.finditer(column[0])] + [behind]
        words = _UNITS_SAID.findall(" ".join(apart).casefold())
        return frozenset([*words, self.unit(column)]) - {""}

    def measures(self, column: Column, measure: str) -> bool:
        """Tells whether a unit, or what the table is called, says that a column measures that."""
        if not self.units(column).isdisjoint(UNITS.get(measure, frozenset())):
            return True
        said = {form for form in self.names[column] if not form.isdecimal()}
        return said <= self._generic and not self.forms(MEASURES[measure]).isdisjoint(self.about)

    def counts(self, column: Column, said: str) -> bool:
        """Tells whether the numbers of a column may count things: its name has them, or no others.

        "Incidents" counts incidents, and so do "Number" and "2021"; "Salary" counts no employees.
        """
        name = {form for form in self.names[column] if not form.isdecimal()}
        return name <= self._generic or any(self.has(column, term) for term in self.wanted(said))

    def is_dated(self, column: Column) -> bool:
        """Tells whether a column holds dates, years or times of a day."""
        found = [value for value in self.table.values(column) if value]
        return bool(found) and all(v.kind == DATE or v.is_year or v.unit == ":" for v in found)

    def is_code(self, column: Column) -> bool:
        """Tells whether the numbers of a column only name things."""
        words = {bare(word) for word in _LETTERS.findall(column[0])}
        return not words.isdisjoint(_CODES)

    def of_years(self, columns: Iterable[Column], years: Sequence[str]) -> list[Column]:
        """Returns the columns whose names have some years, also by their last two digits."""
        return [column for column in columns if names_years(column[0], years)]

    def rows_with(
        self, rows: Sequence[TableRow], wanted: Sequence[Term], columns: Sequence[Column] = ()
    ) -> list[TableRow]:
        """Returns the rows that have all of some words; first those with a cell of no others.

        Only some columns are looked at, if they are given, else all that hold words.
        """
        looked_at = columns or self.labels
        having = [row for row in rows if self._has(row, wanted, looked_at)]
        said = {form for term in wanted for form in term.forms}
        exact = [
            row
            for row in having
            if any(self._has_only(row.cells[c], said) for c in looked_at if row.cells.get(c))
        ]
        return exact or having

    def _has_only(self, text: str, said: AbstractSet[str]) -> bool:
        """Tells whether a cell has no other words, or one of the several things in it has not."""
        parts = (self._forms_of(part) for part in [text, *_SEVERAL.split(text)])
        return any(part and part <= said for part in parts)

    def _has(self, row: TableRow, wanted: Sequence[Term], columns: Sequence[Column]) -> bool:
        words = frozenset[str]().union(*(self._words(row, column) for column in columns))
        return all(not words.isdisjoint(term.forms) for term in wanted)

    def _words(self, row: TableRow, column: Column) -> frozenset[str]:
        return self._forms_of(row.cells.get(column, ""))

    def _forms_of(self, text: str) -> frozenset[str]:
        if text not in self._forms_of_cells:
            self._forms_of_cells[text] = self.forms(text)
        return self._forms_of_cells[text]

    @cached_property
    def _forms_of_cells(self) -> dict[str, frozenset[str]]:
        """What has been read of cells: each is looked at once for every word of the question."""
        return {}

    @cached_property
    def _generic(self) -> frozenset[str]:
        return self.forms(_GENERIC)


def _spoken(name: str) -> str:
    """Returns the words of a name without its numbers."""
    return " ".join(_LETTERS.findall(name.replace("_", " ")))
