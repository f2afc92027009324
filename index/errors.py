"""What can go wrong with an index. The tree of all errors is drawn in ``corpus/errors.py``."""

from __future__ import annotations

from corpus.errors import WenjuError


class IndexFolderError(WenjuError):
    """An index is missing, damaged, half written, or was made with other settings; the message says how to rebuild."""


class NoMatchError(WenjuError):
    """No passage fits what a search is restricted to; the message says what there is."""


class ReaderError(WenjuError):
    """The embedded reader is missing or damaged; the message says where, and how to go on."""


class TrainingError(WenjuError, ValueError):
    """A run of training cannot begin or go on: its checkpoints or its data do not fit; the message says what to do."""
