"""JSON of any length, read value by value: an archive with a million posts costs the memory of one.

    for item in items(stream, [("messages", ANY)]):
        if isinstance(item, Broken): ...          # becomes a Skipped
        elif item.path[0] == "messages": ...      # one message; item.path[1] is its place, from 0
        else: ...                                 # ("participants",), ("title",): every other value, whole

`each` names the values that come one by one, each as a path of keys; ANY stands for any place in an array, KEY for any
key of an object. What lies on the way to them is opened, everything else comes whole, all of it in the order of the
file. A path that the file does not have costs nothing, so the shapes of several years are named together:
`[(ANY,), (KEY, ANY)]` takes the elements of a list whether it stands alone or below one key, as {"friends_v2": [...]}.
Where elements come by the million, `runs` gives them as they are decoded: many of one array at once.

An assignment of JavaScript before the value ("window.YTD.tweets.part0 = ") is passed over.

Nothing is raised for what the bytes hold. A value that cannot be read is one Broken, and reading goes on at the next
one of its kind; a file that ends too early, or a stream that breaks off, ends with a Broken that is `cut`. Values have
no lone surrogates and no NUL, no number of thousands of digits, no NaN and no infinity (None in their place), and are
never deeper than the parser's own limit; one longer than MOST_CHARS is Broken.

`mapping`, `listed`, `words` and `number` take a value for what it should be; whatever is something else is empty.
"""

from __future__ import annotations

import io
import re
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from typing import Final, TypeAlias

from relate.importers.json_values import Broken, Item, Path, Run, listed, mapping, number, words
from relate.importers.json_window import BLOCK, MOST_CHARS, Json, MalformedError, Window

ANY: Final = "[]"
KEY: Final = "*"
_MOST_RAW: Final = 16_384
_MOST_IN_A_ROW: Final = 40
"""So many damaged values one after the other, and the rest of the file is given up."""
_SPACE: Final = re.compile(r"[\s\ufeff]*")
_BETWEEN: Final = re.compile(r"[\s,]*")
_BEHIND: Final = re.compile(r"[\s;\0]*")
_OPENING: Final = re.compile(r'\{(\s*)"((?:[^"\\\n]|\\.){1,100})"')
_TOKEN: Final = re.compile(r'"(?:[^"\\]+|\\.)*+"|[\[\]{}"]', re.DOTALL)
_NOWHERE: Final = re.compile(r"(?!)()")
_END_OF_PLAIN: Final = re.compile(r"[,\]}\n]")


def document(stream: io.BufferedReader) -> Json:
    """The one value of a small file; None when it cannot be read or is longer than MOST_CHARS."""
    for item in items(stream, ()):
        return item.value if isinstance(item, Item) else None
    return None


def first_value(head: bytes) -> str:
    """The text of a file's head where its value begins, behind an assignment of JavaScript; "" when it is no JSON.

    For recognising a file by its first keys. The end is cut where the head is.
    """
    window = Window(io.BytesIO(head))
    return window.text[window.at :] if window.begin() else ""


def items(stream: io.BufferedReader, each: Iterable[tuple[str, ...]]) -> Generator[Item | Broken, None, None]:
    """The values of a file in its order: see the module. The stream is closed in the end."""
    with closing(runs(stream, each)) as told:
        for one in told:
            if isinstance(one, Run):
                path = one.path
                for place, value in enumerate(one.values, one.first):
                    yield Item((*path, place), value)
            else:
                yield one


def runs(stream: io.BufferedReader, each: Iterable[tuple[str, ...]]) -> Generator[Item | Broken | Run, None, None]:
    """The same with whole elements of an array together, as many as are in memory."""
    with stream:
        yield from _Reader(Window(stream), _tree(each)).read()


_Tree: TypeAlias = "dict[str, _Tree]"


def _tree(each: Iterable[tuple[str, ...]]) -> _Tree:
    """The containers on the way to the paths, below each other; the paths' own values are not opened."""
    root: _Tree = {}
    for path in each:
        node = root
        for key in path:
            node = node.setdefault(key, {})
    return root


class _Level:
    """A container that is open: its path, what below it is opened too, and how its elements begin."""

    __slots__ = ("begins", "count", "guess", "is_list", "node", "opening", "path")

    def __init__(self, path: Path, node: _Tree, is_list: bool) -> None:
        self.path, self.node, self.is_list = path, node, is_list
        self.count = 0
        self.begins: re.Pattern[str] | None = None
        """The space before an element, its brace, the space behind it, its first key: where to go on after damage."""
        self.opening = ""
        """The same as it is written, to find the last element of what is in memory."""
        self.guess: re.Pattern[str] | None = None

    def below(self, key: str) -> _Tree | None:
        """What is opened below an element of that key; None when the element comes whole."""
        if self.is_list:
            return self.node.get(ANY) or None
        return self.node.get(key) or self.node.get(KEY) or None

    def place(self) -> int:
        """The place of the element at hand, in an array."""
        self.count += 1
        return self.count - 1


class _Reader:
    """Walks through one file with the containers that are open on a stack."""

    def __init__(self, window: Window, tree: _Tree) -> None:
        self._window, self._tree = window, tree
        self._open: list[_Level] = []
        self._in_a_row = 0
        self._is_cut = False
        """It was told that the file ends where it should not."""

    def read(self) -> Iterator[Item | Broken | Run]:
        window = self._window
        if not window.begin():
            if window.text.strip() or window.failure:
                yield Broken((), window.failure or "this is no JSON", window.text[:_MOST_RAW], bool(window.failure))
            else:
                yield Broken((), "the file is empty", cut=True)
            return
        yield from self._element((), self._tree)
        while self._open:
            level = self._open[-1]
            if level.is_list:
                yield from self._in_list(level)
            else:
                yield from self._in_object(level)
        if window.failure and not self._is_cut:
            # Its brackets match, and its bytes are not those that were packed.
            yield Broken((), window.failure, cut=True)

    def _in_list(self, level: _Level) -> Iterator[Item | Broken | Run]:
        """The elements of an array up to one that is opened or damaged, or to its end."""
        window, path, below = self._window, level.path, level.below(ANY)
        text, before = window.text, window.at
        following = window.skip(_BETWEEN)
        while level.begins is not None and following == "{" and below is None:
            if several := window.several(level.opening):
                self._in_a_row = 0
                yield Run(path, level.count, several)
                level.count += len(several)
                following = window.skip(_BETWEEN)
                continue
            place = level.place()
            try:
                value = window.value()
            except MalformedError as problem:
                yield from self._mend((*path, place), problem.says, problem)
                return
            self._in_a_row = 0
            yield Item((*path, place), value)
            following = window.skip(_BETWEEN)
        if following == "]":
            window.at += 1
            if len(self._open) == 1 and window.skip(_BEHIND):
                yield from self._mend((*level.path, level.count), "its brackets do not match", None)
            else:
                self._open.pop()
        elif following == "":
            yield self._cut(level.path)
        elif following in "}:" or (following == "[" and level.begins is not None):
            yield from self._mend((*level.path, level.count), "its brackets do not match", None)
        else:
            if level.begins is None and window.text is text:
                self._learn(level, text[before : window.at])
            place = level.place()
            if below is not None and following in "[{":
                yield from self._element((*level.path, place), below)
                return
            try:
                value = window.value()
            except MalformedError as problem:
                yield from self._mend((*level.path, place), problem.says, problem)
                return
            self._in_a_row = 0
            yield Item((*level.path, place), value)

    def _in_object(self, level: _Level) -> Iterator[Item | Broken]:
        """The next key of an object and its value, or its end."""
        window = self._window
        text, before = window.text, window.at
        following = window.skip(_BETWEEN)
        if following == "}":
            window.at += 1
            self._open.pop()
            return
        if level.guess is None and window.text is text:
            # A value that is damaged costs itself where keys stand on lines of their own: the next one is at its depth.
            space = text[before : window.at].lstrip(",")
            level.guess = re.compile(f'{re.escape(space)}(")') if "\n" in space else _NOWHERE
        if following == "":
            yield self._cut(level.path)
            return
        if following != '"':
            yield from self._mend(level.path, "its brackets do not match", None)
            return
        try:
            key = words(window.value())
        except MalformedError as problem:
            yield from self._mend(level.path, problem.says, problem if problem.cut else None)
            return
        if window.skip(_SPACE) != ":":
            yield from self._mend((*level.path, key), "a key without its value", None)
            return
        window.at += 1
        window.skip(_SPACE)
        yield from self._element((*level.path, key), level.below(key))

    def _element(self, path: Path, below: _Tree | None) -> Iterator[Item | Broken]:
        """A value: opened where something below it comes one by one, else whole."""
        window = self._window
        following = window.next()
        if below and following in ("[", "{"):
            self._open.append(_Level(path, below, following == "["))
            window.at += 1
            return
        try:
            value = window.value()
        except MalformedError as problem:
            yield from self._mend(path, problem.says, problem)
            return
        yield Item(path, value)

    def _learn(self, level: _Level, space: str) -> None:
        """How elements of this array begin: by that the next one is found when one of them is damaged."""
        space = space.lstrip(",")
        found = _OPENING.match(self._window.text, self._window.at)
        if found is not None:
            level.begins = re.compile(f'{re.escape(space)}(\\{{){found[1]}"{re.escape(found[2])}"')
            level.opening = f"{space}{found[0]}"
        elif "\n" in space and level.count == 0:  # a damaged first one: by the depth of its lines
            level.guess = re.compile(re.escape(space) + r'(\{)\s*"')

    def _cut(self, path: Path) -> Broken:
        self._open.clear()
        self._is_cut = True
        return Broken(path, self._window.failure or "the file breaks off here", cut=True)

    def _mend(self, path: Path, says: str, problem: MalformedError | None) -> Iterator[Broken]:
        """Says what is broken and goes to the next place that can be read: the end of a value whose brackets match,
        or the beginning of the next element of an array that is open, whichever comes first."""
        window = self._window
        raw = window.text[window.at : window.at + _MOST_RAW]
        self._in_a_row += 1
        if self._in_a_row > _MOST_IN_A_ROW:
            # Looking for the next one costs the rest of the file each time: what is made to mislead ends here.
            self._open.clear()
            self._is_cut = True
            yield Broken(path, "nothing of the rest can be read", raw, cut=True)
            return
        if problem is not None and problem.cut:
            # A quote or a bracket that is missing makes a value seem to go on until the file ends.
            begin = window.at
            found = self._next_element()
            if found is None:
                self._open.clear()
                self._is_cut = True
                window.at = len(window.text)
                yield Broken(path, says, raw, cut=True)
            else:
                yield Broken(path, "its brackets do not match", raw[: window.at - begin])
            return
        end = self._end_of_value() if problem is not None else None
        text, begin = window.text, window.at
        found = self._next_element(end)
        # No more is kept than what is broken: what follows may be somebody else's.
        yield Broken(path, says, raw[: window.at - begin] if window.text is text else raw)
        if found is None:
            self._open.clear()

    def _end_of_value(self) -> int | None:
        """Where the value that begins here ends by its brackets; None when it does not within what is read at once."""
        window = self._window
        if window.next() not in "[{":
            while (found := _END_OF_PLAIN.search(window.text, window.at)) is None:
                if len(window.text) - window.at > MOST_CHARS or not window.more():
                    return None
            return found.start()
        while True:
            depth = 0
            for token in _TOKEN.finditer(window.text, window.at):
                if token[0] in "[{":
                    depth += 1
                elif token[0] in "]}":
                    depth -= 1
                    if depth == 0:
                        return token.end()
                elif token[0] == '"':
                    break
            if len(window.text) - window.at > MOST_CHARS:
                return None
            if not window.more(max(BLOCK, len(window.text) - window.at)):
                return None

    def _next_element(self, end: int | None = None) -> int | None:
        """Goes to the next element of an open array, or to `end` where that comes first; None when there is neither."""
        window = self._window
        arrays = [(depth, how) for depth, level in enumerate(self._open) if (how := level.begins or level.guess)]
        first = window.at + 1
        while arrays:
            hits = [(found.start(1), depth) for depth, how in arrays if (found := how.search(window.text, first))]
            hits = [hit for hit in hits if end is None or hit[0] < end]
            if hits:
                window.at, depth = min(hits)
                del self._open[depth + 1 :]
                return window.at
            if end is not None:
                break
            # Nothing of what has been searched is needed any more, except where an element may begin at its end.
            window.at = max(first, len(window.text) - 512)
            first = 0
            if not window.more():
                window.at = len(window.text)
                return None
        if end is not None:
            window.at = end
        return end


__all__ = [
    "ANY", "KEY", "MOST_CHARS", "Broken", "Item", "Json", "Run", "document", "first_value", "items", "listed",
    "mapping", "number", "runs", "words",
]  # fmt: skip
