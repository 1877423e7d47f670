"""What a reader or a program is told of an error: nothing of the machine of the server."""

import logging

from assistant.access.contents import ScopeError
from index.errors import HomeError, HomeLockedError, ModelError, NoIndexError, TenkyoError
from prompts.catalogues import ENGLISH, Wording, wording

logger = logging.getLogger(__name__)


def told(error: TenkyoError, words: Wording | None = None) -> str:
    """Returns one line for who asks, in English for a program.

    What names folders of the server is for its operator only.
    """
    words = words or wording(ENGLISH)
    match error:
        case ScopeError():
            return words("told-no-scope", name=error.name)
        case HomeLockedError():
            return words("told-locked")
        case NoIndexError():
            return words("told-empty")
        case HomeError() | ModelError():
            logger.error("The index cannot be used", exc_info=error)
            return words("told-unusable")
    return str(error)
