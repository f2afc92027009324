"""A question to the sides it compares, each with the question that asks for it alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.dates.periods import narrow
from corpus.script import fold, to_script
from corpus.types import Script, Span
from rag.comparison.asked import CHANGE, HIGH, LOW, MUCH, WHICH, asked_of, asks_fewer, places_of, word_at
from rag.comparison.items import items_in
from rag.comparison.mentions import MOST_SIDES, Mention, companies_in, keys, quarters_in, years_in
from rag.comparison.types import CHOICES, DATES, VERDICTS, Asked, Comparison, Side
from rag.comparison.verdict import BASE_BEFORE, BASE_BEHIND, said_by, verdict_of, without_verdict
from rag.question import Reading, lowered

_GLUE_LEFT = re.compile(
    r"(?:[，,、（(]| |截至|和|跟|同|与|及|以及|还是|抑或|或者?|比起?|相比|对比|较|到|至|是|系|定|—|-|~|～|"
    r"\b(?:vs\.?|and|or|than|to|from|between|compared (?:with|to)|in|at the end of|the end of)\b)+$"
)
_GLUE_RIGHT = re.compile(
    r"^(?:[）)]|(?:的)?(?:相比|比起来|比较起来|相较|两者|之间|之中|当中|"
    r"这?两家|这?两年|三者|相加)|年底|年末|里(?=，)|[两二三四][层者类种](?:看|里|中)?| (?:respectively|combined))+"
)
_FROM = re.compile(
    r"(?:从|由|自|对比|比较|介乎|比起?|相比于?|相较于?|\b(?:from|between|comparing|compare)) ?$"
)
_MEASURE = rf"(?={MUCH})"
# What only compares: cut from the question of a side.
_COMPARING = re.compile(
    r"(?:这|那)?(?:两家|两者|二者|两个|两边|双方|两年)(?:之间)?(?=相差|差|合计|加起来|谁|哪|边)|"
    rf"(?:{HIGH}|{LOW}|{CHANGE})(?:了|出|咗|过)?(?:大约|约)?(?:"
    rf"百分之(?:几|多少)|{MUCH} ?个?百分点|(?:多少|几) ?%|几成|几趴)|"
    rf"{CHANGE}了?(?:大约|约)?{MUCH}(?=[？?。，, ]|$)|"
    rf"(?:变化|变动|改变|变|增减)(?:了|咗|是|有|为)?(?:大约|大概|约)?{_MEASURE}|"
    r"(?:有|发生)?(?:了|咗)?(?:怎么|怎样|如何|点样|何|什么|甚么|咩|乜嘢?|啥|哪些)(?:的)?(?:变[化动]?|转变)|变动(?:情况|如何|怎样)|"
    r"(?:变化)?(?:趋势|走势|情况)(?:如何|怎样|是什么)?|"
    rf"(?:[，,、]? ?(?:{WHICH})[^\x00，。？?]{{0,3}}?(?=[^\x00]{{0,14}}(?:更|最|比较|较)?(?:{HIGH}|{LOW}|早|晚|先)))|"
    rf"(?:多|少)(?=(?![了出咗过些多少])[\u4e00-\u9fff]{{1,2}}[了咗]?{MUCH})(?!{MUCH})|"
    rf"(?:更加?|最|比较|较|来得)(?:{HIGH}|{LOW}|早|晚)(?!少|种)(?:的(?:是|系)?)?|"
    rf"(?:{HIGH}|{LOW}|早|晚|先)+(?:的(?:是|系)?)?(?=[，,、？?。 \x00]|$)|"
    rf"(?:大约|大概|[一两二三四五\d]年(?:之)?间|究竟|到底)|(?:相差|差距|差额|差别|差)了?(?:是|有)?{_MEASURE}|"
    rf"(?:{HIGH}|{LOW}|{CHANGE})(?:了|出|咗|过)?(?:大约|大概|约|近)?{_MEASURE}|"
    r"(?:是|系)?(?:的)?(?:几|多少|几多) ?倍|保留[一二两三四\d]位小数|取[一二两三]位小数|"
    r"(?:合计|总计|加起来|加总|相加|分别|各自?)|还是(?=[\x00？?]|$)|"
    r"\b(?:which (?:year|company|one|of them|carrier|operator)(?: had| has| is| was)?|more|fewer|less|higher|lower|"
    r"larger|greater|smaller|"
    r"in total|combined|altogether|respectively|by how (?:much|many)|by what percent(?:age)?|approximately|about)\b"
)
_DIFFERING = re.compile(
    r"(?:之间)?(?:的)?(?:主要)?(?:有(?:什么|何|哪些|咩))?"
    r"(?:区别|差别|差异|分别|唔同|不(?:同|一样)(?:之处|点|的地方)?|异同|相同(?:点|之处)|共同点)"
    r"(?:是什么|在哪里?|有哪些|何在)?|对比一?下|比较一?下|what (?:is|are) the (?:main )?differences?(?: between)?|"
    r"how do(?:es)?|\bdiffer\b|\bcompare\b"
)
# 哪年涨得最快 asks for the rate of growth.
_GROWS = re.compile(r"(?:增长|成长|涨|长|升|增)得")
_LOOSE = re.compile(r"[（(](?=[^）)]*$)|得(?=\x00)")
_ENDING = re.compile(r"(?:[，,、？?。！!；; ]|是|有|为|的|了|得|系|嘅|呢|，)+$")
_INNER = re.compile(r"([，,、]) ?(?=[，,、？?。]|$)")
_ASKS = re.compile(rf"{MUCH}|百分之|多大|多高|how (?:much|many)|what (?:is|was|were|percent)", re.IGNORECASE)
_QUARTER_NAMES = ("第一季度", "第二季度", "第三季度", "第四季度")
_ASKS_YEAR = re.compile(
    r"哪(?:一)?(?:个)?(?:年|年度|年份)|边(?:一)?年|谁|还是|更.的(?:是|系)|which year|"
    r"\bor\b|边个|哪(?:一)?个(?![\u4e00-\u9fff]{2,}最)"
)
_ASKS_WHO = re.compile(
    r"谁|哪(?:一)?家|边间|哪(?:一)?个?(?:公司|企业)|\bwho\b|which (?:company|carrier|operator)"
)
# 两家一共建了多少 may ask for one figure of both; only these ask to add.
_ADDED = re.compile(r"合计|加起来|加总|相加|合共|加埋|\b(?:combined|together|altogether|sum)\b")
_BASE = re.compile(r"(?:比起?|相比于?|相较于?|较|than|than in|than at the end of|compared (?:with|to)) ?$")
_START = re.compile(r"(?:从|由|自|from) ?$")
_PURE = re.compile(r"[的在底末年度公司集团全\s]|20\d\d")


def sides_of(reading: Reading) -> Comparison | None:
    """Return the comparison that a question asks for, None when it asks for none or its sides are not sure.

    >>> from rag.question import read_question
    >>> [s.question for s in sides_of(read_question("2023年和2024年，哪年新建的基站更多？")).sides]
    ['2023年新建的基站是多少？', '2024年新建的基站是多少？']
    """
    folded = lowered(narrow(fold(reading.text)))
    if len(folded) != len(reading.text):
        return None
    verdict = verdict_of(folded)
    asked = verdict.asked if verdict else asked_of(folded)
    if asked is None:
        return None
    for named in (_quarters, _years, _things):
        if sides := named(reading, folded, asked):
            found = _ordered(reading, folded, asked, *sides)
            if verdict is None:
                return found
            is_pair = len(found.sides) == 2 and not (found.years and len(reading.companies) > 1)
            return replace(found, verdict=said_by(verdict, folded, reading.script)) if is_pair else None
    return None


_Named = tuple[list[Mention], list[Side]] | None


def _quarters(reading: Reading, folded: str, asked: Asked) -> _Named:
    place = quarters_in(folded)
    if place is None or asked not in CHOICES or len(set(reading.years)) != 1:
        return None
    mentions = [Mention(place, name) for name in _QUARTER_NAMES]
    return mentions, [_side(reading, folded, asked, mentions, name, item=name) for name in _QUARTER_NAMES]


def _years(reading: Reading, folded: str, asked: Asked) -> _Named:
    mentions = years_in(folded, every=asked in {Asked.TREND, *CHOICES})
    named = keys(mentions)
    if not 2 <= len(named) <= MOST_SIDES or (asked is Asked.TREND and len(named) < 3):
        return None
    if asked in CHOICES and not _ASKS_YEAR.search(folded) and _pure_items(folded) is False:
        return None
    if asked is not Asked.DIFFERENCE:
        named = sorted(named)
    return mentions, [_side(reading, folded, asked, mentions, y, year=int(y)) for y in named]


def _things(reading: Reading, folded: str, asked: Asked) -> _Named:
    """Return the companies or other things that a question compares."""
    if asked is Asked.SUM and not _ADDED.search(folded):
        return None
    companies = companies_in(folded, reading.names)
    items = items_in(folded)
    if items and not _are_companies(items.spans, companies, folded) and _told(asked, items.fit):
        mentions = [Mention(s, s.of(folded)) for s in items.spans]
        owners = _owners(items.spans, companies)
        return mentions, [
            _side(reading, folded, asked, mentions, m.key, item=str(m.key), company=owner)
            for m, owner in zip(mentions, owners, strict=True)
        ]
    named = keys(companies)
    if not 2 <= len(named) <= MOST_SIDES or asked is Asked.TREND:
        return None
    return companies, [_side(reading, folded, asked, companies, c, company=str(c)) for c in named]


def _owners(spans: Sequence[Span], companies: Sequence[Mention]) -> list[str | None]:
    """Return the company that each thing is of where every one names another, else none for any."""
    named = [
        {str(m.key) for m in companies if span.start <= m.span.start and m.span.end <= span.end}
        for span in spans
    ]
    single = [next(iter(n)) if len(n) == 1 else None for n in named]
    return single if None not in single and len(set(single)) == len(single) else [None] * len(spans)


def _told(asked: Asked, fit: float) -> bool:
    """Tell whether two things are surely what is compared: what is asked of quotations needs names that are alike."""
    return fit >= 1 if asked in {Asked.EACH, Asked.SUM, *VERDICTS} else fit > -8


def _are_companies(spans: Sequence[Span], companies: Sequence[Mention], folded: str) -> bool:
    """Tell whether what is joined are companies or years: the last one alone, or all but what is asked of both.

    聯通和中國移動5G用戶 compares the companies, whose users are asked.
    """
    inside = {i for m in companies for i in range(m.span.start, m.span.end)}
    bare = ["".join(folded[i] for i in range(s.start, s.end) if i not in inside) for s in spans]
    pure = [not _PURE.sub("", rest) for rest in bare]
    return pure[-1] or (all(pure[:-1]) and any(m.span.start == spans[-1].start for m in companies))


def _pure_items(folded: str) -> bool | None:
    """Tell whether a question joins two years; None when it joins nothing."""
    items = items_in(folded)
    return None if items is None else _are_companies(items.spans, (), folded)


def _ordered(
    reading: Reading, folded: str, asked: Asked, mentions: list[Mention], sides: list[Side]
) -> Comparison:
    """Return the sides in the order of the computation, with what else the question says of it."""
    signed = False
    if asked in {Asked.DIFFERENCE, Asked.POINTS, Asked.GROWTH, Asked.RATIO, *VERDICTS} and len(sides) == 2:
        by_key = dict(zip(_keys_of(sides), sides, strict=True))
        order = list(by_key)
        base = _base(folded, mentions, order)
        if base is None and asked in VERDICTS:
            base = _base_of_verdict(folded, mentions, order)
        if (
            base is None
            and all(s.year for s in sides)
            and (asked is Asked.GROWTH or _begins(folded, mentions))
        ):
            base = min(order, key=int)
        if base is not None:
            signed = True
            sides = [by_key[k] for k in order if k != base] + [by_key[base]]
        elif asked is Asked.RATIO:
            signed, sides = True, [by_key[k] for k in _said_order(reading, mentions, order)]
    at = word_at(folded)
    word = reading.text[at[0] : at[1]] if at else ""
    fewer = asks_fewer(folded)
    return Comparison(asked, tuple(sides), signed, fewer, word, places_of(folded))


def _said_order(
    reading: Reading, mentions: Sequence[Mention], order: Sequence[int | str]
) -> Sequence[int | str]:
    """Return two sides with what is divided by last: said last in Chinese (A是B的几倍), first in English.

    The sides of years come in the order of time, whichever is said first.
    """
    said = [mention.key for mention in mentions if mention.key in order]
    if reading.foreign or not said:
        return order[::-1] if reading.foreign else order
    return [*(key for key in order if key != said[-1]), said[-1]]


def _keys_of(sides: Sequence[Side]) -> list[int | str]:
    return [s.year or s.item or s.company or "" for s in sides]


def _begins(folded: str, mentions: Sequence[Mention]) -> bool:
    return bool(
        _START.search(folded[: mentions[0].span.start])
        or re.search(r"(?:到|至|-|~|～|—|to) ?$", folded[: mentions[-1].span.start])
    )


def _base(folded: str, mentions: Sequence[Mention], order: Sequence[int | str]) -> int | str | None:
    """Return the side that the others are measured against: the one behind 比 or than, or where it began (从)."""
    for mention in mentions:
        if mention.key in order and _BASE.search(folded[: mention.span.start]):
            return mention.key
    return None


def _base_of_verdict(
    folded: str, mentions: Sequence[Mention], order: Sequence[int | str]
) -> int | str | None:
    """Return the side that a verdict is against: behind 高过, before 相比, else the one said last."""
    for mention in mentions:
        before, behind = folded[: mention.span.start], folded[mention.span.end :]
        if mention.key in order and (BASE_BEFORE.search(before) or BASE_BEHIND.match(behind)):
            return mention.key
    return next((m.key for m in reversed(mentions) if m.key in order), None)


def _side(
    reading: Reading, folded: str, asked: Asked, mentions: Sequence[Mention], key: int | str, *,
    year: int | None = None, company: str | None = None, item: str | None = None,
) -> Side:  # fmt: skip
    """Return one side with its own question: the first naming replaced by its words, the others cut."""
    own = next(m for m in mentions if m.key == key)
    words = own.span.of(reading.text)
    if year is not None and str(year) not in words:
        words = str(year)
    if year is not None and words == str(year) and not reading.foreign:
        words = f"{year}年"
    if item in _QUARTER_NAMES:
        words = to_script(str(item), reading.script)
    label = words.strip()
    if company is not None and (item is None or _ASKS_WHO.search(folded)):
        label = to_script(company, reading.script) if not reading.foreign else words
    question = _alone(reading, folded, asked, mentions, words)
    return Side(label, question, year, company, item)


def _alone(reading: Reading, folded: str, asked: Asked, mentions: Sequence[Mention], words: str) -> str:
    """Return the question of one side: ``words`` where the first side is named, what compares is cut."""
    text, slot = reading.text, mentions[0].span
    before = text[: slot.start]
    if match := _FROM.search(lowered(fold(before))):
        before = before[: match.start()]
    behind, at = "", slot.end
    for mention in mentions[1:]:
        if mention.span.start < at:
            continue
        part = text[at : mention.span.start]
        glue = _GLUE_LEFT.search(lowered(fold(part)))
        behind += part[: glue.start()] if glue else part
        at = mention.span.end
        if match := _GLUE_RIGHT.match(lowered(fold(text[at:]))):
            at += match.end()
    behind += text[at:]
    return _asking(reading, asked, f"{before}\x00{behind}", words)


def _asking(reading: Reading, asked: Asked, frame: str, words: str) -> str:
    """Return a frame with its slot filled, without comparing words, asking for a figure, a date or nothing."""
    if asked is Asked.DESCRIBE:
        kept = _ENDING.sub("", _cut(_DIFFERING, frame)).replace("\x00", words).strip("，,、 ")
        return f"{kept}?" if reading.foreign else kept + to_script("是什么？", reading.script)
    if asked in VERDICTS:
        frame = _without(frame, without_verdict(lowered(fold(frame))))
    kept = _LOOSE.sub("", _INNER.sub("", _cut(_COMPARING, frame)))
    if match := _GROWS.search(fold(kept)):
        kept = kept[: match.start()] + to_script("增速", reading.script) + kept[match.end() :]
    kept = " ".join(_ENDING.sub("", kept).replace("\x00", f"{words}").split()).strip("，,、 ")
    if reading.foreign:
        return f"{kept}?"
    if asked in DATES:
        return kept + to_script("是什么时候？", reading.script)
    if asked is Asked.EACH or _ASKS.search(lowered(fold(kept))):
        return f"{kept}？"
    return kept + to_script("是多少？", reading.script if reading.script is not Script.NONE else Script.HANS)


def _cut(pattern: re.Pattern[str], text: str) -> str:
    """Return a text without what a pattern finds in its fold."""
    return _without(text, [match.span() for match in pattern.finditer(lowered(fold(text)))])


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    kept, at = "", 0
    for start, end in spans:
        kept += text[at:start]
        at = end
    return kept + text[at:]
