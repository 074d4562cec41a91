"""Address books that Windows wrote are read in the letters of their country."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relate.importers.code_pages import code_page, is_utf8

SAMPLES = {
    "cp1252": (
        "Vorname;Nachname;Straße geschäftlich\nJürgen;Groß;Königsallee 4\n",
        "Prénom;Nom;Société\nHélène;Lefèvre;Crédit Français\nFrançois;Noël;Château d’Œil\n",
        "Nombre,Apellidos\nMuñoz,José Ángel\nPeña,Íñigo\n",
        "Nome;Sobrenome\nJoão;Gonçalves\nInês;Simões\n",
        "Nome;Città\nNiccolò;Forlì\n",
        "Förnamn;Efternamn\nÅsa;Öberg\n",
        "Fornavn;Etternavn\nBjørn;Ødegård\n",
        "First Name,Last Name\nJörg,Smith\n",
    ),
    "cp1250": (
        "Jméno;Příjmení;Společnost\nJiří;Dvořák;Železárny Třinec\n",
        "Imię;Nazwisko\nStanisław;Wójcik\nElżbieta;Król\nJędrzej;Źrebiec\n",
        "Vezetéknév;Keresztnév\nSzőke;Gyöngyi\nŐry;Bűzás\n",
        "First Name,Last Name\nLukáš,Černý\nZdeněk,Šťastný\n",
        "First Name,Last Name\nGoran,Ćosić\nŽeljka,Đurđević\n",
    ),
    "cp1251": (
        "Имя;Фамилия;Организация\nИван;Петров;Ромашка\n",
        "First Name,Last Name\nОльга,Смирнова\n",
        "First Name,Last Name\nІван,Їжак\n",
    ),
    "cp1253": ("First Name,Last Name\nΓιώργος,Παπαδόπουλος\nΑθηνά,Ωνάση\n",),
    "cp1255": ("First Name,Last Name\nדוד,כהן\nשרה,לוי\n",),
    "cp1256": ("First Name,Last Name\nمحمد,الأحمد\nفاطمة,حسن\n",),
    "koi8_r": ("Имя;Фамилия\nИван;Петров\nОльга;Смирнова\n",),
    "cp1254": ("Ad;Soyad\nÇağla;Yıldız\nŞükrü;Gündoğdu\n",),
    "cp1257": ("First Name,Last Name\nJānis,Bērziņš\nĢirts,Kalniņš\n", "Vardas;Pavardė\nŽydrė;Kavaliūnaitė\n"),
    "cp932": (
        "姓,名,会社名\n田中,愛子,株式会社タナカ\n佐藤,さくら,\n",
        "姓,名,会社,メール,電話\n山田,花子,アクメ,hanako@x.example,+81 90 1234 5678\n",
    ),
    "big5": ("姓名,公司,電子郵件\n王小明,艾克米,ming@x.example\n",),
    "gb18030": ("姓,名,单位,移动电话\n王,小明,北京软件公司,\n李,娜,上海贸易,\n",),
    "euc_kr": ("이름,회사\n김민수,한국전자\n박지영,서울상사\n",),
}


@pytest.mark.parametrize(("page", "text"), [(page, text) for page, texts in SAMPLES.items() for text in texts])
def test_the_page_is_told_by_its_letters(page: str, text: str) -> None:
    raw = text.encode(page)
    assert not is_utf8(raw)
    assert raw.decode(code_page(raw)) == text
    assert is_utf8(text.encode())


def test_utf8_with_a_damaged_letter_or_cut_in_one_is_utf8() -> None:
    text = "Jiří Dvořák, Žďár".encode()
    assert is_utf8(text[:-2])
    assert is_utf8(text.replace("ž".encode(), b"\x9e") + b" \xf8 ")
    assert not is_utf8(b"J\xf6rg")
    assert code_page(b"J\xf6rg") == "cp1252"


@given(st.binary(max_size=200))
@settings(deadline=None)
def test_any_bytes_are_written_in_something(raw: bytes) -> None:
    raw.decode(code_page(raw), "replace")
    is_utf8(raw)
