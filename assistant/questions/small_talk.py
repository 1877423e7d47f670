"""Greetings, thanks and questions about the assistant itself: answered without a search."""

import re
from unicodedata import normalize

_PATTERNS = {
    "greeting": r"(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings|howdy)"
    r"(?: there| all| everyone| tenkyo)?|how are you(?: doing)?(?: today)?"
    r"|こんにちは|こんばんは|おはよう(?:ございます)?|はじめまして|やあ|どうも",
    "thanks": r"(?:ok(?:ay)?,? ?|great,? ?|perfect,? ?)?(?:many )?(?:thanks|thank you|thx|cheers)"
    r"(?: a lot| so much| very much| again)?(?: for (?:your|the) (?:help|answer))?"
    r"|(?:どうも)?ありがとう(?:ございま(?:す|した))?|助かりました",
    "farewell": r"(?:good ?bye|bye|bye bye|see you(?: later| soon)?|さようなら|またね|では、?また)",
    "abilities": r"what (?:can|do) you do|what are you(?: for)?|who are you|help|how do you work"
    r"|what can i ask(?: you)?|how can you help(?: me)?|how does this work"
    r"|what do you know|what(?: documents)? (?:is|are) indexed"
    r"|(?:あなたは)?(?:何|なに)が?(?:できますか|できるの|できる)|あなたは(?:誰|だれ)ですか|使い方"
    r"|ヘルプ|使い方を教えて(?:ください)?",
}
_KINDS = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _PATTERNS.items()}
_EDGES = " \t\n.,!?！？。、〜~…"


def small_talk(question: str) -> str | None:
    """Returns the name of the remark that fits, None for a question to the documents."""
    bare = " ".join(normalize("NFKC", question).strip(_EDGES).split())
    return next((kind for kind, pattern in _KINDS.items() if pattern.fullmatch(bare)), None)
