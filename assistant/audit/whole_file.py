"""Files that are written whole or not at all."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from index.errors import UsageError


def check_writable(path: Path) -> None:
    """Tells, before the work that fills it, whether a file can be written.

    Raises:
        UsageError: its folder is not there or is read-only, or it is a folder itself.
    """
    folder = path.resolve().parent
    if path.is_dir():
        raise _unwritable(path, "it is a folder")
    if not folder.is_dir():
        raise _unwritable(path, "its folder is not there")
    if not os.access(folder, os.W_OK):
        raise _unwritable(path, "its folder is read-only")


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file under another name first, so that nobody ever sees a part of it.

    Raises:
        UsageError: it cannot be written.
    """
    target = path.resolve()
    try:
        with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}-", delete=False) as file:
            part = Path(file.name)
            try:
                file.write(content)
                file.flush()
                part.chmod(target.stat().st_mode if target.exists() else 0o666 & ~_umask())
                part.replace(target)
            finally:
                part.unlink(missing_ok=True)
    except OSError as error:
        raise _unwritable(path, error.strerror or str(error)) from error


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _unwritable(path: Path, why: str) -> UsageError:
    return UsageError(f"Cannot write {str(path)!r}: {why}. Choose another place.")
