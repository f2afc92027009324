"""The frame of an answer: our own words around the quotations, in the question's script."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from corpus.types import Script


@dataclass(frozen=True, slots=True)
class Wording:
    """The sentences an answer may need. ``{…}`` are filled in."""

    quote: str
    covering: str
    yes: str
    no: str
    no_answer: str
    missing: str
    other_constraint: str
    nearest: str
    understood: str
    joint: str
    of_company: str
    lacks: str
    no_document: str
    nothing_near: str
    disagree: str
    between: str
    corrected: str


_HANS = Wording(
    quote="“{quote}”",
    covering="（{parts}）",
    yes="是",
    no="否",
    no_answer="文档里没有找到答案。",
    missing="没有一处提到：{words}。",
    other_constraint="最接近的段落说的不是{constraints}。",
    nearest="最接近的段落：",
    understood="理解为：{constraints}",
    joint="、",
    of_company="{company}",
    lacks="文档里完全没有提到：{words}。",
    no_document="没有{subject}{asked}的文档，年份最近的是{have}的。",
    nothing_near="文档里没有找到答案，也没有相近的段落。",
    disagree="两处说法不同：{said}",
    between="；",
    corrected="文中说的是{word}：{clause}",
)
_ENGLISH = Wording(
    quote="“{quote}”",
    covering=" ({parts})",
    yes="Yes",
    no="No",
    no_answer="The documents do not say.",
    missing="Nothing mentions: {words}.",
    other_constraint="The nearest paragraphs are not about {constraints}.",
    nearest="Nearest paragraphs:",
    understood="Understood as: {constraints}",
    joint=", ",
    of_company=" of {company}",
    lacks="The documents never mention: {words}.",
    no_document="There is no document{subject} for {asked}; the nearest are for {have}.",
    nothing_near="The documents do not say, and nothing in them comes near.",
    disagree="Two places differ: {said}",
    between="; ",
    corrected="The text says otherwise (“{word}”): {clause}",
)
_HANT = Wording(
    quote="「{quote}」",
    covering="（{parts}）",
    yes="是",
    no="否",
    no_answer="文件裡沒有找到答案。",
    missing="沒有一處提到：{words}。",
    other_constraint="最接近的段落說的不是{constraints}。",
    nearest="最接近的段落：",
    understood="理解為：{constraints}",
    joint="、",
    of_company="{company}",
    lacks="文件裡完全沒有提到：{words}。",
    no_document="沒有{subject}{asked}的文件，年份最近的是{have}的。",
    nothing_near="文件裡沒有找到答案，也沒有相近的段落。",
    disagree="兩處說法不同：{said}",
    between="；",
    corrected="文中說的是{word}：{clause}",
)


def wording(script: Script) -> Wording:
    """Return the frame for a question's script; a question without Chinese gets the English one."""
    if script is Script.HANT:
        return _HANT
    return _ENGLISH if script is Script.NONE else _HANS


def quoted(text: str, script: Script) -> str:
    """Return a text in the quotation marks of a question's script: every mark that the program itself writes.

    English gets curly marks too: a straight one does not say whether it opens or closes.

    >>> quoted("甲", Script.HANS), quoted("甲", Script.HANT), quoted("x", Script.NONE)
    ('“甲”', '「甲」', '“x”')
    """
    return wording(script).quote.format(quote=text)


@cache
def _refusals() -> Mapping[str, Mapping[str, str]]:
    """Return the refusals: script to reason to sentence."""
    table: dict[str, dict[str, str]] = json.loads(
        resources.files("rag").joinpath("data/refusals.json").read_text("utf-8")
    )
    return table


def refusal(script: Script, reason: str) -> str:
    """Return the sentence, in a question's script, that declines what is no question to documents.

    ``reason`` is the value of a ``rag.question.Unfit``; KeyError for any other. Text without Chinese gets English.

    >>> refusal(Script.HANS, "arithmetic")
    '我只根据文档回答，不做算术。'
    """
    named = {Script.HANT: "hant", Script.NONE: "none"}.get(script, "hans")
    return _refusals()[named][reason]
