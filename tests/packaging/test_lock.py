"""requirements.lock: every library exactly, by its hashes, from wherever the machine gets its packages."""

from __future__ import annotations

import re
import tomllib

import environment
import make_lock

LOCK = environment.LOCK.read_text(encoding="utf-8")
RUN = make_lock.entries(environment.locked(LOCK, development=False))
WHOLE = make_lock.entries(LOCK)
PROJECT = tomllib.loads((environment.ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def canonical(requirement: str) -> str:
    """The index's name of what a line of pyproject.toml asks for."""
    return re.split(r"[<>=;\s\[]", requirement)[0].lower().replace("_", "-")


def test_every_line_is_a_comment_a_pinned_version_or_a_hash() -> None:
    line = re.compile(r"#.*||[a-z0-9-]+==[\w.!]+( ; [^\\]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
    assert [text for text in LOCK.splitlines() if not line.fullmatch(text)] == []


def test_every_library_has_its_hashes() -> None:
    assert [name for name, text in WHOLE.items() if "--hash=sha256:" not in text] == []


def test_no_address_and_no_folder_of_a_machine_is_written_down() -> None:
    assert re.findall(r"https?:|file:|--index|--find-links|\.whl|@ ", LOCK) == []


def test_the_first_part_has_all_that_running_needs_and_none_of_the_tools() -> None:
    assert {canonical(asked) for asked in PROJECT["project"]["dependencies"]} <= RUN.keys()
    assert not {"pytest", "ruff", "mypy", "pyinstaller", "hypothesis"} & RUN.keys()


def test_the_whole_has_all_that_testing_and_bundling_need() -> None:
    assert {canonical(asked) for asked in PROJECT["dependency-groups"]["dev"]} <= WHOLE.keys()


def test_qt_stays_below_the_version_that_aborts_on_python_3_11() -> None:
    pinned = re.match(r"pyside6-essentials==(\d+)\.(\d+)\.(\d+)", WHOLE["pyside6-essentials"])
    assert pinned
    assert (6, 11, 3) <= tuple(int(part) for part in pinned.groups()) < (6, 12)


def test_what_brings_gpl_only_libraries_is_not_among_them() -> None:
    assert not {"pyside6", "pyside6-addons", "unidecode", "pyqt6"} & WHOLE.keys()


def test_a_library_of_both_parts_stands_once_under_the_wider_condition() -> None:
    run = "packaging==26.3 ; sys_platform == 'win32' \\\n    --hash=sha256:aa\npeewee==4.5.3 \\\n    --hash=sha256:bb\n"
    everything = run.replace(" ; sys_platform == 'win32'", "") + "ruff==1 \\\n    --hash=sha256:cc\n"
    text = make_lock.lock_text(run, everything)
    first, _, rest = text.partition(environment.DEVELOPMENT)
    assert text.count("packaging==26.3") == 1
    assert "win32" not in text
    assert "peewee==4.5.3" in first
    assert "ruff==1" in rest
