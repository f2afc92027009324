"""What English says otherwise than Chinese: currencies before their figure, parts of the world, terms of reports."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from corpus.script import HAN
from index.glossary import Glossary, stemmed

# Names of techniques are written alike: 5g, 4g, 700mhz. They tell one figure from another.
_TECHNIQUE = re.compile(r"(?<![\w.-])(?:\d+(?:\.\d+)?g(?:-a)?|\d+(?:\.\d+)?[mg]hz|[a-z]+\d+)(?![\w-])")
_NUMBER = r"(?P<number>\d+(?:\.\d+)?(?: ?(?:hundred|thousand|million|mn|billion|bn|trillion)\b)?)"


# Fell to 306 million from 318 million: what something came to is told first.
_TO_FROM = re.compile(r"\bto \D{0,16}\d[^,;]{0,40}?\bfrom \D{0,16}\d")


def ends_first(clause: str) -> bool:
    """Tell whether a plain English clause tells what something came to before what it was.

    >>> ends_first("fell to 306 million from 318 million"), ends_first("rose from 5 to 8")
    (True, False)
    """
    return bool(_TO_FROM.search(clause))


@cache
def _table() -> Mapping[str, Any]:
    data: dict[str, Any] = json.loads(
        resources.files("rag").joinpath("data/claim_english.json").read_text("utf-8")
    )
    return data


@cache
def terms() -> Mapping[str, tuple[str, ...]]:
    """Return English terms, stemmed, with the Chinese they mean in reports."""
    return {stemmed(term): tuple(words) for term, words in _table()["terms"].items()}


def beside_terms(glossary: Glossary) -> Glossary:
    """Return the English of an index's words with the terms of reports: of what both know, the meanings of both.

    >>> beside_terms({"market": ("集市",)})["market"]
    ('集市', '市场')
    """
    both = {term: tuple(dict.fromkeys((*glossary.get(term, ()), *words))) for term, words in terms().items()}
    return {**glossary, **both}


@cache
def _money() -> tuple[re.Pattern[str], Mapping[str, str]]:
    names: dict[str, str] = dict(_table()["money"])
    named = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![a-z])(?P<money>{named}) ?{_NUMBER}"), names


def money_behind(text: str) -> str:
    """Return plain English text whose currencies stand behind their figures, as units do; other text as it is.

    >>> money_behind("revenue was rmb 77.1 billion"), money_behind("us$5 a share")
    ('revenue was 77.1 billion yuan', '5 us dollars a share')
    """
    if HAN.search(text):
        return text
    pattern, names = _money()
    return pattern.sub(lambda m: f"{m['number']} {names[m['money']]}", text)


def without_money(text: str) -> str:
    """Return text as written with the currencies before its figures blank: RMB is no name; length unchanged.

    >>> without_money("Revenue was RMB 5 million")
    'Revenue was     5 million'
    """
    return text if HAN.search(text) else _bare_money().sub(lambda m: " " * len(m.group()), text)


@cache
def _bare_money() -> re.Pattern[str]:
    named = "|".join(re.escape(name) for name in sorted(_money()[1], key=len, reverse=True))
    return re.compile(rf"(?<![A-Za-z])(?:{named})(?= ?\d)", re.IGNORECASE)


_HOUR = re.compile(r"(?<![\d:.])(?P<hour>1[0-2]|[1-9])(?::(?P<minute>[0-5]\d))? ?(?P<half>[ap])\.?m\b\.?")


def _of_24(match: re.Match[str]) -> str:
    """Return an hour of the morning or afternoon as one of twenty-four."""
    hour = int(match["hour"]) % 12 + (12 if match["half"] == "p" else 0)
    return f"{hour}:{match['minute'] or '00'}"


_READ = (
    # A 204-billion-parameter model.
    (re.compile(r"(?<=\d)-(?=(?:thousand|million|billion|trillion)\b)"), " "),
    (re.compile(r"(?<=\d (?:m|b)illion)-(?=[a-z])|(?<=\d trillion)-(?=[a-z])"), " "),
    # Order No. 13959 denies nothing and ends no sentence.
    (re.compile(r"\bnos?\. ?(?=\d)"), "#"),
    # The days on which a year and its half end are told of every year.
    (re.compile(r"\byear (?:that )?ended (?:on )?(?:31 december|december 31),?"), "year"),
    (re.compile(r"\bsix months (?:that )?ended (?:on )?(?:30 june|june 30),?"), "first six months of"),
)


def as_chinese_counts(text: str) -> str:
    """Return plain English text as Chinese counts: currencies behind their figures, numbers without an abbreviation.

    >>> as_chinese_counts("order no. 13959 cost rmb 5 million")
    'order #13959 cost 5 million yuan'
    """
    if HAN.search(text):
        return text
    for written, read in _READ:
        text = written.sub(read, text)
    text = _HOUR.sub(_of_24, text)
    return money_behind(text)


@cache
def _scopes() -> Mapping[str, re.Pattern[str]]:
    return {row[0]: re.compile(rf"\b(?:{'|'.join(row[1:])})\b") for row in _table()["scopes"]}


def says_scope(text: str, scope: str) -> bool:
    """Tell whether plain text says of what part of the world something is, by a source's word or the English for it.

    >>> says_scope("in china", "国内"), says_scope("in china", "全球"), says_scope("国内的", "国内")
    (True, False, True)
    """
    english = _scopes().get(scope)
    return scope in text or bool(english and english.search(text))


def scopes_named(text: str) -> list[str]:
    """Return the Chinese for the parts of the world that plain English text names.

    >>> scopes_named("5g phones worldwide")
    ['全球', '世界']
    """
    return [scope for scope, english in _scopes().items() if english.search(text)]


def counts_trips(unit: str, source: str, beside: str) -> bool:
    """Tell whether an English noun's counter stands for a source's counter of trips, by the words beside its figure.

    >>> counts_trips("人", "人次", "调动人员"), counts_trips("人", "人次", "接待游客")
    (True, False)
    """
    return any([unit, source] == row[:2] and re.search(row[2], beside) for row in _table()["trips"])


def techniques(text: str) -> list[tuple[str, ...]]:
    """Return the names of techniques in plain English text as words that tell figures apart; none of Chinese text.

    >>> techniques("390000 4g base stations on 700mhz")
    [('4g',), ('700mhz',)]
    """
    if HAN.search(text):
        return []
    return [(name,) for name in dict.fromkeys(_TECHNIQUE.findall(text))]
