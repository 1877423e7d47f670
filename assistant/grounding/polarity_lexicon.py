"""Expressions that turn the meaning of a sentence while hardly changing its words.

Each dimension has poles ("at least" and "at most"; "must", "may" and "must not"). Patterns are
tried in the order given, so that "no more than" is read before "more than".
"""

import re
from dataclasses import dataclass

_FIGURE = (
    r"(?=(?:(?:the|about|a|an|some) )?(?:[€$£¥]?\d[\d.,]*|half|one|two|three|four|five|six|seven"
    r"|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    r"|hundred|thousand|million)\b|(?:[€$£¥]|EUR |USD )\d)"
)
_NO = r"(?:not|never|cannot|\w+n['’]t|nobody|no one|no(?: \w+)?)"
_SMALLER = (
    r"less|fewer|smaller|lower|shorter|younger|slower|cheaper|weaker|lighter|poorer|worse|narrower"
    r"|thinner|colder|cooler|newer|lesser|nearer|closer|milder"
)
_LARGER = r"(?!other\b|rather\b|later\b|earlier\b|sooner\b|\w*(?:ever|ther) )(?:more|\w{3,}er)"

FORBIDDEN = "forbidden"
"""The denial that stands for every way of forbidding; it may follow what it forbids."""


@dataclass(frozen=True, slots=True)
class Cue:
    """An expression: what it bears on, which pole it names, and how it is written.

    `denial` is what a check of denials reads in its place; None leaves the expression as it is.
    """

    dimension: str
    pole: str
    pattern: str
    denial: str | None = None


_ENGLISH = (
    # Limits: `least` of a number that is the least, `most` of one that is the most.
    Cue("limit", "least", rf"\b{_NO} (?:\w+ ){{0,3}}?(?:{_SMALLER}) than {_FIGURE}", ""),
    Cue("limit", "most", rf"\b{_NO} (?:\w+ ){{0,3}}?{_LARGER} than {_FIGURE}", ""),
    Cue(
        "limit",
        "most",
        rf"\b(?:(?:must|may|shall|should|can|do|does|did|will) )?{_NO}"
        rf"(?: to)? (?:exceed|pass)(?:ing|s|ed)? {_FIGURE}",
        "",
    ),
    Cue(
        "limit",
        "least",
        r"\bat least|\ba minimum of|\bminimum|\bor (?:more|older|over|above"
        r"|higher|longer|larger)\b|\band (?:over|above)\b|\bupwards?\b(?= of)",
    ),
    Cue(
        "limit",
        "most",
        r"\bat (?:the )?most|\bup to (?=\S*\d|\w)(?!date)|\ba maximum of|\bmaximum"
        r"|\bas (?:much|many|long) as \b(?=\S*\d)"
        r"|\bor (?:less|fewer|under|below|lower|shorter|younger)\b"
        rf"|\bwithin {_FIGURE}",
    ),
    Cue("limit", "most", rf"\b(?:(?:{_SMALLER}) than|under|below) {_FIGURE}"),
    Cue(
        "limit",
        "least",
        rf"\b(?:{_LARGER} than|over|above|exceed(?:s|ed|ing)?"
        rf"|after more than) {_FIGURE}",
    ),
    Cue(
        "order",
        "before",
        r"\b(?:no|not) later than(?: (?:\w+ ){1,3}before)?\b|\bat the latest"
        r"(?: by)?\b",
        "",
    ),
    Cue("order", "after", r"\b(?:no|not) (?:earlier|sooner) than(?: (?:\w+ ){1,3}after)?\b", ""),
    Cue("order", "before", r"\bbefore\b|\bprior to\b|\bearlier than\b|\bahead of\b|\buntil\b"),
    Cue("order", "after", r"\bafter\b|\blater than\b|\bsubsequent to\b"),
    Cue("comparison", "less", rf"\b(?:(?:less|fewer)(?: (?!than\b)\w+){{0,2}}|{_SMALLER}) than\b"),
    Cue("comparison", "more", rf"\b(?:more(?: (?!than\b)\w+){{0,2}}|{_LARGER}) than\b"),
    # What one has to do, may do, or must not do.
    Cue(
        "modality",
        "exempt",
        r"\b(?:not|never|nobody (?:is|was)|no one (?:is|was)|\w+n['’]t)"
        r" (?:\w+ )?(?:required|obliged|obligated|compelled|forced|mandatory|compulsory"
        r"|obligatory|necessary)(?: to)?|\b(?:do|does|did)(?: not|n['’]t) (?:have|need) to"
        r"|\bneed(?: not|n['’]t)\b|\bno (?:obligation|requirement|need|duty)\b"
        r"|\b(?:nobody|no one) (?:has to|must)\b|\boptional(?:ly)?\b|\bvoluntar(?:y|ily)\b",
        "",
    ),
    Cue(
        "modality",
        "forbidden",
        r"\b(?:prohibit|forb[ia]d|bann)(?:ed|s|den|ding|ing|e)?"
        r"(?: from)?\b|\b(?:not|never) (?:be )?(?:allowed|permitted|authori[sz]ed|entitled)"
        r"(?: to)?\b",
        FORBIDDEN,
    ),
    Cue(
        "modality",
        "forbidden",
        r"\b(?:must|may|shall|can)(?: not|n['’]t)\b(?! only\b)|\bcannot\b"
        r"|\b(?:nobody|no one) (?:may|can|shall)\b",
    ),
    Cue(
        "modality",
        "obliged",
        r"\bmust\b|\bshall\b|\bha(?:s|ve|d) to\b|\brequire[sd]?\b"
        r"|\b(?:obliged?|obligated|compelled)\b|\bneed(?:s|ed)? to\b|\b(?:mandatory|compulsory"
        r"|obligatory)\b|\bobligations?\b|\bduty to\b",
    ),
    Cue("modality", "advised", r"\bshould\b|\bought to\b|\brecommend\w*|\badvisable\b"),
    Cue(
        "modality",
        "permitted",
        r"(?-i:\bmay\b)|\b(?:can|could|might)\b"
        r"|\b(?:allow|permit|entitl|authori[sz])\w*|\bable to\b|\bpossibl[ey]\b|\bright to\b"
        r"|\bfree to\b|\bpower to\b",
    ),
    # How many of them.
    Cue("quantity", "some", r"\bnot (?:all|every|each|always)\b", ""),
    Cue(
        "quantity",
        "all",
        r"(?<!at )(?<!above )(?<!after )\ball\b(?! over| right|[,.;])"
        r"|\bevery\b|\beach\b(?! other)|\balways\b|\bentire(?:ly)?\b|\b(?:the|a) whole\b"
        r"|\bevery(?:one|body|thing)\b",
    ),
    Cue("quantity", "most", r"\bmost (?:of\b|(?=[\w-]+s\b|people))|\b(?:the|a) majority\b"),
    Cue(
        "quantity",
        "some",
        r"\bsome\b(?! \d)|\bseveral\b|\ba few\b|\bcertain (?=[\w-]+s\b)"
        r"|\bsometimes\b|\bpart(?:s|ly|ially)?\b(?= of)|\bpart(?:ly|ially)\b|\boccasionally\b",
    ),
    Cue(
        "quantity",
        "few",
        r"(?<!the )(?<!last )(?<!past )(?<!next )(?<!\ba )\bfew\b"
        r"|\b(?:the|a) minority\b|\brarely\b|\bseldom\b",
    ),
    Cue(
        "direction",
        "up",
        r"\b(?:increas(?:e[sd]?|ing(?:ly)?)|r[io]s(?:e[sn]?|ing)|gr[eo]wn?|grows|growing"
        r"|growth|rais(?:e[sd]?|ing)|climb(?:s|ed|ing)?|surg(?:e[sd]?|ing)|soar(?:s|ed|ing)?"
        r"|expand(?:s|ed|ing)?)\b",
    ),
    Cue(
        "direction",
        "down",
        r"\b(?:decreas(?:e[sd]?|ing)|f[ae]ll(?:s|en|ing)?|drop(?:s|ped|ping)?"
        r"|declin(?:e[sd]?|ing)|shr[iau]nk(?:s|ing)?|reduc(?:e[sd]?|ing)|reductions?"
        r"|cut(?:s|ting)?|lower(?:s|ed|ing)|plung(?:e[sd]?|ing)|diminish(?:es|ed|ing)?)\b",
    ),
)

# Words of which one excludes the other, as stems that words begin with.
_OPPOSITES = (
    ("accept|approv|adopt", "reject|refus|declin"),
    ("includ", "exclud|except"),
    ("support|favou?r|back(?:s|ed|ing)", "oppos"),
    ("improv", "worsen|deteriorat"),
    ("strengthen", "weaken"),
    ("permanent", "temporar|provisional"),
    ("largest|biggest|greatest", "smallest"),
    ("highest", "lowest"),
    ("longest", "shortest"),
    ("oldest", "youngest|newest"),
    ("earliest", "latest"),
    ("first", "last(?= *$|[.,;])"),
    ("north", "south"),
    ("east", "west"),
    ("publicly|public", "private"),
    ("internal", "external"),
    ("domestic", "foreign"),
    ("lawful|legal", "unlawful|illegal"),
    ("direct(?!or|ive|ion)", "indirect"),
    ("positive", "negative"),
    ("succeed|success", "fail"),
    ("inside", "outside"),
    ("begin|began|begun|start|commenc", "end(?:s|ed|ing)?(?!\\w)|finish|expir|terminat"),
    ("always|permanently|at all times", "sometimes|occasionally|never"),
)

_JAPANESE = (
    Cue("limit", "least", "以上|少なくとも|最低(?!気温)|を?(?:超え|上回)(?:る|た|て)"),
    Cue("limit", "most", "以下|未満|以内|多くとも|最大|(?:を)?下回(?:る|った|って)|を超えない"),
    Cue("order", "before", r"以前|より前|までに|(?<![午名人手年日月])前(?=[、にのは])"),
    Cue("order", "after", r"以降|以後|より後|てから|(?<![午前])後(?=[、にのは])"),
    Cue("modality", "exempt", "(?:必要|義務)[はが](?:ない|ありません|なく)|なくても"
         "(?:よい|いい|良い)|任意", "、"),
    Cue("modality", "forbidden", "ては(?:ならな|いけな|なりませ|いけませ)[いん]"
         "|(?:ことは|を|は|が)?禁(?:止|じ)(?:られ|され|し)?"
         "(?:て(?:い)?(?:る|ます)|る|です|である|とする)?", "ない、"),
    Cue("modality", "forbidden", "でき(?:ない|ません)"),
    Cue("modality", "obliged", "(?:なければ|ねば|なくては)(?:なら(?:ない|ず|ぬ)|なりません)|必要"
         "(?=が(?:ある|あり)|だ|です|とする)|義務", "、"),
    Cue("modality", "advised", "べき|望ましい|推奨"),
    Cue("modality", "permitted", "できる|できます|でき、|ても(?:よい|いい|良い|構わ)"
         "|ことが(?:ある|あり)|可能|許可|許され|認められ|かもしれ"),
    Cue("quantity", "all", "[すぁ-ん]?べて|全て|全員|全部|あらゆる|いずれも|常に|必ず"),
    Cue("quantity", "most", "ほとんど|大半|大部分|過半数|大多数|多く(?=[はのが])"),
    Cue("quantity", "some", "一部|いくつか|若干|時々|ときどき"),
    Cue("direction", "up", "増加|増え|増や|増大|上昇|拡大|引き上げ|引上げ|上が[っるり]"
         "|高ま[っるり]"),
    Cue("direction", "down", "減少|減[っりるら]|低下|下落|縮小|引き下げ|引下げ|下が[っるり]|削減"),
    *(
        Cue(f"{one}/{other}", pole, pattern)
        for one, other in (
            ("賛成", "反対"), ("承認", "却下|否決|拒否"), ("改善", "悪化"), ("強化", "弱化"),
            ("含[まみむめ]", "除[かきくけい]"), ("最大", "最小"), ("最高", "最低"), ("北", "南"),
            ("東", "西"), ("合法", "違法"), ("開始", "終了"), ("成功", "失敗"),
        )
        for pole, pattern in (("one", one), ("other", other))
    ),
)  # fmt: skip


def _pairs() -> list[Cue]:
    return [
        Cue(f"{one}/{other}", pole, rf"\b(?:{pattern})\w*")
        for one, other in _OPPOSITES
        for pole, pattern in (("one", one), ("other", other))
    ]


CONVERSE = frozenset({"order", "comparison"})
"""Dimensions whose poles change places with their sides: A before B is B after A."""

EXCLUDE = {
    "modality": {
        ("obliged", "permitted"), ("obliged", "exempt"), ("obliged", "forbidden"),
        ("obliged", "advised"), ("advised", "obliged"), ("permitted", "obliged"),
        ("permitted", "forbidden"), ("exempt", "obliged"), ("exempt", "forbidden"),
        ("forbidden", "obliged"), ("forbidden", "permitted"), ("forbidden", "exempt"),
    },
    "quantity": {
        ("all", "some"), ("all", "most"), ("all", "few"), ("most", "some"), ("most", "few"),
        ("most", "all"), ("some", "all"), ("few", "all"), ("few", "most"),
    },
}  # fmt: skip
"""Which pole of a sentence cannot rest on which of a passage; elsewhere, on any but its own."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The expressions of a language, each as a compiled pattern; those of one group exclude."""

    groups: tuple[tuple[tuple[Cue, re.Pattern[str]], ...], ...]


def _compiled(turns: tuple[Cue, ...] | list[Cue]) -> tuple[tuple[Cue, re.Pattern[str]], ...]:
    return tuple((turn, re.compile(turn.pattern, re.IGNORECASE)) for turn in turns)


ENGLISH = Lexicon((_compiled(_ENGLISH), _compiled(_pairs())))
JAPANESE = Lexicon((_compiled(_JAPANESE),))
