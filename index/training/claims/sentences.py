"""Claims made of the sentences of a text: true ones, said a little otherwise, and lies, with the subject of another."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from index.segment import word_borders
from index.training.claims.words import words

_SENTENCE = re.compile(r"[^。！？；\n]+")
_ASIDE = re.compile(r"[（(][^）)]*[）)]")
_CLAUSES = re.compile(r"[，,]")
_VERB = "(?:是|在|于|为|有|曾|被|将)"
_SUBJECT = re.compile(rf"([^，,]{{2,10}}?)(?={_VERB})")
_PREDICATE = re.compile(rf"[^，,]{{2,10}}?({_VERB}.{{6,}})")
# Characters of a sentence that makes a claim.
_SHORTEST, _LONGEST = 10, 110


def told_in(folded: str) -> list[str]:
    """Return the sentences of a folded text that are long enough to say something, and not too long to be a claim."""
    stripped = (match.group().strip() for match in _SENTENCE.finditer(folded))
    return [sentence for sentence in stripped if _SHORTEST <= len(sentence) <= _LONGEST]


def softened(sentence: str, chance: random.Random) -> str:
    """Return a folded sentence said shorter or with another word for one of its own: as true as it was."""
    said = _ASIDE.sub("", sentence)
    clauses = [clause for clause in _CLAUSES.split(said) if clause]
    if len(clauses) > 2 and chance.random() < 0.5:
        said = "，".join(clauses[: chance.randint(1, len(clauses) - 1)])
    if chance.random() < 0.5:
        said = _reworded(said, chance)
    return said.strip(" 、：，")


def _reworded(said: str, chance: random.Random) -> str:
    table, borders = words("same"), word_borders(said)
    found = [match for match in table.found.finditer(said) if {match.start(), match.end()} <= borders]
    if not found:
        return said
    match = chance.choice(found)
    return said[: match.start()] + chance.choice(table.instead[match.group()]) + said[match.end() :]


def swapped(sentences: Sequence[str]) -> str | None:
    """Return the subject of the first sentence with what is said of that of the second; None where neither is plain."""
    if len(sentences) < 2:
        return None
    subject, predicate = _SUBJECT.match(sentences[0]), _PREDICATE.match(sentences[1])
    if not subject or not predicate or subject[1] in sentences[1]:
        return None
    return subject[1] + predicate[1]
