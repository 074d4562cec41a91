"""What a stranger is told when the machine lacks something."""

from __future__ import annotations

import sys

import pytest

import machine

CURSOR = machine.Need("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor")
SHAPE = machine.Need("libxcb-shape.so.0", "libxcb-shape0", "libxcb", "libxcb")
XKB = machine.Need("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb", "libxcb")

BARE_DEBIAN_NEEDS = (
    "libglib2.0-0 libgl1 libegl1 libfontconfig1 libxkbcommon0 libdbus-1-3 libxcb-cursor0 libxcb-icccm4 "
    "libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0 libwayland-cursor0"
)


def test_only_what_the_loader_does_not_find_is_missing() -> None:
    assert machine.missing([CURSOR, SHAPE], {"libxcb-shape.so.0"}.__contains__) == [CURSOR]


def test_a_library_that_no_system_has_does_not_load() -> None:
    assert not machine.loads("libnobody-has-this.so.7")


@pytest.mark.parametrize(
    ("manager", "line"),
    [
        ("apt", "apt-get install -y libxcb-cursor0 libxcb-shape0"),
        ("dnf", "dnf install xcb-util-cursor libxcb"),
        ("pacman", "pacman -S --needed xcb-util-cursor libxcb"),
    ],
)
def test_each_package_manager_has_its_exact_line(manager: str, line: str) -> None:
    assert machine.install_line([CURSOR, SHAPE], manager, root=True) == line
    assert machine.install_line([CURSOR, SHAPE], manager, root=False) == "sudo " + line


def test_a_package_that_brings_two_libraries_is_named_once() -> None:
    assert machine.packages([SHAPE, XKB, CURSOR], "dnf") == ["libxcb", "xcb-util-cursor"]


def test_what_to_do_names_the_libraries_and_the_line() -> None:
    said = machine.what_to_do([CURSOR], "dnf", root=False)
    assert "libxcb-cursor.so.0" in said
    assert "\n    sudo dnf install xcb-util-cursor\n" in said


def test_an_unknown_system_is_told_the_names_of_the_libraries() -> None:
    said = machine.what_to_do([CURSOR, SHAPE], "", root=False)
    assert "libxcb-cursor.so.0, libxcb-shape.so.0" in said
    assert "install -y" not in said


@pytest.mark.parametrize(("program", "name"), [("apt-get", "apt"), ("dnf", "dnf"), ("pacman", "pacman"), ("apk", "")])
def test_the_package_manager_is_known_by_its_program(program: str, name: str) -> None:
    assert machine.manager(lambda asked: asked == program) == name


def test_a_debian_python_without_ensurepip_needs_the_package_of_its_own_version() -> None:
    [need] = machine.venv_need(lambda module: module != "ensurepip")
    assert need.apt == f"python{sys.version_info.major}.{sys.version_info.minor}-venv"


def test_a_whole_python_needs_nothing() -> None:
    assert machine.venv_need(lambda _module: True) == []


def test_all_that_bare_debian_lacks_is_looked_for() -> None:
    assert set(BARE_DEBIAN_NEEDS.split()) <= set(machine.packages(machine.LIBRARIES, "apt"))


def test_no_library_is_looked_for_twice() -> None:
    probes = [need.probe for need in machine.LIBRARIES]
    assert len(probes) == len(set(probes))


@pytest.mark.parametrize(
    ("libc", "words"),
    [("glibc 2.36", ""), ("glibc 2.34", ""), ("glibc 2.31", "glibc 2.34 or newer"), ("", "GNU C library")],
)
def test_a_linux_that_qt_has_no_build_for_is_told_so(libc: str, words: str) -> None:
    said = machine.wrong_system(libc)
    assert (words in said) if words else said == ""
