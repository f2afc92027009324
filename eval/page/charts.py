"""Charts as inline SVG: bars by group, a reliability diagram, a curve. Colours come from the page's style sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.calibration import Bin
from eval.page.markup import Markup, element, join

# Pixels. All charts are as wide as a small phone is, so that their letters are not scaled down on one.
_WIDTH = 340.0
_LABEL, _VALUE = 132.0, 36.0
_BAR, _GAP = 11.0, 8.0
_SIDE, _LEFT, _TOP, _BOTTOM = 250.0, 40.0, 10.0, 40.0
# Letters of a bar's label before it is cut; the whole stands in the tooltip.
_LABEL_LETTERS = 22


@dataclass(frozen=True, slots=True)
class Bars:
    """A group of a bar chart: its label, one value from 0 to 1 a series (None for none), and what the tooltip says."""

    label: str
    values: tuple[float | None, ...]
    tooltip: str


def bar_chart(title: str, groups: Sequence[Bars]) -> Markup:
    """Return horizontal bars on a scale from 0 to 1, one a series below each other, the value behind each."""
    series = max((len(g.values) for g in groups), default=0)
    step = series * _BAR + _GAP
    height = _TOP + len(groups) * step
    parts = [_line(_LABEL, 0, _LABEL, height, "axis")]
    for i, group in enumerate(groups):
        parts.append(_group(group, _TOP + i * step, series * _BAR))
    return _svg(title, _WIDTH, height, parts)


def _group(group: Bars, top: float, height: float) -> Markup:
    label = group.label if len(group.label) <= _LABEL_LETTERS else group.label[: _LABEL_LETTERS - 1] + "…"
    parts = [element("title", group.tooltip), _text(_LABEL - 6, top + height / 2 + 4, label, "end")]
    for i, value in enumerate(group.values):
        y, long = top + i * _BAR, (value or 0.0) * (_WIDTH - _LABEL - _VALUE)
        parts.append(_rect(_LABEL, y, long, _BAR - 1, f"series{i}"))
        said = "-" if value is None else f"{value:.2f}"
        parts.append(_text(_LABEL + long + 4, y + _BAR - 2, said, "start", "small"))
    return element("g", parts)


def reliability_diagram(bins: Sequence[Bin]) -> Markup:
    """Return the share right over the confidence by bin, with the diagonal of a true one; each bin says its count."""
    parts = _square("confidence", "share right")
    parts.append(_line(*_at(0, 0), *_at(1, 1), "ideal"))
    for held in bins:
        if held.right is None or held.confidence is None:
            continue
        (left, top), (right, bottom) = _at(held.low, held.right), _at(held.high, 0)
        said = (
            f"confidence {held.low:.1f} to {held.high:.1f}: {held.count} answers, mean confidence "
            f"{held.confidence:.3f}, right {held.right:.3f}"
        )
        x, y = _at(held.confidence, held.right)
        marks = [
            element("title", said),
            _rect(left + 1, top, right - left - 2, bottom - top, "series0 pale"),
            element("circle", (), {"cx": x, "cy": y, "r": 3.5, "class": "point"}),
            _text((left + right) / 2, bottom - 4, str(held.count), "middle", "small"),
        ]
        parts.append(element("g", marks))
    return _svg("Reliability diagram", _WIDTH, _TOP + _SIDE + _BOTTOM, parts)


def risk_coverage_curve(points: Sequence[tuple[float, float]]) -> Markup:
    """Return the share wrong over the share of answers given, the most confident first."""
    parts = _square("share of the answers that would be given", "share wrong")
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (_at(*point) for point in points))
    parts.append(element("polyline", (), {"points": path, "class": "curve"}))
    return _svg("Risk-coverage curve", _WIDTH, _TOP + _SIDE + _BOTTOM, parts)


def _at(x: float, y: float) -> tuple[float, float]:
    """Return the pixel of a point whose coordinates go from 0 to 1."""
    return _LEFT + x * (_WIDTH - _LEFT - _GAP), _TOP + (1 - y) * _SIDE


def _square(x_label: str, y_label: str) -> list[Markup]:
    """Return grid, axes and labels of a chart from 0 to 1 both ways."""
    parts = []
    for i in range(6):
        share = i / 5
        parts.append(_line(*_at(0, share), *_at(1, share), "axis" if i == 0 else "grid"))
        parts.append(_line(*_at(share, 0), *_at(share, 1), "axis" if i == 0 else "grid"))
        (x, below), (beside, y) = _at(share, 0), _at(0, share)
        parts.append(_text(x, below + 14, f"{share:.1f}", "middle", "small"))
        parts.append(_text(beside - 5, y + 4, f"{share:.1f}", "end", "small"))
    middle, bottom = _at(0.5, 0)
    parts.append(_text(middle, bottom + 31, x_label, "middle"))
    turned: dict[str, str | float] = {
        "x": 0,
        "y": 0,
        "text-anchor": "middle",
        "transform": f"translate(11 {_TOP + _SIDE / 2}) rotate(-90)",
    }
    parts.append(element("text", y_label, turned))
    return parts


def _svg(title: str, width: float, height: float, parts: Sequence[Markup]) -> Markup:
    size = {"viewBox": f"0 0 {width:.0f} {height:.0f}", "role": "img", "class": "chart"}
    return element("svg", [element("title", title), join(parts)], size)


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> Markup:
    return element("line", (), {"x1": x1, "y1": y1, "x2": x2, "y2": y2, "class": kind})


def _rect(x: float, y: float, width: float, height: float, kind: str) -> Markup:
    return element(
        "rect", (), {"x": x, "y": y, "width": max(width, 0.0), "height": max(height, 0.0), "class": kind}
    )


def _text(x: float, y: float, text: str, anchor: str, kind: str = "") -> Markup:
    return element("text", text, {"x": x, "y": y, "text-anchor": anchor, **({"class": kind} if kind else {})})
