"""Where sentences begin and end, in alphabetic and Japanese text, as offsets into it."""

import re
from collections.abc import Iterator
from itertools import pairwise

from index.text.initials import is_initial
from index.text.speech import is_turn, pieces

Span = tuple[int, int]

BLANK_LINE = re.compile(r"\n[^\S\n]*(?:\n\s*)+|\r\n[^\S\n]*(?:\r\n\s*)+")
_CLOSERS = "\"'”’»)]}」』）】〉》"
_CLOSING = re.escape(_CLOSERS)
# Arabic and Urdu marks, the danda of India, and the Greek question mark, which looks like another.
_MARKS = ".!?…؟۔।॥\u037e"
_TERMINATOR = re.compile(
    rf"(?:[{_MARKS}]+[{_CLOSING}]*|(?<=[\u0370-\u03ff\u1f00-\u1fff]);"
    rf"|[。！？｡][。！？｡{_CLOSING}]*)(?:\[\d+\])*"
)
_WIDE = "。！？｡"
_OPENERS = "\"'“‘«([{「『（【〈《*_#>-–—•¿¡"
_LIST_ITEM = re.compile(r"(?:[-*+•·‣▪–—]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxlc]{1,5})[.)])\s")
_LAST_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|\.)*$")
# Words that end in a full stop without ending a sentence, in lower case and without the stop.
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof rev hon st sr jr gen col capt lt sgt gov sen rep pres vs etc al cf ca e.g"
    " i.e eg ie viz approx nos vol fig figs eq sec ch pp p para paras art arts ed eds inc ltd"
    " co corp dept est min max jan feb mar apr jun jul aug sep sept oct nov dec u.s u.k u.n e.u"
    " a.m p.m"
    # German, Dutch and Scandinavian
    " z.b d.h u.a usw bzw nr vgl bspw ggf evtl inkl ziff mio mrd bijv o.a d.w.z blz t.ex bl.a s.k"
    " d.v.s f.eks stk kap"
    # Romance languages
    " p.ex c.-à-d chap env mme mlle núm pág págs sr sra srta p.ej ee av sig sigg dott artt pag p.es"
    " exmo alin"
    # Finnish, Hungarian, Polish, Czech, Russian and Greek
    " esim ks nro stb np m.in tj ust pkt ul např odst čl т.е т.д т.п т.к ст см рис π.χ κ.λπ"
    " αρ".split()
)
# Words, letters and abbreviations of several meanings: no sentence ends before their number.
_NUMBERED = frozenset("no n s abs pl sz č r п г".split())
# A German ordinal number goes on with one of these.
_AFTER_ORDINAL = frozenset(
    "januar februar märz april mai juni juli august september oktober november dezember"
    " jahrhundert jahrhunderts".split()
)
_ORDINAL = re.compile(r"(?<!\S)\d{1,2}$")
_SPACED_OUT = re.compile(r"(?<!\w)[^\W\d_]\.\s[^\W\d_]\.")
# Of the abbreviations, the ones that often do end one: they do before a word that likes to begin
# sentences.
_MAY_END = frozenset("etc al inc ltd co corp u.s u.k u.n e.u a.m p.m".split())
_STARTERS = frozenset(
    "a an and as at but by for from he her his however if in it its most no on she so some that"
    " the their then there these they this those to we what when where while who with you".split()
)
_NEXT_WORD = re.compile(r"\s*(\S?\w*)")
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")
_WRAP_WIDTH = 120
_ADDRESS = re.compile(r"[!-~]{50}")
_QUOTATION_WINDOW = 400
_SURROUNDINGS = 2_000


def blocks(text: str, start: int, end: int) -> Iterator[Span]:
    """Yields the stretches of `text[start:end]` between blank lines, without outer white space."""
    position = start
    for gap in BLANK_LINE.finditer(text, start, end):
        yield from _trimmed(text, position, gap.start())
        position = gap.end()
    yield from _trimmed(text, position, end)


def sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """Yields the sentences of `text[start:end]`, in order, without outer white space.

    A blank line always ends a sentence; a line break does unless the lines look hard-wrapped. What
    has no stops for long, such as a transcript, is cut into pieces.
    Between them the spans cover everything but white space.
    """
    for block_start, block_end in blocks(text, start, end):
        for line_start, line_end in _lines(text, block_start, block_end):
            for span in _sentences_of_line(text, line_start, line_end):
                yield from pieces(text, *span)


def rows(text: str, start: int, end: int) -> Iterator[Span]:
    """Yields the lines of `text[start:end]` that hold anything, without outer white space."""
    for line in _line_spans(text, start, end):
        yield from _trimmed(text, *line)


def surroundings(text: str, span: Span, count: int) -> Span:
    """Returns the span widened by up to `count` sentences of its own block on either side."""
    low, high = max(0, span[0] - _SURROUNDINGS), min(len(text), span[1] + _SURROUNDINGS)
    for start, end in blocks(text, low, high):
        if start <= span[0] < end:
            spans = list(sentences(text, start, end))
            before = [s for s, e in spans if e <= span[0]][-count:]
            after = [e for s, e in spans if s >= span[1]][:count]
            return min([span[0], *before]), max([span[1], *after])
    return span


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    """Yields the lines of a block, joining those that are one hard-wrapped paragraph."""
    spans = _line_spans(text, start, end)
    # A long address makes its line longer than those around it, and the one before it shorter.
    widths = [0 if _ADDRESS.search(text, *span) else span[1] - span[0] for span in spans]
    widest = max(widths)
    wrapped = 0 < widest <= _WRAP_WIDTH
    begin = spans[0][0]
    for i, ((_, line_end), (next_start, next_end)) in enumerate(pairwise(spans)):
        full = widths[i] >= 0.6 * widest or not (widths[i] and widths[i + 1])
        if wrapped and full and _continues(text, line_end, text[next_start:next_end]):
            continue
        yield from _trimmed(text, begin, line_end)
        begin = next_start
    yield from _trimmed(text, begin, end)


def _line_spans(text: str, start: int, end: int) -> list[Span]:
    spans = []
    while (newline := text.find("\n", start, end)) >= 0:
        spans.append((start, newline))
        start = newline + 1
    return [*spans, (start, end)]


def _continues(text: str, line_end: int, following: str) -> bool:
    following = following.lstrip()
    if not following or _LIST_ITEM.match(following) or following[0] in "|#" or is_turn(following):
        return False
    return text[line_end - 1] not in ".!?:;|" + _WIDE or following[0].islower()


def _sentences_of_line(text: str, start: int, end: int) -> Iterator[Span]:
    begin, position = start, start
    while match := _TERMINATOR.search(text, position, end):
        position = match.end()
        if position < end and _is_border(text, begin, match):
            yield from _trimmed(text, begin, position)
            begin = position
    yield from _trimmed(text, begin, end)


def _is_border(text: str, begin: int, match: re.Match[str]) -> bool:
    after = match.end()
    if text[match.start()] in _WIDE:
        last = text[after - 1]
        if last in "）)" and text[begin] not in "（(":
            return False  # A remark (with a stop.) inside a sentence that goes on.
        quoted = last in _CLOSERS and "ぁ" <= text[after] <= "ん"
        return not quoted and not _inside_quotation(text, begin, match)
    if not text[after].isspace():
        return False
    following = _NEXT_WORD.match(text, after, after + 40)
    if following is None or following[1][:1].islower():
        return False
    return match.group() != "." or not _is_abbreviation(text, begin, match, following[1])


def _inside_quotation(text: str, begin: int, match: re.Match[str]) -> bool:
    """Tells whether a Japanese full stop stands inside 「…」 or 『…』 or （…） still open."""
    before = text[max(begin, match.end() - _QUOTATION_WINDOW) : match.end()]
    return any(before.count(a) > before.count(b) for a, b in ("「」", "『』", "（）"))


def _is_abbreviation(text: str, begin: int, match: re.Match[str], following: str) -> bool:
    low = max(begin, match.start() - 20)
    if _ORDINAL.search(text[low : match.start()]):
        return following.lower() in _AFTER_ORDINAL
    word = _LAST_WORD.search(text, low, match.start())
    if word is None:
        return False
    name = word.group().lower()
    if name in _MAY_END:
        return following.lower() not in _STARTERS
    if len(name) == 1 and name != "i" and _spaced_out(text, match):
        return True
    if name != "i" and word.group().isupper() and _INITIALS.fullmatch(name):
        return is_initial(text, word.span(), following)
    if name in _NUMBERED:
        return following[:1].isdigit()
    return name in _ABBREVIATIONS


def _spaced_out(text: str, stop: re.Match[str]) -> bool:
    """Tells whether a letter is one of several that are short for words, as in: z. B."""
    around = _SPACED_OUT.finditer(text, max(0, stop.start() - 4), stop.end() + 3)
    return any(pair.start() < stop.end() and stop.start() < pair.end() for pair in around)
