"""What adds documents on a page, as HTML, and what became of them in words."""

import json
from collections.abc import Sequence
from pathlib import PurePosixPath

from assistant.access.attached import shown_path
from assistant.adding.adding import AddingOutcome, Fate, Room
from assistant.adding.attached_files import AttachedFile, AttachedState
from assistant.wording.file_notes import file_note
from prompts.catalogues import Wording
from ui.html.markup import attribute, icon_button, text

_SCRIPT = (
    *("sending", "queued", "too-large", "too-many", "too-much", "passed-over", "nothing", "lost"),
    *("retry", "progress", "finished", "ask", "ask-only", "sure", "removed"),
    *("zip-holds", "zip-unpack", "zip-unpacking", "zip-locked", "zip-broken"),
)
Rooms = tuple[Room | None, Room | None]
"""The room of the library, and that of one conversation; None where nothing can be added."""

_FILLED_IN = ("percent", "size", "most", "count", "kinds", "done", "total", "name")
_LONGEST_COLLECTION = 120


def adding_html(
    rooms: Rooms, formats: Sequence[str], collections: Sequence[str], words: Wording
) -> str:
    """Returns the buttons, the limits, and the place in which `static/adding.js` shows progress.

    `collections` are the folders that there are to add to; any other name makes a new one.
    """
    room = next(filter(None, rooms))
    library, own = ((each.total if each else None) for each in rooms)
    facts = {
        "file": room.file,
        "library": library,
        "own": own,
        "atOnce": room.at_once,
        "formats": list(formats),
        "words": _script_words(words),
    }
    named = ", ".join(sorted({suffix[1:].upper() for suffix in formats}))
    return (
        f'<section class="adding-area" aria-label="{attribute(words("adding-heading"))}"'
        f' data-facts="{attribute(json.dumps(facts))}">'
        f'<p class="adding-drop">{text(words("adding-drop"))}</p><p class="adding-buttons">'
        f"{_button('choose-files', words('adding-add-files'))}"
        f"{_button('choose-folder', words('adding-add-folder'))}"
        f'<input type="file" class="adding-files-input" multiple hidden tabindex="-1"'
        f' accept="{attribute(",".join([*formats, ".zip"]))}">'
        '<input type="file" class="adding-folder-input" webkitdirectory hidden tabindex="-1"></p>'
        f"{_whose(rooms, words)}{_into(collections, words) if rooms[0] else ''}"
        f'<p class="adding-limits" id="adding-limits">{text(_limits(room, words))}</p>'
        f'<details class="adding-formats"><summary>{text(words("adding-which"))}</summary>'
        f"<p>{text(words('adding-formats', formats=named))}</p></details>"
        '<p class="adding-summary" role="status"></p><p class="adding-note" role="status"></p>'
        '<p class="adding-archive" role="status"></p>'
        '<ul class="adding-list"></ul></section>'
    )


def attached_html(files: Sequence[AttachedFile], words: Wording) -> str:
    """Returns the files of a conversation as a list, each to open and to remove."""
    if not files:
        return ""
    heading, folder = words("attached-heading"), PurePosixPath(files[0].path).parts[0]
    only = (
        f'<li><button type="button" class="scope-add" data-do="add-scope"'
        f' data-name="{attribute(folder)}">{text(words("attached-only"))}</button></li>'
    )
    return (
        f'<ul class="attached-list" aria-label="{attribute(heading)}">'
        f"{''.join(_attached(file, words) for file in files)}{only}</ul>"
    )


def _attached(file: AttachedFile, words: Wording) -> str:
    name = f'<span dir="auto">{text(file.shown)}</span>'
    if file.document_id:
        opened = f"documents/{attribute(file.document_id)}"
        name = f'<a href="{opened}" target="_blank" rel="noopener">{name}</a>'
    note = file_note(file.note, words)
    state = "in-part" if file.note and file.state is AttachedState.READ else file.state.value
    told = "" if state == "read" else text(words(f"attached-{state}", note=note))
    removing = words("attached-remove", name=file.shown)
    return (
        f'<li class="attached-file" data-state="{file.state}" data-path="{attribute(file.path)}">'
        f"{name}"
        f'<span class="attached-state">{told}</span>'
        f"{icon_button('close', 'drop-attached', removing, data_path=file.path)}</li>"
    )


def nobody_html(words: Wording) -> str:
    """Returns who adds documents, for a reader who may not."""
    return f'<p class="adding-nobody">{text(words("adding-nobody"))}</p>'


def fate_text(fate: Fate, words: Wording) -> str:
    """Returns what became of a file up to now, in words."""
    note = file_note(fate.note, words)
    said = words(f"adding-{fate.outcome}", note=note, path=shown_path(fate.added.path))
    if fate.outcome is AddingOutcome.INDEXED and fate.note:
        said = words("adding-indexed-in-part", note=note)
    return words("adding-replaced", state=said) if fate.added.replaces else said


def size_in_words(size: int) -> str:
    """Returns a number of bytes as people say it, rounded down: there is no point to translate."""
    for unit, bytes_of in (("GB", 10**9), ("MB", 10**6)):
        if size >= bytes_of:
            return f"{size // bytes_of} {unit}"
    return f"{size // 1_000} kB"


def _limits(room: Room, words: Wording) -> str:
    sizes = {"file": size_in_words(room.file), "room": size_in_words(room.total)}
    return words("adding-limits", count=room.at_once, **sizes)


def _whose(rooms: Rooms, words: Wording) -> str:
    """Returns the choice of whom the files are for, or a word on it where there is none."""
    library, own = rooms
    if own is None:
        return ""
    told = f'<p class="adding-own-told">{text(words("adding-only-here"))}</p>'
    if library is None:
        return told
    return (
        '<p class="adding-whose"><label><input type="checkbox" class="adding-own">'
        f" {text(words('adding-only'))}</label></p>{told}"
    )


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
