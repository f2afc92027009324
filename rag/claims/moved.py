"""What an English clause says rose or fell, where its source says the contrary of the same thing: cut for raised."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.script import HAN
from rag.claims.signs import went
from rag.claims.support import Case, parts_of

_VERB = re.compile(
    r"\b(?P<up>increas(?:ed|es|ing)|rais(?:ed|es|ing)|doubled|grew|rose|expanded|lengthened|boosted)\b|"
    r"\b(?P<down>decreas(?:ed|es|ing)|reduc(?:ed|es|ing)|lower(?:ed|s|ing)|cuts?|cutting|fell|dropped|declined|"
    r"shrank|shortened)\b(?! off)"
)
# Behind a verb that takes no object stands a figure, a time or nothing: what moved is told before it.
_NO_OBJECT = re.compile(
    r"\s*(?:$|(?:by|to|from|in|at|on|after|during|between|over|sharply|markedly|significantly|slightly)\b|[\d,.])"
)


def moved_otherwise(clause: str, case: Case) -> str:
    """Return the English verb of a plain clause whose object the source says only the contrary of; "" else."""
    if HAN.search(clause):
        return ""
    parts = [part for rest in case.all_units() for part in parts_of(rest.unit)]
    for verb in _VERB.finditer(clause):
        behind = clause[verb.end() :]
        if _NO_OBJECT.match(behind):
            phrases = [meant for _, meant in case.vocabulary.phrases(clause[: verb.start()]) if meant][:1]
        else:
            phrases = [meant for _, meant in case.vocabulary.phrases(behind) if meant][:1]
        if phrases and _is_contrary(verb["up"] is not None, phrases[0], parts):
            return verb.group()
    return ""


def _is_contrary(up: bool, meant: Sequence[str], parts: Sequence[str]) -> bool:
    """Tell whether the source's clauses that name a thing say of it but the contrary of a direction."""
    ways = [went(part) for part in parts if any(word in part for word in meant)]
    said = [(bool(more), bool(less)) for more, less in ways if more or less]
    return bool(said) and all(way == (not up, up) for way in said)
