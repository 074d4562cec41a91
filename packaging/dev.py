#!/usr/bin/env python3
"""Start, test and ship Relate from a checkout; nothing but Python is needed beforehand.

    python3 packaging/dev.py run [--demo] [arguments of relate]
    python3 packaging/dev.py test [arguments of pytest]
    python3 packaging/dev.py lint | check | nightly | bench | bundle | deb | system

Only this file has to be readable by an old Python, which it answers in words; the rest is in commands.py.
"""

import os
import subprocess
import sys

OLDEST = (3, 11)
KNOWN_NAMES = ("python3.13", "python3.12", "python3.11", "python3.14")


def newer_python(path):  # type: (str) -> str
    """The first interpreter on `path` (as $PATH) that Relate runs on; empty when none does.

    Each is asked: a name alone may be the empty shell of a version manager.
    """
    question = "import sys; sys.exit(sys.version_info < {})".format(OLDEST)
    for name in KNOWN_NAMES:
        for folder in path.split(os.pathsep):
            candidate = os.path.join(folder, name)
            if not folder or not os.access(candidate, os.X_OK):
                continue
            asked = subprocess.Popen([candidate, "-c", question], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            asked.communicate()
            if asked.returncode == 0:
                return candidate
    return ""


def too_old(version):  # type: (tuple[int, ...]) -> str
    """What to tell somebody whose Python is `version`."""
    return (
        "Relate needs Python {}.{} or newer; this is Python {}.{}.\n"
        "Install a newer one (Debian 12, Ubuntu 24.04 and Fedora have it as python3; "
        "Windows and macOS: the installer of python.org) and start this again with it."
    ).format(OLDEST[0], OLDEST[1], version[0], version[1])


def start(arguments):  # type: (list[str]) -> int
    """Hand over to this Python, or to a newer one that is installed beside it."""
    if sys.version_info >= OLDEST:
        from commands import main

        return main(arguments)
    newer = newer_python(os.environ.get("PATH", ""))
    if newer:
        return subprocess.call([newer, os.path.abspath(__file__)] + arguments)
    sys.stderr.write(too_old(sys.version_info[:2]) + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(start(sys.argv[1:]))
