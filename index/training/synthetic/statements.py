"""Texts of what was and was not the case, for questions that are answered by yes or no."""

from __future__ import annotations

import random
from dataclasses import dataclass

from index.training.synthetic.choice import settle, table
from index.training.synthetic.facts import Draft, Key, Piece
from index.training.synthetic.world import Subject, subject

_SHORTEST = 70
_SUBJECTS = ("telecom", "maker", "energy", "bank", "port", "retail", "pharma", "logistics")


@dataclass(slots=True)
class Account:
    """A text of statements. A fact's key is its subject, its topic and its year."""

    draft: Draft
    subjects: list[Subject]


def account(rng: random.Random) -> Account:
    """Return a text of three to six statements about one or two subjects."""
    told = Account(Draft(), [subject(rng.choice(_SUBJECTS), rng) for _ in range(2)])
    year, count = rng.randint(2012, 2026), rng.randint(3, 6)
    topics = rng.sample(table("statements")["topics"], 4)
    while len(told.draft.facts) < count or len(told.draft.text) < _SHORTEST:
        who, topic = rng.choice(told.subjects), rng.choice(topics)
        key = Key(who.full, topic[0], str(year - rng.choice((0, 0, 1))), "is")
        if key in told.draft.known():
            count -= 1
            continue
        pattern = settle(rng.choice(table("statements")["sentences"]), rng)
        claim = rng.choice(topic[rng.choice((1, 2, 2))])
        before, after = pattern.format(S=who.short, T=key.time, X="\0").split("\0")
        told.draft.add([Piece(before), Piece(claim, key), Piece(after)])
    return told


def _question(key: Key, told: Account, rng: random.Random) -> str:
    topic = next(t for t in table("statements")["topics"] if t[0] == key.metric)
    names = next(([s.short, s.short, s.full] for s in told.subjects if s.full == key.subject), [key.subject])
    pattern = settle(rng.choice(table("statements")["questions"]), rng)
    text = pattern.format(S=rng.choice(names), T=key.time, A=rng.choice(topic[3]))
    return text.rstrip("？") if rng.random() < 0.1 else text


def ask(told: Account, rng: random.Random) -> tuple[str, tuple[int, int], str]:
    """Return a question, the statement that settles it, and the kind."""
    fact = rng.choice(told.draft.facts)
    return _question(fact.key, told, rng), told.draft.clause(fact.span), "yesno"


def ask_missing(told: Account, rng: random.Random) -> tuple[str, str] | None:
    """Return a question on a topic, year or subject that the text does not settle; None if this try made none."""
    key = rng.choice(told.draft.facts).key
    other = rng.choice(table("statements")["topics"])[0]
    changed = rng.choice(
        (
            Key(key.subject, other, key.time, "is"),
            Key(key.subject, key.metric, str(int(key.time) + rng.choice((-2, -1, 1))), "is"),
            Key(rng.choice(told.subjects).full, key.metric, key.time, "is"),
            Key(subject(rng.choice(_SUBJECTS), rng).short, key.metric, key.time, "is"),
        )
    )
    return None if changed in told.draft.known() else (_question(changed, told, rng), "statement")
