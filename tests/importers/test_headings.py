"""What a column of a list of people is headed with is understood in twelve languages, as people write it."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relate.importers.heading_labels import QUALIFIERS
from relate.importers.heading_words import THINGS
from relate.importers.headings import Column, Heading, heading, headings, plain_heading
from tests.exports.make_books import OUTLOOK

C = Column
SAID = (
    (C.PREFIX, "", 1), (C.FIRST_NAME, "", 1), (C.MIDDLE_NAME, "", 1), (C.LAST_NAME, "", 1), (C.SUFFIX, "", 1),
    (C.COMPANY, "", 1), (C.DEPARTMENT, "", 1), (C.ROLE, "", 1), (C.STREET, "work", 1), (C.STREET, "work", 2),
    (C.CITY, "work", 1), (C.REGION, "work", 1), (C.POSTCODE, "work", 1), (C.COUNTRY, "work", 1), (C.STREET, "home", 1),
    (C.CITY, "home", 1), (C.REGION, "home", 1), (C.POSTCODE, "home", 1), (C.COUNTRY, "home", 1), (C.STREET, "other", 1),
    (C.CITY, "other", 1), (C.PHONE, "assistant", 1), (C.PHONE, "work fax", 1), (C.PHONE, "work", 1),
    (C.PHONE, "work", 2), (C.PHONE, "company", 1), (C.PHONE, "home fax", 1), (C.PHONE, "home", 1), (C.PHONE, "home", 2),
    (C.PHONE, "mobile", 1), (C.PHONE, "other", 1), (C.PHONE, "pager", 1), (C.ANNIVERSARY, "", 1),
    (C.RELATION, "assistant", 1), (C.BIRTHDAY, "", 1), (C.TAG, "", 1), (C.RELATION, "child", 1), (C.MAIL, "", 1),
    (C.MAIL, "", 2), (C.LEFT_OUT, "", 1), (C.LEFT_OUT, "", 2), (C.RELATION, "manager", 1), (C.NOTE, "", 1),
    (C.RELATION, "spouse", 1), (C.LINK, "", 1),
)  # fmt: skip
HONORIFIC_TWICE = {"ja": {0: C.PREFIX, 4: C.PREFIX}}
"""Japanese writes what other languages put before a name behind it, under the heading of the suffix."""


def row(text: str) -> list[str]:
    return next(csv.reader([text], delimiter=";" if ";" in text else ","))


@pytest.mark.parametrize("language", OUTLOOK)
def test_outlooks_headings_in_twelve_languages(language):
    cells = OUTLOOK[language].split(";") if ";" in OUTLOOK[language] else row(OUTLOOK[language])
    assert len(cells) == len(SAID)
    said = headings(cells)
    for place, (cell, one, (field, label, number)) in enumerate(zip(cells, said, SAID, strict=True)):
        wanted = Heading(HONORIFIC_TWICE.get(language, {}).get(place, field), label, number)
        assert one == wanted, cell


BY_HAND = {
    "Name,E-mail,Phone,Company": [C.NAME, C.MAIL, C.PHONE, C.COMPANY],
    "full_name,email_address,jobTitle,linkedinUrl": [C.NAME, C.MAIL, C.ROLE, C.LINK],
    "FIRST NAME,LAST NAME,EMAIL,What is your job title?,What's your company?": [
        C.FIRST_NAME, C.LAST_NAME, C.MAIL, C.ROLE, C.COMPANY,
    ],
    "Vorname;Name;Firma;Funktion;Mail;Handy;PLZ;Ort;Geb. Datum": [
        C.FIRST_NAME, C.LAST_NAME, C.COMPANY, C.ROLE, C.MAIL, C.PHONE, C.POSTCODE, C.CITY, C.BIRTHDAY,
    ],
    "Name;Telefonnummer;Strasse;Hausnummer;Notiz": [C.NAME, C.PHONE, C.STREET, C.HOUSE, C.NOTE],
    "Nom;Prénom;Courriel;Entreprise;Fonction;Tél. portable;Ville": [
        C.LAST_NAME, C.FIRST_NAME, C.MAIL, C.COMPANY, C.ROLE, C.PHONE, C.CITY,
    ],
    "Nom;Adresse e-mail;Date de naissance": [C.NAME, C.MAIL, C.BIRTHDAY],
    "Nombre,Apellidos,Correo,Empresa,Cargo,Móvil": [
        C.FIRST_NAME, C.LAST_NAME, C.MAIL, C.COMPANY, C.ROLE, C.PHONE,
    ],
    "Nombre,Correo electrónico,Aniversario,Fecha de nacimiento": [C.NAME, C.MAIL, C.ANNIVERSARY, C.BIRTHDAY],
    "Nome;Cognome;Cellulare;Azienda;Ruolo": [C.FIRST_NAME, C.LAST_NAME, C.PHONE, C.COMPANY, C.ROLE],
    "Nome;Telemóvel;Morada;Aniversário": [C.NAME, C.PHONE, C.ADDRESS, C.BIRTHDAY],
    "Naam,E-mailadres,Mobiel,Woonplaats,Geboortedatum": [C.NAME, C.MAIL, C.PHONE, C.CITY, C.BIRTHDAY],
    "Jméno;Příjmení;E-mail;Mobil;Firma;Pozice;Kraj;Země": [
        C.FIRST_NAME, C.LAST_NAME, C.MAIL, C.PHONE, C.COMPANY, C.ROLE, C.REGION, C.COUNTRY,
    ],
    "Jméno;Telefon": [C.NAME, C.PHONE],
    "Imię i nazwisko;Adres e-mail;Nr telefonu;Kraj": [C.NAME, C.MAIL, C.PHONE, C.COUNTRY],
    "ФИО;Эл. почта;Моб. телефон;Компания;Должность": [C.NAME, C.MAIL, C.PHONE, C.COMPANY, C.ROLE],
    "Имя;Фамилия;Email;Дата рождения": [C.FIRST_NAME, C.LAST_NAME, C.MAIL, C.BIRTHDAY],
    "氏名,メールアドレス,会社名,役職,携帯電話番号,備考": [C.NAME, C.MAIL, C.COMPANY, C.ROLE, C.PHONE, C.NOTE],
    "姓名,邮箱,手机号码,公司,职位,备注": [C.NAME, C.MAIL, C.PHONE, C.COMPANY, C.ROLE, C.NOTE],
    "姓,名,电话": [C.LAST_NAME, C.FIRST_NAME, C.PHONE],
    "First,Last,Title,Company,Home,Work,Mobile": [
        C.FIRST_NAME, C.LAST_NAME, C.ROLE, C.COMPANY, C.PHONE, C.PHONE, C.PHONE,
    ],
    "Title,First Name,Job Title": [C.PREFIX, C.FIRST_NAME, C.ROLE],
    "Vorname,Nachname,Geburtsjahr,Geburtsmonat,Geburtstag": [
        C.FIRST_NAME, C.LAST_NAME, C.BIRTH_YEAR, C.BIRTH_MONTH, C.BIRTH_DAY,
    ],
    "Name,Met at,Met on,Tags": [C.NAME, C.MET_AT, C.MET_ON, C.TAG],
    "Anrede;Titel;Vorname;Nachname;Straße;Hausnr.;Festnetz;Geb.-Dat.": [
        C.PREFIX, C.PREFIX, C.FIRST_NAME, C.LAST_NAME, C.STREET, C.HOUSE, C.PHONE, C.BIRTHDAY,
    ],
    "Salutation,First Name,Last Name,Title,Account Name,Mailing City": [
        C.PREFIX, C.FIRST_NAME, C.LAST_NAME, C.ROLE, C.COMPANY, C.CITY,
    ],
    "Nachname,Tel. G,Mail P,Strasse P": [C.LAST_NAME, C.PHONE, C.MAIL, C.STREET],
    "Prénom,Tél. fixe,Date naissance": [C.FIRST_NAME, C.PHONE, C.BIRTHDAY],
    "Imię,Adres domowy,Telefon do pracy,Numer pagera": [C.FIRST_NAME, C.ADDRESS, C.PHONE, C.PHONE],
    "名,自宅の住所,自宅の郵便番号,別のメールアドレス": [C.NAME, C.ADDRESS, C.POSTCODE, C.MAIL],
    "姓名,座机,寻呼机号码,家庭邮编": [C.NAME, C.PHONE, C.PHONE, C.POSTCODE],
    "Имя,Номер мобильного,Показывать как": [C.NAME, C.PHONE, C.NAME],
    "LinkedIn URL,What is your LinkedIn profile?": [C.LINK, C.LINK],
    "Größe;Farbe;Preis": [None, None, None],
    "Order #,Order Date,Quantity,Total Paid": [None, None, None, None],
}  # fmt: skip


@pytest.mark.parametrize("header", BY_HAND)
def test_headings_that_people_write(header):
    cells = header.split(";") if ";" in header else row(header)
    assert [one and one.field for one in headings(cells)] == BY_HAND[header]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("E-mail 2 Address", Heading(C.MAIL, "", 2)),
        ("Secondary Email", Heading(C.MAIL, "", 2)),
        ("Alternate Email 1", Heading(C.MAIL, "", 2)),
        ("Alternate Email 2", Heading(C.MAIL, "", 3)),
        ("E-Mail (geschäftlich)", Heading(C.MAIL, "work")),
        ("2nd e-mail", Heading(C.MAIL, "", 2)),
        ("E-mail 1 - Value", Heading(C.MAIL, "", 1)),
        ("E-mail 3 - Label", Heading(C.LABEL, "mail", 3)),
        ("E-mail 3 - Type", Heading(C.LABEL, "mail", 3)),
        ("Event 2 - Value", Heading(C.DATE, "", 2)),
        ("Custom Field 1 - Value", Heading(C.CUSTOM, "", 1)),
        ("Address 2 - Postal Code", Heading(C.POSTCODE, "", 2)),
        ("Organization 1 - Title", Heading(C.ROLE, "", 1)),
        ("Work ZipCode", Heading(C.POSTCODE, "work")),
        ("Home Address 2", Heading(C.ADDRESS, "home", 2)),
        ("Privat: Bundesland", Heading(C.REGION, "home")),
        ("Strasse geschaeftlich", Heading(C.STREET, "work")),
        ("\ufeffVorname ", Heading(C.FIRST_NAME)),
        ("Skype ID", Heading(C.MESSENGER, "skype")),
        ("Work mobile", Heading(C.PHONE, "work mobile")),
        ("携帯電話番号", Heading(C.PHONE, "mobile")),
        ("ＦＡＸ番号", Heading(C.PHONE, "fax")),
        ("2024", None),
        ("", None),
        ("Other", None),
        ("a sentence of which nobody could say that it heads a column of names", None),
    ],
)
def test_labels_and_numbers(text, says):
    assert heading(text) == says


def test_no_word_means_two_things():
    for table in (THINGS, QUALIFIERS):
        seen: dict[str, object] = {}
        for meaning, words in table.items():
            for word in words.split(","):
                assert seen.setdefault(plain_heading(word), meaning) == meaning, word


@given(cells=st.lists(st.text(max_size=30), max_size=8))
@settings(deadline=None)
def test_any_text_may_head_a_column(cells):
    assert len(headings(cells)) == len(cells)
    for cell in cells:
        assert plain_heading(plain_heading(cell)) == plain_heading(cell)
