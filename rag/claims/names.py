"""Names in a sentence: companies, Latin words and model names, places, people, what stands in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from corpus.about import CompanyNames
from corpus.script import HAN, fold
from corpus.types import Span
from index.glossary import Glossary, stemmed, translations
from index.segment import FAMILY_NAMES, is_word, latin_tokens, normalise
from rag.claims.english import terms
from rag.claims.patterns import pattern
from rag.claims.plain import plain
from rag.claims.quantities import quantities
from rag.claims.roots import explained, roots
from rag.claims.signs import is_sign
from rag.claims.tags import GRAMMAR, tagged

_QUOTED = re.compile(r"[「『“\"《]([^「」『』“”\"《》]{1,40})[」』”\"》]")
# A name that English writes as Chinese does: 5G-A, 400G, RedCap.
_CAPITALS = re.compile(
    r"\b(?:[A-Za-z]*\d+[A-Z][A-Za-z]*|[A-Z]+\d\w*|[A-Z][a-z]+[A-Z]\w*)(?:-[A-Z]\w*)*\b", re.ASCII
)
_LETTER = re.compile(r"[a-z]")
_SHORT = 2
# An amount of data is a figure, whatever its unit: 500kb for 0.5mb.
_DATA = re.compile(r"[\d.]*[kmgtpez]b")
_MARKS = re.compile(r"[\W_]+")
# Parts of speech of jieba's dictionary that name something: people, places, organisations,
_NAMING = ("nr", "ns", "nt")
# What is named of a whole country says little; verbs and nouns that the dictionary takes for places.
_EVERYWHERE = frozenset(
    [
        "新设",
        "惠及",
        "前进",
        "行政村",
        "中国",
        "全国",
        "全球",
        "世界",
        "国际",
        "国内",
        "海外",
        "境外",
        "大陆",
        "国家",
        "社会",
        "亚洲",
        "新区",
        "园区",
        "城区",
        "城市",
        "市区",
        "特区",
        "开发区",
        "两国",
        "各国",
        "我国",
    ]
)


_SHORT_NAMES = {"移动": "中国移动", "电信": "中国电信", "广电": "中国广电"}


@lru_cache(maxsize=2048)
def companies(text: str, names: CompanyNames) -> frozenset[str]:
    """Return the usual names of the companies in plain text, short ones (移动, 电信) only where they are subjects."""
    short = {_SHORT_NAMES[match.group(1)] for match in pattern("names short name").finditer(text)}
    return frozenset(names.found_in(text)) | short


def quoted_as_written(raw: str) -> dict[str, str]:
    """Return what stands in quotation marks, in plain words, each with its own words folded.

    >>> quoted_as_written("「智慧樹山」")
    {'智能树山': '智慧树山'}
    """
    found = (match.group(1) for match in _QUOTED.finditer(raw))
    return {plain(quoted): normalise(fold(quoted)) for quoted in found}


def named(raw: str, names: CompanyNames) -> Iterator[str]:
    """Yield, in plain words, what a sentence names that its source must hold; companies apart.

    A sentence without Chinese gives only what is written alike in both languages: 5G-A, RedCap, NB-IoT.
    """
    text = plain(raw)
    if len(HAN.findall(text)) * 2 < len(_LETTER.findall(text)):
        yield from (_in_chinese(match.group()) for match in _CAPITALS.finditer(raw))
        return
    found = sorted(latin_tokens(text))
    tokens = (token for token in found if _LETTER.search(token) and not _DATA.fullmatch(token))
    # 0.1db/km is a quantity.
    yield from (token for token in tokens if not (token[0].isdigit() and "/" in token))
    without = names.pattern.sub(lambda m: "\n" * len(m.group()), text)
    yield from (match.group() for match in pattern("names ordinal").finditer(without))
    yield from (plain(match.group(1)) for match in _QUOTED.finditer(raw))
    for span, flag in tagged(without):
        word = span.of(without)
        if not flag.startswith(_NAMING) or len(word) < 2 or word in _EVERYWHERE:
            continue
        # The dictionary has words such as 惠及 among people.
        if not flag.startswith("nr") or (is_person(word) and not joins(without, span)):
            yield bare_name(word) if flag.startswith("nr") else word


def _in_chinese(name: str) -> str:
    """Return a name of an English sentence, plain, as Chinese has it where that is another: 物联网 for IoT."""
    meant = [word for _, found in translations(name, terms()) for word in found]
    return meant[0] if len(meant) == 1 and HAN.search(meant[0]) else plain(name)


_NO_NAME = re.compile(r"[过于出至到了的比达则都也就只才共均]$|^万[人户家]$")
# Family names that are small words too: 优先|于云, 基站|和波束.
_JOINING = frozenset("于和向从由时应成能有为都经习")
_VERB_BEHIND = re.compile(r"(?<=..)[是在与任曾由向被把对说称将和及]$")


def bare_name(word: str) -> str:
    """Return a person's name without the small word that a dictionary takes for its end.

    >>> bare_name("郭建是"), bare_name("郭建华")
    ('郭建', '郭建华')
    """
    return _VERB_BEHIND.sub("", word)


def joins(text: str, span: Span) -> bool:
    """Tell whether what looks like a name goes on after a word with a small word: 优先于云."""
    return text[span.start] in _JOINING and bool(HAN.match(text[span.start - 1 : span.start]))


def cut_wrongly(text: str, span: Span, source: str) -> bool:
    """Tell whether a word of plain text begins with the end of one that the source has: 转接商|会 cut as 转接|商会."""
    before = text[max(span.start - 2, 0) : span.start + 1]
    return len(span) == 2 and len(before) == 3 and text[span.start + 1] in GRAMMAR and before in source


def is_person(word: str) -> bool:
    """Tell whether a word that looks like a person's name may be one: 高过 is none.

    >>> is_person("陈建国"), is_person("高过")
    (True, False)
    """
    return word[0] in FAMILY_NAMES and may_name(word)


def may_name(word: str) -> bool:
    """Tell whether a word ends as a name may, and says no direction."""
    return not _NO_NAME.search(word) and not is_sign(word)


_ENGLISH_NAME = re.compile(
    r"(?<=[a-z,;)] )(?:Ministry of [A-Z][a-z]+(?:(?:,| and|, and)? [A-Z][a-z]+)*|"
    r"[A-Z][A-Za-z]{2,}(?:[ -][A-Z][A-Za-z]+)*)"
)
# What names nothing by itself in the name of an office.
_OF_OFFICE = frozenset({"Ministry", "of", "and"})
_NOT_NAMED = frozenset(
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "Chinese",
        "English",
        "China",
        "Hong",
        "Kong",
        "Mobile",
        "Unicom",
        "Telecom",
        "Ten",
        "Hundred",
        "Thousand",
        "Million",
        "Yes",
        "The",
        "Its",
    ]
)


def _one(word: str) -> str:
    """Return an abbreviation without its plural: TPU of TPUs."""
    return word[:-1] if word[-1] == "s" and word[:-1].isupper() else word


def english_names(raw: str, glossary: Glossary) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the capitalised names of an English sentence, its first word apart, with the Chinese that they may mean."""
    if HAN.search(raw) and len(HAN.findall(raw)) * 2 >= len(_LETTER.findall(raw.lower())):
        return
    for match in _ENGLISH_NAME.finditer(raw.strip()):
        called = match.group()
        words = [word for word in re.split(r"[ ,-]+", called) if word not in _NOT_NAMED | _OF_OFFICE]
        if words:
            meant = [
                word
                for part in (("",) if called.startswith("Ministry") else (called,)) + tuple(words)
                for _, found in translations(part, glossary)
                for word in found
            ]
            meant += terms().get(stemmed(called), ())
            meant += [word for part in words for one in roots(part.lower()) for word in explained(one)]
            yield called, (*meant, *(_one(word).lower() for word in words))


# What an office's name ends in.
_OFFICES = "部委局署院"
_LANDS = frozenset("中美英法德日韩俄印欧澳加")
_TERM = re.compile(r"[长中短]期(?!以来)")
_VERSION = re.compile(r"\d\.\d版")


# The clauses of a source are asked for their names by every clause of a sentence.
@lru_cache(maxsize=2048)
def kinds(raw: str, names: CompanyNames) -> Sequence[tuple[str, str]]:
    """Return what is named, each with its kind: names of one kind can stand for each other in a lie."""
    text = plain(raw)
    found = [(m.group(), "role") for m in pattern("names role").finditer(text)]
    found += [(m.group(), "term") for m in _TERM.finditer(text)]
    found += [(m["name"], "nr") for m in pattern("names after role").finditer(text)]
    found += [(m.group(), "ordinal") for m in pattern("names ordinal").finditer(text)]
    found += [(m.group(), "model") for m in pattern("names model").finditer(text)]
    found += [(m.group(), "ns") for m in pattern("area").finditer(text)]
    found += [(m.group(), "version") for m in _VERSION.finditer(text)]
    found += [(plain(m.group(1)), "quoted") for m in _QUOTED.finditer(raw)]
    found += [(name, "company") for name in names.found_in(text)]
    if len(HAN.findall(text)) * 2 >= len(_LETTER.findall(text)):
        for span, flag in tagged(text):
            word = span.of(text)
            person = flag.startswith("nr") and is_person(word)
            if flag.startswith(("ns", "nt")) and names.found_in(word):
                continue
            if len(word) > 1 and word not in _EVERYWHERE and (person or flag.startswith(("ns", "nt"))):
                found.append((word, flag[:2]))
            elif len(word) > _SHORT and word[-1] in _OFFICES and flag.startswith(("n", "j")):
                found.append((word, "nt"))
    return tuple(dict.fromkeys(found))


def _is_ranked(name: str, source: str) -> bool:
    """Tell whether plain source text has the number of an ordinal, in whatever digits: 第11 for 第十一位."""
    ranks = {q.value for q in quantities(source) if q.unit == "第"}
    return any(q.value in ranks for q in quantities(name) if q.unit == "第")


def _is_abbreviated(name: str, source: str) -> bool:
    """Tell whether plain source text holds the full name of an office: 工业和信息化部 for 工信部."""
    return bool(re.search("[\u4e00-\u9fff]{0,7}?".join(name), source))


def holds(source: str, name: str) -> bool:
    """Tell whether plain source text holds a name, marks and spaces left aside.

    >>> holds("5g-a与“断卡”行动", "断卡"), holds("redcap", "nb-iot")
    (True, False)
    """
    if name.isascii() and len(name) <= _SHORT:
        return bool(re.search(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", source))
    if name[0].isdigit() and any(f"{name}{more}" in source for more in ("bps", "b", "hz", "flops")):
        return True
    if name in source or _MARKS.sub("", name) in _MARKS.sub("", source):
        return True
    if name.startswith("第") and name[1:]:
        return _is_ranked(name, source)
    if len(name) > _SHORT and name[-1] in _OFFICES + "办会" and _is_abbreviated(name, source):
        return True
    # A short name of two characters: 珠峰 for 珠穆朗玛峰.
    short = len(name) == _SHORT and HAN.match(name)
    if short and set(name) <= _LANDS and set(name) <= set(source):
        # 美中 for 中美, 日韩 for 日本、韩国.
        return True
    return bool(short) and any(
        any(is_word(part) for part in (match.group(), match.group()[:-1]))
        for match in re.finditer(rf"{name[0]}[\u4e00-\u9fff]{{1,3}}{name[1]}[\u4e00-\u9fff]?", source)
    )
