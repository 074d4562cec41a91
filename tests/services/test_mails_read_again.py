"""Mails read before it was known whose an address is: read again, they give the library that would have been."""

from __future__ import annotations

from pathlib import Path

import pytest

from relate.domain.records import Direction
from relate.services.checking import check
from relate.services.library import Library
from relate.services.views import ImportReport
from tests.importers.test_mail import mail, mbox
from tests.services.conftest import Opened, dump, read

MARA = "Mara Lindqvist <info@northwind.example>"
ANA = "Ana Silva <ana@tailspin.example>"
SHOP = "Shop of Ben <ben@shop.example>"
CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Mara Lindqvist\r\nEMAIL:info@northwind.example\r\nEND:VCARD\r\n"
LEAVE = "List-Unsubscribe: <https://shop.example/leave>"


@pytest.fixture
def mails(tmp_path: Path) -> Path:
    """Mara writes to Ana, to Ben, whose mails look like newsletters, and to herself at another address."""
    return mbox(
        tmp_path,
        mail(f"From: {ANA}", f"To: {MARA}", number=1),
        mail(f"From: {MARA}", f"To: {ANA}", "Subject: Re: Hello", number=2),
        mail(f"From: {SHOP}", f"To: {MARA}", LEAVE, "Subject: Bread on Friday", number=3),
        mail(f"From: {MARA}", f"To: {SHOP}", "Subject: Two loaves, please", number=4),
        mail("From: Mara <mara@home.example>", f"To: {MARA}", "Subject: Do not forget the bread", number=5),
        mail("From: Mara <mara@home.example>", f"To: {ANA}", "Subject: From home", number=6),
    )


@pytest.fixture
def card(tmp_path: Path) -> Path:
    path = tmp_path / "mara.vcf"
    more = CARD.replace("EMAIL:", "EMAIL:mara@home.example\r\nEMAIL:")
    path.write_text(more, encoding="utf-8", newline="")
    return path


def say_who_i_am(library: Library) -> None:
    rows = library.readers.connection().execute_sql(
        "SELECT id FROM identity WHERE kind = 'mail' AND key IN ('info@northwind.example', 'mara@home.example')"
    )
    for (identity,) in rows.fetchall():
        library.owner.set(identity, True).result(timeout=60)


def read_again(library: Library) -> ImportReport:
    (behind,) = library.owner.behind()
    assert behind.missing == ()
    outcome = library.imports.start(behind.files, knowing=True).future.result(timeout=60)
    (report,) = outcome.imports
    return report


def subjects(library: Library) -> dict[str, Direction]:
    return {row.title: row.direction for row in library.timeline.rows(library.timeline.ids(None))}


def test_read_again_it_is_the_library_of_somebody_who_was_known_from_the_start(
    opened: Opened, mails: Path, card: Path
) -> None:
    from_the_start, later = opened("from the start"), opened("later")
    for library in (from_the_start, later):
        read(library, card)
    say_who_i_am(from_the_start)
    read(from_the_start, mails)
    read(later, mails)
    assert "Bread on Friday" not in subjects(later), "nobody is known to have written to the shop"
    assert "Do not forget the bread" in subjects(later), "from somebody at home to somebody"
    say_who_i_am(later)
    assert from_the_start.owner.behind() == []
    read_again(later)
    assert later.owner.behind() == []
    assert subjects(later) == {
        "Hello": Direction.IN, "Re: Hello": Direction.OUT, "Bread on Friday": Direction.IN,
        "Two loaves, please": Direction.OUT, "From home": Direction.OUT,
    }  # fmt: skip
    assert dump(later) == dump(from_the_start)
    assert check(later.path) == []


def test_what_was_read_before_comes_back_when_the_second_reading_is_taken_back(
    library: Library, mails: Path, card: Path
) -> None:
    read(library, card)
    read(library, mails)
    say_who_i_am(library)
    before = dump(library)
    report = read_again(library)
    assert dump(library) != before
    library.imports.undo(report.id).result(timeout=60)
    assert dump(library) == before
    assert [one.title for one in library.owner.behind()] == [report.title]
    assert check(library.path) == []


def test_dropped_again_it_is_read_for_whom_the_user_named(library: Library, mails: Path, card: Path) -> None:
    read(library, card)
    read(library, mails)
    say_who_i_am(library)
    read(library, mails)
    assert library.owner.behind() == []
    assert "Bread on Friday" in subjects(library)
    assert len([one for one in library.imports.list() if one.state == "live" and one.source == "mail"]) == 1


def test_nothing_is_offered_for_mails_that_an_address_is_not_on(library: Library, mails: Path, tmp_path: Path) -> None:
    other = mbox(tmp_path, mail("From: Ivo <ivo@x.example>", "To: eva@x.example"), name="other.mbox")
    read(library, other)
    read(library, mails)
    say_who_i_am(library)
    assert [one.files for one in library.owner.behind()] == [(mails,)]


def test_another_address_under_ones_own_name_is_proposed(library: Library, tmp_path: Path, mails: Path) -> None:
    mbox(tmp_path / "work", mail("From: Mara Lindqvist <m.lind@work.example>", f"To: {ANA}", number=9), name="Sent")
    read(library, tmp_path / "work")
    read(library, mails)
    (other,) = library.owner.candidates()
    assert "info@northwind.example" in other.label
    library.owner.set(other.identity, True).result(timeout=60)
    assert [one.files for one in library.owner.behind()] == [(mails,)]


def test_a_file_that_is_gone_is_named(library: Library, mails: Path) -> None:
    read(library, mails)
    say_who_i_am(library)
    mails.unlink()
    (behind,) = library.owner.behind()
    assert behind.missing == (mails.name,)


def test_what_the_files_say_and_the_user_denies_is_not_his(library: Library, tmp_path: Path) -> None:
    mbox(tmp_path / "profile", mail(f"From: {ANA}", f"To: {SHOP}", number=1), name="Sent")
    mbox(tmp_path / "profile", mail(f"From: {SHOP}", f"To: {ANA}", LEAVE, number=2), name="Inbox")
    read(library, tmp_path / "profile")
    (ana,) = library.owner.identities()
    library.owner.set(ana.identity, False).result(timeout=60)
    assert len(library.timeline.ids(None)) == 2
    read_again(library)
    assert len(library.timeline.ids(None)) == 1, "nobody is known to have written to the shop now"
    assert library.owner.behind() == []
