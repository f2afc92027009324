"""Text as a check compares it: one script, one region's words, narrow, lower case, figures without separators."""

from __future__ import annotations

import re
from functools import lru_cache

from index.expand import mainland_wording
from index.segment import normalise
from rag.claims.written import one_way

_BESIDE_HAN = re.compile(
    r"(?<=[\u4e00-\u9fff,。;、:()%]) +(?=[\w\u4e00-\u9fff])|(?<=\w) +(?=[\u4e00-\u9fff])"
)


# 其中移动网络 names no 中移动.
_NO_COMPANY = ("其中移动", "其中的移动")


@lru_cache(maxsize=1024)
def plain(text: str) -> str:
    """Return text folded, in mainland words, NFKC, lower case, without thousands separators; lengths may change.

    Dates and 7×24 are written one way. Spaces beside Chinese characters are dropped: 2020 年, 240 万站.

    >>> plain("５Ｇ基地台1,865萬個"), plain("5G基站1865万个")
    ('5g基站1865万个', '5g基站1865万个')
    """
    return one_way(_BESIDE_HAN.sub("", normalise(mainland_wording(text)))).replace(*_NO_COMPANY)
