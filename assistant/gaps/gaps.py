"""Gaps: what people ask and the documents do not answer, grouped by what it means.

What one person asked is that person's business. So a gap is told of only if enough people asked,
and in no words that fewer of them used.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assistant.conversations.stored_questions import StoredQuestion
from assistant.gaps.grouping import groups, middle_of
from assistant.questions.language import content_words
from assistant.types import Outcome
from index.embedding.embedding import Floats
from index.text.folding import bare

_DOCUMENTS = 3
_WORDS = 6
_GREATER_PART = 0.5

Embed = Callable[[Sequence[str]], Floats]
"""Returns the sentence vectors of questions, (n, d), unit length."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that was asked by so many `askers` and is not answered.

    `name` is a question of the group, or the words that enough askers used; `questions` are those
    that enough of them asked in the same words. `asked` counts how often it was, of which
    `refused`, answered by a `perhaps`, and rated down. `documents` are the nearest ones, by path,
    and `last` is when it was asked last, as an ISO time in UTC. `confidence` is how likely the
    documents answer its questions, in the mean.
    """

    name: str
    askers: int
    asked: int
    refused: int
    perhaps: int
    rated_down: int
    last: str
    confidence: float = 0.0
    questions: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


def gaps_of(asked: Sequence[StoredQuestion], embed: Embed, least: int) -> tuple[Gap, ...]:
    """Returns the gaps that at least so many people asked about, most askers first.

    `asked` are all questions, oldest first. A group in which half and more were answered well is
    no gap, and of the same words only the last time counts: documents may have come since.
    """
    now = {bare(each.question): each for each in asked}
    texts = list(now)
    if not any(each.is_open for each in now.values()):
        return ()
    vectors = embed([now[text].question for text in texts])
    by_words: dict[str, list[StoredQuestion]] = defaultdict(list)
    for each in asked:
        by_words[bare(each.question)].append(each)
    found = []
    for members in groups(vectors):
        open_ = [n for n in members if now[texts[n]].is_open]
        if len(open_) <= _GREATER_PART * len(members):
            continue
        of_each = [by_words[texts[n]] for n in open_]
        if len({each.reader for said in of_each for each in said}) >= least:
            middle = now[texts[middle_of(vectors, open_)]].question
            found.append(_gap(of_each, middle, least))
    named = (gap for gap in found if gap.name)
    return tuple(sorted(named, key=lambda gap: (-gap.askers, -gap.asked, gap.confidence, gap.name)))


def _gap(of_each: Sequence[Sequence[StoredQuestion]], middle: str, least: int) -> Gap:
    """Returns a gap; `of_each` are the times that each of its questions was asked."""
    times = [each for said in of_each for each in said if each.is_open]
    counts = Counter(each.outcome for each in times)
    shown = [said[-1].question for said in of_each if len({e.reader for e in said}) >= least]
    documents = Counter(path for each in times for path in each.documents)
    return Gap(
        name=middle if middle in shown else next(iter(shown), "") or _shared_words(times, least),
        askers=len({each.reader for each in times}),
        asked=len(times),
        refused=counts[Outcome.NOT_FOUND],
        perhaps=counts[Outcome.PERHAPS],
        rated_down=sum(each.rated_down for each in times),
        last=max(each.at for each in times),
        confidence=round(sum(each.confidence for each in times) / len(times), 4),
        questions=tuple(shown),
        documents=tuple(path for path, _ in documents.most_common(_DOCUMENTS)),
    )


def _shared_words(times: Iterable[StoredQuestion], least: int) -> str:
    """Returns the words that enough askers used, those of most of them first."""
    users: dict[str, set[str]] = defaultdict(set)
    for each in times:
        for word in content_words(each.question):
            users[bare(word)].add(each.reader)
    enough = [word for word in users if len(users[word]) >= least]
    most = sorted(enough, key=lambda word: -len(users[word]))[:_WORDS]
    return " · ".join(most)
