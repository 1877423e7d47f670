"""The page on which sources are followed and removed, and the form that adds one."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from assistant.sources.follower import Errand, ErrandKind
from assistant.sources.following import FetchReport
from assistant.sources.source_address import SourceKind
from assistant.sources.sources import DocumentSource
from prompts.catalogues import Wording
from ui.html.markup import attribute, text
from ui.minding.source_form import EVERY, SECRETS, SourceForm, secret_names

Followed = Mapping[str, tuple[ErrandKind, FetchReport]]
MayName = Callable[[DocumentSource, str], bool]
"""Whether the reader of the page may see a file of a source, by the name that it has there."""

_MOST_NAMES = 50
_PLACE = "mind/sources"
_EVERY_WORDS = dict(
    zip(
        EVERY,
        ("only-asked", "half-hourly", "hourly", "daily", "weekly"),
        strict=True,
    )
)


def sources_html(
    sources: Sequence[DocumentSource],
    waiting: Sequence[Errand],
    last: Followed,
    may_name: MayName,
    words: Wording,
) -> str:
    """Returns the content of the page: every source, what is done with it, and what became.

    Files are counted whoever may see them, and named only to who may.
    """
    errands = {errand.source: errand.kind for errand in reversed(waiting)}
    shown = "".join(
        _source(each, errands.get(each.name), last.get(each.name), partial(may_name, each), words)
        for each in sources
    )
    none = f"<p>{text(words('sources-none'))}</p>"
    return (
        f'<div class="minding"><h1>{text(words("mind-sources"))}</h1>'
        f"<p>{text(words('sources-about'))}</p>"
        f'<p><a href="{_PLACE}/new">{text(words("sources-add"))}</a></p>'
        f'{shown or none}<p><a href="mind">{text(words("mind-heading"))}</a></p></div>'
    )


def new_source_html(form: SourceForm, problem: str, words: Wording, *, own_machine: bool) -> str:
    """Returns the form, with what was typed and why that was refused, if it was."""
    refused = (
        f'<div class="finding" data-state="bad" role="alert"><p>{text(problem)}</p></div>'
        if problem
        else ""
    )
    address_hint = words("sources-address-hint")
    if own_machine:
        address_hint = f"{address_hint} {words('sources-folder-hint')}"
    fields = (
        _field("name", form.name, words("sources-name"), words("sources-name-hint"), needed=True)
        + _field("address", form.address, words("mind-address"), address_hint, needed=True)
        + _choice("every", form.every, words("sources-every"), "", _times(words))
        + _field("user", form.user, words("sources-user"), "")
        + _choice(
            "secret",
            form.secret,
            words("sources-secret"),
            words("sources-secret-hint", variable=f"{SECRETS}…"),
            {"": words("sources-no-secret"), **{name: name for name in secret_names()}},
        )
        + _field("options", form.options, words("sources-options"), words("sources-options-hint"))
    )
    return (
        f'<div class="minding"><h1>{text(words("sources-add"))}</h1>{refused}'
        f'<form class="fields" method="post" action="{_PLACE}/new">{fields}'
        f'<button type="submit" class="button">{text(words("sources-add"))}</button></form>'
        f'<p><a href="{_PLACE}">{text(words("mind-sources"))}</a></p></div>'
    )


def _source(
    source: DocumentSource,
    errand: ErrandKind | None,
    last: tuple[ErrandKind, FetchReport] | None,
    may_name: Callable[[str], bool],
    words: Wording,
) -> str:
    facts = [
        (words("mind-address"), source.address),
        (words("mind-every"), source.every_text or words("sources-only-asked")),
        (words("mind-fetched"), source.synced[:16].replace("T", " ") or words("sources-not-yet")),
    ]
    rows = "".join(
        f'<div><dt>{text(name)}</dt><dd dir="auto">{text(value)}</dd></div>'
        for name, value in facts
    )
    state = f'<p role="status">{text(words(f"sources-{errand}-going-on"))}</p>' if errand else ""
    problem = "" if errand else _problem(source, last, words)
    # A folder is indexed where it lies: nothing is fetched of it that could be counted.
    is_told = last and not errand and source.kind is not SourceKind.FOLDER
    became = _became(*last, may_name, words) if last and is_told else ""
    return (
        f'<section class="source" aria-label="{attribute(source.name)}">'
        f'<h2>{text(source.name)}</h2><dl class="facts">{rows}</dl>{state}{problem}{became}'
        f"{'' if errand else _acts(source, words)}</section>"
    )


def _problem(
    source: DocumentSource, last: tuple[ErrandKind, FetchReport] | None, words: Wording
) -> str:
    """Returns why what was asked for last was not done, or else why fetching failed last."""
    kind, why = ErrandKind.FETCH, source.problem
    if last and last[1].problem:
        kind, why = last[0], last[1].problem
    if not why:
        return ""
    said = words("sources-not-removed" if kind is ErrandKind.REMOVE else "sources-away", why=why)
    return f'<div class="finding" data-state="bad"><p>{text(said)}</p></div>'


def _became(
    kind: ErrandKind, report: FetchReport, may_name: Callable[[str], bool], words: Wording
) -> str:
    """Returns what was fetched, or would be, with the names of files that may be named."""
    if kind is ErrandKind.REMOVE:
        return ""
    would = kind is ErrandKind.TRY
    counts = words(
        "sources-would" if would else "sources-fetched",
        new=len(report.new),
        changed=len(report.changed),
        gone=len(report.removed),
        same=report.same,
    )
    lines = [words("sources-skipped", count=report.skipped)] if report.skipped else []
    names = [
        f"<li>{text(words(key))}: {text(name)}</li>"
        for key, found in (
            ("sources-new", report.new),
            ("sources-changed", report.changed),
            ("sources-gone", report.removed),
        )
        for name in found
        if may_name(name)
    ]
    names = [
        f"<li>{text(failure.path)}: {text(failure.reason)}</li>"
        for failure in report.failed
        if may_name(failure.path)
    ] + names
    number = len(report.failed) + len(report.new) + len(report.changed) + len(report.removed)
    told = "".join(f"<p>{text(line)}</p>" for line in (counts, *lines))
    return f'<div class="finding" role="status">{told}{_listed(names, number, words)}</div>'


def _listed(names: Sequence[str], number: int, words: Wording) -> str:
    """Returns the first of some names; `number` is of how many files they are those."""
    if not number:
        return ""
    more = number - min(len(names), _MOST_NAMES)
    rest = f"<li>{text(words('sources-more', count=more))}</li>" if more > 0 else ""
    listed = f"<ul>{''.join(names[:_MOST_NAMES])}{rest}</ul>"
    return f"<details><summary>{text(words('sources-files'))}</summary>{listed}</details>"


def _acts(source: DocumentSource, words: Wording) -> str:
    name = source.name
    removing = _button(name, ErrandKind.REMOVE, words("sources-remove-sure"))
    trying = _button(name, ErrandKind.TRY, words("sources-try"))
    return (
        f'<div class="acts">{_button(name, ErrandKind.FETCH, words("sources-fetch"))}'
        f"{'' if source.kind is SourceKind.FOLDER else trying}"
        f"<details><summary>{text(words('sources-remove'))}</summary>{removing}</details></div>"
    )


def _button(name: str, kind: ErrandKind, label: str) -> str:
    return (
        f'<form method="post" action="{_PLACE}/{attribute(name)}/{kind}">'
        f'<button type="submit" class="button">{text(label)}</button></form>'
    )


def _times(words: Wording) -> dict[str, str]:
    return {str(seconds): words(f"sources-{key}") for seconds, key in _EVERY_WORDS.items()}


def _field(name: str, value: str, label: str, hint: str, *, needed: bool = False) -> str:
    required = " required" if needed else ""
    return _labelled(
        name,
        label,
        hint,
        f'<input id="{name}" name="{name}" value="{attribute(value)}" dir="auto" maxlength="2000"'
        f' autocomplete="off" spellcheck="false"{_described(name, hint)}{required}>',
    )


def _choice(name: str, value: str, label: str, hint: str, choices: Mapping[str, str]) -> str:
    options = "".join(
        f'<option value="{attribute(each)}"{" selected" if each == value else ""}>'
        f"{text(said)}</option>"
        for each, said in choices.items()
    )
    chosen = f'<select id="{name}" name="{name}"{_described(name, hint)}>{options}</select>'
    return _labelled(name, label, hint, chosen)


def _described(name: str, hint: str) -> str:
    return f' aria-describedby="{name}-hint"' if hint else ""


def _labelled(name: str, label: str, hint: str, control: str) -> str:
    said = f'<p class="note" id="{name}-hint">{text(hint)}</p>' if hint else ""
    return f'<div><label for="{name}">{text(label)}</label>{control}{said}</div>'
