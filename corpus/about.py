"""What a document is about: title, company, report year; where the text makes them certain, else None."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib import resources

from corpus.layout.blocks import Block
from corpus.script import fold
from corpus.subject import DocumentKind, Period, Subject
from corpus.types import ParagraphKind

# A company is certain when it is named this often, and this many times as often as the next.
_FEWEST_NAMINGS, _LEAD = 3, 3.0
_YEAR = re.compile(r"(?<!\d)(20\d\d) ?年")
# The year of a report, as its title says it or as its figures are dated: 截至2024年底, 2024年度.
_TITLE_YEAR = re.compile(
    r"(?<!\d)(20\d\d) ?年?(?:度|第[一二三四]季度|半年度)?(?:[^\d\n]{0,24})"
    r"(?:报告|白皮书|摘要|年报|业绩|年鉴|总结|概览)"
)
_DATED = re.compile(r"(?:截至|截止|至|到)? ?(?<!\d)(20\d\d) ?年(?:度|底|末|全年)")
_FEWEST_DATED, _DATED_SHARE = 3, 0.5
_HEAD, _HEAD_LINES, _LONGEST_TITLE = 400, 6, 40


@cache
def company_names() -> dict[str, str]:
    """Map every folded name and short name of the table to the company's usual name, itself folded."""
    table: dict[str, list[str]] = json.loads(
        resources.files("corpus").joinpath("data/companies.json").read_text("utf-8")
    )
    return {alias.lower(): name for name, aliases in table.items() for alias in (name, *aliases)}


@cache
def company_pattern() -> re.Pattern[str]:
    """Match any name of the table in folded, lower-case text, longest first."""
    names = sorted(company_names(), key=len, reverse=True)
    # No \b around English names: Han characters are word characters, 与China Mobile合作 has none.
    return re.compile(
        "|".join(rf"(?<![a-z0-9]){re.escape(n)}(?![a-z0-9])" if n.isascii() else re.escape(n) for n in names)
    )


def companies_in(folded: str) -> list[str]:
    """Return the companies named in folded text, each naming once, in order (repeats kept)."""
    return [company_names()[m.group(0)] for m in company_pattern().finditer(folded.lower())]


def main_company(folded: str) -> str | None:
    """Return the company a text is about, named far more often than any other; None when unsure."""
    ranked = Counter(companies_in(folded)).most_common(2)
    if not ranked or ranked[0][1] < _FEWEST_NAMINGS:
        return None
    runner_up = ranked[1][1] if len(ranked) > 1 else 0
    return ranked[0][0] if ranked[0][1] >= _LEAD * runner_up else None


def _headline(folded: str) -> list[str]:
    """Return the short lines at the head of a text, where titles stand; sentences are none."""
    lines = folded[:_HEAD].split("\n")[:_HEAD_LINES]
    return [line for line in lines if len(line) <= _LONGEST_TITLE and not line.endswith(("。", "；", "，"))]


def report_year(folded: str) -> int | None:
    """Return the year a report covers: of a title near its head, else the one that dates most figures."""
    head = next((m for line in _headline(folded) if (m := _TITLE_YEAR.search(line))), None)
    if head:
        return int(head.group(1))
    dated = Counter(_DATED.findall(folded)).most_common(1)
    if not dated or dated[0][1] < _FEWEST_DATED:
        return None
    year, count = dated[0]
    total = len(_DATED.findall(folded))
    return int(year) if count >= _DATED_SHARE * total else None


def title_of(blocks: Sequence[Block], fallback: str) -> str:
    """Return the title: the first heading, if of the top rank, else a short first line, else ``fallback``."""
    headings = [b for b in blocks if b.kind is ParagraphKind.HEADING]
    if headings and headings[0].level == 1:
        return headings[0].content.text
    first = blocks[0].content.text.split("\n")[0] if blocks else ""
    return first if 2 <= len(first) <= 40 and not first.endswith(("。", "，", "；")) else fallback


def sole_year(title: str) -> int | None:
    """Return the one year that a title, in either script, names; None when it names none or several.

    >>> sole_year("2020年經營回顧"), sole_year("2019年与2020年"), sole_year("经营回顾")
    (2020, None, None)
    """
    named = set(_YEAR.findall(title))
    return int(named.pop()) if len(named) == 1 else None


def sole_company(title: str) -> str | None:
    """Return the one company that a title, in either script, names; None when it names none or several."""
    named = set(companies_in(fold(title)))
    return named.pop() if len(named) == 1 else None


def subject_of_part(title: str, text: str, kind: DocumentKind | None = None) -> Subject:
    """Return what a document within a file is about, read from its title and its text, in either script."""
    year = sole_year(title)
    return Subject(title, kind, sole_company(title), Period(year) if year else None)


def subject_of_file(blocks: Sequence[Block], stem: str, text: str) -> Subject:
    """Return what a file that holds one document is about; its title falls back to the file's stem."""
    title, folded = title_of(blocks, stem), fold(text)
    year = sole_year(title) or report_year(folded)
    company = sole_company(title) or main_company(folded)
    return Subject(title, company=company, period=Period(year) if year else None)
