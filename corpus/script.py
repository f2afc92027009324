"""Chinese scripts: detect, fold for matching, convert for display. The only file that knows OpenCC.

Fold to match, slice the original: the fold keeps every length, so one offset serves text and fold alike.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from opencc import OpenCC

from corpus.types import Script

Wording = Literal["s2t", "t2s", "s2hk", "s2twp", "tw2sp", "hk2s"]

HAN = re.compile("[\u2e80-\u2fdf\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")

# Simplified characters that traditional text writes as well (皇后, 公里, 台灣, 批准): they tell nothing.
_IN_BOTH = frozenset(
    "后里面干台余云征丑板才出斗范谷柜合伙几借局据卷克困累蒙签曲舍升松涂托系弦向须旋叶佣涌吁郁欲御愿岳仔扎占折"
    "志制周朱注准群峰布游杰灶秘核吃咨咸回妆姜家尸岩帘幸庄弥录抵拐挂搜撑效杯果栖栗污沈洒澄炮烟略症痴癯皂着秋"
    "稿笋粽糍糖群耀胡胭脊腌舌苏苔萝蔑蚕表谥赞辟迹酸采鉴钟钩锈雇霉面韵饥鲜麻黄麟了伪册凶划卺参吊唇咱唤嘱奸妒"
    "巨并床托挤朴沾泛溪澜灾熏猫玩疱礼种筑粮线绣脚膻芸药蜡裸证踪针钵链雕"
)
# One script outweighs the other when it has this many times its telling characters; below that the text is mixed.
_DOMINANCE = 9


@cache
def _converter(config: str) -> OpenCC:
    return OpenCC(config)


def _encodable(text: str) -> str:
    """Return the text with half surrogate pairs, as a terminal passes wrong bytes on, replaced by ``?``."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def fold(text: str) -> str:
    """Return the text in simplified characters, length unchanged, for matching only (OpenCC ``t2s``).

    Fold whole documents and slice afterwards: folding is not compositional (乾隆 is kept, 乾 alone becomes 干). It does
    not unify regional words: 軟體 becomes 软体, not 软件. Raises RuntimeError if OpenCC's data should change a length.

    >>> fold("中國移動的5G基站"), fold("中国移动的5G基站")
    ('中国移动的5G基站', '中国移动的5G基站')
    """
    folded: str = _converter("t2s").convert(_encodable(text))
    if len(folded) != len(text):
        raise RuntimeError(
            f"OpenCC t2s changed a length from {len(text)} to {len(folded)}: offsets would be wrong"
        )
    return folded


def convert(text: str, wording: Wording) -> str:
    """Return the text converted for display; the length may change (``tw2sp``: 網際網路 → 互联网).

    ``s2t`` and ``t2s`` change characters, ``s2hk``/``hk2s`` use Hong Kong forms, ``s2twp``/``tw2sp`` Taiwan words too.

    >>> convert("网络信息", "s2twp"), convert("軟體", "tw2sp")
    ('網路資訊', '软件')
    """
    return str(_converter(wording).convert(_encodable(text)))


def to_script(text: str, script: Script) -> str:
    """Return the text in the given script, character by character; unchanged for ``MIXED`` and ``NONE``.

    >>> to_script("240万站", Script.HANT), to_script("240萬站", Script.HANS)
    ('240萬站', '240万站')
    """
    if script is Script.HANT:
        # Text that is traditional already keeps its own variants (台, 痴), which s2t would replace.
        return text if detect(text) is Script.HANT else convert(text, "s2t")
    return fold(text) if script is Script.HANS else text


@cache
def _telling(char: str) -> Script:
    if not HAN.match(char) or char in _IN_BOTH:
        return Script.NONE
    if _converter("t2s").convert(char) != char:
        return Script.HANT
    return Script.HANS if _converter("s2t").convert(char) != char else Script.NONE


def detect(text: str) -> Script:
    """Return the script a text is written in.

    Only characters that exist in one script tell. Han text without any counts as simplified, the commoner case;
    ``NONE`` means no Han character at all. ``MIXED`` needs both scripts, neither outweighing the other nine to one.

    >>> [detect(t).value for t in ("中国移动", "中國移動", "中国移动與中國聯通", "China Mobile 5G")]
    ['hans', 'hant', 'mixed', 'none']
    """
    counts = {Script.HANS: 0, Script.HANT: 0, Script.NONE: 0}
    for char in text:
        counts[_telling(char)] += 1
    hans, hant = counts[Script.HANS], counts[Script.HANT]
    if hans == hant == 0:
        return Script.HANS if HAN.search(text) else Script.NONE
    if min(hans, hant) * _DOMINANCE >= max(hans, hant):
        return Script.MIXED
    return Script.HANS if hans > hant else Script.HANT


def tells_script(text: str) -> bool:
    """Tell whether a text holds a character that exists in one script only.

    >>> tells_script("那2023年呢？"), tells_script("聯通呢？")
    (False, True)
    """
    return any(_telling(char) is not Script.NONE for char in text)
