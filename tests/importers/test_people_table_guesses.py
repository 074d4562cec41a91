"""What the columns of made-up lists of people are, in twelve languages, as people and programs head them.

Each line of a list is a heading, a value or two, and what it should become. At least 95 of 100 columns have to be right
by themselves; what a test names has to be right always.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

import pytest

from relate.importers.people_table.guess import Guess, are_people, guesses
from relate.importers.people_table.look import look

# ruff: noqa: E501
LISTS: Final = {
    "en crm": "First Name:Ana/Ben=first_name|Last Name:Duarte/Okafor=last_name|Account Name:Contoso Ltd/Fabrikam Inc=company|Job Title:CTO/Head of sales=role|Email:ana@x.example/ben@x.example=mail|Mobile:+44 7700 900123/+44 7700 900124=phone|Lead ID:00Q5e000001/00Q5e000002=leave_out|Notes:met twice/likes figs=note",
    "en leads": "Full Name:Ana Duarte/Ben Okafor=name|Work Email:ana@x.example/ben@x.example=mail|Company:Contoso/Fabrikam=company|Title:CTO/Buyer=role|LinkedIn URL:https://www.linkedin.com/in/ana/https://www.linkedin.com/in/ben=link|Tags:vip, speaker/vip=tags_comma|Met at:SaaS Expo/SaaS Expo=met_at|Met on:2024-03-14/2024-03-15=met_on",
    "en snake": "first_name:Ana/Ben=first_name|last_name:Duarte/Okafor=last_name|email_address:ana@x.example/ben@x.example=mail|phone_number:+1 415 555 2671/+1 415 555 2672=phone|created_at:2024-01-05 10:22:01/2024-01-06 11:00:00=leave_out|user_id:8f14e45f-ceea-467f-a0e6-1b1c2d3e4f50/8f14e45f-ceea-467f-a0e6-1b1c2d3e4f51=leave_out|opted_in:true/false=leave_out",
    "en club": "Member:Ana Duarte/Ben Okafor=name|Phone:020 7946 0018/020 7946 0019=phone|E-mail:ana@x.example/ben@x.example=mail|Birthday:12/04/1984/23/05/1990=birthday|Street:1 High Street/2 Low Road=street|Town:Leeds/York=city|Postcode:LS1 1AA/YO1 7AA=postcode|Dietary:vegan/none=custom",
    "en event": "Attendee Name:Ana Duarte/Ben Okafor=name|Email:ana@x.example/ben@x.example=mail|Company:Contoso/Fabrikam=company|Job Title:CTO/Buyer=role|Event:SaaS Expo/SaaS Expo=met_at|Ticket Type:VIP/Standard=custom",
    "en newsletter": "Email Address:ana@x.example/ben@x.example=mail|First Name:Ana/Ben=first_name|Last Name:Duarte/Okafor=last_name|Address::/=address",
    "en sparse": "Name:Ana Duarte/Ben Okafor=name|Cell:+1 415 555 2671/=phone|Birthday:Apr 12/=birthday|Anniversary:2010-06-05/=anniversary|Nickname:Annie/=nickname|Spouse:Rui/=relation|Website:https://ana.example/=link",
    "en turned": "Name:Duarte, Ana/Okafor, Ben=family_first|Email:ana@x.example/ben@x.example=mail|Department:Sales/R&D=department|Organisation:Contoso/Fabrikam=company",
    "en school": "Surname:Duarte/Okafor=last_name|Forename:Ana/Ben=first_name|Parent email:ana@x.example/ben@x.example=mail|Class:4B/5A=custom",
    "de crm": "Vorname:Jörg/Änne=first_name|Nachname:Müller/Groß=last_name|Firma:Hafen GmbH/Contoso AG=company|Position:Leiter Vertrieb/Geschäftsführerin=role|E-Mail:joerg@x.example/aenne@x.example=mail|Telefon geschäftlich:+49 30 123456/+49 30 123457=phone|Straße:Hauptstr. 1/Ring 2=street|PLZ:10115/80331=postcode|Ort:Berlin/München=city|Land:Deutschland/Deutschland=country|Geburtstag:12.04.1984/01.12.1990=birthday",
    "de verein": "Mitgliedsnummer:10001/10002=leave_out|Name:Müller/Groß=last_name|Vorname:Jörg/Änne=first_name|Mobil:0171 1234567/0171 1234568=phone|Email:joerg@x.example/aenne@x.example=mail|Eintritt:01.02.2010/03.04.2011=custom|Bemerkung:Kassenwart/=note",
    "de kurz": "Name:Jörg Müller/Änne Groß=name|Handy:+49 171 1234567/+49 171 1234568=phone|Geb.datum:12.04.1984/01.12.1990=birthday|Adresse:Hauptstr. 1, 10115 Berlin/Ring 2, 80331 München=address",
    "de mitglied": "Mitglied:Müller, Jörg/Groß, Änne=family_first|Post:joerg@x.example/aenne@x.example=mail|Boot:Laser/470er=custom",
    "de messe": "Nachname, Vorname:Müller, Jörg/Groß, Änne=family_first|Unternehmen:Hafen GmbH/Contoso AG=company|Funktion:Einkauf/Vertrieb=role|Mailadresse:joerg@x.example/aenne@x.example=mail|Stichworte:Messe; Kunde/Messe=tags_semicolon|Notiz:will Muster/=note",
    "de anrede": "Anrede:Herr/Frau=prefix|Vorname:Jörg/Änne=first_name|Familienname:Müller/Groß=last_name|Abteilung:Einkauf/Vertrieb=department|Webseite:www.hafen.example/www.contoso.example=link|Fax:+49 30 123458/+49 30 123459=fax",
    "de lead": "Ansprechpartner:Jörg Müller/Änne Groß=name|Organisation:Hafen GmbH/Contoso AG=company|Tel.:+49 30 123456/+49 30 123457=phone|E-Mail-Adresse:joerg@x.example/aenne@x.example=mail|Kategorie:Kunde/Partner=tag",
    "fr crm": "Prénom:Élodie/Zoë=first_name|Nom:Lefèvre/Martin=last_name|Société:Café Noir SARL/Contoso SA=company|Fonction:Directrice/Acheteur=role|Courriel:elodie@x.example/zoe@x.example=mail|Téléphone:+33 1 23 45 67 89/+33 1 23 45 67 90=phone|Ville:Lyon/Paris=city|Code postal:69001/75001=postcode|Date de naissance:12/04/1984/23/12/1990=birthday",
    "fr asso": "Nom et prénom:Lefèvre Élodie/Martin Zoë=family_first|Portable:06 12 34 56 78/06 12 34 56 79=phone|E-mail:elodie@x.example/zoe@x.example=mail|Adresse:1 rue Haute, Lyon/2 rue Basse, Paris=address|Remarques:trésorière/=note",
    "fr salon": "Nom complet:Élodie Lefèvre/Zoë Martin=name|Entreprise:Café Noir/Contoso=company|Poste:Directrice/Acheteur=role|Adresse e-mail:elodie@x.example/zoe@x.example=mail|Étiquettes:salon, client/salon=tags_comma|Profil LinkedIn:https://www.linkedin.com/in/elodie/https://www.linkedin.com/in/zoe=link",
    "fr simple": "Nom:Élodie Lefèvre/Zoë Martin=name|Mail:elodie@x.example/zoe@x.example=mail|Tél:01 23 45 67 89/01 23 45 67 90=phone|Anniversaire:12/04/1984/23/12/1990=birthday",
    "fr adresse": "Civilité:Mme/M.=prefix|Nom de famille:Lefèvre/Martin=last_name|Prénom:Élodie/Zoë=first_name|Rue:1 rue Haute/2 rue Basse=street|Pays:France/France=country|Commentaire:à rappeler/=note",
    "es crm": "Nombre:Íñigo/Begoña=first_name|Apellidos:Núñez/Peña=last_name|Empresa:Óptica Sur SL/Contoso SA=company|Cargo:Directora/Comprador=role|Correo electrónico:inigo@x.example/begona@x.example=mail|Teléfono móvil:+34 612 345 678/+34 612 345 679=phone|Ciudad:Bilbao/Sevilla=city|Cumpleaños:12/04/1984/23/12/1990=birthday",
    "es feria": "Nombre completo:Íñigo Núñez/Begoña Peña=name|Organización:Óptica Sur/Contoso=company|Puesto:Directora/Comprador=role|Correo:inigo@x.example/begona@x.example=mail|Etiquetas:feria, cliente/feria=tags_comma|Notas:llamar/=note",
    "es turned": "Apellidos y nombre:Núñez Íñigo/Peña Begoña=family_first|Teléfono:+34 612 345 678/+34 612 345 679=phone|Dirección:Calle Alta 1, Bilbao/Calle Baja 2, Sevilla=address|Fecha de nacimiento:12/04/1984/23/12/1990=birthday",
    "es corto": "Nombre:Íñigo Núñez/Begoña Peña=name|Email:inigo@x.example/begona@x.example=mail|Móvil:612 345 678/612 345 679=phone|País:España/España=country",
    "it crm": "Nome:Niccolò/Zoë=first_name|Cognome:Rossi/Però=last_name|Azienda:Caffè Alto S.r.l./Contoso S.p.A.=company|Ruolo:Direttrice/Acquisti=role|Indirizzo e-mail:nico@x.example/zoe@x.example=mail|Cellulare:+39 320 123 4567/+39 320 123 4568=phone|Città:Torino/Milano=city|CAP:10121/20121=postcode|Data di nascita:12/04/1984/23/12/1990=birthday",
    "it fiera": "Nominativo:Niccolò Rossi/Zoë Però=name|Società:Caffè Alto S.r.l./Contoso S.p.A.=company|Posizione:Direttrice/Acquisti=role|Posta elettronica:nico@x.example/zoe@x.example=mail|Note:richiamare/=note",
    "it turned": "Cognome e nome:Rossi Niccolò/Però Zoë=family_first|Telefono:+39 011 123456/+39 02 123456=phone|Via:Via Alta 1/Via Bassa 2=street|Compleanno:12/04/1984/23/12/1990=birthday",
    "it corto": "Nome:Niccolò Rossi/Zoë Però=name|Email:nico@x.example/zoe@x.example=mail|Sito web:www.caffe.example/www.contoso.example=link|Etichette:fiera; cliente/fiera=tags_semicolon",
    "pt crm": "Nome:João/Inês=first_name|Sobrenome:Gonçalves/Simões=last_name|Empresa:Padaria Lda/Contoso SA=company|Cargo:Diretora/Comprador=role|E-mail:joao@x.example/ines@x.example=mail|Celular:+55 11 91234 5678/+55 11 91234 5679=phone|Cidade:São Paulo/Recife=city|CEP:01310-100/50010-000=postcode|Data de nascimento:12/04/1984/23/12/1990=birthday",
    "pt pt": "Primeiro nome:João/Inês=first_name|Apelido:Gonçalves/Simões=last_name|Telemóvel:+351 912 345 678/+351 912 345 679=phone|Endereço de email:joao@x.example/ines@x.example=mail|Morada:Rua Alta 1, Lisboa/Rua Baixa 2, Porto=address|Observações:ligar/=note",
    "pt feira": "Nome completo:João Gonçalves/Inês Simões=name|Organização:Padaria Lda/Contoso SA=company|Função:Diretora/Comprador=role|Etiquetas:feira, cliente/feira=tags_comma|Site:www.padaria.example/www.contoso.example=link",
    "pt curto": "Nome:João Gonçalves/Inês Simões=name|Telefone:+351 212 345 678/+351 212 345 679=phone|País:Portugal/Portugal=country|Aniversário:12/04/1984/23/12/1990=birthday",
    "nl crm": "Voornaam:Zoë/Daniël=first_name|Achternaam:van der Berg/Coëlho=last_name|Bedrijf:Haven B.V./Contoso B.V.=company|Functie:Inkoper/Directeur=role|E-mailadres:zoe@x.example/daniel@x.example=mail|Mobiel:+31 6 12345678/+31 6 12345679=phone|Straat:Hoogstraat 1/Laagstraat 2=street|Postcode:1011 AB/3011 CD=postcode|Plaats:Amsterdam/Rotterdam=city|Geboortedatum:12-04-1984/23-12-1990=birthday",
    "nl beurs": "Naam:Zoë van der Berg/Daniël Coëlho=name|Organisatie:Haven B.V./Contoso B.V.=company|Telefoonnummer:+31 20 1234567/+31 20 1234568=phone|Opmerkingen:terugbellen/=note|Labels:beurs, klant/beurs=tags_comma",
    "nl club": "Volledige naam:Zoë van der Berg/Daniël Coëlho=name|Email:zoe@x.example/daniel@x.example=mail|Adres:Hoogstraat 1, Amsterdam/Laagstraat 2, Rotterdam=address|Land:Nederland/Nederland=country|Verjaardag:12-04-1984/23-12-1990=birthday",
    "nl lead": "Contactpersoon:Zoë van der Berg/Daniël Coëlho=name|Afdeling:Inkoop/Verkoop=department|Website:www.haven.example/www.contoso.example=link|Bedrijfsnaam:Haven B.V./Contoso B.V.=company",
    "cs crm": "Jméno:Žofie/Jiří=first_name|Příjmení:Dvořáková/Říha=last_name|Firma:Černá káva s.r.o./Contoso a.s.=company|Pozice:Majitelka/Obchodní ředitel=role|E-mail:zofie@x.example/jiri@x.example=mail|Mobil:+420 777 123 456/603 111 222=phone|Ulice:Dlouhá 1/Krátká 2=street|Město:Brno/Praha=city|PSČ:602 00/110 00=postcode|Narozeniny:12.4.1984/1.12.1990=birthday|Poznámka:zavolat/=note",
    "cs akce": "Příjmení a jméno:Dvořáková Žofie/Říha Jiří=family_first|Společnost:Černá káva/Contoso=company|Telefon:777 123 456/603 111 222=phone|Štítky:veletrh, klient/veletrh=tags_comma|Kde jsme se potkali:SaaS Expo/SaaS Expo=met_at|Kdy:14.3.2024/15.3.2024=met_on",
    "cs spolek": "Jméno a příjmení:Žofie Dvořáková/Jiří Říha=name|Adresa:Dlouhá 1, Brno/Krátká 2, Praha=address|Datum narození:12.4.1984/1.12.1990=birthday|Oddělení:Nákup/Prodej=department|Přezdívka:Žofka/Jirka=nickname",
    "cs titul": "Titul:Ing./Mgr.=prefix|Jméno:Žofie/Jiří=first_name|Příjmení:Dvořáková/Říha=last_name|Funkce:Majitelka/Nákupčí=role|Země:Česko/Česko=country|Web:www.kava.example/www.contoso.example=link",
    "cs kratce": "Jméno:Žofie Dvořáková/Jiří Říha=name|Emailová adresa:zofie@x.example/jiri@x.example=mail|Tel.:777 123 456/603 111 222=phone|Zaměstnavatel:Černá káva/Contoso=company",
    "pl crm": "Imię:Łukasz/Żaneta=first_name|Nazwisko:Wójcik/Źródło=last_name|Firma:Kawa Sp. z o.o./Contoso S.A.=company|Stanowisko:Dyrektor/Kupiec=role|Adres e-mail:lukasz@x.example/zaneta@x.example=mail|Telefon komórkowy:+48 601 234 567/+48 601 234 568=phone|Miasto:Łódź/Kraków=city|Kod pocztowy:90-001/30-001=postcode|Data urodzenia:12.04.1984/01.12.1990=birthday",
    "pl targi": "Imię i nazwisko:Łukasz Wójcik/Żaneta Źródło=name|Nazwa firmy:Kawa Sp. z o.o./Contoso S.A.=company|Telefon:601 234 567/601 234 568=phone|Uwagi:oddzwonić/=note|Etykiety:targi; klient/targi=tags_semicolon",
    "pl turned": "Nazwisko i imię:Wójcik Łukasz/Źródło Żaneta=family_first|E-mail:lukasz@x.example/zaneta@x.example=mail|Ulica:Długa 1/Krótka 2=street|Kraj:Polska/Polska=country|Urodziny:12.04.1984/01.12.1990=birthday",
    "pl krótko": "Kontakt:Łukasz Wójcik/Żaneta Źródło=name|Mail:lukasz@x.example/zaneta@x.example=mail|Strona WWW:www.kawa.example/www.contoso.example=link|Dział:Zakupy/Sprzedaż=department",
    "ru crm": "Имя:Юрий/Жанна=first_name|Фамилия:Щукин/Ёлкина=last_name|Компания:ООО Кофе/Contoso=company|Должность:Директор/Закупщик=role|Электронная почта:yuri@x.example/zhanna@x.example=mail|Мобильный телефон:+7 916 123-45-67/+7 916 123-45-68=phone|Город:Москва/Казань=city|Индекс:101000/420000=postcode|Дата рождения:12.04.1984/01.12.1990=birthday",
    "ru выставка": "ФИО:Щукин Юрий/Ёлкина Жанна=family_first|Организация:ООО Кофе/Contoso=company|Телефон:+7 916 123-45-67/+7 916 123-45-68=phone|Почта:yuri@x.example/zhanna@x.example=mail|Примечание:перезвонить/=note",
    "ru клуб": "Имя и фамилия:Юрий Щукин/Жанна Ёлкина=name|Адрес:Москва, Длинная 1/Казань, Короткая 2=address|Отдел:Закупки/Продажи=department|Страна:Россия/Россия=country|Теги:выставка, клиент/выставка=tags_comma",
    "ru коротко": "Имя:Юрий Щукин/Жанна Ёлкина=name|E-mail:yuri@x.example/zhanna@x.example=mail|Тел.:+7 916 123-45-67/+7 916 123-45-68=phone|Сайт:www.kofe.example/www.contoso.example=link",
    "ja crm": "姓:山田/佐藤=last_name|名:太郎/花子=first_name|会社名:株式会社港/コントソ株式会社=company|役職:部長/課長=role|メールアドレス:taro@x.example/hanako@x.example=mail|携帯電話:+81 90-1234-5678/+81 90-1234-5679=phone|郵便番号:100-0001/530-0001=postcode|住所:東京都千代田区1-1/大阪府大阪市2-2=address|生年月日:1984/04/12/1990/12/01=birthday",
    "ja 展示会": "氏名:山田 太郎/佐藤 花子=name|会社:株式会社港/コントソ株式会社=company|部署:営業部/購買部=department|メール:taro@x.example/hanako@x.example=mail|電話番号:+81 3-1234-5678/+81 3-1234-5679=phone|備考:再連絡/=note",
    "ja 短い": "名前:山田太郎/佐藤花子=name|Eメール:taro@x.example/hanako@x.example=mail|電話:03-1234-5678/03-1234-5679=phone|誕生日:1984-04-12/1990-12-01=birthday",
    "ja タグ": "お名前:山田太郎/佐藤花子=name|勤務先:株式会社港/コントソ株式会社=company|タグ:展示会, 顧客/展示会=tags_comma|メモ:再連絡/=note|国:日本/日本=country",
    "zh crm": "姓:王/李=last_name|名:伟/娜=first_name|公司:港口有限公司/康托索公司=company|职位:经理/采购=role|电子邮箱:wei@x.example/na@x.example=mail|手机:+86 138 0013 8000/+86 138 0013 8001=phone|城市:北京/上海=city|邮编:100000/200000=postcode|生日:1984-04-12/1990-12-01=birthday",
    "zh 展会": "姓名:王伟/李娜=name|单位:港口有限公司/康托索公司=company|职务:经理/采购=role|邮箱:wei@x.example/na@x.example=mail|电话:+86 10 1234 5678/+86 10 1234 5679=phone|备注:回电/=note",
    "zh 短": "姓名:王伟/李娜=name|手机号码:+86 138 0013 8000/+86 138 0013 8001=phone|地址:北京市长安街1号/上海市南京路2号=address|标签:展会, 客户/展会=tags_comma",
    "zh 繁": "姓名:王偉/李娜=name|公司名稱:港口有限公司/康托索公司=company|電子郵件:wei@x.example/na@x.example=mail|行動電話:+886 912 345 678/+886 912 345 679=phone|國家:台灣/台灣=country",
    "unknown words": "Namn:Åsa Öberg/Bo Ek=name|E-post:asa@x.example/bo@x.example=mail|Företag:Hamn AB/Contoso AB=company|Mobilnummer:+46 70 123 45 67/+46 70 123 45 68=phone",
    "no words": "A:Åsa Öberg/Bo Ek=name|B:asa@x.example/bo@x.example=mail|C:+46 70 123 45 67/+46 70 123 45 68=phone|D:https://www.linkedin.com/in/asa/https://www.linkedin.com/in/bo=link",
    "hungarian": "Név:Kovács Ágnes/Szabó Őrs=name|E-mail cím:agnes@x.example/ors@x.example=mail|Telefonszám:+36 30 123 4567/+36 30 123 4568=phone|Cég:Kikötő Kft./Contoso Zrt.=company",
}  # fmt: skip


def table(lines: str) -> tuple[list[str], list[list[str]], list[str]]:
    """Headings, two rows, and what the columns should be. A value may hold slashes: rows are told by halves."""
    headings, columns, wanted = [], [], []
    for told in lines.split("|"):
        rest, _, target = told.rpartition("=")
        heading, _, values = rest.partition(":")
        parts = values.split("/")
        half = len(parts) // 2
        columns.append(["/".join(parts[:half]), "/".join(parts[half:])])
        headings.append(heading)
        wanted.append(target)
    return headings, [list(row) for row in zip(*columns, strict=True)], wanted


def guessed(headings: list[str], rows: list[list[str]], delimiter: str = "\t") -> tuple[Guess, ...]:
    text = "\n".join(delimiter.join(row) for row in (headings, *rows)) + "\n"
    found = look(text.encode(), whole=True)
    assert found is not None
    assert found.shape.header == tuple(headings)
    return guesses(found)


def test_columns_are_what_they_should_be_in_95_of_100() -> None:
    wrong: list[str] = []
    count = 0
    for name, lines in LISTS.items():
        headings, rows, wanted = table(lines)
        columns = guessed(headings, rows)
        assert are_people(columns), name
        count += len(wanted)
        wrong += [
            f"{name}: {one.words} is {one.target}, not {target}"
            for one, target in zip(columns, wanted, strict=True)
            if one.target != target
        ]
    print(f"{count - len(wrong)} of {count} columns in {len(LISTS)} lists", *wrong, sep="\n")
    assert len(LISTS) >= 60
    assert len(wrong) <= count * 0.05, wrong


@pytest.mark.parametrize("name", LISTS)
def test_who_it_is_is_right_in_every_list(name: str) -> None:
    """A wrong name or address makes wrong people; a wrong note is only a wrong note."""
    headings, rows, wanted = table(LISTS[name])
    who = {"name", "family_first", "first_name", "last_name", "mail"}
    told = {one.words: one.target for one in guessed(headings, rows)}
    for heading, target in zip(headings, wanted, strict=True):
        if target in who or told[heading] in who:
            assert told[heading] == target, heading


def test_every_language_is_there() -> None:
    languages = Counter(name.split()[0] for name in LISTS)
    assert {"en", "de", "fr", "es", "it", "pt", "nl", "cs", "pl", "ru", "ja", "zh"} <= set(languages)
    assert all(
        languages[code] >= 4 for code in ("en", "de", "fr", "es", "it", "pt", "nl", "cs", "pl", "ru", "ja", "zh")
    )
