"""How long what a person typed may be: written or folded, whichever is longer."""

from index.errors import UsageError
from index.folding import beginning, processed_length

_LONGEST_SEARCH = 200


def one_over(text: str, most: int) -> str:
    """Returns a text cut so that what is too long stays so, by one character."""
    return text[: len(beginning(text, most)) + 1]


def check_search(words: str) -> None:
    """Checks words that conversations are searched for.

    Raises:
        UsageError: they are longer than 200 characters, written or folded.
    """
    length = processed_length(words, _LONGEST_SEARCH)
    if length > _LONGEST_SEARCH:
        raise UsageError(f"{length:,} characters, and the limit is {_LONGEST_SEARCH}. Shorten it")
