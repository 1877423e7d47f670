"""Bringing the index in line with the files: what is new, changed, moved, removed or unreadable."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from index.embedding.embedding import Embedder
from index.errors import UnreadableError
from index.passages.cutting import digest, passages_of
from index.readers import Extraction, Options
from index.readers.release import readers_mark
from index.sandbox.process import ReadingLimits, ReadingProcess
from index.store.record_rows import FAILED, INDEXED, SKIPPED, FileChange, FileRecord
from index.store.records import Records
from index.store.text_versions import versioned
from index.store.vector_file import Placement
from index.sync.file_states import Comparison, is_read_so, moved_from
from index.sync.ingest import Draft
from index.sync.inside import open_inside
from index.sync.scan import FoundFile, version_of
from index.text.language import language
from index.types import Document, Failure


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a sync has come, in bytes of the files to read: `read`, and `done`, of `total`.

    `file` is being read, since `since` on the clock of `time.monotonic`; it is empty between files
    and after the last. `passages` are embedded.
    """

    total: int
    read: int = 0
    done: int = 0
    file: str = ""
    since: float = 0.0
    passages: int = 0


@dataclass(slots=True)
class SyncReport:
    """What a sync did, in numbers of files; `embedded` counts passages.

    `remarks` say, by path, what was left out of files that were read; `skipped` counts files of
    formats without a reader, by their suffix. `links` lead out of the folder: they are not
    followed, which is no failure.
    """

    added: int = 0
    changed: int = 0
    moved: int = 0
    same: int = 0
    removed: int = 0
    embedded: int = 0
    seconds: float = 0.0
    failed: list[Failure] = field(default_factory=list)
    remarks: dict[str, tuple[str, ...]] = field(default_factory=dict)
    skipped: Counter[str] = field(default_factory=Counter)
    links: list[Failure] = field(default_factory=list)

    @property
    def has_news(self) -> bool:
        """Tells whether anything is other than it was before."""
        return bool(self.added or self.changed or self.moved or self.removed or self.failed)


Report = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """What a single file may need, what languages its scanned pages are read in, what is hidden."""

    file_bytes: int = 100_000_000
    reading: ReadingLimits = field(default_factory=ReadingLimits)
    ocr: str = ""
    hidden: bool = False

    @property
    def options(self) -> Options:
        """How files are to be read."""
        return Options(ocr=self.ocr, hidden=self.hidden)

    @property
    def read_by(self) -> str:
        """What the records note of how a file is read: the readers' mark, then the options."""
        return f"{readers_mark()} ocr={self.ocr} hidden={self.hidden:d}"


class Meter:
    """Keeps the progress of a run, which several threads advance, and reports it."""

    def __init__(self, total: int, report: Report) -> None:
        """Starts at nothing of `total` bytes."""
        self.now, self._report = Progress(total), report
        self._done = 0.0
        self._lock = threading.Lock()

    def reading(self, file: str) -> None:
        """Notes which file is being read from now on."""
        self._change(file=file, since=time.monotonic())

    def have_read(self, size: int) -> None:
        """Notes that the file was read."""
        self._change(read=self.now.read + size, file="")

    def embedded(self, size: float, passages: int) -> None:
        """Notes that passages from so many bytes of files are embedded, or need no embedding."""
        with self._lock:
            self._done += size
        self._change(done=round(self._done), passages=self.now.passages + passages)

    def _change(self, **values: int | float | str) -> None:
        with self._lock:
            self.now = replace(self.now, **values)  # type: ignore[arg-type]
            self._report(self.now)


Places = Callable[[str], dict[str, Placement]]


class Sync:
    """Makes drafts of new and changed files, and counts what became of each."""

    def __init__(
        self, records: Records, embedder: Embedder, places: Places, limits: ReadingOptions
    ) -> None:
        """`places` returns where the vectors of a document's passages stand, by passage id."""
        self._records, self._embedder = records, embedder
        self._places, self.limits = places, limits
        self.report = SyncReport()

    def drafts(self, comparison: Comparison, meter: Meter) -> Generator[Draft]:
        """Reads what may have changed, or was read in another way than files are read now.

        Files that moved are taken off the missing ones.
        """
        taken = {f.document_id for f in comparison.known.values()}
        make = partial(self._make, comparison, taken)
        with ReadingProcess(self.limits.options, self.limits.reading) as process:
            for file in comparison.undecided(self.limits.read_by):
                meter.reading(file.path)
                before = comparison.known.get((str(file.source), file.path))
                draft = self._draft_of(file, before, DraftMaker(process.read, make))
                meter.have_read(file.size)
                if draft:
                    yield draft
                else:
                    meter.embedded(file.size, 0)

    def leave(self, files: Sequence[FileRecord]) -> None:
        """Counts files that are not read because they are as they were."""
        for file in files:
            if file.state == INDEXED:
                self.report.same += 1
            else:
                self._tell(file)

    def _draft_of(
        self, file: FoundFile, before: FileRecord | None, reading: "DraftMaker"
    ) -> Draft | None:
        """Reads one file; None if it failed, or says what it said before."""
        version = ""
        try:
            data = _bytes_of(file, self.limits)
            version = version_of(data)
            if before and before.version == version and is_read_so(before, self.limits.read_by):
                self._restamp(file, before)
                return None
            return reading.make(file, before, version, reading.read(file.path, data))
        except UnreadableError as error:
            self._fail(file, before, version, str(error))
            return None

    def _restamp(self, file: FoundFile, before: FileRecord) -> None:
        """Notes the new time of a file whose bytes are as they were, and keeps what it was."""
        stamped = replace(before, size=file.size, modified_ns=file.modified_ns)
        self._records.note_files([stamped])
        self.leave([stamped])

    def _make(
        self,
        comparison: Comparison,
        taken: set[str],
        file: FoundFile,
        before: FileRecord | None,
        version: str,
        extraction: Extraction,
    ) -> Draft:
        origin = before or moved_from(comparison.missing, version)
        kept = origin.document_id if origin else ""
        document_id = kept or _new_id(file, version, taken)
        read = _document(document_id, file, version, extraction)
        document = versioned(read, self._records)
        self._count(document, file, origin if kept else None)
        record = self._record(file, version, document.id, extraction.remarks)
        if extraction.remarks:
            self.report.remarks[file.path] = extraction.remarks
        moved = origin if origin and _place(origin) != (str(file.source), file.path) else None
        return Draft(
            document=document,
            passages=tuple(passages_of(document, self._embedder)),
            before=self._places(kept) if kept else {},
            file=FileChange(record, document, extraction.boxes, moved),
            size=file.size,
        )

    def _count(self, document: Document, file: FoundFile, before: FileRecord | None) -> None:
        if before is None:
            self.report.added += 1
        elif _place(before) != (str(file.source), file.path):
            self.report.moved += 1
        elif self._is_stored(document):
            self.report.same += 1
        else:
            self.report.changed += 1

    def _is_stored(self, document: Document) -> bool:
        """Tells whether reading a file again has brought nothing new."""
        stored = self._records.document(document.id)
        return stored is not None and stored.version == document.version

    def _fail(self, file: FoundFile, before: FileRecord | None, version: str, reason: str) -> None:
        """Notes a file that is not read; what was indexed of it before stays searchable."""
        kept = before.document_id if before else ""
        state = SKIPPED if file.leads_out else FAILED
        failed = replace(self._record(file, version, kept, ()), state=state, reason=reason)
        self._tell(failed)
        if before is None or replace(failed, indexed_at=before.indexed_at) != before:
            self._records.note_files([failed])

    def _record(
        self, file: FoundFile, version: str, document_id: str, remarks: tuple[str, ...]
    ) -> FileRecord:
        return FileRecord(
            source=str(file.source),
            path=file.path,
            state=INDEXED,
            reason="",
            size=file.size,
            modified_ns=file.modified_ns,
            version=version,
            document_id=document_id,
            remarks=remarks,
            read_by=self.limits.read_by,
        )

    def _tell(self, file: FileRecord) -> None:
        """Names a file that is not read."""
        told = self.report.links if file.state == SKIPPED else self.report.failed
        told.append(Failure(file.path, file.reason))


@dataclass(frozen=True, slots=True)
class DraftMaker:
    """The two steps from bytes to a draft: reading them, and making what was read a document."""

    read: Callable[[str, bytes], Extraction]
    make: Callable[[FoundFile, FileRecord | None, str, Extraction], Draft]


def _document(document_id: str, file: FoundFile, version: str, extraction: Extraction) -> Document:
    return Document(
        id=document_id,
        path=file.path,
        title=extraction.title,
        text=extraction.text,
        language=language(extraction.text),
        sections=extraction.sections,
        pages=extraction.pages,
        version=version,
        page_unit=extraction.page_unit,
    )


def _bytes_of(file: FoundFile, limits: ReadingOptions) -> bytes:
    if file.problem:
        raise UnreadableError(file.problem)
    try:
        with open_inside(file.source, file.path) as opened:
            # The size known from the folder may be out of date.
            data = b"" if file.size > limits.file_bytes else opened.read(limits.file_bytes + 1)
    except OSError as error:
        raise UnreadableError(f"the file cannot be opened: {error.strerror}") from error
    size = max(file.size, len(data))
    if size > limits.file_bytes:
        raise UnreadableError(
            f"the file has {size / 1e6:.3g} MB, over the limit of"
            f" {limits.file_bytes / 1e6:.3g} MB; split it, or raise TENKYO_MAX_FILE_MB"
        )
    return data


def _place(file: FileRecord) -> tuple[str, str]:
    return file.source, file.path


def _new_id(file: FoundFile, version: str, taken: set[str]) -> str:
    made, salt = digest(f"{file.path}\0{version}"), 0
    while made in taken:
        salt += 1
        made = digest(f"{file.path}\0{version}\0{salt}")
    taken.add(made)
    return made
