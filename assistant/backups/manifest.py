"""What an archive says of itself: which parts it has, of which release, and their hashes.

The manifest is the last entry of the archive, so one that was cut off has none.
"""

import json
import zipfile
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path, PurePosixPath

from index.database.home_folder import FILE, PEOPLE
from index.database.migrating import HEADS, STEPS
from index.database.tables import stamp
from index.errors import UsageError

NAME = "manifest.json"
"""The entry of an archive that holds its manifest."""

FORM = 1
"""The form of archives that this release writes, and the latest one that it reads."""

_LONGEST = 100_000_000  # bytes of a manifest: some 500,000 files
_DATABASES = {"people": PEOPLE, "records": FILE}


@dataclass(frozen=True, slots=True)
class ArchivedFile:
    """A file of the home folder: its path there, its size in bytes, the SHA-256 of its bytes."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive holds; `steps` says in which form its databases are."""

    files: tuple[ArchivedFile, ...]
    release: str
    made: str
    steps: dict[str, str]
    form: int = FORM

    def to_json(self) -> bytes:
        """Returns it as it stands in an archive."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()


def manifest_of(files: tuple[ArchivedFile, ...]) -> Manifest:
    """Returns the manifest of an archive that is made now."""
    return Manifest(files, version("tenkyo"), stamp(), dict(HEADS))


def read_manifest(archive: zipfile.ZipFile, path: Path) -> Manifest:
    """Reads what an archive says of itself, and refuses what cannot be restored.

    Raises:
        UsageError: it is damaged, of a newer release, or names what lies elsewhere.
    """
    try:
        if archive.getinfo(NAME).file_size > _LONGEST:
            raise ValueError("its manifest is too long")
        said = json.loads(archive.read(NAME))
        _refuse_newer(int(said["form"]), dict(said["steps"]), str(said["release"]), path)
        files = tuple(ArchivedFile(**each) for each in said["files"])
        manifest = Manifest(files, str(said["release"]), str(said["made"]), dict(said["steps"]))
        _check_entries(archive, manifest)
    except (KeyError, TypeError, ValueError, zipfile.BadZipFile) as error:
        raise damaged_archive(path, error) from error
    return manifest


def damaged_archive(path: Path, cause: object) -> UsageError:
    """Returns the one line that refuses an archive which is not as it was written."""
    why = " ".join(str(cause).split())[:200]
    return UsageError(f"The backup {str(path)!r} is damaged: {why}. Use another one.")


def _refuse_newer(form: int, steps: dict[str, str], release: str, path: Path) -> None:
    unknown = [step for name, step in steps.items() if step not in STEPS.get(name, ())]
    if form > FORM or unknown:
        raise UsageError(
            f"The backup {str(path)!r} was made by a newer release, {release[:40]!r}."
            " Install that one to restore it."
        )


def _check_entries(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Checks that the entries are those that are listed, and lie in the home folder."""
    sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
    if len(sizes) != len(archive.infolist()):
        raise ValueError("an entry stands in it twice")
    for file in manifest.files:
        if not _is_inside(file.name):
            raise ValueError(f"{file.name[:80]!r} leads out of the home folder")
    if {file.name: file.size for file in manifest.files} | {NAME: sizes[NAME]} != sizes:
        raise ValueError("its entries are not those that its manifest lists")
    if missing := set(_DATABASES.values()) - sizes.keys():
        raise ValueError(f"{min(missing)!r} is missing")


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    plain = str(path) == name and "\\" not in name and "\0" not in name and name != NAME
    return plain and not path.is_absolute() and ".." not in path.parts
