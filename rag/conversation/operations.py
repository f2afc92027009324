"""What a turn may ask to be done with the last answer: another unit, more of it, less, its source, another script."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from rag.amounts import CURRENCIES, MEASURES, SCALE_WORDS
from rag.conversation.frame import low_of


class Operation(StrEnum):
    """What is done with the last answer."""

    CONVERT = "convert"
    MORE = "more"
    SHORTER = "shorter"
    SOURCE = "source"
    SIMPLIFIED = "simplified"
    TRADITIONAL = "traditional"
    ENGLISH = "english"


@dataclass(frozen=True, slots=True)
class Request:
    """An operation, and for a conversion the scale and the unit that are asked, empty where not said.

    ``asked`` tells that it is also a question of its own (多少美元？), unless the last answer is such an amount.
    """

    operation: Operation
    scale: str = ""
    unit: str = ""
    asked: bool = False


_SCALE = "|".join(sorted(map(re.escape, SCALE_WORDS), key=len, reverse=True))
_UNIT = "|".join(
    sorted({re.escape(w) for w in (*CURRENCIES, *(u for t in MEASURES for u in t))}, key=len, reverse=True)
)
_COUNTS = "个|户|人|家|次|座|站|条|件|台|辆|所|张|名|位|款|项"
_POLITE = (
    r"^(?:请|请你|麻烦(?:你)?|帮我|能不能|可以|可不可以|能否|唔该|那|那么|咁|再|"
    r"please |can you |could you |and |so |then )*[，, ]*"
)
_END = r"(?:可以|行|好)?(?:吗|么|吧|呢|啊|呀|啦|咯|㗎|嘎|please)?[ ？?。.!！~～]*$"
_IN_UNITS = (
    r"(?:(?:把|将|以|用)?(?:单位|它|这个(?:数|数字)?|那个数字?|结果|答案|数字|"
    r"金额|上面的?数字?)?(?:都)?)?(?:换算|转换|折合|折算|换|转|改|用|以|按|"
    r"折)(?:成|为|做|作|回|到)?(?:用)?"
    rf"(?:(?P<scale>{_SCALE})?(?P<unit>{_UNIT}|{_COUNTS})?)(?:来|做|作|当|为)?(?:单位|"
    r"为单位)?(?:来)?(?:表示|计算?|算|显示|说|讲)?(?:的话)?(?:是|系)?(?:多少|"
    r"几多)?"
)
_ASKS_UNITS = (
    r"(?:那|这|它|也就)?(?:就)?(?P<is>是|等于|相当于|即系|即是|合|折合)?(?:多少|几多|几)(?:个)?"
    rf"(?:(?P<scale>{_SCALE})(?P<unit>{_UNIT}|{_COUNTS})?|(?P<only>{_UNIT}))"
)
_ENGLISH_UNITS = (
    r"(?:what is (?:it|that)|how much is (?:it|that)|(?:convert|change|put|"
    r"express)(?: (?:it|that|this))?)? ?(?:in|to|into) "
    rf"(?:(?P<scale>{_SCALE})s?(?: (?:of )?(?P<unit>{_UNIT})s?)?|(?P<only>{_UNIT})s?)"
)
# Other units are asked for in Chinese by converting or by 是多少…, in English by in … .
_UNITS = tuple(
    re.compile(f"{_POLITE}(?:{pattern}){_END}") for pattern in (_IN_UNITS, _ASKS_UNITS, _ENGLISH_UNITS)
)


@cache
def _requests() -> tuple[tuple[Operation, re.Pattern[str]], ...]:
    """Return the rows of ``rag/data/requests.json`` in their order: the first that matches decides."""
    data = json.loads(resources.files("rag").joinpath("data/requests.json").read_text("utf-8"))
    return tuple(
        (
            Operation(row["operation"]),
            re.compile(f"{_POLITE}(?:{'|'.join(row['any']).replace('{says}', data['says'])}){_END}"),
        )
        for row in data["rows"]
    )


def request_of(turn: str) -> Request | None:
    """Return what a turn asks to be done with the last answer; None when it is a question.

    >>> request_of("把單位換成億")
    Request(operation=<Operation.CONVERT: 'convert'>, scale='亿', unit='', asked=False)
    >>> request_of("換成中國聯通呢？") is None
    True
    """
    low = low_of(turn.strip())
    for operation, pattern in _requests():
        if pattern.match(low):
            return Request(operation)
    for pattern in _UNITS:
        if match := pattern.match(low):
            said = match.groupdict()
            scale, unit = said.get("scale") or "", said.get("unit") or said.get("only") or ""
            if scale or unit:
                return Request(Operation.CONVERT, scale, unit, "is" in said and not said["is"])
    return None
