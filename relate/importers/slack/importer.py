"""A workspace of Slack, as its owners export it: JSON of every era, as a zip or a folder (formats/contacts.md 5.6)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from relate.domain.records import IdentityKey, IdentityKind, PersonRecord, Position, Reason, Record, Skipped
from relate.importers import dates
from relate.importers.archive import Archive, Choice, HowTo, Question, Wait
from relate.importers.json_items import Broken, mapping, words
from relate.importers.json_rows import broken
from relate.importers.owned import owner_first
from relate.importers.slack.conversations import (
    Lists,
    candidates,
    conversation_of,
    learn_threads,
    lists_of,
    values,
    whose,
)
from relate.importers.slack.files import Known, Part, belonging, classify, of_one_home, texts
from relate.importers.slack.messages import messages
from relate.importers.slack.people import NETWORK, person
from relate.importers.source import Member, Source

OWNER: Final = "owner"
NOBODY: Final = "nobody"
_MOST_CHOICES: Final = 12
_TEXT: Final = "is a Slack export as text, which does not say for sure who is who: export again and choose JSON."
_LAST_DAY: Final = re.compile(r"(\w{3,9}) (\d{1,2}) (20\d\d)(?!.*\d{4})")
_DAY: Final = re.compile(r"(20\d\d)-(\d\d)-(\d\d)")
_COMPANY: Final = re.compile(r"(.+?) Slack export\b", re.IGNORECASE)


class Slack:
    """Slack's export. The rows of a file are its messages, of users.json the people of the workspace."""

    source_id = "slack"
    network = NETWORK
    title = "Slack"
    icon = "hash"
    suffixes: tuple[str, ...] = (".zip", ".json")
    how_to: HowTo | None = HowTo(
        holds="direct messages, mentions, profiles",
        takes="minutes to some hours",
        steps=(
            "Only owners and administrators of a workspace can export it: ask one of them where you are none.",
            "In Slack on a computer click the workspace's name, then Tools & settings, Workspace settings.",
            "In the browser choose Import/Export Data, then Export.",
            "Choose the whole time and the format JSON. Direct messages are in the export only where the plan and the "
            "workspace's rules allow it; else it holds the public channels.",
            "Slack sends a message when it is ready. Download the zip and drop it here as it is.",
        ),
        link="https://slack.com/services/export",
        choose="JSON, all time",
        waits=(Wait("", 6 * 60),),
    )

    def recognise(self, source: Source) -> Archive | None:
        """The files of one export; others side by side are left for later."""
        known = classify(source, source.members)
        if not known:
            return None
        files = of_one_home(known)
        members = tuple(file.member for file in files)
        lists = lists_of(source, files)
        owner = whose(lists)
        questions = () if owner else _asked(lists)
        return Archive(
            self.source_id,
            self.network,
            _title(source.title, len(files), members[0].name),
            members,
            _told_day(source.title) or _newest_day(files),
            False,
            (lists.users.key(owner),) if owner else (),
            tuple(_counts(lists)),
            unread=tuple(belonging(source, files)),
            questions=questions,
            shape=f"slack.{lists.users.team}" if questions and lists.users.team else "",
        )

    def turned_away(self, source: Source) -> tuple[str, tuple[Member, ...]] | None:
        """An export as text, which has neither ids nor exact times."""
        members = tuple(texts(source))
        return (_TEXT, members) if members else None

    def owner_answered(self, archive: Archive) -> tuple[IdentityKey, ...]:
        """The user who was chosen."""
        answer = archive.answer(OWNER)
        return () if answer == NOBODY else (IdentityKey(NETWORK, IdentityKind.ID, answer, ":" not in answer),)

    def read(self, source: Source, archive: Archive) -> Iterator[Record | Skipped]:
        """The owner, everybody's profile, then conversation by conversation."""
        files = classify(source, archive.members)
        lists = lists_of(source, files)
        me = _answered(archive, lists)
        told = chain(_users(source, files, lists, me), _days(source, files, lists, me))
        return owner_first(told, (lists.users.key(me),)) if me else told


def _users(source: Source, files: Sequence[Known], lists: Lists, me: str) -> Iterator[Record | Skipped]:
    """The owner's profile first, wherever it stands among the others."""
    others: list[PersonRecord | Skipped] = []
    for file in files:
        if file.part is not Part.USERS:
            continue
        row = 0
        for row, item in enumerate(values(source, file.member, counted=True), 1):
            where = Position(file.member.path, row)
            if isinstance(item, Broken):
                others.append(broken(where, item))
                continue
            told = person(where, item.value)
            if isinstance(told, PersonRecord) and me and words(mapping(item.value).get("id")) == me:
                yield PersonRecord(where, told.keys, told.facts, owner=True)
            else:
                others.append(told)
        if not row:
            others.append(Skipped(Position(file.member.path, 1), Reason.EMPTY, "a list without people"))
    yield from others
    rows: dict[str, int] = defaultdict(int)
    for path, damage in lists.damaged:
        rows[path] += 1
        yield broken(Position(path, rows[path]), damage)


def _days(source: Source, files: Sequence[Known], lists: Lists, me: str) -> Iterator[Record | Skipped]:
    folders: dict[str, list[Known]] = defaultdict(list)
    for file in files:
        if file.part is Part.DAY:
            folders[file.folder].append(file)
    for folder, days in sorted(folders.items()):
        days.sort(key=lambda file: file.member.name)
        conversation = conversation_of(lists, folder)
        if me:
            learn_threads(source, days, conversation, me)
        yield from messages(source, days, conversation, lists.users, me)


def _asked(lists: Lists) -> tuple[Question, ...]:
    """Whose export it is, where several people may have asked for it."""
    users = lists.users
    likely = candidates(lists)[:_MOST_CHOICES]
    if not likely:
        return ()
    choices = []
    for user in likely:
        one = users.profiles[user]
        choices.append(Choice(one.key.key, f"{one.name}, {one.mail}" if one.mail and one.name else one.name or user))
    words_ = "Who are you in this Slack workspace? Without it nobody's messages are read."
    return (Question(OWNER, words_, (*choices, Choice(NOBODY, "None of them")), NOBODY),)


def _answered(archive: Archive, lists: Lists) -> str:
    """The owner's id, as it was found or chosen; "" where nobody knows."""
    if not archive.questions:
        return whose(lists)
    answer = archive.answer(OWNER)
    return "" if answer == NOBODY else answer.rpartition(":")[2]


def _counts(lists: Lists) -> Iterator[tuple[str, int]]:
    people = sum(not one.is_app for one in lists.users.profiles.values())
    if people:
        yield "people", people


def _title(title: str, files: int, name: str) -> str:
    found = _COMPANY.match(title)
    if found:
        return f"Slack, {found[1].strip()}"
    return "Slack archive" if files > 1 else f"Slack, {name}"


def _told_day(title: str) -> int | None:
    """The last day in "Northwind Slack export Jan 1 2020 - Nov 20 2026.zip"."""
    found = _LAST_DAY.search(title)
    if found is not None and (month := dates.month_number(found[1])):
        return dates.day_ms(int(found[3]), month, int(found[2]))
    return None


def _newest_day(files: Sequence[Known]) -> int | None:
    names = [found for file in files if file.part is Part.DAY and (found := _DAY.match(file.member.name))]
    told = [ms for found in names if (ms := dates.day_ms(int(found[1]), int(found[2]), int(found[3]))) is not None]
    return max(told, default=None)
