"""The tables that examples are made from: enough of them, every slot known, no name for two things."""

import random
import re
from collections import Counter

import pytest

from index.training.synthetic import events
from index.training.synthetic.choice import settle, slots, table
from index.training.synthetic.grids import FORMS
from index.training.synthetic.world import any_world, metrics

DOMAINS = [name for name in table("domains") if name != "comment"]
FAMILIES = {name for name, made in table("questions").items() if isinstance(made, list)} - {
    "lead",
    "lead_figure",
}


def test_there_are_many_patterns_metrics_and_fields():
    sentences = sum(len(group) for name, group in table("sentences").items() if name != "comment")
    told = sum(len(table("events")[kind]["sentences"]) for kind in events.kinds())
    assert sentences >= 60
    assert told >= 30
    assert len(DOMAINS) >= 12
    assert sum(len(metrics(d)) for d in DOMAINS) >= 80
    assert sum(len(p) for kind in events.kinds() for p in table("events")[kind]["questions"].values()) >= 100


def readings(pattern):
    """How many texts the choices of a pattern without choices inside choices make."""
    count = 1
    for choice in re.findall(r"\[([^\[\]]*)\]", pattern):
        count *= len(choice.split("|"))
    return count


@pytest.mark.parametrize(
    "families",
    [
        ("amount",),
        ("growth_up", "growth_down", "growth_any"),
        ("part", "share", "parts_all"),
        ("above", "rose"),
        ("target",),
    ],
)
def test_forty_wordings_and_more_for_each_family(families):
    assert sum(readings(p) for family in families for p in table("questions")[family]) >= 40


@pytest.mark.parametrize("domain", DOMAINS)
def test_no_name_is_used_for_two_metrics_of_a_field(domain):
    names = [name for metric in metrics(domain) for name in {metric.name, *metric.asked}]
    assert [n for n, count in Counter(names).items() if count > 1] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_metrics_are_in_order(domain):
    for metric in metrics(domain):
        assert metric.nature in {"stock", "flow", "rate"}
        assert 0 < metric.low < metric.high
        assert len(metric.asked) >= 2
        assert all(slots(own) <= {"S", "T"} for own in metric.own)


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_every_question_pattern_can_be_filled(family):
    for pattern in table("questions")[family]:
        assert slots(pattern) <= {"S", "Sd", "T", "M", "U", "P", "X", "Q"}
        assert "[" not in settle(pattern, random.Random(1))


@pytest.mark.parametrize("kind", events.kinds())
def test_every_event_pattern_can_be_filled(kind):
    made, rng = table("events")[kind], random.Random(5)
    filled = events.values(kind, any_world(rng).subject, rng)
    for pattern in [*made["sentences"], *(p for patterns in made["questions"].values() for p in patterns)]:
        assert slots(pattern) <= set(filled), pattern
    for slot, patterns in made["questions"].items():
        assert any(slot in slots(sentence) for sentence in made["sentences"]), slot
        assert not any(slot in slots(pattern) for pattern in patterns), slot


@pytest.mark.parametrize("form", FORMS)
def test_a_table_has_a_cell_for_each_column(form):
    for seed in range(12):
        rows = FORMS[form](any_world(random.Random(seed)))
        assert len(rows) > 1
        assert len({len(row) for row in rows}) == 1
