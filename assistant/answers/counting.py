"""Counting and listing things over all passages in sight, by a rule that is told.

A thing counts if one statement about it (`assistant/answers/statements.py`) has all words of the
condition and does not deny them; for a question with "not", if it denies them. In a list or a
table, where like things are told of one after the other, what is not named of one is not so of it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import groupby

from assistant.answer_types.answer_forms import found
from assistant.answer_types.locale_forms import NUMBER
from assistant.answers.item_lists import MOST_ITEMS, Item, list_answer
from assistant.answers.statements import Statement, StatementKind, headings, statements
from assistant.evidence.evidence import Evidence
from assistant.questions.counting import Counting
from assistant.questions.language import answer_language, content_words
from assistant.types import Answer
from assistant.wording.of_counts import Tally, counted_line
from index.read_protocol import ReadableSnapshot
from index.search.holding import Holding, has_all, spans_of, telling_terms
from index.text.language import is_spaced
from index.text.locale_words import locale_words
from index.text.terms import Term
from index.types import Document, Passage, Section

MOST_READ = 10_000
"""How many passages are read at most for one count."""

_CLAUSES = re.compile(r"[;:。]|\b(?:but|however|although|while|though)\b", re.IGNORECASE)
# What may go on with what was begun, as well as begin something else.
_GOES_ON = re.compile(r"(?:,\s*)?\b(?P<word>and|or)\b|,", re.IGNORECASE)
_SUBJECT = re.compile(
    r"\s*(?:it|they|he|she|we|you|i|there|this|that|these|those)\b", re.IGNORECASE
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|does|do|did|can|could|will|would|must|shall|should|may"
    r"|might)\b",
    re.IGNORECASE,
)
_NUMBERS = "|".join(sorted(locale_words("en").numbers))
# A word in -s or -ed and an object after it, which is no noun that the word would belong to.
_OTHER_VERB = re.compile(
    rf"\b\w+(?:[^\Wsui]s|ed) (?:\d|(?:the|its|their|his|her|our|no|{_NUMBERS})\b)", re.IGNORECASE
)
_VERB_AFTER_AND = re.compile(r"\s*\w+[^\Wsui]s (?!of|in|for|with|from|on|to\b)\w", re.IGNORECASE)
_SO_MANY = re.compile(rf"\s*(?:\d|(?:{_NUMBERS}|some)\b)", re.IGNORECASE)
# A comma after a noun, or after one that is named for more than the clause, ends no clause.
_CLAUSES_JA = re.compile(r"[;:；：。]|(?<=[\u3041-\u3096])(?<![はもやとかにをの])、")
_DENIES = re.compile(
    r"\b(?:no|not|never|neither|nor|without|none|cannot|lacks?|\w+n['’]t)\b", re.IGNORECASE
)
_DENIES_JA = re.compile(r"ない|なし|なく|ません|無し|ありま?せん|不可|ず[、。]")
_CROSSES = "✗✘✕✖❌❎☒☐×"
# Nothing, a dash, or a cross.
_DENYING_CELL = re.compile(
    rf"[\s.…/\-‐‑‒–—―−ー－[\]()]*|[{_CROSSES}](?!\s*\d).*"
    r"|(?:no|none|not\b.*|never|0|n/?a|false|nein|non|なし|無し?|いいえ|不可)",
    re.IGNORECASE,
)
# Alone in its column, such a mark affirms.
_DENYING_BESIDE = re.compile(r"[\[(]?x[\])]?", re.IGNORECASE)
_BESIDE = 24
_NEAR_ENOUGH = 3
# One thing alone is not told of beside others.
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Counted:
    """What was found of some things: those that have it, those that have it not, the others.

    `part` is how many passages of how many were read, None for all.
    """

    having: tuple[Statement, ...]
    lacking: tuple[Statement, ...]
    silent: tuple[Statement, ...]
    part: tuple[int, int] | None = None

    @property
    def alike(self) -> int:
        """How many things are told of."""
        return len(self.having) + len(self.lacking) + len(self.silent)

    def tally(self, asked: Counting) -> Tally:
        """Returns how many there are, and in how many documents those stand that are wanted."""
        documents = {statement.document.id for statement in self.wanted(asked)}
        having, lacking, silent = map(len, (self.having, self.lacking, self.silent))
        return Tally(having, lacking, silent, len(documents), self.part)

    def wanted(self, asked: Counting) -> tuple[Statement, ...]:
        """Returns those that a question asks for."""
        return self.lacking if asked.negated else self.having


def is_told_in_figures(asked: Counting, evidence: Sequence[Evidence], question: str) -> bool:
    """Tells whether a passage answers "how many" itself: a number stands beside the thing."""
    best = evidence[:_NEAR_ENOUGH]
    return asked.number and any(_has_number_of(asked.things, e, question) for e in best)


def counted_answer(
    asked: Counting,
    question: str,
    snapshot: ReadableSnapshot,
    documents: Sequence[Document] = (),
) -> Answer | None:
    """Returns what is counted or listed, None if no such things are told of one by one.

    It counts in some documents only, if the question names them. The caller says in which view it
    counts.
    """
    # Where nothing says it, which is quickly seen, the others need not be read.
    ids = {document.id for document in documents}
    things = snapshot.holding(asked.things).within(ids)
    saying = snapshot.holding(f"{asked.things} {asked.condition}").within(ids)
    if not things.terms or not _counted(asked, saying, things.terms).wanted(asked):
        return None
    result = _counted(asked, things, things.terms)
    wanted = result.wanted(asked)
    enough = asked.every or asked.negated or len(wanted) >= _FEWEST
    if result.alike < _FEWEST or not enough:
        return None
    shown = wanted[:MOST_ITEMS]
    cited = {each.document.id: each.document for each in shown}
    passages = {name: snapshot.passages_of(document) for name, document in cited.items()}
    items = [_item(each, passages[each.document.id]) for each in shown]
    words = content_words(asked.condition)
    lead = counted_line(
        asked.things, words, result.tally(asked), answer_language(question), negated=asked.negated
    )
    return list_answer(question, lead, [item for item in items if item], sure=1.0)


def _counted(asked: Counting, held: Holding, things: Sequence[Term]) -> Counted:
    read = held.read(list(held.documents)[:MOST_READ])
    part = (MOST_READ, len(held.documents)) if len(held.documents) > MOST_READ else None
    told = list(_statements(read.values(), things, asked.condition))
    having, lacking, silent = list[Statement](), list[Statement](), list[Statement]()
    for _, group in groupby(told, key=lambda each: (each.document.id, each.kind, each.about)):
        alike = list(group)
        columns = _columns(alike)
        said = [_says(each, asked, columns) for each in alike]
        parallel = alike[0].kind in (StatementKind.ITEM, StatementKind.ROW) and any(said)
        for statement, has in zip(alike, said, strict=True):
            if has:
                having.append(statement)
            elif has is False or parallel:
                lacking.append(statement)
            else:
                silent.append(statement)
    return Counted(tuple(having), tuple(lacking), tuple(silent), part)


def _statements(
    passages: Iterable[Passage], things: Sequence[Term], condition: str
) -> Iterator[Statement]:
    """Yields the statements about the things, by path and place, each once.

    If headings are named so, they are the things.
    """
    found = list[Statement]()
    by_document = {passage.document.id: passage.document for passage in passages}
    sections: dict[str, dict[int, Section]] = {}
    for passage in passages:
        section = _section_of(passage)
        sections.setdefault(passage.document.id, {})[section.start] = section
    for document in sorted(by_document.values(), key=lambda d: (d.path, d.id)):
        named = headings(document, things)
        if len(named) > 1:
            found += named
            continue
        for _, section in sorted(sections[document.id].items()):
            terms = telling_terms(condition, [document.language])
            found += statements(document, section, things, terms)
    yield from found


def _section_of(passage: Passage) -> Section:
    document = passage.document
    holding = (s for s in document.sections if s.start <= passage.start < s.end)
    return next(holding, Section(0, len(document.text), ()))


def _columns(rows: Iterable[Statement]) -> Mapping[str, Set[str]]:
    """Returns what stands in the columns of some rows, by their names."""
    found: dict[str, set[str]] = {}
    for name, value in (cell for row in rows for cell in row.cells):
        found.setdefault(name, set()).add(value.strip())
    return found


def _says(statement: Statement, asked: Counting, columns: Mapping[str, Set[str]]) -> bool | None:
    """Tells whether a statement has what is asked for; False if it denies it, None if neither."""
    document = statement.document
    wanted = [
        term
        for term in telling_terms(asked.condition, [document.language])
        if not _above(term, statement)
    ]
    if not wanted:
        return True
    if statement.cells:
        return _says_row(statement, wanted, columns)
    if not has_all(wanted, statement.text, document.language):
        return None
    return not _denies(statement.text, wanted, document.language)


def _above(term: Term, statement: Statement) -> bool:
    """Tells whether a word of the condition is said of all alike: in the title, or above a list."""
    document = statement.document
    if statement.kind is StatementKind.SENTENCE:
        return False
    above = f"{document.title} {statement.under} {statement.about}"
    return has_all([term], above, document.language) and (statement.kind is not StatementKind.ROW)


def _says_row(
    statement: Statement, wanted: Sequence[Term], columns: Mapping[str, Set[str]]
) -> bool | None:
    language = statement.document.language
    for name, value in statement.cells:
        if has_all(wanted, name, language):
            return not _is_denied(value.strip(), columns[name])
    if has_all(wanted, statement.text, language):
        return not _denies(statement.text, wanted, language)
    return None


def _is_denied(value: str, column: Set[str]) -> bool:
    """Tells whether a cell denies what its column is named for.

    An "x" does where something else in the column affirms, and marks what is so where nothing does.
    """
    if _DENYING_BESIDE.fullmatch(value):
        return not all(_DENYING_BESIDE.fullmatch(v) or _DENYING_CELL.fullmatch(v) for v in column)
    return _DENYING_CELL.fullmatch(value) is not None


def _denies(text: str, wanted: Sequence[Term], language: str) -> bool:
    """Tells whether a text denies what it has the words of, in the clause where these stand."""
    first, last = spans_of(wanted, text, language)[-1]
    spaced = is_spaced(language)
    borders = list((_CLAUSES if spaced else _CLAUSES_JA).finditer(text))
    start = max([0, *(match.end() for match in borders if match.end() <= first)])
    end = min([len(text), *(match.start() for match in borders if match.start() >= last)])
    if not spaced:
        return _DENIES_JA.search(text, start, end) is not None
    return _is_denied_in(text[start:end], first - start)


def _is_denied_in(clause: str, place: int) -> bool:
    """Tells whether what stands at a place of an English clause is denied.

    What a comma, "and" or "or" goes on with is denied with what stands before it.
    """
    denial, start, word = "", 0, ""
    for border in [*_GOES_ON.finditer(clause), None]:
        part = clause[start : border.start() if border else len(clause)]
        if own := _DENIES.search(part):
            denial = own.group().lower()
        elif _begins_anew(part, word, denial):
            denial = ""
        if border is None or border.start() > place:
            break
        start, word = border.end(), (border["word"] or "").lower()
    return bool(denial)


def _begins_anew(part: str, word: str, denial: str) -> bool:
    """Tells whether a part of a sentence has a verb of its own, or is no more under a "no"."""
    if _SUBJECT.match(part) or _VERB.search(part) or _OTHER_VERB.search(part):
        return True
    if word == "and" and _VERB_AFTER_AND.match(part):
        return True
    # "No phone and a sofa", but "not a phone or a sofa".
    return denial == "no" and word != "or" and _SO_MANY.match(part) is not None


def _has_number_of(things: str, evidence: Evidence, question: str) -> bool:
    language = evidence.hit.passage.document.language
    head = telling_terms(things, [language])[-1:]
    places = spans_of(head, evidence.text, language) if head else []
    numbers = found(NUMBER, evidence.text, question)
    return any(
        0 <= first - last <= _BESIDE and not re.search(r"[.;:,|\n]", evidence.text[last:first])
        for _, last in numbers
        for first, _ in places
    )


def _item(statement: Statement, passages: Sequence[Passage]) -> Item | None:
    at = statement.start
    around = [p for p in passages if p.start <= at < p.end] or passages[:1]
    return Item(around[0], statement.start, statement.end) if around else None
