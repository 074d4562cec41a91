"""Google Chat, as Google Takeout gives it: conversations between two, groups and spaces (formats/contacts.md 5.5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import chain
from typing import Final

from relate.domain.errors import UnreadableSource
from relate.domain.records import Fact, Field, IdentityKey, PersonRecord, Position, Reason, Record, Skipped
from relate.importers.archive import Archive, Choice, HowTo, Question, Wait
from relate.importers.google_chat.files import Known, Part, belonging, classify, of_one_home
from relate.importers.google_chat.groups import group_of, likely_owners, listed_in, members_of, surely
from relate.importers.google_chat.messages import messages
from relate.importers.google_chat.people import NETWORK, People, Somebody, owner_keys, somebody
from relate.importers.json_items import Broken, Json, document, items, mapping
from relate.importers.json_rows import broken, left_out
from relate.importers.owned import owner_first
from relate.importers.source import Source
from relate.importers.takeout import LINK, indexes, steps, told_day

OWNER: Final = "owner"
NOBODY: Final = "nobody"
_MOST_CHOICES: Final = 5


class GoogleChat:
    """The chats of one Google account. The rows of a file are its messages, of a list of members these."""

    source_id = "google_chat"
    network = NETWORK
    title = "Google Chat"
    icon = "message-square"
    suffixes: tuple[str, ...] = (".zip", ".json")
    how_to: HowTo | None = HowTo(
        holds="messages, members and reactions",
        takes="minutes to some hours",
        steps=steps("Google Chat"),
        link=LINK,
        choose="Google Chat, .zip",
        waits=(Wait("", 4 * 60),),
    )

    def recognise(self, source: Source) -> Archive | None:
        """The files of Google Chat in one Takeout; those of another one side by side are left for later."""
        known = classify(source, source.members)
        if not known:
            return None
        files = of_one_home(known)
        members = tuple(file.member for file in files)
        owner, questions = _whose(source, files)
        return Archive(
            self.source_id,
            self.network,
            "Google Chat" if len(files) > 1 else f"Google Chat, {members[0].name}",
            members,
            told_day(source, members),
            False,
            owner,
            unread=(*belonging(source, files), *indexes(source)),
            questions=questions,
            shape="google_chat" if questions else "",
        )

    def owner_answered(self, archive: Archive) -> tuple[IdentityKey, ...]:
        """The account that was chosen."""
        return _answered(archive)

    def read(self, source: Source, archive: Archive) -> Iterator[Record | Skipped]:
        """The account, then conversation by conversation its members and its messages."""
        files = classify(source, archive.members)
        people = People(_answered(archive))
        users = (one for file in files if file.part is Part.USER for one in _user(source, file, people))
        told = chain(users, _conversations(source, files, people))
        return owner_first(told, people.owner) if people.owner else told


def _conversations(source: Source, files: Sequence[Known], people: People) -> Iterator[Record | Skipped]:
    folders: dict[str, list[Known]] = defaultdict(list)
    for file in files:
        if file.part is not Part.USER:
            # Files without a folder were dropped one by one: each may be of another conversation.
            folders[file.folder or file.member.path].append(file)
    for folder in sorted(folders):
        group = group_of(source, folders[folder], people)
        for file in folders[folder]:
            if file.part is Part.GROUP:
                yield from members_of(source, file, group.conversation, people)
        yield from messages(source, group, people)


def _user(source: Source, file: Known, people: People) -> Iterator[Record | Skipped]:
    """The owner of the Takeout, as its file of the account names him."""
    where = Position(file.member.path, 1)
    try:
        stream = source.open(file.member)
    except UnreadableSource as problem:
        yield Skipped(where, Reason.INCOMPLETE, str(problem))
        return
    told = damage = None
    with closing(items(stream, (("user",),))) as values:
        for item in values:
            if isinstance(item, Broken):
                damage = damage or item
            elif item.path == ("user",):
                told = mapping(item.value)
    one = somebody(told)
    if one.mail and people.owner and people.is_mine(one):
        facts = (*((Fact(Field.NAME, one.name),) if one.name else ()), Fact(Field.MAIL, one.mail))
        yield PersonRecord(where, people.owner, facts, owner=True)
    elif one.sign:
        yield people.record(where, one, people.key(one, ""))
    elif damage is not None:
        yield broken(where, damage)
    else:
        yield left_out(where, Reason.NO_PERSON, dict(told or {}), "an account without an address")


def _whose(source: Source, files: Sequence[Known]) -> tuple[tuple[IdentityKey, ...], tuple[Question, ...]]:
    """The owner where the files tell, else the question who of these he is."""
    users = [file for file in files if file.part is Part.USER]
    # A file that is damaged still has the account's number in its folder's name, by which nobody is named elsewhere.
    told = [(file, owner_keys(user, file.group)) for file in users if somebody(user := _told_user(source, file)).mail]
    if len(told) == 1:
        return told[0][1], ()
    groups = [listed_in(source, file.member)[1] for file in files if file.part is Part.GROUP]
    likely = likely_owners([members for members in groups if len(members) > 1])
    if told:
        # Several accounts: the one who is in most conversations is whose Takeout it is.
        mails = [one.mail for one, _ in likely]
        return min(told, key=lambda one: mails.index(one[1][0].key) if one[1][0].key in mails else len(mails))[1], ()
    sure = surely(likely, sum(len(members) > 1 for members in groups))
    if sure is not None:
        return owner_keys({"email": sure.mail}, users[0].group if len(users) == 1 else ""), ()
    return (), _asked([one for one, _ in likely])


def _asked(likely: Sequence[Somebody]) -> tuple[Question, ...]:
    if not likely:
        return ()
    choices = [Choice(one.mail, f"{one.name}, {one.mail}" if one.name else one.mail) for one in likely[:_MOST_CHOICES]]
    return (
        Question(
            OWNER,
            "Which of these accounts is yours?",
            (*choices, Choice(NOBODY, "None of them")),
            NOBODY,
        ),
    )


def _answered(archive: Archive) -> tuple[IdentityKey, ...]:
    if archive.owner or not archive.questions:
        return archive.owner
    answer = archive.answer(OWNER)
    return () if answer == NOBODY else owner_keys({"email": answer}, "")


def _told_user(source: Source, file: Known) -> dict[str, Json]:
    try:
        value = mapping(document(source.peek(file.member)))
    except UnreadableSource:
        return {}
    return dict(mapping(value.get("user")))
