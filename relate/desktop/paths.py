"""Where things are kept on this machine. Every folder made here is private to the user (trust.md)."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import appdirs

NAME = "Relate"
HOME_VARIABLE = "RELATE_HOME"
"""When set, every folder lies below the one it names: for tests, and for a library on a stick."""
LIBRARY_FILE = "relate.db"


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders of one user on one machine; none of them needs to exist yet."""

    data: Path
    logs: Path
    autostart: Path
    """Where a Linux desktop looks for what it starts at login; elsewhere a folder nobody reads."""

    @property
    def library(self) -> Path:
        return self.data / LIBRARY_FILE

    @property
    def backups(self) -> Path:
        return self.data / "backups"


def folders(environment: Mapping[str, str] = os.environ) -> Folders:
    """The folders that appdirs names, or all below RELATE_HOME when that is set."""
    home = environment.get(HOME_VARIABLE, "")
    if home:
        root = Path(home).expanduser().absolute()
        return Folders(root, root / "logs", root / "autostart")
    # On Linux the name is lower case, as the desktop entry and the icon are.
    name = NAME.lower() if sys.platform.startswith("linux") else NAME
    return Folders(
        Path(appdirs.user_data_dir(name, appauthor=False)),
        Path(appdirs.user_log_dir(name, appauthor=False)),
        Path(appdirs.user_config_dir("autostart", appauthor=False)),
    )


def private_folder(folder: Path) -> Path:
    """The folder, made when missing, readable by nobody else under any umask.

    A folder that was there before is closed to others only when it is the user's own; a shared one
    (the library beside other files on a stick) keeps its mode: the files inside are 0600 by themselves.
    """
    missing = not folder.exists()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.name == "posix" and (missing or folder == folders().data):
        folder.chmod(0o700)
    return folder


def frozen() -> bool:
    """Whether this is the standalone program and not Python running the source."""
    return bool(getattr(sys, "frozen", False))
