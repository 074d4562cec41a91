"""With a window holding the library, commands that write are done by it, and those that read need nobody."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from relate.cli import answer, main
from relate.desktop.single_instance import SingleInstance
from relate.domain.changes import ChangeSet
from relate.services.library import Library

LINKEDIN = Path(__file__).parent.parent / "exports" / "linkedin"


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """A library that something like a window holds."""
    monkeypatch.setenv("RELATE_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    instance = SingleInstance(tmp_path / "home" / "relate.db")
    assert instance.acquire()
    opened = Library.open(tmp_path / "home" / "relate.db")
    instance.serve(lambda request: answer(opened, request))
    yield opened
    instance.close()
    opened.close()


def test_an_import_goes_through_the_window(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told: list[ChangeSet] = []
    library.listen(told.append)
    monkeypatch.chdir(LINKEDIN)
    assert main(["import", "2023", "--json"]) == 0
    (one,) = json.loads(capsys.readouterr().out)["imports"]
    assert one["people_new"] > 0
    assert told
    assert main(["undo"]) == 0
    assert "Taken back" in capsys.readouterr().out
    assert library.people.totals().people == 0


def test_what_the_window_says_of_a_mistake_comes_back_with_its_status(
    library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["undo"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1


def test_reading_and_backups_do_not_ask_the_window(library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["people"], ["timeline"], ["reconnect"], ["export"], ["check"], ["backup"]):
        assert main(words) == 0, capsys.readouterr().err


def test_no_library_is_replaced_under_a_window(library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backup"]) == 0
    assert main(["restore"]) == 1
    assert "running" in capsys.readouterr().err


def test_a_library_that_is_held_without_answering_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RELATE_HOME", str(tmp_path / "home"))
    instance = SingleInstance(tmp_path / "home" / "relate.db")
    assert instance.acquire()
    assert main(["import", str(LINKEDIN / "2023")]) == 1
    assert "working on this library" in capsys.readouterr().err
    instance.close()
