"""The steps by which Alembic makes and changes the two databases of a home folder."""
