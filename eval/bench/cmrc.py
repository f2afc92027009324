"""Exact match and F1 of short answers, as the published evaluation of CMRC 2018 measures them.

The rules are those of ``cmrc2018_evaluate.py`` (https://github.com/ymcui/cmrc2018, ``baseline/``, its sixth version):
both texts are lower-cased; exact match compares them without the marks of ``DROPPED``; F1 cuts them into Chinese
characters and words of anything else and rests on the longest run of tokens that they share, not on a bag of them; of
several accepted answers the best counts.

Two things differ. Texts of different scripts are compared folded to simplified characters, for our answers are in the
question's script whatever the paragraph is written in; where both are of one script the fold changes neither measure
beyond variants of a character. And words of Latin letters and figures are cut by a pattern instead of NLTK's English
tokenizer: over 16,486 pairs of answers and pieces of paragraphs of DRCD, CMRC 2018 and XQuAD, exact match and F1
were the published script's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

from corpus.script import fold

DROPPED = frozenset("-:_*^/\\~`+=，。：？！“”；’《》·、「」（）－～『』")
"""Marks that count nothing. The published list has ``……`` too, which never equals one character and so stays."""
# How NLTK parts what is no Chinese, where it stands in answers: brackets, quotes and most marks are words of their own,
# a comma unless a figure follows, a full stop at the end, an English genitive.
_ALONE = re.compile(
    r"\.{2,}|[–—;@#$%&?!\[\](){}<>\"«»“”‘’„]|,(?!\d)|(?<=[^.])\.(?=[\])}>\"'»”’]*\s*$)|(?<=[^' ])'(?:[smd]\b|(?=\s*$))"
)
_HAN = re.compile("[\u4e00-\u9fa5]")


def exact_match(answers: Sequence[str], said: str) -> float:
    """Return 1 when the words said are an accepted answer, else 0; nothing said is never right.

    >>> exact_match(["《三國志》", "陳壽"], "三国志"), exact_match(["1998年"], "98年")
    (1.0, 0.0)
    """
    return _best(answers, said, lambda answer, words: float(_bare(answer) == _bare(words)))


def f1(answers: Sequence[str], said: str) -> float:
    """Return the harmonic mean of precision and recall of the longest run of tokens shared with an accepted answer.

    >>> f1(["240萬個5G基站"], "240万个"), f1(["北京"], "上海")
    (0.6666666666666666, 0.0)
    """
    return _best(answers, said, _overlap)


def tokens(text: str) -> list[str]:
    """Return the tokens that F1 compares: each Chinese character, each word of anything else, dropped marks left out.

    >>> tokens("於1,920年，由 Karl-Heinz 創立")
    ['於', '1,920', '年', '由', 'karlheinz', '創', '立']
    """
    found: list[str] = []
    for part in re.split(f"({_HAN.pattern})", _bare(text)):
        found += [part] if _HAN.fullmatch(part) else _ALONE.sub(r" \g<0> ", part).split()
    return found


def _best(answers: Sequence[str], said: str, measure: Callable[[str, str], float]) -> float:
    if not said.strip():
        return 0.0
    return max((measure(fold(answer), fold(said)) for answer in answers), default=0.0)


def _bare(text: str) -> str:
    return "".join(char for char in text.lower().strip() if char not in DROPPED)


def _overlap(answer: str, said: str) -> float:
    ours, theirs = tokens(said), tokens(answer)
    shared = SequenceMatcher(None, theirs, ours, autojunk=False).find_longest_match().size
    if not shared:
        return 0.0
    precision, recall = shared / len(ours), shared / len(theirs)
    return 2 * precision * recall / (precision + recall)
