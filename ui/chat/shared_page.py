"""A shared conversation as a page to read, and what its owner can do about the link."""

from collections.abc import Sequence

from assistant.conversations.permalinks import address_of
from assistant.conversations.sharing import Share, SharedConversation, SharedTurn
from assistant.tables.plain_html import table_html
from assistant.tables.row_table import RowTable, in_order, row_tables
from assistant.types import Answer, Citation, Sentence
from prompts.catalogues import Wording
from ui.edge.root_path import relative
from ui.html.markup import attribute, marked, place, text


def share_html(share: Share | None, words: Wording) -> str:
    """Returns the link to a conversation with what can be done about it, or how to get one."""
    if share is None:
        return (
            f"<p>{text(words('talk-share-what'))}</p><p>"
            f"{_button('begin-share', words('talk-share-begin'))}"
            f"{_button('cancel-conversation', words('cancel'))}</p>"
        )
    address = attribute(relative(f"/shared/{share.token}"))
    more = words("talk-share-more", count=share.since) if share.since else ""
    return (
        f'<label>{text(words("talk-share-link"))}<input type="text" readonly dir="ltr"'
        f' data-shared="{address}"></label><p>'
        f'<button type="button" class="button" data-do="copy-link" data-copy="{address}">'
        f"{text(words('copy-link'))}</button>"
        f"{_button('begin-share', more) if more else ''}"
        f"{_button('end-share', words('talk-share-end'))}"
        f"{_button('cancel-conversation', words('close'))}</p>"
    )


def shared_html(found: SharedConversation, words: Wording) -> str:
    """Returns a shared conversation, every sentence with links to the words it rests on."""
    until = words("shared-until", day=found.until.astimezone().date())
    turns = "".join(_turn(turn, words) for turn in found.turns)
    return (
        f'<div class="shared"><p class="path">{text(words("shared"))}</p>'
        f'<h1 dir="auto">{text(found.title)}</h1>'
        f'<p class="path">{text(until)}</p>{turns}</div>'
    )


def _turn(turn: SharedTurn, words: Wording) -> str:
    answer = _answer(turn.answer, words) if turn.answer else f"<p>{text(words('stopped'))}</p>"
    hidden = f'<p class="notice">{text(words("shared-hides"))}</p>' if turn.hides else ""
    return f'<section><h2 dir="auto">{text(turn.question)}</h2>{answer}{hidden}</section>'


def _answer(answer: Answer, words: Wording) -> str:
    by_number = {citation.number: citation for citation in answer.citations}
    remark = f"<p>{text(answer.remark)}</p>" if answer.remark else ""
    parts, running = [remark], list[str]()
    for _, part in in_order(answer.sentences, row_tables(answer)):
        if isinstance(part, RowTable):
            parts += [*_paragraph(running), table_html(part, answer.question)]
            running = []
        elif answer.is_list:
            parts += _paragraph([_sentence(part, by_number, words)])
        else:
            running.append(_sentence(part, by_number, words))
    cited = "".join(_citation(citation, words) for citation in answer.citations)
    return "".join([*parts, *_paragraph(running), f"<ul>{cited}</ul>" if cited else ""])


def _paragraph(sentences: Sequence[str]) -> list[str]:
    return [f'<p dir="auto">{" ".join(sentences)}</p>'] if sentences else []


def _sentence(sentence: Sentence, by_number: dict[int, Citation], words: Wording) -> str:
    doubt = "" if sentence.verified else f"<strong>{text(words('not-supported'))}</strong> "
    cited = [by_number[number] for number in sentence.citations if number in by_number]
    return f"{doubt}{text(sentence.text)} {' '.join(_link(each, words) for each in cited)}"


def _link(citation: Citation, words: Wording) -> str:
    label = words("chip", number=citation.number, place=place(citation.passage, words))
    return f'<a href="{_address(citation)}" aria-label="{attribute(label)}">[{citation.number}]</a>'


def _citation(citation: Citation, words: Wording) -> str:
    marks = [(start - citation.start, end - citation.start) for start, end in citation.marks]
    document = citation.passage.document
    return (
        f"<li><p>[{citation.number}] "
        f'<a href="{_address(citation)}">{text(place(citation.passage, words))}</a></p>'
        f'<blockquote lang="{attribute(document.language)}" dir="auto">'
        f"{marked(citation.quote, marks)}</blockquote></li>"
    )


def _address(citation: Citation) -> str:
    address = address_of(citation.passage.document, citation.start, citation.quote)
    return attribute(f"{relative(address.path)}#quote")


def _button(action: str, label: str) -> str:
    return f'<button type="button" class="button quiet" data-do="{action}">{text(label)}</button>'
