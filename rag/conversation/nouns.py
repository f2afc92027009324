"""Another thing, put in the place of the one of its kind that was asked about before, as in 那收入呢."""

from __future__ import annotations

import re

from corpus.about import CompanyNames
from corpus.script import HAN
from rag.conversation.frame import borders_of
from rag.conversation.kinds import replace_of_kind
from rag.conversation.places import CITY_AND_COUNTRY, PLACES
from rag.conversation.subject import ASKED, Topic, counted_noun, predicates, subject_of

_MONEY = r"收入|营收|营业额|利润|净利|资产|负债|开支|支出|费用|投资|分红|股息|市值|纳税额"
# What is measured of a thing, not a thing: 那覆盖率呢？
_MEASURE = re.compile(
    rf"(?:{_MONEY}|率|量|额|度(?<!制度)|比例?|份额|数(?<!参数)|数目|规模|成本|"
    r"投入|面积|容量|带宽|频宽|时延|得分|排名|时长|人次|"
    r"产值|存量|库存|增速|增幅|降幅|能耗|排放|价格|资费|寿命|重量|大小|尺寸|高|长|宽|深)$"
)
_OF_A_COMPANY = re.compile(rf"(?:{_MONEY})$")
# Words that go with a measure and are replaced with it.
_OF_MEASURE = re.compile(
    r"(?:总|净|年|毛|占|人工|单台|运维|建设|采购|研发|运营|人均|平均|累计|营业|主营业务?|"
    r"业务|归母|综合|资产|用户总|全年|单台|月|日均|月均)$"
)
# What narrows a count to what came in its time.
_NEW = frozenset(["新建", "新增", "净增", "新建设", "新开通", "新投产", "在建", "累计"])
_WHOLES = frozenset(["全国", "全球", "全省", "全市", "整体", "总体", "城乡"])
_WHOLE = re.compile("|".join(sorted(_WHOLES)))
_PARTS = re.compile(rf"(?:{CITY_AND_COUNTRY.replace(' ', '|')})(?:地区)?")
_IN_QUOTES = re.compile(r"[「“『\"《]([^」”』\"》]{2,16})[」”』\"》]")
# The shortest noun that may be a name, and words that put a part in a whole.
_A_NAME = 3
_WITHIN = re.compile(r"[里中内](?!心|国|部)|之中|当中")
_PUNCTUATION = re.compile(r"[，,。？?！!；;：:（）()「」“”《》、\s的]")


def is_measure(low: str) -> bool:
    """Tell whether folded words name what is measured of a thing.

    >>> is_measure("覆盖率"), is_measure("基站")
    (True, False)
    """
    return bool(_MEASURE.search(low))


def replace_noun(topic: Topic, noun: str, low: str, *, of: bool = False) -> str | None:
    """Return the earlier question asked of another thing; None when it is unclear what the thing stands for.

    ``low`` is the noun folded, in lower case; ``of`` tells that 的 stood behind it, so that it only narrows the thing.

    >>> from corpus.about import built_in
    >>> replace_noun(Topic.of("中国移动2024年5G用户有多少？", built_in()), "基站", "基站")
    '中国移动2024年5G基站有多少？'
    """
    if replaced := replace_of_kind(topic, noun, low) or _whole(topic, noun, low):
        return replaced
    if low in _NEW and (added := qualified(topic, noun, low)):
        return added
    if not HAN.search(topic.low) or len(low) > 16:
        return None
    if low in PLACES:
        at = max((end for start, end in topic.fixed if start <= topic.begins), default=topic.begins)
        at = max((end for start, end in topic.fixed if start == at), default=at)
        return topic.text[:at] + noun + topic.text[at:]
    if quoted := _other_quoted(topic, noun, low):
        return quoted
    if next(predicates(Topic(noun, low, ()), borders_of(low)), None) or ASKED.search(low):
        return None
    runs = _runs(topic)
    if span := _alike(topic, low, runs) or _same_head(topic, low, runs):
        return _put(topic, span, noun)
    if is_measure(low):
        return _other_measure(topic, noun, low, runs)
    return _other_thing(topic, noun, low, runs, of=of)


def qualified(topic: Topic, noun: str, low: str) -> str | None:
    """Return the earlier question asked of a part of what it counts: 其中700MHz呢, 新建的呢.

    A part that says what it is a part of (其中女性员工呢), or a place, takes the place of its kind as elsewhere.

    >>> from corpus.about import built_in
    >>> qualified(Topic.of("中国移动2024年有多少5G基站？", built_in()), "700MHz", "700mhz")
    '中国移动2024年有多少700MHz 5G基站？'
    """
    runs = _runs(topic)
    counted = counted_noun(topic) or _counted_before(topic, runs)
    head = topic.low[counted[1] - 2 : counted[1]] if counted else ""
    if counted is None or low in PLACES or low.endswith(head):
        return replace_noun(topic, noun, low) if low not in _NEW else None
    if low in topic.low:
        return None
    joint = " " if noun[-1:].isascii() and topic.low[counted[0]].isascii() else ""
    return _put(topic, (counted[0], counted[0]), f"{noun}{joint}")


def _whole(topic: Topic, noun: str, low: str) -> str | None:
    """Return the question asked of the whole in place of its part, or of the part: 农村, then 全国呢."""
    other = _PARTS if low in _WHOLES else _WHOLE if low in CITY_AND_COUNTRY.split() else None
    found = [m for m in other.finditer(topic.low) if topic.free(*m.span())] if other else []
    return _put(topic, found[0].span(), noun) if len(found) == 1 else None


def _other_quoted(topic: Topic, noun: str, low: str) -> str | None:
    """Return the question asked of another name in quotes: 「打猫」… 「断卡」呢？, with or without them."""
    found = list(_IN_QUOTES.finditer(topic.low))
    named = _IN_QUOTES.fullmatch(low)
    name = noun[1:-1] if named else noun
    if len(found) != 1 or not (named or len(found[0].group(1)) == len(low)):
        return None
    return _put(topic, found[0].span(1), name)


def _put(topic: Topic, span: tuple[int, int], noun: str) -> str:
    return topic.text[: span[0]] + noun + topic.text[span[1] :]


def _runs(topic: Topic) -> list[tuple[int, int]]:
    """Return the runs of a question that name things: between its times, companies, predicates and asking words."""
    borders = borders_of(topic.low)
    cut = set(range(len(topic.low))) - {i for i in range(len(topic.low)) if topic.free(i, i + 1)}
    for m in (*predicates(topic, borders), *ASKED.finditer(topic.low), *_PUNCTUATION.finditer(topic.low)):
        cut.update(range(*m.span()))
    runs: list[tuple[int, int]] = []
    for i in range(len(topic.low)):
        if i in cut:
            continue
        if runs and runs[-1][1] == i:
            runs[-1] = (runs[-1][0], i + 1)
        else:
            runs.append((i, i + 1))
    after_fixed = {end for _, end in topic.fixed}
    return [run for run in runs if run[1] - run[0] >= 2 or run[0] in after_fixed]


def _alike(topic: Topic, low: str, runs: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the one place of a name of the same length and ending: 火神山 for 雷神山, 湖北省 for 湖南省."""
    for shared in range(len(low) - 1, 1, -1):
        if len(low) - shared > 3:
            break
        ends = [m.start() for m in re.finditer(re.escape(low[-shared:]), topic.low)]
        windows = [(at - (len(low) - shared), at + shared) for at in ends]
        found = [w for w in windows if any(a <= w[0] and w[1] <= b for a, b in runs)]
        found = [w for w in found if w[0] in borders_of(topic.low) and topic.low[w[0] : w[1]] != low]
        if len(found) == 1:
            return found[0]
    return None


def _same_head(topic: Topic, low: str, runs: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the one run with the same last two characters or more: 5G用户 for 家庭宽带用户, 员工 for 女性员工."""
    found = [
        run
        for run in runs
        if topic.low[run[1] - 2 : run[1]] == low[-2:] and topic.low[run[0] : run[1]] != low
    ]
    if len(found) != 1 or len(low) <= 2:
        return None
    return found[0]


def _other_measure(topic: Topic, noun: str, low: str, runs: list[tuple[int, int]]) -> str | None:
    """Return the question asked of another measure of the same thing; of the company where only it has such."""
    if measured := _last_measure(topic, runs):
        return _put(topic, measured, noun)
    about = subject_of(topic)
    if about is None:
        return None
    fixed = "".join(topic.text[a:b] for a, b in topic.fixed)
    counted = counted_noun(topic) or _counted_before(topic, runs)
    if _OF_A_COMPANY.search(low) and counted and fixed:
        about = fixed
    return f"{about}{noun}是多少？"


def entity_of(about: str, names: CompanyNames) -> str:
    """Return a subject without the measure that it ends in: what else may be asked of.

    >>> from corpus.about import built_in
    >>> entity_of("雲山書店的門市數量", built_in())
    '雲山書店的門市'
    """
    own = Topic.of(about, names)
    measured = _last_measure(own, _runs(own))
    if measured is None or measured[1] != len(about):
        return about
    left = re.sub(r"[的之 ]+$", "", about[: measured[0]])
    return left if len(own.things(0, len(left))) >= 2 else about


def _last_measure(topic: Topic, runs: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Return where the last measure of a question stands, with the words that go with it."""
    for start, end in reversed(runs):
        if not is_measure(topic.low[start:end]):
            continue
        borders = borders_of(topic.low)
        at = max((b for b in borders if start <= b < end), default=start)
        while match := _OF_MEASURE.search(topic.low[start:at]):
            at = start + match.start()
        return at, end
    return None


def _counted_before(topic: Topic, runs: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the run that a question counts when it stands before the asking words, as in [5G用户]有多少."""
    asked = re.search(
        (
            r"(?:一共|总共|大概|大约|各|共)?(?:有|是)?(?:多少|几多|几)(?:个|家|户|座|"
            r"人|名|位|台|站|种|项|件|次|亿|万)*[？?。]?$"
        ),
        topic.low,
    )
    if asked is None:
        return None
    return next((run for run in runs if run[1] == asked.start()), None)


def _other_thing(topic: Topic, noun: str, low: str, runs: list[tuple[int, int]], *, of: bool) -> str | None:
    """Return the question asked of another thing: the one that is counted, or of which something is measured."""
    counted = counted_noun(topic) or _counted_before(topic, runs)
    if counted and not is_measure(topic.low[counted[0] : counted[1]]):
        kept = re.match(r"[a-z\d][a-z\d.\-]*", topic.low[counted[0] : counted[1]])
        own = re.match(r"[a-z\d]", low)
        start = counted[0] + (kept.end() if kept and not own else 0)
        end = counted[1]
        if of:
            heads = [b for b in borders_of(topic.low) if start < b <= counted[1] - 2]
            end = max(heads, default=start)
        return _put(topic, (start, end), noun)
    measured = _last_measure(topic, runs)
    if measured is None:
        return _other_subject(topic, noun, low, runs)
    before = [(start, min(end, measured[0])) for start, end in runs if start < measured[0]]
    if not before:
        return None
    start, end = before[-1]
    if not topic.low[end : measured[0]].strip("的 "):
        return _put(topic, (start, end), noun)
    if len(before) > 1:
        return None
    return topic.text[:start] + topic.text[end : measured[0]] + noun + topic.text[measured[0] :]


def _other_subject(topic: Topic, noun: str, low: str, runs: list[tuple[int, int]]) -> str | None:
    """Return the question asked of another subject: 爱心卡惠及多少人？ 银龄卡呢."""
    about = subject_of(topic)
    at = topic.text.find(about) if about else -1
    if about is None or at < 0 or len(low) < _A_NAME:
        return None
    own = [run for run in runs if at <= run[0] and run[1] <= at + len(about)]
    whole = (
        len(own) == 1 and own[0][1] == at + len(about) and not _WITHIN.search(topic.low[at : at + len(about)])
    )
    return _put(topic, own[0], noun) if whole else None
