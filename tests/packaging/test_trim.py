"""What the bundle leaves out."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

import trim


def places(entries: Iterable[trim.Entry]) -> list[str]:
    return [place for place, _, _ in entries]


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/lib/libQt6VirtualKeyboard.so.6",
        "PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so",
        "PySide6\\Qt6Charts.dll",
        "PySide6/Qt/lib/QtGraphs.framework/Versions/A/QtGraphs",
        "libreadline.so.8",
        "python3.11/lib-dynload/readline.cpython-311-x86_64-linux-gnu.so",
        "python3.11/lib-dynload/_gdbm.cpython-311-x86_64-linux-gnu.so",
    ],
)
def test_nothing_that_is_gpl_only_comes_along(place: str) -> None:
    assert not trim.belongs(place, ())


@pytest.mark.parametrize("platform", ["libqxcb.so", "libqwayland.so", "libqoffscreen.so", "libqminimal.so"])
def test_every_screen_that_linux_has_stays(platform: str) -> None:
    assert trim.belongs(f"PySide6/Qt/plugins/platforms/{platform}", ())


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/plugins/platforms/libqvnc.so",
        "PySide6/Qt/plugins/sqldrivers/libqsqlpsql.so",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6\\plugins\\tls\\qopensslbackend.dll",
        "PySide6/Qt/qml/QtQuick/Controls/libplugin.so",
    ],
)
def test_plugins_that_relate_never_loads_stay_away(place: str) -> None:
    assert not trim.belongs(place, ())


def test_icons_can_be_drawn() -> None:
    assert trim.belongs("PySide6/Qt/plugins/iconengines/libqsvgicon.so", ())
    assert trim.belongs("PySide6\\plugins\\imageformats\\qsvg.dll", ())


def test_the_libraries_of_drivers_and_fonts_are_the_machines_own() -> None:
    assert not trim.belongs("libGL.so.1", ())
    assert not trim.belongs("libfontconfig.so.1", ())
    assert not trim.belongs("libxcb.so.1", ())
    assert trim.belongs("libxcb-cursor.so.0", ())
    assert trim.belongs("libpython3.11.so.1.0", ())


def test_qt_speaks_only_the_languages_that_relate_speaks() -> None:
    assert trim.belongs("PySide6/Qt/translations/qtbase_de.qm", {"de"})
    assert not trim.belongs("PySide6/Qt/translations/qtbase_fr.qm", {"de"})
    assert trim.belongs("resources/translations/relate_fr.qm", {"de"})


def test_a_library_goes_with_the_last_that_asked_for_it() -> None:
    theme = ("PySide6/Qt/plugins/platformthemes/libqgtk3.so", "gtk3", "BINARY")
    platform = ("PySide6/Qt/plugins/platforms/libqxcb.so", "xcb", "BINARY")
    entries = [theme, platform, ("libgtk-3.so.0", "gtk", "BINARY"), ("libcairo.so.2", "cairo", "BINARY"),
               ("libxcb-cursor.so.0", "cursor", "BINARY"), ("libxcb-image.so.0", "image", "BINARY")]  # fmt: skip
    links = {"gtk3": ["libgtk-3.so.0"], "gtk": ["libcairo.so.2"], "xcb": ["libxcb-cursor.so.0"],
             "cursor": ["libxcb-image.so.0"]}  # fmt: skip
    kept = trim.trimmed(entries, (), lambda file: links.get(file, ()))
    assert places(kept) == [platform[0], "libxcb-cursor.so.0", "libxcb-image.so.0"]


def test_a_link_goes_with_the_library_it_points_to() -> None:
    core, qml = "PySide6/Qt/lib/libQt6Core.so.6", "PySide6/Qt/lib/libQt6Qml.so.6"
    entries = [
        ("PySide6/QtCore.abi3.so", "module", "EXTENSION"),
        (core, "core", "BINARY"),
        (qml, "qml", "BINARY"),
        ("libQt6Core.so.6", core, "SYMLINK"),
        ("libQt6Qml.so.6", qml, "SYMLINK"),
    ]
    kept = trim.trimmed(entries, (), lambda file: ["libQt6Core.so.6"] if file == "module" else [])
    assert places(kept) == ["PySide6/QtCore.abi3.so", core, "libQt6Core.so.6"]


def test_capitals_do_not_matter_to_what_is_asked_for() -> None:
    entries = [("python311.dll", "python", "BINARY"), ("VCRUNTIME140.dll", "runtime", "BINARY")]
    kept = trim.trimmed(entries, (), lambda file: ["vcruntime140.dll"] if file == "python" else [])
    assert kept == entries


def test_a_framework_of_macos_stays_or_goes_as_a_whole() -> None:
    def framework(name: str) -> list[trim.Entry]:
        folder = f"PySide6/Qt/lib/{name}.framework"
        return [
            (f"{folder}/Versions/A/{name}", name, "BINARY"),
            (f"{folder}/Versions/A/Resources/Info.plist", "plist", "DATA"),
            (f"{folder}/Versions/Current", "A", "SYMLINK"),
            (f"{folder}/{name}", f"Versions/Current/{name}", "SYMLINK"),
        ]

    module: trim.Entry = ("PySide6/QtCore.abi3.so", "module", "EXTENSION")
    entries = [module, *framework("QtCore"), *framework("QtQml")]
    kept = trim.trimmed(entries, (), lambda file: ["QtCore"] if file == "module" else [])
    assert kept == [module, *framework("QtCore")]


def test_python_itself_and_the_resources_are_asked_for_by_nobody_and_stay() -> None:
    entries = [("libpython3.11.so.1.0", "python", "BINARY"), ("resources/icon/relate.svg", "icon", "DATA")]
    assert trim.trimmed(entries, (), lambda _file: ()) == entries
