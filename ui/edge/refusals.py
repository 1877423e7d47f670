"""Why a request is refused, in words for the person who waits for it."""

from enum import StrEnum

from ui.html.wording import wording_for


class Refusal(StrEnum):
    """Why a request is refused."""

    SIGN_IN = "sign in"
    FOREIGN = "foreign"
    NOT_YOURS = "not yours"
    NO_SUCH_PAGE = "no such page"
    NO_EVENT = "no event"
    TOO_SLOW = "too slow"
    TOO_LARGE = "too large"
    TOO_MANY = "too many"
    LONG_HEADERS = "long headers"
    FULL = "full"


_ENGLISH = {
    Refusal.SIGN_IN: "Please sign in.",
    Refusal.FOREIGN: "This request came from a page that may not send it.",
    Refusal.NOT_YOURS: "This conversation belongs to somebody else. Please reload the page.",
    Refusal.NO_SUCH_PAGE: "There is no such page.",
    Refusal.NO_EVENT: "This page and the server do not fit together. Please reload the page.",
    Refusal.TOO_SLOW: "The request took too long to arrive. Please try again.",
    Refusal.TOO_LARGE: "That is too long. Please ask a shorter question.",
    Refusal.TOO_MANY: "That was a lot at once. Please wait a moment, then ask again.",
    Refusal.LONG_HEADERS: "The browser sent too many cookies. Please delete this site's cookies.",
    Refusal.FULL: "Many people are asking right now. Please try again in a moment.",
}
_JAPANESE = {
    Refusal.SIGN_IN: "サインインしてください。",
    Refusal.FOREIGN: "許可されていないページからの要求です。",
    Refusal.NOT_YOURS: "この会話はほかの人のものです。ページを再読み込みしてください。",
    Refusal.NO_SUCH_PAGE: "ページが見つかりません。",
    Refusal.NO_EVENT: "ページとサーバーの版が合いません。ページを再読み込みしてください。",
    Refusal.TOO_SLOW: "要求の受信に時間がかかりすぎました。もう一度お試しください。",
    Refusal.TOO_LARGE: "長すぎます。質問を短くしてください。",
    Refusal.TOO_MANY: "一度に多くの質問が送られました。少し待ってからもう一度お試しください。",
    Refusal.LONG_HEADERS: "Cookie が多すぎます。このサイトの Cookie を削除してください。",
    Refusal.FULL: "現在混み合っています。しばらくしてからもう一度お試しください。",
}
_TEXTS = {"en": _ENGLISH, "ja": _JAPANESE}


def refusal_text(refusal: Refusal, languages: str) -> str:
    """Returns the line that tells a refusal, in the language of an `Accept-Language` header."""
    return _TEXTS[wording_for(languages).language][refusal]
