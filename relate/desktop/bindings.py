"""Qt's Python bindings, without what they do at every import."""

from __future__ import annotations

import builtins
from importlib import import_module


def load_bindings() -> None:
    """Loads PySide6.QtCore; Python goes on to import as it always does.

    PySide6 (6.11) calls a function of its own after each import, to know whether the module may have asked for other
    names of Qt's methods (`from __feature__ import snake_case`). It reads the module's source for that and keeps all
    of its lines in memory: a tenth of a second over the modules of Relate, which asks for nothing of the kind. What
    was there before it stands beside it under a name of its own.
    """
    import_module("PySide6.QtCore")
    own = getattr(builtins, "__orig_import__", None)
    if own is not None:
        builtins.__import__ = own
