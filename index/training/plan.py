"""How a run goes: its numbers, which need no torch."""

from __future__ import annotations

from dataclasses import asdict, dataclass

# What a longer run may change of the plan of the one that it goes on from: how long it is, and how often it is checked.
_MAY_CHANGE = frozenset({"steps", "cooldown", "check_every"})


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train.

    The rate rises over ``warmup`` steps, stays, and falls to nothing over the last ``cooldown``: a run that turns out
    too short is resumed from where the rate began to fall (``turn``), with more steps and no rate to guess.
    ``relevance`` weighs that loss against the spans'.
    """

    steps: int
    seed: int = 20261121
    rate: float = 2e-4
    head_rate: float = 5e-4
    fall: float = 0.9
    decay: float = 0.01
    warmup: int = 150
    cooldown: int = 800
    relevance: float = 0.5
    frozen: int = 3
    clip: float = 1.0
    check_every: int = 400

    @property
    def turn(self) -> int:
        """How many steps are done when the rate begins to fall."""
        return self.steps - self.cooldown

    def share(self, step: int) -> float:
        """Return the share of the full rate at a step."""
        return max(0.0, min(1.0, (step + 1) / self.warmup, (self.steps - step) / max(1, self.cooldown)))

    def lasting(self) -> dict[str, object]:
        """Return what must stay as it is when a run goes on, by name."""
        return {name: value for name, value in asdict(self).items() if name not in _MAY_CHANGE}
