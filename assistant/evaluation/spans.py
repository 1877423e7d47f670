"""How spans of text lie to each other.

A hit *finds* a gold span when it covers at least half of it, or lies wholly inside it. A citation
*touches* a span when they share a code point.
"""

from assistant.evaluation.cases import Span


def shared(one: Span, other: Span) -> int:
    """Returns how many code points two spans share."""
    if one.file != other.file:
        return 0
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def finds(hit: Span, gold: Span) -> bool:
    """Tells whether `hit` covers at least half of `gold`, or lies wholly inside it."""
    common = shared(hit, gold)
    return common > 0 and (2 * common >= gold.end - gold.start or common == hit.end - hit.start)


def touches(one: Span, other: Span) -> bool:
    """Tells whether the spans overlap: each begins before the other ends."""
    return one.file == other.file and one.start < other.end and other.start < one.end


def paragraph_around(span: Span, text: str) -> Span:
    """Returns the stretch between the blank lines before and after `span`."""
    before = text.rfind("\n\n", 0, span.start)
    after = text.find("\n\n", span.end)
    return Span(span.file, max(before, 0), len(text) if after < 0 else after)
