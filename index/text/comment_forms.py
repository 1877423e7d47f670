"""Page furniture: the parts of a saved page that say nothing, such as an empty comment form.

The canonical text keeps them, so that offsets stay those of the file, but no passage covers them.
"""

import re

from index.text.sentences import BLANK_LINE, Span, blocks

# Headings of comment forms as the common publishing systems write them, in several languages.
_FORM_HEADING = re.compile(
    r"(?:leave a (?:reply|comment)|post a comment|add a comment|comments?|cancel reply"
    r"|评论|發表迴響|发表回复|取消回复|留言|コメント(?:を(?:残す|書く|投稿))?|コメントする|返信する"
    r"|deja (?:una respuesta|un comentario)|laisser un commentaire|commentaires?"
    r"|schreibe einen kommentar|kommentare?|lascia un commento|댓글|답글 남기기)\s*[:：]?",
    re.IGNORECASE,
)
_FORM_NOTE = re.compile(
    r"(?:your e-?mail address will not be published|required fields are marked"
    r"|save my name, e-?mail,? and website in this browser"
    r"|you must be logged in to (?:post|leave) a comment"
    r"|您的(?:邮箱|电子邮箱|電子郵件)地址不会被公开|您的電子郵件地址不會被公開|必填项已用|必填欄位標示為"
    r"|メールアドレスが公開されることはありません|が付いている欄は必須項目です"
    r"|tu dirección de correo electrónico no será publicada|los campos obligatorios están marcados"
    r"|votre adresse e-?mail ne sera pas publiée|les champs obligatoires sont indiqués"
    r"|deine e-?mail-adresse wird nicht veröffentlicht|erforderliche felder sind"
    r"|il tuo indirizzo email non sarà pubblicato|i campi obbligatori sono contrassegnati"
    r"|이메일 주소를 발행하지 않을|필수 필드는)",
    re.IGNORECASE,
)
_FORM_FIELD = re.compile(
    r"(?:name|e-?mail|website|comment|名前|メール|サイト|评论|姓名|昵称|邮箱|电子邮箱|网站|網站)\s*\*?",
    re.IGNORECASE,
)
_TAIL = 2_000


def content_end(text: str) -> int:
    """Returns the offset where a trailing comment form begins, or the end of the text.

    Only blocks at the very end count, and only when one of them is a phrase that no author
    writes ("Your email address will not be published"): a document may well end with the single
    word "Comments".
    """
    found = len(text)
    seen_note = False
    for start, end in reversed(list(blocks(text, _tail_start(text), len(text)))):
        kind = _kind(text, (start, end))
        if kind is None:
            break
        seen_note = seen_note or kind == "note"
        found = start
    return found if seen_note else len(text)


def _tail_start(text: str) -> int:
    border = BLANK_LINE.search(text, max(0, len(text) - _TAIL))
    return border.start() if border else len(text)


def _kind(text: str, span: Span) -> str | None:
    block = text[slice(*span)].lstrip("#*_ ").rstrip("*_ ")
    if _FORM_NOTE.search(block):
        return "note"
    lines = [line.strip() for line in block.splitlines()]
    if all(_FORM_HEADING.fullmatch(x) or _FORM_FIELD.fullmatch(x) for x in lines):
        return "form"
    return None
