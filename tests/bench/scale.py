"""How an index of many passages builds and searches: `python -m tests.bench.scale --help`.

Texts, sentence vectors and token vectors are made up: words by Zipf's law, vectors in clusters of
topics and documents as those of real texts are. What is measured is everything but the embedding
model: files of vectors, records, Chroma, tantivy, late interaction, with and without a scope.
"""

import argparse
import re
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.evaluation.metrics import percentile
from index.database.database import Database
from index.editions.edition import Edition
from index.embedding.embedding import Embedding, Floats, Legibility, Token, TokenisedTexts, unit
from index.passages.cutting import identified
from index.search.queries import Query
from index.search.scope import Scope
from index.store.plan import Plan
from index.store.record_rows import INDEXED, FileChange, FileRecord
from index.store.records import Records
from index.store.vector_file import PassageVectors
from index.sync.ingest import Draft, store_all
from index.types import Document, Passage, Section
from index.vectors.embedded_chroma import EmbeddedStores
from tests.bench.measure import disk_mb

WIDTH, TOKENS, TOPICS, PER_DOCUMENT, WORDS = 384, 165, 2_000, 100, 110
VOCABULARY = 50_000
SHARES = (1.0, 0.5, 0.02)
_NUMBER = re.compile(r"passage(\d+)")


class MadeUp:
    """An embedder whose vectors depend on the number of the passage that a text names."""

    name = origin = "made-up"
    max_tokens = 254
    legibility = Legibility()
    second = None

    def __init__(self) -> None:
        self._topics = np.random.default_rng(0).normal(size=(TOPICS, WIDTH)).astype(np.float32)
        self._noise = np.random.default_rng(1).integers(-127, 128, (4_096, 96), np.int8)

    def embed_passages(self, texts: list[str], projection: Floats | None = None) -> list[Embedding]:
        """Embed words for the projection to be fitted on."""
        rng = np.random.default_rng(2)
        return [
            Embedding(
                np.zeros(WIDTH, np.float32), rng.normal(size=(48, WIDTH)).astype(np.float32), ()
            )
            for _ in texts
        ]

    def embed_questions(
        self, texts: list[str], projection: Floats | None = None
    ) -> list[Embedding]:
        """Embed questions: near the passage they name, with a token vector a word."""
        return self.reading(texts, projection).embed()

    def reading(self, texts: list[str], projection: Floats | None = None) -> TokenisedTexts:
        """Embed questions ahead of time."""
        embeddings = [self._question(text) for text in texts]
        tokens = [tuple(Token(0, *span) for span in each.spans) for each in embeddings]
        return TokenisedTexts(tokens, lambda meanwhile=None: embeddings)

    def _question(self, text: str) -> Embedding:
        words = list(re.finditer(r"\w+", text))
        number = int(_NUMBER.search(text)[1])
        rng = np.random.default_rng(number + 10**9)
        sentence = unit(self.sentence(number) + 0.02 * rng.normal(size=WIDTH).astype(np.float32))
        tokens = unit(rng.normal(size=(len(words), 96)).astype(np.float32))
        return Embedding(sentence, tokens, [word.span() for word in words])

    def sentence(self, number: int) -> Floats:
        """Return the vector of a passage: its topic, its document, itself."""
        document = np.random.default_rng(number // PER_DOCUMENT + 10**8)
        rng = np.random.default_rng(number)
        topic = self._topics[document.integers(TOPICS)]
        own = topic + 0.8 * document.normal(size=WIDTH) + 0.6 * rng.normal(size=WIDTH)
        return unit(own.astype(np.float32))

    def vectors(self, number: int) -> PassageVectors:
        """Return what would be stored of a passage."""
        start = number * 61 % (len(self._noise) - TOKENS)
        return PassageVectors(self.sentence(number), self._noise[start : start + TOKENS])

    def count(self, texts: list[str]) -> list[int]:
        """Return the number of words."""
        return [len(text.split()) for text in texts]

    def vocabulary(self) -> list[str]:
        """Return some words."""
        return [f"passage{number}" for number in range(400)]


class MadeUpEdition(Edition):
    """An edition whose passages need no model."""

    def embed(self, passages: list[Passage]) -> list[PassageVectors]:
        """Return the made-up vectors of passages."""
        return [self.embedder.vectors(number_of(p)) for p in passages]


def number_of(passage: Passage) -> int:
    """Return the number that a passage names."""
    return int(_NUMBER.search(passage.text)[1])


def drafts(first: int, last: int) -> Iterator[Draft]:
    """Make up the documents that hold the passages from `first` up to `last`."""
    rng = np.random.default_rng(first)
    for start in range(first, last, PER_DOCUMENT):
        ranks = rng.zipf(1.3, size=(PER_DOCUMENT, WORDS)) % VOCABULARY
        texts = [
            f"passage{start + i} " + " ".join(f"w{rank}" for rank in row)
            for i, row in enumerate(ranks)
        ]
        name = f"{start // PER_DOCUMENT:07}"
        text = "\n".join(texts)
        whole = (Section(0, len(text), ()),)
        document = Document(name, f"{name}.txt", name, text, "en", whole, (), name)
        starts = np.cumsum([0, *(len(text) + 1 for text in texts)])
        passages = tuple(
            identified(Passage("", document, int(at), int(at) + len(said), said, (), None))
            for at, said in zip(starts, texts, strict=False)
        )
        file = FileRecord("/made-up", document.path, INDEXED, "", 1, 1, name, name)
        yield Draft(document, passages, {}, FileChange(file, document), len(document.text))


@dataclass(frozen=True, slots=True)
class Timing:
    """Searches in one scope: milliseconds, and the dense leg's recall@10 against all vectors."""

    share: float
    p50: float
    p95: float
    recall: float


def measure(edition: Edition, passages: int, share: float, questions: int) -> Timing:
    """Search as a reader who may see a share of the documents."""
    rng = np.random.default_rng(int(share * 100))
    count = passages // PER_DOCUMENT
    chosen = np.sort(rng.choice(count, max(1, int(share * count)), replace=False))
    scope = None if share == 1 else Scope(frozenset(f"{number:07}" for number in chosen))
    rows, _ = edition.table.rows(f"{number:07}" for number in chosen)
    facts = edition._records.facts()
    times, found, wanted = [], [], []
    for number in rng.integers(passages, size=questions + 5):
        words = " ".join(f"w{rank}" for rank in rng.zipf(1.3, size=6) % VOCABULARY)
        query = Query(f"passage{number} {words}")
        began = time.perf_counter()
        with edition.searching(query, scope, facts) as searcher:
            best = searcher.search(query).candidates[:10]
        edition.table.passages([each.id for each in best])
        times.append(1000 * (time.perf_counter() - began))
        if len(found) < 20:
            vector = edition.embedder.embed_questions([query.text])[0].sentence
            _, dense = edition._legs(edition._indexes(), scope)
            found.append({match.id for match in dense.nearest(vector, 10)})
            wanted.append(exact(edition, vector, rows))
    recall = np.mean([len(f & w) / len(w) for f, w in zip(found, wanted, strict=True)])
    timed = times[5:]
    return Timing(share, percentile(timed, 0.5), percentile(timed, 0.95), float(recall))


def exact(edition: Edition, vector: Floats, rows: np.ndarray) -> set[str]:
    """Return the ids of the ten nearest of some rows, by looking at all in float32."""
    sentences = edition._file.sentences
    scores = np.concatenate(
        [
            sentences[start : start + 50_000].astype(np.float32) @ vector
            for start in range(0, len(sentences), 50_000)
        ]
    )
    best = rows[np.argsort(-scores[rows])[:10]]
    return set(edition.table.at_rows(best.tolist()).values())


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.scale", description=__doc__)
    parser.add_argument("--passages", type=int, default=100_000, metavar="N")
    parser.add_argument("--token-width", type=int, default=96, choices=(96, 48, 0))
    parser.add_argument("--questions", type=int, default=200, metavar="N")
    parser.add_argument("--home", type=Path, help="keep the index here, or use the one that is")
    return parser


def main() -> None:
    """Build, then search in every scope; print a line a figure."""
    options = build_parser().parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        run(options.home or Path(scratch), options)


def run(home: Path, options: argparse.Namespace) -> None:
    """Measure one index in a folder."""
    home.mkdir(parents=True, exist_ok=True)
    records = Records(Database(home / "records.sqlite"))
    plan = Plan(1, "made-up", "made-up", "none", options.token_width, WIDTH)
    edition = MadeUpEdition(home, records, plan, MadeUp(), stores=EmbeddedStores())
    edition.prepare()
    if records.is_empty():
        began = time.perf_counter()
        store_all(drafts(0, options.passages), edition, lambda size, passages: None)
        say(f"build: {options.passages / (time.perf_counter() - began):,.0f} passages/s")
        say(f"memory after building: {memory_mb():,.0f} MB")
    say(f"disk: {disk_mb(home):,.0f} MB, of which tokens {disk_of(home, 'tokens.i8'):,.0f} MB")
    for share in SHARES:
        timing = measure(edition, options.passages, share, options.questions)
        say(
            f"{share:.0%} visible: p50 {timing.p50:.1f} ms, p95 {timing.p95:.1f} ms,"
            f" recall@10 of the dense leg {timing.recall:.3f}"
        )
    say(f"peak memory: {memory_mb():,.0f} MB")


def disk_of(home: Path, name: str) -> float:
    """Return what the files of one name take, in MB."""
    return sum(path.stat().st_size for path in home.rglob(name)) / 1e6


def memory_mb() -> float:
    """Return the largest resident size of this process so far, mapped files included, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
