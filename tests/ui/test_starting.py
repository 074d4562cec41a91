"""How the program begins: the window or a command, which library, and what is said when neither can be."""

from __future__ import annotations

import ast
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from relate.desktop.shared_libraries import complaint, missing
from relate.invocation import wants_window
from relate.services.library import Library
from relate.starting import read_options, start_log
from relate.ui.background import Background

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "argv",
    [[], ["--demo"], ["--library", "my.db"], ["--library=my.db", "--minimized"], ["--smoke"], [str(ROOT / "LICENSE")]],
)
def test_no_command_opens_the_window(argv: list[str]) -> None:
    assert wants_window(argv)


@pytest.mark.parametrize(
    "argv",
    [
        ["people"], ["--library", "my.db", "people"], ["import", str(ROOT / "LICENSE")], ["--help"], ["nonsense"],
        ["--library"], [str(ROOT / "no such file.zip")], ["tests"],
    ],
)  # fmt: skip
def test_everything_else_belongs_to_the_command_line(argv: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert not wants_window(argv)


def test_the_command_line_does_not_load_qt() -> None:
    code = "import sys; from relate.__main__ import main; main(['--help']); print('PySide6' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=60, check=True
    )
    assert done.stdout.strip().endswith("False")


def test_a_demo_is_thrown_away_but_a_named_library_is_kept(tmp_path: Path) -> None:
    with ExitStack() as until_the_end:
        demo = read_options(["--demo"], until_the_end)
        assert demo.throw_away
        assert demo.library.parent.is_dir()
    assert not demo.library.parent.exists()
    with ExitStack() as until_the_end:
        named = read_options(["--demo", "--library", str(tmp_path / "kept.db")], until_the_end)
    assert not named.throw_away
    assert named.library == tmp_path / "kept.db"


def test_a_library_that_is_not_there_is_said_by_its_name() -> None:
    def load(name: str) -> object:
        if "icccm" in name:
            raise OSError(name)
        return None

    assert missing(["libGL.so.1", "libxcb-icccm.so.4"], load) == ["libxcb-icccm.so.4"]
    if sys.platform.startswith("linux"):
        assert "libxcb-icccm.so.4" in complaint({"DISPLAY": ":0"}, load)
        assert complaint({"QT_QPA_PLATFORM": "offscreen"}, load) == ""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="DISPLAY is of X11 and Wayland")
def test_no_screen_is_a_sentence() -> None:
    assert complaint({}).startswith("There is no screen here")


def test_smoke_shows_made_up_people_and_leaves_nothing_behind(tmp_path: Path) -> None:
    home = tmp_path / "home"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "RELATE_HOME": str(home), "TMPDIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "relate", "--smoke"],
        capture_output=True, text=True, cwd=ROOT, timeout=150, check=False, env=environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.rpartition("smoke ok")[1]
    assert not list(tmp_path.glob("relate-*"))
    assert not (home / "relate.db").exists()


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The log of the program, as its start opens it."""
    monkeypatch.setenv("RELATE_HOME", str(tmp_path / "home"))
    root, own = logging.getLogger(), logging.getLogger("relate")
    before, level = list(root.handlers), own.level
    start_log()
    yield tmp_path / "home" / "logs" / "relate.log"
    for handler in [one for one in root.handlers if one not in before]:
        root.removeHandler(handler)
        handler.close()
    own.setLevel(level)


def test_the_log_tells_where_it_went_wrong_and_names_nobody(
    log: Path, qtbot: QtBot, expected_log: list[str], library: Library, background: Background
) -> None:
    expected_log += ["something went wrong", "Ana Duarte"]

    def broken() -> None:
        try:
            raise ValueError("Ana Duarte, ana@farol.example")
        except ValueError as problem:
            raise RuntimeError("she wrote: see you in Lisbon") from problem

    with qtbot.waitSignal(background.bridge.failed) as said:
        background.run(broken)
    assert "Lisbon" not in str(said.args)
    logging.getLogger("some.library").warning("cannot read Ana Duarte")
    text = log.read_text()
    assert "builtins.RuntimeError" in text
    assert "builtins.ValueError" in text
    assert "some.library" in text
    for word in ("Ana", "farol", "Lisbon", str(Path.home())):
        assert word not in text
    if os.name == "posix":
        assert log.stat().st_mode & 0o077 == 0


def test_no_message_of_the_log_is_put_together_from_what_an_export_says() -> None:
    """Each is a constant; what is filled in is the kind of an error."""
    calls = [
        (path.name, call)
        for path in (ROOT / "relate").rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id in ("log", "logger")
        and call.func.attr in ("debug", "info", "warning", "error", "exception", "critical")
    ]
    assert len(calls) >= 4
    for name, call in calls:
        assert isinstance(call.args[0], ast.Constant), name
        assert all(ast.unparse(one).endswith("__class__.__name__") for one in call.args[1:]), name
