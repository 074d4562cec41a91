"""The words that say which phone, mail or address a column holds, in twelve languages (headings.py reads them)."""

from __future__ import annotations

from typing import Final

QUALIFIERS: Final[dict[str, str]] = {
    "home": (
        "home, private, personal, zu hause, privat, persönlich, heim, zuhause, privée, domicile, personnel,"
        " personnelle, privé, à domicile, maison, perso, particular, casa, doméstico, de casa, domicilio, abitazione,"
        " ab, personale, privato, privata, di casa, residencial, residência, pessoal, particular residencial, thuis,"
        " huis, persoonlijk, domů, doma, domácí, bydliště, soukromý, soukromá, soukromé, osobní, domowy, domowa,"
        " domowe, prywatny, prywatna, prywatne, dom, adres domowy, osobisty, домашний, домашняя, дом, дом адрес,"
        " личный, личная, личное, 自宅, 個人, 住宅, 家庭, 私人, 个人, 住家, p, h"
    ),
    "work": (
        "work, business, office, buro, geschafts, professional, geschäftlich, dienstlich, arbeit, geschäft, beruflich,"
        " firma, geschäftliche, berufliche, dienst, bureau, professionnel, professionnelle, travail, pro, entreprise,"
        " au bureau, trabajo, laboral, oficina, del trabajo, profesional, empresa, uff, ufficio, lavoro, aziendale,"
        " lavorativo, professionale, comercial, trabalho, profissional, escritório, corporativo, werk, op werk,"
        " zakelijk, kantoor, zakelijke, práce, pracovní, v práci, do práce, zaměstnání, služební, firemní,"
        " adresa do zaměstnání, kancelář, služebně, službowy, służbowa, służbowe, praca, firmowy, firmowa, biuro,"
        " biznesowy, рабочий, рабочая, раб, раб адрес, служебный, служебная, служебный адрес, корпоративный,"
        " корпоративная, офис, 会社, 勤務先, 職場, 仕事, 商务, 公司, 单位, 工作, 办公, 办公室, 商務, pracy, g, w"
    ),
    "other": (
        "other, weitere, weiterer, weiteres, weiteres e, weiteres r, andere, sonstige, anderes, autre, autres, otro,"
        " otra, otros, altro, altra, altri, outro, outra, outros, ander, anders, overig, jiný, jiná, jiné, další,"
        " ostatní, inny, inna, inne, другой, другая, другое, др адрес, доп, прочий, прочее, その他の, その他, 其他,"
        " 其它"
    ),
    "mobile": (
        "mobile, cell, cellular, cell phone, mobile phone, mobile number, mobiltelefon, mobil, handy, handynummer,"
        " mobilnummer, mobilfunk, mobil tel, mobil tel nr, mobiltelefonnummer, portable, mobile perso, tél mobile,"
        " téléphone portable, tél portable, gsm, móvil, celular, teléfono móvil, número de móvil, cellulare,"
        " telefono cellulare, numero di cellulare, telefone celular, telemóvel, número de celular, mobiel,"
        " mobiele telefoon, mobiel nummer, mobiele, mobilní telefon, mobilní, mobilní číslo, mobilu,"
        " telefon komórkowy, komórka, komórkowy, numer komórki, tel kom, tel komórkowy, мобильный, мобильный телефон,"
        " мобильная, сотовый, сотовый телефон, моб, телефон переносной, моб тел, 携帯, 携帯電話, 携帯番号,"
        " 携帯電話番号, モバイル, 手机, 手机号, 手机号码, 移动电话, 移动, 行動電話, 手機, 手机电话, мобильного"
    ),
    "fax": (
        "fax, fax number, telefax, faxnummer, fax nummer, fax nr, télécopie, télécopieur, fax numéro, número de fax,"
        " numero di fax, faxové číslo, číslo faxu, faks, numer faksu, факс, номер факса, ファックス, ファクス,"
        " fax番号, 传真, 传真号码, 傳真"
    ),
    "pager": (
        "pager, pager number, pager nummer, pagernummer, récepteur de radiomessagerie, bipeur, localizador,"
        " buscapersonas, cercapersone, semafoon, пейджер, ポケットベル, ポケベル, 寻呼机, 呼机, número de busca,"
        " busca, pagera, numer pagera, operátora, číslo operátora, пейджера"
    ),
    "main": (
        "main, primary, preferred, haupt, primär, primäre, principal, principale, primario, primaria, hoofdtelefoon,"
        " hoofdnummer, primair, hlavní, základní, podstawowy, główny, główna, основной, основная, 通常の, メイン,"
        " 主要, 主"
    ),
    "company": (
        "company main, company main phone, company phone, switchboard, firmen telefon, telefon firma, zentrale,"
        " telefonzentrale, téléphone société, número de centralita de la organización, centralita, centralino,"
        " telefone principal da empresa, pabx, hoofdtelefoon bedrijf, ústředna, telefon společnosti,"
        " hlavní telefon společnosti, centrala, główny telefon firmy, telefon do firmy, телефон организации,"
        " основной телефон организации, 会社代表電話, 代表電話, 单位主要电话, 总机"
    ),
    "assistant": (
        "assistants phone, assistant phone, telefon assistent, telefon assistentin, téléphone de l assistant e,"
        " téléphone de l assistant, teléfono del ayudante, teléfono del asistente, telefono assistente,"
        " telefone do assistente, telefoon assistent, telefon asistenta, telefon asystenta, телефон помощника,"
        " 秘書の電話, 秘書の電話番号, 助理的电话, 助理电话, 助理电话号码"
    ),
    "car": (
        "car, car phone, autotelefon, téléphone voiture, teléfono del automóvil, telefone do carro, autotelefoon,"
        " telefon do auta, telefon v autě, telefon w samochodzie, телефон в машине, 自動車電話, 车载电话"
    ),
    "callback": (
        "callback, rückmeldung, rappel, devolución de llamada, richiamata, retorno de chamada, terugbellen,"
        " zpětné volání, oddzwanianie, обратный вызов, コールバック, 回电话"
    ),
    "radio": (
        "radio, radio phone, funktelefon, mobiltelefon 2 funk, radio téléphone, radioteléfono, radiotelefone,"
        " radiotelefoon, radiotelefon, vysílačka, радиотелефон, 無線電話, 无线电话"
    ),
    "telex": "telex, dálnopis, teleks, телекс, テレックス, 电报",
    "tty": (
        "tty, tty tdd, tty tdd phone, telefon für hörbehinderte, téléphone tdd tty, tdd tty, número de teletipo,"
        " teksttelefoon, texttelefon, telefon tty tdd, телетайп телефон с титрами, tty tdd 电话"
    ),
    "isdn": "isdn, rnis, rdsi",
}
"""By label, in the order in which labels stand: a "home fax", a "work mobile"."""

SECOND: Final = (
    "secondary, second, alternate, alternative, additional, backup, zweite, sekundäre, zusätzliche, secondaire,"
    " deuxième, alternatif, seconde, secundario, secundaria, segundo, segunda, alternativo, alternativa, secondario,"
    " secondaria, secundair, tweede, extra, druhý, druhá, sekundární, další email, dodatkowy, dodatkowa, drugi,"
    " drugiego, alternatywny, дополнительный, дополнительная, второй, вторая, второго, 予備, 予備の, 副, 备用, 第二,"
    " 次要, 別の"
)
"""What makes a mail or a phone the second of them where no number stands there."""

BETWEEN: Final = (
    "of, the, your, my, contact, de, del, della, dell, di, do, da, dos, das, du, des, la, le, l, les, el, al, op, van,"
    " het, na, w, v, в, на, для, für, der, die, per, a, the address, value, адрес, address, の, 的, s, number, num,"
    " nr, no, numero, adres, adresse, adresa, dirección, indirizzo, endereço, 地址, 住所, nummer, číslo, mailing,"
    " 号码, 番号, номер, numer"
)
"""Words that say nothing more where something else is left."""
