"""What a damaged file of a home folder is said to be, whichever library has noticed it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.command_line import command
from index.errors import DamagedError

_LONGEST_CAUSE = 300


def damaged(place: Path, cause: str = "it is lost, or not as it was written") -> DamagedError:
    """Returns the error that says which file or folder is damaged, and what makes it anew."""
    shown = " ".join(cause.split())[:_LONGEST_CAUSE]
    return DamagedError(
        f"The index in {str(place)!r} cannot be used: {shown}."
        f" To make it anew, without reading unchanged files again: {command('index FOLDER')}"
    )


def altered(path: str) -> DamagedError:
    """Returns the error that says that the stored text of a document is not as it was stored."""
    return DamagedError(
        f"The stored text of {path!r} is damaged. To read its file again: {command('index FOLDER')}"
    )


@contextmanager
def damage_told(folder: Path, *kinds: type[Exception]) -> Iterator[None]:
    """Turns what a library raises over the files of a folder into our error.

    `kinds` are its errors, beside those of Python. A panic of Rust code is no `Exception`, and its
    class cannot be imported.
    """
    try:
        yield
    except BaseException as error:
        known = isinstance(error, (OSError, ValueError, *kinds))
        if not known and type(error).__name__ != "PanicException":
            raise
        raise damaged(folder, str(error) or type(error).__name__) from error
