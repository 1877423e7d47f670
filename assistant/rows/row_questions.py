"""Questions that a table answers as a whole: which row has the most, how many, how much in all.

What is asked of the rows is told by closed classes of words: superlatives with the way they point,
comparisons with a number, and words for a total or a mean.
"""

import re
from dataclasses import replace

from assistant.questions.language import answer_language
from assistant.rows.row_grammars import GRAMMARS, asked_in
from assistant.rows.row_tasks import AMOUNT, Relation, RowQuestion, RowTask, bounds_in
from assistant.rows.superlatives import Superlative, superlative_en, superlative_ja
from index.text.language import is_chinese

_MORE = (
    r"more than|greater than|higher than|larger than|bigger than|longer than|older than|above|over"
    r"|exceed(?:s|ing)?|after|later than"
)
_LESS = (
    r"less than|fewer than|lower than|smaller than|shorter than|younger than|cheaper than|below"
    r"|under|before|earlier than"
)
# Whoever denies a comparison turns it: what is not less is as much or more.
_FROM, _TO = rf"at least|not? (?:{_LESS})|since|from", rf"at most|not? (?:{_MORE})|until|up to"
_BOUNDS = (
    (
        Relation.WITHIN,
        re.compile(rf"\b(?:between|from) (?P<a>{AMOUNT}) (?:and|to) (?P<b>{AMOUNT})", re.I),
    ),
    (
        Relation.AT_LEAST,
        re.compile(rf"(?:\b(?:{_FROM}) )(?P<a>{AMOUNT})(?! or (?:less|fewer))", re.I),
    ),
    (
        Relation.AT_LEAST,
        re.compile(rf"(?P<a>{AMOUNT}) or (?:more|higher|later|above|over)\b", re.I),
    ),
    (Relation.AT_MOST, re.compile(rf"\b(?:{_TO}) (?P<a>{AMOUNT})", re.I)),
    (
        Relation.AT_MOST,
        re.compile(rf"(?P<a>{AMOUNT}) or (?:less|fewer|lower|earlier|below|under)\b", re.I),
    ),
    (Relation.MORE, re.compile(rf"\b(?:{_MORE}) (?P<a>{AMOUNT})", re.I)),
    (Relation.LESS, re.compile(rf"\b(?:{_LESS}) (?P<a>{AMOUNT})", re.I)),
    (
        Relation.WITHIN,
        re.compile(
            r"\b(?:exactly|in|during) (?P<a>(?:19|20)\d\d)\b|\bexactly (?P<b>\d[\d.,]*)", re.I
        ),
    ),
)
_AMOUNT_JA = r"\d[\d.,]*(?:年(?:\d+月)?(?:\d+日)?|[万億千]?(?:[^\W\dぁ-ん]{1,3}?))?"
_BOUNDS_JA = (
    (
        Relation.WITHIN,
        re.compile(rf"(?P<a>{_AMOUNT_JA})(?:から|以上)(?P<b>{_AMOUNT_JA})(?:まで|以下)(?:の)?"),
    ),
    (Relation.AT_LEAST, re.compile(rf"(?P<a>{_AMOUNT_JA})(?:以上|以降|から後)(?:の|に|で)?")),
    (Relation.AT_MOST, re.compile(rf"(?P<a>{_AMOUNT_JA})(?:以下|以前|以内|まで)(?:の|に|で)?")),
    (
        Relation.MORE,
        re.compile(
            rf"(?P<a>{_AMOUNT_JA})(?:を?(?:超え|上回)\w{{1,2}}?(?=[一-龯ァ-ヶ]|$)"
            r"|より(?:も)?(?:多い|大きい|高い|長い|後の?|新しい))"
        ),
    ),
    (
        Relation.LESS,
        re.compile(
            rf"(?P<a>{_AMOUNT_JA})(?:未満(?:の)?|を?下回る|より(?:も)?(?:少ない|小さい|低い|短い|安い|前の?|古い))"
        ),
    ),
)
_COUNT = re.compile(
    r"\b(?:how many|(?:the )?(?:total )?number of)(?: of (?:the|our|these))? ", re.I
)
_WHICH = re.compile(
    r"^(?:and )?(?:which|what|list|name|show(?: me)?)(?: all)?(?: of)?(?: the| our)? ", re.I
)
_THINGS = re.compile(
    r"(?:different |distinct |other |the |of )*((?:[^\W\d_]+(?:[-'’/][^\W\d_]+)*[ ]?){1,4})"
)
_ENDS_THINGS = re.compile(
    r"\b(?:are|is|were|was|do|does|did|have|has|had|can|could|will|would|must|in|on|of|with|for|that"
    r"|which|who|there|cost|costs|at|from|per|listed|not|more|less|over|under|above|below)\b.*",
    re.I | re.S,
)
_TOTAL = re.compile(
    r"\b(?:(?:in )?total|sum(?: total)?|altogether|overall|combined|all together)\b", re.I
)
# What a word means is no mean.
_MEAN = re.compile(
    r"\b(?:on )?average\b"
    r"|(?<!to )(?<!you )(?<!we )(?<!they )(?<!that )\bmean(?= (?!that\b|by\b|to\b|the\b|a\b)\w)",
    re.I,
)
_MEANS = re.compile(
    r"\b(?:do|does|did|can|could|may|might|would)\b.* mean\b\W*(?:(?:by|for|in|if|when)\b.*)?$",
    re.I,
)
_SUM_OF = re.compile(
    r"^(?:what(?:['’]?s| is| was| are| were)|how much|how many|give me|tell me)?\b", re.I
)
_COUNT_JA = re.compile(
    r"(?P<things>[\u30a1-\u30faー\u4e00-\u9fffA-Za-z]+)?(?:は|が|を|って|も)?(?:全部で|合わせて|全て|すべて)?"
    r"(?:いくつ|何(?:件|個|人|名|社|校|台|本|点|店|つ|種類?|箇所|か所|カ所|か国|カ国|ヶ国|行|便|棟|室|品|路線|都市|冊|回))"
)
_COUNT_ZH = re.compile(
    r"(?:一共|总共|總共|共)?有?(?:多少|几|幾)(?:个|個|名|位|家|台|张|本|种|项|条|间|款|座)?"
    r"(?P<things>[\u4e00-\u9fff]{2,4})?"
)
_TOTAL_JA, _MEAN_JA = (
    re.compile(r"(?:の)?(?:総計|合計|総額|総数)(?:で|は)?"),
    re.compile(r"(?:の)?平均(?:の|は|で)?"),
)
_ORDINALS = {
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
    "5th": 5,
}
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "ten": 10}
_ORDINAL = re.compile(rf"\b({'|'.join(_ORDINALS)})[- ]$", re.I)
_COUNTED = re.compile(
    r"^(?: (?:number|count|amount|quantity) of)?(?: the| different| other)* (?P<thing>[^\W\d_]+)",
    re.I,
)
_COUNTED_JA = re.compile(r"([\u30a1-\u30faー\u4e00-\u9fffA-Za-z]+)(?:数)?(?:が|の)\s*$")
_TOP = re.compile(rf"\b(?:top )?(?P<n>\d\d?|{'|'.join(_NUMBERS)}) $", re.I)
_LAST_WORD = re.compile(
    rf"([^\W\d_]+)(?: (?:the|a|an|by|on|in|at|to|for|{'|'.join(_ORDINALS)}))* $", re.IGNORECASE
)
_COUNTED_BELOW = re.compile(rf" (?P<n>\d\d?|{'|'.join(_NUMBERS)})\b", re.I)


def row_question(question: str) -> RowQuestion | None:
    """Returns what a question asks of all rows of a table, None if it asks something else."""
    text = " ".join(question.split())
    grammar = GRAMMARS.get(answer_language(question))
    found = (asked_in(text, grammar) if grammar else None) or _english(text) or _japanese(text)
    return replace(found, verb=_verb(text, found)) if found else None


def _verb(text: str, asked: RowQuestion) -> str:
    """Returns the last word before what compares, without an article."""
    said = asked.superlative.said if asked.superlative else ""
    at = min(
        (text.find(each) for each in (said, *(b.said for b in asked.bounds)) if each), default=0
    )
    match = _LAST_WORD.search(text[: max(at, 0)])
    return match[1] if match else ""


def _english(text: str) -> RowQuestion | None:
    if found := superlative_en(text):
        return _extreme(*found)
    bounds, rest = bounds_in(text, _BOUNDS)
    counted = _COUNT.search(text)
    if counted is None and (each := _summed(rest)):
        return each
    if counted and _TOTAL.search(rest):
        summed = _COUNT.sub(" ", _TOTAL.sub(" ", rest))
        return RowQuestion(
            RowTask.TOTAL, summed, things=_things(text[counted.end() :]), bounds=bounds
        )
    if counted:
        things = _things(text[counted.end() :])
        return (
            RowQuestion(RowTask.COUNT, _COUNT.sub(" ", rest), things, bounds=bounds)
            if things
            else None
        )
    which = _WHICH.match(text)
    if which and bounds:
        things = _things(text[which.end() :])
        return RowQuestion(RowTask.COUNT, _WHICH.sub(" ", rest), things, bounds=bounds)
    return None


def _extreme(superlative: Superlative, before: str, after: str) -> RowQuestion:
    place = number = 1
    if ordinal := _ORDINAL.search(before):
        place, before = _ORDINALS[ordinal[1].lower()], before[: ordinal.start()]
    elif top := _TOP.search(before):
        said = top["n"].lower()
        number, before = _NUMBERS.get(said) or int(said), before[: top.start()]
    elif below := _COUNTED_BELOW.match(after):
        said = below["n"].lower()
        number, after = _NUMBERS.get(said) or int(said), after[below.end() :]
    bounds, rest = bounds_in(f"{before} {after}", _BOUNDS)
    return RowQuestion(
        RowTask.EXTREME,
        rest,
        superlative=superlative,
        place=place,
        number=number,
        bounds=bounds,
        counted=_counted(superlative.said, after),
    )


def _counted(said: str, after: str) -> str:
    """Returns the word for what there is most or least of, empty if nothing is counted."""
    found = _COUNTED.match(after)
    of_number = found is not None and found.start("thing") > 1 and " of" in found.group()
    counts = of_number or said.lower() in ("most", "fewest", "least")
    return found["thing"] if found and counts else ""


def _summed(rest: str) -> RowQuestion | None:
    """Returns a question for the total or the mean of a column, with what it names of it."""
    if _MEANS.search(rest):
        return None
    for kind, pattern in ((RowTask.MEAN, _MEAN), (RowTask.TOTAL, _TOTAL)):
        if pattern.search(rest):
            return RowQuestion(kind, pattern.sub(" ", rest))
    return None


def _things(text: str) -> str:
    match = _THINGS.match(text)
    return _ENDS_THINGS.sub("", match[1]).strip() if match else ""


def _japanese(text: str) -> RowQuestion | None:
    if found := superlative_ja(text):
        superlative, before, after = found
        bounds, rest = bounds_in(f"{before} {after}", _BOUNDS_JA)
        of = (
            _COUNTED_JA.search(before) if superlative.said.strip("最も一番")[:1] in "多少" else None
        )
        return RowQuestion(
            RowTask.EXTREME,
            rest,
            superlative=superlative,
            bounds=bounds,
            counted=of[1] if of else "",
        )
    if is_chinese(text):
        counted = _COUNT_ZH.search(text)
        things = counted["things"] if counted else None
        return (
            RowQuestion(RowTask.COUNT, _COUNT_ZH.sub(f" {things} ", text), things)
            if things
            else None
        )
    counted = _COUNT_JA.search(text)
    if counted:
        bounds, rest = bounds_in(text[: counted.start()], _BOUNDS_JA)
        things = counted["things"] or ""
        return RowQuestion(RowTask.COUNT, f"{rest} {things}", things, bounds=bounds)
    for kind, pattern in ((RowTask.MEAN, _MEAN_JA), (RowTask.TOTAL, _TOTAL_JA)):
        if pattern.search(text):
            return RowQuestion(kind, pattern.sub(" ", text))
    return None
