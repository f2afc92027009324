"""Years of the Republic without 民国 before them: 113年第三季, 一一三年度; never a count of years (成立113年)."""

from __future__ import annotations

_HAN = "〇零○一二三四五六七八九"
# What stands before a count or a number, or before a year of the common era: 逾113年, 第113年度, 公元113年.
_NO_YEAR_BEHIND = rf"(?<![\d.,第近约逾满超达元前{_HAN}十百千万])(?<!\d[-–~至])"
# Words that only a year takes behind it: 113年度, 113年底, 113年第一季, 113年9月. No 100年底蕴, 100年度过.
_ONLY_BEHIND_A_YEAR = (
    r"(?=\s{0,2}年\s{0,2}(?:年?度(?![过假量日])|全年|财年|财报|年报|第\s?[一二三四1-4]\s?季|[一二三四1-4]季(?:度|报|底|末)|"
    r"(?:前|首)[三3]个?季|首季|[上下]半年|半年度|年?[底末](?![蕴气子色盘座层])|(?:1[0-2]|0?[1-9])\s?月|(?:十[一二]?|[一二三四五六七八九])月))"
)
# Digit by digit in Han is no count, which would be 一百一十三年; at the head of a clause it needs no such word.
_HEADS_CLAUSE = r"(?<![^\s,，。、;；:：(（「“])"
_NO_SPAN_BEHIND = r"(?=\s{0,2}年(?![级期制来间多余前后]))"
_HAN_YEAR = rf"一(?:[〇零○一二][{_HAN}]|三[〇零○])"


def bare_republic_year(tag: str = "") -> str:
    """Return the pattern, for narrowed text, of a year from 100 to 130 of the Republic without 民国.

    Its groups are ``bare{tag}``, ``barehan{tag}`` and ``barehead{tag}``; 年 stands behind the match. The years before
    2011 have two digits, and may be counts of anything.
    """
    return (
        rf"{_NO_YEAR_BEHIND}(?:(?P<bare{tag}>1[0-2]\d|130)|(?P<barehan{tag}>{_HAN_YEAR}|一百[〇零○一二三十][{_HAN}十]{{0,2}}))"
        rf"{_ONLY_BEHIND_A_YEAR}|{_HEADS_CLAUSE}(?P<barehead{tag}>{_HAN_YEAR}){_NO_SPAN_BEHIND}"
    )
