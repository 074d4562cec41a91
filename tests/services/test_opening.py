"""A library is open when it can be read; its writer comes with the first thing there is to write."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from relate.domain.errors import LibraryProblem
from relate.services.library import Library
from relate.store.connection import open_if_ready
from tests.services.conftest import EXPORTS, Opened, read


def _writers() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "writer"]


def test_a_library_is_read_before_its_writer_is_there(opened: Opened) -> None:
    first = opened()
    maya = first.people.add("Maya Okafor").result(20)
    first.close()
    again = opened()
    assert not _writers()
    assert [row.name for row in again.people.rows([maya])] == ["Maya Okafor"]
    again.people.set_note(maya, "plays chess").result(20)
    assert again.people.page(maya).notes == "plays chess"


def test_what_was_only_read_is_closed_without_a_writer(opened: Opened) -> None:
    opened().close()
    again = opened()
    again.close()
    assert not _writers()
    assert not again.path.with_name("relate.db-wal").exists()


def test_where_nothing_can_be_written_every_command_says_why(opened: Opened) -> None:
    first = opened()
    first.people.add("Maya Okafor").result(20)
    first.close()
    again = opened()
    again.path.write_bytes(b"this was a library once " * 400)
    for _ in range(2):
        with pytest.raises(LibraryProblem, match="cannot be opened"):
            again.people.add("Tomás Rivera").result(20)
    with pytest.raises(LibraryProblem):
        again.settled()


def test_what_is_no_library_yet_or_none_of_today_waits_for_its_writer(tmp_path: Path) -> None:
    assert open_if_ready(tmp_path / "relate.db") is None
    (tmp_path / "empty.db").touch()
    assert open_if_ready(tmp_path / "empty.db") is None
    (tmp_path / "other.db").write_bytes(b"no database at all " * 400)
    assert open_if_ready(tmp_path / "other.db") is None
    library = Library.open(tmp_path / "relate.db")
    library.close()
    ready = open_if_ready(library.path)
    assert ready is not None
    ready.close()


def test_former_imports_are_looked_after_without_loading_every_importer(opened: Opened) -> None:
    """On the writer's thread, where a command would wait for it."""
    library = opened()
    read(library, EXPORTS / "linkedin" / "2026")
    library.close()
    program = (
        "import sys; from pathlib import Path; from relate.services.library import Library\n"
        f"library = Library.open(Path({str(library.path)!r}), clock=lambda: 1)\n"
        "library.imports.let_go(); library.settled(); library.close()\n"
        "print('relate.importers.registry' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-P", "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False"]
