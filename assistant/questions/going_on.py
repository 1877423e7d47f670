"""Questions that only ask to go on: "tell me more", "what else", 「ほかには」."""

import re
from unicodedata import normalize

_IT = r"(?: (?:about|on|of) (?:it|this|that|them|these|those|the (?:same|subject|topic)))?"
_MORE = re.compile(
    r"(?:and |ok(?:ay)? |please |can you |could you )*"
    rf"(?:(?:tell|show|give|read)(?: me)? (?:some |a bit )?more{_IT}"
    rf"|(?:some )?more(?: details?| information| info)?{_IT}|go on|continue|keep going|carry on"
    rf"|(?:what|any ?thing) else(?: is there| does it say| do (?:you|they) (?:know|say|have))?{_IT}"
    rf"|is (?:there|that) (?:any ?thing )?(?:more|else|all){_IT}|and then what|then what|next"
    r"|elaborate|more on (?:this|that))(?: please)?"
    r"|(?:(?:und|bitte) )*(?:(?:sag|erzähl|erzählen sie|sagen sie|zeig)(?: mir)? (?:bitte )?mehr"
    r"(?: (?:dazu|darüber|davon))?|mehr (?:dazu|davon|darüber|details)|mehr|weiter|und weiter"
    r"|was (?:noch|sonst)(?: noch)?|noch (?:etwas|mehr)|gibt es (?:noch )?mehr(?: dazu)?)"
    r"(?: bitte)?"
    r"|(?:et )?(?:dis|dites)[- ](?:m['’]en|moi) (?:un peu )?plus|en savoir plus|plus de détails"
    r"|(?:et )?(?:ensuite|quoi d['’]autre|autre chose|continue[rz]?|la suite|encore)"
    r"(?: s['’]il (?:te|vous) plaît)?"
    r"|(?:cu[ée]nt|d[íi])(?:ame|eme|me) más(?: (?:sobre|de) (?:eso|esto|ello))?|más(?: detalles)?"
    r"|(?:y )?(?:qué más|algo más|contin[úu]a|sigue)(?: por favor)?"
    r"|(?:それ|これ)?(?:について)?(?:もっと|さらに|もう少し)(?:詳しく|くわしく)?"
    r"(?:教えて|知りたい|話して|お願い)?(?:ください|です|します)?"
    r"|(?:その)?続き(?:を|は)?(?:教えて|見せて|お願い)?(?:ください|します)?|続けて(?:ください)?"
    r"|(?:ほか|他)に(?:は|も)?(?:ありますか|何がありますか|何か(?:ありますか)?)?"
    r"|詳しく(?:教えて)?(?:ください)?|それから",
    re.IGNORECASE,
)
_EDGES = " \t\n.,!?¡¿！？。、〜~…"


def goes_on(question: str) -> bool:
    """Tells whether a question asks for more of what was answered, and for nothing else."""
    bare = " ".join(normalize("NFKC", question).strip(_EDGES).split())
    return _MORE.fullmatch(bare) is not None
