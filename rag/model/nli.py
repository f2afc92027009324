"""A second opinion on what the check of words has kept: whether the cited text entails the sentence.

A model for natural-language inference says so, where one is named. It sees meaning that a comparison of words does
not, and errs in its own ways, so it only strikes: what the first check struck stays struck.
"""

from __future__ import annotations

from dataclasses import dataclass

from index.entailment import Entailer
from rag.claims import Strike, Verdict

# Below it a sentence is struck: more likely than not something does not follow. Not measured: no model of this kind is
# part of the project.
LEAST_ENTAILED = 0.5


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """Doubts a sentence that an inference model finds less than ``least`` likely, 0 to 1, to follow from its places."""

    entailer: Entailer
    least: float = LEAST_ENTAILED

    def of(self, verdict: Verdict) -> Verdict:
        """Return a verdict, struck where the model does not find it entailed; one that is struck already as it is."""
        if verdict.strike is not None:
            return verdict
        passages = dict.fromkeys(claim.passage for claim in verdict.claims)
        said = [
            f"{passage.header}：{''.join(c.passage.words(c.span) for c in verdict.claims if c.passage is passage)}"
            for passage in passages
        ]
        (likely,) = self.entailer.entailed([("\n".join(said), verdict.text)])
        return verdict if likely >= self.least else Verdict(verdict.text, strike=Strike.SECOND_OPINION)
