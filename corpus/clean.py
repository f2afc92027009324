"""Cleaning of one line: invisible characters, mark-up and stray spaces go, all others keep their place.

The rules are a table of named steps, applied in order; golden cases are in ``tests/cases/clean.json``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.mapped import Mapped
from corpus.types import Mark

_HAN = "\u2e80-\u2fdf\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_WIDE = _HAN + "\u3000-\u303f\uff01-\uff60\uffe0-\uffe6\u2018\u2019\u201c\u201d\u2026\u2014"

_INVISIBLE = "[\ufeff\u200b-\u200f\u202a-\u202e\u2060\u00ad\ue000-\uf8ff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
# What stands behind the name must read as attributes: `x<y 而 y>z` is no tag.
_TAG = (
    r"""</?[A-Za-z][A-Za-z0-9]*(?:\s+[A-Za-z:-]+(?:\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>]+))?){0,20}\s*/?>"""
)
_PUNCTUATED = "(?<=[，。、；：！？（《「『“」』）》”]) | (?=[，。、；：！？）》」』”])"


@dataclass(frozen=True, slots=True)
class Step:
    """Replace every match of ``pattern`` by ``char``, or drop it when ``char`` is empty."""

    name: str
    pattern: re.Pattern[str]
    char: str = ""

    def apply(self, line: Mapped) -> Mapped:
        """Return the line with the step done."""
        return line.with_chars(self.pattern, self.char) if self.char else line.without_matches(self.pattern)


# A raised footnote mark goes with its digits: `6.4%<sup>3</sup>` must not read 6.4%3.
_RAISED = re.compile(r"(?<=\S)<sup>\s*([\d*]{1,3})\s*</sup>", re.IGNORECASE)

STEPS = (
    # Byte order marks, zero-width and directional marks, private use (lost bullets), soft hyphen, controls.
    Step("invisible", re.compile(_INVISIBLE)),
    Step("footnote mark", _RAISED),
    Step("closing block tag", re.compile(r"</(?:p|li|t[dhr]|d[dt]|h\d|div)>|<br\s*/?>", re.IGNORECASE), " "),
    Step("tag", re.compile(_TAG)),
    Step("emphasis", re.compile(r"\*{2,3}|(?<=\s)\*(?=\S)|(?<=\S)\*(?=\s|$)|\\(?=[*_#])")),
    Step("white space", re.compile("[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000\r]+"), " "),
    # Letter-spaced and justified words (新 建 7 个 5G站 点): a space between Han characters goes when the run
    # of Han on one side of it is a single character; `名称 说明` keeps it: columns are parted the same way.
    Step("letter-spaced, left", re.compile(f"(?<=(?<![{_WIDE}])[{_WIDE}]) (?=[{_WIDE}])")),
    Step("letter-spaced, right", re.compile(f"(?<=[{_WIDE}]) (?=[{_WIDE}](?![{_WIDE}]))")),
    Step("space at punctuation", re.compile(_PUNCTUATED)),
    # `(万元 )`, `业务 , 为`: the space belongs on the other side of narrow marks in Chinese text.
    Step("space at narrow punctuation", re.compile(f"(?<=[{_HAN}]) (?=[),])|(?<=\\() (?=[{_HAN}])")),
    # `25-	27`, `NB-	IoT`: the extraction put a tab behind hyphens.
    Step("space after hyphen", re.compile(r"(?<=[A-Za-z0-9]-) (?=[A-Za-z0-9])")),
)  # fmt: skip


# No step touches a line without one of these inside; most lines hold none.
_TOUCHED = re.compile(rf"[\s<*\\]|{_INVISIBLE}")


def footnote_marks(line: Mapped) -> tuple[Mark, ...]:
    """Return the raised footnote marks of a line as it stands in the source; cleaning takes them out.

    >>> from corpus.mapped import from_source
    >>> footnote_marks(from_source("站點逾 9 萬個<sup>2</sup>。"))
    (Mark(label='2', source=8),)
    """
    return tuple(Mark(m.group(1), int(line.offsets[m.start()])) for m in _RAISED.finditer(line.text))


def clean_line(line: Mapped) -> Mapped:
    """Return the line cleaned by every step in order, without white space at its ends.

    >>> from corpus.mapped import from_source
    >>> clean_line(from_source("新建 5G 基站 **46.7 万个**  ")).text
    '新建 5G 基站 46.7 万个'
    >>> clean_line(from_source("開 展「 溯 源」 行 動， 發 現")).text
    '開展「溯源」行動，發現'
    """
    stripped = line.strip()
    if not _TOUCHED.search(stripped.text):
        return stripped
    for step in STEPS:
        line = step.apply(line)
    return line.strip()
