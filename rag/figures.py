"""Figures with their units in folded text: find them, and choose the one that a question asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.types import Span

_SCALE = "万亿|百万|千万|十亿|百亿|亿|万|千|百"
_UNIT = (
    "个百分点|百分点|%|％|pp|港元|美元|欧元|人民币|元|EFLOPS|MHz|GHz|Gbps|Mbps|Tbps|PB|TB|GB|dB|T|"
    "人次|场次|人天|台次|辆次|小时|分钟|毫秒|秒|天|日|年|个月|公里|平方公里|千米|米|公斤|吨|千瓦时|度|"
    "万|亿|个|家|站|户|名|位|人|座|台|套|件|项|款|种|条|支|队|册|份|封|张|所|处|次|回|倍|岁|级|层|类|部|辆|省|市|县|村|城|国|片|只|头|架|亩|股|笔|场|米深|所|环|期|公司"
)
# Counters that a question may use and a report seldom does.
_KNOWN_UNITS = frozenset(
    [*_UNIT.split("|"), "则", "通", "篇", "间", "本", "趟", "艘", "顶", *"宗起桩棵株粒枚颗"]
)
# A unit's character that begins a longer word counts nothing: 553,063年度报告, 120次数, 33天然气.
_LONGER = {
    "年": "度报末初底均检鉴终",
    "次": "数要序级",
    "天": "然津线",
    "日": "均常报前",
    "户": "数均外",
    "期": "末间初内限货",
    "股": "东份权票本息",
    "所": "有以在得述属需",
    "部": "门分署委",
    "条": "件例款",
    "国": "家内际有",
    "环": "境比保节",
    "回": "收购报落升馈顾应",
    "场": "景所馆",
    "处": "理于置罚",
    "位": "于居置",
    "支": "持撑付出行援",
    "省": "份",
    "家": "庭",
    # A currency before the next figure is that figure's: 收入3人民币268.7亿元.
    "人民币": "0123456789",
    "人": "民",
    # Of a bandwidth (90T), not of a name: T3.
    "T": "A-Za-z0-9-",
}
_UNITS = "|".join(f"{unit}(?![{_LONGER[unit]}])" if unit in _LONGER else unit for unit in _UNIT.split("|"))
FIGURE = re.compile(
    r"(?<![A-Za-z0-9.])(?P<about>超过|超|逾|近|约|达|突破|共|不足)? ?(?P<sign>[-−]?)"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|"
    r"(?<![第〇零一二三四五六七八九十])[一二三四五六七八九十百千两零]+(?=[万亿]|个|家|名|位|项|款|种|支|次|大|类|座|天|人))"
    # 2,700多亿元 and 2,700亿多元.
    rf" ?(?:[余多] ?(?={_SCALE}))?(?P<scale>(?:{_SCALE})?) ?(?P<more>[余多]?) ?"
    rf"(?P<unit>(?:{_UNITS})?)(?P<after>以上|以下|左右)?"
    # A part in words needs no unit: 三分之一, 七成, 一半.
    r"|(?P<part>(?:\d+|[一二三四五六七八九十百]+)分之(?:\d+(?:\.\d+)?|[一二三四五六七八九十百零点]+)|"
    r"(?<![变建组构形达完养])(?:\d|[一二三四五六七八九])成(?:[一二三四五六七八九半])?(?![为立本功员果份就交熟品长型绩效渝都])|"
    r"(?:一|过)半(?!年|天|个|导|径|岛))",
    re.IGNORECASE,
)
# What follows a number that counts nothing: 5G, 400G, 6月, 12日, 3.2节, a name that goes on.
_NO_QUANTITY = re.compile(r" ?(?:[A-Za-z]|月|日|号|时(?!间)|点|节|章|条款|：|、|届|代|版)")
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_MONEY = (
    r"多少(?:钱|元|税|利息|股息|罚款|学费|租金|工资)|金额|收入|营收|利润|资本开支|费用|几元|"
    r"每股(?:派|分红|股息|收益|多少)|how much|\b(?:revenues?|profits?|capex|dividends?)\b"
)
# Units that a question asks for by name, and what they look like in text.
_ASKED_UNITS: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = tuple(
    (re.compile(question), frozenset(units.split()))
    for question, units in (
        (r"百分点|个点", "个百分点 百分点 pp"),
        (
            r"百分之|几分之|占.{0,6}多少(?![个家名人户万亿])|比例|占比|率|[增降]幅|增速|几成|percent|share|ratio",
            "% ％ 个百分点 分之",
        ),
        (
            _MONEY,
            "元 港元 美元 欧元 人民币",
        ),
        (r"多久|多长时间|几耐|几长时间|how long|几分钟|多少分钟", "分钟 小时 秒 天 个月 毫秒 年"),
        (r"几天", "天 日"),
        (r"多少人|几人|几名|几位|how many people|how many persons", "人 名 位 人次"),
        (r"几家|多少家", "家"),
        (r"几次|多少次|times", "次 人次"),
        (r"多大|算力|capacity", "EFLOPS PB TB 平方公里 万 亿"),
        (r"多快|速率|下载|speed", "Gbps Mbps Tbps"),
        (r"频宽|带宽", "MHz GHz Tbps Gbps T"),
        (r"市场.{0,12}(?:多大|规模)", "元 美元 港元 欧元 人民币"),
        (r"多深|公尺|几米|多少米|深度|高度|海拔|多高|deep", "米"),
        (r"面积|多大一?片", "平方公里 亩 平方米 公顷"),
        (r"距离|多远|里程", "公里 千米 米"),
        (r"吨|tonne", "吨"),
        (r"几秒|多少秒", "秒"),
    )
)
# Things that are counted, for questions that name no measure.
_COUNTED_THINGS: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = tuple(
    (re.compile(question), frozenset(units.split()))
    for question, units in (
        (r"基站|基地台|站点|base station", "个 站 座"),
        (r"员工|职工|人员|人力|人数|employees|staff", "人 名 位 人次"),
        (r"住户|用户|客户|使用者|户数|household|customers|users|subscribers", "户 个 人 名"),
        (r"compan", "家"),
        (r"城市|cities", "个 座 城"),
    )
)


# The unit of a part in words: 三分之一, 七成, 一半.
PART = "分之"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in text: its span with scale and unit, the bare number, scale and unit (empty when none)."""

    span: Span
    number: str
    scale: str
    unit: str

    @property
    def in_words(self) -> bool:
        """Whether the number is written in Chinese numerals (两家, 第三)."""
        return self.unit == PART or not self.number[0].isdigit()

    @property
    def is_year(self) -> bool:
        """Whether this is a calendar year rather than a quantity."""
        return bool(_YEAR.match(self.number)) and self.unit in {"年", ""} and not self.scale

    @property
    def value(self) -> float | None:
        """The quantity with its scale applied, None for numbers written in words."""
        digits = self.number.replace(",", "")
        if self.in_words:
            return None
        return float(digits) * SCALES.get(self.scale, 1.0)


SCALES = {
    "百": 1e2,
    "千": 1e3,
    "万": 1e4,
    "百万": 1e6,
    "千万": 1e7,
    "亿": 1e8,
    "十亿": 1e9,
    "百亿": 1e10,
    "万亿": 1e12,
}


def figures(folded: str) -> list[Figure]:
    """Return the figures of folded text in order.

    >>> [(f.number, f.scale, f.unit) for f in figures("累计超240万站，占比96%，同比提升1.37个百分点")]
    [('240', '万', '站'), ('96', '', '%'), ('1.37', '', '个百分点')]
    """
    found = []
    for match in FIGURE.finditer(folded):
        if match["part"]:
            found.append(Figure(Span(*match.span("part")), match["part"], "", PART))
            continue
        if folded[: match.start("number")].rstrip().endswith("月") and match["unit"] == "日":
            continue
        if _NO_QUANTITY.match(folded, match.end("number")) and not match["unit"] and not match["scale"]:
            continue
        if not match["number"][0].isdigit() and not match["unit"]:
            continue
        start = match.start("sign") if match["sign"] else match.start("number")
        end = (
            match.end("unit") if match["unit"] else match.end("more") if match["more"] else match.end("scale")
        )
        end = end if match["unit"] or match["scale"] or match["more"] else match.end("number")
        found.append(Figure(Span(start, end), match["number"], match["scale"], match["unit"]))
    return found


def figures_in(folded: str, cells: Sequence[tuple[Span, str | None]]) -> list[Figure]:
    """Return the figures of a folded table row in order: those of each cell by itself, then of the text between.

    ``cells`` are the spans of the values in the text with the unit that the table gives, in order: 4.674.17 are two
    values, and what stands behind a value belongs to the next one.
    """
    found: list[Figure] = []
    at = 0
    for span, unit in cells:
        found += _shifted(figures(folded[at : span.start]), at)
        own = _shifted(figures(span.of(folded)), span.start)
        found += [f if f.unit or not unit else _counted(f, unit) for f in own]
        at = max(at, span.end)
    return found + _shifted(figures(folded[at:]), at)


def _shifted(found: list[Figure], by: int) -> list[Figure]:
    return [replace(f, span=Span(f.span.start + by, f.span.end + by)) for f in found]


def _counted(figure: Figure, unit: str) -> Figure:
    """Return a figure with the scale and unit that its table names: 亿度 is 亿 and 度."""
    named = figures(f"1{unit}")
    scale, own = (named[0].scale, named[0].unit) if named else ("", "")
    return replace(figure, scale=figure.scale or scale, unit=own or (unit if not scale else ""))


# 收入增长了多少 asks for a share, whatever the thing that grew is counted in.
_GROWTH = re.compile(
    r"(?:增长|成长|上涨|涨|下降|增幅|降幅)了?(?:多少|几|百分|是多少|[？?]?$)(?![个家名户万亿元])|"
    r"\bhow (?:fast|quickly|rapidly|strongly|steeply|much) (?:did|does|do|has|have|is|was|were) [^?]{1,80}\b"
    r"(?:grow|grown|growing|rise|risen|increased?|fall|fallen|drop|dropped|declined?|decreased?|shrink|shrunk|expand)\b|"
    r"\bby how much\b|\bgrowth rate\b"
)
_SHARES = frozenset(["%", "％", "个百分点", "百分点", "pp", PART])
# Counters that stand for each other in a question and its answer: 几位老人 is answered by 20,797人.
_ALIKE = tuple(
    frozenset(units.split())
    for units in (
        "人 名 位 人次", "条 则 封 通 次", "家 间 所", "座 个 城", "站 个 座", "台 部 架 辆 套 台次 辆次",
        "次 场 场次 回 趟 人次", "款 种 项 个 类", "户 个", "所 个 家 间", "篇 册 份 本", "天 日",
        "小时 分钟 秒 天", "公里 米 千米", "宗 起 桩 件", "棵 株", "粒 枚 颗",
    )
)  # fmt: skip
# Counters of things of quite another sort: 条 counts no case, 台 no person. Others, as 个, count anything.
_SORTS = tuple(
    frozenset(units.split())
    for units in (
        "人 名 位 人次", "台 部 架 辆 艘 台次 辆次", "宗 起 桩", "条 则 封 通", "棵 株", "头 只 匹", "粒 枚 颗",
        "场 场次",
    )
)  # fmt: skip
_MEASURED = re.compile(
    r"(?:几多|几(?!多)|多少)(?:万|亿|百万)?(?P<unit>[\u4e00-\u9fff]{1,2})|(?P<rate>百分之几|百分之多少)"
)


def asked_units(folded_question: str) -> frozenset[str]:
    """Return the units a folded question asks for; empty when it names none.

    The word behind 多少 or 几 counts as one (多少公里, 几条), whether or not it stands in the table.
    """
    lowered = folded_question.lower().replace("几多", "多少")
    if _GROWTH.search(lowered):
        return _SHARES
    wanted: set[str] = set()
    for table in (_ASKED_UNITS, _COUNTED_THINGS):
        for pattern, units in table:
            if pattern.search(lowered):
                wanted |= units
        if wanted:
            break
    for match in _MEASURED.finditer(lowered):
        word = match["unit"]
        if word and word[0] not in "是的了钱税呢吗，":
            known = next((u for u in (word, word[0]) if u in _KNOWN_UNITS), word)
            wanted |= {known}.union(*(alike for alike in _ALIKE if known in alike and known != "个"))
    return frozenset(wanted)


def of_another_sort(unit: str, asked: frozenset[str]) -> bool:
    """Tell whether a counter counts things of another sort than all of the asked ones do.

    >>> of_another_sort("条", frozenset(["宗"])), of_another_sort("个", frozenset(["宗"]))
    (True, False)
    """
    own = next((sort for sort in _SORTS if unit in sort), None)
    others = any(sort & asked for sort in _SORTS if sort is not own)
    return own is not None and others and unit not in asked and not own & asked


def has_unit(figure: Figure, folded: str, units: frozenset[str]) -> bool:
    """Tell whether a figure in folded text is counted in one of the units; also by the word right behind it."""
    if figure.unit in units:
        return True
    behind = folded[figure.span.end : figure.span.end + 6].lstrip("余多 ")
    return any(behind.startswith(unit) and not _goes_on(unit, behind[len(unit) :]) for unit in units)


def _goes_on(unit: str, rest: str) -> bool:
    """Tell whether a unit's characters begin a longer word that ``rest`` goes on with."""
    return rest[:1] != "" and rest[0] in _LONGER.get(unit, "")
