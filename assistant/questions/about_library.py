"""Questions about the library itself: which documents there are, not what stands in one.

What is asked about are the units of the library (documents, files) and what is asked of them is
what its records and its index know: that they exist, what they are about, which words they have,
their dates, their language. "Which documents do I need for a visa?" asks nothing of that kind.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from babel import Locale

from assistant.questions.mentions import mentioned
from index.text.folding import bare
from index.text.function_words import LANGUAGES, function_words


class LibraryTopic(StrEnum):
    """What is asked of the documents."""

    EVERY = "every"
    ABOUT = "about"
    MENTIONING = "mentioning"
    DATED = "dated"
    ADDED = "added"
    CHANGED = "changed"
    NEWEST = "newest"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class LibraryQuestion:
    """A question about documents. `subject` are words, a period or the code of a language.

    With `negated`, the documents are wanted of which it is not true. `noun` is what the documents
    are called where that is no general word: "policies".
    """

    asked: LibraryTopic
    subject: str = ""
    negated: bool = False
    noun: str = ""


_UNIT = r"documents?|docs?|files?|papers?"
_LEAD = (
    r"(?:please|can you|could you|tell me|show(?: me)?|give me|list|name|find(?: me)?"
    r"|how many(?: of the| of your)?|which(?: of the| of your)?|what(?: kinds? of| sorts? of)?"
    r"|all(?: of)?|the|your|any|every|a|an|a list of|do you have|have you(?: got)?|got"
    r"|are there|is there|i want|i need to see)"
)
_FRAME = re.compile(
    rf"(?P<lead>(?:{_LEAD}\s+)*)"
    r"(?:(?P<new>newest|latest|new|(?:most )?recent)\s+|(?P<tongue>\w+)\s+)?"
    rf"(?P<noun>{_UNIT}|anything|something|\w+s)\b\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_FILLER = (
    r"(?:are|is) there|there (?:are|is)|do you (?:have|know|hold|keep)(?! to\b)|have you(?: got)?"
    r"|you (?:have|know)(?! to\b)|can (?:you|i) (?:see|search|read|ask about)"
    r"|(?:are|is) (?:indexed|available|stored|loaded)"
    r"|(?:(?:are|is) )?in (?:the|this|your) (?:library|index|system|collection)"
    r"|exists?|here|in total|altogether|in all|at all|exactly|that|which"
)
_FILLERS = re.compile(rf"^(?:{_FILLER})\b\s*|\s*\b(?:{_FILLER})$", re.IGNORECASE)
_IS = r"(?:(?:is|are|was|were|be|been|being|have|has|had|did|does|do|you|we|i|got)\s+)*"
_NOT = r"(?P<not>(?:(?:do|does|did|is|are|was|were|have|has)\s?n[o'’]?t|never|not|cannot)\s+)?"
_WORDS_OF = r"(?:the )?(?:exact )?(?:words?|phrase|term|expression|name)s?\s+"
_MENTIONS = re.compile(
    rf"^{_NOT}(?:(?:is|are|do|does|did|have|has) )?"
    r"(?:(?:mention|contain|includ|discuss|cover|quot)(?:e|es|s|ed|ing)?"
    r"|(?:talk|speak|say|tell)(?:s|ing)?(?: (?:any|some)thing)? (?:about|of)"
    r"|(?:refer|relate)(?:s|d|ring)? to|deal(?:s|ing)? with"
    rf"|(?:have|has|having|with)(?= any mention| no mention| {_WORDS_OF})"
    r"|(?P<lack>without|lack(?:s|ing)?))"
    rf"\s+(?:(?P<no>no|any) )?(?:mention of )?(?:{_WORDS_OF})?(?P<subject>.+)$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    rf"^{_IS}(?P<not>(?:not|n[’']t)\s+)?"
    r"(?:about|(?P<on>on)|concerning|regarding|relat(?:ed|ing) to)\s+(?P<subject>.+)$",
    re.IGNORECASE,
)
_IN_LANGUAGE = re.compile(
    rf"^{_IS}(?P<not>not )?(?:written )?in (?P<subject>\w+)(?: language)?$", re.IGNORECASE
)
_MADE = re.compile(
    rf"^{_IS}(?:(?P<added>add|index|upload|import|load|read)(?:s|ed)?|(?P<new>new)"
    r"|(?P<changed>chang|updat|modif|edit|revis)(?:e|ed|ied)?)\b\s*(?P<subject>.*)$",
    re.IGNORECASE,
)
_DATED = re.compile(
    rf"^{_IS}(?:dated |written |made |created |published |issued )?"
    r"(?P<subject>(?:from|of|in|since|before|after|during|dated)\b.+)$",
    re.IGNORECASE,
)
_NEWS = re.compile(
    r"(?:what(?:['’]?s| is)?|anything|something)\s+new(?:est)?(?P<when>\b.*)", re.IGNORECASE
)
_WHAT_ADDED = re.compile(
    r"what(?:['’]?s| is| was| were| has| have| did)?\s+"
    r"(?P<rest>(?:(?:you|been|we|they|was|got)\s+)*"
    r"(?:add|index|upload|import|chang|updat)\w*\b.*)",
    re.IGNORECASE,
)
_LATELY = re.compile(
    r"(?:here|recently|lately|last|most recently|latest|now|today's|in here|"
    r"(?:in|to) (?:the|this|your) (?:library|index|system|collection))?",
    re.IGNORECASE,
)
_EVERYTHING = re.compile(r"what (?:do you have|have you got)(?: here| indexed)?", re.IGNORECASE)

_UNIT_JA = "(?:文書|文章|資料|ファイル|ドキュメント)"
_THERE_JA = "(?:あり|ある|登録|入っ|収録|読み込|持っ|索引|インデックス)"
_EVERY_JA = re.compile(
    rf"(?:今|現在|ここに)?(?:は|に)?{_UNIT_JA}(?:は|が|って)?(?:全部で|合計で?)?"
    r"(?:いくつ|何件|何個|何本|何点|どれくらい|どれだけ|どんなものが?|何が)(?:が)?"
    rf"(?:{_THERE_JA}.*)?"
    rf"|(?:すべて|全て|全部|全)の?{_UNIT_JA}(?:の(?:一覧|リスト))?(?:を.*)?"
    rf"|{_UNIT_JA}(?:の?(?:一覧|リスト)|を(?:すべて|全て|全部|一覧|リスト)).*"
    rf"|(?:どんな|どのような|どの|何の|いくつの){_UNIT_JA}(?:が|を){_THERE_JA}.*"
)
_ABOUT_JA = re.compile(
    r"(?P<subject>.+?)(?:に関する|についての|に関しての|に関連する|関連の|に関係する|に関係のある"
    r"|(?:について|に関して)(?:書かれ|書い|述べ|扱っ|触れ)\w{0,4}?)"
    rf"{_UNIT_JA}(?:は|を|が|って|$).*"
)
_NO_JA = r"ない|ません|なし|ず"
_MENTIONS_JA = re.compile(
    r"(?P<subject>.+?)(?:という(?:言葉|語|単語|文字))?(?:について|に|を|が|の)"
    r"(?P<verb>(?:言及|触れ|記載|含|載っ|書かれ|書い|出て|ある|ない|使)\w{0,8}?)"
    rf"{_UNIT_JA}(?:は|を|が|って|$).*"
    rf"|どの{_UNIT_JA}(?:が|に|で)(?P<subject_2>.+?)(?:という(?:言葉|語|単語|文字))?"
    r"(?:について|に|を|が)(?P<verb_2>(?:言及|触れ|記載|含|載っ|書かれ|書い|出て|使)\w{0,10})"
)
_NEWS_JA = re.compile(
    rf"(?:何か)?(?:新しい|新着の?|最新の?|最近(?:追加|更新|登録)された)(?:{_UNIT_JA}|もの|情報)?"
    r"(?:は|が|を)?(?:何|なに|どれ|あり|ある|教え|見せ)?.{0,8}"
    r"|最近(?:何|なに)が(?:追加|更新|登録)\w*"
)
_MADE_JA = re.compile(
    r"(?P<subject>.{1,14}?)(?:に|から|以降に)?(?:(?:何|なに)(?:を|が))?"
    r"(?P<verb>追加|登録|更新|変更)(?:され|し)\w*?"
    rf"(?:{_UNIT_JA}|もの|か)?(?:(?:は|を|が).*)?"
)
_DATED_JA = re.compile(rf"(?P<subject>.{{1,14}}?)の(?:{_UNIT_JA}|もの)(?:(?:は|を|が).*)?")
_LANGUAGE_JA = re.compile(
    rf"(?P<subject>\w{{1,8}}語)(?:の|で書かれた)(?:{_UNIT_JA}|もの)(?:(?:は|を|が).*)?"
)
_AUTHOR = re.compile(
    r"who (?:wrote|has written|is the author of|authored|drafted)\b"
    r"|.+(?:を書いたのは|の(?:作成者|著者)は)",
    re.IGNORECASE,
)
_EDGES = " \t\n.,;:!?。、？！「」『』“”‘’\"'"


def library_question(question: str) -> LibraryQuestion | None:
    """Returns what a question asks of the library, None if it asks something else.

    A `subject` that must be a period is not looked at yet.
    """
    text = " ".join(question.split()).strip(_EDGES)
    if subject := mentioned(text):
        return LibraryQuestion(LibraryTopic.MENTIONING, subject)
    return _english(text) or _japanese(text)


def asks_for_author(question: str) -> bool:
    """Tells whether a question asks who wrote something."""
    return _AUTHOR.match(question.strip()) is not None


def language_code(name: str) -> str | None:
    """Returns the code of the language of a name, in English, Japanese or itself."""
    return _language_names().get(bare(name))


def language_name(code: str, language: str) -> str:
    """Returns what a language is called in another, its code if that is not known."""
    names: dict[str, str] = dict(Locale(language).languages)
    return names.get(code, code)


@cache
def _language_names() -> dict[str, str]:
    named = {}
    for code in LANGUAGES - {"und"}:
        for inside in (code, "en", "ja"):
            named[bare(str(Locale(inside).languages.get(code, code)))] = code
    return named


def _english(text: str) -> LibraryQuestion | None:
    if _EVERYTHING.fullmatch(text):
        return LibraryQuestion(LibraryTopic.EVERY)
    if news := _NEWS.fullmatch(text):
        return _newest(news["when"].strip())
    if added := _WHAT_ADDED.fullmatch(text):
        return _made(added["rest"])
    frame = _FRAME.fullmatch(text)
    if frame is None:
        return None
    rest = _without_fillers(frame["rest"])
    found = _predicate(rest, frame)
    if found is None or re.fullmatch(rf"{_UNIT}|anything|something", frame["noun"], re.IGNORECASE):
        return found
    return _of_a_kind(found, frame["noun"], rest) if frame["lead"] else None


def _of_a_kind(found: LibraryQuestion, noun: str, rest: str) -> LibraryQuestion | None:
    """Returns a question about documents of a name, if it asks what only documents do.

    Countries may be on a list.
    """
    if found.asked not in (LibraryTopic.ABOUT, LibraryTopic.MENTIONING) or bare(
        noun
    ) in function_words("en"):
        return None
    about = _ABOUT.match(rest)
    if about and about["on"]:
        return None
    return LibraryQuestion(found.asked, found.subject, found.negated, noun)


def _without_fillers(rest: str) -> str:
    shorter = _FILLERS.sub("", rest.strip()).strip()
    return shorter if shorter == rest else _without_fillers(shorter)


def _predicate(rest: str, frame: re.Match[str]) -> LibraryQuestion | None:
    tongue = language_code(frame["tongue"]) if frame["tongue"] else None
    if frame["tongue"] and tongue is None:
        return None
    return _relation(rest) if rest else _existing(frame, tongue)


def _existing(frame: re.Match[str], tongue: str | None) -> LibraryQuestion | None:
    """Returns a question for documents of which nothing more is said than that they are there."""
    if tongue:
        return LibraryQuestion(LibraryTopic.LANGUAGE, tongue)
    if frame["new"]:
        return LibraryQuestion(LibraryTopic.NEWEST)
    return LibraryQuestion(LibraryTopic.EVERY) if frame["lead"] else None


def _relation(rest: str) -> LibraryQuestion | None:
    """Returns a question for documents of which something is said that the library knows."""
    if match := _MENTIONS.match(rest):
        negated = bool(match["not"] or match["lack"] or match["no"] == "no")
        return LibraryQuestion(LibraryTopic.MENTIONING, match["subject"].strip(_EDGES), negated)
    if match := _ABOUT.match(rest):
        return LibraryQuestion(
            LibraryTopic.ABOUT, match["subject"].strip(_EDGES), bool(match["not"])
        )
    if (match := _IN_LANGUAGE.match(rest)) and (code := language_code(match["subject"])):
        return LibraryQuestion(LibraryTopic.LANGUAGE, code, bool(match["not"]))
    if _MADE.match(rest):
        return _made(rest)
    match = _DATED.match(rest)
    return LibraryQuestion(LibraryTopic.DATED, match["subject"]) if match else None


def _made(rest: str) -> LibraryQuestion | None:
    match = _MADE.match(rest)
    if match is None:
        return None
    if _LATELY.fullmatch(match["subject"]):
        return LibraryQuestion(LibraryTopic.NEWEST)
    return LibraryQuestion(
        LibraryTopic.CHANGED if match["changed"] else LibraryTopic.ADDED, match["subject"]
    )


def _newest(when: str) -> LibraryQuestion | None:
    if _LATELY.fullmatch(when):
        return LibraryQuestion(LibraryTopic.NEWEST)
    return LibraryQuestion(LibraryTopic.ADDED, when)


def _japanese(text: str) -> LibraryQuestion | None:
    if _EVERY_JA.fullmatch(text):
        return LibraryQuestion(LibraryTopic.EVERY)
    if match := _LANGUAGE_JA.fullmatch(text):
        code = language_code(match["subject"])
        return LibraryQuestion(LibraryTopic.LANGUAGE, code) if code else None
    if match := _ABOUT_JA.fullmatch(text):
        return LibraryQuestion(LibraryTopic.ABOUT, match["subject"].strip(_EDGES))
    if match := _MENTIONS_JA.fullmatch(text):
        subject = match["subject"] or match["subject_2"]
        negated = re.search(_NO_JA, match["verb"] or match["verb_2"]) is not None
        return LibraryQuestion(LibraryTopic.MENTIONING, subject.strip(_EDGES), negated)
    if _NEWS_JA.fullmatch(text):
        return LibraryQuestion(LibraryTopic.NEWEST)
    if match := _MADE_JA.fullmatch(text):
        asked = LibraryTopic.CHANGED if match["verb"] in ("更新", "変更") else LibraryTopic.ADDED
        return LibraryQuestion(asked, match["subject"])
    match = _DATED_JA.fullmatch(text)
    return LibraryQuestion(LibraryTopic.DATED, match["subject"]) if match else None
