"""How long what a person typed may be: written or folded, whichever is longer."""

from index.errors import UsageError
from index.text.folding import beginning, processed_length

LONGEST_SEARCH = 200
"""The most characters of words that conversations are searched for."""


def one_over(text: str, most: int) -> str:
    """Returns a text cut so that what is too long stays so, by one character."""
    return text[: len(beginning(text, most)) + 1]


def check_search(words: str) -> None:
    """Checks words that conversations are searched for.

    Raises:
        UsageError: they are longer than `LONGEST_SEARCH` characters, written or folded.
    """
    length = processed_length(words, LONGEST_SEARCH)
    if length > LONGEST_SEARCH:
        raise UsageError(f"{length:,} characters, and the limit is {LONGEST_SEARCH}. Shorten it")
