"""The citation grammar: what a model writes, read as sentences and the keys that they cite.

A citation is a group in brackets, `[k]`, `[k, m]` or `【k】`, before or after the full stop.
Markdown and HTML become plain text. A group that holds no key but looks like one is a citation of
something that was never given.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from index.text.sentences import Span, sentences

_GROUP = re.compile(
    r"\[([^\[\]\n]{1,80})\]|【([^【】\n]{1,80})】|［([^［］\n]{1,80})］|[(（]([^()（）\n]{1,40})[)）]"
)
_OPEN = re.compile(r"[\[【［(（][^\[\]【】［］()（）\n]{0,80}\Z")
_ITEM = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d{1,3}")
KEY = re.compile(r"(?:[a-z]\d){2}[a-z]")
"""The form of a key; no word or number of a text has it by chance."""

_THINKING = re.compile(r"\s*<think(?:ing)?>", re.IGNORECASE)
_THOUGHT = re.compile(r"</think(?:ing)?>", re.IGNORECASE)
_MAY_BE_THINKING = re.compile(r"\s*(?:<(?:t(?:h(?:i(?:n(?:k(?:i(?:n(?:g)?)?)?)?)?)?)?)?)?\Z", re.I)
_FENCE = re.compile(r"^[^\S\n]*(?:```|~~~).*$", re.MULTILINE)
_LINE_START = re.compile(r"(?:\s|[-*+•>#]+(?=\s))*(?:\d{1,2}[.)]\s+)?")
_FIRST_WORD = re.compile(r"\S+\s|.*[\u3041-\u30ff\u4e00-\u9fff]")

_IMAGE_OR_LINK = re.compile(r"!?\[([^\[\]]*)\]\s?\([^()\s]*(?:\s[^()]*)?\)")
_TAG = re.compile(r"</?[A-Za-z!][^<>]*>|<!--.*?-->")
_EMPHASIS = re.compile(r"(?<=\S)[*`]+|[*`]+(?=\S)|~~|__+")
_CONTROL = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u00ad\ufeff\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff]"
)
_WIDE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_NO_SPACE_BEFORE = re.compile(r"\s+(?=[.,;:!?。、！？」』])")


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence that a model has finished, as plain text.

    `keys` are those it cites, in order, without repetitions; `invented` tells whether it cites
    something that was not given.
    """

    text: str
    keys: tuple[str, ...]
    invented: bool


@dataclass(slots=True)
class _CitedSentence:
    """A sentence as it stands in what was written, and the places of its citations."""

    start: int
    end: int
    groups: list[Span] = field(default_factory=list)

    @property
    def over(self) -> int:
        """Where the sentence and its citations end."""
        return max([self.end, *(end for _, end in self.groups)])


class CitationReader:
    """Reads what a model writes piece by piece."""

    def __init__(self, keys: Collection[str]) -> None:
        """Takes the keys that were given to the model."""
        self._keys = frozenset(keys)
        self._rest = ""
        self._thinking = False

    def feed(self, piece: str) -> list[Written]:
        """Returns the sentences that are finished with this piece."""
        self._rest += piece.replace("\r\n", "\n").replace("\r", "\n")
        if self._thinks():
            return []
        settled = self._rest
        if unclosed := _OPEN.search(settled):
            settled = settled[: unclosed.start()]
        drafts = self._drafts(settled)
        # A sentence is over once the one after it has begun with a whole word.
        begun = [i for i, d in enumerate(drafts) if _FIRST_WORD.match(settled, d.start, d.end + 1)]
        finished = drafts[: max(begun, default=0)]
        return self._taken(finished)

    def finish(self) -> list[Written]:
        """Returns what is left once the model has ended."""
        if self._thinking or _MAY_BE_THINKING.match(self._rest):
            return []
        return self._taken(self._drafts(self._rest))

    def _thinks(self) -> bool:
        """Drops what a model writes to itself before it answers; tells whether it still does."""
        if not self._thinking and _THINKING.match(self._rest):
            self._thinking = True
        if self._thinking:
            thought = _THOUGHT.search(self._rest)
            self._thinking = thought is None
            self._rest = self._rest[thought.end() if thought else -12 :]
        return self._thinking or _MAY_BE_THINKING.match(self._rest) is not None

    def _drafts(self, text: str) -> list[_CitedSentence]:
        text = _FENCE.sub(lambda fence: " " * len(fence.group()), text)
        groups = [m.span() for m in _GROUP.finditer(text) if self._is_citation(m)]
        masked = _masked(text, groups)
        lines = [
            [_CitedSentence(*span) for span in sentences(masked, start, end)]
            for start, end in _lines(masked)
        ]
        drafts = [draft for line in lines for draft in line]
        for group in groups:
            if owner := _owner(masked, group, drafts):
                owner.groups.append(group)
        return drafts

    def _is_citation(self, group: re.Match[str]) -> bool:
        items = self._items(group.group())
        if not items or any(item in self._keys for item in items):
            return bool(items)
        shaped = all(KEY.fullmatch(item) or _NUMBER.fullmatch(item) for item in items)
        return shaped and group[4] is None

    def _items(self, group: str) -> list[str]:
        inner = unicodedata.normalize("NFKC", group[1:-1]).casefold().split("†")[0]
        return _ITEM.findall(inner)

    def _taken(self, drafts: Sequence[_CitedSentence]) -> list[Written]:
        """Returns finished sentences, and drops everything up to their end."""
        found = [self._written(draft) for draft in drafts]
        if drafts:
            self._rest = self._rest[max(draft.over for draft in drafts) :]
        return [written for written in found if any(c.isalnum() for c in written.text)]

    def _written(self, draft: _CitedSentence) -> Written:
        items = [item for a, b in draft.groups for item in self._items(self._rest[a:b])]
        keys = tuple(dict.fromkeys(item for item in items if item in self._keys))
        strange = (item for item in items if item not in self._keys)
        invented = any(KEY.fullmatch(item) or _NUMBER.fullmatch(item) for item in strange)
        return Written(plain(_without(self._rest, draft)), keys, invented)


def plain(text: str) -> str:
    """Returns Markdown and HTML as plain text in one line: no links, no images, no marks."""
    text = _TAG.sub("", _IMAGE_OR_LINK.sub(r"\1", text))
    text = _EMPHASIS.sub("", _CONTROL.sub(" ", text))
    text = " ".join(text[_line_start(text) :].split())
    return _NO_SPACE_BEFORE.sub("", text)


def _line_start(text: str) -> int:
    """Returns where a line begins after its bullet, number or heading mark."""
    match = _LINE_START.match(text)
    return match.end() if match else 0


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for line in text.split("\n"):
        yield start + _line_start(line), start + len(line)
        start += len(line) + 1


def _masked(text: str, spans: Sequence[Span]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _owner(text: str, group: Span, drafts: Sequence[_CitedSentence]) -> _CitedSentence | None:
    """Returns the sentence that a citation belongs to.

    It is the one around it, else the one before it; at the beginning of a line, the one after it.
    """
    inside = next((d for d in drafts if d.start <= group[0] < d.end), None)
    if inside:
        return inside
    before = [d for d in drafts if d.end <= group[0]]
    line = text.rfind("\n", 0, group[0]) + 1
    if line + _line_start(text[line : group[0]]) >= group[0]:
        stop = text.find("\n", group[1])
        on_line = (d for d in drafts if d.start >= group[1] and (stop < 0 or d.start < stop))
        if following := next(on_line, None):
            return following
    return before[-1] if before else None


def _without(text: str, draft: _CitedSentence) -> str:
    """Returns a sentence without its citations; a space stays where one stood beside them."""
    kept, position = "", draft.start
    for start, end in [*(g for g in draft.groups if g[0] < draft.end), (draft.end, draft.end)]:
        kept = _joined(kept, text[position:start])
        position = end
    return kept


def _joined(left: str, right: str) -> str:
    spaced = left[-1:].isspace() or right[:1].isspace()
    left, right = left.rstrip(), right.strip() if left else right.rstrip()
    wide = _WIDE.match(left[-1:]) or _WIDE.match(right[:1])
    return left + (" " if left and right and spaced and not wide else "") + right
