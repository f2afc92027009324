"""The training loop: seeded, resumable, logged."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch

from index.training.check import standing
from index.training.checkpoint import load, save
from index.training.model import ReaderModel, loss
from index.training.stream import Item, Source, batches

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train.

    The rate rises over ``warmup`` steps, stays, and falls to nothing over the last ``cooldown``: a run that turns out
    too short is resumed with more steps and no rate to guess. ``relevance`` weighs that loss against the spans'.
    """

    steps: int
    seed: int = 20261121
    rate: float = 2e-4
    head_rate: float = 5e-4
    fall: float = 0.9
    decay: float = 0.01
    warmup: int = 150
    cooldown: int = 800
    relevance: float = 0.5
    frozen: int = 3
    clip: float = 1.0
    check_every: int = 400

    def share(self, step: int) -> float:
        """Return the share of the full rate at a step."""
        return max(0.0, min(1.0, (step + 1) / self.warmup, (self.steps - step) / max(1, self.cooldown)))


def train(
    model: ReaderModel, sources: Sequence[Source], held: Sequence[Item], plan: Plan, folder: Path
) -> None:
    """Train in place, from the checkpoint in ``folder`` where there is one; ``log.jsonl`` there gets the curves."""
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.manual_seed(plan.seed)
    model.freeze(plan.frozen)
    model.to(device).train()
    optimiser = torch.optim.AdamW(
        list(model.groups(plan.rate, plan.head_rate, plan.fall, plan.decay)), betas=(0.9, 0.98)
    )
    first = load(folder, model, optimiser) if (folder / "state.json").exists() else 0
    _write(folder, {"begun": first, "plan": asdict(plan), "device": device.type, "sources": _sizes(sources)})
    mean, began = (0.0, 0.0), time.monotonic()
    for step in range(first, plan.steps):
        for group in optimiser.param_groups:
            group["lr"] = group["peak"] * plan.share(step)
        parts = list(batches(sources, plan.seed, step))
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
        mean = (mean[0] + told[0], mean[1] + told[1])
        if (step + 1) % 50 == 0:
            seconds = (time.monotonic() - began) / 50
            _write(
                folder,
                {"step": step + 1, "spans": mean[0] / 50, "relevance": mean[1] / 50, "seconds": seconds},
            )
            mean, began = (0.0, 0.0), time.monotonic()
        if (step + 1) % plan.check_every == 0 or step + 1 == plan.steps:
            _write(folder, {"step": step + 1, **asdict(standing(model, held, device, plan.seed))})
            save(folder, model, optimiser, step + 1)
            began = time.monotonic()


def _sizes(sources: Sequence[Source]) -> dict[str, list[int]]:
    return {source.name: [len(source.items), source.slots] for source in sources}


def _write(folder: Path, row: dict[str, object]) -> None:
    rounded = {key: round(value, 4) if isinstance(value, float) else value for key, value in row.items()}
    _LOG.info("%s", rounded)
    with (folder / "log.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(rounded, ensure_ascii=False) + "\n")
