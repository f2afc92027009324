"""Companies that a question names: by the table of names, by short names where a company can stand, and in groups."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from corpus.about import CompanyNames, built_in
from corpus.types import Script

# Where the name of a company may begin: a clause, a year, another company, or one of these before it.
_MAY_BEGIN = r"(?:^|(?<=[\s，。、,;；:：？?！!（(「“年底末跟和与同比而但那是由被问据]))"
# What a company does or has, or the end of the clause, behind a short name that begins a clause.
_MAY_FOLLOW = (
    r"(?=公司|集团|[和跟与同及](?!固|宽|互|桌|网|电脑|便|平板|手机|静|其他)|、(?!固|宽|互|桌)|的|呢|比|还|谁|[，,。？?！!）)」”；;]|$|20\d\d|"
    r"[45]g|一年|去年|今年|前年|上年|有(?:多少|几|没|哪|在|自)|一共|总共|到底|累计|每|在(?:20|全|哪|香|国|境|海)|建|新建|是不是|是否|哪|几|为(?!单|主)|替|帮|给|收入|营收|利润)"
)
_BESIDE = "(?<=联通)|(?<=移动)|(?<=电信)|(?<=广电)|(?<=铁塔)"
_FEW_LETTERS = 4
_SMALL = frozenset({"of", "and", "the", "an"})


@dataclass(frozen=True, slots=True)
class Group:
    """Several companies under one name: the question's words, folded, and the companies' usual names."""

    words: str
    companies: tuple[str, ...]


@cache
def _short_names() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return a pattern for each short name that is a common word too, with the company it may stand for."""
    found = []
    for name, row in _table()["short"].items():
        ends = "|".join(map(re.escape, row["not_before"]))
        by_place = f"{_MAY_BEGIN}{name}(?!{ends}){_MAY_FOLLOW}"
        # 联通电信共建, 联通和电信共建: beside a company, whatever follows but a word that goes on.
        beside = f"(?:{_BESIDE}|(?<=通[和跟与、比])|(?<=信[和跟与、比])|(?<=动[和跟与、比])){name}(?!{ends})"
        always = f"|(?<!中国)(?<!中){name}(?=公司|集团|[45]g)" if name == "移动" else ""
        found.append((re.compile(f"{by_place}|{beside}{always}"), str(row["company"])))
    return tuple(found)


@cache
def _table() -> dict[str, dict[str, dict[str, str | list[str]]]]:
    loaded: dict[str, dict[str, dict[str, str | list[str]]]] = json.loads(
        resources.files("rag").joinpath("data/companies_asked.json").read_text("utf-8")
    )
    return loaded


def companies_of(folded: str, names: CompanyNames | None = None) -> tuple[str, ...]:
    """Return the companies a folded question names, in order, each once; a bare 移动 or 电信 where it can be one.

    >>> companies_of("联通和电信共享多少基站"), companies_of("电信诈骗有多少起")
    (('中国联通', '中国电信'), ())
    """
    names, low = names or built_in(), folded.lower()
    found = [(m.start(), m.end(), names.table[m.group(0)]) for m in names.pattern.finditer(low)]
    taken = {i for start, end, _ in found for i in range(start, end)}
    for pattern, company in _short_names():
        found += [
            (m.start(), m.end(), company) for m in pattern.finditer(low) if not taken & set(range(*m.span()))
        ]
    return tuple(dict.fromkeys(company for _, _, company in sorted(found)))


def groups_of(folded: str) -> tuple[Group, ...]:
    """Return the groups of companies that a folded question names.

    >>> [g.words for g in groups_of("三大运营商的收入")]
    ['三大运营商']
    """
    low = folded.lower()
    named = [(words, members) for words, members in _table()["groups"].items() if words in low]
    longest = [w for w, _ in named if not any(w != other and w in other for other, _ in named)]
    return tuple(Group(words, tuple(members)) for words, members in named if words in longest)


def said_in(script: Script, company: str, names: CompanyNames) -> str:
    """Return a company's name for a question in a script: its English name, where it has one, without Chinese.

    >>> said_in(Script.NONE, "中国移动", built_in()), said_in(Script.HANT, "中国移动", built_in())
    ('China Mobile', '中國移動')
    """
    from corpus.script import to_script

    if script is not Script.NONE:
        return to_script(company, script)
    english = [alias for alias, usual in names.table.items() if usual == company and alias.isascii()]
    best = max(english, key=lambda a: (" " in a, -len(a)), default="")
    return " ".join(map(_capital, best.split())) or company


def _capital(word: str) -> str:
    if word in _SMALL:
        return word
    return word.upper() if len(word) <= _FEW_LETTERS and not _VOWEL.search(word[1:-1]) else word.capitalize()


_VOWEL = re.compile("[aeiou]")
