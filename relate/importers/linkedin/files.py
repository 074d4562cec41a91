"""Which file of a LinkedIn archive is which, by the columns it has; names decide only where columns cannot.

Names drift (language, spaces, "_1", the member's number, " (1)"), headers do not: formats/social.md 1.1 and 1.2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from relate.domain.errors import UnreadableSource
from relate.domain.patterns import late
from relate.importers.source import Member, Source
from relate.importers.table import Shape, column_name, shape_of


class Part(Enum):
    """What a file of the archive holds, in the order in which they are read: names are learnt from the first ones."""

    PROFILE = auto()
    MAILS = auto()
    POSITIONS = auto()
    CONNECTIONS = auto()
    INVITATIONS = auto()
    MESSAGES = auto()
    ENDORSED_BY = auto()
    ENDORSED = auto()
    RECOMMENDATIONS = auto()
    FOLLOWS = auto()
    COMPANY_FOLLOWS = auto()
    EVENTS = auto()
    NOTES = auto()
    UNREAD = auto()


@dataclass(frozen=True, slots=True)
class Known:
    """A file of the archive, what it holds and how it is written."""

    member: Member
    part: Part
    shape: Shape

    @property
    def base(self) -> str:
        return base_name(self.member.name)

    @property
    def is_surely_ours(self) -> bool:
        """Whether its columns, or a name that nobody else uses, tell that it is LinkedIn's."""
        return bool(self.shape.header) or self.base not in _COMMON

    @staticmethod
    def base_of(member: Member) -> str:
        return base_name(member.name)


def _columns(*headers: str) -> frozenset[str]:
    return frozenset(column_name(name) for header in headers for name in header.split(","))


_PARTS: Final = (
    (Part.MESSAGES, _columns("From,To,Date,Content,Folder")),
    (Part.MESSAGES, _columns("From,To,Date,Content,Direction")),
    (Part.MESSAGES, _columns("Conversation ID,From,To,Date")),
    (Part.MESSAGES, _columns("Conversation ID,From,Date,Content")),
    (Part.INVITATIONS, _columns("From,To,Sent At")),
    (Part.INVITATIONS, _columns("inviterProfileUrl,inviteeProfileUrl")),
    (Part.NOTES, _columns("Connection First Name,Connection Last Name,Note")),
    (Part.NOTES, _columns("Connection Profile URL,Note")),
    (Part.CONNECTIONS, _columns("First Name,Last Name,Connected On")),
    (Part.CONNECTIONS, _columns("URL,Connected On")),
    (Part.ENDORSED_BY, _columns("Endorsement Date,Skill Name,Endorser First Name,Endorser Last Name")),
    (Part.ENDORSED, _columns("Endorsement Date,Skill Name,Endorsee First Name,Endorsee Last Name")),
    (Part.RECOMMENDATIONS, _columns("First Name,Last Name,Text,Creation Date")),
    (Part.PROFILE, _columns("First Name,Last Name,Headline,Industry")),
    (Part.MAILS, _columns("Email Address,Confirmed,Primary")),
    (Part.POSITIONS, _columns("Company Name,Title,Started On,Finished On")),
    (Part.FOLLOWS, _columns("Date,Status,FullName")),
    (Part.COMPANY_FOLLOWS, _columns("Organization,Followed On")),
    (Part.EVENTS, _columns("Event Name,Event Time,Status")),
    # Recognised so that a renamed one is not called unknown; nothing below its header is ever read.
    *(
        (Part.UNREAD, _columns(header))
        for header in (
            "Date,Type,Link", "Date,Link,Message", "Date,Link,OptionText", "Date,ShareLink,ShareCommentary",
            "Date,Share Link,Share Commentary", "savedItem,CreatedTime", "Time,Search Query",
            "Source,FirstName,LastName,Companies,Emails,PhoneNumbers", "Date/Time,Media Description,Media Link",
            "First Name,Last Name,Companies,Email Address,Phone Numbers,Created At", "Name,Description,Position",
            "School Name,Start Date,End Date", "Company Name,Role,Cause", "Title,Description,Issued On",
            "Name,Url,Authority,Started On", "Title,Description,Url,Started On", "Saved Date,Job Url,Job Title",
            "Application Date,Company Name,Job Title,Job Url", "Number,Extension,Type",
            "Login Date,IP Address,User Agent", "Date,Ad Title/Id", "Registered At,Registration Ip",
            "Member Age,Company Names,Member Groups",
        )
    ),
)  # fmt: skip
_REQUIRED: Final = tuple(columns for _, columns in _PARTS)

PART_NAMES: Final = frozenset(
    {
        "profile", "emailaddresses", "positions", "connections", "invitations", "messages", "endorsementreceivedinfo",
        "endorsementgiveninfo", "recommendationsreceived", "recommendationsgiven", "memberfollows", "companyfollows",
        "events", "notes",
    }
)  # fmt: skip
_LEFT_ALONE: Final = late(
    r"(?:coach|learningcoach|learningroleplay|guide)messages?|accountstatushistory|adtargeting|ads?clicked|articles?"
    r"|causesyoucareabout|certifications|comments|contacts|courses|education|hashtagfollows|honors|importedcontacts"
    r"|inferencesaboutyou|instantreposts|jobapplicantsaved\w*|jobapplications|jobseekerpreferences|lanadsengagement"
    r"|languages|learning|logins|memberhashtags|onlinejobpostings|organizations|patents|phonenumbers|privateidentity\w*"
    r"|profilesummary|projects|publications|reactions|receipts\w*|registration|richmedia|savedanswers|saveditems"
    r"|savedjobs|savedjobalerts|savedjobanswers|savedresponses|searchqueries|securitychallenges|servicesmarketplace|shares"
    r"|skills|testscores|verifications|volunteering|votes|whatsappphonenumbers|providers|engagements|opportunities|reviews"
)
_COMMON: Final = frozenset(
    {
        "articles", "certifications", "comments", "contacts", "courses", "education", "engagements", "honors",
        "importedcontacts", "languages", "learning", "opportunities", "organizations", "patents", "projects",
        "providers", "publications", "reactions", "registration", "reviews", "shares", "skills", "testscores",
        "verifications", "volunteering", "votes",
    }
)  # fmt: skip
_TALKS_WITH_A_MACHINE: Final = re.compile(r"coach|roleplay|guidemessages")
_TAIL: Final = re.compile(r"(?:[\s_-]*\(\d+\)|[_-]\d+|\s*-\s*(?:copy|kopie|copie|copia))+$")


def base_name(name: str) -> str:
    """A name without ending, numbers behind it, spaces and marks: "Member_Follows_12 (1).csv" is memberfollows."""
    stem = name.casefold().removesuffix(".csv").removesuffix(".html")
    return re.sub(r"[\s_-]+", "", _TAIL.sub("", stem))


def classify(source: Source, member: Member) -> Known | None:
    """What a file is; None when it is none of LinkedIn's tables. Private files are told by their name, not opened."""
    name = member.name.casefold()
    base = base_name(name)
    if not name.endswith((".csv", ".tsv", ".txt")) and "." in name:
        return None
    if _LEFT_ALONE.fullmatch(base) or _TALKS_WITH_A_MACHINE.search(base):
        return Known(member, Part.UNREAD, Shape("utf-8", ",", 0, ()))
    try:
        shape = shape_of(source.head(member), _REQUIRED)
    except UnreadableSource:
        return None
    if shape is None:
        return None
    names = shape.names()
    part = next(part for part, columns in _PARTS if columns <= names)
    if part is Part.POSITIONS and "cause" in names:
        part = Part.UNREAD
    return Known(member, part, shape)
