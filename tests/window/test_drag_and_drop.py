"""What is dragged with a real pointer: files of another program onto the window, people of the list onto a ring."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.window.conftest import Desktop, read_until

HERE = Path(__file__).parent


def move(desktop: Desktop, start: tuple[int, int], end: tuple[int, int]) -> None:
    """In steps, as a hand does it: a drag begins and is followed by moves, not by a jump."""
    (left, top), (x, y) = start, end
    for step in range(1, 11):
        desktop.pointer("mousemove", left + (x - left) * step // 10, top + (y - top) * step // 10, "sleep", "0.05")


@pytest.mark.desktop
@pytest.mark.parametrize("onto", ["field", "list"])
def test_files_and_a_folder_dropped_with_the_pointer_are_read(desktop: Desktop, tmp_path: Path, onto: str) -> None:
    archive, folder = tmp_path / "LinkedIn archive.zip", tmp_path / "cards"
    archive.touch()
    folder.mkdir()
    window = desktop.python(str(HERE / "show_window.py"), str(tmp_path / "relate.db"))
    places = json.loads(read_until(window, "stands").removeprefix("stands "))
    files = desktop.python(str(HERE / "drag_files.py"), str(archive), str(folder))
    read_until(files, "stands")
    x, y = places[onto]
    desktop.pointer("mousemove", 1150, 450, "mousedown", 1)
    move(desktop, (1150, 450), (x, y))
    desktop.pointer("sleep", "0.3", "mouseup", 1)
    dropped = json.loads(read_until(window, "dropped").removeprefix("dropped "))
    assert dropped == [str(archive), str(folder)]
    assert read_until(files, "ended") == "ended CopyAction"


@pytest.mark.desktop
def test_somebody_of_the_list_lingers_over_circles_and_is_let_go_on_a_ring(desktop: Desktop, tmp_path: Path) -> None:
    window = desktop.python(str(HERE / "show_window.py"), str(tmp_path / "relate.db"))
    places = json.loads(read_until(window, "stands").removeprefix("stands "))
    desktop.pointer("mousemove", *places["person"], "mousedown", 1)
    move(desktop, places["person"], places["circles"])
    middle = json.loads(read_until(window, "middle").removeprefix("middle "))
    move(desktop, places["circles"], middle)
    desktop.pointer("sleep", "0.3", "mouseup", 1)
    assert read_until(window, "placed") == "placed 5"
