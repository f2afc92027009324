"""False premises: a cited sentence contradicts what a question takes for granted (为什么下降: 增长).

Only where the sentence says the contrary of the very subject, of the asked year and company; else nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.about import company_pattern
from corpus.script import fold
from corpus.types import Span
from rag.compose import Claim
from rag.constraints import company_fit, year_fit
from rag.presumed import Premise, named, premises, takes_for_granted
from rag.question import Reading, lowered
from rag.units import cells_within

_SENTENCE_END = re.compile(r"[。；;！？!?\n|]")
_EDGE = re.compile(r"[，。；;！？!?\n|、]|(?<!\d),|,(?!\d)")
# What may stand between a subject and what is said of it: figures, units, words of time and degree.
_BETWEEN = re.compile(
    r"[\d.,%％\s，、：:（）()]+|[万亿千百]+|个?百分点|人民币|港元|美元|元|个|户|家|人|次|吨|台|件|项|千瓦时|度|年|月|日|"
    r"同比|环比|较|比|上年|去年|同期|上一?年|前一年|年度|底|末|达到?|为|是|实现|保持|继续|持续|大幅|快速|稳步|稳定|进一步|"
    r"显著|明显|有所|再|又|已|均|也|都|约|近|超过?|逾|余|多|由|从|至|到|的|了|总额|总量|规模|数量|数|水平|增速|良好|态势|先后|陆续|相继|全面|正式|成功|顺利|一?共"
)
# What makes a subject no other one, and how many characters more may stand before it.
_OWNED = re.compile(r"归属于?|归母|母公司|上市公司|股东|公司|集团|全年|[一二三四五六七八九]是|其中")
_PART_LEFT = 1
# Before a word what denies it, or makes it a stock of all years (累计建成), which contradicts nothing; behind it what
# weakens it.
_DENIED = re.compile(r"(?:(?:未|不|没有|没|无|非|负|防止|避免|抑制|遏制|放缓|停止)(?:再|能|会|予)?|累计)$")
_WEAKENED = re.compile(r"(?:放缓|率(?:下降|降低|为负)|乏力|停滞|受阻|失败|未)")
# Between the subject and what is said of it, in characters at most; where it stands behind, the lesser.
_FAR, _BEHIND = 40, 8
# A share that a question calls low or high, and the word that does.
_SHARE = r"(?P<percent>\d+(?:\.\d+)?) ?(?:[%％]|per ?cent)|百分之(?P<of>\d+(?:\.\d+)?)"
_SHARE += r"|(?P<tenths>[一二三四五六七八九])成(?P<half>半)?"
_CALLED = re.compile(rf"(?P<below>不到|不足|低于|less than |under |below )(?:{_SHARE})")
_ONLY = re.compile(
    r"(?:只有|只占|仅有?|仅占|才|只剩|低至|高达|多达|得(?=[一二三四五六七八九\d])|"
    rf"only |just |a mere |as (?:low|little|high|much) as )(?:了|约|大约)?(?:{_SHARE})"
)
_SAID_SHARE = re.compile(r"(?<![\d.,])(\d+(?:\.\d+)?) ?[%％]")
# How far apart, in percentage points, a share in tenths and one in hundredths must be to contradict.
_APART_TENTHS, _APART = 6.0, 1.5
_TENTHS = "一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Correction:
    """A claim (by number, from 0) that contradicts what a question takes for granted.

    ``word`` is the contradicting word or figure in its passage's text, ``span`` the clause that says it of the subject.
    """

    claim: int
    word: Span
    span: Span


def false_premise(reading: Reading, claims: Sequence[Claim]) -> Correction | None:
    """Return the claim that contradicts what a question takes for granted; None where none surely does.

    A claim that says what the question says, of the same subject, ends the matter.
    """
    fitting: list[tuple[int, Claim]] | None = None
    for premise in premises(reading):
        if fitting is None:
            fitting = [(n, claim) for n, claim in enumerate(claims) if _fits(reading, claim)]
        found = [(n, _said(claim, premise, reading)) for n, claim in fitting]
        if any(said and said[0] for _, said in found):
            continue
        for number, said in found:
            if said is not None:
                return Correction(number, said[1], said[2])
    return _other_share(reading, claims)


# The fits of a sentence that names the year, and of one in a document of it (rag/constraints.py).
_OF_THE_YEAR = (1.0, 0.5)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PART_OF_YEAR = re.compile(r"[上下]半年|季度|前[一二三]季|前[三九]个?月|1-6月")


def _fits(reading: Reading, claim: Claim) -> bool:
    """Tell whether a claim is of the asked year and of the asked company: the sentence says so, or its document is.

    A year that only stands elsewhere in the passage is not enough to contradict anybody, nor half a year for a whole.
    """
    passage, folded = claim.passage, fold(claim.passage.text)
    sentence = claim.span.of(folded)
    columns = [fold(c.column) for c in cells_within(passage, claim.span)]
    fit = year_fit(reading.years, sentence, passage, folded, reading.periods, columns)
    if reading.years and fit not in _OF_THE_YEAR:
        return False
    if reading.years and not reading.periods and _PART_OF_YEAR.search(sentence):
        return False
    if not reading.companies:
        return True
    return company_fit(reading.companies, sentence, passage, folded, reading.names) > 0


def _said(claim: Claim, premise: Premise, reading: Reading) -> tuple[bool, Span, Span] | None:
    """Return what a claim says of a premise's subject: whether the same, the word, and its clause; None for nothing."""
    sentence = claim.span.of(lowered(fold(claim.passage.text)))
    # All that the subject is called must be named, there or over it; the nearest word stands beside what is said of it.
    around = f"{sentence} {lowered(fold(claim.passage.header))}"
    if not all(any(word in around for word in words) for words in premise.subject):
        return None
    found: tuple[bool, Span, Span] | None = None
    for same, pattern in ((True, premise.row.claim), (False, premise.row.contrary)):
        for word, clause in _sayings(sentence, pattern, premise.subject[0]):
            if (
                not same
                and not premise.row.object
                and not _whole_subject(clause.of(sentence), premise, reading)
            ):
                continue
            if same:
                return True, word, clause
            found = found or (False, _moved(word, claim), _moved(clause, claim))
    return found


def says(claim: Claim, premise: Premise, reading: Reading) -> bool | None:
    """Tell whether a claim says of the whole subject, year and company what a premise says (True), or its contrary.

    None where it says neither or both.
    """
    sentence = claim.span.of(lowered(fold(claim.passage.text)))
    around = f"{sentence} {lowered(fold(claim.passage.header))}"
    period = claim.passage.subject.period
    # Where no sentence names another year, its document's own counts (_fits wants more: it contradicts the asker).
    of_document = period is not None and period.year in reading.years and not _YEAR.search(sentence)
    if _PART_OF_YEAR.search(sentence) if of_document else not _fits(reading, claim):
        return None
    if not all(any(word in around for word in words) for words in premise.subject):
        return None
    found = {
        same
        for same, pattern in ((True, premise.row.claim), (False, premise.row.contrary))
        for word, clause in _sayings(sentence, pattern, premise.subject[0])
        if not _EDGE.search(sentence, word.end, clause.end)
        if premise.row.object or _whole_subject(clause.of(sentence), premise, reading)
    }
    return found.pop() if len(found) == 1 else None


def _whole_subject(clause: str, premise: Premise, reading: Reading) -> bool:
    """Tell whether a clause speaks of the subject itself, not of a part of it that the question does not name."""
    at = min((clause.find(word) for word in premise.subject[0] if word in clause), default=0)
    before = _OWNED.sub("", company_pattern().sub("", clause[:at]))
    question = lowered(fold(reading.text))
    rest = "".join(char for char in _BETWEEN.sub("", before) if char not in question)
    return len(rest) <= _PART_LEFT


def _sayings(sentence: str, pattern: re.Pattern[str], subject: Sequence[str]) -> Iterator[tuple[Span, Span]]:
    """Yield where a folded sentence says a word of a subject, neither denied nor weakened, each with its clause."""
    for match in pattern.finditer(sentence):
        if _DENIED.search(sentence[max(0, match.start() - 4) : match.start()]):
            continue
        if _WEAKENED.match(sentence, match.end()):
            continue
        clause = next(filter(None, (_clause(sentence, match, word) for word in subject)), None)
        if clause is not None:
            yield Span(*match.span()), clause


def _moved(span: Span, claim: Claim) -> Span:
    return Span(span.start + claim.span.start, span.end + claim.span.start)


def _clause(sentence: str, match: re.Match[str], subject: str) -> Span | None:
    """Return the part of a sentence from a subject to what is said of it, None where they are not of one clause."""
    at = sentence.rfind(subject, max(0, match.start() - _FAR - len(subject)), match.start())
    if at >= 0:
        between = sentence[at + len(subject) : match.start()]
        if not _SENTENCE_END.search(between) and beside(between):
            return _whole(sentence, at, match.end())
    behind = sentence[match.end() : match.end() + _BEHIND]
    if subject in behind and beside(behind[: behind.index(subject)]):
        return _whole(sentence, match.start(), match.end() + behind.index(subject) + len(subject))
    return None


def beside(between: str) -> bool:
    """Tell whether nothing stands in folded text between a subject and its word but figures and words of degree."""
    return not _BETWEEN.sub("", between)


def _whole(sentence: str, start: int, end: int) -> Span:
    """Return a part of a sentence widened to the marks around it."""
    before = [m.end() for m in _EDGE.finditer(sentence, 0, start)]
    behind = _EDGE.search(sentence, end)
    return Span(before[-1] if before else 0, behind.start() if behind else len(sentence))


def _other_share(reading: Reading, claims: Sequence[Claim]) -> Correction | None:
    """Return the claim that gives another share than the one that a question calls low or high (为什么只有三成)."""
    text = lowered(fold(reading.text))
    called = _CALLED.search(text) or _ONLY.search(text)
    if called is None or not takes_for_granted(reading):
        return None
    value, below = _share_of(called), "below" in called.groupdict()
    subject = [words for span, words in named(reading) if reading.foreign or span.end <= called.start()]
    for number, claim in enumerate(claims):
        sentence = claim.span.of(lowered(fold(claim.passage.text)))
        shares = list(_SAID_SHARE.finditer(sentence))
        told = bool(subject) and all(any(word in sentence for word in words) for words in subject)
        if len(shares) != 1 or not told or not _fits(reading, claim):
            continue
        said = float(shares[0][1])
        room = _APART_TENTHS if called["tenths"] else _APART
        if said >= value if below else abs(said - value) > room:
            span = Span(*shares[0].span())
            return Correction(number, _moved(span, claim), _moved(_whole(sentence, *shares[0].span()), claim))
    return None


def _share_of(match: re.Match[str]) -> float:
    """Return a matched share in hundredths."""
    if match["tenths"]:
        return 10.0 * (_TENTHS.index(match["tenths"]) + 1) + (5.0 if match["half"] else 0.0)
    return float(match["percent"] or match["of"])
