"""The bare answer of a draft in the question's script, and how it is put together from what is quoted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.quotes import bare
from corpus.script import fold, to_script
from corpus.types import Script, Span
from rag.compose import Claim, Computed, Draft
from rag.question import Reading
from rag.short.yes_no import denial
from rag.table_unit import unit_place
from rag.types import AFFIRMATION, CELL, DENIAL, JOINED, LIST, Derivation
from rag.wording import wording

# A currency is said before the figure, its scale behind: 人民币296.5亿元, 新台幣469千元.
_CURRENCY = re.compile("(?:人民币|新台币|台币|港币)(?=.)")


def bare_answer(reading: Reading, draft: Draft) -> tuple[str | None, Derivation | None]:
    """Return a draft's short answer in the question's script, and how it was derived where it is no quotation itself.

    None twice for a draft without one.
    """
    words = wording(reading.script)
    if draft.computed is not None:
        return _computed_short(reading, draft.computed)
    if draft.short is None:
        return None, None
    if draft.short.items:
        return _list(reading, draft.claims, draft.short.items)
    claim = draft.claims[draft.short.claim]
    if draft.short.span is not None:
        unit = _unit(draft.claims, claim, draft.short.span) if draft.derivation is None else None
        if unit is None:
            said = in_script(draft.short.span.of(claim.passage.text), reading.script)
            return said, draft.derivation or _joined(claim, draft.short.span)
        currency = unit[: match.end()] if (match := _CURRENCY.match(fold(unit))) else ""
        parts = (currency, draft.short.span.of(claim.passage.text), unit[len(currency) :])
        told = "".join(in_script(part, reading.script) for part in parts)
        return told, Derivation(CELL, tuple(filter(None, parts)), in_script(unit, reading.script))
    operands = (claim.span.of(claim.passage.text),)
    if draft.short.yes:
        return words.yes, Derivation(AFFIRMATION, operands, "")
    no = words.no if reading.script is Script.NONE else to_script(denial(fold(reading.text)), reading.script)
    return no, Derivation(DENIAL, operands, "")


def _list(
    reading: Reading, claims: Sequence[Claim], items: Sequence[tuple[int, Span]]
) -> tuple[str, Derivation]:
    """Return the items of a list in the question's script, each of which stands in a quotation."""
    said = tuple(span.of(claims[number].passage.text) for number, span in items)
    joint = wording(reading.script).joint
    return joint.join(in_script(item, reading.script) for item in said), Derivation(LIST, said, "")


def _computed_short(reading: Reading, computed: Computed) -> tuple[str | None, Derivation | None]:
    if computed.short is None:
        return None, None
    return in_script(computed.short, reading.script), computed.derivation


def _unit(claims: Sequence[Claim], claim: Claim, value: Span) -> str | None:
    """Return the unit of the table's value that a short answer is, where quoted words hold it; None without one."""
    place = unit_place(claim.passage, value)
    if place is None:
        return None
    unit = place.of(claim.passage.text)
    said = (one.span.of(one.passage.text) for one in claims if one.passage.id == claim.passage.id)
    return unit if any(unit in words for words in said) else None


def _joined(claim: Claim, said: Span) -> Derivation | None:
    """Return the pieces of quoted words between which the file has more, a footnote's mark; None for words in one."""
    passage = claim.passage
    quote = bare(passage.quote(claim.span))
    if passage.raw is None or bare(said.of(passage.text)) in quote:
        return None
    breaks = [at for at, _ in passage.runs if said.start < at < said.end]
    pieces: list[str] = []
    for start, end in pairwise((said.start, *breaks, said.end)):
        piece = passage.text[start:end]
        # Most breaks are white space or emphasis, which do not count.
        if pieces and bare(pieces[-1] + piece) in quote:
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return Derivation(JOINED, tuple(" ".join(piece.split()) for piece in pieces if bare(piece)), "")


def in_script(text: str, script: Script) -> str:
    """Return quoted words in the question's script; English questions get them as they stand."""
    return to_script(" ".join(text.split()), script)
