"""Lines about a page rather than of its text: when it was put up, how often it was read, and its tools."""

from __future__ import annotations

import re

from corpus.script import fold

# A longer line is text.
_LONGEST = 120
_ENDS = re.compile(r"[。！？；]")
# What such a line begins with, folded.
_LABEL = re.compile(
    r"^[\s\[【(（|]*(?:(?:发布|发表|发稿|刊登|更新|上线|公布)(?:时间|日期)|(?:阅读|浏览|点击|点阅)(?:次数|人次|量|数|率)?(?=[:：])"
    r"|(?:来源|作者|责任编辑|编辑|记者|字数|时间|日期)(?=[:：])|字[号级体](?:大小)?(?=[:：\s]*[\[【(（]?\s*(?:特大|大|中|小|默认|[AaＡ]))"
    r"|分享(?:到|至)|(?:打印|列印|转发|收藏)(?:本页|此页|本文)?[\s\]】]*$)"
)
# Its tools: the size of letters, sharing, printing. They say nothing.
_TOOL = re.compile(
    r"[\[【(（]?\s?字[号级体](?:大小)?[:：\s]{0,3}(?:[\[【(（|/]?\s?(?:特大|超大|大|中|小|默认|[AaＡ][+＋-]?)\s?[\]】)）|/]?\s?){2,4}[\]】)）]?"
    r"|分享(?:到|至)[:：]?(?:\s?(?:微信|微博|朋友圈|新浪微博|[Qq]{2}(?:空间)?|脸书|FB|[Ff]acebook|LINE|Line|X)[、|/]?){0,6}\s?$"
    r"|[\[【]?(?:打印|列印|转发|收藏)(?:本页|此页|本文)?[\]】]?\s?$"
)


def is_page_line(line: str) -> bool:
    """Tell whether a line is about the page: 发布时间：…　阅读：…次, 字號：大 中 小, 分享到.

    >>> is_page_line("發佈時間：2024-03-05 閱讀：12次"), is_page_line("阅读人数今年大增。"), is_page_line("来源广泛")
    (True, False, False)
    """
    return len(line) <= _LONGEST and not _ENDS.search(line) and _LABEL.match(fold(line)) is not None


def without_tools(line: str) -> tuple[str, int]:
    """Return a line about the page without its tools, and how many those were.

    >>> without_tools("来源：山海日报 字号：大 中 小"), without_tools("【字級：小 中 大】"), without_tools("分享到：")
    (('来源：山海日报', 1), ('', 1), ('', 1))
    """
    kept, at, count = "", 0, 0
    for match in _TOOL.finditer(fold(line)):
        kept += line[at : match.start()]
        at, count = match.end(), count + 1
    return (kept + line[at:]).strip(" \u3000|"), count
