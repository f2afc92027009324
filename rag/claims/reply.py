"""A model's reply as sentences, each with the marks behind its parts; mark-up and bullets are left off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# [1], 【1】, ［1, 3］, [1-3], [^1], [source 2]: what models write for a mark.
_LABEL = r"(?:段落|資料|资料|來源|来源|文件|source|paragraph|passage|doc(?:ument)?)"
_MARK = (
    rf"[\[【［]\s*\^?(?:{_LABEL}\s*)?(?P<numbers>\d{{1,3}}(?:\s*[,，、;；–—~-]\s*\^?\d{{1,3}})*)\s*[\]】］]"
)
_MARKS = re.compile(_MARK, re.IGNORECASE)
_MARK_UNNAMED = _MARK.replace("?P<numbers>", "?:")
# Marks behind the end of a sentence belong to it; a small letter goes on: 10 p.m. and 6 a.m.
_END = re.compile(
    r"(?:[。！？…]+[!?]*|[!?]+(?=\s|[\[【［]|$)|\.(?=\s+(?-i:[A-Z\"“])|\s*[\[【［]|\s*$)|(?<=[\]】］])\.(?=\s)|\n)"
    rf"[」』”’)）》\"]*(?:[ \t]*{_MARK_UNNAMED})*[。.]?",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^\s*(?:[-*•·+>]+|\(?\d{1,2}[.、)）](?!\d)|#{1,6})\s*")
_LINK = re.compile(r"!?\[([^\]\n]*)\]\((?:[^()\s]|\([^()\s]*\))*\)")
_MARKUP = re.compile(r"\*\*|__|`+|</?[a-zA-Z!][^<>\n]{0,200}>|<!--.*?-->", re.DOTALL)
_SPACE = re.compile(r"\s+")
_BEFORE_STOP = re.compile(r"(?<!\s)\s+(?=[.,;:!?。，；：！？])")
_WORD = re.compile(r"\w")
# A sentence longer than this is none: what never ends is cut here, so that a stream is not kept back for ever.
LONGEST = 600


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a sentence and the numbers of the marks right behind it."""

    text: str
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in parts, each up to its marks; the last may have none."""

    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """The words without marks."""
        return _BEFORE_STOP.sub("", "".join(part.text for part in self.parts).strip())

    @property
    def marks(self) -> tuple[int, ...]:
        """All numbers that it cites, each once, in order."""
        return tuple(dict.fromkeys(mark for part in self.parts for mark in part.marks))


class SentenceStream:
    """Cuts a reply into sentences while it comes."""

    def __init__(self) -> None:
        self._kept = ""

    def feed(self, text: str) -> list[Sentence]:
        """Return the sentences that are whole now."""
        self._kept += text
        found: list[Sentence] = []
        at = 0
        for match in _END.finditer(self._kept):
            # More marks may follow in what has not come yet.
            behind = self._kept[match.end() :].lstrip(" \t")
            if not behind or behind[0] in "[【［":
                break
            found += _sentences(self._kept[at : match.end()])
            at = match.end()
        self._kept = self._kept[at:]
        while len(self._kept) > LONGEST:
            found += _sentences(self._kept[:LONGEST])
            self._kept = self._kept[LONGEST:]
        return found

    def finish(self) -> list[Sentence]:
        """Return what is left."""
        rest, self._kept = self._kept, ""
        found: list[Sentence] = []
        at = 0
        for match in _END.finditer(rest):
            found += _sentences(rest[at : match.end()])
            at = match.end()
        return found + list(_sentences(rest[at:]))


def sentences_of(reply: str) -> list[Sentence]:
    """Return the sentences of a whole reply.

    >>> [(s.text, s.marks) for s in sentences_of("- 共有**240萬**個[1]。其中46.7萬個是新建的。【2】")]
    [('共有240萬個。', (1,)), ('其中46.7萬個是新建的。', (2,))]
    """
    stream = SentenceStream()
    return [*stream.feed(reply), *stream.finish()]


def _sentences(raw: str) -> Iterator[Sentence]:
    text = _BULLET.sub("", _MARKUP.sub("", _LINK.sub(_linked, raw)).strip())
    parts: list[Part] = []
    at = 0
    for match in _MARKS.finditer(text):
        parts = _with(parts, text[at : match.start()], _numbers(match["numbers"]))
        at = match.end()
    parts = _with(parts, text[at:], ())
    if any(_WORD.search(part.text) for part in parts):
        yield Sentence(tuple(parts))


def _with(parts: list[Part], text: str, marks: tuple[int, ...]) -> list[Part]:
    """Add a stretch; marks with no words before them, and words that are but a full stop, go to the part before."""
    text = _SPACE.sub(" ", text)
    if _WORD.search(text) or not parts:
        return [*parts, Part(text, marks)] if text or marks else parts
    last = parts[-1]
    return [*parts[:-1], Part(last.text + text.strip(), (*last.marks, *marks))]


def _numbers(text: str) -> tuple[int, ...]:
    found: list[int] = []
    for piece in re.split(r"[,，、;；]", text.replace("^", "")):
        first, _, last = re.sub(r"[–—~]", "-", piece).partition("-")
        begin, end = int(first), int(last or first)
        found += range(begin, min(end, begin + 20) + 1) if begin <= end else [begin, end]
    return tuple(dict.fromkeys(found))


def _linked(match: re.Match[str]) -> str:
    """Return the words of a link; one whose words are a number is a mark."""
    words = match[1].strip()
    return f"[{words}]" if words.isdecimal() else words
