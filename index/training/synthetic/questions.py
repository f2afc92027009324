"""Questions about a figure of a text, in many ways, and those that the text does not answer."""

from __future__ import annotations

import random
from dataclasses import replace

from index.training.synthetic import periods
from index.training.synthetic.choice import settle, table
from index.training.synthetic.facts import Draft, Fact, Key
from index.training.synthetic.periods import Period
from index.training.synthetic.quantities import Style, quantity
from index.training.synthetic.world import Metric, Subject, World

# Questions that begin so take no opening words.
_OWN_OPENING = "查能要求列我帮说"
# How often a question leaves out the period or the subject where the text has one only.
_NO_TIME, _NO_SUBJECT = 0.3, 0.35
# How often a metric goes by a name that is not the text's.
_OTHER_NAME = 0.7
_OWN_QUESTION = 0.3
# How often an amount is asked by yes or no.
_THRESHOLD_ASKED = 0.1


def period_of(identifier: str) -> Period:
    """Return the period of a key's id.

    >>> period_of("2023H1")
    Period(year=2023, part='H1')
    """
    return Period(int(identifier[:4]), identifier[4:])


def alone(draft: Draft, key: Key, *, time: bool, subject: bool) -> bool:
    """Return whether no other fact is meant as well when the question leaves out the period, the subject, or both."""
    for fact in draft.facts:
        other = replace(fact.key, time=key.time) if time else fact.key
        other = replace(other, subject=key.subject) if subject else other
        if other == key and fact.key != key:
            return False
    return True


class Asker:
    """Words a question for one key of a text."""

    def __init__(self, world: World, draft: Draft, key: Key) -> None:
        self.world, self.draft, self.key, self.rng = world, draft, key, world.rng
        self.metric = next(m for m in world.metrics if m.name == key.metric)
        self.who = next(s for s in [world.subject, *world.peers] if s.full == key.subject)

    def _omitted(self) -> tuple[bool, bool]:
        """Return whether the question leaves out the period and the subject."""
        time = self.rng.random() < _NO_TIME
        subject = not self.world.generic and self.rng.random() < _NO_SUBJECT
        return (time, subject) if alone(self.draft, self.key, time=time, subject=subject) else (False, False)

    def _time(self) -> str:
        period = period_of(self.key.time)
        return periods.asked(period, "flow" if self.key.aspect == "target" else self.metric.nature, self.rng)

    def _subject(self) -> str:
        rng, world = self.rng, self.world
        if world.generic:
            again = table("wording")["again"][world.subject.kind]
            return str(
                rng.choice(["", "", world.call, *again, self.who.short, self.who.short, self.who.full])
            )
        return self.who.full if rng.random() < 0.25 else self.who.short

    def _unit(self) -> str:
        known = table("questions")["unit"]
        unit = self.metric.unit
        return str(self.rng.choice(known.get(unit) or [f"多少{unit}", "多少", "多少"]))

    def typical(self) -> float:
        """Return an amount that the metric may have."""
        return self.world.value(self.who, self.metric, period_of(self.key.time))

    def question(self, family: str, part: str = "", threshold: str = "") -> str:
        """Return a question of the family; it names period and subject where it could mean another fact without."""
        rng, metric = self.rng, self.metric
        no_time, no_subject = self._omitted()
        time, who = "" if no_time else self._time(), "" if no_subject else self._subject()
        patterns = list(table("questions")[family])
        if family == "amount" and metric.own and rng.random() < _OWN_QUESTION:
            patterns = list(metric.own)
        pattern = settle(rng.choice(patterns), rng)
        for _ in range(50):
            if (time or _bare_time(pattern)) and (who or _bare_subject(pattern, time)):
                break
            pattern = settle(rng.choice(patterns), rng)
        else:
            time = self._time()
        if not who:
            pattern = pattern.replace("{S}的", "{Sd}")
        name = rng.choice(metric.asked) if rng.random() < _OTHER_NAME else metric.name
        possessive = who + ("的" if who and rng.random() < 0.5 else "")
        points = "几个百分点" if metric.nature == "rate" and metric.unit == "%" else "百分之几"
        if not pattern.startswith("{T}"):
            time = time.removeprefix("截至").removeprefix("到")
        text = pattern.format(
            S=who, Sd=possessive, T=time, M=name, U=self._unit(), P=part, X=threshold, Q=points
        )
        leads = table("questions")
        lead = (
            "" if " " in text or text[0] in _OWN_OPENING else rng.choice(leads["lead"] + leads["lead_figure"])
        )
        return _ended(lead + _tidied(text), rng)


def _bare_time(pattern: str) -> bool:
    """Return whether the pattern still reads well without its period."""
    after = pattern.partition("{T}")[2][:1]
    before = pattern.partition("{T}")[0][-1:]
    return after not in "，的时那这内底当一）" and before not in "到了在以至于（，给由，计"


def _bare_subject(pattern: str, time: str) -> bool:
    """Return whether the pattern still reads well without its subject, and without its period where that is empty."""
    left = pattern.replace("{S}", "").replace("{Sd}", "")
    left = left if time else left.replace("{T}", "")
    return (
        "在{S}" not in pattern and "是{S}" not in pattern and left.strip("，")[:1] not in "在到以给拿公的有做"
    )


def _tidied(text: str) -> str:
    """Return the question without what an omitted word leaves behind."""
    text = " ".join(text.split()).strip("，、 的")
    return text.replace("，，", "，").replace("（）", "").replace("，？", "？")


def _ended(text: str, rng: random.Random) -> str:
    """Return the question with its mark at the end; some have another or none."""
    return text.rstrip("？") + rng.choice(("", "?")) if rng.random() < 0.15 else text


_THRESHOLDS = (0.5, 0.7, 0.8, 0.9, 0.95, 1.05, 1.1, 1.2, 1.5)


def threshold(amount: float, unit: str, rng: random.Random) -> str:
    """Return a round quantity below or above the amount."""
    value = amount * rng.choice(_THRESHOLDS)
    power = 10.0 ** (len(str(int(value))) - 1) if value >= 1 else 0.1
    rounded = max(round(value / power * 2) / 2, 0.5) * power
    return quantity(rounded, unit, Style(decimals=1))


def figure(world: World, draft: Draft, fact: Fact) -> tuple[str, tuple[int, int], str]:
    """Return a question that the fact answers, the span that answers it, and the family of questions."""
    rng, key = world.rng, fact.key
    asker = Asker(world, draft, key)
    aspect, _, part = key.aspect.partition(":")
    if aspect == "amount" and fact.amount and rng.random() < _THRESHOLD_ASKED:
        words = threshold(fact.amount, asker.metric.unit, rng)
        return asker.question("above", threshold=words), draft.clause(fact.span), "yesno"
    if aspect == "growth" and rng.random() < 0.15:
        return asker.question("rose"), draft.clause(fact.span), "yesno"
    if aspect == "growth" and rng.random() < 0.25:
        return asker.question("growth_any"), fact.wide, aspect
    family = {"all": "parts_all"}.get(aspect, aspect)
    if aspect in ("growth", "change"):
        family += "_up" if fact.sign > 0 else "_down"
    return asker.question(family, part), fact.span, aspect


# What is asked in vain of a metric, by how often texts say it: a target asked is no sign that none is told.
_ASPECTS = ("growth",) * 6 + ("amount",) * 8 + ("target", "rank")
# A near miss takes what is wrong in it from elsewhere in the text so often.
_FROM_THE_TEXT = 0.65
# How an unsaid growth is asked, a tenth each: nothing in the question may tell that no answer comes.
_ASKED_GROWTH = ("rose",) + ("growth_any",) * 2 + ("growth_up",) * 5 + ("growth_down",) * 2


def missing(world: World, draft: Draft, fact: Fact) -> tuple[Key, str] | None:
    """Return a key close to the fact's of which the text says nothing, and what differs; None if none was found."""
    kinds = ["time", "time", "metric", "aspect", "part" if ":" in fact.key.aspect else "subject"]
    world.rng.shuffle(kinds)
    for kind in kinds:
        key = _MISSES[kind](world, draft, fact.key)
        if key and not answered(draft, key):
            return key, kind
    return None


def near_miss(world: World, draft: Draft, fact: Fact) -> tuple[str, str] | None:
    """Return a question close to the fact that the text does not answer, and what is missing; None if none was made."""
    found = missing(world, draft, fact)
    if not found:
        return None
    key, kind = found
    aspect, _, part = key.aspect.partition(":")
    family = {"change": "change_up", "all": "parts_all"}.get(aspect, aspect)
    chosen, asker, words = world.rng.random(), Asker(world, draft, key), ""
    if aspect == "growth":
        family = _ASKED_GROWTH[int(chosen * len(_ASKED_GROWTH))]
    if aspect == "amount" and chosen < _THRESHOLD_ASKED:
        value = fact.amount if kind != "metric" and fact.amount else asker.typical()
        family, words = "above", threshold(value, asker.metric.unit, world.rng)
    return asker.question(family, part, words), kind


def answered(draft: Draft, key: Key) -> bool:
    """Return whether the text answers the key, or lets it be worked out."""
    known = draft.known()
    if key in known or (key.aspect == "amount" and replace(key, aspect="target") in known):
        return True
    if key.aspect not in ("growth", "change", "new"):
        return key.aspect == "all" and any(
            replace(k, aspect="all") == key and k.aspect.startswith("part:") for k in known
        )
    before = replace(key, aspect="amount", time=period_of(key.time).shifted(-1).id)
    others = {replace(key, aspect=aspect) for aspect in ("growth", "change", "new")}
    return bool(known & others) or {replace(key, aspect="amount"), before} <= known


def _from_text(draft: Draft, key: Key, field: str, rng: random.Random) -> str:
    """Return another value of the field that a fact of the text has, empty where none is drawn."""
    said = sorted({getattr(fact.key, field) for fact in draft.facts} - {getattr(key, field)})
    return rng.choice(said) if said and rng.random() < _FROM_THE_TEXT else ""


def _other_time(world: World, draft: Draft, key: Key) -> Key | None:
    period, rng = period_of(key.time), world.rng
    nature = _metric(world, key).nature
    # The end of the year is not told from the year in questions, and might be answered by the middle of the year.
    known = [p for p in periods.parts(nature) if p != period.part and (p or nature == "flow")]
    said = _from_text(draft, key, "time", rng)
    if said and (
        period_of(said).part == period.part or (period_of(said).part in known and key.aspect != "target")
    ):
        return replace(key, time=said)
    if key.aspect != "target" and known and rng.random() < 0.25:
        return replace(key, time=Period(period.year, rng.choice(known)).id)
    return replace(key, time=period.shifted(rng.choice((-3, -2, -1, -1, 1, 1, 2))).id)


def _other_subject(world: World, draft: Draft, key: Key) -> Key | None:
    if world.generic:
        return None
    others: list[Subject] = [s for s in [world.subject, *world.peers] if s.full != key.subject]
    said = _from_text(draft, key, "subject", world.rng)
    return replace(key, subject=said or world.rng.choice(others).full)


def _metric(world: World, key: Key) -> Metric:
    return next(m for m in world.metrics if m.name == key.metric)


def _other_metric(world: World, draft: Draft, key: Key) -> Key | None:
    metric = _metric(world, key)
    kin = [
        m for m in world.metrics if m is not metric and (m.nature == "stock") is (metric.nature == "stock")
    ]
    if period_of(key.time).part and metric.nature != "stock":
        kin = [m for m in kin if period_of(key.time).part in periods.parts(m.nature)]
    if ":" in key.aspect or key.aspect in ("all", "change", "new"):
        kin = [m for m in kin if m.nature == metric.nature]
    names = [m.name for m in kin]
    said = _from_text(draft, key, "metric", world.rng)
    return replace(key, metric=said if said in names else world.rng.choice(names)) if names else None


def _other_aspect(world: World, draft: Draft, key: Key) -> Key | None:
    aspects = list(_ASPECTS)
    if _metric(world, key).nature == "stock":
        aspects += ["new", "change"]
    aspect = world.rng.choice([a for a in aspects if a != key.aspect])
    return replace(key, aspect=aspect)


def _other_part(world: World, draft: Draft, key: Key) -> Key | None:
    said = {fact.key.aspect.partition(":")[2] for fact in draft.facts}
    wording = table("wording")
    groups = wording["parts"].get(_metric(world, key).unit) or wording["parts"][""]
    names = [
        n
        for group in [*groups, *wording["places"].get(world.subject.kind, [])]
        for n in group
        if n not in said
    ]
    kind = key.aspect.partition(":")[0]
    return replace(key, aspect=f"{kind}:{world.rng.choice(names)}") if names else None


_MISSES = {
    "time": _other_time,
    "subject": _other_subject,
    "metric": _other_metric,
    "aspect": _other_aspect,
    "part": _other_part,
}
