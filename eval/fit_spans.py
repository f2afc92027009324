"""Fit the runs of words that answer (``rag/short/spans.py``): ``python -m eval.fit_spans TRAIN.json [CHECK.json …]``.

TRAIN is a reading-comprehension set in SQuAD layout. Of every question's paragraph the best sentences are taken, as an
answer would take them; the run of words that the set marks is the right one. The weights maximise its share of
exp(score) over runs (a conditional logit, McFadden 1974), first against chance, then against the runs that the first
weights prefer. Answers that repeat the question or run on are left out: a bare answer is wanted. Seeded; writes
``rag/data/spans.json`` and prints how often the right run comes first on the CHECK sets, given the paragraph.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np
import numpy.typing as npt

from corpus.script import fold
from corpus.subject import Subject
from corpus.types import Passage, Span
from eval.bench.squad import SquadSet, read_squad
from index.bm25 import LexicalIndex
from index.expand import Expander
from index.segment import Segmenter
from index.types import Hit
from rag.errors import AskError
from rag.evidence import candidates, weighting_of
from rag.figures import asked_units
from rag.question import read_question
from rag.short.asked import Asked
from rag.short.facts import begin_features, end_features, run_features
from rag.short.spans import LONGEST, Weights, merged, ranked, runs
from rag.short.told import Told
from rag.short.types import anchors_of

Floats = npt.NDArray[np.float64]
SEED = 20261121
# Runs that stand against the right one, how many of them are the likeliest so far, and the penalty on squared weights.
AGAINST, HARD, PENALTY = 45, 30, 1.0
# A feature must be seen so often, and weigh so much, to be kept.
SEEN, LEAST = 8, 0.02
# The longest bare answer, and the most of it that the question may say. With 20 characters instead of 12 the rules
# bring 0.442 F1 on DRCD dev instead of 0.460: CMRC likes whole clauses.
SHORT, WHAT, LONG, SAID = 12, 20, 40, 0.2
_CLAUSES = frozenset({"why", "how", "other"})
_SENTENCES, _READ = 3, 400
_WEIGHTS = Path(__file__).parents[1] / "rag" / "data" / "spans.json"
Run = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Question:
    """One question: what it asks, its sentences, its units, and the right run (sentence, first word, last word)."""

    asked: Asked
    told: tuple[Told, ...]
    units: frozenset[str]
    right: Run
    answer: str

    @property
    def bare(self) -> bool:
        """Whether the marked answer is a bare one, short and not the question's words again."""
        if self.asked.kind in _CLAUSES:
            return len(self.answer) <= LONG
        held = [w for w in self.asked.content if len(w) > 1 and w != self.asked.head and w in self.answer]
        longest = WHAT if self.asked.kind == "what" else SHORT
        return sum(map(len, held)) <= SAID * len(self.answer) and len(self.answer) <= longest


def questions(given: SquadSet) -> Iterator[Question]:
    """Yield the questions of a set whose answer is a run of words in one sentence of its paragraph."""
    segmenter = Segmenter()
    texts = [span.of(given.text) for span in given.spans]
    expander = Expander(segmenter, LexicalIndex.build([segmenter.terms(fold(text)) for text in texts]))
    for asked in given.questions:
        passage = _passage(asked.spans[0].of(given.text))
        try:
            found = _question(asked.question, asked.answers[0], passage, expander)
        except AskError:
            continue
        if found:
            yield found


def _passage(text: str) -> Passage:
    return Passage(
        file="set", span=Span(0, len(text)), source=Span(0, len(text)), text=text, subject=Subject("set"), headings=(),
        paragraph=1, runs=((0, 0),),
    )  # fmt: skip


def _question(question: str, answer: str, passage: Passage, expander: Expander) -> Question | None:
    reading = read_question(question)
    weighting, _ = weighting_of(reading, expander)
    found = candidates(reading, [Hit(passage, 0, 1, 0.5, 1.0, 0.5)], weighting=weighting)
    plain = fold(answer).strip("，。、；： ").lower()
    holding = next((c for c in found if plain in c.folded.lower()), None)
    if holding is None or not plain:
        return None
    chosen = found[:_SENTENCES] if holding in found[:_SENTENCES] else [*found[: _SENTENCES - 1], holding]
    asked = Asked.of(reading)
    told = tuple(
        Told.of(c.folded[:_READ], asked, anchors_of(c.folded[:_READ], weighting.worth), chosen[0].score - c.score, n)
        for n, c in enumerate(chosen)
    )  # fmt: skip
    right = _run(told[chosen.index(holding)], plain)
    if right is None:
        return None
    return Question(asked, told, asked_units(fold(reading.text)), (chosen.index(holding), *right), plain)


def _run(told: Told, plain: str) -> tuple[int, int] | None:
    """Return the first and last word of an answer in a sentence; None when it is no run that may answer."""
    start = told.low.find(plain)
    if start < 0 or len(plain) > LONGEST:
        return None
    end = start + len(plain)
    first = next((i for i, word in enumerate(told.words) if word.end > start), None)
    last = next((i for i, word in enumerate(told.words) if word.end >= end), None)
    if first is None or last is None or (first, last) not in set(runs(told, [first], [last])):
        return None
    return first, last


def features(question: Question, run: Run) -> Iterator[str]:
    """Yield the features of a run, each for its class of question and for all."""
    number, first, last = run
    told = question.told[number]
    for name in (
        *begin_features(question.asked, told, first),
        *end_features(question.asked, told, last),
        *run_features(question.asked, told, first, last, question.units),
    ):
        yield f"any|{name}"
        yield f"{question.asked.kind}|{name}"


def against(question: Question, table: Weights | None, chance: random.Random) -> list[Run]:
    """Return runs that are not the right one: the likeliest by the weights so far, and others by chance."""
    every = [(n, i, j) for n, told in enumerate(question.told) for i, j in runs(told)]
    others = [run for run in every if run != question.right]
    likely: list[Run] = []
    if table is not None:
        best = ranked(question.asked, question.told, question.units, table=table)[:HARD]
        spans = {(r.sentence, r.span) for r in best}
        words = [told.words for told in question.told]
        likely = [(n, i, j) for n, i, j in others if (n, Span(words[n][i].start, words[n][j].end)) in spans]
    return likely + chance.sample(others, min(AGAINST - len(likely), len(others)))


def fit(asked: Sequence[Question], table: Weights | None) -> Weights:
    """Return the weights that give the right run of each question the largest share."""
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    chance = random.Random(SEED)  # noqa: S311 - a sample, no secret
    numbers: dict[str, int] = {}
    seen: Counter[int] = Counter()
    columns: list[int] = []
    ends, sizes = [0], []
    for question in asked:
        group = [question.right, *against(question, table, chance)]
        for place, run in enumerate(group):
            row = [numbers.setdefault(name, len(numbers)) for name in features(question, run)]
            if place < 6:
                seen.update(row)
            columns += row
            ends.append(len(columns))
        sizes.append(len(group))
    kept = np.array([seen[i] >= SEEN for i in range(len(numbers))])
    matrix = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(ends) - 1, len(numbers)))[:, kept]
    starts = np.cumsum([0, *sizes[:-1]])
    owner = np.repeat(np.arange(len(sizes)), sizes)

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = matrix @ weights
        most = np.maximum.reduceat(scores, starts)
        shifted = np.exp(scores - most[owner])
        total = np.add.reduceat(shifted, starts)
        share = shifted / total[owner]
        share[starts] -= 1
        told = float((np.log(total) + most - scores[starts]).sum() + PENALTY / 2 * weights @ weights)
        return told, matrix.T @ share + PENALTY * weights

    found = minimize(loss, np.zeros(matrix.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    names = [name for name, keep in zip(numbers, kept, strict=True) if keep]
    data: dict[str, dict[str, float]] = {}
    for name, weight in zip(names, found.x, strict=True):
        kind, _, feature = name.partition("|")
        if abs(weight) >= LEAST:
            data.setdefault(kind, {})[feature] = round(float(weight), 2)
    return data


def first_right(asked: Sequence[Question], table: Weights) -> float:
    """Return the share of questions whose likeliest run is the right one."""
    told = 0
    for question in asked:
        best = ranked(question.asked, question.told, question.units, table=table)[:1]
        number, first, last = question.right
        words = question.told[number].words
        told += bool(best) and (best[0].sentence, best[0].span) == (
            number, Span(words[first].start, words[last].end),
        )  # fmt: skip
    return told / max(1, len(asked))


@click.command()
@click.argument("train", type=click.Path(exists=True, path_type=Path))
@click.argument("checks", nargs=-1, type=click.Path(exists=True, path_type=Path))
def main(train: Path, checks: tuple[Path, ...]) -> None:
    """Fit on TRAIN, a set in SQuAD layout, and print the share right on TRAIN and on each of CHECKS."""
    asked = [question for question in questions(read_squad(train)) if question.bare]
    data = fit(asked, None)
    data = fit(asked, merged(data))
    told = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    _WEIGHTS.write_text(told + "\n", encoding="utf-8")
    click.echo(
        f"{train.name}: {len(asked)} questions, right run first {first_right(asked, merged(data)):.3f}"
    )
    for path in checks:
        checked = list(questions(read_squad(path)))
        click.echo(
            f"{path.name}: {len(checked)} questions, right run first {first_right(checked, merged(data)):.3f}"
        )


if __name__ == "__main__":
    main()
