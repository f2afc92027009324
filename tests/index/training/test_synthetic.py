"""Made examples: the same from the same seed, spans to the character, variety, and no answer where none is claimed."""

import random
import re
from collections import Counter, defaultdict
from functools import cache
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.script import convert, detect, fold
from corpus.types import Script
from index.training.synthetic import events, generate, statements
from index.training.synthetic.choice import SLOT, table
from index.training.synthetic.facts import Draft, Key, Piece
from index.training.synthetic.grids import grid
from index.training.synthetic.paragraphs import LONGEST, PLANS, SHORTEST, after_table, prose
from index.training.synthetic.quantities import Style, quantity
from index.training.synthetic.questions import answered, figure, missing, period_of
from index.training.synthetic.scripts import REGIONS, spoken, written
from index.training.synthetic.world import any_world, metrics
from tests.cases.load import golden

SEEDS = st.integers(min_value=0, max_value=2**32)
DOMAINS = [name for name in table("domains") if name != "comment"]
FAMILIES = {name for name, made in table("questions").items() if isinstance(made, list)} - {
    "lead",
    "lead_figure",
}


@cache
def sample(count=4000, seed=20):
    return list(generate(count, seed))


def answer(example):
    return example.text[slice(*example.span)] if example.span else None


def drafts(seed, count=20):
    """Worlds with their texts, prose and tables in turn."""
    rng = random.Random(seed)
    for number in range(count):
        world = any_world(rng)
        draft = prose(world, rng.choice(list(PLANS))) if number % 3 else grid(world)
        if not number % 3:
            after_table(world, draft)
        yield world, draft


def test_the_same_seed_gives_the_same_examples():
    assert list(generate(150, 3)) == list(generate(150, 3))
    assert list(generate(150, 3)) != list(generate(150, 4))


def test_more_examples_begin_with_the_fewer():
    assert list(islice(generate(200, 8), 70)) == list(generate(70, 8))


@pytest.mark.parametrize("count", [0, 1, 7])
def test_as_many_as_asked(count):
    assert len(list(generate(count, 1))) == count


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_a_span_is_clean_and_within_its_text(seed):
    for example in generate(9, seed):
        assert not re.search("[\ue000-\uf8ff{}\\[\\]\0]", example.question + example.text)
        assert example.question.strip() == example.question
        if example.span:
            start, end = example.span
            assert 0 <= start < end <= len(example.text)
            found = answer(example)
            assert found == found.strip(" \n\t，。；|")


@settings(max_examples=40, deadline=None)
@given(SEEDS, st.sampled_from(REGIONS))
def test_a_span_survives_the_script(seed, region):
    for _, draft in drafts(seed, 3):
        for fact in draft.facts:
            plain = draft.text[slice(*fact.span)]
            text, span = written(draft.text, fact.span, region, random.Random(seed))
            found = text[slice(*span)]
            assert re.findall(r"[\d.,%]+", found) == re.findall(r"[\d.,%]+", plain)
            if region == "cn":
                assert found.replace(" ", "") == plain.replace(" ", "")


def test_answers_are_of_the_kind_asked():
    kinds = {
        "amount": r"\d",
        "growth": r"\d",
        "share": r"^[\d.]+%?$",
        "rank": "^第",
        "D": r"^\d{4}年\d+月",
        "N": r"^\d$",
    }
    seen = Counter()
    for example in sample():
        family = example.source.split(":")[2]
        if family in kinds and example.span:
            seen[family] += 1
            assert re.search(kinds[family], answer(example).replace(" ", "")), example
    assert set(seen) == set(kinds)


def test_a_quarter_has_no_answer_in_every_kind_of_text():
    kinds = defaultdict(list)
    for example in sample():
        kinds[example.source.split(":")[1]].append(example.span is None)
    assert 0.22 < sum(e.span is None for e in sample()) / len(sample()) < 0.29
    assert set(kinds) == {*PLANS, "table", "event", "statement"}
    for kind, missed in kinds.items():
        assert 0.12 < sum(missed) / len(missed) < 0.42, kind


def test_the_source_says_whether_there_is_an_answer():
    assert all((e.span is None) == e.source.split(":")[2].startswith("no-") for e in sample())


def test_each_script_in_half_of_texts_and_questions_independently():
    pairs = Counter((detect(e.text), detect(e.question)) for e in sample())
    known = {pair: n for pair, n in pairs.items() if set(pair) <= {Script.HANS, Script.HANT}}
    total = sum(known.values())
    assert total > len(sample()) * 0.9
    assert len(known) == 4
    assert all(0.18 < n / total < 0.32 for n in known.values())


def _plain(pattern):
    """A name of the tables without what is invented in it."""
    return fold(re.sub(r"\{\w\}", "", pattern))


_NAMES = sorted(
    {n for d in DOMAINS for m in metrics(d) for n in (m.name, *m.asked)}
    | {*table("names")["heads"], *table("names")["cities"], *table("names")["given"]}
    | {_plain(form) for forms in table("names")["kinds"].values() for form in forms[0] + forms[-1]}
    | {_plain(thing) for pool in table("events")["pools"].values() for thing in pool}
    | {thing for things in table("events")["lists"].values() for thing in things}
    | {part for parts in table("wording")["parts"].values() for group in parts for part in group},
    key=len,
    reverse=True,
)
_LEADS = sorted(table("questions")["lead"] + table("questions")["lead_figure"], key=len, reverse=True)


def skeleton(question):
    """The question without its opening words and the names, figures and metrics in it."""
    text = re.sub(r"\d[\d,.]*", "0", convert(question, "tw2sp"))
    text = text.removeprefix(next((lead for lead in _LEADS if text.startswith(lead)), ""))
    for name in _NAMES:
        text = text.replace(name, "M") if len(name) > 1 else text
    return re.sub("M[M、和及]*", "M", text)


def test_questions_differ_in_more_than_names_and_figures():
    assert len({skeleton(e.question) for e in sample()[:2000]}) > 1500


def test_no_wording_is_asked_often():
    common = Counter(skeleton(e.question) for e in sample()).most_common(1)[0]
    assert common[1] < len(sample()) * 0.01, common


@settings(max_examples=40, deadline=None)
@given(SEEDS)
def test_prose_has_the_length_of_a_paragraph_and_repeats_no_fact(seed):
    rng = random.Random(seed)
    draft = prose(any_world(rng), rng.choice(list(PLANS)))
    assert SHORTEST * 0.6 < len(draft.text) <= LONGEST + 60
    assert len(draft.facts) == len(draft.known())
    assert len(draft.facts) > 2


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_what_is_asked_in_vain_is_not_said(seed):
    for world, draft in drafts(seed, 6):
        for fact in draft.facts:
            found = missing(world, draft, fact)
            if found is None:
                continue
            key, kind = found
            assert key not in draft.known()
            assert key != fact.key
            if key.aspect == "amount" and kind != "aspect" and not period_of(key.time).part:
                _not_in_text(world, draft, key)


def _not_in_text(world, draft, key):
    """The value that the key would have does not stand behind its metric and period in the text."""
    metric = next(m for m in world.metrics if m.name == key.metric)
    who = next(s for s in [world.subject, *world.peers] if s.full == key.subject)
    value = quantity(world.value(who, metric, period_of(key.time)), metric.unit, world.style)
    said = rf"{period_of(key.time).year}年[末底度]*，?(?:{who.short}|{who.full})的?{metric.name}(?:为|达到?|共|有)?{re.escape(value)}"
    assert not re.search(said, draft.text)


def test_no_question_is_both_answered_and_not():
    claims = defaultdict(set)
    for example in sample():
        claims[fold(example.text).replace(" ", ""), fold(example.question)].add(example.span is None)
    assert all(len(said) == 1 for said in claims.values())


def key(aspect, time="2023", subject="甲公司"):
    return Key(subject, "营业收入", time, aspect)


def test_growth_that_can_be_worked_out_counts_as_answered():
    draft = Draft()
    draft.add([Piece("8亿元", key("amount")), Piece("，"), Piece("7亿元", key("amount", "2022"))])
    assert answered(draft, key("growth"))
    assert not answered(draft, key("growth", "2022"))


def test_an_amount_aimed_at_is_not_asked_as_missing():
    draft = Draft()
    draft.add([Piece("9亿元", key("target", "2025"))])
    assert answered(draft, key("amount", "2025"))
    assert not answered(draft, key("amount", "2024"))


def test_a_question_names_what_tells_its_fact_from_others():
    rng, world = random.Random(2), None
    while world is None or world.generic or world.metrics[0].nature != "flow":
        world = any_world(rng)
    metric, year = world.metrics[0], world.period.year
    draft, facts = Draft(), []
    for who in (world.subject, world.peers[0]):
        for number in range(2):
            facts.append(Key(who.full, metric.name, f"{year - number}", "growth"))
            draft.add([Piece("5%", facts[-1], sign=1), Piece("，")])
    for _ in range(60):
        fact = rng.choice(draft.facts)
        question, span, _ = figure(world, draft, fact)
        who = next(s for s in (world.subject, world.peers[0]) if s.full == fact.key.subject)
        assert fact.key.time in question
        assert who.short in question or who.full in question
        assert span[0] >= fact.wide[0]


def test_a_statement_is_settled_by_its_clause():
    rng = random.Random(9)
    for _ in range(40):
        told = statements.account(rng)
        question, span, _ = statements.ask(told, rng)
        clause = told.draft.text[slice(*span)]
        fact = next(f for f in told.draft.facts if span[0] <= f.span[0] and f.span[1] <= span[1])
        assert fact.key.time in question
        assert told.draft.text[slice(*fact.span)] in clause


def test_an_event_asked_in_vain_did_not_happen_so():
    rng = random.Random(4)
    seen = 0
    for _ in range(300):
        told = events.story(rng)
        missed, asked = events.ask_missing(told), events.ask(told)
        if missed and asked:
            seen += 1
            assert missed[0] != asked[0]
    assert seen > 60


def test_a_region_has_its_words():
    rng = random.Random(1)
    assert "5G基地台的使用者" in {spoken("5G基站的用户", "tw", rng) for _ in range(20)}
    assert {spoken("短信", "tw", rng) for _ in range(20)} == {"簡訊"}
    assert {spoken("多少", "hk", rng) for _ in range(20)} == {"幾多", "多少"}


@pytest.mark.parametrize(("given", "expected"), golden("synthetic"))
def test_golden(given, expected):
    text = given.get("text", "")
    start = text.index(given["answer"]) if "answer" in given else 0
    span = (start, start + len(given.get("answer", "")))
    if given["do"] == "quantity":
        style = Style(given.get("full", False), given.get("commas", True), given["decimals"])
        assert quantity(given["value"], given["unit"], style) == expected
    elif given["do"] == "clause":
        assert text[slice(*Draft(text).clause(span))] == expected
    else:
        made, place = written(text, span, given["region"], random.Random(0))
        assert made[slice(*place)] == expected
        assert SLOT.search(made) is None
