"""What holds for every test: no connection, no dialog that waits for somebody, no log record that nobody expected."""

from __future__ import annotations

import logging
import os
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.effort import NIGHTLY

# No example is timed: a machine may be busy. The gate takes the same way each time, the night looks for new ones.
settings.register_profile("gate", derandomize=True, deadline=None)
settings.register_profile("nightly", print_blob=True, deadline=None)
settings.load_profile("nightly" if NIGHTLY else "gate")

WITHOUT_NETWORK = Path(__file__).parent / "without_network"
INTERNET = frozenset({socket.AF_INET, socket.AF_INET6})


class _NoNetwork(socket.socket):
    """Sockets on this machine (a second start speaks through one) stay; the internet is not there."""

    def __init__(self, *args: Any, **named: Any) -> None:
        family = args[0] if args else named.get("family", -1)
        if (args[3:4] or [named.get("fileno")])[0] is None and (family == -1 or family in INTERNET):
            raise AssertionError("a test reached for the network")
        super().__init__(*args, **named)


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "socket", _NoNetwork)
        # The programs that tests start have none either.
        patch.setenv("PYTHONPATH", str(WITHOUT_NETWORK), prepend=os.pathsep)
        yield


@pytest.fixture(autouse=True, scope="session")
def _no_dialog_executed() -> Iterator[None]:
    """A dialog in a nested event loop would wait for a user who is not there."""
    from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QMenu, QMessageBox

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("a dialog was executed: open() it instead, the window stays alive beside it")

    with pytest.MonkeyPatch.context() as patch:
        for kind in (QDialog, QFileDialog, QInputDialog, QMessageBox):
            patch.setattr(kind, "exec", refuse)
        patch.setattr(QMenu, "exec", refuse)
        for name in ("about", "critical", "information", "question", "warning"):
            patch.setattr(QMessageBox, name, refuse)
        for name in ("getText", "getInt", "getItem"):
            patch.setattr(QInputDialog, name, refuse)
        for name in ("getOpenFileName", "getOpenFileNames", "getExistingDirectory", "getSaveFileName"):
            patch.setattr(QFileDialog, name, refuse)
        yield


class ExpectedLog(list[str]):
    """Patterns of the log messages that a test brings about on purpose."""

    def expects(self, record: logging.LogRecord) -> bool:
        return any(re.search(pattern, record.getMessage()) for pattern in self)


@pytest.fixture
def expected_log() -> ExpectedLog:
    """`expected_log.append("pattern")` in a test that provokes a warning or an error."""
    return ExpectedLog()


@pytest.fixture(autouse=True)
def _no_unexpected_log(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture, expected_log: ExpectedLog
) -> Iterator[None]:
    yield
    if "caplog" in request.node.function.__code__.co_varnames:
        return  # the test looks at the records itself
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    unexpected = [
        f"{record.levelname} {record.name}: {record.getMessage()}"
        for record in records
        if record.levelno >= logging.WARNING and not expected_log.expects(record)
    ]
    if unexpected:
        pytest.fail("unexpected log records:\n" + "\n".join(unexpected), pytrace=False)
