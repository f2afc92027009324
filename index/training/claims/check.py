"""How far the entailment model is, on claims over texts held out of training: a curve for the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

from index.training.check import auroc
from index.training.claims.stream import Item, collate
from index.training.model import ReaderModel

_AT_ONCE = 32


@dataclass(frozen=True, slots=True)
class Standing:
    """``right``: share of claims that are judged rightly, at 0; ``auroc``: how often a truth is put above a lie.

    None stands for what there is nothing to tell from.
    """

    right: float | None
    auroc: float | None


def standing(model: ReaderModel, items: Sequence[Item], device: torch.device) -> Standing:
    """Judge held-out claims."""
    ordered = sorted(items, key=lambda item: len(item.ids))
    logits: list[float] = []
    model.eval()
    for at in range(0, len(ordered), _AT_ONCE):
        batch = collate(ordered[at : at + _AT_ONCE]).to(device)
        with torch.inference_mode(), torch.autocast(device.type, dtype=torch.bfloat16):
            _, _, relevance = model(batch.ids, torch.ones_like(batch.ids, dtype=torch.bool))
        logits += relevance.tolist()
    model.train()
    told, holds = np.array(logits), np.array([item.holds for item in ordered], dtype=bool)
    right = float(((told > 0) == holds).mean()) if len(told) else None
    return Standing(right, auroc(told[holds], told[~holds]))
