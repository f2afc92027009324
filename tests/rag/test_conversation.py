"""Follow-ups are completed from the question before; a question that stands alone is left alone."""

import pytest

from rag.conversation import complete
from rag.question import LONGEST, tidy
from tests.cases.load import golden


@pytest.mark.parametrize(("given", "expected"), golden("conversation", both=True))
def test_golden_cases(given, expected):
    assert complete(given["turn"], given["earlier"]) == expected


@pytest.mark.parametrize(
    ("turns", "expected"),
    [*golden("conversations", both=True), *golden("conversation_followups", both=True)],
)
def test_golden_conversations(turns, expected):
    asked: list[str] = []
    for turn in turns:
        asked.append(complete(turn, asked))
    assert asked == expected


def test_short_turns_without_end_stay_questions():
    asked: list[str] = []
    for number in range(400):
        asked.append(complete(f"那第{number}個呢，又是多少？", asked))
        assert len(tidy(asked[-1])) <= LONGEST


def test_a_completed_turn_needs_no_help():
    full = complete("聯通呢？", ["中國移動2024年有多少5G基站？"])
    assert complete(full, ["中國電信2023年累計有多少個5G基站？"]) == full
