"""The bare answer of every kind, golden cases in both scripts."""

import pytest

from tests.cases.load import golden
from tests.rag.short.texts import find


@pytest.mark.parametrize(("given", "expected"), golden("short_answers", both=True))
def test_the_bare_answer(small, given, expected):
    found = find(small, given["question"], *given["texts"])
    if isinstance(expected, bool):
        assert found is not None
        assert found.yes is expected
    elif isinstance(expected, list):
        assert found is not None
        assert [span.of(given["texts"][n]) for n, span in found.items] == expected
    else:
        assert (found.span.of(given["texts"][found.claim]) if found else None) == expected
