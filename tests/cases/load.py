"""Golden cases as pytest parameters: ``{label, comment, input, expected}`` in one JSON file per module."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.script import detect, to_script
from corpus.types import Script

_FOLDER = Path(__file__).parent


def golden(name: str, *, both: bool = False, text_expected: bool = True) -> list[Any]:
    """Return the cases of a module, and those of its known failures that must still fail (strict xfail).

    With ``both`` every case that passes is there a second time with its input in the other Chinese script; what is
    expected is converted as well where it is text of the case (``text_expected``), not a word of our own tables.
    """
    cases = json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    known = json.loads((_FOLDER / "known_failures.json").read_text(encoding="utf-8"))
    plain = [pytest.param(case["input"], case["expected"], id=case["label"]) for case in cases]
    failing = [
        pytest.param(
            case["input"],
            case["expected"],
            id=f"known failure: {case['label']}",
            marks=pytest.mark.xfail(
                reason=case["comment"] or case["label"], raises=AssertionError, strict=True
            ),
        )
        for case in known
        if case["module"] == name
    ]
    return plain + (_converted(cases, text_expected) if both else []) + failing


def _converted(cases: list[dict[str, Any]], text_expected: bool) -> list[Any]:
    """Return the cases whose input can be written in the other script, so written; no text that mixes scripts."""
    found = []
    for case in cases:
        given, expected = case["input"], case["expected"]
        script = detect(" ".join(_strings(given)))
        mixed = any(detect(text) is Script.MIXED for text in _strings([given, expected]))
        other = in_other_script(given, script)
        if other != given and not mixed:
            wanted = in_other_script(expected, script) if text_expected else expected
            found.append(pytest.param(other, wanted, id=f"other script: {case['label']}"))
    return found


def in_other_script(value: Any, script: Script) -> Any:
    """Return plain data with its text in the script that ``script`` is not; each text by itself where that is mixed.

    >>> in_other_script({"question": "有多少個網點？"}, Script.HANT), in_other_script(["个", 2], Script.HANS)
    ({'question': '有多少个网点？'}, ['個', 2])
    """
    if isinstance(value, str):
        own = detect(value) if script is Script.MIXED else script
        return to_script(value, Script.HANS if own is Script.HANT else Script.HANT)
    if isinstance(value, list):
        return [in_other_script(item, script) for item in value]
    if isinstance(value, dict):
        return {key: in_other_script(item, script) for key, item in value.items()}
    return value


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for item in items for text in _strings(item)]
