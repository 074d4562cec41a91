"""What the tests of Meta's exports share: fixtures, the way Meta spells, and counting without the importers."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from relate.domain.records import IdentityKey, IdentityKind, InteractionRecord, Kind, Position, Reason, Role, me
from relate.importers.json_items import Json
from tests.importers.dropping import Reading, write_files

EXPORTS = Path(__file__).parents[1] / "exports"


def spelt(value: Json) -> Json:
    """The value as Meta writes it: each byte of UTF-8 a letter of its own."""
    if isinstance(value, str):
        return value.encode().decode("latin-1")
    if isinstance(value, list):
        return [spelt(one) for one in value]
    if isinstance(value, dict):
        return {str(spelt(key)): spelt(one) for key, one in value.items()}
    return value


def written(value: Json) -> str:
    return json.dumps(spelt(value))


def archive(folder: Path, files: Mapping[str, Json]) -> Path:
    """An export of these files, spelt as Meta spells."""
    return write_files(folder, {name: written(value) for name, value in files.items()})


def elements(value: Json) -> int:
    """Elements of the outermost lists, as json alone counts them."""
    if isinstance(value, list):
        return len(value)
    if isinstance(value, dict):
        inner = [elements(one) for one in value.values() if isinstance(one, list | dict)]
        return sum(inner)
    return 0


def handle(key: str, network: str = "instagram") -> IdentityKey:
    return IdentityKey(network, IdentityKind.HANDLE, key)


def name(key: str, network: str = "instagram") -> IdentityKey:
    return IdentityKey(network, IdentityKind.NAME, key, True)


def one_of(what: str, network: str = "instagram") -> IdentityKey:
    return IdentityKey(network, IdentityKind.ID, what, True)


def mine(network: str = "instagram") -> IdentityKey:
    return me(network)


def of_file(reading: Reading, file: str) -> list[InteractionRecord]:
    return [one for one in reading.interactions if one.where.file.endswith(file)]


def interaction(reading: Reading, file: str, row: int, kind: Kind | None = None) -> InteractionRecord:
    """The one interaction of a row, of this kind where it has several."""
    (only,) = (one for one in of_file(reading, file) if one.where.row == row and kind in (None, one.kind))
    return only


def sides(record: InteractionRecord) -> list[tuple[IdentityKey, Role]]:
    return [(one.key, one.role) for one in record.participants]


def left_out(reading: Reading) -> dict[tuple[str, int], Reason]:
    return {(one.where.file.rpartition("/")[2], one.where.row): one.reason for one in reading.skipped}


def assert_accounted_for(reading: Reading) -> None:
    """Rows are numbered without a gap; none is both kept and left out, nor left out twice."""
    kept = {one.where for one in reading.records}
    gone = Counter(one.where for one in reading.skipped)
    assert not kept & set(gone)
    assert set(gone.values()) <= {1}
    for rows in reading.rows().values():
        assert rows == set(range(1, max(rows) + 1))


def assert_together(places: Iterable[Position]) -> None:
    """What a row becomes comes in one piece."""
    rows = list(places)
    assert [where for n, where in enumerate(rows) if n == 0 or where != rows[n - 1]] == list(dict.fromkeys(rows))


def mutated(data: bytes, dice: random.Random) -> bytes:
    """The bytes of a JSON file or a page with one thing wrong."""
    lines = data.splitlines(keepends=True) or [b""]
    match dice.randrange(10):
        case 0:
            return data[: dice.randrange(len(data) + 1)]
        case 1:
            spoilt = bytearray(data or b" ")
            for _ in range(dice.randrange(1, 9)):
                spoilt[dice.randrange(len(spoilt))] = dice.randrange(256)
            return bytes(spoilt)
        case 2:
            del lines[dice.randrange(len(lines))]
            return b"".join(lines)
        case 3:
            dice.shuffle(lines)
            return b"".join(lines)
        case 4:
            sign = dice.choice([b'"', b"{", b"}", b"]", b":", b",", b"<", b">"])
            return data.replace(sign, b"", dice.randrange(1, 4))
        case 5:
            at = dice.randrange(len(data) + 1)
            signs = [b'"', b"[[", b"{", b"]", b"\0", b"\xff\xfe", b"\\ud83d", b"<div>", b"&"]
            return data[:at] + dice.choice([*signs, b"NaN", b"null", b"1" * 5000]) + data[at:]
        case 6:
            key = dice.choice([b"timestamp_ms", b"timestamp", b"sender_name", b"content", b"value", b"title", b"name"])
            return data.replace(key, dice.choice([b"", b"other", key.upper(), b"participants", b"reactions"]), 2)
        case 7:
            return data.decode("utf-8", "replace").encode(dice.choice(["utf-16", "utf-8-sig", "utf-16-be"]), "replace")
        case 8:
            old = dice.choice([b'""', b"[]", b"true", b"false", b"0", b"1"])
            new = dice.choice([b"null", b"{}", b"[[[[]]]]", b'"\\u0000"', b"-1", b"1e999", b'{"name": []}'])
            return data.replace(old, new, dice.randrange(1, 5))
        case _:
            return data + dice.choice([data, lines[-1], b"\n\n\n", b"]]}}", b"\0" * 50])
