"""The conversations of all parts of an archive of mails, joined in one place (threads.py)."""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Final

from relate.importers.mail.gathering import Gathered
from relate.importers.mail.heads import Line
from relate.importers.mail.judging import Judge, Verdict
from relate.importers.mail.kept import Waiting
from relate.importers.mail.threads import Threads, named
from relate.importers.mail.words import decoded
from relate.importers.side_by_side import Part, Shared, Sharing

_AT_ONCE: Final = 250
_Mail = tuple[bytes, list[bytes], bytes, str, int | None, tuple[str, ...]]
"""As `Threads.add` takes it."""


def conversations(gathered: Gathered, judge: Judge, part: Part, latest: int) -> Sharing[Iterator[str] | None]:
    """The conversation of each mail between people of this part, in their order; None where Gmail numbered them all.
    The first part joins what all of them hold and tells the others."""
    numberless = yield Shared(marshal.dumps(gathered.numberless))
    if not any(map(marshal.loads, numberless)):
        return None
    told = yield Shared(_told(gathered, judge, latest), first_only=True)
    found = yield Shared(_joined(told) if not part.number else b"")
    keys: list[str] = marshal.loads(found[0])[part.number]  # noqa: S302 - what was written below
    return iter(keys)


def _told(gathered: Gathered, judge: Judge, latest: int) -> bytes:
    """What tells to which conversation each mail belongs, one after the other."""
    told = bytearray()
    batch: list[_Mail] = []
    for one in gathered.waiting():
        verdict = judge.of(one)
        if verdict.reason is None:
            batch.append(_mail(one, verdict, latest))
            if len(batch) == _AT_ONCE:
                told += marshal.dumps(batch)
                batch = []
    return bytes(told + marshal.dumps(batch))


def _mail(one: Waiting, verdict: Verdict, latest: int) -> _Mail:
    lines = one.lines
    own = one.key[1].encode("utf-8", "replace")
    if lines[Line.THREAD]:
        return own, [], lines[Line.THREAD], "", None, ()
    at = one.at(latest)
    follows = named(lines[Line.REFERENCES], lines[Line.IN_REPLY_TO])
    return own, follows, b"", decoded(lines[Line.SUBJECT]), at.ms if at is not None else None, verdict.others


def _joined(told: Sequence[bytes]) -> bytes:
    """For each part its conversations."""
    threads = Threads()
    numbers = [array("l", [threads.add(*mail) for mail in _mails(one)]) for one in told]
    threads.settle()
    return marshal.dumps([[threads.of(number) for number in part] for part in numbers])


def _mails(told: bytes) -> Iterator[_Mail]:
    stream = BytesIO(told)
    while stream.tell() < len(told):
        yield from marshal.load(stream)  # noqa: S302 - what was written above
