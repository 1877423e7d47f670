"""The two databases of a home folder by their names, and whether a folder is one."""

from pathlib import Path

from index.command_line import command
from index.errors import HomeError, NoIndexError

FILE = "records.sqlite"
"""The file of a home folder that holds the records, which can be made again from the documents."""

PEOPLE = "people.sqlite"
"""The file that holds what people said and did, and what they cite: nothing brings it back."""


def is_home(folder: Path) -> bool:
    """Tells whether a folder holds either database.

    Raises:
        HomeError: it is no folder.
    """
    if folder.is_file():
        raise HomeError(
            f"The home folder {str(folder)!r} cannot be used: it is a file."
            " Name a folder with --home."
        )
    return any((folder / name).exists() for name in (FILE, PEOPLE))


def no_index(home: Path) -> NoIndexError:
    """Returns the error that says a home folder is not there."""
    return NoIndexError(
        f"No index in {str(home)!r}. Build one with: {command('index FOLDER', home)}"
    )
