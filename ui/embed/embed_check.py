"""Why a frame with the chat stays blank, in words, with the line that mends it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from prompts.catalogues import Wording
from ui.embed.origins import is_loopback, origin_of
from ui.html.markup import attribute, text

_EXAMPLE = "https://intranet.example"


class Trouble(StrEnum):
    """What the frame itself noticed."""

    BLANK = "blank"
    COOKIE = "cookie"
    TOKEN = "token"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Checked:
    """An origin as it was asked about, and as a browser names it: empty if it is none.

    `allowed` is the list of the settings; `line` is that list with this origin in it.
    """

    asked: str
    origin: str
    allowed: bool
    line: str


def checked(asked: str, allowed: Sequence[str]) -> Checked:
    """Looks an origin up in the settings."""
    origin = origin_of(asked)
    known = origin in allowed
    listed = json.dumps([*allowed, *([] if known or not origin else [origin])])
    return Checked(asked.strip(), origin, known, f"TENKYO_ALLOWED_ORIGINS='{listed}'")


def check_html(found: Checked, trouble: Trouble | None, server: str, words: Wording) -> str:
    """Returns the content of the page; `server` is the origin of the chat itself."""
    parts = [
        f"<h1>{text(words('embed-check'))}</h1><p>{text(words('embed-check-intro'))}</p>",
        _form(found, words),
    ]
    if found.asked:
        parts += [_origin(found, words), _policy(server, words), _cookie(trouble, words)]
        parts += [_token(trouble, words), _alone(words)]
    return f'<div class="check">{"".join(parts)}</div>'


def _form(found: Checked, words: Wording) -> str:
    return (
        f'<form method="get"><label for="origin">{text(words("embed-origin"))}</label>'
        f'<input id="origin" name="origin" value="{attribute(found.asked)}" maxlength="400"'
        ' aria-describedby="origin-hint" autocomplete="url" spellcheck="false">'
        f'<button type="submit">{text(words("embed-run-check"))}</button>'
        f'<input type="hidden" name="language" value="{words.language}">'
        f'<p id="origin-hint">{text(words("embed-origin-hint"))}</p></form>'
    )


def _origin(found: Checked, words: Wording) -> str:
    if not found.origin:
        line = words("embed-not-an-origin", origin=found.asked, example=_EXAMPLE)
        return _finding("bad", words("embed-origin"), f"<p>{text(line)}</p>")
    if found.allowed:
        content = f"<p>{text(words('embed-allowed', origin=found.origin))}</p>"
    else:
        content = (
            f"<p>{text(words('embed-not-allowed', origin=found.origin))}</p>"
            f"<p>{text(words('embed-set-this'))}</p>{_code(found.line)}<p>"
            f"{text(words('embed-then-restart'))}</p>"
        )
    if found.origin.startswith("http://") and not is_loopback(found.origin):
        content += f"<p>{text(words('embed-insecure', origin=found.origin))}</p>"
    return _finding("good" if found.allowed else "bad", words("embed-origin"), content)


def _policy(server: str, words: Wording) -> str:
    lines = f"script-src {server}\nframe-src {server}"
    content = f"<p>{text(words('embed-host-policy-why'))}</p>{_code(lines)}"
    return _finding("open", words("embed-host-policy"), content)


def _cookie(trouble: Trouble | None, words: Wording) -> str:
    state, line = "open", words("embed-unknown")
    match trouble:
        case Trouble.COOKIE:
            state, line = "bad", words("embed-cookie-blocked")
        case Trouble.NONE:
            state, line = "good", words("embed-cookie-ok")
    return _finding(state, words("embed-cookie"), f"<p>{text(line)}</p>")


def _token(trouble: Trouble | None, words: Wording) -> str:
    state, line = "open", words("embed-unknown")
    match trouble:
        case Trouble.TOKEN:
            state, line = "bad", words("embed-token-refused")
        case Trouble.COOKIE | Trouble.NONE:
            state, line = "good", words("embed-token-ok")
    return _finding(state, words("embed-token"), f"<p>{text(line)}</p>")


def _alone(words: Wording) -> str:
    address = f"../embed?language={words.language}"
    return f'<p>{text(words("embed-still-blank"))} <a href="{address}">/embed</a></p>'


def _finding(state: str, name: str, content: str) -> str:
    return f'<section class="finding" data-state="{state}"><h2>{text(name)}</h2>{content}</section>'


def _code(line: str) -> str:
    return f'<pre tabindex="0"><code>{text(line)}</code></pre>'
