"""Counting and listing things over all passages in sight, by a rule that is told.

A thing counts if one statement about it (`assistant/answers/statements.py`) has all words of the
condition and does not deny them; for a question with "not", if it denies them. In a list or a
table, where like things are told of one after the other, what is not named of one is not so of it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.answer_types.answer_forms import found
from assistant.answer_types.locale_forms import NUMBER
from assistant.answers.item_lists import Item, list_answer
from assistant.answers.statements import Statement, StatementKind, headings, statements
from assistant.evidence.evidence import Evidence
from assistant.questions.counting import Counting
from assistant.questions.language import answer_language, content_words
from assistant.types import Answer
from assistant.wording.of_counts import Tally, counted_line
from index.read_protocol import ReadableSnapshot
from index.search.holding import Holding, has_all, spans_of, telling_terms
from index.text.language import is_spaced
from index.text.terms import Term
from index.types import Document, Passage, Section

MOST_READ = 10_000
"""How many passages are read at most for one count."""

_CLAUSES = re.compile(r"[;,:。、]|\b(?:and|but|however|although|while|though)\b", re.IGNORECASE)
_DENIES = re.compile(
    r"\b(?:no|not|never|neither|nor|without|none|cannot|lacks?|\w+n['’]t)\b", re.IGNORECASE
)
_DENIES_JA = re.compile(r"ない|なし|なく|ません|無し|ありま?せん|不可|ず[、。]")
_DENYING_CELL = re.compile(
    r"\W*|(?:no|none|not\b.*|never|0|n/?a|false|x|nein|non|なし|無し?|いいえ|不可|×)", re.IGNORECASE
)
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
    items = [_item(each, snapshot) for each in wanted]
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
        said = [_says(each, asked) for each in alike]
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
    sections = {
        (passage.document.id, section.start): section
        for passage in passages
        if (section := _section_of(passage))
    }
    for document in sorted(by_document.values(), key=lambda d: (d.path, d.id)):
        named = headings(document, things)
        if len(named) > 1:
            found += named
            continue
        its = [s for (document_id, _), s in sorted(sections.items()) if document_id == document.id]
        for section in its:
            terms = telling_terms(condition, [document.language])
            found += statements(document, section, things, terms)
    yield from found


def _section_of(passage: Passage) -> Section:
    document = passage.document
    holding = (s for s in document.sections if s.start <= passage.start < s.end)
    return next(holding, Section(0, len(document.text), ()))


def _says(statement: Statement, asked: Counting) -> bool | None:
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
        return _says_row(statement, wanted)
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


def _says_row(statement: Statement, wanted: Sequence[Term]) -> bool | None:
    language = statement.document.language
    for name, value in statement.cells:
        if has_all(wanted, name, language):
            return _DENYING_CELL.fullmatch(value.strip()) is None
    if has_all(wanted, statement.text, language):
        return not _denies(statement.text, wanted, language)
    return None


def _denies(text: str, wanted: Sequence[Term], language: str) -> bool:
    """Tells whether a text denies what it has the words of, in the clause where these stand."""
    spans = spans_of(wanted, text, language)
    begins = [0, *(match.end() for match in _CLAUSES.finditer(text))]
    start = max(begin for begin in begins if begin <= spans[-1][0])
    ends = [match.start() for match in _CLAUSES.finditer(text) if match.start() >= spans[-1][1]]
    clause = text[start : min([*ends, len(text)])]
    denies = _DENIES if is_spaced(language) else _DENIES_JA
    return denies.search(clause) is not None


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


def _item(statement: Statement, snapshot: ReadableSnapshot) -> Item | None:
    passages = snapshot.passages_of(statement.document)
    at = statement.start
    around = [p for p in passages if p.start <= at < p.end] or passages[:1]
    return Item(around[0], statement.start, statement.end) if around else None
