"""The environment of a checkout: made once, known by its stamp, never half."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import environment

RUN = "peewee==4.5.3 \\\n    --hash=sha256:00\n"
WHOLE = f"{RUN}\n{environment.DEVELOPMENT}\nruff==0.17.6 \\\n    --hash=sha256:11\n"


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """The folder of an environment that has the whole lock, as its stamp says."""
    folder = tmp_path / ".venv"
    environment.python(folder).parent.mkdir(parents=True)
    environment.python(folder).touch()
    (folder / "relate.stamp").write_text(environment.stamp_text(WHOLE, tmp_path), encoding="utf-8")
    return folder


def test_running_needs_only_the_first_part_of_the_lock() -> None:
    assert "peewee" in environment.locked(WHOLE, development=False)
    assert "ruff" not in environment.locked(WHOLE, development=False)
    assert environment.locked(WHOLE, development=True) == WHOLE


def test_an_environment_with_everything_is_ready_to_run_and_to_test(made: Path) -> None:
    assert environment.is_ready(environment.locked(WHOLE, development=False), made, made.parent)
    assert environment.is_ready(WHOLE, made, made.parent)


def test_an_environment_to_run_is_not_ready_to_test(made: Path) -> None:
    run = environment.locked(WHOLE, development=False)
    (made / "relate.stamp").write_text(environment.stamp_text(run, made.parent), encoding="utf-8")
    assert environment.is_ready(run, made, made.parent)
    assert not environment.is_ready(WHOLE, made, made.parent)


def test_a_new_lock_makes_an_environment_stale(made: Path) -> None:
    assert not environment.is_ready(WHOLE.replace("4.5.3", "4.5.4"), made, made.parent)


def test_another_python_makes_an_environment_stale(made: Path) -> None:
    stamp = made / "relate.stamp"
    stamp.write_text(stamp.read_text(encoding="utf-8").replace("3.", "2.", 1), encoding="utf-8")
    assert not environment.is_ready(WHOLE, made, made.parent)


def test_a_moved_checkout_makes_its_environment_stale(made: Path) -> None:
    assert not environment.is_ready(WHOLE, made, made.parent / "elsewhere")


def test_an_environment_without_a_stamp_is_not_ready(made: Path) -> None:
    (made / "relate.stamp").unlink()
    assert not environment.is_ready(WHOLE, made, made.parent)


def test_an_environment_whose_python_went_is_not_ready(made: Path) -> None:
    environment.python(made).unlink()
    assert not environment.is_ready(WHOLE, made, made.parent)


def test_a_first_start_without_a_connection_says_so_in_one_sentence() -> None:
    said = (
        "WARNING: Retrying after NewConnectionError('…')\nERROR: No matching distribution found for anyascii==0.3.3\n"
    )
    why = environment.why_failed(said, Path("install.log"))
    assert "out of reach" in why
    assert "anyascii" not in why
    assert "install.log" in why


def test_any_other_failure_is_told_by_its_errors() -> None:
    why = environment.why_failed(
        "Collecting peewee\nERROR: THESE PACKAGES DO NOT MATCH THE HASHES\n", Path("install.log")
    )
    assert "DO NOT MATCH" in why
    assert "Collecting" not in why


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("  Downloading pyside6_essentials-6.11.3-cp310-abi3-manylinux_2_34_x86_64.whl (80.3 MB)", "6.11.3 (80.3 MB)"),
        ("  Using cached anyascii-0.3.3-py3-none-any.whl (345 kB)", "0.3.3"),
        ("Processing ./some/folder/numpy-2.4.6-cp311-cp311-win_amd64.whl (from -r x (line 3))", "2.4.6"),
    ],
)
def test_each_library_that_comes_is_named_with_what_is_worth_knowing(line: str, said: str) -> None:
    arrived = environment.ARRIVED.match(line)
    assert arrived
    assert " ".join(filter(None, arrived.groups()[1:])) == said


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real environment of no libraries, made in place of a broken one."""
    root = tmp_path_factory.mktemp("checkout")
    folder = root / ".venv"
    environment.python(folder).parent.mkdir(parents=True)
    environment.python(folder).write_text("not a program", encoding="utf-8")
    (root / "relate").mkdir()
    (root / "relate" / "__init__.py").touch()
    assert environment.make("# nothing\n", folder, root) == ""
    return folder


def test_a_broken_environment_is_made_anew(real: Path) -> None:
    assert environment.is_ready("# nothing\n", real, real.parent)


def test_the_first_start_finds_the_program_compiled(real: Path) -> None:
    assert list((real.parent / "relate" / "__pycache__").glob("__init__.*.pyc"))


def test_the_checkout_is_found_wherever_the_caller_stands(real: Path) -> None:
    (real.parent / "in_the_checkout.py").write_text("print('found')", encoding="utf-8")
    command = [str(environment.python(real)), "-P", "-m", "in_the_checkout"]
    found = subprocess.run(command, cwd=real.parent.parent, capture_output=True, text=True, check=True)
    assert found.stdout == "found\n"


def test_an_environment_that_works_is_installed_over_and_keeps_what_was_put_there(real: Path) -> None:
    mine = real / "put here by hand"
    mine.touch()
    assert environment.make("# another lock\n", real, real.parent) == ""
    assert mine.exists()
    assert environment.is_ready("# another lock\n", real, real.parent)


def test_a_lock_without_hashes_is_refused_and_leaves_no_stamp(
    real: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with zipfile.ZipFile(tmp_path / "nothing-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("nothing-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: nothing\nVersion: 1.0\n")
        wheel.writestr("nothing-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr("nothing-1.0.dist-info/RECORD", "")
    # An index of one file: a test has no network.
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    problem = environment.make("nothing==1.0\n", real, real.parent)
    assert "could not be installed" in problem
    assert "--require-hashes" in problem
    assert not environment.is_ready("nothing==1.0\n", real, real.parent)


def test_a_second_start_waits_while_the_first_makes_the_environment(tmp_path: Path) -> None:
    code = "import sys, pathlib, environment\nwith environment.alone(pathlib.Path(sys.argv[1])): print('alone')"
    tools = environment.ROOT / "packaging"
    with environment.alone(tmp_path):
        second = subprocess.Popen(
            [sys.executable, "-u", "-c", code, tmp_path], cwd=tools, stdout=subprocess.PIPE, text=True
        )
        assert second.stdout
        assert "waiting" in second.stdout.readline()
        assert second.poll() is None
    assert second.communicate()[0] == "alone\n"
