"""A network: no connection is ever made. The tests run without one, and so does every program that they start."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest

REACH = "import socket; socket.socket(socket.AF_INET, socket.SOCK_STREAM)"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pair of sockets without an address")


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_a_test_that_reaches_for_the_network_fails(family: socket.AddressFamily) -> None:
    with pytest.raises(AssertionError, match="network"):
        socket.socket(family)
    with pytest.raises(AssertionError, match="network"):
        socket.create_connection(("127.0.0.1", 9))


def test_a_program_that_a_test_starts_has_no_network_either() -> None:
    done = subprocess.run([sys.executable, "-c", REACH], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "reached for the network" in done.stderr
