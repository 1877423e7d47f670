"""Fits the kinds of answers: `python -m tests.bench.fitting.train_kinds FOLDER...`.

The rules for English and Japanese label the questions of each folder, and `kind_questions.tsv` has
questions in many languages whose kind was written beside them. The multilingual model reads them
all, and a linear map is fitted from their vectors to the kinds. It is judged on the languages that
it has not seen: with English and Japanese alone, and with all languages but the one judged. The
same questions give the same weights (`assistant/answer_types/kinds.md`).
"""

import argparse
import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from safetensors.numpy import save_file
from sklearn.linear_model import LogisticRegression

from assistant.answer_types.answer_types import answer_type
from assistant.answer_types.kinds import KINDS, LIST, OTHER, STEPS, STORED, SURE
from assistant.answer_types.locale_forms import DATE, DURATION, NUMBER
from assistant.questions.question_forms import wants_items, wants_list
from index.embedding.embedding import Floats, SentenceTransformersEmbedder
from index.embedding.four_bit_file import MULTILINGUAL_MODEL
from tests.bench.sets import read_cases

WRITTEN = Path(__file__).with_name("kind_questions.tsv")

_MOST = 9_000
# Which share of those that ask for nothing in particular is read; how often one written counts.
_PLAIN, _WEIGHT = 0.25, 5.0
_LENGTH = re.compile(r"\bhow long (?:is|was|ago)\b", re.IGNORECASE)
_DURATION = re.compile(
    r"\bhow long\b|\bhow many (?:\w+ ){0,2}(?:seconds|minutes|hours|days|weeks|months|years)\b"
    r"|何(?:秒|分|時間|日間|週間|か月|ヶ月|カ月|年間)|(?:どのくらい|どれくらい)の期間|期間は",
    re.IGNORECASE,
)
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")


@dataclass(frozen=True, slots=True)
class Labelled:
    """Questions with their languages, kinds, and how much each counts in the fit."""

    questions: list[str]
    languages: list[str]
    kinds: list[str]
    weights: list[float]


def kind_by_rules(question: str) -> str | None:
    """Return the kind that the rules tell, None where "how long" may mean a length."""
    if _LENGTH.search(question):
        return None
    wanted = answer_type(question)
    kind = wanted.kind if wanted else None
    if _DURATION.search(question) and kind in (None, NUMBER, DATE):
        return DURATION
    if kind is not None:
        return kind if kind in KINDS else OTHER
    if wants_items(question):
        return LIST
    return STEPS if wants_list(question) else OTHER


def by_rules(folders: Sequence[Path]) -> Labelled:
    """Return questions of some folders, labelled by the rules, always the same ones."""
    chosen = random.Random(0)
    told: list[tuple[str, str, str]] = []
    for folder in folders:
        asked = [case.question for case in read_cases(folder / "questions.jsonl")]
        for question in chosen.sample(asked, min(_MOST, len(asked))):
            kind = kind_by_rules(question)
            if kind and (kind != OTHER or chosen.random() < _PLAIN):
                told.append((question, "ja" if _KANA.search(question) else "en", kind))
    counts = Counter((language, kind) for _, language, kind in told)
    weights = np.array([counts[language, kind] ** -0.5 for _, language, kind in told])
    questions, languages, kinds = map(list, zip(*told, strict=True))
    return Labelled(questions, languages, kinds, (weights / weights.mean()).tolist())


def written() -> Labelled:
    """Return the questions whose kinds were written beside them."""
    lines = WRITTEN.read_text(encoding="utf-8").splitlines()
    languages, kinds, questions = map(list, zip(*(line.split("\t") for line in lines), strict=True))
    return Labelled(questions, languages, kinds, [_WEIGHT] * len(lines))


@dataclass(frozen=True, slots=True)
class Sample:
    """Vectors (n, d) with their languages, kinds and weights (n,)."""

    vectors: Floats
    languages: NDArray[np.str_]
    kinds: NDArray[np.int_]
    weights: NDArray[np.float64]

    @classmethod
    def of(cls, labelled: Labelled, embedder: SentenceTransformersEmbedder) -> "Sample":
        """Read questions with the model."""
        read = embedder.embed_questions(labelled.questions)
        return cls(
            np.stack([each.sentence for each in read]),
            np.array(labelled.languages),
            np.array([KINDS.index(kind) for kind in labelled.kinds]),
            np.array(labelled.weights),
        )

    def part(self, chosen: NDArray[np.bool_]) -> "Sample":
        """Return some of the questions."""
        return Sample(
            self.vectors[chosen], self.languages[chosen], self.kinds[chosen], self.weights[chosen]
        )


def fit(*samples: Sample) -> LogisticRegression:
    """Fit the map."""
    model = LogisticRegression(C=1.0, max_iter=300)
    model.fit(
        np.concatenate([sample.vectors for sample in samples]),
        np.concatenate([sample.kinds for sample in samples]),
        sample_weight=np.concatenate([sample.weights for sample in samples]),
    )
    return model


def judge(console: Console, name: str, model: LogisticRegression, sample: Sample) -> None:
    """Print how often a kind that counts is right, and how many of a kind are told."""
    likely = model.predict_proba(sample.vectors)
    told = np.where(likely.max(axis=1) >= SURE, likely.argmax(axis=1), KINDS.index(OTHER))
    shares = [
        f"{kind} {(sample.kinds[told == place] == place).mean():.2f}"
        f"/{(told[sample.kinds == place] == place).mean():.2f}"
        for place, kind in enumerate(KINDS)
    ]
    console.print(f"{name}: {(told == sample.kinds).mean():.3f};", ", ".join(shares))


def main(arguments: Sequence[str] | None = None) -> int:
    """Judge the map on languages left out, then write that of all into the package."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.fitting.train_kinds", description=__doc__
    )
    parser.add_argument("folder", type=Path, nargs="+", help="folders of questions")
    options = parser.parse_args(arguments)
    console, embedder = Console(), SentenceTransformersEmbedder(MULTILINGUAL_MODEL)
    ruled, own = Sample.of(by_rules(options.folder), embedder), Sample.of(written(), embedder)
    known = np.isin(own.languages, ["en", "ja"])
    console.print("Of those told to be of a kind, right; of those of a kind, told:")
    judge(console, "en and ja alone", fit(ruled, own.part(known)), own.part(~known))
    for language in sorted(set(own.languages[~known])):
        left_out = own.languages == language
        judge(console, f"without {language}", fit(ruled, own.part(~left_out)), own.part(left_out))
    model = fit(ruled, own)
    stored = np.concatenate([model.coef_.T, model.intercept_[np.newaxis]]).astype(np.float16)
    save_file({"kinds": np.ascontiguousarray(stored)}, STORED)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
