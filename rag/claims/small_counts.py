"""Small counts of English sentences, as Chinese numerals say them: three for 三届, five others for 等六部门."""

from __future__ import annotations

import re

from rag.claims.quantities import Quantity

_NUMERALS = "零一二三四五六七八九十"
_MOST = len(_NUMERALS) - 2
_COUNTED = "届轮期批个家项大类种方面部门位名次场条款份座所只年月天周"
# Who is one of them is told apart from the others: MIIT and five other departments.
_OTHERS = re.compile(r"\s*(?:other|more|further|additional)\b")


def says_count(quantity: Quantity, text: str, source: str) -> bool:
    """Tell whether plain source text counts by a Chinese numeral as plain English text does; of others with the one.

    >>> from rag.claims.quantities import quantities
    >>> said = "the ministry and five other departments"
    >>> says_count(quantities(said)[0], said, "等六部门"), says_count(quantities(said)[0], said, "等五部门")
    (True, False)
    """
    count = int(quantity.value) + bool(_OTHERS.match(text, quantity.span.end))
    if quantity.value != int(quantity.value) or not 1 < count <= _MOST + 1:
        return False
    said = {_NUMERALS[count], *("两" if count == 2 else "")}
    return any(re.search(rf"(?<![{_NUMERALS}百千万第之点\d]){one}(?=[{_COUNTED}])", source) for one in said)
