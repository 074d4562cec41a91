"""A row of a list as somebody who was there, or the reason why it is left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from relate.domain.names import given_name_first, person_name
from relate.domain.normalise import handle_key, mail_key, profile_key
from relate.domain.records import Field, Reason
from relate.importers.attendees.columns import Part
from relate.importers.attendees.forms import ONLINE, Form
from relate.importers.attendees.naming import is_mine, person_called
from relate.importers.attendees.roll import Attendee

_GONE: Final = re.compile(
    r"declin\w*|denied|reject\w*|refund\w*|cancell?ed|not attending|transferred|deleted|no|not going|waitlist\w*"
    r"|wait ?list\w*|invited|void\w*|abgelehnt|storniert|erstattet|absag\w*|remboursé|annulé|cancelado|rechazado",
    re.IGNORECASE,
)
_ABSENT: Final = re.compile(r"no[- ]?show|did not attend|absent|not attended|excused", re.IGNORECASE)
_YES: Final = re.compile(r"yes|ja|oui|sí|si|sim|tak|ano|true|1|да", re.IGNORECASE)
_MEMBER: Final = re.compile(r"(?:.*/members?/|user\s+|^)(\d{3,20})\b.*", re.IGNORECASE)
_FIELDS: Final = {Part.COMPANY: Field.COMPANY, Part.ROLE: Field.ROLE, Part.DEPARTMENT: Field.DEPARTMENT}
_NO_LINK: Final = frozenset({"", "no", "none", "na", "n/a", "-", "yes", "nein", "non", "ne", "tbd", "linkedin"})
LONGEST_VALUE: Final = 300
LONGEST_ANSWER: Final = 2000

Left = tuple[Reason, str]


def attendee(
    number: int, row: Sequence[str], parts: Sequence[tuple[int, Part]], header: Sequence[str], form: Form
) -> Attendee | Left:
    """What the row tells. Times are left to the list, which knows how it writes them."""
    cells: dict[Part, list[tuple[int, str]]] = {}
    for index, part in parts:
        if value := row[index].strip():
            cells.setdefault(part, []).append((index, value))
    if not cells:
        return Reason.EMPTY, ""
    if (left := _left_out(cells, form)) is not None:
        return left
    name, first, last = _name(cells)
    mine = form in ONLINE and is_mine(name)
    if form in ONLINE and name:
        name, instead = person_called(name)
        if instead and not _mail(cells):
            return Reason.NOT_A_PERSON, instead
    mail = _mail(cells)
    if not name and not mail:
        return Reason.NO_PERSON, ""
    one = Attendee(number, name or mail, mail, first, last, mine=mine)
    _tell(one, cells, header)
    return one


def value_of(row: Sequence[str], parts: Sequence[tuple[int, Part]], part: Part) -> str:
    """The first value of that part, "" without one."""
    return next((value for index, its in parts if its is part and (value := row[index].strip())), "")


def _left_out(cells: dict[Part, list[tuple[int, str]]], form: Form) -> Left | None:
    for _, status in cells.get(Part.STATUS, ()):
        if _GONE.fullmatch(status):
            return Reason.DECLINED, status.lower()
    for _, checked in cells.get(Part.CHECKED, ()):
        if _ABSENT.fullmatch(checked):
            return Reason.DECLINED, "did not come"
    if form is Form.ZOOM and any(_YES.fullmatch(value) for _, value in cells.get(Part.WAITING, ())):
        return Reason.NOT_KEPT, "in the waiting room only"
    return None


def _name(cells: dict[Part, list[tuple[int, str]]]) -> tuple[str, str, str]:
    """The whole name, and its parts where they stand apart."""
    told = (cells.get(part, ((0, ""),))[0][1] for part in (Part.FIRST, Part.LAST, Part.NAME))
    first, last, whole = (_tidy(value) for value in told)
    if "@" in first and not last:  # an address where a name should be
        first = ""
    if "@" in whole and mail_key(whole):
        whole = ""
    return (person_name(first, last) if first or last else given_name_first(whole)), first, last


def _mail(cells: dict[Part, list[tuple[int, str]]]) -> str:
    return next((key for _, value in cells.get(Part.MAIL, ()) if (key := mail_key(value))), "")


def _tell(one: Attendee, cells: dict[Part, list[tuple[int, str]]], header: Sequence[str]) -> None:
    for part, what in _FIELDS.items():
        if part in cells:
            one.values.append((what, _tidy(cells[part][0][1])))
    one.phones = [value[:60] for _, value in cells.get(Part.PHONE, ())]
    for index, value in cells.get(Part.LINK, ()):
        if (link := _link(value, header[index])) != "":
            one.links.append(link)
    towns, countries = ([_tidy(value) for _, value in cells.get(part, ())] for part in (Part.TOWN, Part.COUNTRY))
    place = ", ".join([*towns[:1], *countries[:1]])
    streets = [_tidy(value) for _, value in cells.get(Part.STREET, ())]
    if streets:
        one.values.append((Field.ADDRESS, ", ".join([*streets, *([place] if place else [])])))
    if place:
        one.values.append((Field.PLACE, place))
    for index, value in cells.get(Part.ASKED, ()):
        one.answers.append(f"{_question(header[index])}: {_tidy(value, LONGEST_ANSWER)}")
    one.note = "\n".join(value[:LONGEST_ANSWER] for _, value in cells.get(Part.NOTE, ()))
    for _, value in cells.get(Part.MEMBER, ()):
        if not one.member and (found := _MEMBER.fullmatch(value)):
            one.member = found[1]


def _link(value: str, heading: str) -> str:
    """An address as it was given; of a handle alone the address on the network that was asked for."""
    text = value.split(maxsplit=1)[0] if value.split() else ""
    if profile_key(text) is not None or re.match(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?:[/?#]|$)", text):
        return text[:LONGEST_VALUE]
    asked = heading.casefold()
    if text.casefold().strip(".") in _NO_LINK:
        return ""
    if "linkedin" in asked and re.fullmatch(r"/?(?:in/)?[\w-]{3,100}/?", text):
        return f"https://www.linkedin.com/in/{text.strip('/').removeprefix('in/')}"
    handle = handle_key(text)
    if handle and ("twitter" in asked or re.search(r"\bx\b", asked)):
        return f"https://x.com/{handle}"
    if handle and "instagram" in asked:
        return f"https://www.instagram.com/{handle}"
    return ""


def _question(heading: str) -> str:
    """A heading as a person would write it: "survey_response_feedback" is "Survey response feedback"."""
    words = _tidy(heading).rstrip(":")
    return words if " " in words else " ".join(words.replace("_", " ").split()).capitalize()


def _tidy(text: str, most: int = LONGEST_VALUE) -> str:
    return " ".join(text[: 4 * most].split())[:most]
