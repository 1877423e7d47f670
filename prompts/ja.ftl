## The chat

tagline = 手元の文書から、原文のままお答えします
skip = 質問欄へ移動
new-conversation = 新しい会話
indexed = 文書{ $documents }件・{ $passages }か所
updated = { DATETIME($day, dateStyle: "long") }更新
joint = ・
welcome = 何をお調べしますか
promise = 回答は文書の原文だけで組み立てます。文末の番号を選ぶと、出典の該当箇所が開きます。
try-asking = この文書で答えられる質問
empty-title = まだ文書が登録されていません
empty-text = お答えのもとになる文書がありません。
conversation = 会話
ask-label = 質問
ask-placeholder = 文書について質問する…
send = 送信
stop = 停止
hint = Enterで送信、Shift+Enterで改行
searching = 文書{ $documents }件を検索しています
you-asked = 質問：
searched-for = 検索した質問：{ $question }
edit = 編集
edit-label = 検索した質問を編集する
choose = 次から選ぶか、言い換えてお尋ねください：
not-supported = ［文書による裏付けなし］
sources = 出典
chip = 出典{ $number }、{ $place }
place-page = { $number }ページ
place-slide = スライド{ $number }
place-row = { $number }行目
nearest = 答えではありませんが、関連がありそうな箇所：
nearest-passage = 関連箇所、{ $place }
stopped = 停止しました
helpful = 役に立った
unhelpful = 役に立たなかった
copy-answer = 回答を出典つきでコピー
more-items = ほかに{ $number }件あります。コピーと会話の書き出しにはすべて含まれます。
copied = コピーしました
retry = もう一度試す
rated = ご意見を記録しました。
why = どこに問題がありましたか
reason-wrong-answer = 答えが違う
reason-wrong-source = 出典が違う
reason-missing-document = 必要な文書がない
reason-other = その他
comment = 補足（任意）
submit = 送る
cancel = やめる
source = 出典
source-loading = 出典を開いています…
source-failed = 出典を開けませんでした。文書が更新された可能性があります。もう一度質問してください。
close = 閉じる
previous = 前の出典
following = 次の出典
position = { $number } / { $total }
open-document = 文書を開く
copy-quote = 引用を出典つきでコピー
copy-link = リンクをコピー
back-to-chat = チャットに戻る
no-document = この文書は見つかりません。削除された可能性があります。
documents = 文書一覧
ledger-intro = フォルダー内のファイルと、登録内容との現在の対応です。
state-new = 未登録
state-changed = 更新あり
state-same = 登録済み
state-moved = 移動
state-removed = 削除
state-failed = 失敗
state-skipped = 対象外
folder = フォルダー
missing-folder = { $folder }（現在見つかりません）
model = モデル
next-model = { $model }（{ $next }で登録し直すまで）
outdated = 以前のリリースで読み取り
outdated-files = { $count }件（フォルダーを登録し直すまで）
file = ファイル
state = 状態
last-read = 読み取り日時
note = 備考
more-files = ほかに{ $count }件あります。すべて見るには tenkyo status --json を使ってください。
failed = 処理中に問題が起きました。質問はそのまま残っています。
unreachable = アシスタントに接続できません。起動しているか確かめて、もう一度お試しください。
busy = 索引を更新しています。1分ほどおいて、もう一度お試しください。
bad-question = 質問が空か、上限の{ $limit }文字を超えています。短くしてお試しください。
quotation = 「{ $quote }」

## Conversations and permanent addresses

talk-conversations = 会話
talk-new = 新規
talk-find = 会話を検索
talk-none-yet = 質問と回答はここに保存されます。
talk-none-found = この語句を含む会話はありません。
talk-search-too-long = 検索語が上限の{ $limit }文字を超えています。短くしてください。
talk-today = 今日
talk-yesterday = 昨日
talk-day = { DATETIME($day, dateStyle: "long") }
talk-more = さらに表示
talk-actions = 「{ $title }」の操作
talk-rename = 名前を変更
talk-title = タイトル
talk-save = 保存
talk-delete = 削除
talk-really-delete = この会話を削除しますか
talk-deleted = 会話を削除しました。
talk-export = 書き出し
talk-opened = 会話「{ $title }」
talk-earlier = これより前の質問{ $count }件は表示していません。書き出すとすべて含まれます。
talk-not-stored = 回答をこの会話に保存できませんでした。
talk-no-conversation = この会話は見つかりません。削除された可能性があります。
talk-changed = 出典はその後更新されました。表示しているのは引用時の版です。
talk-moved = 出典はその後移動され、現在は { $path } にあります。
talk-gone = 出典は現在の文書にはありません。表示しているのは引用時の版です。
talk-not-kept = 引用時の版は保存されていないため、表示できません。
talk-altered = このアドレスは書き換えられています。示された箇所の文言が元の引用と一致しません。
talk-not-there-now = この引用は現在の版にはありません。
talk-current-version = 現在の版を開く
talk-place-now = 現在の版でこの引用を開く

## The chat in other pages

embed-close-chat = チャットを閉じる
embed-back = 回答に戻る
embed-waiting = 表示元のページでサインインしています…
embed-check = チャットが表示されないとき
embed-check-intro = チャットを埋め込んだページの管理者向けの案内です。枠が空白のままになる原因は次のいずれかですが、ブラウザーはどれであるかを表示しません。
embed-origin = 埋め込み先のオリジン
embed-origin-hint = パスを除いたアドレス（例：https://intranet.example）
embed-run-check = 確認する
embed-allowed = { $origin } にはチャットを表示できます。
embed-not-allowed = { $origin } は許可されたオリジンに含まれていないため、チャットを表示できません。
embed-not-an-origin = { $origin } はオリジンではありません。{ $example } のように、スキームとホストを書いてください。
embed-insecure = { $origin } は暗号化されていません。このようなページの枠では Cookie を保存できないため、サインインできません。ページを https で公開してください。
embed-set-this = チャットのサーバーの設定に、次の行を加えてください：
embed-then-restart = その後、サーバーを起動し直してください：tenkyo serve
embed-host-policy = 埋め込み先のページのポリシー
embed-host-policy-why = ページが Content-Security-Policy を送っている場合は、次の2行が必要です：
embed-cookie = Cookie
embed-cookie-ok = 枠の中で Cookie を保存できました。
embed-cookie-blocked = ブラウザーが枠の中での Cookie の保存を認めていないため、サインインがすぐに失われます。ページとチャットの両方を https で公開してください。チャットが別のドメインにある場合は、そのサイトの Cookie を許可するか、https://ask.intranet.example のように同じドメインの名前で公開してください。
embed-token = トークンによるサインイン
embed-token-ok = トークンは受け付けられました。
embed-token-refused = ページから渡されたトークンは受け付けられませんでした。期限切れ、使用済み、署名の鍵の違い、宛先やオリジンの不一致が考えられます。サーバー間の時計のずれも確かめてください。新しいトークンで tenkyo.setToken() を呼び出してください。
embed-unknown = ここでは分かりません。空白の枠に表示されるリンクから開いてください。
embed-still-blank = すべて正しいのに表示されないときは、チャットだけを開いてみてください：
widget-label = 質問する
widget-title = 文書に質問する
widget-opening = チャットを開いています…
widget-blank = チャットを表示できませんでした。
widget-cookie = ブラウザーの設定により、サインインを保てません。
widget-token = このページからのサインインが受け付けられませんでした。
widget-why = 原因と対処方法

## Refused requests

told-locked = 索引を更新しています。1分ほどおいて、もう一度お尋ねください。
told-empty = まだ何も登録されていません。サーバーで次のコマンドを実行してください：tenkyo index フォルダー
told-unusable = いま索引を使えません。原因はサーバーのログで管理者が確認できます。
refused-sign-in = サインインしてください。
refused-foreign = 許可されていないページからの要求です。
refused-not-yours = この会話はほかの人のものです。ページを再読み込みしてください。
refused-no-such-page = ページが見つかりません。
refused-no-event = ページとサーバーの版が合いません。ページを再読み込みしてください。
refused-too-slow = 要求の受信に時間がかかりすぎました。もう一度お試しください。
refused-too-large = 長すぎます。質問を短くしてください。
refused-too-many = 一度に多くの質問が送られました。少し待ってからもう一度お試しください。
refused-long-headers = Cookie が多すぎます。このサイトの Cookie を削除してください。
refused-full = 現在混み合っています。しばらくしてからもう一度お試しください。

## Tables

table-named = 表：{ $name }
more-columns = ほかに{ $number }列ありますが、ここでは省略しています。
earlier-rows = これより上の行は省略しています。
later-rows = これより下の行は省略しています。
show-as-text = 表も含めて全文をテキストで表示
show-as-tables = 表を表の形で表示

## Adding documents

adding-heading = 文書を追加
adding-drop = このページに文書をドロップするか、ここから選んでください。
adding-add-files = 文書を追加
adding-add-folder = フォルダーを追加
adding-formats = 対応する形式：{ $formats }
adding-limits = 1ファイル{ $file }まで、一度に{ $count }件まで追加できます。空き容量は{ $room }です。
adding-nobody = 文書はこのサーバーの管理者が追加します。
adding-folder = ブラウザーで追加した文書
adding-remove = 削除
adding-remove-named = { $name }を削除
adding-waiting = 読み取り待ち
adding-reading = 読み取り中
adding-indexed = 読み取り済み
adding-indexed-in-part = 読み取り済み（{ $note }）
adding-failed = 読み取れません：{ $note }
adding-same = すでにある{ $path }と同じ内容です
adding-replaced = { $state }（前の版と置き換えました）
adding-gone = その後、削除または置き換えられました
adding-locked = 別のプログラムが索引を更新しています。終わりしだい読み取りを再開します。
adding-stuck = いまは索引に書き込めません。自動で再試行します。続くときは管理者にご相談ください。
adding-refused-not-allowed = ここに文書を追加する権限がありません。
adding-refused-no-name = この名前では保存できません。名前を変えて追加してください。
adding-refused-hidden = 隠しファイルです。文書であれば名前を変えてください。
adding-refused-format = この形式のファイルは読み取れません。
adding-refused-empty = ファイルが空です。
adding-refused-too-large = 大きすぎます。分割するか、管理者にご相談ください。
adding-refused-too-many = 一度に追加できる数を超えています。残りは後から追加してください。
adding-refused-no-room = 空き容量が足りません。管理者にご相談ください。
adding-refused-cut-off = 途中で途切れました。もう一度追加してください。
adding-refused-missing = この文書は見つからないか、削除する権限がありません。
adding-not-stored = 保存できませんでした。もう一度試すか、管理者にご相談ください。
adding-script-sending = 送信中 { $percent }%
adding-script-queued = 送信待ち
adding-script-too-large = 大きすぎます（{ $size }、上限は{ $most }）。
adding-script-too-many = { $count }件あります。一度に追加できるのは{ $most }件までです。送信していません。
adding-script-too-much = { $size }必要ですが、空き容量は{ $most }です。送信していません。
adding-script-passed-over = 読み取れない形式のため除きました：{ $count }件（{ $kinds }）
adding-script-nothing = 読み取れるファイルがありません。
adding-script-retry = もう一度試す
adding-script-lost = 接続が切れました。
adding-script-progress = 読み取り：{ $total }件中{ $done }件
adding-script-finished = 完了しました。読み取り：{ $total }件中{ $done }件
adding-script-ask = 質問する
adding-script-sure = 本当に削除しますか
adding-script-removed = 削除しました。

## Words in a row

list-comma = {""}
list-and = { $before }{ $last }
list-or = { $before }{ $last }
sentence-space = {""}
documents-counted = 文書{ $count }件

## What the assistant says

remark-greeting = こんにちは。{ $titles }({ documents-counted })について、何でもお尋ねください。
remark-thanks = どういたしまして。ほかにもあれば、お尋ねください。
remark-farewell = またいつでもどうぞ。
remark-abilities = { $titles }({ documents-counted })をもとに質問にお答えします。回答はすべて文書の原文どおりで、番号を選ぶと出典の箇所を開けます。文書に答えがないときは、そうお伝えします。
remark-nothing = こんにちは。まだ何も登録されていないため、お答えできる文書がありません。
remark-refusal = { documents-counted }を調べましたが、答えとなる文は見つかりませんでした。
remark-perhaps = 答えかどうかは確かではありませんが、最も近い箇所は次のとおりです。
remark-withheld = この回答は表示できません。もとになった文書を閲覧する権限がないか、その後に権限の設定が変わりました。
remark-unclear = 何についてのご質問でしょうか。何を指しているかが分かりませんでした。
remark-which = どちらについてのご質問でしょうか。
remark-nothing-more = 見つかったのはここまでです。続きはなく、ご質問に同じくらい近い箇所もほかにありません。
remark-no-passage = その番号の出典は、この会話にありません。どの箇所のことでしょうか。
titles-comma = 、
titles-and-more = { $titles }など
advice-names = { $words }は、どの文書にも出てきません。
advice-words = { $words }という言葉は、どの文書にもありません。
advice-kind-money = 近い箇所に、当てはまる金額は書かれていません。
advice-kind-date = 近い箇所に、当てはまる日付は書かれていません。
advice-kind-number = 近い箇所に、当てはまる数は書かれていません。
advice-kind-person = 近い箇所に、当てはまる人物は書かれていません。
advice-kind-organisation = 近い箇所に、当てはまる組織は書かれていません。
advice-nearest = 最も近い箇所は次のとおりです。
advice-wide = 文書の名前や、お知りになりたい事柄を、より具体的にお書きください。
advice-summary = どの文書を要約するか、その題名をお書きください。
advice-name = 「{ $name }」
unnamed-missing = 「{ $name }」の記載は見つかりませんでした。下の箇所は別のものについてです。
unnamed-silent = { $names }には、これについての記載が見つかりませんでした。
meant = { $meant }のことでしょうか。そのように検索しました。
meant-word = 「{ $word }」
rendering-translation = 文書の原文のままお答えします。翻訳はできません。
rendering-table = 表は作れません。文書の書き方のままお示しします。
rendering-points = 要点となる文を原文のままお示しします。
rendering-short = 最も要点となる一文を原文のままお示しします。
rendering-simple = 文書の原文のままお答えします。やさしい言葉への言い換えはできません。
rendering-text = 文章は作れません。もとになる文書の原文をお示しします。
rendering-nothing = 何についてでしょうか。先に質問するか、対象をお書きください。
suggested-definition = 「{ $thing }」とはどういう意味ですか。
suggested-what-is = { $thing }とは何ですか。
suggested-what-are = { $thing }とは何ですか。
suggested-about = { $thing }について何と書かれていますか。
list-goes-on = この一覧には、出典にあと{ $left }項目あります。
disagreement = 文書によって記載が異なります。{ $one }では{ $first }、{ $other }では{ $second }です。
void = 「{ $name }」は現在効力がありません：「{ $quote }」
void-earlier = 「{ $name }」は「{ $later }」より前の版です。

## What a language model had a part in

model-unusable = 言語モデルの設定に誤りがあります(確認: tenkyo doctor)。
model-unreachable = 言語モデルに接続できませんでした。
model-late = 言語モデルの応答に時間がかかりすぎました。
model-failed = 言語モデルが応答に失敗しました。
model-unsupported = 言語モデルの文は文書で裏付けられませんでした。
model-nothing = 言語モデルは文書の抜粋に答えを見つけられませんでした。
model-removed = 言語モデルの文のうち、文書で裏付けられない{ $number }文を省きました。
model-instead = 文書の原文をそのまま示します。

## Answers about the documents as a whole

library-every = 文書は{ $found }件あります。
library-titled = { documents-counted }のうち、題名、ファイル名、見出しに{ $words }があるもの：{ $found }件。
library-not-titled = { documents-counted }のうち、題名、ファイル名、見出しに{ $words }がないもの：{ $found }件。
library-also = ほかに{ $more }件が、本文だけで触れています。
library-mentioning = { documents-counted }のうち、{ $words }を含む箇所があるもの：{ $found }件。最初の箇所を挙げます。
library-not-mentioning = { documents-counted }のうち、{ $words }が本文にも題名、ファイル名にもないもの：{ $found }件。
library-nowhere = { documents-counted }を確認しましたが、{ $words }は本文にも題名、ファイル名にもありません。
library-dated = { documents-counted }のうち、題名、ファイル名、ファイルの更新日がその時期のもの：{ $found }件。
library-added = { documents-counted }のうち、その時期に登録(または再登録)されたもの：{ $found }件。
library-changed = { documents-counted }のうち、その時期にファイルが更新されたもの：{ $found }件。
library-newest = { documents-counted }のうち、最近登録されたもの(新しい順)：{ $found }件。
library-language = { documents-counted }のうち、{ $name }のもの：{ $found }件。
library-not-language = { documents-counted }のうち、{ $name }以外のもの：{ $found }件。
library-kind = 題名かファイル名に「{ $noun }」のある文書だけを数えました。
library-part = 最初の{ $shown }件を挙げます。
library-read = 登録日：{ $day }
library-file = ファイルの更新日：{ $day }
library-page = 「{ $title }」の{ $page }ページ：
library-which-page = { $page }ページのある文書は{ $count }件あります。どの文書かをお書きください(例：「{ $title }の{ $page }ページには何がありますか」)。
library-no-page = ここには{ $page }ページのある文書(またはその名前の文書)がありません。ページがあるのはPDFとスライドです。
library-no-authors = 文書の一覧にあるのは題名、場所、日付、言語で、作成者の記録はありません。

## Things that are counted

counted-every = 「{ $things }」それぞれについての文、箇条、表の行、見出し：{ $found }件。
counted-having = 「{ $things }」それぞれについての文、箇条、表の行{ $alike }件のうち、{ $words }があり、打ち消されていないもの：{ $found }件。
counted-lacking = 「{ $things }」それぞれについての文、箇条、表の行{ $alike }件のうち、{ $words }が打ち消されているもの、または同じ一覧のほかにはあってそこにないもの：{ $found }件。
counted-where = { documents-counted }にあります。
counted-having-left-out = 除いたもの：あると書かれている{ $number }件。
counted-lacking-left-out = 除いたもの：ないと書かれている{ $number }件。
counted-silent-left-out = 除いたもの：どちらとも書かれていない{ $number }件。
counted-part = 「{ $things }」のある{ $all }箇所のうち最初の{ $read }箇所だけを読みました。

## Above rows of a table that answer

rows-largest = 列{ $column }の{ $rows }{ $n }個の値のうち最大です。
rows-smallest = 列{ $column }の{ $rows }{ $n }個の値のうち最小です。
rows-latest = 列{ $column }の{ $rows }{ $n }個の値のうち最も遅いものです。
rows-earliest = 列{ $column }の{ $rows }{ $n }個の値のうち最も早いものです。
rows-place = そこから{ $place }番目です。
rows-first = そこから{ $number }件です。
rows-tied = 同じ値の行は{ $number }行です。
rows-count = { $rows }{ $n }行のうち、列{ $column }が{ $condition }の行：{ $found }行。
rows-rows = 表{ $table }の{ $rows }行：{ $found }行。
rows-different = 列{ $column }の{ $rows }異なる値：{ $found }個（{ $n }行）。
rows-total = 列{ $column }の{ $rows }{ $n }個の値の合計：{ $result }。
rows-mean = 列{ $column }の{ $rows }{ $n }個の値の平均：{ $result }。
rows-own = 表の列{ $column }に、この値の行があります。
rows-with = { $words }のある行の
rows-none = 値のない行：{ $number }行。
rows-totals = 除いたもの：ほかの行を合計した{ $number }行。
rows-unsure = この列や表のことかどうかは確かではありません。
rows-more = { $a }より大きい値
rows-less = { $a }未満
rows-at-least = { $a }以上
rows-at-most = { $a }以下
rows-within = { $a }
rows-range = { $a }から{ $b }まで
rows-and = { $before }かつ{ $last }

## Exports

export-title = 会話
export-searched = 検索した質問：{ $question }
export-stopped = 回答の途中で停止しました。
export-place = { $start }〜{ $end }文字目
export-version = ファイルのSHA-256
export-address = アドレス
export-page = { $number }ページ
export-note = このファイルの検証：tenkyo verify FILE

## In a terminal

terminal-choices = 次のような質問ができます：
terminal-nothing = 何も見つかりませんでした。
terminal-not-supported = ［裏付けなし］
terminal-more-items = … ほかに{ $number }件（すべて見るには --json）
terminal-more-columns = … ほかに{ $number }列（下の引用に含まれます）
terminal-added = 追加
terminal-new = 未登録
terminal-changed = 更新
terminal-moved = 移動
terminal-same = 変更なし
terminal-removed = 削除
terminal-failed = 失敗
terminal-skipped = 対象外
terminal-links = たどらなかったリンク
terminal-other-formats = ほかの形式
terminal-embedded = ベクトル化した箇所
terminal-seconds = 秒
terminal-more = … ほかに{ $number }件（確認：{ $command }）
terminal-home = ホーム
terminal-folder = フォルダー
terminal-missing = （現在見つかりません）
terminal-documents = 文書
terminal-passages = 箇所
terminal-updated = 更新日時
terminal-model = モデル
terminal-next-model = 次のモデル
terminal-change = 切り替え：{ $command }
terminal-outdated = 以前のリリースで読み取り
terminal-read-again = 読み直し：{ $command }
terminal-note = 備考

## What a question is kept to

scope-looked-at = 調べたのは{ $names }だけです。
scope-looked-at-of = 調べたのは{ $names }の文書{ $count }件だけです。
scope-others = ほか{ $count }件
told-no-scope = 「{ $name }」という文書・フォルダー・タグはここにありません。質問の範囲から外すか、別のものを選んでください。
