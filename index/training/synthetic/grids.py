"""Tables as the index renders them: rows between bars, or the flat lines that text drawn from a page has."""

from __future__ import annotations

import random
from collections.abc import Callable

from index.training.synthetic.facts import Draft, Key, Piece
from index.training.synthetic.periods import Period
from index.training.synthetic.quantities import bare, quantity, scale
from index.training.synthetic.sentences import Sentence, change
from index.training.synthetic.world import Metric, Subject, World

_HEADS = ("指标", "项目", "指标名称", "类别", "主要指标", "内容")
_NO_VALUE = ("/", "—", "未披露", "-", "不适用")
_CAPTIONS = (
    "{}主要指标",
    "{}关键绩效",
    "{}{y}年度数据表",
    "{}经营与责任数据",
    "{}（{y}年）",
    "{}数据一览",
    "表1 {}有关数据",
)

Row = list[Piece]


def _row(cells: list[Row]) -> list[Piece]:
    """Return a row between bars; after a closing bracket the bar follows at once."""
    found = [Piece("| ")]
    for index, cell in enumerate(cells):
        last = cell[-1].text if cell else ""
        found += [
            *cell,
            Piece(("|" if last.endswith("）") else " |") + (" " if index < len(cells) - 1 else "")),
        ]
    return [*found, Piece("\n")]


def _flat(cells: list[Row], rng: random.Random) -> list[Piece]:
    """Return a row as a page's text has it: spaces between the cells, none after a bracket at times."""
    gap = rng.choice((" ", " ", "\t", "  "))
    found = list[Piece]()
    for index, cell in enumerate(cells):
        found += [*cell, Piece(gap if index < len(cells) - 1 else "\n")]
    return found


def _cell(world: World, of: Subject, metric: Metric, period: Period, divisor: float) -> Row:
    """Return a figure without its unit."""
    value = world.value(of, metric, period)
    text = bare(value, metric.unit, divisor, world.style)
    return [Piece(text, Key(of.full, metric.name, period.id, "amount"), amount=value)]


def _unit(world: World, metric: Metric) -> tuple[float, str]:
    """Return the divisor for a metric's figures and its label with the unit."""
    value = world.value(world.subject, metric, Period(world.period.year))
    divisor, word = scale(value, metric.unit, world.style)
    return divisor, f"{metric.name}（{word}{metric.unit}）" if metric.unit else metric.name


def _by_years(world: World) -> list[list[Row]]:
    """Return metrics by years; some cells hold no value."""
    rng, year = world.rng, world.period.year
    years = [year - n for n in range(rng.randint(2, 4))]
    if rng.random() < 0.7:
        years.reverse()
    ending = rng.choice(("年", "年", "", "年度"))
    rows: list[list[Row]] = [[[Piece(rng.choice(_HEADS))], *([Piece(f"{y}{ending}")] for y in years)]]
    for metric in world.metrics[: rng.randint(2, 6)]:
        divisor, label = _unit(world, metric)
        cells = [_cell(world, world.subject, metric, Period(y), divisor) for y in years]
        if rng.random() < 0.15:
            cells[0] = [Piece(rng.choice(_NO_VALUE))]
        rows.append([[Piece(label)], *cells])
    return rows


def _one_year(world: World) -> list[list[Row]]:
    """Return metrics with their quantities of one year."""
    rng, period = world.rng, Period(world.period.year)
    rows: list[list[Row]] = [
        [
            [Piece(f"{rng.choice(_HEADS)}（{period.year}年）")],
            [Piece(rng.choice(("规模", "数值", "完成情况", "数量")))],
        ]
    ]
    for metric in world.metrics[: rng.randint(3, 6)]:
        value = world.value(world.subject, metric, period)
        key = Key(world.subject.full, metric.name, period.id, "amount")
        rows.append(
            [[Piece(metric.name)], [Piece(quantity(value, metric.unit, world.style), key, amount=value)]]
        )
    return rows


def _with_units(world: World) -> list[list[Row]]:
    """Return metrics with value, unit and year in columns of their own."""
    rng = world.rng
    rows: list[list[Row]] = [[[Piece(rng.choice(_HEADS))], [Piece("数值")], [Piece("单位")], [Piece("年份")]]]
    for metric in [m for m in world.metrics if m.unit][: rng.randint(3, 5)]:
        period = Period(world.period.year - rng.choice((0, 0, 1)))
        divisor, word = scale(world.value(world.subject, metric, period), metric.unit, world.style)
        value = _cell(world, world.subject, metric, period, divisor)
        rows.append([[Piece(metric.name)], value, [Piece(word + metric.unit)], [Piece(f"{period.year}年")]])
    return rows


def _by_subjects(world: World) -> list[list[Row]]:
    """Return subjects by metrics of one year."""
    rng, period = world.rng, Period(world.period.year)
    metrics = world.metrics[: rng.randint(1, 3)]
    labels = [_unit(world, metric) for metric in metrics]
    head = [Piece(f"{rng.choice(('单位', '名称', '机构'))}（{period.year}年）")]
    rows: list[list[Row]] = [[head, *([Piece(label)] for _, label in labels)]]
    for of in [world.subject, *world.peers[: rng.randint(2, 4)]]:
        cells = [_cell(world, of, m, period, d) for m, (d, _) in zip(metrics, labels, strict=True)]
        rows.append([[Piece(of.short)], *cells])
    return rows


def _with_growth(world: World) -> list[list[Row]]:
    """Return metrics of this year and the last with their growth in percent."""
    rng, period = world.rng, Period(world.period.year)
    before = period.shifted(-1)
    head = rng.choice(("同比增减（%）", "增减幅度（%）", "同比变动（%）", "增长率（%）"))
    rows: list[list[Row]] = [
        [[Piece(rng.choice(_HEADS))], [Piece(f"{period.year}年")], [Piece(f"{before.year}年")], [Piece(head)]]
    ]
    for metric in [m for m in world.metrics if m.nature != "rate"][: rng.randint(2, 5)]:
        divisor, label = _unit(world, metric)
        cells = [_cell(world, world.subject, metric, p, divisor) for p in (period, before)]
        moved = change(world, world.subject, metric, period)
        key = Key(world.subject.full, metric.name, period.id, "growth")
        text, sign = f"{moved:.{rng.choice((1, 2))}f}", 1 if moved > 0 else -1
        rows.append([[Piece(label)], *cells, [Piece(text, key if float(text) else None, sign=sign)]])
    return rows


def _by_parts(world: World) -> list[list[Row]]:
    """Return the parts of one metric with amounts and shares."""
    rng, period = world.rng, Period(world.period.year)
    metric = next((m for m in world.metrics if m.nature != "rate"), world.metrics[0])
    if metric.nature == "rate":
        return _one_year(world)
    sentence = Sentence(world, [metric], period)
    divisor, label = _unit(world, metric)
    rows: list[list[Row]] = [[[Piece(f"类别（{period.year}年）")], [Piece(label)], [Piece("占比（%）")]]]
    for name, share in zip(sentence.parts, sentence.shares, strict=True):
        value = max(1.0, world.value(world.subject, metric, period) * share)
        keys = [
            Key(world.subject.full, metric.name, period.id, f"{kind}:{name}") for kind in ("part", "share")
        ]
        amount = Piece(bare(value, metric.unit, divisor, world.style), keys[0], amount=value)
        rows.append([[Piece(name)], [amount], [Piece(f"{share * 100:.1f}", keys[1])]])
    total = _cell(world, world.subject, metric, period, divisor)
    if rng.random() < 0.6:
        rows.append([[Piece("合计")], total, [Piece("100")]])
    return rows


def _callouts(world: World) -> Draft:
    """Return metrics with large figures of one year, label and figure on lines of their own."""
    rng, draft, period = world.rng, Draft(), Period(world.period.year)
    name = world.call if world.generic else world.subject.short
    draft.add([Piece(f"{name}{rng.choice(('数读', '', '亮点', '在'))}{period.year}年\n")])
    above = rng.random() < 0.5
    for metric in world.metrics[: rng.randint(3, 6)]:
        value = world.value(world.subject, metric, period)
        key = Key(world.subject.full, metric.name, period.id, "amount")
        figure = Piece(quantity(value, metric.unit, world.style), key, amount=value)
        label = Piece(metric.name)
        first, second = (figure, label) if above else (label, figure)
        draft.add([first, Piece("\n"), second, Piece("\n")])
    draft.text = draft.text.rstrip("\n")
    return draft


FORMS: dict[str, Callable[[World], list[list[Row]]]] = {
    "years": _by_years,
    "year": _one_year,
    "units": _with_units,
    "subjects": _by_subjects,
    "growth": _with_growth,
    "parts": _by_parts,
}


def grid(world: World) -> Draft:
    """Return a text with a table of the state of affairs, under a caption that names the subject if anything does."""
    rng, draft = world.rng, Draft()
    forms = [name for name in FORMS if not (world.generic and name == "subjects")]
    form = rng.choice([*forms, "years", "callouts"])
    if form == "callouts":
        return _callouts(world)
    rows = FORMS[form](world)
    if form != "subjects" and (not world.generic or rng.random() < 0.3):
        name = world.call if world.generic else rng.choice((world.subject.short, world.subject.full))
        caption = str(rng.choice(_CAPTIONS))
        draft.add([Piece(caption.format(name, y=world.period.year) + "\n")])
    flat = form in ("years", "growth") and rng.random() < 0.4
    for row in rows:
        draft.add(_flat(row, rng) if flat else _row(row))
    world.mentioned = True
    draft.text = draft.text.rstrip("\n")
    return draft
