"""What a reader or a program is told of an error: nothing of the machine of the server."""

import logging

from index.errors import HomeError, HomeLockedError, ModelError, NoIndexError, TenkyoError

logger = logging.getLogger(__name__)


def told(error: TenkyoError) -> str:
    """Returns one line for who asks; what names folders of the server is for its operator only."""
    match error:
        case HomeLockedError():
            return "The index is being changed. Ask again in a minute."
        case NoIndexError():
            return "Nothing is indexed yet. On the server, build an index with: tenkyo index FOLDER"
        case HomeError() | ModelError():
            logger.error("The index cannot be used", exc_info=error)
            return "The index cannot be used now. Whoever runs the server can see why in its log."
    return str(error)
