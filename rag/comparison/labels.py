"""What a figure is of: the words around it, and how well they are those of the question."""

from __future__ import annotations

import re

from corpus.script import fold
from corpus.types import Span
from index.expand import mainland_wording
from rag.question import lowered

_MARKS = r"，,。；;：:、|（）()“”「」\n"
_EDGE = re.compile(rf"(?P<mark>[{_MARKS} *]*[{_MARKS}][{_MARKS} *]*)|\d[\d,.]*(?![\d,.]*[A-Za-z])")
_LATIN = re.compile(r"[a-z\d][a-z\d.+-]*")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
# Words that stand at figures of every kind.
_PLAIN = re.compile(
    r"(?:其中|截至|截止|目前|已经|累计|达到|达|超过|超|突破|约|近|逾|共有|共|总数|总量|总|规模|数量|数|为|有|是|了|的|多少|人民币|年底|年末|全年|实现)"
)
# One thing by many names.
_GROWTH = re.compile(r"同比增长|增长率|增速|增幅|涨幅|成长率|年增率|增长|成长")


def tokens(words: str) -> frozenset[str]:
    """Return what words are compared by: pairs of Han characters within a run, and words of Latin letters.

    >>> sorted(tokens("千兆用户数"))
    ['兆用', '千兆', '用户']
    """
    plain = _PLAIN.sub(" ", _GROWTH.sub("增速", lowered(fold(mainland_wording(words)))))
    pairs = {run[i : i + 2] for run in _HAN.findall(plain) for i in range(max(1, len(run) - 1))}
    return frozenset(pairs | {w for w in _LATIN.findall(plain) if not w.isdigit()})


def label_of(folded: str, within: Span, figure: Span) -> tuple[str, str]:
    """Return the words around a figure up to the next mark or figure, and those of the clauses before in its sentence.

    What is counted by a measure word is named behind it (11个学部), everything else before.
    """
    start = max(within.start, folded.rfind("。", within.start, figure.start) + 1)
    cuts = list(_EDGE.finditer(folded, start, figure.start))
    own = cuts[-1].end() if cuts else start
    # A figure may follow a mark directly: the clause before it is its label (用户规模：4.02亿), if it has no figure.
    if not folded[own : figure.start].strip(" *") and cuts:
        before = cuts[-2] if len(cuts) > 1 else None
        if before is None or before["mark"]:
            own = before.end() if before else start
    behind = _EDGE.search(folded, figure.end, within.end)
    end = behind.start() if behind else within.end
    return f"{folded[own : figure.start]} {folded[figure.end : min(end, figure.end + 12)]}", folded[start:own]


def fit(label: str, context: str, question: frozenset[str]) -> float:
    """Return how well a figure's label says what a question asks, 0 to 1.5: what it covers of it, and how purely.

    The clauses before count for less: 6.7亿户，其中千兆4.8亿户 is still of households.
    """
    if not question:
        return 0.0
    own, around = tokens(label), tokens(context)
    held = len(own & question)
    inherited = len((around & question) - own)
    return (held + 0.6 * inherited) / len(question) + 0.5 * held / max(1, len(own))


def alike(first: str, second: str) -> float:
    """Return how alike two labels are, 0 to 1 (Dice)."""
    a, b = tokens(first), tokens(second)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0
