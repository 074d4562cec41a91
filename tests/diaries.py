"""A made-up source that asks before it is read: diaries, of which nobody knows whether the day is first."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from relate.importers import registry

MODULE = '''
"""Made-up diaries: lines "03/04/2024 Dana Reed"; whether the day or the month is first is asked."""

from relate.domain.records import Fact, Field, IdentityKey, IdentityKind, PersonRecord, Position
from relate.importers.archive import Archive, Choice, HowTo, Question

ORDER = (Choice("dmy", "The day"), Choice("mdy", "The month"))


class Diaries:
    source_id = network = "diary"
    title = "Diary"
    icon = "mail"
    suffixes = (".diary",)
    how_to = HowTo("names", "a minute", ("Write one.",), "https://diary.example/")

    def recognise(self, source):
        member = next((one for one in source.members if one.name.endswith(".diary")), None)
        if member is None:
            return None
        lines = source.head(member).decode().splitlines()
        questions = (Question("order", "Is the day or the month first?", ORDER, "dmy", tuple(lines[:3])),)
        if "mine" in member.name:
            whose = (Choice("yes", "Mine"), Choice("no", "Somebody else's"))
            questions += (Question("whose", "Whose is it?", whose, ""),)
        shape = "" if "once" in member.name else f"diary.{len(questions)}"
        return Archive("diary", "diary", f"Diary {member.name}", (member,), 0, False, questions=questions, shape=shape)

    def read(self, source, archive):
        for member in archive.members:
            with source.open(member) as stream:
                for row, line in enumerate(stream.read().decode().splitlines(), 1):
                    date, name = line.split(" ", 1)
                    one, two, year = date.split("/")
                    day, month = (one, two) if archive.answer("order") == "dmy" else (two, one)
                    key = IdentityKey("diary", IdentityKind.NAME, name.casefold(), True)
                    facts = (Fact(Field.NAME, name), Fact(Field.BIRTHDAY, f"{year}-{month}-{day}"))
                    yield PersonRecord(Position(member.path, row), (key,), facts)
'''


def put_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The module in the registry, until the test is over."""
    (folder / "made_up_diaries.py").write_text(MODULE, encoding="utf-8")
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.delitem(sys.modules, "made_up_diaries", raising=False)
    module = importlib.import_module("made_up_diaries")
    monkeypatch.setattr(registry, "IMPORTERS", (*registry.IMPORTERS, module.Diaries()))


def written(folder: Path, name: str = "a.diary", *people: str) -> Path:
    """A diary of these people, or of Dana Reed. "once" in its name: not remembered; "mine": two questions."""
    path = folder / name
    path.write_text("\n".join(f"03/04/1984 {one}" for one in people or ("Dana Reed",)), encoding="utf-8")
    return path
