"""Companies by their legal names, as in 山海邮递股份有限公司（以下简称“本公司”） or behind 编制单位：, 公司简称：."""

from __future__ import annotations

import re

from corpus.about.facts import Fact, fact
from corpus.about.kinds import STUDIES
from corpus.about.names import CompanyNames, built_in, most_named
from corpus.dates.periods import narrow
from corpus.subject import DocumentKind

_FORM = r"(?:股份|集团|控股){0,2}(?:有限责任公司|有限公司)"
LEGAL_NAME = re.compile(rf"[\u4e00-\u9fffa-z()]{{2,24}}?{_FORM}")
"""A company's legal name in narrowed text; in running text its beginning is uncertain."""
_FORM_AT_END = re.compile(rf"{_FORM}$")
_QUOTE, _UNQUOTE = "[“\"「『‘'《]?", "[”\"」』’'》]?"
# The text's own definition of whom it speaks of.
_DEFINED = re.compile(
    rf"(?P<name>{LEGAL_NAME.pattern})\s{{0,2}}\((?:[^()]{{0,40}}?(?:以下|下|统|简)?(?:并)?(?:简称|统称|称)(?:为|:)?\s?)?"
    rf"{_QUOTE}(?:本公司|公司|本集团|集团|我们|本行|本企业){_UNQUOTE}(?:[、,或和及与]{{1,2}}{_QUOTE}[^()]{{1,8}}{_UNQUOTE})?\)"
)
_IN_ENGLISH = re.compile(
    r"(?P<name>[a-z][a-z&. -]{2,50}? (?:limited|ltd\.?|inc\.?|corporation|corp\.?)) "
    r"?\((?:the )?[“\"'](?:the )?(?:company|group)[”\"']"
)
_FORM_IN_ENGLISH = re.compile(r",? (?:limited|ltd\.?|inc\.?|corporation|corp\.?)$", re.IGNORECASE)
# What stands behind these words names the company; run-together text goes on without a break.
_LABELLED = re.compile(
    r"(?:公司简称|证券简称|股票简称|公司名称|编制单位|企业名称|公司全称|发行人)\s?:\s{0,2}"
)
# Words before a legal name that belong to the sentence: 由山海邮递有限公司.
_LEADING = re.compile(
    r"^(?:.*(?:由|关于|委托|作为|隶属于)|(?:本报告|其中|在|对|与|和|及|为|是|即|系|自|经|受|向|称|指))"
)
# A title that begins with whose document it is: 山海邮递有限公司2022年年度报告, …有限公司董事会审计委员会….
_ITS_OWNER = re.compile(
    rf"(?P<name>{LEGAL_NAME.pattern})(?=\s|$|\d|二[〇零○]|民国|关于|第|董事|监事|审计|独立|年|中期|半年|社会责任|可持续|环境|企业|"
    r"永续|esg|csr)"
)
# A full name with the short name that the text goes on with: 山海邮递有限公司（以下简称“山海邮递”）.
_INTRODUCED = re.compile(
    rf"(?P<name>{LEGAL_NAME.pattern})\s?\((?:以下|下)?(?:统|简)?称(?:为|:)?\s?{_QUOTE}(?P<short>[\u4e00-\u9fffa-z]{{2,10}}){_UNQUOTE}\)"
)
_NO_NAME = frozenset({"公司", "集团", "本公司", "本集团", "我们", "本行", "本企业"})
# A text is about a company that its title names and it names this often; names in titles have these lengths.
_FEWEST_NAMINGS, _IN_TITLE = 3, range(3, 11)
# Run-together text sets the short name, at most this long, before the full one.
_LONGEST_SHORT = 8
# A definition or label is looked for in this many characters of the head; reports tell of themselves later, too.
_HEAD = 6000


def usual_name(legal: str, names: CompanyNames) -> str:
    """Return the usual name for a narrowed legal name: the table's, else the name without its legal form, folded."""
    legal = _LEADING.sub("", legal)
    again = legal.find(legal[:2], 3, _LONGEST_SHORT + 2)
    if again > 0 and LEGAL_NAME.fullmatch(legal, again):
        legal = legal[again:]
    named = set(names.found_in(legal))
    if len(named) == 1:
        return named.pop()
    return _FORM_AT_END.sub("", legal) or legal


def _until_repeated(name: str) -> str:
    """Return a short name without the name that run-together text begins again behind it: 山海股份山海邮递有限公司."""
    again = name.find(name[:2], 2)
    return name[:again] if again > 1 else name


def _labelled(text: str, narrowed: str, names: CompanyNames) -> Fact[str] | None:
    for match in _LABELLED.finditer(narrowed, 0, _HEAD):
        if known := names.pattern.match(narrowed, match.end()):
            return fact(names.table[known.group(0)], text, match.start(), known.end())
        if legal := LEGAL_NAME.match(narrowed, match.end()):
            name = _until_repeated(legal.group(0)) if "简称" in match.group(0) else legal.group(0)
            return fact(usual_name(name, names), text, match.start(), match.end() + len(name))
    return None


def _defined(text: str, narrowed: str, names: CompanyNames) -> Fact[str] | None:
    found = [(usual_name(m["name"], names), m) for m in _DEFINED.finditer(narrowed, 0, _HEAD)]
    if not found:
        found = [
            (names.usual(_FORM_IN_ENGLISH.sub("", text[slice(*m.span("name"))])), m)
            for m in _IN_ENGLISH.finditer(narrowed, 0, _HEAD)
        ]
    if len({name for name, _ in found}) != 1:
        return None
    name, match = found[0]
    return fact(name, text, match.start("name"), match.end())


def _in_title(title: str, names: CompanyNames, *, first: bool) -> Fact[str] | None:
    """Return the one company that a title names; with ``first`` only one that stands at its beginning.

    A legal name that the table lacks must stand there: what precedes it could not be told from it.
    """
    narrowed = narrow(title)
    matches = list(names.pattern.finditer(narrowed))
    named = {names.table[m.group(0)] for m in matches}
    if len(named) == 1 and not (first and matches[0].start()):
        return fact(named.pop(), title, *matches[0].span())
    legal = None if named or _LEADING.match(narrowed) else _ITS_OWNER.match(narrowed)
    return fact(usual_name(legal["name"], names), title, *legal.span("name")) if legal else None


def _introduced(title: str, text: str, narrowed: str, names: CompanyNames) -> Fact[str] | None:
    """Return the one company that a title names by the short name, or the beginning, of a full name in the text."""
    headline = narrow(title).strip()
    found: dict[str, Fact[str]] = {}
    for match in _INTRODUCED.finditer(narrowed, 0, _HEAD):
        short, begin = match["short"], match["name"].find(match["short"][:2])
        if short in _NO_NAME or short not in headline or begin < 0 or narrowed.count(short) < _FEWEST_NAMINGS:
            continue
        name = usual_name(match["name"][begin:], names)
        found.setdefault(name, fact(name, text, match.start("name") + begin, match.end()))
    for length in _IN_TITLE:
        name = headline[:length]
        if len(name) == length and narrowed.count(name) >= _FEWEST_NAMINGS:
            full = re.compile(re.escape(name) + _FORM).search(narrowed, 0, _HEAD)
            if full and LEGAL_NAME.fullmatch(full.group(0)):
                found.setdefault(usual_name(full.group(0), names), fact(name, text, *full.span()))
    return found.popitem()[1] if len(found) == 1 else None


def _main(text: str, narrowed: str, names: CompanyNames) -> Fact[str] | None:
    namings = list(names.pattern.finditer(narrowed))
    main = most_named([names.table[m.group(0)] for m in namings])
    if main is None:
        return None
    own = [m for m in namings if names.table[m.group(0)] == main]
    return Fact(main, f"{fact(main, text, *own[0].span()).words} ×{len(own)}")


def company_of(
    title: str, text: str, narrowed: str, kind: DocumentKind | None, names: CompanyNames | None = None
) -> Fact[str] | None:
    """Return the company that a text is about: its title's, as it says of itself, or the one it names by far most.

    A study or a law is about the company in its title or about none: it names its authors most. An announcement may
    well name another company in its title (关于向…增资的公告), and is about the one that it says it is of.
    """
    names = names or built_in()
    if kind is DocumentKind.ANNOUNCEMENT:
        found = _in_title(title, names, first=True)
        return found or _labelled(text, narrowed, names) or _defined(text, narrowed, names)
    found = _in_title(title, names, first=False)
    if found or kind in STUDIES:
        return found
    said = _labelled(text, narrowed, names) or _defined(text, narrowed, names)
    return said or _introduced(title, text, narrowed, names) or _main(text, narrowed, names)
