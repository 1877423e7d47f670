"""Measures what all vectors of multilingual-e5-small have in common (`index/embedding/centre.py`).

Run as `python -m tests.bench.fitting.centre FOLDER`, with a folder of questions as
`tests.bench.fitting.calibrate` takes them, some of them in other languages than English.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file

from index.embedding.centre import STORED
from index.embedding.embedding import unit
from index.embedding.four_bit_model import PROMPTS, four_bit_model
from index.embedding.tokenising import TextTokenizer
from index.text.language import language

# How much of a text before and after an answer is read with it.
_AROUND = 250
_FOREIGN, _ENGLISH = 110, 90


def texts_of(folder: Path) -> Iterator[tuple[str, str]]:
    """Yields texts of a folder with their prompts.

    They are questions in other languages than English, the passages around their answers, and those
    around the answers of English ones.
    """
    lines = (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    asked = [each for each in map(json.loads, lines) if each["answerable"] and each["gold"]]
    foreign = [each for each in asked if language(each["question"]) != "en"][:_FOREIGN]
    english = [each for each in asked if language(each["question"]) == "en"][:_ENGLISH]
    yield from ((PROMPTS["query"], each["question"]) for each in foreign)
    for each in (*foreign, *english):
        gold = each["gold"][0]
        text = (folder / "corpus" / gold["file"]).read_text(encoding="utf-8")
        start = max(0, gold["start"] - _AROUND)
        yield PROMPTS["passage"], text[start : gold["end"] + _AROUND]


def centre_of(texts: Sequence[tuple[str, str]]) -> dict[str, np.ndarray]:
    """Returns the mean of the sentence vectors, and of the token vectors as they are made."""
    transformer = four_bit_model()[0]
    tokenizer = TextTokenizer(transformer.tokenizer.backend_tokenizer, transformer.max_seq_length)
    sentences, tokens = [], []
    for prompt, text in texts:
        [read] = tokenizer.tokenise([text], prompt)
        with torch.inference_mode():
            [made] = transformer.model(input_ids=torch.tensor([read.ids]))[0].numpy()
        sentences.append(unit(made.mean(axis=0)))
        tokens.append(made[read.kept])
    return {"sentences": np.mean(sentences, axis=0), "tokens": np.concatenate(tokens).mean(axis=0)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes the centre into the package."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.fitting.centre", description=__doc__
    )
    parser.add_argument("folder", type=Path)
    found = centre_of(list(texts_of(parser.parse_args(arguments).folder)))
    save_file({name: each.astype(np.float32) for name, each in found.items()}, STORED)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
