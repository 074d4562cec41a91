"""What Facebook, Instagram and Threads become in the library; the promises that hold for every fixture of theirs are in
test_every_fixture."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import pytest

from relate.domain.moments import Precision
from relate.domain.records import Direction, Kind
from relate.services.checking import check
from relate.services.library import Library
from relate.services.views import PeopleQuery, Shown
from tests.services.conftest import EXPORTS, Opened, dump, read

ERAS = tuple(
    f"{source}/{era}"
    for source, eras in (
        ("instagram", ("2021", "2022", "2024", "2025")),
        ("threads", ("2024", "2025")),
        ("facebook", ("2018", "2021", "2023", "2025", "encrypted")),
    )
    for era in eras
)
DAMAGED = ("instagram/2024-damaged", "threads/2025-damaged", "facebook/2025-damaged")


def drop(library: Library, *eras: str) -> None:
    for era in eras:
        library.imports.start([EXPORTS / era]).future.result(timeout=60)


def names(library: Library) -> set[str]:
    """Everybody in the list, by name."""
    ids = library.people.ids(PeopleQuery(shown=Shown.EVERYONE))
    return {line.name for line in library.people.rows(ids)}


@pytest.mark.parametrize("seed", range(6))
def test_any_archives_in_any_order_some_taken_back_are_those_that_stay(opened: Opened, seed: int) -> None:
    chance = random.Random(seed)
    eras = chance.sample([*ERAS, *DAMAGED], 5)
    stay = {era for era in eras if chance.random() < 0.5}
    plain, mixed = opened("plain"), opened("mixed")
    drop(plain, *(era for era in eras if era in stay))
    of: dict[int, str] = {}
    for era in chance.sample(eras, len(eras)):
        drop(mixed, era)
        of |= {report.id: era for report in mixed.imports.list() if report.id not in of}
    for number, era in sorted(of.items(), key=lambda pair: chance.random()):
        if era not in stay:
            mixed.imports.undo(number).result(timeout=60)
    assert dump(mixed) == dump(plain)


def test_everything_undone_leaves_nothing(opened: Opened) -> None:
    empty, library = opened("empty"), opened("full")
    drop(library, *ERAS)
    assert names(library)
    for report in library.imports.list():
        library.imports.undo(report.id).result(timeout=60)
    assert dump(library) == dump(empty)
    assert names(library) == set()


def test_all_archives_together_leave_no_cache_behind(library: Library) -> None:
    drop(library, *ERAS, *DAMAGED)
    assert [finding.says for finding in check(library.path)] == []


def test_the_owner_is_known_and_is_in_no_list(library: Library) -> None:
    drop(library, *ERAS)
    assert library.owner.known()
    assert "Mara Lindqvist" not in names(library)


def test_a_partner_is_one_person_by_handle_conversation_and_name(library: Library) -> None:
    """Of three eras with two names of the folder, in the group by name, on Threads by the same handle."""
    drop(library, *(era for era in ERAS if not era.startswith("facebook")))
    assert len(library.people.named("Ana Duarte")) == 1
    (ana,) = library.people.named("Ana Duarte")
    page = library.people.page(ana)
    assert {"instagram", "threads"} <= set(page.networks)
    links = {one.link for one in page.identities if one.link}
    assert "https://instagram.com/ana.duarte" in links
    assert all(":" not in one.label for one in page.identities)


def test_somebody_who_only_follows_is_called_by_the_name_in_his_links(library: Library) -> None:
    drop(library, "instagram/2024")
    assert "gita.raman" in names(library)


def test_encrypted_messages_come_once_though_two_downloads_have_them(opened: Opened) -> None:
    for order in (("facebook/2025", "facebook/encrypted"), ("facebook/encrypted", "facebook/2025")):
        library = opened(order[0].replace("/", "-"))
        drop(library, *order)
        (ana,) = library.people.named("Ana Duarte")
        texts = [row.text for row in library.timeline.rows(library.timeline.ids(ana))]
        assert texts.count("Encrypted now 🔒") == 1
        assert texts.count("Is it?") == 1
        assert len(library.people.named("Elif Şahin")) == 1


@pytest.mark.parametrize(
    ("archive", "mine"),
    [("facebook/encrypted", "Encrypted now 🔒"),
     ("facebook/2025-damaged", "Same here. Crepe at the harbour? Très bien 🙂"),
     ("instagram/2022-html", "Já comprei o bilhete, chego na sexta")],
)  # fmt: skip
def test_what_i_wrote_is_mine_though_no_file_tells_of_me(library: Library, archive: str, mine: str) -> None:
    drop(library, archive)
    (ana,) = library.people.named("Ana Duarte")
    told = {row.text: row.direction for row in library.timeline.rows(library.timeline.ids(ana), ana)}
    assert told[mine] is Direction.OUT
    assert Direction.IN in told.values()
    assert "Mara Lindqvist" not in names(library)


def test_zips_of_one_download_dropped_together_are_one_import(opened: Opened, tmp_path: Path) -> None:
    whole, parts = opened("whole"), opened("parts")
    files = sorted(path for path in (EXPORTS / "facebook" / "2025").rglob("*") if path.is_file())
    paths = [tmp_path / f"facebook-mara-2026-11-20-{name}.zip" for name in ("aB", "cD", "eF")]
    one = tmp_path / "facebook-mara-2026-11-20.zip"
    for number, path in enumerate([*paths, one]):
        with zipfile.ZipFile(path, "w") as packed:
            for file in files if path is one else files[number::3]:
                packed.write(file, file.relative_to(EXPORTS / "facebook" / "2025").as_posix())
    read(whole, one)
    (report,) = read(parts, *reversed(paths))
    assert report.title == "Facebook archive of 20 November 2026"
    assert dump(parts) == dump(whole)


@pytest.mark.parametrize("pages", ["facebook/2019-html", "facebook/2022-html", "facebook/2025-html"])
def test_pages_and_data_of_one_account_tell_each_thing_once(library: Library, pages: str) -> None:
    drop(library, pages, "facebook/2023")
    (ana,) = library.people.named("Ana Duarte")
    rows = library.timeline.rows(library.timeline.ids(ana))
    assert [row.text for row in rows].count("Friday at eight") == 1
    assert sum(row.kind is Kind.CONNECTED for row in rows) == 1
    friday = next(row for row in rows if row.text == "Friday at eight")
    assert friday.at is not None
    assert friday.at.precision is Precision.SECOND


def test_two_friends_of_one_name_are_two_people_and_their_messages_are_nobodys_else(library: Library) -> None:
    drop(library, "facebook/2023")
    jans = library.people.named("Jan Novák")
    assert len(jans) == 4  # two friendships and two conversations: only the user knows which is whose
    assert [report.people_matched for report in library.imports.list()] == [0]


def test_a_removed_friend_stays_in_history_and_is_no_contact(library: Library) -> None:
    drop(library, "facebook/2025")
    (hugo,) = library.people.named("Hugo Petit")
    (row,) = library.timeline.rows(library.timeline.ids(hugo))
    assert row.title == "No longer friends on Facebook"
    assert library.people.page(hugo).last_contact is None
