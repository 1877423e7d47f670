"""The prompt: passages under keys that nobody can guess, fenced as data, as many as fit."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from langchain_core.prompts import ChatPromptTemplate

from index.types import Passage
from prompts.templates import template

NOTHING = "NOT_IN_THE_PASSAGES"
"""What the model writes, and nothing else, if the passages do not answer."""

_LETTERS, _FIGURES = "abcdefghjkmnpqrstuvwxyz", "23456789"
_EXAMPLE = "x0y0z"

# Tokenizers differ; these are more tokens than most of them take for a character.
_TOKENS_PER_ASCII = 0.34
_TOKENS_PER_OTHER = 1.2


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is sent to a model: a prompt of LangChain and the values of its variables.

    `passages` are those behind the keys in it.
    """

    template: ChatPromptTemplate
    values: Mapping[str, str]
    passages: Mapping[str, Passage]


def build_prompt(question: str, passages: Sequence[Passage], language: str, room: int) -> Prompt:
    """Returns a prompt of at most about `room` tokens, with the first passages that fit.

    Keys and fence are drawn anew each time, and stand in none of the passages: no document can
    cite, or close what it stands in.
    """
    taken = "\n".join([question, *(_source(p) + p.text for p in passages)]).casefold()
    fence = f"<<<{next(k for k in _drawn(5) if k not in taken)}>>>"
    prompt = chat_prompt(language)
    fixed = {"example": _EXAMPLE, "nothing": NOTHING, "fence": fence}
    rules = str(prompt.format_messages(**fixed, passages="", question="")[0].text)
    left = room - estimated_tokens(rules) - estimated_tokens(question) - 100
    keys = (key for key in _drawn(2) if key not in taken and key != _EXAMPLE)
    fenced: list[str] = []
    chosen: dict[str, Passage] = {}
    for passage in passages:
        key = next(k for k in keys if k not in chosen)
        text = _fenced(passage, key, fence, len(fenced) + 1)
        left -= estimated_tokens(text)
        if left < 0:
            break
        fenced.append(text)
        chosen[key] = passage
    values = {**fixed, "passages": "\n\n".join(fenced), "question": question}
    return Prompt(prompt, values, chosen)


@cache
def chat_prompt(language: str) -> ChatPromptTemplate:
    """Returns the prompt in a language, made of the texts in `prompts/`: rules, then the request.

    In English where a language has none.
    """
    names = {"system": "phrase_rules", "human": "phrase_question"}
    return ChatPromptTemplate.from_messages(
        [(role, template(name, language).text) for role, name in names.items()]
    )


def estimated_tokens(text: str) -> int:
    """Returns about how many tokens a text is, rather too many than too few."""
    ascii_letters = sum(c.isascii() for c in text)
    others = len(text) - ascii_letters
    return round(ascii_letters * _TOKENS_PER_ASCII + others * _TOKENS_PER_OTHER) + 1


def _drawn(pairs: int) -> Iterator[str]:
    """Yields random keys: letters and figures in turn, so that they look like nothing else."""
    while True:
        drawn = (secrets.choice(_LETTERS) + secrets.choice(_FIGURES) for _ in range(pairs))
        yield "".join(drawn) + secrets.choice(_LETTERS)


def _fenced(passage: Passage, key: str, fence: str, number: int) -> str:
    return template("phrase_passage", "en").fill(
        fence=fence, number=str(number), key=key, source=_source(passage), text=passage.text
    )


def _source(passage: Passage) -> str:
    """Returns the title and headings of a passage in one line."""
    return " › ".join(" ".join(name.split()) for name in (passage.document.title, *passage.heading))
