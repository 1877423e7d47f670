"""Question sets: a folder of documents, and questions whose answers stand at known spans.

A set is a folder with `corpus/` and `questions.jsonl`, one JSON object a line:
`{"id", "question", "history": [[user, assistant], ...], "answerable", "gold": [span, ...]}` with
spans `{"file", "start", "end"}`. `file` is the path below the corpus, with forward slashes; offsets
are Unicode code points of the decoded file.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from assistant.evaluation.cases import Case

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Where the documents and the questions of a set are."""

    name: str
    corpus: Path
    questions: Path


SEEDS = QuestionSet("seeds", ROOT / "seeds", ROOT / "tests" / "seed_questions.jsonl")

_CASE = TypeAdapter(Case)


def read_cases(questions: Path) -> tuple[Case, ...]:
    """Read the questions of a JSON lines file, in its order.

    Raises:
        ValueError: A line has another form, or an id stands twice.
    """
    lines = questions.read_text(encoding="utf-8").split("\n")
    cases = tuple(_CASE.validate_json(line) for line in lines if line.strip())
    twice = [name for name, count in Counter(case.id for case in cases).items() if count > 1]
    if twice:
        raise ValueError(f"The id {twice[0]!r} stands twice in {str(questions)!r}. Rename one.")
    return cases


def read_texts(corpus: Path) -> Mapping[str, str]:
    """Read every UTF-8 file below `corpus`, by its path with forward slashes.

    Files in other encodings or formats are left out, as are hidden ones.
    """
    texts = {}
    for path in sorted(corpus.rglob("*")):
        name = path.relative_to(corpus)
        if path.is_file() and not any(part.startswith(".") for part in name.parts):
            try:
                texts[name.as_posix()] = path.read_bytes().decode("utf-8")
            except UnicodeDecodeError:
                continue
    return texts


def find_sets(folder: Path | None, names: Sequence[str] = ()) -> tuple[QuestionSet, ...]:
    """Return the sets in `folder` (the seeds without one), or those of them called `names`.

    Raises:
        ValueError: There is no set at all, or none with a name asked for.
    """
    found = (SEEDS,) if folder is None else _sets_below(folder)
    if not found:
        raise ValueError(f"No set in {str(folder)!r}. A set has corpus/ and questions.jsonl.")
    known = {each.name: each for each in found}
    for name in names:
        if name not in known:
            raise ValueError(f"No set {name!r}. There are: {', '.join(known)}")
    return tuple(known[name] for name in names) if names else found


def _sets_below(folder: Path) -> tuple[QuestionSet, ...]:
    candidates = (
        QuestionSet(path.parent.name, path.parent / "corpus", path)
        for path in sorted(folder.glob("*/questions.jsonl"))
    )
    return tuple(each for each in candidates if each.corpus.is_dir())
