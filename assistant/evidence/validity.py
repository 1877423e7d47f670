"""Which documents and rules are void, replaced or past their date, and where that is said.

By a rule that is shown: a sentence says so, of its own document or of one that it names by title,
year or release; or another document has the same name and a later year or release.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.evidence.evidence import Evidence
from assistant.evidence.subjects import without_edition
from assistant.evidence.titles_said import voids_title
from index.text.folding import fold
from index.text.sentences import Span, sentences
from index.types import Document

# The opening of a document speaks of the document.
_OPENING = 800
_LONGEST_READ = 200_000
_LOOKED_AT = 30
_GONE = (
    r"(?:repealed|superseded|withdrawn|revoked|rescinded|abolished|obsolete|void|expired|deprecated"
    r"|archived|no longer (?:valid|in (?:force|effect|use)|appl(?:y|ies|icable)))"
)
_DOCUMENT = (
    r"(?:document|policy|policies|rules?|regulations?|procedures?|guidelines?|guidance|version"
    r"|edition|page|instructions?|standard|handbook|agreement|directive|order|act|form|plan)"
)
_ITSELF = rf"\b(?:this|the present|these) (?:\w+ ){{0,2}}{_DOCUMENT}"
_ITSELF_JA = r"(?:本|この)(?:規程|規則|文書|要領|手引き?|基準|版)"
_OF_ITSELF = re.compile(
    rf"{_ITSELF} (?:(?P<now>is|are)|was|were|has been|have been)"
    rf" (?!not\b|never\b|hardly\b)(?:\w+ )?(?:{_GONE}|replaced)\b"
    rf"|{_ITSELF_JA}[はを](?:(?!は|が|場合)[^。]){{0,24}}(?:廃止|失効|無効)"
    r"(?!(?:と|に|で)?は?(?:し|さ|なら)?(?:れ|せ)?(?:ない|なかった|ません))(?P<then>(?!した|され|済))?",
    re.IGNORECASE,
)
# What is void under a condition is in force as long as that does not hold.
_CONDITION = re.compile(
    r"\b(?:if|unless|when(?:ever)?|where|once|provided|should|in (?:any |the )?(?:case|event)"
    r"|to the extent)\b|場合|とき|れば|なら",
    re.IGNORECASE,
)
# Where nothing else is named, a sentence speaks of its document.
_WHOLE = re.compile(
    rf"^\W*{_GONE}\W*$"
    rf"|^\W*(?:document )?status\W{{1,4}}{_GONE}(?:\W*$|\W{{1,3}}(?:by|on|since|as of|in|from)\b)"
    r"|^\W*(?:superseded|replaced|repealed|withdrawn)(?: and replaced)? (?:by|on|since|as of)\b"
    r"|^[\W_]*[【（(［\[]?(?:廃止|失効|旧版)[】）)］\]]?(?:済み?)?[\W_]*$"
    r"|^\W*(?:\w{0,2}\d+年度?)?(?:\d+月)?\d+日(?:付け?)?(?:で|に|をもって)廃止",
    re.IGNORECASE,
)
_ABOUT_ITSELF = re.compile(
    rf"\W*(?:{_ITSELF} (?:(?:is|are|was|were|remains?|shall be|will be) )?"
    rf"|{_ITSELF_JA}[はの、]*|validity\W+)?\W*",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\b(?:valid|in force|in effect|applies|apply|applicable) (?:only )?"
    r"(?:until|till|through|up to) (?:the )?(?:end of )?"
    r"(?P<en>[^.;\n]{0,24}?\b(?:19|20)\d\d(?:-\d\d){0,2})\b"
    r"|有効期[限間][^。\n]{0,16}?(?P<ja>20\d\d年(?:\d+月(?:\d+日)?)?)まで"
    r"|(?P<ja2>20\d\d年(?:\d+月(?:\d+日)?)?)まで(?:有効|適用)",
    re.IGNORECASE,
)
_ENDS = re.compile(r"(?:\W|only|inclusive|at the latest)*", re.IGNORECASE)
_AROUND = " \t\r\n#*_>-–—:,.(（【"
_OF_ANOTHER = re.compile(
    r"\b(?:replaces?|supersedes?|repeals?|revokes?|rescinds?|withdraws?|abolishe?s?)\b"
    rf"|\b(?:is|are|was|were|has been|have been) (?:hereby )?(?:{_GONE}|replaced)\b"
    r"|を廃止|は[^。]{0,16}廃止|に(?:代わ|替わ|代え)[るりて]|は(?:失効|無効)",
    re.IGNORECASE,
)
_EDITION = re.compile(
    r"(?<![\w.])(?:v|version|release|rev(?:ision)?)[\s._-]*(\d+(?:[._]\d+)*)|(?<!\d)((?:19|20)\d\d)(?!\d)"
    r"|(?<!\d)第?(\d+)版",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+")
_LONGEST_QUOTE = 240
_SHORTEST_TITLE = 8


@dataclass(frozen=True, slots=True)
class Notice:
    """That what `voided` says is not in force, because `said` says so.

    `said` is None where only the names of the documents tell, of which `later` is the newer.
    """

    voided: Evidence
    said: Evidence | None = None
    later: Document | None = None


@dataclass(frozen=True, slots=True)
class _Speaker:
    """A document, found by a block of it, and its sentences that say what is not in force.

    `of_itself` is one in its opening, `of_others` are those that speak of other documents.
    """

    block: Evidence
    of_itself: Span | None
    of_others: tuple[Span, ...]

    @property
    def document(self) -> Document:
        return self.block.hit.passage.document


def notices(evidence: Sequence[Evidence], today: date | None = None) -> list[Notice]:
    """Returns a notice for each of the best blocks that is not in force, best first."""
    day = today or date.today()
    looked_at = list(evidence[:_LOOKED_AT])
    documents = {e.hit.passage.document.id: e for e in reversed(looked_at)}
    speakers = {name: _speaker(each, day) for name, each in documents.items()}
    found = (_notice(e, speakers, day) for e in looked_at)
    return [notice for notice in found if notice]


def _speaker(block: Evidence, today: date) -> _Speaker:
    document = block.hit.passage.document
    opening = _of_itself(document, 0, min(len(document.text), _OPENING), today)
    return _Speaker(block, opening, tuple(_of_others(document.text[:_LONGEST_READ])))


def _of_itself(document: Document, start: int, end: int, today: date) -> Span | None:
    """Returns the first sentence of a stretch that says that its document is not in force."""
    title = fold(document.title)
    said = ((span, document.text[slice(*span)]) for span in sentences(document.text, start, end))
    return next((span for span, it in said if _is_void(it) or _is_past(it, title, today)), None)


def _is_void(said: str) -> bool:
    """Tells whether a sentence says without a condition that its document is not in force."""
    if _WHOLE.search(said):
        return True
    match = _OF_ITSELF.search(said)
    to_come = match is not None and (match["now"] is not None or match["then"] is not None)
    return match is not None and not (to_come and _CONDITION.search(said))


def _of_others(text: str) -> Iterator[Span]:
    """Yields the sentences that say of a document that it is not in force."""
    for match in _OF_ANOTHER.finditer(text):
        low = max(0, match.start() - _LONGEST_QUOTE)
        around = sentences(text, low, min(len(text), match.end() + _LONGEST_QUOTE))
        yield from (span for span in around if span[0] <= match.start() < span[1])


def _notice(block: Evidence, speakers: Mapping[str, _Speaker], today: date) -> Notice | None:
    mine = block.hit.passage.document
    opening = speakers[mine.id].of_itself
    if own := opening or _of_itself(mine, block.start, block.end, today):
        return Notice(block, _at(block, *own))
    rest = [speaker for name, speaker in speakers.items() if name != mine.id]
    for other in rest:
        if said_by := _said_of(mine, other):
            return Notice(block, said_by)
    later = [each.document for each in rest if _is_later(each.document, mine)]
    newest = max(later, key=lambda d: (_edition(d) or (), d.path), default=None)
    return Notice(block, later=newest) if newest else None


def _is_past(said: str, title: str, today: date) -> bool:
    """Tells whether a sentence gives its document an end that is past.

    The document has to be its subject, by the folded `title` or as such, or nothing is.
    """
    match = _UNTIL.search(said)
    if match is None or not _is_of_itself(match, title):
        return False
    numbers = [int(n) for n in _NUMBER.findall(next(g for g in match.groups() if g))]
    # A day or a month of the current year is not read: it may be still to come.
    return max(numbers) < today.year


def _is_of_itself(until: re.Match[str], title: str) -> bool:
    before = until.string[: until.start()]
    entitled = fold(before).strip(_AROUND)
    about = _ABOUT_ITSELF.fullmatch(before) is not None
    if not (about or (entitled and title.startswith(entitled))):
        return False
    return not until["en"] or _ENDS.fullmatch(until.string, until.end()) is not None


def _said_of(document: Document, other: _Speaker) -> Evidence | None:
    """Returns the sentence of another document that says that this one is not in force."""
    theirs = other.document
    for span in other.of_others:
        if _names(theirs.text[slice(*span)], document, theirs):
            return _at(other.block, *span)
    return None


def _names(said: str, document: Document, speaker: Document) -> bool:
    """Tells whether a sentence names a document, by its title, or as an edition of its own."""
    title, folded = fold(document.title).strip(), fold(said)
    named = len(title) >= _SHORTEST_TITLE and title in folded and title not in fold(speaker.title)
    if named and voids_title(said, list(_OF_ANOTHER.finditer(said)), document, speaker):
        return True
    meant = _edition(document)
    if meant is None or meant == _edition(speaker) or not _of_one_name(document, speaker):
        return False
    return meant in {_numbers(match) for match in _EDITION.finditer(folded)}


def _is_later(one: Document, other: Document) -> bool:
    mine, theirs = _edition(one), _edition(other)
    return bool(mine and theirs and len(mine) == len(theirs) and mine > theirs) and _of_one_name(
        one, other
    )


def _edition(document: Document) -> tuple[int, ...] | None:
    """Returns the year or release in the title of a document, or in the name of its file."""
    for name in (document.title, document.path):
        if found := [_numbers(match) for match in _EDITION.finditer(fold(name))]:
            return found[-1]
    return None


def _numbers(match: re.Match[str]) -> tuple[int, ...]:
    return tuple(int(n) for n in _NUMBER.findall(next(g for g in match.groups() if g)))


def _of_one_name(one: Document, other: Document) -> bool:
    first, second = (re.sub(r"[\W_]+", " ", without_edition(d.title)).strip() for d in (one, other))
    return bool(first) and first == second


def _at(block: Evidence, start: int, end: int) -> Evidence:
    """Returns a stretch of the document that a block stands in, as what can be cited."""
    passage = block.hit.passage
    if not passage.start <= start < end <= passage.end:
        text, page = passage.document.text[start:end], passage.document.page_at(start)
        passage = replace(passage, start=start, end=end, text=text, page=page)
    return Evidence(replace(block.hit, passage=passage), start, end, 0.0, 0.0, right_kind=True)
