"""Fit the order of sentences (``rag/ranker.py``): ``python -m eval.fit_ranker SET DIR [SET DIR …]``.

Every question's first hits are taken apart into sentences; those that overlap its evidence are the right ones. The
weights maximise the share of exp(score) that the right ones get (a conditional logit, McFadden 1974), with a penalty on
large weights. Fitted twice, ``plain`` without the reader and ``read`` with it. Questions about one document stay on one
side of every fold, so the printed figures are of documents that the fit did not see. Seeded; writes
``rag/data/ranker.json``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

import click
import numpy as np
import numpy.typing as npt

from corpus.errors import WenjuError
from eval.folds import document_of, sets_of
from eval.measures import meets
from eval.questions import Asked
from eval.types import Case, Conversation, Place
from rag.conversation import complete
from rag.evidence import EVIDENCE_HITS, measured, weighting_of
from rag.extractive import ExtractiveComposer
from rag.features import Features
from rag.pipeline import read_turn
from rag.session import Session

Floats = npt.NDArray[np.float64]
SEED, FOLDS = 20261121, 5
# Penalty on the squared weights. Unseen, first sentence right on the reports: 3: 0.694, 10: 0.694, 30: 0.694,
# 100: 0.678 (eval/log.md).
PENALTY = 20.0
_WEIGHTS = Path(__file__).parents[1] / "rag" / "data" / "ranker.json"


@dataclass(frozen=True, slots=True)
class Question:
    """One question's sentences: measures (sentences, measures), which are right, their hits from 0, and its group."""

    measures: Floats
    right: npt.NDArray[np.bool_]
    hits: npt.NDArray[np.intp]
    group: str


@dataclass(frozen=True, slots=True)
class Fitted:
    """Standardisation and weights, each of shape (measures,)."""

    mean: Floats
    scale: Floats
    weights: Floats

    def scores(self, measures: Floats) -> Floats:
        """Return the score of each sentence, shape (sentences,)."""
        found: Floats = (measures - self.mean) / self.scale @ self.weights
        return found


def questions(session: Session, asked: Sequence[Asked]) -> Iterator[Question]:
    """Yield the answerable questions with the sentences of their first hits; those without any are left out."""
    for one in asked:
        turns = one.turns if isinstance(one, Conversation) else (one,)
        earlier: list[str] = []
        group = ""
        for case in turns:
            earlier.append(complete(case.question, earlier))
            if case.answerable and case.evidence:
                group = group or document_of(session, case, [])
                found = _question(session, case, earlier[-1], group)
                if found is not None and found.right.size:
                    yield found


def _question(session: Session, case: Case, full: str, group: str) -> Question | None:
    """Return a question with its sentences, None where there is a reader and nothing was read for it."""
    if not isinstance(session.composer, ExtractiveComposer):
        raise TypeError("the session answers with another composer: there is nothing to fit")
    _, reading = read_turn(case.question, full, session.searcher.names)
    hits = session.engine.search(reading)[:EVIDENCE_HITS]
    if session.engine.reader is not None and not any(hit.read for hit in hits):
        return None
    weighting, _ = weighting_of(reading, session.composer.finder.expander)
    measures, right, ranks = [], [], []
    for span, sentence, features in measured(reading, hits, weighting):
        place = sentence.hit.passage.source_span(span)
        cited = Place(sentence.hit.passage.file, place.start, place.end)
        measures.append(astuple(features))
        right.append(any(meets(cited, evidence) for evidence in case.evidence))
        ranks.append(sentence.hit.rank - 1)
    return Question(
        np.array(measures, dtype=np.float64),
        np.array(right, dtype=bool),
        np.array(ranks, dtype=np.intp),
        group,
    )


def fit(rows: Sequence[Question], penalty: float = PENALTY) -> Fitted:
    """Return the weights that give the right sentences of each question the largest share."""
    from scipy.optimize import minimize

    told = [row for row in rows if row.right.any()]
    everything = np.concatenate([row.measures for row in told])
    mean, spread = everything.mean(axis=0), everything.std(axis=0)
    # A measure that never changes (the reader's, where none reads) has no scale.
    scale = np.where(spread > 0, spread + 1e-6, 1.0)
    measures = (everything - mean) / scale
    right = np.concatenate([row.right for row in told])
    starts = np.cumsum([0, *(len(row.right) for row in told[:-1])])
    owner = np.repeat(np.arange(len(told)), [len(row.right) for row in told])

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = measures @ weights
        shifted = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        total = np.add.reduceat(shifted, starts)
        held = np.add.reduceat(shifted * right, starts)
        slope = measures.T @ (shifted / total[owner] - shifted * right / held[owner])
        return float(np.log(total / held).sum() + penalty / 2 * weights @ weights), slope + penalty * weights

    found = minimize(loss, np.zeros(measures.shape[1]), jac=True, method="L-BFGS-B")
    return Fitted(mean, scale, np.asarray(found.x, dtype=np.float64))


def first_right(rows: Sequence[Question], scores: Sequence[Floats]) -> tuple[float, float]:
    """Return the share of questions whose best sentence is right, and whose best passage holds a right one."""
    sentence = [bool(row.right[s.argmax()]) for row, s in zip(rows, scores, strict=True)]
    passage = [
        bool(row.right[row.hits == row.hits[s.argmax()]].any()) for row, s in zip(rows, scores, strict=True)
    ]
    return float(np.mean(sentence)), float(np.mean(passage))


def unseen(rows: Sequence[Question]) -> list[Floats]:
    """Return each question's scores from weights that did not see its group."""
    groups = sorted({row.group for row in rows})
    np.random.default_rng(SEED).shuffle(groups)
    fold = {group: i % FOLDS for i, group in enumerate(groups)}
    fits = [fit([row for row in rows if fold[row.group] != i]) for i in range(FOLDS)]
    return [fits[fold[row.group]].scores(row.measures) for row in rows]


def content(rows: Sequence[Question]) -> tuple[dict[str, object], str]:
    """Return the weights as the file holds them, and a line with what they do on questions they did not see."""
    sentence, passage = first_right(rows, unseen(rows))
    told = f"{len(rows)} questions; unseen: best sentence right {sentence:.3f}, in the best passage {passage:.3f}"
    fitted = fit(rows)
    data: dict[str, object] = {
        "mean": [round(float(x), 5) for x in fitted.mean],
        "scale": [round(float(x), 5) for x in fitted.scale],
        "weights": [round(float(x), 5) for x in fitted.weights],
        "unseen": told,
    }
    return data, told


@click.command()
@click.argument("pairs", nargs=-1, required=True)
def main(pairs: tuple[str, ...]) -> None:
    """Fit on PAIRS of set and index: `sample DIR reports DIR`."""
    data: dict[str, object] = {"measures": list(Features.names())}
    try:
        opened = list(sets_of(pairs))
        for name, reads in (("plain", False), ("read", True)):
            sessions = [(session if reads else session.with_reader(None), asked) for session, asked in opened]
            rows = [row for session, asked in sessions for row in questions(session, asked)]
            data[name], told = content(rows)
            click.echo(f"{name}: {told}")
    except WenjuError as error:
        raise click.ClickException(str(error)) from error
    _WEIGHTS.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
