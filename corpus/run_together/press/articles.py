"""News, speeches and profiles glued to one another: where each begins, its title and its kind.

An archive that lost its line breaks shows an article's start by how the one before ends (a note about the author, a
look ahead), by a title that runs into the body, and by words that were not used before. Each place where a sentence
ends is weighed by such features (`article_features`); the weights are those of ``corpus/data/articles.json``, fitted
by ``eval/fit_articles.py``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from corpus.run_together.press.article_features import is_farewell, place_rows
from corpus.run_together.press.article_kinds import is_press, kind_of
from corpus.run_together.press.article_model import Model, article_model
from corpus.run_together.press.article_places import Places, places_of
from corpus.run_together.press.article_titles import TitleText, best_titles, one_form, title_text
from corpus.run_together.press.copies import Copy, copies
from corpus.run_together.press.phrases import Bools, Floats, Ints
from corpus.script import fold
from corpus.subject import DocumentKind
from corpus.types import Span

# No article is shorter; the shortest of the 90 read by hand has 1,055 characters.
_SHORTEST = 250
# A copy of so many characters is of an article, not of a phrase.
_COPIED = 300
# Edges of copies are found to within so many characters.
_NEAR = 6
# A text of one article has a title only if that is as good as certain: an essay has none.
_LONE_TITLE = 2.0
_LONGEST_LONE = 20_000
# A title may begin with a short exclamation or question, right behind a full stop.
_SHOUT = re.compile(r"。[”）]*([^。！？]{1,12}[！？])$")
# In a text of a few pages articles are parted by credits for words (not for pictures), and by the names of series.
_SHORT_TEXT, _SHORTEST_CREDITED, _FEWEST_SIGNS = 2_000, 80, 2
_CREDIT = re.compile(
    r"(?<=[。！？”])（(?:文|图文|作者|来源|撰稿|记者|通讯员|供稿|转自|转载自|原载)[：:/、丨\u4e00-\u9fff][^（）。]{1,40}）(?![，。；：、！？])"
)
_SERIES = re.compile(r"(?<=[。！？”）])【(?=[^】]{2,30}】)")
# Of the articles of an archive at least so many bear a sign of press: 79 of 88 do, of what a glued report was wrongly
# parted into 3 of 11.
_SIGNED_SHARE = 0.5
# Fewer starts than one in so many characters are no archive, unless two of them are beyond doubt.
_SPARSE, _BEYOND_DOUBT = 8_000, 2.0


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its span in the text, its title's (at its start; empty when none was found), and its kind."""

    span: Span
    title: Span
    kind: DocumentKind | None = None


@dataclass(frozen=True, slots=True)
class Weighed:
    """The places of a text where an article may begin, their features, and the log-odds that one does."""

    places: Places
    rows: Floats
    odds: Floats


def copy_edges(size: int, found: list[Copy]) -> Bools:
    """Tell of each place of a text, its end included, whether a copy or what it repeats begins or ends there."""
    edges = np.zeros(size + 1, dtype=np.bool_)
    for copy in found:
        for at in (copy.span.start, copy.span.end, copy.earlier.start, copy.earlier.end):
            edges[max(0, at - _NEAR) : at + _NEAR + 1] = True
    return edges


def _shared(places: Places, odds: Floats, found: list[Copy]) -> Floats:
    """Let a place in a copy and the same place of the original have the higher of their two log-odds."""
    odds, numbers = odds.copy(), {int(at): i for i, at in enumerate(places.at)}
    for copy in found:
        first, last = np.searchsorted(places.at, [copy.span.start, copy.span.end])
        for i in range(int(first), int(last)):
            other = numbers.get(int(places.at[i]) - copy.span.start + copy.earlier.start)
            if other is not None:
                odds[i] = odds[other] = max(odds[i], odds[other])
    return odds


def _highest(places: Ints, odds: Floats, threshold: float) -> list[int]:
    """Return the numbers of the places above the threshold, in order; of near ones only the likeliest."""
    kept = np.zeros(len(places), dtype=np.bool_)
    # The text's own start is one.
    blocked = places < _SHORTEST
    for i in np.argsort(-odds, kind="stable").tolist():
        if odds[i] < threshold:
            break
        if blocked[i]:
            continue
        kept[i] = True
        first, last = np.searchsorted(places, [places[i] - _SHORTEST + 1, places[i] + _SHORTEST])
        blocked[first:last] = True
    return np.flatnonzero(kept).tolist()


def _with_shout(text: str, start: int) -> int:
    """Return where a title begins that ``start`` cuts behind its first, short exclamation: `領跑！某公司……`."""
    match = _SHOUT.search(text[max(0, start - 40) : start])
    return start - len(match.group(1)) if match and not is_farewell(match.group(1)) else start


def weigh(ready: TitleText, model: Model) -> Weighed:
    """Return every place where an article may begin, with its features and log-odds."""
    places = places_of(ready)
    found = copies(ready.fours, _COPIED)
    lengths, title_odds = best_titles(ready, places.at, model.title_weights, model.title_bias)
    copied = copy_edges(len(ready.text), found)[places.at]
    rows = place_rows(ready, places, copied, lengths, title_odds)
    return Weighed(places, rows, _shared(places, rows @ model.weights + model.bias, found))


def _is_dense(starts: int, size: int) -> bool:
    return starts * _SPARSE >= size


def _signed(ready: TitleText, model: Model, starts: list[int]) -> Bools:
    """Tell of each article that begins at ``starts``, in order, whether it bears a sign of press."""
    lengths, _ = best_titles(ready, np.array(starts, dtype=np.int64), model.title_weights, model.title_bias)
    ends = [*starts[1:], len(ready.text)]
    return np.array(
        [
            is_press(ready.text[start : start + int(n)], ready.text[start + int(n) : end])
            for start, end, n in zip(starts, ends, lengths, strict=True)
        ],
        dtype=np.bool_,
    )


def _certain(ready: TitleText, model: Model, weighed: Weighed, chosen: list[int]) -> list[int]:
    """Return the chosen places that are beyond doubt and begin press text; fewer than two are no archive."""
    sure = [i for i in chosen if weighed.odds[i] >= _BEYOND_DOUBT]
    signed = _signed(ready, model, [0, *weighed.places.at[sure].tolist()])[1:]
    kept = [i for i, sign in zip(sure, signed, strict=True) if sign]
    return kept if len(kept) > 1 else []


def _credited(ready: TitleText) -> list[int]:
    """Return where articles of a short text begin: behind the credits of the one before, and at a series' name.

    These are surer than the weights where articles are shorter than any that they were fitted to.
    """
    notes = [m.end() for m in _CREDIT.finditer(ready.text)]
    series = [m.end() - 1 for m in _SERIES.finditer(ready.text)]
    if len(notes) + len(series) < _FEWEST_SIGNS:
        return []
    starts: list[int] = []
    for at in sorted({*notes, *series}):
        if at - (starts[-1] if starts else 0) >= _SHORTEST_CREDITED <= len(ready.text) - at:
            starts.append(at)
    return starts


def starts_of(ready: TitleText, model: Model) -> list[int]:
    """Return where articles begin, in order; the text's first character is always left out."""
    weighed = weigh(ready, model)
    chosen = _highest(weighed.places.at, weighed.odds, model.threshold)
    dense = _is_dense(len(chosen), len(ready.text))
    if not dense or _signed(ready, model, [0, *weighed.places.at[chosen].tolist()]).mean() < _SIGNED_SHARE:
        chosen = _certain(ready, model, weighed, chosen)
    starts = [_with_shout(ready.text, int(weighed.places.at[i])) for i in chosen]
    credited = _credited(ready) if len(ready.text) < _SHORT_TEXT else []
    return credited if len(credited) > len(starts) else starts


def first_story(text: str) -> int | None:
    """Return where the first press article begins in a text that opens with something else, None if none is certain."""
    ready, model = title_text(one_form(fold(text))), article_model()
    if not text:
        return None
    weighed = weigh(ready, model)
    chosen = _highest(weighed.places.at, weighed.odds, _BEYOND_DOUBT)
    starts = weighed.places.at[chosen].tolist()
    signed = _signed(ready, model, [0, *starts])[1:]
    return next((int(at) for at, sign in zip(starts, signed, strict=True) if sign), None)


def find_articles(text: str) -> list[Article]:
    """Return the articles of a run-together press archive, in order; together they cover the whole text.

    A text that shows no sign of being an archive is one article. Empty text has none.
    """
    if not text:
        return []
    model = article_model()
    ready = title_text(one_form(fold(text)))
    starts = [0, *starts_of(ready, model)]
    dense = _is_dense(len(starts) - 1, len(text))
    at = np.array(starts, dtype=np.int64)
    lengths, odds = best_titles(ready, at, model.title_weights, model.title_bias)
    articles = []
    for start, end, length, sure in zip(starts, [*starts[1:], len(text)], lengths, odds, strict=True):
        threshold = model.title_threshold if len(starts) > 1 else _LONE_TITLE
        known = sure >= threshold and start + length < end
        known = known and (len(starts) > 1 or len(text) <= _LONGEST_LONE)
        title = Span(start, start + int(length) if known else start)
        name, body = title.of(ready.text), ready.text[title.end : end]
        # Of few articles in a long text only those that bear a sign of press are certain to be news.
        kind = kind_of(name, body, archive=len(starts) > 1 and (dense or is_press(name, body)))
        articles.append(Article(Span(start, end), title, kind))
    return articles
