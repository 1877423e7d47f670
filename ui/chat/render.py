"""A turn of the conversation as HTML: the question, its cited answer, the sources, the actions.

The page patches a turn by its parts: an element with `data-part` is left alone while its HTML
stays the same, so that nothing jumps while an answer grows.
"""

from collections.abc import Mapping, Sequence

from assistant.access.attached import shown_path
from assistant.answers.item_lists import ITEMS_SHOWN
from assistant.conversations.permalinks import address_of
from assistant.evidence.list_forms import is_item
from assistant.questions.quote_language import other_language
from assistant.tables.markdown_table import markdown_table, numbers
from assistant.tables.row_table import RowTable, in_order, row_tables
from assistant.types import REASONS, Answer, Citation, Sentence, as_item
from index.types import Document, Hit
from prompts.catalogues import Wording, wording
from ui.edge.root_path import relative
from ui.html.markup import attribute, icon, icon_button, marked, place, text
from ui.html.tables import Caption, answer_table
from ui.service.turns import Asked, Status

_EXCERPT = 220


def turn_html(turn: Asked, words: Wording) -> str:
    """Returns a turn as an `article`."""
    parts = [_question(turn, words)]
    if turn.answer:
        parts += [_searched_for(turn.answer, words), _answer(turn.answer, words)]
    parts.append(_outcome(turn, words))
    if turn.answer and turn.status in (Status.DONE, Status.STOPPED):
        parts.append(_actions(turn, turn.answer, words))
    return _article(turn, "".join(parts))


def new_turn_html(documents: int, words: Wording) -> str:
    """Returns a turn without key and question, as it stands while the documents are searched."""
    turn = Asked("", "")
    waiting = (
        '<p class="searching" data-part="outcome"><span class="dots" aria-hidden="true">'
        f"<i></i><i></i><i></i></span>{text(words('searching', documents=documents))}</p>"
    )
    return _article(turn, _question(turn, words) + waiting)


def _article(turn: Asked, content: str) -> str:
    return (
        f'<article class="turn" data-key="{attribute(turn.key)}" data-status="{turn.status}"'
        f' data-question="{attribute(turn.question)}">{content}</article>'
    )


def _question(turn: Asked, words: Wording) -> str:
    return (
        f'<h2 class="question" data-part="question"><span class="unseen">{text(words("you-asked"))}'
        f'</span><span class="asked">{text(turn.question)}</span></h2>'
    )


def _searched_for(answer: Answer, words: Wording) -> str:
    if answer.standalone_question == answer.question:
        return ""
    line = words("searched-for", question=answer.standalone_question)
    return (
        f'<p class="searched-for" data-part="searched-for">{text(line)} <button type="button"'
        f' class="edit" data-do="edit" aria-label="{attribute(words("edit-label"))}"'
        f' data-question="{attribute(answer.standalone_question)}">{text(words("edit"))}</button>'
        "</p>"
    )


def _answer(answer: Answer, words: Wording) -> str:
    if not answer.sentences:
        return _remark(answer) + _choices(answer, words) + _nearest(answer.nearest, words)
    if answer.perhaps:
        return (
            f'<section class="perhaps" data-part="perhaps">{_cited(answer, words)}</section>'
            f"{_choices(answer, words)}"
        )
    return _cited(answer, words)


def _cited(answer: Answer, words: Wording) -> str:
    by_number = {citation.number: citation for citation in answer.citations}
    shown = answer.shown(ITEMS_SHOWN) if answer.is_list else answer
    said = "".join(
        _table(part, shown, by_number, words)
        if isinstance(part, RowTable)
        else _sentence(part, i, by_number, words, item=answer.is_list)
        for i, part in in_order(shown.sentences, row_tables(shown))
    )
    return (
        f'{_remark(answer)}<div class="answer" data-part="answer">{said}</div>{_note(answer)}'
        f"{_more(len(answer.sentences) - len(shown.sentences), words)}{_sources(shown, words)}"
    )


def _table(
    table: RowTable, answer: Answer, by_number: Mapping[int, Citation], words: Wording
) -> str:
    document = by_number[table.rows[0].citations[0]].passage.document
    caption = Caption(table.caption or document.title, bool(table.caption), document.language)
    said = [each.text for each in answer.sentences[table.first :][: len(table.rows)]]

    def chips(numbers: Sequence[int]) -> str:
        return "".join(_chip(by_number[number], words) for number in numbers)

    return answer_table(table, caption, said, chips, words)


def _more(number: int, words: Wording) -> str:
    if number <= 0:
        return ""
    line = words("more-items", number=number)
    return f'<p class="note" data-part="more">{text(line)}</p>'


def _sentence(
    sentence: Sentence,
    position: int,
    by_number: Mapping[int, Citation],
    words: Wording,
    *,
    item: bool,
) -> str:
    cited = [by_number[number] for number in sentence.citations if number in by_number]
    language = cited[0].passage.document.language if cited else words.language
    space = wording(language)("sentence-space")
    chips = "".join(_chip(citation, words) for citation in cited)
    form = "sentence item" if item or is_item(sentence.text) else "sentence"
    bullet = '<span class="bullet">• </span>' if item and not is_item(sentence.text) else ""
    doubt = "" if sentence.verified else f"<strong>{text(words('not-supported'))}</strong> "
    return (
        f'<span class="{form}" data-part="sentence-{position}">{bullet}{doubt}<span class="words"'
        f' lang="{attribute(language)}">{_words(sentence, cited)}</span>'
        f'<span class="chips">{chips}</span>{space}</span>'
    )


def _words(sentence: Sentence, cited: Sequence[Citation]) -> str:
    """Returns a sentence; if it is its own quote, with the words that answer marked."""
    quoted = next((c for c in cited if c.quote == sentence.text), None)
    if quoted is None:
        return text(sentence.text)
    return marked(sentence.text, [(s - quoted.start, e - quoted.start) for s, e in quoted.marks])


def _note(answer: Answer) -> str:
    return f'<p class="note" data-part="note">{text(answer.note)}</p>' if answer.note else ""


def _chip(citation: Citation, words: Wording) -> str:
    where = place(citation.passage, words)
    label = words("chip", number=citation.number, place=where)
    return (
        f'<button type="button" class="chip" data-do="open-source" aria-label="{attribute(label)}"'
        f' data-place="{attribute(where)}" data-quote="{attribute(citation.quote)}"'
        f' data-marks="{_marks(citation)}"{_target(citation)}>{citation.number}</button>'
    )


def _marks(citation: Citation) -> str:
    return ",".join(f"{start}-{end}" for start, end in citation.marks)


def _target(citation: Citation) -> str:
    document = citation.passage.document
    number = f' data-number="{citation.number}"'
    return _address(document, citation.start, citation.quote) + number


def _address(document: Document, start: int, quote: str) -> str:
    """Returns the attributes by which the page knows a quote and where to read it."""
    address = address_of(document, start, quote)
    return (
        f' data-document="{attribute(document.id)}" data-start="{start}"'
        f' data-end="{address.end}" data-address="{attribute(relative(address.path))}"'
    )


def _sources(answer: Answer, words: Wording) -> str:
    """Returns the list of sources: every place once, with the numbers of what is cited there."""
    places: dict[str, list[Citation]] = {}
    for citation in answer.citations:
        places.setdefault(place(citation.passage, words), []).append(citation)
    items = "".join(
        _source(where, cited, other_language(cited[0].passage.document, answer.question), words)
        for where, cited in places.items()
    )
    return (
        '<section class="sources" data-part="sources"><h3 data-part="label">'
        f"{text(words('sources'))}"
        f'</h3><ul data-part="list">{items}</ul></section>'
    )


def _source(where: str, cited: list[Citation], language: str, words: Wording) -> str:
    code = attribute(cited[0].passage.document.language)
    named = f' <span class="language" lang="{code}">{text(language)}</span>' if language else ""
    numbers = "".join(
        f'<button type="button" class="number" data-do="open-source"'
        f' aria-label="{attribute(words("chip", number=citation.number, place=where))}"'
        f"{_target(citation)}>{citation.number}</button>"
        for citation in cited
    )
    return (
        f'<li class="source" data-part="source-{cited[0].number}">'
        f'<span class="numbers">{numbers}</span><span class="place">{text(where)}{named}</span>'
        "</li>"
    )


def _remark(answer: Answer) -> str:
    return (
        f'<p class="remark" data-part="remark">{text(answer.remark)}</p>' if answer.remark else ""
    )


def _choices(answer: Answer, words: Wording) -> str:
    """Returns the questions to choose from, as buttons that ask them."""
    if not answer.choices:
        return ""
    items = "".join(
        f'<li><button type="button" class="suggestion" data-do="suggest">{text(choice)}</button>'
        "</li>"
        for choice in answer.choices
    )
    return (
        f'<section class="choose" data-part="choose"><h3>{text(words("choose"))}</h3>'
        f"<ul>{items}</ul></section>"
    )


def _nearest(hits: tuple[Hit, ...], words: Wording) -> str:
    if not hits:
        return ""
    items = "".join(_near(hit, words) for hit in hits)
    return (
        f'<section class="nearest" data-part="nearest"><h3>{text(words("nearest"))}</h3>'
        f"<ul>{items}</ul></section>"
    )


def _near(hit: Hit, words: Wording) -> str:
    passage = hit.passage
    where = place(passage, words)
    label = words("nearest-passage", place=where)
    excerpt = _beginning(passage.text)
    return (
        '<li><button type="button" class="near" data-do="open-source"'
        f' aria-label="{attribute(label)}"'
        f"{_address(passage.document, passage.start, passage.text)}>"
        f'<span class="place">{text(where)}</span>'
        f'<span class="excerpt" lang="{attribute(passage.document.language)}">{text(excerpt)}'
        "</span></button></li>"
    )


def _beginning(passage: str) -> str:
    """Returns the first words of a passage in one line, cut between two of them if it can be."""
    line = " ".join(passage.split())
    if len(line) <= _EXCERPT:
        return line
    space = line.rfind(" ", _EXCERPT // 2, _EXCERPT)
    return f"{line[: space if space > 0 else _EXCERPT]} …"


def _outcome(turn: Asked, words: Wording) -> str:
    if turn.status is Status.STOPPED:
        return f'<p class="stopped" data-part="outcome">{text(words("stopped"))}</p>'
    return problem_html(turn.problem, words) if turn.status is Status.FAILED else ""


def problem_html(problem: str, words: Wording) -> str:
    """Returns what went wrong, with the one thing to do about it."""
    return (
        f'<p class="problem" data-part="outcome">{text(problem)}</p>'
        f'<p class="again" data-part="again"><button type="button" class="button" data-do="retry">'
        f"{icon('retry')}{text(words('retry'))}</button></p>"
    )


def _actions(turn: Asked, answer: Answer, words: Wording) -> str:
    buttons = [
        _verdict("up", "good", words("helpful"), turn.helpful is True),
        _verdict("down", "bad", words("unhelpful"), turn.helpful is False),
        _verdict("bell", "keep", words("kept-keep"), turn.kept),
        icon_button("copy", "copy", words("copy-answer"), data_copy=copied_answer(answer, words)),
        icon_button("retry", "retry", words("retry")),
    ]
    thanks = text(words("rated")) if turn.helpful is not None else ""
    return (
        f'<div class="actions" data-part="actions">{"".join(buttons)}'
        f'<span class="noted">{thanks}</span></div>{_reasons(turn, words)}'
    )


def _reason_key(reason: str) -> str:
    return f"reason-{reason.replace(' ', '-')}"


def _verdict(icon_name: str, action: str, label: str, pressed: bool) -> str:
    return icon_button(icon_name, action, label, aria_pressed="true" if pressed else "false")


def _reasons(turn: Asked, words: Wording) -> str:
    """Returns the form that a thumbs-down opens."""
    name = attribute(f"reason-{turn.key}")
    choices = "".join(
        f'<label class="choice"><input type="radio" name="{name}" value="{attribute(value)}">'
        f"<span>{text(words(_reason_key(value)))}</span></label>"
        for value in REASONS
    )
    return (
        '<form class="reasons" data-part="reasons" hidden><fieldset>'
        f'<legend>{text(words("why"))}</legend><div class="choices">{choices}</div></fieldset>'
        f'<label class="comment"><span class="unseen">{text(words("comment"))}</span>'
        f'<input type="text" name="comment" maxlength="500" autocomplete="off"'
        f' placeholder="{attribute(words("comment"))}"></label>'
        f'<button type="submit" class="button">{text(words("submit"))}</button>'
        f'<button type="button" class="button quiet" data-do="cancel-reasons">'
        f"{text(words('cancel'))}</button></form>"
    )


def copied_answer(answer: Answer, words: Wording) -> str:
    """Returns an answer as plain text with its marks, and the references they stand for.

    Rows of a table are a table of Markdown, which is one wherever it is pasted.
    """
    if not answer.sentences:
        return answer.remark
    said = [answer.remark] if answer.is_list else [answer.remark, ""] if answer.perhaps else []
    running: list[str] = []
    for _, part in in_order(answer.sentences, row_tables(answer)):
        if isinstance(part, RowTable):
            said += [" ".join(running)] if running else []
            said += [*([""] if said and said[-1] else []), markdown_table(part), ""]
            running = []
        elif answer.is_list:
            said.append(as_item(_copied(part, words)))
        else:
            running.append(_copied(part, words))
    said += [" ".join(running)] if running else []
    note = ["", answer.note] if answer.note else []
    references = [f"[{c.number}] {reference(c, words)}" for c in answer.citations]
    return "\n".join(["\n".join(said).rstrip("\n"), *note, "", *references])


def _copied(sentence: Sentence, words: Wording) -> str:
    doubt = "" if sentence.verified else f"{words('not-supported')} "
    return f"{doubt}{sentence.text} {numbers(sentence.citations)}"


def reference(citation: Citation, words: Wording) -> str:
    """Returns where a quote stands, with the file it is in."""
    return f"{place(citation.passage, words)} ({shown_path(citation.passage.document.path)})"
