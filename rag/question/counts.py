"""How many things a question asks to be listed: 哪三個, which two, 前五名."""

from __future__ import annotations

import re

from corpus.dates.time_values import number

_HAN = r"[两二三四五六七八九十]{1,3}|\d{1,2}"
_MEASURE = "[个項项款种类家大座位名条方面点所支本部届层级步件股张国省市城年阶段只块句字环]"
_ENGLISH = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_IN_ENGLISH = rf"{'|'.join(_ENGLISH)}|\d{{1,2}}"
_ARE_WHAT = r"(?:是什么|是哪些|叫什么|有哪些|是指什么|分别(?:是|叫|指|为|在))"
_COUNTS = re.compile(
    rf"哪(?P<which>{_HAN})(?={_MEASURE}|[“\"「]|[^\W\d_])"
    rf"|(?<![第前\d近过一二三四五六七八九十])(?P<things>{_HAN}){_MEASURE}[^，。？?的里「“]{{0,14}}?(?:分别|各自|各)?{_ARE_WHAT}"
    rf"|(?:列出|列举|举出|说出|我要|给我)[^，。？?\d]{{0,6}}?(?P<named>{_HAN}){_MEASURE}"
    rf"|(?<!\d)(?:前|头|最[大高多好]的)(?P<top>{_HAN})(?:名|大|位|家|个|款|强)"
    rf"|\b(?:which|name|list|what (?:are|were)) (?:the )?(?P<english>{_IN_ENGLISH})\b"
    rf"|\btop (?P<best>{_IN_ENGLISH})\b"
)
# 四大…分别是…和哪一个 asks for one of them.
_ASKS_ONE = re.compile(r"哪(?:一|个|家|座|位|条|项)|多少|第几|还有|除了")


def count_of(folded: str) -> int | None:
    """Return how many things a folded, lower-case question asks to be listed, None when it does not say.

    >>> count_of("是哪三个"), count_of("哪几个"), count_of("which two cities"), count_of("三化是哪三化")
    (3, None, 2, 3)
    """
    match = _COUNTS.search(folded)
    if match is None or (not match["which"] and _ASKS_ONE.search(folded)):
        return None
    words = next(filter(None, match.groups()))
    counted = _ENGLISH.get(words) or (2 if words == "两" else number(words))
    return counted if counted > 1 else None
