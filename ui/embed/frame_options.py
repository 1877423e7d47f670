"""What the page around the chat may choose: read from the address of the frame, and checked."""

from collections.abc import Mapping
from dataclasses import dataclass

from ui.embed.colours import Theme, tokens

_LONGEST_TITLE = 60
_LONGEST_TEXT = 200
_MOST_QUESTIONS = 6
_SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class FrameOptions:
    """How the chat is to look; empty fields are as the chat has them by itself.

    `style` holds declarations of the tokens in `static/tokens.css`.
    """

    title: str = ""
    greeting: str = ""
    questions: tuple[str, ...] = ()
    style: str = ""


def read_frame(query: Mapping[str, str]) -> FrameOptions:
    """Reads the parameters of an address; what makes no sense counts as not given."""
    asked = (_line(part, _LONGEST_TEXT) for part in query.get("questions", "").split(_SEPARATOR))
    accent, background, ink = (query.get(name, "") for name in ("accent", "background", "text"))
    return FrameOptions(
        _line(query.get("title", ""), _LONGEST_TITLE),
        _line(query.get("greeting", ""), _LONGEST_TEXT),
        tuple(question for question in asked if question)[:_MOST_QUESTIONS],
        tokens(accent, background, ink, _theme(query.get("theme", ""))),
    )


def _line(value: str, longest: int) -> str:
    """Returns a value in one line, without what cannot be seen."""
    kept = "".join(each if each.isprintable() else " " for each in value[: 4 * longest])
    return " ".join(kept.split())[:longest]


def _theme(value: str) -> Theme:
    match value:
        case "light" | "dark":
            return value
    return "auto"
