"""What the assistant says above things that it counted: how many, and by which rule."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.wording.of_library import joined, quoted
from assistant.wording.remarks import number_of_documents

_WORDING = {
    "en": {
        "every": "Sentences, list items, table rows or headings about one of “{things}”: {found}.",
        "having": (
            "About one of “{things}”, with {words} and no “no” to it: {found} of {alike} sentences,"
            " list items or table rows."
        ),
        "lacking": (
            "About one of “{things}”, with a “no” to {words}, or without it where others in the"
            " same list have it: {found} of {alike} sentences, list items or table rows."
        ),
        "where": "They stand in {documents}.",
        "having left out": "Left out: {number} that have it.",
        "lacking left out": "Left out: {number} that have it not.",
        "silent left out": "Left out: {number} that do not say.",
        "part": "I read the first {read} of {all} passages on “{things}”: there may be more.",
    },
    "ja": {
        "every": "「{things}」それぞれについての文、箇条、表の行、見出し：{found}件。",
        "having": (
            "「{things}」それぞれについての文、箇条、表の行{alike}件のうち、{words}があり、"
            "打ち消されていないもの：{found}件。"
        ),
        "lacking": (
            "「{things}」それぞれについての文、箇条、表の行{alike}件のうち、{words}が打ち消されて"
            "いるもの、または同じ一覧のほかにはあってそこにないもの：{found}件。"
        ),
        "where": "{documents}にあります。",
        "having left out": "除いたもの：あると書かれている{number}件。",
        "lacking left out": "除いたもの：ないと書かれている{number}件。",
        "silent left out": "除いたもの：どちらとも書かれていない{number}件。",
        "part": "「{things}」のある{all}箇所のうち最初の{read}箇所だけを読みました。",
    },
}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many things have something, have it not, or are not said to; in how many documents.

    `part` is how many passages of how many were read, None for all.
    """

    having: int
    lacking: int
    silent: int
    documents: int
    part: tuple[int, int] | None = None


def counted_line(
    things: str, words: Sequence[str], tally: Tally, language: str, *, negated: bool
) -> str:
    """Returns the line above counted things, in `en` or `ja`: how many, and what was left out."""
    wording, kind = _WORDING[language], "lacking" if negated else "having"
    left = {"having": tally.having, "lacking": tally.lacking, "silent": tally.silent}
    found = left.pop(kind)
    first = wording[kind if words else "every"].format(
        things=things,
        words=quoted(words, language) if words else "",
        found=f"{found:,}",
        alike=f"{found + sum(left.values()):,}",
    )
    where = wording["where"].format(documents=number_of_documents(tally.documents, language))
    out = [wording[f"{k} left out"].format(number=f"{n:,}") for k, n in left.items() if n]
    part = ""
    if tally.part:
        read, every = (f"{n:,}" for n in tally.part)
        part = wording["part"].format(read=read, all=every, things=things)
    return joined([first, where, *out, part], language)
