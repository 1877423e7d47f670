"""The page on which an installation is looked after; what needs a hand stands on top."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.audit.audit_chain import ChainFinding
from assistant.gaps.gaps import Gap
from assistant.gaps.telling import counts_line
from assistant.sources.sources import DocumentSource
from assistant.wording.file_notes import file_note
from index.types import Entry, LibraryStatus
from prompts.catalogues import Wording
from ui.html.markup import text
from ui.minding.use_plot import Day, use_html

_MOST_FILES = 50
_MOST_GAPS = 30


@dataclass(frozen=True, slots=True)
class Counts:
    """How many people asked, are signed in, and have keys; and what they thought of answers."""

    readers: int
    sessions: int
    keys: int
    helpful: int
    unhelpful: int


@dataclass(frozen=True, slots=True)
class Minded:
    """What there is to look after. `audit` is what was found of the record, None before.

    `indexing` tells that the folders are being read. `models` is the HTML of the language models.
    """

    failed: Sequence[Entry]
    gaps: Sequence[Gap]
    status: LibraryStatus
    counts: Counts
    days: Sequence[Day]
    sources: Sequence[DocumentSource] = ()
    audit: ChainFinding | None = None
    indexing: bool = False
    models: str = ""


def minding_html(minded: Minded, words: Wording) -> str:
    """Returns the content of the page."""
    hand = _away(minded.sources, words) + _failed(minded.failed, words) + _gaps(minded.gaps, words)
    hand = hand or f"<p>{text(words('mind-nothing'))}</p>"
    return (
        f'<div class="minding"><h1>{text(words("mind-heading"))}</h1>'
        f"<h2>{text(words('mind-hand'))}</h2>{hand}"
        f"<h2>{text(words('mind-library'))}</h2>{_library(minded.status, words)}"
        f"{_indexing(minded.indexing, words)}{_sources(minded.sources, words)}"
        f"<h2>{text(words('mind-use'))}</h2>{use_html(minded.days, words)}"
        f"{_counts(minded.counts, words)}"
        f"<h2>{text(words('models-heading'))}</h2>{minded.models}"
        f"<h2>{text(words('mind-audit'))}</h2>{_audit(minded.audit, words)}</div>"
    )


def _away(sources: Sequence[DocumentSource], words: Wording) -> str:
    """Returns the sources that could not be reached last, and why; what was fetched stays."""
    away = [each for each in sources if each.problem]
    if not away:
        return ""
    rows = "".join(
        f'<tr data-state="failed"><th scope="row">{text(each.name)}</th>'
        f'<td dir="auto">{text(each.problem)}</td></tr>'
        for each in away
    )
    title = words("mind-away", count=len(away))
    return f"<h3>{text(title)}</h3>{_table(('mind-source', 'note'), rows, words)}"


def _sources(sources: Sequence[DocumentSource], words: Wording) -> str:
    heading = f"<h3>{text(words('mind-sources'))}</h3>"
    link = f'<p><a href="mind/sources">{text(words("sources-manage"))}</a></p>'
    if not sources:
        return heading + link
    rows = "".join(
        f'<tr><th scope="row">{text(each.name)}</th><td>{text(each.address)}</td>'
        f"<td>{text(each.every_text or '–')}</td>"
        f"<td>{text(each.synced[:16].replace('T', ' ') or '–')}</td></tr>"
        for each in sources
    )
    head = ("mind-source", "mind-address", "mind-every", "mind-fetched")
    return f"{heading}{_table(head, rows, words)}{link}"


def _failed(failed: Sequence[Entry], words: Wording) -> str:
    if not failed:
        return ""
    rows = "".join(
        f'<tr data-state="failed"><th scope="row">{text(entry.path)}</th>'
        f"<td>{text(file_note(entry.reason, words))}</td></tr>"
        for entry in failed[:_MOST_FILES]
    )
    more = len(failed) - _MOST_FILES
    rest = f"<p>{text(words('more-files', count=more))}</p>" if more > 0 else ""
    title = words("mind-failed", count=len(failed))
    return f"<h3>{text(title)}</h3>{_table(('file', 'note'), rows, words)}{rest}"


def _gaps(gaps: Sequence[Gap], words: Wording) -> str:
    if not gaps:
        return ""
    rows = "".join(_gap(gap, words) for gap in gaps[:_MOST_GAPS])
    link = f'<p><a href="mind/questions" download>{text(words("mind-questions"))}</a></p>'
    head = ("mind-asked-for", "mind-how-often", "mind-nearest")
    title = words("mind-gaps", count=len(gaps))
    return f"<h3>{text(title)}</h3>{_table(head, rows, words)}{link}"


def _gap(gap: Gap, words: Wording) -> str:
    nearest = ", ".join(gap.documents)
    return (
        f'<tr><th scope="row" dir="auto">{text(gap.name)}</th>'
        f"<td>{text(counts_line(gap, words))}</td><td>{text(nearest)}</td></tr>"
    )


def _library(status: LibraryStatus, words: Wording) -> str:
    updated = status.updated.astimezone().strftime("%Y-%m-%d %H:%M") if status.updated else "–"
    facts = [
        (words("documents"), f"{status.documents:,}"),
        (words("mind-passages"), f"{status.passages:,}"),
        (words("last-read"), updated),
        (words("model"), status.model),
    ]
    if status.outdated:
        facts.append((words("outdated"), words("outdated-files", count=status.outdated)))
    return _facts(facts)


def _indexing(is_going_on: bool, words: Wording) -> str:
    if is_going_on:
        said = text(words("mind-indexing"))
        return f'<div class="finding" role="status"><p>{said}</p></div>'
    return (
        '<form method="post" action="mind/index">'
        f'<button type="submit" class="button">{text(words("mind-index"))}</button></form>'
    )


def _counts(counts: Counts, words: Wording) -> str:
    return _facts(
        [
            (words("mind-readers"), f"{counts.readers:,}"),
            (words("mind-sessions"), f"{counts.sessions:,}"),
            (words("mind-keys"), f"{counts.keys:,}"),
            (words("helpful"), f"{counts.helpful:,}"),
            (words("unhelpful"), f"{counts.unhelpful:,}"),
        ]
    )


def _audit(found: ChainFinding | None, words: Wording) -> str:
    told = ""
    if found is not None:
        key = "mind-audit-broken" if found.broken else "mind-audit-whole"
        said = words(key, count=found.head.number)
        told = f'<div class="finding" role="status"><p>{text(said)}</p></div>'
    return (
        f'{told}<form method="post" action="mind/verify">'
        f'<button type="submit" class="button">{text(words("mind-verify"))}</button></form>'
    )


def _table(head: Sequence[str], rows: str, words: Wording) -> str:
    names = "".join(f'<th scope="col">{text(words(key))}</th>' for key in head)
    return (
        f'<div class="wide"><table class="ledger"><thead><tr>{names}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _facts(facts: Sequence[tuple[str, str]]) -> str:
    rows = (f"<div><dt>{text(name)}</dt><dd>{text(value)}</dd></div>" for name, value in facts)
    return f'<dl class="facts">{"".join(rows)}</dl>'
