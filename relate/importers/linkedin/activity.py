"""What passed between the owner and others besides messages, and the events and companies he follows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from relate.domain.moments import Moment
from relate.domain.normalise import text_key
from relate.domain.records import (
    EventRecord,
    IdentityKey,
    IdentityKind,
    InteractionRecord,
    Kind,
    Participant,
    Position,
    Reason,
    Record,
    Role,
    Skipped,
    WishRecord,
)
from relate.importers import dates
from relate.importers.linkedin.keys import Keys, full_name, is_nobody
from relate.importers.linkedin.rows import is_empty, left_out, plain
from relate.importers.table import Table

_GONE: Final = frozenset({"rejected", "declined", "withdrawn", "archived", "deleted"})


def invitations(table: Table, file: str, keys: Keys) -> Iterator[Record | Skipped]:
    """Invitations to connect, who sent them and their words. Without links the direction tells which side is mine."""
    sender, receiver, sent, text = table.at("From"), table.at("To"), table.at("Sent At"), table.at("Message")
    inviter, invitee = table.at("inviterProfileUrl"), table.at("inviteeProfileUrl")
    direction = table.at("Direction")
    for number, row in table.rows:
        where = Position(file, number)
        if table.is_broken(row) or is_empty(row):
            yield left_out(where, Reason.UNREADABLE if table.is_broken(row) else Reason.EMPTY, row)
            continue
        sides = [keys.person(row[inviter], row[sender]), keys.person(row[invitee], row[receiver])]
        out = row[direction].strip().upper() == "OUTGOING"
        mine = 0 if out else 1
        if row[direction].strip() and not row[inviter if out else invitee]:
            sides[mine] = keys.mine
        first, second = sides
        if first is None or second is None or {first, second} <= keys.owner:
            yield left_out(where, Reason.CLOSED_PROFILE if _closed(row, sender, receiver) else Reason.NO_PERSON, row)
            continue
        named = tuple(sorted((keys.name(row[sender]), keys.name(row[receiver]))))
        yield InteractionRecord(
            where,
            Kind.INVITATION,
            invited_at(row[sent]),
            (Participant(first, Role.FROM, row[sender].strip()), Participant(second, Role.TO, row[receiver].strip())),
            ("linkedin.invitation.1", row[sender], row[receiver], row[sent], row[text]),
            ("invitation", *named) if all(named) else (),
            text=plain(row[text]),
        )


def _closed(row: list[str], *names: int) -> bool:
    return any(row[name].strip() and is_nobody(row[name]) for name in names)


def invited_at(text: str) -> Moment | None:
    return dates.us_minute(text) or dates.utc_second(text)


def endorsements(table: Table, file: str, keys: Keys, *, received: bool) -> Iterator[Record | Skipped]:
    """One interaction for each skill, so that another skill in a later archive leaves the known ones as they are."""
    who = "Endorser" if received else "Endorsee"
    first, last, url = table.at(f"{who} First Name"), table.at(f"{who} Last Name"), table.at(f"{who} Public Url")
    date, skill, status = table.at("Endorsement Date"), table.at("Skill Name"), table.at("Endorsement Status")
    way = "received" if received else "given"
    for number, row in table.rows:
        where, name, state = Position(file, number), full_name(row[first], row[last]), row[status].strip().casefold()
        key = keys.person(row[url], name)
        reason = (
            Reason.EMPTY if is_empty(row)
            else Reason.UNREADABLE if table.is_broken(row)
            else _no_person(name) if key is None
            else Reason.HIDDEN_BY_YOU if received and state == "hidden"
            else Reason.DECLINED if state in _GONE
            else None
        )  # fmt: skip
        if reason is not None or key is None:
            yield left_out(where, reason or Reason.NO_PERSON, row)
            continue
        told = key.key if key.kind is IdentityKind.PROFILE else name
        yield InteractionRecord(
            where,
            Kind.ENDORSEMENT,
            dates.utc_second(row[date]) or dates.us_minute(row[date]),
            _between(key, name, keys, received=received),
            ("linkedin.endorsement.1", way, told, row[date], row[skill]),
            ("endorsement", way, keys.name(name), text_key(row[skill])) if keys.name(name) else (),
            detail=row[skill].strip(),
        )


def recommendations(table: Table, file: str, keys: Keys, *, received: bool | None) -> Iterator[Record | Skipped]:
    """Recommendations name their writer or reader without a link. `received` None: the file does not tell which."""
    first, last, text = table.at("First Name"), table.at("Last Name"), table.at("Text")
    date, status = table.at("Creation Date"), table.at("Status")
    company, title = table.at("Company"), table.at("Job Title")
    for number, row in table.rows:
        where, name, state = Position(file, number), full_name(row[first], row[last]), row[status].strip().casefold()
        key = keys.named(name)
        reason = (
            Reason.EMPTY if is_empty(row)
            else Reason.UNREADABLE if table.is_broken(row)
            else _no_person(name) if key is None
            else Reason.HIDDEN_BY_YOU if received and state == "hidden"
            else Reason.DRAFT if state == "draft"
            else Reason.DECLINED if state in _GONE
            else None
        )  # fmt: skip
        if reason is not None or key is None:
            yield left_out(where, reason or Reason.NO_PERSON, row)
            continue
        words = plain(row[text])
        yield InteractionRecord(
            where,
            Kind.RECOMMENDATION,
            dates.us_minute(row[date]) or dates.utc_second(row[date]) or dates.day(row[date]),
            _between(key, name, keys, received=received),
            ("linkedin.recommendation.1", row[first], row[last], row[date], row[text]),
            ("recommendation", keys.name(name), text_key(words)),
            text=words,
            detail=", ".join(part for part in (row[title].strip(), row[company].strip()) if part),
        )


def follows(table: Table, file: str, keys: Keys) -> Iterator[Record | Skipped]:
    """People the owner follows, by name alone; one he follows no more is counted and left out."""
    date, status, full = table.at("Date"), table.at("Status"), table.at("FullName")
    for number, row in table.rows:
        where, name = Position(file, number), " ".join(row[full].split())
        key = keys.named(name)
        reason = (
            Reason.EMPTY if is_empty(row)
            else Reason.UNREADABLE if table.is_broken(row)
            else _no_person(name) if key is None
            else Reason.DECLINED if row[status].strip().casefold() not in ("", "active")
            else None
        )  # fmt: skip
        if reason is not None or key is None:
            says = "you follow them no more" if reason is Reason.DECLINED else ""
            yield left_out(where, reason or Reason.NO_PERSON, row, says)
            continue
        yield InteractionRecord(
            where,
            Kind.FOLLOW,
            dates.utc_second(row[date]) or dates.us_minute(row[date]),
            _between(key, name, keys, received=False),
            ("linkedin.follow.1", row[full], row[date]),
        )


def company_follows(table: Table, file: str) -> Iterator[Record | Skipped]:
    """Companies the owner follows."""
    company, date = table.at("Organization"), table.at("Followed On")
    for number, row in table.rows:
        where, name = Position(file, number), " ".join(row[company].split())
        if table.is_broken(row) or not name:
            yield left_out(where, Reason.EMPTY if is_empty(row) else Reason.UNREADABLE, row)
            continue
        yield WishRecord(where, "company", name, dates.weekday_second(row[date]) or dates.utc_second(row[date]))


def events(table: Table, file: str) -> Iterator[Record | Skipped]:
    """Events the owner said yes to or was asked to; who else was there is in no archive."""
    name, time, status = table.at("Event Name"), table.at("Event Time"), table.at("Status")
    link = table.at("External Url")
    for number, row in table.rows:
        where, called = Position(file, number), " ".join(row[name].split())
        if table.is_broken(row) or not called:
            yield left_out(where, Reason.EMPTY if is_empty(row) else Reason.UNREADABLE, row)
            continue
        start, end = dates.span(row[time])
        yield EventRecord(
            where,
            called,
            start,
            end,
            ("linkedin.event.1", row[name], row[time]),
            link=row[link].strip(),
            attended=row[status].strip().upper() in ("", "APPROVED", "ATTENDING"),
        )


def _no_person(name: str) -> Reason:
    return Reason.CLOSED_PROFILE if name and is_nobody(name) else Reason.NO_PERSON


def _between(key: IdentityKey, name: str, keys: Keys, *, received: bool | None) -> tuple[Participant, Participant]:
    theirs, mine = (Role.FROM, Role.TO) if received else (Role.TO, Role.FROM)
    if received is None:
        theirs = mine = Role.PRESENT
    return Participant(key, theirs, name), Participant(keys.mine, mine)
