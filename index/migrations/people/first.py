"""Conversations, ratings, keys, sessions, the audit record, and the versions that they cite."""

from index.migrations.statements import run

revision = "people_1"
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
    CREATE TABLE IF NOT EXISTS old_versions (
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
        PRIMARY KEY (id, version)
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS version_references (
        document_id VARCHAR NOT NULL,
        version VARCHAR NOT NULL,
        holder VARCHAR NOT NULL,
        PRIMARY KEY (document_id, version, holder)
    )
    """,
    """
    CREATE INDEX IF NOT EXISTS ix_version_references_holder ON version_references (holder)
    """,
    """
    CREATE TABLE IF NOT EXISTS audit_entries (
        number INTEGER NOT NULL,
        at VARCHAR NOT NULL,
        kind VARCHAR NOT NULL,
        erased JSON NOT NULL,
        previous VARCHAR NOT NULL,
        commitment VARCHAR NOT NULL,
        hash VARCHAR NOT NULL,
        PRIMARY KEY (number)
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS audit_contents (
        number INTEGER NOT NULL,
        salt VARCHAR NOT NULL,
        content TEXT NOT NULL,
        PRIMARY KEY (number)
    )
    """,
    """
    CREATE INDEX IF NOT EXISTS audit_of_reader ON audit_contents (json_extract(content, '$.reader'))
    """,
    """
    CREATE TABLE IF NOT EXISTS audit_head (
        id INTEGER NOT NULL,
        number INTEGER NOT NULL,
        hash VARCHAR NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS ratings (
        id INTEGER NOT NULL,
        at VARCHAR NOT NULL,
        question TEXT NOT NULL,
        standalone_question TEXT NOT NULL,
        answer TEXT NOT NULL,
        citations JSON NOT NULL,
        helpful BOOLEAN NOT NULL,
        reason VARCHAR NOT NULL,
        comment TEXT NOT NULL,
        reader VARCHAR DEFAULT 'local' NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS conversations (
        id VARCHAR NOT NULL,
        reader VARCHAR NOT NULL,
        title VARCHAR NOT NULL,
        folded VARCHAR NOT NULL,
        created VARCHAR NOT NULL,
        updated VARCHAR NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE INDEX IF NOT EXISTS conversations_of_reader ON conversations (reader, updated, id)
    """,
    """
    CREATE TABLE IF NOT EXISTS turns (
        conversation VARCHAR NOT NULL,
        number INTEGER NOT NULL,
        "key" VARCHAR NOT NULL,
        asked VARCHAR NOT NULL,
        question TEXT NOT NULL,
        said TEXT NOT NULL,
        folded TEXT NOT NULL,
        answer JSON NOT NULL,
        versions JSON NOT NULL,
        stopped BOOLEAN NOT NULL,
        helpful BOOLEAN,
        PRIMARY KEY (conversation, number),
        UNIQUE (conversation, "key")
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS api_keys (
        id VARCHAR NOT NULL,
        hash VARCHAR NOT NULL,
        reader VARCHAR NOT NULL,
        groups JSON NOT NULL,
        scopes JSON NOT NULL,
        created VARCHAR NOT NULL,
        expires VARCHAR NOT NULL,
        revoked VARCHAR NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS sessions (
        hash VARCHAR NOT NULL,
        reader VARCHAR NOT NULL,
        groups JSON NOT NULL,
        began FLOAT NOT NULL,
        seen FLOAT NOT NULL,
        PRIMARY KEY (hash)
    )
    """,
    """
    CREATE INDEX IF NOT EXISTS ix_sessions_reader ON sessions (reader)
    """,
    """
    CREATE TABLE IF NOT EXISTS used_tokens (
        hash VARCHAR NOT NULL,
        until FLOAT NOT NULL,
        PRIMARY KEY (hash)
    )
    """,
)


def upgrade() -> None:
    """Makes the tables that are not there yet."""
    run(*_STATEMENTS)
