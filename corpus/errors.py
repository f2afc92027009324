"""The project's exceptions.

WenjuError            anything a user can mend; the command line prints its message and exits with 1
├── SourceError       a file or folder cannot be read as documents
├── IndexFolderError  an index is missing, damaged, or does not fit          (index/errors.py)
├── NoMatchError      no passage fits what a search is restricted to         (index/errors.py)
├── ReaderError       the reading model is missing or damaged                (index/errors.py)
├── TrainingError     training cannot begin or go on                         (index/errors.py)
├── AskError          a question or a batch line cannot be used              (rag/errors.py)
├── ModelError        a language model gave no whole reply                   (rag/model/types.py)
├── SettingsError     a setting of the language model cannot be used         (rag/model/settings.py)
└── EvalError         a question set or a baseline cannot be used            (eval/errors.py)

A message says what is wrong, where, and what to do.
"""

from __future__ import annotations


class WenjuError(Exception):
    """Something the user can mend. The message stands alone: what, where, what to do."""


class SourceError(WenjuError):
    """A file or folder cannot be read as documents."""
