"""Trains the reader: `python -m tests.bench.fitting.train_reader FOLDER OUT --homes HOMES`.

Every subfolder of FOLDER is a question set. The upper layers of an embedding model, the shipped one
or that of many languages (`--model`), learn from all of them but those in `--apart`, which the
balance is fitted on and the figures are from; each of these is asked some questions of the others
too, which it does not answer.
What the lower layers make of every question and block is computed once. A set is drawn from by the
square root of its size, so that large ones do not drown the others. The loss is listwise over the
blocks of a question, what is known without reading included (Cao et al. 2007), beside that of each
block's own answer and of the tokens that stand in one. Same seed, same weights, on one kind of
processor; a graphics card is used where there is one.

Questions that nothing answers are often worded in another way than others, which can be learnt
without reading a block. So each set that is apart is read a second time with the blocks of other
questions: what still tells then is no reading.
"""

import argparse
import json
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch
from numpy.typing import NDArray
from rich.console import Console
from safetensors.torch import load_file, save_file
from scipy.optimize import minimize
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits

from assistant.evidence.reader import DEPTH, Balance
from index.embedding.cross_encoding import PairTokenizer, Text, TokenisedText
from index.embedding.four_bit_file import MULTILINGUAL_MODEL
from index.embedding.hardware import cores, cpu_flags
from index.embedding.model_folder import SHIPPED_MODEL
from index.embedding.models import load_transformer
from index.embedding.reader_layers import QUESTION, TEXT, reader_module, restored, rounded
from tests.bench.fitting.reader_pairs import Asked, Block, asked_beside, asked_in
from tests.bench.sets import QuestionSet, find_sets

QUESTIONS = 8
"""How many questions a step has."""
BLOCKS = 4
"""How many blocks of each: one that answers, the tempting one, and the most promising others."""

OFF_TOPIC = 0.25
"""How many questions of other sets the balance is fitted on, beside one that was apart."""

_BFLOAT16 = ("avx512_bf16", "amx_bf16")
_TOGETHER = 64
_PARTS = 4

_WARMING = 100
_UNANSWERABLE = 0.25
_OWN, _TOKENS = 1.0, 0.3
_HARD = 5
_GOLD_FIRST = 0.6


@dataclass(frozen=True, slots=True)
class Example:
    """A question, what the lower layers make of it (n, d), and its blocks' numbers."""

    asked: Asked
    states: torch.Tensor
    blocks: tuple[int, ...]


class Trainer:
    """Holds the module that learns, and what the lower layers made of all that is read."""

    def __init__(
        self,
        sets: Mapping[str, Sequence[Asked]],
        seed: int,
        begin: Path | None = None,
        model: str = SHIPPED_MODEL,
    ) -> None:
        """Takes the questions by set; computes what the lower layers make of them.

        What is learnt begins with the weights of a file, or with those of the embedding model.
        """
        torch.manual_seed(seed)
        self._random = random.Random(seed)
        transformer, tokenizer = load_transformer(model)
        # Loading leaves a batch to one thread, so that two can be computed at once.
        torch.set_num_threads(cores())
        self._tokens = PairTokenizer(tokenizer)
        self._device = "cuda" if torch.cuda.is_available() else "cpu"
        # In bfloat16 where that is faster, and not several times slower.
        self._halved = self._device == "cuda" or not cpu_flags().isdisjoint(_BFLOAT16)
        self.module = cast(Any, reader_module(transformer)).to(self._device)
        nn.init.normal_(self.module.kind, std=0.02)
        nn.init.zeros_(self.module.outer.weight)
        nn.init.zeros_(self.module.outer.bias)
        if begin is not None:
            self.module.load_state_dict(restored(load_file(begin)), strict=False)
        self.bias = nn.Parameter(torch.tensor(-8.0, device=self._device))
        texts = {b.text: None for some in sets.values() for asked in some for b in asked.blocks}
        self._pairs: list[TokenisedText] = [self._tokens.text(text) for text in texts]
        self._states = self._lower([pair.ids for pair in self._pairs], TEXT)
        places = {text: place for place, text in enumerate(texts)}
        self.sets = {name: self._examples(some, places) for name, some in sets.items()}

    def _examples(self, some: Sequence[Asked], places: Mapping[Text, int]) -> list[Example]:
        questions = self._lower([self._tokens.question(each.question) for each in some], QUESTION)
        return [
            Example(asked, states, tuple(places[block.text] for block in asked.blocks))
            for asked, states in zip(some, questions, strict=True)
        ]

    @torch.no_grad()
    def _lower(self, texts: Sequence[Sequence[int]], kind: int) -> list[torch.Tensor]:
        """Return what the lower layers make of each text, (n, d); those of one length together."""
        made: dict[int, torch.Tensor] = {}
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        for first in range(0, len(order), _TOGETHER):
            group = order[first : first + _TOGETHER]
            longest = len(texts[group[-1]])
            ids, kinds = (torch.zeros(len(group), longest, dtype=torch.long) for _ in range(2))
            for row, i in enumerate(group):
                ids[row, : len(texts[i])] = torch.tensor(texts[i])
                kinds[row, : len(texts[i])] = kind
            with torch.autocast(self._device, torch.bfloat16, self._halved):
                states = self.module.apart(ids.to(self._device), kinds.to(self._device)).half()
            made |= {i: states[row, : len(texts[i])].clone() for row, i in enumerate(group)}
        return [made[i] for i in range(len(texts))]

    def train(self, names: Sequence[str], steps: int, rate: float) -> Iterator[float]:
        """Learns from the sets called `names`; yields the loss of each step."""
        drawn = self._drawn([[x for x in self.sets[name] if _teaches(x)] for name in names])
        upper = list(self.module.upper.parameters())
        own = {id(p) for p in (*upper, *self.module.lower.parameters())}
        heads = [p for p in self.module.parameters() if id(p) not in own] + [self.bias]
        optimiser = torch.optim.AdamW(
            [{"params": upper, "weight_decay": 0.01}, {"params": heads, "weight_decay": 0.0}]
        )
        for step in range(steps):
            share = min(1.0, (step + 1) / _WARMING) * max(0.02, 1 - step / steps)
            for group, times in zip(optimiser.param_groups, (1, 10), strict=True):
                group["lr"] = rate * share * times
            loss = self._loss(list(islice(drawn, QUESTIONS)))
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_([*upper, *heads], 1.0)
            optimiser.step()
            yield float(loss.detach())

    def _drawn(self, sets: Sequence[Sequence[Example]]) -> Iterator[Example]:
        """Yield examples for ever, each one of a set before any of it comes again."""
        shares = [len(some) ** 0.5 for some in sets]
        left: list[list[Example]] = [[] for _ in sets]
        while True:
            [number] = self._random.choices(range(len(sets)), shares)
            if not left[number]:
                left[number] = self._random.sample(sets[number], len(sets[number]))
            yield left[number].pop()

    def _loss(self, examples: Sequence[Example]) -> torch.Tensor:
        chosen = [(example, place) for example in examples for place in self._chosen(example)]
        logits, tokens = self._read(chosen)
        blocks = [example.asked.blocks[place] for example, place in chosen]
        known = torch.tensor([block.known for block in blocks], device=self._device)
        gold = torch.tensor([bool(block.gold) for block in blocks], device=self._device)
        sums, loss, answered = known + logits, torch.zeros((), device=self._device), 0
        owners = np.array([next(i for i, e in enumerate(examples) if e is x) for x, _ in chosen])
        for number in range(len(examples)):
            rows = torch.from_numpy(np.flatnonzero(owners == number)).to(self._device)
            if bool(gold[rows].any()):
                right = sums[rows][gold[rows]]
                loss = loss + torch.logsumexp(sums[rows], 0) - torch.logsumexp(right, 0)
                answered += 1
        weights = torch.tensor(
            [1.0 if e.asked.answerable else _UNANSWERABLE for e, _ in chosen], device=self._device
        )
        own = binary_cross_entropy_with_logits(sums + self.bias, gold.float(), weights)
        told = [
            self._token_loss(row, self._pairs[example.blocks[place]], example.asked.blocks[place])
            for row, (example, place) in zip(tokens, chosen, strict=True)
            if example.asked.blocks[place].gold
        ]
        return loss / max(1, answered) + _OWN * own + _TOKENS * sum(told) / len(examples)

    @staticmethod
    def _token_loss(row: torch.Tensor, pair: TokenisedText, block: Block) -> torch.Tensor:
        within = [any(a < end and start < b for start, end in block.gold) for a, b in pair.spans]
        inside = torch.tensor(within, dtype=row.dtype, device=row.device)
        return binary_cross_entropy_with_logits(row[pair.first : pair.first + len(within)], inside)

    def _chosen(self, example: Example) -> list[int]:
        blocks = example.asked.blocks
        gold = [i for i, block in enumerate(blocks) if block.gold]
        tempting = [i for i, block in enumerate(blocks) if block.tempts and not block.gold]
        rest = [i for i, b in enumerate(blocks) if not b.gold and not b.tempts]
        hard, easy = rest[:_HARD], rest[_HARD:]
        self._random.shuffle(hard)
        self._random.shuffle(easy)
        first = self._random.random() < _GOLD_FIRST
        one = [gold[0] if first else self._random.choice(gold)] if gold else []
        return [*one, *tempting[:1], *hard[:3], *easy, *hard[3:]][:BLOCKS]

    def _read(
        self, chosen: Sequence[tuple[Example, int]]
    ) -> tuple[torch.Tensor, list[torch.Tensor]]:
        """Return logits (b,), and those of the tokens of each text; texts of one length at once."""
        lengths = [len(e.states) + len(self._states[e.blocks[place]]) for e, place in chosen]
        parts = np.array_split(np.argsort(lengths, kind="stable"), _PARTS)
        made = [self._part([chosen[i] for i in part]) for part in parts if len(part)]
        back = torch.from_numpy(np.argsort(np.concatenate(parts))).to(self._device)
        tokens = [row for _, rows in made for row in rows]
        return torch.cat([logits for logits, _ in made])[back], [tokens[i] for i in back.tolist()]

    def _part(
        self, chosen: Sequence[tuple[Example, int]]
    ) -> tuple[torch.Tensor, list[torch.Tensor]]:
        lengths = [(len(e.states), len(self._states[e.blocks[place]])) for e, place in chosen]
        longest, width = max(map(sum, lengths)), self._states[0].shape[1]
        hidden = torch.zeros(len(chosen), longest, width, device=self._device)
        kinds = torch.zeros(len(chosen), longest, dtype=torch.long, device=self._device)
        for row, ((example, place), (asked, text)) in enumerate(zip(chosen, lengths, strict=True)):
            hidden[row, :asked] = example.states
            hidden[row, asked : asked + text] = self._states[example.blocks[place]]
            kinds[row, :asked], kinds[row, asked : asked + text] = QUESTION, TEXT
        with torch.autocast(self._device, torch.bfloat16, self._halved):
            logits, tokens = self.module.together(hidden, kinds)
        rows = zip(tokens.float(), lengths, strict=True)
        return logits.float(), [row[asked : asked + text] for row, (asked, text) in rows]

    @torch.no_grad()
    def logits(self, example: Example) -> NDArray[np.float64]:
        """Return the logits of the blocks of a question that are read, the most promising first."""
        found, _ = self._read([(example, i) for i in range(min(DEPTH, len(example.blocks)))])
        return found.cpu().double().numpy()


def _teaches(example: Example) -> bool:
    """Tell whether the answer of a question is among its blocks, or it has none."""
    return not example.asked.answerable or any(block.gold for block in example.asked.blocks)


Readings = Sequence[tuple[Asked, NDArray[np.float64]]]


def balance_of(readings: Readings) -> Balance:
    """Return how much logits count, fitted on questions apart: the order first, then confidence."""
    answered = [(a, x) for a, x in readings if any(b.gold for b in a.blocks[: len(x)])]

    def disorder(share: NDArray[np.float64]) -> float:
        lost = 0.0
        for asked, logits in answered:
            blocks = asked.blocks[: len(logits)]
            sums = np.array([block.known for block in blocks]) + share[0] * logits
            right = sums[[bool(block.gold) for block in blocks]]
            lost += float(np.logaddexp.reduce(sums) - np.logaddexp.reduce(right))
        return lost / max(1, len(answered))

    share = float(minimize(disorder, np.array([0.5]), method="Nelder-Mead").x[0])
    known_scale = 28.0
    trial = Balance(share / known_scale, 0.0, 0.0, 0.0, 0.0)
    signs = np.array([_signs(asked, logits, trial) for asked, logits in readings])
    right = np.array([asked.answerable for asked, _ in readings], float)

    def doubt(weights: NDArray[np.float64]) -> float:
        odds = signs @ weights
        lost = float(np.mean(np.logaddexp(0, odds) - right * odds))
        return lost + 1e-3 * float((weights**2).sum())

    intercept, known, logit, lead = minimize(doubt, np.zeros(4)).x
    return Balance(share / known_scale, *map(float, (intercept, known, logit, lead)))


def _signs(asked: Asked, logits: NDArray[np.float64], balance: Balance) -> tuple[float, ...]:
    """Return what the log odds of an answer are made of, each weighed by one."""
    order = np.argsort(-_sums(asked, logits, balance), kind="stable")
    ranked = [float(logits[i]) for i in order]
    return (1.0, *balance.signs(asked.confidence, ranked))


def _sums(asked: Asked, logits: NDArray[np.float64], balance: Balance) -> NDArray[np.float64]:
    known = np.array([block.known for block in asked.blocks[: len(logits)]])
    return known + balance.share * 28.0 * logits


def figures(readings: Readings, balance: Balance) -> str:
    """Return, in words, how often the first block is right, unread and read, and the auroc."""
    answered = [(a, x) for a, x in readings if a.answerable]
    before = np.mean([asked.first_is_gold for asked, _ in answered])
    after = np.mean([bool(a.blocks[int(_sums(a, x, balance).argmax())].gold) for a, x in answered])
    weights = np.array([balance.intercept, balance.known, balance.logit, balance.lead])
    sure = {
        kind: [
            (asked.confidence, float(np.dot(_signs(asked, x, balance), weights)))
            for asked, x in readings
            if asked.answerable is kind
        ]
        for kind in (True, False)
    }
    aurocs = [
        _auroc([(kind, each[i]) for kind, some in sure.items() for each in some]) for i in (0, 1)
    ]
    return (
        f"first {before:.3f} -> {after:.3f}   auroc {aurocs[0]:.3f} -> {aurocs[1]:.3f}"
        f"   ({len(readings):,} questions)"
    )


def exchanged(asked: Sequence[Asked]) -> list[Asked]:
    """Return each question with the blocks of the next one, which hardly answer it."""
    others = [*asked[1:], *asked[:1]]
    return [replace(each, blocks=o.blocks) for each, o in zip(asked, others, strict=True)]


def told_by_reading(own: Readings, others: Readings) -> str:
    """Return, in words, what logits alone tell of questions with their own blocks and with others.

    By chance a right block comes first as often as there are right ones among those read.
    """
    aurocs = [
        _auroc([(asked.answerable, float(logits[0])) for asked, logits in some])
        for some in (own, others)
    ]
    golds = [([bool(b.gold) for b in a.blocks[: len(x)]], x) for a, x in own if a.answerable]
    first = np.mean([gold[int(x.argmax())] for gold, x in golds])
    chance = np.mean([np.mean(gold) for gold, _ in golds])
    return (
        f"logits alone: auroc {aurocs[0]:.3f}, with the blocks of others {aurocs[1]:.3f};"
        f" right block first {first:.3f}, by chance {chance:.3f}"
    )


def _auroc(rated: Sequence[tuple[bool, float]]) -> float:
    """Return how often what is answerable is rated higher than what is not; NaN without either."""
    right, wrong = ([rate for kind, rate in rated if kind is told] for told in (True, False))
    if not right or not wrong:
        return float("nan")
    return float(np.mean([(a > b) + 0.5 * (a == b) for a in right for b in wrong]))


def main(arguments: Sequence[str] | None = None) -> int:
    """Train as the command line says; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.fitting.train_reader", description=__doc__
    )
    parser.add_argument("folder", type=Path, help="its subfolders with corpus/ and questions.jsonl")
    parser.add_argument("out", type=Path, help="the file to write, reader.safetensors")
    parser.add_argument("--homes", type=Path, required=True, help="where to keep the indexes")
    parser.add_argument("--apart", required=True, help="sets not to learn from, commas between")
    parser.add_argument("--most", type=int, default=1_800, help="questions drawn of a set")
    parser.add_argument("--steps", type=int, default=4_000)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--begin", type=Path, help="weights to go on from")
    models = (SHIPPED_MODEL, MULTILINGUAL_MODEL)
    parser.add_argument("--model", choices=models, default=SHIPPED_MODEL)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    say = Console(markup=False, highlight=False, width=100).print
    apart = [name for name in options.apart.split(",") if name]
    try:
        found = {each.name: each for each in find_sets(options.folder)}
        if missing := [name for name in apart if name not in found]:
            parser.error(f"No set {missing[0]!r}. There are: {', '.join(found)}")
        sets = {
            name: asked_in(each, options.homes, options.most, options.model)
            for name, each in found.items()
        }
    except ValueError as error:
        parser.error(str(error))
    sets |= _off_topic(sets, {n: found[n] for n in apart}, options.homes, options.model)
    controls = {_control(name): exchanged(sets[name]) for name in apart}
    trainer = Trainer(sets | controls, options.seed, options.begin, options.model)
    names = [name for name in found if name not in apart]
    losses: list[float] = []
    for step, loss in enumerate(trainer.train(names, options.steps, options.rate), start=1):
        losses.append(loss)
        if step % 100 == 0:
            say(f"step {step:,} of {options.steps:,}   loss {np.mean(losses[-100:]):.3f}")
    readings = {
        name: [(example.asked, trainer.logits(example)) for example in trainer.sets[name]]
        for name in trainer.sets
        if name not in names
    }
    balance = balance_of([x for name, some in readings.items() if name in sets for x in some])
    for name in apart:
        say(f"{name:16} {figures(readings[name], balance)}")
        say(f"{'':16} {told_by_reading(readings[name], readings[_control(name)])}")
    write(trainer.module, balance, names, options.out)
    return 0


def _control(name: str) -> str:
    return f"blocks exchanged, {name}"


def _off_topic(
    sets: Mapping[str, Sequence[Asked]], apart: Mapping[str, QuestionSet], homes: Path, model: str
) -> dict[str, list[Asked]]:
    """Return, for each set that is apart, questions of the others asked of it."""
    return {
        f"off topic, {name}": asked_beside(
            questions,
            [other for other in apart.values() if other is not questions],
            homes,
            int(OFF_TOPIC * len(sets[name])),
            model,
        )
        for name, questions in apart.items()
    }


def write(module: nn.Module, balance: Balance, names: Sequence[str], out: Path) -> None:
    """Write what was learnt, with how much it counts and the sets that it was learnt from."""
    stored = {"balance": json.dumps(asdict(balance)), "sets": " ".join(names)}
    learnt = {name: values.cpu() for name, values in module.state_dict().items()}
    save_file(rounded(learnt), out, stored)


if __name__ == "__main__":
    sys.exit(main())
