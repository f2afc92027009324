"""What a question takes for granted (为什么下降: that it fell), and the question that would find the contrary."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from corpus.about import company_pattern
from corpus.script import fold
from corpus.types import Span
from index.glossary import translations
from index.segment import labelled
from rag.question import AnswerKind, Reading, lowered

# Questions that take what they say for granted: why, how, by how much, when; yes or no asks for it instead.
_ASKING = frozenset(
    {AnswerKind.REASON, AnswerKind.MANNER, AnswerKind.FIGURE, AnswerKind.SHARE, AnswerKind.MONEY, AnswerKind.DATE,
     AnswerKind.OTHER}
)  # fmt: skip
_TAKES = re.compile(
    r"为什么|为何|为啥|何以|怎么会|怎么就|怎会|点解|什么原因|原因(?:是|为)|因何|"
    r"(?:了|过|咗)?(?:多少|几多|几|百分之几)|什么时候|何时|几时|哪一?[年天月日]|几月|"
    r"\bwhy\b|\bhow (?:much|many|far|come)\b|\bwhen\b|\bby what\b|what (?:caused|led|explains)"
)
_YES_NO = re.compile(
    r"[吗么][？?]?$|是不是|是否|有没有|会不会|有冇|^(?:did|does|do|is|was|were|has|have)\b|不(?:下降|增)"
)
# What a word of the table begins a name of: 增加值, 退出率.
_COMPOUND = re.compile("[率值额者费幅度型级]")
_TIME = re.compile(
    r"(?:同比|环比|以前|以后|之后|之前|时候|[去今本前每上]年|年度?|[上本同]期|.{0,2}季度|[上下]半年)"
)
# A year runs together with the word behind it (年收入).
_YEAR = re.compile(r"(?:19|20)\d\d ?(?:年[度底末初]?)?")
# Verbs that only say how something goes, or what brings it about.
_GOES_ON = re.compile(r"持续|继续|出现|发生|导致|造成|可能|进行|开始|变得|需要|决定|打算|进一步")
# A capitalised word that does not begin its sentence, and what needs no other name.
_NAME = re.compile(r"(?<=[a-z0-9,;] )(?!I\b)[A-Z][A-Za-z0-9]+")
_MONTH = re.compile(
    r"(?:jan|febr)(?:uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|(?:sept|octo|novem|decem)(?:em)?(?:ber)?|q[1-4]|h[12]"
)
_NOUNS = ("n", "eng", "j", "l", "vn", "new")
# What a sentence may name a subject by, and where a question does.
_Named = list[tuple[Span, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Contrary:
    """One row of the table: what a question may take for granted, and what then contradicts it, as patterns.

    ``english`` is how English questions say the claim. ``object`` says that what is spoken of stands behind the word
    (关闭工厂), not before it (收入下降).
    """

    name: str
    object: bool
    claim: re.Pattern[str]
    contrary: re.Pattern[str]
    english: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Premise:
    """What a question takes for granted: the row of the table, where its word stands, and of what it says it.

    ``subject`` are what a contradicting sentence must name, each by one of several words, folded and in lower case; the
    first stands next to the word.
    """

    row: Contrary
    word: Span
    subject: tuple[tuple[str, ...], ...]


@cache
def contraries() -> tuple[Contrary, ...]:
    """Return the table (``rag/data/contraries.json``)."""
    rows = json.loads(resources.files("rag").joinpath("data/contraries.json").read_text("utf-8"))
    return tuple(
        Contrary(
            row["name"],
            row["object"],
            *(re.compile("|".join(row[key])) for key in ("claim", "contrary", "english")),
        )
        for row in rows
    )


def takes_for_granted(reading: Reading) -> bool:
    """Tell whether a question asks why, how, when or by how much: what else it says it takes for granted."""
    text = lowered(fold(reading.text))
    return reading.kind in _ASKING and bool(_TAKES.search(text)) and not _YES_NO.search(text)


def premises(reading: Reading) -> Iterator[Premise]:
    """Yield what a question takes for granted, as far as the table knows its contrary; nothing for yes or no."""
    if takes_for_granted(reading):
        yield from claimed(reading)


def claimed(reading: Reading) -> Iterator[Premise]:
    """Yield what a question says, asked or taken for granted, as far as the table knows its contrary."""
    text = lowered(fold(reading.text))
    nouns, spoken_of = named(reading), named(reading, verbs=True)
    for row in contraries():
        found = (row.english if reading.foreign else row.claim).search(text)
        if found is None or _COMPOUND.match(text, found.end()):
            continue
        word = Span(*found.span())
        before = _side(nouns, [row for row in reversed(spoken_of) if row[0].end <= word.start])
        behind = _side(nouns, [row for row in spoken_of if row[0].start >= word.end])
        if subject := (behind or before if row.object else before or behind):
            names = _names(reading, spoken_of) if reading.foreign else ()
            yield Premise(row, word, (*subject, *names))


def _side(nouns: _Named, spoken_of: _Named) -> tuple[tuple[str, ...], ...]:
    """Return what is spoken of on one side of a word, nearest first: nouns, and a verb only where it is the nearest."""
    return tuple(row[1] for number, row in enumerate(spoken_of) if number == 0 or row in nouns)


def turned(reading: Reading) -> str | None:
    """Return a question with the contrary of what it takes for granted, for searching what contradicts it; or None.

    An English question gives Chinese keywords.

    >>> from rag.question import read_question
    >>> turned(read_question("山海邮局2023年收入为什么下降？"))
    '山海邮局2023年收入增长'
    """
    premise = next(premises(reading), None)
    if premise is None:
        return None
    plain = premise.row.contrary.pattern.split("|")[0]
    if reading.foreign:
        years = (f"{year}年" for year in reading.years)
        return "".join((*reading.companies, *years, *(words[0] for words in premise.subject), plain))
    text = reading.text
    said = text[: premise.word.start] + plain + text[premise.word.end :]
    asked = {i for m in _TAKES.finditer(lowered(fold(said))) for i in range(*m.span())}
    return "".join(c for i, c in enumerate(said) if i not in asked).rstrip("？?，, ")


def _names(reading: Reading, known: _Named) -> Iterator[tuple[str, ...]]:
    """Yield the capitalised words of an English question that are of no company, table or month: names of something."""
    bare = company_pattern().sub(_blank, lowered(fold(reading.text)))
    taken = {at for span, _ in known for at in range(span.start, span.end)}
    for match in _NAME.finditer(reading.text):
        word = bare[match.start() : match.end()]
        if word.isalnum() and match.start() not in taken and not _MONTH.fullmatch(word):
            yield (word,)


def _blank(match: re.Match[str]) -> str:
    return "，" * len(match.group(0))


def named(reading: Reading, *, verbs: bool = False) -> _Named:
    """Return what a question speaks of, with its places, in order: its nouns, or Chinese for its English words.

    Companies and words of time are left out. With ``verbs``, words that the dictionary calls verbs count (收入, 投诉).
    English is read by the project's own table alone.
    """
    text = lowered(fold(reading.text))
    bare = company_pattern().sub(_blank, _YEAR.sub(_blank, text))
    if reading.foreign:
        said = ((bare.find(words), words, meant) for words, meant in translations(bare, {}))
        return [(Span(at, at + len(words)), meant) for at, words, meant in said if at >= 0]
    return [
        (span, (word,))
        for span, tag in labelled(bare)
        if tag.startswith((*_NOUNS, "v") if verbs else _NOUNS)
        and len(word := span.of(bare)) > 1
        and not _TIME.fullmatch(word)
        and not _TAKES.search(word)
        and not _GOES_ON.fullmatch(word)
    ]
