"""The most memory that a process has had."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path


def most_megabytes(process: int | None = None) -> float:
    """The most that this process has had since `forget`, or that another one has had; 0 where the system does not tell,
    or it is gone. Not getrusage: there a process begins with what its parent held."""
    try:
        lines = Path(f"/proc/{process or 'self'}/status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0) / 1024


def forget() -> None:
    """The most memory so far counts no more: it is that of the process which started this one."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
