"""Filters of a directory with a name put into them (RFC 4515), so that no name means anything."""

from assistant.directory.directory_settings import NAME, USER


def escaped(value: str) -> str:
    """Returns a value for a filter: each of its bytes escaped, so that none is read as syntax."""
    return "".join(f"\\{byte:02x}" for byte in value.encode("utf-8", errors="replace"))


def filled(template: str, *, user: str, name: str) -> str:
    """Returns a filter with the reader's name and the name of an entry put into it."""
    return template.replace(USER, escaped(user)).replace(NAME, escaped(name))


def any_of(filters: list[str]) -> str:
    """Returns a filter of what fits at least one of some filters."""
    return filters[0] if len(filters) == 1 else f"(|{''.join(filters)})"
