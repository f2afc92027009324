"""Claims made by rule out of questions with answers, and of the sentences of their texts; all words folded."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.script import fold
from index.training.claims.corrupt import Names, corrupted, names_in
from index.training.claims.declare import declared
from index.training.claims.examples import Claim, Group
from index.training.claims.sentences import softened, swapped, told_in
from index.training.examples import Example

# Characters of a claim.
_SHORTEST, _LONGEST = 4, 120
# Share of lies about an answer that are told with another answer of the same text, where one is of its kind.
_ANOTHER = 0.5
_WHEN = re.compile(r"\d年|\d月|世纪|年代|[初末]年")
_AMOUNT = re.compile(
    r"\d|[一二三四五六七八九十百千万两]+(?:[个名次座家部人年米元%辆层岁吨间天倍户]|公[尺里斤顷])"
)
_HOW_MANY = re.compile(r"多少|几")


@dataclass(frozen=True, slots=True)
class Asked:
    """A text with the questions that it answers, and not, and the names in it: folded, but for its own ``words``."""

    words: str
    heading: str
    text: str
    answered: tuple[tuple[str, str], ...]
    silent: tuple[str, ...]
    names: Names


def asked_of(examples: Iterable[Example]) -> list[Asked]:
    """Gather questions by their text, in the order of the texts."""
    over: dict[tuple[str, str], list[Example]] = {}
    for example in examples:
        over.setdefault((example.header, example.text), []).append(example)
    return [_gathered(*where, asked) for where, asked in over.items()]


def _gathered(heading: str, text: str, asked: Sequence[Example]) -> Asked:
    folded = fold(text)
    return Asked(
        text,
        fold(heading),
        folded,
        tuple((fold(one.question), folded[slice(*one.span)]) for one in asked if one.span),
        tuple(fold(one.question) for one in asked if not one.span),
        names_in(folded),
    )


def made(asked: Asked, source: str, seed: int, *, sentences: int = 0) -> Iterator[Group]:
    """Yield truths and their lies over one text: the same ones for the same seed, whatever other texts there are.

    ``sentences`` is of how many of its sentences claims are made beside those made of questions.
    """
    chance = random.Random(f"{seed}:{asked.heading}:{asked.text}")  # noqa: S311 - no secret
    yield from _answers(asked, f"{source}:answer", chance)
    yield from _silences(asked, f"{source}:silent", chance)
    if sentences:
        yield from _sentences(asked, f"{source}:sentence", sentences, chance)


def elsewhere(asked: Sequence[Asked], count: int, seed: int) -> Iterator[Group]:
    """Yield claims, true of their text, each over another of the texts: lies, since that text is silent."""
    chance = random.Random(f"{seed}:elsewhere")  # noqa: S311 - no secret
    told = [one for one in asked if one.answered]
    for _ in range(count if len(told) > 1 else 0):
        here, there = chance.sample(told, 2)
        question, answer = chance.choice(here.answered)
        said = declared(question, answer)
        if said and answer not in there.text:
            yield from _fit((Claim(said, there.heading, there.text, "outside", "made:elsewhere"),))


def _answers(asked: Asked, source: str, chance: random.Random) -> Iterator[Group]:
    for question, answer in asked.answered:
        said = declared(question, answer)
        if said is None:
            continue
        truth = Claim(said, asked.heading, asked.text, None, source)
        yield from _fit((truth, *_lie(truth, _another(asked, question, answer, chance), asked, chance)))


def _lie(truth: Claim, other: str | None, asked: Asked, chance: random.Random) -> Iterator[Claim]:
    """Yield the claim with another answer where there is one, else one of its words changed, else nothing."""
    if other and other != truth.words:
        yield Claim(other, truth.heading, truth.text, "answer", truth.source)
    elif lie := corrupted(truth.words, truth.text, asked.names, chance):
        yield Claim(lie.words, truth.heading, truth.text, lie.kind, truth.source)


def _another(asked: Asked, question: str, answer: str, chance: random.Random) -> str | None:
    """Return the claim with the answer to another question, or a name of the text, half of the times."""
    if chance.random() >= _ANOTHER:
        return None
    kind = kind_of(answer)
    others = [o for _, o in asked.answered if kind_of(o) == kind and o not in answer and answer not in o]
    if not others and kind == "text":
        others = [name for found in asked.names.values() for name in found]
        others = [name for name in others if name not in answer and name not in question]
    return declared(question, chance.choice(others)) if others else None


def _silences(asked: Asked, source: str, chance: random.Random) -> Iterator[Group]:
    """Yield answers to questions that the text does not answer: an answer to another of them each."""
    for question in asked.silent:
        kind = "amount" if _HOW_MANY.search(question) else None
        others = [answer for _, answer in asked.answered if kind in (None, kind_of(answer))]
        said = declared(question, chance.choice(others)) if others else None
        if said:
            yield from _fit((Claim(said, asked.heading, asked.text, "silent", source),))


def _sentences(asked: Asked, source: str, count: int, chance: random.Random) -> Iterator[Group]:
    told = told_in(asked.text)
    chance.shuffle(told)
    for sentence in told[:count]:
        truth = Claim(softened(sentence, chance), asked.heading, asked.text, None, source)
        yield from _fit((truth, *_lie(truth, None, asked, chance)))
    if other := swapped(told):
        yield from _fit((Claim(other, asked.heading, asked.text, "swapped", source),))


def _fit(group: Group) -> Iterator[Group]:
    """Yield those of a group that are no fragments and no paragraphs; nothing where none is."""
    kept = tuple(claim for claim in group if _SHORTEST <= len(claim.words) <= _LONGEST)
    if kept:
        yield kept


def kind_of(answer: str) -> str:
    """Return whether a folded answer is a date, an amount or other text.

    >>> kind_of("1902年"), kind_of("三百座"), kind_of("林海山")
    ('date', 'amount', 'text')
    """
    return "date" if _WHEN.search(answer) else "amount" if _AMOUNT.search(answer) else "text"
