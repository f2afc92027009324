"""How a footnote opens: which lines are certainly notes by themselves, and what label they carry."""

from __future__ import annotations

import re
import unicodedata

from corpus.script import fold

# A raised label at the start of a line is a note's, unless the line goes on a sentence: `<sup>2</sup>，制定了`.
_RAISED = re.compile(
    r"^\s*(?:[-*•]\s+)?<sup>\s*(\d{1,2}|[*＊†‡①-⑳])\s*</sup>\s*(?![\s，。、；：）)])", re.IGNORECASE
)
_SUPERSCRIPT = re.compile(r"^\s*([¹²³⁰⁴-⁹]{1,2}) ?(?=[^\s\d])")
# Written folded. `注1：`, `备注：`, `注：1. `, `[^1]:`; and `1：“` where the note begins with the term it explains.
_OPENINGS = (
    re.compile(r"^\[\^(?P<label>[\w*]{1,8})\]:"),
    re.compile(
        r"^[（(【\[]?(?:备注|注释|脚注|附注|注)\s*(?P<label>\d{0,2}|[①-⑳*]?)[）)】\]]?\s*[:：]\s*"
        r"(?:[（(]?(?P<first>\d{1,2}|[①-⑳])(?:\s*[.．、)）](?!\d{1,2}[^\d])|(?<=[①-⑳])))?"
    ),
    re.compile(r"^(?P<label>\d{1,2})\s*[:：]\s*[“\"「『]"),
)


# Marks that stay in the text: `網絡[^1]`, `網絡[1]`, `網絡¹`; a raised figure behind a Latin letter is a power (`m²`).
_RAISED_DIGIT = re.compile("[¹²³⁰⁴-⁹]")
_INLINE = re.compile(
    r"(?<=\S)\[\^([\w*]{1,8})\](?!:)|(?<=[\u4e00-\u9fff”」』》）)％%])(?:\[(\d{1,2})\]|([¹²³⁰⁴-⁹]{1,2}))"
)


def same_label(label: str) -> str:
    """Return a label in the form in which labels are compared: `①` and `１` as `1`, a full-width star as `*`."""
    return unicodedata.normalize("NFKC", label)


def opening_label(raw: str, text: str) -> str | None:
    """Return the label of the note that a line opens, empty for a note without one, None where it opens no note.

    ``raw`` is the line as the source has it, ``text`` the same line cleaned.

    >>> opening_label("<sup>1</sup> 載波聚合是", "1 載波聚合是"), opening_label("", "註：按月統計。")
    ('1', '')
    >>> opening_label("", "1. 首先") is None
    True
    """
    if match := _RAISED.match(raw) or _SUPERSCRIPT.match(text):
        return same_label(match.group(1))
    folded = fold(text[:24])
    for pattern in _OPENINGS:
        if match := pattern.match(folded):
            found = match.groupdict()
            return same_label(found["label"] or found.get("first") or "")
    return None


def inline_marks(text: str) -> list[tuple[int, str]]:
    """Return the marks that stand in a text as such: how many characters stand before each, and its label.

    >>> inline_marks("充電網[^1]和倉庫²都已建成。"), inline_marks("佔地 300 m²。")
    ([(3, '1'), (10, '2')], [])
    """
    if "[" not in text and not _RAISED_DIGIT.search(text):
        return []
    return [
        (match.start(), same_label(next(label for label in match.groups() if label)))
        for match in _INLINE.finditer(text)
    ]
