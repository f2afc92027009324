"""Rules for words that date something, as a table over narrowed text (``corpus.dates.periods.narrow``)."""

from __future__ import annotations

import re
from collections.abc import Callable

from corpus.dates.republic import bare_republic_year
from corpus.dates.time_values import (
    Time,
    ended,
    full_year,
    half,
    han_year,
    iso_date,
    last_day,
    moment,
    months,
    nine_months,
    number,
    quarter,
    roc_year,
)
from corpus.subject import Period

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}

_WS = r"\s{0,2}"
_DASH = rf"{_WS}(?:至|到|-|–|—|−|~){_WS}"
_HAN_NUMBER = "[一二三四五六七八九十]{1,3}"


def _year(tag: str = "") -> str:
    han = "〇零○一二三四五六七八九"
    return (
        rf"(?:(?<![\d.,])(?P<y{tag}>(?:19|20)\d\d)(?!\d)|民国{_WS}(?P<roc{tag}>\d{{1,3}}|[{han}百十]{{1,6}})|"
        rf"(?P<han{tag}>(?:二[〇零○]|一九)[{han}]{{2}})|{bare_republic_year(tag)})"
    )


_Y = _year()
_YEAR_CHAR = rf"{_WS}年"
_M = rf"(?P<m>\d{{1,2}}|{_HAN_NUMBER}){_WS}月"
_D = rf"(?P<d>\d{{1,2}}|{_HAN_NUMBER}){_WS}日"
_ENGLISH_MONTH = rf"(?P<em>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?"
_ENGLISH_DATE = (
    rf"(?:(?P<ed>\d{{1,2}})(?:st|nd|rd|th)? {_ENGLISH_MONTH},? (?P<ey>(?:19|20)\d\d)|"
    rf"{_ENGLISH_MONTH.replace('<em>', '<em2>')} (?P<ed2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<ey2>(?:19|20)\d\d))"
)


_REPUBLIC = ("roc", "bare", "barehan", "barehead")


def _year_of(match: re.Match[str], tag: str = "") -> int | None:
    found = match.groupdict()
    if plain := found.get(f"y{tag}"):
        return int(plain)
    if roc := next((y for name in _REPUBLIC if (y := found.get(f"{name}{tag}"))), None):
        return roc_year(roc)
    han = found.get(f"han{tag}")
    return han_year(han) if han else None


_LENGTHS = (
    (re.compile(r"六个月|半年|six months|half"), 6),
    (re.compile(r"九个月|nine months"), 9),
    (re.compile(r"三个月|季|three months|quarter"), 3),
)


def _length(words: str) -> int:
    return next((months for pattern, months in _LENGTHS if pattern.search(words)), 12)


def _english_day(match: re.Match[str]) -> tuple[int, int, int]:
    found = match.groupdict()
    month = _MONTHS.index((found["em"] or found["em2"])[:3]) + 1
    return int(found["ey"] or found["ey2"]), month, int(found["ed"] or found["ed2"])


def _read_ended(m: re.Match[str]) -> Time | None:
    return ended(_year_of(m), number(m["m"]), number(m["d"]), _length(m["length"]))


def _read_english_ended(m: re.Match[str]) -> Time | None:
    return ended(*_english_day(m), _length(m["length"]))


def _read_range(m: re.Match[str]) -> Time | None:
    first, last = _year_of(m), _year_of(m, "2") or _year_of(m)
    begin, end = number(m["m"]), number(m["m2"])
    if m["d"] and number(m["d"]) != 1:
        return Time()
    ends_month = not m["d2"] or iso_date(last, end, number(m["d2"])) == last_day(last, end)
    return months(first, begin, end) if first == last and ends_month else Time()


def _read_day(m: re.Match[str]) -> Time | None:
    return moment(iso_date(_year_of(m), number(m["m"]), number(m["d"])), bool(m["at"]))


def _read_month(m: re.Match[str]) -> Time | None:
    year, month = _year_of(m), number(m["m"])
    if m["end"]:
        return moment(last_day(year, month), said=True)
    date = iso_date(year, month)
    return Time(date=date) if date else None


def _read_quarter(m: re.Match[str]) -> Time | None:
    year, which = _year_of(m), number(m["q"])
    if m["end"]:
        return moment(last_day(year, 3 * which) if 1 <= which <= 4 else None, said=True)
    return quarter(year, which)


def _read_half(m: re.Match[str]) -> Time | None:
    year, which = _year_of(m), 2 if m["half"].startswith("下") else 1
    return moment(last_day(year, 6 * which), said=True) if m["end"] else half(year, which)


def _read_short(m: re.Match[str]) -> Time | None:
    found = m.groupdict()
    year = full_year(found.get("a") or found.get("b") or found["c"])
    which = int(found.get("na") or found.get("nb") or found["nc"])
    letter = (found.get("la") or found.get("lb") or found["lc"]).lower()
    if letter == "h" and which > 2:
        return None
    return quarter(year, which) if letter == "q" else half(year, which)


def _read_fiscal(m: re.Match[str]) -> Time | None:
    first, second = int(m["first"]), full_year(m["second"])
    # 2011-12 is a month.
    told = m["sign"] == "/" or len(m["second"]) == 4 or int(m["second"]) > 12
    return Time(Period(second)) if second == first + 1 and told else None


Reader = Callable[[re.Match[str]], Time | None]
NINE_MONTHS = r"(?:前|首|头)(?:[三3]个?季度?|[九9]个月)"
NINE_MONTHS_IN_ENGLISH = r"first (?:nine months|three quarters)"
_END = rf"(?P<end>{_WS}(?:期末|末|底))?"
# 中期 is the half of a year but not in 中期票据, 中期规划.
_HALF = "上半年度?|下半年度?|半年度?|中期(?!票|债|融|借|规|计|目|发展|内)|中报|(?:前|首)六个月"
# Run-together text goes on behind a date with the next one: 2024-07-262014年2月.
# Of rules that match at one place the longest counts.
_RULES: tuple[tuple[str, str, Reader], ...] = (
    ("span ended", (rf"(?:截至|截止|至)?{_WS}{_Y}{_YEAR_CHAR}{_WS}{_M}{_WS}{_D}{_WS}止?(?:的|之)?{_WS}"
     r"(?P<length>(?:财政|会计|半)?年度|十二个月|六个月|九个月|三个月|半年|季度)"), _read_ended),
    ("span ended in English", (r"(?:for the |the )?(?P<length>(?:financial |fiscal )?year|(?:twelve|six|nine|three) "
     rf"months|half[- ]year|quarter)(?: period)? ended {_ENGLISH_DATE}"), _read_english_ended),
    ("range", (rf"{_Y}{_YEAR_CHAR}{_WS}(?P<m>\d{{1,2}}|{_HAN_NUMBER}){_WS}月?(?:{_WS}(?P<d>\d{{1,2}}){_WS}日)?{_DASH}"
     rf"(?:{_year('2')}{_YEAR_CHAR}{_WS})?(?P<m2>\d{{1,2}}|{_HAN_NUMBER}){_WS}月(?:{_WS}(?P<d2>\d{{1,2}}){_WS}日)?"),
     _read_range),
    ("years", rf"{_Y}(?:{_YEAR_CHAR})?{_DASH}{_year('2')}(?:{_YEAR_CHAR})?度?", lambda _: Time()),
    ("quarter", rf"{_Y}(?:{_YEAR_CHAR}度?)?{_WS}第{_WS}(?P<q>[一二三四1-4]){_WS}季度?{_END}", _read_quarter),
    ("short quarter", rf"{_Y}{_YEAR_CHAR}度?{_WS}(?P<q>[一二三四1-4]){_WS}季(?:度|报){_END}", _read_quarter),
    ("first quarters", rf"{_Y}(?:{_YEAR_CHAR}度?)?{_WS}{NINE_MONTHS}", lambda m: nine_months(_year_of(m))),
    ("quarters", rf"{_Y}(?:{_YEAR_CHAR}度?)?{_WS}第?[一1](?:季度?)?{_DASH}第?[三3]季度?",
     lambda m: nine_months(_year_of(m))),
    ("nine months in English", rf"(?:the )?{NINE_MONTHS_IN_ENGLISH}(?: of| in)?,? (?P<y>20\d\d)(?!\d)",
     lambda m: nine_months(int(m["y"]))),
    ("short nine months", r"(?<![a-z\d.])(?:9m[ ']?(?P<a>20\d\d|\d\d)|(?P<b>20\d\d)[ -]?9m)(?![a-z\d])",
     lambda m: nine_months(full_year(m["a"] or m["b"]))),
    ("first months", rf"{_Y}(?:{_YEAR_CHAR}度?)?{_WS}(?:首季度?|(?:前|首)三个月)", lambda m: quarter(_year_of(m), 1)),
    ("half", rf"{_Y}(?:{_YEAR_CHAR}度?)?{_WS}(?P<half>{_HALF}){_END}",
     _read_half),
    ("short", (r"(?<![a-z\d.])(?:(?P<la>[qh])(?P<na>[1-4])[ -]{0,2}(?P<a>20\d\d)|"
     r"(?P<nb>[1-4])(?P<lb>[qh])[ ']?(?P<b>20\d\d|\d\d)|"
     r"(?P<c>20\d\d)(?:\s?年)?[ -]{0,2}(?P<lc>[qh])(?P<nc>[1-4]))(?![a-z\d])"), _read_short),
    ("quarter in English", (rf"(?P<q>{'|'.join(_ORDINALS)})[ -]quarter(?: results| report)?(?: of| for| in)?,? "
     r"(?P<y>20\d\d)"), lambda m: quarter(int(m["y"]), _ORDINALS[m["q"]])),
    ("year and quarter in English", rf"(?P<y>(?<!\d)20\d\d) (?P<q>{'|'.join(_ORDINALS)})[ -]quarter",
     lambda m: quarter(int(m["y"]), _ORDINALS[m["q"]])),
    ("half in English", (r"(?:(?P<first>first|second)[ -]half|interim (?:report|results))(?: year)?(?: of| for| in)?,? "
     r"(?P<y>20\d\d)"), lambda m: half(int(m["y"]), 2 if m["first"] == "second" else 1)),
    ("interim", r"(?P<y>(?<!\d)20\d\d) interim", lambda m: half(int(m["y"]), 1)),
    ("day", rf"(?P<at>(?:截至|截止|结至|于){_WS})?{_Y}{_YEAR_CHAR}{_WS}{_M}{_WS}{_D}", _read_day),
    ("day in English", rf"(?P<at>(?:as at|as of|at|on) )?{_ENGLISH_DATE}",
     lambda m: moment(iso_date(*_english_day(m)), bool(m["at"]) and m["at"] != "on ")),
    ("day in digits", (r"(?P<at>(?:截至|截止|于)\s?)?(?<![\d.])(?P<y>(?:19|20)\d\d)(?P<sign>[-/.])(?P<m>\d{1,2})"
     r"(?P=sign)"
     r"(?P<d>\d\d(?=(?:19|20)\d\d年)|\d{1,2}(?!\d|[-/.]\d))"), _read_day),
    ("month", rf"{_Y}{_YEAR_CHAR}{_WS}{_M}{_END}", _read_month),
    ("end of a year", rf"{_Y}{_YEAR_CHAR}?{_WS}(?:年?度?[末底])", lambda m: moment(last_day(_year_of(m), 12), True)),
    ("end of a year in English", r"(?:the end of|year-end|end-) ?(?P<y>20\d\d)",
     lambda m: moment(last_day(int(m["y"]), 12), True)),
    ("fiscal year",
     r"(?<![\d/])(?P<first>(?:19|20)\d\d)(?P<sign>[/-])(?P<second>(?:19|20)?\d\d)(?![\d/-])", _read_fiscal),
    ("year", rf"{_Y}{_YEAR_CHAR}(?:年?度|全年)?", lambda m: Time(Period(y)) if (y := _year_of(m)) else None),
    ("financial year", r"(?<![a-z])fy ?(?P<y>20\d\d|\d\d)(?!\d)", lambda m: Time(Period(full_year(m["y"])))),
    ("whole year", rf"{_Y}(?:年度|全年|财年)", lambda m: Time(Period(y)) if (y := _year_of(m)) else None),
)  # fmt: skip
PATTERNS = tuple((re.compile(pattern), read) for _, pattern, read in _RULES)
