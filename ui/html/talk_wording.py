"""The words about conversations and permanent addresses, in English and Japanese."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TalkWording:
    """The words of one language; those with braces are templates."""

    conversations: str
    new: str
    find: str
    none_yet: str
    none_found: str
    search_too_long: str
    today: str
    yesterday: str
    day: str
    more: str
    actions: str
    rename: str
    title: str
    save: str
    delete: str
    really_delete: str
    deleted: str
    export: str
    formats: tuple[str, str, str]
    opened: str
    earlier: str
    not_stored: str
    no_conversation: str
    changed: str
    moved: str
    gone: str
    not_kept: str
    altered: str
    not_there_now: str
    current_version: str
    place_now: str


ENGLISH_TALKS = TalkWording(
    conversations="Conversations",
    new="New",
    find="Find in conversations",
    none_yet="What you ask is kept here.",
    none_found="No conversation holds these words.",
    search_too_long="These are over {limit} characters. Look for fewer words.",
    today="Today",
    yesterday="Yesterday",
    day="{date.day} {date:%B %Y}",
    more="Show more",
    actions="Actions for “{title}”",
    rename="Rename",
    title="Title",
    save="Save",
    delete="Delete",
    really_delete="Delete this conversation?",
    deleted="Conversation deleted.",
    export="Export",
    formats=("Markdown", "HTML", "JSON"),
    opened="Conversation “{title}”",
    earlier="{count} earlier questions are not shown. An export holds them all.",
    not_stored="The answer could not be stored in this conversation.",
    no_conversation="This conversation is not here, or not any more.",
    changed="The source has changed since. This is the version that was cited.",
    moved="The source has been moved since, and lies at {path} now.",
    gone="The source is not among the documents any more. This is the version that was cited.",
    not_kept="The version that was cited was not kept, so it cannot be shown.",
    altered="This address was altered: the words there are not those it was made for.",
    not_there_now="The quote is not in the current version.",
    current_version="Open the current version",
    place_now="Open the quote in the current version",
)

JAPANESE_TALKS = TalkWording(
    conversations="会話",
    new="新規",
    find="会話を検索",
    none_yet="質問と回答はここに保存されます。",
    none_found="この語句を含む会話はありません。",
    search_too_long="検索語が上限の{limit}文字を超えています。短くしてください。",
    today="今日",
    yesterday="昨日",
    day="{date.year}年{date.month}月{date.day}日",
    more="さらに表示",
    actions="「{title}」の操作",
    rename="名前を変更",
    title="タイトル",
    save="保存",
    delete="削除",
    really_delete="この会話を削除しますか",
    deleted="会話を削除しました。",
    export="書き出し",
    formats=("Markdown", "HTML", "JSON"),
    opened="会話「{title}」",
    earlier="これより前の質問{count}件は表示していません。書き出すとすべて含まれます。",
    not_stored="回答をこの会話に保存できませんでした。",
    no_conversation="この会話は見つかりません。削除された可能性があります。",
    changed="出典はその後更新されました。表示しているのは引用時の版です。",
    moved="出典はその後移動され、現在は {path} にあります。",
    gone="出典は現在の文書にはありません。表示しているのは引用時の版です。",
    not_kept="引用時の版は保存されていないため、表示できません。",
    altered="このアドレスは書き換えられています。示された箇所の文言が元の引用と一致しません。",
    not_there_now="この引用は現在の版にはありません。",
    current_version="現在の版を開く",
    place_now="現在の版でこの引用を開く",
)
