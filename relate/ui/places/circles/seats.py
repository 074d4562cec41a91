"""Where the faces sit in the rings: as many as there are, never one on another, the same people at the same seats.

Pure geometry in pixels around the common middle of the rings, x to the right, y downwards.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

EDGE: Final = 11.0
"""Free on each side of a ring's line, for its label and so that a face belongs to one ring only."""
GAP: Final = 5.0
"""Free between two faces."""
SMALLEST: Final = 14.0
"""A smaller face cannot be told from another, nor hit."""
TURN: Final = math.pi * (3 - math.sqrt(5))
"""From one row of a ring to the next: the golden angle, so that rows never line up."""
TOP: Final = -math.pi / 2


@dataclass(frozen=True, slots=True)
class Seat:
    """The middle of a face, and its angle (radians clockwise from the top, 0 to 2π) for going round by key."""

    x: float
    y: float
    angle: float


@dataclass(frozen=True, slots=True)
class Ring:
    """The seats of a ring in the order of its people, round from the top. size: how wide a face is.

    With more people than there is room for, the seats are fewer than they.
    """

    size: float
    named: bool
    """There is room for a name below each face."""
    seats: tuple[Seat, ...]


def seats(inner: float, outer: float, count: int, preferred: float, name: tuple[float, float] | None = None) -> Ring:
    """Seats between two radii for `count` faces, `preferred` wide where there is room and smaller where there is not.

    inner 0 is the disc in the middle. name: how wide and high a name is that goes below each face; it is left away
    before the faces shrink below two thirds.
    """
    if count <= 0:
        return Ring(preferred, name is not None, ())
    sizes = [preferred - step for step in range(math.floor(preferred - SMALLEST) + 1)] or [preferred]
    tries = [(size, True) for size in sizes if name is not None and size >= preferred * 2 / 3]
    tries += [(size, False) for size in sizes]
    for size, named in tries:
        rows = _rows(inner, outer, count, size, name if named else None)
        if rows is not None:
            return Ring(size, named, _spread(rows, count))
    size = sizes[-1]
    rows = _most(inner, outer, size)
    return Ring(size, False, _spread(rows, sum(room for _, room in rows)))


def _rows(
    inner: float, outer: float, count: int, size: float, name: tuple[float, float] | None
) -> list[tuple[float, int]] | None:
    """Rows (radius, room) that hold so many faces, None where none do."""
    cell = _cell(size, name)
    low, high = _between(inner, outer, cell)
    if high < low:
        return None
    if inner == 0 and count == 1:
        return [(0.0, 1)]
    most = int((high - low) // cell) + 1
    for many in range(min(_comfortable(low, high, count), most), most + 1):
        radii = _radii(low, high, many, disc=inner == 0)
        rows = [(radius, _room(radius, cell)) for radius in radii]
        if sum(room for _, room in rows) >= count:
            return rows
    return None


def _comfortable(low: float, high: float, count: int) -> int:
    """So many rows as leave about as much room between them as between two faces of a row."""
    around = math.pi * (low + high)
    return max(1, math.ceil(1.5 * math.sqrt(count * (high - low) / around))) if low and around else 1


def _most(inner: float, outer: float, size: float) -> list[tuple[float, int]]:
    cell = _cell(size, None)
    low, high = _between(inner, outer, cell)
    if high < low:
        return []
    many = int((high - low) // cell) + 1
    return [(radius, _room(radius, cell)) for radius in _radii(low, high, many, disc=inner == 0)]


def _cell(size: float, name: tuple[float, float] | None) -> float:
    """The circle that belongs to one face alone."""
    if name is None:
        return size + GAP
    wide, high = name
    return max(size + high, wide) + GAP


def _between(inner: float, outer: float, cell: float) -> tuple[float, float]:
    """The radii on which the middle of a face may lie."""
    return (inner + EDGE + cell / 2 if inner else 0.0), outer - EDGE - cell / 2


def _radii(low: float, high: float, many: int, *, disc: bool) -> list[float]:
    if many == 1:
        return [high if disc else (low + high) / 2]
    return [low + (high - low) * step / (many - 1) for step in range(many)]


def _room(radius: float, cell: float) -> int:
    """How many faces fit on a row."""
    if radius < cell / 2:
        return 1
    return max(1, math.floor(math.pi / math.asin(min(1.0, cell / (2 * radius))) + 1e-9))


def _spread(rows: Sequence[tuple[float, int]], count: int) -> tuple[Seat, ...]:
    """So many seats over the rows, as even as their room is, in one order round from the top."""
    total = sum(room for _, room in rows)
    found: list[Seat] = []
    left, room_left = count, total
    for number, (radius, room) in enumerate(rows):
        here = min(room, round(left * room / room_left)) if room_left else 0
        if number == len(rows) - 1:
            here = min(room, left)
        else:
            # What the further rows cannot hold must sit here.
            here = max(here, left - (room_left - room))
        left, room_left = left - here, room_left - room
        for each in range(here):
            angle = (TURN * number + 2 * math.pi * (each + 0.5) / here) % (2 * math.pi)
            found.append(Seat(radius * math.cos(TOP + angle), radius * math.sin(TOP + angle), angle))
    return tuple(sorted(found, key=lambda seat: (seat.angle, seat.x, seat.y)))
