"""The training loop of the entailment model: seeded, resumable, logged."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import fmean

import torch
from torch import nn

from index.training.checkpoint import State, load, save
from index.training.claims.check import standing
from index.training.claims.stream import Batch, Item, Stream, collate
from index.training.curves import write_row
from index.training.model import ReaderModel
from index.training.plan import Plan
from index.training.recipe import Recipe

_LOG = logging.getLogger(__name__)
# Steps whose mean losses make one row of the log.
TOLD_EVERY = 25


def freeze(model: ReaderModel, layers: int) -> None:
    """Keep the embeddings, the lowest ``layers`` and the head that marks spans as they are."""
    model.freeze(layers)
    model.span.requires_grad_(False)


def train(
    model: ReaderModel, stream: Stream, held: Sequence[Item], plan: Plan, folder: Path, *, begun: str
) -> None:
    """Train in place, from the highest checkpoint in ``folder`` where there is one; its ``log.jsonl`` gets the curves.

    ``begun`` is the sha256 of what the run began with. TrainingError where the checkpoint is damaged or the run was
    begun with something else.
    """
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.manual_seed(plan.seed)
    freeze(model, plan.frozen)
    model.to(device).train()
    groups = list(model.groups(plan.rate, plan.head_rate, plan.fall, plan.decay))
    optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98))
    recipe: Recipe = {"plan": plan.lasting(), "begun": begun, "data": stream.digest()}
    first = load(folder, model, optimiser, recipe)
    if first >= plan.steps:
        _LOG.info("%s: already at step %d", folder, first)
        return
    write_row(
        folder, {"begun": first, "plan": asdict(plan), "device": device.type, "groups": len(stream.groups)}
    )
    told: list[tuple[float, float, float]] = []
    for done in range(first + 1, plan.steps + 1):
        began = time.monotonic()
        for group in optimiser.param_groups:
            group["lr"] = group["peak"] * plan.share(done - 1)
        loss, right = _learn(model, optimiser, collate(stream.at(done - 1)).to(device), plan.clip)
        told.append((loss, right, time.monotonic() - began))
        if done % TOLD_EVERY == 0 or done == plan.steps:
            write_row(folder, {"step": done, **_means(told)})
            told.clear()
        checked = done % plan.check_every == 0 or done == plan.steps
        if checked:
            write_row(folder, {"step": done, "held": asdict(standing(model, held, device))})
        if checked or done == plan.turn:
            save(folder, model, optimiser, State(done, recipe), keep=plan.turn)


def _learn(
    model: ReaderModel, optimiser: torch.optim.Optimizer, batch: Batch, clip: float
) -> tuple[float, float]:
    """Take one step; return the loss, a mean over claims, and the share that was judged rightly before it."""
    with torch.autocast(batch.ids.device.type, dtype=torch.bfloat16):
        _, _, relevance = model(batch.ids, torch.ones_like(batch.ids, dtype=torch.bool))
    loss = nn.functional.binary_cross_entropy_with_logits(relevance, batch.holds)
    loss.backward()
    torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], clip)
    optimiser.step()
    optimiser.zero_grad(set_to_none=True)
    right = ((relevance > 0) == (batch.holds > 0)).float().mean().item()
    return loss.item(), right


def _means(told: Sequence[tuple[float, float, float]]) -> dict[str, float]:
    names = ("loss", "right", "seconds")
    return {name: fmean(column) for name, column in zip(names, zip(*told, strict=True), strict=True)}
