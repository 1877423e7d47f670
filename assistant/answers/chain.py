"""The answer chain: question → standalone question → passages → evidence → cited answer.

A LangChain `Runnable`, so that it can be invoked, streamed, batched and composed like any other.
"""

from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import cast

from langchain_core.runnables import RunnableConfig

from assistant.answer_types.kinds import kind_of
from assistant.answer_types.opposites import other_one
from assistant.answers.advice import lacks_essential, refusal, unmentioned, unnamed
from assistant.answers.asking_back import AskingBack
from assistant.answers.counting import counted_answer, is_told_in_figures
from assistant.answers.going_on import Before, gone_on_from, next_blocks, said_before
from assistant.answers.growing import GrowingAnswers
from assistant.answers.library_answers import LibraryAnswers
from assistant.answers.narrowing import Weighed, of_each, weighed
from assistant.answers.renderings import of_nothing, rendered
from assistant.answers.retriever import PassageRetriever, found_of
from assistant.answers.slips import as_read, corrected
from assistant.answers.steps import Lookup, Steps, Thought
from assistant.answers.suggestions import is_same_question, questions_about
from assistant.answers.summaries import asks_about_all, summarise, telling
from assistant.evidence.evidence import Evidence
from assistant.evidence.extractive import compose
from assistant.evidence.in_force import in_force
from assistant.evidence.reader import SHIPPED_READER, EvidenceReader
from assistant.evidence.row_asked_for import row_first
from assistant.evidence.selection import Selection, select
from assistant.misses.judgements import Judgement, note
from assistant.phrasing.phrasing import Phrasing
from assistant.questions.about_library import asks_for_author
from assistant.questions.asked_at_all import without_markup
from assistant.questions.counting import counting_question
from assistant.questions.follow_ups import Standalone, standalone
from assistant.questions.going_on import goes_on
from assistant.questions.language import answer_language
from assistant.questions.meant import Meant, meant
from assistant.questions.renderings import RenderingRequest, wanted_rendering
from assistant.questions.small_talk import small_talk
from assistant.rows.named_rows import is_another_row, named_first, without_others
from assistant.rows.ranged_rows import held_first
from assistant.rows.row_answers import rows_answer
from assistant.rows.row_questions import row_question
from assistant.rows.rows_by_words import ByWords, by_words
from assistant.rows.told import is_row, is_told_by, needs_all_rows
from assistant.rows.unvalued import without_values
from assistant.settings import Settings
from assistant.types import Answer, Exchange, Outcome, Question, named
from assistant.wording.of_library import said
from assistant.wording.phrases import joined
from assistant.wording.remarks import Remark, remark
from index.embedding.multilingual import reads_english
from index.errors import ReplacedError, UsageError
from index.read_protocol import ReadableLibrary, ReadableSnapshot
from index.search.retrieval import Found
from index.text.control_characters import CONTROL
from index.text.folding import processed_length
from index.types import Passage

_NEAREST = 3
_CHOICES = 3
# A document whose title is named, or that is the only one, can be summed up.
_CERTAIN = 1.0


@dataclass(frozen=True, slots=True)
class _Search:
    """A question, completed from the conversation, and what was found for it, and in what."""

    question: Question
    whole: Standalone
    found: Found
    snapshot: ReadableSnapshot


@dataclass(frozen=True, slots=True)
class _Basis:
    """What an answer rests on: what the search found, and the sentences that it was chosen from."""

    found: Found
    evidence: list[Evidence]

    @property
    def passages(self) -> list[Passage]:
        """The passages of the sentences, best first."""
        by_rank = {e.hit.rank: e.hit.passage for e in self.evidence}
        return [by_rank[rank] for rank in sorted(by_rank)]


_Judged = tuple[Answer, _Basis | None]


class AnswerChain(GrowingAnswers):
    """Answers questions from a library; without a language model, the same way every time."""

    def __init__(
        self,
        library: ReadableLibrary,
        settings: Settings,
        phrasing: Phrasing | None = None,
        view: str = "",
        reader: EvidenceReader = SHIPPED_READER,
    ) -> None:
        """Takes where to look, the settings `threshold` and `max_question`, and what words it.

        `view` is the name of whose view of all documents the library is
        (`assistant/access/access.py`). `reader` weighs what the search finds.
        """
        self._library, self._view = library, view
        self._retriever = PassageRetriever(library=library)
        self._settings = settings
        self._phrasing = phrasing
        self._reader = reader
        self._asking_back = AskingBack(library, self)
        self._library_answers = LibraryAnswers(library, view)

    def invoke(
        self, input: Question, config: RunnableConfig | None = None, **kwargs: object
    ) -> Answer:
        """Returns the complete answer; raises as `stream` does."""
        return self._call_with_config(self._whole, input, config)

    def stream(
        self, input: Question, config: RunnableConfig | None = None, **kwargs: object
    ) -> Generator[Answer]:
        """Yields the answer as it grows by a sentence at a time; the last one is complete."""
        grown = self._transform_stream_with_config(iter([input]), self._grown, config)
        # That is what LangChain returns; its annotation only says that it can be iterated.
        return cast("Generator[Answer]", grown)

    def finished(self, answer: Answer) -> Answer:
        """Returns an answer as it is given; a chain of a narrower view says so here."""
        return answer

    def _whole(self, question: Question) -> Answer:
        *_, last = self._grown(iter([question]))
        return last

    def _grown(self, questions: Iterator[Question]) -> Iterator[Answer]:
        """Yields the answers to questions as they grow; every search is called from here."""
        for question in questions:
            thought = Thought(partial(self._steps, question))
            while (lookup := thought.lookup) is not None:
                try:
                    documents = self._retriever.invoke(lookup.query.text, lookup=lookup)
                except ReplacedError as error:
                    thought.begin_again(error)
                else:
                    thought.go_on(found_of(documents))
            for answer in self._worded(*thought.result):
                yield self.finished(answer)

    def _worded(self, answer: Answer, basis: "_Basis | None") -> Iterator[Answer]:
        if self._phrasing and basis:
            yield from self._phrasing.answers(answer, basis.passages, basis.found)
        elif self._phrasing or answer.is_list:
            # A list was counted as a whole, and can have hundreds of items.
            yield answer
        else:
            yield from _beginnings(answer)

    def _steps(self, question: Question) -> Steps[_Judged]:
        """Returns the answer in the documents' own words, and what it rests on."""
        text = cleaned(question.text, self._settings.max_question)
        if kind := small_talk(text):
            return self._remarked(text, remark(kind, answer_language(text), self._library)), None
        if wanted := wanted_rendering(text):
            return (yield from self._rendered(replace(question, text=text), wanted)), None
        if before := gone_on_from(question.history) if goes_on(text) else None:
            return (yield from self._more(text, question.history, before)), None
        if about_library := self._library_answers.reply(text):
            return about_library, None
        if summary := summarise(self._library, text, question.history):
            return _answered(text, text, Selection(tuple(summary)), _CERTAIN), None
        if asks_about_all(text, question.history) and (
            all_ := self._library_answers.overview(text)
        ):
            return all_, None
        if reply := self._asking_back.reply(Question(text, question.history)):
            return reply, None
        answer, basis = yield from self._searched(Question(text, question.history))
        read = without_values(answer)
        return read, basis if read.answered else None

    def _rendered(self, question: Question, wanted: RenderingRequest) -> Steps[Answer]:
        """Answers what is to be rendered, the question or the last one, as far as that can be."""
        about, history = wanted.about, question.history
        if not about and (before := gone_on_from(history)):
            about, history = before.question, before.history
        if not about and wanted.all_points:
            answer, _ = yield from self._steps(Question(wanted.all_points, reader=question.reader))
            if answer.answered:
                return replace(answer, question=question.text)
        if not about or wanted_rendering(about):
            return of_nothing(question.text, wanted)
        answer, basis = yield from self._steps(Question(about, history, question.reader))
        return rendered(answer, question.text, wanted, basis.evidence if basis else [])

    def _searched(self, question: Question) -> Steps[_Judged]:
        search = yield from _search(question, self._library.snapshot())
        if read := corrected(question.text, search.found):
            as_meant = yield from _search(read.asked(question), search.snapshot)
            answer, basis = self._judged(as_meant)
            return as_read(answer, question.text, read), basis
        answer, basis = self._judged(search)
        if not answer.answered and (wide := (yield from self._in_other_languages(search))):
            return wide
        if answer.outcome is not Outcome.NOT_FOUND:
            return answer, basis
        return (yield from self._with_choices(answer, search)), basis

    def _in_other_languages(self, search: "_Search") -> Steps[_Judged | None]:
        """Returns what text in other languages answers to an English question, None if nothing."""
        found = search.found
        if found.query.multilingual or all(map(reads_english, found.languages())):
            return None
        query = replace(search.whole.query(search.question.text), widely=True)
        wide = yield Lookup(query, search.snapshot)
        if not wide.query.multilingual:
            return None
        answer, basis = self._judged(replace(search, found=wide))
        cited = answer.citations[:1] if answer.answered else ()
        other = [c for c in cited if not reads_english(c.passage.document.language)]
        return (answer, basis) if other else None

    def _with_choices(self, answer: Answer, search: "_Search") -> Steps[Answer]:
        """Offers up to three questions that are answered, each with another quote.

        The first is the same with words that nothing has read as others like them; the others are
        about what the nearest passages stand under. No more are tried than can be offered, so that
        a refusal does not take long.
        """
        language, offered = answer_language(answer.question), list[Answer]()
        if read := corrected(answer.question, search.found, real=True):
            as_meant = yield from _search(read.asked(search.question), search.snapshot)
            offered.append(self._judged(as_meant)[0])
        topics = questions_about([hit.passage for hit in answer.nearest], language)
        asked = [q for q in topics if not is_same_question(q.text, answer.question)]
        for each in asked[: _CHOICES - len(offered)]:
            other, _ = self._judged((yield from _search(Question(each.text), search.snapshot)))
            if other.citations and other.citations[0].passage.document.id == each.document.id:
                offered.append(other)
        answered = {each.citations[0].quote: each for each in reversed(offered) if each.answered}
        chosen = list(reversed(answered.values()))
        told = named(c.passage.document for each in chosen for c in each.citations)
        return replace(
            answer,
            choices=tuple(each.question for each in chosen),
            named=(*answer.named, *told),
        )

    def _judged(self, search: "_Search") -> _Judged:
        """Returns the answer to a question as far as its evidence is sure, and its basis."""
        question, found, whole = search.question, search.found, search.whole
        text = question.text
        searched, told_of = (whole.text, whole.named) if found.leaned else (text, ())
        about = meant(found, text)
        if summary := _summed_up(about, search.snapshot):
            return _answered(text, searched, Selection(summary), _CERTAIN), None
        read, rows = self._ordered(search, about)
        evidence, sure = rows.evidence, max(read.sure, rows.sure)
        note(Judgement(text, found, tuple(evidence), sure))
        if of_rows := self._of_rows(search, read, rows):
            return of_rows, None
        if counted := self._counted(search, about, read):
            return counted, None
        answerable = bool(evidence) and not lacks_essential(text, evidence, read.found)
        # What tells of the first bus is no perhaps where the last one is asked for.
        answerable = answerable and not other_one(text, evidence[0].text)
        enough = answerable and _stands_alone(text, rows) and sure >= self._settings.threshold
        likely = answerable and sure >= self._settings.perhaps
        other = unmentioned(text, evidence, found, about.said) if enough or likely else None
        if enough and other is None:
            kept = without_others(evidence, text)
            fits = partial(_fits, text, read.found)
            chosen = (
                Selection(tuple(of_each(evidence)))
                if about.whole
                else select(kept, text, kind_of(read.found), said_before(question.history), fits)
            )
            answer = _answered(text, searched, chosen, sure)
            return replace(answer, named=told_of), _Basis(read.found, evidence)
        told = named([*about.names, *(e.hit.passage.document for e in evidence)])
        unsure = Answer(
            text, searched, confidence=sure, nearest=found.hits(_NEAREST), named=(*told_of, *told)
        )
        # What is sure enough may hold of a thing that nothing names as well.
        if enough and likely and other and not other.alone:
            return _perhaps(unsure, evidence[0], other.remark), None
        if likely and other is None:
            words = remark("perhaps", answer_language(text), self._library).text
            return _perhaps(unsure, evidence[0], words), None
        if about.missing or about.names:
            words = unnamed(text, about.missing, about.names)
            return replace(unsure, remark=_with_authors(text, words)), None
        refused = refusal(text, evidence, self._library, found)
        words = _with_authors(text, refused.text)
        return replace(unsure, remark=words, counted=self._view_of(refused)), None

    def _ordered(self, search: "_Search", about: Meant) -> tuple[Weighed, ByWords]:
        """Returns what is meant by a question, weighed, and in the order of what it names."""
        text, enough = search.question.text, self._settings.threshold
        read = weighed(self._reader, about, text, carried=search.whole.carried, enough=enough)
        rows = by_words(named_first(row_first(read.evidence), text), read.found, text)
        return read, held_first(rows, text)

    def _of_rows(self, search: "_Search", read: Weighed, rows: ByWords) -> Answer | None:
        """Returns what all rows of a table answer, None for another question.

        What is no table may say it itself: "the cheapest plan is". What is not sure of all rows
        gives way to one of which the question names row and column.
        """
        text, carried = search.question.text, search.whole.carried
        asked = row_question(text)
        told = read.evidence[0] if read.evidence and read.sure >= self._settings.threshold else None
        if asked is None or (told and is_told_by(told, asked)):
            return None
        answer = rows_answer(asked, text, read.found, search.snapshot.passages_of, carried)
        addressed = rows.sure >= self._settings.threshold and _stands_alone(text, rows)
        says_itself = told is not None and not is_row(told)
        unsure = answer is not None and not answer.answered
        return None if unsure and (addressed or says_itself) else answer

    def _more(self, text: str, history: tuple[Exchange, ...], before: Before) -> Steps[Answer]:
        """Goes on with the answer to an earlier question, or says that nothing more is there."""
        asked = Question(before.question, before.history)
        search = yield from _search(asked, self._library.snapshot())
        if slips := corrected(asked.text, search.found):
            search = yield from _search(slips.asked(asked), search.snapshot)
        said = search.question.text
        read, rows = self._ordered(search, meant(search.found, said))
        evidence = without_others(rows.evidence, said) if rows.evidence else []
        evidence = in_force(evidence, said) if evidence else []
        blocks = next_blocks(evidence, history, search.snapshot) if evidence else []
        if not blocks:
            nothing = remark("nothing more", answer_language(text), self._library).text
            return Answer(text, text, remark=nothing)
        return _answered(text, text, Selection(tuple(blocks)), max(read.sure, rows.sure))

    def _counted(self, search: "_Search", about: Meant, read: Weighed) -> Answer | None:
        """Returns what is counted or listed over all passages, None for another question.

        Of what it names, only that is counted. A number that a passage names itself is not counted.
        """
        text = search.question.text
        asked = counting_question(text)
        if asked is None:
            return None
        # Without the name of a document, unless it is called as what is counted.
        of_named = counting_question(about.rest) if about.names else None
        asked = of_named if of_named and of_named.things == asked.things else asked
        answered = read.sure >= self._settings.threshold
        if answered and is_told_in_figures(asked, read.evidence, text):
            return None
        counted = counted_answer(asked, text, search.snapshot, about.names)
        return replace(counted, counted=self._view) if counted else None

    def _remarked(self, text: str, said: Remark) -> Answer:
        counted = self._view_of(said)
        return Answer(text, text, remark=said.text, named=said.named, counted=counted)

    def _view_of(self, said: Remark) -> str | None:
        return self._view if said.counts else None


def _search(question: Question, snapshot: ReadableSnapshot) -> Steps[_Search]:
    """Completes a question from its history, and looks it up."""
    whole = standalone(question.text, question.history, snapshot.rarities)
    found = yield Lookup(whole.query(question.text), snapshot)
    return _Search(question, whole, found, snapshot)


def _summed_up(about: Meant, snapshot: ReadableSnapshot) -> tuple[Evidence, ...]:
    """Returns the telling sentences of the one document that a question is about as such."""
    if not about.whole or len(about.names) != 1:
        return ()
    return tuple(telling(snapshot.passages_of(about.names[0])))


def _with_authors(question: str, words: str) -> str:
    """Returns a refusal; of a question that asks for an author, with that none are known."""
    language = answer_language(question)
    return joined(
        [words, said("no authors", language) if asks_for_author(question) else ""], language
    )


def _perhaps(unsure: Answer, closest: Evidence, words: str) -> Answer:
    """Shows the closest block as what may answer, and nothing else."""
    sentences, citations = compose([closest])
    return replace(unsure, sentences=sentences, citations=citations, nearest=(), remark=words)


def _stands_alone(question: str, rows: ByWords) -> bool:
    """Tells whether the evidence that comes first answers, and no other row or thing is meant."""
    first = rows.evidence[0]
    return (
        rows.clear
        and not needs_all_rows(question, first)
        and not is_another_row(question, first)
        and not other_one(question, first.text)
    )


def _fits(question: str, found: Found, block: Evidence) -> bool:
    """Tells whether a block has what the first one must have to answer a question."""
    other = other_one(question, block.text) is not None or is_another_row(question, block)
    return not other and not lacks_essential(question, [block], found)


def _answered(question: str, standalone: str, selection: Selection, sure: float) -> Answer:
    sentences, citations = compose(selection.chosen)
    return Answer(
        question, standalone, sentences, citations, sure, answered=True, note=selection.note
    )


def cleaned(question: str, longest: int) -> str:
    """Returns a question without control characters, mark-up and outer white space.

    Raises:
        UsageError: nothing is left, or it is longer than `longest` characters, written or folded.
    """
    bare = CONTROL.sub(" ", question).strip()
    length = processed_length(bare, longest)
    bare = without_markup(bare).strip() if length <= longest else bare
    if not bare:
        raise UsageError("The question is empty. Ask something, for example: What is this about?")
    if length > longest:
        raise UsageError(
            f"The question has {length:,} characters, and the limit is {longest:,}. Shorten it."
        )
    return bare


def _beginnings(answer: Answer) -> Iterator[Answer]:
    for shown in range(1, len(answer.sentences)):
        yield _beginning(answer, shown)
    yield answer


def _beginning(answer: Answer, shown: int) -> Answer:
    sentences = answer.sentences[:shown]
    numbers = {number for sentence in sentences for number in sentence.citations}
    citations = tuple(c for c in answer.citations if c.number in numbers)
    return replace(answer, sentences=sentences, citations=citations, note="")
