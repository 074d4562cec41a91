"""Mails in the library: the same mail out of several programs once, in whatever order; who wrote it is derived."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from relate.domain.records import Direction, Kind
from relate.services.checking import check
from relate.services.library import Library
from tests.importers.test_mail import mail, mbox
from tests.services.conftest import EXPORTS, Opened, dump, read

ME = "Mara Lindqvist <mara@northwind.example>"
THEY = ("Ana Silva <ana@tailspin.example>", '"Doe, Jane" <jane@lumen.example>', "b.lind@x.example",
        "Ben Lind <b.lind@x.example>", "Shop <hello@shop.example>")  # fmt: skip


def correspondence(seed: int) -> list[tuple[str, bool]]:
    """Mails that answer each other, some sent by Mara, some without an id; whether she sent it with each."""
    chance = random.Random(seed)
    told: list[tuple[str, bool]] = []
    for number in range(40):
        mine = chance.random() < 0.4
        who = chance.choice(THEY)
        day = f"{chance.randint(1, 28)} {chance.choice(('May', 'Jun'))} 2023"
        head = [f"From: {ME if mine else who}", f"To: {who if mine else ME}",
                f"Date: {day} 1{number % 10}:00:0{number // 10} +0200"]  # fmt: skip
        if number and chance.random() < 0.5:
            head += [f"In-Reply-To: <{chance.randrange(number)}@x.example>"]
        if chance.random() < 0.3:
            head += [f"Subject: Re: Tea {number % 3}"]
        elif chance.random() < 0.2:
            head += [f"Subject: No id {number}", "Message-ID:"]
        if chance.random() < 0.2:
            head += ["List-Unsubscribe: <https://x.example/leave>"]
        told.append((mail(*head, body=f"Text {number}.\n\n> quoted", number=number), mine))
    return told


def profile(folder: Path, mails: list[tuple[str, bool]], chance: random.Random) -> Path:
    """Some of them as a folder of Thunderbird: an Inbox, what was sent, and copies in a third file."""
    some = [one for one in mails if chance.random() < 0.7]
    mbox(folder, *(text for text, mine in some if not mine), name="Inbox")
    mbox(folder, *(text for text, mine in some if mine), name="Sent")
    mbox(folder, *(text for text, _ in some if chance.random() < 0.3), name="Archive")
    return folder


def takeout(folder: Path, mails: list[tuple[str, bool]], chance: random.Random) -> Path:
    """Some of them as one file of Gmail, with its numbers and labels."""
    some = [one for one in mails if chance.random() < 0.7]
    chance.shuffle(some)
    numbered = []
    for number, (text, mine) in enumerate(some):
        added = f"2023\nX-GM-THRID: {1000 + number // 3}\nX-Gmail-Labels: {'Sent' if mine else 'Inbox'}\n"
        numbered.append(text.replace("2023\n", added, 1))
    return mbox(folder, *numbered, name="All mail.mbox")


@pytest.mark.parametrize("seed", range(8))
def test_two_programs_that_hold_the_same_mails_give_one_library_in_either_order(
    opened: Opened, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    mails = correspondence(seed)
    one = profile(tmp_path / "profile", mails, chance)
    other = takeout(tmp_path, mails, chance)
    there, back, alone = opened("there"), opened("back"), opened("alone")
    for library, paths in ((there, (one, other)), (back, (other, one)), (alone, (one,))):
        for path in paths:
            read(library, path)
        assert check(library.path) == []
    assert dump(there) == dump(back)
    once = dump(there)
    for path in (other, one):
        for report in read(there, path):
            assert (report.people_new, report.interactions_new) == (0, 0)
    assert dump(there) == once
    for report in back.imports.list()[-1:]:
        back.imports.undo(report.id).result(timeout=60)
    assert dump(back) == dump(alone)


def person(library: Library, name: str) -> int:
    (found,) = library.people.named(name)
    return found


def told(library: Library, who: int) -> list[tuple[Kind, Direction, str, str]]:
    rows = library.timeline.rows(library.timeline.ids(who), who)
    return [(row.kind, row.direction, row.title, row.text) for row in rows]


def test_a_download_becomes_people_and_what_was_written(library: Library) -> None:
    (report,) = read(library, EXPORTS / "mail" / "gmail")
    ana = person(library, "Ana Silva")
    assert told(library, ana) == [
        (Kind.MAIL, Direction.IN, "Our fair in May", "Come to our fair, stand 12."),
        (Kind.MAIL, Direction.OUT, "Re: Prices for spring", "Thursday is good. I bring the forecast with me."),
        (Kind.MAIL, Direction.IN, "Re: Prices for spring – attached", "Here they are, Mara. Café on Thursday?"),
        (Kind.MAIL, Direction.OUT, "Prices for spring",
         "Dear Ana,\n\ncan you send me the prices for spring? I promise the forecast by Friday.\n\nMara"),
    ]  # fmt: skip
    (file,) = report.files
    assert (file.rows, file.skipped) == (21, 14)
    assert dict(file.reasons)["newsletter"] == 2
    assert {line.label for line in library.owner.identities()} == {"Mara Lindqvist · mara.lindqvist@gmail.com"}


def test_whose_mails_they_are_can_be_said_afterwards(library: Library, tmp_path: Path) -> None:
    read(
        library,
        mbox(tmp_path, mail(f"To: {ME}"), mail(f"From: {ME}", "To: Ana Silva <ana@tailspin.example>", number=2)),
    )
    assert not library.owner.known()
    ana = person(library, "Ana Silva")
    assert {direction for _, direction, _, _ in told(library, ana)} == {Direction.IN}
    (mara,) = [one for one in library.owner.candidates() if "mara@" in one.label]
    library.owner.set(mara.identity, True).result(timeout=60)
    assert [direction for _, direction, _, _ in told(library, ana)] == [Direction.OUT, Direction.IN]


def test_somebody_in_an_address_book_and_in_mails_is_one_person(library: Library, tmp_path: Path) -> None:
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana Silva\r\nEMAIL:ANA@tailspin.example\r\nEND:VCARD\r\n"
    (tmp_path / "friends.vcf").write_text(card, encoding="utf-8", newline="")
    read(library, tmp_path / "friends.vcf")
    ana = person(library, "Ana Silva")
    read(library, EXPORTS / "mail" / "gmail")
    assert person(library, "Ana Silva") == ana
    assert len(told(library, ana)) == 4
