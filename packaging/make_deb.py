"""Make a Debian package of a finished bundle: dist/relate_VERSION_ARCHITECTURE.deb.

.venv/bin/python packaging/make_deb.py dist/relate
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from environment import ROOT
from machine import LIBRARIES, OLDEST_GLIBC, has_program, packages
from make_icons import PNG_SIZES
from trim import SYSTEM_LIBRARIES

RESOURCES = ROOT / "resources"


def depends() -> list[str]:
    """The packages that bring what the bundle leaves to the system."""
    left_out = [need for need in LIBRARIES if SYSTEM_LIBRARIES.match(need.probe)]
    return [f"libc6 (>= {'.'.join(map(str, OLDEST_GLIBC))})", "libstdc++6", *packages(left_out, "apt")]


def control(version: str, architecture: str, kilobytes: int) -> str:
    """What dpkg has to know."""
    return (
        f"Package: relate\nVersion: {version}\nArchitecture: {architecture}\nInstalled-Size: {kilobytes}\n"
        "Maintainer: Relate contributors\nSection: misc\nPriority: optional\n"
        f"Depends: {', '.join(depends())}\n"
        "Description: keeps the relationships that social networks start\n"
        " Relate turns the archives that the networks already owe you into one list of\n"
        " people and one timeline, and each day names the few people worth reaching out\n"
        " to. Nothing leaves the computer.\n"
    )


def lay_out(bundle: Path, root: Path) -> None:
    """Put everything below `root` where Debian wants it."""
    shutil.copytree(bundle, root / "usr/lib/relate", symlinks=True)
    files = {
        RESOURCES / "linux/relate.desktop": "usr/share/applications",
        RESOURCES / "linux/io.github.relate.Relate.metainfo.xml": "usr/share/metainfo",
        RESOURCES / "icon/relate.svg": "usr/share/icons/hicolor/scalable/apps",
        RESOURCES / "icon/relate-symbolic.svg": "usr/share/icons/hicolor/symbolic/apps",
    }
    for source, place in files.items():
        (root / place).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, root / place / source.name)
    for size in PNG_SIZES:
        folder = root / f"usr/share/icons/hicolor/{size}x{size}/apps"
        folder.mkdir(parents=True)
        shutil.copyfile(RESOURCES / f"icon/relate-{size}.png", folder / "relate.png")
    documents = root / "usr/share/doc/relate"
    documents.mkdir(parents=True)
    shutil.copyfile(ROOT / "LICENSE", documents / "copyright")
    (root / "usr/bin").mkdir()
    (root / "usr/bin/relate").symlink_to("../lib/relate/relate")


def main(bundle: Path) -> int:
    """Make the package beside the bundle; the exit status."""
    if not has_program("dpkg-deb"):
        print("A Debian package is made on Debian or Ubuntu: this machine has no dpkg-deb.", file=sys.stderr)
        return 1
    from relate import __version__

    architecture = subprocess.run(["dpkg", "--print-architecture"], check=True, capture_output=True, text=True).stdout
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "package"
        root.mkdir(mode=0o755)
        lay_out(bundle, root)
        kilobytes = sum(path.lstat().st_size for path in root.rglob("*")) // 1024
        (root / "DEBIAN").mkdir()
        (root / "DEBIAN/control").write_text(control(__version__, architecture.strip(), kilobytes), encoding="utf-8")
        package = bundle.parent / f"relate_{__version__}_{architecture.strip()}.deb"
        subprocess.run(["dpkg-deb", "--root-owner-group", "--build", root, package], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
