"""Start at login: one entry where the system looks for such things, made and removed by the user's own click."""

from __future__ import annotations

import plistlib
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from relate.desktop.paths import NAME, folders, frozen

MINIMIZED = "--minimized"
"""The argument with which a login starts Relate: its icon, no window."""
LABEL = "org.relate.Relate"
RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"


@dataclass(frozen=True, slots=True)
class StartCommand:
    argv: tuple[str, ...]
    folder: Path | None
    """The folder to start in: that of the checkout, when the source runs there and is not installed."""


def start_command(library: Path | None = None) -> StartCommand:
    """How this very Relate is started again, into the tray, with the library it has open."""
    which = ("--library", str(library)) if library else ()
    if frozen():
        return StartCommand((sys.executable, MINIMIZED, *which), None)
    root = Path(__file__).resolve().parent.parent.parent
    if sys.platform == "win32":
        # The registry knows no folder to start in, so the path goes into the command.
        code = f"import sys; sys.path.insert(0, {str(root)!r}); from relate.__main__ import main; sys.exit(main())"
        window_less = Path(sys.executable).with_name("pythonw.exe")
        return StartCommand((str(window_less), "-c", code, MINIMIZED, *which), None)
    return StartCommand((sys.executable, "-m", "relate", MINIMIZED, *which), root)


class StartAtLogin:
    """The switch of the settings: `relate.services.ports.AtLogin` for one library."""

    def __init__(self, library: Path) -> None:
        # The usual library is found again without being named.
        self._library = None if library == folders().library else library

    def enabled(self) -> bool:
        return enabled()

    def set(self, enabled: bool) -> None:
        if enabled:
            enable(start_command(self._library))
        else:
            disable()


def enabled() -> bool:
    """Whether Relate will start at the next login, as the system has it now."""
    if sys.platform == "win32":
        return _registry_value() is not None
    return entry_file().is_file()


def enable(command: StartCommand) -> None:
    """Raises OSError when the system does not let it be written."""
    if sys.platform == "win32":
        _set_registry_value(subprocess.list2cmdline(command.argv))
        return
    file = entry_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    if sys.platform == "darwin":
        file.write_bytes(launch_agent(command))
    else:
        file.write_text(desktop_entry(command), encoding="utf-8")


def disable() -> None:
    """Nothing happens when it was not enabled."""
    if sys.platform == "win32":
        _set_registry_value(None)
        return
    entry_file().unlink(missing_ok=True)


def entry_file() -> Path:
    if sys.platform == "darwin":
        return Path.home() / "Library" / "LaunchAgents" / f"{LABEL}.plist"
    return folders().autostart / "relate.desktop"


def desktop_entry(command: StartCommand) -> str:
    """Source: freedesktop.org Desktop Application Autostart and Desktop Entry Specification 1.5, "The Exec key"."""
    lines = [
        "[Desktop Entry]",
        "Type=Application",
        f"Name={NAME}",
        "Exec=" + " ".join(_exec_word(word) for word in command.argv),
        "Icon=relate",
        "Terminal=false",
        "X-GNOME-Autostart-enabled=true",
    ]
    if command.folder is not None:
        lines.append("Path=" + _string_value(str(command.folder)))
    return "\n".join(lines) + "\n"


def launch_agent(command: StartCommand) -> bytes:
    """Source: launchd.plist(5)."""
    agent: dict[str, object] = {"Label": LABEL, "ProgramArguments": list(command.argv), "RunAtLoad": True}
    if command.folder is not None:
        agent["WorkingDirectory"] = str(command.folder)
    return plistlib.dumps(agent)


def _exec_word(word: str) -> str:
    """Quoted for the Exec key, then escaped once more as any string value is; % would begin a field code."""
    quoted = "".join("\\" + sign if sign in '"`$\\' else sign for sign in word.replace("%", "%%"))
    return _string_value(f'"{quoted}"')


def _string_value(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")


if sys.platform == "win32":
    import winreg

    def _registry_value() -> str | None:
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, RUN_KEY) as key:
                return str(winreg.QueryValueEx(key, NAME)[0])
        except OSError:
            return None

    def _set_registry_value(value: str | None) -> None:
        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, RUN_KEY) as key:
            if value is not None:
                winreg.SetValueEx(key, NAME, 0, winreg.REG_SZ, value)
            elif _registry_value() is not None:
                winreg.DeleteValue(key, NAME)
