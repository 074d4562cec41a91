"""A network is one module of the registry: the next one comes in by its line there, and nothing else knows of it."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

import pytest

from relate.importers import registry
from relate.services.checking import check
from relate.services.library import Library
from relate.services.views import PeopleQuery, Shown
from tests.services.conftest import NOON, Opened, dump, read

MODULE = '''
"""The made-up network of carrier pigeons: loft.json, [{"who": "ana", "name": "Ana Duarte", "sent": 1790000000,
"note": "Bread?", "mine": false}]."""

from relate.domain.moments import Moment
from relate.domain.records import (
    Fact, Field, IdentityKey, IdentityKind, InteractionRecord, Kind, Participant, PersonRecord, Position, Reason, Role,
    Skipped,
)
from relate.importers.archive import Archive, HowTo
from relate.importers.json_items import ANY, Broken, items, mapping, number, words


class Pigeons:
    source_id = network = "pigeon"
    title = "Pigeon post"
    icon = "mail"
    suffixes = (".loft",)
    how_to = HowTo("letters", "a day's flight", ("Ask the keeper of the loft.",), "https://pigeons.example/")

    def recognise(self, source):
        members = tuple(one for one in source.members if one.name.endswith(".loft"))
        if not members or not source.head(members[0]).lstrip().startswith(b"["):
            return None
        owner = (IdentityKey("pigeon", IdentityKind.HANDLE, "mara"),)
        return Archive(self.source_id, self.network, "Pigeon post", members, None, False, owner)

    def read(self, source, archive):
        for member in archive.members:
            for row, one in enumerate(items(source.open(member), [(ANY,)]), 1):
                where = Position(member.path, row)
                if isinstance(one, Broken):
                    yield Skipped(where, Reason.INCOMPLETE if one.cut else Reason.UNREADABLE, one.says, one.raw)
                    continue
                told = mapping(one.value)
                key = IdentityKey("pigeon", IdentityKind.HANDLE, words(told.get("who")))
                if not key.key:
                    yield Skipped(where, Reason.NO_PERSON)
                    continue
                them, mine = (Role.TO, Role.FROM) if told.get("mine") else (Role.FROM, Role.TO)
                yield PersonRecord(where, (key,), (Fact(Field.NAME, words(told.get("name"))),))
                yield InteractionRecord(
                    where, Kind.MESSAGE, Moment((number(told.get("sent")) or 0) * 1000),
                    (Participant(key, them), Participant(archive.owner[0], mine)),
                    ("pigeon.letter.1", key.key, words(told.get("sent"))), text=words(told.get("note")),
                )
'''
LETTERS = [
    {"who": "ana", "name": "Ana Duarte", "sent": 1790000000, "note": "Bread on Friday?", "mine": False},
    {"who": "ana", "name": "Ana Duarte", "sent": 1790086400, "note": "Gladly, and figs", "mine": True},
    {"who": "", "name": "", "sent": 1790000000, "note": "lost", "mine": False},
]


@pytest.fixture
def loft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The module in the registry, and an archive of its network, whose last row is damaged."""
    (tmp_path / "made_up_pigeons.py").write_text(MODULE, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "made_up_pigeons", raising=False)
    module = importlib.import_module("made_up_pigeons")
    monkeypatch.setattr(registry, "IMPORTERS", (*registry.IMPORTERS, module.Pigeons()))
    path = tmp_path / "mara.loft"
    path.write_text(json.dumps(LETTERS)[:-1] + ', {"who": }]', encoding="utf-8")
    return path


def test_its_archive_becomes_people_and_their_history(library: Library, loft: Path) -> None:
    (report,) = read(library, loft)
    (file,) = report.files
    assert (file.rows, file.new, file.skipped) == (4, 2, 2)
    (ana,) = library.people.named("Ana Duarte")
    page = library.people.page(ana)
    assert page.last_line == "Gladly, and figs"
    assert page.last_line_mine
    assert [one.text for one in library.timeline.rows(library.timeline.ids(ana))] == [
        "Gladly, and figs", "Bread on Friday?"
    ]  # fmt: skip
    assert library.people.rows(library.people.ids(PeopleQuery(shown=Shown.TALKED_TO)))[0].networks == ("pigeon",)
    assert library.owner.known()


def test_it_is_named_aged_and_asked_for_like_any_other(library: Library, loft: Path) -> None:
    read(library, loft)
    (source,) = library.sources.ages()
    assert source.title == "Pigeon"
    assert source.age_days == (NOON // 1000 - 1790086400) // 86_400
    guide = library.sources.guide("pigeon")
    assert guide is not None
    assert (guide.title, guide.icon) == ("Pigeon post", "mail")
    assert guide.how.steps == ("Ask the keeper of the loft.",)
    assert ".loft" in library.imports.suffixes()


def test_twice_is_once_and_taken_back_leaves_nothing(opened: Opened, loft: Path) -> None:
    empty, library = dump(opened("empty")), opened("full")
    read(library, loft)
    once = dump(library)
    read(library, loft)
    assert dump(library) == once
    assert check(library.path) == []
    for report in library.imports.list():
        library.imports.undo(report.id).result(timeout=60)
    assert dump(library) == empty


def test_what_is_of_no_kind_is_told_that_it_is_read_too(library: Library, loft: Path, tmp_path: Path) -> None:
    (tmp_path / "stone").write_bytes(bytes(range(200)))
    (unknown,) = library.imports.start([tmp_path / "stone"]).future.result(timeout=60).unknown
    assert unknown.reason.endswith("Pigeon post.")
