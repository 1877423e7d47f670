"""Check sums: CRC-32, which misses no error of up to 32 bits in a row, and one in 2^32 others.

They are kept in the records, and so tell also which content belongs to this home folder.
"""

import zlib
from pathlib import Path

_CHUNK = 1 << 22


def sum_of_file(path: Path) -> int:
    """Returns the check sum of all that is in a file."""
    found = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            found = zlib.crc32(chunk, found)
    return found


def sum_of_ends(path: Path) -> int:
    """Returns the check sum of the first and last megabytes of a file."""
    with path.open("rb") as file:
        found = zlib.crc32(file.read(_CHUNK))
        file.seek(max(0, path.stat().st_size - _CHUNK))
        return zlib.crc32(file.read(_CHUNK), found)
