"""What the assistant says of the documents as a whole: how many they are, and by which rule."""

from collections.abc import Sequence

_WORDING = {
    "en": {
        "every": "Documents here: {found}.",
        "titled": "About {words}, by title, file name or a heading: {found} of {all}.",
        "not titled": "Without {words} in title, file name and headings: {found} of {all}.",
        "also": "Only in the text, it stands in {more} more.",
        "mentioning": "With {words} in one passage: {found} of {all}. The first such passage each:",
        "not mentioning": (
            "Without any passage, title or file name that has {words}: {found} of {all}."
        ),
        "nowhere": (
            "No passage, title or file name has {words}. I looked through the words of {all}."
        ),
        "dated": "Of that time, by title, file name or last change of the file: {found} of {all}.",
        "added": "Indexed in that time, for the first time or anew: {found} of {all}.",
        "changed": "With a file that was changed in that time: {found} of {all}.",
        "newest": "Indexed last, the latest first: {found} of {all}.",
        "language": "In {name}: {found} of {all}.",
        "not language": "In another language than {name}: {found} of {all}.",
        "kind": "Only documents with “{noun}” in the title or the file name are counted.",
        "part": "The first {shown} are listed.",
        "read": "indexed {day}",
        "file": "file changed {day}",
        "page": "Page {page} of “{title}”:",
        "which page": (
            "{count} documents here have a page {page}. Say which one is meant: “What is on page"
            " {page} of {title}?”"
        ),
        "no page": (
            "No document here, or none of that name, has a page {page}. Pages are known of PDFs and"
            " slides."
        ),
        "no authors": (
            "The list of documents knows titles, paths, dates and languages, but no authors."
        ),
    },
    "ja": {
        "every": "文書は{found}件あります。",
        "titled": "{all}のうち、題名、ファイル名、見出しに{words}があるもの：{found}件。",
        "not titled": "{all}のうち、題名、ファイル名、見出しに{words}がないもの：{found}件。",
        "also": "ほかに{more}件が、本文だけで触れています。",
        "mentioning": "{all}のうち、{words}を含む箇所があるもの：{found}件。最初の箇所を挙げます。",
        "not mentioning": "{all}のうち、{words}が本文にも題名、ファイル名にもないもの：{found}件。",
        "nowhere": "{all}を確認しましたが、{words}は本文にも題名、ファイル名にもありません。",
        "dated": "{all}のうち、題名、ファイル名、ファイルの更新日がその時期のもの：{found}件。",
        "added": "{all}のうち、その時期に登録(または再登録)されたもの：{found}件。",
        "changed": "{all}のうち、その時期にファイルが更新されたもの：{found}件。",
        "newest": "{all}のうち、最近登録されたもの(新しい順)：{found}件。",
        "language": "{all}のうち、{name}のもの：{found}件。",
        "not language": "{all}のうち、{name}以外のもの：{found}件。",
        "kind": "題名かファイル名に「{noun}」のある文書だけを数えました。",
        "part": "最初の{shown}件を挙げます。",
        "read": "登録日：{day}",
        "file": "ファイルの更新日：{day}",
        "page": "「{title}」の{page}ページ：",
        "which page": (
            "{page}ページのある文書は{count}件あります。どの文書かをお書きください(例：「{title}の{page}ページ"
            "には何がありますか」)。"
        ),
        "no page": (
            "ここには{page}ページのある文書(またはその名前の文書)がありません。"
            "ページがあるのはPDFとスライドです。"
        ),
        "no authors": "文書の一覧にあるのは題名、場所、日付、言語で、作成者の記録はありません。",
    },
}


def said(which: str, language: str, **filled: str) -> str:
    """Returns the sentence of this name in `en` or `ja`, filled."""
    return _WORDING[language][which].format(**filled)


def quoted(words: Sequence[str], language: str) -> str:
    """Returns words in quotation marks: all of them are meant."""
    if language == "ja":
        return "".join(f"「{word}」" for word in words)
    marks = [f"“{word}”" for word in words]
    return marks[0] if len(marks) == 1 else f"{', '.join(marks[:-1])} and {marks[-1]}"


def joined(sentences: Sequence[str], language: str) -> str:
    """Returns sentences one after the other."""
    return ("" if language == "ja" else " ").join(sentence for sentence in sentences if sentence)
