"""The quiet lines beside an answer that a language model had, or should have had, a part in."""

from assistant.questions.language import answer_language
from assistant.wording.phrases import joined
from prompts.catalogues import wording


def instead(reason: str, question: str) -> str:
    """Returns why the documents' own sentences stand there, in the language of the question."""
    language = answer_language(question)
    words = wording(language)
    return joined([words(f"model-{reason}"), words("model-instead")], language)


def removed(number: int, question: str) -> str:
    """Returns how many sentences were left out, in the language of the question."""
    return wording(answer_language(question))("model-removed", number=number)
