"""Who does what to whom: "Japan notifies the EU" and "the EU notifies Japan" have the same words.

A role is a doer, an action and something it is done to or with, as stems. Without a parser they are
read off the order of the words around a verb, with passives put the right way round; so a text may
have too many roles, and only one that is found exactly reversed counts as swapped.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.grounding.polarity import is_japanese
from assistant.grounding.semantic_roles_ja import japanese_roles
from assistant.grounding.verbs import CONVERSE_VERBS, IRREGULAR, MUTUAL
from index.text.folding import bare, fold
from index.text.function_words import function_words
from index.text.terms import stem

Role = tuple[str, str, str]
"""A doer, an action, and what it is done to; the last is empty for a doer that stands nearest."""

_TOKEN = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*['’]?|[,;:.!?\n—–()]")
_BREAKS = frozenset(";:.!?\n—–")
_DETERMINERS = frozenset(
    "a an the its their his her our my your this that these those each every all any some no"
    " another both either several many most few".split()
)
_PREPOSITIONS = frozenset(
    "of in on at by for with from into onto about against between through during before after"
    " above below under over within without than as per via since until towards toward among"
    " across along around behind beyond near off upon".split()
)
# What these lead in is where, when or how, not whom; "with" joins two that do the same.
_CIRCUMSTANCES = frozenset(
    "in at during before after above below under within without than as per via since until among"
    " between across along around behind beyond near with if when while because although".split()
)
_EMPTY = function_words("en") | _DETERMINERS | _PREPOSITIONS | _CIRCUMSTANCES
_BE = frozenset("be is are was were been being am get gets got getting".split())
_MODALS = frozenset(
    "must may can could might shall should will would do does did has have had not never".split()
)
_AUXILIARIES = _MODALS | frozenset("to who which that they we you it he she i".split())
# By how much, not by whom.
_MEASURES = frozenset("half third quarter percent two three four five ten then".split())
_ADVERBS = frozenset(
    "always often sometimes ever again already still soon later first then".split()
)
_JOINING = _CIRCUMSTANCES | frozenset("and but or".split())
_NEAREST = 2
_REACH = 6


@dataclass(frozen=True, slots=True)
class _Token:
    raw: str
    word: str
    stem: str
    content: bool


@lru_cache(maxsize=512)
def roles(text: str) -> frozenset[Role]:
    """Returns who does what to whom in a text."""
    if is_japanese(text):
        return frozenset(japanese_roles(text))
    return frozenset(role for part in _parts(text) for role in _roles_of(part))


def swapped(sentence: frozenset[Role], passage: frozenset[Role]) -> bool:
    """Tells whether a sentence has roles that a passage has only the other way round."""
    return _reversed(sentence, passage) or _exchanged(sentence, passage)


def done_by_another(sentence: frozenset[Role], passage: frozenset[Role]) -> bool:
    """Tells whether a passage names others as those who do to something what a sentence says.

    The doers have to be words of the passage too: it may name the same ones differently.
    """
    known = {word for doer, _, whom in passage for word in (doer, whom)}
    for action, whom in {(action, whom) for _, action, whom in sentence if whom}:
        mine, theirs = (
            {doer for doer, *done in some if done == [action, whom]} for some in (sentence, passage)
        )
        if theirs and mine <= known - theirs:
            return True
    return False


def _reversed(sentence: frozenset[Role], passage: frozenset[Role]) -> bool:
    return any(
        (whom, action, doer) in passage
        and (doer, action, whom) not in passage
        and (whom, action, doer) not in sentence
        for doer, action, whom in sentence
        if whom and doer != whom
    )


def _exchanged(sentence: frozenset[Role], passage: frozenset[Role]) -> bool:
    """Tells whether two doers changed places: A closes after B calls, B closes after A calls."""
    claimed = {(doer, action) for doer, action, whom in sentence if not whom}
    told = {(doer, action) for doer, action, whom in passage if not whom}
    # Only what one text says and the other does not can have changed places.
    moved, left = claimed - told, told - claimed
    return any(
        one != other and done != also and (other, done) in left and (one, also) in left
        for one, done in moved
        for other, also in moved
    )


def _parts(text: str) -> Iterator[list[_Token]]:
    part: list[_Token] = []
    for match in _TOKEN.finditer(text):
        if match.group() in _BREAKS:
            yield part
            part = []
        else:
            part.append(_token(match.group()))
    yield part


def _token(raw: str) -> _Token:
    word = bare(fold(raw))
    plain = re.sub(r"['’]s?$", "", word)
    content = plain in IRREGULAR or (len(plain) > 1 and plain not in _EMPTY) or plain.isdigit()
    return _Token(raw, word, IRREGULAR.get(plain) or stem(plain), content)


def _roles_of(tokens: Sequence[_Token]) -> Iterator[Role]:
    for place, token in enumerate(tokens):
        if token.content and token.stem not in MUTUAL and _may_be_verb(tokens, place):
            yield from _around(tokens, place)


def _around(tokens: Sequence[_Token], place: int) -> Iterator[Role]:
    before = [t.stem for t in tokens[:place] if t.content][-_REACH:]
    if _is_passive(tokens, place):
        doers, whom, action = _of_passive(tokens, place, before)
    else:
        doers, action = before, tokens[place].stem
        whom = [t.stem for t in _reached(tokens[place + 1 :])]
    base, swap = CONVERSE_VERBS.get(action, (action, False))
    if not swap:
        yield from ((doer, base, "") for doer in _nearest(tokens, place, doers))
    for doer in doers:
        for other in whom:
            yield (other, base, doer) if swap else (doer, base, other)


def _nearest(tokens: Sequence[_Token], place: int, doers: Sequence[str]) -> list[str]:
    """Returns the doers that stand nearest to a verb within its clause; of a passive, all."""
    if _is_passive(tokens, place):
        return list(doers)
    found: list[str] = []
    for token in reversed(tokens[:place]):
        if token.raw == "," or token.word in _JOINING or len(found) == _NEAREST:
            break
        if token.content and not _is_adverb(token):
            found.append(token.stem)
    return found


def _of_passive(
    tokens: Sequence[_Token], place: int, before: list[str]
) -> tuple[list[str], list[str], str]:
    """Returns doers, what it is done to, and the action, of a verb in the passive."""
    after = tokens[place + 1 :]
    action = tokens[place].stem
    at = next((i for i, t in enumerate(after) if t.word == "by" and _names_a_doer(after, i)), None)
    if at is not None:
        doers = _phrase(after[at + 1 :])
        rest = [t.stem for t in _reached(after) if t.stem not in doers]
        return doers, [*before, *rest], action
    # Without a doer: "based on", "derived from" put two things in order all the same.
    if after and after[0].word in {"on", "from", "to", "into", "for"}:
        return before, _phrase(after[1:]), f"{action} {after[0].word}"
    return [], [], action


def _names_a_doer(tokens: Sequence[_Token], at: int) -> bool:
    following = next((t for t in tokens[at + 1 :] if t.word not in _DETERMINERS), None)
    if following is None or following.word in _MEASURES or following.word.endswith("ing"):
        return False
    if any(c.isdigit() for c in following.word):
        return False
    return not any(t.raw == "," for t in tokens[:at])


def _phrase(tokens: Sequence[_Token]) -> list[str]:
    """Returns the content words of a phrase: up to the next preposition, verb of being or comma."""
    found: list[str] = []
    for token in tokens:
        ends = token.word in _PREPOSITIONS - {"of"} or token.word in _BE | _AUXILIARIES
        if token.raw == "," or (ends and token.word != "of"):
            break
        if token.content:
            found.append(token.stem)
    return found


def _reached(tokens: Sequence[_Token]) -> Iterator[_Token]:
    """Yields the words after a verb that it bears on, without where, when and how."""
    skipping, number = False, 0
    for token in tokens:
        if token.word in _CIRCUMSTANCES:
            skipping = True
        elif token.word in _PREPOSITIONS or token.word == "to" or token.raw == ",":
            skipping = False
        elif token.content and not skipping and number < _REACH:
            number += 1
            yield token


def _may_be_verb(tokens: Sequence[_Token], place: int) -> bool:
    """Tells whether a word could be a verb: it is not led in as a noun, nor followed as one."""
    token = tokens[place]
    before = tokens[place - 1] if place else None
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if before is None or not token.word.isalpha() or before.raw == "," or _is_adverb(token):
        return False
    if before.word in _BE | _AUXILIARIES:
        return True
    if (before.word[0].isdigit() or before.word in _MEASURES) and not _is_verb(token):
        return False
    if before.word in _DETERMINERS | _PREPOSITIONS or re.search(r"['’]s?$", before.word):
        return False
    if after is not None and (after.word == "of" or _is_verb(after)):
        return False
    return token.word in IRREGULAR or _looks_like_verb(token, before, after)


def _looks_like_verb(token: _Token, before: _Token, after: _Token | None) -> bool:
    if token.word.endswith(("s", "ed")) or before.word.endswith("s") or before.raw[0].isupper():
        return True
    # A word in its base form: what follows begins a phrase of its own.
    return after is not None and (after.word in _DETERMINERS or after.raw[0].isupper())


def _is_adverb(token: _Token) -> bool:
    return token.word.endswith("ly") or token.word in _ADVERBS


def _is_verb(token: _Token) -> bool:
    return token.word in _BE | _MODALS or token.word in IRREGULAR or token.word.endswith("ed")


def _is_passive(tokens: Sequence[_Token], place: int) -> bool:
    word, after = tokens[place].word, tokens[place + 1 :]
    led_in = any(token.word in _BE for token in tokens[max(0, place - 4) : place])
    if led_in and after and after[0].word == "by" and _names_a_doer(after, 0):
        return True
    if not (word.endswith(("ed", "en", "wn", "rn")) or word in IRREGULAR):
        return False
    for token in reversed(tokens[max(0, place - 4) : place]):
        if token.word in _BE:
            return True
        if token.content and not _is_adverb(token):
            break
    return bool(after) and after[0].word == "by" and _names_a_doer(after, 0)
