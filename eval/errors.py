"""What can go wrong with an evaluation. The tree of all errors is drawn in ``corpus/errors.py``."""

from __future__ import annotations

from corpus.errors import WenjuError


class EvalError(WenjuError):
    """A question set, stored answers, or a baseline cannot be used; the message says where and what to do."""
