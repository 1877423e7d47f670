"""The file that a version of a document was read from, as long as it lies where it was found."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from stat import S_ISREG

from index.errors import UnreadableError
from index.store.record_rows import FileRecord
from index.sync.inside import open_inside
from index.types import Document


@dataclass(frozen=True, slots=True)
class Original:
    """A file of `size` bytes that has, or had when it was read, the SHA-256 `version`.

    `path` is relative to the indexed folder `source`.
    """

    source: Path
    path: str
    size: int
    version: str

    @property
    def name(self) -> str:
        """The name of the file."""
        return PurePosixPath(self.path).name

    def read(self) -> bytes:
        """Returns its bytes, which are those that were indexed.

        Raises:
            UnreadableError: it is not there any more, or another one now.
        """
        try:
            with open_inside(self.source, self.path) as opened:
                data = opened.read(self.size + 1)
        except OSError as error:
            raise UnreadableError(f"the file cannot be opened: {error.strerror}") from error
        if sha256(data).hexdigest() != self.version:
            raise UnreadableError("the file has changed since it was indexed; index it again")
        return data


def original_of(document: Document, files: Iterable[FileRecord]) -> Original | None:
    """Returns the file of a version among some of the same bytes, the document's own first.

    None if none lies there any more; whether it still is as it was, is seen when it is read.
    """
    for file in sorted(files, key=lambda each: each.document_id != document.id):
        found = Original(Path(file.source), file.path, file.size, file.version)
        if _lies_there(found):
            return found
    return None


def bytes_version(document: Document) -> str:
    """Returns the SHA-256 of the bytes that a document was read from."""
    return document.version.partition("-")[0]


def _lies_there(original: Original) -> bool:
    try:
        found = (original.source / original.path).lstat()
    except (OSError, ValueError):
        return False
    return S_ISREG(found.st_mode) and found.st_size == original.size
