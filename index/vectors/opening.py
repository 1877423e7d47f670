"""Which stores of vectors an address means."""

from urllib.parse import urlsplit

from index.errors import UsageError
from index.vectors.chroma_server import ChromaServer
from index.vectors.embedded_chroma import EmbeddedStores
from index.vectors.vector_store import VectorStores


def stores_at(address: str, secret: str = "") -> VectorStores:
    """Returns the stores at an address, those in the home folder if it is empty; asks nobody yet.

    Raises:
        UsageError: it is no address of a store; a password in it is not repeated.
    """
    if not address:
        return EmbeddedStores()
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise _no_address() from None
    web = parts.scheme in ("http", "https")
    if parts.password is not None or (web and parts.username):
        raise UsageError(
            f"TENKYO_VECTORS holds a user or a password for {host!r}. Put what it has to be asked"
            " with into TENKYO_VECTORS_SECRET."
        )
    if parts.scheme in ("postgresql", "postgres") and parts.path.strip("/"):
        return _in_postgres(address, secret)
    if not web or not host or parts.query or parts.fragment:
        raise _no_address()
    token = secret.strip()
    if not (token.isascii() and token.isprintable()):
        raise UsageError(
            "TENKYO_VECTORS_SECRET has a character that no token has. Copy the token again."
        )
    return ChromaServer(address, token)


def _in_postgres(address: str, secret: str) -> VectorStores:
    try:
        # What few installations need is an extra of the package.
        from index.vectors.postgres_vectors import PostgresVectors
    except ImportError as error:
        raise UsageError(
            "TENKYO_VECTORS names a database of PostgreSQL, and what speaks to one is not"
            " installed: pip install 'tenkyo[postgres]'"
        ) from error
    return PostgresVectors(address, secret)


def _no_address() -> UsageError:
    return UsageError(
        "TENKYO_VECTORS is no address of a vector store, such as 'http://127.0.0.1:8000' for a"
        " Chroma server, or 'postgresql://USER@HOST/NAME'. Change it, or leave it empty."
    )
