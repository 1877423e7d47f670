"""Words of a question that deny or leave out: "not in Rome", "except lorries", 東京以外.

They choose the rows that the words beside them do not, so what those words choose answers nothing.
"""

import re

from assistant.questions.language import content_words
from assistant.rows.whole_table import TableRow, WholeTable

_DENIAL = re.compile(
    r"\b(?:not|no(?!\.? ?\d)|never|without|neither|nor|none|nobody|nothing|cannot|non"
    r"|lack(?:s|ing)?"
    r"|(?:do|does|did|is|are|was|were|has|have|had|ca|could|must|should|wo|would)n['’]?t"
    r"|except(?:ing|ed)?|exclud(?:e|es|ed|ing)|outside|besides|(?:apart|aside) from"
    r"|(?:other|rather) than|instead of|(?:all|any\w*|every\w*|no\w*) but|but (?:for|not)"
    r"|nicht|kein\w*|nie|niemals|ohne|weder|außer|ausgenommen|außerhalb"
    r"|pas|sans|sauf|hormis|excepté|jamais|aucune?s?|ni|hors"
    r"|sin|nunca|jamás|ningun\w*|ningún|salvo|excepto|fuera de)\b"
    # 少ない denies nothing, nor does who asks politely: くれませんか.
    r"|(?<!少)(?<!くれ)(?<!もらえ)(?<!いただけ)な(?:い|く)|なし|ません(?!か)|[がさたなばまらせ]ず(?!つ)"
    r"|以外|抜き|除[いきくけ了]|[没沒]有|不(?:是|在|含|包|用|需|能|可|超|到|属|会|要)",
    re.IGNORECASE,
)
# Who asks says of himself that he does not know, or asks for a yes.
_ASIDE = re.compile(
    r"^\W*\w+n['’]?t\b|,? \w+n['’]?t (?:it|they|he|she)\W*$"
    r"|\b(?:\w+n['’]?t|not) (?:you|we|know|remember|understand|sure|certain)\b",
    re.IGNORECASE,
)
_NEXT = re.compile(r"[\W_]*([^\W_]+)")
_BEFORE = 2
# So many words after a denial may be what it denies: "speak Danish".
_DENIED = 2


def denies(said: str, table: WholeTable) -> bool:
    """Tells whether words deny or leave out something, and not as a name or cell of a table does.

    A column "Not returned" is named by such words, and so is a status "not paid" if none is "paid".
    """
    text = _ASIDE.sub(" ", said)
    phrases = [_phrase(text, match) for match in _DENIAL.finditer(text)]
    if not phrases:
        return False
    cells = {_spoken(text) for row in table.rows for text in row.cells.values()}
    own = "\n".join([*(_spoken(name) for name, _ in table.columns), *cells])
    return any(phrase not in own or _denied(phrase) in cells for phrase in phrases)


def has_what_is_denied(question: str, row: TableRow) -> bool:
    """Tells whether a row says, and does not deny, what a question asks not to be so.

    Who asks which sailors speak no Danish is not answered by one who does.
    """
    text, said = _ASIDE.sub(" ", question), " ".join(row.cells.values())
    if _DENIAL.search(said):
        return False
    for match in _DENIAL.finditer(text):
        denied = content_words(text[match.end() :])[:_DENIED]
        own = {word.casefold() for word in content_words(said)}
        if match.group().isascii() and any(word.casefold() in own for word in denied):
            return True
    return False


def _phrase(text: str, match: re.Match[str]) -> str:
    """Returns a denial with the word that it is of, as it would stand in a table."""
    if match.group().isascii():
        following = _NEXT.match(text, match.end())
        return _spoken(f"{match.group()} {following[1] if following else ''}").strip()
    return _spoken(text[max(0, match.start() - _BEFORE) : match.end()]).strip()


def _denied(phrase: str) -> str:
    """Returns what a phrase denies: "started" of "not started", empty where that is no word."""
    return phrase.partition(" ")[2]


def _spoken(text: str) -> str:
    return re.sub(r"[\s_-]+", " ", text.casefold())
