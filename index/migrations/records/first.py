"""Files and documents. Those of a home folder of the layout 2 are taken as they are."""

from alembic import op

revision = "records_1"
down_revision = None

_STATEMENTS = (
    """
    CREATE TABLE IF NOT EXISTS facts (
        name VARCHAR NOT NULL,
        value VARCHAR NOT NULL,
        PRIMARY KEY (name)
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS files (
        source VARCHAR NOT NULL,
        path VARCHAR NOT NULL,
        state VARCHAR NOT NULL,
        reason VARCHAR NOT NULL,
        size BIGINT NOT NULL,
        modified_ns BIGINT NOT NULL,
        version VARCHAR NOT NULL,
        document_id VARCHAR NOT NULL,
        remarks JSON NOT NULL,
        indexed_at VARCHAR NOT NULL,
        PRIMARY KEY (source, path)
    )
    """,
    """
    CREATE INDEX IF NOT EXISTS ix_files_document_id ON files (document_id)
    """,
    """
    CREATE TABLE IF NOT EXISTS documents (
        id VARCHAR NOT NULL,
        version VARCHAR NOT NULL,
        path VARCHAR NOT NULL,
        title VARCHAR NOT NULL,
        text TEXT NOT NULL,
        language VARCHAR NOT NULL,
        sections JSON NOT NULL,
        pages JSON NOT NULL,
        page_unit VARCHAR NOT NULL,
        boxes BLOB NOT NULL,
        PRIMARY KEY (id)
    )
    """,
)


def upgrade() -> None:
    """Makes the tables that are not there yet."""
    for statement in _STATEMENTS:
        op.execute(statement)
    # Releases from before the two databases refuse a home folder of another layout.
    op.execute("INSERT OR REPLACE INTO facts (name, value) VALUES ('schema', '3')")
