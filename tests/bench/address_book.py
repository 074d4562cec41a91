"""A made-up address book of cards as the programs write them that most people export from.

Which properties, how they are written and how often: what exports of these programs look like (formats/contacts.md 1),
with as many fields filled in as people fill in. Everything comes from a seed.
"""

from __future__ import annotations

import base64
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from tests.bench.vocabulary import Names

COUNTRIES: Final = (
    ("Germany", "de", "+49 30 {:07d}", "030 {:07d}", "Berlin", "10{:03d}"),
    ("Portugal", "pt", "+351 21 {:03d} {:04d}", "21 {:03d} {:04d}", "Lisbon", "1100-{:03d}"),
    ("United Kingdom", "gb", "+44 117 {:03d} {:04d}", "0117 {:03d} {:04d}", "Bristol", "BS1 {:d}"),
    ("Netherlands", "nl", "+31 20 {:03d} {:04d}", "020-{:03d}{:04d}", "Amsterdam", "1012 {:d}"),
    ("United States", "us", "+1 (415) {:03d}-{:04d}", "(415) {:03d}-{:04d}", "San Francisco", "94{:03d}"),
)  # fmt: skip
"""Name, code, number with and without the country's code, city, post code."""
SENTENCES: Final = (
    "Met at the fair in hall 4, asked about the spring offer and the samples we showed.",
    "Knows everybody at the port. Call before noon.",
    "Introduced by the neighbours; two children, plays the cello.",
    "Invoice goes to the head office, not to the branch.\nDoor code 12.",
    "Moved in 2019, prefers to be called, not written to; speaks Portuguese, German and some French.",
)
_STREETS: Final = ("Harbour Street", "Station Road", "Rua das Flores", "Lindenallee", "Market Square", "Keizersgracht")
_HEX: Final = "0123456789ABCDEF"


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody as an address book knows them; what is not known is empty."""

    number: int
    first: str
    last: str
    mails: tuple[str, ...]
    phones: tuple[str, ...]
    company: str
    role: str
    street: str
    city: str
    code: str
    country: str
    country_code: str
    birthday: str
    note: str
    link: str
    uid: str
    photo: bytes

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"

    @property
    def address(self) -> str:
        """The seven parts of ADR."""
        return f";;{self.street};{self.city};;{self.code};{self.country}"


def book(count: int, seed: int, photos: bool) -> Iterable[str]:
    """The cards of a book, each with its lines ended as its program ends them; the same people with and without photos.

    Photos are bytes that begin like a JPEG; on Google's cards they are addresses, as Google exports them.
    """
    chance, names = random.Random(f"address book {seed}"), Names(seed + 1)
    before = None
    for number in range(count):
        program = chance.choices(_PROGRAMS, _SHARES)[0]
        contact = _contact(number, chance, names, program.photos, before)
        before = contact
        yield program.card(contact if photos else _without_photo(contact), chance)


def _contact(
    number: int, chance: random.Random, names: Names, photo: tuple[float, int], before: Contact | None
) -> Contact:
    (first, last), (role, company) = names.name(), names.job()
    working = chance.random() < 0.5
    plain = f"{first}.{last}.{number}".lower().encode("ascii", "ignore").decode()
    mails = [f"{plain}@{host}" for host in ("example.com", "mail.example.org", "example.net")]
    country, code, with_code, without, city, postal = chance.choice(COUNTRIES)
    phones = [
        (with_code if chance.random() < 0.75 else without).format(*_digits(chance, with_code)) for _ in range(3)
    ]  # fmt: skip
    if before is not None and before.phones and chance.random() < 0.02:
        phones[0] = before.phones[0]  # a family's, an office's
    has_mail = chance.random() < 0.75
    has_phone = not has_mail or chance.random() < 0.75
    lives = chance.random() < 0.2
    share, size = photo
    return Contact(
        number=number,
        first=first,
        last=last,
        mails=tuple(mails[: _how_many(chance) if has_mail else 0]),
        phones=tuple(phones[: _how_many(chance) if has_phone else 0]),
        company=company if working else "",
        role=role if working and chance.random() < 0.7 else "",
        street=f"{chance.choice(_STREETS)} {chance.randrange(1, 90)}" if lives else "",
        city=city,
        code=postal.format(chance.randrange(10, 99)),
        country=country,
        country_code=code,
        birthday=_birthday(chance) if chance.random() < 0.15 else "",
        note=chance.choice(SENTENCES) if chance.random() < 0.12 else "",
        link=_link(chance, plain) if chance.random() < 0.12 else "",
        uid="-".join("".join(chance.choices(_HEX, k=size)) for size in (8, 4, 4, 4, 12)),
        photo=_photo(chance, size) if chance.random() < share else b"",
    )


def _without_photo(contact: Contact) -> Contact:
    return replace(contact, photo=b"") if contact.photo else contact


def _digits(chance: random.Random, pattern: str) -> tuple[int, ...]:
    if "{:07d}" in pattern:
        return (chance.randrange(2_000_000, 9_999_999),)
    return chance.randrange(201, 999), chance.randrange(0, 9_999)


def _how_many(chance: random.Random) -> int:
    return chance.choices((1, 2, 3), (75, 20, 5))[0]


def _birthday(chance: random.Random) -> str:
    return f"{chance.randrange(1940, 2006)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"


def _link(chance: random.Random, plain: str) -> str:
    slug = plain.replace(".", "-")
    return chance.choice((f"https://www.linkedin.com/in/{slug}/", f"https://{slug}.example.com/about"))


def _photo(chance: random.Random, size: int) -> bytes:
    return b"\xff\xd8\xff\xe0" + chance.randbytes(int(size * chance.lognormvariate(0, 0.5)))


# -- how each program writes it -------------------------------------------------------------------------------------


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;").replace("\n", "\\n")


def _folded(line: str, width: int = 75) -> str:
    """A line as RFC 2425 folds it: no piece longer than that many bytes."""
    if len(line) <= width and line.isascii():
        return line
    pieces, piece, size = [], "", 0
    for letter in line:
        size += len(letter.encode())
        if size > width:
            pieces.append(piece)
            piece, size = " ", 1 + len(letter.encode())
        piece += letter
    return "\r\n".join([*pieces, piece])


def _ended(lines: Iterable[str]) -> str:
    return "".join([f"{line}\r\n" for line in lines])


def _packed(image: bytes) -> str:
    return base64.b64encode(image).decode()


def _google(one: Contact, chance: random.Random) -> str:
    """contacts.google.com, "vCard (for iOS Contacts)": no UID, photos as addresses, colons escaped."""
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"FN:{one.name}", f"N:{one.last};{one.first};;;"]
    lines += [f"EMAIL;TYPE=INTERNET{kind}:{mail}" for mail, kind in zip(one.mails, _KINDS, strict=False)]
    lines += [f"TEL;TYPE={kind}:{phone}" for phone, kind in zip(one.phones, ("CELL", "WORK", "HOME"), strict=False)]
    if one.street:
        lines.append(f"ADR;TYPE=HOME:{one.address}")
    if one.company:
        lines.append(f"ORG:{_escaped(one.company)}")
    if one.role:
        lines.append(f"TITLE:{one.role}")
    if one.birthday:
        lines.append(f"BDAY:{one.birthday}")
    if one.link:
        lines += ["item1.URL:" + one.link.replace(":", "\\:"), "item1.X-ABLabel:PROFILE"]
    if one.note:
        lines.append(f"NOTE:{_escaped(one.note)}")
    if chance.random() < 0.4:
        lines.append("PHOTO:https\\://lh3.googleusercontent.com/contacts/" + "".join(chance.choices(_HEX, k=88)))
    return _ended([*map(_folded, lines), "CATEGORIES:myContacts", "END:VCARD"])


_KINDS: Final = ("", ";TYPE=HOME", ";TYPE=WORK")


def _apple(one: Contact, chance: random.Random) -> str:
    """iCloud and the Mac's Contacts: groups of lines with a label, the full photo, a UID of its own kind."""
    lines = [
        "BEGIN:VCARD", "VERSION:3.0", "PRODID:-//Apple Inc.//macOS 14.5//EN", f"N:{one.last};{one.first};;;",
        f"FN:{one.name}",
    ]  # fmt: skip
    if one.company:
        lines.append(f"ORG:{_escaped(one.company)};")
    if one.role:
        lines.append(f"TITLE:{one.role}")
    pref = ";type=pref"
    for mail, kind in zip(one.mails, ("HOME", "WORK", "HOME"), strict=False):
        lines.append(f"EMAIL;type=INTERNET;type={kind}{pref}:{mail}")
        pref = ""
    pref = ";type=pref"
    for phone, kind in zip(one.phones, ("CELL;type=VOICE", "WORK;type=VOICE", "MAIN"), strict=False):
        lines.append(f"TEL;type={kind}{pref}:{phone}")
        pref = ""
    item = 0
    if one.street:
        item += 1
        lines += [f"item{item}.ADR;type=HOME;type=pref:{one.address}", f"item{item}.X-ABADR:{one.country_code}"]
    if one.link:
        item += 1
        lines += [f"item{item}.URL;type=pref:{one.link}", f"item{item}.X-ABLabel:_$!<HomePage>!$_"]
    if chance.random() < 0.06:
        item += 1
        lines += [
            f"item{item}.X-ABRELATEDNAMES;type=pref:{chance.choice(('Ana', 'Otto', 'Yara'))} {one.last}",
            f"item{item}.X-ABLabel:_$!<Spouse>!$_",
        ]
    if chance.random() < 0.05:
        handle = f"{one.last}{one.number}".lower()
        lines.append(f"X-SOCIALPROFILE;type=twitter;x-user={handle}:http://twitter.com/{handle}")
    if one.birthday:
        lines.append(f"BDAY:{one.birthday}")
    if one.note:
        lines.append(f"NOTE:{_escaped(one.note)}")
    if one.photo:
        lines.append(f"PHOTO;ENCODING=b;TYPE=JPEG:{_packed(one.photo)}")
    lines += [f"REV:2026-05-04T10:{one.number % 60:02}:12Z", f"UID:{one.uid}:ABPerson", f"X-ABUID:{one.uid}\\:ABPerson"]
    return _ended([*(_apple_folded(line) for line in lines), "END:VCARD"])


def _apple_folded(line: str) -> str:
    return _folded(line) if len(line) < 2000 else _folded_bytes(line)


def _folded_bytes(line: str, width: int = 75) -> str:
    """The same for a long line of ASCII, quickly."""
    pieces = [line[:width], *(line[at : at + width - 1] for at in range(width, len(line), width - 1))]
    return "\r\n ".join(pieces)


def _quoted(head: str, value: str) -> str:
    """A line of vCard 2.1 as Android writes it: what is not ASCII as the numbers of its bytes, broken softly."""
    if value.isascii():
        return f"{head}:{value}"
    coded = "".join(";" if byte == 0x3B else f"={byte:02X}" for byte in value.encode())
    line, lines = f"{head};CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:", []
    for at in range(0, len(coded), 60):
        piece = coded[at : at + 60]
        lines.append((line if not at else "") + piece)
    return "=\r\n".join(_whole_numbers(lines))


def _whole_numbers(lines: list[str]) -> list[str]:
    """No "=C3" is torn in two."""
    for n in range(len(lines) - 1):
        cut = max(lines[n].rfind("=", len(lines[n]) - 2), 0)
        if cut:
            lines[n], lines[n + 1] = lines[n][:cut], lines[n][cut:] + lines[n + 1]
    return lines


def _android(one: Contact, chance: random.Random) -> str:
    """A phone's Contacts: vCard 2.1, small photos."""
    lines = ["BEGIN:VCARD", "VERSION:2.1", _quoted("N", f"{one.last};{one.first};;;"), _quoted("FN", one.name)]
    for phone, kind in zip(one.phones, ("CELL", "WORK", "HOME"), strict=False):
        lines.append(f"TEL;{kind}:{phone.replace(' ', '').replace('(', '').replace(')', '')}")
    lines += [f"EMAIL;{kind}:{mail}" for mail, kind in zip(one.mails, ("HOME", "WORK", "X-Other"), strict=False)]
    if one.street:
        lines.append(_quoted("ADR;HOME", one.address))
    if one.company:
        lines.append(_quoted("ORG", one.company))
    if one.role:
        lines.append(_quoted("TITLE", one.role))
    if one.link:
        lines.append(f"URL:{one.link}")
    if one.note:
        lines.append(_quoted("NOTE", one.note.replace("\n", " ")))
    if one.birthday:
        lines.append(f"BDAY:{one.birthday}")
    if chance.random() < 0.05:
        lines.append(f"X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;{one.first[:3]};1;;;;;;;;;;;;;")
    if one.photo:
        lines += [_folded_bytes(f"PHOTO;ENCODING=BASE64;JPEG:{_packed(one.photo)}"), ""]
    return _ended([*lines, "END:VCARD"])


def _outlook(one: Contact, chance: random.Random) -> str:
    """Outlook's business cards, put together into one file: vCard 2.1, the address twice, a design of the card."""
    lines = [
        "BEGIN:VCARD", "VERSION:2.1", "X-MS-SIGNATURE:YES", f"N;LANGUAGE=en-us:{one.last};{one.first}",
        f"FN:{one.name}",
    ]  # fmt: skip
    if one.company:
        lines.append(f"ORG:{one.company}")
    if one.role:
        lines.append(f"TITLE:{one.role}")
    if one.note:
        text = one.note.replace("=", "=3D").replace("\n", "=0D=0A=\r\n")
        lines.append(f"NOTE;ENCODING=QUOTED-PRINTABLE:{text}=0D=0A=\r\n=0D=0A" if "\n" in one.note else f"NOTE:{text}")
    lines += [f"TEL;{kind}:{phone}" for phone, kind in zip(one.phones, _OUTLOOK_PHONES, strict=False)]
    if one.street:
        lines += [
            f"ADR;WORK;PREF:{one.address}",
            f"LABEL;WORK;PREF;ENCODING=QUOTED-PRINTABLE:{one.street}=0D=0A=\r\n"
            f"{one.city} {one.code}=0D=0A=\r\n{one.country}",
            "X-MS-OL-DEFAULT-POSTAL-ADDRESS:2",
        ]
    if one.link:
        lines.append(f"URL;WORK:{one.link}")
    if one.birthday:
        lines.append(f"BDAY:{one.birthday.replace('-', '')}")
    lines += [f"EMAIL{kind};INTERNET:{mail}" for mail, kind in zip(one.mails, (";PREF", "", ""), strict=False)]
    if one.photo:
        lines += [_folded_bytes(f"PHOTO;TYPE=JPEG;ENCODING=BASE64:\r\n {_packed(one.photo)}"), ""]
    lines += [f"X-MS-OL-DESIGN;CHARSET=utf-8:{_DESIGN}", f"REV:20260919T0950{one.number % 60:02}Z"]
    return _ended([*lines, "END:VCARD"])


_OUTLOOK_PHONES: Final = ("CELL;VOICE", "WORK;VOICE", "HOME;VOICE")
_DESIGN: Final = (
    '<card xmlns="http://schemas.microsoft.com/office/outlook/12/electronicbusinesscards" ver="1.0" layout="left"'
    ' bgcolor="ffffff"><img xmlns="" align="fit" area="16" use="cardpicture"/>'
    + "".join(
        f'<fld xmlns="" prop="{what}" align="left" dir="ltr" style="{style}" color="000000" size="{size}"/>'
        for what, style, size in (
            ("name", "b", 10), ("org", "", 8), ("title", "", 8), ("dept", "", 8), ("telwork", "", 8),
            ("telcell", "", 8), ("email", "", 8), ("addrwork", "", 8), ("webwork", "", 8), ("blank", "", 8),
        )
    )
    + "</card>"
)  # fmt: skip


def _nextcloud(one: Contact, chance: random.Random) -> str:
    """Nextcloud's Contacts, and with it what DAVx5 and Thunderbird's synchronised books look like."""
    lines = [
        "BEGIN:VCARD", "VERSION:3.0", "PRODID:-//Sabre//Sabre VObject 4.5.4//EN", f"UID:{one.uid.lower()}",
        f"FN:{one.name}", f"N:{one.last};{one.first};;;",
    ]  # fmt: skip
    lines += [f"EMAIL;TYPE={kind}:{mail}" for mail, kind in zip(one.mails, ("HOME", "WORK", "OTHER"), strict=False)]
    lines += [
        f'TEL;TYPE="{kind}":{phone}' for phone, kind in zip(one.phones, ("HOME,VOICE", "CELL", "WORK"), strict=False)
    ]  # fmt: skip
    if one.street:
        lines.append(f"ADR;TYPE=HOME:{one.address}")
    if one.company:
        lines.append(f"ORG:{_escaped(one.company)}")
    if one.role:
        lines.append(f"TITLE:{one.role}")
    if one.birthday:
        lines.append(f"BDAY;VALUE=DATE:{one.birthday}")
    if one.note:
        lines.append(f"NOTE:{_escaped(one.note)}")
    if one.link:
        lines.append(f"URL:{one.link}")
    if chance.random() < 0.3:
        lines.append(f"CATEGORIES:{chance.choice(('Friends', 'Work', 'Berlin,Conference', 'Choir'))}")
    if one.photo:
        lines.append(_folded_bytes(f"PHOTO;ENCODING=b;TYPE=JPEG:{_packed(one.photo)}"))
    lines.append(f"REV;VALUE=DATE-AND-OR-TIME:20260915T1015{one.number % 60:02}Z")
    return _ended([*(_folded(line) if len(line) < 2000 else line for line in lines), "END:VCARD"])


@dataclass(frozen=True, slots=True)
class _Program:
    share: float
    photos: tuple[float, int]
    """How many of its cards have one, and how many bytes it usually has."""
    card: Callable[[Contact, random.Random], str]


_PROGRAMS: Final = (
    _Program(0.35, (0.0, 0), _google),
    _Program(0.30, (0.2, 12_000), _apple),
    _Program(0.13, (0.15, 4_000), _android),
    _Program(0.12, (0.05, 8_000), _outlook),
    _Program(0.10, (0.1, 12_000), _nextcloud),
)
_SHARES: Final = [program.share for program in _PROGRAMS]
