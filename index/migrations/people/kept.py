"""Questions that are kept, to be asked again after the documents change: so far there are none."""

from index.migrations.statements import run

revision = "people_6"
down_revision = "people_5"


def upgrade() -> None:
    """Makes the table."""
    run(
        """
        CREATE TABLE IF NOT EXISTS kept_questions (
            conversation VARCHAR NOT NULL,
            turn VARCHAR NOT NULL,
            groups JSON NOT NULL,
            kept VARCHAR NOT NULL,
            state VARCHAR NOT NULL,
            same VARCHAR NOT NULL,
            changed VARCHAR NOT NULL,
            known JSON NOT NULL,
            fresh JSON NOT NULL,
            PRIMARY KEY (conversation, turn)
        )
        """
    )
