"""Address books of every vendor are read whole, and no bad card costs another one."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, Self

import pytest

from relate.domain.errors import UnreadableSource
from relate.domain.records import Fact, Field, IdentityKey, IdentityKind, PersonRecord, Reason, Skipped
from relate.importers.archive import Archive
from relate.importers.registry import importer, recognise
from relate.importers.source import Source, open_sources
from relate.importers.vcard import VCard
from relate.importers.vcard.card import LARGEST_PHOTO, card_key
from tests.importers.dropping import write_files

EXPORTS = Path(__file__).parent.parent / "exports" / "vcard"
WHOLE = sorted(EXPORTS.glob("*.vcf"))
DAMAGED = sorted((EXPORTS / "damaged").glob("*.vcf"))


def read(*paths: Path) -> list[PersonRecord | Skipped]:
    """Everything a drop of these files gives."""
    records: list[PersonRecord | Skipped] = []
    for source in open_sources(paths)[0]:
        with source:
            for archive in recognise(source)[0]:
                for record in importer(archive.source_id).read(source, archive):
                    assert isinstance(record, PersonRecord | Skipped)
                    records.append(record)
    return records


def read_text(folder: Path, text: str | bytes, name: str = "cards.vcf") -> list[PersonRecord | Skipped]:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read(path)


def people(records: Sequence[PersonRecord | Skipped]) -> list[PersonRecord]:
    return [record for record in records if isinstance(record, PersonRecord)]


def skipped(records: Sequence[PersonRecord | Skipped]) -> list[Skipped]:
    return [record for record in records if isinstance(record, Skipped)]


def values(record: PersonRecord, field: Field) -> list[str]:
    return [fact.value for fact in record.facts if fact.field is field]


def named(records: Sequence[PersonRecord | Skipped], name: str) -> PersonRecord:
    return next(record for record in people(records) if name in values(record, Field.NAME))


def keys(record: PersonRecord) -> set[tuple[str, str]]:
    return {(key.network, key.key) for key in record.keys}


def card(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def test_apple_labels_groups_and_birthdays_without_a_year():
    records = read(EXPORTS / "apple-macos-3.0.vcf")
    maya = named(records, "Maya Okafor")
    assert maya.keys[0] == IdentityKey("card", IdentityKind.CARD, "7e1f4c70-3c5b-4e0a-9b7d-0a1b2c3d4e5f")
    assert keys(maya) > {
        ("mail", "maya.okafor@northwind.example"), ("mail", "maya@okafor.example"),
        ("linkedin", "maya-okafor-7a1"), ("x", "mayaok"),
    }  # fmt: skip
    assert values(maya, Field.MAIL)[0] == "maya.okafor@northwind.example"  # the preferred one
    assert values(maya, Field.BIRTHDAY) == ["--04-12"]
    assert values(maya, Field.ANNIVERSARY) == ["2014-06-21"]
    assert values(maya, Field.RELATION) == ["spouse: Chidi Okafor", "mentor: Ngozi Eze"]
    assert values(maya, Field.NOTE) == [
        "Met at SaaS Expo, twins start school.\nWants contacts in logistics; pricing template owed.",
        "first met: 2016-05-03",
    ]
    assert values(maya, Field.PHONE) == ["+44 7700 900123", "+44 117 496 0999 (fax)"]
    assert ("phone", "+441174960999") not in keys(maya)  # a fax is nobody's own number
    assert values(maya, Field.PLACE) == ["Bristol, United Kingdom"]
    assert (maya.photo or b"").startswith(b"\x89PNG")
    assert values(named(records, "Tomás Rivera"), Field.COMPANY) == ["Lumen Freight, Lda."]
    in_club = {record.keys[0].key for record in people(records) if values(record, Field.GROUP) == ["Book club"]}
    assert in_club == {"7e1f4c70-3c5b-4e0a-9b7d-0a1b2c3d4e5f", "11c0ffee-0000-4a00-8b00-00000000ab01"}
    assert [(one.where.row, one.reason) for one in skipped(records)] == [(3, Reason.NOT_A_PERSON)]


def test_google_has_no_uid_no_labels_of_its_own_and_companies_that_look_like_people():
    records = read(EXPORTS / "google-3.0.vcf")
    hana = named(records, "Hana Novák")
    assert hana.keys[0].local
    assert hana.keys[0].key.startswith("#")
    assert values(hana, Field.GROUP) == ["Climbing", "favourite"]
    assert values(hana, Field.LINK) == ["http://www.google.com/profiles/109000000000000000000"]
    assert values(hana, Field.COMPANY) == ["Tailspin s.r.o."]
    assert values(hana, Field.BIRTHDAY) == ["--06-18"]
    assert not values(hana, Field.ADDRESS)
    address_only = people(records)[1]
    assert values(address_only, Field.NAME) == []  # an address is no name
    assert values(address_only, Field.MAIL) == ["newsletter-friend@fabrikam.example"]
    assert [one.reason for one in skipped(records)] == [Reason.NOT_A_PERSON]


def test_outlook_2_1_quoted_printable_relations_and_windows_letters():
    records = read(EXPORTS / "outlook-2.1.vcf")
    ben = named(records, "Benjamin J. Whitfield Jr.")
    assert values(ben, Field.NOTE) == ["Knows the port authority.\nAsked for: the deck\nN:not a name, still the note"]
    assert values(ben, Field.RELATION) == ["spouse: Carol Whitfield", "manager: Priya Nair"]
    assert values(ben, Field.BIRTHDAY) == ["1979-05-23"]
    assert values(ben, Field.DEPARTMENT) == ["Sales\\Field"]  # 2.1 knows no such escape
    assert ("facebook", "fabrikam") not in keys(ben)  # the firm's page is on everybody's card
    assert ben.photo is not None
    assert values(named(records, "Göran Lindqvist"), Field.COMPANY) == ["Älvsbyn Capital AB"]


def test_android_2_1_every_letter_quoted_and_its_custom_rows():
    records = read(EXPORTS / "android-2.1.vcf")
    elif_ = named(records, "Elif Yıldız")
    assert values(elif_, Field.NICKNAME) == ["Lif"]
    assert values(elif_, Field.NOTE) == ["Likes long walks, çay and ports", "Moved to Izmir: 2019-02-14"]
    assert values(elif_, Field.RELATION) == ["manager: Deniz Arslan"]
    assert values(elif_, Field.BIRTHDAY) == ["1988-11-26"]
    assert elif_.photo is not None
    assert values(people(records)[2], Field.NAME) == ["東京の田"]  # cut in the middle of a letter


def test_a_group_in_a_group_is_in_it_and_no_group_holds_somebody_twice(tmp_path):
    uids = [f"7e1f4c70-3c5b-4e0a-9b7d-0a1b2c3d4e{n:02}" for n in range(4)]
    inner, outer = (
        card("KIND:group", f"FN:{name}", f"UID:urn:uuid:{uids[own]}", *(f"MEMBER:urn:uuid:{uids[n]}" for n in members))
        for name, own, members in (("Altos", 2, (0, 3)), ("Choir", 3, (1, 2, 1)))
    )
    ana, bo = (card(f"FN:{name}", f"UID:{uids[n]}") for n, name in enumerate(("Ana", "Bo")))
    records = read_text(tmp_path, inner + outer + ana + bo)
    told = [(record.keys[0].key, *values(record, Field.GROUP)) for record in people(records) if record.where.row < 3]
    assert sorted(told) == sorted((uids[n], group) for group in ("Altos", "Choir") for n in (0, 1))


def test_groups_of_every_dialect_are_names_and_those_of_the_program_are_none(tmp_path):
    records = read_text(
        tmp_path,
        card(
            "FN:Ana", "CATEGORIES:* myContacts,* starred,* Friends", "CATEGORIES:Choir\\,Milan", "CATEGORIES:Rome;Oslo"
        ),
    )
    assert values(named(records, "Ana"), Field.GROUP) == ["favourite", "Friends", "Choir", "Milan", "Rome", "Oslo"]


def test_a_relation_is_a_name_and_an_address_is_none(tmp_path):
    records = read_text(
        tmp_path,
        card(
            "FN:Ana", "RELATED;TYPE=spouse;VALUE=text:Bo Silva", "RELATED;TYPE=emergency:tel:+44 20 7946 0018",
            "RELATED;TYPE=friend:mailto:cy@x.example", "X-KADDRESSBOOK-X-SpousesName:Bo S.", version="4.0",
        ),
    )  # fmt: skip
    assert values(named(records, "Ana"), Field.RELATION) == ["spouse: Bo S.", "spouse: Bo Silva"]
    assert values(named(records, "Ana"), Field.NOTE) == ["emergency: +44 20 7946 0018", "friend: cy@x.example"]


def test_nextcloud_4_0_quoted_types_data_photos_kinds_and_relations_between_cards():
    records = read(EXPORTS / "nextcloud-4.0.vcf")
    farah = named(records, "Farah Haddad")
    assert keys(farah) > {("phone", "+4915123456789"), ("linkedin", "farah-haddad"), ("x", "fhaddad")}
    assert values(farah, Field.PHONE) == ["+49-1512-3456789", "+49-30-901820 ext. 17"]
    assert values(farah, Field.ADDRESS) == ["Platz 3, 10117 Berlin, Germany"]
    assert values(farah, Field.NICKNAME) == ["Fafa", "Fa"]
    assert farah.photo is not None
    relations = [value for record in people(records) for value in values(record, Field.RELATION)]
    assert relations == ["spouse: Samir Haddad", "colleague: Lukas Brandt"]
    assert values(named(records, "Lukas Brandt"), Field.NOTE) == ["birthday: circa 1970"]
    assert [one.where.row for one in skipped(records)] == [3]  # KIND:org; the group became its members' facts


def test_thunderbird_4_0_in_lower_case():
    records = read(EXPORTS / "thunderbird-4.0.vcf")
    aiko = named(records, "Aiko Tanaka")
    assert values(aiko, Field.BIRTHDAY) == ["--02-29"]
    assert values(aiko, Field.LINK) == ["https://aiko.example/portfolio", "xmpp:aiko@jabber.example"]
    assert values(named(records, "Jun Park"), Field.ROLE) == ["Recruiter"]


def test_evolution_relations_and_groups_with_an_escaped_comma():
    chiara = named(read(EXPORTS / "evolution-3.0.vcf"), "Chiara Lombardi")
    assert values(chiara, Field.GROUP) == ["Organisers", "Milan"]
    assert values(chiara, Field.RELATION) == ["manager: Giulia Ferri", "assistant: Marco Neri", "spouse: Paolo Bianchi"]
    assert values(chiara, Field.ROLE) == ["Organiser"]
    assert chiara.keys[0] == IdentityKey("card", IdentityKind.CARD, "pas-id-5F0A1B2C00000001", True)


def test_blackberry_nokia_and_lotus_each_in_their_own_dialect():
    daniel = named(read(EXPORTS / "blackberry-2.1.vcf"), "Daniel Mensah")
    assert values(daniel, Field.NOTE) == ["PIN: 2A1B3C4D", "Promised the investor list.\nMorning calls only."]
    nokia = read(EXPORTS / "nokia-2.1.vcf")
    assert values(named(nokia, "Aino Mäkinen"), Field.ADDRESS) == ["Hämeentie 1, 00530 Helsinki, Suomi"]
    assert values(named(nokia, "Aino Mäkinen"), Field.BIRTHDAY) == ["1972-02-29"]
    assert values(named(nokia, "Иво Петров"), Field.NOTE) == ["line one\nline two without its sign"]
    lotus = read(EXPORTS / "lotus-3.0.vcf")
    assert len(people(lotus)) == 1  # the card inside AGENT is not emitted, nor do its values leak
    priya = named(lotus, "Priya Nair")
    assert "+91 98111 22334" not in values(priya, Field.PHONE)
    assert ("linkedin", "priya-nair") in keys(priya)
    assert "birthday: 1900-01-01" in values(priya, Field.NOTE)  # what a program fills in is nobody's birthday


@pytest.mark.parametrize("path", [*WHOLE, *DAMAGED], ids=lambda path: path.stem)
def test_every_row_is_told_of_and_no_text_is_broken(path):
    records = read(path)
    rows = {record.where.row for record in records}
    assert rows == set(range(1, max(rows) + 1))
    assert {record.where.file for record in records} == {path.name}
    for record in people(records):
        for fact in record.facts:
            assert fact.value == fact.value.strip() != ""
            fact.value.encode()  # no lone surrogates


@pytest.mark.parametrize("path", DAMAGED, ids=lambda path: path.stem)
def test_the_good_card_beside_a_damaged_one_is_read(path):
    noor = named(read(path), "Noor Bakker")
    assert ("mail", "noor@bakker.example") in keys(noor)


@pytest.mark.parametrize("path", DAMAGED, ids=lambda path: path.stem)
def test_damage_costs_at_most_the_damaged_card(path):
    vendor = path.stem.partition("-")[0]
    whole = read(next(one for one in WHOLE if one.stem.startswith(vendor)))
    # One fixture is cut where a name stands; everywhere else everybody is still there.
    lost = {"Pizzeria Vesuvio"} if vendor == "google" else set()
    names = {value for record in people(whole) for value in values(record, Field.NAME)} - lost
    assert names <= {value for record in people(read(path)) for value in values(record, Field.NAME)}


def test_what_stands_in_no_card_and_what_is_empty_is_counted():
    damaged = EXPORTS / "damaged"
    assert [one.reason for one in skipped(read(damaged / "evolution-empty-card.vcf"))] == [
        Reason.EMPTY,
        Reason.NO_PERSON,
    ]
    assert [one.reason for one in skipped(read(damaged / "blackberry-binary-in-the-middle.vcf"))] == [Reason.UNREADABLE]
    [stray] = skipped(read(damaged / "thunderbird-mixed-line-ends.vcf"))
    assert (stray.reason, stray.says) == (Reason.UNREADABLE, "line 30 stands in no card")
    [photo] = skipped(read(damaged / "outlook-photo-broken.vcf"))
    assert (photo.reason, photo.where.row) == (Reason.NOT_KEPT, 4)  # a row of its own, behind the cards


def test_a_file_that_breaks_off_keeps_what_the_last_card_has(tmp_path):
    whole = card("FN:Noor Bakker") + card("FN:Ada Byrne", "EMAIL:ada@byrne.example")
    records = read_text(tmp_path, whole[: whole.index("ada@") + 13])  # "ada@byrne.exa" would be another's address
    assert len(people(records)) == 2
    assert named(records, "Ada Byrne").facts == (Fact(Field.NAME, "Ada Byrne"),)
    assert [(one.where.row, one.reason, one.says) for one in skipped(records)] == [
        (3, Reason.INCOMPLETE, "the file ends inside card 2")  # how many more there were, nobody knows
    ]
    records = read_text(tmp_path, whole[: whole.index("FN:Ada") + 2])
    assert [(one.where.row, one.reason) for one in skipped(records)] == [(2, Reason.INCOMPLETE)]


def test_a_photo_too_large_is_left_out_and_said(tmp_path):
    image = b"\xff\xd8\xff" + bytes(LARGEST_PHOTO)
    records = read_text(
        tmp_path,
        card("FN:Noor Bakker", "PHOTO;ENCODING=b;TYPE=JPEG:" + base64.b64encode(image).decode())
        + card("FN:Ada Byrne", "PHOTO;ENCODING=b;TYPE=JPEG:" + base64.b64encode(image[:LARGEST_PHOTO]).decode()),
    )
    assert named(records, "Noor Bakker").photo is None
    assert named(records, "Ada Byrne").photo == image[:LARGEST_PHOTO]
    assert [(one.where.row, one.reason, one.says) for one in skipped(records)] == [
        (3, Reason.NOT_KEPT, "card 1: a photo of 512 kB, more than the 512 kB kept")
    ]


def test_a_source_that_breaks_while_it_is_read_gives_what_came_before(tmp_path, monkeypatch):
    path = tmp_path / "cards.vcf"
    one = card("FN:Noor Bakker").encode()
    path.write_bytes(one * 3)

    class Breaking:
        def __init__(self, inner: BinaryIO) -> None:
            self.inner = inner
            self.reads = 0

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            self.inner.close()

        def read(self, _size: int) -> bytes:
            self.reads += 1
            if self.reads > 1:
                raise UnreadableSource("cards.vcf breaks off.")
            return self.inner.read(2 * len(one) - 8)

        def readline(self, size: int) -> bytes:
            return self.inner.readline(size)

    [source], _ = open_sources([path])
    [archive], _ = recognise(source)
    opened = source.open
    monkeypatch.setattr(source, "open", lambda member: Breaking(opened(member)))
    records = list(VCard().read(source, archive))
    assert [type(record) for record in records] == [PersonRecord, PersonRecord, Skipped]
    assert isinstance(records[-1], Skipped)
    assert (records[-1].reason, records[-1].says) == (Reason.INCOMPLETE, "cards.vcf breaks off.")


@pytest.mark.parametrize(
    ("uid", "key", "local"),
    [
        ("urn:uuid:3F2504E0-4F89-41D3-9A0C-0305E82C3301", "3f2504e0-4f89-41d3-9a0c-0305e82c3301", False),
        ("3F2504E04F8941D39A0C0305E82C3301", "3f2504e0-4f89-41d3-9a0c-0305e82c3301", False),
        ("3F2504E0-4F89-41D3-9A0C-0305E82C3301:ABPerson", "3f2504e0-4f89-41d3-9a0c-0305e82c3301", False),
        ("pas-id-5F0A1B2C00000001", "pas-id-5F0A1B2C00000001", True),
        ("1203847561", "1203847561", True),
    ],
)
def test_a_uid_holds_everywhere_only_when_it_is_a_uuid(uid, key, local):
    assert card_key(uid) == IdentityKey("card", IdentityKind.CARD, key, local)


@pytest.mark.parametrize("uid", ["  ", "00000000-0000-0000-0000-000000000000", "1", "00042", "c17", "id-9"])
def test_a_uid_that_says_nothing_is_none(uid):
    assert card_key(uid) is None


def test_a_card_without_uid_is_the_same_card_in_the_next_export(tmp_path):
    first = read_text(tmp_path, card("FN:Hana Novák", "EMAIL:B@x.example", "EMAIL:a@x.example", "TEL:+420 601 123 456"))
    again = read_text(
        tmp_path, card("N:Novák;Hana", "TEL:+420601123456", "EMAIL:a@X.example", "EMAIL:b@x.example", "NOTE:new")
    )
    assert people(first)[0].keys[0] == people(again)[0].keys[0]


def test_father_and_son_whose_cards_without_uid_say_the_same_but_the_birthday_are_two(tmp_path):
    both = ("FN:Otto Brandt", "TEL:+351 21 346 7890")
    father, son = card(*both, "BDAY:1950-03-01"), card(*both, "BDAY:1981-07-09")
    first, second, slip = people(read_text(tmp_path, father + son + card(*both, "BDAY:1950-01-03")))
    assert first.keys[0] == slip.keys[0] != second.keys[0]
    assert first.keys[1:] == second.keys[1:]
    # In the next export they are who they were.
    assert [one.keys for one in people(read_text(tmp_path, father + son))] == [first.keys, second.keys]


def test_two_people_who_share_a_copied_uid_stay_two(tmp_path):
    uid = "UID:3f2504e0-4f89-41d3-9a0c-0305e82c3301"
    records = read_text(tmp_path, card("FN:Hana Novák", uid) + card("FN:Tomás Rivera", uid) + card("FN:H. Novak", uid))
    first, second, third = people(records)
    assert first.keys[0] == third.keys[0] != second.keys[0]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_letters_survive_in_every_encoding(tmp_path, encoding):
    text = card("FN:José Nuñez", "ORG:Señal & Söhne", version="2.1") * 3
    records = read_text(tmp_path, text.encode(encoding))
    assert [values(record, Field.NAME) for record in people(records)] == [["José Nuñez"]] * 3


@pytest.mark.parametrize(
    ("encoding", "name", "note"),
    [
        ("cp1251", "Пётр Иванов", "Познакомились на выставке весной, обещал прислать список поставщиков"),
        ("shift_jis", "田中 葵", "展示会で会いました。来月また連絡します。"),
        ("cp1253", "Ελένη Παππά", "Γνωριστήκαμε στο συνέδριο της Αθήνας και μιλήσαμε για λιμάνια"),
    ],
)
def test_old_files_of_other_scripts_are_guessed_once_for_the_file(tmp_path, encoding, name, note):
    text = card(f"FN:{name}", f"NOTE:{note}", version="2.1") + card("FN:Noor Bakker")
    records = read_text(tmp_path, text.encode(encoding))
    assert values(named(records, name), Field.NOTE) == [note]


def test_a_stated_charset_decides_for_its_value(tmp_path):
    line = b"FN;CHARSET=ISO-8859-2:\xa3ukasz Ko\xb6ciuk\r\nN;CHARSET=no-such-thing:x;y\r\n"
    [person] = people(read_text(tmp_path, b"BEGIN:VCARD\r\nVERSION:2.1\r\n" + line + b"END:VCARD\r\n"))
    assert values(person, Field.NAME) == ["Łukasz Kościuk"]


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("BDAY:1984-04-12", Field.BIRTHDAY, "1984-04-12"),
        ("BDAY:19840412", Field.BIRTHDAY, "1984-04-12"),
        ("BDAY:1984-04-12T22:00:00Z", Field.BIRTHDAY, "1984-04-12"),
        ("BDAY:--0412", Field.BIRTHDAY, "--04-12"),
        ("BDAY:--04-12", Field.BIRTHDAY, "--04-12"),
        ("BDAY:--0229", Field.BIRTHDAY, "--02-29"),
        ("BDAY:1984-04", Field.BIRTHDAY, "1984-04"),
        ("BDAY:1984", Field.BIRTHDAY, "1984"),
        ('BDAY;X-APPLE-OMIT-YEAR="1604":16040412', Field.BIRTHDAY, "--04-12"),
        ("BDAY:1604-04-12", Field.BIRTHDAY, "--04-12"),
        ("BDAY:0000-04-12", Field.BIRTHDAY, "--04-12"),
        ("BDAY:12.4.1984", Field.BIRTHDAY, "1984-04-12"),
        ("BDAY:23/04/1984", Field.BIRTHDAY, "1984-04-23"),
        ("BDAY:04/23/1984", Field.BIRTHDAY, "1984-04-23"),
        ("BDAY:12 April 1984", Field.BIRTHDAY, "1984-04-12"),
        ("BDAY:03/04/1984", Field.NOTE, "birthday: 03/04/1984"),
        ("BDAY:---12", Field.NOTE, "birthday: ---12"),
        ("BDAY:1984-02-30", Field.NOTE, "birthday: 1984-02-30"),
        ("BDAY:1900-01-01", Field.NOTE, "birthday: 1900-01-01"),
        ("BDAY;VALUE=text:circa 1800", Field.NOTE, "birthday: circa 1800"),
        ("X-MS-ANNIVERSARY:20050610", Field.ANNIVERSARY, "2005-06-10"),
    ],
)
def test_a_day_is_kept_as_far_as_it_is_known(tmp_path, line, field, value):
    [person] = people(read_text(tmp_path, card("FN:Noor Bakker", line)))
    assert values(person, field) == [value]
    assert len(person.facts) == 2


@pytest.mark.parametrize(
    ("lines", "field", "value"),
    [
        (["NOTE:a\\, b\\; c\\\\d\\ne"], Field.NOTE, "a, b; c\\d\ne"),
        (["NOTE:folded li", " ne, and\tmo", "\tre"], Field.NOTE, "folded line, and\tmore"),
        (["NOTE:a soft break lost", "its sign here"], Field.NOTE, "a soft break lostits sign here"),
        (["NOTE;ENCODING=QUOTED-PRINTABLE:a soft=20=", " break, indented"], Field.NOTE, "a soft break, indented"),
        (["URL:http\\://example.org/a"], Field.LINK, "http://example.org/a"),
        (
            ["ADR;TYPE=home;LABEL=12 Quay: rear:;;12 Quay;Cork;;T12;Ireland"],
            Field.ADDRESS,
            "12 Quay, T12 Cork, Ireland",
        ),
        (['NOTE;X-FROM="a:b;c=\\"d\\"":kept'], Field.NOTE, "kept"),
        (["home.TEL;TYPE=cell:+44 7700 900123"], Field.PHONE, "+44 7700 900123"),
        (["EMAIL;TYPE=home:", "EMAIL:a@x.example"], Field.MAIL, "a@x.example"),
        (["ORG:;Sales"], Field.DEPARTMENT, "Sales"),
    ],
)
def test_the_dialects_of_a_line(tmp_path, lines, field, value):
    [person] = people(read_text(tmp_path, card("FN:Noor Bakker", *lines)))
    assert values(person, field) == [value]


def test_names_in_parts_and_names_that_are_none(tmp_path):
    records = read_text(
        tmp_path,
        card("N:Okafor;Maya;Ada;Dr.;Jr.")
        + card("N:Okafor;Maya", "FN:Okafor, Maya")
        + card("N:;;;;", "FN:", "NICKNAME:Mo", "TEL:+44 7700 900123")
        + card("FN:mo@x.example", "EMAIL:mo@x.example"),
    )
    assert [values(person, Field.NAME) for person in people(records)] == [
        ["Maya Ada Okafor Jr."],
        ["Maya Okafor"],
        ["Mo"],
        [],
    ]


def test_files_dropped_together_are_one_address_book_and_groups_reach_across_them(tmp_path):
    uid = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"
    (tmp_path / "a.vcf").write_text(card("FN:Book club", "KIND:group", f"MEMBER:urn:uuid:{uid}", version="4.0"))
    (tmp_path / "b.vcf").write_text(card("FN:Maya Okafor", f"UID:{uid}"))
    [source], _ = open_sources([tmp_path / "a.vcf", tmp_path / "b.vcf"])
    [archive], unknown = recognise(source)
    assert (archive.source_id, len(archive.members), archive.counts, unknown) == ("vcard", 2, (("people", 2),), [])
    [maya, member] = people([one for one in VCard().read(source, archive) if isinstance(one, PersonRecord)])
    assert maya.keys[0] == member.keys[0]
    assert values(member, Field.GROUP) == ["Book club"]


def test_two_books_dropped_together_are_two_and_the_single_cards_beside_them_one(tmp_path):
    big = f"PHOTO;ENCODING=b;TYPE=JPEG:{'A' * 300_000}"
    for name, cards in {
        "home.vcf": card("FN:Ana Silva") + card("FN:Ben Okafor"),
        "work.vcf": card("FN:Cem Demir", big) + card("FN:Ana Silva"),
        "dia.vcf": card("FN:Dia", big),
        "eva.vcf": card("FN:Eva"),
    }.items():
        (tmp_path / name).write_text(cards)
    [source], _ = open_sources(sorted(tmp_path.iterdir()))
    archives, unknown = recognise(source)
    assert sorted([member.name for member in one.members] for one in archives) == [
        ["dia.vcf", "eva.vcf"], ["home.vcf"], ["work.vcf"],
    ]  # fmt: skip
    assert unknown == []
    [folder], _ = open_sources([tmp_path])
    assert len(recognise(folder)[0]) == 1, "a folder is one book, as the programs write it"


def recognised(folder: Path, name: str, content: bytes) -> list[Archive]:
    (folder / name).write_bytes(content)
    sources, _ = open_sources([folder / name])
    return [archive for source in sources for archive in _archives(source)]


def _archives(source: Source) -> list[Archive]:
    return recognise(source)[0]


def test_cards_are_known_by_what_is_in_the_file_and_dated_by_its_name(tmp_path):
    [archive] = recognised(tmp_path, "contacts of 2026-11-20.txt", card("FN:Maya Okafor").encode())
    assert archive.source_id == "vcard"
    assert archive.snapshot_ms == 1_795_132_800_000  # 20 Nov 2026
    assert not archive.complete
    assert recognised(tmp_path, "no cards.vcf", b"Name,Mail\r\nMaya,maya@x.example\r\n") == []
    assert recognised(tmp_path, "empty.vcf", b"") == []


def test_the_codes_of_badges_are_cards(tmp_path):
    """As a scanner saves them: what stands between them is told, and a text that only speaks of one is none."""
    records = read_text(
        tmp_path,
        "MECARD:N:Okafor,Maya;ORG:Contoso\\, Ltd.;TITLE:CTO;TEL:+442079460018;EMAIL:maya@contoso.example;;\r\n"
        "of Tuesday\r\n"
        "mecard:N:Chidi Eze;URL:https\\://www.linkedin.com/in/chidi-eze;MEMO:wants a demo;;\r\n",
        name="scans.txt",
    )
    maya, chidi = named(records, "Maya Okafor"), named(records, "Chidi Eze")
    assert {("mail", "maya@contoso.example"), ("phone", "+442079460018")} <= keys(maya)
    assert (values(maya, Field.COMPANY), values(maya, Field.ROLE)) == (["Contoso, Ltd."], ["CTO"])
    assert values(maya, Field.LAST_NAME) == ["Okafor"]
    assert values(chidi, Field.NOTE) == ["wants a demo"]
    assert ("linkedin", "chidi-eze") in keys(chidi)
    assert [(one.where.row, one.says) for one in skipped(records)] == [(3, "line 2 stands in no card")]
    assert read_text(tmp_path, "Ask for it by\nMECARD:N:Somebody;;\n", name="scans.txt") == []


@pytest.mark.parametrize(
    ("dropped", "says"),
    [("Book.abbu", "Book.abbu is"), ("", "holds"), ("Book.abbu/AddressBook-v22.abcddb", "AddressBook-v22.abcddb is")],
)
def test_a_macs_own_address_book_is_one_sentence_that_says_what_to_do(tmp_path, dropped, says):
    inside = {
        "AddressBook-v22.abcddb": b"SQLite format 3\0",
        "Metadata/1-2.abcdp": b"bplist00",
        "Metadata/3.abcdg": b"b",
    }
    write_files(tmp_path / "mac", {f"Book.abbu/{name}": content for name, content in inside.items()})
    sources, _ = open_sources([tmp_path / "mac" / dropped])
    [(archives, [unknown])] = [recognise(source) for source in sources]
    assert not archives
    assert f"{says} the address book of a Mac as a whole: in Contacts select all, " in unknown.reason
