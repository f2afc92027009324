"""Fit the runs of words that answer (``rag/short/spans.py``).

``python -m eval.fit_spans TRAIN.json [CHECK.json …] --source "TITLE by AUTHORS, ADDRESS, LICENCE"``

TRAIN is a reading-comprehension set in SQuAD layout. Of every question's paragraph the best sentences are taken, as an
answer would take them; the run of words that the set marks is the right one. The weights maximise its share of
exp(score) over runs (a conditional logit, McFadden 1974), first against chance, then against the runs that the first
weights prefer. Answers that repeat the question or run on are left out: a bare answer is wanted. Digits are one in
words, and a word must stand in many paragraphs, so that no weight remembers one of them. Seeded; writes
``rag/data/spans.json`` with where it comes from, and prints how often the right run comes first, given the paragraph.
"""

from __future__ import annotations

import json
import random
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
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
from rag.short.facts import run_features
from rag.short.spans import LONGEST, Weights, begins_with, ends_with, merged, ranked, runs
from rag.short.told import Told
from rag.short.types import anchors_of
from rag.types import JsonObject

Floats = npt.NDArray[np.float64]
SEED = 20261121
# Runs that stand against the right one, how many of them are the likeliest so far, and the penalty on squared weights.
AGAINST, HARD, PENALTY = 45, 30, 1.0
# A feature must be seen in so many paragraphs, and weigh so much, to be kept. With 20, 30 and 60 paragraphs short F1 on
# 390 questions of the three public sets is 0.409, 0.410 and 0.410: 7,522, 5,428 and 3,103 weights.
SEEN, LEAST = 60, 0.02
# The longest bare answer, and the most of it that the question may say: CMRC likes whole clauses. DRCD
# dev rose from 0.442 to 0.460 F1 when 20 characters became 12, together with another change: the two were not parted.
SHORT, WHAT, LONG, SAID = 12, 20, 40, 0.2
_CLAUSES = frozenset({"why", "how", "other"})
_SENTENCES, _READ = 3, 400
_WEIGHTS = Path(__file__).parents[1] / "rag" / "data" / "spans.json"
Run = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its sentences, its units, the right run (sentence, first word, last word), and its paragraph."""

    asked: Asked
    told: tuple[Told, ...]
    units: frozenset[str]
    right: Run
    answer: str
    paragraph: Span

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
            yield replace(found, paragraph=asked.spans[0])


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
    where = (chosen.index(holding), *right)
    return Question(asked, told, asked_units(fold(reading.text)), where, plain, passage.span)


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
        *begins_with(question.asked, told, first),
        *ends_with(question.asked, told, last),
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


@dataclass(frozen=True, slots=True)
class Rows:
    """The features of the runs of all questions, each question's right run first.

    ``names`` are the features, ``columns`` the numbers of those that hold, run after run, ``ends`` where each run ends,
    ``sizes`` the numbers of runs of the questions, ``seen`` in how many paragraphs each feature stands.
    """

    names: tuple[str, ...]
    columns: npt.NDArray[np.int32]
    ends: tuple[int, ...]
    sizes: tuple[int, ...]
    seen: tuple[int, ...]


def rows_of(asked: Sequence[Question], table: Weights | None) -> Rows:
    """Return the rows of the questions' runs; those against the right one are the likeliest by the weights so far."""
    chance = random.Random(SEED)  # noqa: S311 - a sample, no secret
    numbers: dict[str, int] = {}
    where: defaultdict[int, set[Span]] = defaultdict(set)
    columns = array("i")
    ends, sizes = [0], []
    for question in asked:
        group = [question.right, *against(question, table, chance)]
        for run in group:
            row = [numbers.setdefault(name, len(numbers)) for name in features(question, run)]
            for number in row:
                where[number].add(question.paragraph)
            columns.extend(row)
            ends.append(len(columns))
        sizes.append(len(group))
    seen = tuple(len(where[number]) for number in range(len(numbers)))
    return Rows(tuple(numbers), np.frombuffer(columns, dtype=np.int32), tuple(ends), tuple(sizes), seen)


def fit(rows: Rows, least: int = SEEN) -> Weights:
    """Return the weights that give the right run of each question the largest share.

    Features that stand in fewer than ``least`` paragraphs have none.
    """
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    kept = np.array(rows.seen) >= least
    shape = (len(rows.ends) - 1, len(rows.names))
    matrix = csr_matrix((np.ones(len(rows.columns)), rows.columns, rows.ends), shape=shape)[:, kept]
    starts = np.cumsum([0, *rows.sizes[:-1]])
    owner = np.repeat(np.arange(len(rows.sizes)), rows.sizes)

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
    return _table([name for name, keep in zip(rows.names, kept, strict=True) if keep], found.x)


def _table(names: Sequence[str], fitted: Floats) -> Weights:
    """Return the weights that count, by class of question."""
    data: dict[str, dict[str, float]] = {}
    for name, weight in zip(names, fitted, strict=True):
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


def about(given: SquadSet, source: str, asked: int, scores: JsonObject) -> JsonObject:
    """Return where the weights come from: the set, the settings, the day, and how often the right run came first."""
    return {
        "source": source,
        "file": given.name,
        "sha256": given.sha256,
        "questions": asked,
        "date": datetime.now(UTC).date().isoformat(),
        "settings": {
            "seed": SEED, "against": AGAINST, "hard": HARD, "penalty": PENALTY, "paragraphs": SEEN, "least": LEAST,
        },
        "right run first, given the paragraph": scores,
    }  # fmt: skip


@click.command()
@click.argument("train", type=click.Path(exists=True, path_type=Path))
@click.argument("checks", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--source", required=True, help="Title, authors, address and licence of TRAIN, to be kept.")
def main(train: Path, checks: tuple[Path, ...], source: str) -> None:
    """Fit on TRAIN, a set in SQuAD layout, and print the share right on TRAIN and on each of CHECKS."""
    given = read_squad(train)
    asked = [question for question in questions(given) if question.bare]
    first = merged(fit(rows_of(asked, None)))
    fitted = fit(rows_of(asked, first))
    sets = {given.name: asked, **{path.name: list(questions(read_squad(path))) for path in checks}}
    scores: JsonObject = {}
    for name, checked in sets.items():
        share = first_right(checked, merged(fitted))
        scores[name] = {"questions": len(checked), "share": round(share, 3)}
        click.echo(f"{name}: {len(checked)} questions, right run first {share:.3f}")
    data = {"about": about(given, source, len(asked), scores), "weights": fitted}
    told = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    _WEIGHTS.write_text(told + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
