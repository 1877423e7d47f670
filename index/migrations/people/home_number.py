"""The number of the home folder, which is given once the records have it."""

import sqlalchemy as sa
from alembic import context, op

revision = "people_2"
down_revision = "people_1"


def upgrade() -> None:
    """Notes the number."""
    number = context.config.attributes["number"]
    op.execute("DELETE FROM facts WHERE name = 'home'")
    insert = sa.text("INSERT INTO facts (name, value) VALUES ('home', :number)")
    op.execute(insert.bindparams(number=number))
