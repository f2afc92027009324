"""Another company, put in the place of the one that was asked about before."""

from __future__ import annotations

import re

from corpus.about import CompanyNames
from corpus.script import HAN, detect, to_script
from rag.conversation.frame import low_of
from rag.question import companies_of

# Bare short names that are common words too; they are written out once they are meant.
_MOBILE = re.compile("移动")
_MOBILE_NAME = "中国移动"
_BARE = {"移动": _MOBILE_NAME, "电信": "中国电信", "广电": "中国广电"}


def company_spans(low: str, names: CompanyNames) -> list[tuple[int, int, str]]:
    """Return where folded text names companies, with their usual names, in order."""
    found = [(*m.span(), names.table[m.group(0)]) for m in names.pattern.finditer(low)]
    if not any(usual == _MOBILE_NAME for _, _, usual in found) and _MOBILE_NAME in companies_of(low, names):
        found += [(*m.span(), _MOBILE_NAME) for m in _MOBILE.finditer(low)]
    return sorted(found)


def named_alone(part: str, names: CompanyNames) -> tuple[str, str] | None:
    """Return a company's name as typed, and its usual name, when a part of a turn is no more than that.

    >>> from corpus.about import built_in
    >>> named_alone("聯通", built_in()), named_alone("移動", built_in()), named_alone("基站", built_in())
    (('聯通', '中国联通'), ('中國移動', '中国移动'), None)
    """
    low = low_of(part)
    if low in _BARE:
        return to_script(_BARE[low], detect(part)), _BARE[low]
    match = names.pattern.fullmatch(low)
    return (part, names.table[match.group(0)]) if match else None


def replace_company(previous: str, typed: str, usual: str, names: CompanyNames) -> str | None:
    """Return the earlier question asked of another company; None when it asks of several.

    >>> from corpus.about import built_in
    >>> replace_company("中國移動2024年有多少5G基站？", "聯通", "中国联通", built_in())
    '聯通2024年有多少5G基站？'
    """
    if typed.isascii() and HAN.search(previous):
        typed = to_script(usual, detect(previous))
    found = company_spans(low_of(previous), names)
    if len({name for _, _, name in found}) > 1:
        return None
    if not found:
        return _inserted(previous, typed)
    for start, end, _ in reversed(found):
        previous = previous[:start] + typed + previous[end:]
    if usual not in companies_of(low_of(previous), names):
        previous = previous.replace(typed, to_script(usual, detect(typed)))
    return previous


def _inserted(previous: str, typed: str) -> str:
    if not previous.isascii() or not typed.isascii():
        return typed + (" " if previous.isascii() else "") + previous
    core = previous.rstrip(" ?.!")
    return f"{core} at {typed}{previous[len(core) :]}"
