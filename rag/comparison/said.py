"""The bare answers of several questions, or of several sides, in one line: each with its own mark."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.script import to_script
from corpus.types import Script
from rag.bare import bare_answer
from rag.compose import Computed, Draft, Told
from rag.question import Reading
from rag.types import CELL, LIST, Derivation
from rag.wording import quoted, wording

# Words with the end of a sentence in them are quoted, not said in a line.
_ENDED = re.compile(r"[。！？!?\n]")
_NOT_FOUND = "没有找到{sides}的答案"
_NOT_FOUND_IN_ENGLISH = "no answer found for {sides}"


@dataclass(frozen=True, slots=True)
class Bare:
    """The bare answer of one part, in the question's script.

    ``words`` are what is said of it, ``claims`` the numbers (from 0) of the claims they rest on, ``operands`` the
    quoted words that they are put together from: none for yes, no or a computation. ``label`` names the side.
    """

    words: str
    claims: tuple[int, ...]
    operands: tuple[str, ...] = ()
    label: str = ""


def bare_of(reading: Reading, draft: Draft, numbers: Mapping[int, int], label: str = "") -> list[Bare]:
    """Return what is said of a part: its computation, or its short answer with the words that it is made of.

    ``numbers`` gives the numbers that its claims have in the whole answer.
    """
    computed = draft.computed
    if computed is not None:
        lines = [(t.words, t.claims) for t in computed.said] or [(computed.sentence, computed.claims)]
        return [Bare(words, tuple(numbers[n] for n in rests)) for words, rests in lines if words]
    short, derivation = bare_answer(reading, draft)
    if short is None or draft.short is None:
        return []
    operands: tuple[str, ...] = ()
    if derivation is None or derivation.op == CELL:
        operands = (short,)
    elif derivation.op == LIST:
        operands = derivation.operands
    return [Bare(short, (numbers[draft.short.claim],), operands, label)]


def told(
    bare: Sequence[Bare], lacking: Sequence[str], script: Script, claims: int, *, whole: bool = True
) -> Computed:
    """Return the line of several bare answers, and their list as the short answer; no line where nothing is to be said.

    ``lacking`` names, in the question's words, what nothing was found for; ``claims`` is how many claims there are.
    Unless it is the ``whole`` there is no short answer.
    """
    said = [b for b in bare if not _ENDED.search(b.words)]
    lines = tuple(Told(" ".join(w for w in (b.label, b.words) if w), b.claims) for b in said)
    note = _note(lacking, script)
    if note:
        # What is not found is said before what is, so that the line ends with a mark of what it says.
        first = lines[0] if lines else Told("", tuple(range(claims)))
        joint = wording(script).between if lines else ""
        lines = (Told(f"{note}{joint}{first.words}", first.claims), *lines[1:])
    listed = [b for b in said if b.operands]
    short, derivation = _list(listed, script) if listed and whole else (None, None)
    marked = tuple(dict.fromkeys(n for line in lines for n in line.claims))
    return Computed(short, "", marked, derivation, said=lines)


def _list(listed: Sequence[Bare], script: Script) -> tuple[str, Derivation]:
    operands = tuple(operand for bare in listed for operand in bare.operands)
    return wording(script).joint.join(operands), Derivation(LIST, operands, "")


def _note(lacking: Sequence[str], script: Script) -> str:
    if not lacking:
        return ""
    named = wording(script).joint.join(quoted(name, script) for name in lacking)
    said = _NOT_FOUND_IN_ENGLISH if script is Script.NONE else to_script(_NOT_FOUND, script)
    return said.format(sides=named)
