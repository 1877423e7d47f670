"""The chat page as HTML: what is there before anything was asked, in one language."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.types import Overview
from prompts.catalogues import Wording
from ui.chat.palette import palette_html
from ui.chat.render import new_turn_html, problem_html
from ui.chat.scope_chips import scope_html
from ui.embed.frame_options import FrameOptions
from ui.html.markup import attribute, icon, icon_button, text


@dataclass(frozen=True, slots=True)
class Parts:
    """What differs from reader to reader; `conversations` is the HTML of the column."""

    conversations: str
    frame: FrameOptions


_STYLES = (
    *("tokens", "chat", "controls", "source", "page", "tables", "conversations"),
    *("scope", "palette", "embed"),
)
SCRIPTS = (
    *(
        "adding",
        "attached",
        "conversations",
        "copy",
        "kept",
        "palette",
        "queue",
        "scope",
        "source",
        "tables",
    ),
    "zoom",
)
"""What `static/chat.js` imports, so that a browser fetches it all at once."""


def document_html(content: str, words: Wording) -> str:
    """Returns the chat page as a document, its scripts and styles in files of their own."""
    styles = "".join(f'<link rel="stylesheet" href="ui/{name}.css">' for name in _STYLES)
    ahead = "".join(f'<link rel="modulepreload" href="ui/{name}.js">' for name in SCRIPTS)
    return (
        f'<!doctype html><html lang="{words.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><title>Tenkyo</title>'
        f'<link rel="icon" href="favicon.ico">{styles}'
        '<script type="module" src="ui/frame.js"></script>'
        f'<script type="module" src="ui/chat.js"></script>{ahead}</head>'
        f"<body>{content}</body></html>"
    )


def page_html(
    overview: Overview, parts: Parts, words: Wording, functions: Mapping[str, int]
) -> str:
    """Returns the whole chat, hidden: `static/chat.js` shows it once it can be used.

    `functions` are those that it calls, by their numbers in the queue.
    """
    return (
        f'<div class="tenkyo" hidden lang="{words.language}"'
        f' data-functions="{attribute(json.dumps(dict(functions)))}"'
        f' data-copied="{attribute(words("copied"))}"'
        f' data-kept="{attribute(words("kept-kept"))}"'
        f' data-ended="{attribute(words("kept-ended"))}"'
        f' data-deleted="{attribute(words("talk-deleted"))}"'
        f' data-missing="{attribute(words("talk-no-conversation"))}"'
        f' data-style="{attribute(parts.frame.style)}">'
        f'<a class="skip" href="#question">{text(words("skip"))}</a>'
        f"{_header(overview, parts.frame, words)}"
        f'<div class="columns">{parts.conversations}{_conversation(overview, parts, words)}'
        f"{_source_pane(words)}</div>"
        f"{palette_html(words)}"
        '<div class="card" id="quote-card" role="tooltip" hidden></div>'
        '<p class="unseen" id="announcer" role="status" aria-live="polite"></p>'
        f'<template id="new-turn">{new_turn_html(overview.documents, words)}</template>'
        f'<template id="unreachable">{problem_html(words("unreachable"), words)}</template></div>'
    )


def indexed(overview: Overview, words: Wording) -> str:
    """Returns what is indexed, in a line."""
    if not overview.documents:
        return words("empty-title")
    return words("indexed", documents=overview.documents, passages=overview.passages)


def _header(overview: Overview, frame: FrameOptions, words: Wording) -> str:
    return (
        '<header class="bar">'
        f"{icon_button('conversations', 'open-conversations', words('talk-conversations'))}"
        f'<div class="name"><h1>{text(frame.title or "Tenkyo")}</h1>'
        f'<p class="tagline">{text(words("tagline"))}</p></div>'
        f'<p class="indexed"><a href="documents">{text(indexed(overview, words))}</a></p>'
        f'<button type="button" class="button new" data-do="clear"'
        f' title="{attribute(words("new-conversation"))}">{icon("new")}'
        f'<span class="label">{text(words("new-conversation"))}</span></button>'
        f"{icon_button('close', 'close-frame', words('embed-close-chat'))}</header>"
    )


def _conversation(overview: Overview, parts: Parts, words: Wording) -> str:
    welcome = _welcome(overview, parts, words) if overview.documents else _nothing(words)
    return (
        f'<section class="conversation" aria-label="{attribute(words("conversation"))}">'
        f'<div class="scroller" tabindex="-1"><div class="log">{welcome}</div></div>'
        '<div class="adding" data-adding></div><div class="asking"><div class="attached"></div>'
        f"{scope_html(words)}</div>"
        f"{_composer(words)}</section>"
    )


def _welcome(overview: Overview, parts: Parts, words: Wording) -> str:
    known = [indexed(overview, words)]
    if overview.updated:
        known.append(words("updated", day=overview.updated.astimezone().date()))
    # They take a while on a large home, and are asked for once the page is there.
    asked = suggestions_html(parts.frame.questions, words) or "<div data-suggestions hidden></div>"
    return (
        f'<div class="welcome"><p class="known"><a href="documents">'
        f"{text(words('joint').join(known))}</a></p>"
        f"<h2>{text(parts.frame.greeting or words('welcome'))}</h2>"
        f"<p>{text(words('promise'))}</p>{asked}</div>"
    )


def suggestions_html(questions: Sequence[str], words: Wording) -> str:
    """Returns questions to begin with, nothing without any."""
    buttons = "".join(
        f'<li><button type="button" class="suggestion" data-do="suggest">{text(question)}</button>'
        "</li>"
        for question in questions
    )
    return f"<h3>{text(words('try-asking'))}</h3><ul>{buttons}</ul>" if buttons else ""


def _nothing(words: Wording) -> str:
    return (
        f'<div class="welcome"><h2>{text(words("empty-title"))}</h2><p>{text(words("empty-text"))}'
        "</p></div>"
    )


def _composer(words: Wording) -> str:
    return (
        '<form class="composer"><div class="field">'
        f'<label class="unseen" for="question">{text(words("ask-label"))}</label>'
        f'<textarea id="question" rows="1" autocomplete="off" aria-describedby="hint"'
        f' placeholder="{attribute(words("ask-placeholder"))}"></textarea>'
        f'<button type="submit" class="send" aria-label="{attribute(words("send"))}"'
        f' title="{attribute(words("send"))}">{icon("send")}</button>'
        f'<button type="button" class="send stop" data-do="stop" hidden'
        f' aria-label="{attribute(words("stop"))}" title="{attribute(words("stop"))}">'
        f"{icon('stop')}"
        f'</button></div><p class="hint" id="hint">{text(words("hint"))}</p></form>'
    )


def _source_pane(words: Wording) -> str:
    position = attribute(words("position", number="{number}", total="{total}"))
    return (
        f'<aside class="pane" id="source" aria-label="{attribute(words("source"))}"'
        f' data-failed="{attribute(words("source-failed"))}"'
        f' data-loading="{attribute(words("source-loading"))}" hidden>'
        '<div class="grip" aria-hidden="true"></div><div class="pane-bar">'
        f"{icon_button('back', 'back-from-source', words('embed-back'))}"
        f'<p class="pane-label">{text(words("source"))}'
        f'<span class="position" data-template="{position}"></span></p>'
        f"{icon_button('previous', 'previous-source', words('previous'))}"
        f"{icon_button('following', 'next-source', words('following'))}"
        f"{icon_button('close', 'close-source', words('close'))}</div>"
        '<div class="pane-body" tabindex="0" role="group"'
        f' aria-label="{attribute(words("source"))}"></div></aside>'
        '<div class="backdrop" data-do="close-layer" hidden></div>'
    )
