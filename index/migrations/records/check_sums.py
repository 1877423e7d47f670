"""Check sums of vectors: columns of the tables that place them, which each generation has.

What is there has none until the next run of indexing, which notes them.
"""

import re

import sqlalchemy as sa
from alembic import op

revision = "records_2"
down_revision = "records_1"

_PLACES = re.compile(r"(passages|unfinished)_\d+")
_COLUMNS = ("sentence_sum", "token_sum")


def upgrade() -> None:
    """Adds the columns to the tables of every generation that is there."""
    for table in filter(_PLACES.fullmatch, sa.inspect(op.get_bind()).get_table_names()):
        for column in _COLUMNS:
            op.add_column(table, sa.Column(column, sa.BigInteger))
