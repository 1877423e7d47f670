"""What the columns of a table are called by other words: codes, and what a note near it explains.

"EOL = end of life", "full-time equivalents (FTE)". So a column is met by what it stands for.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from index.tables.codes import meanings
from index.text.folding import bare
from index.text.function_words import function_words
from index.types import Document, Section

_NEAR = 3_000
_KEPT = 256
_SHORT = re.compile(r"[^\W_](?:[^\W_]|[-./&]){0,7}")
_IS = (
    r"(?:\s*[=＝]\s*|\s*[:：]\s+|\s+[–—-]\s+|\s+(?:stands for|means|is short for|steht für|bedeutet"
    r"|signifie|désigne|significa)\s+|とは)"
)
_WORDS = r"(?P<words>[^\W\d_][^.;,:|=()\n。、]{2,60})"


def spoken_names(document: Document, table: Section) -> Mapping[str, str]:
    """Returns what each column of a table is called, each of its names after a comma.

    >>> from index.types import Document
    >>> text = "EOL = end of life. Version: 7; EOL: 2024"
    >>> table = Section(19, len(text), (), ("Version", "EOL"))
    >>> spoken_names(Document("d", "a.md", "", text, "en", (), (table,), "v"), table)["EOL"]
    'EOL, end of life'
    """
    text, start, end = document.text, table.start, table.end
    around = f"{text[max(0, start - _NEAR) : start]}\n{text[end : end + _NEAR]}"
    return _spoken(table.columns or (), around, document.language)


@lru_cache(maxsize=_KEPT)
def _spoken(names: tuple[str, ...], around: str, language: str) -> Mapping[str, str]:
    called = {
        # What the document itself says goes before what a code means elsewhere.
        name: list(_explained(name, around, language)) or meant
        for name, meant in zip(names, meanings(names), strict=True)
    }
    return {name: ", ".join(dict.fromkeys([name, *words])) for name, words in called.items()}


def _explained(name: str, around: str, language: str) -> Iterator[str]:
    """Yields what a text says that a short name stands for."""
    if not _SHORT.fullmatch(name):
        return
    small = function_words(language)
    code = rf"(?<![^\W_]){re.escape(name)}"
    for match in re.finditer(rf"{code}{_IS}{_WORDS}", around):
        yield match["words"].strip()
    for match in re.finditer(rf"(?P<words>(?:[^\W\d_]+[ -]){{1,8}})\({re.escape(name)}\)", around):
        said = re.findall(r"[^\W\d_]+", match["words"])
        words = [word for word in said if bare(word) not in small][-len(name) :]
        if [word[0].casefold() for word in words] == list(name.casefold()):
            yield " ".join(words)
