"""Asking back: what to reply to a question that does not say what it is about.

Also shows the passage behind a citation mark ("[2]") that is all a question consists of.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from unicodedata import normalize

from langchain_core.runnables import Runnable

from assistant.answers.suggestions import Suggestion, suggest
from assistant.evidence.context import in_context
from assistant.questions.alternatives import Things, picked, things
from assistant.questions.follow_ups import told
from assistant.questions.language import answer_language, content_words, language_of
from assistant.types import Answer, Citation, Exchange, Question, Sentence, named
from assistant.wording.remarks import remark
from index.errors import UsageError
from index.read_protocol import ReadableLibrary
from index.text.language import is_spaced

_CHOICES = 4
_LONGEST = 200
_MARK = re.compile(
    r"(?:citation|source|passage|出典)?\s*[\[【(〔]\s*(\d{1,3})\s*[\]】)〕][\s?.。]*"
)
_ORDINAL = r"first|second|third|last|latter|former|next|previous|two|others?|another"
_ORDINALS = re.compile(rf"\b(?:{_ORDINAL})\b", re.IGNORECASE)
_OTHER = re.compile(
    rf"\b(?:{_ORDINAL})\b|もう(?:一つ|ひとつ|片方|一方)|(?:ほか|他|別)の|前者|後者|つ目",
    re.IGNORECASE,
)
_POINTS = (
    r"(?:それ|これ|あれ|そこ|ここ|そっち|(?:その|この|あの)?(?:ほか|他|別の(?:もの)?|こと|もの|方)"
    r"|もう(?:一つ|ひとつ|片方|一方)|前者|後者|(?:[一二三四1-4])つ目|どちら|どれ)"
)
_JAPANESE_BARE = re.compile(
    rf"(?:では|じゃあ|で|そして|あと)?[、,]?{_POINTS}(?:ら|たち)?(?:の(?:方|ほう|こと))?"
    r"(?:には|では|とは|って|について|に関して|は|が|を|も|の|に|で)?[、,]?"
    r"(?:どう|何|なん|なに|いつ|どこ|だれ|誰|どれ|なぜ|どうして|いくら|どちら|どんな(?:もの|こと))?"
    r"(?:に?なりますか|ですか|でしょうか|でしたか|なのですか|ですよね|だった|なの|です|か)?[?。!]*"
)
# One thing is meant, where several were named.
_ONE = {
    "en": re.compile(r"\b(?:that one|this one|the one|it)\b", re.IGNORECASE),
    "ja": re.compile(r"それ|これ"),
}
_SEVERAL = re.compile(
    r"\b(?:are|were|do|did|have|or|between|both|compare[ds]?|differ\w*|versus|vs)\b|[と、や]"
)


class AskingBack:
    """Replies with a question where the one asked cannot be understood."""

    def __init__(self, library: ReadableLibrary, answering: Runnable[Question, Answer]) -> None:
        """`answering` answers the questions to choose from: only what is answered is offered."""
        self._library = library
        self._answering = answering
        self._suggested = lru_cache(maxsize=8)(self._suggest)

    def reply(self, question: Question) -> Answer | None:
        """Returns what to ask or show instead of an answer, None for a question to search for."""
        text = question.text
        number = _marked(text)
        if (number is None and len(text) > _LONGEST) or self._library.records.is_empty():
            return None
        if number is not None:
            return self._shown(question, number) or self._back(text, "no passage", question)
        turns = told(question.history[-_CHOICES:])
        if turns and (choices := self._which(text, turns[-1].question)):
            return self._answer(text, "which", choices)
        return self._back(text, "unclear", question) if is_unclear(text, turns) else None

    def _back(self, text: str, name: str, question: Question) -> Answer:
        asked = [turn.question for turn in told(question.history) if not points_only(turn.question)]
        earlier = asked[-1:] if name == "no passage" else []
        suggested = self._suggested(answer_language(text), self._library.revision())
        others = (each for each in suggested if each.question not in earlier)
        return self._answer(text, name, [*map(Suggestion, earlier), *others][:_CHOICES])

    def _answer(self, text: str, name: str, choices: Sequence[Suggestion]) -> Answer:
        words = remark(name, answer_language(text), self._library).text
        told_of = {document: None for choice in choices for document in choice.named}
        asked = tuple(choice.question for choice in choices)
        return Answer(text, text, remark=words, choices=asked, named=tuple(told_of))

    def _which(self, text: str, before: str) -> list[Suggestion]:
        """Returns the question about each of the things named before, if it may mean several."""
        several = things(before) if _SEVERAL.search(before) else None
        if several is None or picked(text, before):
            return []
        if any(name.casefold() in text.casefold() for name in several.names):
            return []
        answers = (self._answering.invoke(Question(q)) for q in _about_each(text, several))
        offered = (_offered(answer) for answer in answers if answer.answered)
        found = list(islice(offered, _CHOICES))
        return found if len(found) > 1 else []

    def _shown(self, question: Question, number: int) -> Answer | None:
        """Returns the passage behind a mark of the last answer, if that answer is ours."""
        tried = (self._cited(question, place, number) for place in _last_cited(question.history))
        return next(filter(None, tried), None)

    def _cited(self, question: Question, asked: int, number: int) -> Answer | None:
        """Returns the passage behind a mark of the answer at a place of the conversation."""
        turn = question.history[asked]
        try:
            answer = self._answering.invoke(Question(turn.question, question.history[:asked]))
        except UsageError:
            return None
        citation = next((c for c in answer.citations if c.number == number), None)
        if citation is None or not answer.text.startswith(turn.answer.strip()):
            return None
        return _with_surroundings(question.text, citation, answer.confidence)

    def _suggest(self, language: str, _revision: str) -> tuple[Suggestion, ...]:
        return suggest(self._library, self._answering, language)


def _offered(answer: Answer) -> Suggestion:
    cited = (citation.passage.document for citation in answer.citations)
    return Suggestion(answer.question, named(cited))


def is_unclear(text: str, turns: Sequence[Exchange]) -> bool:
    """Tells whether a question only points at something, and nothing that was said can be it."""
    if not points_only(text):
        return False
    if not any(content_words(turn.question) or content_words(turn.answer) for turn in turns):
        return True
    return _OTHER.search(text) is not None and not picked(text, turns[-1].question)


def points_only(text: str) -> bool:
    """Tells whether a question has no subject of its own: "and the second?", 「それは？」."""
    bare = normalize("NFKC", text).strip()
    if not is_spaced(language_of(bare)):
        return _JAPANESE_BARE.fullmatch(bare) is not None
    letters = any(c.isascii() and c.isalpha() for c in bare)
    return letters and not content_words(_ORDINALS.sub(" one ", bare))


def _about_each(text: str, named: Things) -> list[str]:
    if points_only(text):
        pointing = _OTHER.search(text) or _ONE[language_of(text)].search(text)
        return [named.only(name) for name in named.names] if pointing else []
    found = list(_ONE[language_of(text)].finditer(text))
    if len(found) != 1:
        return []
    start, end = found[0].span()
    return [f"{text[:start]}{name}{text[end:]}" for name in named.names]


def _marked(text: str) -> int | None:
    """Returns the number of a question that is only a citation mark, None if it is more."""
    mark = _MARK.fullmatch(normalize("NFKC", text).strip().lower())
    return int(mark[1]) if mark else None


def _last_cited(history: Sequence[Exchange]) -> Iterator[int]:
    """Yields the places of the turns that a mark may be of, the last one first.

    They asked for more than the passage behind a mark: the last answer, and before it the last
    turn, which may have been a perhaps.
    """
    places = range(len(history) - 1, max(-1, len(history) - 1 - 5 * _CHOICES), -1)
    said = [place for place in places if history[place].answer.strip()]
    asking = [place for place in said if _marked(history[place].question) is None]
    answered = [place for place in asking if history[place].answered]
    yield from dict.fromkeys([*asking[:1], *answered[:1]])


def _with_surroundings(text: str, citation: Citation, sure: float) -> Answer:
    context = in_context(citation)
    start, end = citation.start - len(context.before), citation.end + len(context.after)
    quote = citation.passage.document.text[start:end]
    shown = Citation(1, citation.passage, start, end, quote)
    return Answer(text, text, (Sentence(quote, (1,)),), (shown,), sure, answered=True)
