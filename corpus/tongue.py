"""The language that a question is asked in: what is said of it is said in that one, whatever it names."""

from __future__ import annotations

import re

from corpus.script import HAN, detect, tells_script
from corpus.types import Script

# An English question that names things in Chinese: What does 破风 mean? Its verb, or a small word, is in lower case,
# which tells it from a title (Do As Infinity 主唱).
_ASKED_IN_ENGLISH = re.compile(
    r"^[\s\"'“‘(]*(?:and |but |so |then |please |in [\w ]{2,12}, )?"
    r"(?:who|whom|whose|what|what's|when|where|which|why|how|is|are|was|were|did|does|do|has|have|had|can|could|"
    r"will|would|should|tell me|explain|describe|list|name)\b",
    re.IGNORECASE,
)
_LOWER_CASE_WORD = re.compile(r"(?<![A-Za-z\d\-])[a-z]{2,}(?![A-Za-z\d])")
_FIRST_WORD = re.compile(r"^\W*\w+")
_ASKED_IN_CHINESE = re.compile(
    r"多少|什[么麼]|甚[么麼]|哪|[谁誰]|[几幾]|[吗嗎呢]|[为為]何|[为為]啥|如何|何[时時]|怎|[么麼]|是不是|有[没沒]有|[点點]解|乜|咩|是否|邊"
)


def asked_script(text: str) -> Script:
    """Return the script of a question's own words: NONE for one asked in English, though it may name things in Chinese.

    >>> [asked_script(q).value for q in ("What does 破风 mean?", "5G是什麼？", "Who Wants to Be一书的作者是谁？")]
    ['none', 'hant', 'hans']
    """
    if not HAN.search(text):
        return Script.NONE
    rest = _FIRST_WORD.sub("", text)
    in_english = _ASKED_IN_ENGLISH.match(text) and _LOWER_CASE_WORD.search(rest)
    return Script.NONE if in_english and not _ASKED_IN_CHINESE.search(text) else detect(text)


def tells_tongue(text: str) -> bool:
    """Tell whether a turn shows what to answer it in: by a character of one script only, or by an English word.

    Names, figures and what both scripts write alike show nothing.

    >>> [tells_tongue(turn) for turn in ("and in 2023?", "why?", "China Mobile?", "5G?", "那2023年呢？", "聯通呢？")]
    [True, True, False, False, False, True]
    """
    if HAN.search(text):
        return asked_script(text) is Script.NONE or tells_script(text)
    return bool(_ASKED_IN_ENGLISH.match(text) or _LOWER_CASE_WORD.search(text))
