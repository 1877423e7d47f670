"""What is said of a kept question, and of what changed."""

from assistant.access.attached import shown_path
from assistant.kept.kept_question import KeptQuestion, OtherWords
from assistant.types import Citation
from prompts.catalogues import Wording


def since(kept: KeptQuestion, words: Wording) -> str:
    """Returns since when other words are cited, or that they are the same."""
    day = kept.same.astimezone().date()
    return words("kept-changed" if kept.change else "kept-same", day=day)


def change_lines(change: OtherWords, words: Wording) -> list[str]:
    """Returns what is cited no more and what is cited now, a line each."""
    return [
        *_lines("kept-gone", change.gone, words),
        *_lines("kept-come", change.come, words),
        *([words("kept-nothing")] if nothing_is_cited(change) else ()),
        *([words("kept-perhaps")] if change.perhaps else ()),
        *([words("kept-stay", count=change.stay)] if change.stay else ()),
    ]


def nothing_is_cited(change: OtherWords) -> bool:
    """Tells whether nothing at all answers the question any more."""
    return change.come == () and not change.stay


def quoted(citation: Citation, words: Wording) -> str:
    """Returns the words of a citation in one line, and where they stand."""
    quote = " ".join(citation.quote.split())
    return words("kept-quoted", quote=quote, place=shown_path(citation.passage.document.path))


def _lines(key: str, cited: tuple[Citation, ...] | None, words: Wording) -> list[str]:
    if cited is None:
        return [f"{words(key)}: {words('kept-hidden')}"]
    return [f"{words(key)}: {quoted(each, words)}" for each in cited]
