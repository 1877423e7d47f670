"""Whether a sentence says of a document, by its title, that it is not in force.

The title may be a common phrase, as "Smoke detectors" is. So it must be written as a name, and be
what is voided: what the active verb stands before, or the passive one behind.
"""

import re
from collections.abc import Iterator, Sequence

from index.text.folding import bare
from index.text.function_words import function_words
from index.types import Document

_LONGEST_READ = 200_000
_SMALL = 3
_OPENERS, _CLOSERS = "\"'“‘„«‹「『", "\"'”’»›」』"
_BRACKETS = re.compile(r"[(（\[][^)）\]\n]*[)）\]]")
_WORD = re.compile(r"[^\W\d_]+")
_CLAUSE_ENDS = re.compile(r"[.;:!?]\s")
# With one of these, what follows is no object, and no subject.
_PREPOSITIONS = frozenset(
    "about above according after against among as at because before below between by during for"
    " from if in into of on per through to under until when where while with within without".split()
)
_OPENS = re.compile(r"^[\W_]*$|[.!?:\n][\W_]*$")
_OF_DOCUMENTS = re.compile(r"(?:規程|規則|規定|文書|要領|手引き?|基準|要項|細則|版)$")


def voids_title(
    said: str, verbs: Sequence[re.Match[str]], document: Document, speaker: Document
) -> bool:
    """Tells whether one of the verbs of a sentence voids a document that it names by its title."""
    return any(
        _is_name(title, document, speaker) and any(_is_voided(title, verb) for verb in verbs)
        for title in _said(document.title.strip(), said)
    )


def _said(title: str, text: str) -> Iterator[re.Match[str]]:
    words = r"\s+".join(map(re.escape, title.split()))
    alone = r"(?<![^\W\d_])" if title.isascii() else ""
    return re.finditer(alone + words, text, re.IGNORECASE)


def _is_name(title: re.Match[str], document: Document, speaker: Document) -> bool:
    """Tells whether a title is written as a name: quoted, or with a capital that tells one."""
    written, before = title.group(), title.string[: title.start()]
    if before[-1:] in _OPENERS and title.string[title.end() : title.end() + 1] in _CLOSERS:
        return bool(before)
    words = _WORD.findall(written)
    if not all(c.lower() != c.upper() for c in "".join(words)):
        return _OF_DOCUMENTS.search(written) is not None
    if not words or not words[0][0].isupper() or _is_small_elsewhere(written, document, speaker):
        return False
    others = [word for word in words[1:] if len(word) > _SMALL]
    return _OPENS.search(before) is None or any(word[0].isupper() for word in others)


def _is_small_elsewhere(title: str, *documents: Document) -> bool:
    texts = (document.text[:_LONGEST_READ] for document in documents)
    return any(match.group()[0].islower() for text in texts for match in _said(title, text))


def _is_voided(title: re.Match[str], verb: re.Match[str]) -> bool:
    text = title.string
    if title.start() >= verb.end():
        between = text[verb.end() : title.start()]
        passive = bare(verb.group().split()[0]) in function_words("en")
        return not passive and verb.group().isascii() and not _parts(between)
    if title.end() > verb.start():
        return False
    between = _BRACKETS.sub(" ", text[title.end() : verb.start()])
    if not verb.group().isascii():
        return not _WORD.findall(between)
    active = bare(verb.group().split()[0]) not in function_words("en")
    subject = _words(text[: title.start()])[-2:]
    joined = re.match(r"\s*(?:,|and\b|or\b)", between) is not None
    plain = joined or all(word in function_words("en") for word in _words(between))
    return not active and plain and _PREPOSITIONS.isdisjoint(subject)


def _parts(between: str) -> bool:
    """Tells whether what stands between a verb and a name parts them."""
    return bool(_CLAUSE_ENDS.search(between)) or not _PREPOSITIONS.isdisjoint(_words(between))


def _words(text: str) -> list[str]:
    return [bare(word) for word in _WORD.findall(text)]
