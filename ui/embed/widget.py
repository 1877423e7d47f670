"""The script of the widget, with its words in every language that we have."""

import json
from functools import cache
from pathlib import Path

from prompts.catalogues import languages, wording

_SCRIPT = Path(__file__).parents[1] / "static" / "widget.js"
_EMPTY = "const WORDS = {};"
_KEYS = {
    "label": "widget-label",
    "title": "widget-title",
    "close": "embed-close-chat",
    "opening": "widget-opening",
    "blank": "widget-blank",
    "cookie": "widget-cookie",
    "token": "widget-token",
    "why": "widget-why",
    "again": "retry",
}


@cache
def widget_script() -> str:
    """Returns the script that other pages load: it picks the language of the page around it."""
    words = {
        language: {name: wording(language)(key) for name, key in _KEYS.items()}
        for language in languages()
    }
    filled = _EMPTY.replace("{}", json.dumps(words, ensure_ascii=False))
    return _SCRIPT.read_text(encoding="utf-8").replace(_EMPTY, filled)
