"""Characters that cannot be seen, or that control what shows a text, made visible."""


def printable(text: str) -> str:
    """Returns text that is safe in one line of a terminal.

    Control characters, what turns the order of others, and odd bytes are shown by their codes.
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
