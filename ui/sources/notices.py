"""What is said beside a quote whose source is not as it was when it was cited."""

from urllib.parse import quote as percent_encoded

from assistant.access.attached import shown_path
from assistant.conversations.permalinks import Resolved, Standing
from prompts.catalogues import Wording
from ui.edge.root_path import relative
from ui.html.markup import attribute, text


def notice_html(found: Resolved, words: Wording) -> str:
    """Returns how the source stands to what was cited, with the way to what is there now.

    Empty if it is still the same.
    """
    lines = _lines(found, words)
    link = _link(found, words)
    if not lines and (found.standing is Standing.CURRENT and found.intact):
        return ""
    said = "".join(f"<p>{text(line)}</p>" for line in lines)
    return f'<div class="notice" role="note">{said}{link}</div>' if said or link else ""


def problem_of(found: Resolved, words: Wording) -> tuple[str, int]:
    """Returns why the quote cannot be shown, and the HTTP status that says so."""
    if found.document is not None:
        return words("talk-altered"), 400
    return (words("talk-not-kept") if found.current else words("no-document")), 404


def _lines(found: Resolved, words: Wording) -> list[str]:
    if not found.intact or found.document is None:
        return []
    match found.standing:
        case Standing.CHANGED:
            return [words("talk-changed"), *([] if found.now else [words("talk-not-there-now")])]
        case Standing.MOVED if found.current:
            return [words("talk-moved", path=shown_path(found.current.path))]
        case Standing.GONE:
            return [words("talk-gone")]
    return []


def _link(found: Resolved, words: Wording) -> str:
    if found.current is None:
        return ""
    if found.now and found.document:
        return _open(f"{relative(found.now.path)}#quote", words("talk-place-now"))
    path = f"documents/{percent_encoded(found.current.id, safe='')}"
    return _open(path, words("talk-current-version"))


def _open(path: str, label: str) -> str:
    return f'<a href="{attribute(path)}" target="_blank">{text(label)}</a>'
