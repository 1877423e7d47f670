"""The passages that a question means: those of the document, release, year or code it names.

A question that names one is answered from there or not at all. What it names is read off the names
of what was found, its paths, titles and headings, and so only of what its reader may see.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from pathlib import PurePosixPath
from unicodedata import normalize

from assistant.questions.designators import (
    RELEASE,
    YEAR,
    Designator,
    are_of_one_kind,
    designations,
    designators,
    is_within,
    leading_number,
    names,
    years,
)
from assistant.questions.document_names import documents_named, file_named
from index.search.retrieval import Found
from index.text.folding import bare
from index.types import Document, Passage

LOOKED_AT = 60
"""Of how many candidates is looked at what they are named, where a number or a file is."""

_LOOKED_AT_FOR_NAMES = 20

# Among so many of the best, one of another value tells that the value asked for is not there.
_TELLING = 3
_DIGITS = re.compile(r"\d+")
_SENTENCE_BEGINS = re.compile(r"(?:^|\n|[.!?] )$")
# What is left of a question for what stands under a name, and asks for nothing in particular.
_BETWEEN_WORDS = r"[\W_]+"
_SHOWS = (
    r"(?:(?:please )?(?:show|open|read)(?: me)?"
    r"|(?:and )?(?:what|where)(?:['’]s| is| are| was)?(?: new| changed| the changes)?"
    r"|what (?:does|do) say|what (?:has |have )?changed(?: between and)?)?"
    r"(?: (?:in|with|about|between|the|and|for|of))*"
)
_SHOWS_JA = (
    r"(?:に|の|で)?(?:は|って)?(?:何と|何が|どのように|内容|変更点|新しい点)?"
    r"(?:書いて|書かれて|あり|定められて|定めて|規定されて|変わり|変わって)?(?:い)?"
    r"(?:ますか|は|ました(?:か)?)?(?:何|なに)?(?:ですか|とは)?"
)
_AS_SUCH = re.compile(rf"\W*(?:{_SHOWS}|{_SHOWS_JA})\W*", re.IGNORECASE)


class Stance(IntEnum):
    """How a passage stands to what a question designates."""

    OTHER = 0
    SILENT = 1
    MENTIONS = 2
    WITHIN = 3
    """It says of a range what is asked of a number in it."""
    NAMED = 4


@dataclass(frozen=True, slots=True)
class Meant:
    """What was found of what a question means.

    `beside` has what it does not mean as well, save what stands for another of the kind that it
    names: from that, what is meant need not stand out. `names` are the documents that it names, by
    which an answer may say that they do not answer. `missing` is what it designates, as written,
    that nothing found is named by. `said` are the names in it of what is there. `rest` is what it
    asks of what it names, empty if it names nothing. `whole` tells that it asks for a section, a
    release or a thing as such: "PPR-9087", "What is new in version 2.1?".
    """

    found: Found
    beside: Found
    names: tuple[Document, ...] = ()
    missing: str = ""
    said: tuple[str, ...] = ()
    rest: str = ""
    whole: bool = False


def meant(found: Found, question: str) -> Meant:
    """Narrows what was found to what a question names; without a name, all of it stays."""
    asked = normalize("NFKC", question)
    groups, file = _groups(designators(asked)), file_named(asked)
    depth = LOOKED_AT if groups or file else _LOOKED_AT_FOR_NAMES
    passages = [hit.passage for hit in found.hits(depth)]
    named = documents_named(asked, passages)
    if file and not _is_known(file, asked, passages):
        return Meant(found, found, missing=file)
    ids = {document.id for document in named.documents}
    told = named.documents if named.in_full else ()
    kept, said = [p for p in passages if not ids or p.document.id in ids], list(named.names)
    others = [p for p in passages if p not in kept and not _is_sibling(p.document, told)]
    for group in groups:
        narrowed, others = _narrowed(group, kept), _narrowed(group, others) or []
        if narrowed is None:
            only = _only(found, kept)
            return Meant(only, only, told, missing=group[0].written)
        if len(narrowed) < len(kept):
            said += [d.written for d in group]
        kept = narrowed
    if not said:
        return Meant(found, found)
    rest = _without(asked, said)
    as_such = _AS_SUCH.fullmatch(rest) is not None and bool(file or said != list(named.names))
    beside = _only(found, [*kept, *others])
    return Meant(_only(found, kept), beside, told, said=tuple(said), rest=rest, whole=as_such)


def _is_sibling(document: Document, named: Sequence[Document]) -> bool:
    """Tells whether a document has the name of another but for its numbers, or the same title."""
    return any(_masked(document) == _masked(each) or document.title == each.title for each in named)


def _is_known(file: str, question: str, passages: Sequence[Passage]) -> bool:
    """Tells whether a file is one of those found, or some text speaks of it."""
    paths = {passage.document.path for passage in passages}
    if any(PurePosixPath(path).name.casefold() in question.casefold() for path in paths):
        return True
    return any(file.casefold() in p.text.casefold() for p in passages)


def _without(question: str, names: Sequence[str]) -> str:
    """Returns a question without the names in it."""
    for name in sorted(names, key=len, reverse=True):
        words = [re.escape(word) for word in re.findall(r"\w+", name)]
        pattern = _BETWEEN_WORDS.join(words)
        question = re.sub(rf"(?<!\w){pattern}", " ", question, flags=re.IGNORECASE)
    return re.sub(r"\s+", " ", question).strip()


def _only(found: Found, kept: Sequence[Passage]) -> Found:
    ids = {passage.id for passage in kept}
    return replace(found, candidates=tuple(c for c in found.candidates if c.id in ids))


def _groups(asked: Sequence[Designator]) -> list[list[Designator]]:
    """Returns the designators by their kind: of one kind, any is meant."""
    kinds = dict.fromkeys(d.kind for d in asked)
    return [[d for d in asked if d.kind == kind] for kind in kinds]


def _narrowed(group: Sequence[Designator], passages: Sequence[Passage]) -> list[Passage] | None:
    """Returns the passages that a group of designators means, None if they mean another one."""
    stance = _stances(group[0].kind, passages)
    stances = [max(stance(designator, passage) for designator in group) for passage in passages]
    pairs = list(zip(passages, stances, strict=True))
    rest = [passage for passage, each in pairs if each != Stance.OTHER]
    measures = all(d.measures for d in group) and not _is_kind_of_name(group[0].kind, passages)
    loose = group[0].kind == YEAR or measures
    best = max(stances, default=Stance.SILENT)
    if set(stances) == {Stance.SILENT} and (releases := _as_releases(group)):
        return _narrowed(releases, passages)
    if best == Stance.NAMED:
        return rest if loose else [passage for passage, each in pairs if each >= Stance.WITHIN]
    if best < Stance.MENTIONS and Stance.OTHER in stances[:_TELLING] and not measures:
        return None
    return list(passages) if measures else rest


def _as_releases(group: Sequence[Designator]) -> list[Designator]:
    """Returns the releases of a group whose kind the documents call otherwise, if any are such."""
    of_a_kind = [d for d in group if d.kind not in (YEAR, RELEASE) and "." in d.value]
    return [replace(d, kind=RELEASE, measures=False) for d in of_a_kind]


def _is_kind_of_name(kind: str, passages: Sequence[Passage]) -> bool:
    """Tells whether names have a word with a number: what follows it in a question is no unit.

    A sentence may open with such a name as well: "Store 4 is kept dry."
    """
    named = (_of_kind(kind, name, p) for p in passages for name in _names(p))
    return any(named) or any(_opens_with(kind, passage) for passage in passages)


def _of_kind(kind: str, text: str, passage: Passage) -> list[Designator]:
    """Returns what a text of a passage designates of a kind."""
    language = passage.document.language
    return [d for d in designations(text) if are_of_one_kind(d.kind, kind, language)]


def _opens_with(kind: str, passage: Passage) -> bool:
    text = passage.text
    said = [d for d in _of_kind(kind, text, passage) if not d.measures]
    return any(_SENTENCE_BEGINS.search(text, max(0, d.start - 2), d.start) for d in said)


def _stances(kind: str, passages: Sequence[Passage]) -> Callable[[Designator, Passage], Stance]:
    if kind == YEAR:
        dated = _dated(passages)
        return lambda designator, passage: _by_year(designator, passage, dated)
    return _by_release if kind == RELEASE else _by_kind


def _by_kind(asked: Designator, passage: Passage) -> Stance:
    """Returns how a passage stands to a word and its number."""
    texts = [*_names(passage), passage.text]
    told = [(text, d) for text in texts for d in _of_kind(asked.kind, text, passage)]
    named = {d.value for text, d in told if text is not passage.text}
    said = [d for text, d in told if text is passage.text]
    own = {d.value for d in said if names(passage.text, d)}
    leading = {leading_number(heading) for heading in passage.heading} - {""}
    if any(map(asked.is_named_by, named | own | leading)):
        return Stance.NAMED
    if any(is_within(asked, text, d) for text, d in told):
        return Stance.WITHIN
    if any(asked.is_named_by(d.value) for d in said):
        return Stance.MENTIONS
    return Stance.SILENT if all(map(asked.is_near, named | own)) else Stance.OTHER


def _by_release(asked: Designator, passage: Passage) -> Stance:
    named = {d.value for name in _names(passage) for d in designations(name)}
    leading = {leading_number(heading) for heading in passage.heading}
    return Stance.NAMED if asked.value in named | leading else Stance.SILENT


def _by_year(asked: Designator, passage: Passage, dated: set[str]) -> Stance:
    named = years("\n".join(_names(passage)))
    if asked.value in named:
        return Stance.NAMED
    if asked.value in years(passage.text):
        return Stance.MENTIONS
    return Stance.OTHER if named and passage.document.id in dated else Stance.SILENT


def _dated(passages: Sequence[Passage]) -> set[str]:
    """Returns the ids of the documents whose name others have as well, but for its numbers."""
    masked: dict[str, set[str]] = {}
    documents = {passage.document.id: passage.document for passage in passages}
    for document in documents.values():
        masked.setdefault(_masked(document), set()).add(document.id)
    return {i for ids in masked.values() if len(ids) > 1 for i in ids}


def _masked(document: Document) -> str:
    return _DIGITS.sub("#", bare(document.path))


def _names(passage: Passage) -> Iterator[str]:
    yield str(PurePosixPath(passage.document.path).with_suffix(""))
    yield passage.document.title
    yield from passage.heading
