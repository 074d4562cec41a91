"""Qt's Python bindings, without what they do at every start and at every import."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from importlib import import_module
from importlib.machinery import ModuleSpec, PathFinder
from threading import RLock
from types import ModuleType
from typing import Final

LATER: Final = {
    "shibokensupport.signature": frozenset({"errorhandler", "layout", "mapping", "parser"}),
    "shibokensupport.signature.lib": frozenset({"enum_sig", "pyi_generator", "tool"}),
}
"""By package, the modules of the bindings that are loaded when somebody first asks them something."""
PAST_GETATTR: Final = {"mapping": ("update_mapping",)}
"""What the bindings' library looks up in a module's dictionary, as the first thing it asks of it."""
_loading = RLock()


def load_bindings() -> None:
    """Loads PySide6.QtCore; Python goes on to import as it always does. Before anything else of Qt.

    PySide6 (6.11) compiles its readers of signatures at each start, which a wrong call asks for its sentence, and a
    generator of stubs that no program ever runs: more than half of what the bindings take until a window stands. They
    are there all the same, and read themselves when one of their names is asked for.

    It also calls a function of its own after each import, to know whether the module may have asked for other names of
    Qt's methods (`from __feature__ import snake_case`). It reads the module's source for that and keeps all of its
    lines in memory: a tenth of a second over the modules of Relate, which asks for nothing of the kind. What was there
    before it comes back.
    """
    own = getattr(builtins, "__orig_import__", builtins.__import__)

    def with_later(
        name: str,
        globals: Mapping[str, object] | None = None,  # noqa: A002 the name Python gives it
        locals: Mapping[str, object] | None = None,  # noqa: A002
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> ModuleType:
        if level == 0 and fromlist and (later := LATER.get(name)):
            package = import_module(name)
            for one in later.intersection(fromlist):
                if not hasattr(package, one):
                    setattr(package, one, _Later(package, one))
        module: ModuleType = own(name, globals, locals, fromlist, level)
        return module

    builtins.__import__ = with_later
    try:
        import_module("PySide6.QtCore")
    finally:
        builtins.__import__ = own
        if hasattr(builtins, "__orig_import__"):
            builtins.__orig_import__ = own


class _Later(ModuleType):
    """A module that is read when a name of it is asked for, on whichever thread asks first."""

    def __init__(self, package: ModuleType, name: str) -> None:
        whole = f"{package.__name__}.{name}"
        super().__init__(whole)
        self._package: ModuleType | None = package
        self.__spec__ = ModuleSpec(whole, None)
        for asked in PAST_GETATTR.get(name, ()):
            setattr(self, asked, partial(self._asked, asked))
        sys.modules[whole] = self

    def __getattr__(self, name: str) -> object:
        # What the import system and whoever looks through all modules ask of each is no use of it.
        if name.startswith("__"):
            raise AttributeError(f"{self.__name__} has no {name}")
        self._read()
        return ModuleType.__getattribute__(self, name)

    def _asked(self, name: str, *words: object) -> object:
        self._read()
        return getattr(self, name)(*words)

    def _read(self) -> None:
        with _loading:
            package, self._package = self._package, None
            if package is not None:
                self._execute(package)

    def _execute(self, package: ModuleType) -> None:
        loader = package.__loader__
        find = getattr(loader, "find_spec", None)  # the zip inside the bindings' library
        spec = find(self.__name__, None) if find else PathFinder.find_spec(self.__name__, package.__path__)
        if spec is None or spec.loader is None:
            raise ImportError(f"the bindings of Qt have no {self.__name__}", name=self.__name__)
        public = self.__spec__.name if self.__spec__ is not None else spec.name
        self.__spec__, self.__loader__, self.__package__ = spec, spec.loader, spec.parent
        if spec.origin is not None:
            self.__file__ = spec.origin
        spec.loader.exec_module(self)
        spec.name = public  # the bindings offer them a second time, as PySide6.support
