"""Files dragged from another program with a real pointer, onto parts of the window that would like to have them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.window.conftest import Desktop, read_until

HERE = Path(__file__).parent


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
    # In steps, as a hand does it: a drag begins and is followed by moves, not by a jump.
    for step in range(1, 11):
        desktop.pointer("mousemove", 1150 + (x - 1150) * step // 10, 450 + (y - 450) * step // 10, "sleep", "0.05")
    desktop.pointer("sleep", "0.3", "mouseup", 1)
    dropped = json.loads(read_until(window, "dropped").removeprefix("dropped "))
    assert dropped == [str(archive), str(folder)]
    assert read_until(files, "ended") == "ended CopyAction"
