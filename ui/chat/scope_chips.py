"""What questions are kept to, as chips above the box, and what can be added to them."""

from collections.abc import Iterable, Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse

from assistant.access.contents import LONGEST_NAME, MOST_NAMES, Chosen, Contents, Kind, ScopeError
from prompts.catalogues import Wording
from ui.edge.identity import reader_of
from ui.html.markup import attribute, icon, icon_button, text
from ui.html.wording import words_for
from ui.service.service import Service

_MOST_FOUND = 30
Name = Annotated[str, Query(max_length=LONGEST_NAME)]
Names = Annotated[list[Name], Query(alias="in", max_length=MOST_NAMES)]


def scope_html(words: Wording) -> str:
    """Returns the place of the chips, and the panel in which `static/scope.js` finds more."""
    label = attribute(words("scope-add"))
    return (
        f'<div class="scope" role="group" aria-label="{label}">'
        '<ul class="scope-chips"></ul>'
        '<button type="button" class="scope-add" data-do="open-scope" aria-expanded="false"'
        f' aria-controls="scope-panel">{icon("new")}<span>{text(words("scope-add"))}</span>'
        f'</button><div class="scope-panel" id="scope-panel" role="dialog" aria-label="{label}"'
        ' hidden><div class="scope-bar"><label class="unseen" for="scope-find">'
        f'{text(words("scope-find"))}</label><input type="search" id="scope-find"'
        f' autocomplete="off" maxlength="{LONGEST_NAME}"'
        f' placeholder="{attribute(words("scope-find"))}">'
        f"{icon_button('close', 'close-scope', words('close'))}</div>"
        '<ul class="scope-found" aria-live="polite"></ul></div></div>'
    )


def scope_routes(service: Service) -> APIRouter:
    """Returns the route that tells what names choose for a reader, and what else there is."""
    router = APIRouter()

    @router.get("/scopes")
    def scopes(
        request: Request,
        names: Names = [],  # noqa: B006
        find: Name = "",
        conversation: Name = "",
    ) -> JSONResponse:
        """Returns chips for names, in full, and what else has some words in its name.

        In a conversation, its own files are among that.
        """
        words = words_for(request)
        reader = service.attached.in_conversation(reader_of(request), conversation)
        contents = service.assistant.access.contents(reader)
        known, gone = _known(contents, names)
        count = len(frozenset[str]().union(*(each.documents for each in known)))
        found = [each for each in contents.matching(find, _MOST_FOUND) if each not in known]
        said = words("scope-now", count=count) if known else words("scope-all")
        return JSONResponse(
            {
                "names": [*(each.name for each in known), *gone],
                "chips": "".join([*(_chip(e, words) for e in known), *_gone(gone, words)]),
                "said": said,
                "searching": words("searching", documents=count) if known else "",
                "found": _found(found, words),
            }
        )

    return router


def names_of(event: object) -> tuple[str, ...]:
    """Returns the names that a page sent with a question; what makes no sense is no name."""
    sent = event.get("scope") if isinstance(event, dict) else None
    named = sent if isinstance(sent, list) else []
    texts = (each.encode(errors="replace").decode() for each in named if isinstance(each, str))
    return tuple(texts)[: MOST_NAMES + 1]


def _known(contents: Contents, names: Sequence[str]) -> tuple[list[Chosen], list[str]]:
    """Returns what names choose, and the names that choose nothing."""
    known, gone = dict[Chosen, None](), list[str]()
    for name in names:
        try:
            known |= dict.fromkeys(contents.choose([name]))
        except ScopeError:
            gone.append(name)
    return list(known), gone


def _chip(chosen: Chosen, words: Wording) -> str:
    title = _title(chosen, words)
    full = "" if chosen.kind is Kind.TAG else f' title="{attribute(chosen.name)}"'
    return (
        f'<li class="scope-chip" data-kind="{chosen.kind}" data-name="{attribute(chosen.name)}">'
        f'<span dir="auto"{full}>{text(title)}</span>'
        f"{_dropping(title, words)}</li>"
    )


def _title(chosen: Chosen, words: Wording) -> str:
    everything = chosen.is_attached and chosen.kind is Kind.FOLDER
    return words("attached-heading") if everything else chosen.title


def _gone(names: Iterable[str], words: Wording) -> list[str]:
    return [
        f'<li class="scope-chip" data-kind="gone" data-name="{attribute(name)}">'
        f'<span dir="auto">{text(words("scope-gone", name=name))}</span>{_dropping(name, words)}'
        "</li>"
        for name in names
    ]


def _dropping(title: str, words: Wording) -> str:
    return icon_button("close", "drop-scope", words("scope-remove", name=title))


def _found(found: Sequence[Chosen], words: Wording) -> str:
    if not found:
        return f'<li class="scope-none">{text(words("scope-nothing"))}</li>'
    return "".join(_choice(each, words) for each in found)


def _choice(chosen: Chosen, words: Wording) -> str:
    kind = words(f"scope-kind-{chosen.kind}")
    title, more = chosen.title, chosen.name
    if chosen.is_attached:
        title, more = _title(chosen, words), words("attached-heading")
    elif chosen.kind is not Kind.DOCUMENT:
        # Several folders may end in the same name.
        title, more = chosen.name, words("scope-documents", count=len(chosen.documents))
    return (
        f'<li><button type="button" data-do="add-scope" data-name="{attribute(chosen.name)}">'
        f'<span class="scope-kind">{text(kind)}</span> '
        f'<span class="scope-title" dir="auto">{text(title)}</span> '
        f'<span class="scope-more" dir="auto">{text(more)}</span></button></li>'
    )
