"""The account of what is not in a text."""

import numpy as np
import pytest

from corpus.dropped import MARK_UP, account
from corpus.types import Dropped, Span


def offsets(*places):
    return np.array(places, dtype=np.int32)


@pytest.mark.parametrize(
    ("source", "kept", "named", "expected"),
    [
        ("**網絡**", (2, 3), (), [(0, 2, MARK_UP), (4, 6, MARK_UP)]),
        ("网 络\n", (0, 2), (), []),
        ("年報7網絡", (3, 4), (Dropped(Span(0, 3), "running header"),), [(0, 3, "running header")]),
        ("年报7<b>网络", (6, 7), (Dropped(Span(0, 3), "page number"),), [(0, 3, "page number"), (3, 6, MARK_UP)]),
        ("", (), (), []),
        ("\ufeff\u200b甲", (2,), (), []),
    ],
)  # fmt: skip
def test_every_place_is_named_with_its_reason(source, kept, named, expected):
    found = account(source, offsets(*kept), named)
    assert [(d.source.start, d.source.end, d.reason) for d in found] == expected
