"""Address books as tables and LDIF are read whole, whoever wrote them, and say what the same people's cards say."""

from __future__ import annotations

import base64
import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relate.domain.records import Fact, Field, IdentityKey, IdentityKind, PersonRecord, Reason, Skipped
from relate.importers.address_book.columns import Cell, Days, card_of
from relate.importers.archive import Archive
from relate.importers.day_order import Order
from relate.importers.headings import Column, Heading
from relate.importers.registry import importer, recognise
from relate.importers.source import open_sources
from relate.importers.vcard.card import LARGEST_PHOTO
from tests.effort import dice, effort
from tests.exports.make_books import GOOGLE_NEW, OUTLOOK_92, THUNDERBIRD, table
from tests.importers.dropping import LINKEDIN, Reading, drop, write_files, write_zip
from tests.importers.test_vcard_hostile import mutated

EXPORTS = Path(__file__).parent.parent / "exports"
BOOKS = EXPORTS / "address_book"
WHOLE = sorted(path for path in BOOKS.glob("*.*") if path.name[0] != ".")
DAMAGED = sorted(path for path in (BOOKS / "damaged").glob("*.*"))
NOOR = IdentityKey("mail", IdentityKind.MAIL, "noor@bakker.example")


def named(reading: Reading, name: str) -> PersonRecord:
    return next(one for one in reading.people if Fact(Field.NAME, name) in one.facts)


def values(record: PersonRecord, field: Field) -> list[str]:
    return [fact.value for fact in record.facts if fact.field is field]


def keys(record: PersonRecord) -> set[tuple[str, str]]:
    return {(key.network, key.key) for key in record.keys[1:]}


def left_out(reading: Reading) -> list[tuple[int, Reason]]:
    return [(one.where.row, one.reason) for one in reading.skipped]


def book(folder: Path, header: str, *rows: dict[str, str], name: str = "contacts.csv") -> Path:
    path = folder / name
    path.write_bytes(table(header, *rows).encode())
    return path


def answered(path: Path, **answers: str) -> list[PersonRecord | Skipped]:
    """What is read once the questions of the one archive have these answers."""
    ((source,), _) = open_sources([path])
    with source:
        ((archive,), _) = recognise(source)
        told = tuple((question.replace("_", "-"), choice) for question, choice in answers.items())
        records = list(importer(archive.source_id).read(source, archive._replace(answers=told)))
    return [one for one in records if isinstance(one, PersonRecord | Skipped)]


# ------------------------------------------------------------------------------------------------------ google


def test_google_of_today_with_its_labels_values_in_one_cell_and_a_birthday_without_a_year() -> None:
    reading = drop(BOOKS / "google-2024.csv")
    hana = named(reading, "Hana Novák")
    assert hana.keys[0].kind is IdentityKind.CARD
    assert hana.keys[0].local
    assert keys(hana) == {
        ("mail", "hana.novak@tailspin.example"), ("mail", "hana@novak.example"), ("phone", "+420601123456"),
        ("phone", "+420602123456"),
    }  # fmt: skip
    assert values(hana, Field.BIRTHDAY) == ["--06-18"]
    assert values(hana, Field.ANNIVERSARY) == ["2012-09-01"]
    assert values(hana, Field.GROUP) == ["Climbing", "favourite"]
    assert values(hana, Field.RELATION) == ["spouse: Petr Novák"]
    assert values(hana, Field.NOTE) == ["Prefers to be called,\nnot written to", "Shirt size: M"]
    assert values(hana, Field.ADDRESS) == ["Dlouhá 12, 11000 Praha, CZ"]
    assert values(hana, Field.PHONE)[-1] == "+420 222 333 999 (fax)"
    assert hana.photo is None  # an address, which is never fetched
    maya = named(reading, "Maya Okafor")
    assert ("linkedin", "maya-okafor-7a1") in keys(maya)
    assert ("mail", "maya.okafor@northwind.example") in keys(maya)


def test_father_and_son_with_one_telephone_are_two_rows_of_two_people(tmp_path: Path) -> None:
    told = {"First Name": "Otto", "Last Name": "Brandt", "Phone 1 - Value": "+351 21 346 7890"}
    born = [told | {"Birthday": day} for day in ("1950-03-01", "1981-07-09", "")]
    father, son, again = drop(book(tmp_path, GOOGLE_NEW, *born)).people
    assert father.keys[0] == again.keys[0] != son.keys[0]
    assert father.keys[1:] == son.keys[1:]


def test_an_address_where_a_name_should_stand_is_no_name() -> None:
    friend = next(one for one in drop(BOOKS / "google-2024.csv").people if one.where.row == 2)
    assert friend.facts == (Fact(Field.MAIL, "newsletter-friend@fabrikam.example"),)
    assert values(named(drop(BOOKS / "google-2024.csv"), "Aiko Tanaka"), Field.NOTE) == ["first met: 2019-03-01"]


def test_what_google_collected_by_itself_is_left_out_unless_it_is_wanted() -> None:
    path = BOOKS / "google-2024.csv"
    reading = drop(path)
    (question,) = reading.archive.questions
    assert question.words.startswith("Google collected 2 of these addresses by itself")
    assert question.default == question.choices[0].id == "skip"
    assert question.samples == ("kundenservice@lieferung.example", "tomas@lumen.example")
    assert reading.archive.shape
    assert left_out(reading) == [(3, Reason.NOT_A_PERSON), (5, Reason.NEVER_SAVED), (6, Reason.NEVER_SAVED)]
    with_them = [one for one in answered(path, collected="read") if isinstance(one, PersonRecord)]
    assert len(with_them) == len(reading.people) + 2
    # Somebody put Aiko into a group: that is no address that came by itself.
    assert values(named(reading, "Aiko Tanaka"), Field.GROUP) == ["Tokyo"]
    assert drop(BOOKS / "google-template.csv").archive.questions == ()


@pytest.mark.parametrize("name", ["google-old.csv", "google-old-utf16.csv"])
def test_google_of_before_2024(name: str) -> None:
    reading = drop(BOOKS / name)
    hana = named(reading, "Hana Novák")
    assert values(hana, Field.MAIL) == ["hana.novak@tailspin.example", "hana@novak.example"]
    assert values(hana, Field.LINK) == ["skype:hana.novak"]
    assert values(hana, Field.GROUP) == ["Climbing", "favourite"]
    assert values(named(reading, "Maya Okafor"), Field.GROUP) == ["Friends"]
    assert values(named(reading, "東京 太郎"), Field.LAST_NAME) == ["東京"]
    assert left_out(reading) == [(3, Reason.NEVER_SAVED)]


# ----------------------------------------------------------------------------------------------------- outlook


def test_outlook_in_english() -> None:
    reading = drop(BOOKS / "outlook-en.csv")
    assert reading.archive.title == "Outlook, outlook-en.csv"
    ben = named(reading, "Benjamin J. Whitfield Jr.")  # "Title" is what stands before the name
    assert values(ben, Field.ROLE) == ["Head of sales"]
    assert values(ben, Field.BIRTHDAY) == ["1979-05-23"]  # the day of another column says which comes first
    assert values(ben, Field.ANNIVERSARY) == ["2004-06-02"]
    assert values(ben, Field.ADDRESS) == [
        "1 Harbour Way, Suite 4, 02110 Boston, MA, United States", "9 Elm Street, Salem",
    ]  # fmt: skip
    assert set(values(ben, Field.RELATION)) == {
        "assistant: Priya Nair", "manager: Chidi Okafor", "spouse: Carol Whitfield", "child: Tom", "child: Ann",
        "referred by: Maya Okafor",
    }  # fmt: skip
    # Neither the fax nor the switchboard nor the assistant's phone is theirs: others would be joined by it.
    assert keys(ben) == {("mail", "ben@fabrikam.example"), ("phone", "+16175550142"), ("phone", "+16175550143")}
    assert set(values(ben, Field.NOTE)) == {"hobby: Sailing", "Knows the port authority.\nThe deck.", "User 1: VIP"}
    goran = named(reading, "Göran Lindqvist")
    assert values(goran, Field.MAIL) == ["goran@alvsbyn.example"]  # not the Exchange server's own
    assert not values(goran, Field.NOTE)
    assert not values(goran, Field.BIRTHDAY)  # 0/0/00
    ((row, reason),) = left_out(reading)
    assert (row, reason, reading.skipped[0].says) == (3, Reason.NOT_A_PERSON, "Harbour Dental")


def test_outlook_in_german_as_windows_writes_it() -> None:
    reading = drop(BOOKS / "outlook-de.csv")
    gross = named(reading, "Jürgen Karl Groß")
    assert values(gross, Field.BIRTHDAY) == ["1961-04-03"]
    assert values(gross, Field.COMPANY) == ["Müller & Söhne GmbH"]
    assert values(gross, Field.ADDRESS) == ["Königsallee 4, Hinterhaus, 40212 Düsseldorf, Deutschland"]
    assert keys(gross) == {("mail", "juergen.gross@mueller.example"), ("phone", "+492111234567")}
    assert values(gross, Field.RELATION) == ["assistant: Ada Byrne", "spouse: Käthe Groß"]
    assert values(named(reading, "Hana Novák"), Field.GROUP) == ["Klettern", "Prag"]
    assert reading.archive.questions == ()


@pytest.mark.parametrize(
    ("language", "name", "company", "birthday"),
    [
        ("fr", "Hélène Lefèvre", "Crédit Français", "1975-04-03"),
        ("es", "Íñigo Muñoz Peña", "Compañía Ñandú", "1980-03-21"),
        ("it", "Niccolò Forlì", "", ""),
        ("pt", "João Gonçalves", "Lusitânia Lda.", "1970-12-01"),
        ("nl", "Daniël de Vries", "", "1969-11-05"),
        ("cs", "Jiří Dvořák", "Železárny Třinec", "1972-06-18"),
        ("pl", "Elżbieta Wójcik", "Źródło sp. z o.o.", "1975-02-01"),
        ("ru", "Иван Петров", "Ромашка", "1965-08-07"),
        ("ja", "田中愛子", "株式会社タナカ", "1985-04-03"),
        ("zh", "王小明", "北京软件公司", "1990-05-06"),
    ],
)
def test_outlook_in_other_languages_and_their_code_pages(language: str, name: str, company: str, birthday: str) -> None:
    reading = drop(BOOKS / f"outlook-{language}.csv")
    (person,) = reading.people
    assert values(person, Field.NAME) == [name]
    assert values(person, Field.COMPANY) == [company] * bool(company)
    assert values(person, Field.BIRTHDAY) == [birthday] * bool(birthday)
    assert len(keys(person)) >= 1
    assert reading.archive.questions == ()


def test_days_that_could_be_read_two_ways_are_asked_of_the_owner_and_never_guessed() -> None:
    path = BOOKS / "outlook-en-older.csv"
    (question,) = drop(path).archive.questions
    assert question.samples == ("3/4/1984", "7/8/84")
    assert [choice.words.partition(":")[0] for choice in question.choices] == ["4 March", "3 April", "I cannot tell"]
    assert values(named(drop(path), "Ada Byrne"), Field.NOTE) == ["birthday: 3/4/1984"]
    for choice, born, noor in (("day", "1984-04-03", "1984-08-07"), ("month", "1984-03-04", "1984-07-08")):
        ada, bakker, jun = (one for one in answered(path, day_order=choice) if isinstance(one, PersonRecord))
        assert values(ada, Field.BIRTHDAY) == [born]
        assert values(bakker, Field.BIRTHDAY) == [noor]
        assert not values(jun, Field.BIRTHDAY)


def test_one_day_that_can_be_no_month_tells_the_order_for_all(tmp_path: Path) -> None:
    rows = [{"First Name": f"A{n}", "E-mail Address": f"a{n}@x.example", "Birthday": day}
            for n, day in enumerate(("3/4/1984", "25/12/1990", "0/0/00"))]  # fmt: skip
    reading = drop(book(tmp_path, OUTLOOK_92, *rows))
    assert reading.archive.questions == ()
    assert values(named(reading, "A0"), Field.BIRTHDAY) == ["1984-04-03"]


def test_the_first_letter_beyond_ascii_may_come_late(tmp_path: Path) -> None:
    rows = [{"First Name": f"A{n}", "E-mail Address": f"a{n}@x.example", "Notes": "n" * 500} for n in range(400)]
    path = tmp_path / "contacts.csv"
    path.write_bytes(table(OUTLOOK_92, *rows, {"First Name": "Zdeněk", "Last Name": "Šťastný"}).encode("cp1250"))
    assert named(drop(path), "Zdeněk Šťastný").keys


def test_a_number_that_excel_spoilt_reaches_nobody(tmp_path: Path) -> None:
    row = {"First Name": "Ana", "Mobile Phone": "4.20601E+11", "E-mail Address": "ana@x.example"}
    ana = named(drop(book(tmp_path, OUTLOOK_92, row)), "Ana")
    assert values(ana, Field.PHONE) == []
    assert values(ana, Field.NOTE) == ["phone: 4.20601E+11"]


def test_outlook_on_the_web_and_of_long_ago() -> None:
    farah = named(drop(BOOKS / "outlook-com.csv"), "Farah Haddad")
    assert values(farah, Field.LINK) == ["sip:farah@haddad.example", "https://haddad.example"]
    assert values(farah, Field.NOTE) == ["school: TU Berlin", "Line one\nline two"]
    chiara = named(drop(BOOKS / "outlook-live.csv"), "Chiara Lombardi")
    assert values(chiara, Field.PLACE) == ["Milano, Italia"]
    assert values(chiara, Field.BIRTHDAY) == ["1980-02-13"]


# ------------------------------------------------------------------------------------------- thunderbird, yahoo


@pytest.mark.parametrize("name", ["thunderbird.csv", "thunderbird-en-gb.tsv", "thunderbird-de.csv", "thunderbird.ldif"])
def test_thunderbird_in_each_of_its_forms(name: str) -> None:
    maya = named(drop(BOOKS / name), "Maya Okafor")
    assert keys(maya) == {
        ("mail", "maya.okafor@northwind.example"), ("mail", "maya@okafor.example"), ("phone", "+441174960000"),
        ("linkedin", "maya-okafor-7a1"),
    }  # fmt: skip
    assert values(maya, Field.BIRTHDAY) == ["--04-12"]
    assert values(maya, Field.ADDRESS) == ["5 Quay Street, Flat 2, BS1 4DJ Bristol, United Kingdom"]
    assert values(maya, Field.NICKNAME) == ["May"]
    assert any(note.endswith(" 1: Board 2024") for note in values(maya, Field.NOTE))


def test_a_day_that_is_none_stays_in_the_words_of_the_book() -> None:
    noor = named(drop(BOOKS / "thunderbird.csv"), "Noor Bakker")
    assert values(noor, Field.NOTE) == ["birthday: 1990-02-29"]


def test_yahoo_whose_title_is_a_role() -> None:
    daniel = named(drop(BOOKS / "yahoo.csv"), "Daniel Mensah")
    assert values(daniel, Field.ROLE) == ["Investor"]
    assert values(daniel, Field.GROUP) == ["Accra", "Work", "Alumni"]
    assert values(daniel, Field.MAIL) == ["daniel@mensah.example", "dan@gold.example"]
    assert values(daniel, Field.BIRTHDAY) == ["1971-12-25"]
    assert len(values(daniel, Field.PHONE)) == 4


# -------------------------------------------------------------------------------------------------------- ldif


def test_ldif_holds_photos_and_its_groups_name_people_by_what_they_are_called_there() -> None:
    reading = drop(BOOKS / "thunderbird.ldif")
    assert (named(reading, "Maya Okafor").photo or b"").startswith(b"\xff\xd8\xff")
    in_group = {one.keys[0] for one in reading.people if values(one, Field.GROUP) == ["Climbing"]}
    assert in_group == {named(reading, name).keys[0] for name in ("Maya Okafor", "Hana Novák")}
    assert values(named(reading, "Maya Okafor"), Field.NOTE)[-1] == "twins start school"  # folded


def test_a_directory_is_read_without_its_folders_passwords_and_what_lies_elsewhere() -> None:
    reading = drop(BOOKS / "directory.ldif")
    noor = named(reading, "Noor Bakker")
    assert noor.photo is None
    assert values(noor, Field.ADDRESS) == ["Kade 1, 1011 AB Amsterdam, Nederland"]
    assert not any("never read" in fact.value or "SSHA" in fact.value for fact in noor.facts)
    assert left_out(reading) == [(1, Reason.NOT_A_PERSON), (2, Reason.NOT_A_PERSON), (4, Reason.NOT_KEPT)]


def test_a_photo_too_large_is_left_out_and_said(tmp_path: Path) -> None:
    path = tmp_path / "book.ldif"
    photo = base64.b64encode(b"\xff\xd8\xff" + bytes(LARGEST_PHOTO)).decode()
    path.write_text(f"dn: cn=Noor\nobjectclass: person\ncn: Noor\njpegPhoto:: {photo}\n\ndn: cn=Ada\ncn: Ada\n")
    reading = drop(path)
    assert [one.photo for one in reading.people] == [None, None]
    (lost,) = reading.skipped
    assert (lost.where.row, lost.reason, lost.says) == (
        3, Reason.NOT_KEPT, "entry 1: a photo of 512 kB, more than the 512 kB kept",
    )  # fmt: skip


# ------------------------------------------------------------------------------------------------ all of them


def test_the_same_person_has_the_same_facts_and_keys_in_a_card_and_in_googles_table(tmp_path: Path) -> None:
    row = {
        "First Name": "Hana", "Last Name": "Novák", "Organization Name": "Tailspin s.r.o.",
        "Organization Title": "Product manager", "Birthday": " --06-18", "Labels": "Climbing ::: * myContacts",
        "E-mail 1 - Label": "Work", "E-mail 1 - Value": "hana.novak@tailspin.example", "E-mail 2 - Label": "Home",
        "E-mail 2 - Value": "hana@novak.example", "Phone 1 - Label": "Mobile", "Phone 1 - Value": "+420 601 123 456",
        "Website 1 - Label": "PROFILE", "Website 1 - Value": "http://www.google.com/profiles/109000000000000000000",
        "Event 1 - Label": "Anniversary", "Event 1 - Value": "2012-09-01", "Address 1 - Street": "Dlouhá 12",
        "Address 1 - City": "Praha", "Address 1 - Postal Code": "11000", "Address 1 - Country": "CZ",
        "Notes": "Prefers to be called, not written to", "Relation 1 - Label": "Spouse",
        "Relation 1 - Value": "Petr Novák",
    }  # fmt: skip
    lines = [
        "BEGIN:VCARD", "VERSION:3.0", "FN:Hana Novák", "N:Novák;Hana;;;", "ORG:Tailspin s.r.o.",
        "TITLE:Product manager", "BDAY:--0618", "EMAIL;TYPE=INTERNET;TYPE=WORK:hana.novak@tailspin.example",
        "ADR:;;Dlouhá 12;Praha;;11000;CZ", "EMAIL;TYPE=INTERNET;TYPE=HOME:hana@novak.example",
        "TEL;TYPE=CELL:+420 601 123 456", "item1.URL:http\\://www.google.com/profiles/109000000000000000000",
        "item1.X-ABLabel:PROFILE", "item2.X-ABDATE:2012-09-01", "item2.X-ABLabel:_$!<Anniversary>!$_",
        "NOTE:Prefers to be called\\, not written to", "item3.X-ABRELATEDNAMES:Petr Novák",
        "item3.X-ABLabel:_$!<Spouse>!$_", "CATEGORIES:Climbing,myContacts", "END:VCARD", "",
    ]  # fmt: skip
    write_files(tmp_path, {"cards.vcf": "\r\n".join(lines)})
    (theirs,) = drop(tmp_path / "cards.vcf").people
    (ours,) = drop(book(tmp_path, GOOGLE_NEW, row)).people
    assert ours.keys == theirs.keys
    assert sorted(ours.facts) == sorted(theirs.facts)


def rows_by_csv_alone(path: Path) -> int:
    raw = path.read_bytes()
    encoding = {"outlook-cs.csv": "cp1250", "outlook-pl.csv": "cp1250", "outlook-ru.csv": "cp1251",
                "outlook-ja.csv": "cp932", "outlook-zh.csv": "gb18030"}.get(path.name, "cp1252")  # fmt: skip
    text = raw.decode("utf-16" if raw[:2] == b"\xff\xfe" else encoding, "replace")
    first = text.splitlines()[0]
    delimiter = max(";,\t", key=first.count)
    return sum(1 for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row) - 1


@pytest.mark.parametrize("path", WHOLE, ids=lambda path: path.name)
def test_every_row_of_every_book_is_told_of_once_and_counted_before(path: Path) -> None:
    reading = drop(path)
    rows = reading.rows()[path.name]
    assert rows == set(range(1, max(rows) + 1))
    assert reading.archive.counts == (("people", len(rows)),)
    assert reading.unknown == ()
    if path.suffix != ".ldif":
        assert len(rows) == rows_by_csv_alone(path)
        assert len(reading.everything) == len(rows)
    for record in reading.people:
        for fact in record.facts:
            assert fact.value == fact.value.strip() != ""
            assert "\r" not in fact.value


@pytest.mark.parametrize("path", DAMAGED, ids=lambda path: path.name)
def test_damage_costs_no_row_but_its_own(path: Path) -> None:
    reading = drop(path)
    rows = reading.rows()[path.name]
    assert rows == set(range(1, max(rows) + 1))
    if path.name != "thunderbird-cut.csv":  # it is Noor's own row that breaks off
        assert any(NOOR in record.keys for record in reading.people)


def test_what_each_damage_costs() -> None:
    damaged = BOOKS / "damaged"
    assert left_out(drop(damaged / "google-cut.csv")) == [(2, Reason.INCOMPLETE)]
    assert left_out(drop(damaged / "google-open-quote.csv")) == [(1, Reason.UNREADABLE)]
    ragged = drop(damaged / "outlook-de-ragged.csv")
    assert left_out(ragged) == [(4, Reason.NOT_A_PERSON), (5, Reason.UNREADABLE)]
    assert named(ragged, "Jürgen Karl Groß").keys == named(drop(BOOKS / "outlook-de.csv"), "Jürgen Karl Groß").keys
    nul = drop(damaged / "outlook-en-nul.csv")
    assert named(nul, "Göran Lindqvist").keys  # the bytes that are no text did not say how the rest is written
    assert left_out(nul)[0] == (3, Reason.NOT_A_PERSON)
    assert left_out(nul)[-1] == (7, Reason.UNREADABLE)
    assert left_out(drop(damaged / "thunderbird-cut.csv")) == [(2, Reason.INCOMPLETE)]
    ldif = drop(damaged / "thunderbird-bad-base64.ldif")
    assert left_out(ldif) == [(3, Reason.UNREADABLE), (4, Reason.UNREADABLE)]
    assert left_out(drop(damaged / "directory-photo-broken.ldif")) == [(2, Reason.NOT_KEPT)]


def test_a_row_without_anything_in_it_is_a_row(tmp_path: Path) -> None:
    reading = drop(book(tmp_path, GOOGLE_NEW, {"Notes": ""}, {"Notes": "met somebody"}, {"Labels": "* myContacts"}))
    assert left_out(reading) == [(1, Reason.EMPTY), (2, Reason.NO_PERSON), (3, Reason.EMPTY)]


FORMS = {
    "google": ["google-2024.csv", "google-old.csv", "google-template.csv", "google-outlook.csv"],
    "outlook": [path.name for path in WHOLE if path.name.startswith("outlook")],
    "thunderbird": ["thunderbird.csv", "thunderbird-de.csv", "thunderbird-en-gb.tsv"],
    "ldif": ["thunderbird.ldif", "directory.ldif"],
    "yahoo": ["yahoo.csv"],
}


@pytest.mark.parametrize("form", FORMS)
def test_no_damage_stops_the_reading_or_loses_a_row(form: str, tmp_path: Path) -> None:
    read = 0
    for number in range(effort(200, 20_000)):
        chance = dice(f"address_book/{form}", number)
        name = chance.choice(FORMS[form])
        raw = (BOOKS / name).read_bytes()
        spoilt = mutated(chance, raw)
        if chance.random() < 0.2:
            spoilt = spoilt[: chance.randrange(len(spoilt))]
        path = tmp_path / name
        path.write_bytes(spoilt)
        reading = drop(path)
        read += bool(reading.archives)
        assert reading.archives or reading.unknown, number
        for rows in reading.rows().values():
            assert rows == set(range(1, max(rows) + 1)), number
        for record in reading.people:
            assert record.keys
            assert all(fact.value for fact in record.facts), number
    assert read > effort(200, 20_000) // 2


CELLS = st.lists(
    st.builds(
        Cell,
        st.builds(
            Heading,
            st.sampled_from(Column),
            st.sampled_from(["", "home", "work", "home fax", "mail", "phone", "date", "custom", "child", "x", "skype"]),
            st.integers(1, 3),
        ),
        st.one_of(
            st.text(max_size=30),
            st.sampled_from(["a@b.example; c@d.example", " ::: ", "x ::: y", "0/0/00", "31/12/1980", "+44 20 7946 0018",
                             "* Home", "Anniversary", "https://x.com/maya", "Tom, Ann and Bo"]),
        ),
        st.text(max_size=8),
    ),
    max_size=20,
)  # fmt: skip


@given(cells=CELLS, order=st.sampled_from(Order))
@settings(max_examples=effort(300, 20_000), deadline=None)
def test_whatever_stands_in_a_row_it_is_somebody_or_nobody(cells: list[Cell], order: Order) -> None:
    card = card_of(cells, Days(order, 2026))
    assert card.keys
    for fact in card.facts:
        assert fact.value.strip()


def test_an_address_by_its_parts_with_the_number_of_the_house_and_a_second_line() -> None:
    told = (("street", 1, "Hauptstraße"), ("house", 1, "5"), ("postcode", 1, "20095"), ("city", 1, "Hamburg"),
            ("street", 2, "Hinterhof"), ("city", 3, "Bremen"), ("address", 3, "Am Wall 1"))  # fmt: skip
    card = card_of([Cell(Heading(Column(field), "home", number), text) for field, number, text in told], Days())
    assert [fact.value for fact in card.facts if fact.field is Field.ADDRESS] == [
        "Hauptstraße 5, Hinterhof, 20095 Hamburg", "Am Wall 1, Bremen",
    ]  # fmt: skip


ENDLESS = ["a@" * 300_000, "," * 600_000, " " * 600_000 + "x", "\n" * 600_000 + "x", " ::: " * 100_000, "0" * 600_000,
           "1/" * 300_000, "+1 " * 200_000, "http://" * 100_000, ";" * 600_000]  # fmt: skip


@pytest.mark.parametrize("column", ["E-mail Address", "Children", "Birthday", "Mobile Phone", "Web Page", "Categories",
                                    "Notes", "Business Street", "Spouse", "First Name"])  # fmt: skip
@pytest.mark.timeout(60)
def test_a_cell_without_an_end_takes_no_endless_time(column: str, tmp_path: Path) -> None:
    path = book(tmp_path, OUTLOOK_92, *({column: text, "Company": "Contoso", "Last Name": "B"} for text in ENDLESS))
    assert set(drop(path).rows()[path.name]) == set(range(1, len(ENDLESS) + 1))


@pytest.mark.timeout(150)
def test_an_entry_without_an_end_takes_no_endless_time(tmp_path: Path) -> None:
    noor = b"dn: cn=Noor\ncn: Noor\nmail: noor@bakker.example\n\n"
    path = tmp_path / "book.ldif"
    for endless in (
        b"cn:: QUJD" + b"\n QUJD" * 600_000,
        b"cn: x\n" * 300_000,
        b"a:" * 1_000_000,
        b"cn" + b";x" * 500_000,
        b"jpegPhoto:: QUJD" + b"\n QUJD" * 900_000,
    ):
        path.write_bytes(noor + b"dn: cn=Ada\n" + endless + b"\n\n" + noor)
        people = [one for one in drop(path).people if NOOR in one.keys]
        assert [one.where.row for one in people] == [1, 3]


def test_linkedins_list_stays_linkedins_beside_an_address_book(tmp_path: Path) -> None:
    write_files(
        tmp_path,
        {
            "Connections.csv": (LINKEDIN / "2024" / "Connections.csv").read_bytes(),
            "contacts.csv": (BOOKS / "google-2024.csv").read_bytes(),
            "Kontakte.csv": (BOOKS / "outlook-de.csv").read_bytes(),
        },
    )
    reading = drop(*sorted(tmp_path.iterdir()))
    found = {archive.members[0].name: archive.source_id for archive in reading.archives}
    assert found == {"Connections.csv": "linkedin", "contacts.csv": "address_book", "Kontakte.csv": "address_book"}
    assert reading.unknown == ()


def test_a_book_dropped_with_the_files_of_a_whole_linkedin_archive_is_not_taken_for_one_of_them(tmp_path: Path) -> None:
    files = {path.name: path.read_bytes() for path in (LINKEDIN / "2024").glob("*.csv")}
    write_files(tmp_path, {**files, "contacts.csv": (BOOKS / "google-2024.csv").read_bytes()})
    reading = drop(*sorted(tmp_path.iterdir()))
    assert {archive.source_id: len(archive.members) for archive in reading.archives}["address_book"] == 1
    assert not any("contacts.csv" in archive.unread for archive in reading.archives)
    theirs = tmp_path / "contacts.csv"
    theirs.write_text("Source,FirstName,LastName,Companies\nGoogle,Ana,Silva,Contoso\n")  # LinkedIn's own
    assert any("contacts.csv" in archive.unread for archive in drop(*sorted(tmp_path.iterdir())).archives)


def test_books_of_one_program_in_a_zip_are_one_and_those_of_two_are_two(tmp_path: Path) -> None:
    files = {f"Takeout/Contacts/{name}": (BOOKS / name).read_bytes()
             for name in ("google-2024.csv", "google-old.csv", "yahoo.csv", "thunderbird.ldif")}  # fmt: skip
    archives = drop(write_zip(tmp_path / "all.zip", files)).archives
    assert sorted(len(archive.members) for archive in archives) == [1, 1, 2]
    assert {archive.source_id for archive in archives} == {"address_book"}
    merged = next(archive for archive in archives if len(archive.members) == 2)
    assert isinstance(merged, Archive)
    assert merged.title == "Google Contacts, all.zip, 2 files"
    assert merged.questions[0].words.startswith("Google collected 3 of these")


def test_a_table_of_something_else_is_no_programs_address_book(tmp_path: Path) -> None:
    for name, text in {
        "guests.csv": "Name,Email\nAna,ana@x.example\n",
        "prices.csv": "First Name,Price\nAna,3\n",
        "letter.txt": "dn: is what I wrote, and\nmail: what I meant\n",
        "stuff.csv": THUNDERBIRD.replace("Birth", "Earth").replace("Email", "Tree").replace("Pager", "Rain") + "\n",
    }.items():
        reading = drop(write_files(tmp_path, {name: text}) / name)
        assert all(archive.source_id != "address_book" for archive in reading.archives), name
