"""What a refusal shows: the paragraphs nearest to a question that are worth showing, and the words that are missing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.about import company_pattern
from corpus.script import fold
from corpus.types import ParagraphKind, Span
from index.expand import mainland_wording
from index.glossary import content_phrases, translations
from index.segment import BIGRAM_MARK, STOP_WORDS, bigrams, labelled, latin_tokens
from index.types import Hit
from rag.compose import Claim, Draft
from rag.constraints import company_fit, year_fit
from rag.question import FIGURES, AnswerKind, Reading, content_of, lowered

# Nearest paragraphs that a refusal names, and how much of a hit stands for it where no sentence was chosen.
MOST, PREVIEW = 2, 60
# The least share of the question's own words that must stand around a paragraph, for it to be near at all.
_LEAST_SHARED = 0.34
# The same for its pairs of characters, and the estimate that the documents answer from which on anything is near.
_LEAST_PAIRS, _HOPEFUL = 0.3, 0.4
# Fewer characters of Chinese say nothing by themselves, unless a figure stands with them or they end a sentence.
_LEAST_HAN, _LEAST_LABEL, _LEAST_SENTENCE = 12, 2, 4
_ENDS = ("。", "！", "？", "；")
_HAN = re.compile(r"[\u3400-\u9fff]")
# A caption: a line without an end that is numbered as one, or that says what is pictured.
_CAPTION = re.compile(
    r"^[图表] ?\d|(?:示意|效果|界面|流程|架构|结构|趋势|统计|分布|后台)图$|(?:照片|图片|合影|现场|案例|剪影|留念)\d*$"
)
_LONGEST_CAPTION = 40
# The head of a form or of a balance sheet: boxes to tick, labels without a value.
_FORM = re.compile(r"[√□☑]|不?适用[√□]|单位[:：]元|号填列|(?:不适用){2}")
_NOUNS = ("n", "eng", "j", "l", "i", "t", "s", "vn", "new")
# Words of grammar that may stand alone beside a word; any other single character there is the rest of a badly cut one.
_GRAMMAR = ("p", "u", "c", "d", "r", "x", "m", "q", "f", "y", "w", "eng")
# A name in letters that is long enough to tell of one thing.
_MODEL = re.compile(r"(?=.*[a-z])[a-z0-9.\-]{4,}")
_TIME = re.compile(r"(?:19|20)\d\d|^[年月日底末初]+$|目前|同年")


def nearest(reading: Reading, draft: Draft, hits: Sequence[Hit]) -> list[Claim]:
    """Return the sentences, or the beginnings of hits, that a refusal shows: two at most, none that is not near."""
    found = list(draft.claims) or [
        Claim(h.passage, Span(0, min(len(h.passage.text), PREVIEW))) for h in hits if h.passage.text
    ]
    hopeful = draft.answerable >= _HOPEFUL
    words, pairs = _words(reading), _pairs(reading)
    return [c for c in found if _worth(c) and (hopeful or _shares(words, pairs, c))][:MOST]


def _worth(claim: Claim) -> bool:
    """Tell whether a claim says something by itself: no caption, no heading, no head of a form, no scrap."""
    if claim.passage.kind in {ParagraphKind.HEADING, ParagraphKind.CONTENTS} or is_caption(claim):
        return False
    said = fold(claim.passage.words(claim.span))
    han = len(_HAN.findall(said))
    figure = any(char.isdigit() for char in said)
    if said.endswith(_ENDS):
        return not _FORM.search(said) and han >= _LEAST_SENTENCE
    return not _FORM.search(said) and han >= (_LEAST_LABEL if figure else _LEAST_HAN)


def is_caption(claim: Claim) -> bool:
    """Tell whether a claim is only what stands under a picture or over a table."""
    if claim.passage.kind is ParagraphKind.CAPTION:
        return True
    said = fold(claim.passage.words(claim.span)).strip()
    return len(said) <= _LONGEST_CAPTION and not said.endswith(_ENDS) and bool(_CAPTION.search(said))


def without_captions(reading: Reading, draft: Draft) -> Draft:
    """Return a draft for a figure or a date without claims that are only captions, where others remain.

    One that the short answer or a computation rests on is kept.
    """
    if reading.kind not in FIGURES | {AnswerKind.DATE} or draft.computed is not None:
        return draft
    needed = set()
    if draft.short is not None:
        needed = {draft.short.claim, *(number for number, _ in draft.short.items)}
    kept = [n for n, claim in enumerate(draft.claims) if n in needed or not is_caption(claim)]
    if not kept or len(kept) == len(draft.claims):
        return draft
    moved = {old: new for new, old in enumerate(kept)}
    short = draft.short and replace(
        draft.short,
        claim=moved[draft.short.claim],
        items=tuple((moved[number], span) for number, span in draft.short.items),
    )
    return replace(draft, claims=tuple(draft.claims[n] for n in kept), short=short)


def _words(reading: Reading) -> list[frozenset[str]]:
    """Return what a question speaks of, each by the words that it may be called; companies and years are left out."""
    text = lowered(fold(reading.text))
    bare = company_pattern().sub(" ", text)
    if reading.foreign:
        return [frozenset(meant) for _, meant in translations(bare, {})]
    found: dict[str, frozenset[str]] = {}
    asked = lowered(fold(content_of(bare)))
    for span, tag in labelled(asked):
        word = span.of(asked).strip()
        told = tag == "n" if len(word) == 1 else tag.startswith((*_NOUNS, "v", "a"))
        if told and word not in STOP_WORDS and not _TIME.search(word):
            found[word] = frozenset((word, lowered(mainland_wording(word))))
    return list(found.values())


def _pairs(reading: Reading) -> frozenset[str]:
    """Return the pairs of characters of what a question speaks of, with its model names.

    Regional words count as the mainland's.
    """
    text = company_pattern().sub(" ", lowered(fold(mainland_wording(content_of(reading.text)))))
    return frozenset(bigrams(text)) | {token for token in latin_tokens(text) if _MODEL.fullmatch(token)}


def _shares(words: Sequence[frozenset[str]], pairs: frozenset[str], claim: Claim) -> bool:
    """Tell whether enough of what a question speaks of stands in a claim's passage or over it."""
    if not words:
        return True
    around = lowered(fold(f"{claim.passage.header}\n{claim.passage.text}"))
    if any(_MODEL.fullmatch(pair) and pair in around for pair in pairs):
        return True
    named = sum(any(said in around for said in word) for word in words)
    paired = sum(pair.removeprefix(BIGRAM_MARK) in around for pair in pairs)
    return named >= _LEAST_SHARED * len(words) or (bool(pairs) and paired >= _LEAST_PAIRS * len(pairs))


def missing_words(reading: Reading, missing: Sequence[str]) -> list[str]:
    """Return those of some folded words that are real words of a question: nouns and names, not badly cut pieces.

    >>> from rag.question import read_question
    >>> missing_words(read_question("火星上有多少个网点？"), ["火星", "星上"])
    ['火星']
    """
    text = lowered(fold(reading.text))
    cut = labelled(text)
    real = []
    for number, (span, tag) in enumerate(cut):
        beside = [cut[n] for n in (number - 1, number + 1) if 0 <= n < len(cut)]
        # 洗钱案: a verb with a noun of one character behind it is part of a name.
        compound = tag.startswith("v") and any(len(s) == 1 and t == "n" and s > span for s, t in beside)
        if not (tag.startswith(_NOUNS) or compound):
            continue
        rest = any(len(s) == 1 and _HAN.match(s.of(text)) and not t.startswith(_GRAMMAR) for s, t in beside)
        if tag != "new" or not rest:
            real.append(span.of(text).strip())
    return [word for word in missing if lowered(word) in real]


def missing_said(reading: Reading, missing: Sequence[str]) -> list[str]:
    """Return the missing words of a question as it writes them; English words of grammar are no news.

    >>> from rag.question import read_question
    >>> missing_said(read_question("How many mines does Mars have?"), ["mars", "have"])
    ['Mars']
    """
    text = lowered(fold(reading.text))
    found = [(text.find(word), word) for word in missing_words(reading, missing)]
    return [
        reading.text[at : at + len(word)]
        for at, word in found
        # 年物 in 2022年物联网 is the end of a year and the beginning of a word.
        if at >= 0
        and not text[max(0, at - 1) : at].isdigit()
        and (not word.isascii() or content_phrases(word, {}))
    ]


def unmet(reading: Reading, claims: Sequence[Claim]) -> list[str]:
    """Return the companies and years of a question that none of some claims fits, as it writes them."""
    places = [(fold(c.span.of(c.passage.text)), c.passage, fold(c.passage.text)) for c in claims]
    companies = [
        c for c in reading.companies if not any(company_fit((c,), *p, reading.names) > 0 for p in places)
    ]
    years = [y for y in reading.years if not any(year_fit((y,), *p) > 0 for p in places)]
    return [*map(reading.company_said, companies), *map(reading.year_said, years)]
