"""The folders of a home in which files came in, and indexing them like any other."""

from collections.abc import Callable
from pathlib import Path

from index.errors import NothingToReadError
from index.library import Library
from index.sync.file_states import Comparison, compare
from index.sync.scan import Root, find_files
from index.sync.sync import Progress, ReadingOptions, SyncReport


def index_folder(
    library: Library, folder: Path, report: Callable[[Progress], None], limits: ReadingOptions
) -> SyncReport:
    """Brings the index in line with a folder of the home, which may be empty.

    Raises:
        HomeLockedError: another process is writing.
        HomeError: the home folder cannot be written.
    """
    _follow_home(library, folder)
    if not folder.is_dir():
        return SyncReport()
    try:
        return library.sync([folder], report, limits)
    except NothingToReadError:
        # That is an error of whoever asks to index it. What came here may have gone again.
        return SyncReport()


def is_outdated_folder(library: Library, folder: Path) -> bool:
    """Tells whether something in a folder has changed that the index does not know.

    Raises:
        HomeError: the records cannot be read.
    """
    _follow_home(library, folder)
    compared = _compared(library, folder)
    return bool(compared and (compared.missing or compared.undecided()))


def _follow_home(library: Library, folder: Path) -> None:
    """Notes where the folder lies: a home may have been moved, or copied, with all it holds."""
    records, here = library.records, str(folder)
    if not folder.is_relative_to(library.home):
        return
    fact = folder.relative_to(library.home).as_posix()
    before = records.facts().get(fact, "")
    if before == here or not folder.is_dir():
        return
    if before and not records.files(source=here):
        records.relocate(before, here)
    records.set_facts({fact: here})


def _compared(library: Library, folder: Path) -> Comparison | None:
    """Returns how the folder stands to what is indexed of it; None if nothing ever was there."""
    root = Root(folder, "")
    known = library.records.files(source=str(folder))
    if not folder.is_dir() or not (known or any(find_files(root, library.home))):
        return None
    return compare(known, [root], library.home)
