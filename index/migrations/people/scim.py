"""People and groups that an identity provider pushes: so far there are none."""

from index.migrations.statements import run

revision = "people_7"
down_revision = "people_6"

_STATEMENTS = (
    """
    CREATE TABLE IF NOT EXISTS scim_users (
        id VARCHAR NOT NULL,
        "key" VARCHAR NOT NULL,
        name VARCHAR NOT NULL,
        external VARCHAR NOT NULL,
        shown VARCHAR NOT NULL,
        active BOOLEAN NOT NULL,
        deleted BOOLEAN NOT NULL,
        created VARCHAR NOT NULL,
        changed VARCHAR NOT NULL,
        PRIMARY KEY (id),
        UNIQUE ("key")
    )
    """,
    """
    CREATE INDEX IF NOT EXISTS ix_scim_users_external ON scim_users (external)
    """,
    """
    CREATE TABLE IF NOT EXISTS scim_groups (
        id VARCHAR NOT NULL,
        name VARCHAR NOT NULL,
        external VARCHAR NOT NULL,
        created VARCHAR NOT NULL,
        changed VARCHAR NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE INDEX IF NOT EXISTS ix_scim_groups_name ON scim_groups (name)
    """,
    """
    CREATE INDEX IF NOT EXISTS ix_scim_groups_external ON scim_groups (external)
    """,
    """
    CREATE TABLE IF NOT EXISTS scim_members (
        "group" VARCHAR NOT NULL,
        "user" VARCHAR NOT NULL,
        PRIMARY KEY ("group", "user")
    )
    """,
    """
    CREATE INDEX IF NOT EXISTS ix_scim_members_user ON scim_members ("user")
    """,
)


def upgrade() -> None:
    """Makes the tables."""
    run(*_STATEMENTS)
