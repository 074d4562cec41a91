"""What every file of a LinkedIn archive needs of its rows: rows left out, and text without its markup."""

from __future__ import annotations

import html
import re
from typing import Final

from relate.domain.patterns import late
from relate.domain.records import Position, Reason, Skipped

MOST_RAW: Final = 16_384
_KEPT_RAW: Final = frozenset({Reason.UNREADABLE, Reason.INCOMPLETE, Reason.NO_PERSON})

_UNSEEN: Final = re.compile(
    r"<(style|script|head)\b.{0,200000}?</\1\s*>|<!--.{0,200000}?-->", re.IGNORECASE | re.DOTALL
)
_BREAK: Final = re.compile(r"<br\b[^<>]{0,500}/?>|</(?:p|div|li|tr|h[1-6]|blockquote|ul|ol|table)\s*>", re.IGNORECASE)
_TAG: Final = late(
    r"</?(?:a|abbr|article|b|blockquote|body|br|button|center|code|div|em|figure|font|footer|h[1-6]|head|header|hr|html|i"
    r"|img|input|label|li|link|main|meta|ol|p|pre|s|section|small|span|strike|strong|style|sub|sup|table|tbody|td|tfoot"
    r"|th|thead|title|tr|u|ul)(?:\s[^<>]{0,5000})?/?>",
    re.IGNORECASE,
)
_BLANK_LINES: Final = re.compile(r"\n[ \t]*(?:\n[ \t]*)+\n")


def left_out(where: Position, reason: Reason, row: list[str], says: str = "") -> Skipped:
    """A row that becomes nothing. Its cells are kept only where somebody might mend them."""
    raw = "\t".join(row).strip()[:MOST_RAW] if reason in _KEPT_RAW else ""
    return Skipped(where, reason, says, raw)


def is_empty(row: list[str]) -> bool:
    return not any(cell and not cell.isspace() for cell in row)


def plain(text: str) -> str:
    """Text as its writer saw it: tags of HTML gone, entities read, lines kept; "a < b" and "<3" stay."""
    if "<" in text and _TAG.search(text) is not None:
        text = _TAG.sub("", _BREAK.sub("\n", _UNSEEN.sub("", text)))
    if "&" in text:
        text = html.unescape(text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\xa0" in text or "\n\n" in text:
        text = _BLANK_LINES.sub("\n\n", text.replace("\xa0", " "))
    return text.strip()
