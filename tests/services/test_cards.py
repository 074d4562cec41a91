"""What stands on a card, of all that speaks for somebody."""

from __future__ import annotations

import pytest

from relate.domain.reasons import Reason, ReasonKind
from relate.services.cards import to_say

AT = 1_790_000_000_000


def said(*kinds: ReasonKind) -> list[ReasonKind]:
    return [reason.kind for reason in to_say([Reason(kind, as_of=AT, at=AT) for kind in kinds])]


@pytest.mark.parametrize(
    ("kinds", "told"),
    [
        (
            (ReasonKind.UNANSWERED_QUESTION, ReasonKind.CONVERSATION_STOPPED),
            [ReasonKind.UNANSWERED_QUESTION],
        ),
        ((ReasonKind.SAME_COMPANY, ReasonKind.LAST_TALK), [ReasonKind.SAME_COMPANY, ReasonKind.LAST_TALK]),
        (
            (ReasonKind.USUAL_RHYTHM, ReasonKind.SAME_COMPANY, ReasonKind.LAST_TALK),
            [ReasonKind.USUAL_RHYTHM, ReasonKind.SAME_COMPANY],
        ),
        ((ReasonKind.LAST_TALK,), [ReasonKind.LAST_TALK]),
    ],
    ids=["the same day once", "a company beside the last talk", "a rhythm says it already", "nothing else to say"],
)
def test_what_is_said_on_a_card(kinds: tuple[ReasonKind, ...], told: list[ReasonKind]) -> None:
    assert said(*kinds) == told
