"""A later question of a text, completed from the ones before it: subject, company, year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.about import CompanyNames
from corpus.script import HAN
from rag.conversation import Conversation, Exchange, completed
from rag.conversation.companies import company_spans
from rag.conversation.frame import low_of
from rag.conversation.subject import Topic, statement_of, subject_of
from rag.conversation.times import is_time, time_spans
from rag.question import asking_spans
from rag.several.english import counted_in, lead_of
from rag.several.why import bare_why, why_of
from rag.types import Answer

# 杭州亞運會期間，…: what a text opens with is said of all its questions when it is no longer than this.
_LONGEST_OPENING = 20
_OPENING = re.compile(r"^([^，,：:？?。；;]{2,20})[，,：:]")
_SMALL = re.compile(r"[\W又还也再到在于的正式共同一起]+")
# A total of what was asked before: 總數多少, 一共有幾個.
_TOTAL = re.compile(
    r"^(?:又|再|现在|目前)?(?:的)?(?:总数|总量|总额|总规模|总计|合计|累计|一共|总共|全部)(?:是|有|为|达|达到|共)?"
    r"(?:多少|几多?)[\u4e00-\u9fff]{0,2}[？?。 ]*$"
)
_ADDED = re.compile(r"(?:一共|总共)?(?:新添|新建|新增|净增|增加|加开|新开|添|增|多)(?:了|咗|出)")
_SMALL_TALK = re.compile(
    r"请问|请教|我想|想问|帮|麻烦|你好|您好|查一?下|知道|听说|根据|按照?|不好意思|please|hello|hi\b"
)


def alone(part: str, before: Sequence[tuple[str, Answer | None]], names: CompanyNames) -> str:
    """Return a question so that it stands alone after the ones ``before`` it, each completed and with its answer.

    >>> from corpus.about import built_in
    >>> alone("又覆盖了多少人口？", [("中国移动2024年有多少5G基站？", None)], built_in())
    '中国移动2024年5G基站又覆盖了多少人口？'
    """
    if not before:
        return part
    if bare_why(part) and (why := why_of(before[-1][0])):
        return why
    part = counted_in(before[0][0], part)
    if _TOTAL.match(low_of(part)) and HAN.search(before[-1][0]):
        return f"{_whole(before[-1][0], names)}{part}"
    full = completed(part, Conversation(tuple(Exchange(*b) for b in before), names))
    first, low = before[0][0], low_of(full)
    if any(question in full for question, _ in before):
        # Asked behind the whole question before it: that would be answered again.
        full, low = part, low_of(part)
    opening = _opening(first, low)
    lead = [opening]
    if not HAN.search(first) and not HAN.search(part):
        named = company_spans(low_of(first), names)
        pointed = lead_of(first, part, company=bool(named))
        if any(first[a:b] in pointed for a, b, _ in named):
            # What is pointed to names the company and the time as well.
            return f"{pointed}: {part}"
        lead.append(pointed)
    if not HAN.search(low) or not _names_a_subject(full, names):
        # A question that names a subject of its own may be of anyone, at any time.
        own = low_of(f"{opening}{full}")
        lead += [_company(first, own, names), _time(first, own) if not company_spans(low, names) else ""]
    if HAN.search(low):
        return f"{''.join(lead)}{full}"
    words = ", ".join(word for word in lead if word)
    return f"{words}: {full}" if words else full


def _whole(first: str, names: CompanyNames) -> str:
    """Return what the question before counted, without the words that tell additions: 新添了."""
    said = statement_of(Topic.of(first, names))
    added = {i for m in _ADDED.finditer(low_of(said)) for i in range(*m.span())}
    return "".join(c for i, c in enumerate(said) if i not in added)


def _names_a_subject(question: str, names: CompanyNames) -> bool:
    """Tell whether a question names what it is about, beside companies, times and small words."""
    subject = low_of(subject_of(Topic.of(question, names)) or "")
    fixed = [*time_spans(subject), *((a, b) for a, b, _ in company_spans(subject, names))]
    dropped = {i for span in fixed for i in range(*span)}
    return bool(_SMALL.sub("", "".join(c for i, c in enumerate(subject) if i not in dropped)))


def _opening(first: str, low: str) -> str:
    """Return what the first question opens with, when it names something that the later one does not."""
    match = _OPENING.match(first)
    words = low_of(match[1]) if match and len(match[1]) <= _LONGEST_OPENING else ""
    if match is None or not words or words in low or _SMALL_TALK.search(words) or asking_spans(words):
        return ""
    if is_time(words) or not HAN.search(words):
        return ""
    return match[0]


def _company(first: str, low: str, names: CompanyNames) -> str:
    """Return the one company that the first question names, when the later one names none."""
    found = company_spans(low_of(first), names)
    if len({name for *_, name in found}) != 1 or company_spans(low, names):
        return ""
    start, end, _ = found[0]
    return first[start:end] if low_of(first[start:end]) not in low else ""


def _time(first: str, low: str) -> str:
    """Return the one time that the first question names, when the later one names none."""
    found = [first[a:b] for a, b in time_spans(low_of(first))]
    return found[0] if len(set(found)) == 1 and not time_spans(low) else ""
