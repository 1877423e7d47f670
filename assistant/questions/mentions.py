"""Questions whether, or where, something is mentioned at all: "is china mentioned anywhere?"."""

import re

_THING = r"(?P<thing>.{2,60}?)"
_ANYWHERE = (
    r"(?: (?:anywhere|somewhere|at all|here|in here"
    r"|(?:in|by) (?:any of )?(?:them|(?:the|these|your|any) (?:documents?|files?|texts?|library))))"
)
# By language: English, German, French, Spanish, Japanese.
_PATTERNS = (
    rf"(?:where )?(?:is|are|was|were) {_THING} (?:ever )?mentioned{_ANYWHERE}?",
    rf"(?:is|are|was|were) {_THING} (?:named|discussed|covered|talked about){_ANYWHERE}",
    rf"(?:does|do|did) {_THING} (?:come up|appear|occur){_ANYWHERE}",
    rf"(?:(?:is|are) there )?any mentions? of {_THING}{_ANYWHERE}?",
    rf"(?:wo )?(?:wird|werden|ist|sind) {_THING}(?: (?:hier|irgendwo|überhaupt))*"
    r" (?:erwähnt|genannt)",
    rf"(?:wo )?kommt {_THING}(?: (?:hier|irgendwo|überhaupt))+ vor",
    rf"(?:est-ce que )?{_THING} (?:est|sont)(?:-ils?|-elles?)? (?:mentionné|cité)e?s?"
    r"(?: (?:quelque part|ici))?",
    rf"où (?:est|sont) (?:mentionné|cité)e?s? {_THING}",
    r"(?:est-ce qu['’]on parle|parle-t-on)(?: quelque part)? "
    rf"(?:de la |de l['’]|de |du |des |d['’]){_THING}(?: (?:quelque part|ici))?",
    rf"(?:d[óo]nde )?se mencionan? (?:a )?{_THING}"
    r"(?: (?:en algún (?:sitio|lugar|lado)|en alguna parte|aquí))?",
    r"(?P<thing>(?:(?!どこ|どの|どん|どう|何|誰|いつ|なぜ).){1,40}?)(?:は|が|って|について)(?:どこか(?:に|で)?|文書(?:に|で|の中に)|どこに)?"
    r"(?:出てき|言及され|触れられ|書かれ|載っ)\w{0,3}?(?:ますか|るか|る|いますか|いる|ている)?",
)
_MENTIONED = [re.compile(pattern, re.IGNORECASE) for pattern in _PATTERNS]
# What only says that a word comes.
_BEFORE = re.compile(
    r"^(?:(?:the|der|die|das|den|la|le|les|el|los|las) |l['’])?(?:(?:words?|term|name|wort|mot) )?",
    re.IGNORECASE,
)
_EDGES = " \t\n.,;:!?¿¡。、？！「」『』“”‘’«»\"'"


def mentioned(question: str) -> str | None:
    """Returns what a question wants to know the mentions of, None for another question.

    >>> mentioned("Is China mentioned anywhere?"), mentioned("Wird China irgendwo erwähnt?")
    ('China', 'China')
    """
    text = " ".join(question.split()).strip(_EDGES)
    for pattern in _MENTIONED:
        if match := pattern.fullmatch(text):
            return _BEFORE.sub("", match["thing"].strip(_EDGES))
    return None
