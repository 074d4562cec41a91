"""Which of the mails that wait are between people, and who is on them. Source: formats/contacts.md 4.3.

The strongest sign is that the owner wrote to an address: then it is a person's, whatever its mails look like, unless
it says itself that nobody reads it.
"""

from __future__ import annotations

import marshal
import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from relate.domain.records import IdentityKey, IdentityKind, Participant, Reason, Role
from relate.importers.mail import noise
from relate.importers.mail.addresses import Mailbox, mailboxes, same_box
from relate.importers.mail.heads import Line
from relate.importers.mail.kept import Waiting
from relate.importers.mail.owner import Owner
from relate.importers.side_by_side import Shared, Sharing

NETWORK: Final = "mail"
_POST = re.compile(rb"<\s*mailto:([^<>?\s]{3,320})", re.IGNORECASE)
_LIST = re.compile(rb"<([\w-]{1,100})\.([\w.-]{3,200})>")
_MOST_REMEMBERED: Final = 50_000
_MACHINES: Final = frozenset((Reason.NEWSLETTER.value, Reason.BY_A_MACHINE.value))


class Verdict(NamedTuple):
    """Who is on a mail between people, and the addresses that are not the owner's; or why it is none."""

    participants: tuple[Participant, ...]
    others: tuple[str, ...]
    reason: Reason | None
    says: str


class Judge:
    """Knows whose archive it is, to whom he wrote, and which addresses are lists, once it has learnt of every mail."""

    def __init__(self, owner: Owner) -> None:
        self._mine = owner.boxes()
        self._written: set[str] = set()
        self._lists: set[str] = set()
        self._verdicts: dict[tuple[bytes, ...], Verdict] = {}

    def learn(self, waiting: Iterable[Waiting]) -> Sharing[None]:
        """Whom the owner wrote to, and what the addresses of lists are, in this part and in all others."""
        for one in waiting:
            self._learn(one)
        for known in (yield Shared(marshal.dumps((list(self._written), list(self._lists))))):
            written, lists = marshal.loads(known)  # noqa: S302 - what was written above
            self._written.update(written)
            self._lists.update(lists)

    def _learn(self, one: Waiting) -> None:
        if one.doubt in _MACHINES:
            return
        lines = one.lines
        if lines[Line.LIST_POST] or lines[Line.LIST_ID]:
            self._lists.update(_list_addresses(lines[Line.LIST_POST], lines[Line.LIST_ID]))
        sender = _sender(lines)
        if sender is not None and self._is_mine(sender.mail):
            recipients = [*mailboxes(lines[Line.TO]), *mailboxes(lines[Line.CC]), *mailboxes(lines[Line.BCC])]
            if len(recipients) <= noise.MOST_RECIPIENTS:
                self._written.update([other.mail for other in recipients])

    def of(self, one: Waiting) -> Verdict:
        """What a mail is. The same people are on many, so what was found is kept."""
        lines = one.lines
        told = (
            lines[Line.FROM], lines[Line.SENDER], lines[Line.TO], lines[Line.CC], lines[Line.BCC], one.doubt.encode()
        )  # fmt: skip
        found = self._verdicts.get(told)
        if found is None:
            if len(self._verdicts) >= _MOST_REMEMBERED:
                self._verdicts.clear()
            found = self._verdicts[told] = self._of(lines, one.doubt)
        return found

    def _of(self, lines: list[bytes], doubt: str) -> Verdict:
        sender = _sender(lines)
        if sender is None:
            return _left_out(Reason.NO_PERSON, "its sender has no address")
        to, cc, bcc = (self._people(lines[line]) for line in (Line.TO, Line.CC, Line.BCC))
        if len(to) + len(cc) + len(bcc) > noise.MOST_RECIPIENTS:
            return _left_out(Reason.MASS_MAIL)
        outgoing = self._is_mine(sender.mail)
        if not outgoing and (reason := self._machine(sender.mail, doubt, to + cc)) is not None:
            return _left_out(reason)
        on_it = _once([
            (sender, Role.FROM), *((one, Role.TO) for one in to), *((one, Role.CC) for one in (*cc, *bcc)),
        ])  # fmt: skip
        people = [(one, role) for one, role in on_it if role is Role.FROM or self._is_person(one.mail)]
        others = tuple(one.mail for one, _ in people if not self._is_mine(one.mail))
        if not others:
            if any(one.mail in self._lists for one, _ in on_it):
                return _left_out(Reason.ON_A_LIST)
            return _left_out(
                Reason.NO_PERSON, "from you to yourself" if len(on_it) > 1 else "to nobody with an address"
            )
        return Verdict(tuple(self._participant(one, role) for one, role in people), others, None, "")

    def _machine(self, sender: str, doubt: str, recipients: list[Mailbox]) -> Reason | None:
        """Why what came from there is not from a person."""
        if noise.is_nobody(sender):
            return Reason.BY_A_MACHINE
        if sender in self._lists:
            return Reason.ON_A_LIST
        known = sender in self._written
        if doubt == Reason.ON_A_LIST.value:
            to_me = any(self._is_mine(one.mail) for one in recipients)
            return None if to_me and (known or not noise.is_machine(sender)) else Reason.ON_A_LIST
        if known:
            return None
        if doubt in _MACHINES:
            return Reason(doubt)
        return Reason.BY_A_MACHINE if noise.is_machine(sender) else None

    def _people(self, raw: bytes) -> list[Mailbox]:
        return [one for one in mailboxes(raw) if one.mail]

    def _is_mine(self, mail: str) -> bool:
        return mail in self._mine or same_box(mail) in self._mine

    def _is_person(self, mail: str) -> bool:
        return mail not in self._lists and not noise.is_nobody(mail)

    def _participant(self, one: Mailbox, role: Role) -> Participant:
        mine = self._mine.get(same_box(one.mail))
        if mine is not None:
            return Participant(mail_identity(mine), role)
        return Participant(mail_identity(one.mail), role, one.name)


def mail_identity(mail: str) -> IdentityKey:
    return IdentityKey(NETWORK, IdentityKind.MAIL, mail)


def _sender(lines: list[bytes]) -> Mailbox | None:
    """Who wrote it: From, else Sender; None where neither has an address."""
    for raw in (lines[Line.FROM], lines[Line.SENDER]):
        for one in mailboxes(raw):
            if one.mail:
                return one
    return None


def _once(people: Iterable[tuple[Mailbox, Role]]) -> list[tuple[Mailbox, Role]]:
    """Each address once, in its first part; whoever wrote to himself too only wrote."""
    found: dict[str, tuple[Mailbox, Role]] = {}
    for one, role in people:
        found.setdefault(one.mail, (one, role))
    return list(found.values())


def _list_addresses(post: bytes, name: bytes) -> list[str]:
    """Where one writes to a list: its List-Post, and what its List-Id comes to as an address."""
    found = [one.decode("utf-8", "replace").lower() for one in _POST.findall(post)]
    if (named := _LIST.search(name)) is not None:
        found.append(b"@".join(named.groups()).decode("utf-8", "replace").lower())
    return found


def _left_out(reason: Reason, says: str = "") -> Verdict:
    return Verdict((), (), reason, says)
