"""Who somebody in an online meeting is, as far as the name tells: devices, telephones and note takers are nobody."""

from __future__ import annotations

import re
from typing import Final

from relate.domain.names import name_key
from relate.domain.patterns import late

_DEVICE: Final = (
    r"(?:i(?:phone|pad|pod|mac)|macbook(?: (?:pro|air))?|android"
    r"|(?:galaxy|pixel|huawei|xiaomi|redmi|samsung|oneplus)[\w +-]{0,16}|sm-\w+|surface|laptop|desktop|tablet|phone"
    r"|handy|mobile|computer|pc|zoom ?rooms?)(?: ?\d{0,2})"
)
_ONLY_DEVICE: Final = late(rf"{_DEVICE}(?:[- ]\w{{0,12}}\d\w*)?", re.IGNORECASE)
_DEVICE_OF: Final = late(
    rf"{_DEVICE}\s*[(（](?P<a>[^()（）]+)[)）]|(?P<b>.+?)['’]s {_DEVICE}|{_DEVICE} (?:von|de|di|od|van) (?P<c>.+)"
    rf"|(?P<d>.+?)\s*[-–(]\s*{_DEVICE}\)?",
    re.IGNORECASE,
)
_TELEPHONE: Final = re.compile(r"\+?[\d*•xX().\s-]{6,24}(?:[(（].*[)）])?")
_NOTE_TAKER: Final = re.compile(
    r"\b(?:fireflies|otter\.ai|otter ?pilot|read\.ai|notetaker|note ?taker|meeting notes|fathom|tl;?dv|grain|avoma|"
    r"gong|chorus|recorder|copilot|krisp|sembly|supernormal|meetgeek|bluedot|recall\.ai)\b|\.ai\b",
    re.IGNORECASE,
)
_NOBODY: Final = frozenset(
    {"guest", "anonymous", "unknown", "unknown user", "zoom user", "user", "teams user", "invitado", "gast", "invite",
     "host", "test", "participant", "attendee", "unverified", "external", "n a", "na", "none"}
)  # fmt: skip
_MINE: Final = re.compile(r"[(（][^()（）]*\b(?:me|ich|moi|yo|eu|io|ja|já)\b[^()（）]*[)）]\s*$", re.IGNORECASE)
_PART: Final = late(
    r"[(（]\s*(?:co-?host|host|me|guest|external|unverified|presenter|organizer|gast|extern|hôte|"
    r"(?:she|he|they|her|him|them|sie|er|elle|il|ella|él|ona|on)(?:\s*[/,]\s*\w+){1,3})(?:\s*,\s*\w+)*\s*[)）]",
    re.IGNORECASE,
)
_ORIGINAL: Final = re.compile(r"(?P<shown>.+?)\s*[(（](?P<original>[^()（）]{2,80})[)）]\s*")


def is_mine(text: str) -> bool:
    """Whether the list marks this name as that of whoever had it written: "Mara Lindqvist (Host, me)"."""
    return _MINE.search(text) is not None


def person_called(text: str) -> tuple[str, str]:
    """(name, "") of the person behind a name in a meeting, or ("", what it is instead).

    "Jane (Jane Doe)" is Jane Doe, "iPhone (Jane)" and "Jane's iPhone" are Jane.
    """
    name = " ".join(_PART.sub(" ", text).split())
    if not name:
        return "", "without a name"
    if _TELEPHONE.fullmatch(name):
        return "", "a telephone without a name"
    if _NOTE_TAKER.search(name):
        return "", "a note taker, no person"
    if found := _DEVICE_OF.fullmatch(name):
        name = next(part for part in found.groups() if part).strip()
    elif found := _ORIGINAL.fullmatch(name):
        name = _fuller(found["shown"].strip(), found["original"].strip())
    if _ONLY_DEVICE.fullmatch(name):
        return "", "a device without a name"
    if not name_key(name) or name_key(name) in _NOBODY:
        return "", "without a name"
    return name, ""


def _fuller(shown: str, original: str) -> str:
    """Of what somebody calls himself and what his account is called, the one that is a whole name."""
    if _ONLY_DEVICE.fullmatch(original) or not name_key(original) or "@" in original:
        return shown
    if _ONLY_DEVICE.fullmatch(shown) or not name_key(shown):
        return original
    return original if len(original.split()) > len(shown.split()) == 1 else shown
