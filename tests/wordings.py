"""The words of the interface in the two languages that most tests read."""

from prompts.catalogues import wording

ENGLISH = wording("en")
JAPANESE = wording("ja")
