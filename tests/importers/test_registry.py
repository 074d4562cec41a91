"""Whatever is dropped is either an archive of a source, or named with a reason and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from relate.importers.registry import IMPORTERS, importer, suffixes
from tests.importers.dropping import LINKEDIN, drop, write_files, write_zip

CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana Duarte\r\nEND:VCARD\r\n"
CONNECTIONS = (LINKEDIN / "2024" / "Connections.csv").read_bytes()


ICONS = Path(__file__).parents[2] / "resources" / "icons"
READS = f"What Relate reads: {', '.join(one.title for one in IMPORTERS)}"


def test_every_importer_can_be_shown_and_found() -> None:
    for one in IMPORTERS:
        assert importer(one.source_id) is one
        assert one.title
        assert (ICONS / f"{one.icon}.svg").is_file()
        assert set(one.suffixes) <= set(suffixes())
        assert one.how_to is not None
        assert one.how_to.steps
    with pytest.raises(KeyError):
        importer("nothing")


def test_a_folder_of_several_sources_gives_each_its_archive(tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {"Connections.csv": CONNECTIONS, "friends.vcf": CARD, "todo.txt": "milk"}
    reading = drop(write_files(tmp_path / "mixed", files))
    assert {archive.source_id for archive in reading.archives} == {"linkedin", "vcard"}
    (unknown,) = reading.unknown
    assert unknown.name == "todo.txt"
    assert unknown.reason == (
        f"todo.txt is no file that Relate knows yet: nothing in it looks like an archive or a list of people. {READS}."
    )


def test_files_dropped_together_are_read_together(tmp_path: Path) -> None:
    write_files(tmp_path, {path.name: path.read_bytes() for path in (LINKEDIN / "2024").glob("*.csv")})
    reading = drop(*sorted(tmp_path.glob("*.csv")))
    assert [archive.source_id for archive in reading.archives] == ["linkedin"]
    assert reading.archive.owner
    assert reading.unknown == ()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.csv", b"", "it is empty"),
        ("letter.pdf", b"%PDF-1.7", "it is a PDF; the archives that networks send are zips of tables"),
        ("letter.docx", b"PK\x03\x04...", "it is an office document; save it as CSV and drop that"),
        (
            "list.xlsx",
            b"PK\x03\x04...",
            "it is an Excel workbook. Open it in Excel, show the sheet with the people, choose File, Save As, and the"
            " type “CSV UTF-8”; in LibreOffice it is “Text CSV”, in Google Sheets File, Download, “Comma-separated"
            " values”. Then drop the .csv file",
        ),
        (
            "List.ODS",
            b"PK\x03\x04...",
            "it is a workbook. Open it in LibreOffice, show the sheet with the people, choose File, Save As, and the"
            " type “Text CSV”. Then drop the .csv file",
        ),
        (
            "mails.pst",
            b"!BDN",
            "it is a data file of Outlook, which no other program reads in full. Set up the same account in Thunderbird"
            " and drop the folder of its profile; people leave Outlook as CSV, and its calendar as .ics",
        ),
        (
            "Mac.olm",
            b"PK\x03\x04...",
            "it is an archive of Outlook for Mac. Drag a folder of mails from the list at Outlook’s left onto the"
            " desktop: that makes an .mbox file of it. Then drop that",
        ),
        (
            "Re offer.msg",
            b"\xd0\xcf\x11\xe0...",
            "it is a mail as classic Outlook saves it. New Outlook and Outlook in a browser save mails as .eml: drop"
            " those",
        ),
        (
            "msgstore.db.crypt15",
            b"\x86\x01",
            "it is an encrypted backup of WhatsApp, which WhatsApp alone opens. In WhatsApp open a chat, More, Export"
            " chat, and drop what comes",
        ),
        ("all.tar.gz", b"\x1f\x8b\x08", "it is packed with gzip; unpack it first"),
        ("all.7z", b"7z\xbc\xaf\x27\x1c", "it is packed with 7-Zip; unpack it first"),
        ("stuff.csv", "Größe;Farbe\n1;rot\n".encode(), "its first line, “Größe;Farbe”, names no columns of an archive"),
        ("noise", bytes(range(256)), f"nothing in it looks like an archive or a list of people. {READS}"),
    ],
)
def test_a_file_of_no_known_format_is_named_with_a_reason(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    (unknown,) = drop(write_files(tmp_path, {name: content}) / name).unknown
    assert unknown.name == name
    assert unknown.reason == f"{name} is no file that Relate knows yet: {says}."


def test_what_cannot_be_read_is_not_said_to_be_of_no_known_kind(tmp_path: Path) -> None:
    """A bomb, a password, a damaged member: the sentence says that, names the file, and says what to do."""
    bomb = write_zip(tmp_path / "bomb.zip", {"Connections.csv": CONNECTIONS + b"\0" * 60_000_000})
    (unknown,) = drop(bomb).unknown
    assert unknown.reason.startswith("Connections.csv in bomb.zip would unpack to more than 200 times its size")
    damaged = write_zip(tmp_path / "damaged.zip", {"Connections.csv": CONNECTIONS, "messages.csv": CONNECTIONS})
    content = damaged.read_bytes()
    start = content.index(b"messages.csv") + len("messages.csv")
    damaged.write_bytes(content[:start] + b"\xff" * 40 + content[start + 40 :])
    reading = drop(damaged)
    assert len(reading.others) == 6
    (unknown,) = reading.unknown
    assert unknown.reason == "messages.csv in damaged.zip is damaged: download it again."
    (unknown,) = drop(write_files(tmp_path / "none", {"all.zip": b""}) / "all.zip").unknown
    assert unknown.reason == "all.zip is empty: download it again."


def test_a_wrong_ending_does_not_hide_an_archive(tmp_path: Path) -> None:
    write_files(tmp_path, {"Connections.txt": CONNECTIONS, "LinkedIn": CONNECTIONS})
    packed = write_zip(tmp_path / "archive.zip", {"Connections.csv": CONNECTIONS})
    packed.rename(tmp_path / "archive")
    for name in ("Connections.txt", "LinkedIn", "archive"):
        assert len(drop(tmp_path / name).others) == 6


def test_a_zip_of_strange_things_is_one_sentence(tmp_path: Path) -> None:
    (unknown,) = drop(write_zip(tmp_path / "z.zip", {f"{n}.bin": b"\0" * 9 for n in range(500)})).unknown
    assert unknown.reason == ("z.zip is no archive that Relate knows yet: it holds 0.bin, 1.bin, 2.bin and the like.")


def test_many_strange_files_are_counted_after_the_first(tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {f"{n:03}.bin": "x" for n in range(60)}
    unknown = drop(write_files(tmp_path / "x", {**files, "friends.vcf": CARD})).unknown
    assert len(unknown) == 21
    assert unknown[-1].reason == "40 more files of x are none that Relate knows yet."
