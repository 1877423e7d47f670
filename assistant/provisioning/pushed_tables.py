"""The tables of what an identity provider pushes."""

import sqlalchemy as sa

from index.database.tables import column, declare_table, primary

# `key` is a hash of the name in no particular case: it stays when an account is taken, the name
# does not.
users_table = declare_table(
    "scim_users",
    primary("id"),
    column("key"),
    column("name"),
    column("external", index=True),
    column("shown"),
    column("active", sa.Boolean),
    column("deleted", sa.Boolean),
    column("created"),
    column("changed"),
    sa.UniqueConstraint("key"),
)
groups_table = declare_table(
    "scim_groups",
    primary("id"),
    column("name", index=True),
    column("external", index=True),
    column("created"),
    column("changed"),
)
members_table = declare_table(
    "scim_members",
    primary("group"),
    primary("user", index=True),
)
