"""By which readers each file was read: of those that are there it is not known."""

import sqlalchemy as sa
from alembic import op

revision = "records_5"
down_revision = "records_4"


def upgrade() -> None:
    """Adds the column."""
    column = sa.Column("read_by", sa.String, nullable=False, server_default="")
    op.add_column("files", column)
