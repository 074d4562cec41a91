"""WhatsApp's exported chats. Source: formats/contacts.md 5.1."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

from relate.domain.records import PersonRecord, Position, Record, Skipped
from relate.importers.archive import Archive, Choice, HowTo, Question, Way
from relate.importers.source import Member, Source
from relate.importers.whatsapp import owner as owners
from relate.importers.whatsapp.chat import Chat, chats_in, look
from relate.importers.whatsapp.days import ORDERS, Evidence, Order, first_ms
from relate.importers.whatsapp.heads import Form
from relate.importers.whatsapp.messages import Reader
from relate.importers.whatsapp.people import ME, NETWORK, Person
from relate.importers.whatsapp.titles import in_name

_SENT: Final = re.compile(
    r"(?:IMG|VID|AUD|PTT|DOC|STK)-\d{8}-WA\d+\.\w+|\d{8}-(?:PHOTO|VIDEO|AUDIO|STICKER|GIF)-.*|\d{8}-.+\.(?:vcf|pdf|opus)",
    re.IGNORECASE,
)
_ENDING: Final = re.compile(r"\.zip$", re.IGNORECASE)


class WhatsApp:
    """Chats of WhatsApp, each a text alone or in a zip, as many as are dropped together. A row is a message."""

    source_id = "whatsapp"
    network = NETWORK
    title = "WhatsApp"
    icon = "message-square"
    suffixes: tuple[str, ...] = (".zip", ".txt")
    how_to: HowTo | None = HowTo(
        holds="messages of chats and groups, calls",
        takes="at once",
        steps=(
            "Choose Without media: Relate reads the words alone.",
            "Send the file to yourself, by mail or to your files, and drop it here as it is; several at once are best, "
            "for they tell together which name is yours.",
        ),
        link="",
        choose="chat by chat, without media",
        ways=(
            Way("Android", ("In WhatsApp open the chat, the three dots, More, Export chat.",)),
            Way("iPhone", ("In WhatsApp open the chat, touch the name at the top, Export chat at the very bottom.",)),
        ),
    )

    def recognise(self, source: Source) -> Archive | None:
        """The chats of a source. None when there is none."""
        chats = list(chats_in(source, source.members))
        if not chats:
            return None
        for chat in chats:
            look(source, chat, sure=True)
        members = tuple(chat.member for chat in chats)
        mine = owners.owner_of(chats)
        asked = [*_order_questions(chats)]
        if mine is None and (question := owners.question(chats)) is not None:
            asked.append(question)
        return Archive(
            source_id=self.source_id,
            network=self.network,
            title=_title(chats, mine),
            members=members,
            snapshot_ms=None,
            complete=False,
            owner=() if mine is None else (mine.key,),
            unread=tuple(_sent_along(source, members)),
            questions=tuple(asked),
            shape=f"whatsapp: {', '.join(one.id for one in asked)}" if asked else "",
        )

    def read(self, source: Source, archive: Archive) -> Iterator[Record | Skipped]:
        """Every message of every chat, the owner first."""
        taken = {member.path for member in archive.members}
        chats = list(chats_in(source, (member for member in source.members if member.path in taken)))
        for chat in chats:
            look(source, chat)
        orders = _orders(chats, archive)
        mine = owners.owner_of(chats)
        if mine is None and any(one.id == owners.QUESTION for one in archive.questions):
            mine = owners.named(chats, archive.answer(owners.QUESTION))
        yield _owner(chats, mine)
        for chat in chats:
            yield from Reader(source, chat, orders[chat.member.path], mine).read()


def _owner(chats: Sequence[Chat], mine: Person | None) -> PersonRecord:
    """Whoever is named, and whoever stands in the place of "You"."""
    keys = (ME,) if mine is None else tuple(dict.fromkeys((mine.key, ME)))
    return PersonRecord(Position(chats[0].member.path, 1), keys, owner=True)


def _title(chats: Sequence[Chat], mine: Person | None) -> str:
    if len(chats) > 1:
        return f"WhatsApp, {len(chats):,} chats"
    (chat,) = chats
    other = owners.partner(chat, mine)
    titled = chat.title.name if other is None or chat.title.sure else ""
    name = titled or (chat.own_sender if other is None else other.name or other.compared)
    return f"WhatsApp {'group' if other is None else 'chat with'} {name}" if name else f"WhatsApp, {chat.member.name}"


def _sent_along(source: Source, chats: Sequence[Member]) -> Iterator[str]:
    """What was sent in the chats and lies beside them: cards and documents of others are no archives of mine."""
    taken = {member.path for member in chats}
    homes = {member.path.rpartition("/")[0] for member in chats}
    for member in source.members:
        home = member.path.rpartition("/")[0]
        if member.path in taken or home not in homes:
            continue
        outer = home.rpartition("/")[2] or source.called
        if _SENT.fullmatch(member.name) or source.kind == "zip" or in_name(_ENDING.sub("", outer)):
            yield member.path


def _way(form: Form) -> str:
    """What the chats of one phone have alike: its dates are all in one order."""
    return f"{form.opens}{form.parts}{'s' if form.seconds else 'm'}{'12' if form.halves else '24'}"


def _evidence(chats: Sequence[Chat]) -> dict[str, Evidence]:
    """What all chats of one way of writing say together of the order."""
    told: dict[str, Evidence] = defaultdict(Evidence)
    for chat in chats:
        told[_way(chat.form)].add(chat.dates)
    return told


def _order_questions(chats: Sequence[Chat]) -> Iterator[Question]:
    for way, evidence in _evidence(chats).items():
        if evidence.order() is not None:
            continue
        sample = evidence.samples[0]
        choices = (Choice("dmy", f"The day: {sample} is {_in_words(sample, 'dmy')}"),
                   Choice("mdy", f"The month: {sample} is {_in_words(sample, 'mdy')}"))  # fmt: skip
        if _as_in_america(way, sample):
            choices = choices[::-1]
        yield Question(
            f"order {way}",
            "What comes first in the dates of these chats, the day or the month?",
            choices,
            choices[0].id,
            tuple(evidence.samples),
        )


def _as_in_america(way: str, sample: str) -> bool:
    """Slashes, no noughts before and a clock of twelve hours: hardly anybody else writes so."""
    return "/" in way and way.endswith("12") and len(sample) < 8 and not sample.startswith("0") and "/0" not in sample


def _in_words(sample: str, order: Order) -> str:
    ms = first_ms(sample, order)
    if ms is None:
        return "no day"
    when = datetime.fromtimestamp(ms / 1000, UTC)
    return f"{when.day} {when:%B %Y}"


def _orders(chats: Sequence[Chat], archive: Archive) -> dict[str, Order]:
    """Each chat's order: as its own dates tell, else as those of the same phone do, else as was answered."""
    together = _evidence(chats)
    return {chat.member.path: chat.dates.order() or _order(_way(chat.form), together, archive) for chat in chats}


def _order(way: str, together: dict[str, Evidence], archive: Archive) -> Order:
    if (told := together[way].order()) is not None:
        return told
    try:
        answer = archive.answer(f"order {way}")
    except KeyError:  # looked at from its beginning it was sure
        answer = "dmy"
    return next((order for order in ORDERS if order == answer), "dmy")
