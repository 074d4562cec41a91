"""No text of the program grades a person or speaks of debts: every string of it is read, wherever it stands."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import relate

PACKAGE = Path(relate.__file__).parent
NEVER = re.compile(
    r"overdue|\bscor(?:e|es|ed|ing)\b|\bleads?\b(?! to\b)|pipeline|streak|touchpoint|⊆|≃|\bgrades?\b|\bratings?\b"
    r"|\branked\b|\branking\b|\bvaluable\b|\bimportant (?:person|people|contact)|\bbadge\b|\bpoints\b",
    re.IGNORECASE,
)
"""product.md, "Words", and what would be a grade on a person."""
WHAT_OTHERS_SAY = ("importers", "services/demo", "domain/introducing.py")
"""The columns of files, the words of made-up people, and the words of roles: nothing that Relate says."""
_SQL = re.compile(r"\b(?:SELECT|INSERT|UPDATE|DELETE|CREATE|VALUES)\b")


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """(line, text) of every string with two words in it that is no docstring and no SQL; of one with values in it, its
    parts together."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            text = node.value
        else:
            continue
        if id(node) not in told and " " in text.strip() and not _SQL.search(text):
            yield node.lineno, text


def files() -> list[Path]:
    found = sorted(PACKAGE.rglob("*.py"))
    return [path for path in found if not path.relative_to(PACKAGE).as_posix().startswith(WHAT_OTHERS_SAY)]


def test_there_is_much_to_read() -> None:
    assert sum(1 for path in files() for _ in texts(path)) > 1500


@pytest.mark.parametrize("folder", ["ui", "desktop", "services", "store", "domain", "cli", ""])
def test_no_text_grades_a_person_or_counts_debts(folder: str) -> None:
    here = [path for path in files() if path.relative_to(PACKAGE).parent.parts[:1] == ((folder,) if folder else ())]
    assert here
    found = [
        f"{path.relative_to(PACKAGE)}:{line}: {text[:120]}"
        for path in here
        for line, text in texts(path)
        if NEVER.search(text)
    ]
    assert not found, "\n".join(found)


def test_it_would_find_one() -> None:
    assert NEVER.search("Maya scores 82 points")
    assert NEVER.search("Overdue by 3 weeks")
    assert not NEVER.search("Each clause leads to the message")
