"""Training the reader from a folder of question sets."""

import json
from itertools import islice

import numpy as np
import pytest
import torch

from assistant.evidence.reader import Balance
from index.embedding.cross_encoding import Text, load_cross_encoder
from index.embedding.four_bit_file import MULTILINGUAL_MODEL
from tests.bench.fitting.reader_pairs import Asked, Block, asked_beside, asked_in
from tests.bench.fitting.train_reader import (
    Trainer,
    balance_of,
    exchanged,
    figures,
    main,
    told_by_reading,
    write,
)
from tests.bench.sets import QuestionSet

LEAVE = (
    "Sick leave\n\nStay at home and tell your manager before ten.\n\nA note is needed after day 3."
)
TRAVEL = "Travel\n\nThe daily allowance is 28 euros.\n\nTrains are booked by the office."
ASKED = [
    ("how much money do i get a day", "t.txt", "The daily allowance is 28 euros."),
    ("who books my train", "t.txt", "Trains are booked by the office."),
    ("when do i need a doctors note", "l.txt", "A note is needed after day 3."),
    ("may i bring my dog", None, ""),
]


@pytest.fixture(scope="module")
def questions(tmp_path_factory):
    """A set of four questions over two files; nothing answers the last."""
    folder = tmp_path_factory.mktemp("set")
    texts = {"l.txt": LEAVE, "t.txt": TRAVEL}
    (folder / "corpus").mkdir()
    lines = []
    for name, text in texts.items():
        (folder / "corpus" / name).write_text(text)
    for number, (question, file, answer) in enumerate(ASKED):
        start = texts[file].index(answer) if file else 0
        gold = [{"file": file, "start": start, "end": start + len(answer)}] if file else []
        row = {"id": str(number), "question": question, "history": []}
        lines.append(json.dumps(row | {"answerable": bool(gold), "gold": gold}))
    (folder / "questions.jsonl").write_text("\n".join(lines))
    return QuestionSet("set", folder / "corpus", folder / "questions.jsonl")


@pytest.fixture(scope="module")
def asked(questions, tmp_path_factory):
    return asked_in(questions, tmp_path_factory.mktemp("homes"))


def test_questions_of_another_set_are_asked_as_what_nothing_answers(questions, tmp_path):
    first, *_ = questions.questions.read_text().splitlines()
    other = tmp_path / "questions.jsonl"
    other.write_text(first.replace("how much money do i get a day", "who feeds the penguins"))
    asked_in(questions, tmp_path)
    others = [QuestionSet("other", questions.corpus, other)]
    [asked] = asked_beside(questions, others, tmp_path, count=5)
    assert asked.question == "who feeds the penguins"
    assert not asked.answerable
    assert not any(block.gold for block in asked.blocks)


def block(text, right):
    return Block(text, 20.0, ((0, len(text.body)),) if right else (), tempts=False)


def learnt(asked, steps, seed=0):
    trainer = Trainer({"set": asked}, seed)
    losses = list(trainer.train(["set"], steps, 1e-4))
    return losses, trainer.module.state_dict()


def test_each_question_has_blocks_and_one_that_touches_gold_where_it_is_answered(asked):
    assert [each.question for each in asked] == [question for question, *_ in ASKED]
    for each, (_, file, answer) in zip(asked, ASKED, strict=True):
        gold = [block for block in each.blocks if block.gold]
        assert [answer in block.text.body for block in gold] == ([True] if file else [])
        assert all(block.text.body[slice(*block.gold[0])] == answer for block in gold)


def test_the_same_seed_learns_the_same_and_another_does_not(asked):
    (one, first), (two, second), (_, other) = (learnt(asked, 2, seed) for seed in (0, 0, 1))
    assert one == two
    assert all(torch.equal(first[name], second[name]) for name in first)
    assert not torch.equal(first["inner.weight"], other["inner.weight"])


def test_it_learns_and_the_lower_layers_stay(asked):
    losses, after = learnt(asked, 60)
    _, before = learnt(asked, 0)
    assert np.mean(losses[-5:]) < 0.8 * np.mean(losses[:5])
    assert all(torch.equal(before[n], after[n]) for n in before if n.startswith("lower."))


def test_it_goes_on_from_weights_that_were_written(asked, tmp_path):
    trainer = Trainer({"set": asked}, 0)
    list(trainer.train(["set"], 3, 1e-3))
    write(trainer.module, Balance(1.0, 0.0, 1.0, 1.0, 0.0), ["set"], tmp_path / "first.safetensors")
    later = Trainer({"set": asked}, 1, begin=tmp_path / "first.safetensors").module.state_dict()
    for name, values in trainer.module.state_dict().items():
        assert torch.allclose(later[name], values, atol=float(values.abs().max()) / 100)


GERMAN = [
    (
        "Wann brauche ich ein Attest?",
        Text("Krank", "Ein Attest ist ab dem dritten Tag nötig."),
        True,
    ),
    ("Wann brauche ich ein Attest?", Text("Reise", "Das Tagegeld beträgt 28 Euro."), False),
    ("Wie viel bekomme ich am Tag?", Text("Reise", "Das Tagegeld beträgt 28 Euro."), True),
    ("Wie viel bekomme ich am Tag?", Text("Krank", "Ein Attest ist ab Tag 3 nötig."), False),
]


def test_the_model_of_many_languages_learns_to_read_too(tmp_path):
    asked = [
        Asked(question, True, 0.5, (block(text, right), block(other, not right)))
        for (question, text, right), (_, other, _) in zip(GERMAN[::2], GERMAN[1::2], strict=True)
    ]
    trainer = Trainer({"set": asked}, 0, model=MULTILINGUAL_MODEL)
    losses = list(trainer.train(["set"], 40, 1e-3))
    assert np.mean(losses[-5:]) < 0.8 * np.mean(losses[:5])
    balance = Balance(1.0, 0.0, 1.0, 1.0, 0.0)
    write(trainer.module, balance, ["set"], tmp_path / "second.safetensors")
    reader = load_cross_encoder(MULTILINGUAL_MODEL, tmp_path / "second.safetensors")
    right, other = (reader.read(question, [text])[0].logit for question, text, _ in GERMAN[:2])
    assert right > other


def test_a_set_four_times_as_large_is_drawn_from_twice_as_often(asked):
    trainer = Trainer({"small": asked[:1], "large": asked}, 0)
    sets = [trainer.sets["small"], trainer.sets["large"]]
    drawn = list(islice(trainer._drawn(sets), 3_000))
    small = sum(example is sets[0][0] for example in drawn)
    assert 900 < small < 1_100
    rest = [id(example) for example in drawn if example is not sets[0][0]]
    assert len(set(rest[:4])) == 4


def test_of_a_large_set_some_questions_are_drawn(questions, tmp_path):
    assert len(asked_in(questions, tmp_path / "homes", most=2)) == 2


def test_gold_outside_its_file_is_named_by_line(questions, tmp_path):
    wrong = {"file": "t.txt", "start": 5, "end": 900}
    row = {"id": "x", "question": "q", "history": [], "answerable": True, "gold": [wrong]}
    lines = questions.questions.read_text() + "\n" + json.dumps(row)
    (tmp_path / "questions.jsonl").write_text(lines)
    broken = QuestionSet("set", questions.corpus, tmp_path / "questions.jsonl")
    with pytest.raises(ValueError, match=r"^Line 5 of .*: 5 to 900 does not stand in 't.txt'"):
        asked_in(broken, tmp_path / "homes")


def reading(answerable, logits, gold):
    blocks = tuple(
        Block(Text("", "b"), 20.0, ((0, 1),) if number == gold else (), False)
        for number in range(len(logits))
    )
    return Asked("q", answerable, 0.5, blocks), np.array(logits)


def test_what_is_read_counts_where_it_tells():
    right = [reading(True, [-2.0, 3.0, -2.0], 1)] * 9 + [reading(False, [-3.0, -2.0], None)] * 9
    balance = balance_of(right)
    assert balance.share > 0 < balance.logit
    assert figures(right, balance).startswith("first 0.000 -> 1.000   auroc 0.500 -> 1.000")


def test_what_is_read_does_not_count_where_it_misleads():
    wrong = [reading(True, [-2.0, 3.0, 3.5], 0)] * 9 + [reading(False, [4.0, 2.0], None)] * 9
    assert balance_of(wrong).share <= 0


def test_what_is_told_by_the_wording_of_a_question_is_told_with_the_blocks_of_others_too(asked):
    others = exchanged(asked)
    assert [each.question for each in others] == [each.question for each in asked]
    assert [each.blocks for each in others] == [each.blocks for each in (*asked[1:], asked[0])]
    by_wording = [reading(True, [3.0, 1.0], 1), reading(False, [-3.0, -1.0], None)]
    by_reading = [reading(True, [-2.0, -2.0], None), reading(False, [-2.0, -2.0], None)]
    own = "logits alone: auroc 1.000, with the blocks of others "
    ranked = "; right block first 0.000, by chance 0.500"
    assert told_by_reading(by_wording, by_wording) == f"{own}1.000{ranked}"
    assert told_by_reading(by_wording, by_reading) == f"{own}0.500{ranked}"


def test_a_set_that_is_not_there_is_named(questions, tmp_path, capsys):
    folder = str(questions.corpus.parent.parent)
    with pytest.raises(SystemExit):
        main([folder, str(tmp_path / "out"), "--homes", str(tmp_path), "--apart", "else"])
    assert "No set 'else'." in capsys.readouterr().err


def test_a_balance_has_a_place_for_each_number():
    assert Balance.of({"balance": json.dumps(dict.fromkeys(Balance.__slots__, 1.0))}).share == 1.0
