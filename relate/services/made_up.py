"""The made-up people taken away again: every step that brought them is taken back, the newest first."""

from __future__ import annotations

from relate.services.library import Library

STEPS = "demo.steps"
"""The setting that remembers the first and the last of those steps: "12 180"; "" when nobody is made up."""
MOST = 2000


def newest_step(library: Library) -> int:
    """The number of the newest step of all, 0 before the first."""
    return next((step.id for step in library.history.steps(limit=1)), 0)


def remember(library: Library, before: int) -> None:
    """Every step since `before` is the demo's."""
    library.settings.set(STEPS, f"{before + 1} {newest_step(library)}").result()


def is_there(library: Library) -> bool:
    """Whether there are made-up people who can be taken away. Cheap: answered from memory."""
    return bool(library.settings.get(STEPS, ""))


def take_away(library: Library) -> None:
    """Takes back what `fill` did; what the user did since then stays. Blocks: not for the window's thread."""
    first, _, last = library.settings.get(STEPS, "").partition(" ")
    if not last:
        return
    for step in library.history.steps(limit=MOST, before=int(last) + 1):
        if step.id >= int(first) and step.can_undo:
            library.history.undo(step.id).result()
    library.settings.set(STEPS, "").result()
