"""The standalone program, as RELATE_BUNDLE names its folder; without it nothing here is collected."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

collect_ignore_glob = [] if os.environ.get("RELATE_BUNDLE") else ["test_*.py"]


@pytest.fixture(scope="session")
def bundle() -> Path:
    """The folder of the bundle."""
    return Path(os.environ["RELATE_BUNDLE"])
