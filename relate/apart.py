"""Another process of this program, which works on another core: how it is started, and how both talk.

It is asked on its standard input and answers on its standard output, in frames: four bytes of length, then what they
hold. It writes nothing else anywhere, and ends at once when the one that started it does. What it is to do is its only
argument (invocation.py).
"""

from __future__ import annotations

import os
import signal
import struct
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from io import FileIO
from pathlib import Path
from queue import SimpleQueue
from typing import IO, TYPE_CHECKING, Final

if TYPE_CHECKING:
    import subprocess

LENGTH: Final = struct.Struct("<I")
LATER: Final = 5
"""How much nicer another process is than this one: where there are not cores enough, the window and whoever writes go
first, and so do other programs."""
WAITING: Final = 1 << 20
"""Bytes that may wait in the pipe from the other process, where the system lets us say so: some frames. Of 64 kilobytes
it would wait twice in each of them for this process, where a thread has to come to its turn to take them."""


def command(what: str) -> list[str]:
    """What starts this program for such work."""
    if getattr(sys, "frozen", False):
        return [sys.executable, what]
    root = str(Path(__file__).resolve().parents[1])
    program = (
        f"import sys; sys.path.insert(0, {root!r}); from relate.__main__ import main; sys.exit(main(sys.argv[1:]))"
    )
    return [sys.executable, "-P", "-c", program, what]


def packed(told: bytes) -> bytes:
    """As it goes through a pipe."""
    return LENGTH.pack(len(told)) + told


def whole(stream: IO[bytes], length: int) -> bytes:
    """So many bytes; none where the stream ends before."""
    told = bytearray()
    while len(told) < length:
        more = stream.read(length - len(told))
        if not more:
            return b""
        told += more
    return bytes(told)


def frame(stream: IO[bytes]) -> bytes:
    """What the next frame holds; nothing where there is none any more."""
    length = whole(stream, LENGTH.size)
    return whole(stream, *LENGTH.unpack(length)) if length else b""


def send(stream: IO[bytes], told: bytes) -> None:
    """All of it, however little the stream takes at once."""
    left = memoryview(told)
    while left:
        left = left[stream.write(left) :]


class Process:
    """One that was started. `take` is called with what each frame of it holds, on a thread of its own, and with nothing
    when no more come. Raises OSError where it cannot be started."""

    def __init__(self, program: Sequence[str], order: bytes | None = None) -> None:
        """order: what it is told first, packed. None: `tell_first` does, and until then it makes itself ready."""
        import subprocess  # the other process, which loads this module too, starts none

        self._process: subprocess.Popen[bytes] = subprocess.Popen(  # noqa: S603 - this program itself
            program,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0)
            | getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0),
        )
        if sys.platform != "win32":
            with suppress(OSError):  # it is over already, or nobody may be nicer here
                os.setpriority(os.PRIO_PROCESS, self._process.pid, os.getpriority(os.PRIO_PROCESS, 0) + LATER)
        _widen(self._process.stdout)
        self.stopped = threading.Event()
        """Nobody wants to hear more of it."""
        self._orders: SimpleQueue[bytes] = SimpleQueue()
        self._ordered = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="other process", daemon=True)
        self._thread.start()
        if order is not None:
            self.tell_first(order)

    def take(self, told: bytes) -> None:
        raise NotImplementedError

    def tell_first(self, order: bytes) -> None:
        """Tell it what it is to do; however long that is, nobody waits for it."""
        self._orders.put(order)

    @property
    def number(self) -> int:
        """By which the system knows it."""
        return self._process.pid

    @property
    def ended(self) -> bool:
        return self._process.poll() is not None

    def hear(self, told: bytes) -> None:
        """Something for it. That it is gone is told by what comes from it."""
        self._ordered.wait()
        assert self._process.stdin is not None
        with suppress(OSError):
            send(self._process.stdin, packed(told))

    def end(self) -> None:
        """As if it had never been: it does not matter what it is doing."""
        self.stopped.set()
        self._orders.put(b"")
        self._process.kill()

    def wait(self) -> None:
        """Until nothing of it is left."""
        self._process.wait()
        self._thread.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()

    def _listen(self) -> None:
        """Frames as they come: the other process goes on while this one works."""
        to, back = self._process.stdin, self._process.stdout
        assert to is not None
        assert back is not None
        with suppress(OSError):
            try:
                send(to, self._orders.get())
            finally:
                self._ordered.set()
            while told := frame(back):
                self.take(told)
        self.take(b"")


def _widen(pipe: IO[bytes] | None) -> None:
    """Let a pipe hold `WAITING`: under Linux, unless too many do."""
    if sys.platform == "linux" and pipe is not None:
        import fcntl

        with suppress(OSError):
            fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, WAITING)


def of_this_process() -> tuple[FileIO, FileIO]:
    """What one that was started is told by, and what it answers on."""
    with suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # of the terminal; the other process ends this one
    return FileIO(0, "rb", closefd=False), FileIO(1, "wb", closefd=False)


def listening(asked: IO[bytes], heard: Callable[[bytes], object]) -> None:
    """Hear what comes after the order, on a thread of its own. When nothing more is said, the process that started this
    one is gone, and so is this one."""

    def listen() -> None:
        with suppress(OSError):
            while told := frame(asked):
                heard(told)
        os._exit(1)

    threading.Thread(target=listen, daemon=True).start()
