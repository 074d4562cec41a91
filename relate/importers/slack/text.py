"""The text of Slack's messages as its reader saw it: mentions by name, links by what is shown, entities read."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Final

_MARK: Final = re.compile(r"<([@#!]?)([^<>|]{1,2000})(?:\|([^<>]{0,2000}))?>")
MENTION: Final = re.compile(r"<@([UW][A-Z0-9]{2,20})(?:\|[^<>]{0,200})?>")


def shown(text: str, name_of: Callable[[str], str]) -> str:
    """name_of: what a user is called, by his id; "" where nobody knows."""

    def one(found: re.Match[str]) -> str:
        sign, what, label = found[1], found[2], found[3] or ""
        if sign == "@":
            return f"@{name_of(what) or label or 'somebody'}"
        if sign == "#":
            return f"#{label or what}"
        if sign == "!":
            name = what.partition("^")[0]
            return label or f"@{name}"
        return label or what.removeprefix("mailto:").removeprefix("tel:")

    return html.unescape(_MARK.sub(one, text)).strip() if "<" in text or "&" in text else text.strip()
