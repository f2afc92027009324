"""How far the reader is, on questions held out of training: a curve for the log, no published figure."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from index.reader.spans import Best, best_span
from index.training.encoding import View, shown
from index.training.model import ReaderModel
from index.training.stream import Item, collate

_AT_ONCE = 32


@dataclass(frozen=True, slots=True)
class Standing:
    """Shares of held-out questions: answers with the very pieces, overlap of pieces (F1), and the two AUROCs.

    ``relevance`` and ``null`` say how often a window with the answer is put above one without, by the relevance and by
    the best span's lead over no answer. None stands for what there is nothing to tell from.
    """

    exact: float | None
    f1: float | None
    relevance: float | None
    null: float | None


def standing(model: ReaderModel, items: Sequence[Item], device: torch.device, seed: int) -> Standing:
    """Read one window with the answer and one without for each item."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    views: list[View] = []
    for item in items:
        right = [v for v in shown(item.example, chance) if v.start]
        wrong = [v for against in item.against[:1] for v in shown(against, chance)[:1]]
        views += right[:1] + wrong
    marks: list[tuple[bool, float]] = []
    scores: dict[bool, list[tuple[float, float]]] = {True: [], False: []}
    model.eval()
    for view, starts, ends, relevance in _read(model, views, device):
        best = best_span(starts, ends, view.window.offset, len(view.window.ids) - 1)
        scores[view.start > 0].append((relevance, best.score - best.null))
        if view.start:
            marks.append(_mark(best, view))
    model.train()
    above, below = (np.array(scores[answers]).reshape(-1, 2) for answers in (True, False))
    exact, overlap = np.array(marks, dtype=float).mean(axis=0).tolist() if marks else (None, None)
    return Standing(exact, overlap, *(auroc(above[:, i], below[:, i]) for i in (0, 1)))


def _mark(best: Best, view: View) -> tuple[bool, float]:
    shared = max(0, min(best.end, view.end) - max(best.start, view.start) + 1)
    lengths = best.end - best.start + view.end - view.start + 2
    return (best.start, best.end) == (view.start, view.end), 2 * shared / lengths


def auroc(above: np.ndarray, below: np.ndarray) -> float | None:
    """Return the share of pairs in which the first kind scores higher, ties half; None without both kinds."""
    if not len(above) or not len(below):
        return None
    lead = above[:, None] - below[None, :]
    return float(((lead > 0) + 0.5 * (lead == 0)).mean())


def _read(
    model: ReaderModel, views: Sequence[View], device: torch.device
) -> Iterator[tuple[View, np.ndarray, np.ndarray, float]]:
    ordered = sorted(views, key=lambda view: len(view.window.ids))
    for at in range(0, len(ordered), _AT_ONCE):
        some = ordered[at : at + _AT_ONCE]
        batch = collate([(0, view) for view in some]).to(device)
        with torch.inference_mode(), torch.autocast(device.type, dtype=torch.bfloat16):
            starts, ends, relevance = model(batch.ids, batch.allowed)
        yield from zip(some, starts.cpu().numpy(), ends.cpu().numpy(), relevance.tolist(), strict=True)
