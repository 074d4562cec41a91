"""A struct of arrays with one row per person: what 100,000 people are ranked from in one frame."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]
    Bools = npt.NDArray[np.bool_]
    Column = npt.NDArray[np.generic]

Number = float | int | bool


class ColumnTable:
    """Named arrays of equal length beside `persons`, the ascending ids of the people in the rows.

    A subclass says its columns and their values for somebody nothing is known of in `DEFAULTS`; the type of a default
    (bool, int, float) is the type of its column.
    """

    __slots__ = ("_columns", "persons")
    DEFAULTS: Mapping[str, Number] = {}

    def __init__(self, persons: Iterable[int] | Ints, columns: Mapping[str, Column] | None = None) -> None:
        """`persons`: ids, ascending, each once (ValueError otherwise). Columns left out hold their default."""
        import numpy as np

        self.persons: Ints = np.asarray(persons if isinstance(persons, np.ndarray) else list(persons), dtype=np.int64)
        if len(self.persons) > 1 and not bool((self.persons[1:] > self.persons[:-1]).all()):
            raise ValueError("persons must be ascending, each once")
        given = dict(columns or {})
        if unknown := given.keys() - self.DEFAULTS.keys():
            raise ValueError(f"no such column: {', '.join(sorted(unknown))}")
        self._columns: dict[str, Column] = {}
        for name, default in self.DEFAULTS.items():
            kind = np.bool_ if isinstance(default, bool) else np.int64 if isinstance(default, int) else np.float64
            values = given.get(name)
            column: Column = np.array(np.full(len(self.persons), default) if values is None else values, dtype=kind)
            if len(column) != len(self.persons):
                raise ValueError(f"column {name} has {len(column)} values for {len(self.persons)} people")
            self._columns[name] = column

    def __len__(self) -> int:
        return len(self.persons)

    def floats(self, name: str) -> Floats:
        """The column of that name; for reading, or for filling many rows at once."""
        return self._columns[name]  # type: ignore[return-value]

    def ints(self, name: str) -> Ints:
        """The column of that name; for reading, or for filling many rows at once."""
        return self._columns[name]  # type: ignore[return-value]

    def bools(self, name: str) -> Bools:
        """The column of that name; for reading, or for filling many rows at once."""
        return self._columns[name]  # type: ignore[return-value]

    def column(self, name: str) -> Column:
        """The column of that name, whatever it holds."""
        return self._columns[name]

    def row(self, person: int) -> int | None:
        """The row of a person, None where the table has none."""
        import numpy as np

        at = int(np.searchsorted(self.persons, person))
        return at if at < len(self.persons) and self.persons[at] == person else None

    def rows(self, persons: Iterable[int]) -> Ints:
        """The rows of many people, -1 where the table has none."""
        import numpy as np

        wanted = np.fromiter(persons, dtype=np.int64)
        if not len(self.persons):
            return np.full(len(wanted), -1, dtype=np.int64)
        at = np.minimum(np.searchsorted(self.persons, wanted), len(self.persons) - 1)
        return np.where(self.persons[at] == wanted, at, -1)

    def ensure_row(self, person: int) -> int:
        """The row of a person, made with the defaults where there was none."""
        import numpy as np

        if (row := self.row(person)) is not None:
            return row
        row = int(np.searchsorted(self.persons, person))
        self.persons = np.insert(self.persons, row, person)
        for name, default in self.DEFAULTS.items():
            self._columns[name] = np.insert(self._columns[name], row, default)
        return row

    def write(self, row: int, values: Mapping[str, Number]) -> None:
        """Puts values into one row."""
        for name, value in values.items():
            self._columns[name][row] = value

    def remove(self, person: int) -> None:
        """Drops a person's row; nothing happens where there is none."""
        import numpy as np

        if (row := self.row(person)) is not None:
            self.persons = np.delete(self.persons, row)
            for name in self.DEFAULTS:
                self._columns[name] = np.delete(self._columns[name], row)

    def some(self, rows: Ints) -> Self:
        """A table of these rows alone, ascending."""
        return type(self)(self.persons[rows], {name: column[rows] for name, column in self._columns.items()})

    def aligned(self, persons: Ints) -> Self:
        """The same table over exactly these people (ascending): defaults for those it does not know."""
        import numpy as np

        if len(persons) == len(self.persons) and bool((persons == self.persons).all()):
            return self
        if not len(self.persons):
            return type(self)(persons)
        at = np.minimum(np.searchsorted(self.persons, persons), len(self.persons) - 1)
        known = self.persons[at] == persons
        columns: dict[str, Column] = {}
        for name, default in self.DEFAULTS.items():
            columns[name] = np.where(known, self._columns[name][at], default)
        return type(self)(persons, columns)
