"""Bringing the index in line with the files: what is new, changed, moved, removed or unreadable."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from unicodedata import east_asian_width

from index.chunking import TARGET_TOKENS, chunks
from index.embedding import Embedder
from index.errors import UnreadableError, UsageError
from index.language import language
from index.readers import READERS, Extraction, extract
from index.records import FAILED, INDEXED, FileChange, FileRecord, PassageVectors, Records
from index.scan import FoundFile, Root, find_files, version_of
from index.types import Document, Passage

# A model's tokens hold about four letters, but only one Chinese or Japanese character.
_CONTEXT_WIDTH, _FULL_WIDTH = 160, 4
_FLUSH_PASSAGES = 512


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a sync has come: `done` of `total` bytes, now at `file`."""

    done: int
    total: int
    file: str
    passages: int


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be indexed, and why."""

    path: str
    reason: str


@dataclass(slots=True)
class SyncReport:
    """What a sync did, in numbers of files; `embedded` counts passages."""

    added: int = 0
    changed: int = 0
    moved: int = 0
    same: int = 0
    removed: int = 0
    embedded: int = 0
    failed: list[Failure] = field(default_factory=list)


Embed = Callable[[Sequence[str]], list[PassageVectors]]
Commit = Callable[[Sequence[FileChange]], None]
Report = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a single file may need."""

    file_bytes: int = 20_000_000


@dataclass(frozen=True, slots=True)
class _Draft:
    """A read file whose new passages wait for their vectors."""

    file: FileRecord
    document: Document
    passages: tuple[Passage, ...]
    old_ids: frozenset[str]
    moved_from: FileRecord | None

    @property
    def new(self) -> list[Passage]:
        """The passages that need embedding."""
        return [p for p in self.passages if p.id not in self.old_ids]


class Sync:
    """One run over some roots."""

    def __init__(self, records: Records, embedder: Embedder, embed: Embed, commit: Commit) -> None:
        """Takes where to read from and two steps: `embed` texts, `commit` finished files."""
        self._records = records
        self._embedder = embedder
        self._embed = embed
        self._commit = commit
        self.report = SyncReport()

    def run(
        self, roots: Sequence[Root], home: Path, limits: Limits, report: Report
    ) -> list[FileRecord]:
        """Indexes what is new or changed, and returns the records of files that are gone.

        The caller removes those: only then is it known that they did not move.

        Raises:
            UsageError: a root holds no readable file, and never did.
        """
        known = {(f.source, f.path): f for f in self._records.files()}
        mine = {key: f for key, f in known.items() if any(root.covers(f) for root in roots)}
        found: dict[tuple[str, str], FoundFile] = {}
        for root in roots:
            files = list(find_files(root, home))
            if not files and not any(root.covers(f) for f in mine.values()):
                raise UsageError(_nothing_in(root))
            found |= {(str(f.source), f.path): f for f in files}
        closed = [f for f in found.values() if f.problem]
        missing = {
            key: file
            for key, file in mine.items()
            if key not in found and not any(_lies_in(file, folder) for folder in closed)
        }
        to_read = [f for key, f in found.items() if not self._is_same(known.get(key), f)]
        drafts = self._drafts(to_read, known, missing, limits)
        self._embed_and_commit(drafts, sum(f.size for f in to_read), report)
        return list(missing.values())

    def _is_same(self, record: FileRecord | None, file: FoundFile) -> bool:
        """Tells whether size and time say that a file is as it was; failures are tried again."""
        if record is None or record.state == FAILED or file.problem:
            return False
        if (record.size, record.modified_ns) != (file.size, file.modified_ns):
            return False
        self.report.same += 1
        return True

    def _drafts(
        self,
        files: Iterable[FoundFile],
        known: dict[tuple[str, str], FileRecord],
        missing: dict[tuple[str, str], FileRecord],
        limits: Limits,
    ) -> Iterator[tuple[FoundFile, _Draft | None]]:
        """Reads files one by one; None stands for one without anything to embed."""
        taken = {f.document_id for f in known.values()}
        for file in files:
            before = known.get((str(file.source), file.path))
            try:
                data = _read(file, limits)
                if before and before.state == INDEXED and before.version == version_of(data):
                    self._records.note_files([_restamped(before, file)])
                    self.report.same += 1
                    yield file, None
                    continue
                extraction = extract(file.path, data)
                origin = before or self._moved(missing, version_of(data))
                yield file, self._draft(file, version_of(data), extraction, origin, taken)
            except UnreadableError as error:
                self._fail(file, before, str(error))
                yield file, None

    def _draft(
        self,
        file: FoundFile,
        version: str,
        extraction: Extraction,
        before: FileRecord | None,
        taken: set[str],
    ) -> _Draft:
        kept = before.document_id if before else ""
        document = Document(
            id=kept or _new_id(file, version, taken),
            path=file.path,
            title=extraction.title,
            text=extraction.text,
            language=language(extraction.text),
            sections=extraction.sections,
            pages=(),
            version=version,
        )
        self._count(file, before if kept else None)
        old = self._records.document(kept) if kept else None
        old_ids = frozenset(p.id for p in self._records.passages_of(old)) if old else frozenset()
        passages = tuple(passages_of(document, self._embedder))
        moved_from = before if before and _place(before) != (str(file.source), file.path) else None
        record = _record(file, version, document.id)
        return _Draft(record, document, passages, old_ids, moved_from)

    def _moved(self, missing: dict[tuple[str, str], FileRecord], version: str) -> FileRecord | None:
        """Returns, and takes off the list, a file that is gone and had the same bytes."""
        for key, file in missing.items():
            if file.version == version:
                return missing.pop(key)
        return None

    def _count(self, file: FoundFile, before: FileRecord | None) -> None:
        if before is None:
            self.report.added += 1
        elif _place(before) == (str(file.source), file.path):
            self.report.changed += 1
        else:
            self.report.moved += 1

    def _fail(self, file: FoundFile, before: FileRecord | None, reason: str) -> None:
        """Notes an unreadable file; what was indexed of it before stays searchable."""
        self.report.failed.append(Failure(file.path, reason))
        kept = before.document_id if before else ""
        failed = replace(_record(file, "", kept), state=FAILED, reason=reason)
        if before is None or replace(failed, indexed_at=before.indexed_at) != before:
            self._records.note_files([failed])

    def _embed_and_commit(
        self, drafts: Iterable[tuple[FoundFile, _Draft | None]], total: int, report: Report
    ) -> None:
        waiting: list[_Draft] = []
        done = 0
        for file, draft in drafts:
            if draft:
                waiting.append(draft)
            if sum(len(d.passages) for d in waiting) >= _FLUSH_PASSAGES:
                self._flush(waiting, partial(self._advance, report, done, total, file))
                waiting = []
            done += file.size
            report(Progress(done, total, file.path, self.report.embedded))
        self._flush(waiting, lambda _: None)

    def _advance(
        self, report: Report, done: int, total: int, file: FoundFile, share: float
    ) -> None:
        now = done + int(share * file.size)
        report(Progress(now, total, file.path, self.report.embedded))

    def _flush(self, drafts: Sequence[_Draft], report: Callable[[float], None]) -> None:
        if not drafts:
            return
        new = {p.id: p for draft in drafts for p in draft.new}
        # Equal lengths together: a batch is as slow as its longest text.
        ordered = sorted(new.values(), key=lambda p: (len(p.text), p.id))
        vectors: dict[str, PassageVectors] = {}
        for start in range(0, len(ordered), _FLUSH_PASSAGES):
            batch = ordered[start : start + _FLUSH_PASSAGES]
            made = self._embed([context_of(p) + p.text for p in batch])
            vectors |= {p.id: v for p, v in zip(batch, made, strict=True)}
            self.report.embedded += len(batch)
            report(len(vectors) / len(ordered))
        self._commit([_change(draft, vectors) for draft in drafts])


def context_of(passage: Passage) -> str:
    """Returns what is put in front of a passage for searching: its title and heading path."""
    return _context(passage.document.title, passage.heading)


def _context(title: str, heading: Sequence[str]) -> str:
    names = " › ".join([title, *heading])
    widths = accumulate(_FULL_WIDTH if east_asian_width(c) in "WF" else 1 for c in names)
    return names[: bisect_right(list(widths), _CONTEXT_WIDTH)] + "\n"


def passages_of(document: Document, embedder: Embedder) -> Iterator[Passage]:
    """Yields a document's passages in reading order, with ids made of what they say and where.

    With its context in front, none is longer than the embedder reads; only a model that reads very
    little, or a context of very many tokens, leaves it a quarter of the room and cuts the end.
    """
    seen: Counter[str] = Counter()
    contexts = embedder.count([_context(document.title, s.heading) for s in document.sections])
    most, least = embedder.max_tokens, -(-embedder.max_tokens // 4)
    budgets = [min(TARGET_TOKENS, max(most - tokens, least)) for tokens in contexts]
    for chunk in chunks(document.text, document.sections, budgets, embedder.count):
        text, page = document.text[chunk.start : chunk.end], document.page_at(chunk.start)
        bare = Passage("", document, chunk.start, chunk.end, text, chunk.heading, page)
        content = "\0".join([document.id, context_of(bare), text])
        seen[content] += 1
        yield replace(bare, id=_digest(f"{content}\0{seen[content]}"))


def _change(draft: _Draft, vectors: dict[str, PassageVectors]) -> FileChange:
    ids = {p.id for p in draft.passages}
    return FileChange(
        file=draft.file,
        document=draft.document,
        passages=draft.passages,
        vectors={p.id: vectors[p.id] for p in draft.new},
        removed=tuple(sorted(draft.old_ids - ids)),
        moved_from=draft.moved_from,
    )


def _read(file: FoundFile, limits: Limits) -> bytes:
    if file.problem:
        raise UnreadableError(file.problem)
    try:
        with file.location.open("rb") as opened:
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


def _nothing_in(root: Root) -> str:
    formats = ", ".join(sorted(READERS))
    folder = str(root.source / root.prefix)
    return f"Nothing to index in {folder!r}: it holds no file of a readable format ({formats})."


def _lies_in(file: FileRecord, folder: FoundFile) -> bool:
    """Tells whether a known file lies in a folder that cannot be opened now."""
    inside = folder.path == "." or file.path.startswith(folder.path + "/")
    return inside and file.source == str(folder.source)


def _place(file: FileRecord) -> tuple[str, str]:
    return file.source, file.path


def _record(file: FoundFile, version: str, document_id: str) -> FileRecord:
    return FileRecord(
        source=str(file.source),
        path=file.path,
        state=INDEXED,
        reason="",
        size=file.size,
        modified_ns=file.modified_ns,
        version=version,
        document_id=document_id,
    )


def _restamped(record: FileRecord, file: FoundFile) -> FileRecord:
    return replace(record, size=file.size, modified_ns=file.modified_ns)


def _new_id(file: FoundFile, version: str, taken: set[str]) -> str:
    made, salt = _digest(f"{file.path}\0{version}"), 0
    while made in taken:
        salt += 1
        made = _digest(f"{file.path}\0{version}\0{salt}")
    taken.add(made)
    return made


def _digest(content: str) -> str:
    return sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:20]
