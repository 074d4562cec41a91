"""One running Relate per library: a lock beside the library, and a local socket through which a second start speaks.

The socket is a file (a named pipe on Windows), never a network address. A message is one JSON object each way:
{"argv": [...], "cwd": "..."} is answered by {"stdout": "...", "stderr": "...", "exit": 0}. `multiprocessing.connection`
gives the framing for both systems; only its `send_bytes` is used, so nothing is ever unpickled.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from relate.desktop.paths import private_folder

if TYPE_CHECKING:
    from multiprocessing.connection import Connection, Listener

LONGEST_REQUEST = 4_000_000
"""Bytes; a drop of ten thousand paths is well below."""
PATIENCE_SECONDS = 5.0
"""How long the running program waits for a connected client to say what it wants."""
LONGEST_SOCKET_NAME = 100
"""Bytes: the systems' limit for a socket's path is 104 to 108 with its end mark."""

LOST = "Relate was closed before it had answered; look at History before trying again."


@dataclass(frozen=True, slots=True)
class Request:
    """What a second start was asked to do, and in which folder its relative paths begin."""

    argv: tuple[str, ...]
    cwd: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the running program printed for it, and the exit status of the second start."""

    stdout: str = ""
    stderr: str = ""
    exit: int = 0


Answerer = Callable[[Request], Answer]


class SingleInstance:
    """Holds a library for this process. The lock goes with the process, however it ends."""

    def __init__(self, library: Path) -> None:
        self._library = library.absolute()
        self._lock: IO[bytes] | None = None
        self._listener: Listener | None = None
        self._thread: threading.Thread | None = None
        self._closing = threading.Event()

    def acquire(self) -> bool:
        """True when this process now is the one; False when another one holds the library."""
        if self._lock is not None:
            return True
        private_folder(self._library.parent)
        handle = os.open(lock_file(self._library), os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        lock = os.fdopen(handle, "r+b")
        if not _try_lock(lock):
            lock.close()
            return False
        self._lock = lock
        return True

    def serve(self, answer: Answerer) -> None:
        """Answers second starts from now on. `answer` is called on a thread of its own, one for each of them.

        Only after `acquire`: the lock is what makes a socket left behind by a crash safe to remove.
        """
        assert self._lock is not None
        if self._listener is not None:
            return
        self._listener = _listen(socket_address(self._library))
        self._thread = threading.Thread(
            target=self._accept, args=(self._listener, answer), name="second starts", daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        """Answers nobody any more and lets go of the library. Safe to call twice."""
        self._closing.set()
        if self._listener is not None:
            # A blocked accept wakes only when somebody knocks.
            from multiprocessing.connection import Client

            with suppress(OSError):
                Client(str(self._listener.address)).close()
            if self._thread is not None:
                self._thread.join(PATIENCE_SECONDS)
            with suppress(OSError):
                self._listener.close()
            self._listener = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _accept(self, listener: Listener, answer: Answerer) -> None:
        while not self._closing.is_set():
            try:
                connection = listener.accept()
            except OSError:
                if self._closing.is_set():
                    return
                continue
            if self._closing.is_set():
                connection.close()
                return
            threading.Thread(target=_serve_one, args=(connection, answer), name="a second start", daemon=True).start()


def ask(library: Path, argv: Sequence[str], cwd: Path | None = None) -> Answer | None:
    """Hands a command to the program that holds the library, and waits for its answer.

    None when nobody answers there. A program that goes away in the middle answers with exit 1 and a sentence.
    """
    from multiprocessing.connection import Client

    try:
        connection = Client(socket_address(library.absolute()))
    except OSError:
        return None
    with connection:
        try:
            connection.send_bytes(
                json.dumps({"argv": list(argv), "cwd": str(cwd or Path.cwd())}).encode("utf-8", "surrogatepass")
            )
            return _answer(connection.recv_bytes())
        except (EOFError, OSError, ValueError):
            return Answer(stderr=f"{LOST}\n", exit=1)


def lock_file(library: Path) -> Path:
    return library.with_name(library.name + ".lock")


def socket_address(library: Path) -> str:
    """Beside the library; where that name is too long for a socket, in a private folder for short-lived files."""
    import hashlib  # with a library of its own: not for the lock, which every start takes

    mark = hashlib.sha256(os.fsencode(library.absolute())).hexdigest()[:24]
    if sys.platform == "win32":
        return rf"\\.\pipe\relate-{mark}"
    beside = str(library.absolute().with_name(library.name + ".socket"))
    if len(os.fsencode(beside)) <= LONGEST_SOCKET_NAME:
        return beside
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    folder = Path(runtime) / "relate" if runtime else Path(tempfile.gettempdir()) / f"relate-{os.getuid()}"
    return str(folder / mark)


def _listen(address: str) -> Listener:
    # Imported only now: with what it brings along it would cost a start a tenth of its time.
    from multiprocessing.connection import Listener

    if sys.platform == "win32":
        return Listener(address, "AF_PIPE")
    path = Path(address)
    private_folder(path.parent)
    if path.parent.stat().st_uid != os.getuid():
        raise PermissionError(f"{path.parent} belongs to somebody else")
    path.unlink(missing_ok=True)
    # The mode must hold from the first moment, not from a chmod afterwards.
    before = os.umask(0o177)
    try:
        return Listener(address, "AF_UNIX", backlog=8)
    finally:
        os.umask(before)


def _serve_one(connection: Connection, answer: Answerer) -> None:
    with connection:
        try:
            if not connection.poll(PATIENCE_SECONDS):
                return
            request = _request(connection.recv_bytes(LONGEST_REQUEST))
            reply = answer(request) if request else Answer(stderr="That message is not for Relate.\n", exit=2)
            connection.send_bytes(
                json.dumps({"stdout": reply.stdout, "stderr": reply.stderr, "exit": reply.exit}).encode()
            )
        except (EOFError, OSError):
            # The second start went away without waiting for its answer: nothing is owed to it.
            return


def _request(raw: bytes) -> Request | None:
    try:
        value = json.loads(raw.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict) or not isinstance(value.get("cwd"), str):
        return None
    argv = value.get("argv")
    if not isinstance(argv, list) or not all(isinstance(word, str) for word in argv):
        return None
    return Request(tuple(argv), value["cwd"])


def _answer(raw: bytes) -> Answer:
    value = json.loads(raw)
    return Answer(str(value["stdout"]), str(value["stderr"]), int(value["exit"]))


if sys.platform == "win32":
    import msvcrt

    def _try_lock(lock: IO[bytes]) -> bool:
        try:
            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(lock: IO[bytes]) -> bool:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
