"""What can go wrong with an index.

TenkyoError             every error this project raises on purpose; its text is for people
├── UsageError          the caller asked for something that cannot be (a missing path, ...)
│   ├── NothingToReadError  a folder to index holds no file that can be read
│   └── ModelError      the model that the settings or the index name cannot be used
├── HomeError           the home folder cannot be used (read-only, another model, damaged)
│   ├── HomeLockedError another process is writing to it, or serves it
│   ├── NoIndexError    nothing has been indexed there yet
│   ├── VectorStoreError  a server that vectors are searched on does not answer, or refuses
│   ├── DamagedError    a stored file is lost, or not as it was written; indexing makes it anew
│   └── ReplacedError   what a question was searched in is not there any more: it is asked again
└── UnreadableError     one file cannot be read as text; other files are not affected
"""


class TenkyoError(Exception):
    """Base of every error raised on purpose: one line saying what, which value, what to do."""


class UsageError(TenkyoError):
    """Raised when an argument or a setting makes no sense as given."""


class NothingToReadError(UsageError):
    """Raised when a folder is to be indexed that holds no readable file, and never did."""


class ModelError(UsageError):
    """Raised when a model for searching is not there, or cannot be used; the message names it."""


class HomeError(TenkyoError):
    """Raised when the home folder cannot be opened or written."""


class HomeLockedError(HomeError):
    """Raised when another process, named in the message, writes to the home folder or serves it."""


class NoIndexError(HomeError):
    """Raised when a question is asked before anything was indexed."""


class VectorStoreError(HomeError):
    """Raised when a server that holds vectors cannot be used; nothing but it has to be mended."""


class DamagedError(HomeError):
    """Raised when a stored file that can be made anew is lost, or not as it was written."""


class ReplacedError(HomeError):
    """Raised when the passages that a question was searched in were replaced and deleted since."""


class UnreadableError(TenkyoError):
    """Raised by a reader when one file cannot become canonical text."""


class BusyError(TenkyoError):
    """Raised when more is asked than can be answered soon."""


class MissingError(TenkyoError):
    """Raised when there is nothing of this name, or not for this reader: nobody can tell which."""

    def __init__(self, what: str, name: str) -> None:
        """Says what there is none of."""
        super().__init__(f"No {what} {name[:80]!r} here. Look in the list for what there is.")
