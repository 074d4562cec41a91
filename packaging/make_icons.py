"""Make the application's icon in every form a system asks for, out of the drawings in resources/icon.

.venv/bin/python packaging/make_icons.py
"""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

from environment import ROOT

FOLDER = ROOT / "resources" / "icon"
SMALL = 24
"""Up to this many pixels the drawing with fewer strokes is taken."""
PNG_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
ICO_SIZES = (16, 24, 32, 48, 64, 256)
ICNS_TYPES = {b"icp4": 16, b"icp5": 32, b"icp6": 64, b"ic07": 128, b"ic08": 256, b"ic09": 512}
"""Apple's names for pictures of that many pixels, each a whole PNG."""


def png(drawing: Path, size: int) -> bytes:
    """`drawing`, an SVG, as a PNG of `size` × `size` pixels on nothing."""
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(drawing)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # a format is a str, whatever the stub says
    return bytes(buffer.data().data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """A Windows icon of PNGs by their size in pixels (256 is written as 0)."""
    head = struct.pack("<HHH", 0, 1, len(pictures))
    offset = len(head) + 16 * len(pictures)
    entries = b""
    for size, data in pictures.items():
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(data), offset)
        offset += len(data)
    return head + entries + b"".join(pictures.values())


def icns(pictures: dict[bytes, bytes]) -> bytes:
    """An Apple icon of PNGs by their type."""
    body = b"".join(kind + struct.pack(">I", 8 + len(data)) + data for kind, data in pictures.items())
    return b"icns" + struct.pack(">I", 8 + len(body)) + body


def main() -> int:
    """Draw and write all of them; the exit status."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication

    application = QGuiApplication(sys.argv[:1])
    drawn = {
        size: png(FOLDER / ("relate-small.svg" if size <= SMALL else "relate.svg"), size)
        for size in sorted({*PNG_SIZES, *ICO_SIZES, *ICNS_TYPES.values()})
    }
    for size in PNG_SIZES:
        FOLDER.joinpath(f"relate-{size}.png").write_bytes(drawn[size])
    FOLDER.joinpath("relate.ico").write_bytes(ico({size: drawn[size] for size in ICO_SIZES}))
    FOLDER.joinpath("relate.icns").write_bytes(icns({kind: drawn[size] for kind, size in ICNS_TYPES.items()}))
    application.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
