"""Fetching one source of an assistant's home, by whoever asks for it."""

from collections.abc import Callable
from pathlib import Path

from assistant.assistant import Assistant
from assistant.sources.connecting import connect
from assistant.sources.following import (
    FetchReport,
    Following,
    alone,
    fetch_limits,
    folder_of,
    forget_fetched,
)
from assistant.sources.source_address import SourceKind
from assistant.sources.sources import DocumentSource, Sources
from index.errors import UsageError
from index.types import Document


def sources_of(assistant: Assistant) -> Sources:
    """Returns the sources of an assistant's home."""
    return Sources(assistant.library.records, assistant.audit)


def indexed_folder(assistant: Assistant, source: DocumentSource) -> Path:
    """Returns the folder that is indexed of a source."""
    if source.kind is SourceKind.FOLDER:
        return Path(source.address)
    return folder_of(assistant.library.home, source.name)


def is_indexed(assistant: Assistant, folder: Path) -> bool:
    """Tells whether a folder is indexed; it may have been removed with its source."""
    return bool(assistant.library.records.files(source=str(folder)))


def fetch(
    assistant: Assistant,
    source: DocumentSource,
    *,
    dry: bool = False,
    heed: Callable[[], object] = lambda: None,
) -> FetchReport:
    """Fetches what changed at a source, and notes how that went; a folder is only looked for.

    `heed` is called now and then, and may raise an error to end it.

    Raises:
        HomeError: what was fetched cannot be noted.
    """
    sources = sources_of(assistant)
    try:
        report = _fetched(assistant, source, dry=dry, heed=heed)
    except UsageError as error:
        report = FetchReport(problem=str(error))
    except (ValueError, LookupError) as error:
        report = FetchReport(
            problem=f"its address or settings cannot be used ({type(error).__name__})"
        )
    if not dry:
        sources.note_tried(source, report.problem)
    return report


def forget_source(assistant: Assistant, source: DocumentSource, by: str = "") -> int:
    """Forgets a source and all that was fetched of it, for whom is named by `by`.

    Returns how many files left the index. The files of a folder stay where they are.

    Raises:
        HomeLockedError: another process is writing, or follows the source.
        UsageError: it was removed meanwhile.
    """
    home, sources = assistant.library.home, sources_of(assistant)
    folder = indexed_folder(assistant, source)
    with alone(home, source.name):
        sources.require(source)
        number = assistant.library.forget(folder)
        if source.kind is not SourceKind.FOLDER:
            forget_fetched(home, source.name)
            # Some may have been indexed again before its files were gone.
            number += assistant.library.forget(folder)
        sources.remove(source, by)
    return number


def origin_of_document(assistant: Assistant, document: Document) -> str:
    """Returns where people find the original of a document, empty if it was not fetched."""
    home = folder_of(assistant.library.home, "").resolve()
    for file in assistant.library.records.files(version=document.version.partition("-")[0]):
        source = Path(file.source)
        if file.document_id == document.id and source.parent == home:
            return sources_of(assistant).origin(source.name, file.path)
    return ""


def _fetched(
    assistant: Assistant, source: DocumentSource, *, dry: bool, heed: Callable[[], object]
) -> FetchReport:
    home, settings = assistant.library.home, assistant.settings
    if source.kind is SourceKind.FOLDER:
        sources_of(assistant).require(source)
        there = Path(source.address).is_dir()
        return FetchReport(problem="" if there else f"{source.address!r} is not there")
    following = Following(source, sources_of(assistant), home, fetch_limits(settings), heed)
    return following.follow(connect(source, following.root, settings), dry=dry)
