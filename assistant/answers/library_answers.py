"""Answers about the library itself, from its records and the index of its words.

Every document that the reader may see is looked at; what is counted, and how it is told, stands in
the line above the items.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from assistant.access.attached import shown_path
from assistant.answers.item_lists import (
    MOST_ITEMS,
    Item,
    beginning_of,
    items_with,
    list_answer,
    opening,
)
from assistant.answers.pages import PageAsked, items_of_page, page_asked, with_page
from assistant.questions.about_library import (
    LibraryQuestion,
    LibraryTopic,
    language_name,
    library_question,
)
from assistant.questions.language import answer_language, content_words, is_asked_in
from assistant.questions.periods import Period, period
from assistant.types import Answer
from assistant.types import named as named_documents
from assistant.wording.of_library import said
from assistant.wording.phrases import joined, quoted
from index.read_protocol import ReadableLibrary, ReadableSnapshot
from index.search.holding import Holding, has_all, telling_terms
from index.search.queries import Query
from index.text.terms import Term
from index.types import Listed

_CERTAIN = 1.0
_NEWEST = 10
_NEAREST = 3
# Of so many passages with the words, the headings are looked at, to tell what is about them.
_MOST_READ = 10_000
_TRIED = 5
_MOST_PAGED = 500
_UNWRITTEN = re.compile(r"[-_./\\]+")

Clock = Callable[[], datetime]


def _now() -> datetime:
    return datetime.now().astimezone()


class LibraryAnswers:
    """Answers questions about the documents of a library as a reader sees it."""

    def __init__(self, library: ReadableLibrary, view: str, clock: Clock = _now) -> None:
        """`view` is the name of whose view of all documents the library is."""
        self._library, self._view, self._clock = library, view, clock

    def reply(self, question: str) -> Answer | None:
        """Returns the answer to a question about the library, None for another question."""
        if page := page_asked(question):
            return self._page(question, page)
        asked = library_question(question)
        listing = self._library.records.listing() if asked else []
        if asked is None or not listing:
            return None
        of_kind = [each for each in listing if _is_called(each, asked.noun)]
        if not of_kind:
            return None
        told = _LibraryReport(question, answer_language(question), of_kind, asked)
        match asked.asked:
            case LibraryTopic.ABOUT | LibraryTopic.MENTIONING:
                return self._library.ask(lambda snapshot: self._with_words(told, snapshot))
            case LibraryTopic.DATED | LibraryTopic.ADDED | LibraryTopic.CHANGED:
                when = period(asked.subject, self._clock())
                return self._dated(told, when) if when else None
            case LibraryTopic.LANGUAGE:
                return self._in_language(told)
            case LibraryTopic.NEWEST:
                return self._newest(told)
        return self._answer(told, told.said("every", of_kind), of_kind)

    def _page(self, question: str, page: PageAsked) -> Answer:
        """Shows a page of the one document that is meant, or asks which that is."""
        listing = self._library.records.listing()
        named = [each for each in listing if _is_called(each, page.document)][:_MOST_PAGED]
        documents = [d for each in named if (d := self._library.document(each.id))]
        found, language = with_page(documents, page.number), answer_language(question)
        name = {0: "no page", 1: "page"}.get(len(found), "which page")
        title = found[0].title if found else ""
        lead = said(name, language, page=str(page.number), title=title, count=len(found))
        items = items_of_page(self._library, found[0], page.number) if len(found) == 1 else ()
        return replace(
            list_answer(question, lead, list(items), sure=_CERTAIN, counted=self._view),
            named=named_documents(found[:1]),
        )

    def overview(self, question: str) -> Answer | None:
        """Returns the list of all documents, None if there are none."""
        listing = self._library.records.listing()
        asked = LibraryQuestion(LibraryTopic.EVERY)
        told = _LibraryReport(question, answer_language(question), listing, asked)
        return self._answer(told, told.said("every", listing), listing) if listing else None

    def _with_words(self, told: "_LibraryReport", snapshot: ReadableSnapshot) -> Answer | None:
        held = snapshot.holding(told.asked.subject)
        if not held.terms:
            return None
        by_name = [each for each in told.listing if _named_so(each, held.terms)]
        mentioning = self._mentioning(told, held)
        wanted = by_name
        if told.asked.asked is LibraryTopic.ABOUT:
            wanted = _united(told.listing, by_name, self._headed(mentioning, held))
        if told.asked.asked is LibraryTopic.ABOUT and (wanted or told.asked.negated):
            return self._about(told, wanted, mentioning)
        having = _united(told.listing, by_name, mentioning)
        if told.asked.negated:
            had = {each.id for each in having}
            rest = [each for each in told.listing if each.id not in had]
            return self._answer(told, told.said("not mentioning", rest), rest)
        if not having:
            # What is asked in another language may stand there in the words of that one.
            unread = not is_asked_in(told.question, told.languages)
            return None if told.asked.noun or unread else self._nowhere(told, snapshot)
        items = [self._first_with(each, held, mentioning) for each in having[:MOST_ITEMS]]
        lead = told.said("mentioning", having)
        return self._listed(told, lead, [item for item in items if item], having)

    def _mentioning(self, told: "_LibraryReport", held: Holding) -> dict[str, list[str]]:
        """Returns the passages with the words by the ids of their documents."""
        kind = {each.id for each in told.listing}
        found: dict[str, list[str]] = {}
        for passage, document in held.documents.items():
            if document in kind:
                found.setdefault(document, []).append(passage)
        return found

    def _headed(self, mentioning: dict[str, list[str]], held: Holding) -> set[str]:
        """Returns the documents with a heading that has all the words."""
        ids = [i for passages in mentioning.values() for i in passages][:_MOST_READ]
        return {
            passage.document.id
            for passage in held.read(ids).values()
            if has_all(held.terms, " ".join(passage.heading), passage.document.language)
        }

    def _about(
        self, told: "_LibraryReport", about: Sequence[Listed], mentioning: Iterable[str]
    ) -> Answer:
        if told.asked.negated:
            titled = {each.id for each in about}
            rest = [each for each in told.listing if each.id not in titled]
            return self._answer(told, told.said("not titled", rest), rest)
        known = {each.id for each in about}
        more = sum(1 for document in mentioning if document not in known)
        also = said("also", told.language, more=more) if more else ""
        return self._answer(told, told.said("titled", about), about, also)

    def _first_with(
        self, listed: Listed, held: Holding, mentioning: dict[str, list[str]]
    ) -> Item | None:
        """Returns the first sentence of a document with all the words, its opening without one."""
        passages = held.read(mentioning.get(listed.id, ())).values()
        in_order = sorted(passages, key=lambda passage: passage.start)[:_TRIED]
        found = (item for passage in in_order for item in items_with(passage, held.terms))
        best = next(found, None)
        return best or (beginning_of(in_order[0]) if in_order else self._opening(listed, ""))

    def _nowhere(self, told: "_LibraryReport", snapshot: ReadableSnapshot) -> Answer:
        hits = snapshot.find(Query(told.asked.subject)).hits(_NEAREST)
        remark = told.said("nowhere", ())
        return Answer(told.question, told.question, nearest=hits, remark=remark, counted=self._view)

    def _dated(self, told: "_LibraryReport", when: Period) -> Answer:
        asked = told.asked.asked
        found = [each for each in told.listing if _is_of(each, asked, when)]
        return self._answer(told, told.said(str(asked), found), found, dates=True)

    def _in_language(self, told: "_LibraryReport") -> Answer:
        wanted, negated = told.asked.subject, told.asked.negated
        found = [each for each in told.listing if (each.language == wanted) is not negated]
        name = "not language" if negated else "language"
        return self._answer(told, told.said(name, found), found)

    def _newest(self, told: "_LibraryReport") -> Answer:
        latest = sorted(told.listing, key=_latest_first)[:_NEWEST]
        return self._answer(told, told.said("newest", latest), latest, dates=True)

    def _answer(
        self,
        told: "_LibraryReport",
        lead: str,
        found: Sequence[Listed],
        also: str = "",
        *,
        dates: bool = False,
    ) -> Answer:
        """Returns documents as items: each by its title and path, cited where it begins."""
        shown = (self._opening(each, told.name(each, dates)) for each in found[:MOST_ITEMS])
        lead = joined([lead, also], told.language)
        return self._listed(told, lead, [item for item in shown if item], found)

    def _listed(
        self, told: "_LibraryReport", lead: str, items: Sequence[Item], found: Sequence[Listed]
    ) -> Answer:
        part = ""
        if len(items) < len(found):
            part = said("part", told.language, shown=len(items))
        kind = said("kind", told.language, noun=told.asked.noun) if told.asked.noun else ""
        lead = joined([lead, kind, part], told.language)
        return list_answer(told.question, lead, items, sure=_CERTAIN, counted=self._view)

    def _opening(self, listed: Listed, text: str) -> Item | None:
        document = self._library.document(listed.id)
        return opening(document, self._library.passages_of(document), text) if document else None


@dataclass(frozen=True, slots=True)
class _LibraryReport:
    """A question about the library, the documents it is about, and how these are told of."""

    question: str
    language: str
    listing: Sequence[Listed]
    asked: LibraryQuestion

    @property
    def languages(self) -> list[str]:
        """The languages of the documents."""
        return sorted({each.language for each in self.listing})

    def said(self, name: str, found: Sequence[Listed]) -> str:
        """Returns the line that says how many were found, and by which rule."""
        return said(
            name,
            self.language,
            found=len(found),
            count=len(self.listing),
            words=quoted(content_words(self.asked.subject) or [self.asked.subject], self.language),
            name=language_name(self.asked.subject, self.language),
        )

    def name(self, listed: Listed, dates: bool) -> str:
        """Returns what a document is called in a list: title, path and, if wanted, dates."""
        days = []
        if dates and listed.read:
            days.append(said("read", self.language, day=_day(listed.read)))
        if dates and listed.changed:
            days.append(said("file", self.language, day=_day(listed.changed)))
        title = listed.title if listed.title and listed.title != listed.path else ""
        path = shown_path(listed.path)
        place = f"({path})" if title else path
        return ", ".join([f"{title} {place}".strip(), *days])


def _day(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d}"


def _words_of_name(listed: Listed) -> str:
    return _UNWRITTEN.sub(" ", f"{listed.title} / {listed.path}")


def _named_so(listed: Listed, wanted: Sequence[Term]) -> bool:
    return has_all(wanted, _words_of_name(listed), listed.language)


def _is_called(listed: Listed, noun: str) -> bool:
    if not noun:
        return True
    return _named_so(listed, telling_terms(noun, [listed.language]))


def _united(
    listing: Sequence[Listed], some: Iterable[Listed], others: Iterable[str]
) -> list[Listed]:
    """Returns the documents that are among either, in the order of the listing."""
    ids = {each.id for each in some} | set(others)
    return [each for each in listing if each.id in ids]


def _is_of(listed: Listed, asked: LibraryTopic, when: Period) -> bool:
    if asked is LibraryTopic.ADDED:
        return when.holds(listed.read)
    if asked is LibraryTopic.CHANGED:
        return when.holds(listed.changed)
    return when.is_named_in(f"{listed.title} {listed.path}") or when.holds(listed.changed)


def _latest_first(listed: Listed) -> tuple[float, float, str]:
    read, changed = (
        each or datetime.fromtimestamp(0, UTC) for each in (listed.read, listed.changed)
    )
    # What one run has indexed came at once, whatever it took.
    return -read.replace(minute=0, second=0).timestamp(), -changed.timestamp(), listed.path
