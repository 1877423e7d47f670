"""Vectors of the same passages by a second model, which reads what the first does not.

They lie row by row beside those of the first (`index/store/vector_file.py`): a passage has the same
row in both. Where its tokens stand is kept in a file, `places.i64`, because two models make
different tokens of a text: for each row the first token, the number of tokens, and the two check
sums.
"""

import os
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from index.embedding.embedding import Embedder, Floats, Vectors, unit
from index.embedding.multilingual import reads_english
from index.errors import DamagedError
from index.integrity.damage import damaged
from index.passages.windows import Offsets, embedded, token_starts
from index.search.late_interaction import DIMENSIONS, fit_projection, quantise, undominated
from index.store import projection
from index.store.plan import Plan
from index.store.vector_file import Int64s, PassageVectors, Placement, VectorFile
from index.text.language import language
from index.types import Passage

_PLACES = "places.i64"
_COLUMNS = 4
# The passages read anew last: some 80 kB each.
_KEPT = 1_024


class SecondVectors:
    """The vectors of an edition by its second model. One process writes; any threads read."""

    def __init__(self, folder: Path, first: Embedder, embedder: Embedder, plan: Plan) -> None:
        """Opens the files, as a plan says what they are, when they are first needed.

        `first` is the model that all passages are read by, `embedder` the second one.
        """
        self.folder, self.embedder, self._plan = folder, embedder, plan
        self._first, self._bridge = first, first.bridge if plan.bridge else None
        self._anew: dict[str, PassageVectors] = {}
        self._known = np.zeros((0, _COLUMNS), np.int64)

    def prepare(self, reuse: "SecondVectors | None" = None) -> None:
        """Makes the folder and fits the projection, unless that was done."""
        if projection.is_kept(self.folder):
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        fitted = reuse.projection if reuse else self._fitted()
        width = self._plan.token_width or DIMENSIONS
        projection.keep(self.folder, lambda: np.ascontiguousarray(fitted[:, :width]))

    def _fitted(self) -> Floats:
        # That which belongs to a bridge is there without loading the second model.
        return self._bridge.projection if self._bridge else fit_projection(self.embedder)

    @cached_property
    def projection(self) -> Floats:
        """The projection of token vectors, (d, k) float32.

        Raises:
            DamagedError: it is lost, or not as it was fitted.
        """
        return projection.read(self.folder, self._plan.second_projection)

    @cached_property
    def file(self) -> VectorFile:
        """The vectors; that of a passage is as wide as those of its tokens before projection."""
        width, most = self.projection.shape
        return VectorFile(self.folder, width=width, token_width=min(most, self._plan.token_width))

    def embed(self, passages: Sequence[Passage], first: Sequence[Vectors]) -> list[PassageVectors]:
        """Returns the vectors of passages as they are stored.

        `first` are those by the first model, not projected. Of English text they are made out of
        these, where a bridge leads from the one model to the other; all else is read anew.
        """
        crossing = list(map(self.crosses, passages))
        crossed = iter(
            self._bridge([made for made, crosses in zip(first, crossing, strict=True) if crosses])
            if self._bridge
            else ()
        )
        others = [p for p, crosses in zip(passages, crossing, strict=True) if not crosses]
        read = iter(self._read(others))
        return [self._projected(next(crossed)) if crosses else next(read) for crosses in crossing]

    def _projected(self, made: Vectors) -> PassageVectors:
        sentence, tokens = made
        return PassageVectors(sentence, quantise(unit(tokens @ self.projection)))

    def crosses(self, passage: Passage) -> bool:
        """Tells whether a passage's vectors are made out of those of the first model."""
        languages = (passage.document.language, language(passage.text))
        return self._bridge is not None and all(map(reads_english, languages))

    def read_anew(self, passages: Mapping[str, Passage]) -> dict[str, PassageVectors]:
        """Returns vectors by the second model itself, by id, if any passage crossed the bridge.

        It takes some 20 ms of CPU a passage; those that were read lately are kept.
        """
        known = self._anew
        if not any(i in known or self.crosses(passage) for i, passage in passages.items()):
            return {}
        unknown = [passage for i, passage in passages.items() if i not in known]
        made = dict(zip((p.id for p in unknown), self._read_whole(unknown), strict=True))
        self._anew = made if len(known) + len(made) > _KEPT else known | made
        return {i: made.get(i) or known[i] for i in passages}

    def _read(self, passages: Sequence[Passage]) -> list[PassageVectors]:
        made = embedded(passages, self.embedder, self.projection)
        return [PassageVectors(sentence, quantise(tokens)) for sentence, tokens in made]

    def _read_whole(self, passages: Sequence[Passage]) -> list[PassageVectors]:
        return [
            PassageVectors(
                sentence,
                quantise(unit(tokens @ self.projection)),
                whole=quantise(undominated(tokens, self.projection)),
            )
            for sentence, tokens in embedded(passages, self.embedder)
        ]

    def starts(self, passage: Passage, anew: bool = False) -> Offsets:
        """Returns where each of a passage's tokens starts that has a vector, (n,).

        `anew` tells whether its vectors are those that the second model gives by itself.
        """
        crossed = not anew and self.crosses(passage)
        return token_starts(passage, self._first if crossed else self.embedder)

    def append(self, vectors: Sequence[PassageVectors], after: int) -> None:
        """Writes vectors of passages into the rows after one."""
        if not vectors:
            return
        placed = self.file.append(vectors, self._place(after))
        rows = [[p.first, p.count, p.sentence_sum, p.token_sum] for p in placed]
        path = self.folder / _PLACES
        path.touch()
        with path.open("r+b") as file:
            file.seek((after + 1) * _COLUMNS * 8)
            file.write(np.array(rows, np.int64).tobytes())
            file.flush()
            os.fsync(file.fileno())
        self._known = self._known[:0]

    def read(self, places: Mapping[str, Placement]) -> dict[str, PassageVectors]:
        """Returns the vectors of passages by id, from where those of the first model stand.

        Raises:
            DamagedError: vectors are lost, or not as they were written.
        """
        return self.file.read({i: self._place(place.row) for i, place in places.items()})

    def damaged(self, places: Mapping[str, Placement]) -> list[str]:
        """Returns the ids of passages whose vectors are lost, or not as they were written."""
        try:
            return self.file.damaged({i: self._place(p.row) for i, p in places.items()})
        except DamagedError:
            return list(places)

    def sums(self, rows: Int64s) -> Int64s:
        """Returns the check sums of the sentence vectors in some rows."""
        sums: Int64s = self._known_to(int(rows.max(initial=-1)))[rows, 2]
        return sums

    def remap(self) -> None:
        """Looks at the files as they are now: other processes make them longer."""
        self.file.remap()
        self._known = self._known[:0]

    def _place(self, row: int) -> Placement:
        if row < 0:
            return Placement(-1, 0, 0)
        first, count, sentence_sum, token_sum = self._known_to(row)[row].tolist()
        return Placement(row, first, count, sentence_sum, token_sum)

    def _known_to(self, row: int) -> Int64s:
        """Returns where the tokens of each row stand (n, 4), at least up to this row."""
        known, path = self._known, self.folder / _PLACES
        if row >= len(known):
            path.touch()
            stored = np.fromfile(path, np.int64)
            known = stored[: len(stored) // _COLUMNS * _COLUMNS].reshape(-1, _COLUMNS)
            self._known = known
        if row >= len(known):
            raise damaged(path, "it is too short")
        return known
