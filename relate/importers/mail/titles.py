"""What mails are called where they are listed: by whose they are where that is plain, else by their file.

Gmail names every download alike, in the language of the account ("All mail Including Spam and Trash.mbox"), and writes
lines into each mail that nobody else does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from relate.domain.errors import UnreadableSource
from relate.domain.normalise import mail_key
from relate.importers.source import Member, Source

_GMAIL: Final = re.compile(rb"^X-(?:GM-THRID|Gmail-Labels):", re.MULTILINE)
_DELIVERED: Final = re.compile(rb"^Delivered-To:[ \t]*(\S{3,254})[ \t]*\r?$", re.MULTILINE)
_LOOKED_INTO: Final = 20


def title(source: Source, members: Sequence[Member]) -> str:
    """Of an archive with these files of mails. Looks at their beginnings."""
    heads = [_head(source, member) for member in members[:_LOOKED_INTO]]
    if all(_GMAIL.search(head) for head in heads):
        got = Counter(found[1] for head in heads for found in _DELIVERED.finditer(head))
        mine = next((mail for line, _ in got.most_common() if (mail := mail_key(line.decode("ascii", "replace")))), "")
        return f"Gmail of {mine}" if mine else "Gmail"
    return members[0].name.removesuffix(".mbox") if len(members) == 1 else f"{source.title}, mails"


def _head(source: Source, member: Member) -> bytes:
    try:
        return source.head(member)
    except UnreadableSource:
        return b""
