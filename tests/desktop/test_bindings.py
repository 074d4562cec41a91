"""What the bindings of Qt leave for later is there as soon as anybody asks for it, and says the same."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from relate.desktop.bindings import LATER

ROOT = Path(__file__).parents[2]
ASKED = """
import builtins, json, sys
before = builtins.__import__
if sys.argv[1] == "relate":
    from relate.desktop.bindings import load_bindings
    load_bindings()
else:
    import PySide6.QtCore
from PySide6.QtCore import QObject, QPoint

def compiled(module):
    return "__file__" in vars(sys.modules[module])

def said(wrong):
    try:
        wrong()
    except TypeError as problem:
        return str(problem)

first = sys.argv[2]
told = {"after loading": sorted(filter(compiled, filter(lambda one: one.startswith("shibokensupport"), sys.modules)))}
if first == "wrong call":
    told["said"] = [said(lambda: QPoint("a", "b")), said(lambda: QObject().setProperty(3)), said(lambda: QPoint(z=1))]
elif first == "signature":
    from shiboken6 import Shiboken
    from PySide6.support.signature import get_signature
    told["said"] = str(get_signature(QPoint.setX))
elif first == "help":
    told["said"] = QPoint.setX.__doc__
elif first == "stubs":
    from shibokensupport.signature.lib.pyi_generator import Formatter
    import PySide6.support.signature.lib.pyi_generator as offered
    told["said"] = [Formatter.__qualname__, offered.Formatter is Formatter, offered.__spec__.name]
told["own import"] = builtins.__import__ is before
print(json.dumps(told))
"""


def _asked(whose: str, first: str) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", ASKED, whose, first], capture_output=True, text=True, timeout=60, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, object] = json.loads(done.stdout)
    return told


@pytest.mark.parametrize("first", ["wrong call", "signature", "help", "stubs"])
def test_whatever_is_asked_first_is_answered_as_the_bindings_do_by_themselves(first: str) -> None:
    ours, theirs = _asked("relate", first), _asked("bindings", first)
    assert ours["said"] == theirs["said"]
    assert theirs["said"] or first == "help", "which Python 3.13 has none of"


def test_until_then_nothing_of_it_is_compiled() -> None:
    told = _asked("relate", "nothing")
    later = {f"{package}.{name}" for package, names in LATER.items() for name in names}
    assert isinstance(told["after loading"], list)
    assert later.isdisjoint(told["after loading"])
    assert "shibokensupport.signature.loader" in told["after loading"]
    assert told["own import"]
    by_themselves = _asked("bindings", "nothing")["after loading"]
    assert isinstance(by_themselves, list)
    assert later <= set(by_themselves)
