"""The list of conversations as HTML: grouped by day, the latest first."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from assistant.conversations.conversations import PAGE
from assistant.conversations.export_pages import FORMATS
from assistant.conversations.lengths import LONGEST_SEARCH
from assistant.conversations.titles import LONGEST_TITLE
from assistant.types import ConversationHeading
from prompts.catalogues import Wording
from ui.html.markup import attribute, icon, icon_button, text

_FORMAT_NAMES = {"md": "Markdown", "html": "HTML", "json": "JSON"}


def conversations_html(found: Sequence[ConversationHeading], words: Wording, kept: str = "") -> str:
    """Returns the column of conversations, or the drawer that it is on a narrow screen.

    `kept` is the link to the questions that are kept, as HTML.
    """
    return (
        '<nav class="talks" id="conversations" aria-label="'
        f'{attribute(words("talk-conversations"))}">'
        '<div class="talks-bar"><button type="button" class="button" data-do="clear">'
        f"{icon('new')}{text(words('talk-new'))}</button>"
        f"{icon_button('close', 'close-conversations', words('close'))}</div>"
        f'<form class="talks-search" role="search"><label class="unseen" for="find">'
        f'{text(words("talk-find"))}</label><input type="search" id="find" autocomplete="off"'
        f' maxlength="{LONGEST_SEARCH}" placeholder="{attribute(words("talk-find"))}"></form>{kept}'
        f'<div class="talks-list" tabindex="-1">{list_html(found, words)}</div></nav>'
        f'<template id="talk-actions">{_actions(words)}</template>'
    )


def list_html(found: Sequence[ConversationHeading], words: Wording, searched: bool = False) -> str:
    """Returns a page of conversations by day, and a button for more, if there are more of them."""
    if not found:
        none = words("talk-none-found" if searched else "talk-none-yet")
        return f'<p class="talks-none">{text(none)}</p>'
    shown = found[:PAGE]
    groups = "".join(_group(day, list(members), words) for day, members in groupby(shown, key=_day))
    if len(found) == len(shown):
        return groups
    return groups + (
        '<button type="button" class="button quiet" data-do="more-conversations"'
        f' data-after="{attribute(shown[-1].id)}">{text(words("talk-more"))}</button>'
    )


def too_long_html(words: Wording) -> str:
    """Returns what stands in place of the list where too many words are looked for."""
    line = words("talk-search-too-long", limit=LONGEST_SEARCH)
    return f'<p class="talks-none">{text(line)}</p>'


def _day(heading: ConversationHeading) -> date:
    return heading.updated.astimezone().date()


def _group(day: date, members: Sequence[ConversationHeading], words: Wording) -> str:
    items = "".join(_item(heading, words) for heading in members)
    return (
        f'<section class="talks-day" data-day="{day}"><h2>{text(_name(day, words))}</h2>'
        f"<ul>{items}</ul></section>"
    )


def _name(day: date, words: Wording) -> str:
    today = datetime.now().astimezone().date()
    if day >= today:
        return words("talk-today")
    if day == today - timedelta(days=1):
        return words("talk-yesterday")
    return words("talk-day", day=day)


def _item(heading: ConversationHeading, words: Wording) -> str:
    address = attribute(f"./?conversation={heading.id}")
    title = heading.title if heading.turns else words("attached-heading")
    label = words("talk-actions", title=title)
    news = (
        f'<span class="unseen">{text(words("kept-news", count=1))}</span>' if heading.news else ""
    )
    form = "talk with-news" if heading.news else "talk"
    return (
        f'<li class="{form}" data-id="{attribute(heading.id)}">'
        f'<a href="{address}" data-do="open-conversation" dir="auto">{text(title)}</a>'
        f"{news}{icon_button('actions', 'talk-actions', label, aria_expanded='false')}</li>"
    )


def _actions(words: Wording) -> str:
    """Returns what can be done with a conversation; one copy is opened below its title."""
    exports = "".join(
        f'<a class="button quiet" data-export="{form}" download>{text(_FORMAT_NAMES[form])}</a>'
        for form in FORMATS
    )
    return (
        '<div class="talk-actions"><div class="choose">'
        f"{_button('rename-conversation', words('talk-rename'))}"
        f"{_button('share-conversation', words('talk-share'))}"
        f"{_button('delete-conversation', words('talk-delete'))}"
        f'<p class="export" role="group" aria-label="{attribute(words("talk-export"))}">'
        f"<span>{text(words('talk-export'))}</span>{exports}</p></div>"
        f'<form class="rename" hidden><label>{text(words("talk-title"))}'
        f'<input type="text" name="title" maxlength="{LONGEST_TITLE}" autocomplete="off" required>'
        f'</label><button type="submit" class="button">{text(words("talk-save"))}</button>'
        f"{_button('cancel-conversation', words('cancel'))}</form>"
        f'<div class="share" role="group" aria-label="{attribute(words("talk-share"))}" hidden>'
        '</div><div class="confirm" role="group" aria-label="'
        f'{attribute(words("talk-really-delete"))}" hidden>'
        f"<p>{text(words('talk-really-delete'))}</p>"
        '<button type="button" class="button warn" data-do="really-delete-conversation">'
        f"{text(words('talk-delete'))}</button>{_button('cancel-conversation', words('cancel'))}"
        "</div></div>"
    )


def _button(action: str, label: str) -> str:
    return f'<button type="button" class="button quiet" data-do="{action}">{text(label)}</button>'
