"""Questions of rows that lean on the conversation: "which of them", "and the average?"."""

import re
from dataclasses import replace

from assistant.questions.language import content_words
from assistant.rows.row_questions import row_question
from assistant.rows.row_tasks import RowQuestion

_SEVERAL = re.compile(
    r"\b(?:them|these|those|they|their|theirs|both"
    r"|von (?:ihnen|denen|diesen)|davon|deren|darunter"
    r"|d['’]entre eux|d['’](?:eux|elles)|parmi (?:eux|elles|ceux|celles|ces)"
    r"|ellos|ellas|estos|estas|esos|esas)\b"
    r"|そのうち|その中|それら|このうち|この中|其中|它们|他们|她们|这些|那些",
    re.IGNORECASE,
)


def points_at_several(question: str) -> bool:
    """Tells whether a question points at several things that were named before it."""
    return _SEVERAL.search(question) is not None


def completed(asked: RowQuestion, carried: str) -> RowQuestion:
    """Returns a question of rows with words of the conversation, but for what those asked for."""
    before = row_question(carried)
    words = before.rest if before else carried
    things = asked.things if content_words(asked.things) else " ".join(content_words(words))
    return replace(asked, rest=f"{asked.rest} {words}", things=things if asked.things else "")
