"""Where the files are that come with Relate: icons, style, the made-up people."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import relate


def resource(name: str) -> Path:
    """The path of a file or folder below resources/, in a checkout, an installed wheel or a frozen bundle."""
    return _folder() / name


@cache
def _folder() -> Path:
    package = Path(relate.__file__).parent
    installed = package / "resources"
    return installed if installed.exists() else package.parent / "resources"
