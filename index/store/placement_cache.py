"""Where the vectors of passages stand, remembered for as long as nothing changes."""

from collections.abc import Sequence
from threading import Lock

from index.store.passage_table import PassageTable
from index.store.vector_file import Placement

SMALL = 20_000
"""Up to so many passages, where each stands is known, and a search looks at all vectors."""

_KEPT = 100_000


class Places:
    """Where passages stand, by id and by row, at one revision; for any number of threads."""

    def __init__(self, table: PassageTable, passages: int) -> None:
        """Reads from `table`, which has so many passages; everything at once if they are few."""
        self._table = table
        self._few = passages <= SMALL
        self._filling = Lock()
        self._by_id: dict[str, Placement] = {}
        self._by_row: dict[int, str] = {}

    def of(self, ids: Sequence[str]) -> dict[str, Placement]:
        """Returns where passages stand; unknown ids are left out."""
        self._fill()
        known = self._by_id
        unknown = [i for i in ids if i not in known]
        if len(known) + len(unknown) > _KEPT:
            known = self._by_id = {}
            unknown = list(ids)
        if unknown:
            known.update(self._table.places(unknown))
        return {i: known[i] for i in ids if i in known}

    def at_rows(self, rows: Sequence[int]) -> dict[int, str]:
        """Returns the id of the passage in each row, where there is one."""
        self._fill()
        known = self._by_row
        return {r: known[r] for r in rows if r in known} if known else self._table.at_rows(rows)

    def _fill(self) -> None:
        if not self._few or self._by_row:
            return
        with self._filling:
            self._by_id = self._table.all_places()
            self._by_row = {place.row: i for i, place in self._by_id.items()}
