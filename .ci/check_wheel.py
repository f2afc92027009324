"""Check what a built wheel holds: every tracked file of the four packages that is not source, and nothing else."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

PACKAGES = ("corpus", "index", "rag", "eval")
ROOT = Path(__file__).resolve().parent.parent


def expected() -> set[str]:
    """Return the files of the packages, by the names they have in the wheel."""
    return {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file()
        and "__pycache__" not in path.parts
        and not path.name.startswith(".")
        # Notes for who works on the project; nothing reads them when it runs.
        and path.relative_to(ROOT).as_posix() != "eval/log.md"
    }


def main(wheel: str) -> None:
    """Print what is missing or too much, and exit with 1 if anything is."""
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
        licence = any(name.endswith("/licenses/LICENSE") for name in archive.namelist())
        commands = next(name for name in archive.namelist() if name.endswith("/entry_points.txt"))
        starts = "rag = rag.cli:main" in archive.read(commands).decode()
    wanted = expected()
    problems = [f"missing from the wheel: {name}" for name in sorted(wanted - names)]
    problems += [f"does not belong in the wheel: {name}" for name in sorted(names - wanted)]
    problems += [] if licence else ["missing from the wheel: LICENSE"]
    problems += [] if starts else ["the wheel does not install the command rag"]
    sys.stdout.write("\n".join(problems or [f"{len(names)} files, none missing, none too many"]) + "\n")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main(sys.argv[1])
