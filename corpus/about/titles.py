"""The title of a file that holds one document: a cover's, its first heading's, its first line's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpus.about.kinds import PRESS, kind_of_title
from corpus.about.legal import LEGAL_NAME
from corpus.block import Block
from corpus.dates.periods import narrow
from corpus.types import ParagraphKind

_LONGEST = 40
_ENDS_SENTENCE = ("。", "，", "；", "！", "？", "：", ":")
# No title: contents, notices, a page number, a date by itself.
_NO_TITLE = re.compile(
    r"^(?:目\s*录|目\s*次|contents|版权声明|前\s*言|免责声明|封面|扉页|声明|sheet\s?\d{0,3}|工作表\s?\d{0,3}|[\W\d]*|第?\s*\d+\s*页.*|\d{1,4}\s?年(?:\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?)?)$"
)
_YEAR_LINE = re.compile(
    r"^(?:19|20)\d\d(?:/\d\d)?\s?年?(?:度)?$|^(?:二[〇零○]|一九)[〇零○一二三四五六七八九]{2}\s?年?(?:度)?$"
)
# A line that stands on this many pages is a running header.
_RUNNING = 3
_COVER_LINES = 8


def is_title(line: str) -> bool:
    """Tell whether a line can be a title: short, no sentence, neither contents nor a mere date."""
    return (
        2 <= len(line) <= _LONGEST
        and not line.endswith(_ENDS_SENTENCE)
        and not _NO_TITLE.match(narrow(line).strip())
    )


def _cover_lines(blocks: Sequence[Block]) -> list[str]:
    """Return the lines of the cover: the short ones before the first sentence."""
    lines: list[str] = []
    for block in blocks[:_COVER_LINES]:
        for line in map(str.strip, block.text.split("\n")):
            if len(line) > _LONGEST or line.endswith(_ENDS_SENTENCE) or len(lines) == _COVER_LINES:
                return lines
            lines.append(line)
    return lines


def _names_report(line: str) -> bool:
    kind = kind_of_title(line)
    return kind is not None and kind.value not in PRESS


def cover_title(blocks: Sequence[Block]) -> str | None:
    """Return a report's title on the cover, with the year and company that stand above or below it by themselves.

    None when no line of the cover names a kind of report.
    """
    lines = _cover_lines(blocks)
    at = next((i for i, line in enumerate(lines) if is_title(line) and _names_report(line)), None)
    if at is None:
        return None
    title = lines[at]
    near = [*lines[max(0, at - 2) : at][::-1], *lines[at + 1 : at + 2]]
    if year := next((line for line in near if _YEAR_LINE.match(narrow(line))), None):
        title = f"{year} {title}"
    if not LEGAL_NAME.search(narrow(title)) and (
        name := next((c for c in near if LEGAL_NAME.fullmatch(narrow(c))), None)
    ):
        title = f"{name} {title}"
    return title if len(title) <= 2 * _LONGEST else lines[at]


def title_of(blocks: Sequence[Block], fallback: str) -> str:
    """Return the title: a report's on the cover, the first heading of the top rank, a short first line, ``fallback``.

    A line that stands three times in the document is a running header and no title, and neither is a table's head.
    """
    if all(block.kind is ParagraphKind.TABLE for block in blocks):
        return fallback
    if cover := cover_title(blocks):
        return cover
    lines = Counter(line for block in blocks for line in block.text.split("\n") if len(line) <= _LONGEST)
    headings = [b for b in blocks if b.kind is ParagraphKind.HEADING]
    tops = [b.text for b in headings if b.level == 1 and is_heading(b.text)]
    if headings and headings[0].level == 1 and tops:
        return tops[0]
    first = next((b for b in blocks if b.kind is not ParagraphKind.CONTENTS), None)
    line = first.text.split("\n")[0] if first and first.kind is not ParagraphKind.TABLE else ""
    return line if is_title(line) and lines[line] < _RUNNING else fallback


def running_title(headers: Sequence[str]) -> str | None:
    """Return the title that the running headers of a document repeat; None when they are few or disagree.

    >>> running_title(["網絡建設"] * 4), running_title(["網絡", "服務", "網絡"])
    ('網絡建設', None)
    """
    named = Counter(" ".join(header.split()) for header in headers).most_common(1)
    title, count = named[0] if named else ("", 0)
    return title if count >= _RUNNING and 2 * count > len(headers) and is_title(title) else None


def is_heading(text: str) -> bool:
    """Tell whether a heading of the top rank can be the title: any but a contents page or a notice."""
    return bool(text) and not _NO_TITLE.match(narrow(text).strip())
