"""Whether a library lies on another machine, where SQLite's log cannot be relied on: sqlite.org/wal.html, point 2."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

NETWORK = re.compile(
    r"nfs\d?|cifs|smb\w*|afs|afpfs|ncpfs|ceph|glusterfs|lustre|9p|davfs\d?|webdav"
    r"|fuse\.(?:sshfs|rclone|gvfsd-fuse|s3fs|davfs\d?|glusterfs|google-drive-ocamlfuse|onedriver)"
)
"""File systems whose files are elsewhere, by the names that Linux and macOS give them."""

_OCTAL = re.compile(r"\\([0-7]{3})")
_LINUX = re.compile(r"^(?:\S+ ){4}(?P<at>\S+) .*? - (?P<kind>\S+) ", re.MULTILINE)
_MACOS = re.compile(r"^.*? on (?P<at>/.*) \((?P<kind>[^,)]+)", re.MULTILINE)


def is_on_network(path: Path) -> bool:
    """Whether the folder of `path` is another machine's. False where that cannot be told."""
    try:
        if sys.platform == "win32":
            return _on_windows(path)
        if sys.platform == "darwin":
            said = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False, timeout=5)
            return lies_on_network(path.parent.resolve(), said.stdout)
        return lies_on_network(path.parent.resolve(), Path("/proc/self/mountinfo").read_text(encoding="utf-8"))
    except (OSError, ValueError, subprocess.SubprocessError):
        return False


def lies_on_network(folder: Path, mounts: str) -> bool:
    """The same, by the system's list of what is mounted where: Linux's mountinfo or macOS's `mount`."""
    found = _LINUX.finditer(mounts) if " - " in mounts else _MACOS.finditer(mounts)
    best, kind = -1, ""
    for one in found:
        at = _OCTAL.sub(lambda code: chr(int(code[1], 8)), one["at"])
        if (at == "/" or folder == Path(at) or Path(at) in folder.parents) and len(at) >= best:
            best, kind = len(at), one["kind"]
    return NETWORK.fullmatch(kind) is not None


def _on_windows(path: Path) -> bool:
    import ctypes

    drive = os.path.splitdrive(path.absolute())[0]
    remote = 4  # DRIVE_REMOTE of GetDriveTypeW
    kind = ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\")  # type: ignore[attr-defined,unused-ignore]
    return drive.startswith("\\\\") or bool(kind == remote)
