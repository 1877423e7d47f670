"""The documents: reading, passages, search. Knows nothing of questions and answers.

The door of the package: `open_library` gives a `Library`, which brings itself in line with folders
(`sync`) and searches (`search`). `docs/python.md` shows how.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.embedding.embedding import SHIPPED_MODEL, Embedder
    from index.embedding.multilingual import open_embedder
    from index.errors import TenkyoError
    from index.library import Library, open_library
    from index.search.queries import Query
    from index.search.scope import Scope
    from index.types import Document, Hit, Passage

__all__ = [
    "SHIPPED_MODEL",
    "Document",
    "Embedder",
    "Hit",
    "Library",
    "Passage",
    "Query",
    "Scope",
    "TenkyoError",
    "open_embedder",
    "open_library",
]

# Loaded when it is first used, so that whoever needs little of it waits for little.
_MODULES = {
    "Document": "index.types",
    "Embedder": "index.embedding.embedding",
    "Hit": "index.types",
    "Library": "index.library",
    "Passage": "index.types",
    "Query": "index.search.queries",
    "SHIPPED_MODEL": "index.embedding.embedding",
    "Scope": "index.search.scope",
    "TenkyoError": "index.errors",
    "open_embedder": "index.embedding.multilingual",
    "open_library": "index.library",
}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_MODULES[name]), name)
