"""Check sums of the texts of documents: those that are there have none until the next indexing."""

import sqlalchemy as sa
from alembic import op

revision = "people_3"
down_revision = "people_2"


def upgrade() -> None:
    """Adds the column."""
    op.add_column("old_versions", sa.Column("check_sum", sa.BigInteger))
