"""Why a directory did not say in which groups somebody is.

DirectoryError           it did not say it of one person; the text is for people, and names nobody
└── DirectoryAwayError   it cannot be asked about anybody
"""

from index.errors import TenkyoError


class DirectoryError(TenkyoError):
    """Raised when a directory does not say in which groups somebody is."""


class DirectoryAwayError(DirectoryError):
    """Raised when a directory cannot be asked: it is away, or not as the settings say."""
