"""Computations: exact, in the first's unit, never across kinds; and again from a stored derivation."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.comparison.compute import compute, holds, told
from rag.comparison.quantity import Quantity, comparable, parse, written
from rag.comparison.types import Asked
from tests.cases.load import golden


@pytest.mark.parametrize(("stored", "expected"), golden("computations", both=True))
def test_a_stored_derivation_is_computed_again(stored, expected):
    assert (
        holds(stored["op"], stored["operands"], stored["unit"], stored["short"], stored["sides"]) is expected
    )


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.sampled_from(["", "万", "亿"]), st.integers(0, 3))
def test_a_difference_is_exact_and_its_own_check(first, second, scale, places):
    numbers = [Decimal(n).scaleb(-places) for n in (first, second)]
    sides = [Quantity(n, scale, "户") for n in numbers]
    result = compute(Asked.DIFFERENCE, sides)
    assert result is not None
    assert result.quantity is not None
    assert result.quantity.base == sides[0].base - sides[1].base
    sign = "少" if result.quantity.number < 0 else ""
    operands = [f"{n:f}{scale}户" for n in numbers]
    unit = f"{result.quantity.scale}户"
    assert holds("difference", operands, unit, f"{sign}{told(result.quantity)}")
    assert not holds("difference", operands, unit, f"{sign}{written(abs(result.quantity.number) + 1)}{unit}")


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_the_greater_of_two_is_not_the_lesser(first, second):
    sides = [Quantity(Decimal(n), unit="家") for n in (first, second)]
    greater, lesser = (compute(asked, sides) for asked in (Asked.GREATER, Asked.LESSER))
    assert greater is not None
    assert lesser is not None
    if first == second:
        assert greater.chosen == lesser.chosen == -1
    else:
        assert {greater.chosen, lesser.chosen} == {0, 1}


@pytest.mark.parametrize(
    ("text", "value", "unit", "about"),
    [
        ("超過240萬個", "2400000", "个", True),
        ("1,400 余家", "1400", "家", True),
        ("人民币3,038.4亿元", "303840000000", "元", False),
        ("１２．５％", "12.5", "%", False),
        ("約5.2兆", None, "", False),
        ("－3.5%", "-3.5", "%", False),
        ("7,776 亿次", "777600000000", "次", False),
        ("35+", "35", "", True),
        ("很多", None, "", False),
    ],
)
def test_figures_are_read_exactly(text, value, unit, about):
    quantity = parse(text)
    if value is None:
        assert quantity is None or quantity.unit
        return
    assert quantity is not None
    assert (quantity.value, quantity.unit, quantity.about) == (Decimal(value), unit, about)


def test_kinds_are_never_mixed():
    for first, second in [
        ("5户", "5人"),
        ("5元", "5美元"),
        ("5%", "5家"),
        ("5个百分点", "5%"),
        ("5小时", "5家"),
        ("5", "5%"),
    ]:
        one, other = parse(first), parse(second)
        assert one is not None
        assert other is not None
        assert not comparable(one, other)
