"""The words of the made-up library: names, places and sentences, read from resources/demo."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import relate

Exchange = tuple[tuple[bool, str], ...]
"""(whether the owner says it, what is said), with slots in braces."""

_SLOT = re.compile(r"\{(\w+)\}")
_SENTENCE = re.compile(r"(?:^|(?<=[.?!] ))[a-z]")
_SLOTS = {
    "topic": "topics", "project": "projects", "thing": "things", "place": "places", "event": "events", "when": "whens",
    "figure": "figures",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """cultures: name, then its cities, first and last names; lists: companies, roles, topics and the like."""

    cultures: Mapping[str, Mapping[str, tuple[str, ...]]]
    lists: Mapping[str, tuple[str, ...]]
    exchanges: tuple[Exchange, ...]
    sayings: Mapping[str, tuple[str, ...]]

    def filled(self, text: str, rng: random.Random, known: dict[str, str]) -> str:
        """The text with its slots filled; what one exchange has called something it goes on calling so."""
        for slot in _SLOT.findall(text):
            if slot not in known:
                known[slot] = rng.choice(self.lists[_SLOTS[slot]])
        said = _SLOT.sub(lambda found: known[found[1]], text)
        return _SENTENCE.sub(lambda found: found[0].upper(), said)


def read_words() -> Words:
    """The words as they lie in resources/demo of a checkout, an installed wheel or a frozen bundle."""
    folder = _folder()
    sections = _sections((folder / "people.txt").read_text("utf-8"))
    lists = {section: dict(_list(line) for line in lines) for section, lines in sections.items()}
    return Words(
        {name: entries for name, entries in lists.items() if name != "words"},
        lists["words"],
        _exchanges((folder / "conversations.txt").read_text("utf-8")),
        {name: tuple(lines) for name, lines in _sections((folder / "openings.txt").read_text("utf-8")).items()},
    )


def _folder() -> Path:
    package = Path(relate.__file__).parent
    installed = package / "resources" / "demo"
    return installed if installed.exists() else package.parent / "resources" / "demo"


def _sections(text: str) -> dict[str, list[str]]:
    sections: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith("["):
            lines = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return sections


def _list(line: str) -> tuple[str, tuple[str, ...]]:
    name, _, entries = line.partition(": ")
    return name, tuple(entries.split(", "))


def _exchanges(text: str) -> tuple[Exchange, ...]:
    blocks = "\n".join(line for line in text.splitlines() if not line.startswith("#")).split("\n\n")
    return tuple(
        tuple((line[0] == ">", line[2:]) for line in block.splitlines() if line) for block in blocks if block.strip()
    )
