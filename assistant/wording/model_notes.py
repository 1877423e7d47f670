"""The quiet lines beside an answer that a language model had, or should have had, a part in."""

from assistant.questions.language import language_of

# Both languages are written, not translated word by word.
_INSTEAD = {
    "en": " These are the documents’ own sentences.",
    "ja": "文書の原文をそのまま示します。",
}
_WORDING = {
    "en": {
        "unusable": "The language model is not set up correctly; see: tenkyo doctor.",
        "unreachable": "The language model could not be reached.",
        "late": "The language model took too long.",
        "failed": "The language model failed.",
        "unsupported": "The documents do not support what the language model wrote.",
        "nothing": "The language model found no answer in the passages.",
        "removed": "Left out, because the documents do not support it: {number} of the language"
        " model’s sentences.",
    },
    "ja": {
        "unusable": "言語モデルの設定に誤りがあります(確認: tenkyo doctor)。",
        "unreachable": "言語モデルに接続できませんでした。",
        "late": "言語モデルの応答に時間がかかりすぎました。",
        "failed": "言語モデルが応答に失敗しました。",
        "unsupported": "言語モデルの文は文書で裏付けられませんでした。",
        "nothing": "言語モデルは文書の抜粋に答えを見つけられませんでした。",
        "removed": "言語モデルの文のうち、文書で裏付けられない{number}文を省きました。",
    },
}
REASONS = tuple(_WORDING["en"])
"""What there can be to say."""


def instead(reason: str, question: str) -> str:
    """Returns why the documents' own sentences stand there, in the language of the question."""
    language = language_of(question)
    return _WORDING[language][reason] + _INSTEAD[language]


def removed(number: int, question: str) -> str:
    """Returns how many sentences were left out, in the language of the question."""
    return _WORDING[language_of(question)]["removed"].format(number=number)
