"""What adds documents on a page, as HTML, and what became of them in words."""

import json
from collections.abc import Sequence

from assistant.adding.adding import AddingOutcome, Fate, Room
from assistant.wording.file_notes import file_note
from prompts.catalogues import Wording
from ui.html.markup import attribute, text

_SCRIPT = (
    *("sending", "queued", "too-large", "too-many", "too-much", "passed-over", "nothing", "lost"),
    *("retry", "progress", "finished", "ask", "ask-only", "sure", "removed"),
    *("zip-holds", "zip-unpack", "zip-unpacking", "zip-locked", "zip-broken"),
)
_FILLED_IN = ("percent", "size", "most", "count", "kinds", "done", "total", "name")
_LONGEST_COLLECTION = 120


def adding_html(
    room: Room, formats: Sequence[str], collections: Sequence[str], words: Wording
) -> str:
    """Returns the buttons, the limits, and the place in which `static/adding.js` shows progress.

    `collections` are the folders that there are to add to; any other name makes a new one.
    """
    facts = {
        "file": room.file,
        "total": room.total,
        "atOnce": room.at_once,
        "formats": list(formats),
        "words": _script_words(words),
    }
    named = ", ".join(sorted({suffix[1:].upper() for suffix in formats}))
    limits = words(
        "adding-limits",
        file=size_in_words(room.file),
        count=room.at_once,
        room=size_in_words(room.total),
    )
    return (
        f'<section class="adding-area" aria-label="{attribute(words("adding-heading"))}"'
        f' data-facts="{attribute(json.dumps(facts))}">'
        f'<p class="adding-drop">{text(words("adding-drop"))}</p><p class="adding-buttons">'
        f"{_button('choose-files', words('adding-add-files'))}"
        f"{_button('choose-folder', words('adding-add-folder'))}"
        f'<input type="file" class="adding-files-input" multiple hidden tabindex="-1"'
        f' accept="{attribute(",".join([*formats, ".zip"]))}">'
        '<input type="file" class="adding-folder-input" webkitdirectory hidden tabindex="-1"></p>'
        f"{_into(collections, words)}"
        f'<p class="adding-limits" id="adding-limits">{text(limits)}</p>'
        f'<details class="adding-formats"><summary>{text(words("adding-which"))}</summary>'
        f"<p>{text(words('adding-formats', formats=named))}</p></details>"
        '<p class="adding-summary" role="status"></p><p class="adding-note" role="status"></p>'
        '<p class="adding-archive" role="status"></p>'
        '<ul class="adding-list"></ul></section>'
    )


def nobody_html(words: Wording) -> str:
    """Returns who adds documents, for a reader who may not."""
    return f'<p class="adding-nobody">{text(words("adding-nobody"))}</p>'


def fate_text(fate: Fate, words: Wording) -> str:
    """Returns what became of a file up to now, in words."""
    note = file_note(fate.note, words)
    said = words(f"adding-{fate.outcome}", note=note, path=fate.added.path)
    if fate.outcome is AddingOutcome.INDEXED and fate.note:
        said = words("adding-indexed-in-part", note=note)
    return words("adding-replaced", state=said) if fate.added.replaces else said


def size_in_words(size: int) -> str:
    """Returns a number of bytes as people say it, rounded down: there is no point to translate."""
    for unit, bytes_of in (("GB", 10**9), ("MB", 10**6)):
        if size >= bytes_of:
            return f"{size // bytes_of} {unit}"
    return f"{size // 1_000} kB"


def _into(collections: Sequence[str], words: Wording) -> str:
    """Returns where the name of a collection is chosen, or written."""
    known = "".join(f'<option value="{attribute(name)}"></option>' for name in collections)
    label = attribute(words("adding-into"))
    return (
        '<p class="adding-into"><input type="text" class="adding-collection"'
        f' list="adding-collections" autocomplete="off" maxlength="{_LONGEST_COLLECTION}"'
        f' aria-label="{label}" placeholder="{label}">'
        f'<datalist id="adding-collections">{known}</datalist></p>'
    )


def _script_words(words: Wording) -> dict[str, str]:
    """Returns the texts that `static/adding.js` shows; it fills in what stands in braces."""
    values = {name: f"{{{name}}}" for name in _FILLED_IN}
    return {name: words(f"adding-script-{name}", **values) for name in _SCRIPT}


def _button(action: str, label: str) -> str:
    return (
        f'<button type="button" class="button" data-add="{action}"'
        f' aria-describedby="adding-limits">{text(label)}</button>'
    )
