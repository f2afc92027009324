"""Fit the confidence models of ``rag/confidence.py``: ``python -m eval.fit_confidence SET DIR [SET DIR …]``.

Every question is answered without a threshold; the models learn from the signals whether the answer was right (at
least half of the items for lists) and whether the documents answer at all. Questions about one document (those of a
family or conversation by their first) stay on one side of every fold, so the printed figures are of documents that the
fit did not see. Fitted twice, ``plain`` without the reader and ``read`` with it. Seeded; writes
``rag/data/confidence.json``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

import click
import numpy as np
import numpy.typing as npt

from corpus.errors import WenjuError
from eval.answers import outcomes_of
from eval.folds import document_of, sets_of
from eval.measures import right
from eval.questions import Asked
from eval.types import Conversation
from rag.confidence import Calibration, Signals
from rag.conversation import complete
from rag.extractive import ExtractiveComposer
from rag.ground import grounded
from rag.pipeline import read_turn
from rag.session import Session

Floats = npt.NDArray[np.float64]
SEED, FOLDS = 20261121, 5
# The share of answerable questions that may be refused, without the reader and with it; the threshold is the highest
# that keeps to it. Refused rightly on unseen documents: without 0.57 at 0.05, 0.61 at 0.065, 0.65 at 0.08; with it 0.52
# at 0.02, 0.59 at 0.03, 0.67 at 0.04, 0.70 at 0.05.
MOST_REFUSED = {"plain": 0.05, "read": 0.04}
_MODEL = Path(__file__).parents[1] / "rag" / "data" / "confidence.json"


@dataclass(frozen=True, slots=True)
class Sample:
    """One question: its signals, whether the answer was right, whether it has one, and its group for the folds."""

    signals: Signals
    right: bool
    answerable: bool
    group: str


def samples(session: Session, asked: Sequence[Asked]) -> list[Sample]:
    """Answer every question without a threshold and return what the model learns from.

    Comparisons are answered as other questions are: what their sides are worth is estimated side by side.
    """
    if not isinstance(session.composer, ExtractiveComposer):
        raise TypeError("the session answers with another composer: there is nothing to fit")
    composer, found = session.composer.with_changes(model=Calibration.untrained()), []
    for one in asked:
        turns = one.turns if isinstance(one, Conversation) else (one,)
        earlier: list[str] = []
        group = ""
        for case in turns:
            earlier.append(complete(case.question, earlier))
            _, reading = read_turn(case.question, earlier[-1], session.searcher.names)
            hits = session.engine.find(reading)
            if session.engine.reader is not None and not any(hit.read for hit in hits):
                continue
            draft = composer.compose(reading, hits)
            group = group or document_of(session, case, hits)
            if draft.signals is not None:
                answer = grounded(reading, hits, draft, threshold=0.0, composer=session.composer.name)
                outcome = outcomes_of([{"id": case.id, **answer.to_json()}])[case.id]
                is_right = (right(case, outcome) or 0.0) >= 0.5
                found.append(Sample(draft.signals, is_right, case.answerable, group))
    return found


def _arrays(rows: Sequence[Sample]) -> tuple[Floats, Floats, Floats]:
    signals = np.array([astuple(r.signals) for r in rows], dtype=np.float64)
    rights = np.array([r.right for r in rows], dtype=np.float64)
    return signals, rights, np.array([r.answerable for r in rows], dtype=np.float64)


def _unseen(rows: Sequence[Sample], signals: Floats, labels: Floats) -> Floats:
    """Return for each sample the probability from a model that did not see its group."""
    from sklearn.model_selection import GroupKFold, cross_val_predict

    groups = [r.group for r in rows]
    folds = GroupKFold(FOLDS, shuffle=True, random_state=SEED)
    found = cross_val_predict(_model(), signals, labels, groups=groups, cv=folds, method="predict_proba")
    return np.asarray(found[:, 1], dtype=np.float64)


def _model() -> Any:  # noqa: ANN401 - scikit-learn ships no types
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    return make_pipeline(StandardScaler(), LogisticRegression(C=0.2, random_state=SEED, max_iter=1000))


def threshold_of(probabilities: Floats, answerable: npt.NDArray[np.bool_], most: float) -> float:
    """Return the highest threshold that refuses no more than the share ``most`` of answerable questions."""
    ordered = np.sort(probabilities[answerable])
    return float(round(ordered[int(len(ordered) * most)], 3))


def calibration_error(probabilities: Floats, labels: Floats, *, bins: int = 10) -> float:
    """Return the expected calibration error (Naeini et al., 2015), 0 is perfect.

    The mean gap of confidence and share right over equal-width bins, weighted by how many answers fall into each.
    """
    places = np.minimum((probabilities * bins).astype(int), bins - 1)
    gaps = [
        (places == b).mean() * abs(probabilities[places == b].mean() - labels[places == b].mean())
        for b in range(bins)
        if (places == b).any()
    ]
    return float(sum(gaps))


def fit(rows: Sequence[Sample], most: float = MOST_REFUSED["plain"]) -> tuple[dict[str, object], str]:
    """Return the models as the file holds them, and a line with what they do on questions they did not see."""
    from sklearn.metrics import roc_auc_score

    signals, rights, answerable = _arrays(rows)
    right_unseen, answerable_unseen = _unseen(rows, signals, rights), _unseen(rows, signals, answerable)
    threshold = threshold_of(answerable_unseen, answerable > 0, most)
    refused, silent = answerable_unseen < threshold, answerable == 0
    told = (
        f"{len(rows)} questions, {int(silent.sum())} without an answer; unseen:"
        f" AUROC right {roc_auc_score(rights, right_unseen):.3f},"
        f" answerable {roc_auc_score(answerable, answerable_unseen):.3f},"
        f" calibration error of right {calibration_error(right_unseen, rights):.3f};"
        f" at {threshold}: refused rightly {refused[silent].mean():.3f}, wrongly {refused[~silent].mean():.3f}"
    )
    alone = {name: signals[:, Signals.names().index(name)] for name in ("led_most", "read_most")}
    if any(values.any() for values in alone.values()):
        each = (f"{name} {roc_auc_score(answerable, values):.3f}" for name, values in alone.items())
        told += f"; AUROC of answerable by one signal alone: {', '.join(each)}"
    scaler = _model().fit(signals, rights)[0]
    content: dict[str, object] = {
        "mean": [round(float(x), 5) for x in scaler.mean_],
        "scale": [round(float(x), 5) for x in scaler.scale_],
        "right": _head(signals, rights),
        "answerable": _head(signals, answerable),
        "threshold": threshold,
        "unseen": told,
    }
    return content, told


def _head(signals: Floats, labels: Floats) -> dict[str, object]:
    logistic = _model().fit(signals, labels)[1]
    weights = [round(float(x), 5) for x in logistic.coef_[0]]
    return {"weights": weights, "bias": round(float(logistic.intercept_[0]), 5)}


@click.command()
@click.argument("pairs", nargs=-1, required=True)
def main(pairs: tuple[str, ...]) -> None:
    """Fit on PAIRS of set and index: `sample DIR reports DIR`."""
    content: dict[str, object] = {"signals": list(Signals.names())}
    try:
        opened = list(sets_of(pairs))
        for name, reads in (("plain", False), ("read", True)):
            sessions = [(session if reads else session.with_reader(None), asked) for session, asked in opened]
            rows = [row for session, asked in sessions for row in samples(session, asked)]
            content[name], told = fit(rows, MOST_REFUSED[name])
            click.echo(f"{name}: {told}")
    except WenjuError as error:
        raise click.ClickException(str(error)) from error
    _MODEL.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
