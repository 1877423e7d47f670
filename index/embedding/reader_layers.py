"""The layers of a reader, as a module of torch, and its weights as they are stored.

A cross-encoder (Nogueira & Cho 2019, https://arxiv.org/abs/1901.04085) whose lower layers are those
of the embedding model as they are: there a question and a text do not see each other, as in PreTTR
(MacAvaney et al. 2020, https://arxiv.org/abs/2004.14255). So only what the upper ones learnt is
stored and was to be trained, and what the lower ones make of a text serves every question.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import torch

UPPER = 1 / 3
"""Which part of the layers reads a question and a text together."""

QUESTION, TEXT = 1, 2
"""What kind of token stands at a place; 0 is padding."""
_UNSEEN = -30.0
_MASKED = -10_000.0


def reader_module(transformer: "torch.nn.Module") -> "torch.nn.Module":
    """Returns a module from ids and kinds, each (b, n), to logits (b,) and (b, n).

    Kinds are 1 for the tokens of the question, which come first, 2 for those of the text and 0 for
    padding. A text is seen as the mean of the question's tokens, as that of its own, and as that of
    its own weighed by how much each seems to answer.
    """
    import torch
    from torch import nn

    bert = cast(Any, transformer)
    width = int(bert.config.hidden_size)

    class ReaderModule(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            layers = list(bert.encoder.layer)
            apart = len(layers) - max(1, round(UPPER * len(layers)))
            self.lower = nn.ModuleList([bert.embeddings, *layers[:apart]])
            self.upper = nn.ModuleList(layers[apart:])
            self.kind = nn.Parameter(torch.zeros(2, width))
            self.token = nn.Linear(width, 1)
            self.inner = nn.Linear(3 * width, width)
            self.outer = nn.Linear(width, 1)

        def apart(self, ids: torch.Tensor, kinds: torch.Tensor) -> torch.Tensor:
            embeddings, *layers = self.lower
            counted = torch.arange(ids.shape[1], device=ids.device).unsqueeze(0).expand_as(ids)
            asked = (kinds == QUESTION).long().sum(1, keepdim=True)
            places = torch.where(kinds == TEXT, counted - asked, counted)
            hidden = embeddings(input_ids=ids, position_ids=places)
            return _through(layers, hidden, kinds.unsqueeze(1) == kinds.unsqueeze(2))

        def together(
            self, hidden: torch.Tensor, kinds: torch.Tensor
        ) -> tuple[torch.Tensor, torch.Tensor]:
            text, asked = (kinds == kind for kind in (TEXT, QUESTION))
            hidden = hidden + torch.where(text.unsqueeze(-1), self.kind[1], self.kind[0])
            seen = (kinds > 0).unsqueeze(1).expand(-1, kinds.shape[1], -1)
            hidden = _through(self.upper, hidden, seen).float()
            tokens = self.token(hidden).squeeze(-1)
            tokens = torch.where(text, tokens, torch.full_like(tokens, _UNSEEN))
            share = torch.softmax(tokens, -1).unsqueeze(-1)
            views = [_mean(hidden, asked), _mean(hidden, text), (hidden * share).sum(1)]
            inner = nn.functional.gelu(self.inner(torch.cat(views, -1)))
            return self.outer(inner).squeeze(-1), tokens

        def forward(
            self, ids: torch.Tensor, kinds: torch.Tensor
        ) -> tuple[torch.Tensor, torch.Tensor]:
            return self.together(self.apart(ids, kinds), kinds)

    return ReaderModule()


def _through(
    layers: "Iterable[torch.nn.Module]", hidden: "torch.Tensor", seen: "torch.Tensor"
) -> "torch.Tensor":
    """Returns what layers make of hidden states (b, n, d), where `seen` (b, n, n) says who sees."""
    mask = (1.0 - seen.to(hidden.dtype).unsqueeze(1)) * _MASKED
    for layer in layers:
        made = layer(hidden, attention_mask=mask)
        hidden = made[0] if isinstance(made, tuple) else made
    return hidden


def _mean(hidden: "torch.Tensor", chosen: "torch.Tensor") -> "torch.Tensor":
    share = chosen.unsqueeze(-1).to(hidden.dtype)
    return (hidden * share).sum(1) / share.sum(1)


def parts_of(module: "torch.nn.Module") -> "tuple[torch.nn.Module, torch.nn.Module]":
    """Returns the lower layers of a reader, and its upper ones, for one text at a time.

    The first go from ids (1, n) to states (1, n, d), the second from the states of a question and
    a text, one after the other, and their kinds (1, n) to the logits of the whole.
    """
    import torch
    from torch import nn

    whole = cast(Any, module)

    class Apart(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.whole = whole

        def forward(self, ids: torch.Tensor) -> torch.Tensor:
            states: torch.Tensor = self.whole.apart(ids, torch.full_like(ids, TEXT))
            return states

    class Together(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.whole = whole

        def forward(
            self, hidden: torch.Tensor, kinds: torch.Tensor
        ) -> tuple[torch.Tensor, torch.Tensor]:
            read: tuple[torch.Tensor, torch.Tensor] = self.whole.together(hidden, kinds)
            return read

    return Apart().eval(), Together().eval()


def rounded(learnt: "dict[str, torch.Tensor]") -> "dict[str, torch.Tensor]":
    """Returns weights as they are stored: matrices in int8 with a scale a row, others as they are.

    The lower layers are left out: they are those of the embedding model.
    """
    import torch

    stored: dict[str, torch.Tensor] = {}
    for name, values in learnt.items():
        if name.startswith("lower."):
            continue
        if values.ndim < 2 or values.shape[0] <= 2:
            stored[name] = values.float().contiguous()
            continue
        scale = values.float().abs().amax(1, keepdim=True).clamp_min(1e-12) / 127
        stored[name] = (values.float() / scale).round().to(torch.int8).contiguous()
        stored[f"{name}.scale"] = scale.contiguous()
    return stored


def restored(stored: "dict[str, torch.Tensor]") -> "dict[str, torch.Tensor]":
    """Returns stored weights as they are computed with."""
    return {
        name: values.float() * stored[f"{name}.scale"] if f"{name}.scale" in stored else values
        for name, values in stored.items()
        if not name.endswith(".scale")
    }
