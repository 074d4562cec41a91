"""The watched folder: an archive that arrived is offered once it is whole, told by its content, and never read."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from relate.services import recognising, watching
from relate.services.library import Library
from relate.services.watching import LONG_AGO_MS, MOST_RECOGNISED, RECENT_DAYS, STEADY_MS, Look
from tests import diaries
from tests.services.conftest import EXPORTS, read

DAY_MS = 86_400_000


class Clock:
    """Moved by the tests; begins with the time of this machine, as the files they write have it."""

    def __init__(self, start: int) -> None:
        self.now = start

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock(tmp_path: Path) -> Clock:
    return Clock(tmp_path.stat().st_mtime_ns // 1_000_000 + 1_000)


@pytest.fixture
def library(tmp_path: Path, clock: Clock) -> Iterator[Library]:
    opened = Library.open(tmp_path / "home" / "relate.db", clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def downloads(tmp_path: Path, library: Library) -> Path:
    folder = tmp_path / "Downloads"
    folder.mkdir()
    library.watching.switch(True, folder).result(10)
    return folder


def packed(target: Path, era: str = "linkedin/2024", *, part: int = 0, parts: int = 1) -> Path:
    """An archive as a zip, or one of its parts."""
    files = sorted(path for path in (EXPORTS / era).rglob("*") if path.is_file())
    with zipfile.ZipFile(target, "w") as zipped:
        for file in files[part::parts]:
            zipped.write(file, file.relative_to(EXPORTS / era).as_posix())
    return target


def settled(library: Library, clock: Clock) -> Look:
    """What a look says when everything that is there has been whole for a while."""
    library.watching.look()
    clock.now += STEADY_MS
    return library.watching.look()


def test_nobody_looks_anywhere_before_the_user_wants_it(library: Library, tmp_path: Path) -> None:
    packed(tmp_path / "LinkedIn.zip")
    assert library.watching.folder is None
    assert library.watching.look() == Look()


def test_an_archive_is_told_by_its_content_whatever_it_is_called(
    library: Library, downloads: Path, clock: Clock
) -> None:
    packed(downloads / "data.zip")
    with zipfile.ZipFile(downloads / "Complete_LinkedInDataExport_11-20-2026.zip", "w") as holiday:
        holiday.writestr("beach.txt", "sun")
    (arrival,) = settled(library, clock).arrivals
    assert arrival.network == "linkedin"
    assert [path.name for path in arrival.paths] == ["data.zip"]
    assert library.imports.list() == [], "it reads nothing by itself"


def test_what_still_grows_is_not_offered_until_it_stops(library: Library, downloads: Path, clock: Clock) -> None:
    whole = packed(downloads.parent / "whole.zip").read_bytes()
    target = downloads / "LinkedIn.zip"
    for size in (1_000, 2_000, len(whole)):
        target.write_bytes(whole[:size])
        look = library.watching.look()
        assert look.arrivals == ()
        assert look.unsettled
        clock.now += STEADY_MS // 2
    clock.now += STEADY_MS
    assert len(library.watching.look().arrivals) == 1


def test_half_a_zip_whose_download_was_given_up_is_no_archive(library: Library, downloads: Path, clock: Clock) -> None:
    whole = packed(downloads.parent / "whole.zip").read_bytes()
    (downloads / "LinkedIn.zip").write_bytes(whole[: len(whole) // 2])
    assert settled(library, clock).arrivals == ()
    (downloads / "LinkedIn.zip").write_bytes(whole)
    assert len(settled(library, clock).arrivals) == 1


@pytest.mark.parametrize("ending", [".part", ".crdownload", ".download", ".opdownload"])
def test_a_browsers_unfinished_files_are_left_alone(
    library: Library, downloads: Path, clock: Clock, ending: str
) -> None:
    packed(downloads / f"LinkedIn.zip{ending}")
    assert settled(library, clock) == Look()
    # Firefox: the name is taken by a file already while the part beside it grows.
    packed(downloads / "LinkedIn.zip")
    assert settled(library, clock).arrivals == ()
    (downloads / f"LinkedIn.zip{ending}").unlink()
    assert len(settled(library, clock).arrivals) == 1


def test_what_was_read_is_not_offered_under_any_name_nor_after_its_undo(
    library: Library, downloads: Path, clock: Clock, tmp_path: Path
) -> None:
    elsewhere = packed(tmp_path / "stick.zip")
    (report,) = read(library, elsewhere)
    shutil.copy(elsewhere, downloads / "LinkedIn (1).zip")
    assert settled(library, clock).arrivals == ()
    library.imports.undo(report.id).result(60)
    assert settled(library, clock).arrivals == ()
    packed(downloads / "newer.zip", "linkedin/2025")
    assert len(settled(library, clock).arrivals) == 1


def test_not_this_one_is_remembered_and_says_nothing_of_others(
    library: Library, downloads: Path, clock: Clock, tmp_path: Path
) -> None:
    packed(downloads / "old.zip", "linkedin/2018")
    packed(downloads / "new.zip", "linkedin/2025")
    old = next(one for one in settled(library, clock).arrivals if one.paths[0].name == "old.zip")
    library.watching.decline(old).result(10)
    (downloads / "old.zip").rename(downloads / "renamed.zip")
    assert [one.paths[0].name for one in settled(library, clock).arrivals] == ["new.zip"]
    library.close()
    again = Library.open(tmp_path / "home" / "relate.db", clock=clock)
    try:
        assert [one.paths[0].name for one in settled(again, clock).arrivals] == ["new.zip"]
    finally:
        again.close()


def test_the_parts_of_one_download_are_one_offer_that_grows_with_the_last_of_them(
    library: Library, downloads: Path, clock: Clock
) -> None:
    names = [f"facebook-mara-2026-11-20-{letter}.zip" for letter in "ab"]
    packed(downloads / names[0], "facebook/2025", part=0, parts=2)
    (first,) = settled(library, clock).arrivals
    packed(downloads / names[1], "facebook/2025", part=1, parts=2)
    (both,) = settled(library, clock).arrivals
    assert [path.name for path in both.paths] == names
    assert both.key != first.key
    read(library, *both.paths)
    assert settled(library, clock).arrivals == ()


def test_an_archive_that_the_browser_unpacked_is_offered_as_its_folder(
    library: Library, downloads: Path, clock: Clock
) -> None:
    shutil.copytree(EXPORTS / "linkedin" / "2024", downloads / "Basic_LinkedInDataExport_11-20-2026")
    shutil.copytree(EXPORTS / "linkedin" / "2025", downloads / "holiday")
    (arrival,) = settled(library, clock).arrivals
    assert arrival.paths[0].name == "Basic_LinkedInDataExport_11-20-2026"
    read(library, *arrival.paths)
    assert settled(library, clock).arrivals == ()


def test_somebodys_business_card_is_no_address_book_and_an_invitation_no_calendar(
    library: Library, downloads: Path, clock: Clock
) -> None:
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana {n}\r\nEMAIL:ana{n}@x.example\r\nEND:VCARD\r\n"
    (downloads / "ana.vcf").write_text(card.format(n=1))
    assert settled(library, clock).arrivals == ()
    (downloads / "contacts.vcf").write_text("".join(card.format(n=n) for n in range(9)))
    event = "BEGIN:VEVENT\r\nUID:{n}\r\nSUMMARY:Tea\r\nDTSTART:20260{n}01T100000Z\r\nATTENDEE:mailto:a@x.example\r\n"
    calendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n"
    for name, count in (("invite.ics", 1), ("mine.ics", 8)):
        events = "".join(event.format(n=n) + "END:VEVENT\r\n" for n in range(1, count + 1))
        (downloads / name).write_text(calendar.format(events=events))
    offered = settled(library, clock).arrivals
    assert sorted(one.paths[0].name for one in offered) == ["contacts.vcf", "mine.ics"]


def test_a_folder_that_is_gone_or_a_file_says_why_and_comes_back(
    library: Library, downloads: Path, clock: Clock
) -> None:
    packed(downloads / "LinkedIn.zip")
    downloads.rename(downloads.with_name("away"))
    assert library.watching.look().problem
    downloads.write_text("now a file")
    assert library.watching.look().problem
    downloads.unlink()
    downloads.with_name("away").rename(downloads)
    assert len(settled(library, clock).arrivals) == 1


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root reads everything")
def test_a_folder_that_may_not_be_read_says_why(library: Library, downloads: Path) -> None:
    downloads.chmod(0)
    try:
        assert library.watching.look().problem
    finally:
        downloads.chmod(0o700)


def test_ten_thousand_files_are_looked_at_by_their_names_alone_and_few_are_opened_at_a_look(
    library: Library, downloads: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(10_000):
        (downloads / f"{n}.{'jpg' if n % 100 else 'csv'}").write_bytes(b"a,b\n")
    packed(downloads / "LinkedIn.zip")
    os.utime(downloads / "LinkedIn.zip")
    opened: list[int] = []
    recognise = recognising.recognise

    def counted(paths: Sequence[Path]) -> watching.Arrival | None:
        opened.append(len(paths))
        return recognise(paths)

    monkeypatch.setattr(recognising, "recognise", counted)
    looks = 0
    look = settled(library, clock)
    assert len(opened) == MOST_RECOGNISED
    while look.unsettled:
        look, looks = library.watching.look(), looks + 1
    assert len(opened) == 101
    assert looks == 10
    assert len(look.arrivals) == 1
    library.watching.look()
    assert len(opened) == 101, "what was looked into once is not opened again"


def test_what_lies_there_for_months_did_not_arrive(library: Library, downloads: Path, clock: Clock) -> None:
    packed(downloads / "LinkedIn.zip")
    clock.now += RECENT_DAYS * DAY_MS + LONG_AGO_MS * 10
    assert settled(library, clock).arrivals == ()


def test_a_clock_set_back_waits_until_the_file_is_surely_whole(library: Library, downloads: Path, clock: Clock) -> None:
    packed(downloads / "LinkedIn.zip")
    library.watching.look()
    clock.now -= DAY_MS
    assert library.watching.look().arrivals == ()
    assert len(settled(library, clock).arrivals) == 1


def test_broken_files_of_every_kind_are_no_archives_and_stop_nothing(
    library: Library, downloads: Path, clock: Clock
) -> None:
    (downloads / "a.zip").write_bytes(b"PK\x03\x04" + b"\0" * 100)
    (downloads / "b.json").write_bytes(b"\xff\xfe{{{")
    (downloads / "c.csv").write_bytes(b"\0" * 5000)
    (downloads / "d.vcf").write_bytes(b"BEGIN:VCARD")
    (downloads / "e.zip").symlink_to(downloads / "nowhere.zip")
    packed(downloads / "f.zip")
    assert [one.paths[0].name for one in settled(library, clock).arrivals] == ["f.zip"]


def test_an_archive_that_asks_is_offered_and_none_of_it_is_read(
    library: Library, downloads: Path, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    diaries.put_in(tmp_path, monkeypatch)
    path = diaries.written(downloads, "mine.diary")
    (arrival,) = settled(library, clock).arrivals
    assert arrival.paths == (path,)
    assert library.imports.list() == []
    assert library.imports.start(arrival.paths).future.result(timeout=60).imports == (), "it waits for its answer"
