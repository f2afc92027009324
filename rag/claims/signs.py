"""Denials, directions and extents: small words that turn a sentence round."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from rag.claims.patterns import pattern


@dataclass(frozen=True, slots=True)
class Sign:
    """Words that say one thing, and those that say its contrary; ``name`` is what the row is about.

    ``must`` tells that neither may be said where the source says neither, nor what implies it (``implied``: for the
    words, for their contrary).
    """

    name: str
    words: re.Pattern[str]
    contrary: re.Pattern[str]
    must: bool
    implied: tuple[re.Pattern[str], re.Pattern[str]]


@cache
def _data() -> Mapping[str, list[dict[str, Any]]]:
    loaded: dict[str, list[dict[str, Any]]] = json.loads(
        resources.files("rag").joinpath("data/claim_signs.json").read_text("utf-8")
    )
    return loaded


@cache
def _rows(kind: str) -> tuple[Sign, ...]:
    return tuple(
        Sign(
            row["name"],
            re.compile(row["words"]),
            re.compile(row["contrary"]),
            bool(row.get("must")),
            (re.compile(row.get("implied_words", "(?!)")), re.compile(row.get("implied_contrary", "(?!)"))),
        )
        for row in _data()[kind]
    )


@cache
def _denial() -> tuple[re.Pattern[str], re.Pattern[str]]:
    row = _data()["denial"][0]
    return re.compile(row["words"]), re.compile(row["but"])


def denials(text: str) -> list[str]:
    """Return the words of plain text that deny something.

    >>> denials("公司并未使用童工,不断改进"), denials("沒有")
    (['并未'], [])
    """
    words, but = _denial()
    kept = but.sub(lambda m: " " * len(m.group()), text)
    return [m.group().strip() for m in words.finditer(kept)]


def denied(text: str) -> list[str]:
    """Return what plain text denies: the two characters (in English the word) behind each denial and its helping verbs.

    >>> denied("这里不含研发人员薪酬"), denied("不能相加")
    (['含研'], ['相加'])
    """
    words, but = _denial()
    kept = but.sub(lambda m: " " * len(m.group()), text)
    found = []
    for match in words.finditer(kept):
        helping = pattern("signs helping").match(kept, match.end())
        at = helping.end() if helping else match.end()
        if behind := kept[at : at + 2].strip(" ,。;"):
            found.append(behind)
    return found


def denied_parts(text: str, length: int) -> list[str]:
    """Return what stands behind each denial of plain text, up to the next mark, ``length`` characters at most.

    >>> denied_parts("公司并未停止行动,继续", 6)
    ['停止行动']
    """
    words, but = _denial()
    kept = but.sub(lambda m: " " * len(m.group()), text)
    return [re.split(r"[,;。!?]", kept[m.end() : m.end() + length])[0] for m in words.finditer(kept)]


@cache
def _absence() -> re.Pattern[str]:
    return re.compile(_data()["denial"][1]["words"])


def absences(text: str) -> list[str]:
    """Return the words of plain text by which something is kept from being, without a denial: 限制, 禁止, 停止."""
    return _absence().findall(text)


def turned_order(said: str, source: str) -> str:
    """Return the first step of a way that a plain clause goes (从甲到乙) and plain source text goes backwards; "" else.

    >>> turned_order("从货架到书架", "从“书架”到“货架”"), turned_order("从书架走到货架", "从“书架”到“货架”")
    ('货架', '')
    """
    for match in pattern("signs steps").finditer(_bare(said)):
        steps = [step for step in match.groups() if step]
        places = [_bare(source).find(step[:4]) for step in steps]
        if min(places) >= 0 and places != sorted(places):
            return steps[0]
    return ""


def _bare(text: str) -> str:
    """Return text without quotation marks."""
    return re.sub(r"[“”\"「」『』]", "", text)


@lru_cache(maxsize=4096)
def is_sign(word: str, *, all_rows: bool = True) -> bool:
    """Tell whether a plain word is one of direction: what it says is checked by itself.

    Without ``all_rows`` only such as no text may say of itself count: up, above, first; but not 开通.
    """
    rows = [sign for sign in _rows("directions") if all_rows or sign.must]
    return any(one.fullmatch(word) for sign in rows for one in (sign.words, sign.contrary))


@lru_cache(maxsize=4096)
def without_signs(text: str) -> str:
    """Return plain text without its words of direction."""
    text = pattern("signs about change").sub("", text)
    for sign in _rows("directions")[:2]:
        text = sign.contrary.sub("", sign.words.sub("", text))
    return pattern("signs about change").sub("", text)


def _without_undone(text: str) -> str:
    """Return plain text with the directions that came to an end turned: 止住下滑 says that nothing falls any more.

    So are those of a level that is better where less is: 延时水平提升.
    """
    row = _rows("directions")[0]
    for match in row.contrary.finditer(text):
        if pattern("signs undone").search(text, max(0, match.start() - 12), match.start()):
            text = f"{text[: match.start()]}上升{text[match.end() :]}"
            break
    for match in row.words.finditer(text):
        if pattern("signs smaller is better").search(text, max(0, match.start() - 16), match.start()):
            # 延时水平提升至6秒: of what is better the less there is of it.
            return f"{text[: match.start()]}下降{text[match.end() :]}"
    return text


def contradicted(said: str, *sources: str) -> str:
    """Return the words of a plain clause that say the contrary of plain source text, which says not the same; "" else.

    Of several sources, the nearest first, the first that says either counts.

    >>> contradicted("收入同比下降3%", "收入增长3%"), contradicted("收入同比上升3%", "收入增长3%")
    ('下降', '')
    """
    said, sources = _without_undone(said), tuple(_without_undone(source) for source in sources)
    for sign in _rows("directions"):
        source = next((s for s in sources if sign.words.search(s) or sign.contrary.search(s)), "")
        for one, other in ((sign.words, sign.contrary), (sign.contrary, sign.words)):
            match = one.search(said)
            if match and not one.search(source) and other.search(source) and not other.search(said):
                return match.group()
    return ""


def unsaid(said: str, source: str) -> str:
    """Return a word of direction in a plain clause where plain source text says none of the kind; "" else."""
    must = [sign for sign in _rows("directions") if sign.must]
    return _unsaid(_without_undone(said), _without_undone(source), must)


def other_extent(said: str, source: str) -> str:
    """Return a word in a plain clause that says all, some, only or most where plain source text does not; "" else."""
    return _unsaid(said, source, _rows("extents"))


def went(text: str) -> tuple[str, str]:
    """Return the first word of plain text that says up, and the first that says down; "" for none.

    >>> went("由6亿户扩大到7亿户")
    ('扩大', '')
    """
    row = _rows("directions")[0]
    up, down = row.words.search(text), row.contrary.search(text)
    return up.group() if up else "", down.group() if down else ""


def part_for_all(said: str, source: str) -> str:
    """Return the words of a plain clause that say all where the source's clause says some; "" else.

    >>> part_for_all("所有省份都已完成", "大部分省份已完成"), part_for_all("所有省份", "各省份")
    ('所有', '')
    """
    row = next(sign for sign in _rows("extents") if sign.name == "all")
    match = row.words.search(said)
    some = row.contrary.search(source) or pattern("signs most").search(source)
    return match.group() if match and some and not row.words.search(source) else ""


@cache
def _scopes() -> re.Pattern[str]:
    return re.compile(_data()["scopes"][0]["words"])


def scopes(text: str) -> list[str]:
    """Return the words of plain text that say of which part of the world something is."""
    return _scopes().findall(text)


def _unsaid(said: str, source: str, signs: Sequence[Sign]) -> str:
    for sign in signs:
        for one, implied in zip((sign.words, sign.contrary), sign.implied, strict=True):
            match = one.search(said)
            if match and not one.search(source) and not implied.search(source):
                return match.group()
    return ""
