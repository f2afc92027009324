"""What can go wrong when asking. The tree of all errors is drawn in ``corpus/errors.py``."""

from __future__ import annotations

from corpus.errors import WenjuError


class AskError(WenjuError):
    """A question, a batch line, a citation name or a stored answer cannot be used."""
