"""Texts of mails that stay in their files: the same as kept ones, never another mail's, and said where they lay."""

from __future__ import annotations

import random
import shutil
import zipfile
from pathlib import Path

import pytest

from relate.domain.records import Kind
from relate.importers import reopened
from relate.importers.mail.importer import KEPT, ON_DEMAND, TEXT
from relate.services import reading_apart
from relate.services.checking import check
from relate.services.library import Library
from relate.services.views import ImportReport
from relate.store import text_places
from tests.importers.dropping import zip_of
from tests.importers.test_mail import FORMS, mail, mbox
from tests.services.conftest import EXPORTS, Opened
from tests.services.conftest import dump as whole_dump
from tests.services.test_mails import correspondence, profile, takeout

PLAIN = EXPORTS / "mail" / "plain"


def read(library: Library, *paths: Path, text: str = ON_DEMAND.id) -> tuple[ImportReport, ...]:
    outcome = library.imports.start(paths, given=((TEXT, text),)).future.result(timeout=60)
    assert not outcome.unknown, outcome.unknown
    return outcome.imports


def kept(library: Library) -> list[tuple[str, str]]:
    """(subject, text) of all mails, the newest first."""
    ids = library.timeline.ids(None, kind=Kind.MAIL)
    return [(row.title, library.timeline.text(row.id)) for row in library.timeline.rows(ids)]


def found(library: Library) -> list[tuple[str, str]]:
    """The same of texts that lie in files; fails the test where one of them is kept or not found."""
    said = []
    for row in library.timeline.rows(library.timeline.ids(None, kind=Kind.MAIL)):
        assert row.text_in_file
        assert row.text == ""
        text = library.texts.of(row.id)
        assert text.problem == ""
        said.append((row.title, text.text))
    return said


def dump(library: Library) -> list[str]:
    """The library without what was answered last, which the order of files tells."""
    return [line for line in whole_dump(library) if '"answers.mail"' not in line]


def only(library: Library) -> int:
    (interaction,) = library.timeline.ids(None)
    return interaction


def packed_twice(folder: Path, name: str) -> Path:
    inner = zip_of(EXPORTS / "mail" / name, folder / "inner.zip")
    with zipfile.ZipFile(folder / "outer.zip", "w", zipfile.ZIP_DEFLATED) as outer:
        outer.write(inner, "deep/inner.zip")
    inner.unlink()
    return folder / "outer.zip"


@pytest.mark.parametrize("form", FORMS, ids=lambda form: str(form.name))
@pytest.mark.parametrize("packed", ["", "zip", "zip in a zip"])
def test_a_text_read_from_its_file_is_the_one_that_would_have_been_kept(
    opened: Opened, tmp_path: Path, form: Path, packed: str
) -> None:
    path = form
    if packed == "zip":
        path = zip_of(form, tmp_path / "mails.zip")
    elif packed:
        path = packed_twice(tmp_path, form.name)
    whole, sparing = opened("whole"), opened("sparing")
    read(whole, path, text=KEPT.id)
    read(sparing, path)
    assert found(sparing) == kept(whole)
    assert check(sparing.path) == []


def test_of_a_large_mailbox_that_several_processes_read_every_text_is_found(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_apart, "FROM_BYTES", 1)
    monkeypatch.setattr("relate.importers.mail.importer.LEAST_PART", 1000)
    monkeypatch.setattr("os.cpu_count", lambda: 3)
    path = mbox(tmp_path, *(text for text, _ in correspondence(3)))
    whole, sparing = opened("whole"), opened("sparing")
    read(whole, path, text=KEPT.id)
    read(sparing, path)
    assert len(kept(whole)) > 20
    assert found(sparing) == kept(whole)


@pytest.mark.parametrize("seed", range(4))
def test_what_is_kept_of_one_file_and_lies_in_another_is_the_same_library_in_either_order(
    opened: Opened, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    mails = correspondence(seed)
    one = profile(tmp_path / "profile", mails, chance), ON_DEMAND.id
    other = takeout(tmp_path, mails, chance), chance.choice((KEPT.id, ON_DEMAND.id))
    there, back, alone = opened("there"), opened("back"), opened("alone")
    for library, drops in ((there, (one, other)), (back, (other, one)), (alone, (one,))):
        for path, text in drops:
            read(library, path, text=text)
        assert check(library.path) == []
    assert dump(there) == dump(back)
    before = dump(there)
    for path, text in (one, other):
        read(there, path, text=text)
    assert dump(there) == before
    for library in (there, back):
        for report in library.imports.list():
            if report.title != alone.imports.list()[0].title:
                library.imports.undo(report.id).result(timeout=60)
        assert dump(library) == dump(alone)
        assert check(library.path) == []


def test_an_import_taken_back_leaves_no_place_and_brings_them_again(library: Library) -> None:
    (report,) = read(library, PLAIN)
    before = found(library)
    library.imports.undo(report.id).result(timeout=60)
    assert text_places.files(library.readers.connection()) == []
    library.imports.redo(report.id).result(timeout=60)
    assert found(library) == before


def test_a_file_that_was_moved_is_named_and_found_where_the_user_says(library: Library, tmp_path: Path) -> None:
    home, cellar = tmp_path / "home", tmp_path / "cellar"
    shutil.copytree(EXPORTS / "mail" / "thunderbird", home / "profile")
    read(library, home / "profile")
    before = found(library)
    ids = library.timeline.ids(None)
    cellar.mkdir()
    (home / "profile").rename(cellar / "profile")
    gone = library.texts.of(ids[0])
    file = Path(gone.file)
    assert gone.text == ""
    assert gone.problem.startswith(f"This text lies in {file.name}, which is not in {file.parent} any more.")
    there = cellar / file.relative_to(home)
    assert library.texts.look_in(ids[0], there).problem == ""
    assert found(library) == before, "what lay beside it is found there too"
    assert check(library.path) == []


def test_a_file_under_another_name_is_found_where_it_is_the_same(library: Library, tmp_path: Path) -> None:
    path = mbox(tmp_path, mail(body="Tea at five?"))
    read(library, path)
    path.rename(tmp_path / "old mails")
    mbox(tmp_path, mail(body="Tea at six?", number=2), name="other.mbox")
    assert "another file" in library.texts.look_in(only(library), tmp_path / "other.mbox").problem
    assert library.texts.of(only(library)).problem
    assert library.texts.look_in(only(library), tmp_path / "old mails").text == "Tea at five?"
    assert library.texts.of(only(library)).text == "Tea at five?"


@pytest.mark.parametrize(
    "now",
    [
        mail(body="I hate tea.", number=2),
        mail("Subject: Hello!", "Message-ID:", body="I hate tea."),
        "\n" + mail(body="Tea at five?"),
        "",
        "From x@x.example Mon May  1 08:00:00 2023\n\nTea at five?\n",
    ],
    ids=["another mail", "one without an id", "moved by a byte", "empty", "no head"],
)
def test_of_a_file_that_changed_nothing_is_shown_that_is_not_the_mail(
    library: Library, tmp_path: Path, now: str
) -> None:
    path = mbox(tmp_path, mail(body="Tea at five?"))
    read(library, path)
    path.write_text(now, encoding="utf-8", newline="")
    changed = library.texts.of(only(library))
    assert changed.text == ""
    assert changed.problem.startswith(f"mails.mbox in {tmp_path} has changed since it was read")


def test_a_mailbox_that_grew_is_read_as_before_and_one_dropped_again_anew(library: Library, tmp_path: Path) -> None:
    path = mbox(tmp_path, mail(body="Tea at five?"))
    read(library, path)
    mbox(tmp_path, mail(body="Tea at five?"), mail(body="Or six?", number=2))
    assert library.texts.of(only(library)).text == "Tea at five?"
    mbox(tmp_path, mail(body="Or six?", number=2), mail(body="Tea at five?"))
    read(library, path)
    assert [text for _, text in found(library)] == ["Or six?", "Tea at five?"]


def test_of_two_files_that_hold_a_mail_the_one_that_is_still_there_tells_it(library: Library, tmp_path: Path) -> None:
    one = mbox(tmp_path, mail(body="Tea at five?"))
    other = mbox(tmp_path, mail(body="Tea at five?"), name="copy.mbox")
    for path in (one, other):
        read(library, path)
    other.unlink()
    assert library.texts.of(only(library)).text == "Tea at five?"


def test_what_lies_too_deep_in_a_zip_is_not_unpacked_and_says_so(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with zipfile.ZipFile(tmp_path / "mails.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("all.mbox", mail(body="Long. " * 100) + mail(body="Tea at five?", number=2))
    read(library, tmp_path / "mails.zip")
    newest, oldest = library.timeline.ids(None)
    monkeypatch.setattr(reopened, "MOST_UNPACKED", 100)
    assert library.texts.of(oldest).problem == ""
    deep = library.texts.of(newest)
    assert "deep in mails.zip" in deep.problem
    assert "unpack it and drop all.mbox itself" in deep.problem


def test_nothing_names_the_file_of_somebody_who_is_forgotten_for_good(library: Library, tmp_path: Path) -> None:
    read(library, mbox(tmp_path, mail(body="Tea?"), name="ana@tailspin.example.mbox"))
    (ana,) = library.people.named("Ana Silva")
    library.forgetting.forget(ana).result(timeout=60)
    assert text_places.files(library.readers.connection()) == []
    assert check(library.path) == []
