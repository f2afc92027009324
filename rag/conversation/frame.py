"""The frame of a follow-up: 那…呢？, and what about …? What is inside is all that changes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus.script import fold
from index.segment import word_borders
from rag.question import lowered

# Words that lead a follow-up in; folded, lower case. 那 is none before a measure word: 那一年, 那个.
_LEAD = re.compile(
    r"(?:那么(?!多|大|高)|那(?![一个些款项家边里儿位次种份座时年名人段两几])|"
    r"然后|再来|还有|另外|至于|和(?!谁)|跟(?!谁)|"
    r"(?:请)?(?:再|更)?(?:详细|具体|仔细)(?:一)?(?:点|些)(?:说说?|讲讲?)?[，,]|"
    r"(?:那)?如果是|要是|换成|换做|换作|改成|改问|咁(?!多)|噉|同埋|"
    r"and(?: then)?\b|then\b|so\b|but\b|(?:and )?(?:what|how) about\b|what of\b)[ ,，、：:]*",
    re.IGNORECASE,
)
# Words that end one.
_TAIL = re.compile(
    r"(?:(?P<tail>(?P<of>的|嘅)?(?:方面)?(?:的话)?(?:呢|咧|呐|哩|嘞|ne)|(?:又)?(?:怎么样|"
    r"怎样|如何)(?:呢|了)?)|的|嘅)?[ ？?。.!！~～…]*$"
)
LONGEST_PART = 24
TELL = (
    r"(?:请|麻烦|唔该|帮我|可以|能不能|能否|给我|同我|为我|再|那|咁|你|我想听){0,6}"
    r"(?:(?:介绍|解释|说明|讲|说|谈|聊|倾)(?:一?下子?|吓|讲|说|谈|聊)|(?:介绍|讲述|科普|解释)(?!人|权|信|会))(?:关于|有关)?"
)
"""Words that ask to be told of what stands behind them: 讲下, 请介绍一下. Folded."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a follow-up says inside its frame, in its own script.

    ``led`` and ``ended`` tell whether it had words that lead it in and words that end it, ``of``
    that 的 stood before those.
    """

    text: str
    led: bool
    ended: bool
    of: bool = False

    @property
    def framed(self) -> bool:
        """Whether it had either."""
        return self.led or self.ended

    @property
    def low(self) -> str:
        """The part folded, in lower case, its length kept."""
        return low_of(self.text)


@lru_cache(maxsize=256)
def borders_of(low: str) -> frozenset[int]:
    """Return where folded text begins and ends words; kept for the few texts that one turn asks for again and again."""
    return word_borders(low)


@lru_cache(maxsize=256)
def low_of(text: str) -> str:
    """Return a text folded and in lower case, length kept: what rules match on."""
    return lowered(fold(text))


def part_of(turn: str) -> Part:
    """Return what a turn says inside its frame.

    >>> part_of("那聯通的呢？")
    Part(text='聯通', led=True, ended=True, of=True)
    >>> part_of("And in 2023?")
    Part(text='in 2023', led=True, ended=False, of=False)
    """
    low, start = low_of(turn), 0
    while lead := _LEAD.match(low, start):
        start = lead.end()
    tail = _TAIL.search(low, start)
    end = tail.start() if tail else len(low)
    return Part(
        turn[start:end].strip(" ，,、"), start > 0, bool(tail and tail["tail"]), bool(tail and tail["of"])
    )
