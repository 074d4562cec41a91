"""How far each source is known: one line an account, when it is old, and what was asked for."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

from relate.services.library import Library
from relate.services.sources import NEVER_OLD
from relate.services.views import SourceAge
from tests.services.conftest import EXPORTS, NOON, Opened, read, read_eras

DAY_MS = 86_400_000
AT_ONCE = {"calendar", "card", "event", "imessage", "mail", "phone", "signal", "telegram", "whatsapp"}
"""Networks whose files the user makes himself, one of them at least."""


def ages(library: Library) -> dict[str, SourceAge]:
    return {source.title: source for source in library.sources.ages()}


def of_another_owner(tmp_path: Path, era: str = "2025") -> Path:
    """The archive of that era as another member of LinkedIn would have got it, his name and profile in every file."""
    folder = tmp_path / "Complete_LinkedInDataExport_10-01-2026"
    shutil.copytree(EXPORTS / "linkedin" / era, folder)
    for file in folder.rglob("*.csv"):
        text = file.read_text("utf-8")
        file.write_text(
            text.replace("Lindqvist", "Weissberg").replace("Mara", "Tom").replace("mara-lindqvist", "tom-weissberg"),
            "utf-8",
        )
    return folder


def test_a_source_is_one_line_with_the_day_of_its_newest_archive_whatever_the_order(opened: Opened) -> None:
    there, back = opened("there"), opened("back")
    read_eras(there, "2018", "2025")
    read_eras(back, "2025", "2018")
    (source,) = there.sources.ages()
    assert back.sources.ages() == [source]
    assert source.title == "LinkedIn"
    assert source.age_days == (NOON - source.until_ms) // DAY_MS


def test_several_accounts_of_one_network_are_several_lines_told_apart_by_whose_they_are(
    library: Library, tmp_path: Path
) -> None:
    read_eras(library, "2024")
    assert list(ages(library)) == ["LinkedIn"]
    read(library, of_another_owner(tmp_path))
    assert set(ages(library)) == {"LinkedIn (Mara Lindqvist)", "LinkedIn (Tom Weissberg)"}
    newest = library.imports.list()[0]
    library.imports.undo(newest.id).result(60)
    assert list(ages(library)) == ["LinkedIn"]


def test_each_source_grows_old_after_its_own_days_or_never(library: Library) -> None:
    read_eras(library, "2018")
    read(library, EXPORTS / "instagram" / "2025")
    (linkedin,) = (source for source in library.sources.ages() if source.network == "linkedin")
    assert linkedin.old
    assert linkedin.old_after == 30
    library.sources.set_old_after(linkedin.key, NEVER_OLD).result(10)
    assert not ages(library)["LinkedIn"].old
    library.sources.set_old_after(linkedin.key, linkedin.age_days).result(10)
    assert not ages(library)["LinkedIn"].old
    library.sources.set_old_after(linkedin.key, linkedin.age_days - 1).result(10)
    assert ages(library)["LinkedIn"].old
    assert ages(library)["Instagram"].old_after == 30


def test_what_is_set_for_a_source_outlives_its_being_taken_back_and_read_again(library: Library) -> None:
    read_eras(library, "2018")
    library.sources.set_old_after(library.sources.ages()[0].key, 90).result(10)
    library.imports.undo(library.imports.list()[0].id).result(60)
    assert library.sources.ages() == []
    read_eras(library, "2024")
    assert library.sources.ages()[0].old_after == 90


def test_an_archive_that_was_asked_for_is_awaited_until_a_newer_one_is_read(tmp_path: Path) -> None:
    now = [NOON - 2 * DAY_MS]
    library = Library.open(tmp_path / "relate.db", clock=lambda: now[0])
    try:
        read_eras(library, "2018")
        now[0] += DAY_MS
        library.sources.ask("linkedin", 24 * 60).result(10)
        (waits,) = library.sources.asked_for()
        assert (waits.title, waits.ready_ms - waits.asked_ms, waits.ready) == ("LinkedIn", DAY_MS, False)
        now[0] += DAY_MS
        assert library.sources.asked_for()[0].ready
        read_eras(library, "2018")
        assert library.sources.asked_for(), "the old archive once more is not the one that was asked for"
        (newer,) = read(library, EXPORTS / "linkedin" / "2025")
        assert library.sources.asked_for() == []
        library.imports.undo(newer.id).result(60)
        assert library.sources.asked_for()
    finally:
        library.close()


def test_asking_is_taken_back_and_another_network_waits_on(library: Library) -> None:
    library.sources.ask("linkedin", 10).result(10)
    library.sources.ask("facebook", 5).result(10)
    assert [one.network for one in library.sources.asked_for()] == ["facebook", "linkedin"]
    library.sources.forget_asking("facebook").result(10)
    assert [one.network for one in library.sources.asked_for()] == ["linkedin"]


def test_what_a_network_sends_later_says_how_long_it_takes_and_an_address_book_is_there_at_once(
    library: Library,
) -> None:
    guides = {guide.network: guide.how for guide in library.sources.guides()}
    assert {"linkedin", "x", "facebook", "instagram", "threads", "card"} <= set(guides)
    for network, how in guides.items():
        assert bool(how.waits) is (network not in AT_ONCE), network
        assert all(0 < wait.minutes <= 30 * 24 * 60 for wait in how.waits), network
        # Where there is a choice, each thing that can be asked for is named.
        assert len(how.waits) < 2 or all(wait.words for wait in how.waits), network


def test_a_zip_and_its_folder_are_of_one_account(library: Library, tmp_path: Path) -> None:
    packed = tmp_path / "Basic_LinkedInDataExport_11-20-2026.zip"
    with zipfile.ZipFile(packed, "w") as target:
        for file in sorted((EXPORTS / "linkedin" / "2024").rglob("*.csv")):
            target.write(file, file.name)
    read_eras(library, "2024")
    read(library, packed)
    assert list(ages(library)) == ["LinkedIn"]
