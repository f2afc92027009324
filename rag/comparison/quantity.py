"""Figures as quantities: an exact number with its scale and unit, and which of them may be computed together."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.script import fold

_SCALES = {
    "": Decimal(1), "百": Decimal(100), "千": Decimal(1000), "万": Decimal(10**4), "十万": Decimal(10**5),
    "百万": Decimal(10**6), "千万": Decimal(10**7), "亿": Decimal(10**8), "十亿": Decimal(10**9),
    "百亿": Decimal(10**10), "千亿": Decimal(10**11), "万亿": Decimal(10**12),
}  # fmt: skip
_CURRENCIES = {
    "人民币": "元", "元": "元", "元人民币": "元", "港元": "港元", "港币": "港元", "美元": "美元", "美金": "美元",
    "欧元": "欧元", "新台币": "新台币", "台币": "新台币",
}  # fmt: skip
# Units that count the same kind of thing, so that their numbers may be compared.
_KINDS = (
    frozenset({*"个座站处所台套部架辆项款种类家间条张件支艘颗片只头"}),
    frozenset({*"份册本件部篇条则"}),
    frozenset({*"次场回起笔单件", "场次", "台次", "辆次"}),
    frozenset({*"人名位"}),
    frozenset({*"户", "家庭"}),
)
# Units of one measure, in the least of them.
_MEASURES: dict[str, tuple[str, Decimal]] = {
    "毫秒": ("time", Decimal("0.001")), "秒": ("time", Decimal(1)), "分": ("time", Decimal(60)),
    "分钟": ("time", Decimal(60)), "小时": ("time", Decimal(3600)), "天": ("time", Decimal(86400)),
    "米": ("length", Decimal(1)), "公尺": ("length", Decimal(1)), "公里": ("length", Decimal(1000)),
    "千米": ("length", Decimal(1000)), "公斤": ("mass", Decimal(1)), "吨": ("mass", Decimal(1000)),
    "GB": ("data", Decimal(1)), "TB": ("data", Decimal(1024)), "PB": ("data", Decimal(1024**2)),
    "EB": ("data", Decimal(1024**3)), "Mbps": ("speed", Decimal(1)), "Gbps": ("speed", Decimal(1000)),
    "Tbps": ("speed", Decimal(10**6)), "MHz": ("frequency", Decimal(1)), "GHz": ("frequency", Decimal(1000)),
    "千瓦时": ("energy", Decimal(1)), "度": ("energy", Decimal(1)),
}  # fmt: skip
PERCENT, POINTS = "%", "个百分点"
_PERCENTS = frozenset({"%"})
_POINT_UNITS = frozenset({"个百分点", "百分点", "pp", "pct", "个点"})
_ABOUT = r"(?:超过|超逾|超|逾|近|约|大约|突破|不足|不到|至少|多于|高于|低于|大于|小于|[>≥<≤~])"
_FIGURE = re.compile(
    rf"^(?P<about>{_ABOUT}?达?) ?(?P<currency>人民币|新台币|台币|港币|美金)? ?(?P<sign>[-−+]?)"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?) ?"
    r"(?P<before>[余多+]?) ?(?P<scale>万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千(?!瓦|米)|百(?!分))?"
    r"(?P<more>[余多]?) ?(?P<ceiling>(?:以上|以下|左右|\+)?)"
    r"(?P<unit>[^\d\s]{0,8}?)(?P<after>以上|以下|左右|\+)?$"
)
_ABOUT_BEFORE = re.compile(rf"{_ABOUT}(?:达|了)? ?(?:人民币)?$")
_ABOUT_AFTER = re.compile(r"^ ?(?:余|多(?!的)|以上|以下|左右|\+)")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure: its exact ``number`` as written, ``scale`` (万) and ``unit`` (个) behind it, folded.

    ``about`` says that the text gives it roughly or as a bound (超过240万, 1,400余家).
    """

    number: Decimal
    scale: str = ""
    unit: str = ""
    about: bool = False

    @property
    def value(self) -> Decimal:
        """The number with its scale applied."""
        return self.number * _SCALES[self.scale]

    @property
    def base(self) -> Decimal:
        """The value in the least unit of its measure: seconds for minutes."""
        return self.value * (_MEASURES[self.unit][1] if self.unit in _MEASURES else 1)

    @property
    def step(self) -> Decimal:
        """The last place that the number is written with, in the least unit of its measure: 10 ** 7 for 2.7亿."""
        return replace(self, number=Decimal(1).scaleb(-places(self.number))).base

    @property
    def currency(self) -> str | None:
        """The currency, by its usual name, None for what is no money."""
        return _CURRENCIES.get(self.unit)

    @property
    def is_share(self) -> bool:
        """Whether this is a percentage."""
        return self.unit in _PERCENTS

    @property
    def is_points(self) -> bool:
        """Whether this counts percentage points."""
        return self.unit in _POINT_UNITS


def plain(text: str) -> str:
    """Return folded text with narrow figures, signs and spaces, for parsing; the length may change."""
    return " ".join(fold(unicodedata.normalize("NFKC", text)).replace("−", "-").split())


def parse(text: str) -> Quantity | None:
    """Return the quantity that a short text is, None when it is none or its scale is not understood.

    >>> q = parse("超過240萬個"); q.value, q.unit, q.about
    (Decimal('2400000'), '个', True)
    """
    match = _FIGURE.match(plain(text))
    if match is None:
        return None
    number = Decimal(match["number"].replace(",", ""))
    unit = match["unit"] or ""
    if match["currency"]:
        unit = _CURRENCIES[match["currency"]]
    about = any(match[name] for name in ("before", "more", "ceiling", "after")) or bool(
        match["about"].strip("达")
    )
    scale = match["scale"] or ""
    return Quantity(-number if match["sign"] == "-" else number, scale, unit, about)


def about_in(before: str, behind: str) -> bool:
    """Tell whether the folded text around a figure says that it is rough: 超过…, …以上."""
    return bool(_ABOUT_BEFORE.search(before) or _ABOUT_AFTER.match(behind))


def comparable(first: Quantity, second: Quantity) -> bool:
    """Tell whether two quantities count the same kind of thing: never two currencies, a share and a number, 户 and 人.

    >>> comparable(parse("1,764份"), parse("1,011册")), comparable(parse("5亿元"), parse("5亿港元"))
    (True, False)
    """
    a, b = first.unit, second.unit
    if a == b:
        return True
    if first.currency or second.currency:
        return first.currency == second.currency
    if first.is_share or second.is_share or first.is_points or second.is_points:
        return first.is_points and second.is_points
    if a in _MEASURES or b in _MEASURES:
        return a in _MEASURES and b in _MEASURES and _MEASURES[a][0] == _MEASURES[b][0]
    counted = {unit for kind in _KINDS for unit in kind}
    if not a or not b:
        return (a or b) in counted
    return any(a in kind and b in kind for kind in _KINDS)


def in_unit(base: Decimal, like: Quantity) -> Decimal:
    """Return a value in the least unit in the scale and unit of another quantity."""
    step = _SCALES[like.scale] * (_MEASURES[like.unit][1] if like.unit in _MEASURES else 1)
    return base / step


def written(number: Decimal) -> str:
    """Return a number as it is written: exact, thousands parted, no zeros at the end.

    >>> written(Decimal("1968.90")), written(Decimal("0.78"))
    ('1,968.9', '0.78')
    """
    text = f"{number.normalize():,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def places(number: Decimal) -> int:
    """Return how many decimal places a number is written with."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def digits(number: Decimal) -> int:
    """Return how many significant digits a number is written with."""
    return len(number.as_tuple().digits)
