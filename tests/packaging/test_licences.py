"""Whoever gets the bundle gets the licences of what is in it."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import environment
import licences
import make_lock


def test_every_library_that_running_needs_brings_its_licence() -> None:
    lock = environment.locked(environment.LOCK.read_text(encoding="utf-8"), development=False)
    without = []
    for name in make_lock.entries(lock):
        try:
            version(name)
        except PackageNotFoundError:
            continue  # of another system
        if not licences.of_library(name):
            without.append(name)
    assert without == []


def test_qt_comes_with_the_lgpl_the_gpl_it_adds_to_and_how_to_replace_it() -> None:
    names = {Path(source).name: Path(source) for source, _ in licences.collected(["pyside6-essentials"])}
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in names["LGPL-3.txt"].read_text(encoding="utf-8")
    assert "GNU GENERAL PUBLIC LICENSE" in names["GPL-3.txt"].read_text(encoding="utf-8")
    assert "may be replaced" in names["Qt.txt"].read_text(encoding="utf-8")


def test_python_itself_comes_with_its_licence() -> None:
    assert licences.of_python()


def test_no_text_takes_the_place_of_another() -> None:
    places = [f"{folder}/{Path(source).name}" for source, folder in licences.collected()]
    assert len(places) == len(set(places))


def test_each_library_has_a_folder_of_its_own() -> None:
    assert {folder for _, folder in licences.collected(["peewee"])} == {"licences/peewee", "licences/python"}
