"""The assistant's own words: greetings, refusals, and what it says of the documents."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.questions.language import language_of
from assistant.types import Answer, Named, named
from index.read_protocol import ReadableLibrary

OF_DOCUMENTS = ("greeting", "abilities")
"""The remarks that name documents, and say how many there are."""

_COUNTS = "refusal"

_TITLES_SHOWN = 3

# Both languages are written, not translated word by word.
_WORDING = {
    "en": {
        "greeting": "Hello. Ask me anything about {documents}: {titles}.",
        "thanks": "You’re welcome. Ask on whenever you like.",
        "farewell": "Goodbye.",
        "abilities": (
            "I answer questions from {documents}: {titles}. Every sentence of an answer is taken"
            " word for word from a document and numbered; choose a number to read it where it"
            " stands. If the documents don’t answer, I say so."
        ),
        "nothing": "Hello. Nothing is indexed yet, so there is nothing to ask about.",
        "refusal": "I found no sentence that answers this in {documents}.",
        "perhaps": "I am not sure that this answers it. The closest I found:",
        "withheld": (
            "This answer is not shown: you may not read all that it is based on,"
            " or the access rules have changed since."
        ),
        "unclear": "What do you mean? The question doesn’t say what it is about.",
        "which": "Which one do you mean?",
        "nothing more": (
            "That is all I found: nothing more follows there, and no other passage is as close to"
            " your question."
        ),
        "no passage": "No passage has this number here. Which one do you mean?",
    },
    "ja": {
        "greeting": "こんにちは。{titles}({documents})について、何でもお尋ねください。",
        "thanks": "どういたしまして。ほかにもあれば、お尋ねください。",
        "farewell": "またいつでもどうぞ。",
        "abilities": (
            "{titles}({documents})をもとに質問にお答えします。回答はすべて文書の原文どおりで、"
            "番号を選ぶと出典の箇所を開けます。文書に答えがないときは、そうお伝えします。"
        ),
        "nothing": "こんにちは。まだ何も登録されていないため、お答えできる文書がありません。",
        "refusal": "{documents}を調べましたが、答えとなる文は見つかりませんでした。",
        "perhaps": "答えかどうかは確かではありませんが、最も近い箇所は次のとおりです。",
        "withheld": (
            "この回答は表示できません。もとになった文書を閲覧する権限がないか、"
            "その後に権限の設定が変わりました。"
        ),
        "unclear": "何についてのご質問でしょうか。何を指しているかが分かりませんでした。",
        "which": "どちらについてのご質問でしょうか。",
        "nothing more": (
            "見つかったのはここまでです。続きはなく、ご質問に同じくらい近い箇所もほかにありません。"
        ),
        "no passage": "その番号の出典は、この会話にありません。どの箇所のことでしょうか。",
    },
}


@dataclass(frozen=True, slots=True)
class Remark:
    """What the assistant says, the documents that it names, and whether it counts documents."""

    text: str
    named: tuple[Named, ...] = ()
    counts: bool = False


def remark(name: str, language: str, library: ReadableLibrary) -> Remark:
    """Returns the remark of this name in `en` or `ja`, filled with what is indexed."""
    if name not in (*OF_DOCUMENTS, _COUNTS):
        return Remark(_WORDING[language][name])
    ids = library.records.document_ids()
    if name == _COUNTS:
        number = number_of_documents(len(ids), language)
        return Remark(_WORDING[language][name].format(documents=number), counts=True)
    if not ids:
        return Remark(_WORDING[language]["nothing"])
    shown = [document for i in ids[:_TITLES_SHOWN] if (document := library.document(i))]
    text = _WORDING[language][name].format(
        documents=number_of_documents(len(ids), language),
        titles=_titles([each.title for each in shown], len(ids) > _TITLES_SHOWN, language),
    )
    return Remark(text, named(shown), counts=True)


def withheld(question: str) -> Answer:
    """Returns what takes the place of a stored answer that its reader may not see any more."""
    return Answer(question, question, remark=_WORDING[language_of(question)]["withheld"])


def number_of_documents(number: int, language: str) -> str:
    """Returns how many documents there are, in words of `en` or `ja`."""
    if language == "ja":
        return f"文書{number:,}件"
    return "one document" if number == 1 else f"{number:,} documents"


def _titles(shown: Sequence[str], more: bool, language: str) -> str:
    if language == "ja":
        return "、".join(f"「{title}」" for title in shown) + ("など" if more else "")
    return ", ".join(f"“{title}”" for title in shown) + (" and more" if more else "")
