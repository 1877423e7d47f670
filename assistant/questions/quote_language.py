"""In which language a quote is, told to a reader who has asked in another one."""

from index.text.language import language
from index.types import Document

# By what its speakers call it: so one name serves a page in any language.
_NAMES = {
    "ar": "العربية",
    "bg": "български",
    "ca": "català",
    "cs": "čeština",
    "da": "dansk",
    "de": "Deutsch",
    "el": "Ελληνικά",
    "en": "English",
    "es": "español",
    "et": "eesti",
    "fa": "فارسی",
    "fi": "suomi",
    "fr": "français",
    "he": "עברית",
    "hi": "हिन्दी",
    "hr": "hrvatski",
    "hu": "magyar",
    "hy": "հայերեն",
    "id": "Bahasa Indonesia",
    "it": "italiano",
    "ja": "日本語",
    "ka": "ქართული",
    "km": "ខ្មែរ",
    "ko": "한국어",
    "lo": "ລາວ",
    "lt": "lietuvių",
    "lv": "latviešu",
    "my": "မြန်မာ",
    "nl": "Nederlands",
    "no": "norsk",
    "pl": "polski",
    "pt": "português",
    "ro": "română",
    "ru": "русский",
    "sk": "slovenčina",
    "sl": "slovenščina",
    "sr": "српски",
    "sv": "svenska",
    "th": "ไทย",
    "tr": "Türkçe",
    "uk": "українська",
    "zh": "中文",
}


def other_language(document: Document, question: str) -> str:
    """Returns the name of a document's language, empty if the question is in the same one."""
    if document.language in (language(question), "und"):
        return ""
    return _NAMES.get(document.language, document.language)
