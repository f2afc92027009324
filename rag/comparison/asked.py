"""What a question asks of the things it compares, read by a table of patterns over folded, lower-case text."""

from __future__ import annotations

import re

from rag.comparison.types import Asked

MUCH = r"(?:多少|几多|几(?!乎|何|年|月|号))"
"""How much, how many; Cantonese 幾多 as well."""
WHICH = (
    r"(?:谁|边(?:个|间|年|家|种|样|度|方|季)|哪(?:一)?(?:个|边|家|间|年度|年份|年|种|层|级|季度|季|款|项|类|方|者|组|样|座|"
    r"区|次|条|所|位|只|台|段|档|份)?(?:公司|企业|年份|年)?)"
)
"""Which one, who; Cantonese 邊個, 邊間 as well."""
HIGH = r"(?:(?<!几)多(?!少|种|个|家)|高|大|快|长|强|重|贵|深|宽|久|远)"
LOW = r"(?:低|(?<!多)少(?!数)|小|慢|短|弱|轻|便宜|浅|窄)"
_END = r"(?=[，,、？?。 ]|$|的|些|过|于|一点)"
_VERY = r"(?:更加?|最|比较|较|来得|相对)?"
_RISE = r"(?:增加|增长|成长|增多|上升|上涨|提升|提高|扩大|多出|高出|超出|高过|多过|涨|升|增)"
FALL = r"(?:减少|下降|降低|缩小|少掉|下滑|低过|少过|缩短|减|降)"
CHANGE = rf"(?:{_RISE}|{FALL})"
_PERCENT = r"(?:百分之(?:几|多少)|(?:多少|几) ?%|几成|几趴|多少趴|几巴仙)"

# First match wins. 哪边多、多多少 asks for a difference, 增长率哪年更高 which is greater.
_TABLE: tuple[tuple[Asked, str], ...] = (
    (
        Asked.RATIO,
        r"(?:几|多少|几多) ?倍|倍数是|how many times (?:as|more|larger|higher|bigger)|ratio of",
    ),
    (
        Asked.POINTS,
        rf"{MUCH} ?个? ?(?:百分点|点(?![\u4e00-\u9fff]))|(?:how many|by what) percentage points",
    ),
    (
        Asked.GROWTH,
        (rf"{CHANGE}了?.{{0,4}}{_PERCENT}|{_PERCENT}.{{0,3}}{CHANGE}|增长率是|增幅(?:是|为|有)?{MUCH}|"
     rf"(?:增长|成长|涨|下降|下滑)了?(?:大约|大概|约)?(?:多少|几多)(?=[？?。，, ]|$)|"
     r"what percent(?:age)?\b.{0,60}\b(?:grow|grew|increase|rise|rose|fall|fell|decrease|decline|change)|"
     r"(?:grow|grew|increase|rise|rose|fall|fell|decrease|decline|change)d? by what percent|"
     r"growth rate (?:of|in|from)"),
    ),
    (
        Asked.DIFFERENCE,
        (rf"(?:相差|差距|差额|差了?|落差|差别)(?:是|有|为|大约|大概|约)*(?:{MUCH}|多大|多远)|"
     rf"(?:变化|变动|改变|变|增减)(?:了|咗|是|有|为)?(?:大约|大概|约)?{MUCH}|"
     rf"(?:{HIGH}|{LOW}|{CHANGE})(?:了|出|咗|过)?(?:大约|大概|约|近)?{MUCH}|"
     rf"(?:比|较).{{1,20}}(?:多|少)[\u4e00-\u9fff]{{1,2}}[了咗]?{MUCH}|"
     r"how (?:much|many).{0,60}\b(?:more|fewer|less|higher|lower|larger|smaller|greater|longer|shorter|faster)\b|"
     r"by how (?:much|many)|how (?:much|many).{0,60}\b(?:increase|decrease|grow|rise|fall|drop|differ)|"
     r"what (?:is|was) the difference in"),
    ),
    (
        Asked.SUM,
        (rf"(?:合计|总计|总共|共计|加起来|加总|一共|合共|相加).{{0,20}}{MUCH}|{MUCH}.{{0,8}}(?:合计|加起来)|"
     r"how (?:much|many).{0,90}\b(?:in total|combined|altogether|together|in all)\b|combined (?:total|number)"),
    ),
    (
        Asked.EARLIER,
        (rf"{WHICH}.{{0,14}}{_VERY}(?:早|先(?!进|前|后|生|导))|还是.{{1,16}}(?:早|先)[？?。]?$|(?:早|先)，?还是|"
     r"which .{0,70}\b(?:earlier|first|sooner)\b|(?:earlier|first),? .{1,30} or "),
    ),
    (
        Asked.LATER,
        (rf"{WHICH}.{{0,14}}{_VERY}(?:晚|迟)|还是.{{1,16}}(?:晚|迟)[？?。]?$|(?:晚|迟)，?还是|"
     r"which .{0,70}\b(?:later|last)\b"),
    ),
    (
        Asked.LESSER,
        (rf"{WHICH}(?:[^，。？?]{{0,18}}?{_VERY}){LOW}{_END}|(?:更|比较|较|最){LOW}的(?:是|系)|还是.{{1,16}}{LOW}[？?。]?$|{LOW}，?还是|"
     r"(?:which|who|did|was|were|had|has|is) .{0,80}\b(?:less|lower|fewer|smaller|lowest|fewest|"
     r"smallest|slower)\b"),
    ),
    (
        Asked.GREATER,
        (rf"{WHICH}(?:[^，。？?]{{0,18}}?{_VERY}){HIGH}{_END}|(?:更|比较|较|最){HIGH}的(?:是|系)|还是.{{1,16}}{HIGH}[？?。]?$|"
     rf"{HIGH}，?还是|"
     r"(?:which|who|did|was|were|had|has|is) .{0,80}\b(?:more|higher|larger|greater|bigger|most|highest|largest|"
     r"faster)\b"),
    ),
    (
        Asked.TREND,
        (r"趋势|走势|怎么变|怎样变|如何变|点样变|(?:有|发生)?(?:了|咗)?(?:何|什么|甚么|咩|乜嘢?|啥|哪些)(?:变化|变动|转变)|变化(?:情况|如何|怎样|怎么样|点样)|变动(?:情况|如何|怎样)|逐年|"
        r"trend|change[d]? (?:over|from|between)"),
    ),
    (
        Asked.EACH,
        r"(?<![咩么何])分别(?!在哪)|各(?:是|有|为|自|多少|占)|\brespectively\b|\beach\b",
    ),
    (
        Asked.DESCRIBE,
        (r"区别|差别|差异|有何不同|不同(?:之处|点|在哪|的地方)|有什么不(?:同|一样)|有(?:咩|什么|何)(?:分别|唔同)|有?咩唔同|异同|相同(?:点|之处)|共同点|"
     r"对比一?下|比较一?下|\bdiffer|difference between|\bcompare\b|in common"),
    ),
)  # fmt: skip
_PATTERNS = tuple((asked, re.compile(pattern)) for asked, pattern in _TABLE)
_FEWER = re.compile(
    rf"(?:{LOW}|{FALL})(?:了|出|咗|过|掉)?(?:大约|大概|约|近)?{MUCH}|\b(?:fewer|less|lower|smaller|decrease|fall|drop)\b"
)
_WORD = re.compile(rf"({HIGH}|{LOW}|早|晚|迟)(?:的(?:是|系)|[？?。、，,]|$|，?还是)")
_PLACES = re.compile(r"(?:保留|取|精确到)(?:到)?(?:小数点后)?([一二两三四1-4])位")
_DIGIT = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4}


def asked_of(folded: str) -> Asked | None:
    """Return what a folded, lower-case question asks of several things, None when nothing.

    >>> asked_of("2024年比2023年多了多少"), asked_of("有多少基站")
    (<Asked.DIFFERENCE: 'difference'>, None)
    """
    return next((asked for asked, pattern in _PATTERNS if pattern.search(folded)), None)


def asks_fewer(folded: str) -> bool:
    """Tell whether a question of a difference asks how much less there is."""
    return bool(_FEWER.search(folded))


def word_at(folded: str) -> tuple[int, int] | None:
    """Return where the question says the quality compared (高, 多), None when it does not in one word."""
    found = list(_WORD.finditer(folded))
    return found[-1].span(1) if found else None


def places_of(folded: str) -> int | None:
    """Return the decimal places that a question asks for, None when it does not say."""
    match = _PLACES.search(folded)
    return None if match is None else _DIGIT.get(match[1]) or int(match[1])
