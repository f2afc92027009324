"""One sentence about figures, from a pattern of the table and the state of affairs."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable, Sequence

from index.training.synthetic import periods
from index.training.synthetic.choice import SLOT, settle, slots, table
from index.training.synthetic.facts import Key, Piece
from index.training.synthetic.periods import Period
from index.training.synthetic.quantities import loosely, quantity
from index.training.synthetic.world import Metric, Subject, World

# 截至2023年底 begins a clause; within one it is 2023年底.
_UNTIL = re.compile(r"^(?:截至|截止|到|至)(?=\d)")
# A growth smaller than this, in percent, would be written 0.
_LEAST_GROWTH = 0.05
# Chances: a sentence takes up the last period by a word (当年), the subject by another word or none.
_AGAIN, _SUBJECT_AGAIN, _VAGUE = 0.4, 0.45, 0.12


def change(world: World, of: Subject, metric: Metric, period: Period) -> float:
    """Return how far the metric moved against a year before: points of a rate, else percent."""
    now, before = world.value(of, metric, period), world.value(of, metric, period.shifted(-1))
    return now - before if metric.nature == "rate" else (now / before - 1) * 100


class Sentence:
    """Fills the slots of one pattern; ``metrics`` are the one told of and others of the field."""

    def __init__(self, world: World, metrics: Sequence[Metric], period: Period) -> None:
        self.world, self.rng, self.metrics, self.period = world, world.rng, metrics, period
        nature = metrics[0].nature
        self.nature = nature
        self.target = Period(period.year + self.rng.randint(1, 5))
        self.parts = self._some_parts(metrics[0].unit)
        self.share_decimals = self.rng.choice((0, 1, 1, 2))
        cuts = sorted(self.rng.uniform(0.12, 0.9) for _ in self.parts[1:])
        edges = [0.0, *cuts, 1.0]
        self.shares = [b - a for a, b in itertools.pairwise(edges)]

    def _some_parts(self, unit: str) -> list[str]:
        known, places = table("wording")["parts"], table("wording")["places"].get(self.world.subject.kind)
        found = list(
            self.rng.choice(places if places and self.rng.random() < 0.7 else known.get(unit) or known[""])
        )
        self.rng.shuffle(found)
        return found

    def pieces(self, pattern: str) -> list[Piece]:
        """Return the pattern's runs of text with its slots filled, each fact with its key."""
        found: list[Piece] = []
        end = 0
        for match in SLOT.finditer(pattern):
            found.append(Piece(pattern[end : match.start()]))
            filled = self._fill(match.group(1))
            if match.group(1) in ("T", "T0", "Tb") and "".join(p.text for p in found)[-1:] not in (
                "",
                *"，；：。",
            ):
                filled = [Piece(_UNTIL.sub("", filled[0].text))]
            found += filled
            end = match.end()
        return [piece for piece in [*found, Piece(pattern[end:])] if piece.text or piece.key]

    def _fill(self, slot: str) -> list[Piece]:
        if slot in _SIMPLE:
            return _SIMPLE[slot](self)
        letter, number = slot.rstrip("0123456789"), int(slot[-1]) if slot[-1].isdigit() else 1
        return _NUMBERED[letter](self, number - 1)

    def now(self) -> float:
        """Return the amount that the sentence is about."""
        return self.world.value(self.world.subject, self.metrics[0], self.period)

    def subject(self, *, possessive: bool) -> list[Piece]:
        """Return the subject's mention: its name at first, then also another word, or none where 的 may follow."""
        world, rng = self.world, self.rng
        if world.generic:
            name = "" if possessive and world.mentioned and rng.random() < 0.35 else world.call
        elif not world.mentioned or world.explicit:
            name = world.subject.short if world.explicit or rng.random() < 0.6 else world.subject.full
        elif rng.random() < _SUBJECT_AGAIN:
            again = table("wording")["again"][world.subject.kind]
            name = rng.choice([*again, ""]) if possessive else rng.choice(again)
        else:
            name = world.subject.short
        world.mentioned = True
        return [Piece(name + ("的" if possessive and name and rng.random() < 0.45 else ""))]

    def time(self, years: int) -> list[Piece]:
        """Return the phrase of the period, so many years before it; by a relative word where the text allows."""
        world, wording = self.world, table("wording")
        period, family = self.period.shifted(-years), "stock" if self.nature == "stock" else "flow"
        if self.rng.random() < _AGAIN and not (family == "stock" and self.period.part):
            if years == 0 and world.last == self.period:
                return [Piece(self.rng.choice(wording[f"again_{family}"]))]
            if years == 1 and world.last == self.period:
                return [Piece(self.rng.choice(wording[f"before_{family}"]))]
        world.last = period
        return [Piece(periods.told(period, self.nature, self.rng))]

    def amount(self, of: Subject, metric: Metric, years: int = 0, *, verb: bool = False) -> list[Piece]:
        """Return the metric's amount, so many years before, with a verb before it where asked."""
        period = self.period.shifted(-years)
        value = self.world.value(of, metric, period)
        key = Key(of.full, metric.name, period.id, "amount")
        return self._quantity(value, metric, key, verb=verb)

    def _quantity(self, value: float, metric: Metric, key: Key, *, verb: bool = False) -> list[Piece]:
        wording, rng, style = table("wording"), self.rng, self.world.style
        vague = metric.nature != "rate" and value > 50 and rng.random() < (_VAGUE * 2 if verb else _VAGUE)
        text = quantity(value, metric.unit, style)
        if vague:
            text = loosely(value, metric.unit, style, rng, short=not verb)
        lead = [Piece(rng.choice(wording[f"reach_{metric.nature}"]))]
        if verb and vague and not text[0].isdigit():
            lead = []
        return [*(lead if verb else []), Piece(text, key, amount=value)]

    def growth(self, of: Subject, metric: Metric) -> list[Piece]:
        """Return the growth against a year before with its verb, 同比增长5.2%."""
        moved = change(self.world, of, metric, self.period)
        if abs(moved) < _LEAST_GROWTH:
            return [Piece("与上年持平")]
        rate = metric.nature == "rate"
        unit = ("个百分点" if metric.unit == "%" else metric.unit) if rate else "%"
        decimals = 2 if abs(moved) < 1 or self.rng.random() < 0.3 else 1
        text = f"{abs(moved):.{decimals}f}{unit}"
        ending = "_rate" if rate else "_stock" if metric.nature == "stock" and not self.period.part else ""
        verb = str(self.rng.choice(table("wording")[("up" if moved > 0 else "down") + ending]))
        lead = verb.format("")
        sign = 1 if moved > 0 else -1
        return [
            Piece(lead),
            Piece(text, Key(of.full, metric.name, self.period.id, "growth"), len(lead), sign),
        ]

    def moved(self) -> list[Piece]:
        """Return the growth without a word of what it is compared with, for patterns that say so."""
        pieces = self.growth(self.world.subject, self.metrics[0])
        if len(pieces) < 2:
            return [Piece("基本持平")]
        up = pieces[1].sign > 0
        rate = self.metrics[0].nature == "rate"
        lead = self.rng.choice(
            ("提高", "上升") if up and rate else ("增长", "增加") if up else ("下降", "减少")
        )
        last = pieces[1]
        return [Piece(lead), Piece(last.text, last.key, len(lead), last.sign)]

    def difference(self) -> list[Piece]:
        """Return the change in the metric's own unit with its verb, 比上年增加1.2万户."""
        metric, of = self.metrics[0], self.world.subject
        now, before = (self.world.value(of, metric, self.period.shifted(-n)) for n in (0, 1))
        sign = 1 if now >= before else -1
        lead = str(self.rng.choice(table("wording")["more" if sign > 0 else "less"])).format("")
        text = quantity(abs(now - before) or 1, metric.unit, self.world.style)
        key = Key(of.full, metric.name, self.period.id, "change")
        return [Piece(lead), Piece(text, key, len(lead), sign, abs(now - before))]

    def added(self) -> list[Piece]:
        """Return what was newly added in the period."""
        metric, of = self.metrics[0], self.world.subject
        value = max(1.0, self.world.value(of, metric, self.period) * self.rng.uniform(0.03, 0.3))
        return self._quantity(value, metric, Key(of.full, metric.name, self.period.id, "new"))

    def aim(self) -> list[Piece]:
        """Return the amount aimed at."""
        metric, of = self.metrics[0], self.world.subject
        now = self.world.value(of, metric, Period(self.period.year))
        better = -1 if any(word in metric.name for word in table("wording")["lower"]) else 1
        value = now * (1 + better * self.rng.uniform(0.04, 0.3 if better < 0 else 0.8))
        if metric.nature == "rate":
            value = min(metric.high, now * (1 + better * 0.03))
        key = Key(of.full, metric.name, self.target.id, "target")
        return [Piece(quantity(value, metric.unit, self.world.style), key, amount=value)]

    def aim_time(self) -> list[Piece]:
        """Return the period of the target."""
        return [Piece(f"{self.target.year}年" + self.rng.choice(("", "底", "末")))]

    def rank(self) -> list[Piece]:
        """Return a place in a ranking."""
        text = f"第{self.rng.choice(('一', '二', '三', '四', '五', '七', '十', '2', '6', '8', '12', '28', '36'))}"
        key = Key(self.world.subject.full, self.metrics[0].name, self.period.id, "rank")
        return [Piece(text + self.rng.choice("位名"), key)]

    def part_amount(self, index: int, name: str | None = None, share: float | None = None) -> list[Piece]:
        """Return the amount of a part of the metric."""
        metric, of = self.metrics[0], self.world.subject
        name = name or self.parts[index]
        whole = self.world.value(of, metric, self.period)
        value = max(1.0, whole * (self.shares[index] if share is None else share))
        key = Key(of.full, metric.name, self.period.id, f"part:{name}")
        return [Piece(quantity(value, metric.unit, self.world.style), key, amount=value)]

    def part_share(self, index: int) -> list[Piece]:
        """Return the share of a part in percent."""
        metric, of = self.metrics[0], self.world.subject
        key = Key(of.full, metric.name, self.period.id, f"share:{self.parts[index]}")
        return [Piece(f"{self.shares[index] * 100:.{self.share_decimals}f}%", key)]

    def listed(self) -> list[Piece]:
        """Return all parts with their amounts, and a key for the whole list; the parts are often places."""
        names, shares = self.parts, self.shares
        kind = self.world.subject.kind
        if kind not in table("wording")["places"] and self.rng.random() < 0.6:
            names = self.rng.sample(table("names")["cities"], self.rng.randint(3, 6))
            weights = [self.rng.uniform(0.2, 1) for _ in names]
            shares = [w / sum(weights) for w in weights]
        comma, found = self.rng.choice("、，；"), list[Piece]()
        for index, (name, share) in enumerate(zip(names, shares, strict=True)):
            found.append(Piece((comma if index else "") + name))
            found += self.part_amount(index, name, share)
        key = Key(self.world.subject.full, self.metrics[0].name, self.period.id, "all")
        return [*found, Piece("", key, sum(len(piece.text) for piece in found))]

    def peer(self, index: int) -> Subject:
        """Return another subject that the sentence compares with."""
        self.world.explicit = True
        return self.world.peers[index]


_SIMPLE: dict[str, Callable[[Sentence], list[Piece]]] = {
    "S": lambda s: s.subject(possessive=False),
    "Sd": lambda s: s.subject(possessive=True),
    "T": lambda s: s.time(0),
    "T0": lambda s: s.time(1),
    "Tb": lambda s: s.time(2),
    "TX": Sentence.aim_time,
    "V0": lambda s: s.amount(s.world.subject, s.metrics[0], 1),
    "A0": lambda s: s.amount(s.world.subject, s.metrics[0], 1, verb=True),
    "Vb": lambda s: s.amount(s.world.subject, s.metrics[0], 2),
    "g": lambda s: s.growth(s.world.subject, s.metrics[0]),
    "g2v": Sentence.moved,
    "c": Sentence.difference,
    "n": Sentence.added,
    "X": Sentence.aim,
    "R": Sentence.rank,
    "L": Sentence.listed,
}
_NUMBERED: dict[str, Callable[[Sentence, int], list[Piece]]] = {
    "M": lambda s, i: [Piece(s.metrics[i].name)],
    "V": lambda s, i: s.amount(s.world.subject, s.metrics[i]),
    "A": lambda s, i: s.amount(s.world.subject, s.metrics[i], verb=True),
    "gg": lambda s, i: s.growth(s.world.subject, s.metrics[i]),
    "Y": lambda s, i: [Piece(s.peer(i).short)],
    "VY": lambda s, i: s.amount(s.peer(i), s.metrics[0]),
    "AY": lambda s, i: s.amount(s.peer(i), s.metrics[0], verb=True),
    "gY": lambda s, i: s.growth(s.peer(i), s.metrics[0]),
    "P": lambda s, i: [Piece(s.parts[i])],
    "VP": Sentence.part_amount,
    "H": Sentence.part_share,
}


# What has parts: no rate, no average, and nothing of which there are a few only.
_OF_AMOUNTS = frozenset({"parts", "shares"})
_LEAST_DIVIDED = 20


def fits(pattern: dict[str, str], sentence: Sentence) -> bool:
    """Return whether the sentence has what the pattern's slots need."""
    named, world = slots(pattern["text"]), sentence.world
    if sentence.nature not in pattern.get("natures", "stock flow rate"):
        return False
    if any(
        name[-1:].isdigit() and name[0] in "MAVg" and len(sentence.metrics) < int(name[-1]) for name in named
    ):
        return False
    if ("P3" in named or "VP3" in named) and len(sentence.parts) < 3:
        return False
    return not (world.generic and ("Y1" in named or pattern.get("named")))


def suits(group: str, sentence: Sentence) -> bool:
    """Return whether a metric can be told of so: only amounts have parts, and no one ranks by accidents."""
    name, wording = sentence.metrics[0].name, table("wording")
    if group == "rank":
        return not any(word in name for word in wording["lower"])
    if group not in _OF_AMOUNTS:
        return True
    whole = not any(word in name for word in wording["undivided"])
    return whole and sentence.nature != "rate" and sentence.now() >= _LEAST_DIVIDED


def said(group: str, sentence: Sentence, rng: random.Random) -> list[Piece] | None:
    """Return a sentence of the group, None when none of its patterns fits."""
    fitting = [p for p in table("sentences")[group] if fits(p, sentence)]
    if not fitting or not suits(group, sentence):
        return None
    return sentence.pieces(settle(rng.choice(fitting)["text"], rng))
