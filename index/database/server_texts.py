"""How the driver of PostgreSQL writes and reads texts; imported where one is used, no earlier."""

from psycopg import Connection
from psycopg.adapt import Buffer
from psycopg.types.string import StrDumperUnknown, TextLoader

from index.database.nul_characters import stored_text, told_text


class _TextWriter(StrDumperUnknown):
    """Writes a text, whatever characters it has."""

    def dump(self, obj: str) -> Buffer | None:
        return super().dump(stored_text(obj))


class _TextReader(TextLoader):
    """Reads a text as it was written."""

    def load(self, data: Buffer) -> bytes | str:
        found = super().load(data)
        return told_text(found) if isinstance(found, str) else found


def adapt(connection: Connection[object], _: object) -> None:
    """Makes a connection take texts as they are."""
    connection.adapters.register_dumper(str, _TextWriter)
    for kind in ("text", "varchar"):
        connection.adapters.register_loader(kind, _TextReader)
