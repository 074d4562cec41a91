"""Which list of people at an event a table is, told by its header. Source: formats/contacts.md, 6."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from relate.importers.table import Shape, column_name, leading_records


class Form(StrEnum):
    """Who writes it. The words are part of keys and never change."""

    LUMA = "luma"
    EVENTBRITE = "eventbrite"
    MEETUP = "meetup"
    MEETUP_MEMBERS = "meetup members"
    ZOOM = "zoom"
    REGISTRATION = "registration"
    TEAMS = "teams"
    TEAMS_ACTIONS = "teams actions"
    MEET = "meet"
    SCANS = "scans"


TITLES: Final = {
    Form.LUMA: "Luma guests",
    Form.EVENTBRITE: "Eventbrite attendees",
    Form.MEETUP: "Meetup attendees",
    Form.MEETUP_MEMBERS: "Meetup members",
    Form.ZOOM: "Zoom participants",
    Form.REGISTRATION: "registrations",
    Form.TEAMS: "Teams attendance",
    Form.TEAMS_ACTIONS: "Teams attendance",
    Form.MEET: "Google Meet attendance",
    Form.SCANS: "badge scans",
}
"""What an import of it is called, beside the event."""

ONLINE: Final = frozenset({Form.ZOOM, Form.TEAMS, Form.TEAMS_ACTIONS, Form.MEET})
"""Lists that a meeting itself writes: whoever is on one was in it."""


@dataclass(frozen=True, slots=True)
class Found:
    """A list: its form, and the shape of its table with the header that was found."""

    form: Form
    shape: Shape


def _sets(*lines: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(map(column_name, line.split(","))) for line in lines)


_REQUIRED: Final[tuple[tuple[Form, tuple[frozenset[str], ...]], ...]] = (
    (
        Form.LUMA,
        _sets(
            "api_id,name,email,approval_status",
            "guest_id,name,email,approval_status",
            "name,email,approval_status,checked_in_at",
        ),
    ),
    (
        Form.EVENTBRITE,
        _sets(
            "Order #,Order Date,Email",
            "Order #,Attendee #,Email",
            "Order #,Email,Attendee Status",
            "Order ID,Order Date,Attendee Status",
            "Order ID,Order Date,Ticket Type",
            "Order #,Order Date,Buyer Email",
            "Order ID,Order Date,Buyer Email",
            "Order ID,Order Date,Attendee Email",
        ),
    ),
    (Form.MEETUP, _sets("Name,User ID,RSVP", "Name,RSVP,URL of Member Profile")),
    (
        Form.MEETUP_MEMBERS,
        _sets(
            "Name,Member ID,Joined Group on",
            "Name,User ID,Joined Group on,URL of Member Profile",
            "First Name,Last Name,Email,URL of Member Profile",
        ),
    ),
    (
        Form.TEAMS,
        _sets("Name,First Join,Last Leave", "Full Name,Join Time,Leave Time", "Name,Join Time,Leave Time,Role"),
    ),
    (
        Form.TEAMS_ACTIONS,
        _sets(
            "Full Name,User Action,Timestamp",
            "FullName,UtcEventTimestamp,Action",
            "Vollständiger Name,Benutzeraktion,Zeitstempel",
            "Nom complet,Action de l'utilisateur,Horodatage",
            "Nombre completo,Acción del usuario,Marca de tiempo",
            "Nome completo,Ação do usuário,Carimbo de data/hora",
            "Nome completo,Azione utente,Timestamp",
            "Pełna nazwa,Akcja użytkownika,Sygnatura czasowa",
            "Celé jméno,Akce uživatele,Časové razítko",
        ),
    ),
    (
        Form.MEET,
        _sets("First name,Last name,Email,Duration,Time joined", "First name,Last name,Time joined,Time exited"),
    ),
    (
        Form.REGISTRATION,
        _sets("First Name,Last Name,Email,Registration Time", "Name,Email,Registration Time", "Email,Approval Status"),
    ),
    (Form.SCANS, _sets("First Name,Last Name,Email,Company Name,Job title,Origin")),
)  # fmt: skip
"""In the order in which they are asked, the surest first."""

ORIGINAL_NAME: Final = re.compile(
    r"(?:name|nom|nombre|nome|naam|nazwa|jm[eé]no|namn|navn|imię|nimi|ad|имя|名称?|名前|姓名|이름)[(（].{3,40}[)）]"
)
"""Zoom's first column in whatever language: "Name (Original Name)", "Nom (nom d'origine)"."""
_ZOOM_COLUMNS: Final = frozenset({"useremail", "email", "duration(minutes)", "totalduration(minutes)", "jointime"})
_MOST_ZOOM: Final = 14

_TEAMS_SECTION: Final = re.compile(r"2\.\s+\w.*")
_TEAMS_COLUMNS: Final = range(6, 9)
_PERSON: Final = frozenset(
    {"name", "fullname", "lastname", "surname", "email", "emailaddress", "attendeename", "contact"}
)
_SCANNED: Final = re.compile(
    r"(?:badge|scan|scanned|capture[d]?|collected)(?:id|no|number|type|date|time|at|on|by|code|datetime|\(.*\))?"
    r"|dateofscan|scannedat\w*|qualifiers?\d*|qualifyingquestions?|leadcaptured?\w*"
)
"""Headings that only whoever scans badges writes."""
_OF_LEADS: Final = frozenset(
    {"leadid", "leadrating", "rating", "temperature", "priority", "rep", "booth", "stand", "leadnotes", "show",
     "leadsource", "leadtype", "salesrep", "exhibitor"}
)  # fmt: skip
"""Headings that lists of scans have, and others too: two of them are needed."""


def found_in(head: bytes) -> Found | None:
    """The list that begins with these bytes; None when it is no list of people at an event."""
    before = ""
    for shape in leading_records(head):
        cells = [cell for cell in shape.header if cell.strip()]
        if len(cells) > 1:
            form = _form(shape.names()) or (Form.ZOOM if _is_zoom(shape.header) else None)
            if form is None and _TEAMS_SECTION.fullmatch(before) and len(cells) in _TEAMS_COLUMNS:
                form = Form.TEAMS  # in whatever language
            if form is not None:
                return Found(form, shape)
        before = cells[0].strip() if len(cells) == 1 else before if not cells else ""
    return None


def _form(names: frozenset[str]) -> Form | None:
    for form, required in _REQUIRED:
        if any(wanted <= names for wanted in required):
            return form
    if names & _PERSON and (_any(names) or len(names & _OF_LEADS) > 1):
        return Form.SCANS
    return None


def _any(names: Iterable[str]) -> bool:
    return any(_SCANNED.fullmatch(name) for name in names)


def _is_zoom(header: tuple[str, ...]) -> bool:
    """Zoom's columns stand in one order in every language; in English older ones name no original name."""
    names = [column_name(cell) for cell in header if cell.strip()]
    if len(names) > _MOST_ZOOM:
        return False
    if any(ORIGINAL_NAME.fullmatch(name) for name in names[:3]):
        return True
    return "name" in names[:3] and len(_ZOOM_COLUMNS.intersection(names)) > 1 and "guest" in names
