"""Writes the address books below address_book/: tables and LDIF as programs write them, all made up.

Run it after a change (`python -m tests.exports.make_books`); the files it writes are what the tests read, in encodings
that no editor shows. The people are those of the cards in vcard/, so that books of several programs meet.
"""

from __future__ import annotations

import base64
import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent / "address_book"

OUTLOOK: Final = {
    "en": (
        "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,"
        "Business Street 2,Business City,Business State,Business Postal Code,Business Country/Region,Home Street,"
        "Home City,Home State,Home Postal Code,Home Country/Region,Other Street,Other City,Assistant's Phone,"
        "Business Fax,Business Phone,Business Phone 2,Company Main Phone,Home Fax,Home Phone,Home Phone 2,"
        "Mobile Phone,Other Phone,Pager,Anniversary,Assistant's Name,Birthday,Categories,Children,E-mail Address,"
        "E-mail 2 Address,E-mail Type,E-mail 2 Display Name,Manager's Name,Notes,Spouse,Web Page"
    ),
    "de": (
        "Anrede;Vorname;Weitere Vornamen;Nachname;Suffix;Firma;Abteilung;Position;Straße geschäftlich;"
        "Straße geschäftlich 2;Ort geschäftlich;Region geschäftlich;Postleitzahl geschäftlich;"
        "Land/Region geschäftlich;Straße privat;Ort privat;Bundesland/Kanton privat;Postleitzahl privat;"
        "Land/Region privat;Weitere Straße;Weiterer Ort;Telefon Assistent;Fax geschäftlich;Telefon geschäftlich;"
        "Telefon geschäftlich 2;Telefon Firma;Fax privat;Telefon (privat);Telefon (privat 2);Mobiltelefon;"
        "Weiteres Telefon;Pager;Jahrestag;Name Assistent;Geburtstag;Kategorien;Kinder;E-Mail-Adresse;"
        "E-Mail 2: Adresse;E-Mail-Typ;E-Mail 2: Angezeigter Name;Name des/der Vorgesetzten;Notizen;Partner;Webseite"
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
        "Código postal particular,País o región particular,Otra calle,Otra ciudad,Teléfono del ayudante,"
        "Fax del trabajo,Teléfono del trabajo,Teléfono del trabajo 2,Número de centralita de la organización,"
        "Fax particular,Particular,Número de teléfono particular 2,Número de móvil,Otro teléfono,Localizador,"
        "Aniversario,Nombre del ayudante,Cumpleaños,Categorías,Hijos,Dirección de correo electrónico,"
        "Dirección del correo electrónico 2,Tipo de correo electrónico,Nombre de pantalla de correo electrónico 2,"
        "Nombre del jefe,Notas,Cónyuge,Página Web"
    ),
    "it": (
        "Titolo;Nome;Secondo nome;Cognome;Suffisso;Società;Reparto;Posizione;Via (uff.);Via (uff.) 2;Città (uff.);"
        "Provincia (uff.);CAP (uff.);Paese (uff.);Via (ab.);Città (ab.);Provincia (ab.);CAP (ab.);Paese (ab.);"
        "Altra via;Altra città;Telefono assistente;Fax (uff.);Ufficio;Ufficio 2;Centralino;Fax (ab.);Abitazione;"
        "Abitazione 2;Cellulare;Altro telefono;Cercapersone;Anniversario;Nome assistente;Compleanno;Categorie;Figli;"
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
        "Titul;Jméno;Druhé jméno;Příjmení;Přípona;Společnost;Oddělení;Funkce;Ulice (práce);Ulice (práce) 2;"
        "Město (práce);Okres (práce);PSČ (práce);Země (práce);Ulice (domů);Město (domů);Okres (domů);PSČ (domů);"
        "Země (domů);Jiná ulice;Jiné město;Telefon asistenta;Fax (práce);Telefon (práce);Telefon (práce) 2;"
        "Hlavní telefon společnosti;Fax (domů);Telefon (domů);Telefon (domů) 2;Mobilní telefon;Jiný telefon;Pager;"
        "Výročí;Jméno asistenta;Narozeniny;Kategorie;Děti;E-mailová adresa;E-mailová adresa 2;Typ e-mailu;"
        "Zobrazované jméno e-mailu 2;Vedoucí;Poznámky;Manžel(ka);Webová stránka"
    ),
    "pl": (
        "Tytuł;Imię;Drugie imię;Nazwisko;Sufiks;Firma;Dział;Stanowisko;Adres służbowy - ulica;"
        "Adres służbowy - ulica 2;Adres służbowy - miejscowość;Adres służbowy - województwo;"
        "Adres służbowy - kod pocztowy;Adres służbowy - kraj;Adres domowy - ulica;Adres domowy - miejscowość;"
        "Adres domowy - województwo;Adres domowy - kod pocztowy;Adres domowy - kraj;Inny adres - ulica;"
        "Inny adres - miejscowość;Telefon asystenta;Faks służbowy;Telefon służbowy;Telefon służbowy 2;"
        "Główny telefon firmy;Faks domowy;Telefon domowy;Telefon domowy 2;Telefon komórkowy;Inny telefon;Pager;"
        "Rocznica;Nazwisko asystenta;Urodziny;Kategorie;Dzieci;Adres e-mail;Adres e-mail 2;Typ e-mail;"
        "Nazwa wyświetlana e-mail 2;Nazwisko menedżera;Notatki;Współmałżonek;Strona sieci Web"
    ),
    "ru": (
        "Обращение;Имя;Отчество;Фамилия;Суффикс;Организация;Отдел;Должность;Улица (раб. адрес);Улица 2 (раб. адрес);"
        "Город (раб. адрес);Область (раб. адрес);Индекс (раб. адрес);Страна (раб. адрес);Улица (дом. адрес);"
        "Город (дом. адрес);Область (дом. адрес);Индекс (дом. адрес);Страна (дом. адрес);Улица  (другой адрес);"
        "Город  (другой адрес);Телефон помощника;Рабочий факс;Рабочий телефон;Телефон раб. 2;"
        "Основной телефон организации;Домашний факс;Домашний телефон;Телефон дом. 2;Телефон переносной;"
        "Другой телефон;Пейджер;Годовщина;Имя помощника;День рождения;Категории;Дети;Адрес эл. почты;"
        "Адрес 2 эл. почты;Тип эл. почты;Краткое имя 2 эл. почты;Руководитель;Заметки;Супруг(а);Веб-страница"
    ),
    "ja": (
        "肩書き,名,ミドル ネーム,姓,敬称,会社名,部署,役職,番地 (会社),番地 2 (会社),市区町村 (会社),都道府県 (会社),"
        "郵便番号 (会社),国 (会社),番地 (自宅),市区町村 (自宅),都道府県 (自宅),郵便番号 (自宅),国 (自宅),"
        "番地 (その他),市区町村 (その他),秘書の電話,会社 FAX,会社電話,会社電話 2,会社代表電話,自宅 FAX,自宅電話,"
        "自宅電話 2,携帯電話,その他の電話,ポケットベル,記念日,秘書の名前,誕生日,分類項目,子供,電子メール アドレス,"
        "電子メール 2 アドレス,電子メールの種類,電子メール 2 表示名,上司の名前,メモ,配偶者,Web ページ"
    ),
    "zh": (
        "称谓,名,中间名,姓,后缀,单位,部门,职务,商务地址 街道,商务地址 街道 2,商务地址 市/县,商务地址 省/市/自治区,"
        "商务地址 邮政编码,商务地址 国家/地区,住宅地址 街道,住宅地址 市/县,住宅地址 省/市/自治区,住宅地址 邮政编码,"
        "住宅地址 国家/地区,其他地址 街道,其他地址 市/县,助理的电话,商务传真,商务电话,商务电话 2,单位主要电话,"
        "住宅传真,住宅电话,住宅电话 2,移动电话,其他电话,寻呼机,纪念日,助理的姓名,生日,类别,子女,电子邮件地址,"
        "电子邮件 2 地址,电子邮件类型,电子邮件 2 显示名称,经理姓名,附注,配偶,网页"
    ),
}  # fmt: skip
"""The columns that matter of Outlook's table, in the languages it speaks; the same in each."""
OUTLOOK_92: Final = (
    "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,Business Street 2,"
    "Business Street 3,Business City,Business State,Business Postal Code,Business Country/Region,Home Street,"
    "Home Street 2,Home Street 3,Home City,Home State,Home Postal Code,Home Country/Region,Other Street,Other Street 2,"
    "Other Street 3,Other City,Other State,Other Postal Code,Other Country/Region,Assistant's Phone,Business Fax,"
    "Business Phone,Business Phone 2,Callback,Car Phone,Company Main Phone,Home Fax,Home Phone,Home Phone 2,ISDN,"
    "Mobile Phone,Other Fax,Other Phone,Pager,Primary Phone,Radio Phone,TTY/TDD Phone,Telex,Account,Anniversary,"
    "Assistant's Name,Billing Information,Birthday,Business Address PO Box,Categories,Children,Directory Server,"
    "E-mail Address,E-mail Type,E-mail Display Name,E-mail 2 Address,E-mail 2 Type,E-mail 2 Display Name,"
    "E-mail 3 Address,E-mail 3 Type,E-mail 3 Display Name,Gender,Government ID Number,Hobby,Home Address PO Box,"
    "Initials,Internet Free Busy,Keywords,Language,Location,Manager's Name,Mileage,Notes,Office Location,"
    "Organizational ID Number,Other Address PO Box,Priority,Private,Profession,Referred By,Sensitivity,Spouse,User 1,"
    "User 2,User 3,User 4,Web Page"
)
OUTLOOK_DE_92: Final = (
    "Anrede;Vorname;Weitere Vornamen;Nachname;Suffix;Firma;Abteilung;Position;Straße geschäftlich;"
    "Straße geschäftlich 2;Straße geschäftlich 3;Ort geschäftlich;Region geschäftlich;Postleitzahl geschäftlich;"
    "Land/Region geschäftlich;Straße privat;Straße privat 2;Straße privat 3;Ort privat;Bundesland/Kanton privat;"
    "Postleitzahl privat;Land/Region privat;Weitere Straße;Weitere Straße 2;Weitere Straße 3;Weiterer Ort;"
    "Weiteres/r Bundesland/Kanton;Weitere Postleitzahl;Weiteres/e Land/Region;Telefon Assistent;Fax geschäftlich;"
    "Telefon geschäftlich;Telefon geschäftlich 2;Rückmeldung;Autotelefon;Telefon Firma;Fax privat;Telefon (privat);"
    "Telefon (privat 2);ISDN;Mobiltelefon;Weiteres Fax;Weiteres Telefon;Pager;Haupttelefon;Funktelefon;"
    "Telefon für Hörbehinderte;Telex;Abrechnungsinformation;Benutzer 1;Benutzer 2;Benutzer 3;Benutzer 4;Beruf;Büro;"
    "E-Mail-Adresse;E-Mail-Typ;E-Mail: Angezeigter Name;E-Mail 2: Adresse;E-Mail 2: Typ;E-Mail 2: Angezeigter Name;"
    "E-Mail 3: Adresse;E-Mail 3: Typ;E-Mail 3: Angezeigter Name;Empfohlen von;Geburtstag;Geschlecht;Hobby;Initialen;"
    "Internet-Frei/Gebucht;Jahrestag;Kategorien;Kinder;Konto;Name Assistent;Name des/der Vorgesetzten;Notizen;"
    "Organisationsnr.;Ort;Partner;Postfach geschäftlich;Postfach privat;Priorität;Privat;Regierungsnr.;"
    "Reisekilometer;Sprache;Stichwörter;Vertraulichkeit;Verzeichnisserver;Webseite;Weiteres Postfach"
)
OUTLOOK_COM: Final = (
    "First Name,Middle Name,Last Name,Title,Suffix,Nickname,Given Yomi,Surname Yomi,E-mail Address,E-mail 2 Address,"
    "E-mail 3 Address,Home Phone,Home Phone 2,Business Phone,Business Phone 2,Mobile Phone,Car Phone,Other Phone,"
    "Primary Phone,Pager,Business Fax,Home Fax,Other Fax,Company Main Phone,Callback,Radio Phone,Telex,TTY/TDD Phone,"
    "IMAddress,Job Title,Department,Company,Office Location,Manager's Name,Assistant's Name,Assistant's Phone,"
    "Company Yomi,Business Street,Business City,Business State,Business Postal Code,Business Country/Region,"
    "Home Street,"
    "Home City,Home State,Home Postal Code,Home Country/Region,Other Street,Other City,Other State,Other Postal Code,"
    "Other Country/Region,Personal Web Page,Spouse,Schools,Hobby,Location,Web Page,Birthday,Anniversary,Notes"
)
LIVE_COM: Final = (
    "Title,First Name,Middle Name,Last Name,Suffix,Given Name Yomi,Family Name Yomi,Home Street,Home City,Home State,"
    "Home Postal Code,Home Country,Company,Department,Job Title,Office Location,Business Street,Business City,"
    "Business State,Business Postal Code,Business Country,Other Street,Other City,Other State,Other Postal Code,"
    "Other Country,Assistant's Phone,Business Fax,Business Phone,Business Phone 2,Callback,Car Phone,"
    "Company Main Phone,"
    "Home Fax,Home Phone,Home Phone 2,ISDN,Mobile Phone,Other Fax,Other Phone,Pager,Primary Phone,Radio Phone,"
    "TTY/TDD Phone,Telex,Anniversary,Birthday,E-mail Address,E-mail Type,E-mail 2 Address,E-mail 2 Type,"
    "E-mail 3 Address,E-mail 3 Type,Notes,Spouse,Web Page"
)
GOOGLE_NEW: Final = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,Name Prefix,"
    "Name Suffix,"
    "Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,Labels,"
    "E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,"
    "Phone 2 - Label,"
    "Phone 2 - Value,Phone 3 - Label,Phone 3 - Value,Address 1 - Label,Address 1 - Formatted,Address 1 - Street,"
    "Address 1 - City,Address 1 - PO Box,Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,"
    "Address 1 - Extended Address,Website 1 - Label,Website 1 - Value,Event 1 - Label,Event 1 - Value,"
    "Relation 1 - Label,"
    "Relation 1 - Value,Custom Field 1 - Label,Custom Field 1 - Value"
)
GOOGLE_TEMPLATE: Final = (
    "Name Prefix,First Name,Middle Name,Last Name,Name Suffix,Phonetic First Name,Phonetic Middle Name,"
    "Phonetic Last Name,Nickname,File As,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,"
    "Address 1 - Label,Address 1 - Country,Address 1 - Street,Address 1 - Extended Address,Address 1 - City,"
    "Address 1 - Region,Address 1 - Postal Code,Address 1 - PO Box,Organization Name,Organization Title,"
    "Organization Department,Birthday,Event 1 - Label,Event 1 - Value,Relation 1 - Label,Relation 1 - Value,"
    "Website 1 - Label,Website 1 - Value,Custom Field 1 - Label,Custom Field 1 - Value,Notes,Labels"
)
GOOGLE_OLD: Final = (
    "Name,Given Name,Additional Name,Family Name,Yomi Name,Given Name Yomi,Additional Name Yomi,Family Name Yomi,"
    "Name Prefix,Name Suffix,Initials,Nickname,Short Name,Maiden Name,Birthday,Gender,Location,Billing Information,"
    "Directory Server,Mileage,Occupation,Hobby,Sensitivity,Priority,Subject,Notes,Language,Photo,Group Membership,"
    "E-mail 1 - Type,E-mail 1 - Value,E-mail 2 - Type,E-mail 2 - Value,IM 1 - Type,IM 1 - Service,IM 1 - Value,"
    "Phone 1 - Type,Phone 1 - Value,Phone 2 - Type,Phone 2 - Value,Address 1 - Type,Address 1 - Formatted,"
    "Address 1 - Street,Address 1 - City,Address 1 - PO Box,Address 1 - Region,Address 1 - Postal Code,"
    "Address 1 - Country,Address 1 - Extended Address,Organization 1 - Type,Organization 1 - Name,"
    "Organization 1 - Yomi Name,Organization 1 - Title,Organization 1 - Department,Organization 1 - Symbol,"
    "Organization 1 - Location,Organization 1 - Job Description,Relation 1 - Type,Relation 1 - Value,Website 1 - Type,"
    "Website 1 - Value,Event 1 - Type,Event 1 - Value,Custom Field 1 - Type,Custom Field 1 - Value"
)
GOOGLE_OUTLOOK: Final = (
    "First Name,Middle Name,Last Name,Title,Suffix,Initials,Web Page,Gender,Birthday,Anniversary,Location,Language,"
    "Internet Free Busy,Notes,E-mail Address,E-mail 2 Address,E-mail 3 Address,Primary Phone,Home Phone,Home Phone 2,"
    "Mobile Phone,Pager,Home Fax,Home Address,Home Street,Home Street 2,Home Street 3,Home Address PO Box,Home City,"
    "Home State,Home Postal Code,Home Country,Spouse,Children,Manager's Name,Assistant's Name,Referred By,"
    "Company Main Phone,Business Phone,Business Phone 2,Business Fax,Assistant's Phone,Company,Job Title,Department,"
    "Office Location,Organizational ID Number,Profession,Account,Business Address,Business Street,Business Street 2,"
    "Business Street 3,Business Address PO Box,Business City,Business State,Business Postal Code,Business Country,"
    "Other Phone,Other Fax,Other Address,Other Street,Other Street 2,Other Street 3,Other Address PO Box,Other City,"
    "Other State,Other Postal Code,Other Country,Callback,Car Phone,ISDN,Radio Phone,TTY/TDD Phone,Telex,User 1,User 2,"
    "User 3,User 4,Keywords,Mileage,Hobby,Billing Information,Directory Server,Sensitivity,Priority,Private,Categories"
)
THUNDERBIRD: Final = (
    "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Screen Name,Work Phone,Home Phone,"
    "Fax Number,Pager Number,Mobile Number,Home Address,Home Address 2,Home City,Home State,Home ZipCode,Home Country,"
    "Work Address,Work Address 2,Work City,Work State,Work ZipCode,Work Country,Job Title,Department,Organization,"
    "Web Page 1,Web Page 2,Birth Year,Birth Month,Birth Day,Custom 1,Custom 2,Custom 3,Custom 4,Notes,"
)
THUNDERBIRD_GB: Final = (
    THUNDERBIRD.replace("State", "County").replace("ZipCode", "Post Code").replace("Organization", "Organisation")
)
THUNDERBIRD_DE: Final = (
    "Vorname,Nachname,Anzeigename,Spitzname,Primäre E-Mail-Adresse,Sekundäre E-Mail-Adresse,Messenger-Name,"
    "Tel. dienstlich,Tel. privat,Fax-Nummer,Pager-Nummer,Mobil-Tel.-Nr.,Privat: Adresse,Privat: Adresse 2,Privat: Ort,"
    "Privat: Bundesland,Privat: PLZ,Privat: Land,Dienstlich: Adresse,Dienstlich: Adresse 2,Dienstlich: Ort,"
    "Dienstlich: Bundesland,Dienstlich: PLZ,Dienstlich: Land,Arbeitstitel,Abteilung,Organisation,Webseite 1,Webseite 2,"
    "Geburtsjahr,Geburtsmonat,Geburtstag,Benutzerdef. 1,Benutzerdef. 2,Benutzerdef. 3,Benutzerdef. 4,Notizen,"
)
YAHOO: Final = (
    "First,Middle,Last,Nickname,Email,Category,Distribution Lists,Messenger ID,Home,Work,Pager,Fax,Mobile,Other,"
    "Yahoo! Phone,Primary,Alternate Email 1,Alternate Email 2,Personal Website,Business Website,Title,Company,"
    "Work Address,Work City,Work State,Work ZIP,Work Country,Home Address,Home City,Home State,Home ZIP,Home Country,"
    "Birthday,Anniversary,Custom 1,Custom 2,Custom 3,Custom 4,Comments,Messenger ID1,Messenger ID2,Skype ID,IRC ID,"
    "ICQ ID,Google ID,MSN ID,AIM ID,QQ ID"
)

Row = Mapping[str, str]
NOOR: Final = {"First Name": "Noor", "Last Name": "Bakker", "E-mail Address": "noor@bakker.example"}
IMAGE: Final = b"\xff\xd8\xff\xe0 a face, made up"


def table(
    header: str, *rows: Row | Sequence[str], delimiter: str = ",", end: str = "\r\n", quoted: bool = False
) -> str:
    """The text of a table; a row by the names of its columns (KeyError for one that is not there), or by its cells."""
    names = header.split(";" if header.count(";") > header.count(",") else ",")
    out = io.StringIO(newline="")
    writer = csv.writer(
        out, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    )
    writer.writerow(names)
    for row in rows:
        if isinstance(row, Mapping):
            assert set(row) <= set(names), set(row) - set(names)
            writer.writerow([row.get(name, "") for name in names])
        else:
            writer.writerow(row)
    return out.getvalue()


def placed(header: str, cells: Mapping[int, str]) -> list[str]:
    """A row by the places of its cells, for headers that name two columns alike."""
    width = header.count(";" if header.count(";") > header.count(",") else ",") + 1
    return [cells.get(place, "") for place in range(width)]


def google() -> dict[str, bytes]:
    hana = {
        "First Name": "Hana", "Last Name": "Novák", "Organization Name": "Tailspin s.r.o.",
        "Organization Title": "Product manager", "Birthday": " --06-18",
        "Notes": "Prefers to be called,\nnot written to", "Photo": "https://lh3.googleusercontent.com/made-up",
        "Labels": "Climbing ::: * myContacts ::: * starred", "E-mail 1 - Label": "* Work",
        "E-mail 1 - Value": "hana.novak@tailspin.example", "E-mail 2 - Label": "Home",
        "E-mail 2 - Value": "hana@novak.example", "Phone 1 - Label": "Mobile",
        "Phone 1 - Value": "+420 601 123 456 ::: +420 602 123 456", "Phone 2 - Label": "Work Fax",
        "Phone 2 - Value": "+420 222 333 999", "Website 1 - Label": "PROFILE",
        "Website 1 - Value": "http://www.google.com/profiles/109000000000000000000", "Event 1 - Label": "Anniversary",
        "Event 1 - Value": "2012-09-01", "Relation 1 - Label": "Spouse", "Relation 1 - Value": "Petr Novák",
        "Custom Field 1 - Label": "Shirt size", "Custom Field 1 - Value": "M", "Address 1 - Label": "Home",
        "Address 1 - Formatted": "Dlouhá 12\nPraha, 11000\nCZ", "Address 1 - Street": "Dlouhá 12",
        "Address 1 - City": "Praha", "Address 1 - Postal Code": "11000", "Address 1 - Country": "CZ",
    }  # fmt: skip
    rows = (
        hana,
        {"First Name": "newsletter-friend@fabrikam.example", "Labels": "* myContacts"},
        {"Organization Name": "Pizzeria Vesuvio", "Phone 1 - Label": "Work", "Phone 1 - Value": "+420 222 333 444",
         "Labels": "* myContacts"},
        {"First Name": "Maya", "Last Name": "Okafor", "Name Prefix": "Dr.", "E-mail 1 - Label": "* ",
         "E-mail 1 - Value": "MAYA.OKAFOR@northwind.example", "Phone 1 - Label": "",
         "Phone 1 - Value": "+44 7700 900123",
         "Labels": "* myContacts ::: Logistics", "Birthday": "1984-04-12", "Website 1 - Label": "Blog",
         "Website 1 - Value": "https://www.linkedin.com/in/maya-okafor-7a1"},
        {"E-mail 1 - Label": "* Other", "E-mail 1 - Value": "kundenservice@lieferung.example",
         "Labels": "* Other Contacts"},
        {"First Name": "Tomás", "Last Name": "Rivera", "E-mail 1 - Label": "* Other",
         "E-mail 1 - Value": "tomas@lumen.example", "Labels": "* Other Contacts"},
        {"E-mail 1 - Label": "* ", "E-mail 1 - Value": "just@address.example", "Labels": "* myContacts"},
        {"First Name": "Aiko", "Last Name": "Tanaka", "Labels": "* Other Contacts ::: Tokyo",
         "Event 1 - Label": "First met", "Event 1 - Value": "2019-03-01", "E-mail 1 - Value": "aiko@tanaka.example"},
    )  # fmt: skip
    old = {
        "Name": "Hana Novák", "Given Name": "Hana", "Family Name": "Novák", "Birthday": " --06-18",
        "Group Membership": "Climbing ::: * My Contacts ::: * starred", "E-mail 1 - Type": "* Work",
        "E-mail 1 - Value": "hana.novak@tailspin.example ::: hana@novak.example", "Phone 1 - Type": "Mobile",
        "Phone 1 - Value": "+420 601 123 456", "Organization 1 - Name": "Tailspin s.r.o.",
        "Organization 1 - Title": "Product manager", "IM 1 - Type": "* Other", "IM 1 - Service": "Skype",
        "IM 1 - Value": "hana.novak", "Relation 1 - Type": "Spouse", "Relation 1 - Value": "Petr Novák",
        "Event 1 - Type": "Anniversary", "Event 1 - Value": "2012-09-01", "Occupation": "", "Hobby": "Climbing",
    }  # fmt: skip
    older = (
        old,
        {"Name": "Maya Okafor", "Given Name": "Maya", "Family Name": "Okafor", "Name Prefix": "",
         "E-mail 1 - Type": "* ", "E-mail 1 - Value": "maya.okafor@northwind.example", "Phone 1 - Type": "Work",
         "Phone 1 - Value": "+44 117 496 0000", "Phone 2 - Type": "Work Fax", "Phone 2 - Value": "+44 117 496 0999",
         "Group Membership": "* My Contacts ::: * Friends", "Notes": "twins start school\nowes: pricing template"},
        {"E-mail 1 - Type": "* ", "E-mail 1 - Value": "auto@collected.example", "Group Membership": "* Other Contacts"},
        {"Name": "東京 太郎", "Given Name": "太郎", "Family Name": "東京", "E-mail 1 - Value": "taro@tokyo.example"},
    )  # fmt: skip
    outlook = (
        {"First Name": "Hana", "Last Name": "Novák", "E-mail Address": "hana.novak@tailspin.example",
         "Mobile Phone": "+420 601 123 456", "Company": "Tailspin s.r.o.", "Job Title": "Product manager",
         "Home Address": "Dlouhá 12\nPraha, 11000\nCZ", "Home Street": "Dlouhá 12", "Home City": "Praha",
         "Home Postal Code": "11000", "Home Country": "CZ", "Birthday": "1990-06-18",
         "Categories": "Climbing;myContacts"},
        {"E-mail Address": "just@address.example", "Categories": "myContacts"},
    )  # fmt: skip
    template = {
        "Name Prefix": "Dr.", "First Name": "Maya", "Last Name": "Okafor", "E-mail 1 - Label": "Work",
        "E-mail 1 - Value": "maya.okafor@northwind.example", "Organization Name": "Northwind",
        "Birthday": "1984-04-12", "Labels": "Logistics",
    }  # fmt: skip
    return {
        "google-2024.csv": b"\xef\xbb\xbf" + table(GOOGLE_NEW, *rows, end="\n").encode(),
        "google-template.csv": table(GOOGLE_TEMPLATE, template).encode(),
        "google-old.csv": table(GOOGLE_OLD, *older, end="\n").encode(),
        "google-old-utf16.csv": b"\xff\xfe" + table(GOOGLE_OLD, *older).encode("utf-16-le"),
        "google-outlook.csv": table(GOOGLE_OUTLOOK, *outlook, end="\n").encode(),
    }


def outlook() -> dict[str, bytes]:
    usual = {"Gender": "Unspecified", "Priority": "Normal", "Private": "False", "Sensitivity": "Normal",
             "Birthday": "0/0/00", "Anniversary": "0/0/00"}  # fmt: skip
    ben = {
        **usual, "Title": "Mr.", "First Name": "Benjamin", "Middle Name": "J.", "Last Name": "Whitfield",
        "Suffix": "Jr.", "Company": "Fabrikam", "Department": "Sales", "Job Title": "Head of sales",
        "Business Street": "1 Harbour Way", "Business Street 2": "Suite 4", "Business City": "Boston",
        "Business State": "MA", "Business Postal Code": "02110", "Business Country/Region": "United States",
        "Home Street": "9 Elm Street", "Home City": "Salem", "Business Fax": "+1 617 555 0199",
        "Business Phone": "+1 617-555-0142", "Company Main Phone": "+1 617-555-0100", "Mobile Phone": "+1 617 555 0143",
        "Assistant's Phone": "+1 617-555-0101", "Assistant's Name": "Priya Nair", "Manager's Name": "Chidi Okafor",
        "Spouse": "Carol Whitfield", "Children": "Tom, Ann", "Birthday": "5/23/1979", "Anniversary": "6/2/2004",
        "Categories": "Business;Boston", "E-mail Address": "ben@fabrikam.example", "E-mail Type": "SMTP",
        "E-mail Display Name": "Ben Whitfield (ben@fabrikam.example)",
        "Notes": "Knows the port authority.\r\nThe deck.",
        "Web Page": "https://fabrikam.example", "User 1": "VIP", "Hobby": "Sailing", "Referred By": "Maya Okafor",
    }  # fmt: skip
    exchange = {
        **usual, "First Name": "Göran", "Last Name": "Lindqvist", "Company": "Älvsbyn Capital AB",
        "E-mail Address": "/o=ExchangeLabs/ou=Exchange Administrative Group/cn=Recipients/cn=goran",
        "E-mail Type": "EX", "E-mail 2 Address": "goran@alvsbyn.example", "E-mail 2 Type": "SMTP",
    }  # fmt: skip
    company = {**usual, "Company": "Harbour Dental", "Business Phone": "+1 617 555 0177"}
    open_days = [
        {"First Name": "Ada", "Last Name": "Byrne", "E-mail Address": "ada@byrne.example", "Birthday": "3/4/1984"},
        {"First Name": "Noor", "Last Name": "Bakker", "E-mail Address": "noor@bakker.example", "Birthday": "7/8/84"},
        {"First Name": "Jun", "Last Name": "Park", "E-mail Address": "jun@park.example", "Birthday": "0/0/00"},
    ]
    older = OUTLOOK_92.replace("/Region", "")
    files = {
        "outlook-en.csv": table(OUTLOOK_92, ben, exchange, company, {**usual, **NOOR}).encode("cp1252"),
        "outlook-en-older.csv": table(older, *open_days).encode("cp1252"),
        "outlook-de.csv": table(OUTLOOK_DE_92, *german(), delimiter=";").encode("cp1252"),
        "outlook-com.csv": table(
            OUTLOOK_COM,
            {"First Name": "Farah", "Last Name": "Haddad", "Title": "Dr.", "E-mail Address": "farah@haddad.example",
             "Mobile Phone": "+4915123456789", "Job Title": "Architect", "Company": "Bauhaus Süd",
             "IMAddress": "sip:farah@haddad.example", "Home Street": "Platz 3", "Home City": "Berlin",
             "Home Postal Code": "10117", "Home Country/Region": "Germany", "Birthday": "1987-11-02",
             "Personal Web Page": "https://haddad.example", "Spouse": "Samir Haddad", "Schools": "TU Berlin",
             "Notes": "Line one\nline two"},
            NOOR, {"E-mail Address": "only@mail.example"},
        ).encode(),
        "outlook-live.csv": table(
            LIVE_COM,
            {"Title": "Ms.", "First Name": "Chiara", "Last Name": "Lombardi",
             "E-mail Address": "chiara@lombardi.example",
             "Business Street": "Via Roma 1", "Business City": "Milano", "Business Country": "Italia",
             "Mobile Phone": "+39 333 1234567", "Birthday": "13/02/1980"},
            NOOR,
        ).encode("utf-8-sig"),
    }  # fmt: skip
    for language, (encoding, delimiter, cells) in LOCALISED.items():
        header = OUTLOOK[language]
        files[f"outlook-{language}.csv"] = table(header, placed(header, cells), delimiter=delimiter).encode(encoding)
    return files


def german() -> list[Row]:
    usual = {"Geschlecht": "Keine Angabe", "Priorität": "Normal", "Privat": "Aus", "Vertraulichkeit": "Normal",
             "Geburtstag": "0.0.0000", "Jahrestag": "0.0.0000"}  # fmt: skip
    return [
        {**usual, "Anrede": "Frau", "Vorname": "Hana", "Nachname": "Novák", "Firma": "Tailspin s.r.o.",
         "Position": "Produktmanagerin", "E-Mail-Adresse": "hana.novak@tailspin.example", "E-Mail-Typ": "SMTP",
         "Mobiltelefon": "+420 601 123 456", "Geburtstag": "18.06.1990", "Kategorien": "Klettern;Prag",
         "Notizen": "Zwei Zeilen;\r\nmit Semikolon", "Straße privat": "Dlouhá 12", "Ort privat": "Praha",
         "Postleitzahl privat": "11000", "Land/Region privat": "CZ"},
        {**usual, "Anrede": "Herr", "Vorname": "Jürgen", "Weitere Vornamen": "Karl", "Nachname": "Groß",
         "Firma": "Müller & Söhne GmbH", "Abteilung": "Einkauf", "Straße geschäftlich": "Königsallee 4",
         "Straße geschäftlich 2": "Hinterhaus", "Ort geschäftlich": "Düsseldorf", "Postleitzahl geschäftlich": "40212",
         "Land/Region geschäftlich": "Deutschland", "Telefon geschäftlich": "+49 211 1234567",
         "Telefon Firma": "+49 211 1234500", "Fax geschäftlich": "+49 211 1234599", "Partner": "Käthe Groß",
         "Name Assistent": "Ada Byrne", "Telefon Assistent": "+49 211 1234501", "Geburtstag": "3.4.1961",
         "E-Mail-Adresse": "juergen.gross@mueller.example", "Webseite": "https://mueller.example"},
        {**usual, "Vorname": "Noor", "Nachname": "Bakker", "E-Mail-Adresse": "noor@bakker.example"},
        {**usual, "Firma": "Zahnarzt am Hafen", "Telefon geschäftlich": "+49 40 123456"},
    ]  # fmt: skip


# By place in OUTLOOK's rows: 1 given, 3 family, 5 company, 7 role, 8 street, 10 city, 23 work phone, 29 mobile,
# 34 birthday, 37 mail, 43 spouse.
LOCALISED: Final[dict[str, tuple[str, str, dict[int, str]]]] = {
    "fr": ("cp1252", ";", {0: "Mme", 1: "Hélène", 3: "Lefèvre", 5: "Crédit Français", 7: "Associée",
                           8: "3, rue de la Paix", 10: "Paris", 34: "03/04/1975", 37: "helene@lefevre.example"}),
    "es": ("cp1252", ";", {1: "Íñigo", 3: "Muñoz Peña", 5: "Compañía Ñandú", 37: "inigo@munoz.example",
                           34: "21/03/1980"}),
    "it": ("cp1252", ";", {1: "Niccolò", 3: "Forlì", 23: "+39 02 1234567", 29: "+39 333 7654321",
                           37: "niccolo@forli.example"}),
    "pt": ("cp1252", ";", {1: "João", 3: "Gonçalves", 5: "Lusitânia Lda.", 37: "joao@goncalves.example",
                           34: "01/12/1970"}),
    "nl": ("cp1252", ";", {1: "Daniël", 3: "de Vries", 8: "Kade 1", 10: "Utrecht", 37: "daniel@devries.example",
                           34: "5-11-1969"}),
    "cs": ("cp1250", ";", {0: "Ing.", 1: "Jiří", 3: "Dvořák", 5: "Železárny Třinec", 7: "Nákupčí", 10: "Třinec",
                           29: "+420 603 123 456", 34: "18.6.1972", 37: "jiri@dvorak.example", 43: "Šárka Dvořáková"}),
    "pl": ("cp1250", ";", {1: "Elżbieta", 3: "Wójcik", 5: "Źródło sp. z o.o.", 10: "Łódź", 34: "1975-02-01",
                           37: "elzbieta@wojcik.example"}),
    "ru": ("cp1251", ";", {1: "Иван", 3: "Петров", 5: "Ромашка", 7: "Директор", 10: "Москва", 34: "07.08.1965",
                           37: "ivan@petrov.example"}),
    "ja": ("cp932", ",", {1: "愛子", 3: "田中", 5: "株式会社タナカ", 7: "部長", 34: "1985/4/3",
    37: "aiko@tanaka.example"}),
    "zh": ("gb18030", ",", {1: "小明", 3: "王", 5: "北京软件公司", 7: "经理", 29: "+86 138 0013 8000",
                            34: "1990/5/6", 37: "wang@ruanjian.example"}),
}  # fmt: skip


def others() -> dict[str, bytes]:
    maya = {
        "First Name": "Maya", "Last Name": "Okafor", "Display Name": "Maya Okafor", "Nickname": "May",
        "Primary Email": "maya.okafor@northwind.example", "Secondary Email": "maya@okafor.example",
        "Screen Name": "mayaok", "Work Phone": "+44 117 496 0000", "Fax Number": "+44 117 496 0999",
        "Pager Number": "+44 7693 123456", "Mobile Number": "+44 7700 900123", "Home Address": "5 Quay Street",
        "Home Address 2": "Flat 2", "Home City": "Bristol", "Home ZipCode": "BS1 4DJ", "Home Country": "United Kingdom",
        "Job Title": "Logistics lead", "Organization": "Northwind", "Web Page 1": "https://northwind.example",
        "Web Page 2": "https://www.linkedin.com/in/maya-okafor-7a1", "Birth Month": "4", "Birth Day": "12",
        "Custom 1": "Board 2024", "Notes": "twins start school",
    }  # fmt: skip
    noor = {"First Name": "Noor", "Last Name": "Bakker", "Display Name": "Bakker, Noor",
            "Primary Email": "noor@bakker.example", "Birth Year": "1990", "Birth Month": "02",
            "Birth Day": "29"}  # fmt: skip
    renamed = dict(zip(THUNDERBIRD.split(","), THUNDERBIRD_GB.split(","), strict=True))
    ours = dict(zip(THUNDERBIRD.split(","), THUNDERBIRD_DE.split(","), strict=True))
    yahoo = {
        "First": "Daniel", "Last": "Mensah", "Nickname": "Dan", "Email": "daniel@mensah.example",
        "Category": "Accra,Work",
        "Distribution Lists": "Alumni", "Messenger ID": "danmensah", "Home": "+233 30 212 3456",
        "Work": "+233 30 212 3457",
        "Fax": "+233 30 212 3999", "Mobile": "+233 24 123 4567", "Primary": "+233 24 123 4567",
        "Alternate Email 1": "dan@gold.example", "Title": "Investor", "Company": "Gold Coast", "Work City": "Accra",
        "Work Address": "1 Ring Road", "Birthday": "12/25/1971", "Comments": "Morning calls only.",
        "Skype ID": "dmensah",
        "Custom 1": "seat 4",
    }  # fmt: skip
    return {
        "thunderbird.csv": table(THUNDERBIRD, maya, noor, end="\n").encode(),
        "thunderbird-en-gb.tsv": table(
            THUNDERBIRD_GB, {renamed[name]: value for name, value in maya.items()}, delimiter="\t"
        ).encode(),
        "thunderbird-de.csv": table(
            THUNDERBIRD_DE, *({ours[name]: value for name, value in row.items()} for row in (maya, noor))
        ).encode(),
        "thunderbird.ldif": LDIF.encode(),
        "directory.ldif": DIRECTORY.encode(),
        "yahoo.csv": table(
            YAHOO, yahoo, {"First": "Noor", "Last": "Bakker", "Email": "noor@bakker.example"}, end="\n", quoted=True
        ).encode(),
    }


def _b64(text: str | bytes) -> str:
    return base64.b64encode(text.encode() if isinstance(text, str) else text).decode()


LDIF: Final = f"""dn: cn=Maya Okafor,mail=maya.okafor@northwind.example
objectclass: top
objectclass: person
objectclass: organizationalPerson
objectclass: inetOrgPerson
objectclass: mozillaAbPersonAlpha
givenName: Maya
sn: Okafor
cn: Maya Okafor
mozillaNickname: May
mail: maya.okafor@northwind.example
mozillaSecondEmail: maya@okafor.example
nsAIMid: mayaok
modifytimestamp: 1700000000
telephoneNumber: +44 117 496 0000
facsimileTelephoneNumber: +44 117 496 0999
mobile: +44 7700 900123
mozillaHomeStreet: 5 Quay Street
mozillaHomeStreet2: Flat 2
mozillaHomeLocalityName: Bristol
mozillaHomePostalCode: BS1 4DJ
mozillaHomeCountryName: United Kingdom
title: Logistics lead
o: Northwind
mozillaWorkUrl: https://northwind.example
mozillaHomeUrl: https://www.linkedin.com/in/maya-okafor-7a1
birthmonth: 4
birthday: 12
mozillaCustom1: Board 2024
description: twins start
  school
jpegPhoto:: {_b64(IMAGE)}

dn:: {_b64("cn=Hana Novák,mail=hana.novak@tailspin.example")}
objectclass: top
objectclass: person
objectclass: mozillaAbPersonAlpha
givenName: Hana
sn:: {_b64("Novák")}
cn:: {_b64("Hana Novák")}
mail: hana.novak@tailspin.example
description:: {_b64("Prefers to be called," + chr(10) + "not written to")}

dn: mail=only@mail.example
objectclass: top
objectclass: person
objectclass: mozillaAbPersonAlpha
mail: only@mail.example

dn: cn=Climbing
objectclass: top
objectclass: groupOfNames
cn: Climbing
member:: {_b64("cn=Hana Novák,mail=hana.novak@tailspin.example")}
member: cn=Maya Okafor, mail=maya.okafor@northwind.example
member: cn=Nobody,mail=gone@nowhere.example

"""
DIRECTORY: Final = f"""version: 1

# a directory, as ldapsearch prints it
dn: dc=example,dc=org
objectClass: dcObject
objectClass: organization
o: Example

dn: ou=People,dc=example,dc=org
objectClass: organizationalUnit
ou: People

dn: uid=noor,ou=People,dc=example,dc=org
objectClass: inetOrgPerson
uid: noor
cn: Noor Bakker
sn: Bakker
givenName: Noor
mail: noor@bakker.example
telephoneNumber: +31 20 123 4567
postalAddress: Kade 1$1011 AB Amsterdam$Nederland
labeledURI: https://bakker.example My page
jpegPhoto:< file:///home/noor/face.jpg
userPassword:: {_b64("{SSHA}never read")}

dn: uid=old,ou=People,dc=example,dc=org
changetype: delete
"""


def damaged(whole: Mapping[str, bytes]) -> dict[str, bytes]:
    """Each of them what a bad disk, a broken download or a spreadsheet made of one; Noor Bakker is always whole."""
    google_noor = {"First Name": "Noor", "Last Name": "Bakker", "E-mail 1 - Value": "noor@bakker.example"}
    good = table(GOOGLE_NEW, google_noor, end="\n")
    header, row = good.splitlines(keepends=True)
    outlook_en = whole["outlook-en.csv"]
    de = whole["outlook-de.csv"]
    return {
        # The last row ends in the middle of its notes.
        "google-cut.csv": (
            good + table(GOOGLE_NEW, {"First Name": "Hana", "Notes": "one\ntwo"}, end="\n").split("\n", 1)[1][:40]
        ).encode(),
        # A quote that is never closed swallows what comes behind it.
        "google-open-quote.csv": (header + 'Hana,,"Novák\n' + row * 2).encode(),
        # A spreadsheet left the empty ends of its rows away, and one row has more cells than there are columns.
        "outlook-de-ragged.csv": b"".join(
            line.rstrip(b";\r\n") + b"\r\n" for line in de.splitlines(keepends=True)
        ) + b";".join([b"zuviel"] * 120) + b"\r\n\r\n",
        "outlook-en-nul.csv": outlook_en.replace(b"Fabrikam", b"Fab\0rikam") + b"\r\n" + bytes(range(256)) + b"\r\n",
        "outlook-cs-as-utf8-half.csv": whole["outlook-cs.csv"] + b";Noor;;Bakker" + b";" * 34
        + b"noor@bakker.example" + b";" * 7 + b"\r\n" + "Špatně;zakódováno".encode() + b"\r\n",
        "thunderbird-cut.csv": whole["thunderbird.csv"].rstrip(b"\n")[:-6],
        "thunderbird-bad-base64.ldif": (
            b"dn: cn=Noor Bakker\nobjectclass: person\ncn: Noor Bakker\nmail: noor@bakker.example\n\n"
            b"dn:: !!!\nobjectclass: person\ncn:: ====x\nno colon here\nmail: ada@byrne.example\n\n"
            b"this is no entry\n\ndn: cn=Cut\nobjectclass: person\ncn"
        ),
        "directory-photo-broken.ldif": (
            "dn: cn=Noor Bakker\nobjectclass: person\ncn: Noor Bakker\nmail: noor@bakker.example\n"
            f"jpegPhoto:: {_b64(b'no picture at all')}\n"
        ).encode(),
        "yahoo-line-ends.csv": whole["yahoo.csv"].replace(b"\n", b"\r"),
    }  # fmt: skip


def main() -> None:
    """Writes them all."""
    whole = google() | outlook() | others()
    (HERE / "damaged").mkdir(parents=True, exist_ok=True)
    for name, content in whole.items():
        (HERE / name).write_bytes(content)
    for name, content in damaged(whole).items():
        (HERE / "damaged" / name).write_bytes(content)


if __name__ == "__main__":
    main()
