"""The regions of the world by their two letters, as Qt's locale data names them in English."""

from __future__ import annotations

from PySide6.QtCore import QLocale


def _regions() -> dict[str, str]:
    found: dict[str, str] = {}
    for territory in QLocale.Country:
        code = QLocale.territoryToCode(territory)
        if len(code) == 2 and code.isalpha():
            found[code] = QLocale.territoryToString(territory)
    return found


REGIONS = _regions()
"""{"DE": "Germany", …}"""
