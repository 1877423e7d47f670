"""What is said of a gap, in one line."""

from assistant.gaps.gaps import Gap
from prompts.catalogues import Wording


def counts_line(gap: Gap, words: Wording) -> str:
    """Returns how many people asked how often, and what became of it."""
    counts = (("refused", gap.refused), ("perhaps", gap.perhaps), ("rated-down", gap.rated_down))
    became = ", ".join(words(f"gaps-{name}", count=count) for name, count in counts if count)
    return f"{words('gaps-counts', askers=gap.askers, asked=gap.asked)} ({became})"
