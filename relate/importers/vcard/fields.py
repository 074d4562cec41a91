"""The properties of a card, one function for each kind of them (formats/contacts.md 1.3), and the tables of these.

TEXTS are handed their value unescaped and stripped; WHOLE as it stands there, because it has parts; LABELLED as TEXTS,
after all others of the card, because their label may stand behind them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from relate.domain.normalise import link_key, mail_key, profile_key
from relate.domain.records import Field
from relate.importers.vcard.card import LARGEST_PHOTO, Draft, card_key, too_large
from relate.importers.vcard.dates import card_date
from relate.importers.vcard.properties import Head, base64_bytes, parts

Taker = Callable[[Draft, Head, str], None]
"""Takes a property into a card: its head, and its value unescaped and stripped, or whole where it has parts."""

_NOTE, _BIRTHDAY = Field.NOTE, Field.BIRTHDAY
_SENTINEL = re.compile(r"_\$!<(.*)>!\$_", re.DOTALL)
_NOT_A_VOICE: Final = {
    "fax": "fax",
    "facsimile": "fax",
    "pager": "pager",
    "telex": "telex",
    "bbs": "modem",
    "modem": "modem",
}
_NO_VOICE: Final = frozenset(_NOT_A_VOICE)
_NO_RELATION: Final = frozenset(("text", "uri", "pref", "contact", "acquaintance", "internet", "home", "work"))
_MESSENGERS: Final = {
    "X-SKYPE": "skype", "X-SKYPE-USERNAME": "skype", "X-GTALK": "xmpp", "X-GOOGLE-TALK": "xmpp", "X-JABBER": "xmpp",
    "X-AIM": "aim", "X-ICQ": "icq", "X-QQ": "qq", "X-MSN": "msn", "X-YAHOO": "ymsgr", "X-MS-IMADDRESS": "im",
    "X-GADUGADU": "gg", "X-GROUPWISE": "groupwise", "X-TELEGRAM": "tg", "X-MATRIX": "matrix", "X-SIGNAL": "signal",
}  # fmt: skip
_ADDRESS_OF_ONE = re.compile(r"(?:(?:tel|mailto):(.+)|https?://\S+)", re.IGNORECASE | re.DOTALL)
_BETWEEN_GROUPS = re.compile("[,;]")
_WIDE_SPACE = re.compile(r"[^\S ]|  ")
_NO_ADDRESS: Final = ("",) * 7
_ANDROID_RELATIONS: Final = (
    "", "assistant", "brother", "child", "partner", "father", "friend", "manager", "mother", "parent", "partner",
    "referred by", "relative", "sister", "spouse",
)  # fmt: skip


def _label(text: str) -> str:
    found = _SENTINEL.fullmatch(text)
    return (found[1] if found else text).strip().lower()


def _one_line(text: str) -> str:
    if "\n" not in text:
        return text.strip(" ,")
    return ", ".join([line for line in [part.strip(" ,") for part in text.split("\n")] if line])


def _take_full_name(draft: Draft, _head: Head, text: str) -> None:
    draft.full_name = draft.full_name or text


def _take_name(draft: Draft, _head: Head, value: str) -> None:
    if any(draft.name_parts):
        return
    if " " not in value and "\\" not in value and value.isprintable():
        found = value.split(";")
    else:
        found = [" ".join(part.split()) for part in parts(value, ";", draft.plain)]
    family, given, further, prefix, suffix = found if len(found) == 5 else [*found, "", "", "", "", ""][:5]
    draft.name_parts = family, given, further, prefix, suffix


def _take_nickname(draft: Draft, _head: Head, value: str) -> None:
    draft.nicknames += tuple([part for part in parts(value, ",", draft.plain) if part])


def _take_mail(draft: Draft, head: Head, text: str) -> None:
    key = mail_key(text)
    if key or "@" in text:
        draft.mails += ((head.rank, key or text, key),)
    elif text:  # X.400 and the like: nothing that mail reaches today
        draft.say(_NOTE, f"mail: {text}")


def _take_phone(draft: Draft, head: Head, text: str) -> None:
    if text[:1] != "+" and text[:4].lower() == "tel:":
        text = text[4:].replace(";ext=", " ext. ")
    if "x-pin" in head.types:
        draft.say(_NOTE, f"PIN: {text}")
    elif text and not text.isalpha():
        other = "" if head.types.isdisjoint(_NO_VOICE) else min(_NOT_A_VOICE[one] for one in head.types & _NO_VOICE)
        draft.phones += ((head.rank, text, other),)


def _take_address(draft: Draft, head: Head, value: str) -> None:
    told = parts(value, ";", draft.plain)
    box, extended, street, city, region, code, country = [*[_one_line(part) for part in told], *_NO_ADDRESS][:7]
    if not draft.take_address(head.rank, (street, extended, box), code, city, region, country):
        draft.take_address(
            head.rank, (_one_line(head.parameters.get("LABEL", "").replace("\\n", "\n")),), "", "", "", ""
        )


def _take_label(draft: Draft, _head: Head, text: str) -> None:
    if not draft.addresses and (address := _one_line(text)):
        draft.addresses += ((1000, address, ""),)


def _take_company(draft: Draft, _head: Head, value: str) -> None:
    company, _, rest = value.partition(";")
    if rest or "\\" in value:
        company, *units = parts(value, ";", draft.plain)
        if any(units):
            draft.say(Field.DEPARTMENT, ", ".join([unit for unit in units if unit]))
    if company := company.strip():
        draft.companies += (company,)


def _take_role(draft: Draft, _head: Head, text: str) -> None:
    if text:
        draft.roles += (text,)


def _take_profession(draft: Draft, _head: Head, text: str) -> None:
    if text:
        draft.professions += (text,)


def _dated(draft: Draft, field: Field, word: str, text: str, head: Head) -> None:
    iso = "" if head.parameters.get("VALUE", "").lower() == "text" else card_date(text, head.parameters)
    draft.dated(field, word, text.strip(), iso)


def _take_birthday(draft: Draft, head: Head, text: str) -> None:
    _dated(draft, _BIRTHDAY, "birthday", text, head)


def _take_anniversary(draft: Draft, head: Head, text: str) -> None:
    _dated(draft, Field.ANNIVERSARY, "anniversary", text, head)


def _take_labelled_date(draft: Draft, head: Head, text: str) -> None:
    word = draft.label(head) or "date"
    field = {"anniversary": Field.ANNIVERSARY, "birthday": Field.BIRTHDAY}.get(word, Field.NOTE)
    _dated(draft, field, word, text, head)


def _take_own_label(draft: Draft, head: Head, text: str) -> None:
    if head.group:
        draft.labels = {**draft.labels, head.group: _label(text)}


def _take_related(draft: Draft, head: Head, text: str) -> None:
    word = draft.label(head, _NO_RELATION)
    if address := _ADDRESS_OF_ONE.fullmatch(text):  # where somebody is reached is no name
        draft.say(_NOTE, f"{word or 'related'}: {address[1] or text}")
    elif text[:4].lower() != "urn:":
        draft.related(word, text)
    elif key := card_key(text):
        draft.pointers += ((word or "related", key),)


def _take_named_relation(draft: Draft, head: Head, text: str) -> None:
    draft.related(head.name.rpartition("-")[2].lower().removesuffix("sname"), text)


def _take_android(draft: Draft, head: Head, whole: str) -> None:
    """vnd.android.cursor.item/relation;NAME;TYPE;LABEL and its siblings."""
    what, value, number, label = [*parts(whole, ";", draft.plain), "", "", "", ""][:4]
    kind = what.rpartition("/")[2]
    if kind == "nickname" and value:
        draft.nicknames += (value,)
    elif kind == "relation":
        known = int(number) if number.isascii() and number.isdigit() and len(number) < 3 else 0
        draft.related(label or (_ANDROID_RELATIONS[known] if known < len(_ANDROID_RELATIONS) else ""), value)
    elif kind == "contact_event" and value:
        field = {"1": Field.ANNIVERSARY, "3": Field.BIRTHDAY}.get(number, Field.NOTE)
        _dated(
            draft,
            field,
            label or ("birthday" if number == "3" else "anniversary" if number == "1" else "date"),
            value,
            head,
        )


def _take_note(draft: Draft, _head: Head, text: str) -> None:
    draft.say(_NOTE, text)


def _take_interest(draft: Draft, head: Head, text: str) -> None:
    if text:
        draft.say(_NOTE, f"{head.name.lower()}: {text}")


def _take_link(draft: Draft, head: Head, text: str) -> None:
    draft.link(text, personal="work" not in head.types)


def _take_profile(draft: Draft, head: Head, text: str) -> None:
    """X-SOCIALPROFILE;type=twitter;x-user=maya:http://twitter.com/maya, and RFC 9554's SOCIALPROFILE."""
    parameters = head.parameters
    service = (parameters.get("SERVICE-TYPE") or draft.label(head)).lower()
    user = parameters.get("X-USER") or parameters.get("USERNAME") or text.partition("x-apple:")[2]
    if link_key(text):
        draft.link(text, personal=True)
    elif not draft.handle(service, user) and (user or text):
        draft.links += (f"{service}:{user or text}".lstrip(":"),)


def _take_twitter(draft: Draft, _head: Head, text: str) -> None:
    if profile_key(text):
        draft.link(text, personal=True)
    else:
        draft.handle("x", text)


def _take_messenger(draft: Draft, head: Head, text: str) -> None:
    if text:
        service = _MESSENGERS.get(head.name) or head.parameters.get("X-SERVICE-TYPE", "").lower()
        draft.links += (text if ":" in text or not service else f"{service}:{text}",)


def _take_groups(draft: Draft, _head: Head, value: str) -> None:
    if value.isalpha():
        draft.grouped(value)
        return
    names = parts(value, ",", draft.plain)
    if len(names) == 1:  # an add-on for Thunderbird escapes the commas between groups, too; phones write semicolons
        names = [name.strip() for name in _BETWEEN_GROUPS.split(names[0])]
    for name in names:
        draft.grouped(name)


def _take_photo(draft: Draft, head: Head, value: str) -> None:
    value = value.strip()
    if value[:5].lower() == "data:":
        value = value.partition(",")[2]
    elif head.coding != "B":
        return  # an address, which is never fetched
    if draft.photo is not None or not value:
        return
    if len(value) * 3 // 4 > LARGEST_PHOTO + LARGEST_PHOTO // 20:
        draft.lost_photo = too_large(len(value) * 3 // 4)
        return
    draft.take_photo(base64_bytes(value.encode("utf-8", "surrogateescape")))


def _take_uid(draft: Draft, _head: Head, text: str) -> None:
    draft.uid = draft.uid or card_key(text)


def _take_kind(draft: Draft, _head: Head, text: str) -> None:
    draft.kind = text.lower()


def _take_shown_as(draft: Draft, _head: Head, text: str) -> None:
    if text.upper() == "COMPANY":
        draft.kind = draft.kind or "org"


def _take_member(draft: Draft, _head: Head, text: str) -> None:
    if key := card_key(text):
        draft.members += (key,)


TEXTS: Final[dict[str, Taker]] = {
    "FN": _take_full_name,
    "EMAIL": _take_mail,
    "TEL": _take_phone,
    "X-MS-TEL": _take_phone,
    "LABEL": _take_label,
    "TITLE": _take_role,
    "ROLE": _take_profession,
    "BDAY": _take_birthday,
    **dict.fromkeys(("ANNIVERSARY", "X-ANNIVERSARY", "X-MS-ANNIVERSARY", "X-EVOLUTION-ANNIVERSARY"), _take_anniversary),
    **{
        prefix + word: _take_named_relation
        for prefix in ("X-", "X-MS-", "X-EVOLUTION-", "X-KADDRESSBOOK-X-")
        for word in ("SPOUSE", "MANAGER", "ASSISTANT", "CHILD", "SPOUSESNAME", "MANAGERSNAME", "ASSISTANTSNAME")
    },
    "NOTE": _take_note,
    **dict.fromkeys(("HOBBY", "INTEREST", "EXPERTISE"), _take_interest),
    "URL": _take_link,
    "X-TWITTER": _take_twitter,
    "IMPP": _take_messenger,
    **dict.fromkeys(_MESSENGERS, _take_messenger),
    "UID": _take_uid,
    "X-ABUID": _take_uid,
    "KIND": _take_kind,
    "X-ADDRESSBOOKSERVER-KIND": _take_kind,
    "X-ABSHOWAS": _take_shown_as,
    "MEMBER": _take_member,
    "X-ADDRESSBOOKSERVER-MEMBER": _take_member,
    "X-ABLABEL": _take_own_label,
}

WHOLE: Final[dict[str, Taker]] = {
    "N": _take_name,
    "NICKNAME": _take_nickname,
    "ADR": _take_address,
    "ORG": _take_company,
    "X-ANDROID-CUSTOM": _take_android,
    "CATEGORIES": _take_groups,
    "PHOTO": _take_photo,
}

LABELLED: Final[dict[str, Taker]] = {
    "X-ABDATE": _take_labelled_date,
    "RELATED": _take_related,
    "X-ABRELATEDNAMES": _take_related,
    "X-SOCIALPROFILE": _take_profile,
    "SOCIALPROFILE": _take_profile,
}
