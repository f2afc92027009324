"""The training loop: seeded, resumable, logged."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import fmean

import torch

from index.training.check import standing
from index.training.checkpoint import State, load, save
from index.training.curves import write_row
from index.training.model import Batch, ReaderModel, loss
from index.training.plan import Plan
from index.training.recipe import recipe_of
from index.training.stream import Item, Source, batches

_LOG = logging.getLogger(__name__)
# Steps whose mean losses make one row of the log.
TOLD_EVERY = 50


def train(
    model: ReaderModel, sources: Sequence[Source], held: Sequence[Item], plan: Plan, folder: Path
) -> None:
    """Train in place, from the highest checkpoint in ``folder`` where there is one; its ``log.jsonl`` gets the curves.

    TrainingError where that checkpoint is damaged or the run was begun with another recipe.
    """
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.manual_seed(plan.seed)
    model.freeze(plan.frozen)
    model.to(device).train()
    optimiser = torch.optim.AdamW(
        list(model.groups(plan.rate, plan.head_rate, plan.fall, plan.decay)), betas=(0.9, 0.98)
    )
    recipe = recipe_of(plan, sources)
    first = load(folder, model, optimiser, recipe)
    if first >= plan.steps:
        _LOG.info("%s: already at step %d", folder, first)
        return
    write_row(
        folder, {"begun": first, "plan": asdict(plan), "device": device.type, "sources": _sizes(sources)}
    )
    told: list[tuple[float, float, float]] = []
    for done in range(first + 1, plan.steps + 1):
        began = time.monotonic()
        for group in optimiser.param_groups:
            group["lr"] = group["peak"] * plan.share(done - 1)
        spans, relevance = _learn(model, optimiser, list(batches(sources, plan.seed, done - 1)), plan, device)
        told.append((spans, relevance, time.monotonic() - began))
        if done % TOLD_EVERY == 0 or done == plan.steps:
            write_row(folder, {"step": done, **_means(told)})
            told.clear()
        checked = done % plan.check_every == 0 or done == plan.steps
        if checked:
            write_row(folder, {"step": done, **asdict(standing(model, held, device, plan.seed))})
        if checked or done == plan.turn:
            save(folder, model, optimiser, State(done, recipe), keep=plan.turn)


def _learn(
    model: ReaderModel, optimiser: torch.optim.Optimizer, parts: Sequence[Batch], plan: Plan, device: torch.device
) -> tuple[float, float]:  # fmt: skip
    """Take one step; return the losses of the spans and of the relevance, means over its windows."""
    count = sum(len(part.ids) for part in parts)
    told = [0.0, 0.0]
    for given in parts:
        part = given.to(device)
        with torch.autocast(device.type, dtype=torch.bfloat16):
            outputs = model(part.ids, part.allowed)
        losses = loss(outputs, part)
        weight = len(part.ids) / count
        ((losses[0] + plan.relevance * losses[1]) * weight).backward()
        told = [so_far + weight * one.item() for so_far, one in zip(told, losses, strict=True)]
    torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], plan.clip)
    optimiser.step()
    optimiser.zero_grad(set_to_none=True)
    return told[0], told[1]


def _means(told: Sequence[tuple[float, float, float]]) -> dict[str, float]:
    names = ("spans", "relevance", "seconds")
    return {name: fmean(column) for name, column in zip(names, zip(*told, strict=True), strict=True)}


def _sizes(sources: Sequence[Source]) -> dict[str, list[int]]:
    return {source.name: [len(source.items), source.slots] for source in sources}
