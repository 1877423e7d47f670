"""The palette of commands and the list of keys, as dialogs that `static/palette.js` opens."""

from prompts.catalogues import Wording
from ui.html.markup import attribute, icon_button, text

_KEYS = ("palette", "question", "send", "line", "sources", "close", "help")
_ALWAYS = (("clear", "new-conversation"), ("find-conversation", "talk-find"))
_LAST = (("open-scope", "command-only"), ("show-keys", "keys-title"))
_IN_CONVERSATION = (("share-open", "command-share"), ("export-open", "command-export"))


def palette_html(words: Wording) -> str:
    """Returns both dialogs, closed."""
    commands = [
        *(_command(action, words(name)) for action, name in _ALWAYS),
        f'<li><a href="documents" data-command>{text(words("documents"))}</a></li>',
        *(_command(action, words(name), " data-talk") for action, name in _IN_CONVERSATION),
        *(_command(action, words(name)) for action, name in _LAST),
    ]
    label = attribute(words("palette-title"))
    return (
        f'<dialog class="palette" id="palette" aria-label="{label}"><div class="palette-bar">'
        f'<input type="text" id="command" autocomplete="off" aria-label="'
        f'{attribute(words("palette-find"))}" placeholder="{attribute(words("palette-find"))}">'
        f"{icon_button('close', 'close-palette', words('close'))}</div>"
        f"<ul>{''.join(commands)}</ul>"
        f'<p class="palette-none" role="status" hidden>{text(words("palette-none"))}</p></dialog>'
        f"{_keys(words)}"
    )


def _command(action: str, name: str, kind: str = "") -> str:
    return (
        f'<li{kind}><button type="button" data-do="{action}" data-command>{text(name)}</button>'
        "</li>"
    )


def _keys(words: Wording) -> str:
    lines = "".join(
        f"<dt><kbd>{text(words(f'key-{name}'))}</kbd></dt><dd>{text(words(f'keys-{name}'))}</dd>"
        for name in _KEYS
    )
    return (
        '<dialog class="palette" id="keys" aria-labelledby="keys-title"><div class="palette-bar">'
        f'<h2 id="keys-title">{text(words("keys-title"))}</h2>'
        f"{icon_button('close', 'close-keys', words('close'))}</div>"
        f'<dl class="keys">{lines}</dl></dialog>'
    )
