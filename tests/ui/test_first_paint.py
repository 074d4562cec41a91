"""What the program has loaded when its window is first painted with people in it: what that paint shows, no more.

Each module too many costs a part of a millisecond to five of a start that may take twice as long as a bare window.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from relate.services.library import Library
from tests.ui.acquaintances import talk

ROOT = Path(__file__).parents[2]
WATCHED = """
import builtins, json, linecache, os, sys
brought = set(sys.modules)  # what keeps a started program from the network is the tests' own
from relate import app

own_run = app.Program.run

def run(program):
    from relate.ui.contacts.view import PeopleView
    own_paint = PeopleView.paintEvent
    def paint(view, event):
        own_paint(view, event)
        if view.model().rowCount():
            told = {
                "people": view.model().rowCount(),
                "loaded": sorted(set(sys.modules) - brought),
                "read": sorted(linecache.cache),
                "compiled": [
                    name for name, module in sys.modules.items()
                    if "shibokensupport/signature" in str(vars(module).get("__file__"))
                ],
                "hooked": builtins.__import__ is not builtins.__orig_import__,
                "made": sorted({*vars(sys.modules["PySide6.QtWidgets"]), *vars(sys.modules["PySide6.QtGui"])}),
            }
            print(json.dumps(told), flush=True)
            os._exit(0)
    PeopleView.paintEvent = paint
    return own_run(program)

app.Program.run = run
from relate.__main__ import main
sys.exit(main(["--library", sys.argv[1]]))
"""
BELOW_THE_WINDOW = {
    "relate.domain": {"changes", "cover", "durations", "errors", "kinds", "moments", "packing", "rhythm"},
    "relate.store": {
        "codes", "connection", "covers", "interaction_ids", "people_reads", "search_words", "settings", "visibility",
    },
    "relate.services": {
        "commanding", "library", "list_views", "people", "people_orders", "people_views", "readers", "settings",
        "writer",
    },
}  # fmt: skip
"""Of each package, all that the first paint may load. Whoever adds to it has looked at what that costs."""
AFTERWARDS = (
    "damaged", "events", "first_start", "imports", "keys", "log", "meet", "new_person", "person", "places", "reconnect",
    "reminding", "search", "timeline", "tray",
)  # fmt: skip
"""Of the window, what is built when it stands, or when somebody goes there."""
HEAVY = (
    "argparse", "decimal", "hashlib", "icalendar", "multiprocessing", "numpy", "peewee", "phonenumbers", "playhouse",
    "rapidfuzz", "socket", "uuid", "zoneinfo",
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    people: int
    loaded: frozenset[str]
    read: tuple[str, ...]
    """The files whose source was read line by line."""
    compiled: frozenset[str]
    """Of the bindings' own Python, what was compiled."""
    hooked: bool
    made: frozenset[str]
    """The classes of QtWidgets and QtGui somebody asked for: the bindings make each with all its names only then."""


@pytest.fixture(scope="module")
def first_paint(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The program itself, on a library with one person who was talked to, and a conversation logged by hand."""
    home = tmp_path_factory.mktemp("home")
    filled = Library.open(home / "relate.db")
    talk(filled, filled.people.add("Maya Okafor").result(20), 3)
    filled.close()
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "RELATE_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(home / "relate.db")],
        capture_output=True, text=True, timeout=120, check=False, env=environment, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    return Told(
        told["people"],
        frozenset(told["loaded"]),
        tuple(told["read"]),
        frozenset(told["compiled"]),
        told["hooked"],
        frozenset(told["made"]),
    )


def test_the_first_paint_shows_people(first_paint: Told) -> None:
    assert first_paint.people == 1


@pytest.mark.parametrize("package", BELOW_THE_WINDOW)
def test_it_loads_what_it_shows_and_nothing_that_writes_ranks_or_imports(first_paint: Told, package: str) -> None:
    there = {name.removeprefix(f"{package}.") for name in first_paint.loaded if name.startswith(f"{package}.")}
    assert there - BELOW_THE_WINDOW[package] == set()


def test_no_part_of_the_window_is_there_that_is_not_seen(first_paint: Told) -> None:
    assert [name for name in AFTERWARDS if f"relate.ui.{name}" in first_paint.loaded] == []


def test_nothing_heavy_is_there(first_paint: Told) -> None:
    assert [name for name in HEAVY if name in first_paint.loaded] == []


def test_the_bindings_of_qt_compile_neither_their_signatures_nor_their_stubs(first_paint: Told) -> None:
    own = {name.rpartition(".")[2] for name in first_paint.compiled}
    assert own <= {"signature", "lib", "loader", "importhandler"}


def test_the_bindings_of_qt_read_no_source(first_paint: Told) -> None:
    assert not first_paint.hooked
    assert [file for file in first_paint.read if Path(file).is_relative_to(ROOT / "relate")] == []


def test_the_six_hundred_names_of_a_style_are_not_made(first_paint: Told) -> None:
    assert "QTableView" in first_paint.made
    assert "QStyle" not in first_paint.made


def test_the_169_gradients_of_a_filled_rectangle_are_not_made(first_paint: Told) -> None:
    assert "QPainter" in first_paint.made
    assert "QGradient" not in first_paint.made
