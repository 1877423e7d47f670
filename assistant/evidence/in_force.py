"""What is in force comes first, and what is not is marked, with where that is said."""

from collections.abc import Callable, Sequence

from assistant.evidence.evidence import Evidence
from assistant.evidence.row_asked_for import row_label, words_of
from assistant.evidence.validity import Notice, notices
from assistant.questions.language import answer_language
from prompts.catalogues import wording

# How good what is in force must be beside the best: in the document that says so, and elsewhere.
_BY_THE_SAME = 0.4
_NEAR = 0.85
_LONGEST_NAME = 60

Fits = Callable[[Evidence], bool]


def in_force_first(
    evidence: Sequence[Evidence], question: str, fits: Fits = bool
) -> tuple[list[Evidence], Notice | None]:
    """Returns evidence with what is not in force last, and the notice if the best was not.

    The order stays if nothing in force answers nearly as well and fits the question as the best
    does, or if the question names the edition that it asks about.
    """
    found = {id(notice.voided): notice for notice in notices(evidence)}
    best = evidence[0]
    notice = found.get(id(best))
    if notice and notice.later and _is_named(best, question):
        return list(evidence), None
    valid = [e for e in evidence if id(e) not in found]
    if notice is None:
        return [*valid, *(e for e in evidence if id(e) in found)], None
    first = next((e for e in valid if _answers(e, notice) and fits(e)), None)
    if first is None:
        return list(evidence), None if notice.later else notice
    rest = [e for e in valid if e is not first]
    return [first, *rest, *(e for e in evidence if id(e) in found)], notice


def in_force(evidence: Sequence[Evidence], question: str) -> list[Evidence]:
    """Returns evidence, not empty, without what is not in force beside its best.

    What stands in the document of the best stays: where nothing in force answers, or the question
    names the edition, that one is told of.
    """
    ordered, _ = in_force_first(evidence, question)
    void = {id(notice.voided) for notice in notices(evidence)}
    document = ordered[0].hit.passage.document.id
    return [e for e in ordered if id(e) not in void or e.hit.passage.document.id == document]


def marked(chosen: Sequence[Evidence], notice: Notice) -> list[Evidence]:
    """Returns an answer with what is not in force at its end, and where that is said.

    What is not in force stays ahead where nothing else answers.
    """
    voided, said = notice.voided, notice.said
    document = voided.hit.passage.document.id
    own = said is not None and said.hit.passage.document.id == document
    ahead = own or chosen[0] is voided
    valid = [e for e in chosen if ahead or e.hit.passage.document.id != document]
    shown = valid if voided in valid else [*valid, voided]
    if said is None:
        return shown
    shown = [e for e in shown if not _covers(said, e)]
    return shown if any(_covers(e, said) for e in shown) else [*shown, said]


def note(notice: Notice, question: str) -> str:
    """Returns the line that says what is not in force, in the language of the question."""
    words = wording(answer_language(question))
    name = _name(notice.voided)
    if notice.later:
        return words("void-earlier", name=name, later=notice.later.title or notice.later.path)
    return words("void", name=name, quote=notice.said.text if notice.said else "")


def _answers(candidate: Evidence, notice: Notice) -> bool:
    """Tells whether a block says what one that is not in force does.

    For a row of a table, only what has as many of the question's words: all rows are near to it.
    Where names alone tell that there is a later edition, only what has most of them: it may be
    another one of a series.
    """
    voided, by_names = notice.voided, notice.said is None
    if row_label(voided) and words_of(candidate) < words_of(voided):
        return False
    if by_names and words_of(candidate) < words_of(voided) / 2:
        return False
    if by_names and voided.right_kind and not candidate.right_kind:
        return False
    document = candidate.hit.passage.document
    by_the_same = notice.said and notice.said.hit.passage.document.id == document.id
    share = _BY_THE_SAME if by_the_same else _NEAR
    return candidate.score >= share * voided.score


def _is_named(block: Evidence, question: str) -> bool:
    """Tells whether a question has the numbers by which a document tells its editions apart."""
    document = block.hit.passage.document
    numbers = [word for word in _words(document.title or document.path) if word.isdecimal()]
    return bool(numbers) and set(numbers) <= set(_words(question))


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text).split()


def _covers(one: Evidence, other: Evidence) -> bool:
    same = one.hit.passage.document.id == other.hit.passage.document.id
    return same and one.start <= other.start and other.end <= one.end


def _name(block: Evidence) -> str:
    document = block.hit.passage.document
    name = document.title or document.path
    return name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME].rstrip() + "…"
