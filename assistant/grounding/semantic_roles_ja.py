"""Who does what to whom in Japanese, read off the particles, as in 日本がEUに通知する."""

import re
from collections.abc import Iterator

from index.text.folding import fold

_NOUN = r"(?:[\u4e00-\u9fff々\u30a1-\u30faーa-z0-9]+の)?[\u4e00-\u9fff々\u30a1-\u30faーa-z0-9]+"
_ARGUMENT = re.compile(rf"({_NOUN})(によって|により|から|[はがをにへ])")
_ACTION = re.compile(
    r"([\u4e00-\u9fff々]+)((?:[\u3041-\u3096]|ー)+|(?<=場合)|(?<=際)|(?<=時))(?=[、。]|$|[\u4e00-\u9fff\u30a1-\u30fa])"
)
_CASE = re.compile(r"場合|時|際")
_PASSIVE = re.compile(r"^[\u3041-\u3096]?[かがさたなばまらわ]れ")
# Particles and adverbs, which are no ending of a verb.
_NO_ENDING = re.compile(
    r"(?:[はがをにへのともやで]{1,2}|から|まで|より|により|によって|など|なく|か)\Z"
)
_CONTINUES = re.compile(r"(?:て|で|し)\Z")
_END = re.compile(r"[。！？\n]")


def japanese_roles(text: str) -> Iterator[tuple[str, str, str]]:
    """Yields doers, actions and what they are done to."""
    for sentence in _END.split(fold(text)):
        yield from _of_sentence(sentence)


def _of_sentence(sentence: str) -> Iterator[tuple[str, str, str]]:
    arguments = [(m[1], m[2], m.end()) for m in _ARGUMENT.finditer(sentence)]
    if not arguments:
        return
    since = subject_since = 0
    for match in _ACTION.finditer(sentence):
        if _CASE.fullmatch(match[1]):
            since = subject_since = match.end()
            continue
        if _NO_ENDING.match(match[2]):
            continue
        before = [
            (noun, case)
            for noun, case, end in arguments
            if end <= match.start()
            and (case == "は" or end > (subject_since if case == "が" else since))
        ]
        yield from _around(before, match[1], match[2])
        # What stood before a verb belongs to it; the topic, and before て the doer, go on.
        since = match.end()
        if not _CONTINUES.search(match[2]):
            subject_since = since


def _around(
    before: list[tuple[str, str]], action: str, ending: str
) -> Iterator[tuple[str, str, str]]:
    subjects = [noun for noun, case in before if case == "が"]
    topics = [noun for noun, case in before if case == "は"]
    others = [noun for noun, case in before if case in ("を", "に", "へ")]
    doers = subjects or topics
    if _PASSIVE.match(ending):
        agents = [n for n, case in before if case in ("に", "によって", "により", "から")]
        patients = subjects + topics + [noun for noun, case in before if case == "を"]
        doers, others = agents, patients
    elif subjects:
        others = others + topics
    for doer in doers:
        yield doer, action, ""
        yield from ((doer, action, other) for other in others if other != doer)
