"""The sources that documents come from, and what was fetched of each."""

from index.migrations.statements import run

revision = "people_5"
down_revision = "people_4"

_STATEMENTS = (
    """
    CREATE TABLE IF NOT EXISTS sources (
        name VARCHAR NOT NULL,
        address VARCHAR NOT NULL,
        "user" VARCHAR NOT NULL,
        secret VARCHAR NOT NULL,
        options JSON NOT NULL,
        every INTEGER NOT NULL,
        tried VARCHAR NOT NULL,
        synced VARCHAR NOT NULL,
        problem VARCHAR NOT NULL,
        PRIMARY KEY (name)
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS source_files (
        source VARCHAR NOT NULL,
        "key" VARCHAR NOT NULL,
        path VARCHAR NOT NULL,
        mark VARCHAR NOT NULL,
        version VARCHAR NOT NULL,
        size BIGINT NOT NULL,
        origin VARCHAR NOT NULL,
        PRIMARY KEY (source, "key")
    )
    """,
    """
    CREATE INDEX IF NOT EXISTS ix_source_files_path ON source_files (path)
    """,
)


def upgrade() -> None:
    """Makes the tables."""
    run(*_STATEMENTS)
