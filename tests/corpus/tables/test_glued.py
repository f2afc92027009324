"""Runs of glued figures: every way joins to the run again, and no way is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.tables.glued import MOST_VALUES, ways

_AMOUNT = st.integers(-(10**9), 10**12).map("{:,}".format)
_DECIMAL = st.decimals(-999, 9999, places=2).filter(lambda d: d != 0).map("{:,}".format)
_SHARE = st.decimals(0, 100, places=2).map("{}%".format)
_VALUE = st.one_of(_AMOUNT, _DECIMAL, _SHARE, st.sampled_from(["不适用", "0", "增加0.50个百分点"]))


@given(st.lists(_VALUE, min_size=1, max_size=5))
def test_every_way_is_the_run_again_and_the_true_one_is_among_them(values):
    run = "".join(values)
    found = ways(run, len(values))
    for way in found:
        assert "".join(run[v.start : v.end] for v in way) == run
        assert [v.start for v in way[1:]] == [v.end for v in way[:-1]]
    assert not found or values in [[run[v.start : v.end] for v in way] for way in found]


@given(st.text("0123456789,.-%", max_size=60), st.integers(1, 4))
def test_any_run_is_parted_or_left_alone(run, count):
    assert all("".join(run[v.start : v.end] for v in way) == run for way in ways(run, count))


@pytest.mark.parametrize(
    ("run", "count", "values"),
    [
        ("2,040,971,3542,755,400,818", 2, ["2,040,971,354", "2,755,400,818"]),
        ("601,0190", 2, ["601,019", "0"]),
        ("0-1,981,918", 2, ["0", "-1,981,918"]),
        ("46.1%43.3%2.8个百分点", 3, ["46.1%", "43.3%", "2.8个百分点"]),
        ("不适用不适用72,609-8.7", 4, ["不适用", "不适用", "72,609", "-8.7"]),
    ],
)
def test_the_only_way(run, count, values):
    (way,) = ways(run, count)
    assert [run[v.start : v.end] for v in way] == values


@pytest.mark.parametrize(
    ("run", "count"), [("", 1), ("1,2", 1), ("12", 0), ("1" * 500, 3), ("1", MOST_VALUES + 1)]
)
def test_what_is_no_run_of_so_many_values_has_no_way(run, count):
    assert ways(run, count) == []
