"""The reach of a name: what a block says of the code asked for, and not of its neighbours.

A code is spoken of from the sentence that names it to the one that names another of its kind, and a
line of a list that says one thing of one name, as of telephone numbers, is of that alone.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from assistant.questions.designators import Designator, designations, designators, is_within, names
from assistant.questions.labels import is_asked, label_of
from assistant.questions.language import content_words
from index.passages.cutting import context_of
from index.text.folding import fold
from index.text.numerals import SEPARATORS, reading
from index.text.sentences import Span, sentences
from index.text.terms import signed, terms
from index.types import Passage

_NUMBERS = re.compile(rf"\d+(?:[{SEPARATORS}]\d+)*")
_YEAR = re.compile(r"(?:19|20)\d\d")
# A time of the day, or a number with its sign and the sign or the word after it.
_QUANTITY = re.compile(
    r"(?<![\w.,])(?:(?P<clock>\d{1,2}:\d\d)"
    rf"|(?P<value>-?\d+(?:[{SEPARATORS}]\d+)*)[ \u00a0]?(?P<unit>[^\W\d_]+|[%‰°€$£¥]\w?))"
)
_EXACT = 3
_CELLS = re.compile(r"\||;\s|\t")
# A word that a sentence opens with as with the name of a thing: one letter, or one with a sign.
_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_OPENS_WITH_NAME = re.compile(r"(?:[A-Z](?![\w’'])|\.?[A-Za-z]+[+#&]|\.[A-Z])")


Tell = Callable[[str], bool | None]
"""Tells whether a sentence is of what is asked for; None if it names nothing of the kind."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What a question names that a text may name neighbours of: codes, names with a sign, words."""

    codes: tuple[Designator, ...]
    signs: frozenset[str]
    words: frozenset[str]
    content: tuple[str, ...] = ()
    numbers: tuple[frozenset[str], ...] = ()
    quantities: tuple[tuple[str, str], ...] = ()

    def within(self, passage: Passage, block: Span) -> Iterator[Span]:
        """Yields the parts of a block that speak of what is named; all of it if it names nothing.

        Sentences stay with what was named last.
        """
        text, language = passage.document.text, passage.document.language
        if _is_table(text[slice(*block)]):
            yield block
            return
        said = list(sentences(text, *block))
        parts = (
            _parts(text, said, self._by_code())
            or _parts(text, said, self._by_sign())
            or _parts(text, said, self._by_number(language))
            or _parts(text, said, self._by_quantity([text[slice(*span)] for span in said]))
            or _parts(text, list(_lines(text, block)), self._by_label(language))
        )
        if parts or not self._is_of_others(passage, text[slice(*block)]):
            yield from parts or [block]

    def _is_of_others(self, passage: Passage, block: str) -> bool:
        """Tells whether a block names only others of a kind, and another block what is asked."""
        tell = self._by_code()
        return tell(block) is False and tell(passage.text) is True

    def _by_code(self) -> Tell:
        kinds = {code.kind for code in self.codes}

        def tell(sentence: str) -> bool | None:
            said = [d for d in designations(sentence) if d.kind in kinds]
            named = [d for d in said if names(sentence, d)]
            if not named:
                return None
            pairs = [(c, d) for c in self.codes for d in said if c.kind == d.kind]
            return any(c.is_named_by(d.value) or is_within(c, sentence, d) for c, d in pairs)

        return tell

    def _by_sign(self) -> Tell:
        def tell(sentence: str) -> bool | None:
            if not self.signs:
                return None
            if self.signs & set(signed(fold(sentence))):
                return True
            return False if _OPENS_WITH_NAME.match(sentence) else None

        return tell

    def _by_number(self, language: str) -> Tell:
        def tell(sentence: str) -> bool | None:
            if not self.numbers:
                return None
            said = set(terms(sentence, language))
            if any(not number.isdisjoint(said) for number in self.numbers):
                return True
            return False if any(map(is_exact, said)) else None

        return tell

    def _by_quantity(self, block: Sequence[str]) -> Tell:
        """Tells by quantities of one unit, between sentences that begin alike.

        "The small tent costs 12 euro. The large tent costs 20 euro."
        """
        asked = {value for value, _ in self.quantities}
        meant = [s for s in block if any(value in asked for value, _ in _quantities(s))]
        units = {unit for s in meant for value, unit in _quantities(s) if value in asked}
        begin = {_first_word(sentence) for sentence in meant}

        def tell(sentence: str) -> bool | None:
            if sentence in meant:
                return True
            others = {unit for _, unit in _quantities(sentence)}
            return False if others & units and _first_word(sentence) in begin else None

        return tell

    def share_of_numbers(self, text: str, language: str) -> float:
        """Returns which share of the exact numbers of the question a text has; 0 without any."""
        if not self.numbers:
            return 0.0
        said = set(terms(text, language))
        return sum(not n.isdisjoint(said) for n in self.numbers) / len(self.numbers)

    def is_label_of(self, text: str, passage: Passage) -> bool:
        """Tells whether a text is a line of the name asked for, and what is asked is said above it.

        The number of the archive is asked for, and a list of numbers has it.
        """
        language = passage.document.language
        if not is_asked(label_of(text.strip()), self.words, language):
            return False
        said = set(terms(context_of(passage) + passage.text, language))
        return all(said.issuperset(terms(word, language)) for word in self.content)

    def _by_label(self, language: str) -> Tell:
        def tell(line: str) -> bool | None:
            label = label_of(line)
            return is_asked(label, self.words, language) if label else None

        return tell


def reach_of(question: str, words: Iterable[str]) -> Reach:
    """Returns what a question, whose terms are `words`, names by a code, a sign or a word."""
    codes = tuple(designators(question))
    asked = frozenset(words)
    numbers = (frozenset(_readings(n)) for n in _NUMBERS.findall(normalize("NFKC", question)))
    return Reach(
        codes,
        frozenset(signed(fold(question))),
        asked,
        tuple(content_words(question)),
        tuple(n for n in numbers if any(map(is_exact, n))),
        _quantities(question),
    )


def _quantities(text: str) -> tuple[tuple[str, str], ...]:
    """Returns the numbers of a text that tell how much, with their signs and what they count."""
    normal = normalize("NFKC", text).replace("−", "-")
    found = _QUANTITY.finditer(normal)
    return tuple((m["clock"] or m["value"], fold(m["unit"] or ":")) for m in found)


def _first_word(sentence: str) -> str:
    return fold(sentence.split(maxsplit=1)[0]) if sentence.strip() else ""


def is_exact(term: str) -> bool:
    """Tells whether a number is so exact that no other thing has it by chance; a year is not."""
    digits = sum(map(str.isdecimal, term))
    return digits >= _EXACT and term.replace(".", "").isdecimal() and not _YEAR.fullmatch(term)


def _readings(number: str) -> Iterator[str]:
    for point in (True, False):
        if read := reading(number, point=point):
            yield read


def _is_table(block: str) -> bool:
    """Tells whether a block has rows of cells, which say little without their head."""
    return sum(len(_CELLS.findall(line)) > 1 for line in block.split("\n")) > 1


def _lines(text: str, block: Span) -> Iterator[Span]:
    """Yields the lines of a block without the white space around them."""
    for match in _LINE.finditer(text, *block):
        yield match.span()


def _parts(text: str, spans: Sequence[Span], tell: Tell) -> list[Span]:
    """Returns the runs of sentences that are told to be meant, none unless some are told not to."""
    told = [tell(text[start:end]) for start, end in spans]
    if True not in told or False not in told:
        return []
    parts: list[Span] = []
    current = None
    for (start, end), each in zip(spans, told, strict=True):
        before, current = current, current if each is None else each
        if current and before:
            parts[-1] = (parts[-1][0], end)
        elif current:
            parts.append((start, end))
    return parts
