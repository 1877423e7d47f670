"""The assistant's own words: greetings, refusals, and what it says of the documents."""

from collections.abc import Sequence

from assistant.language import language_of
from assistant.types import Answer
from index.read_protocol import ReadableLibrary

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
        "refusal": "The documents don’t answer this.",
        "withheld": "This answer is not shown: you may not read all that it cites.",
        "unclear": "What do you mean? The question doesn’t say what it is about.",
        "which": "Which one do you mean?",
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
        "refusal": "この質問への答えは文書にありません。",
        "withheld": "この回答は表示できません。引用されている文書を閲覧する権限がありません。",
        "unclear": "何についてのご質問でしょうか。何を指しているかが分かりませんでした。",
        "which": "どちらについてのご質問でしょうか。",
        "no passage": "その番号の出典は、この会話にありません。どの箇所のことでしょうか。",
    },
}


def remark(name: str, language: str, library: ReadableLibrary) -> str:
    """Returns the remark of this name in `en` or `ja`, filled with what is indexed."""
    titles = list(library.records.titles_by_id().values())
    if not titles and name in ("greeting", "abilities"):
        name = "nothing"
    return _WORDING[language][name].format(
        documents=_number_of_documents(len(titles), language), titles=_titles(titles, language)
    )


def withheld(question: str) -> Answer:
    """Returns what takes the place of a stored answer that its reader may not see any more."""
    return Answer(question, question, remark=_WORDING[language_of(question)]["withheld"])


def _number_of_documents(number: int, language: str) -> str:
    if language == "ja":
        return f"文書{number:,}件"
    return "one document" if number == 1 else f"{number:,} documents"


def _titles(titles: Sequence[str], language: str) -> str:
    shown, more = titles[:_TITLES_SHOWN], len(titles) > _TITLES_SHOWN
    if language == "ja":
        return "、".join(f"「{title}」" for title in shown) + ("など" if more else "")
    return ", ".join(f"“{title}”" for title in shown) + (" and more" if more else "")
