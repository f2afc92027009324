"""How far the reader is, on questions held out of training: a curve for the log, no published figure."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from index.reader.spans import best_span
from index.training.encoding import Shown, shown
from index.training.model import ReaderModel
from index.training.stream import Item, collate

_AT_ONCE = 32


@dataclass(frozen=True, slots=True)
class Standing:
    """Shares of held-out questions: answers with the very pieces, overlap of pieces (F1), and the two AUROCs.

    ``relevance`` and ``null`` say how often a window with the answer is put above one without, by the relevance and by
    the best span's lead over no answer.
    """

    exact: float
    f1: float
    relevance: float
    null: float


def standing(model: ReaderModel, items: Sequence[Item], device: torch.device, seed: int) -> Standing:
    """Read one window with the answer and one without for each item."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    views: list[Shown] = []
    for item in items:
        right = [v for v in shown(item.example, chance) if v.start]
        wrong = [v for against in item.against[:1] for v in shown(against, chance)[:1]]
        views += right[:1] + wrong
    exact, overlap, told = [], [], []
    model.eval()
    for view, starts, ends, relevance in _read(model, views, device):
        best = best_span(starts, ends, view.window.offset, len(view.window.ids) - 1)
        told.append((view.start > 0, relevance, best.score - best.null))
        if view.start:
            shared = max(0, min(best.end, view.end) - max(best.start, view.start) + 1)
            lengths = best.end - best.start + view.end - view.start + 2
            exact.append((best.start, best.end) == (view.start, view.end))
            overlap.append(2 * shared / lengths)
    model.train()
    right_ones = np.array([row[0] for row in told])
    scores = np.array([row[1:] for row in told])
    return Standing(
        float(np.mean(exact)),
        float(np.mean(overlap)),
        *(auroc(scores[right_ones, i], scores[~right_ones, i]) for i in (0, 1)),
    )


def auroc(above: np.ndarray, below: np.ndarray) -> float:
    """Return the share of pairs in which the first kind scores higher, ties half; nan without both kinds."""
    if not len(above) or not len(below):
        return float("nan")
    lead = above[:, None] - below[None, :]
    return float(((lead > 0) + 0.5 * (lead == 0)).mean())


def _read(
    model: ReaderModel, views: Sequence[Shown], device: torch.device
) -> Iterator[tuple[Shown, np.ndarray, np.ndarray, float]]:
    ordered = sorted(views, key=lambda view: len(view.window.ids))
    for at in range(0, len(ordered), _AT_ONCE):
        some = ordered[at : at + _AT_ONCE]
        batch = collate([(0, view) for view in some]).to(device)
        with torch.inference_mode(), torch.autocast(device.type, dtype=torch.bfloat16):
            starts, ends, relevance = model(batch.ids, batch.allowed)
        yield from zip(some, starts.cpu().numpy(), ends.cpu().numpy(), relevance.tolist(), strict=True)
