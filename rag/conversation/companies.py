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

# Names beside those of the index that one is asked of in place of another: the largest sellers of clouds. Folded.
_IN_HAN = (
    "微软云|微软|亚马逊云科技|亚马逊云|亚马逊|谷歌云|谷歌|甲骨文云|甲骨文|阿里云|腾讯云|华为云|百度智能云|百度云|"
    "京东云|苹果|英伟达|辉达|脸书|特斯拉|三星"
)
_IN_LETTERS = "microsoft|azure|amazon|aws|google|oracle|ibm|nvidia|samsung"
_SELLER = re.compile(rf"{_IN_HAN}|(?<![a-z\d])(?:{_IN_LETTERS})(?![a-z])")


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


def replace_named(previous: str, part: str, names: CompanyNames) -> str | None:
    """Return the earlier question asked of another seller, or of a company in place of one; None for other names.

    >>> from corpus.about import built_in
    >>> replace_named("微软2023年的云收入是多少？", "亚马逊云", built_in())
    '亚马逊云2023年的云收入是多少？'
    """
    low, alone = low_of(part), named_alone(part, names)
    if alone is None and not _SELLER.fullmatch(low):
        return None
    typed = alone[0] if alone else part
    found = list(_SELLER.finditer(low_of(previous)))
    if len({match.group(0) for match in found}) == 1:
        for match in reversed(found):
            previous = previous[: match.start()] + typed + previous[match.end() :]
        return previous
    named = company_spans(low_of(previous), names)
    return replace_company(previous, part, part, names) if named and not found and alone is None else None


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
