"""The number of the home folder: that of the other database, or a new one."""

import sqlalchemy as sa
from alembic import context, op

revision = "records_3"
down_revision = "records_2"


def upgrade() -> None:
    """Notes the number."""
    number = context.config.attributes["number"]
    insert = sa.text("INSERT OR REPLACE INTO facts (name, value) VALUES ('home', :number)")
    op.execute(insert.bindparams(number=number))
