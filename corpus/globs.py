"""Globs over POSIX paths: ``*`` and ``?`` stay within a name, ``**`` crosses folders."""

from __future__ import annotations

import re
from functools import lru_cache


@lru_cache(maxsize=256)
def _pattern(glob: str) -> re.Pattern[str]:
    parts = [
        "**" if p == "**" else re.escape(p).replace(r"\*", "[^/]*").replace(r"\?", "[^/]")
        for p in glob.split("/")
    ]
    # No two runs of "anything" side by side: they would be tried against each other.
    joined = re.sub(r"(?:\[\^/\]\*){2,}", "[^/]*", re.sub(r"(?:\*\*/)+", "**/", "/".join(parts)))
    return re.compile(joined.replace("**/", "(?:[^/]+/)*").replace("**", ".*"))


def fits(glob: str, path: str) -> bool:
    """Tell whether a glob fits a relative POSIX path; without a slash, whether it fits the last name.

    >>> fits("000*.txt", "a/0001.txt"), fits("a/*.md", "a/b/c.md"), fits("a/**/c.md", "a/b/c.md")
    (True, False, True)
    """
    return bool(_pattern(glob).fullmatch(path if "/" in glob else path.rpartition("/")[2]))
