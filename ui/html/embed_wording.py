"""The words about the chat inside another page, in English and Japanese."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EmbedWording:
    """The words of one language; those with braces are templates."""

    close_chat: str
    back: str
    waiting: str
    check: str
    check_intro: str
    origin: str
    origin_hint: str
    run_check: str
    allowed: str
    not_allowed: str
    not_an_origin: str
    insecure: str
    set_this: str
    then_restart: str
    host_policy: str
    host_policy_why: str
    cookie: str
    cookie_ok: str
    cookie_blocked: str
    token: str
    token_ok: str
    token_refused: str
    unknown: str
    still_blank: str


ENGLISH_EMBED = EmbedWording(
    close_chat="Close the chat",
    back="Back to the answer",
    waiting="The page around this chat is signing you in…",
    check="Why does the chat stay blank?",
    check_intro=(
        "For whoever looks after the page that shows the chat. A browser leaves a frame blank for"
        " one of the reasons below, and does not say which."
    ),
    origin="Origin of your page",
    origin_hint="Its address without the path, such as https://intranet.example",
    run_check="Check",
    allowed="{origin} may show the chat.",
    not_allowed="{origin} may not show the chat: it is not in the list of allowed origins.",
    not_an_origin="{origin} is no origin. Write the scheme and the host, such as {example}.",
    insecure=(
        "{origin} is not encrypted. Browsers keep cookies from frames in such pages, so nobody can"
        " sign in there. Serve your page with https."
    ),
    set_this="Put this line into the settings of the chat’s server:",
    then_restart="Then start the server again: tenkyo serve",
    host_policy="Your page’s own policy",
    host_policy_why="If your page sends a Content-Security-Policy, it needs these two lines:",
    cookie="Cookies",
    cookie_ok="The frame could keep a cookie.",
    cookie_blocked=(
        "The browser does not let the frame keep a cookie, so a sign-in is lost at once. Serve both"
        " your page and the chat with https. If the chat is under another domain, allow cookies of"
        " other sites for it, or put it under a name of your own domain, such as"
        " https://ask.intranet.example."
    ),
    token="Sign-in by token",
    token_ok="The token was taken.",
    token_refused=(
        "The token that your page handed over was refused. It has probably expired, was used"
        " before, is signed with another key, or names another audience or origin than the"
        " settings of the chat. The clocks of the two servers may differ, too. Call"
        " tenkyo.setToken() with a new one."
    ),
    unknown="Not known here. Open this page by the link that the chat shows in its blank frame.",
    still_blank="If all of this is right and the frame is blank, open the chat by itself:",
)

JAPANESE_EMBED = EmbedWording(
    close_chat="チャットを閉じる",
    back="回答に戻る",
    waiting="表示元のページでサインインしています…",
    check="チャットが表示されないとき",
    check_intro=(
        "チャットを埋め込んだページの管理者向けの案内です。枠が空白のままになる原因は次のいずれかですが、"
        "ブラウザーはどれであるかを表示しません。"
    ),
    origin="埋め込み先のオリジン",
    origin_hint="パスを除いたアドレス（例：https://intranet.example）",
    run_check="確認する",
    allowed="{origin} にはチャットを表示できます。",
    not_allowed="{origin} は許可されたオリジンに含まれていないため、チャットを表示できません。",
    not_an_origin=(
        "{origin} はオリジンではありません。{example} のように、スキームとホストを書いてください。"
    ),
    insecure=(
        "{origin} は暗号化されていません。このようなページの枠では Cookie を保存できないため、"
        "サインインできません。ページを https で公開してください。"
    ),
    set_this="チャットのサーバーの設定に、次の行を加えてください：",
    then_restart="その後、サーバーを起動し直してください：tenkyo serve",
    host_policy="埋め込み先のページのポリシー",
    host_policy_why="ページが Content-Security-Policy を送っている場合は、次の2行が必要です：",
    cookie="Cookie",
    cookie_ok="枠の中で Cookie を保存できました。",
    cookie_blocked=(
        "ブラウザーが枠の中での Cookie の保存を認めていないため、サインインがすぐに失われます。"
        "ページとチャットの両方を https で公開してください。チャットが別のドメインにある場合は、"
        "そのサイトの Cookie を許可するか、https://ask.intranet.example のように"
        "同じドメインの名前で公開してください。"
    ),
    token="トークンによるサインイン",
    token_ok="トークンは受け付けられました。",
    token_refused=(
        "ページから渡されたトークンは受け付けられませんでした。期限切れ、使用済み、署名の鍵の違い、"
        "宛先やオリジンの不一致が考えられます。サーバー間の時計のずれも確かめてください。"
        "新しいトークンで tenkyo.setToken() を呼び出してください。"
    ),
    unknown="ここでは分かりません。空白の枠に表示されるリンクから開いてください。",
    still_blank="すべて正しいのに表示されないときは、チャットだけを開いてみてください：",
)
