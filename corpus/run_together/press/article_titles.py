"""Where the title of a run-together article ends and its body begins.

Every place in reach of an article's start is weighed by what stands on both sides of it: phrases that end and begin
there (`phrases`), words that open a news story, a company named again, brackets that are still open. The weights were
fitted by ``eval/fit_articles.py`` and are kept in ``corpus/data/articles.json``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from corpus.run_together.press.phrases import (
    Bools,
    Floats,
    Ints,
    Phrases,
    codes_of,
    grams_of,
    is_one_of,
    phrases_of,
    previous,
)

# Lengths that a title may have; of the 46 listed ones the shortest has 10 characters, the longest 57.
SHORTEST, LONGEST = 6, 64
LENGTHS = np.arange(SHORTEST, LONGEST + 1)

_DAY = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})[日号]"
# A body may begin with a name and then say the day: `某公司日前……`; the name has fewer characters than this.
_NAME_REACH = 14
# Words that begin a body, by how sure they are. Folded text, quotes and brackets of one form each.
_OPENINGS = {
    "data": r"发布(?:人|时间|日期|单位)：|(?:文章|稿件|信息|新闻|资料)?来源：|编者按|作者[：/]|撰文[：/]|文/|日期：",
    "report": r"【?本[报刊台网社](?:讯|记者)|[（【]?(?:记者|特派员)[^，。：]{2,14}(?:报道|报导|电)|"
    r"[（【]?(?:新华社|中新社|中央社|中通社)[^，。：]{2,16}电",
    "address": r"(?:尊敬|敬爱|亲爱)的|各位|女士们|先生们|同志们|同学们|"
    r"(?:[校市部院局司署处会]长|主席|主任|总裁|老师|同学)、各位",
    "date": r"(?:19|20)\d\d年(?=[，\d初底末上下以至前一二三四五六七八九十]|是|[春夏秋冬][天季日])|民国\d{2,3}年|"
    r"\d{1,2}月(?:\d|[初上中下底份])|(?<![\d月])\d{1,2}日(?![常游间志报夜出])|今年|去年|[昨今][日天晚晨早]|"
    rf"[昨今]（?{_DAY}|[本上]周|[本上]月|近日|日前|近期|最近|不久前|前不久|日昨|周[一二三四五六日]（",
    "setting": r"随着|伴随|近年来?|近几年|当前|目前|如今|长期以来|一直以来|多年来|为了?(?!何|什么|主|期)|"
    r"在(?!线|沪|京|台|港)|自(?!主|己|动|有)|从(?!业)|作为|面对|围绕|针对|根据|据|由于|由(?=[^，。]{4,24}主办)",
}
_COMPILED = {name: re.compile(pattern) for name, pattern in _OPENINGS.items()}
# Nothing begins with one of these, and nothing ends before one.
_NOT_FIRST = "，。！？；：、）】》”…—·%％!?;:,丨|"
# No title ends in one of these.
_NOT_LAST = "，；：、（【《“—·丨|;:,的和与及是了把被将在对为于至到从自由"
_OPEN, _CLOSE = "（【《“", "）】》”"
# The signs of several scripts and widths, each to one of the same length.
_ONE_FORM = str.maketrans("「」『』()[]〔〕｜∣|!?:,;／", "“”“”（）【】【】丨丨丨！？：，；/")
# Signs that are asked about one by one.
_SIGNS = {"quote": "“【《", "closed": "”》】）", "shout": "！？", "comma": "，；"}
# The log-odds of a title where none can be, and how many starts are weighed at once (some 1 MB of numbers each 100).
UNLIKELY, _AT_ONCE = -99.0, 1000

TITLE_NAMES = (
    *(
        "opens",
        "starts",
        "closes",
        "binds",
        *_OPENINGS,
        "quote",
        "closed",
        "shout",
        "echo2",
        "echo4",
        "named",
    ),
    *("short", "long", "commas", "clause", "first_comma", "first_opening", "behind_sign", "dash_ahead"),
    *("name_and_day", "said_before"),
)


def one_form(folded: str) -> str:
    """Return folded text with the quotes, brackets and bars of all scripts and widths in one form; keeps the length."""
    return folded.translate(_ONE_FORM)


@dataclass(frozen=True, slots=True)
class TitleText:
    """Folded text in one form, made ready: what is asked of its places, computed once; arrays of shape (len(text),).

    ``pairs`` and ``fours`` are the numbers of the two and four characters at a place, ``echo2`` and ``echo4`` where
    these stood last. ``signs`` and ``openings`` tell where signs and opening words are; ``commas``, ``sentences``
    count their marks up to a place and ``depth`` the brackets open before it. ``clause`` is how far it is to the next
    break, ``sentence`` to the next full stop, ``behind_sign`` how far back to a colon or a dash; ``dash_ahead``: one
    comes before the next break; ``day_ahead`` how far it is to a day that the same clause names, else 0.
    """

    text: str
    codes: Ints
    pairs: Ints
    fours: Ints
    phrases: Phrases
    openings: dict[str, Bools]
    signs: dict[str, Bools]
    possible: Bools
    depth: Ints
    commas: Ints
    sentences: Ints
    sentence: Ints
    clause: Ints
    behind_sign: Ints
    dash_ahead: Bools
    day_ahead: Ints
    echo2: Ints
    echo4: Ints


def _matches(text: str) -> Iterator[tuple[str, Bools]]:
    for name, pattern in _COMPILED.items():
        found = np.zeros(len(text), dtype=np.bool_)
        found[[m.start() for m in pattern.finditer(text)]] = True
        yield name, found


def distance_to(marks: Bools) -> Ints:
    """Return how far it is from each place to the next mark at or behind it, to the text's end where none follows."""
    places = np.append(np.flatnonzero(marks), len(marks))
    at = np.arange(len(marks))
    return np.asarray(places[np.searchsorted(places, at)] - at, dtype=np.int64)


def _possible(codes: Ints) -> Bools:
    """Tell where a title may end: not inside a number or a Latin word, nor beside signs that bind."""
    digit, latin = is_one_of(codes, "0123456789.%"), (codes < 128) & ~is_one_of(codes, "0123456789.%#$^&*")
    possible = ~is_one_of(codes, _NOT_FIRST)
    possible[1:] &= ~is_one_of(codes, _NOT_LAST)[:-1] & ~(digit[1:] & digit[:-1]) & ~(latin[1:] & latin[:-1])
    return possible


def _depth(codes: Ints) -> Ints:
    """Return how many brackets and quotes are open before each place; wrong ones shift all that follows alike."""
    steps = is_one_of(codes, _OPEN).astype(np.int64) - is_one_of(codes, _CLOSE).astype(np.int64)
    return np.asarray(np.cumsum(steps) - steps, dtype=np.int64)


def title_text(text: str) -> TitleText:
    """Prepare folded text in one form (`one_form`); takes as long as sorting its characters does."""
    codes = codes_of(text)
    grams = grams_of(codes)
    signs = {name: is_one_of(codes, marks) for name, marks in _SIGNS.items()}
    clause, full_stops = distance_to(is_one_of(codes, "，。！？；：")), is_one_of(codes, "。")
    openings = dict(_matches(text))
    day = distance_to(openings["date"])
    return TitleText(
        text=text,
        codes=codes,
        pairs=grams[1],
        fours=grams[3],
        phrases=phrases_of(codes, grams),
        openings=openings,
        signs=signs,
        possible=_possible(codes),
        depth=_depth(codes),
        commas=np.cumsum(signs["comma"]),
        sentences=np.cumsum(full_stops),
        sentence=distance_to(full_stops),
        clause=clause,
        behind_sign=distance_to(is_one_of(codes, "：—丨】")[::-1])[::-1],
        dash_ahead=distance_to(is_one_of(codes, "—丨")) < np.minimum(clause, LONGEST // 2),
        day_ahead=np.where(day < np.minimum(clause, _NAME_REACH), day, 0),
        echo2=previous(grams[1]),
        echo4=previous(grams[3]),
    )


def _can_be(ready: TitleText, first: Ints, ends: Ints) -> Bools:
    """Tell where a title may end that begins at ``first``: in the same sentence, in no bracket that it opens."""
    same = ready.sentences[ends - 1] == ready.sentences[first]
    return np.asarray(ready.possible[ends] & same & (ready.depth[ends] <= ready.depth[first]), dtype=np.bool_)


def title_rows(ready: TitleText, starts: Ints) -> tuple[Floats, Bools]:
    """Return the features of every length that a title at each start could have, and which lengths can be.

    Shapes (len(starts), len(LENGTHS), len(TITLE_NAMES)) and (len(starts), len(LENGTHS)).
    """
    size = len(ready.text)
    raw = starts[:, None] + LENGTHS[None, :]
    ends, first = np.minimum(raw, size - 1), np.minimum(starts, size - 1)[:, None]
    signs, last, after = ready.signs, ends - 1, np.minimum(ends + 1, size - 1)
    commas = ready.commas[last] - ready.commas[first] + signs["comma"][first]
    can_be = (raw < size) & _can_be(ready, first, ends)
    opening = {name: found[ends] for name, found in ready.openings.items()}
    news = (opening["data"] | opening["report"] | opening["address"] | opening["date"]) & can_be
    lengths = np.broadcast_to(LENGTHS, ends.shape)
    columns = [
        np.clip(ready.phrases.opens[ends], -3, 3),
        np.clip(ready.phrases.starts[ends], -3, 3),
        np.clip(ready.phrases.closes[ends], -3, 3),
        np.clip(ready.phrases.binds[ends], -4, 6),
        *opening.values(),
        signs["quote"][ends],
        signs["closed"][last],
        signs["shout"][last],
        ready.echo2[ends] >= first,
        (ready.echo4[ends] >= first) | (signs["quote"][ends] & (ready.echo4[after] >= first)),
        ready.echo2[ends] == first,
        np.maximum(0, 14 - lengths),
        np.maximum(0, lengths - 34) / 4.0,
        np.minimum(commas, 3),
        ready.clause[ends] < 4,
        (commas > 0) & (np.cumsum(commas > 0, axis=1) > 4),
        news & (np.cumsum(news, axis=1) == 1),
        np.maximum(0, 9 - np.minimum(ready.behind_sign[last], lengths - 1)) / 4.0,
        ready.dash_ahead[ends],
        (ready.echo2[ends] >= first) & (ready.day_ahead[ends] > 1),
        ready.echo2[np.maximum(ends - 2, first)] >= first,
    ]
    return np.stack([np.asarray(c, dtype=np.float64) for c in columns], axis=2), can_be


def best_titles(ready: TitleText, starts: Ints, weights: Floats, bias: float) -> tuple[Ints, Floats]:
    """Return for each start the likeliest length of a title and its log-odds; (0, UNLIKELY) where none can be."""
    found, odds = np.zeros(len(starts), dtype=np.int64), np.full(len(starts), UNLIKELY)
    for at in range(0, len(starts), _AT_ONCE):
        rows, can_be = title_rows(ready, starts[at : at + _AT_ONCE])
        values = np.where(can_be, rows @ weights + bias, UNLIKELY)
        best = values.argmax(axis=1)
        odds[at : at + _AT_ONCE] = np.logaddexp.reduce(values, axis=1)
        found[at : at + _AT_ONCE] = np.where(can_be.any(axis=1), LENGTHS[best], 0)
    return found, odds
