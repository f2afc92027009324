"""What speaks for a new article at a place of run-together text: how the last one ends, how the next one opens.

A row of numbers per place where a sentence or a closing note (`（文：…）`, `撰稿：…編輯：…`) ends. No feature knows a
name of the archive; those about words read tables of folded text in one form (`one_form`).
"""

from __future__ import annotations

import re

import numpy as np

from corpus.run_together.press.article_places import Places
from corpus.run_together.press.article_titles import LONGEST, TitleText, distance_to
from corpus.run_together.press.phrases import Bools, Floats, Ints, is_one_of

# How a last sentence looks ahead, what it promises, how a speech ends.
_AHEAD = (
    r"未来|将(?:继续|持续|以|进一步|不断|充分|把|坚|会)|下一步|接下来|展望|今后|将来|期待|相信|让我们|期望|期盼|盼望|"
    r"冀|有望|致力|会继续|愿与"
)
_PROMISE = (
    r"贡献|力量|篇章|新的?(?:局面|征程|台阶|高地|高度|水平)|更大|美好|辉煌|复兴|奋斗|行稳致远|强国|一流|坚实|保障|支撑|答卷|"
    r"走深走实|动力|共赢|里程碑|愿景|目标|挑战"
)
_THANKS = r"谢谢(?:大家|各位)|多谢|谢谢！|参加(?:会议|了会议|研讨)|出席(?:会议|仪式|活动)|列席"
_FAREWELLS = (_AHEAD, _PROMISE, _THANKS)
# How a sentence opens that goes on with what was said, and one that opens a section or an item.
_LINKING = re.compile(
    r"同时|此外|另外|因此|其|这|该|他|她|它|但|而|不仅|并|还|也|通过|据|目前|截至|截止|在此|为此|对此|例如|比如|以.{2,8}为例|"
    r"与此|值得|尤其|特别|总之|综上|结语|未来|下一步|一方面|另一方面|可以|只有|如今|当前|要|站在|立足|面向|回顾|展望|会议|会上|随后|随着|近年|由于|"
    r"所以|因为|虽然|尽管|如果|即使|无论|根据|按照|经过|最终|然而|不过|事实上|可见|“|我们|我|你|各位|大家|在.{1,16}(?:方面|上|中|下)|"
    r"\d+年|\d+月|今年|去年"
)
_ITEM = re.compile(
    r"[一二三四五六七八九十]{1,3}(?:、|是|要|，|来)|（[一二三四五六七八九十\d]{1,3}）|第[一二三四五六七八九十\d]{1,3}[章节部篇，、]|"
    r"\d{1,2}[、.．]|[①-⑳]|首先|其次|再次|再者|最后"
)
# `XX公司：…` names who the story is about; a verb of saying before the colon does not.
_NAMED = re.compile(r"[^，。！？：；“”（）、《》]{2,14}：(?!“)")
_SAYING = re.compile(
    r"(?:说|道|表示|指出|强调|认为|介绍|坦言|称|告诉|如下|包括|即|是|为|写|问|答|了解|例如|重点|工作|来|讲话|要求|提出|看到|中)：$"
)
_SERIES = re.compile(
    r"【[^】]{2,30}】|《[^》]{2,14}》(?:杂志|月刊|周刊|周报)?(?:刊发|发表|专访)|[^，。]{2,30}丨"
)
# A day near the start of a text says when the news was.
_DAY = re.compile(
    r"\d{1,2}月\d{1,2}[日号]|近日|日前|昨[日天（]|今[日天（]|不久前|前不久|本[报台][讯记]|记者|报道|报导|召开|举[办行]"
)
_LEDE = 130
# Words that come again within so many characters tie the text together across every place between; how strongly is
# compared with so many characters on either side.
_SCALES = {150: 600, 500: 1500, 1500: 2500}
_RARE = 0.5
# A word is new that was not seen within so many characters before and comes again within as many.
_NOVELTY = (900, 2500)
# Nearer than this it is the same phrase said twice.
_SAME_PHRASE = 20
NAMES = (
    *("credit", "bracket", "ahead", "promise", "thanks", "linking", "item", "headed", "lede", "title"),
    *("title_length", "clause", "ties150", "ties500", "ties1500", "new900", "new2500", "kept_words", "copy"),
)


def _ties(ready: TitleText, reach: int, around: int) -> Floats:
    """Return for each place how strongly words that recur within ``reach`` tie the two sides, against its surroundings.

    Two sightings of a pair of characters make a tie over all places between them; rare pairs weigh more.
    """
    size, last = len(ready.text), ready.echo2
    here = np.flatnonzero((last >= 0) & (np.arange(size) - last <= reach))
    weights = np.bincount(ready.pairs)[ready.pairs[here]] ** -_RARE
    change = np.bincount(last[here] + 1, weights, minlength=size + 2)
    change -= np.bincount(here + 1, weights, minlength=size + 2)
    level = np.cumsum(change)[:size]
    total = np.concatenate([[0.0], np.cumsum(level)])
    at = np.arange(size)
    low, high = np.maximum(at - around, 0), np.minimum(at + around, size)
    mean = (total[high] - total[low]) / np.maximum(high - low, 1)
    return np.asarray(np.log((level + 0.5) / (mean + 0.5)))


def _new_words(ready: TitleText, reach: int) -> Floats:
    """Return running sums over the places of the pairs of characters that are new there, and soon come again."""
    at = np.arange(len(ready.text))
    following = np.full(len(at), 2 * len(at) + reach, dtype=np.int64)
    again = ready.echo2 >= 0
    following[ready.echo2[again]] = at[again]
    soon = (following - at <= reach) & (following - at > _SAME_PHRASE)
    return _sums(soon & ~(again & (at - ready.echo2 <= reach)))


def _kept_words(ready: TitleText) -> Floats:
    """Return running sums over the places of the pairs of characters that were seen shortly before."""
    return _sums((ready.echo2 >= 0) & (np.arange(len(ready.text)) - ready.echo2 <= _NOVELTY[0]))


def _sums(found: Bools) -> Floats:
    """Return how many are found before each place, one place more than there are."""
    return np.concatenate([[0.0], np.cumsum(found, dtype=np.float64)])


def _found(pattern: re.Pattern[str], text: str) -> Floats:
    found = np.zeros(len(text), dtype=np.bool_)
    found[[m.start() for m in pattern.finditer(text)]] = True
    return _sums(found)


def is_farewell(words: str) -> bool:
    """Tell whether words, folded and in one form, look ahead, promise or thank, as an article's end does."""
    return any(re.search(pattern, words) for pattern in _FAREWELLS)


def _farewells(ready: TitleText, places: Places) -> list[Floats]:
    sums = [_found(re.compile(pattern), ready.text) for pattern in _FAREWELLS]
    start = np.maximum(places.before, places.at - 200)
    return [np.minimum(found[places.at] - found[start], 3) for found in sums]


def _is_named(text: str, at: int) -> bool:
    match = _NAMED.match(text, at)
    return match is not None and not _SAYING.search(match.group(0)) and not _ITEM.match(text, at)


def _has_dash(text: str, at: int, dash: int) -> bool:
    """Tell whether a title with a subtitle may begin here, ``dash`` being where the next dash is: `……——……`."""
    if not at + 3 < dash < at + LONGEST or not text.startswith("——", dash):
        return False
    head = text[at:dash]
    return "。" not in head and head.count("，") < 2


def _openings(ready: TitleText, places: Places) -> list[Floats]:
    text, starts = ready.text, places.at.tolist()
    days = _found(_DAY, text)
    ends = np.minimum(places.at + _LEDE, len(text))
    dashes = (places.at + distance_to(is_one_of(ready.codes, "—"))[places.at]).tolist()
    linking = [_LINKING.match(text, at) is not None for at in starts]
    headed = [
        0
        if links
        else _is_named(text, at) + (_SERIES.match(text, at) is not None) + _has_dash(text, at, dash)
        for at, links, dash in zip(starts, linking, dashes, strict=True)
    ]
    return [
        np.array(linking, dtype=np.float64),
        np.array([_ITEM.match(text, at) is not None for at in starts], dtype=np.float64),
        np.minimum(np.array(headed, dtype=np.float64), 2),
        np.minimum(days[ends] - days[places.at], 3),
    ]


def place_rows(ready: TitleText, places: Places, copied: Bools, lengths: Ints, odds: Floats) -> Floats:
    """Return the features of every place, shape (len(places.at), len(NAMES)).

    ``copied`` tells of each place whether a long copy begins or ends there; ``lengths`` and ``odds`` are what
    `best_titles` says of it.
    """
    at = places.at
    title_end = np.minimum(at + np.maximum(lengths, 12), len(ready.text) - 1)
    width = np.maximum(title_end - at, 1)
    words = [*(_new_words(ready, reach) for reach in _NOVELTY), _kept_words(ready)]
    columns = [
        places.credit,
        places.bracket,
        *_farewells(ready, places),
        *_openings(ready, places),
        np.clip(odds, -8, 4),
        lengths / 10.0,
        np.log1p(np.minimum(ready.clause[at], 80)),
        *(np.clip(_ties(ready, reach, around)[at], -3, 2) for reach, around in _SCALES.items()),
        *((found[title_end] - found[at]) / width for found in words),
        copied,
    ]
    return np.stack([np.asarray(c, dtype=np.float64) for c in columns], axis=1)
