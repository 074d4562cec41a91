"""The text of one mail is read again where the mail lies: nothing else of its file is looked at."""

from __future__ import annotations

from io import BytesIO
from typing import Final, NamedTuple

from relate.importers.mail import mbox, text
from relate.importers.mail.gathering import key_of
from relate.importers.mail.heads import Line, lines
from relate.importers.reopened import opened_at
from relate.importers.trees import OnDisk

_LONGEST_LINE: Final = 2000


class OneMail(NamedTuple):
    """exact: as `InteractionRecord` has it, by which it is told whether it is the mail that was looked for. text: what
    was written in it, as it would have been kept."""

    exact: tuple[str, ...]
    text: str


def one_mail(where: OnDisk, *, alone: bool, start: int, length: int) -> OneMail | None:
    """The mail that begins at that byte; None where none does. alone, start, length: as `TextPlace` has them.

    Raises OSError and UnreadableSource as `opened_at` does.
    """
    with opened_at(where, start) as stream:
        data = stream.read(min(length, mbox.LONGEST_HEAD + _LONGEST_LINE))
        begin = 0
        if not alone:
            if not data.startswith(b"From "):
                return None
            begin = data.find(b"\n") + 1
        head_end, body = _head(data, begin, alone=alone)
        said = lines(data[begin:head_end])
        if not said[Line.FROM] and not said[Line.SENDER]:
            return None
        raw = data[body : body + text.LONGEST_RAW]
        if missing := min(length - body, text.LONGEST_RAW) - len(raw):
            raw += stream.read(max(missing, 0))
    read = BytesIO(raw).read
    kind, encoding = said[Line.CONTENT_TYPE], said[Line.ENCODING]
    return OneMail(key_of(said), text.read_from(read, len(raw), kind, encoding, escaped=not alone))


def _head(data: bytes, begin: int, *, alone: bool) -> tuple[int, int]:
    """Where its head ends and where its body begins."""
    if not alone:
        found = mbox.head_at(data, begin, ended=True)
        assert found is not None
        return found[:2]
    end = mbox.empty_line(data, begin, len(data))
    return (end, end + 1) if end >= 0 else (len(data), len(data))
