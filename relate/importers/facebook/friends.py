"""People of a Facebook export: its owner and family, friends, requests, removed friends, follows, visited profiles.

Facebook names people and nothing else; whoever shares his name with another friend is told by the second in which they
became friends (data-model.md).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from relate.domain.moments import SECOND_MS, Moment
from relate.domain.normalise import mail_key, profile_key
from relate.domain.patterns import late
from relate.domain.records import (
    Fact,
    Field,
    IdentityKey,
    IdentityKind,
    InteractionRecord,
    Kind,
    Participant,
    PersonRecord,
    Reason,
    Record,
    Role,
    Skipped,
    WishRecord,
)
from relate.importers.json_items import Json, listed, mapping, words
from relate.importers.meta.labels import labelled
from relate.importers.meta.people import Keys, is_nobody
from relate.importers.meta.rows import Row, left_out
from relate.importers.meta.times import moment

NETWORK: Final = "facebook"
_LONGEST: Final = 200
_OF_PAGES: Final = late(
    r"\b(?:pages?|seiten?|páginas?|pagin[ae]s?|pagina['’]s|sid(?:a|or|er)|stron[ay]?|strony|stránk\w*|oldal\w*|sayfa\w*"
    r"|страниц\w*|сторінк\w*|halaman|σελίδ\w*|sivu\w*|pagini)\b|ページ|페이지|专页|專頁|公共主页|trang|صفح",
    re.IGNORECASE,
)
_OF_PROFILES: Final = re.compile(
    r"profil|profiel|perfil|προφίλ|профил|профіл|プロフィール|프로필|个人|個人|cá nhân|شخصي"
    r"|\b(?:people|personen|mensen)\b",
    re.IGNORECASE,
)
"""What is above the visits of people and of pages, in the languages known; of another one the address alone tells."""


class Known:
    """Names the archive has a tie to, those several friends share, and the one address each name was visited at."""

    def __init__(self, keys: Keys) -> None:
        self.keys = keys
        self.names: set[str] = set()
        self._friends: Counter[str] = Counter()
        self._links: dict[str, set[str]] = {}

    def befriended(self, names: Iterable[str]) -> None:
        """The names of the list of friends, each as often as it is there."""
        self._friends.update(key for name in names if (key := self.keys.name(name)))
        self.names |= self._friends.keys()

    def visited(self, name: str, link: str) -> None:
        if (key := self.keys.name(name)) and profile_key(link) is not None:
            self._links.setdefault(key, set()).add(link)

    def friend(self, name: str, at: Moment | None) -> IdentityKey | None:
        """A friend of the list: by name, or by name and time where two have it."""
        key = self.keys.name(name)
        if self._friends[key] > 1 and at is not None and key not in self.keys.owner_names:
            return self.keys.one_of("friend", f"{key}:{at.ms // SECOND_MS}")
        return self.keys.named(name)

    def is_known(self, name: str) -> bool:
        return self.keys.name(name) in self.names

    def link_of(self, name: str) -> str:
        """The profile of that name, where only one was ever visited and only one friend has the name."""
        key = self.keys.name(name)
        links = self._links.get(key, set())
        return next(iter(links)) if len(links) == 1 and self._friends[key] < 2 else ""


def friend(row: Row, known: Known) -> Iterator[Record | Skipped]:
    """A person and "became friends"."""
    name, at = _named(row.value)
    key = known.friend(name, at)
    if (problem := _problem(row, known.keys, key, name)) is not None or key is None:
        yield problem or left_out(row.where, Reason.NO_PERSON, row.value)
        return
    mails = [mail for told in _contacts(row.value) if (mail := mail_key(told))]
    facts = [Fact(Field.NAME, name), *(Fact(Field.MAIL, mail) for mail in mails)]
    if link := known.link_of(name):
        facts.append(Fact(Field.LINK, link))
    mailboxes = tuple(IdentityKey("mail", IdentityKind.MAIL, mail) for mail in mails)
    yield PersonRecord(row.where, (key, *mailboxes), tuple(facts))
    yield InteractionRecord(
        row.where,
        Kind.CONNECTED,
        at,
        (Participant(key, Role.PRESENT, name), Participant(known.keys.mine, Role.PRESENT)),
        ("facebook.connected.1", known.keys.name(name), _second(at)),
        ("connected", known.keys.name(name)) if key.kind is IdentityKind.NAME else (),
    )


def request(row: Row, known: Known) -> Iterator[Record | Skipped]:
    """Who asked to become friends and waits for an answer."""
    return _between(row, known, Kind.INVITATION, "request", theirs=True, detail="friend request")


def requested(row: Row, known: Known) -> Iterator[Record | Skipped]:
    """Whom the owner asked and who has not answered."""
    return _between(row, known, Kind.INVITATION, "request", theirs=False, detail="friend request")


def rejected(row: Row, known: Known) -> Iterator[Record | Skipped]:
    name, _ = _named(row.value)
    reason = Reason.DECLINED if known.keys.name(name) else _why_nobody(row.value)
    yield left_out(row.where, reason, row.value, "a request you declined" if reason is Reason.DECLINED else "")


def removed(row: Row, known: Known) -> Iterator[Record | Skipped]:
    """Who is no friend any more: history, and never a reason to write."""
    name, at = _named(row.value)
    key = known.keys.named(name)
    if (problem := _problem(row, known.keys, key, name)) is not None or key is None:
        yield problem or left_out(row.where, Reason.NO_PERSON, row.value)
        return
    yield InteractionRecord(
        row.where,
        Kind.NEWS,
        at,
        (Participant(key, Role.PRESENT, name),),
        ("facebook.removed.1", known.keys.name(name), _second(at)),
        title="No longer friends on Facebook",
    )


def follower(row: Row, known: Known) -> Iterator[Record | Skipped]:
    return _between(row, known, Kind.FOLLOW, "follow", theirs=True)


def following(row: Row, known: Known) -> Iterator[Record | Skipped]:
    """People and pages are mixed: whoever is known otherwise is a person, the rest is something the owner follows."""
    name, at = _named(row.value)
    if known.keys.name(name) and not known.is_known(name):
        yield WishRecord(row.where, "page", name, at)
        return
    yield from _between(row, known, Kind.FOLLOW, "follow", theirs=False)


def poke(row: Row, known: Known) -> Iterator[Record | Skipped]:
    told = mapping(row.value)
    poker, pokee = words(told.get("poker")).strip(), words(told.get("pokee")).strip()
    keys = known.keys
    theirs = not keys.is_mine(poker) and (keys.is_mine(pokee) or not pokee)
    other = poker if theirs else pokee
    key, at = keys.named(other), moment(told.get("timestamp"))
    if (problem := _problem(row, keys, key, other)) is not None or key is None:
        yield problem or left_out(row.where, Reason.NO_PERSON, row.value)
        return
    exact = ("facebook.poke.1", "in" if theirs else "out", keys.name(other), _second(at))
    sides = _sides(key, other, keys, theirs=theirs)
    yield InteractionRecord(row.where, Kind.REACTION, at, sides, exact, detail="poke")


def visited(row: Row, known: Known) -> Iterator[Record | Skipped]:
    """A profile the owner looked at: somebody he wants to know of. Pages, groups and events are none."""
    for name, link in visits(row):
        # Lists of profiles alone have no addresses; where other things are among them an address tells.
        is_profile = profile_key(link) is not None if link or "data" in mapping(row.value) else True
        if known.keys.name(name) and is_profile and not known.keys.is_mine(name):
            yield WishRecord(row.where, "profile", name)
            return
    reason = Reason.NOT_A_PERSON if isinstance(row.value, dict) and row.value else _why_nobody(row.value)
    yield left_out(row.where, reason, row.value)


def visits(row: Row) -> Iterator[tuple[str, str]]:
    """The names and addresses a row of visits tells: old shape, labels, and the names of a list. None of pages, whose
    addresses are those of people."""
    told = mapping(row.value)
    data = mapping(told.get("data"))
    if _OF_PAGES.search(row.heading) and not _OF_PROFILES.search(row.heading):
        return
    if data:
        yield words(data.get("name")).strip(), words(data.get("uri"))
    elif "label_values" in told:
        said = labelled(row.value)
        for name in (*said.values, *said.listed)[:1]:
            yield name, said.link
    elif name := words(told.get("value")).strip():
        yield name, ""


def interacted(row: Row, known: Known) -> Iterator[Record | Skipped]:
    """What the owner did with people, by name and address: the address is all that is new in it."""
    for name, link in visits(row):
        if known.is_known(name) and known.link_of(name) and not known.keys.is_mine(name):
            key = known.keys.named(name)
            if key is not None:
                yield PersonRecord(row.where, (key,), (Fact(Field.NAME, name), Fact(Field.LINK, link)))
                return
    yield left_out(row.where, Reason.NOT_KEPT if row.value else Reason.EMPTY, row.value)


def suggested(row: Row, known: Known) -> Iterator[Record | Skipped]:
    """People Facebook thinks he may know."""
    if "label_values" in mapping(row.value):
        said = labelled(row.value)
        name = next(iter(said.values or said.listed), "")
    else:
        name = words(mapping(row.value).get("value")).strip() or _named(row.value)[0]
    if not known.keys.name(name):
        yield left_out(row.where, _why_nobody(row.value), row.value)
        return
    yield WishRecord(row.where, "suggestion", name)


def searched(row: Row, known: Known) -> Iterator[Record | Skipped]:
    """What the owner looked for, where that is the name of somebody he knows; nothing is kept of all the rest."""
    told = mapping(row.value)
    texts = [words(mapping(one).get("text")).strip(' "“”') for one in listed(told.get("data"))]
    name = next((text for text in texts if known.is_known(text) and not known.keys.is_mine(text)), "")
    if name:
        yield WishRecord(row.where, "profile", name[:_LONGEST])
    else:
        yield left_out(row.where, Reason.NOT_KEPT if row.value else Reason.EMPTY, row.value)


def family(row: Row, keys: Keys) -> Iterator[tuple[str, str]]:
    """(relation, name) of those the profile names as family or partner."""
    profile = mapping(row.value)
    partner = mapping(profile.get("relationship"))
    if name := words(partner.get("partner")).strip():
        yield "partner", name
    for one in listed(profile.get("family_members")):
        member = mapping(one)
        if (name := words(member.get("name")).strip()) and keys.name(name) and not keys.is_mine(name):
            yield words(member.get("relation")).strip().casefold() or "family", name


def _between(
    row: Row, known: Known, kind: Kind, scheme: str, *, theirs: bool, detail: str = ""
) -> Iterator[Record | Skipped]:
    name, at = _named(row.value)
    key = known.keys.named(name)
    if (problem := _problem(row, known.keys, key, name)) is not None or key is None:
        yield problem or left_out(row.where, Reason.NO_PERSON, row.value)
        return
    exact = (f"facebook.{scheme}.1", "in" if theirs else "out", known.keys.name(name), _second(at))
    coarse = exact[:-1] if kind is Kind.INVITATION else ()
    sides = _sides(key, name, known.keys, theirs=theirs)
    yield InteractionRecord(row.where, kind, at, sides, exact, coarse, detail=detail)


def _named(value: Json) -> tuple[str, Moment | None]:
    told = mapping(value)
    return words(told.get("name")).strip()[:_LONGEST], moment(told.get("timestamp"))


def _contacts(value: Json) -> list[str]:
    """The addresses beside a friend of the oldest eras, alone or in a list."""
    told = mapping(value).get("contact_info")
    found = told if isinstance(told, list) else [told]
    return [words(mapping(one).get("value")) or words(mapping(one).get("email")) or words(one) for one in found]


def _problem(row: Row, keys: Keys, key: IdentityKey | None, name: str) -> Skipped | None:
    if key is None:
        reason = Reason.CLOSED_PROFILE if name and is_nobody(name) else _why_nobody(row.value)
        return left_out(row.where, reason, row.value)
    return left_out(row.where, Reason.NO_PERSON, row.value, "yourself") if key == keys.mine else None


def _why_nobody(value: Json) -> Reason:
    return Reason.EMPTY if not value else Reason.NO_PERSON if isinstance(value, dict) else Reason.UNREADABLE


def _sides(key: IdentityKey, name: str, keys: Keys, *, theirs: bool) -> tuple[Participant, Participant]:
    them, me = (Role.FROM, Role.TO) if theirs else (Role.TO, Role.FROM)
    return Participant(key, them, name), Participant(keys.mine, me)


def _second(at: Moment | None) -> str:
    return "" if at is None else str(at.ms // SECOND_MS)


Reader = Callable[[Row, Known], Iterator[Record | Skipped]]
