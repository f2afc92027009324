"""How a run of the entailment model goes: the reader's plan with other numbers."""

from __future__ import annotations

from index.training.plan import Plan

# Share of the steps in which the rate falls.
_FALLING = 0.4


def plan_of(steps: int, seed: int = 20261121) -> Plan:
    """Return how to train for so many steps.

    A lower rate than the reader's, and twice as many layers left as they are: its body already reads, and an hour of
    two cores must do. ``Plan.relevance`` is not used.
    """
    return Plan(
        steps,
        seed,
        rate=1.2e-4,
        head_rate=3.6e-4,
        warmup=60,
        cooldown=int(steps * _FALLING),
        frozen=6,
        check_every=200,
    )
