"""What is said of a language model at the prompt, in the question's script; the data of an answer keep the English."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from corpus.types import Script
from rag.types import Notice, Struck


@cache
def _table() -> Mapping[str, Any]:
    data: dict[str, Any] = json.loads(resources.files("rag").joinpath("data/notices.json").read_text("utf-8"))
    return data


def _words(script: Script) -> Mapping[str, Any]:
    named = {Script.HANT: "hant", Script.NONE: "none"}.get(script, "hans")
    words: Mapping[str, Any] = _table()[named]
    return words


def notice_said(notice: Notice, script: Script) -> str:
    """Return a notice in one line in a question's script: its English message for text without Chinese.

    What a server said itself is repeated as it said it. A notice that names no model stays in English.

    >>> notice_said(Notice("cut", "…", model="openai:x", where="URL", shown="instead"), Script.HANS)
    'openai:x（URL）说到一半断了。请再问一次。现改为显示文档原文。'
    """
    words = _words(script)
    if script is Script.NONE or not notice.model:
        return notice.message
    filled = {"model": notice.model, "where": notice.where, "count": str(notice.count)}
    filled["shown"] = words["shown"].get(notice.shown, "")
    if notice.kind in {"struck", "abstained"} or not notice.where:
        sentence = words.get("nothing" if notice.kind == "empty" else notice.kind)
        return str(sentence).format(**filled) if sentence else notice.message
    if notice.kind not in words["what"]:
        return notice.message
    detail, advice = _detail(notice.detail, words)
    filled["detail"] = words["detail"].format(detail=detail) if detail else ""
    filled["what"], filled["advice"] = words["what"][notice.kind], advice or words["advice"][notice.kind]
    return str(words["failure"]).format(**filled)


def _detail(detail: str, words: Mapping[str, Any]) -> tuple[str, str]:
    """Return a detail in other words, and the advice that goes with it; what is not our own as it is."""
    for told, said, advice in words["details"]:
        if match := re.fullmatch(told, detail):
            return said.format(*match.groups()), advice
    return detail, ""


def sent_said(model: str, where: str, key: str, script: Script) -> str:
    """Return the line that says that questions and paragraphs are sent to a model; ``key`` is its variable or "".

    >>> sent_said("openai:x", "URL", "KEY", Script.HANS)
    '由 openai:x（URL）作答：问题和段落会发到那里，连同 KEY 里的密钥。'
    """
    words = _words(script)
    with_key = str(words["with key"]).format(key=key) if key else ""
    return str(words["sent"]).format(model=model, where=where, key=with_key)


def waiting_said(model: str, seconds: float, script: Script) -> str:
    """Return the line that says that a model is still awaited, and for how many seconds at most.

    >>> waiting_said("openai:x", 60, Script.NONE)
    'Still waiting for openai:x, for 60 s at most …'
    """
    return str(_words(script)["waiting"]).format(model=model, seconds=f"{seconds:g}")


def struck_said(struck: Struck, script: Script) -> str:
    """Return the line about a sentence that is not shown, in a question's script: why, over which words, the sentence.

    >>> struck_said(Struck("有9个。", "figure", "9个"), Script.NONE)
    'struck (figure: 9个): 有9个。'
    """
    words = _words(script)
    reason = words.get("reasons", {}).get(struck.reason, struck.reason)
    why = words["colon"].join(filter(None, (reason, struck.over)))
    return str(words["struck line"]).format(why=why, text=struck.text)


def none_struck_said(script: Script) -> str:
    """Return the line that says that no sentence was struck, in a question's script."""
    return str(_words(script)["none struck"])
