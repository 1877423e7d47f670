"""Irregular English verbs, and verbs that say the same with their sides swapped."""

IRREGULAR = {
    form: verb
    for verb, forms in {
        "beat": "beat beats beaten beating",
        "bite": "bit bitten",
        "bring": "brought",
        "build": "built",
        "buy": "bought",
        "catch": "caught",
        "choos": "chose chosen",
        "draw": "drew drawn",
        "drive": "drove driven",
        "eat": "ate eaten",
        "fight": "fought",
        "find": "found",
        "forbid": "forbade forbidden",
        "forgiv": "forgave forgiven",
        "fall": "fell fallen",
        "give": "give gives giving gave given",
        "grow": "grew grown",
        "rise": "rose risen",
        "hear": "heard",
        "hit": "hit hits",
        "hold": "held",
        "hurt": "hurt hurts",
        "keep": "kept",
        "know": "knew known",
        "lead": "led",
        "leav": "left",
        "lend": "lent",
        "lose": "lost",
        "make": "made",
        "oversee": "oversaw overseen",
        "overtak": "overtook overtaken",
        "overthrow": "overthrew overthrown",
        "pay": "paid",
        "see": "saw seen",
        "seek": "sought",
        "sell": "sold",
        "send": "sent",
        "show": "shown",
        "shoot": "shot",
        "steal": "stole stolen",
        "strike": "struck stricken",
        "sweep": "swept",
        "take": "took taken",
        "teach": "taught",
        "tell": "tell tells telling told",
        "throw": "threw thrown",
        "understand": "understood",
        "win": "won",
        "write": "wrote written",
    }.items()
    for form in forms.split()
}
"""Forms, and the stem that the verb has in them."""

CONVERSE_VERBS = {
    "buy": ("sell", True),
    "purchas": ("sell", True),
    "borrow": ("lend", True),
    "import": ("export", True),
    "receiv": ("give", True),
    "learn": ("teach", True),
}
"""By stem, the verb that says the same with the two sides swapped."""

MUTUAL = frozenset(
    "meet met marri border resembl equal compet cooper collabor differ agre share join combin"
    " correspond coincid neighbour neighbor mean includ contain lie stand exist".split()
)
"""Stems of verbs that hold both ways, or put a whole and its parts in any order."""
