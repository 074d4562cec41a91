"""The properties of a card, one function for each kind of them (formats/contacts.md 1.3)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from relate.domain.normalise import handle_key, link_key, mail_key, profile_key
from relate.domain.records import Fact, Field, IdentityKey, IdentityKind
from relate.importers.vcard.card import LARGEST_PHOTO, Card, Draft, card_key
from relate.importers.vcard.dates import card_date
from relate.importers.vcard.properties import Property, base64_bytes

_SENTINEL = re.compile(r"_\$!<(.*)>!\$_", re.DOTALL)
_IMAGES: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"RIFF", b"BM")
_NOT_A_VOICE: Final = frozenset(("fax", "pager", "facsimile", "telex", "bbs", "modem"))
_SYSTEM_GROUPS: Final = frozenset(("mycontacts", "other contacts", "* mycontacts"))
_NO_RELATION: Final = frozenset(("text", "uri", "pref", "contact", "acquaintance", "internet", "home", "work"))
_MESSENGERS: Final = {
    "X-SKYPE": "skype", "X-SKYPE-USERNAME": "skype", "X-GTALK": "xmpp", "X-GOOGLE-TALK": "xmpp", "X-JABBER": "xmpp",
    "X-AIM": "aim", "X-ICQ": "icq", "X-QQ": "qq", "X-MSN": "msn", "X-YAHOO": "ymsgr", "X-MS-IMADDRESS": "im",
    "X-GADUGADU": "gg", "X-GROUPWISE": "groupwise", "X-TELEGRAM": "tg", "X-MATRIX": "matrix", "X-SIGNAL": "signal",
}  # fmt: skip
_NO_ADDRESS: Final = ("",) * 7
_SERVICES: Final = {"twitter": "x", "x": "x", "facebook": "facebook", "instagram": "instagram"}
_ANDROID_RELATIONS: Final = (
    "", "assistant", "brother", "child", "partner", "father", "friend", "manager", "mother", "parent", "partner",
    "referred by", "relative", "sister", "spouse",
)  # fmt: skip


def read_card(properties: Sequence[Property]) -> Card:
    """A card's properties as what they mean. Never raises; what cannot be understood is left out or kept as a note."""
    draft = Draft()
    labelled = []
    for one in properties:
        name = one.head.name
        take = _TAKEN.get(name)
        if take is not None:
            take(draft, one)
        elif name in _LABELLED:
            labelled.append(one)
        elif name == "X-ABLABEL" and one.head.group:
            draft.labels[one.head.group] = _label(one.text())
    for one in labelled:  # their label may stand behind them
        _LABELLED[one.head.name](draft, one)
    return draft.finished()


def _label(text: str) -> str:
    found = _SENTINEL.fullmatch(text)
    return (found[1] if found else text).strip().lower()


def _one_line(text: str) -> str:
    if "\n" not in text:
        return text.strip(" ,")
    return ", ".join([line for line in [part.strip(" ,") for part in text.split("\n")] if line])


def _take_full_name(draft: Draft, one: Property) -> None:
    draft.full_name = draft.full_name or one.text()


def _take_name(draft: Draft, one: Property) -> None:
    if not any(draft.name_parts):
        draft.name_parts = [" ".join(part.split()) for part in one.parts()]


def _take_nickname(draft: Draft, one: Property) -> None:
    draft.nicknames += [part for part in one.parts(",") if part]


def _take_mail(draft: Draft, one: Property) -> None:
    text = one.text()
    key = mail_key(text)
    if key or "@" in text:
        draft.mails.append((one.head.rank, key or text, key))
    elif text:  # X.400 and the like: nothing that mail reaches today
        draft.facts.append(Fact(Field.NOTE, f"mail: {text}"))


def _take_phone(draft: Draft, one: Property) -> None:
    text = one.text()
    if text[:4].lower() == "tel:":
        text = text[4:].replace(";ext=", " ext. ")
    if "x-pin" in one.head.types:
        draft.facts.append(Fact(Field.NOTE, f"PIN: {text}"))
    elif text and not text.isalpha():
        draft.phones.append((one.head.rank, text, not one.head.types & _NOT_A_VOICE))


def _take_address(draft: Draft, one: Property) -> None:
    box, extended, street, city, region, code, country = [*[_one_line(part) for part in one.parts()], *_NO_ADDRESS][:7]
    lines = [street, extended, box, f"{code} {city}".strip(), region, country]
    address = ", ".join([line for line in lines if line])
    if not address:
        address = _one_line(one.head.parameters.get("LABEL", "").replace("\\n", "\n"))
    if address:
        draft.addresses.append((one.head.rank, address, f"{city}, {country}".strip(", ")))


def _take_label(draft: Draft, one: Property) -> None:
    if not draft.addresses and (address := _one_line(one.text())):
        draft.addresses.append((1000, address, ""))


def _take_company(draft: Draft, one: Property) -> None:
    company, *units = [*one.parts(), ""]
    if company:
        draft.companies.append(company)
    if any(units):
        draft.facts.append(Fact(Field.DEPARTMENT, ", ".join([unit for unit in units if unit])))


def _take_role(draft: Draft, one: Property) -> None:
    draft.roles.append(one.text())


def _take_profession(draft: Draft, one: Property) -> None:
    draft.professions.append(one.text())


def _dated(draft: Draft, field: Field, word: str, text: str, one: Property) -> None:
    """A day of that kind; what is no day that can be kept is a note in the card's own words."""
    iso = "" if one.head.parameters.get("VALUE", "").lower() == "text" else card_date(text, one.head.parameters)
    if iso and field is not Field.NOTE:
        draft.facts.append(Fact(field, iso))
    elif text.strip():
        draft.facts.append(Fact(Field.NOTE, f"{word}: {iso or text.strip()}"))


def _take_birthday(draft: Draft, one: Property) -> None:
    _dated(draft, Field.BIRTHDAY, "birthday", one.text(), one)


def _take_anniversary(draft: Draft, one: Property) -> None:
    _dated(draft, Field.ANNIVERSARY, "anniversary", one.text(), one)


def _take_labelled_date(draft: Draft, one: Property) -> None:
    word = draft.label(one) or "date"
    field = {"anniversary": Field.ANNIVERSARY, "birthday": Field.BIRTHDAY}.get(word, Field.NOTE)
    _dated(draft, field, word, one.text(), one)


def _related(draft: Draft, word: str, name: str) -> None:
    if name:
        draft.facts.append(Fact(Field.RELATION, f"{word or 'related'}: {' '.join(name.split())}"))


def _take_related(draft: Draft, one: Property) -> None:
    text = one.text()
    word = draft.label(one, _NO_RELATION)
    if text[:4].lower() != "urn:":
        _related(draft, word, text)
    elif key := card_key(text):
        draft.pointers.append((word or "related", key))


def _take_named_relation(draft: Draft, one: Property) -> None:
    _related(draft, one.head.name.rpartition("-")[2].lower(), one.text())


def _take_android(draft: Draft, one: Property) -> None:
    """vnd.android.cursor.item/relation;NAME;TYPE;LABEL and its siblings."""
    what, value, number, label = [*one.parts(), "", "", "", ""][:4]
    kind = what.rpartition("/")[2]
    if kind == "nickname" and value:
        draft.nicknames.append(value)
    elif kind == "relation":
        known = int(number) if number.isascii() and number.isdigit() and len(number) < 3 else 0
        _related(draft, label or (_ANDROID_RELATIONS[known] if known < len(_ANDROID_RELATIONS) else ""), value)
    elif kind == "contact_event" and value:
        field = {"1": Field.ANNIVERSARY, "3": Field.BIRTHDAY}.get(number, Field.NOTE)
        _dated(
            draft,
            field,
            label or ("birthday" if number == "3" else "anniversary" if number == "1" else "date"),
            value,
            one,
        )


def _take_note(draft: Draft, one: Property) -> None:
    draft.facts.append(Fact(Field.NOTE, one.text()))


def _take_interest(draft: Draft, one: Property) -> None:
    if text := one.text():
        draft.facts.append(Fact(Field.NOTE, f"{one.head.name.lower()}: {text}"))


def _take_link(draft: Draft, one: Property) -> None:
    draft.link(one.text(), personal="work" not in one.head.types)


def _take_profile(draft: Draft, one: Property) -> None:
    """X-SOCIALPROFILE;type=twitter;x-user=maya:http://twitter.com/maya, and RFC 9554's SOCIALPROFILE."""
    text, parameters = one.text(), one.head.parameters
    service = (parameters.get("SERVICE-TYPE") or draft.label(one)).lower()
    user = parameters.get("X-USER") or parameters.get("USERNAME") or text.partition("x-apple:")[2]
    handle = handle_key(user)
    if link_key(text):
        draft.link(text, personal=True)
    elif service in _SERVICES and handle:
        draft.profiles.append(IdentityKey(_SERVICES[service], IdentityKind.HANDLE, handle))
        draft.links.append(f"https://{'x' if _SERVICES[service] == 'x' else service}.com/{handle}")
    elif user or text:
        draft.links.append(f"{service}:{user or text}".lstrip(":"))


def _take_twitter(draft: Draft, one: Property) -> None:
    if profile_key(one.text()):
        draft.link(one.text(), personal=True)
    elif handle := handle_key(one.text()):
        draft.profiles.append(IdentityKey("x", IdentityKind.HANDLE, handle))
        draft.links.append(f"https://x.com/{handle}")


def _take_messenger(draft: Draft, one: Property) -> None:
    text = one.text()
    if text:
        service = _MESSENGERS.get(one.head.name) or one.head.parameters.get("X-SERVICE-TYPE", "").lower()
        draft.links.append(text if ":" in text or not service else f"{service}:{text}")


def _take_groups(draft: Draft, one: Property) -> None:
    names = one.parts(",")
    if len(names) == 1:  # an add-on for Thunderbird escapes the commas between groups, too
        names = [name.strip() for name in names[0].split(",")]
    for name in names:
        if name and name.lower() not in _SYSTEM_GROUPS:
            draft.facts.append(Fact(Field.GROUP, "favourite" if name.lower() == "starred" else name))


def _take_photo(draft: Draft, one: Property) -> None:
    value = one.value.strip()
    if value[:5].lower() == "data:":
        value = value.partition(",")[2]
    elif one.head.coding != "B":
        return  # an address, which is never fetched
    if draft.photo is not None or not value:
        return
    if len(value) * 3 // 4 > LARGEST_PHOTO + LARGEST_PHOTO // 20:
        draft.lost_photo = (
            f"a photo of {len(value) * 3 // 4 // 1024:,} kB, more than the {LARGEST_PHOTO // 1024} kB kept"
        )
        return
    image = base64_bytes(value.encode("utf-8", "surrogateescape"))
    if not image.startswith(_IMAGES):
        draft.lost_photo = "a photo that could not be read"
    elif len(image) > LARGEST_PHOTO:
        draft.lost_photo = f"a photo of {len(image) // 1024:,} kB, more than the {LARGEST_PHOTO // 1024} kB kept"
    else:
        draft.photo = image


def _take_uid(draft: Draft, one: Property) -> None:
    draft.uid = draft.uid or card_key(one.text())


def _take_kind(draft: Draft, one: Property) -> None:
    draft.kind = one.text().lower()


def _take_shown_as(draft: Draft, one: Property) -> None:
    if one.text().upper() == "COMPANY":
        draft.kind = draft.kind or "org"


def _take_member(draft: Draft, one: Property) -> None:
    if key := card_key(one.text()):
        draft.members.append(key)


_TAKEN: Final[dict[str, Callable[[Draft, Property], None]]] = {
    "FN": _take_full_name,
    "N": _take_name,
    "NICKNAME": _take_nickname,
    "EMAIL": _take_mail,
    "TEL": _take_phone,
    "X-MS-TEL": _take_phone,
    "ADR": _take_address,
    "LABEL": _take_label,
    "ORG": _take_company,
    "TITLE": _take_role,
    "ROLE": _take_profession,
    "BDAY": _take_birthday,
    **dict.fromkeys(("ANNIVERSARY", "X-ANNIVERSARY", "X-MS-ANNIVERSARY", "X-EVOLUTION-ANNIVERSARY"), _take_anniversary),
    **{
        prefix + word: _take_named_relation
        for prefix in ("X-", "X-MS-", "X-EVOLUTION-", "X-KADDRESSBOOK-X-")
        for word in ("SPOUSE", "MANAGER", "ASSISTANT", "CHILD", "SPOUSESNAME", "MANAGERSNAME", "ASSISTANTSNAME")
    },
    "X-ANDROID-CUSTOM": _take_android,
    "NOTE": _take_note,
    **dict.fromkeys(("HOBBY", "INTEREST", "EXPERTISE"), _take_interest),
    "URL": _take_link,
    "X-TWITTER": _take_twitter,
    "IMPP": _take_messenger,
    **dict.fromkeys(_MESSENGERS, _take_messenger),
    "CATEGORIES": _take_groups,
    "PHOTO": _take_photo,
    "UID": _take_uid,
    "X-ABUID": _take_uid,
    "KIND": _take_kind,
    "X-ADDRESSBOOKSERVER-KIND": _take_kind,
    "X-ABSHOWAS": _take_shown_as,
    "MEMBER": _take_member,
    "X-ADDRESSBOOKSERVER-MEMBER": _take_member,
}

_LABELLED: Final[dict[str, Callable[[Draft, Property], None]]] = {
    "X-ABDATE": _take_labelled_date,
    "RELATED": _take_related,
    "X-ABRELATEDNAMES": _take_related,
    "X-SOCIALPROFILE": _take_profile,
    "SOCIALPROFILE": _take_profile,
}
