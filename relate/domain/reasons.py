"""Why somebody is named: a kind, numbers, and the ids of the records behind each clause.

A reason holds no text of its own; `wording.py` makes the sentences. Every reason that rests on a silence carries
`as_of`, and claims nothing after it. Source: design/ranking.md, "How far we know" and "Priority".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class ReasonKind(StrEnum):
    """Why; the words of the command line's `kind`."""

    # Waiting for your answer
    THEY_WROTE_LAST = "they_wrote_last"
    ANSWERED_SINCE = "answered_since"
    DID_THEY_ANSWER = "did_they_answer"
    # This week
    PROMISE_DUE = "promise_due"
    BIRTHDAY = "birthday"
    REMEMBER = "day_to_remember"
    # The follow-up round of an event
    KEPT_AT_EVENT = "kept_at_event"
    # Reconnect
    ASKED_FOR = "asked_for"
    USUAL_RHYTHM = "usual_rhythm"
    PROMISED_RHYTHM = "promised_rhythm"
    CLOSE_ONCE = "close_once"
    UNANSWERED_QUESTION = "unanswered_question"
    NEWS = "news"
    FITS = "fits"
    # What is known where history is thin
    CONVERSATION_STOPPED = "conversation_stopped"
    RECOMMENDED = "recommended"
    SAME_COMPANY = "same_company"
    OWN_INVITATION = "own_invitation"
    KNOWN_FROM_ELSEWHERE = "known_from_elsewhere"
    LAST_TALK = "last_talk"
    NEWLY_CONNECTED = "newly_connected"
    COMPANY_I_KNOW = "company_i_know"
    NEVER_TALKED = "never_talked"
    ENDORSED = "endorsed"


SILENT: frozenset[ReasonKind] = frozenset(
    (
        ReasonKind.THEY_WROTE_LAST,
        ReasonKind.ANSWERED_SINCE,
        ReasonKind.DID_THEY_ANSWER,
        ReasonKind.USUAL_RHYTHM,
        ReasonKind.PROMISED_RHYTHM,
        ReasonKind.CLOSE_ONCE,
        ReasonKind.LAST_TALK,
        ReasonKind.NEVER_TALKED,
        ReasonKind.UNANSWERED_QUESTION,
        ReasonKind.CONVERSATION_STOPPED,
        ReasonKind.NEWLY_CONNECTED,
    )
)
"""The kinds that rest on something not having happened; these carry `as_of`."""

TALKS: frozenset[ReasonKind] = SILENT - {ReasonKind.NEWLY_CONNECTED, ReasonKind.NEVER_TALKED}
"""Those of them whose `at` is something that was said."""

INVITED = "invited"
"""The detail of having become connected after an invitation with words of its own."""

STRENGTH: tuple[ReasonKind, ...] = tuple(ReasonKind)
"""Strongest first: of two reasons for one person the earlier one leads the card."""
_PLACE = {kind: place for place, kind in enumerate(STRENGTH)}


@dataclass(frozen=True, slots=True)
class Reason:
    """One clause of why.

    rhythm: days between contacts, usual or promised. silence: days from the last known contact to `as_of`. as_of: UTC
    milliseconds up to which that is known. at: when it happened (their message, my question, the last talk, becoming
    connected), UTC milliseconds. day: when it is due, days since 1970. until_day: the end of a span of days that
    begins with `day`. detail: words of the record (a role, a promise, a company). records: ids of the interactions,
    thread items or facts behind it. theirs: of a question, that they asked it. count: how many others it is true of.
    """

    kind: ReasonKind
    rhythm: float | None = None
    silence: float | None = None
    as_of: int | None = None
    at: int | None = None
    day: int | None = None
    until_day: int | None = None
    detail: str = ""
    records: tuple[int, ...] = ()
    theirs: bool = False
    count: int | None = None

    def __post_init__(self) -> None:
        if self.kind in SILENT and self.as_of is None:
            raise ValueError(f"a reason of kind {self.kind} must say as of when it is known")

    def resting_on(self, records: Iterable[int]) -> Reason:
        """The same reason with the records behind it."""
        return replace(self, records=tuple(records))


def strongest_first(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """One reason of each kind, the strongest first; of equal kinds the first given."""
    given = tuple(reasons)
    if len(given) < 2:
        return given
    by_kind: dict[ReasonKind, Reason] = {}
    for reason in given:
        by_kind.setdefault(reason.kind, reason)
    return tuple(sorted(by_kind.values(), key=lambda reason: _PLACE[reason.kind]))


@dataclass(frozen=True, slots=True)
class SwitchedOff:
    """*Not because of this*: a reason somebody is not named for until there is a new record. at: UTC milliseconds."""

    person: int
    kind: ReasonKind
    at: int


def without_switched_off(
    person: int, reasons: Sequence[Reason], switched_off: Iterable[SwitchedOff], newest_record: int | None
) -> tuple[Reason, ...]:
    """The reasons that may still name a person.

    newest_record: when the newest thing that could renew a reason came in (the last contact), UTC milliseconds; a
    reason with an instant of its own (`at`) is renewed by that.
    """
    off = {each.kind: each.at for each in switched_off if each.person == person}
    return tuple(
        reason
        for reason in reasons
        if reason.kind not in off or (reason.at if reason.at is not None else newest_record or 0) > off[reason.kind]
    )
