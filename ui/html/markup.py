"""Text as HTML that a browser reads back exactly, and the few elements used everywhere."""

import re
from collections.abc import Mapping, Sequence
from html import escape

from index.types import Document, Passage
from prompts.catalogues import Wording

ICONS: Mapping[str, str] = {
    "send": "M8 13V3M3.5 7.5 8 3l4.5 4.5",
    "stop": "M4.5 4.5h7v7h-7z",
    "up": "M5 14V7l3-5.5c1 0 1.8.8 1.6 1.8L9.1 6H13l-1 8H5ZM5 7H2.5v7H5",
    "down": "M11 2v7l-3 5.5c-1 0-1.8-.8-1.6-1.8L6.9 10H3l1-8h7ZM11 9h2.5V2H11",
    "bell": "M3 11.5h10l-1.5-2V7a3.5 3.5 0 0 0-7 0v2.5ZM8 3.5V2M6.5 13.5h3",
    "copy": "M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z",
    "retry": "M13 8a5 5 0 1 1-1.5-3.5L13 6M13 2.5V6H9.5",
    "close": "M4 4l8 8M12 4l-8 8",
    "previous": "M10 3 5 8l5 5",
    "following": "M6 3l5 5-5 5",
    "new": "M8 3v10M3 8h10",
    "minus": "M3 8h10",
    "actions": "M3 8h.01M8 8h.01M13 8h.01",
    "conversations": "M2.5 4h11M2.5 8h11M2.5 12h11",
    "back": "M13 8H3M7.5 3.5 3 8l4.5 4.5",
}

# What takes no room or turns the order of what follows. Emoji and scripts that join their letters
# need some of it: there it is left alone, as are soft hyphens and the marks of one direction.
_UNSEEN = re.compile(
    r"(?<![\u0590-\u17ff\u200d\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])[\u200b-\u200d]"
    r"|[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]"
    r"|[\u180e\u202a-\u202e\u2028\u2029\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
    r"|[\U000e0000-\U000e007f]+"
)


def text(value: str) -> str:
    """Escapes text so that an element's `textContent` is `value`, carriage returns included.

    Characters that cannot be seen stand in elements of their own, which show them
    (`static/tokens.css`) and keep them from changing the order of what is around them.
    """
    return _UNSEEN.sub(_seen, _escaped(value))


def _escaped(value: str) -> str:
    return escape(value).replace("\r", "&#13;")


def _seen(match: re.Match[str]) -> str:
    code = f"U+{ord(match[0][0]):04X}"
    return f'<bdi class="unseen-character" data-code="{code}">{match[0]}</bdi>'


def title(value: str) -> str:
    """Escapes text for the `title` of a page, without what cannot be seen."""
    return _escaped(_UNSEEN.sub("", value))


def marked(value: str, marks: Sequence[tuple[int, int]]) -> str:
    """Escapes text, the stretches (start, end) of it that are marked in stronger weight.

    The `textContent` stays `value`; marks are in order, and what lies outside of it is left out.
    """
    parts, position = [], 0
    for start, end in marks:
        if position <= start < end <= len(value):
            parts += [text(value[position:start]), f"<b>{text(value[start:end])}</b>"]
            position = end
    return "".join([*parts, text(value[position:])])


def attribute(value: str) -> str:
    """Escapes text for a double-quoted attribute, line breaks included."""
    return _escaped(value).replace("\n", "&#10;")


def icon(name: str) -> str:
    """Returns a line drawing of 16 by 16 that takes the colour of its text."""
    return (
        '<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">'
        f'<path d="{ICONS[name]}"/></svg>'
    )


def icon_button(name: str, action: str, label: str, **attributes: str) -> str:
    """Returns a button that shows an icon and is called `label`."""
    extra = "".join(
        f' {key.replace("_", "-")}="{attribute(value)}"' for key, value in attributes.items()
    )
    return (
        f'<button type="button" class="icon-button" data-do="{action}"'
        f' aria-label="{attribute(label)}" title="{attribute(label)}"{extra}>{icon(name)}</button>'
    )


def place(passage: Passage, words: Wording) -> str:
    """Returns where a passage stands: document, innermost heading, page."""
    numbered = _numbered(passage.document, passage.start, words)
    return _joined(passage.document.title, passage.heading, numbered)


def place_in(document: Document, start: int, words: Wording) -> str:
    """Returns where an offset of a document stands: its headings and page, without the title."""
    headings = [s.heading for s in document.sections if s.start <= start < s.end]
    return _joined("", headings[-1] if headings else (), _numbered(document, start, words))


def _numbered(document: Document, start: int, words: Wording) -> str:
    """Returns the page, slide or row of an offset, empty for formats without."""
    number = document.page_at(start)
    return "" if number is None else words(f"place-{document.page_unit}", number=str(number))


def _joined(title: str, heading: tuple[str, ...], numbered: str) -> str:
    # The title is often the outermost heading as well.
    parts = [title, *(part for part in heading[-1:] if part != title), numbered]
    return ", ".join(part for part in parts if part)
