"""Texts about events: signings, appointments, openings; several of a kind, so that a question must tell them apart."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from index.training.synthetic.choice import SLOT, settle, slots, table
from index.training.synthetic.facts import Draft, Key, Piece
from index.training.synthetic.world import Subject, person, subject

_KINDS_OF_SUBJECT = (
    "telecom", "energy", "maker", "bank", "port", "rail", "retail", "pharma", "logistics", "hospital", "university"
)  # fmt: skip
# Not parts of an event that it may leave unsaid and a question still ask for: another sentence may say them.
_SAID_ELSEWHERE = frozenset("POQS")
_LEAST_LENGTH = 80
# A false question about an event takes its wrong part from another event of the text so often.
_FROM_THE_TEXT = 0.5


@dataclass(frozen=True, slots=True)
class Event:
    """One event: its kind, what fills each slot, and the slots that its sentence says."""

    kind: str
    values: dict[str, str]
    said: frozenset[str]


@dataclass(slots=True)
class Story:
    """A text of several events. ``offices`` holds who has an office: one person for one office of one subject."""

    rng: random.Random
    draft: Draft = field(default_factory=Draft)
    events: list[Event] = field(default_factory=list)
    offices: dict[tuple[str, str], str] = field(default_factory=dict)


def kinds() -> list[str]:
    """Return the kinds of events."""
    return [name for name, made in table("events").items() if isinstance(made, dict) and "sentences" in made]


def made(pool: str, year: int, rng: random.Random) -> str:
    """Return a thing from a pool of the table."""
    names = table("names")
    known = {
        "h": rng.choice(names["heads"]),
        "c": rng.choice(names["cities"]),
        "y": year,
        "n": rng.choice("二三五七九十"),
    }
    return str(rng.choice(table("events")["pools"][pool])).format(
        x=rng.choice(table("events")["pools"]["x"]), **known
    )


def date(year: int, rng: random.Random) -> str:
    """Return a date as written: mostly to the day."""
    month, day = rng.randint(1, 12), rng.randint(1, 28)
    return rng.choice(
        (f"{year}年{month}月{day}日",) * 3 + (f"{year}年{month}月", f"{year}年{month}月{day}日上午")
    )


def _listed(which: str, rng: random.Random) -> list[str]:
    count = rng.randint(2, 6)
    if which == "people":
        return [person(rng) for _ in range(count)]
    pool = table("names")["cities"] if which == "cities" else table("events")["lists"][which]
    return rng.sample(pool, count)


def values(kind: str, who: Subject, rng: random.Random) -> dict[str, str]:
    """Return fillings for every slot of a kind of event."""
    year = rng.randint(2008, 2026)
    found = {
        "D": date(year, rng),
        "C": rng.choice(table("names")["cities"]) + rng.choice(("", "市", "市")),
        "S": who.short if rng.random() < 0.7 else who.full,
        "who": who.full,
        "P": person(rng),
        "Q": person(rng),
        "O": made("office", year, rng),
        "K": made("partner", year, rng),
        "money": rng.choice(
            (f"{rng.uniform(1, 90):.{rng.choice((0, 1, 2))}f}亿元", f"{rng.randint(12, 95)}00万元")
        ),
        "area": rng.choice((f"{rng.uniform(0.8, 60):.1f}万平方米", f"{rng.randint(12, 900)}亩")),
    }
    for pool in ("doc", "site", "prod", "award", "conf", "title", "prog", "body", "group", "doc2"):
        found[pool] = made(pool, year, rng)
    which = table("events")[kind].get("list")
    if which:
        items = _listed(which, rng)
        found["L"], found["N"] = "、".join(items), str(len(items))
        if len(items) > 2 and rng.random() < 0.5:
            found["L"] = "、".join(items[:-1]) + rng.choice("和及") + items[-1]
    return found


def _tell(story: Story, kind: str, who: Subject) -> None:
    """Append one event of the kind; none that a question could not tell from another of its kind."""
    rng = story.rng
    filled = values(kind, who, rng)
    if any(other.kind == kind == "founding" and _same("S", other.values, filled) for other in story.events):
        return
    filled["P"] = story.offices.setdefault((who.full, filled["O"]), filled["P"])
    pattern = settle(rng.choice(table("events")[kind]["sentences"]), rng)
    asked = table("events")[kind]["questions"]
    pieces, end = list[Piece](), 0
    name = f"{len(story.events)}"
    for match in SLOT.finditer(pattern):
        slot = match.group(1)
        key = Key(name, kind, "", slot) if slot in asked else None
        pieces += [Piece(pattern[end : match.start()]), Piece(filled[slot], key)]
        end = match.end()
    story.draft.add([*pieces, Piece(pattern[end:])])
    story.events.append(Event(kind, filled, frozenset(slots(pattern))))


def story(rng: random.Random) -> Story:
    """Return a text of two to five events, mostly several of one kind, at times with a sentence that says no fact."""
    told = Story(rng)
    subjects = [subject(rng.choice(_KINDS_OF_SUBJECT), rng) for _ in range(3)]
    main = rng.choice(kinds())
    plan = [main, main, *rng.sample(kinds(), 2)][: rng.randint(2, 4)]
    rng.shuffle(plan)
    while plan or len(told.draft.text) < _LEAST_LENGTH:
        _tell(told, plan.pop() if plan else rng.choice(kinds()), rng.choice(subjects))
        if rng.random() < 0.15:
            filler = rng.choice(table("sentences")["filler"])["text"]
            told.draft.add([Piece(settle(filler, rng).replace("{S}", rng.choice(subjects).short))])
    return told


def _same(slot: str, one: dict[str, str], other: dict[str, str]) -> bool:
    """Return whether two fillings of a slot may be the same thing: a subject by any of its names, a date in a month."""
    if slot == "S":
        return one["who"] == other["who"]
    return one[slot] in other[slot] or other[slot] in one[slot]


def _unlike(told: Story, event: Event, named: set[str]) -> bool:
    """Return whether no other event of its kind fits what the question names."""
    return not any(
        other is not event
        and other.kind == event.kind
        and all(_same(name, other.values, event.values) for name in named & other.said)
        for other in told.events
    )


def ask(told: Story) -> tuple[str, tuple[int, int], str] | None:
    """Return a question about one event with the span that answers and the slot asked; None if this try made none."""
    rng = told.rng
    fact = rng.choice(told.draft.facts)
    event = told.events[int(fact.key.subject)]
    pattern = settle(rng.choice(table("events")[event.kind]["questions"][fact.key.aspect]), rng)
    named = slots(pattern)
    if not named <= event.said or not _unlike(told, event, named):
        return None
    return _opened(pattern.format(**event.values), rng), fact.span, fact.key.aspect


def ask_missing(told: Story) -> tuple[str, str] | None:
    """Return a question about an event that did not happen so, or about what is not said of it; None if none came."""
    rng = told.rng
    event = rng.choice(told.events)
    questions = table("events")[event.kind]["questions"]
    slot = rng.choice(list(questions))
    pattern = settle(rng.choice(questions[slot]), rng)
    named = slots(pattern)
    if slot not in event.said:
        counted = slot == "N" and "L" in event.said
        if counted or slot in _SAID_ELSEWHERE or not named <= event.said or not _unlike(told, event, named):
            return None
        return _opened(pattern.format(**event.values), rng), "unsaid"
    if not named <= event.said:
        return None
    changed = rng.choice(sorted(named))
    asked_of = {**event.values, **_instead(told, event, changed)}
    if _same(changed, asked_of, event.values) or _happened(told, event.kind, slot, named, asked_of):
        return None
    return _opened(pattern.format(**asked_of), rng), "other"


def _instead(told: Story, event: Event, slot: str) -> dict[str, str]:
    """Return another filling of the slot: one of another event of the text, or one that the text does not have."""
    rng = told.rng
    others = [other.values for other in told.events if other is not event and slot in other.said]
    if others and rng.random() < _FROM_THE_TEXT:
        found = rng.choice(others)
    else:
        found = values(event.kind, subject(rng.choice(_KINDS_OF_SUBJECT), rng), rng)
    return {slot: found[slot], "who": found["who"]} if slot == "S" else {slot: found[slot]}


def _happened(told: Story, kind: str, slot: str, named: set[str], asked_of: dict[str, str]) -> bool:
    """Return whether an event of the text may be meant: of the kind, or of any that says who holds an office."""
    for event in told.events:
        shared = named & event.said
        agrees = all(_same(name, asked_of, event.values) for name in shared)
        if agrees and (event.kind == kind or (shared and slot in event.said and slot in _SAID_ELSEWHERE)):
            return True
    return False


def _opened(question: str, rng: random.Random) -> str:
    """Return the question, at times with opening words."""
    plain = " " in question or question.startswith("列出")
    lead = "" if plain else str(rng.choice(table("questions")["lead"]))
    question = lead + question
    return question.rstrip("？") + rng.choice(("", "?")) if rng.random() < 0.15 else question
