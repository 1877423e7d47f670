"""Words and sentences put together as each language does it."""

from collections.abc import Sequence

from prompts.catalogues import wording


def quoted(named: Sequence[str], language: str) -> str:
    """Returns words in quotation marks: all of them are meant."""
    words = wording(language)
    return listed([words("quotation", quote=each) for each in named], "list-and", language)


def listed(parts: Sequence[str], last: str, language: str) -> str:
    """Returns parts in a row, the last one after an "and" or an "or": `list-and`, `list-or`."""
    words = wording(language)
    if len(parts) == 1:
        return parts[0]
    return words(last, before=words("list-comma").join(parts[:-1]), last=parts[-1])


def joined(sentences: Sequence[str], language: str) -> str:
    """Returns sentences one after the other."""
    return wording(language)("sentence-space").join(filter(None, sentences))
