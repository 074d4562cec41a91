"""An archive that is read in parts tells what it tells as a whole, in the same order, wherever it is cut."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from relate.domain.records import InteractionRecord, PersonRecord, Reason, Record, Skipped
from relate.importers import registry, zipped
from relate.importers.archive import Archive
from relate.importers.mail import files, importer
from relate.importers.mail.importer import Mail
from relate.importers.meta import parting
from relate.importers.side_by_side import (
    TO_ITS_END,
    Part,
    Reading,
    ReadSideBySide,
    Shared,
    Stretch,
    cut,
    in_turn,
)
from relate.importers.source import Member, Source, open_sources
from tests.effort import dice, effort
from tests.importers.dropping import drop, write_files, write_zip, zip_of
from tests.importers.test_mail import EXPORTS as MAILS
from tests.importers.test_mail import FILES, mail, mbox, mutated

FIXTURES = sorted(path for path in MAILS.iterdir())
CONVERSATIONS = sorted(
    path for name in ("facebook", "instagram", "threads") for path in (MAILS.parent / name).iterdir() if path.is_dir()
)


def archives(path: Path) -> Iterator[tuple[Source, Archive, ReadSideBySide]]:
    """Each archive in what was dropped that may be read side by side, open as long as it is looked at."""
    sources, _ = open_sources([path])
    for source in sources:
        with source:
            for archive in registry.recognise(source)[0]:
                reader = registry.importer(archive.source_id)
                if isinstance(reader, ReadSideBySide):
                    yield source, archive, reader


def in_parts(source: Source, archive: Archive, reader: ReadSideBySide, parts: Sequence[Part]) -> list[Record | Skipped]:
    return list(in_turn([reader.read_part(source, archive, part) for part in parts]))


def cut_at(source: Source, archive: Archive, chance: random.Random, most: int) -> list[Part]:
    """Parts that begin anywhere: in the midst of a mail where it can be, else between two files."""
    cuts: list[tuple[int, int]] = [(0, 0)]
    for number, member in enumerate(archive.members):
        if number:
            cuts.append((number, 0))
        if files.can_be_cut(source, member):
            cuts += [(number, chance.randrange(1, member.size)) for _ in range(most)]
    begins = sorted(set(chance.sample(cuts[1:], min(most, len(cuts) - 1)))) if len(cuts) > 1 else []
    begins = [(0, 0), *begins]
    parts = []
    for at, (first, start) in enumerate(begins):
        last, stop = begins[at + 1] if at + 1 < len(begins) else (len(archive.members), 0)
        told = [
            Stretch(number, start if number == first else 0, stop if number == last else TO_ITS_END)
            for number in range(first, last + 1 if stop else last)
        ]
        parts.append(Part(at, tuple(told)))
    return parts


# ------------------------------------------------------------------------------------------------------ every cut


@pytest.mark.parametrize("number", range(effort(60, 3_000)))
@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.name)
def test_mails_are_the_same_wherever_their_files_are_cut(fixture: Path, number: int) -> None:
    chance = dice(f"cut {fixture.name}", number)
    for source, archive, reader in archives(fixture):
        whole = list(registry.importer(archive.source_id).read(source, archive))
        parts = cut_at(source, archive, chance, chance.randint(1, 4))
        assert in_parts(source, archive, reader, parts) == whole, parts


@pytest.mark.parametrize("number", range(effort(200, 20_000)))
def test_damaged_mails_are_the_same_wherever_their_files_are_cut(tmp_path: Path, number: int) -> None:
    chance = dice("cut damage", number)
    content = b"".join(chance.choice(FILES).read_bytes() + b"\n" for _ in range(chance.randint(1, 3)))
    (tmp_path / "mails.mbox").write_bytes(mutated(chance, content))
    for source, archive, reader in archives(tmp_path / "mails.mbox"):
        whole = list(registry.importer(archive.source_id).read(source, archive))
        parts = cut_at(source, archive, chance, chance.randint(1, 4))
        assert in_parts(source, archive, reader, parts) == whole, parts


PIECES = (
    "From x@x.example Mon May  1 08:00:00 2023\n", "From x@x.example Mon May  1 08:00:00 2023\r\n", "\n", "\r\n",
    "From: Ana <ana@x.example>\n", "To: Mara <mara@x.example>\n", "Content-Length: 90\n", "Content-Length: 300\n",
    "Content-Length: 5\n", "From here on 2023 nothing is said.\n", ">From afar\n", "Some words of somebody.\n",
    "Message-ID: <a@x>\n", "Message-ID: <b@x>\n", "From me, 2023\nTo: you\n", "Subject: Re: Looms\n",
    "Date: Mon, 1 May 2023 10:00:00 +0200\n", "In-Reply-To: <a@x>\n", "x" * 300 + "\n",
)  # fmt: skip


def nested(chance: random.Random) -> str:
    """A mail with others in it as they are, whose head tells how long it is, sometimes wrongly."""
    inner = "".join(mail(number=chance.randint(2, 5)) for _ in range(chance.randint(1, 3)))
    length = len(inner) + (0 if chance.random() < 0.7 else chance.randint(-90, 90))
    return mail("Subject: Fwd", f"Content-Length: {length}", body=inner, number=chance.randint(10, 20))


@pytest.mark.parametrize("number", range(effort(400, 20_000)))
def test_whatever_stands_in_an_mbox_it_is_the_same_in_parts(tmp_path: Path, number: int) -> None:
    """Lengths that lie, mails in mails, lines that only look like the first one of a mail."""
    chance = dice("cut pieces", number)
    start = mail(number=7) + mail("From: Mara <mara@x.example>", number=8)
    content = start + "".join(
        nested(chance) if chance.random() < 0.1 else chance.choice(PIECES) for _ in range(chance.randint(5, 80))
    )
    (tmp_path / "mails.mbox").write_text(content, encoding="utf-8", newline="")
    for source, archive, reader in archives(tmp_path / "mails.mbox"):
        whole = list(registry.importer(archive.source_id).read(source, archive))
        parts = cut_at(source, archive, chance, chance.randint(1, 4))
        assert in_parts(source, archive, reader, parts) == whole, (content, parts)


@pytest.mark.parametrize("number", range(effort(20, 1_000)))
@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.name)
def test_packed_mails_are_the_same_wherever_their_files_are_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fixture: Path, number: int
) -> None:
    """Also where the zip is damaged in the midst of them."""
    chance = dice(f"cut zip {fixture.name}", number)
    monkeypatch.setattr(zipped, "_MARKED_FROM", chance.choice((1, 200, 4_000_000)))
    packed = zip_of(fixture, tmp_path / "mails.zip")
    if chance.random() < 0.5:
        content = bytearray(packed.read_bytes())
        content[chance.randrange(len(content) // 2)] ^= 1 << chance.randrange(8)
        packed.write_bytes(content)
    for source, archive, reader in archives(packed):
        whole = list(registry.importer(archive.source_id).read(source, archive))
        parts = cut_at(source, archive, chance, chance.randint(1, 4))
        assert in_parts(source, archive, reader, parts) == whole, parts


def test_what_was_unpacked_once_is_not_unpacked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = b"".join(b"%d " % number for number in range(1_000_000))
    packed = write_zip(tmp_path / "long.zip", {"long.txt": words})
    unpacked: list[int] = []
    usual = zipped._Inflating._some

    def some(stream: zipped._Inflating, wanted: int) -> bytes:
        told = usual(stream, wanted)
        unpacked.append(len(told))
        return told

    monkeypatch.setattr(zipped._Inflating, "_some", some)
    with open_sources([packed])[0][0] as source:
        for start in (5_000_000, 5_000_100, 6_000_000, 10):
            with source.peek(source.members[0], start) as stream:
                assert stream.read(50) == words[start : start + 50]
        assert 6_000_000 < sum(unpacked) < 6_500_000
        with source.peek(source.members[0], 6_000_000) as stream:
            assert stream.read() == words[6_000_000:]


@pytest.mark.parametrize("fixture", CONVERSATIONS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_conversations_are_the_same_whoever_reads_which(fixture: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parting, "LEAST_PART", 1)
    for source, archive, reader in archives(fixture):
        whole = list(registry.importer(archive.source_id).read(source, archive))
        for most in range(1, 9):
            parts = reader.parts(source, archive, most)
            mine = next(one for one in whole if not isinstance(one, Skipped))
            assert isinstance(mine, PersonRecord)
            assert mine.owner
            assert len({one.member for part in parts for one in part.stretches}) == len(archive.members)
            assert in_parts(source, archive, reader, parts) == whole, parts


INBOX = "facebook-mara-2026-11-20/your_facebook_activity/messages/inbox"


def export(folder: Path, **talks: list[object]) -> Path:
    """Two conversations and nothing else, by whom they are with and what is in them."""
    return write_files(
        folder / "export",
        {
            f"{INBOX}/{name}_1234567890/message_1.json": json.dumps(
                {"participants": [{"name": name.title()}, {"name": "Mara"}], "messages": said, "title": name.title()}
            )
            for name, said in talks.items()
        },
    )


def one_each(path: Path) -> list[Record | Skipped]:
    """What comes of it when each file is read by another."""
    return [
        one
        for source, archive, reader in archives(path)
        for one in in_parts(
            source, archive, reader,
            [Part(number, (Stretch(number, 0, TO_ITS_END),)) for number in range(len(archive.members))],
        )
    ]  # fmt: skip


def test_what_encrypted_chats_lack_is_told_by_the_newest_of_all_conversations(tmp_path: Path) -> None:
    path = export(
        tmp_path,
        ana=[{"sender_name": "Ana", "timestamp_ms": 1_718_000_000_000, "content": "Hello."}],
        bo=[{"sender_name": "Bo", "timestamp_ms": 1_500_000_000_000, "content": "Hello."}],
    )
    told = one_each(path)
    assert told == list(drop(path).everything)
    assert isinstance(told[-1], Skipped)
    assert (told[-1].where.file, told[-1].reason) == (f"{INBOX}/bo_1234567890/message_1.json", Reason.INCOMPLETE)


def test_the_owner_is_told_by_the_first_part_also_where_nothing_in_it_says_anything(tmp_path: Path) -> None:
    path = export(tmp_path, ana=[7], bo=[{"sender_name": "Bo", "timestamp_ms": 1_500_000_000_000, "content": "Hello."}])
    assert [isinstance(one, PersonRecord) and one.owner for one in one_each(path)] == [False, True, False]


# ------------------------------------------------------------------------------------------------------ what crosses


def two_parts(path: Path, at: int) -> list[Record | Skipped]:
    parts = [Part(0, (Stretch(0, 0, at),)), Part(1, (Stretch(0, at, TO_ITS_END),))]
    return [one for found in archives(path) for one in in_parts(*found, parts)]


def test_who_the_owner_wrote_to_in_one_part_is_a_person_in_the_other(tmp_path: Path) -> None:
    news = ("From: Shop <news@shop.example>", "List-Unsubscribe: <https://shop.example/leave>")
    mine = ("X-Gmail-Labels: Sent", "From: Mara <mara@x.example>", "To: news@shop.example")
    written = [mail(*news, number=1), mail(number=2), mail(*mine, number=3)]
    path = mbox(tmp_path, *written)
    told = two_parts(path, len(written[0]) + 10)
    assert told == list(drop(path).everything)
    assert isinstance(told[0], PersonRecord)
    assert [one.reason for one in told if isinstance(one, Skipped)] == []


def test_an_answer_in_one_part_belongs_to_the_conversation_in_the_other(tmp_path: Path) -> None:
    written = [mail("Subject: Looms", number=1), mail("Subject: Re: Looms", "In-Reply-To: <1@x.example>", number=2)]
    path = mbox(tmp_path, *written)
    told = [one for one in two_parts(path, len(written[0])) if isinstance(one, InteractionRecord)]
    assert [one.conversation for one in told] == ["mail:1@x.example"] * 2
    assert [one.where.row for one in told] == [1, 2]


def test_the_second_of_two_copies_is_the_copy_also_in_another_part(tmp_path: Path) -> None:
    written = [mail(number=1), mail(number=2), mail(number=1)]
    path = mbox(tmp_path, *written)
    told = two_parts(path, len(written[0]) + 3)
    assert told == list(drop(path).everything)
    assert [(one.where.row, one.reason) for one in told if isinstance(one, Skipped)] == [(3, Reason.COPY)]


def test_a_length_that_leads_over_the_cut_is_followed(tmp_path: Path) -> None:
    inner = mail(number=2)
    outer = mail("Subject: Fwd", f"Content-Length: {len(inner) + 1}", body=inner)
    path = mbox(tmp_path, outer, mail(number=3))
    assert len(drop(path).everything) == 2
    told = two_parts(path, outer.index(inner) - 1)
    assert told == list(drop(path).everything)


# ------------------------------------------------------------------------------------------------------ where to cut


def test_a_large_mailbox_is_cut_into_parts_of_about_as_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = mbox(tmp_path, *(mail(number=number) for number in range(100)))
    monkeypatch.setattr(importer, "LEAST_PART", path.stat().st_size // 10)
    (found,) = [(archive, reader.parts(source, archive, 4)) for source, archive, reader in archives(path)]
    archive, parts = found
    sizes = [sum(min(one.stop, archive.members[0].size) - one.start for one in part.stretches) for part in parts]
    assert len(sizes) == 4
    assert sum(sizes) == path.stat().st_size
    assert max(sizes) - min(sizes) <= 1


def test_a_small_mailbox_is_read_by_one(tmp_path: Path) -> None:
    path = mbox(tmp_path, *(mail(number=number) for number in range(100)))
    for source, archive, reader in archives(path):
        assert len(reader.parts(source, archive, 4)) == 1


def test_single_mails_are_parted_between_them_and_a_mailbox_anywhere_also_in_a_zip(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(50):
        write_files(tmp_path / "in", {f"a/{number:02}.eml": mail(number=number).partition("\n")[2]})
    mbox(tmp_path / "in", *(mail(number=number) for number in range(100, 150)), name="b.mbox")
    monkeypatch.setattr(importer, "LEAST_PART", 2_000)
    for source, archive, reader in archives(zip_of(tmp_path / "in", tmp_path / "mails.zip")):
        parts = reader.parts(source, archive, 4)
        assert [len(part.stretches) for part in parts[:1]] == [pytest.approx(27, abs=4)]
        assert [part.stretches[0].member for part in parts[2:]] == [50, 50]
        assert in_parts(source, archive, reader, parts) == list(Mail().read(source, archive))


@pytest.mark.parametrize("number", range(100))
def test_parts_hold_every_byte_once_and_in_order(number: int) -> None:
    chance = random.Random(number)
    members = [Member(str(n), str(n), chance.choice((0, 1, 10, 1000)), None) for n in range(chance.randint(1, 12))]
    divisible = {n for n in range(len(members)) if chance.random() < 0.5}
    parts = cut(members, chance.randint(1, 5), chance.choice((1, 100)), divisible)
    assert [part.number for part in parts] == list(range(len(parts)))
    stretches = [one for part in parts for one in part.stretches]
    assert [one.member for one in stretches] == sorted(one.member for one in stretches)
    for member in range(len(members)):
        own = [one for one in stretches if one.member == member]
        assert own[0].start == 0
        assert own[-1].stop == TO_ITS_END
        assert all(one.stop == after.start for one, after in pairwise(own))
        assert len(own) == 1 or member in divisible


def test_what_parts_share_reaches_each_of_them_and_some_of_it_only_the_first() -> None:
    heard: list[list[bytes]] = []

    def reading(own: bytes) -> Reading:
        heard.append(list((yield Shared(own))))
        heard.append(list((yield Shared(own, first_only=True))))

    assert list(in_turn([reading(b"a"), reading(b"b")])) == []
    assert heard == [[b"a", b"b"], [b"a", b"b"], [b"a", b"b"], []]
