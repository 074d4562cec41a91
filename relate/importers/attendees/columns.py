"""What each column of a list holds. What nobody knows is a question of the organiser, kept as "question: answer"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto
from typing import Final

from relate.domain.patterns import late
from relate.importers.attendees.forms import ONLINE, ORIGINAL_NAME, Form
from relate.importers.table import column_name


class Part(Enum):
    """What a cell tells."""

    NAME = auto()
    FIRST = auto()
    LAST = auto()
    MAIL = auto()
    PHONE = auto()
    COMPANY = auto()
    ROLE = auto()
    DEPARTMENT = auto()
    LINK = auto()
    STREET = auto()
    TOWN = auto()
    COUNTRY = auto()
    NOTE = auto()
    STATUS = auto()
    CHECKED = auto()
    AT = auto()
    """When somebody came, or was scanned."""
    CREATED = auto()
    """When somebody signed up."""
    EVENT = auto()
    EVENT_DATE = auto()
    EVENT_PLACE = auto()
    NUMBER = auto()
    """Of an order, a meeting: what tells this event from another of its name."""
    MEMBER = auto()
    """A member's number or page on Meetup."""
    WAITING = auto()
    ASKED = auto()
    LEFT = auto()
    """Nothing of it is kept."""


def _table(**words: str) -> dict[str, Part]:
    return {column_name(word): Part[part] for part, line in words.items() for word in line.split(",")}


_PARTS: Final = _table(
    NAME="Name,Full Name,Attendee Name,Participant,Participant Name,Contact Name,Contact,Attendee,Guest Name",
    FIRST="First Name,Given Name,Attendee First Name,Firstname,Forename,Vorname",
    LAST="Last Name,Surname,Family Name,Attendee Last Name,Lastname,Nachname",
    MAIL="Email,Email Address,User Email,Attendee Email,Work Email,Business Email,E-mail,Mail,E-mail Address",
    PHONE="Phone,Phone Number,Mobile,Mobile Phone,Mobile Number,Cell Phone,Work Phone,Telephone,Business Phone,Cell,"
    "Tel,Direct Phone,Home Phone",
    COMPANY="Company,Company Name,Organization,Organisation,Employer,Firm,Firma,Business,Institution,Account",
    ROLE="Job Title,Position,Job Role,Function,Jobtitle,Job",
    DEPARTMENT="Department,Dept",
    LINK="LinkedIn,LinkedIn URL,LinkedIn Profile,Website,Web,URL,Web Site,Blog,Twitter,Profile URL",
    STREET="Address,Address 1,Address 2,Address Line 1,Address Line 2,Street,Home Address 1,Home Address 2,"
    "Work Address 1,Work Address 2,Billing Address 1,Billing Address 2",
    TOWN="City,Town,Home City,Work City",
    COUNTRY="Country,Home Country,Work Country,Country/Region",
    NOTE="Notes,Note,Comments,Comment,Remarks,Lead Notes,Free Text,Memo,Description",
    STATUS="approval_status,Attendee Status,Order Status,Registration Status,RSVP,Approval Status",
    CHECKED="checked_in_at,Checked In,Attendance,Check-in",
    AT="Join Time,First Join,Time joined,Timestamp,UtcEventTimestamp,Scan Date,Scan Time,Scanned At,Scanned On,"
    "Captured On,Captured At,Capture Date,Capture Time,Date Scanned,Date Captured,Collected On,Collected At,"
    "Date of scan,Scan Date/Time,Scan Datetime,Lead Captured,Scan Timestamp,Badge Scan Time",
    CREATED="created_at,Order Date,Registration Time,RSVPed on",
    EVENT="Event Name,Event,Show,Exhibition,Topic,Webinar,Webinar Name,Event Title",
    EVENT_DATE="Event Date,Event Start Date,Event Start,Event Start Time",
    EVENT_PLACE="Venue,Venue Name,Event Location,Event Venue",
    NUMBER="Order #,Order ID,Meeting ID,Webinar ID",
    WAITING="In Waiting Room",
)
_LEFT: Final = late(
    r"(?:api|guest|ticket|lead|badge|scan|attendee|user|member|session|participant|order|event|record|coupon|promo)"
    r"(?:id|no|number|#|code|type|typeid)?|tickettype\w*|ticketname|amount\w*|currency|couponcode|promocode|affiliate"
    r"|\w*address$|ethaddress|solanaaddress|qrcode\w*|customsource|utm\w+|source|surveyresponserating|quantity|pricetier"
    r"|group|ordertype|totalpaid|feespaid|eventbrite\w*|taxpaid|\w*payment\w*|leavetime|lastleave|timeexited"
    r"|(?:total|inmeeting)?duration(?:\(minutes\))?|guest|recordingconsent|useragent|action|useraction|participantid\(upn\)"
    r"|(?:home|work|billing|shipping)?(?:state|zip|postalcode|county|province|state/province)\w*"
    r"|salutation|prefix|suffix|gender|age|scannedby|collectedby|capturedby|rep|salesrep|device|booth|stand|exhibitor"
    r"|eventhost|guests|joinedgroupon|lastvisited\w*|lastattended|total?rsvps?|rsvped\w+|meetupsattended|noshows?|photo"
    r"|assistantorganizer|intro|registeredon|mailinglist|origin|leadsource|leadtype|barcode\w*|attendee#|deliverymethod|country/regionname"
    r"|buyer\w*|middlename|nickname|profilephoto|registrationtime|sourcename|checkintime|leftgroup\w*"
)
_OF_MEETUP: Final = {
    "userid": Part.MEMBER,
    "memberid": Part.MEMBER,
    "urlofmemberprofile": Part.MEMBER,
    "location": Part.TOWN,
    "title": Part.LEFT,  # what somebody is in the group
}
_OF_FORMS: Final = {
    Form.MEETUP: _OF_MEETUP,
    Form.MEETUP_MEMBERS: _OF_MEETUP,
    Form.SCANS: {"title": Part.ROLE, "role": Part.ROLE},
    Form.TEAMS: {"role": Part.LEFT},
    Form.TEAMS_ACTIONS: {"role": Part.LEFT},
}
_LESSER: Final = {
    "buyeremail": Part.MAIL,
    "buyerfirstname": Part.FIRST,
    "buyerlastname": Part.LAST,
    "buyername": Part.NAME,
    "participantid(upn)": Part.MAIL,
}
"""What stands for a column that is not there, or empty."""
_ASKED_FOR: Final = (
    (Part.LINK, re.compile(r"linkedin|linked in|twitter|\bx handle|instagram|web ?site|homepage", re.IGNORECASE)),
    (Part.ROLE, re.compile(r"job title|your (?:role|position|title)|^(?:role|position|title)\W*$|what do you do"
                           r"|berufsbez|^rolle|intitulé|\bcargo\b|stanowisko|pozice", re.IGNORECASE)),
    (Part.COMPANY, re.compile(r"company|organi[sz]ation|employer|where do you work|firma\b|unternehmen|société"
                              r"|entreprise|empresa|azienda|bedrijf|компани", re.IGNORECASE)),
    (Part.PHONE, re.compile(r"phone|mobile number|whats ?app|telefon|teléfono|téléphone", re.IGNORECASE)),
    (Part.MAIL, re.compile(r"^(?:your )?(?:work |business )?e-?mail(?: address)?\W*$", re.IGNORECASE)),
)  # fmt: skip
"""Questions by their words."""
_LONGEST_ASKED: Final = 80
"""A question about the company that is longer asks something else of it."""


def parts_of(header: Sequence[str], form: Form) -> list[tuple[int, Part]]:
    """(index, part) of every column of which something is kept, the better one of two alike first."""
    names = [column_name(cell) for cell in header]
    parts = [_part(name, cell, form) for name, cell in zip(names, header, strict=True)]
    if form is Form.TEAMS and Part.AT not in parts:
        _by_place(parts, (Part.NAME, Part.AT, Part.LEFT, Part.LEFT, Part.MAIL, Part.MAIL))
    elif form is Form.TEAMS_ACTIONS and Part.NAME not in parts:
        _by_place(parts, (Part.NAME, Part.LEFT, Part.AT))
    elif form is Form.ZOOM and Part.NAME in parts and Part.MAIL not in parts:
        at = parts.index(Part.NAME)
        parts[at + 1 : at + 3] = (Part.MAIL, Part.AT)[: len(parts) - at - 1]
    found = [(index, part) for index, part in enumerate(parts) if part is not Part.LEFT]
    return found + [(index, _LESSER[name]) for index, name in enumerate(names) if name in _LESSER]


def _by_place(parts: list[Part], known: Sequence[Part]) -> None:
    parts[: len(known)] = known[: len(parts)]


def _part(name: str, heading: str, form: Form) -> Part:
    if form is Form.ZOOM and ORIGINAL_NAME.fullmatch(name):
        return Part.NAME
    if (known := _OF_FORMS.get(form, {}).get(name) or _PARTS.get(name)) is not None:
        return known
    if not name or name in _LESSER or _LEFT.fullmatch(name):
        return Part.LEFT
    if form in ONLINE:
        return Part.LEFT
    if len(heading) <= _LONGEST_ASKED:
        for part, words in _ASKED_FOR:
            if words.search(heading):
                return part
    return Part.ASKED
