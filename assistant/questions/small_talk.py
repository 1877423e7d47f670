"""Greetings, thanks and questions about the assistant itself: answered without a search.

In the languages of the interface.
"""

import re
from unicodedata import normalize

from assistant.questions.asked_at_all import asks_nothing

_PATTERNS = {
    "greeting": r"(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings|howdy)"
    r"(?: there| all| everyone| tenkyo)?|how are you(?: doing)?(?: today)?"
    r"|(?:hallo|guten (?:tag|morgen|abend)|gr(?:ü|ue)(?:ß|ss) (?:dich|gott)|moin|servus)"
    r"(?: zusammen)?"
    r"|(?:bonjour|bonsoir|salut|coucou)(?: à tous)?"
    r"|(?:hola|buenos d[íi]as|buenas (?:tardes|noches))"
    r"|wie geht(?:['’]?s| es (?:dir|ihnen))|comment (?:ça va|allez-vous)|ça va|qué tal"
    r"|こんにちは|こんばんは|おはよう(?:ございます)?|はじめまして|やあ|どうも",
    "thanks": r"(?:ok(?:ay)?,? ?|great,? ?|perfect,? ?)?(?:many )?(?:thanks|thank you|thx|cheers)"
    r"(?: a lot| so much| very much| again)?(?: for (?:your|the) (?:help|answer))?"
    r"|(?:vielen |besten )?dank(?:e(?: sch(?:ö|oe)n| sehr)?)?|danke|merci(?: beaucoup| bien)?"
    r"|(?:muchas )?gracias"
    r"|(?:どうも)?ありがとう(?:ございま(?:す|した))?|助かりました",
    "farewell": r"(?:good ?bye|bye|bye bye|see you(?: later| soon)?"
    r"|(?:auf wiedersehen|tsch(?:ü|ue)ss|bis (?:bald|dann|sp(?:ä|ae)ter))"
    r"|au revoir|(?:à|a) (?:bient[ôo]t|plus)"
    r"|adi[óo]s|hasta (?:luego|pronto|ma[ñn]ana)|さようなら|またね|では、?また)",
    "abilities": r"what (?:can|do) you do|what are you(?: for)?|who are you|help|how do you work"
    r"|what can i ask(?: you)?|how can you help(?: me)?|how does this work"
    r"|what do you know|what(?: documents)? (?:is|are) indexed"
    r"|was kannst du(?: (?:alles|tun))?|was k(?:ö|oe)nnen sie(?: tun)?"
    r"|wer bist du|wer sind sie|hilfe"
    r"|wie funktioniert (?:das|es)|was kann ich (?:dich |sie )?fragen"
    r"|que (?:peux-tu|pouvez-vous|sais-tu) faire|qui (?:es-tu|êtes-vous)|aide"
    r"|comment (?:ça|cela) marche|que puis-je (?:te |vous )?demander"
    r"|qué (?:puedes|sabes|puede) hacer|quién eres|ayuda|cómo funciona(?: esto)?"
    r"|qué puedo preguntar(?:te|le)?"
    r"|(?:あなたは)?(?:何|なに)が?(?:できますか|できるの|できる)|あなたは(?:誰|だれ)ですか|使い方"
    r"|ヘルプ|使い方を教えて(?:ください)?",
}
_KINDS = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _PATTERNS.items()}
_EDGES = " \t\n.,!?¡¿！？。、〜~…"


def small_talk(question: str) -> str | None:
    """Returns the name of the remark that fits, None for a question to the documents."""
    if asks_nothing(question):
        return "unasked"
    bare = " ".join(normalize("NFKC", question).strip(_EDGES).split())
    return next((kind for kind, pattern in _KINDS.items() if pattern.fullmatch(bare)), None)
