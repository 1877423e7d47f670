"""The sources of a home folder: what each is, how it went last, and what was fetched of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import sqlalchemy as sa

from assistant.audit.audit import Audit
from assistant.audit.audit_facts import Facts
from assistant.sources.secrets import refuse_reference
from assistant.sources.source_address import SourceKind, kind_of, refuse_address
from index.command_line import command
from index.database.dialects import insert_new, replace_rows
from index.database.tables import column, declare_table, primary, stamp
from index.errors import UsageError
from index.store.records import Records

_sources = declare_table(
    "sources",
    primary("name"),
    column("address"),
    column("user"),
    column("secret"),
    column("options", sa.JSON),
    column("every", sa.Integer),
    column("tried"),
    column("synced"),
    column("problem"),
)
_files = declare_table(
    "source_files",
    primary("source"),
    primary("key"),
    column("path", index=True),
    column("mark"),
    column("version"),
    column("size", sa.BigInteger),
    column("origin"),
)

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}", re.ASCII)


@dataclass(frozen=True, slots=True)
class DocumentSource:
    """Where documents come from.

    `secret` names where the password is. `every` is in seconds, 0 for only when it is asked for.
    `tried` is when it was followed last, `synced` when that went well, both ISO 8601, and `problem`
    says why it did not.
    """

    name: str
    address: str
    user: str = ""
    secret: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    every: int = 0
    tried: str = ""
    synced: str = ""
    problem: str = ""

    @property
    def kind(self) -> SourceKind:
        """How it is reached. What is no source any more is as a store that cannot be opened."""
        try:
            return kind_of(self.address)
        except UsageError:
            return SourceKind.FILES

    @property
    def every_text(self) -> str:
        """How often it is followed, as that is typed: "30m"; empty for only when it is asked."""
        for unit, length in (("d", 86_400), ("h", 3_600), ("m", 60)):
            if self.every and self.every % length == 0:
                return f"{self.every // length}{unit}"
        return ""


@dataclass(frozen=True, slots=True)
class FetchedFile:
    """A file that was fetched: its mark then, where it lies, and the SHA-256 of its bytes."""

    key: str
    path: str
    mark: str
    version: str
    size: int
    origin: str = ""


class Sources:
    """The sources of one home folder, for any number of threads and processes."""

    def __init__(self, records: Records, audit: Audit) -> None:
        """Keeps them beside what people said: nothing else could bring them back."""
        self._database, self._audit = records.people, audit

    def all(self) -> tuple[DocumentSource, ...]:
        """Returns every source, by name."""
        with self._database.transaction() as connection:
            rows = connection.execute(sa.select(_sources).order_by(_sources.c.name))
            return tuple(DocumentSource(**row._mapping) for row in rows)

    def named(self, name: str) -> DocumentSource:
        """Returns the source of a name.

        Raises:
            UsageError: there is none.
        """
        found = next((source for source in self.all() if source.name == name), None)
        if found is None:
            raise UsageError(f"No source {name[:80]!r}. See them with: {command('source list')}")
        return found

    def require(self, source: DocumentSource) -> None:
        """Makes sure that a source is still there, and is what it was.

        Raises:
            UsageError: it was removed; another may have its name now.
        """
        if not self.has(source):
            raise UsageError(f"The source {source.name!r} was removed meanwhile.")

    def has(self, source: DocumentSource) -> bool:
        """Tells whether a source is still there, and not another one of its name."""
        return any(_is_same(source, other) for other in self.all())

    def add(self, source: DocumentSource, by: str = "") -> None:
        """Takes a new source, for whom is named by `by`: nobody, in the terminal.

        Raises:
            UsageError: it cannot be one, or one of its name is there.
        """
        if not _NAME.fullmatch(source.name):
            raise UsageError(
                f"The name {source.name[:80]!r} cannot be. Give up to 40 of a-z, 0-9 and -."
            )
        refuse_reference(source.secret)
        refuse_address(source.address, source.user, source.secret)
        facts: Facts = {"source": source.name, "address": source.address}
        with self._audit.transaction() as connection:
            if not insert_new(connection, _sources, _row(source)):
                remove = command(f"source remove {source.name}")
                raise UsageError(f"There is a source {source.name!r}. Remove it with: {remove}")
            self._audit.noted(connection, "source-added", by, facts)

    def remove(self, source: DocumentSource, by: str = "") -> None:
        """Forgets a source and what is known of its files."""
        facts: Facts = {"source": source.name, "address": source.address}
        with self._audit.transaction() as connection:
            connection.execute(sa.delete(_files).where(_files.c.source == source.name))
            connection.execute(sa.delete(_sources).where(_sources.c.name == source.name))
            self._audit.noted(connection, "source-removed", by, facts)

    def note_tried(self, source: DocumentSource, problem: str) -> DocumentSource:
        """Notes that a source was just followed, and why that did not work, if so."""
        now = stamp()
        synced = source.synced if problem else now
        tried = replace(source, tried=now, synced=synced, problem=problem)
        values = {"tried": tried.tried, "synced": tried.synced, "problem": problem}
        with self._database.transaction(writing=True) as connection:
            # Another one may have its name by now.
            mine = (_sources.c.name == source.name) & (_sources.c.address == source.address)
            connection.execute(sa.update(_sources).where(mine).values(values))
        return tried

    def files(self, source: str) -> dict[str, FetchedFile]:
        """Returns what was fetched of a source, by key."""
        with self._database.transaction() as connection:
            rows = connection.execute(sa.select(_files).where(_files.c.source == source))
            return {row.key: _file(row) for row in rows}

    def note_file(self, source: str, file: FetchedFile) -> None:
        """Notes a file that was fetched, in the place of what was known of its key."""
        row = {name: getattr(file, name) for name in FetchedFile.__slots__} | {"source": source}
        with self._database.transaction(writing=True) as connection:
            replace_rows(connection, _files, [row])

    def forget_file(self, source: str, key: str) -> None:
        """Forgets a file that its source has no more."""
        with self._database.transaction(writing=True) as connection:
            mine = (_files.c.source == source) & (_files.c.key == key)
            connection.execute(sa.delete(_files).where(mine))

    def origin(self, source: str, path: str) -> str:
        """Returns where people find the original of a fetched file, empty if that is not known."""
        mine = (_files.c.source == source) & (_files.c.path == path)
        with self._database.transaction() as connection:
            return connection.execute(sa.select(_files.c.origin).where(mine)).scalar() or ""


def _is_same(one: DocumentSource, other: DocumentSource) -> bool:
    """Tells whether two are one source, whatever became of it."""
    return one == replace(other, tried=one.tried, synced=one.synced, problem=one.problem)


def _row(source: DocumentSource) -> dict[str, object]:
    row = {name: getattr(source, name) for name in DocumentSource.__slots__}
    return row | {"options": dict(source.options)}


def _file(row: sa.Row[tuple[object, ...]]) -> FetchedFile:
    return FetchedFile(**{name: getattr(row, name) for name in FetchedFile.__slots__})
