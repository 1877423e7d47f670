"""Words that stored conversations are searched for, as the chat and the API take them."""

from typing import Annotated

from fastapi import Query
from pydantic import AfterValidator

from assistant.lengths import check_search
from index.errors import UsageError


def _checked(words: str) -> str:
    try:
        check_search(words)
    except UsageError as error:
        raise ValueError(str(error)) from error
    return words


SearchWords = Annotated[
    str,
    Query(max_length=200, description="words that a conversation must hold"),
    AfterValidator(_checked),
]
"""Words of a query, short enough as they are written and as they are folded."""
