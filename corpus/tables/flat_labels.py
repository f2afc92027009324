"""Labels of flattened rows: groups before them, labels of empty rows glued in front, labels torn by a page break."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.script import fold

_GROUP = re.compile(r"^(?P<group>.{2,40}?)[：:](?=\S)")
_OPERATORS = ("减", "加", "其中")
_LISTED_GROUP = re.compile(
    r"^(?P<group>[（(][一二三四五六七八九十]{1,2}[）)][^\d（）()]{2,24})(?=\d{1,2}[.．、])"
)
_INNER = re.compile(r"(?<=[^：:（(“\"])(?=(?:减|加|其中)[：:])")
_TOTAL = re.compile(r"(?:合计|总计|小计|净额|总额)(?:[（(].*)?$|^[一二三四五六七八九十]{1,2}、")


@dataclass(frozen=True, slots=True)
class Label:
    """A row's label and the group that it stands in, empty for none."""

    words: str
    group: str


def read_labels(raw: Sequence[str], known: frozenset[str]) -> list[Label]:
    """Return the labels of a table's rows from the words before their figures.

    ``known`` are the folded labels of all tables of the text: by them a label that a page break tore is put together
    again, and the label of an empty row glued to the next one's is taken off.
    """
    words = _mended(list(raw), known)
    found: list[Label] = []
    group = ""
    for torn in words:
        group, label = _grouped(_without_torn(torn), group)
        label = _last_known(_last_operator(label), known)
        if _TOTAL.search(fold(label)):
            group = ""
        found.append(Label(label, group))
    return found


def _grouped(label: str, group: str) -> tuple[str, str]:
    """Return the group that a label stands in, its own before a colon or else ``group``, and the label without it."""
    folded = fold(label)
    match = _LISTED_GROUP.match(folded) or _GROUP.match(folded)
    if match is None or match["group"].endswith(_OPERATORS):
        return group, label
    return label[: match.end("group")], label[match.end() :]


def _last_operator(label: str) -> str:
    """Return a label from its last 减： or 加： on: what is in front is a row without figures."""
    inner = list(_INNER.finditer(fold(label)))
    return label[inner[-1].start() :] if inner else label


def _without_torn(label: str) -> str:
    """Return a label without what a bracket left open on the page before closes in it."""
    depth = 0
    for i, char in enumerate(label):
        depth += (char in "（(") - (char in "）)")
        if depth < 0:
            return label[i + 1 :] or label
    return label


def _mended(words: list[str], known: frozenset[str]) -> list[str]:
    """Return the labels with the begin of one given back to the one above it, where that makes it a known label."""
    for i in range(len(words) - 1):
        this, below = fold(words[i]), fold(words[i + 1])
        if this in known:
            continue
        end = next((n for n in range(1, min(40, len(below))) if this + below[:n] in known), 0)
        if end:
            words[i], words[i + 1] = words[i] + words[i + 1][:end], words[i + 1][end:]
    return words


def _last_known(label: str, known: frozenset[str]) -> str:
    """Return the last of two known labels that are glued together; any other label as it is."""
    folded = fold(label)
    if folded in known or len(folded) > 60:
        return label
    bare = re.sub(r"^(?:减|加|其中)[：:]", "", folded)
    offset = len(folded) - len(bare)
    cut = next((n for n in range(2, len(bare) - 1) if bare[n:] in known and bare[:n] in known), None)
    return label if cut is None else label[offset + cut :]


def known_labels(raw: Sequence[str]) -> frozenset[str]:
    """Return the labels that stand before figures in two places at least, folded, without groups and operators.

    Only what repeats is sure to be one label: 營業成本 in the statements of the group and of the parent.
    """
    seen: dict[str, int] = {}
    for words in raw:
        folded = _without_torn(fold(words))
        if match := _GROUP.match(folded):
            folded = folded[match.end() :]
        seen[folded] = seen.get(folded, 0) + 1
    return frozenset(words for words, count in seen.items() if count > 1 and len(words) > 1)
