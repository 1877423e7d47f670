"""Whether two names are the same: strictly where something is granted, loosely where denied."""

import unicodedata


def alike(name: str) -> str:
    """Returns what is the same of a name however it is written (Unicode, D145)."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return unicodedata.normalize("NFKC", folded)


def is_called(known: str, name: str) -> bool:
    """Tells whether a name is the known one: in the same letters, which may be small or capital.

    Others than these are not the same, however much they look so: full width, ligatures, marks that
    cannot be seen.
    """
    normal = all(unicodedata.is_normalized("NFC", each) for each in (known, name))
    return known == name or (normal and known.lower() == name.lower())
