"""Small libraries over the fake embedder, for tests of a module that only read them."""

from contextlib import closing, contextmanager

from index.library import open_library
from tests.fake_embedder import FakeEmbedder


@contextmanager
def library_of(base, texts):
    """Indexes texts, by the names of their files, in a folder of their own."""
    folder = base / "papers"
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    with closing(open_library(base / "home", FakeEmbedder(), create=True)) as library:
        if texts:
            library.sync([folder])
        yield library
