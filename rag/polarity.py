"""Yes or no: whether a sentence denies, and whether it can answer a yes/no question at all."""

from __future__ import annotations

import re

from corpus.types import Span
from rag.figures import figures

_NEGATION = re.compile(
    r"未(?:曾|能|发生|发现|有|出现)|没有|并无|均无|无法|不(?:能|会|得|可|含|包括|因|予|再|是|属|允许|存在)|严禁|禁止|杜绝|零(?=发生|事故)"
)


def negation(folded: str, start: int = 0, end: int | None = None) -> Span | None:
    """Return where folded text first denies something, None when it does not.

    >>> negation("公司严禁使用童工"), negation("公司不断提升质量")
    (Span(start=2, end=4), None)
    """
    match = _NEGATION.search(folded, start, len(folded) if end is None else end)
    return Span(*match.span()) if match else None


def decides(folded_question: str, folded_sentence: str) -> bool:
    """Tell whether a sentence can say yes or no to a question: every figure that is asked about stands in it.

    >>> decides("建成了500万个基站吗", "建成基站240万个"), decides("建成了240万个基站吗", "建成基站240万个")
    (False, True)
    """
    said = {f.number.replace(",", "") for f in figures(folded_sentence)}
    asked = {f.number.replace(",", "") for f in figures(folded_question) if not f.is_year and not f.in_words}
    return asked <= said
