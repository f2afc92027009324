"""What kind of press text an article is: news, a speech, an interview, a profile."""

from __future__ import annotations

import re

from corpus.subject import DocumentKind

# Folded text in one form. A speech addresses its hearers; a report of a speech does not.
_ADDRESS = re.compile(
    r"(?:尊敬|敬爱|亲爱)的[^。！？]{1,40}(?:：|，(?=大家))"
    r"|(?:各位|女士们|先生们)[^。！？；]{0,30}(?:：|，?大家(?:上午|下午|晚上|早上)?好)"
    r"|大家(?:上午|下午|晚上|早上)?好[！。]"
)
_ADDRESS_REACH = 260
_THANKS = re.compile(r"谢谢(?:大家|各位|诸位)[！。]?|多谢(?:大家|各位)")
# Question and answer in turn: a name or a role, a colon.
_QUESTION = re.compile(r"(?:记者|问|主持人|本刊|本报|笔者)：")
_FEWEST_QUESTIONS = 2
_INTERVIEW = re.compile(r"(?:^|[丨：—】”])对(?:话|谈)|专访|访谈(?:录|$)|答记者问|人物访问|独家采访")
_PROFILE = re.compile(
    r"小传|人物(?:志|通讯|小记|$)|劳模|楷模|先进事迹|大国工匠|——记(?!者)|追忆|缅怀|二三事$|先生传$"
)
# `郭某：……`: the body begins with the name again. What ends in one of these is an office, not a person.
_PERSON = re.compile(
    r"([\u4e00-\u9fff]{1,2}[^院司行部局厂校港网社团馆市县省区站店台村厅会]|[\u4e00-\u9fff]·.{1,6})："
)


# What only press text has: a byline, a credit, the day of the news near its beginning, a title that names who or which
# series the story is of.
_PRESS = re.compile(
    r"记者|通讯员|[报社网刊台]讯|撰稿|供稿|责任编辑|发布(?:人|时间)：|文章来源|（(?:文|图|图文|来源|作者|摄影)[：/丨]|本报|新华社"
)
_DAY = re.compile(r"\d{1,2}月\d{1,2}[日号]|近日|日前|近期|昨[日天（]|今[日天（]|不久前|前不久|召开|举[办行]")
_LEDE = 120
_PRESS_TITLE = re.compile(r"^[^，。]{2,14}：|^【|——|丨")


def is_press(title: str, body: str) -> bool:
    """Tell whether an article, folded and in one form, bears a sign of press text."""
    return bool(
        _PRESS.search(title + body)
        or _DAY.search((title + body)[: len(title) + _LEDE])
        or _PRESS_TITLE.search(title)
    )


def kind_of(title: str, body: str, *, archive: bool) -> DocumentKind | None:
    """Return what kind of press text a title and a body are, both folded and in one form.

    What is none of the other kinds is news if it stands in an ``archive`` of articles, else of no known kind.
    """
    if _ADDRESS.search(body[:_ADDRESS_REACH]) or _THANKS.search(body[-60:]):
        return DocumentKind.SPEECH
    if len(_QUESTION.findall(body)) >= _FEWEST_QUESTIONS or _INTERVIEW.search(title):
        return DocumentKind.INTERVIEW
    person = _PERSON.match(title)
    if _PROFILE.search(title) or (person and body.startswith(person.group(1) + "，")):
        return DocumentKind.PROFILE
    return DocumentKind.NEWS if archive else None
