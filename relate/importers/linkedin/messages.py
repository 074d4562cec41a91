"""LinkedIn's messages, every era: 2018 without links and ids, later with a link for the sender, since 2023 for all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from operator import itemgetter
from typing import Final, NamedTuple

from relate.domain.naming import CREDENTIALS
from relate.domain.normalise import text_key
from relate.domain.records import (
    IdentityKey,
    InteractionRecord,
    Kind,
    Participant,
    Position,
    Reason,
    Record,
    Role,
    Skipped,
)
from relate.importers import dates
from relate.importers.linkedin.keys import Keys, closed_account, is_nobody
from relate.importers.linkedin.rows import is_empty, left_out, plain
from relate.importers.table import Table

_CAMPAIGN: Final = re.compile(r"spinmail|%[A-Z]{4,12}NAME%|\{\{\s*first_?name\s*\}\}", re.IGNORECASE)
_MARKUP: Final = re.compile(r"</?(?:p|br|a|div|span|table|strong)\b", re.IGNORECASE)
_BETWEEN_NAMES: Final = re.compile(r",(?!\s)")
_USUAL_FOLDERS: Final = frozenset({"INBOX", "SENT", "ARCHIVE", "ARCHIVED", ""})
_YES: Final = frozenset({"yes", "true", "1"})
_NOT: Final = frozenset({"", "No"})
# As Position(…) and InteractionRecord(…), in half the time.
_position: Callable[[type[Position], tuple[str, int]], Position] = tuple.__new__
_interaction: Callable[[type[InteractionRecord], tuple[object, ...]], InteractionRecord] = tuple.__new__


class Sides(NamedTuple):
    """Who is on a message: participants, the two names as rows of every era have them, whether all of it is me, and
    whether what is written so is a message, however the rest of the row may be."""

    participants: tuple[Participant, ...]
    sender: str
    receiver: str
    only_me: bool
    sure: bool


class Header:
    """Where a message file keeps what; a column it does not have is the always empty one."""

    def __init__(self, table: Table) -> None:
        self.conversation = table.at("CONVERSATION ID")
        self.title = table.at("CONVERSATION TITLE")
        self.sender = table.at("FROM")
        self.sender_url = table.at("SENDER PROFILE URL")
        self.to = table.at("TO")
        self.to_urls = table.at("RECIPIENT PROFILE URLS")
        self.date = table.at("DATE")
        self.subject = table.at("SUBJECT")
        self.content = table.at("CONTENT")
        self.folder = table.at("FOLDER")
        self.direction = table.at("DIRECTION")
        self.draft = table.at("IS MESSAGE DRAFT")
        self.draft_thread = table.at("IS CONVERSATION DRAFT")
        self.attachments = table.at("ATTACHMENTS")
        self.has_links = "SENDER PROFILE URL" in table


def messages(table: Table, file: str, keys: Keys, known_names: frozenset[str]) -> Iterator[Record | Skipped]:
    """Every row as a message or with the reason why it is none.

    known_names: name keys of people, by which a list of recipients without links is told from one name with a comma.
    """
    head = Header(table)
    sides_of = _Sides(head, keys, known_names)
    wide = table.width + 1
    known, written = sides_of.known.get, sides_of.written
    conversation_at, date_at, content_at, subject_at = head.conversation, head.date, head.content, head.subject
    sender_at, to_at, title_at, attachments_at = head.sender, head.to, head.title, head.attachments
    message, utc_second = Kind.MESSAGE, dates.utc_second
    for number, row in table.rows:
        where = _position(Position, (file, number))
        sides = known(written(row))
        if sides is None or not sides.sure or len(row) != wide:
            if (reason := _why_not(table, head, row)) is not None:
                yield left_out(where, reason, row)
                continue
            sides = sides_of(row)
            if sides.only_me:
                yield left_out(where, Reason.NO_PERSON, row, "a message to yourself")
                continue
        conversation, date, content, subject = row[conversation_at], row[date_at], row[content_at], row[subject_at]
        text = plain(content)
        told = (
            where,
            message,
            utc_second(date) or dates.us_minute(date),
            sides.participants,
            ("linkedin.message.1", conversation, date, content)
            if conversation
            else ("linkedin.message.1", row[sender_at], row[to_at], date, subject, content),
            ("message", sides.sender, sides.receiver, text_key(text)),
            conversation,
            subject or row[title_at],
            text,
            "attachment" if not text and row[attachments_at] else "",
            "",
        )
        yield _interaction(InteractionRecord, told)


def _is_usual(head: Header, row: list[str]) -> bool:
    """Whether nothing that may make a row none is written where that is said, as it is in nearly every one."""
    return (
        row[head.folder] in _USUAL_FOLDERS
        and row[head.draft] in _NOT
        and row[head.draft_thread] in _NOT
        and row[head.sender_url] != ""
    )


def _why_not(table: Table, head: Header, row: list[str]) -> Reason | None:
    if table.is_broken(row):
        return Reason.UNREADABLE
    if row[head.folder].strip().upper() == "SPAM":
        return Reason.SPAM
    if row[head.draft].casefold() in _YES or row[head.draft_thread].casefold() in _YES:
        return Reason.DRAFT
    if not row[head.sender_url]:
        if row[head.direction].strip().upper() != "OUTGOING" and _is_campaign(row, head):
            return Reason.SPONSORED
        if not row[head.sender] and is_empty(row):
            return Reason.EMPTY
    return None


def _is_campaign(row: list[str], head: Header) -> bool:
    """Sponsored mail: nobody's link, and the marks of the tool it was made with, or a title over markup."""
    content = row[head.content]
    if _CAMPAIGN.search(content):
        return True
    titled = head.has_links and (row[head.title] or row[head.subject])
    return bool(titled) and _MARKUP.search(content) is not None


def _ends_a_name(part: str) -> bool:
    """Whether what stands behind a comma is no name of its own: "", " PhD", "M.B.A."."""
    return part[:1].isspace() or all(word.replace(".", "").lower() in CREDENTIALS for word in part.split())


class _Sides:
    """Participants by what the row says of them, worked out once for each way two people are written."""

    def __init__(self, head: Header, keys: Keys, known_names: frozenset[str]) -> None:
        self._head = head
        self._keys = keys
        self._known_names = known_names
        self.known: dict[tuple[str, ...], Sides] = {}
        """What is known so far by what is `written`."""
        self.written: Callable[[list[str]], tuple[str, ...]] = itemgetter(
            head.sender_url, head.sender, head.to_urls, head.to, head.direction, head.folder, head.draft,
            head.draft_thread,
        )  # fmt: skip

    def __call__(self, row: list[str]) -> Sides:
        written = self.written(row)
        sides = self.known.get(written)
        if sides is None:
            head = self._head
            closed = closed_account(row[head.conversation], row[head.date], row[head.content])
            sides = self._work_out(row, closed)
            if all(participant.key != closed for participant in sides.participants):
                self.known[written] = sides
        return sides

    def _work_out(self, row: list[str], closed: IdentityKey) -> Sides:
        head, keys = self._head, self._keys
        name, to = row[head.sender].strip(), row[head.to].strip()
        names = keys.name(name), keys.name(to)
        way = row[head.direction].strip().upper()
        if way == "OUTGOING":
            sender = keys.mine
        else:
            sender = keys.profile(row[head.sender_url]) or keys.named(name) or closed
        receivers = self._receivers(row[head.to_urls], to, closed)
        if way == "INCOMING":
            receivers = self._with_me(receivers, to)
        elif not receivers and sender not in keys.owner and keys.owner_name:
            receivers = [Participant(keys.mine, Role.TO)]
        others = [one for one in dict.fromkeys(receivers) if one.key != sender]
        participants = (Participant(sender, Role.FROM, "" if is_nobody(name) else name), *others)
        only_me = all(one.key in keys.owner for one in participants)
        return Sides(participants, *names, only_me, not only_me and _is_usual(head, row))

    def _receivers(self, urls: str, to: str, closed: IdentityKey) -> list[Participant]:
        links = [link for link in urls.split(",") if link.strip()]
        if links:
            return self._linked(links, to)
        if not to:
            return []
        if is_nobody(to):
            return [Participant(closed, Role.TO)]
        receivers = []
        for name in self._split(to):
            key = closed if is_nobody(name) else self._keys.named(name)
            if key is not None:
                receivers.append(Participant(key, Role.TO, "" if key is closed else name))
        return receivers

    def _linked(self, links: list[str], to: str) -> list[Participant]:
        """Links beside names: a name belongs to a link only where both lists have the same length.

        No space is written between two names, and one is before most degrees.
        """
        names = [to] if len(links) == 1 else to.split(",")
        if len(names) > len(links):
            names = _BETWEEN_NAMES.split(to)
        if len(names) != len(links):
            names = [""] * len(links)
        receivers = []
        for link, name in zip(links, names, strict=True):
            key = self._keys.profile(link)
            if key is not None:
                receivers.append(Participant(key, Role.TO, "" if is_nobody(name) else name.strip()))
        return receivers

    def _split(self, to: str) -> list[str]:
        """Recipients without links: several only where one of them at least is a name known from elsewhere.

        LinkedIn writes no space between two recipients: what nobody is called and stands behind one is the end of the
        name before, as degrees always are.
        """
        if "," not in to:
            return [to]
        parts = to.split(",")
        names: list[str] = []
        start, known = 0, False
        while start < len(parts):
            for end in range(len(parts), start, -1):
                name = ",".join(parts[start:end]).strip()
                if self._is_known(name, whole=end - start == 1):
                    names.append(name)
                    start, known = end, True
                    break
            else:
                if names and _ends_a_name(parts[start]):
                    names[-1] += "," + parts[start].rstrip()
                else:
                    names.append(parts[start].strip())
                start += 1
        return names if known else [to]

    def _is_known(self, name: str, *, whole: bool) -> bool:
        """Whether somebody is called so. Several pieces together count only as they were written elsewhere."""
        if whole and is_nobody(name):
            return bool(name)
        return (self._keys.name(name) if whole else name.casefold()) in self._known_names

    def _with_me(self, receivers: list[Participant], to: str) -> list[Participant]:
        """A message that came in is to me: I am the one the row names, or one more where it names others."""
        if any(receiver.key in self._keys.owner for receiver in receivers):
            return receivers
        mine = Participant(self._keys.mine, Role.TO, to if len(receivers) == 1 else "")
        return [mine] if len(receivers) <= 1 else [*receivers, mine]
