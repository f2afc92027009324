"""Where the program keeps what can be made again and what the user would miss. Only this file knows platformdirs."""

from __future__ import annotations

from pathlib import Path

import platformdirs

_NAME = "wenju"


def cache_folder() -> Path:
    """Return the user's cache folder of this program; it need not exist. ``XDG_CACHE_HOME`` moves it on Linux."""
    return platformdirs.user_cache_path(_NAME)


def state_folder() -> Path:
    """Return the user's state folder of this program (the prompt's history); it need not exist."""
    return platformdirs.user_state_path(_NAME)
