"""The ledger: how each file stands to what is indexed of it."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.errors import NothingToReadError
from index.readers import READERS
from index.readers.release import readers_mark
from index.store.record_rows import FAILED, INDEXED, SKIPPED, FileRecord
from index.sync.inside import open_inside
from index.sync.scan import FoundFile, Root, find_files, roots_of, same_side, version_of
from index.types import Entry, State

_KNOWN_STATES = {INDEXED: State.SAME, FAILED: State.FAILED, SKIPPED: State.SKIPPED}

Key = tuple[str, str]
"""The indexed folder of a file, and its path in it."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The files on the disk beside those that are known, both by their key.

    `missing` are known files that are gone; what lies in a folder that cannot be opened now is not.
    """

    found: dict[Key, FoundFile]
    known: dict[Key, FileRecord]
    missing: dict[Key, FileRecord]

    def undecided(self, read_by: str = "") -> list[FoundFile]:
        """Returns the files that size and time do not show to be as they were.

        With `read_by`, those too that are to be read again by these readers.
        """
        return [f for key, f in self.found.items() if not _is_same(self.known.get(key), f, read_by)]

    def unchanged(self, read_by: str = "") -> list[FileRecord]:
        """Returns what is known of the files that size and time show to be as they were."""
        undecided = {(str(f.source), f.path) for f in self.undecided(read_by)}
        return [self.known[key] for key in self.found if key not in undecided]

    def only(self, shows: Callable[[str, str], bool]) -> "Comparison":
        """Returns a comparison of those files alone that `shows` lets through."""
        return Comparison(
            {key: file for key, file in self.found.items() if shows(*key)},
            {key: file for key, file in self.known.items() if shows(*key)},
            {key: file for key, file in self.missing.items() if shows(*key)},
        )


def _everything(_source: str, _path: str) -> bool:
    return True


def compare(files: Sequence[FileRecord], roots: Sequence[Root], home: Path) -> Comparison:
    """Compares known files with what lies below some roots.

    Raises:
        NothingToReadError: a root holds no readable file, and never did.
    """
    known = {(f.source, f.path): f for f in files}
    mine = {(f.source, f.path): f for f in covered_by(roots, files, home)}
    found: dict[Key, FoundFile] = {}
    for root in roots:
        here = list(find_files(root, home))
        if not here and not any(root.covers(f) for f in mine.values()):
            raise NothingToReadError(_nothing_in(root))
        found |= {(str(f.source), f.path): f for f in here}
    closed = [f for f in found.values() if f.problem]
    missing = {
        key: file
        for key, file in mine.items()
        if (key not in found and not any(_lies_in(file, folder) for folder in closed))
        or _became_link(file, found.get(key))
    }
    known = {key: file for key, file in known.items() if key not in found or key not in missing}
    return Comparison(found, known, missing)


def covered_by(roots: Sequence[Root], files: Sequence[FileRecord], home: Path) -> list[FileRecord]:
    """Returns the known files that lie in the parts to index: a home folder inside is none."""
    sources = {file.source for file in files}
    near = {s: [r for r in roots if same_side(r.source, Path(s), home)] for s in sources}
    return [file for file in files if any(root.covers(file) for root in near[file.source])]


def refuse_nothing(paths: Sequence[Path], home: Path) -> None:
    """Refuses paths of which nothing could be indexed, before a home folder is made for them.

    Raises:
        UsageError: a path does not exist, is of an unknown format or holds nothing to index.
    """
    compare([], roots_of(paths, [], home), home)


def _became_link(file: FileRecord, now: FoundFile | None) -> bool:
    """Tells whether a file that was read is now a link, which is not: its text goes."""
    return now is not None and now.is_link and bool(file.document_id)


def ledger_of(
    files: Sequence[FileRecord], home: Path, shows: Callable[[str, str], bool] = _everything
) -> tuple[Entry, ...]:
    """Returns how known files, and new ones beside them, stand now.

    `shows` tells which of them to tell of, by the indexed folder of a file and its path in it.
    """
    there = [s for s in sorted({file.source for file in files}) if Path(s).is_dir()]
    comparison = compare(files, [Root(Path(source), "") for source in there], home)
    return tuple(entries(comparison.only(shows), there))


def entries(comparison: Comparison, sources: Collection[str]) -> Iterator[Entry]:
    """Yields every file, by folder and path, as it stands now: reads those that may have changed.

    Files of folders not among `sources`, those that are there, are as they were: they may come
    back.
    """
    undecided = {(str(f.source), f.path) for f in comparison.undecided()}
    moves = _moves(comparison)
    gone = {key for key in comparison.missing if key[0] in sources}
    for key in sorted(comparison.found.keys() | comparison.known.keys() - moves.values()):
        record, file = comparison.known.get(key), comparison.found.get(key)
        if record is None and file is not None:
            state = State.MOVED if key in moves else _state_of_new(file)
            yield Entry(*key, state, file.size, file.problem)
        elif record is not None:
            changed = file if key in undecided else None
            yield _entry(record, State.REMOVED if key in gone else _state(record, changed))


def _moves(comparison: Comparison) -> dict[Key, Key]:
    """Returns where files that are gone lie now, as new place to old one."""
    missing, moves = dict(comparison.missing), {}
    sizes = {gone.size for gone in missing.values()}
    for key in sorted(comparison.found.keys() - comparison.known.keys()):
        file = comparison.found[key]
        if file.size in sizes and not file.problem:
            old = moved_from(missing, _version(file))
            if old is not None:
                moves[key] = (old.source, old.path)
    return moves


def moved_from(missing: dict[Key, FileRecord], version: str) -> FileRecord | None:
    """Returns, and takes off the list, a file that is gone and had the same bytes."""
    for key, file in missing.items():
        if file.version == version:
            return missing.pop(key)
    return None


def _state_of_new(file: FoundFile) -> State:
    if file.leads_out:
        return State.SKIPPED
    return State.FAILED if file.problem else State.NEW


def _state(record: FileRecord, undecided: FoundFile | None) -> State:
    if undecided is not None and undecided.leads_out:
        return State.SKIPPED
    if undecided is None or _version(undecided) == record.version:
        return _KNOWN_STATES[record.state]
    return State.CHANGED if record.version or record.state == SKIPPED else State.FAILED


def _version(file: FoundFile) -> str:
    try:
        with open_inside(file.source, file.path) as opened:
            return version_of(opened.read())
    except OSError:
        return ""


def known_entry(record: FileRecord) -> Entry:
    """Returns how a known file stood when it was last looked at."""
    return _entry(record, _KNOWN_STATES[record.state])


def _entry(record: FileRecord, state: State) -> Entry:
    return Entry(
        source=record.source,
        path=record.path,
        state=state,
        size=record.size,
        reason=record.reason,
        remarks=record.remarks,
        indexed_at=record.indexed_at,
        document_id=record.document_id,
    )


def is_read_so(record: FileRecord, read_by: str) -> bool:
    """Tells whether reading a file again in this way would bring nothing new.

    `read_by` is the mark of the readers, then of their options. Other readers may read anything
    otherwise; options matter to files that failed, or that something was left out of.
    """
    if record.read_by == read_by:
        return True
    is_doubtful = record.state == FAILED or bool(record.remarks)
    return record.read_by.split()[:1] == read_by.split()[:1] and not is_doubtful


def is_outdated(record: FileRecord) -> bool:
    """Tells whether the text of a file was read by other readers than those of now."""
    return bool(record.document_id) and record.read_by.split()[:1] != [readers_mark()]


def _is_same(record: FileRecord | None, file: FoundFile, read_by: str) -> bool:
    """Tells whether size and time say that a file is as it was.

    What could not even be opened, or is too large, is looked at each time.
    """
    if record is None or file.problem or not record.version:
        return False
    if read_by and not is_read_so(record, read_by):
        return False
    return (record.size, record.modified_ns) == (file.size, file.modified_ns)


def _nothing_in(root: Root) -> str:
    formats = ", ".join(sorted(READERS))
    folder = str(root.source / root.prefix)
    return f"Nothing to index in {folder!r}: it holds no file of a readable format ({formats})."


def _lies_in(file: FileRecord, folder: FoundFile) -> bool:
    """Tells whether a known file lies in a folder that cannot be opened now."""
    inside = folder.path == "." or file.path.startswith(folder.path + "/")
    return inside and file.source == str(folder.source)
