"""What the tests make once, though each home folder of the product makes its own.

It is the product's own, and each kind of it is tried by tests that make it anew.
"""

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from weakref import WeakKeyDictionary

import pytest

from index.embedding.embedding import SentenceTransformersEmbedder
from index.sandbox.process import ReadingProcess
from index.search.late_interaction import fit_projection
from tests.fake_embedder import FakeEmbedder


@contextmanager
def lent_processes():
    """Lends the process that reads files to one run of indexing after another.

    Starting it takes longer than reading what most tests index, and it reads file after file in
    the product too. One that has ended, or is at work when a run ends, is not lent again.
    """
    idle = defaultdict(list)
    # A process ends with the thread that started it: this one outlives all tests.
    with ThreadPoolExecutor(1) as starter, pytest.MonkeyPatch.context() as patch:

        @contextmanager
        def lent(*kind):
            with ReadingProcess(*kind) as process:
                process._process = idle[kind].pop() if idle[kind] else None
                started = starter.submit(process._running).result()
                yield process
                if process._process is started and started.poll() is None:
                    idle[kind].append(started)
                    process._process = None

        patch.setattr("index.sync.sync.ReadingProcess", lent)
        yield
        for kind, processes in idle.items():
            for each in processes:
                with ReadingProcess(*kind) as process:
                    process._process = each


@contextmanager
def fitted_projections():
    """Fits the projection of each model once: it depends on nothing but the model."""
    of_fakes, of_models = {}, WeakKeyDictionary()

    def fitted(embedder):
        if type(embedder) is FakeEmbedder:
            known, key = of_fakes, (embedder.name, embedder.max_tokens)
        elif type(embedder) is SentenceTransformersEmbedder:
            known, key = of_models, embedder
        else:
            return fit_projection(embedder)
        if key not in known:
            known[key] = fit_projection(embedder)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        for module in ("written_edition", "second_vectors"):
            patch.setattr(f"index.editions.{module}.fit_projection", fitted)
        yield
