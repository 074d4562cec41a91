"""What an import promises: nothing lost, nothing twice, any order, everything taken back."""

from __future__ import annotations

import itertools
import random
import zipfile
from collections.abc import Generator
from concurrent.futures import Future
from itertools import islice
from pathlib import Path

import pytest

from relate.domain.changes import ChangeSet
from relate.services import import_job, import_life, importing
from relate.services.checking import check
from relate.services.library import Library
from relate.services.views import ImportReport, PeopleQuery, Progress, Shown, StepView
from relate.store import chunks, withdrawing
from relate.store.writing import Database
from tests.services.conftest import ERAS, EXPORTS, NOON, Opened, dump, read, read_eras


@pytest.mark.parametrize("era", ERAS)
def test_every_row_is_accounted_for(library: Library, era: str) -> None:
    (report,) = read(library, EXPORTS / "linkedin" / era)
    assert report.files
    for file in report.files:
        assert file.rows == file.new + file.matched + file.updated + file.unchanged + file.skipped, file
        assert file.skipped == sum(count for _, count in file.reasons), file


def test_whose_the_messages_are_is_open_though_the_connections_beside_them_are_his(
    library: Library, tmp_path: Path
) -> None:
    talk = "2-a,,{},https://www.linkedin.com/in/{},{},2021-05-01 10:00:0{} UTC,,hello,INBOX\n"
    files = {
        "Connections.csv": "First Name,Last Name,Email Address,Company,Position,Connected On\nBo,Berg,,,,03 May 2020\n",
        "messages.csv": "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER\n"
        + talk.format("Cy Diaz", "cy", "Mara Lind", 1)
        + talk.format("Mara Lind", "mara", "Cy Diaz", 2),
    }
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    (report,) = read(library, *(tmp_path / name for name in files))
    assert not library.owner.known_in(report.id)
    assert {one.label.split(" · ")[0] for one in library.owner.candidates()} >= {"Cy Diaz", "Mara Lind"}


@pytest.mark.parametrize("era", ERAS)
def test_the_same_archive_twice_changes_nothing(library: Library, era: str) -> None:
    read_eras(library, era)
    once = dump(library)
    (again,) = read(library, EXPORTS / "linkedin" / era)
    assert dump(library) == once
    assert [(file.new, file.matched, file.updated) for file in again.files] == [(0, 0, 0)] * len(again.files)
    assert (again.people_new, again.interactions_new) == (0, 0)


def test_what_falls_back_to_what_an_older_archive_tells_moves_the_days_of_those_it_names(
    library: Library, tmp_path: Path
) -> None:
    """A closed account is one of its conversation, and where conversations have no name one of its row."""
    talk = "From,To,Date,Subject,Content,Direction,Folder\n"
    later = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER\n"
    mara = "Mara Lind,https://www.linkedin.com/in/mara"
    files = {
        "old.csv": f'{talk}Mara Lind,LinkedIn Member,"1/6/17, 9:48 PM",,which tide is it,OUTGOING,SENT\n',
        "new.csv": f"{later}2-a,,{mara},LinkedIn Member,2017-01-06 21:48:21 UTC,,which tide is it,INBOX\n"
        f"2-b,,{mara},Ana Duarte,2017-01-07 21:48:21 UTC,,and today,INBOX\n",
    }
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    (new,) = read(library, tmp_path / "new.csv")
    read(library, tmp_path / "old.csv")
    library.imports.undo(new.id).result(60)
    assert check(library.path) == []


@pytest.mark.parametrize("first", [0, 1])
def test_what_two_archives_tell_moves_the_days_of_those_whom_only_the_first_one_names(
    library: Library, tmp_path: Path, first: int
) -> None:
    """Of a closed account each of them names another one, and nobody else is in both."""
    talk = "From,To,Date,Subject,Content,Direction,Folder\n"
    later = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER\n"
    mira = "Mira Olsen,https://www.linkedin.com/in/mira-olsen"
    old, new = tmp_path / "old.csv", tmp_path / "new.csv"
    old.write_text(
        f'{talk}Mira Olsen,LinkedIn Member,"4/2/17, 10:04 AM",,which tide is it,OUTGOING,INBOX\n'
        'LinkedIn Member,Mira Olsen,"6/24/17, 11:00 AM",,thank you,INCOMING,INBOX\n',
        encoding="utf-8",
    )
    new.write_text(
        f"{later},,{mira},LinkedIn Member,2017-04-02 10:04:25 UTC,,which tide is it,INBOX\n", encoding="utf-8"
    )
    files = (old, new)
    read(library, files[first])
    read(library, files[1 - first])
    assert check(library.path) == []


def test_whoever_is_known_by_a_link_alone_is_what_he_was_when_a_second_archive_has_him_too(
    library: Library, tmp_path: Path
) -> None:
    header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    file = tmp_path / "Connections.csv"
    file.write_text(f"{header},,https://www.linkedin.com/in/bo-berg,,,,01 Jan 2020\n")
    read(library, file)
    once = library.people.ids(PeopleQuery(Shown.EVERYONE))
    read(library, file)
    assert library.people.ids(PeopleQuery(Shown.EVERYONE)) == once
    assert check(library.path) == []


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(ERAS, 2)))
def test_two_archives_give_the_same_library_in_either_order(opened: Opened, one: str, other: str) -> None:
    there, back = opened("there"), opened("back")
    read_eras(there, one, other)
    read_eras(back, other, one)
    assert dump(there) == dump(back)


@pytest.mark.parametrize(("stays", "goes"), list(itertools.permutations(("2018", "2023", "2024", "2025"), 2)))
def test_taking_back_one_of_two_archives_leaves_what_the_other_says(opened: Opened, stays: str, goes: str) -> None:
    alone, both = opened("alone"), opened("both")
    read_eras(alone, stays)
    for order in ((stays, goes), (goes, stays)):
        read_eras(both, *order)
        going = next(report for report, era in zip(both.imports.list(), reversed(order), strict=False) if era == goes)
        both.imports.undo(going.id).result(timeout=60)
        assert dump(both) == dump(alone)
        for report in both.imports.list():
            if report.state == "live":
                both.imports.undo(report.id).result(timeout=60)


@pytest.mark.parametrize("seed", range(6))
def test_any_archives_in_any_order_some_taken_back_are_those_that_stay(opened: Opened, seed: int) -> None:
    chance = random.Random(seed)
    eras = chance.sample([*ERAS, "2018-damaged", "2024-damaged"], 4)
    stay = [era for era in eras if chance.random() < 0.5]
    plain, mixed = opened("plain"), opened("mixed")
    for library, order in ((plain, stay), (mixed, chance.sample(eras, len(eras)))):
        for era in order:
            library.imports.start([EXPORTS / "linkedin" / era]).future.result(timeout=60)
    for report, era in zip(reversed(mixed.imports.list()), order, strict=True):
        if era not in stay:
            mixed.imports.undo(report.id).result(timeout=60)
    assert dump(mixed) == dump(plain)


def test_everything_undone_is_the_first_state_and_redone_is_the_last(opened: Opened) -> None:
    empty, library = opened("empty"), opened("full")
    read_eras(library, "2018", "2024")
    (ana, *_) = library.people.named("Ana Duarte")
    library.people.set_circle([ana], 15).result()
    library.people.set_fact(ana, "role", "Captain").result()
    full = dump(library)
    steps = 0
    while any(step.can_undo for step in _done(library)):
        library.history.undo().result(timeout=60)
        steps += 1
    assert steps == 4
    assert dump(library) == dump(empty)
    for _ in range(steps):
        library.history.redo().result(timeout=60)
    assert dump(library) == full


def _done(library: Library) -> list[StepView]:
    """Steps that stand and are not the taking back of another."""
    return [step for step in library.history.steps() if step.can_undo and not step.title.startswith(("Took", "Did"))]


def test_what_the_user_said_of_somebody_outlives_the_archive_he_came_with(library: Library) -> None:
    read_eras(library, "2024")
    (ana, *_) = library.people.named("Ana Duarte")
    library.people.set_fact(ana, "how_met", "At the harbour fair").result()
    report = library.imports.undo(library.imports.list()[0].id).result(timeout=60)
    assert (1, "people", "you wrote something about them") in report.kept
    read_eras(library, "2024")
    (again, *_) = library.people.named("Ana Duarte")
    assert library.people.page(again).how_met == "At the harbour fair"


def test_a_zip_a_folder_and_a_wrapper_folder_are_the_same_archive(opened: Opened, tmp_path: Path) -> None:
    source = EXPORTS / "linkedin" / "2025"
    plain, zipped, wrapped = opened("plain"), opened("zipped"), opened("wrapped")
    read(plain, source)
    for library, prefix in ((zipped, ""), (wrapped, "My LinkedIn/")):
        path = tmp_path / f"{'w' if prefix else 'z'}.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for file in sorted(source.rglob("*")):
                if file.is_file():
                    archive.write(file, prefix + file.relative_to(source).as_posix())
        read(library, path)
        assert dump(library) == dump(plain)


def test_cancelling_while_it_is_read_leaves_nothing(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    empty, library = opened("empty"), opened("cancelled")
    job = import_job.ImportJob()
    job.cancel()
    monkeypatch.setattr(importing, "ImportJob", lambda: job)
    outcome = library.imports.start([EXPORTS / "linkedin" / "2024"]).future.result(timeout=60)
    assert outcome.cancelled
    assert not outcome.imports
    assert library.imports.list() == []
    assert dump(library) == dump(empty)


def test_cancelling_while_it_is_written_leaves_nothing(opened: Opened) -> None:
    empty, library = opened("empty"), opened("cancelled")
    seen: list[Progress] = []

    def stop(progress: Progress) -> None:
        seen.append(progress)
        if progress.phase == "writing":
            job.cancel()

    importing_everything = import_job.TELL_EVERY
    try:
        import_job.TELL_EVERY = 0.0
        job = library.imports.start([EXPORTS / "linkedin" / "2024"], stop)
        outcome = job.future.result(timeout=60)
    finally:
        import_job.TELL_EVERY = importing_everything
    assert any(progress.phase == "writing" for progress in seen)
    assert outcome.cancelled
    assert library.imports.list() == []
    assert dump(library) == dump(empty)


def test_an_import_that_is_stopped_after_any_of_its_pieces_leaves_nothing(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunks, "CHUNK_SECONDS", 0.0)
    pieces = import_life.ImportLife.write
    library = opened("cancelled")
    empty = dump(library)
    stopped = 0
    while True:
        job = import_job.ImportJob()
        after = 2 * stopped + 1

        def write(
            life: import_life.ImportLife,
            database: Database,
            import_id: int,
            share: import_job.Share,
            job: import_job.ImportJob = job,
            after: int = after,
        ) -> Generator[float, None, None]:
            for number, done in enumerate(pieces(life, database, import_id, share), start=1):
                if number == after:
                    job.cancel()
                yield done

        monkeypatch.setattr(import_life.ImportLife, "write", write)
        monkeypatch.setattr(importing, "ImportJob", lambda job=job: job)
        if not library.imports.start([EXPORTS / "linkedin" / "2026"]).future.result(timeout=60).cancelled:
            break
        stopped += 1
        assert dump(library) == empty
    assert stopped > 9
    library.writer.do(
        lambda database: database.execute_sql(
            "INSERT INTO interaction_fts (interaction_fts) VALUES ('integrity-check')"
        )
    ).result()


def test_a_command_of_the_user_does_not_wait_for_an_import(library: Library) -> None:
    read_eras(library, "2018")
    (ana, *_) = library.people.named("Ana Duarte")
    answers: list[Future[ChangeSet]] = []

    def tag(progress: Progress) -> None:
        if progress.phase == "writing" and not answers:
            answers.append(library.people.add_tag([ana], "seen"))

    tell, import_job.TELL_EVERY = import_job.TELL_EVERY, 0.0
    try:
        library.imports.start([EXPORTS / "linkedin" / "2024"], tag).future.result(timeout=60)
    finally:
        import_job.TELL_EVERY = tell
    assert answers
    answers[0].result(timeout=10)
    assert library.people.page(library.people.named("Ana Duarte")[0]).tags == ("seen",)


def test_an_import_that_was_cut_off_is_finished_at_the_next_start(opened: Opened, tmp_path: Path) -> None:
    whole = opened("whole")
    read_eras(whole, "2024")
    path = tmp_path / "cut" / "relate.db"
    first = Library.open(path, clock=lambda: NOON)
    tell, import_job.TELL_EVERY = import_job.TELL_EVERY, 0.0
    stopped: list[bool] = []

    def close(progress: Progress) -> None:
        if progress.phase == "writing" and progress.fraction > 0.6 and not stopped:
            stopped.append(True)
            with first.writer._wake:  # as a program that ends in the middle: nothing more is done
                first.writer._closing = True

    try:
        job = first.imports.start([EXPORTS / "linkedin" / "2024"], close)
        with pytest.raises(BaseException):  # noqa: B017, PT011 - cancelled by the end of the program
            job.future.result(timeout=60)
    finally:
        import_job.TELL_EVERY = tell
        first.close()
    assert stopped
    second = Library.open(path, clock=lambda: NOON)
    try:
        second.settled()
        assert dump(second) == dump(whole)
        assert [report.state for report in second.imports.list()] == ["live"]
    finally:
        second.close()


@pytest.mark.parametrize("cut", range(15))
def test_an_undo_that_was_cut_off_is_finished_at_the_next_start_or_never_began(
    opened: Opened, tmp_path: Path, cut: int
) -> None:
    both, rest = opened("both"), opened("rest")
    read_eras(both, "2024", "2025")
    read_eras(rest, "2025")
    path = tmp_path / "cut" / "relate.db"
    first = Library.open(path, clock=lambda: NOON)
    read_eras(first, "2024", "2025")
    number = first.imports.list()[-1].id

    def part(database: Database) -> Generator[float, None, None]:
        yield from islice(withdrawing.withdraw(database, number, withdrawing.Withdrawn()), cut)

    first.writer.do_long(part).result()
    first.close()
    second = Library.open(path, clock=lambda: NOON)
    try:
        second.settled()
        (state,) = (report.state for report in second.imports.list() if report.id == number)
        assert state == ("undone" if cut > 3 else "live")
        assert dump(second) == dump(both if state == "live" else rest)
    finally:
        second.close()


def test_all_eras_and_address_books_together_leave_no_cache_behind(library: Library) -> None:
    """Whoever an import joins by the short way (newcomers.py) is whoever links.py would have joined."""
    read_eras(library, *ERAS)
    for book in sorted((EXPORTS / "vcard").glob("*.vcf")):
        library.imports.start([book]).future.result(timeout=60)
    assert [finding.says for finding in check(library.path)] == []


def test_people_of_an_import_can_be_listed(library: Library) -> None:
    read_eras(library, "2018")
    (report,) = read(library, EXPORTS / "linkedin" / "2024")
    brought = library.people.ids(PeopleQuery(shown=Shown.EVERYONE, since_import=report.id))
    assert len(brought) == report.people_new


def test_a_file_of_no_known_format_is_named_and_the_rest_is_read(library: Library, tmp_path: Path) -> None:
    strange = tmp_path / "holiday.txt"
    strange.write_text("we went to the sea")
    outcome = library.imports.start([strange, EXPORTS / "linkedin" / "2025"]).future.result(timeout=60)
    assert len(outcome.imports) == 1
    assert [unknown.name for unknown in outcome.unknown] == ["holiday.txt"]
    assert "holiday.txt" in outcome.unknown[0].reason


def test_a_card_of_somebody_known_is_matched_with_all_its_addresses(library: Library, tmp_path: Path) -> None:
    """One address in common is enough: the others come along, and nobody new is counted."""
    reports: list[ImportReport] = []
    for name, lines in (
        ("first", "FN:Ana Duarte\r\nEMAIL:ana@duarte.example"),
        ("second", "FN:Ana Duarte\r\nEMAIL:ana@duarte.example\r\nTEL:+351912345678\r\nEMAIL:a.duarte@work.example"),
    ):
        book = tmp_path / f"{name}.vcf"
        book.write_bytes(f"BEGIN:VCARD\r\nVERSION:3.0\r\n{lines}\r\nEND:VCARD\r\n".encode())
        reports += read(library, book)
    report = reports[-1]
    (file,) = report.files
    assert (file.new, file.matched, report.people_new, report.people_matched) == (0, 1, 0, 1)


def write_book(path: Path, *people: tuple[str, str]) -> Path:
    """An address book of (what it says of the card's number, name)."""
    path.parent.mkdir(exist_ok=True)
    cards = [f"BEGIN:VCARD\r\nVERSION:3.0\r\n{uid}\r\nFN:{name}\r\nEND:VCARD\r\n" for uid, name in people]
    path.write_text("".join(cards))
    return path


def test_an_address_book_saved_again_under_the_name_of_a_copy_is_the_same_book(
    library: Library, tmp_path: Path
) -> None:
    people = ("UID:pas-id-5F0A1B2C00000001", "Ana Duarte"), ("NOTE:", "Bo Lindgren")
    read(library, write_book(tmp_path / "contacts.vcf", *people))
    (again,) = read(library, write_book(tmp_path / "contacts (1).vcf", *people))
    assert (again.people_new, again.people_matched) == (0, 2)


def test_two_books_of_one_name_make_nobody_one_because_both_count_from_one(library: Library, tmp_path: Path) -> None:
    read(library, write_book(tmp_path / "mine" / "contacts.vcf", ("UID:1", "Ana Duarte")))
    read(library, write_book(tmp_path / "yours" / "contacts.vcf", ("UID:1", "Chidi Okoro")))
    names = {row.name for row in library.people.rows(library.people.ids(PeopleQuery(Shown.EVERYONE)))}
    assert names == {"Ana Duarte", "Chidi Okoro"}


def test_whoever_stays_with_a_circle_alone_is_called_by_a_name(library: Library) -> None:
    (report,) = read(library, EXPORTS / "linkedin" / "2024")
    named = {row.id: row.name for row in library.people.rows(library.people.ids(PeopleQuery(Shown.EVERYONE)))}
    linked = [
        person
        for person, found in library.people.identities(list(named)).items()
        if any(one.kind == "profile" and "-" in one.key for one in found)
    ]
    library.people.set_circle(linked, 15).result(timeout=60)
    library.imports.undo(report.id).result(timeout=60)
    left = library.people.rows(library.people.ids(PeopleQuery(Shown.EVERYONE)))
    assert left
    for row in left:
        assert row.name[0].isupper(), row.name
        assert "-" not in row.name
