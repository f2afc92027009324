"""What is said about a conversation in our own words, in the asker's script. ``{…}`` are filled in."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.types import Script


@dataclass(frozen=True, slots=True)
class Phrases:
    """The notes and refusals of a conversation."""

    unit: str
    more: str
    shorter: str
    source: str
    script: str
    not_translated: str
    no_figure: str
    no_unit: str
    no_rate: str
    other_measure: str
    no_more: str
    nothing_yet: str
    new: str
    page: str


_HANS = Phrases(
    unit="单位：{unit}", more="原文的上下文", shorter="简短回答", source="出处", script="简体",
    not_translated="引文照原文，不作翻译",
    no_figure="上一个回答里没有可以换算的单个数值。",
    no_unit="这个数值旁没有写明单位，不能换算。",
    no_rate="文档里没有汇率，无法把{old}换成{new}。",
    other_measure="{old}不能换成{new}。", no_more="原文这一处没有更多内容。", nothing_yet="上一个问题没有得到答案。",
    new="好的，请提出新的问题。", page="第{page}页",
)  # fmt: skip
_HANT = Phrases(
    unit="單位：{unit}", more="原文的上下文", shorter="簡短回答", source="出處", script="繁體",
    not_translated="引文照原文，不作翻譯",
    no_figure="上一個回答裡沒有可以換算的單個數值。",
    no_unit="這個數值旁沒有寫明單位，不能換算。",
    no_rate="文件裡沒有匯率，無法把{old}換成{new}。",
    other_measure="{old}不能換成{new}。", no_more="原文這一處沒有更多內容。", nothing_yet="上一個問題沒有得到答案。",
    new="好的，請提出新的問題。", page="第{page}頁",
)  # fmt: skip
_ENGLISH = Phrases(
    unit="unit: {unit}", more="the context of the quotations", shorter="in short", source="source", script="script",
    not_translated="quotations stand as in the source, not translated",
    no_figure="The last answer holds no single figure that can be converted.",
    no_unit="No unit stands beside this figure: it cannot be converted.",
    no_rate="The documents give no exchange rate: {old} cannot be converted to {new}.",
    other_measure="{old} cannot be converted to {new}.", no_more="The source says no more at this place.",
    nothing_yet="The last question got no answer.", new="All right. Ask a new question.", page="p. {page}",
)  # fmt: skip


def phrases(script: Script) -> Phrases:
    """Return the phrases for a script; a turn without Chinese gets the English ones."""
    if script is Script.HANT:
        return _HANT
    return _ENGLISH if script is Script.NONE else _HANS
