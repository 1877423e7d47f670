"""Why a frame with the chat stays blank, in words, with the line that mends it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ui.embed.origins import is_loopback, origin_of
from ui.html.markup import attribute, text
from ui.html.wording import Wording

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
    embed = words.embed
    parts = [f"<h1>{text(embed.check)}</h1><p>{text(embed.check_intro)}</p>", _form(found, words)]
    if found.asked:
        parts += [_origin(found, words), _policy(server, words), _cookie(trouble, words)]
        parts += [_token(trouble, words), _alone(words)]
    return f'<div class="check">{"".join(parts)}</div>'


def _form(found: Checked, words: Wording) -> str:
    embed = words.embed
    return (
        f'<form method="get"><label for="origin">{text(embed.origin)}</label>'
        f'<input id="origin" name="origin" value="{attribute(found.asked)}" maxlength="400"'
        ' aria-describedby="origin-hint" autocomplete="url" spellcheck="false">'
        f'<button type="submit">{text(embed.run_check)}</button>'
        f'<input type="hidden" name="language" value="{words.language}">'
        f'<p id="origin-hint">{text(embed.origin_hint)}</p></form>'
    )


def _origin(found: Checked, words: Wording) -> str:
    embed = words.embed
    if not found.origin:
        line = embed.not_an_origin.format(origin=found.asked, example=_EXAMPLE)
        return _finding("bad", embed.origin, f"<p>{text(line)}</p>")
    if found.allowed:
        content = f"<p>{text(embed.allowed.format(origin=found.origin))}</p>"
    else:
        content = (
            f"<p>{text(embed.not_allowed.format(origin=found.origin))}</p>"
            f"<p>{text(embed.set_this)}</p>{_code(found.line)}<p>{text(embed.then_restart)}</p>"
        )
    if found.origin.startswith("http://") and not is_loopback(found.origin):
        content += f"<p>{text(embed.insecure.format(origin=found.origin))}</p>"
    return _finding("good" if found.allowed else "bad", embed.origin, content)


def _policy(server: str, words: Wording) -> str:
    lines = f"script-src {server}\nframe-src {server}"
    content = f"<p>{text(words.embed.host_policy_why)}</p>{_code(lines)}"
    return _finding("open", words.embed.host_policy, content)


def _cookie(trouble: Trouble | None, words: Wording) -> str:
    embed = words.embed
    state, line = "open", embed.unknown
    match trouble:
        case Trouble.COOKIE:
            state, line = "bad", embed.cookie_blocked
        case Trouble.NONE:
            state, line = "good", embed.cookie_ok
    return _finding(state, embed.cookie, f"<p>{text(line)}</p>")


def _token(trouble: Trouble | None, words: Wording) -> str:
    embed = words.embed
    state, line = "open", embed.unknown
    match trouble:
        case Trouble.TOKEN:
            state, line = "bad", embed.token_refused
        case Trouble.COOKIE | Trouble.NONE:
            state, line = "good", embed.token_ok
    return _finding(state, embed.token, f"<p>{text(line)}</p>")


def _alone(words: Wording) -> str:
    address = f"../embed?language={words.language}"
    return f'<p>{text(words.embed.still_blank)} <a href="{address}">/embed</a></p>'


def _finding(state: str, name: str, content: str) -> str:
    return f'<section class="finding" data-state="{state}"><h2>{text(name)}</h2>{content}</section>'


def _code(line: str) -> str:
    return f'<pre tabindex="0"><code>{text(line)}</code></pre>'
