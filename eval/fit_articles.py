"""Fit the models of ``corpus/run_together/press/articles.py``: ``python -m eval.fit_articles REPORT OUTLINE ARTICLES``.

REPORT is a run-together file, OUTLINE a table of ``offset``, ``title`` and, if it has one, ``kind`` of what begins
there. Characters up to ``--end`` are read as one archive; fitted is the part that the outline lists without gaps,
``--last`` the start of its last article. ARTICLES (``tests/cases/press_fitted.json``) are some of our own in both
scripts, which are glued into more archives. Printed are the figures of tenths of the listed part which the fit did not
see, of that part as fitted, and of a second outline (``--unseen``) of places that no fit sees. Writes
``corpus/data/articles.json``.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import click
import numpy as np

from corpus.run_together.press.article_features import NAMES
from corpus.run_together.press.article_model import Model, article_model
from corpus.run_together.press.article_titles import (
    LENGTHS,
    TITLE_NAMES,
    TitleText,
    one_form,
    title_rows,
    title_text,
)
from corpus.run_together.press.articles import Article, find_articles, starts_of, weigh
from corpus.run_together.press.phrases import Bools, Floats
from corpus.script import fold

FOLDS = 10
# Strength of the penalty, by the folds' figures: 0.02 to 1 differ by less than one article.
_C_TITLE, _C_START = 1.0, 0.3
# An article is found when one begins within so many characters of it; a title's end may be off by so many.
NEAR, TITLE_NEAR = 30, 2
# Closing notes and thanks end an article beyond doubt, but no article of the listed part has them: set by hand.
_BY_HAND = {"credit": 3.0, "bracket": 1.0, "thanks": 1.5}
_TITLE_BY_HAND = {"report": 2.0}
_TITLE_THRESHOLD, _THRESHOLD = -3.0, -1.0
# What they count for, against the listed archive: more makes the folds' figure worse (0.1: 0.944, 0.4: 0.879).
_OWN_TITLES, _OWN_STARTS = 1.0, 0.07
# Archives of our own: how many articles each has, in either script.
_SIZES, _SEED = (3, 5, 7, 9, 11), 20261121
_MODEL = Path(__file__).parents[1] / "corpus" / "data" / "articles.json"


@dataclass(frozen=True, slots=True)
class Listed:
    """An article of an outline: where it begins, and its title's length where the outline writes it in full."""

    start: int
    title: int | None


@dataclass(frozen=True, slots=True)
class Archive:
    """A text and the articles listed in it up to ``last``; what begins in ``hidden`` is not fitted."""

    text: str
    all_listed: tuple[Listed, ...]
    last: int
    hidden: tuple[int, int] = (0, 0)

    @property
    def ready(self) -> TitleText:
        """The text made ready, once for all archives of the same text."""
        return _ready(self.text)

    @property
    def listed(self) -> list[Listed]:
        """The listed articles that may be seen."""
        return [a for a in self.all_listed if self.knows(a.start)]

    def knows(self, place: int) -> bool:
        """Tell whether what begins at a place of the text is listed and may be seen."""
        return place <= self.last and not self.hidden[0] <= place < self.hidden[1]


@cache
def _ready(text: str) -> TitleText:
    return title_text(one_form(fold(text)))


def read_outline(path: Path, text: str) -> list[Listed]:
    """Return the articles that an outline lists in ``text``: of rows with a kind, no parts and no sections."""
    found = []
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            start, title = (
                int(row["offset"]),
                row["title"].rsplit("】", 1)[-1] if "副本" in row["title"] else row["title"],
            )
            if start >= len(text) or (row.get("kind") or "").startswith(("part", "section")):
                continue
            pairs = zip(title, text[start : start + len(title)], strict=False)
            shared = next((i for i, (a, b) in enumerate(pairs) if a != b), len(title))
            # A title that the outline shortens or annotates counts if most of it stands in the text.
            whole = shared >= 0.7 * len(title) and "…" not in title
            found.append(Listed(start, shared if whole else None))
    return found


def starts_f1(found: Sequence[int], listed: Sequence[int]) -> float:
    """Return the F1 of found starts against listed ones, each met once at most; 1.0 when both are empty."""
    left, met = sorted(listed), 0
    for start in sorted(found):
        near = next((i for i, at in enumerate(left) if abs(at - start) <= NEAR), None)
        if near is not None:
            left.pop(near)
            met += 1
    return 2 * met / (len(found) + len(listed)) if found or listed else 1.0


def titles_right(articles: Sequence[Article], listed: Sequence[Listed]) -> tuple[int, int]:
    """Return how many listed titles end within two characters of where their article's title ends, and how many do not.

    Of the articles that were found and whose title the outline gives in full.
    """
    ends = {a.start: a.start + a.title for a in listed if a.title}
    near = [
        abs(article.title.end - end)
        for article in articles
        for start, end in ends.items()
        if abs(article.span.start - start) <= NEAR
    ]
    return sum(n <= TITLE_NEAR for n in near), sum(n > TITLE_NEAR for n in near)


def own_archives(path: Path) -> list[Archive]:
    """Return archives glued from the articles of our own, by script, in orders drawn with a fixed seed."""
    table: dict[str, dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    random = np.random.default_rng(_SEED)
    archives = []
    for script in ("hans", "hant"):
        articles = [a for a in table.values() if a["script"] == script]
        for size in _SIZES:
            text, listed = "", []
            for number in random.permutation(len(articles))[:size]:
                article = articles[int(number)]
                listed.append(Listed(len(text), len(article["title"])))
                text += article["title"] + article["body"] + article["tail"]
            archives.append(Archive(text, tuple(listed), len(text)))
    return archives


def _fit(rows: Floats, labels: Bools, heavy: Floats, strength: float) -> tuple[Floats, float]:
    """Return the weights of the raw features, and the bias; ``heavy`` is how much each row counts."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    model = make_pipeline(StandardScaler(), LogisticRegression(C=strength, max_iter=3000))
    model.fit(rows, labels, logisticregression__sample_weight=heavy)
    scaler, logistic = model[0], model[1]
    weights = np.asarray(logistic.coef_[0] / scaler.scale_, dtype=np.float64)
    return weights, float(logistic.intercept_[0] - (weights * scaler.mean_).sum())


def _at_least(weights: Floats, names: Sequence[str], by_hand: dict[str, float]) -> Floats:
    """Return the weights with those of features that are hardly shown raised to what was set by hand."""
    return np.array([max(by_hand.get(name, -99.0), float(w)) for name, w in zip(names, weights, strict=True)])


def _title_rows(archive: Archive) -> tuple[Floats, Bools]:
    known = [a for a in archive.listed if a.title]
    rows, can_be = title_rows(archive.ready, np.array([a.start for a in known]))
    lengths = np.array([a.title for a in known])
    return rows[can_be], (LENGTHS[None, :] == lengths[:, None])[can_be]


def _start_rows(archive: Archive, model: Model) -> tuple[Floats, Bools]:
    weighed = weigh(archive.ready, model)
    at = weighed.places.at
    labels = np.zeros(len(at), dtype=np.bool_)
    for article in archive.listed:
        nearest = int(np.abs(at - article.start).argmin())
        labels[nearest] |= abs(int(at[nearest]) - article.start) <= NEAR
    used = np.array([archive.knows(place) for place in at.tolist()])
    return weighed.rows[used], labels[used]


def _together(parts: Sequence[tuple[Floats, Bools]], share: float) -> tuple[Floats, Bools, Floats]:
    """Join the rows of the listed archive, the first, with those of our own, which count for ``share`` of it."""
    heavy = [np.ones(len(labels)) for _, labels in parts]
    listed, own = parts[0][1].sum(), sum(labels.sum() for _, labels in parts[1:])
    heavy[1:] = [part * share * listed / max(own, 1) for part in heavy[1:]]
    return np.concatenate([r for r, _ in parts]), np.concatenate([y for _, y in parts]), np.concatenate(heavy)


def fit(archives: Sequence[Archive]) -> Model:
    """Fit both models on a listed archive and, as many more as there are, archives of our own."""
    weights, bias = _fit(*_together([_title_rows(a) for a in archives], _OWN_TITLES), _C_TITLE)
    titles = _at_least(weights, TITLE_NAMES, _TITLE_BY_HAND), bias
    blank = Model(*titles, _TITLE_THRESHOLD, np.zeros(len(NAMES)), 0.0, _THRESHOLD)
    weights, bias = _fit(*_together([_start_rows(a, blank) for a in archives], _OWN_STARTS), _C_START)
    return replace(blank, weights=_at_least(weights, NAMES, _BY_HAND), bias=bias)


def unseen_score(archive: Archive, own: Sequence[Archive]) -> float:
    """Return the F1 of starts in tenths of a listed archive, each found by a model that did not see it."""
    found: list[int] = []
    for number in range(FOLDS):
        low, high = archive.last * number // FOLDS, archive.last * (number + 1) // FOLDS
        model = fit([replace(archive, hidden=(low, high)), *own])
        found += [start for start in starts_of(archive.ready, model) if low <= start < high]
    return starts_f1(found, [a.start for a in archive.listed[1:-1]])


def report(text: str, listed: Sequence[Listed]) -> str:
    """Return a line with how well the model as it is kept finds the listed articles."""
    first, last = listed[0].start, listed[-1].start
    articles = [a for a in find_articles(text) if first - NEAR <= a.span.start <= last + NEAR]
    right, wrong = titles_right(articles, listed)
    score = starts_f1([a.span.start for a in articles], [a.start for a in listed])
    return f"{len(listed)} articles, {len(articles)} found, F1 {score:.3f}; title ends right {right} of {right + wrong}"


def content_of(model: Model, told: str) -> dict[str, object]:
    """Return what the model's file holds."""

    def named(names: Sequence[str], weights: Floats) -> dict[str, float]:
        return {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}

    return {
        "title": {
            "weights": named(TITLE_NAMES, model.title_weights),
            "bias": round(model.title_bias, 4),
            "threshold": model.title_threshold,
        },
        "start": {
            "weights": named(NAMES, model.weights),
            "bias": round(model.bias, 4),
            "threshold": model.threshold,
        },
        "fitted": told,
    }


@click.command()
@click.argument("report_file", type=click.Path(path_type=Path))
@click.argument("outline", type=click.Path(path_type=Path))
@click.argument("articles", type=click.Path(path_type=Path))
@click.option("--end", type=int, required=True, help="Where the archive ends in the report.")
@click.option("--last", type=int, required=True, help="The last offset that the outline lists without gaps.")
@click.option("--unseen", type=click.Path(path_type=Path), help="An outline that is only measured.")
def main(report_file: Path, outline: Path, articles: Path, end: int, last: int, unseen: Path | None) -> None:
    """Fit on what OUTLINE lists in REPORT_FILE up to --last and on our own ARTICLES, and write the weights."""
    text = report_file.read_text(encoding="utf-8")[:end]
    archive = Archive(text, tuple(a for a in read_outline(outline, text) if a.start <= last), last + NEAR)
    own = own_archives(articles)
    told = f"{len(archive.listed)} articles; starts in unseen tenths: F1 {unseen_score(archive, own):.3f}"
    _MODEL.write_text(json.dumps(content_of(fit([archive, *own]), told), indent=1) + "\n", encoding="utf-8")
    article_model.cache_clear()
    click.echo(told)
    click.echo(f"as fitted: {report(text, archive.listed)}")
    for scripts, part in (("simplified", own[: len(_SIZES)]), ("traditional", own[len(_SIZES) :])):
        click.echo(f"our own, {scripts}, as fitted: {report(part[-1].text, part[-1].listed)}")
    if unseen is not None:
        click.echo(f"not fitted: {report(text, read_outline(unseen, text))}")


if __name__ == "__main__":
    main()
