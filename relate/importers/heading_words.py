"""The words that columns of lists of people are headed with, in twelve languages (headings.py reads them).

en, de, fr, es, it, pt, nl, cs, pl, ru, ja, zh; as people write them and as Outlook, Thunderbird and the webmails print
them. Words are parted by commas, accents are left out or not as is easier to read: they are taken off before anything
is compared. Where two languages mean two things by one word it stands in `headings.py`, which looks at its neighbours.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Column(StrEnum):
    """What a column of a list of people holds."""

    NAME = "name"
    FIRST_NAME = "first_name"
    MIDDLE_NAME = "middle_name"
    LAST_NAME = "last_name"
    PREFIX = "prefix"
    """"Dr.", "Frau": before the name, no part of it."""
    SUFFIX = "suffix"
    NICKNAME = "nickname"
    TITLE = "title"
    """"Title": what is before the name or what they work as; `headings` settles it where the neighbours tell."""
    COMPANY = "company"
    ROLE = "role"
    PROFESSION = "profession"
    DEPARTMENT = "department"
    MAIL = "mail"
    PHONE = "phone"
    LINK = "link"
    MESSENGER = "messenger"
    ADDRESS = "address"
    """A whole address, or its first line where there are columns for the rest of it."""
    STREET = "street"
    HOUSE = "house"
    """The number of the house, where the street has a column of its own."""
    POSTBOX = "postbox"
    CITY = "city"
    REGION = "region"
    POSTCODE = "postcode"
    COUNTRY = "country"
    PLACE = "place"
    BIRTHDAY = "birthday"
    BIRTH_DAY = "birth_day"
    """Of the month, where year and month have columns of their own."""
    BIRTH_MONTH = "birth_month"
    BIRTH_YEAR = "birth_year"
    ANNIVERSARY = "anniversary"
    DATE = "date"
    """A day that a column LABEL has the word for."""
    NOTE = "note"
    TAG = "tag"
    RELATION = "relation"
    PHOTO = "photo"
    MET_AT = "met_at"
    MET_ON = "met_on"
    CUSTOM = "custom"
    """What somebody made a field of their own for, its name in a column LABEL."""
    LABEL = "label"
    """The word for what stands in the column of the same number that `Heading.label` names."""
    LEFT_OUT = "left_out"
    """A known column that holds nothing to keep: sort keys, settings of the program, numbers of the database."""


THINGS: Final[dict[tuple[Column, str], str]] = {
    (Column.NAME, ""): (
        "full name, display name, contact name, person, contact, attendee, attendee name, guest, guest name,"
        " participant, participant name, your name, whats your name, customer name, member name, fullname,"
        " vollständiger name, anzeigename, kompletter name, ansprechpartner, teilnehmer, kontakt, vor und nachname,"
        " vor und zuname, name vorname, nachname vorname, nom complet, nom affiché, nom à afficher, nom et prénom,"
        " prénom et nom, nom prénom, nombre completo, nombre y apellidos, nombre y apellido, nombre para mostrar,"
        " nombre mostrado, contacto, apellidos y nombre, asistente nombre, participante, persona, nome completo,"
        " nome e cognome, cognome e nome, nome visualizzato, nominativo, contatto, partecipante, nome e sobrenome,"
        " nome de exibição, nome para exibição, nome exibido, contato, volledige naam, weergavenaam, weergegeven naam,"
        " voor en achternaam, contactpersoon, deelnemer, celé jméno, jméno a příjmení, příjmení a jméno,"
        " zobrazované jméno, zobrazit jako, jméno příjmení, účastník, osoba, imię i nazwisko, nazwisko i imię,"
        " pełna nazwa, pełne imię i nazwisko, wyświetlana nazwa, nazwa wyświetlana, uczestnik, полное имя, фио, ф и о,"
        " имя и фамилия, фамилия и имя, отображаемое имя, фамилия имя отчество, контакт, участник, контактное лицо,"
        " 氏名, 名前, お名前, 表示名, フルネーム, 参加者, 参加者名, 担当者, 担当者名, 姓名, 全名, 显示名称, 显示名,"
        " 联系人, 联系人姓名, 名称, 参会者, 名字全称, 顯示名稱, 聯絡人, nombre a mostrar, показывать как,"
        " выводимое имя"
    ),
    (Column.FIRST_NAME, ""): (
        "first name, given name, forename, christian name, first, given, fname, vorname, rufname, prénom,"
        " primer nombre, nombre de pila, nombres, primo nome, nome di battesimo, primeiro nome, nome próprio,"
        " voornaam, roepnaam, křestní jméno, křestní, imię, imiona, pierwsze imię, 下の名前, 名メイ, ファーストネーム"
    ),
    (Column.MIDDLE_NAME, ""): (
        "middle name, middle, middle names, additional name, additional names, second name, middle initial,"
        " weitere vornamen, zweiter vorname, mittelname, zusätzlicher name, deuxième prénom, second prénom,"
        " autres prénoms, segundo nombre, otros nombres, secondo nome, nome do meio, segundo nome, outros nomes,"
        " middelste naam, tweede naam, tussenvoegsel, tweede voornaam, druhé jméno, další jméno, prostřední jméno,"
        " drugie imię, отчество, второе имя, ミドルネーム, 中间名, 中間名"
    ),
    (Column.LAST_NAME, ""): (
        "last name, surname, family name, last, lname, second surname, nachname, familienname, zuname, nom de famille,"
        " patronyme, apellidos, apellido, primer apellido, cognome, sobrenome, apelido, último nome, achternaam,"
        " familienaam, příjmení, nazwisko, nazwiska, фамилия, 姓, 名字姓, 苗字, 姓氏, ラストネーム"
    ),
    (Column.PREFIX, ""): (
        "name prefix, prefix, honorific, honorific prefix, salutation, courtesy title, anrede, namenspräfix, präfix,"
        " namenszusatz, civilité, formule de politesse, préfixe, tratamiento, prefijo, saludo, trattamento,"
        " prefisso nome, prefisso, tratamento, prefixo, prefixo do nome, aanhef, voorvoegsel, aanspreekvorm, oslovení,"
        " titul, titul před jménem, předpona, tytuł, zwrot grzecznościowy, prefiks, обращение, префикс, 敬称, 称谓,"
        " 稱謂, 尊称"
    ),
    (Column.SUFFIX, ""): (
        "suffix, name suffix, generation, namenssuffix, suffixe, suffixe du nom, sufijo, suffisso, sufixo,"
        " achtervoegsel, přípona, titul za jménem, sufiks, przyrostek, суффикс, サフィックス, 敬称接尾辞, 后缀, 後綴"
    ),
    (Column.NICKNAME, ""): (
        "nickname, nick name, nick, alias, known as, preferred name, spitzname, kosename, surnom, pseudonyme, apodo,"
        " alias nombre, soprannome, apelido carinhoso, alcunha, bijnaam, přezdívka, pseudonim, przezwisko, ksywa,"
        " прозвище, псевдоним, краткое имя, ニックネーム, 愛称, あだ名, 昵称, 暱稱, 绰号, nom d usage"
    ),
    (Column.TITLE, ""): "title, titel, titre, título, titolo, 肩書き, 肩書",
    (Column.COMPANY, ""): (
        "company, company name, organization, organisation, organization name, organisation name, employer, firm,"
        " business, account name, current company, whats your company, business name, firma, firmenname, unternehmen,"
        " arbeitgeber, société, entreprise, employeur, nom de l entreprise, nom de la société, raison sociale,"
        " organisme, empresa, compañía, organización, nombre de la empresa, empleador, sociedad, società, azienda,"
        " organizzazione, ditta, datore di lavoro, nome azienda, ragione sociale, organização, companhia, empregador,"
        " nome da empresa, bedrijf, bedrijfsnaam, organisatie, werkgever, společnost, organizace, zaměstnavatel,"
        " název firmy, název společnosti, nazwa firmy, przedsiębiorstwo, organizacja, pracodawca, spółka, организация,"
        " компания, фирма, название компании, место работы, работодатель, 会社, 会社名, 勤務先, 勤務先名, 組織,"
        " 企業名, 所属, 法人名, 公司, 公司名称, 单位, 单位名称, 企业, 组织, 工作单位, 公司名稱, 單位, 企業, 組織名,"
        " associated company, company account, current employer"
    ),
    (Column.ROLE, ""): (
        "job title, role, position, job role, job, occupation, organization title, organisation title, work title,"
        " professional title, current position, current title, what is your job title, jobtitle, function,"
        " designation, berufsbezeichnung, funktion, stelle, arbeitstitel, rolle, tätigkeit, positionsbezeichnung,"
        " stellenbezeichnung, jobtitel, fonction, poste, intitulé du poste, titre du poste, poste occupé,"
        " titre professionnel, cargo, puesto, puesto de trabajo, rol, ocupación, función, posición, mansione, ruolo,"
        " posizione, qualifica, incarico, funzione, titolo professionale, função, ocupação, posição, papel,"
        " cargo na empresa, functie, functietitel, baan, rol in bedrijf, functienaam, funkce, pozice, pracovní pozice,"
        " pracovní zařazení, role ve firmě, pracovní funkce, stanowisko, funkcja, rola, stanowisko pracy, должность,"
        " позиция, роль, 役職, 職位, 職務, ポジション, 役職名, 职位, 职务, 职称, 岗位, 頭銜, 職稱, 头衔,"
        " titolo di lavoro, lavoro, titre d emploi, título del trabajo, título profissional, emploi"
    ),
    (Column.PROFESSION, ""): (
        "profession, beruf, métier, profesión, oficio, professione, mestiere, profissão, beroep, povolání, profese,"
        " zawód, профессия, род занятий, 職業, 职业"
    ),
    (Column.DEPARTMENT, ""): (
        "department, division, team, organization department, organisation department, unit, dept, abteilung, bereich,"
        " departement, service, équipe, departamento, sección, área, reparto, dipartimento, ufficio reparto,"
        " divisione, setor, divisão, afdeling, oddělení, útvar, tým, dział, oddział, wydział, отдел, подразделение,"
        " департамент, 部署, 部門, 部署名, 所属部署, 部门, 科室"
    ),
    (Column.MAIL, ""): (
        "email, email address, mail, mail address, primary email, primary email address, emails, email addresses,"
        " your email, email id, user email, whats your email, internet address, email value, mailadresse,"
        " email adresse, primäre email adresse, primäre email, adresse email, adresse mail, courriel,"
        " adresse de messagerie, messagerie, adresse électronique, courrier électronique, adresse courriel, mél,"
        " adresse électronique principale, première adresse électronique, adresse email principale, correo,"
        " correo electrónico, dirección de correo electrónico, dirección de correo, dirección del correo electrónico,"
        " email principal, correo electrónico principal, posta elettronica, indirizzo email,"
        " indirizzo posta elettronica, indirizzo di posta elettronica, indirizzo mail, email primaria,"
        " email principale, correio eletrônico, correio electrónico, endereço de email, endereço email,"
        " endereço de correio eletrónico, endereço de correio electrónico, email primário, emailadres, mailadres,"
        " email adres, primair emailadres, primaire email, emailová adresa, email adresa, adresa elektronické pošty,"
        " elektronická pošta, hlavní email, první email, primární email, adres email, adres poczty elektronicznej,"
        " poczta elektroniczna, poczta, główny adres email, podstawowy email, почта, эл почта, электронная почта,"
        " адрес эл почты, адрес электронной почты, емейл, имейл, е мейл, основной адрес электронной почты, メール,"
        " メールアドレス, 電子メール, 電子メールアドレス, emailアドレス, eメール, eメールアドレス, メアド,"
        " 主要なメールアドレス, 电子邮件, 电子邮件地址, 邮箱, 邮箱地址, 电子邮箱, 电邮, 邮件地址, email地址, 邮件,"
        " 電子郵件, 電子郵件地址, 信箱, 主要电子邮件, adresses email, correos, emaily, emails adressen"
    ),
    (Column.PHONE, ""): (
        "phone, telephone, phone telephone number, tel, tel no, tel nr, phone no, contact number, phones,"
        " phone numbers, number, telefon, telefonnummer, rufnummer, telefon nr, numéro de téléphone, no de téléphone,"
        " n de téléphone, teléfono, número de teléfono, núm de teléfono, numero di telefono, recapito telefonico,"
        " telefone, número de telefone, telefoon, telefoonnummer, telefon číslo, telefonní číslo, číslo telefonu,"
        " numer telefonu, nr telefonu, nr tel, телефон, номер телефона, тел, 電話, 電話番号, tel番号, 电话, 电话号码,"
        " 联系电话, 電話號碼, 联系方式, téléphones, teléfonos, telefony, tel fixe, téléphone fixe, fixe,"
        " telefono fisso, fisso, tel stacjonarny, telefon stacjonarny, stacjonarny, telefoon vast, vaste telefoon,"
        " vast, festnetz, festnetznummer, telefon festnetz, landline, landline phone, 座机, 固定电话, 固定電話,"
        " городской телефон, стационарный телефон, telefone fixo, fixo, teléfono fijo, fijo, pevná linka, pevná"
    ),
    (Column.LINK, ""): (
        "website, web site, url, web page, webpage, homepage, home page, link, web, web address, website url,"
        " personal website, personal web page, blog, profile, profile url, profile link, public profile url, site,"
        " linkedin, linkedin url, linkedin profile, linkedin profile url, what is your linkedin profile,"
        " url of member profile, website value, webseite, webadresse, internetseite, internetadresse, profil,"
        " profillink, linkedin profil, site web, page web, site internet, adresse web, lien, profil linkedin,"
        " page perso, sitio web, página web, página personal, enlace, perfil, perfil de linkedin, dirección web,"
        " página de internet, sito web, sito, sito internet, indirizzo web, profilo, profilo linkedin, collegamento,"
        " site da web, página da web, página pessoal, perfil do linkedin, perfil linkedin, endereço web, webpagina,"
        " webadres, linkedin profiel, profiel, webová stránka, webové stránky, webová adresa, stránky, odkaz,"
        " profil na linkedin, web stránka, strona internetowa, strona www, strona sieci web, strona, adres strony,"
        " adres www, www, witryna, witryna internetowa, łącze, веб страница, сайт, веб сайт, страница, ссылка,"
        " адрес сайта, профиль, профиль linkedin, ウェブサイト, webサイト, ホームページ, webページ, ウェブページ,"
        " リンク, サイト, プロフィール, 网页, 网站, 网址, 主页, 链接, 个人主页, 網站, 網址, 網頁, www stránka,"
        " www stránky, linkedin link, linkedin profile link, профиль в linkedin, linkedin主页"
    ),
    (Column.LINK, "x"): "twitter handle, twitter url, x handle, twitter username, twitter profile",
    (Column.LINK, "facebook"): "facebook, facebook url, facebook profile",
    (Column.LINK, "instagram"): "instagram, instagram url, instagram handle, instagram profile",
    (Column.MESSENGER, ""): (
        "im, imaddress, im address, im value, instant messaging, instant messenger, chat, messenger, screen name,"
        " messenger name, messenger id, jabber, aim screen name, chat name, pseudo messagerie instantanée, pseudo im,"
        " mensajería instantánea, nombre en pantalla, messaggistica immediata, mensageiro, chatnaam, komunikátor,"
        " přezdívka na chatu, мессенджер, インスタントメッセージ, im地址, 即时消息, スクリーンネーム, nome utente,"
        " schermnaam, přezdívka im, имя в чате, 聊天帐号, 聊天账号, pseudo, im name, nom d écran"
    ),
    (Column.MESSENGER, "skype"): "skype, skype id, skype name, skype username",
    (Column.MESSENGER, "icq"): "icq, icq id, icq number",
    (Column.MESSENGER, "aim"): "aim, aim id",
    (Column.MESSENGER, "msn"): "msn, msn id, windows live id",
    (Column.MESSENGER, "xmpp"): "google id, google talk, gtalk, xmpp, jabber id",
    (Column.MESSENGER, "qq"): "qq, qq id, qq号, qq号码",
    (Column.MESSENGER, "irc"): "irc, irc id",
    (Column.MESSENGER, "ymsgr"): "yahoo id, yahoo, yahoo messenger",
    (Column.MESSENGER, "tg"): "telegram, telegram username, telegram id, телеграм, телеграмм",
    (Column.MESSENGER, "wechat"): "wechat, wechat id, weixin, 微信, 微信号",
    (Column.MESSENGER, "signal"): "signal",
    (Column.ADDRESS, ""): (
        "address, postal address, mailing address, full address, address line, address formatted, formatted address,"
        " addresses, adresse, anschrift, postanschrift, adresse postale, adresse complète, dirección,"
        " dirección postal, domicilio, dirección completa, indirizzo, indirizzo postale, indirizzo completo, endereço,"
        " endereço postal, morada, endereço completo, adres, postadres, volledig adres, adresa, poštovní adresa,"
        " korespondenční adresa, adres pocztowy, adres korespondencyjny, pełny adres, адрес, почтовый адрес,"
        " полный адрес, 住所, ご住所, 地址, 通讯地址, 联系地址, 詳細地址, 详细地址, 通訊地址"
    ),
    (Column.STREET, ""): (
        "street, street address, address street, address line 1, address street line, street name, extended address,"
        " address extended address, straße, straße und hausnummer, straße hausnummer, straße nr, rue, numéro et rue,"
        " voie, adresse rue, calle, calle y número, dirección calle, via, indirizzo via, via e numero,"
        " via e numero civico, rua, logradouro, rua e número, straat, straatnaam, straat en huisnummer,"
        " straat huisnummer, ulice, ulice a číslo, ulice a č p, ulica, ulica i numer, ulica i nr domu, улица,"
        " улица и дом, 番地, 町名番地, 住所番地, 街道, 街道地址, 丁目番地, 町名, 街路, ulica i nr, ulica nr,"
        " street and number, street no, calle y nº, via e nº"
    ),
    (Column.HOUSE, ""): (
        "house number, house no, hausnummer, hausnr, haus nr, numéro de maison, numero civico, civico, huisnummer,"
        " huisnr, číslo popisné, č p, číslo domu, nr domu, numer domu, номер дома, número da casa, 门牌号"
    ),
    (Column.POSTBOX, ""): (
        "po box, address po box, p o box, pobox, post office box, postfach, boîte postale, bp, b p, apartado postal,"
        " apartado de correos, apartado, casella postale, caixa postal, postbus, poštovní schránka, p o schránka,"
        " p o přihrádka, skrytka pocztowa, skrzynka pocztowa, а я, абонентский ящик, почтовый ящик, 私書箱, 邮政信箱,"
        " 邮箱号"
    ),
    (Column.CITY, ""): (
        "city, town, city town, town city, address city, locality, suburb, stadt, ort, wohnort, gemeinde, ville,"
        " commune, localité, ciudad, población, localidad, municipio, città, comune, località, cidade, localidade,"
        " plaats, stad, woonplaats, gemeente, město, obec, miasto, miejscowość, город, населенный пункт, 市区町村,"
        " 市町村, 市, 都市, 市区郡, 城市, 市县, 所在城市, 縣市"
    ),
    (Column.REGION, ""): (
        "state, region, province, county, state province, state region, address region, district, state or province,"
        " state county, bundesland, bundesland kanton, kanton, land bundesland, provinz, dép région,"
        " département région, province état, canton, état, état région, état province, provincia, provincia o estado,"
        " estado o provincia, comunidad autónoma, estado, estado provincia, regione, provincia stato, stato provincia,"
        " cantone, distrito, região, uf, provincie, regio, provincie staat, okres, kraj okres, stát kraj, kraj stát,"
        " województwo, rejon, stan, woj, stan województwo, область, регион, край, область край, штат, область штат,"
        " район, республика, 都道府県, 県, 州, 地方, 省, 省份, 省市自治区, 省自治区, 州省, 省市, 州都道府県,"
        " 省自治区直辖市, prov"
    ),
    (Column.POSTCODE, ""): (
        "postal code, post code, postcode, zip, zip code, zipcode, zip postal code, postal code zip,"
        " address postal code, address zip, pin code, postleitzahl, plz, code postal, cp, código postal, cap,"
        " codice postale, codice avviamento postale, cep, psč, poštovní směrovací číslo, směrovací číslo,"
        " kod pocztowy, kod, индекс, почтовый индекс, 郵便番号, 邮政编码, 邮编, 郵遞區號"
    ),
    (Column.COUNTRY, ""): (
        "country, country region, country or region, country name, address country, nation, land, land region, staat,"
        " pays, pays région, país, país o región, país región, paese, paese area geografica, paese regione, nazione,"
        " stato, país ou região, país região, country region code, land regio, země, země oblast, stát, země region,"
        " kraj region, państwo, kraj państwo, страна, страна регион, государство, 国, 国名, 国地域, 国家, 国家地区,"
        " 國家, 國家地區"
    ),
    (Column.PLACE, ""): (
        "location, place, based in, city country, where are you based, lives in, standort, lieu, emplacement,"
        " ubicación, lugar, posizione geografica, luogo, localização, locatie, lokalita, umístění, místo, lokalizacja,"
        " położenie, местоположение, расположение, место, 場所, 所在地, 位置, 所在位置, 地点"
    ),
    (Column.BIRTHDAY, ""): (
        "birthday, date of birth, birth date, birthdate, dob, born, geburtstag, geburtsdatum, geboren, geb datum,"
        " anniversaire, date d anniversaire, date de naissance, né le, naissance, cumpleaños, fecha de nacimiento,"
        " nacimiento, compleanno, data di nascita, nascita, data de nascimento, nascimento, data de aniversário,"
        " verjaardag, geboortedatum, geboren op, narozeniny, datum narození, datum nar, urodziny, data urodzenia, ur,"
        " день рождения, дата рождения, д р, др, 誕生日, 生年月日, 生日, 出生日期, 出生年月, 出生年月日, geb dat, geb,"
        " date naissance, data ur, data urodz, дата рожд, nascita data, fecha nacimiento, data nascimento, dat nar"
    ),
    (Column.BIRTH_DAY, ""): (
        "birth day, day of birth, geburtstag tag, tag der geburt, jour de naissance, día de nacimiento,"
        " giorno di nascita, dia de nascimento, geboortedag, den narození, dzień urodzenia, день рождения число,"
        " 誕生日日, 出生日, 生日日"
    ),
    (Column.BIRTH_MONTH, ""): (
        "birth month, month of birth, geburtsmonat, mois de naissance, mes de nacimiento, mese di nascita,"
        " mês de nascimento, geboortemaand, měsíc narození, miesiąc urodzenia, месяц рождения, 誕生月, 出生月, 生月,"
        " 出生月份"
    ),
    (Column.BIRTH_YEAR, ""): (
        "birth year, year of birth, yob, geburtsjahr, jahrgang, année de naissance, año de nacimiento,"
        " anno di nascita, ano de nascimento, geboortejaar, rok narození, ročník, rok urodzenia, год рождения, 誕生年,"
        " 生年, 出生年, 出生年份"
    ),
    (Column.ANNIVERSARY, ""): (
        "anniversary, wedding anniversary, wedding day, jahrestag, hochzeitstag, anniversaire de mariage,"
        " anniversaire de mariage ou fête, fête, aniversario, aniversario de bodas, anniversario,"
        " anniversario di matrimonio, aniversário de casamento, datas especiais, data comemorativa, jubileum,"
        " speciale datum, trouwdag, huwelijksdag, výročí, výročí svatby, rocznica, rocznica ślubu, годовщина,"
        " годовщина свадьбы, 記念日, 結婚記念日, 纪念日, 结婚纪念日, 紀念日"
    ),
    (Column.NOTE, ""): (
        "notes, note, comments, comment, remarks, remark, description, bio, about, memo, background, notes comments,"
        " notizen, notiz, bemerkung, bemerkungen, kommentar, kommentare, anmerkung, anmerkungen, beschreibung,"
        " remarque, remarques, commentaire, commentaires, observations, notas, nota, comentarios, comentario,"
        " observaciones, descripción, commento, commenti, osservazioni, annotazioni, descrizione, anotações, anotação,"
        " observações, descrição, notities, notitie, opmerkingen, opmerking, commentaar, aantekeningen, poznámka,"
        " poznámky, komentář, popis, notatki, notatka, uwagi, uwaga, komentarz, komentarze, opis, заметки, заметка,"
        " примечание, примечания, комментарий, описание, メモ, 備考, ノート, コメント, 備考欄, 说明, 附注, 备注, 注释,"
        " 笔记, 評論, 評語, 评论, 備註"
    ),
    (Column.NOTE, "hobby"): (
        "hobby, hobbies, interests, interessen, hobbys, passe temps, loisirs, centres d intérêt, afición, aficiones,"
        " intereses, interessi, passatempi, interesses, passatempo, hobby s, zájmy, koníčky, záliby, zainteresowania,"
        " хобби, интересы, увлечения, 趣味, 爱好, 兴趣, 兴趣爱好, 業餘愛好"
    ),
    (Column.NOTE, "school"): "schools, school, schule, école, escuela, scuola, escola, university, 学校, 学歴",
    (Column.NOTE, "office"): (
        "office location, office, büro, bureau emplacement, ubicación de la oficina, sede ufficio,"
        " local do escritório, kantoorlocatie, kancelář, umístění kanceláře, biuro, lokalizacja biura,"
        " расположение комнаты, комната, 事業所, 办公地点, 办公室"
    ),
    (Column.NOTE, "keywords"): (
        "keywords, stichwörter, mots clés, palabras clave, parole chiave, palavras chave, trefwoorden"
    ),
    (Column.TAG, ""): (
        "tags, tag, labels, groups, group, group membership, categories, category, list, lists, segment, kategorie,"
        " kategorien, gruppe, gruppen, schlagwörter, schlagworte, etiketten, etikett, catégorie, groupe, groupes,"
        " étiquettes, étiquette, libellés, liste, categorías, categoría, grupos, grupo, etiquetas, etiqueta, listas,"
        " gruppo, gruppi, etichette, etichetta, marcadores, categorieën, groep, groepen, labels groep, štítky, štítek,"
        " skupina, skupiny, kategorie kontaktu, etykiety, etykieta, grupa, grupy, kategoria, категории, категория,"
        " группа, группы, теги, метки, метка, тег, 分類, 分類項目, グループ, タグ, ラベル, カテゴリ, カテゴリー, 类别,"
        " 分组, 标签, 群组, 分类, 標籤, 類別, 群組"
    ),
    (Column.RELATION, ""): (
        "related to, related people, related, relation value, relationship value, verwandte personen"
    ),
    (Column.RELATION, "spouse"): (
        "spouse, spouse name, wife, husband, partner, significant other, ehepartner, partner in, lebenspartner,"
        " ehefrau, ehemann, gatte, gattin, ehegatte, conjoint, conjoint e, époux, épouse, cónyuge, esposa, esposo,"
        " pareja, coniuge, moglie, marito, cônjuge, marido, parceiro, echtgenoot, echtgenote, echtgeno o t e,"
        " partner echtgenoot, manžel, manželka, manžel ka, partner ka, manžel manželka, choť, współmałżonek, mąż,"
        " żona, małżonek, partnerka, супруг, супруга, супруг а, муж, жена, 配偶者, パートナー, 配偶, 伴侣"
    ),
    (Column.RELATION, "child"): (
        "children, child, kids, kinder, kind, enfants, enfant, hijos, hijo, figli, figlio, filhos, filho, kinderen,"
        " děti, dítě, dzieci, dziecko, дети, ребенок, 子供, 子ども, 子女, 孩子"
    ),
    (Column.RELATION, "manager"): (
        "manager, managers name, manager name, boss, supervisor, vorgesetzter, name des der vorgesetzten,"
        " name des vorgesetzten, vorgesetzte r, responsable, nom du responsable, supérieur, jefe, nombre del jefe,"
        " administrador, nombre del administrador, responsabile, nome responsabile, nome manager, gerente,"
        " nome do gerente, nome do gestor, chefe, leidinggevende, naam leidinggevende, naam van manager, vedoucí,"
        " jméno vedoucího, nadřízený, menedżer, kierownik, imię i nazwisko menedżera, nazwisko menedżera, przełożony,"
        " руководитель, имя руководителя, 上司, 上司の名前, マネージャー, 经理, 经理姓名, 经理名字"
    ),
    (Column.RELATION, "assistant"): (
        "assistant, assistants name, assistant name, name assistent, assistent, assistentin, name des assistenten,"
        " nom de l assistant e, nom de l assistant, nombre del asistente, nombre del ayudante, asistente,"
        " nome assistente, assistente, nome do assistente, naam assistent, naam van assistent, jméno asistenta,"
        " asistent, asystent, imię i nazwisko asystenta, nazwisko asystenta, помощник, имя помощника, ассистент, 秘書,"
        " 秘書の名前, アシスタント, 助理, 助理姓名, 助理的姓名"
    ),
    (Column.RELATION, "referred by"): (
        "referred by, referral, introduced by, empfohlen von, recommandé par, referido por, recomendado por,"
        " segnalato da, presentato da, indicado por, doorverwezen door, verwezen door, aanbevolen door, doporučil,"
        " polecony przez, polecający, рекомендовано, кем рекомендован, 紹介者, 推荐人, 推薦人, 介绍人"
    ),
    (Column.DATE, ""): "event value",
    (Column.CUSTOM, ""): (
        "custom, custom field, custom field value, user, benutzer, benutzerdef, benutzerdefiniert, utilisateur,"
        " divers, usuario, personalizado, utente, personalizzato, utilizador, gebruiker, aangepast, uživatel, vlastní,"
        " użytkownik, własne, пользователь, другое поле, ユーザー, カスタム, 用户, 自定义"
    ),
    (Column.PHOTO, ""): (
        "photo, picture, image, avatar, photo url, profile picture, foto, bild, profilbild, image de profil, imagen,"
        " immagine, fotografia, imagem, afbeelding, fotka, obrázek, zdjęcie, фото, фотография, 写真, 画像, 照片, 头像,"
        " photo du profil, photo de profil"
    ),
    (Column.MET_AT, ""): (
        "met at, event, event name, how met, how we met, met, where met, source event, conference, show, seminar,"
        " kennengelernt bei, kennengelernt, getroffen bei, veranstaltung, anlass, messe, rencontré à, événement,"
        " salon, lieu de rencontre, conocido en, evento, cómo nos conocimos, incontrato a, conosciuto a, fiera,"
        " conhecido em, feira, ontmoet op, ontmoet bij, kde jsme se potkali, seznámení, akce, událost, poznany na,"
        " wydarzenie, gdzie poznany, где познакомились, мероприятие, событие, знакомство, 出会い, イベント,"
        " イベント名, 相识于, 活动, 活动名称, 认识地点"
    ),
    (Column.MET_ON, ""): (
        "met on, date met, first met, event date, connected on, kennengelernt am, getroffen am, datum des treffens,"
        " rencontré le, date de rencontre, conocido el, fecha del evento, incontrato il, data incontro,"
        " conhecido em data, data do encontro, ontmoet datum, datum ontmoeting, datum setkání, seznámení dne,"
        " poznany dnia, data poznania, data spotkania, дата знакомства, дата встречи, 出会った日, 相识日期, 认识日期"
    ),
    (Column.LEFT_OUT, ""): (
        "file as, filed as, initials, gender, sex, sensitivity, priority, private, mileage, billing information,"
        " directory server, language, government id number, organizational id number, internet free busy, account,"
        " email type, email display name, subject, short name, maiden name, customer id, user id, id, uid,"
        " phonetic first name, phonetic middle name, phonetic last name, yomi name, given name yomi, given yomi,"
        " additional name yomi, family name yomi, surname yomi, company yomi, organization yomi name,"
        " organization phonetic name, organization symbol, organization location, organization job description,"
        " organization type, distribution lists, last modified, modified, created, created at, updated at,"
        " speichern unter, initialen, geschlecht, vertraulichkeit, priorität, privat kennzeichen, reisekilometer,"
        " abrechnungsinformation, verzeichnisserver, sprache, regierungsnr, organisationsnr, internet frei gebucht,"
        " konto, email typ, email angezeigter name, initiales, sexe, critère de diffusion, priorité, privé,"
        " kilométrage, informations facturation, serveur d annuaire, langue, code gouvernement, compte,"
        " type de messagerie, numéro d identification de l organisation, disponibilité internet,"
        " nom complet de l adresse de messagerie, iniciales, sexo, sensibilidad, prioridad, privado, kilometraje,"
        " facturación, servidor de directorio, idioma, tipo de correo electrónico,"
        " nombre de pantalla de correo electrónico, cuenta, iniziali, sesso, riservatezza, priorità, privato,"
        " distanza, lingua, tipo posta elettronica, nome visualizzato posta elettronica, iniciais, confidencialidade,"
        " prioridade, particular sim não, quilometragem, tipo de email, nome para exibição de email, geslacht,"
        " gevoeligheid, prioriteit, taal, emailtype, email weergegeven naam, iniciály, pohlaví, utajení, důležitost,"
        " soukromé, jazyk, typ emailu, typ email, zobrazované jméno emailu, inicjały, płeć, poufność, priorytet,"
        " prywatne, język, typ adresu email, nazwa wyświetlana email, инициалы, пол, пометка, важность, частное, язык,"
        " тип эл почты, краткое имя эл почты, イニシャル, 性別, 優先度, 秘密度, 言語, 電子メールの種類,"
        " 電子メール表示名, 缩写, 性别, 优先级, 敏感度, 语言, 电子邮件类型, 电子邮件显示名称, フリガナ, ふりがな,"
        " 姓フリガナ, 名フリガナ, 姓ふりがな, 名ふりがな, セイ, メイ, record id, lead id, badge id, scan id,"
        " contact id, last activity date, lifecycle stage, lead source, optin time, last changed, member rating,"
        " approval status, status"
    ),
}
"""By column and label."""
