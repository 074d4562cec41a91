"""SMS Import / Export: a zip with messages.ndjson and calls.ndjson, before 2023 messages.json: Android's columns as
they are, one object a row."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Final

from relate.domain.errors import UnreadableSource
from relate.domain.moments import SECOND_MS
from relate.domain.records import Position, Reason
from relate.importers.json_items import ANY, Broken, Json, document, items, listed, mapping, words
from relate.importers.json_rows import broken, left_out
from relate.importers.numbers import Left
from relate.importers.sms.backup import Row, Rows
from relate.importers.sms.entries import Part, call, long_message, said, short_message
from relate.importers.sms.numbers import Several

_LONGEST: Final = 16_000_000
_MOST_RAW: Final = 16_384
_NOWHERE: Final = Position("", 0)


def rows(stream: io.BufferedReader, own: str) -> Rows:
    """The rows of a file of lines; own: the owner's number as it is written in this file."""
    with stream:
        line = b""
        try:
            while line := stream.readline(_LONGEST):
                if line.strip():
                    yield _line(line, own)
        except UnreadableSource as problem:
            yield Row(Left(Reason.INCOMPLETE, str(problem)))


def rows_of_list(stream: io.BufferedReader, own: str) -> Rows:
    """The rows of a file that is one list."""
    with closing(items(stream, [(ANY,)])) as told:
        for one in told:
            if isinstance(one, Broken):
                skipped = broken(_NOWHERE, one)
                yield Row(Left(skipped.reason, skipped.says), skipped.raw)
            else:
                yield _row(one.value, own)


def several(stream: io.BufferedReader) -> Iterator[Several]:
    """Who is on the messages, as far as the stream goes."""
    return (_several(document(io.BufferedReader(io.BytesIO(line)))) for line in stream)


def several_of_list(stream: io.BufferedReader) -> Iterator[Several]:
    """The same of a file that is one list."""
    with closing(items(stream, [(ANY,)])) as told:
        yield from (_several(one.value) for one in told if not isinstance(one, Broken))


def _several(value: Json) -> Several:
    told = mapping(value)
    return Several(words(told.get("msg_box")) == "2", tuple(_addresses(told)), words(told.get("address")))


def _line(line: bytes, own: str) -> Row:
    value = document(io.BufferedReader(io.BytesIO(line)))
    if value is None:
        reason = Reason.UNREADABLE if line.endswith(b"\n") else Reason.INCOMPLETE
        return Row(Left(reason, "no JSON"), line[:_MOST_RAW].decode("utf-8", "replace"))
    return _row(value, own)


def _row(value: Json, own: str) -> Row:
    told = mapping(value)
    plain = {name: words(one) for name, one in told.items() if isinstance(one, str | int)}
    plain["contact_name"] = said(plain.get("__display_name")) or said(plain.get("contact_name"))
    if "__parts" in told or "msg_box" in told:
        parts = [
            Part(words(one.get("ct")), words(one.get("text"))) for one in map(mapping, listed(told.get("__parts")))
        ]
        return Row(long_message(plain, list(_addresses(told)), parts, SECOND_MS, own))
    if "number" in told or "duration" in told:
        return Row(call(plain))
    if "address" in told or "body" in told:
        return Row(short_message(plain))
    skipped = left_out(_NOWHERE, Reason.UNREADABLE if value else Reason.EMPTY, value)
    return Row(Left(skipped.reason, ""), skipped.raw)


def _addresses(told: Mapping[str, Json]) -> Iterator[tuple[str, str]]:
    """(type, address) of everybody on a message of several; until 2021 they were one list."""
    for one in (
        told.get("__sender_address"),
        *listed(told.get("__recipient_addresses")),
        *listed(told.get("__addresses")),
    ):
        entry = mapping(one)
        if entry:
            yield words(entry.get("type")), words(entry.get("address"))
