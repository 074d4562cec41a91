"""Whatever Python a test starts has no internet either: this folder leads its PYTHONPATH (tests/conftest.py)."""

import _socket
import sys

# Windows has no pair of sockets but over its own address.
_INTERNET = () if sys.platform == "win32" else (_socket.AF_INET, _socket.AF_INET6)


def _refuse(event, arguments):
    if event == "socket.__new__" and arguments[1] in _INTERNET:
        raise AssertionError("a program of a test reached for the network")


sys.addaudithook(_refuse)
