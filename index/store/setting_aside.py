"""Records that are damaged, set aside, so that indexing makes them anew from the files.

What people said and did is in the other database, and stays as it is.
"""

import logging
from contextlib import closing
from pathlib import Path

from index.database import Database
from index.errors import DamagedError
from index.lock import writing
from index.records import FILE, PEOPLE

logger = logging.getLogger(__name__)

ASIDE = f"{FILE}.damaged"
"""The name of what was set aside last."""


def set_aside_damaged(home: Path) -> None:
    """Renames the records of a home folder if they are damaged; they must not be open here.

    Beside no other database they may hold conversations as well, and are left alone.

    Raises:
        HomeError: they cannot be read, or another process is indexing.
    """
    if not all((home / name).exists() for name in (FILE, PEOPLE)):
        return
    with writing(home):
        if _is_whole(home / FILE):
            return
        # The journal first: without it the file is damaged still, where this is interrupted.
        for end in ("-wal", "-shm", ""):
            path = home / f"{FILE}{end}"
            if path.exists():
                path.replace(home / f"{ASIDE}{end}")
    logger.warning(
        "The database %r was damaged: it is kept as %r, and every file is read again.",
        str(home / FILE),
        ASIDE,
    )


def _is_whole(path: Path) -> bool:
    try:
        with closing(Database(path)) as database:
            database.check()
    except DamagedError:
        return False
    return True
