"""Machines, lists and mass mail told from people. Source: formats/contacts.md 4.3.

A mail is judged by its own head first: what says of itself that a machine sent it is no interaction whoever stands in
its From. What only makes it likely is outweighed by one mail that the owner wrote to that address.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from relate.domain.patterns import late
from relate.domain.records import Reason
from relate.importers.mail.heads import Line

MOST_RECIPIENTS: Final = 25
_BULK = re.compile(rb"bulk|junk|list", re.IGNORECASE)
_NOBODY_READS = late(
    r"(?:no|do-?not|donot|dont|ne-?pas|nicht|nao|non)[-_.]?(?:reply|respond|answer|repondre|antworten|responder)"
    r"|noreply|do-?not-?reply|nepasrepondre|keine?-?antwort|nicht-?antworten|mailer-daemon|postmaster|bounces?|mdaemon"
    r"|unsubscribe|abmelden|listserv|majordomo|daemon|automated|auto-?confirm|auto-?reply|calendar-notification"
)
"""An address that says that nobody reads it: also one that was written to by mistake is no person."""
_MACHINE = late(
    r"(?:notif(?:y|ications?|icaciones|iche)|newsletters?|news|info-?mail|alerts?|updates?|billing|invoices?"
    r"|receipts?|invitations?|rechnung(?:en)?|mailings?|marketing|promo(?:tions?)?|offers?|deals|digest|orders?"
    r"|service-?mail|system|robot|bot|webmaster|order-?confirmation|ship(?:ping|ment)?-?(?:update|confirm\w*)?"
    r"|security-?alerts?|account-?(?:update|security\w*)|surveys?|feedback|subscriptions?|verify|verification)"
    r"(?=[-_.+0-9]|$)"
)
_VERP = re.compile(
    r"\+caf_=|^bounces?\+|^bounces?-|=[\w.-]+@|^prvs=|^srs[01]=|^unsub|^[0-9a-f]{24,}$|^reply[+-]\w{12,}"
)
_KNOWN_MACHINES: Final = frozenset((
    "linkedin.com", "facebookmail.com", "github.com", "reply.github.com", "noreply.github.com", "gitlab.com",
    "twitter.com", "x.com", "instagram.com", "mail.instagram.com", "pinterest.com", "quora.com", "reddit.com",
    "redditmail.com", "docs.google.com", "accounts.google.com", "youtube.com", "airbnb.com", "guest.airbnb.com",
    "host.airbnb.com", "booking.com", "paypal.com", "amazon.com", "ebay.com", "members.ebay.com", "slack.com",
    "meetup.com", "eventbrite.com", "xing.com", "mailchimp.com", "substack.com", "medium.com", "dropbox.com",
    "calendly.com", "zoom.us", "atlassian.net", "trello.com", "notion.so", "discord.com", "tiktok.com",
    "intercom-mail.com", "uber.com", "lyft.com", "spotify.com", "netflix.com", "stripe.com", "docusign.net",
))  # fmt: skip
_ENDS_SO: Final = (".facebookmail.com", ".linkedin.com", ".github.com", ".airbnb.com", ".bounces.google.com",
                   ".twitter.com", ".ebay.com", ".booking.com", ".xing.com", ".pinterest.com")  # fmt: skip


@lru_cache(maxsize=100_000)
def is_nobody(mail: str) -> bool:
    """Whether an address says of itself that nobody reads what is sent there."""
    local, _, domain = mail.partition("@")
    return bool(_NOBODY_READS.match(local) or _VERP.search(local) or domain.startswith(("bounce.", "bounces.")))


@lru_cache(maxsize=100_000)
def is_machine(mail: str) -> bool:
    """Whether an address is likely a machine's: by what stands before the @, or as one of those known to be."""
    local, _, domain = mail.partition("@")
    if is_nobody(mail) or domain in _KNOWN_MACHINES or domain.endswith(_ENDS_SO):
        return True
    return _MACHINE.match(local) is not None


def by_itself(lines: list[bytes]) -> Reason | None:
    """Why a mail is none between people whoever sent it: an automatic answer, a report of delivery."""
    submitted = lines[Line.AUTO_SUBMITTED]
    if submitted and not submitted.lower().startswith(b"no"):
        return Reason.BY_A_MACHINE
    if lines[Line.RETURN_PATH] == b"<>" or lines[Line.PRECEDENCE].lower() == b"auto_reply":
        return Reason.BY_A_MACHINE
    if lines[Line.CONTENT_TYPE][:16].lower() == b"multipart/report":
        return Reason.BY_A_MACHINE
    return None


def likely(lines: list[bytes]) -> Reason | None:
    """Why a mail is likely none between people, by everything in its head but its sender."""
    if lines[Line.LIST_ID] or lines[Line.LIST_POST]:
        # Whoever sends newsletters calls them a list too, and says by which customer, or how to get out of it.
        if lines[Line.FEEDBACK_ID] or (lines[Line.LIST_UNSUBSCRIBE] and not lines[Line.LIST_POST]):
            return Reason.NEWSLETTER
        return Reason.ON_A_LIST
    if lines[Line.LIST_UNSUBSCRIBE] or lines[Line.FEEDBACK_ID]:
        return Reason.NEWSLETTER
    if lines[Line.PRECEDENCE] and _BULK.fullmatch(lines[Line.PRECEDENCE]):
        return Reason.NEWSLETTER
    return Reason.BY_A_MACHINE if lines[Line.AUTO_SUPPRESS] else None
