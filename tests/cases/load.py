"""Golden cases as pytest parameters: ``{label, comment, input, expected}`` in one JSON file per module."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

_FOLDER = Path(__file__).parent


def golden(name: str) -> list[Any]:
    """Return the cases of a module, and those of its known failures that must still fail (strict xfail)."""
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
    return plain + failing
