"""Whose mails they are: found in what was sent and to whom it was delivered. Source: formats/contacts.md 4.3.

One person has several addresses. Where the files tell of none, the page "Who am I" asks.
"""

from __future__ import annotations

import marshal
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from relate.domain.normalise import names_contradict
from relate.importers.mail import noise
from relate.importers.mail.addresses import Mailbox, mailboxes, same_box
from relate.importers.mail.gathering import Gathered
from relate.importers.mail.heads import Line
from relate.importers.mail.kept import Waiting
from relate.importers.side_by_side import Shared, Sharing

SENT_SHARE: Final = 0.02
"""Of the mails in folders of sent ones: who sent fewer only had one put there."""
DELIVERED_SHARE: Final = 0.1
DELIVERED_LEAST: Final = 3
SEEN_SHARE: Final = 0.6
SEEN_LEAST: Final = 4
CLEARLY: Final = 1.5


@dataclass(frozen=True, slots=True)
class Owner:
    """The owner of an archive: his addresses, the one he writes from most first, and his name as he writes it."""

    mails: tuple[str, ...] = ()
    name: str = ""

    def as_said(self, said: Iterable[tuple[str, bool]]) -> Owner:
        """With the addresses that are his as somebody said (True), and without those that are not (False)."""
        words = dict(said)
        found = [mail for mail in self.mails if words.get(mail, True)]
        more = [mail for mail, is_me in words.items() if is_me and mail not in found]
        return Owner((*found, *more), self.name)

    def boxes(self) -> dict[str, str]:
        """By what the addresses of one mailbox agree in, the address that stands for it."""
        return {same_box(mail): mail for mail in reversed(self.mails)}


def owner_of(gathered: Gathered) -> Sharing[Owner]:
    """From folders of sent mails and Delivered-To; else who is on most of the mails and on many more than anybody else.
    Nobody where neither tells."""
    told = yield Shared(marshal.dumps((dict(gathered.sent_from), dict(gathered.delivered))))
    sent_from: Counter[bytes] = Counter()
    delivered_to: Counter[bytes] = Counter()
    for known in told:
        froms, tos = marshal.loads(known)  # noqa: S302 - what was written above
        sent_from.update(froms)
        delivered_to.update(tos)
    wrote, names = _people(sent_from)
    got, _ = _people(delivered_to)
    delivered = sum(got.values())
    mails = _senders(wrote, names, got)
    mails += [
        mail
        for mail, count in _ranked(got)
        if mail not in mails and (count >= max(DELIVERED_LEAST, delivered * DELIVERED_SHARE) or mail in wrote)
    ]
    if not mails:
        seen = _Seen()
        seen.look(gathered.waiting())
        mails, names = _on_most((yield Shared(seen.told())))
    called = [name for mail in mails for name, _ in names.get(mail, Counter()).most_common(1)]
    return Owner(tuple(mails), called[0] if called else "")


def _senders(often: Counter[str], names: dict[str, Counter[str]], got: Counter[str]) -> list[str]:
    """Whose mails stand in folders of sent ones. A single one there may have been put in by hand: it tells where
    nothing else does, or where mails were delivered to it too, or it may have the name of whoever sent more."""
    enough = sum(often.values()) * SENT_SHARE
    ranked = [mail for mail, count in _ranked(often) if count >= enough]
    sure = [mail for mail in ranked if often[mail] > 1 or len(often) == 1 or mail in got]
    called = {name for mail in sure for name in names.get(mail, ())}

    def is_called_so(mail: str) -> bool:
        return any(not names_contradict(name, other) for name in names.get(mail, ()) for other in called)

    return [mail for mail in ranked if mail in sure or is_called_so(mail)]


def _people(lines: Counter[bytes]) -> tuple[Counter[str], dict[str, Counter[str]]]:
    """How often each address stands in these lines, and under which names."""
    often: Counter[str] = Counter()
    names: dict[str, Counter[str]] = {}
    for raw, count in lines.items():
        for name, mail in mailboxes(raw)[:1]:
            if mail and not noise.is_nobody(mail):
                often[mail] += count
                if name:
                    names.setdefault(mail, Counter())[name] += count
    return often, names


class _Seen:
    """How often each address is on mails of a part, who wrote any, and under which names."""

    def __init__(self) -> None:
        self.mails = 0
        self.often: Counter[str] = Counter()
        self.wrote: set[str] = set()
        self.names: dict[str, Counter[str]] = {}

    def look(self, waiting: Iterable[Waiting]) -> None:
        for one in waiting:
            if one.doubt:
                continue
            self.mails += 1
            senders = mailboxes(one.lines[Line.FROM])[:1]
            for name, mail in senders:
                self.wrote.add(mail)
                if name:
                    self.names.setdefault(mail, Counter())[name] += 1
            self.often.update({other.mail for other in (*senders, *_recipients(one)) if other.mail})

    def told(self) -> bytes:
        names = [(mail, list(often.items())) for mail, often in self.names.items()]
        return marshal.dumps((self.mails, dict(self.often), list(self.wrote), names))

    def learn(self, told: bytes) -> None:
        """What another part saw."""
        mails, often, wrote, names = marshal.loads(told)  # noqa: S302 - what was written above
        self.mails += mails
        self.often.update(often)
        self.wrote.update(wrote)
        for mail, called in names:
            self.names.setdefault(mail, Counter()).update(dict(called))


def _on_most(told: Sequence[bytes]) -> tuple[list[str], dict[str, Counter[str]]]:
    seen = _Seen()
    for one in told:
        seen.learn(one)
    (best, most), (_, second) = [*seen.often.most_common(2), ("", 0), ("", 0)][:2]
    if best in seen.wrote and most >= max(SEEN_LEAST, seen.mails * SEEN_SHARE) and most > second * CLEARLY:
        return [best], seen.names
    return [], {}


def _recipients(one: Waiting) -> tuple[Mailbox, ...]:
    return mailboxes(one.lines[Line.TO]) + mailboxes(one.lines[Line.CC])


def _ranked(often: Counter[str]) -> list[tuple[str, int]]:
    """Most often first; of as many, in the order of letters, so that the order of files makes no difference."""
    return sorted(often.items(), key=lambda pair: (-pair[1], pair[0]))
