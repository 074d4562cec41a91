"""The text of Discord's messages as its reader saw it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

MENTION: Final = re.compile(r"<@!?(\d{15,20})>")
_MARK: Final = re.compile(r"<(@!?|@&|#|a?:)([\w~]{1,60})(?::\d{1,20})?>")


def shown(text: str, names: Mapping[str, str]) -> str:
    """names: what accounts are called, by their numbers."""

    def one(found: re.Match[str]) -> str:
        sign, what = found[1], found[2]
        if sign in ("@", "@!"):
            return f"@{names.get(what, 'somebody')}"
        if sign.endswith(":"):
            return f":{what}:"
        return "@role" if sign == "@&" else "#channel"

    return _MARK.sub(one, text).strip() if "<" in text else text.strip()
