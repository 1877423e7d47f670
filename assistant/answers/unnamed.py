"""What is said where the document, release or code that a question names does not answer."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from assistant.questions.language import answer_language
from assistant.wording.phrases import quoted
from index.types import Document
from prompts.catalogues import wording

_NAMES_SHOWN = 3


def unnamed(question: str, missing: str, documents: Sequence[Document]) -> str:
    """Returns what is said where what a question names is missing, or does not answer it.

    `missing` is its name as written, empty where it is there: the documents are named then.
    """
    language = answer_language(question)
    words = wording(language)
    if missing:
        return words("unnamed-missing", name=missing)
    names = [PurePosixPath(document.path).name for document in documents[:_NAMES_SHOWN]]
    return words("unnamed-silent", count=len(names), names=quoted(names, language))
