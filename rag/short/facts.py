"""What is true of a run of words that may be the bare answer: the features of the model in ``rag/short/spans.py``."""

from __future__ import annotations

import re

from corpus.types import Span
from rag.figures import figures, has_unit
from rag.short.asked import Asked
from rag.short.told import Told, grade_of

# What opens and closes a bracket or a quotation.
OPENING, CLOSING = "（(「『“《【〈", "）)」』”》】〉"
# Steps of a run's length, in characters.
_LENGTHS = (1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 22, 30, 40, 50)
_DATE = re.compile(
    r"(?:公元)?前?\d{1,4} ?(?:年代?|世纪)(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2} ?月(?:\d{1,2} ?日)?"
)
_ORGANISATION = re.compile(
    r"(?:公司|集团|大学|学院|学校|中学|小学|研究院|研究所|中心|委员会|医院|银行|联盟|协会|局|部|署|处|会|社|队|党|厂|院|台)$"
)
_PLACE = re.compile(r"[省市县州区镇乡村岛湾洲国河湖山港城街路里]$")


def begin_features(asked: Asked, told: Told, number: int) -> list[str]:
    """Return what is true of a run that begins with a word."""
    word, span = told.word(number), told.words[number]
    previous, further = told.word(number - 1), told.word(number - 2)
    found = [
        f"p={told.text[span.start - 1] if span.start else '^'}",
        f"bt={told.tags[number][:2]}",
        f"b={word}",
        f"bc={grade_of(told.before[number])}",
    ]
    found.append(f"lb{round(3 * told.left[span.start])}")
    found.append(f"rb{round(3 * told.right[span.start])}")
    if word in asked.content:
        found.append("bq")
    for place, left in enumerate(asked.left[:2]):
        if left == previous:
            found.append(f"l{place}")
        elif left == further:
            found.append(f"m{place}")
    if previous in asked.content:
        found.append("pq")
    if asked.head and previous == asked.head:
        found.append("ph")
    return found


def end_features(asked: Asked, told: Told, number: int) -> list[str]:
    """Return what is true of a run that ends with a word."""
    word, span = told.word(number), told.words[number]
    following, further = told.word(number + 1), told.word(number + 2)
    found = [
        f"n={told.text[span.end] if span.end < len(told.text) else '$'}",
        f"et={told.tags[number][:2]}",
        f"e={word[-1]}",
        f"ec={grade_of(told.behind[number])}",
    ]
    found.append(f"ra{round(3 * (told.right[-1] - told.right[span.end]))}")
    found.append(f"la{round(3 * (told.left[-1] - told.left[span.end]))}")
    if word in asked.content:
        found.append("eq")
    for place, right in enumerate(asked.right[:2]):
        if right == following:
            found.append(f"r{place}")
        elif right == further:
            found.append(f"u{place}")
        if right == word:
            found.append(f"w{place}")
    if following in asked.content:
        found.append("nq")
    return found + (_head_features(asked.head, word, following) if asked.head else [])


def _head_features(head: str, word: str, following: str) -> list[str]:
    """Return how a run's last word and the word behind meet the noun that is asked for."""
    same = ["h="] if word.endswith(head) else ["h-"] if word[-1] == head[-1] else []
    return [*same, "hn"] if following == head else same


def run_features(asked: Asked, told: Told, first: int, last: int, units: frozenset[str]) -> list[str]:
    """Return what is true of a run of words as a whole."""
    span = Span(told.words[first].start, told.words[last].end)
    text, tags = span.of(told.text), told.tags[first : last + 1]
    length = sum(len(span) >= step for step in _LENGTHS)
    share = (told.worth[span.end] - told.worth[span.start]) / max(1e-6, told.worth[-1])
    found = [f"L{length}", f"W{min(last - first, 8)}", f"Q{grade_of(share)}", told.lead]
    found += [f"K{told.clauses[span.start]}", f"M{told.clauses[span.end - 1]}"]
    found += [f"C{min(2, text.count('，') + text.count(','))}", f"D{min(2, text.count('、'))}"]
    found.append(f"V{min(2, sum(t.startswith('v') and t != 'vn' for t in tags))}")
    inside = {t[:2] for t in tags}
    if inside <= {"nr"}:
        found.append("nr")
    if inside <= {"ns", "f", "n"} and "ns" in inside:
        found.append("ns")
    if len(inside) == 1 and last > first:
        found.append("one")
    if all(t.startswith(("n", "eng", "new", "x", "j", "b", "vn")) for t in tags):
        found.append("NP")
    around = told.text[span.start - 1 : span.start] + told.text[span.end : span.end + 1]
    if len(around) == 2 and around[0] in OPENING and around[1] in CLOSING:
        found.append("quoted")
    if text[0] in "《「“『" and text[-1] in "》」”』":
        found.append("title")
    if any(c in text for c in "《「“『"):
        found.append("quote")
    edges = span.start == 0 or told.text[span.start - 1] in "，。；：、！？,"
    found += ["clause"] if edges and told.text[span.end : span.end + 1] in ("", *"，。；！？,") else []
    found += [name for name, pattern in (("org", _ORGANISATION), ("place", _PLACE)) if pattern.search(text)]
    found += _forms(text, units)
    return found


def _forms(text: str, units: frozenset[str]) -> list[str]:
    """Return whether a run is a date or a figure, holds one, or has none."""
    found = []
    if match := _DATE.search(text):
        found.append("date=" if match.span() == (0, len(text)) else "date")
    counted = [f for f in figures(text) if not f.is_year]
    if counted:
        whole = counted[0].span.start <= 1 and counted[-1].span.end >= len(text) - 2 and len(counted) == 1
        found.append("fig=" if whole else f"fig{min(2, len(counted))}")
        if units:
            found.append("unit" if any(has_unit(f, text, units) for f in counted) else "no unit")
    elif any(c.isdigit() for c in text):
        found.append("digit")
    return found
