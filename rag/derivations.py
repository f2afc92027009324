"""A stored derivation: does a short answer follow from words that are quoted? Computed again from outside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping

from corpus.quotes import bare
from corpus.script import fold
from corpus.types import Script
from rag.amounts import is_conversion
from rag.comparison.compute import COMPUTATIONS, holds
from rag.short.yes_no import DENIALS
from rag.types import AFFIRMATION, CELL, CONVERSION, DENIAL, JOINED, LIST, JsonObject, JsonValue
from rag.wording import wording

# How a short answer may be computed from quoted words: the contract's `derivation`.
_OPERATIONS = frozenset({AFFIRMATION, CELL, DENIAL, LIST, JOINED, CONVERSION, *COMPUTATIONS})
_NUMBER = re.compile(r"\d[\d.,]*")
_JOINTS = frozenset(wording(script).joint for script in Script)
_YES = frozenset(wording(script).yes for script in Script)


def plain(text: str) -> str:
    """Return folded text without white space and mark-up, full-width letters and digits made plain."""
    return bare(fold(unicodedata.normalize("NFKC", text)))


def says(quote: str, words: str) -> bool:
    """Tell whether words are a quote's, in order; a reader is shown them without footnote marks and page headers."""
    said, held = plain(words), iter(plain(quote))
    return bool(said) and all(char in held for char in said)


def derivation_problems(short: str, derivation: JsonObject, quotes: list[str]) -> Iterator[str]:
    """Yield what is wrong with how a short answer was computed: the operation, or operands that nothing quotes."""
    op, operands = derivation.get("op"), derivation.get("operands")
    if not isinstance(op, str) or op not in _OPERATIONS:
        yield f"a derivation by {op!r}; known are {', '.join(sorted(_OPERATIONS))}"
        return
    if not isinstance(operands, list) or not operands:
        yield "a derivation without operands"
        return
    wrong, holds_for = _MADE.get(op, ("", lambda *_: True))
    if not holds_for(short, [str(operand) for operand in operands], str(derivation.get("unit")), quotes):
        yield f"the short answer {short!r} {wrong}"
    yield from _computation_problems(op, operands, short, derivation)
    for operand in operands:
        if not isinstance(operand, str) or not _operand_stands(op, operand, quotes):
            yield f"the operand {operand!r} stands in no quote"


def _is_list(short: str, operands: list[str], unit: str, quotes: list[str]) -> bool:
    return plain(short) in {plain(joint.join(operands)) for joint in _JOINTS}


def _is_together(short: str, operands: list[str], unit: str, quotes: list[str]) -> bool:
    return plain(short) == plain("".join(operands))


def _is_joined(short: str, operands: list[str], unit: str, quotes: list[str]) -> bool:
    """Tell whether operands are a short answer together, and stand in this order in one quote."""
    return _is_together(short, operands, unit, quotes) and any(says(quote, short) for quote in quotes)


# How a short answer must follow from its operands, by operation, and what is said where it does not.
_MADE: Mapping[str, tuple[str, Callable[[str, list[str], str, list[str]], bool]]] = {
    AFFIRMATION: ("is no yes, but derived by affirmation", lambda short, *_: short in _YES),
    DENIAL: ("is no denial, but derived by denial", lambda short, *_: fold(short) in DENIALS),
    LIST: ("is not its operands one after another", _is_list),
    CELL: ("is not its operands together", _is_together),
    JOINED: ("is not its operands one after another in a quote", _is_joined),
    CONVERSION: (
        "is not its operands in another unit",
        lambda short, operands, unit, _: is_conversion(short, operands, unit),
    ),
}


def _computation_problems(
    op: str, operands: list[JsonValue], short: str, derivation: JsonObject
) -> Iterator[str]:
    """Compute a derivation again and say where it does not give the short answer."""
    if op not in COMPUTATIONS:
        return
    sides = derivation.get("sides")
    named = [str(side) for side in sides] if isinstance(sides, list) else []
    if not holds(op, [str(o) for o in operands], str(derivation.get("unit") or ""), short, named):
        yield f"the short answer {short!r} is not the {op} of {', '.join(map(repr, operands))}"


def _operand_stands(op: str, operand: str, quotes: list[str]) -> bool:
    """Tell whether an operand is quoted: a figure in one piece, an affirmed sentence as a reader is shown it."""
    if op in {AFFIRMATION, DENIAL}:
        return any(says(quote, operand) for quote in quotes)
    said = plain(operand)
    if op in COMPUTATIONS or (op == LIST and not any(said in plain(quote) for quote in quotes)):
        return any(_stands(said, quote, quotes) for quote in quotes)
    return bool(said) and any(said in plain(quote) for quote in quotes)


def _stands(said: str, quote: str, quotes: list[str]) -> bool:
    """Tell whether a quote holds a figure: in one piece, or a row's number whose unit it or a table's head names."""
    number = _NUMBER.search(said)
    if number is None:
        return False
    digits = rf"(?<![\d.]){re.escape(number[0])}(?!\d|[.,]\d)"
    rest = said[: number.start()] + said[number.end() :]
    # The values of a row are parted by spaces.
    row = fold(unicodedata.normalize("NFKC", quote))
    named = any(rest in plain(other) for other in quotes)
    return said in plain(quote) or (named and bool(re.search(digits, row)))
