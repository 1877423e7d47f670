"""Records that are damaged or another home's, set aside, so that indexing makes them anew.

What people said and did is in the other database, and stays as it is.
"""

import logging
from contextlib import closing
from pathlib import Path

from index.database.database import Database
from index.database.home_folder import FILE, PEOPLE
from index.database.home_number import number_in, refuse_foreign
from index.database.lock import writing
from index.database.place_of_people import open_people
from index.errors import DamagedError
from index.store.plan import read_plan
from index.store.records import Records

logger = logging.getLogger(__name__)

ASIDE = f"{FILE}.damaged"
"""The name of what was set aside last."""


def set_aside_damaged(home: Path, address: str = "") -> None:
    """Renames the records of a home folder if they cannot be used; they must not be open here.

    Those are damaged, or another home folder's. Beside no other database they may hold
    conversations as well, and are left alone. `address` is that of the server on which people
    are, if any.

    Raises:
        HomeError: they cannot be read, or another process is indexing; or what people said is
            another home folder's.
    """
    beside = [] if address else [PEOPLE]
    if not all((home / name).exists() for name in (FILE, *beside)):
        return
    with writing(home):
        fault = _fault(home, address)
        if not fault:
            return
        # The journal first: without it the file is damaged still, where this is interrupted.
        for end in ("-wal", "-shm", ""):
            path = home / f"{FILE}{end}"
            if path.exists():
                path.replace(home / f"{ASIDE}{end}")
    logger.warning(
        "The database %r was %s: it is kept as %r, and every file is read again.",
        str(home / FILE),
        fault,
        ASIDE,
    )


def _read_all(records: Records) -> None:
    """Reads what every run needs, texts aside: a database may be whole, and what it holds not.

    Raises:
        DamagedError: something cannot be read.
    """
    records.files()
    facts = records.facts()
    for name in ("generation", "building"):
        read_plan(facts.get(name))


def _fault(home: Path, address: str) -> str:
    """Returns why the records cannot be used, empty if they can."""
    with (
        closing(Database(home / FILE)) as records,
        closing(open_people(home, address)) as people,
    ):
        try:
            records.check()
            if number_in(records):
                _read_all(Records(records, people))
        except DamagedError:
            return "damaged"
        try:
            refuse_foreign(records, people)
        except DamagedError:
            return "another home folder's"
    return ""
