"""Links by which conversations are shared: until now there are none."""

from index.migrations.statements import run

revision = "people_4"
down_revision = "people_3"


def upgrade() -> None:
    """Makes the table."""
    run(
        """
        CREATE TABLE IF NOT EXISTS shares (
            conversation VARCHAR NOT NULL,
            token VARCHAR NOT NULL,
            until VARCHAR NOT NULL,
            PRIMARY KEY (conversation),
            UNIQUE (token)
        )
        """
    )
