"""Reading that remembers: of a question that is asked again, only blocks that are new are read."""

from collections import OrderedDict
from collections.abc import Sequence
from hashlib import blake2b
from threading import Lock

from assistant.evidence.reader import SHIPPED_READER, Balance, EvidenceReader
from index.embedding.cross_encoding import CrossEncoder, Text

MOST = 250_000
"""So many blocks of questions are remembered, eight a question: about 50 MB."""


class RememberingReader(EvidenceReader):
    """Reads with the weights of another reader; for any number of threads.

    What is read of a block rests on its words, its headings and the question alone, so it stays as
    it is when other documents come.
    """

    def __init__(self, reader: EvidenceReader = SHIPPED_READER, most: int = MOST) -> None:
        """Takes who reads what is not remembered, and how much is remembered."""
        super().__init__()
        self._reader, self._most = reader, most
        self._known: OrderedDict[bytes, float] = OrderedDict()
        self._lock = Lock()

    def load(self) -> tuple[CrossEncoder, Balance] | None:
        """Returns the model of the other reader; None if it cannot be used."""
        loaded = self._reader.load()
        self.failure = self._reader.failure
        return loaded

    def logits(self, encoder: CrossEncoder, question: str, texts: Sequence[Text]) -> list[float]:
        """Returns the log odds that each text answers, read now or remembered."""
        keys = [_key(question, text) for text in texts]
        with self._lock:
            found = {key: self._known[key] for key in keys if key in self._known}
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in found}
        read = super().logits(encoder, question, list(new.values()))
        found |= dict(zip(new, read, strict=True))
        with self._lock:
            for key in keys:
                self._known[key] = found[key]
                self._known.move_to_end(key)
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        return [found[key] for key in keys]


def _key(question: str, text: Text) -> bytes:
    said = "\0".join((question, text.heading, text.body))
    return blake2b(said.encode(errors="replace"), digest_size=16).digest()
