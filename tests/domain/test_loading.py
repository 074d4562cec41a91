"""The pure core starts fast: numpy is loaded by the first ranking, not by an import."""

from __future__ import annotations

import subprocess
import sys

import pytest

MODULES = (
    "acts",
    "budget",
    "candidates",
    "circles",
    "columns",
    "cover",
    "daylist",
    "depth",
    "durations",
    "firstlist",
    "folding",
    "greetings",
    "packing",
    "priority",
    "reasons",
    "reminders",
    "rhythm",
    "state_table",
    "tie_facts",
    "today",
    "waiting",
    "wording",
)


@pytest.mark.parametrize("unwanted", ["numpy", "peewee", "sqlite3", "PySide6"])
def test_importing_the_ranking_loads_nothing_heavy(unwanted: str) -> None:
    imports = ", ".join(f"relate.domain.{name}" for name in MODULES)
    program = f"import sys, {imports}; sys.exit({unwanted!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
