"""What the program knows of each network beside how its archive is read: its name, its links, how far it is believed.

The one place where a network is named; a new one is a line here and an importer in the registry.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Network:
    """key: as in IdentityKey.network. web: by the kind of an identity the address that opens it, without a scheme,
    {} in the place of its key. trust: of two networks that were seen at the same time the higher one tells the name,
    the role and the company. numbered: an identity of kind "id" is a number of an account that can be opened. owned:
    its archives tell whose they are; address books do not, and are told apart by the names of their files. over: they
    tell of what is over, so that none of them grows old. shared_addresses: several accounts there may have one mail
    address or telephone, so that these do not tell whose an archive is. by_address: people are known there by mail
    addresses and telephone numbers. chat_by_chat: it hands out single conversations, and such an archive tells of the
    people in them and of nobody else. chats_apart: it hands out nothing but those, so that several read together are
    each of a day of its own."""

    key: str
    title: str
    web: MappingProxyType[str, str] = field(default_factory=lambda: MappingProxyType({}))
    trust: int = 0
    numbered: bool = False
    owned: bool = True
    over: bool = False
    shared_addresses: bool = False
    by_address: bool = False
    chat_by_chat: bool = False
    chats_apart: bool = False


def _web(**addresses: str) -> MappingProxyType[str, str]:
    return MappingProxyType(addresses)


NETWORKS: Final = (
    # In the order in which somebody is written to where nothing is known of the last conversation.
    Network("linkedin", "LinkedIn", _web(profile="linkedin.com/in/{}"), trust=2),
    Network("mail", "Mail", by_address=True),
    Network("whatsapp", "WhatsApp", by_address=True, chat_by_chat=True, chats_apart=True),
    Network("telegram", "Telegram", _web(handle="t.me/{}"), by_address=True, chat_by_chat=True),
    Network("signal", "Signal", by_address=True),
    Network("facebook", "Facebook", _web(handle="facebook.com/{}", id="facebook.com/{}"), numbered=True),
    Network("instagram", "Instagram", _web(handle="instagram.com/{}"), shared_addresses=True),
    Network("x", "X", _web(handle="x.com/{}", id="x.com/i/user/{}"), numbered=True),
    Network("phone", "Phone", by_address=True),
    Network("imessage", "iMessage", by_address=True),
    Network("threads", "Threads", _web(handle="threads.com/@{}"), shared_addresses=True),
    Network("twitter", "X"),
    Network("slack", "Slack"),
    Network("google_chat", "Google Chat", by_address=True),
    Network("discord", "Discord", _web(id="discord.com/users/{}"), numbered=True),
    Network("google_voice", "Google Voice", by_address=True),
    Network("google", "Google"),
    Network("calendar", "Calendar", owned=False, by_address=True),
    Network("meetup", "Meetup", _web(id="meetup.com/members/{}")),
    Network("event", "Event list", owned=False, over=True),
    Network("roster", "Event list", owned=False, over=True),
    Network("card", "Address book", trust=1, owned=False),
    Network("vcard", "Address book"),
    Network("user", "You"),
    Network("relate", "You"),
    Network("you", "You"),
)
_BY_KEY: Final = {network.key: network for network in NETWORKS}


def network(key: str) -> Network:
    """What is known of it; one that is not in the table has its key as its name."""
    return _BY_KEY.get(key.casefold()) or Network(key, key[:1].upper() + key[1:])


def place(key: str) -> int:
    """Where it stands among the ways to write to somebody."""
    found = _BY_KEY.get(key)
    return len(NETWORKS) if found is None else NETWORKS.index(found)


def address(key: str, kind: str) -> str:
    """The web address of an identity of that network and kind, {} for its key; "" where nothing opens it."""
    return network(key).web.get(kind, "")


def number_name(key: str, kind: str, number: str) -> str:
    """What somebody is called of whom an archive tells the number of the account alone: "X#2837465".

    One word, so that it is nobody's first name; "" for every other identity: the numbers of closed accounts are no
    accounts at all.
    """
    known = network(key)
    return f"{known.title}#{number}" if known.numbered and kind == "id" and number.isdigit() else ""
