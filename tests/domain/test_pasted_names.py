"""A pasted list of names is read as people write such lists."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relate.domain.pasted_names import MOST, Pasted, pasted


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("Ana Silva", Pasted("Ana Silva")),
        ("  1. Ana Silva ", Pasted("Ana Silva")),
        ("- Ana Silva", Pasted("Ana Silva")),
        ("• Ana-Maria Silva", Pasted("Ana-Maria Silva")),
        ("Ana Silva, Contoso", Pasted("Ana Silva", "Contoso")),
        ("Ana Silva (Contoso)", Pasted("Ana Silva", "Contoso")),
        ("Ana Silva <Ana@Contoso.example>", Pasted("Ana Silva", mail="ana@contoso.example")),
        ('"Ana Silva" <ana@contoso.example>;', Pasted("Ana Silva", mail="ana@contoso.example")),
        ("ana@contoso.example", Pasted("ana@contoso.example", mail="ana@contoso.example")),
        ("Ana Silva ana@contoso.example", Pasted("Ana Silva", mail="ana@contoso.example")),
        ("Ana Silva, Contoso, ana@contoso.example", Pasted("Ana Silva", "Contoso", mail="ana@contoso.example")),
        ("Ana Silva - Head of Sales at Contoso", Pasted("Ana Silva", "Contoso", "Head of Sales")),
        ("Ana Silva – Head of Sales, Contoso", Pasted("Ana Silva", "Contoso", "Head of Sales")),
        ("Ana Silva | Head of Sales | Contoso", Pasted("Ana Silva", "Contoso", "Head of Sales")),
        ("Ana Silva, Head of Sales, Contoso", Pasted("Ana Silva", "Contoso", "Head of Sales")),
        ("Ana Silva at Contoso", Pasted("Ana Silva", "Contoso")),
        ("Ana Silva @ Contoso", Pasted("Ana Silva", "Contoso")),
        ("Ana Silva +351 912 345 678", Pasted("Ana Silva", phone="+351 912 345 678")),
        ("Ana Silva https://www.linkedin.com/in/ana-silva", Pasted("Ana Silva", link="https://www.linkedin.com/in/ana-silva")),
        ("José Núñez-Vega", Pasted("José Núñez-Vega")),
        ("李小龙", Pasted("李小龙")),
    ],
)  # fmt: skip
def test_a_line_is_somebody(line: str, who: Pasted) -> None:
    assert pasted(line).people == (who,)


def test_cells_of_a_spreadsheet_are_told_by_what_they_hold() -> None:
    text = "Ana Silva\tContoso\tCTO\tana@contoso.example\nBo Lind\tAdatum\t\tbo@adatum.example\n"
    assert pasted(text).people == (
        Pasted("Ana Silva", "Contoso", "CTO", "ana@contoso.example"),
        Pasted("Bo Lind", "Adatum", "", "bo@adatum.example"),
    )  # fmt: skip


def test_cells_with_headings_are_told_by_them() -> None:
    text = "Company\tLast name\tFirst name\tE-mail\r\nContoso\tSilva\tAna\tana@contoso.example\r\n"
    assert pasted(text).people == (Pasted("Ana Silva", "Contoso", "", "ana@contoso.example"),)


def test_two_columns_of_single_words_are_first_and_last_names() -> None:
    assert pasted("Ana\tSilva\tContoso\nBo\tLind\tAdatum").people == (
        Pasted("Ana Silva", "Contoso"), Pasted("Bo Lind", "Adatum"),
    )  # fmt: skip


def test_the_recipients_of_a_mail_are_people_each() -> None:
    line = "Ana Silva <ana@contoso.example>, Bo Lind <bo@adatum.example>, cy@litware.example"
    assert [one.name for one in pasted(line).people] == ["Ana Silva", "Bo Lind", "cy@litware.example"]
    assert pasted(line.replace(",", ";")).people == pasted(line).people


def test_a_list_that_writes_last_names_first_is_told_by_all_of_it() -> None:
    assert [one.name for one in pasted("Silva, Ana\nLind, Bo\nMoe, Cy").people] == ["Ana Silva", "Bo Lind", "Cy Moe"]
    companies = pasted("Ana Silva, Contoso\nLind, Contoso\nCy, Contoso").people
    assert {one.company for one in companies} == {"Contoso"}


def test_everybody_is_there_once_and_empty_lines_are_nobody() -> None:
    assert [one.name for one in pasted("Ana Silva\n\n  \nANA SILVA\n---\n…\nBo Lind").people] == [
        "Ana Silva",
        "Bo Lind",
    ]


def test_more_than_two_hundred_are_no_list_to_paste() -> None:
    found = pasted("\n".join(f"Guest {chr(97 + n % 26)}{chr(97 + n // 26)}o" for n in range(MOST + 30)))
    assert (len(found.people), found.left) == (MOST, 30)


@settings(deadline=None, max_examples=200)
@given(
    st.text(alphabet=st.characters(codec="utf-8"), max_size=400)
    | st.text(alphabet="Aa,;\t\n<>@.-–|()+1 \"'", max_size=300)
)
def test_any_text_is_a_list_of_people_with_names(text: str) -> None:
    found = pasted(text)
    assert all(one.name.strip() for one in found.people)
    assert pasted(text) == found
