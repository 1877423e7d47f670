"""Which documents a question names: by file name, title, short form, or a name of their own.

A word is a name of some documents if it stands in their titles or paths, is never written in small
letters, and no other passage that was found has it. German has capitals on every noun, and many
scripts have none: there, a name is what is quoted, an acronym, or a title of several words that no
text has within a sentence.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from index.readers import is_supported
from index.text.folding import fold
from index.text.function_words import function_words
from index.text.language import capitalises_nouns, told_by_words
from index.text.terms import stem, terms
from index.types import Document, Passage

_FILE = re.compile(
    r"[\"'“‘«「『](?P<quoted>[^\"'“”‘’«»「」『』\n]+\.\w{2,5})[\"'”’»」』]"
    r"|(?P<bare>[\w./-]*\w\.\w{2,5})\b"
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_OPENING = re.compile(r"(?:^|[.!?:\n])[\s\"'“‘(#*-]*$")
_EXPLAINED = re.compile(
    r"(?P<long>[^\W\d_][\w’'&,-]*(?: [\w’'&,-]+){1,9})"
    r" [(（][\"“'‘]?(?P<short>[^\W\d_][\w&.-]{1,14})[\"”'’]?[)）]"
    r"|(?P<name>[^\s、。（）()「」]{2,40})"
    r"[（(]以下[、,]?[「『](?P<called>[^」』]{1,20})[」』]と(?:いう|する|呼ぶ)"
)
_OPENERS, _CLOSERS = "\"'“‘„‚«»‹›「『", "\"'”’“‘»«›‹」』"
_KANJI = re.compile(r"[\u4e00-\u9fff々]")
_MOST_SHORT_FORMS = 4_000
_SMALL = 3
_Pairs = Iterator[tuple[Document, str]]


@dataclass(frozen=True, slots=True)
class NamedDocuments:
    """The documents that a question names, and the names that it has for them.

    `in_full` tells that it has their file names, whole titles or short forms of those, not a word.
    """

    documents: tuple[Document, ...] = ()
    names: tuple[str, ...] = ()
    in_full: bool = False


def documents_named(question: str, passages: Sequence[Passage]) -> NamedDocuments:
    """Returns the documents among those of some passages that a question names, if it names some.

    If all are named, none is meant more than others.
    """
    documents = list({p.document.id: p.document for p in passages}.values())
    for way in (_by_file, _by_title, _by_short_form, _by_word):
        pairs = list(way(question, documents, passages))
        if pairs:
            found = {document.id: document for document, _ in pairs}
            if len(found) == len(documents):
                return NamedDocuments()
            names = dict.fromkeys(name for _, name in pairs)
            return NamedDocuments(tuple(found.values()), tuple(names), way is not _by_word)
    return NamedDocuments()


def file_named(question: str) -> str:
    """Returns the name of a file of a readable format that a question has, empty without one."""
    for match in _FILE.finditer(question):
        name = match["quoted"] or match["bare"]
        if is_supported(name):
            return name
    return ""


def _by_file(question: str, documents: Sequence[Document], _: Sequence[Passage]) -> _Pairs:
    asked = fold(question)
    for document in documents:
        name = PurePosixPath(document.path).name
        if _has(asked, fold(name)):
            yield document, name


def _has(text: str, name: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(name)}(?!\w)", text) is not None


def _by_title(question: str, documents: Sequence[Document], passages: Sequence[Passage]) -> _Pairs:
    """Yields the documents whose whole title, file name or folder is said, if it is a name."""
    for document in documents:
        for name in _names(document):
            if _says(question, name, document, passages):
                yield document, name


def _says(question: str, name: str, document: Document, passages: Sequence[Passage]) -> bool:
    wanted, said = _terms(name, document.language), _terms(question, document.language)
    empty = function_words(document.language)
    telling = [term for term in wanted if term not in empty]
    if _WORD.search(name) is None or not telling or not _contains(said, wanted):
        return False
    return is_proper_name(name, question, passages)


def _contains(said: Sequence[str], wanted: Sequence[str]) -> bool:
    length = len(wanted)
    return any(said[at : at + length] == wanted for at in range(len(said) - length + 1))


def _by_short_form(
    question: str, documents: Sequence[Document], passages: Sequence[Passage]
) -> _Pairs:
    """Yields the documents whose title is what a short form of the question stands for."""
    asked = fold(question)
    explained = {pair for passage in passages for pair in short_forms(passage.text)}
    for short, long in sorted(explained):
        if _has_capitals(long) and _asks(asked, fold(short)):
            yield from ((d, short) for d in documents if _is_title(d, long))


def _asks(asked: str, short: str) -> bool:
    return _has(asked, short) if short.isascii() else short in asked


def _is_title(document: Document, long: str) -> bool:
    title, said = (_terms(text, document.language) for text in (document.title, long))
    return len(said) > 1 and (_contains(title, said) or (len(title) > 1 and _contains(said, title)))


@lru_cache(_MOST_SHORT_FORMS)
def short_forms(text: str) -> tuple[tuple[str, str], ...]:
    """Returns the short forms that a text explains, each with what it stands for.

    >>> short_forms("the General Data Protection Regulation (GDPR) applies")
    (('GDPR', 'General Data Protection Regulation'),)
    """
    return tuple(_explained(text)) if "(" in text or "（" in text else ()


def _explained(text: str) -> Iterator[tuple[str, str]]:
    for match in _EXPLAINED.finditer(text):
        if match["called"]:
            yield match["called"], match["name"]
            continue
        words, letters = match["long"].split(), [c for c in match["short"].lower() if c.isalpha()]
        for first in reversed(range(len(words))):
            if _abbreviates(letters, words[first:]):
                yield match["short"], " ".join(words[first:])
                break


def _abbreviates(letters: Sequence[str], words: Sequence[str]) -> bool:
    """Tells whether letters are the first ones of words, small words aside."""
    initials = [word[0].lower() for word in words if word[0].isupper()] or [
        word[0].lower() for word in words
    ]
    return letters == initials or letters == [word[0].lower() for word in words]


def _by_word(question: str, documents: Sequence[Document], passages: Sequence[Passage]) -> _Pairs:
    """Yields the documents that have a word of the question for themselves, as a name."""
    empty = function_words(told_by_words(question, ["en"]))
    for word in _words(question):
        if word in empty:
            continue
        named = [d for d in documents if word in _words("\n".join(_names(d)))]
        ids = {d.id for d in named}
        others = (p for p in passages if p.document.id not in ids)
        alone = named and not any(word in fold(p.text) for p in others)
        if alone and is_proper_name(word, question, passages):
            yield from ((d, word) for d in named)


def is_proper_name(name: str, question: str, passages: Sequence[Passage]) -> bool:
    """Tells whether texts write a name with capitals inside sentences, and never without.

    One that no text has is a name, too: it stands in titles and paths alone. Where capitals prove
    nothing, in the texts that have it or else in the question, more must show that it is one.
    """
    found = [(p, m) for p in passages for m in _written(name).finditer(p.text)]
    languages = {p.document.language for p, _ in found} or {told_by_words(question, ["en"])}
    if not _has_case(name) or all(map(capitalises_nouns, languages)):
        return _is_set_apart(name, question, [match for _, match in found])
    if not all(_has_capitals(match.group()) for _, match in found):
        return False
    proving = [match for p, match in found if not capitalises_nouns(p.document.language)]
    return not proving or not all(map(_opens, proving))


def _written(name: str) -> re.Pattern[str]:
    """Returns what finds a name in a text, in its other forms as well where words have ends."""
    if not _has_case(name):
        return re.compile(re.escape(name), re.IGNORECASE)
    parts = [rf"{re.escape(_beginning(part))}\w*" for part in re.findall(r"[^\W_]+", name)]
    return re.compile(r"\b" + r"[\W_]+".join(parts), re.IGNORECASE)


def _has_case(name: str) -> bool:
    return all(c.lower() != c.upper() for c in name if c.isalpha())


def _is_set_apart(name: str, question: str, found: Sequence[re.Match[str]]) -> bool:
    """Tells whether more than capitals shows that something is a name.

    It is in quotation marks in the question, always in capitals throughout, or of several words
    that texts have in quotation marks and on lines of their own only.
    """
    asked = list(_written(name).finditer(question))
    if any(map(_is_quoted, asked)):
        return True
    if asked and all(_is_acronym(match.group()) for match in (*asked, *found)):
        return True
    return _word_count(name) > 1 and all(_is_quoted(m) or _is_whole_line(m) for m in found)


def _is_quoted(match: re.Match[str]) -> bool:
    before, after = match.string[: match.start()], match.string[match.end() :]
    return before[-1:] in _OPENERS and after[:1] in _CLOSERS and bool(before and after)


def _is_whole_line(match: re.Match[str]) -> bool:
    before = match.string[: match.start()].rpartition("\n")[2]
    after = match.string[match.end() :].partition("\n")[0]
    return re.search(r"\w", before + after) is None


def _is_acronym(written: str) -> bool:
    return written.isupper() and sum(map(str.isalpha, written)) > 1


def _word_count(name: str) -> int:
    """Returns how many telling words a name has: of a run of kanji, every two make one."""
    empty = function_words(told_by_words(name, []))
    words = [word for word in _words(name) if word not in empty]
    return sum(max(1, len(_KANJI.findall(word)) // 2) for word in words)


def _beginning(word: str) -> str:
    """Returns what the forms of a word have in common."""
    stemmed = stem(fold(word))
    return stemmed[:-1] if len(stemmed) > _SMALL + 1 else stemmed


def _has_capitals(written: str) -> bool:
    """Tells whether the words of a name begin with capitals, small ones such as "of" aside.

    What has no letter, as the blank of a form that is still to be filled in, is no name.
    """
    words = re.findall(r"[^\W\d_]+", written)
    others = (word for word in words[1:] if len(word) > _SMALL)
    return words != [] and not words[0][0].islower() and not any(w[0].islower() for w in others)


def _opens(match: re.Match[str]) -> bool:
    start = match.start()
    return _OPENING.search(match.string, max(0, start - 8), start) is not None


def _names(document: Document) -> tuple[str, ...]:
    path = PurePosixPath(document.path).with_suffix("")
    return (document.title, path.name, *path.parent.parts)


@lru_cache(4_096)
def _terms(text: str, language: str) -> list[str]:
    return terms(text, language)


def _words(text: str) -> list[str]:
    return list(dict.fromkeys(_WORD.findall(fold(text))))
