"""The form of the claims that the entailment model is trained on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence about one text: ``lie`` is the kind of lie that it is, None where the text says so."""

    words: str
    heading: str
    text: str
    lie: str | None
    source: str  # where it comes from, e.g. "made:set"

    @property
    def holds(self) -> bool:
        """Tell whether the text says what the claim says."""
        return self.lie is None


Group = tuple[Claim, ...]
"""Claims that are shown together: a truth and the lie made of it, or one alone."""


def paired(claims: Iterable[Claim]) -> Iterator[Group]:
    """Yield claims in groups: a lie goes with the truth right before it when both are over one text."""
    waiting: Claim | None = None
    for claim in claims:
        if waiting and not claim.holds and claim.text == waiting.text:
            yield waiting, claim
            waiting = None
            continue
        if waiting:
            yield (waiting,)
        waiting = claim if claim.holds else None
        if not claim.holds:
            yield (claim,)
    if waiting:
        yield (waiting,)
