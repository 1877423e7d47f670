"""Check sums of the texts of documents: those that are there have none until the next indexing."""

import sqlalchemy as sa
from alembic import op

revision = "records_4"
down_revision = "records_3"


def upgrade() -> None:
    """Adds the column."""
    op.add_column("documents", sa.Column("check_sum", sa.BigInteger))
