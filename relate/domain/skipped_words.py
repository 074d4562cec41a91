"""What rows that were left out are called beside how many there are: "1 newsletter", "45 closed profiles"."""

from __future__ import annotations

from typing import Final

_MANY: Final = {
    "closed profile": "closed profiles", "draft": "drafts", "newsletter": "newsletters",
    "mail by a machine": "mails by machines", "mail on a list": "mails on lists",
    "mass mail to over 25 people": "mass mails to over 25 people", "deleted mail": "deleted mails",
    "copy of a mail": "copies of mails",
}  # fmt: skip
"""Reasons that are things and have a plural; the others follow their count as they are."""


def kind_of(reason: str, count: int) -> str:
    """The words of a `records.Reason` as they follow the count."""
    return reason if count == 1 else _MANY.get(reason, reason)
