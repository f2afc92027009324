"""What a bare figure covers, said beside it where it is not the whole that is asked: 23.1萬個（大灣區）."""

from __future__ import annotations

from corpus.script import fold, to_script
from corpus.types import Span
from index.segment import place_names
from rag.compose import Claim
from rag.question import FIGURES, Reading, lowered
from rag.scope import scope_of
from rag.wording import wording

# Regions of several provinces, which no dictionary holds.
_REGIONS = frozenset(
    ["大湾区", "粤港澳大湾区", "长三角", "京津冀", "成渝", "珠三角", "农村", "全国", "全行业"]
)


def covering(reading: Reading, claim: Claim, figure: Span | None) -> str:
    """Return in brackets, in the question's script, the place that a figure of a claim is of; empty for the whole.

    ``figure`` points into the passage's text. A reader who asked for all must not take a region's figure for it.
    """
    if figure is None or reading.kind not in FIGURES or figure.start < claim.span.start:
        return ""
    said = claim.span.of(lowered(fold(claim.passage.text)))
    span = Span(figure.start - claim.span.start, figure.end - claim.span.start)
    scope = scope_of(said, span, fold(reading.text), reading.companies)
    places = sorted((said.find(part), len(part)) for part in scope.parts if part in said and _is_place(part))
    text = claim.span.of(claim.passage.text)
    told = [to_script(text[at : at + length], reading.script) for at, length in places]
    words = wording(reading.script)
    return words.covering.format(parts=words.joint.join(told)) if told else ""


def _is_place(part: str) -> bool:
    return part in _REGIONS or any(len(span) == len(part) for span in place_names(part))
