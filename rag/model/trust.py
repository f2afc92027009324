"""How sure an answer in a language model's words is: never surer than the quotations, whose estimate is measured.

What is fitted and checked on known answers is the estimate for the quotations. A model's words are another answer
only where it rests on other words; then nobody has measured how often it is right, and the two judges differ.
"""

from __future__ import annotations

MOST_APART = 0.5
"""The confidence at most where the model rests on other words than the rules, or finds no answer where they do."""


def trusted(quoted: float, *, kept: int, struck: int, agrees: bool) -> float:
    """Return the confidence, 0 to 1, of an answer in a model's words.

    ``quoted`` is the estimate for the quotations, ``kept`` and ``struck`` count the model's sentences. ``agrees`` says
    whether what it cites holds the quotation, or the words, by which the rules answer. Of one who is caught saying what
    no paragraph says, the rest is believed less: by the share of sentences that were struck, the quotation counting as
    one that holds.

    >>> trusted(0.9, kept=1, struck=0, agrees=True), round(trusted(0.9, kept=1, struck=1, agrees=True), 2)
    (0.9, 0.6)
    >>> trusted(0.9, kept=1, struck=0, agrees=False)
    0.5
    """
    share = (kept + 1) / (kept + struck + 1)
    return min(quoted * share, quoted if agrees else MOST_APART)
