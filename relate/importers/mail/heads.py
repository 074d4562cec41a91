"""The lines at the head of a message, as bytes. Source: formats/contacts.md 4.2.

Every line that matters is named here, so that the thirty others cost nothing. Decoded is late, when it is known that
the message is kept.
"""

from __future__ import annotations

import re
from typing import Final


class Line:
    """Where a line's value stands among the values of `lines`. No enumeration: each is asked for in every mail."""

    FROM: Final = 0
    TO: Final = 1
    CC: Final = 2
    BCC: Final = 3
    SENDER: Final = 4
    REPLY_TO: Final = 5
    DATE: Final = 6
    SUBJECT: Final = 7
    MESSAGE_ID: Final = 8
    IN_REPLY_TO: Final = 9
    REFERENCES: Final = 10
    THREAD: Final = 11
    LABELS: Final = 12
    DELIVERED_TO: Final = 13
    RETURN_PATH: Final = 14
    LIST_ID: Final = 15
    LIST_POST: Final = 16
    LIST_UNSUBSCRIBE: Final = 17
    PRECEDENCE: Final = 18
    AUTO_SUBMITTED: Final = 19
    AUTO_SUPPRESS: Final = 20
    FEEDBACK_ID: Final = 21
    CONTENT_TYPE: Final = 22
    ENCODING: Final = 23
    STATUS: Final = 24
    STATUS2: Final = 25
    RECEIVED: Final = 26
    """Only what `received` tells: hardly any mail needs it."""


_NAMES: Final = {
    b"from": Line.FROM, b"to": Line.TO, b"cc": Line.CC, b"bcc": Line.BCC, b"sender": Line.SENDER,
    b"reply-to": Line.REPLY_TO, b"date": Line.DATE, b"subject": Line.SUBJECT, b"message-id": Line.MESSAGE_ID,
    b"in-reply-to": Line.IN_REPLY_TO, b"references": Line.REFERENCES, b"x-gm-thrid": Line.THREAD,
    b"x-gmail-labels": Line.LABELS, b"delivered-to": Line.DELIVERED_TO, b"return-path": Line.RETURN_PATH,
    b"list-id": Line.LIST_ID, b"list-post": Line.LIST_POST, b"list-unsubscribe": Line.LIST_UNSUBSCRIBE,
    b"precedence": Line.PRECEDENCE, b"auto-submitted": Line.AUTO_SUBMITTED,
    b"x-auto-response-suppress": Line.AUTO_SUPPRESS, b"feedback-id": Line.FEEDBACK_ID,
    b"content-type": Line.CONTENT_TYPE, b"content-transfer-encoding": Line.ENCODING,
    b"x-mozilla-status": Line.STATUS, b"x-mozilla-status2": Line.STATUS2,
}  # fmt: skip
_SAID_TWICE: Final = frozenset((Line.TO, Line.CC, Line.BCC))
"""A second line of these goes on with the first; of all others the first one counts."""
_EMPTY: Final = (b"",) * 27
_OF_A_MAIL: Final = frozenset((
    b"from", b"to", b"date", b"subject", b"message-id", b"received", b"return-path", b"delivered-to", b"mime-version",
    b"content-type", b"cc", b"reply-to", b"in-reply-to", b"references", b"x-gmail-labels", b"x-mozilla-status",
    b"x-received", b"dkim-signature", b"sender", b"x-apparently-to", b"envelope-to", b"x-original-to",
))  # fmt: skip
_WITHOUT_DOUBT: Final = frozenset((b"from", b"date", b"received", b"message-id", b"return-path", b"delivered-to"))

_KNOWN: Final = {spelt: line for name, line in _NAMES.items() for spelt in (name, name.title(), name.upper())} | {
    b"Message-ID": Line.MESSAGE_ID, b"X-GM-THRID": Line.THREAD, b"List-ID": Line.LIST_ID,
    b"Feedback-ID": Line.FEEDBACK_ID,
}  # fmt: skip
"""As most programs write them."""
_LINE = re.compile(
    rb"\n((?:[BCFILMPSTbcfilmpst]|[Aa]u|[Dd][ae]|[Rr]e(?!c)|[Xx]-[AGMagm])[\w-]{0,28}+)[ \t]*+:"
    rb"([^\n]*+(?:\n[ \t][^\n]*+)*+)"
)
"""A line that may be one of those, by its first letters, with what it goes on in. One pattern for all of a head takes
half the time of looking at its lines one by one."""
_RECEIVED = re.compile(rb"(?:^|\n)Received[ \t]*:([^\n]*(?:\n[ \t][^\n]*)*)", re.IGNORECASE)


def lines(head: bytes) -> list[bytes]:
    """The value of every `Line`, unfolded and undecoded, b"" where the head has none; lines without a colon are junk
    and left out."""
    values = list(_EMPTY)
    known = _KNOWN.get
    for name, value in _LINE.findall(b"\n" + head):
        place = known(name)
        if place is None:
            place = _NAMES.get(name.lower())
            if place is None:
                continue
        value = value.strip()
        if b"\n" in value:
            value = value.replace(b"\r", b"").replace(b"\n", b"")
        before = values[place]
        if not before:
            values[place] = value
        elif place in _SAID_TWICE:
            values[place] = before + b", " + value
    return values


def received(head: bytes) -> bytes:
    """The last of the stations a mail passed: its first Received line, b"" without one."""
    found = _RECEIVED.search(head)
    return b" ".join(found[1].split()) if found else b""


def looks_like_mail(head: bytes) -> bool:
    """Whether a file begins with the head of a mail: lines of a head from the first one on, and those of a mail."""
    start = head.lstrip(b"\xef\xbb\xbf\r\n\x00")
    found: set[bytes] = set()
    for number, line in enumerate(start[:8192].splitlines()):
        if not line:
            break
        if line[:1] in b" \t":
            if number == 0:
                return False
            continue
        name, colon, _ = line.partition(b":")
        if not colon or not name.strip() or b" " in name.strip() or len(name) > 76:
            if number < 2 and not line.startswith((b">From ", b"From ")):
                return False
            continue
        found.add(name.strip().lower())
    return len(found & _OF_A_MAIL) >= 2 and bool(found & _WITHOUT_DOUBT)
