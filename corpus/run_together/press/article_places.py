"""Where an article of a run-together archive may begin: behind a sentence, or a note on who wrote the last one."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from corpus.run_together.press.article_titles import TitleText
from corpus.run_together.press.phrases import Bools, Ints

# Where a sentence ends, with the quotes that close behind it.
_SENTENCE = re.compile(r"[。！？…]+[”）】]{0,3}")
# A note in brackets behind a full stop stands outside the sentences: who wrote the article, where it appeared.
_NOTE = re.compile(r"(?<=[。！？”])（[^（）。]{2,60}）(?![，。；：、！？])")
# The same without brackets; a name has two to four characters, and nothing says how many.
_ROLE = re.compile(
    r"(?:撰稿|撰文|作者|责任编辑|责编|编辑|记者|摄影|校对|审核|供稿|排版|监制|来源)[：/][^，。；：！？（）]{2,12}?"
    r"(?=$|.{0,3}(?:撰稿|作者|责任编辑|责编|编辑|校对|审核|供稿|排版|监制)[：/])"
    r"|(?:撰稿|撰文|责任编辑|责编|编辑|校对|审核|供稿|排版|监制)[：/]"
)
_ORIGIN = re.compile(
    r"(?<=[。！？”）])(?:来自|来源：|转自|摘自)[^。，；：]{2,10}?(?:网|日报|晚报|报社|客户端|新闻中心)"
    r"|(?<=[。！？”）])本文(?:刊载|原载|首发|刊登|发表|刊|载)于?[^。]{2,24}?(?:期|版)"
)
_CREDIT_WORDS = re.compile(
    r"（(?:文|图|图文|作者|来源|撰稿|记者|通讯员|供稿|供图|摄影|编辑|责任编辑|转自|转载自|原载|完|全文完|"
    r"[^（）]{0,12}(?:中心|部|室|处|分公司|公司|支部|党委|工会|记者|报道|报导)(?=[，、：）\u4e00-\u9fff]))"
    r"|（[\u4e00-\u9fff、，]{2,24}）$|[：/]|来自|本文"
)
# `五、……` heads a section of an article, it begins none.
_SECTION = re.compile(r"[一二三四五六七八九十]{1,3}、")
# A bracket that is open so far before a note holds it.
_NOTE_REACH = 80
# The first sentence of an article has a title in it, so it has no fewer characters; that spares weighing short ones.
_SHORTEST_HEAD = 10
# An article holds more than a title.
_SHORTEST_ARTICLE = 60


@dataclass(frozen=True, slots=True)
class Places:
    """Where an article may begin, in order; per place where the sentence before it begins, and what note ends there.

    ``bracket`` tells that a note ends there, ``credit`` that its words are of authors, sources or offices.
    """

    at: Ints
    before: Ints
    credit: Bools
    bracket: Bools


def _in_brackets(text: str, at: int) -> bool:
    low = max(0, at - _NOTE_REACH)
    return text.rfind("（", low, at) > text.rfind("）", low, at)


def _unbracketed(ready: TitleText) -> dict[int, int]:
    """Map the end of each closing note without brackets to its start; a name ends where the likeliest phrase begins."""
    text, phrases = ready.text, ready.phrases
    found = {m.end(): m.start() for m in _ORIGIN.finditer(text)}
    roles = [m for m in _ROLE.finditer(text) if not _in_brackets(text, m.start())]
    limits = [m.start() for m in roles[1:]] + [len(text)]
    for match, following in zip(roles, limits, strict=False):
        ends = np.arange(match.end() + 2, min(match.end() + 5, len(text)))
        if len(ends) and following - match.end() >= 5:
            likely = phrases.opens[ends] + phrases.starts[ends] - phrases.binds[ends]
            found[int(ends[int(likely.argmax())])] = match.start()
    return found


def _notes(ready: TitleText) -> dict[int, int]:
    """Map the end of each closing note to its start."""
    return {m.end(): m.start() for m in _NOTE.finditer(ready.text)} | _unbracketed(ready)


def places_of(ready: TitleText) -> Places:
    """Return the places where an article of the text may begin; never its first character."""
    text, notes = ready.text, _notes(ready)
    stops = [m.end() for m in _SENTENCE.finditer(text)]
    ends = sorted({*stops, *notes} - set(notes.values()))
    at = np.array(
        [end for end in ends if 0 < end <= len(text) - _SHORTEST_ARTICLE and not _SECTION.match(text, end)],
        dtype=np.int64,
    )
    at = at[ready.sentence[at] >= _SHORTEST_HEAD]
    # The last sentence is looked for before the note.
    closed = np.array([notes.get(end, end) for end in at.tolist()], dtype=np.int64)
    begins = np.array([0, *stops], dtype=np.int64)
    before = begins[np.maximum(np.searchsorted(begins, closed, side="left") - 1, 0)]
    words = [text[start:end] for start, end in zip(closed.tolist(), at.tolist(), strict=True)]
    return Places(
        at=at,
        before=before,
        credit=np.array([bool(_CREDIT_WORDS.search(note)) for note in words], dtype=np.bool_),
        bracket=closed < at,
    )
