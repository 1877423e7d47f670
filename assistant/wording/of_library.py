"""What the assistant says of the documents as a whole: how many they are, and by which rule."""

from prompts.catalogues import Value, wording


def said(which: str, language: str, **filled: Value) -> str:
    """Returns the sentence of this name in a language, filled."""
    return wording(language)(f"library-{which.replace(' ', '-')}", **filled)
