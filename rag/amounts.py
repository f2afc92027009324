"""Amounts in other units: scales of ten thousands and of thousands, measures, and money, whose rates nobody says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.script import fold
from rag.figures import SCALES, Figure, figures

# Words for scales, folded, in lower case, and how many they stand for; 个 is one.
SCALE_WORDS: dict[str, Decimal] = {
    **{word: Decimal(int(value)) for word, value in SCALES.items() if word != "百"},
    "兆": Decimal(10**12), "thousand": Decimal(10**3), "million": Decimal(10**6), "billion": Decimal(10**9),
    "trillion": Decimal(10**12),
}  # fmt: skip
# Names of currencies, to their usual one.
CURRENCIES: dict[str, str] = {
    name: usual
    for usual, names in (
        ("元", "元|人民币|人民币元|rmb|cny|yuan|块|块钱"),
        ("港元", "港元|港币|港纸|hkd|hk dollar|hong kong dollar"),
        ("美元", "美元|美金|usd|us dollar|dollar"),
        ("欧元", "欧元|euro|eur"),
        ("日元", "日元|日圆|yen|jpy"),
        ("英镑", "英镑|pound|gbp"),
        ("新台币", "新台币|台币|twd|ntd"),
        ("澳门元", "澳门元|葡币|mop"),
    )
    for name in names.split("|")
}
# Units that measure the same, as how many of the first they are.
MEASURES: tuple[dict[str, Decimal], ...] = (
    {"米": Decimal(1), "公尺": Decimal(1), "公里": Decimal(1000), "千米": Decimal(1000)},
    {
        "克": Decimal(1),
        "公斤": Decimal(1000),
        "千克": Decimal(1000),
        "吨": Decimal(10**6),
        "公吨": Decimal(10**6),
    },
    {"秒": Decimal(1), "分钟": Decimal(60), "小时": Decimal(3600), "天": Decimal(86400)},
    {"mbps": Decimal(1), "gbps": Decimal(1000), "tbps": Decimal(10**6)},
    {"度": Decimal(1), "千瓦时": Decimal(1)},
    {"%": Decimal(1), "％": Decimal(1), "百分比": Decimal(1), "percent": Decimal(1), "成": Decimal(10)},
)
# What an English asker reads for a unit; a bare counter says nothing.
IN_ENGLISH = {
    "个": "",
    "元": "yuan",
    "港元": "HK dollar",
    "美元": "US dollar",
    "欧元": "euro",
    "户": "households",
    "人": "people",
}
_CURRENCY_BEFORE = re.compile(r"(人民币|港币|新台币|台币|美金)(?=\s?[\d.])")

# Digits behind the point end somewhere: a converted figure may be off by this share of it.
_ROUNDED = Decimal("1e-6")


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure's exact value without scale, its unit (empty when bare), and whether digits were grouped (1,234)."""

    value: Decimal
    unit: str
    grouped: bool = True

    @property
    def currency(self) -> str | None:
        """The usual name of its currency; None when it is no money."""
        return CURRENCIES.get(self.unit.lower())


def amount_in(folded: str) -> Amount | None:
    """Return the one figure of folded text as an amount; None when there is none, or several.

    >>> amount_in("3,549亿元")
    Amount(value=Decimal('354900000000'), unit='元', grouped=True)
    """
    found = [f for f in figures(folded) if not f.is_year and not f.in_words]
    if len(found) != 1:
        return None
    figure = found[0]
    before = _CURRENCY_BEFORE.search(folded)
    unit = _unit(figure, folded)
    if before and unit in ("", "元"):
        unit = CURRENCIES[before.group(1)]
    value = Decimal(figure.number.replace(",", "")) * Decimal(int(SCALES.get(figure.scale, 1)))
    return Amount(
        -value if folded[figure.span.start] in "-−" else value,
        unit,
        "," in figure.number or "." not in figure.number,
    )


def _unit(figure: Figure, folded: str) -> str:
    """Return a figure's unit; 万 or 亿 behind the unit's place are scales, not units."""
    if figure.unit and figure.unit not in SCALES:
        return figure.unit
    behind = re.match(
        r"[余多 ]{0,2}([\u4e00-\u9fff]{1,3}|[a-z]{2,6})$", folded[figure.span.end :], re.IGNORECASE
    )
    return behind.group(1) if behind else ""


def same_measure(one: str, other: str) -> bool:
    """Tell whether two units measure the same."""
    return any(one.lower() in units and other.lower() in units for units in MEASURES)


def is_conversion(short: str, operands: Sequence[str], unit: str) -> bool:
    """Tell whether a short answer is what its operands say, told in another unit.

    >>> is_conversion("0.024亿个", ["240万个"], "亿个"), is_conversion("2.4亿个", ["240万个"], "亿个")
    (True, False)
    """
    source = amount_in(fold("".join(operands)))
    low = fold(unit).lower()
    number = re.fullmatch(r"(-?[\d,]+(?:\.\d+)?) ?" + re.escape(low), fold(short).lower())
    if source is None or number is None:
        return False
    scale = next((w for w in sorted(SCALE_WORDS, key=len, reverse=True) if low.startswith(w)), "")
    value = Decimal(number.group(1).replace(",", "")) * SCALE_WORDS.get(scale, Decimal(1))
    named = low.removeprefix(scale).strip()
    for units in MEASURES:
        if named in units and source.unit.lower() in units:
            value = value * units[named] / units[source.unit.lower()]
    return abs(value - source.value) <= abs(source.value) * _ROUNDED


def told(value: Decimal) -> str:
    """Return a value in digits, thousands grouped, without zeros that say nothing; at most twelve significant ones.

    >>> told(Decimal("3549000000")), told(Decimal("0.0240"))
    ('3,549,000,000', '0.024')
    """
    text = f"{value:,.10f}".rstrip("0").rstrip(".")
    return text or "0"
