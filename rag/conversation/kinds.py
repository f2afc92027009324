"""Words of one kind, of which a follow-up may name another: 4G… 5G呢？, 广东… 浙江呢？ Folded, in lower case."""

from __future__ import annotations

import re
from functools import cache

from rag.conversation.frame import low_of
from rag.conversation.places import CITIES, CITY_AND_COUNTRY, COUNTRIES, PROVINCES
from rag.conversation.subject import Topic

KINDS: tuple[frozenset[str], ...] = tuple(
    frozenset(words.split())
    for words in (
        "2g 3g 4g 5g 6g",
        "ipv4 ipv6",
        "iaas paas saas",
        "上行 下行",
        "uplink downlink",
        CITY_AND_COUNTRY,
        "urban rural",
        "男性 女性 少数民族",
        "男 女",
        "新建 新增 净增 累计",
        "male female",
        "men women",
        "境内 境外 海外 国内 国外",
        "domestic overseas",
        "直接 间接",
        "公有云 私有云 混合云",
        "小屏 大屏",
        "汽油 柴油 天然气",
        "通算 智算 超算",
        "省级 市级 县级",
        "首批 第一批 第二批 第三批",
        "中期 末期",
        "南方 北方",
        "华东 华北 华南 华中 东北 西北 西南",
        "全体员工 普通员工 基层员工 新员工 老员工 中层管理者 高级管理层 高管层 管理层 高管 董事会 监事会 董事 监事",
        "董事长 总经理 副总经理 总裁 行政总裁 首席执行官 财务总监",
        PROVINCES,
        CITIES,
        COUNTRIES,
        "asia europe africa america oceania",
    )
)


def replace_of_kind(topic: Topic, asked: str, low_asked: str) -> str | None:
    """Return a question with its one term of the kind of ``asked`` replaced; None when there is no such one.

    ``low_asked`` is the term folded, in lower case.

    >>> from corpus.about import built_in
    >>> replace_of_kind(Topic.of("4G基站有多少？", built_in()), "5G", "5g")
    '5G基站有多少？'
    """
    for kind in KINDS:
        if low_asked not in kind:
            continue
        found = [m for m in _words(kind).finditer(topic.low) if topic.free(*m.span())]
        if len({m.group(0) for m in found}) == 1 and found[0].group(0) != low_asked:
            replaced = topic.text
            for match in reversed(found):
                replaced = replaced[: match.start()] + asked + replaced[match.end() :]
            return replaced
    return None


@cache
def _words(kind: frozenset[str]) -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, kind), key=lambda word: (-len(word), word)))
    return re.compile(rf"(?<![a-z\d])(?:{words})(?![a-z\d])")


def without_kind(about: str, low_about: str, low_turn: str) -> str:
    """Return a subject without its term of a kind that the turn names itself: 第二批试点 when 首批 is asked.

    >>> without_kind("数字乡村第二批试点", "数字乡村第二批试点", "首批是谁牵头的")
    '数字乡村试点'
    """
    for kind in KINDS:
        if _words(kind).search(low_turn) and (found := list(_words(kind).finditer(low_about))):
            for match in reversed(found):
                about = about[: match.start()] + about[match.end() :]
            low_about = low_of(about)
    return about
