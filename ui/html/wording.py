"""Every word of the interface, in English and Japanese, each written in its own right."""

from collections.abc import Mapping
from dataclasses import dataclass

from index.types import State
from ui.html.embed_wording import ENGLISH_EMBED, JAPANESE_EMBED, EmbedWording
from ui.html.talk_wording import ENGLISH_TALKS, JAPANESE_TALKS, TalkWording
from ui.html.web_request import WebRequest


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one language; those with braces are templates."""

    language: str
    tagline: str
    skip: str
    new_conversation: str
    indexed_one: str
    indexed_many: str
    updated: str
    joint: str
    welcome: str
    promise: str
    try_asking: str
    empty_title: str
    empty_text: str
    empty_then: str
    conversation: str
    ask_label: str
    ask_placeholder: str
    send: str
    stop: str
    hint: str
    searching_one: str
    searching_many: str
    you_asked: str
    searched_for: str
    edit: str
    edit_label: str
    choose: str
    not_supported: str
    sources: str
    chip: str
    page: str
    slide: str
    row: str
    nearest: str
    nearest_passage: str
    stopped: str
    helpful: str
    unhelpful: str
    copy_answer: str
    more_items: str
    copied: str
    retry: str
    rated: str
    why: str
    reasons: tuple[str, ...]
    comment: str
    submit: str
    cancel: str
    source: str
    source_loading: str
    source_failed: str
    close: str
    previous: str
    following: str
    position: str
    open_document: str
    copy_quote: str
    copy_link: str
    back_to_chat: str
    no_document: str
    documents: str
    ledger_intro: str
    states: Mapping[State, str]
    folder: str
    missing_folder: str
    model: str
    next_model: str
    outdated: str
    outdated_files: str
    file: str
    state: str
    last_read: str
    note: str
    more_files: str
    failed: str
    unreachable: str
    busy: str
    bad_question: str
    quotation: str
    talks: TalkWording
    embed: EmbedWording


ENGLISH = Wording(
    language="en",
    tagline="Answers from your documents, word for word",
    skip="Skip to the question box",
    new_conversation="New conversation",
    indexed_one="1 document, {passages} passages",
    indexed_many="{documents} documents, {passages} passages",
    updated="updated {date.day} {date:%B %Y}",
    joint=", ",
    welcome="What would you like to know?",
    promise=(
        "Answers are made of the documents’ own sentences. Choose the number after one"
        " to read it where it stands."
    ),
    try_asking="Questions these documents answer",
    empty_title="Nothing is indexed yet",
    empty_text="There are no documents to answer from. Stop the server and index a folder:",
    empty_then="Then start the chat again with tenkyo serve.",
    conversation="Conversation",
    ask_label="Your question",
    ask_placeholder="Ask the documents…",
    send="Send",
    stop="Stop",
    hint="Enter sends, Shift+Enter starts a new line",
    searching_one="Searching 1 document",
    searching_many="Searching {documents} documents",
    you_asked="You asked: ",
    searched_for="Searched for: {question}",
    edit="Edit",
    edit_label="Edit the question that was searched for",
    choose="Choose one, or ask in other words:",
    not_supported="[not supported by the documents]",
    sources="Sources",
    chip="citation {number}, {place}",
    page="page {number}",
    slide="slide {number}",
    row="row {number}",
    nearest="Closest passages, which may help:",
    nearest_passage="passage, {place}",
    stopped="Stopped",
    helpful="Good answer",
    unhelpful="Bad answer",
    copy_answer="Copy answer with references",
    more_items="And {number} more: the copied answer and the export of this conversation have all.",
    copied="Copied",
    retry="Try again",
    rated="Thank you, noted.",
    why="What was wrong?",
    reasons=("Wrong answer", "Wrong source", "Missing document", "Something else"),
    comment="Anything to add (optional)",
    submit="Send feedback",
    cancel="Cancel",
    source="Source",
    source_loading="Opening the source…",
    source_failed="The source could not be opened. It may have changed since; ask again.",
    close="Close",
    previous="Previous citation",
    following="Next citation",
    position="{number} of {total}",
    open_document="Open document",
    copy_quote="Copy quote with reference",
    copy_link="Copy link",
    back_to_chat="Back to the chat",
    no_document="This document is not here, or not any more.",
    documents="Documents",
    ledger_intro="How the files in the folders stand to what is indexed of them, as of now.",
    states={
        State.NEW: "new",
        State.CHANGED: "changed",
        State.SAME: "indexed",
        State.MOVED: "moved",
        State.REMOVED: "removed",
        State.FAILED: "failed",
        State.SKIPPED: "skipped",
    },
    folder="Folder",
    missing_folder="{folder} (not there now)",
    model="Model",
    next_model="{model}, until the folders are indexed again with {next}",
    outdated="Read by an earlier release",
    outdated_files="{count}, until the folders are indexed again",
    file="File",
    state="State",
    last_read="Last read",
    note="Note",
    more_files="{count} more files are not shown. See them all with tenkyo status --json.",
    failed="Something went wrong on our side. Your question is still here.",
    unreachable="The assistant can’t be reached. Check that it is running, then try again.",
    busy="The index is being changed. Try again in a minute.",
    bad_question="The question is empty or over {limit} characters. Change it and try again.",
    quotation="“{quote}”",
    talks=ENGLISH_TALKS,
    embed=ENGLISH_EMBED,
)

JAPANESE = Wording(
    language="ja",
    tagline="手元の文書から、原文のままお答えします",
    skip="質問欄へ移動",
    new_conversation="新しい会話",
    indexed_one="文書1件・{passages}か所",
    indexed_many="文書{documents}件・{passages}か所",
    updated="{date.year}年{date.month}月{date.day}日更新",
    joint="・",
    welcome="何をお調べしますか",
    promise="回答は文書の原文だけで組み立てます。文末の番号を選ぶと、出典の該当箇所が開きます。",
    try_asking="この文書で答えられる質問",
    empty_title="まだ文書が登録されていません",
    empty_text="お答えのもとになる文書がありません。サーバーを止めて、フォルダーを登録してください。",
    empty_then="登録できたら、tenkyo serve でもう一度起動してください。",
    conversation="会話",
    ask_label="質問",
    ask_placeholder="文書について質問する…",
    send="送信",
    stop="停止",
    hint="Enterで送信、Shift+Enterで改行",
    searching_one="文書1件を検索しています",
    searching_many="文書{documents}件を検索しています",
    you_asked="質問：",
    searched_for="検索した質問：{question}",
    edit="編集",
    edit_label="検索した質問を編集する",
    choose="次から選ぶか、言い換えてお尋ねください：",
    not_supported="［文書による裏付けなし］",
    sources="出典",
    chip="出典{number}、{place}",
    page="{number}ページ",
    slide="スライド{number}",
    row="{number}行目",
    nearest="答えではありませんが、関連がありそうな箇所：",
    nearest_passage="関連箇所、{place}",
    stopped="停止しました",
    helpful="役に立った",
    unhelpful="役に立たなかった",
    copy_answer="回答を出典つきでコピー",
    more_items="ほかに{number}件あります。コピーと会話の書き出しにはすべて含まれます。",
    copied="コピーしました",
    retry="もう一度試す",
    rated="ご意見を記録しました。",
    why="どこに問題がありましたか",
    reasons=("答えが違う", "出典が違う", "必要な文書がない", "その他"),
    comment="補足（任意）",
    submit="送る",
    cancel="やめる",
    source="出典",
    source_loading="出典を開いています…",
    source_failed="出典を開けませんでした。文書が更新された可能性があります。もう一度質問してください。",
    close="閉じる",
    previous="前の出典",
    following="次の出典",
    position="{number} / {total}",
    open_document="文書を開く",
    copy_quote="引用を出典つきでコピー",
    copy_link="リンクをコピー",
    back_to_chat="チャットに戻る",
    no_document="この文書は見つかりません。削除された可能性があります。",
    documents="文書一覧",
    ledger_intro="フォルダー内のファイルと、登録内容との現在の対応です。",
    states={
        State.NEW: "未登録",
        State.CHANGED: "更新あり",
        State.SAME: "登録済み",
        State.MOVED: "移動",
        State.REMOVED: "削除",
        State.FAILED: "失敗",
        State.SKIPPED: "対象外",
    },
    folder="フォルダー",
    missing_folder="{folder}（現在見つかりません）",
    model="モデル",
    next_model="{model}（{next}で登録し直すまで）",
    outdated="以前のリリースで読み取り",
    outdated_files="{count}件（フォルダーを登録し直すまで）",
    file="ファイル",
    state="状態",
    last_read="読み取り日時",
    note="備考",
    more_files="ほかに{count}件あります。すべて見るには tenkyo status --json を使ってください。",
    failed="処理中に問題が起きました。質問はそのまま残っています。",
    unreachable="アシスタントに接続できません。起動しているか確かめて、もう一度お試しください。",
    busy="索引を更新しています。1分ほどおいて、もう一度お試しください。",
    bad_question="質問が空か、上限の{limit}文字を超えています。短くしてお試しください。",
    quotation="「{quote}」",
    talks=JAPANESE_TALKS,
    embed=JAPANESE_EMBED,
)


def words_for(request: WebRequest) -> Wording:
    """Returns the words for a request: the language its address names goes first."""
    named = request.query_params.get("language", "")
    return wording_for(
        named if named in ("ja", "en") else request.headers.get("accept-language", "")
    )


def wording_for(accept_language: str) -> Wording:
    """Returns the words for an `Accept-Language` header: the first of our languages it names."""
    named = sorted(_weighted(accept_language), key=lambda item: -item[1])
    for name, weight in named:
        if weight > 0 and name in ("ja", "en"):
            return JAPANESE if name == "ja" else ENGLISH
    return ENGLISH


def _weighted(accept_language: str) -> list[tuple[str, float]]:
    """Returns the primary language tags of the header with their weights."""
    found = []
    for entry in accept_language.split(","):
        tag, _, weight = entry.partition(";q=")
        try:
            found.append((tag.strip().lower().split("-")[0], float(weight or 1)))
        except ValueError:
            continue
    return found
