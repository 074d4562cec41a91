"""What a column of a list of people is headed with is understood in twelve languages, as people write it."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relate.importers.heading_labels import QUALIFIERS
from relate.importers.heading_words import THINGS
from relate.importers.headings import Column, Heading, heading, headings, plain_heading

# ruff: noqa: E501
OUTLOOK = {
    "en": (
        "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,Business Street 2,"
        "Business City,Business State,Business Postal Code,Business Country/Region,Home Street,Home City,Home State,"
        "Home Postal Code,Home Country/Region,Other Street,Other City,Assistant's Phone,Business Fax,Business Phone,"
        "Business Phone 2,Company Main Phone,Home Fax,Home Phone,Home Phone 2,Mobile Phone,Other Phone,Pager,"
        "Anniversary,Assistant's Name,Birthday,Categories,Children,E-mail Address,E-mail 2 Address,E-mail Type,"
        "E-mail 2 Display Name,Manager's Name,Notes,Spouse,Web Page"
    ),
    "de": (
        "Anrede;Vorname;Weitere Vornamen;Nachname;Suffix;Firma;Abteilung;Position;Straße geschäftlich;"
        "Straße geschäftlich 2;Ort geschäftlich;Region geschäftlich;Postleitzahl geschäftlich;Land/Region geschäftlich;"
        "Straße privat;Ort privat;Bundesland/Kanton privat;Postleitzahl privat;Land/Region privat;Weitere Straße;"
        "Weiterer Ort;Telefon Assistent;Fax geschäftlich;Telefon geschäftlich;Telefon geschäftlich 2;Telefon Firma;"
        "Fax privat;Telefon (privat);Telefon (privat 2);Mobiltelefon;Weiteres Telefon;Pager;Jahrestag;Name Assistent;"
        "Geburtstag;Kategorien;Kinder;E-Mail-Adresse;E-Mail 2: Adresse;E-Mail-Typ;E-Mail 2: Angezeigter Name;"
        "Name des/der Vorgesetzten;Notizen;Partner;Webseite"
    ),
    "fr": (
        "Titre;Prénom;Deuxième prénom;Nom;Suffixe;Société;Service;Titre;Rue (bureau);Rue (bureau) 2;Ville (bureau);"
        "Dép/Région (bureau);Code postal (bureau);Pays/Région (bureau);Rue (domicile);Ville (domicile);"
        "Dép/Région (domicile);Code postal (domicile);Pays/Région (domicile);Rue (autre);Ville (autre);"
        "Téléphone de l'assistant(e);Télécopie (bureau);Téléphone (bureau);Téléphone 2 (bureau);Téléphone société;"
        "Télécopie (domicile);Téléphone (domicile);Téléphone 2 (domicile);Tél. mobile;Téléphone (autre);"
        "Récepteur de radiomessagerie;Anniversaire de mariage ou fête;Nom de l'assistant(e);Anniversaire;Catégories;"
        "Enfants;Adresse de messagerie;Adresse de messagerie 2;Type de messagerie;"
        "Nom complet de l'adresse de messagerie 2;Responsable;Notes;Conjoint(e);Page Web"
    ),
    "es": (
        "Título,Nombre,Segundo nombre,Apellidos,Sufijo,Organización,Departamento,Puesto,Calle del trabajo,"
        "Calle del trabajo 2,Ciudad de trabajo,Provincia o estado de trabajo,Código postal del trabajo,"
        "País o región del trabajo,Calle particular,Ciudad particular,Provincia o estado particular,"
        "Código postal particular,País o región particular,Otra calle,Otra ciudad,Teléfono del ayudante,Fax del trabajo,"
        "Teléfono del trabajo,Teléfono del trabajo 2,Número de centralita de la organización,Fax particular,Particular,"
        "Número de teléfono particular 2,Número de móvil,Otro teléfono,Localizador,Aniversario,Nombre del ayudante,"
        "Cumpleaños,Categorías,Hijos,Dirección de correo electrónico,Dirección del correo electrónico 2,"
        "Tipo de correo electrónico,Nombre de pantalla de correo electrónico 2,Nombre del jefe,Notas,Cónyuge,Página Web"
    ),
    "it": (
        "Titolo;Nome;Secondo nome;Cognome;Suffisso;Società;Reparto;Posizione;Via (uff.);Via (uff.) 2;Città (uff.);"
        "Provincia (uff.);CAP (uff.);Paese (uff.);Via (ab.);Città (ab.);Provincia (ab.);CAP (ab.);Paese (ab.);Altra via;"
        "Altra città;Telefono assistente;Fax (uff.);Ufficio;Ufficio 2;Centralino;Fax (ab.);Abitazione;Abitazione 2;"
        "Cellulare;Altro telefono;Cercapersone;Anniversario;Nome assistente;Compleanno;Categorie;Figli;"
        "Indirizzo posta elettronica;Indirizzo posta elettronica 2;Tipo posta elettronica;"
        "Nome visualizzato posta elettronica 2;Responsabile;Note;Coniuge;Pagina Web"
    ),
    "pt": (
        "Título,Nome,Segundo nome,Sobrenome,Sufixo,Empresa,Departamento,Cargo,Rua do endereço comercial,"
        "Rua do endereço comercial 2,Cidade do endereço comercial,Estado do endereço comercial,"
        "CEP do endereço comercial,País/Região do endereço comercial,Rua do endereço residencial,"
        "Cidade do endereço residencial,Estado do endereço residencial,CEP do endereço residencial,"
        "País/Região do endereço residencial,Outra rua,Outra cidade,Telefone do assistente,Fax comercial,"
        "Telefone comercial,Telefone comercial 2,Telefone principal da empresa,Fax residencial,Telefone residencial,"
        "Telefone residencial 2,Telefone celular,Outro telefone,Pager,Datas especiais,Nome do assistente,Aniversário,"
        "Categorias,Filhos,Endereço de email,Endereço de email 2,Tipo de email,Nome para exibição de email 2,"
        "Nome do gerente,Anotações,Cônjuge,Página da Web"
    ),
    "nl": (
        "Titel;Voornaam;Middelste naam;Achternaam;Achtervoegsel;Bedrijf;Afdeling;Functie;Werkadres, straat;"
        "Werkadres 2, straat;Werkadres, plaats;Werkadres, provincie;Werkadres, postcode;Werkadres, land;"
        "Huisadres, straat;Huisadres, plaats;Huisadres, provincie;Huisadres, postcode;Huisadres, land;"
        "Ander adres, straat;Ander adres, plaats;Telefoon assistent;Fax op werk;Telefoon op werk;Telefoon op werk 2;"
        "Hoofdtelefoon bedrijf;Fax thuis;Telefoon thuis;Telefoon thuis 2;Mobiele telefoon;Andere telefoon;Pager;"
        "Speciale datum;Naam assistent;Verjaardag;Categorieën;Kinderen;E-mailadres;E-mailadres 2;E-mailtype;"
        "E-mail, weergegeven naam 2;Naam van manager;Notities;Echtgeno(o)t(e);Webpagina"
    ),
    "cs": (
        "Titul;Jméno;Druhé jméno;Příjmení;Přípona;Společnost;Oddělení;Funkce;Ulice (práce);Ulice (práce) 2;Město (práce);"
        "Okres (práce);PSČ (práce);Země (práce);Ulice (domů);Město (domů);Okres (domů);PSČ (domů);Země (domů);Jiná ulice;"
        "Jiné město;Telefon asistenta;Fax (práce);Telefon (práce);Telefon (práce) 2;Hlavní telefon společnosti;Fax (domů);"
        "Telefon (domů);Telefon (domů) 2;Mobilní telefon;Jiný telefon;Pager;Výročí;Jméno asistenta;Narozeniny;Kategorie;"
        "Děti;E-mailová adresa;E-mailová adresa 2;Typ e-mailu;Zobrazované jméno e-mailu 2;Vedoucí;Poznámky;"
        "Manžel(ka);Webová stránka"
    ),
    "pl": (
        "Tytuł;Imię;Drugie imię;Nazwisko;Sufiks;Firma;Dział;Stanowisko;Adres służbowy - ulica;Adres służbowy - ulica 2;"
        "Adres służbowy - miejscowość;Adres służbowy - województwo;Adres służbowy - kod pocztowy;Adres służbowy - kraj;"
        "Adres domowy - ulica;Adres domowy - miejscowość;Adres domowy - województwo;Adres domowy - kod pocztowy;"
        "Adres domowy - kraj;Inny adres - ulica;Inny adres - miejscowość;Telefon asystenta;Faks służbowy;"
        "Telefon służbowy;Telefon służbowy 2;Główny telefon firmy;Faks domowy;Telefon domowy;Telefon domowy 2;"
        "Telefon komórkowy;Inny telefon;Pager;Rocznica;Nazwisko asystenta;Urodziny;Kategorie;Dzieci;Adres e-mail;"
        "Adres e-mail 2;Typ e-mail;Nazwa wyświetlana e-mail 2;Nazwisko menedżera;Notatki;Współmałżonek;"
        "Strona sieci Web"
    ),
    "ru": (
        "Обращение;Имя;Отчество;Фамилия;Суффикс;Организация;Отдел;Должность;Улица (раб. адрес);Улица 2 (раб. адрес);"
        "Город (раб. адрес);Область (раб. адрес);Индекс (раб. адрес);Страна (раб. адрес);Улица (дом. адрес);"
        "Город (дом. адрес);Область (дом. адрес);Индекс (дом. адрес);Страна (дом. адрес);Улица  (другой адрес);"
        "Город  (другой адрес);Телефон помощника;Рабочий факс;Рабочий телефон;Телефон раб. 2;"
        "Основной телефон организации;Домашний факс;Домашний телефон;Телефон дом. 2;Телефон переносной;Другой телефон;"
        "Пейджер;Годовщина;Имя помощника;День рождения;Категории;Дети;Адрес эл. почты;Адрес 2 эл. почты;Тип эл. почты;"
        "Краткое имя 2 эл. почты;Руководитель;Заметки;Супруг(а);Веб-страница"
    ),
    "ja": (
        "肩書き,名,ミドル ネーム,姓,敬称,会社名,部署,役職,番地 (会社),番地 2 (会社),市区町村 (会社),都道府県 (会社),"
        "郵便番号 (会社),国 (会社),番地 (自宅),市区町村 (自宅),都道府県 (自宅),郵便番号 (自宅),国 (自宅),番地 (その他),"
        "市区町村 (その他),秘書の電話,会社 FAX,会社電話,会社電話 2,会社代表電話,自宅 FAX,自宅電話,自宅電話 2,携帯電話,"
        "その他の電話,ポケットベル,記念日,秘書の名前,誕生日,分類項目,子供,電子メール アドレス,電子メール 2 アドレス,"
        "電子メールの種類,電子メール 2 表示名,上司の名前,メモ,配偶者,Web ページ"
    ),
    "zh": (
        "称谓,名,中间名,姓,后缀,单位,部门,职务,商务地址 街道,商务地址 街道 2,商务地址 市/县,商务地址 省/市/自治区,"
        "商务地址 邮政编码,商务地址 国家/地区,住宅地址 街道,住宅地址 市/县,住宅地址 省/市/自治区,住宅地址 邮政编码,"
        "住宅地址 国家/地区,其他地址 街道,其他地址 市/县,助理的电话,商务传真,商务电话,商务电话 2,单位主要电话,住宅传真,"
        "住宅电话,住宅电话 2,移动电话,其他电话,寻呼机,纪念日,助理的姓名,生日,类别,子女,电子邮件地址,电子邮件 2 地址,"
        "电子邮件类型,电子邮件 2 显示名称,经理姓名,附注,配偶,网页"
    ),
}  # fmt: skip
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
    "Name;Telefonnummer;Strasse;Hausnummer;Notiz": [C.NAME, C.PHONE, C.STREET, None, C.NOTE],
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
