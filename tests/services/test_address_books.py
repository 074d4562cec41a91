"""Books of people who share what people share: addresses, numbers, names, groups, and a card or two twice."""

from __future__ import annotations

import base64
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from relate.services.checking import check
from relate.services.library import Library
from relate.store import matching
from tests.services.conftest import Opened, dump, read

NAMES = ("Ana Silva", "Ana da Silva", "Ben Okafor", "Çağla Demir", "Noor", "B. Okafor", "", "Harbour Dental")
IMAGE = base64.b64encode(b"\xff\xd8\xff\xe0 a face").decode()


def card(chance: random.Random) -> str:
    """A card out of few names and addresses, so that many of them meet."""
    name = chance.choice(NAMES)
    lines = [f"FN:{name}"] if name else []
    if chance.random() < 0.5:
        lines.append(f"N:{name.rpartition(' ')[2]};{name.partition(' ')[0]};;;")
    lines += [f"EMAIL:mail{chance.randrange(25)}@example.org" for _ in range(chance.choice((0, 1, 1, 2)))]
    lines += [f"TEL:+49 30 12345{chance.randrange(10, 30)}" for _ in range(chance.choice((0, 0, 1, 2)))]
    lines += [f"UID:card-{chance.randrange(20)}"] if chance.random() < 0.5 else []
    lines += [f"ORG:{chance.choice(('Contoso', 'Fabrikam; Sales'))}"] if chance.random() < 0.3 else []
    lines += ["URL:https://www.linkedin.com/in/ana-silva"] if chance.random() < 0.05 else []
    lines += ["BDAY:1984-04-12", "NICKNAME:Mo"] if chance.random() < 0.2 else []
    lines += [f"PHOTO;ENCODING=b;TYPE=JPEG:{IMAGE}"] if chance.random() < 0.1 else []
    return "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""])


def books(folder: Path, seed: int) -> tuple[Path, Path]:
    chance = random.Random(seed)
    paths = folder / "home.vcf", folder / "work.vcf"
    for path in paths:
        members = "".join(f"X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:card-{number}\r\n" for number in range(0, 20, 3))
        group = f"BEGIN:VCARD\r\nVERSION:3.0\r\nX-ADDRESSBOOKSERVER-KIND:group\r\nN:Choir\r\n{members}END:VCARD\r\n"
        path.write_bytes("".join([card(chance) for _ in range(40)] + [group]).encode())
    return paths


@pytest.mark.parametrize("seed", range(12))
def test_whoever_shares_an_address_is_who_the_rules_say_and_has_the_line_they_say(
    opened: Opened, tmp_path, seed
) -> None:
    """The short way of newcomers and their lines, against everything derived anew; either order, each book twice."""
    home, work = books(tmp_path, seed)
    there, back = opened("there"), opened("back")
    for library, paths in ((there, (home, work)), (back, (work, home))):
        for path in paths:
            read(library, path)
        assert check(library.path) == []
    assert dump(there) == dump(back)
    once = dump(there)
    for path in (home, work):
        (again,) = read(there, path)
        assert again.people_new == 0
    assert dump(there) == once
    assert check(there.path) == []


def test_taking_books_back_one_after_the_other_leaves_nothing(opened: Opened, tmp_path: Path) -> None:
    library = opened()
    for path in books(tmp_path, 99):
        read(library, path)
    for report in library.imports.list():
        library.imports.undo(report.id).result(timeout=60)
        assert check(library.path) == []
    assert library.people.totals().people == 0


def test_somebody_typed_in_while_a_book_is_read_is_the_one_on_the_card(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The address was not there when the card was matched; it is when the card is written."""
    book = tmp_path / "home.vcf"
    book.write_bytes(
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana Silva\r\nEMAIL:ana@example.org\r\nTEL:+49 30 1234567\r\nEND:VCARD\r\n"
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ben Okafor\r\nEMAIL:ben@example.org\r\nEND:VCARD\r\n"
    )
    match = matching.match

    def matched_then_typed(staging: Path, path: Path, account: int, give_way: Callable[[], None]) -> None:
        match(staging, path, account, give_way)
        library.people.add("Ana Silva", mail="ana@example.org").result(timeout=60)

    monkeypatch.setattr(matching, "match", matched_then_typed)
    read(library, book)
    assert library.people.totals().people == 2
    assert check(library.path) == []


def test_what_a_newer_book_says_again_is_shown_before_what_another_card_said_meanwhile(
    library: Library, tmp_path: Path
) -> None:
    """Ana is two cards of one address, and each has a company."""
    for day, uid, company in (
        ("2024-01-01", 1, "Contoso"),
        ("2025-01-01", 2, "Fabrikam"),
        ("2026-01-01", 1, "Contoso"),
    ):
        book = tmp_path / f"{'home' if uid == 1 else 'work'}_{day}.vcf"
        uuid = f"A9BA5FE5-D58F-116C-C2BD-8E820875DAB{uid}"
        book.write_text(
            f"BEGIN:VCARD\nVERSION:3.0\nUID:{uuid}\nFN:Ana Silva\nEMAIL:ana@silva.example\nORG:{company}\nEND:VCARD\n"
        )
        read(library, book)
    assert check(library.path) == []


def test_a_newer_book_that_says_only_the_company_again_is_shown_with_a_role_that_may_be_there(
    library: Library, tmp_path: Path
) -> None:
    """Ana is two cards of one address; of a founder and an analyst only the analyst's company was told."""
    for day, uid, says in (
        ("2024-01-01", 1, "TITLE:Analyst\nORG:Contoso"),
        ("2025-01-01", 2, "TITLE:Founder"),
        ("2026-01-01", 1, "ORG:Contoso"),
    ):
        book = tmp_path / f"{'home' if uid == 1 else 'work'}_{day}.vcf"
        uuid = f"A9BA5FE5-D58F-116C-C2BD-8E820875DAB{uid}"
        book.write_text(
            f"BEGIN:VCARD\nVERSION:3.0\nUID:{uuid}\nFN:Ana Silva\nEMAIL:ana@silva.example\n{says}\nEND:VCARD\n"
        )
        read(library, book)
        assert check(library.path) == []
    (ana,) = library.people.rows(library.people.named("Ana Silva"))
    assert (ana.role, ana.company) == ("Founder", "Contoso")
