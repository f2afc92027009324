"""What the entailment model is trained on, and what is held out of it."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from index.training.claims.examples import Claim, Group, paired
from index.training.claims.made import Asked, asked_of, elsewhere, made
from index.training.claims.written import Texts, claim_texts, written_claims
from index.training.own import check_set, own_examples, own_texts
from index.training.sources import HELD_EVERY, LEFT_OUT
from index.training.squad import read_texts
from index.training.synthetic import generate

# How many times a turn shows the claims of our own; they are few beside those made by rule, and teach most.
_WRITTEN_TIMES = 2
# Sentences of a text that claims are made of: of the set's paragraphs, of our own texts.
_SENTENCES = {"set": 2, "own": 5}
# So many questions are asked of rule-made texts, so many groups of claims over them are shown, and so many claims over
# another text than their own.
_ASKED, _FROM_RULES, _ELSEWHERE = 4000, 1500, 700
# Held-out claims that a check judges.
_HELD_MOST = 400


def claims(set_path: Path, seed: int) -> tuple[list[Group], list[Claim]]:
    """Return what is trained on, and the claims of our own over the texts that are held out.

    SourceError for files that are not what they should be, or a set that our own claims are not made over.
    """
    check_set(set_path, hashlib.sha256(set_path.read_bytes()).hexdigest())
    texts = read_texts(set_path)
    over_set = {text.id: (text.title, text.text) for text in texts}
    apart = {text.id for text in texts[::HELD_EVERY]} | LEFT_OUT
    asked = asked_of(one for text in texts if text.id not in apart for one in text.examples.values())
    groups = [group for one in asked for group in made(one, "made:set", seed, sentences=_SENTENCES["set"])]
    groups += _own(over_set, apart, seed)
    groups += _ruled(seed)
    groups += elsewhere(asked, _ELSEWHERE, seed)
    learnt, held = written(over_set)
    return groups + learnt * _WRITTEN_TIMES, held


def written(over_set: Texts) -> tuple[list[Group], list[Claim]]:
    """Return the claims of our own that are trained on, and some of those over texts that are held out."""
    own = claim_texts()
    apart = {*sorted(own)[::HELD_EVERY], *list(over_set)[::HELD_EVERY], *LEFT_OUT}
    found = list(written_claims({**over_set, **own}, LEFT_OUT))
    held = [claim for name, claim in found if name in apart]
    count = min(len(held), _HELD_MOST)
    kept = [held[n * len(held) // count] for n in range(count)]
    return list(paired(claim for name, claim in found if name not in apart)), kept


def _own(over_set: Texts, apart: set[str], seed: int) -> Iterator[Group]:
    """Yield claims made of the questions of our own; our own texts have sentences, too."""
    own, known = own_texts(), {name: told for name, told in over_set.items() if name not in apart}
    ours = {text for _, text in own.values()}
    for one in asked_of(own_examples({**known, **own}, apart)):
        sentences = _SENTENCES["own"] if one.words in ours else 0
        yield from made(one, "made:own", seed, sentences=sentences)


def _ruled(seed: int) -> list[Group]:
    """Return claims over rule-made texts."""
    asked: Sequence[Asked] = asked_of(generate(_ASKED, seed))
    found = [group for one in asked for group in made(one, "made:rules", seed)]
    chance = random.Random(f"{seed}:rules")  # noqa: S311 - no secret
    return chance.sample(found, min(_FROM_RULES, len(found)))
