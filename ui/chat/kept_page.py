"""The page of the questions that a reader keeps: what changed, the old words and the new."""

from collections.abc import Sequence

from assistant.conversations.permalinks import address_of
from assistant.kept.kept_question import KeptQuestion, OtherWords
from assistant.kept.telling import nothing_is_cited, since
from assistant.types import Citation
from prompts.catalogues import Wording
from ui.edge.root_path import relative
from ui.html.markup import attribute, icon, place, text

_STYLE = '<link rel="stylesheet" href="ui/kept.css">'
_SCRIPT = '<script type="module" src="ui/kept_page.js"></script>'


def kept_html(found: Sequence[KeptQuestion], words: Wording) -> str:
    """Returns the questions, those that changed first."""
    listed = "".join(_question(each, words) for each in found)
    none = "" if found else f"<p>{text(words('kept-none'))}</p>"
    return (
        f"{_STYLE}{_SCRIPT}<h1>{text(words('kept'))}</h1><p>{text(words('kept-what'))}</p>{none}"
        f'<ul class="kept">{listed}</ul>'
    )


def kept_link_html(news: int, words: Wording) -> str:
    """Returns the link to the page, with how many questions changed."""
    said = f'<span class="talks-news">{text(words("kept-news", count=news))}</span>' if news else ""
    return (
        f'<p class="talks-kept"><a href="kept">{icon("bell")}<span>{text(words("kept"))}</span>'
        f"{said}</a></p>"
    )


def _question(kept: KeptQuestion, words: Wording) -> str:
    change = kept.change
    address = attribute(f"./?conversation={kept.conversation}")
    seen = _button("seen", words("kept-seen"), "button") if change else ""
    return (
        f'<li data-kept="{attribute(f"{kept.conversation}/{kept.turn}")}">'
        f'<h2 dir="auto">{text(kept.question)}</h2>'
        f'<p class="{"news" if change else "path"}">{text(since(kept, words))}</p>'
        f"{_change(change, words) if change else ''}"
        f'<p class="kept-actions">{seen}{_button("let-go", words("kept-let-go"), "button quiet")}'
        f'<a href="{address}">{text(words("kept-open"))}</a></p></li>'
    )


def _change(change: OtherWords, words: Wording) -> str:
    nothing = f"<p>{text(words('kept-nothing'))}</p>" if nothing_is_cited(change) else ""
    unsure = f"<p>{text(words('kept-perhaps'))}</p>" if change.perhaps else ""
    stay = f"<p>{text(words('kept-stay', count=change.stay))}</p>" if change.stay else ""
    gone = _cited("gone", change.gone, words)
    return f"{gone}{_cited('come', change.come, words)}{nothing}{unsure}{stay}"


def _cited(which: str, cited: tuple[Citation, ...] | None, words: Wording) -> str:
    if cited is None:
        quotes = f"<p>{text(words('kept-hidden'))}</p>"
    else:
        quotes = "".join(_quote(each, words) for each in cited)
    head = f"<h3>{text(words(f'kept-{which}'))}</h3>"
    return f'<section class="{which}">{head}{quotes}</section>' if quotes else ""


def _quote(citation: Citation, words: Wording) -> str:
    document = citation.passage.document
    address = attribute(relative(address_of(document, citation.start, citation.quote).path))
    return (
        f'<blockquote lang="{attribute(document.language)}" dir="auto">{text(citation.quote)}'
        f'</blockquote><p class="path"><a href="{address}#quote">'
        f"{text(place(citation.passage, words))}</a></p>"
    )


def _button(action: str, label: str, form: str) -> str:
    return f'<button type="button" class="{form}" data-do="{action}">{text(label)}</button>'
