"""The frame of an answer: our own words around the quotations, in the question's script."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.types import Script


@dataclass(frozen=True, slots=True)
class Wording:
    """The sentences an answer may need. ``{…}`` are filled in."""

    quote: str
    yes: str
    no_answer: str
    missing: str
    other_constraint: str
    nearest: str
    understood: str
    joint: str


_HANS = Wording(
    quote="“{quote}”",
    yes="是",
    no_answer="文档里没有找到答案。",
    missing="没有一处提到：{words}。",
    other_constraint="最接近的段落不符合：{constraints}。",
    nearest="最接近的段落：",
    understood="理解为：{constraints}",
    joint="、",
)
_ENGLISH = Wording(
    quote="“{quote}”",
    yes="Yes",
    no_answer="The documents do not say.",
    missing="Nothing mentions: {words}.",
    other_constraint="The nearest paragraphs do not fit: {constraints}.",
    nearest="Nearest paragraphs:",
    understood="Understood as: {constraints}",
    joint=", ",
)
_HANT = Wording(
    quote="「{quote}」",
    yes="是",
    no_answer="文件裡沒有找到答案。",
    missing="沒有一處提到：{words}。",
    other_constraint="最接近的段落不符合：{constraints}。",
    nearest="最接近的段落：",
    understood="理解為：{constraints}",
    joint="、",
)


def wording(script: Script) -> Wording:
    """Return the frame for a question's script; a question without Chinese gets the English one."""
    if script is Script.HANT:
        return _HANT
    return _ENGLISH if script is Script.NONE else _HANS
