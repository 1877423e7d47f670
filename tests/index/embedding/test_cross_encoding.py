"""A question and a text, read together."""

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from index.embedding.cross_encoding import (
    CrossEncoder,
    PairTokenizer,
    Text,
    learnt_from,
    load_cross_encoder,
)
from index.embedding.models import load_transformer
from index.embedding.reader_layers import QUESTION, TEXT, reader_module, restored, rounded
from index.errors import UsageError
from tests.tiny_models import bert_folder, with_modules

CABLE = Text("Cables", "The Arctic cable avoids the South China Sea.")
JAPAN = Text("", "A passage links Europe and Japan.")


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    folder = tmp_path_factory.mktemp("model")
    sizes = {"num_hidden_layers": 4, "max_position_embeddings": 256}
    return str(with_modules(bert_folder(folder / "plain", **sizes), folder / "whole"))


@pytest.fixture(scope="module")
def learnt(model):
    """What a reader could have learnt: the upper layers as they are, and heads of any numbers."""
    torch.manual_seed(1)
    module = reader_module(load_transformer(model)[0])
    torch.nn.init.normal_(module.outer.weight, std=2.0)
    return module.state_dict()


@pytest.fixture
def weights(learnt, tmp_path):
    save_file(rounded(learnt), tmp_path / "reader.safetensors", {"balance": "{}"})
    return tmp_path / "reader.safetensors"


def logits(encoder, question, *texts):
    return [read.logit for read in encoder.read(question, texts)]


def test_weights_come_back_as_they_were_to_a_127th(learnt):
    back = restored(rounded(learnt))
    assert back.keys() == {name for name in learnt if not name.startswith("lower.")}
    for name, values in back.items():
        largest = float(learnt[name].abs().max())
        assert float((values - learnt[name]).abs().max()) <= largest / 127


def test_compiled_it_reads_as_in_torch(model, weights):
    compiled, in_torch = (load_cross_encoder(model, weights, compiling=c) for c in (True, False))
    found = logits(compiled, "which sea", CABLE, JAPAN)
    assert found == pytest.approx(logits(in_torch, "which sea", CABLE, JAPAN), abs=0.3)


def test_a_text_is_read_the_same_alone_and_beside_others(model, weights):
    encoder = load_cross_encoder(model, weights, compiling=False)
    together = logits(encoder, "which sea", CABLE, JAPAN, CABLE)
    assert together[0] == together[2]
    assert together[:2] == [
        *logits(encoder, "which sea", CABLE),
        *logits(encoder, "which sea", JAPAN),
    ]


def test_compiled_a_text_is_read_the_same_after_others(model, weights):
    encoder, fresh = (load_cross_encoder(model, weights) for _ in range(2))
    logits(encoder, "which sea is avoided by the cable", JAPAN, CABLE)
    assert logits(encoder, "which sea", CABLE) == logits(fresh, "which sea", CABLE)


def test_another_question_or_heading_reads_otherwise(model, weights):
    encoder = load_cross_encoder(model, weights, compiling=False)
    found = logits(encoder, "which sea", CABLE, Text("Japan", CABLE.body))
    assert len({*found, *logits(encoder, "which passage links japan", CABLE)}) == 3


def test_below_the_upper_layers_question_and_text_do_not_see_each_other(model):
    module = reader_module(load_transformer(model)[0]).eval()
    kinds = torch.tensor([[QUESTION] * 3 + [TEXT] * 4])
    one, other = (torch.tensor([[2, word, 3, 2, 8, 9, 3]]) for word in (5, 6))
    with torch.inference_mode():
        states = [module.apart(ids, kinds)[0] for ids in (one, other)]
        alone = module.apart(one[:, 3:], kinds[:, 3:])[0]
    assert torch.allclose(states[0][3:], states[1][3:], atol=1e-5)
    assert torch.allclose(states[0][3:], alone, atol=1e-5)
    assert not torch.allclose(states[0][:3], states[1][:3], atol=1e-2)


def test_the_tokens_read_are_those_of_the_body(model, weights):
    encoder = load_cross_encoder(model, weights, compiling=False)
    (read,) = encoder.read("which sea", [CABLE])
    assert [CABLE.body[start:end] for start, end in read.spans][:3] == ["The", "Arctic", "cable"]
    assert len(read.tokens) == len(read.spans)
    assert np.all(read.tokens > -30.0)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("sea " * 900, CABLE),
        ("sea", Text("china " * 900, "sea " * 900)),
        ("", Text("", "")),
        ("東京", Text("", "海底")),
    ],
)
def test_what_is_too_long_empty_or_unknown_is_read_as_far_as_it_goes(
    model, weights, question, text
):
    encoder = load_cross_encoder(model, weights, compiling=False)
    assert np.isfinite(logits(encoder, question, text)).all()


@pytest.fixture
def counted(model):
    """A reader, and the widths of what its lower and upper layers were given."""
    seen, read = [], []

    def apart(ids):
        seen.append(ids.shape[1])
        return [np.ones((*ids.shape, 8), np.float32)]

    def together(hidden, kinds):
        read.append(hidden.shape[1])
        return [np.ones(1, np.float32), np.ones(kinds.shape, np.float32)]

    return CrossEncoder(PairTokenizer(load_transformer(model)[1]), apart, together, 1), seen, read


def test_what_was_read_lately_is_not_computed_again(counted):
    encoder, seen, read = counted
    first = encoder.read("sea", [CABLE, JAPAN])
    assert encoder.read("sea", [CABLE, JAPAN]) == first
    assert (len(seen), len(read)) == (3, 2)


def test_of_a_text_seen_lately_only_the_upper_layers_are_computed(counted):
    encoder, seen, read = counted
    encoder.read("sea", [CABLE, JAPAN])
    encoder.read("ocean", [JAPAN, CABLE])
    assert (len(seen), len(read)) == (4, 4)
    encoder.read("ocean", [Text("Another heading", CABLE.body)])
    assert len(seen) == 6


def test_nothing_to_read_is_nothing(model, weights):
    assert load_cross_encoder(model, weights, compiling=False).read("sea", []) == []


def test_what_stands_beside_the_weights_can_be_read(weights):
    assert learnt_from(weights) == {"balance": "{}"}


@pytest.mark.parametrize("damage", ["missing", "truncated", "text"])
def test_weights_that_cannot_be_read_are_named_in_one_line(model, weights, damage):
    whole = weights.read_bytes()
    weights.unlink()
    if damage != "missing":
        weights.write_bytes(whole[:-100] if damage == "truncated" else b"weights" * 9)
    with pytest.raises(UsageError, match=r"'reader.safetensors' cannot be used: .*Install") as made:
        load_cross_encoder(model, weights)
    assert "\n" not in str(made.value)


def test_weights_of_another_model_are_refused(weights, tmp_path):
    sizes = {"num_hidden_layers": 4, "hidden_size": 16}
    other = str(with_modules(bert_folder(tmp_path / "plain", **sizes), tmp_path / "other"))
    with pytest.raises(UsageError, match="another model"):
        load_cross_encoder(other, weights)


def test_weights_that_lack_a_part_are_refused(model, learnt, tmp_path):
    part = {name: values for name, values in learnt.items() if name != "token.weight"}
    save_file(rounded(part), tmp_path / "reader.safetensors")
    with pytest.raises(UsageError, match=r"it lacks token\.weight"):
        load_cross_encoder(model, tmp_path / "reader.safetensors")
