"""A large archive is read in a process of its own: to the same library, and with nothing left when that process or
this one ends too early."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from queue import Queue
from typing import Any

import pytest

from relate.apart import Process
from relate.domain.errors import KnownError
from relate.importers import registry
from relate.importers.linkedin import parting as messages
from relate.importers.mail import importer as mails
from relate.importers.meta import parting
from relate.importers.source import open_sources
from relate.importers.vcard import parting as cards
from relate.services import asking, import_job, importing, reading_apart, reading_process, staged_archive
from relate.services.asking import Found
from relate.services.dropped import Dropped
from relate.services.import_job import Share
from relate.services.library import Library
from relate.services.reading_apart import ReadingApart, Ready
from tests import diaries
from tests.services.conftest import ERAS, EXPORTS, Opened, dump, read
from tests.services.test_every_fixture import ALL

LINKEDIN = EXPORTS / "linkedin"
ARCHIVES = (
    "linkedin/2018", "linkedin/2026", "linkedin/2026-damaged", "linkedin/german", "x/2018", "x/2026", "facebook/2018",
    "facebook/2025", "facebook/2025-html", "instagram/2025", "threads/2025", "vcard/google-3.0.vcf", "vcard/damaged",
    "attendees/SaaS_Expo_2026_leads.csv", "attendees/participants_81234567890.csv",
)  # fmt: skip
NEVER_SAYS_A_WORD = "import sys; sys.stdin.read()"
FAILS = "from relate.services import reading_process as one; one._frames = None; one.main()"


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> list[ReadingApart]:
    """Every archive is read apart, however small, and however few processors there are; the processes that were."""
    begun: list[ReadingApart] = []

    class Remembered(ReadingApart):
        def __init__(self, orders: Sequence[bytes], title: str, waiting: Ready) -> None:
            super().__init__(orders, title, waiting)
            begun.append(self)

    monkeypatch.setattr(reading_apart, "FROM_BYTES", 0)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr(reading_apart, "ReadingApart", Remembered)
    return begun


def in_its_place(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Another program is started instead of the one that reads."""
    monkeypatch.setattr(reading_apart, "_command", lambda: [sys.executable, "-c", program])


@pytest.mark.parametrize("archive", ARCHIVES)
def test_it_makes_no_difference_which_process_reads_an_archive(
    opened: Opened, archive: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    dropped = [EXPORTS / archive]
    here = opened("here")
    reports = here.imports.start(dropped).future.result(timeout=60).imports
    begun: list[ReadingApart] = request.getfixturevalue("apart")
    monkeypatch.setattr(staged_archive, "_read_here", None)
    there = opened("there")
    again = there.imports.start(dropped).future.result(timeout=60).imports
    assert [(one.title, one.files, one.people_new) for one in again] == [
        (one.title, one.files, one.people_new) for one in reports
    ]
    assert dump(there) == dump(here)
    assert begun


# ------------------------------------------------------------------------------------------------------ side by side

BOOKS = ("android-2.1", "apple-macos-3.0", "google-3.0", "nextcloud-4.0", "outlook-2.1", "damaged/outlook-photo-broken")
IN_PARTS = [
    *(path for path in ALL if path.parent.name in ("mail", "facebook")),
    *(LINKEDIN / era for era in ERAS),
    *(EXPORTS / "vcard" / f"{book}.vcf" for book in BOOKS),
]
OF_ONE_PIECE = (
    *("facebook-2018", "facebook-2019-html", "facebook-2022-html", "facebook-2025-html"),
    *("facebook-2026", "facebook-2026-html"),
    *("linkedin-2018", "linkedin-2021", "linkedin-2023", "linkedin-2025", "linkedin-excel"),
)
"""With a single conversation, or none but on pages; messages without links, or without a profile file beside them."""


@pytest.fixture
def side_by_side(apart: list[ReadingApart], monkeypatch: pytest.MonkeyPatch) -> list[ReadingApart]:
    """What can be cut is cut into as many parts as there may be, however small they are."""
    monkeypatch.setattr("os.cpu_count", lambda: 8)
    monkeypatch.setattr(mails, "LEAST_PART", 1)
    monkeypatch.setattr(parting, "LEAST_PART", 1)
    monkeypatch.setattr(messages, "LEAST_PART", 1)
    monkeypatch.setattr(cards, "LEAST_PART", 1)
    return apart


def staged(library: Library) -> list[str]:
    """Every row of every staging file, in the order in which they were written."""
    told: list[str] = []
    for path in sorted(library.path.parent.glob("*.imports/*.rows")):
        with closing(sqlite3.connect(path)) as rows:
            told += rows.iterdump()
    return told


@pytest.mark.parametrize("archive", IN_PARTS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_parts_are_staged_as_one_process_alone_would(
    opened: Opened, archive: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = opened("here")
    here.imports.start([archive]).future.result(timeout=60)
    begun: list[ReadingApart] = request.getfixturevalue("side_by_side")
    monkeypatch.setattr(staged_archive, "_read_here", None)
    there = opened("there")
    there.imports.start([archive]).future.result(timeout=60)
    assert staged(there) == staged(here)
    assert dump(there) == dump(here)
    assert (max(one.processes for one in begun) > 1) == (f"{archive.parent.name}-{archive.name}" not in OF_ONE_PIECE)


def test_an_archive_that_is_not_the_same_in_parts_is_read_here(
    opened: Opened, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = shutil.copytree(LINKEDIN / "2024", tmp_path / "archive")
    row = "2-1,,Ana Duarte,https://www.linkedin.com/in/ana-duarte,Mara Lindqvist,"
    row += 'https://www.linkedin.com/in/mara-lindqvist,2024-05-01 10:00:00 UTC,,A 5" pipe,INBOX,No,No\n'
    with (archive / "messages.csv").open("a") as file:
        file.write(row * 51)
    here = opened("here")
    read(here, archive)
    begun: list[ReadingApart] = request.getfixturevalue("side_by_side")
    read_here = staged_archive._read_here
    again: list[str] = []

    def watched(*args: Any) -> None:
        again.append("here")
        read_here(*args)

    monkeypatch.setattr(staged_archive, "_read_here", watched)
    there = opened("there")
    read(there, archive)
    assert [one.processes > 1 for one in begun] == [True]
    assert again == ["here"]
    assert staged(there) == staged(here)
    assert dump(there) == dump(here)


def mailbox(folder: Path, mails: int) -> Path:
    path = folder / "mails.mbox"
    path.write_text(
        "".join(
            "From x@x.example Mon May  1 08:00:00 2023\nFrom: Ana <ana@x.example>\nTo: Mara <mara@x.example>\n"
            f"Subject: Looms {number}\nMessage-ID: <{number}@x.example>\nDate: Mon, 1 May 2023 10:00:00 +0200\n\n"
            f"{'Some words. ' * 300}\n\n"
            for number in range(mails)
        )
    )
    return path


def test_rows_wait_for_those_of_the_parts_before_them(
    opened: Opened, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """More than goes into a pipe, and more than is kept in memory."""
    path = mailbox(tmp_path, 2_000)
    here = opened("here")
    read(here, path)
    begun: list[ReadingApart] = request.getfixturevalue("side_by_side")
    there = opened("there")
    read(there, path)
    assert staged(there) == staged(here)
    assert [one.processes for one in begun] == [4]


def test_progress_adds_up_to_what_all_parts_have_read(
    library: Library, tmp_path: Path, side_by_side: list[ReadingApart], monkeypatch: pytest.MonkeyPatch
) -> None:
    in_its_place(monkeypatch, "from relate.services import reading_process as one; one.PROGRESS_BYTES = 1; one.main()")
    monkeypatch.setattr(reading_apart, "MOST_PROCESSES", 2)
    path = mailbox(tmp_path, 600)
    done: list[int] = []
    monkeypatch.setattr(Share, "reading", lambda _share, _rows, read: done.append(read))
    assert library.imports.start([path]).future.result(timeout=60).imports
    assert done[:-1] == sorted(done[:-1])
    assert len(set(done)) > 10
    # Each begins a little before its part and reads until it sees where its last mail ends.
    assert path.stat().st_size <= done[-2] <= path.stat().st_size + 2 * 2 * 131_072


def test_when_one_of_several_is_killed_nothing_is_kept_and_none_goes_on(
    library: Library, tmp_path: Path, side_by_side: list[ReadingApart], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dump(library)
    # The second part, and no other, ends in the midst of it.
    second = (
        "import os; from relate.services import reading_process as one; from relate.importers.mail.importer import Mail"
        "; whole = Mail.read_part\n"
        "def read_part(self, source, archive, part):\n"
        "    if part.number == 1: os.abort()\n"
        "    return whole(self, source, archive, part)\n"
        "Mail.read_part = read_part; one.main()"
    )
    in_its_place(monkeypatch, f"import sys; sys.path.insert(0, {str(EXPORTS.parents[1])!r})\n{second}")
    with pytest.raises(KnownError, match="not read to its end"):
        read(library, mailbox(tmp_path, 100))
    assert dump(library) == before
    assert [one.processes for one in side_by_side] == [4]
    assert side_by_side[0].ended


def test_cancel_ends_all_of_them(
    library: Library, tmp_path: Path, side_by_side: list[ReadingApart], monkeypatch: pytest.MonkeyPatch
) -> None:
    in_its_place(monkeypatch, NEVER_SAYS_A_WORD)
    job = library.imports.start([mailbox(tmp_path, 100)])
    while not side_by_side:
        time.sleep(0.01)
    job.cancel()
    assert job.future.result(timeout=30).cancelled
    assert side_by_side[0].processes == 4
    assert side_by_side[0].ended
    assert library.imports.list() == []


def test_where_only_some_of_the_processes_can_be_started_none_is_kept(
    library: Library, tmp_path: Path, side_by_side: list[ReadingApart], monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []
    usual = reading_apart._command

    def command() -> list[str]:
        started.append(usual() if len(started) < 2 else [str(tmp_path / "not there")])
        return started[-1]

    monkeypatch.setattr(reading_apart, "_command", command)
    assert read(library, mailbox(tmp_path, 100))[0].people_new
    assert len(started) == 4  # the third is tried again when it is needed
    assert not side_by_side


def test_a_machine_with_one_core_reads_in_this_process(
    library: Library, tmp_path: Path, side_by_side: list[ReadingApart], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    assert read(library, mailbox(tmp_path, 100))[0].people_new
    assert not side_by_side


# ------------------------------------------------------------------------------------------------------ made ready


@pytest.fixture
def started(apart: list[ReadingApart], monkeypatch: pytest.MonkeyPatch) -> list[Process]:
    """Every process that was started, whether something was read by it or not."""
    all_of_them: list[Process] = []

    class Remembered(reading_apart._Process):
        def __init__(self) -> None:
            super().__init__()
            all_of_them.append(self)

    monkeypatch.setattr(reading_apart, "_Process", Remembered)
    return all_of_them


def test_they_make_themselves_ready_while_it_is_found_out_what_was_dropped(
    library: Library, tmp_path: Path, apart: list[ReadingApart], started: list[Process], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mails, "LEAST_PART", 1)
    before: list[int] = []

    def recognised(*told: Any) -> list[Found]:
        before.append(len(started))
        return asking.recognised(*told)

    monkeypatch.setattr(importing, "recognised", recognised)
    assert read(library, mailbox(tmp_path, 100))[0].people_new
    assert before == [2]
    assert [one.processes for one in apart] == [2]
    assert len(started) == 2
    assert all(one.ended for one in started)


def test_another_is_started_for_one_that_was_ended_before_it_was_needed(
    library: Library, tmp_path: Path, apart: list[ReadingApart], started: list[Process], monkeypatch: pytest.MonkeyPatch
) -> None:
    def recognised(*told: Any) -> list[Found]:
        os.kill(started[0].number, signal.SIGTERM)
        while not started[0].ended:
            time.sleep(0.01)
        return asking.recognised(*told)

    monkeypatch.setattr(mails, "LEAST_PART", 1)
    monkeypatch.setattr(importing, "recognised", recognised)
    assert read(library, mailbox(tmp_path, 100))[0].people_new
    assert [one.processes for one in apart] == [2]
    assert len(started) == 3
    assert all(one.ended for one in started)


def test_those_for_which_there_is_nothing_to_read_are_let_go(
    library: Library, tmp_path: Path, apart: list[ReadingApart], started: list[Process]
) -> None:
    (tmp_path / "book.pdf").write_bytes(b"%PDF-1.7 a book")
    assert library.imports.start([tmp_path / "book.pdf"]).future.result(timeout=30).unknown
    assert read(library, EXPORTS / "attendees" / "SaaS_Expo_2026_leads.csv")[0].people_new
    assert [one.processes for one in apart] == [1]
    assert len(started) == 4
    assert all(one.ended for one in started)


def test_none_is_kept_waiting_while_the_user_is_asked(
    library: Library, tmp_path: Path, started: list[Process], monkeypatch: pytest.MonkeyPatch
) -> None:
    diaries.put_in(tmp_path, monkeypatch)
    (tmp_path / "one.diary").write_text("03/04/1984 Dana Reed\n")
    asked: Queue[list[bool]] = Queue()
    job = library.imports.start([tmp_path / "one.diary"], ask=lambda _: asked.put([one.ended for one in started]))
    assert asked.get(timeout=30) == [True, True]
    job.answer((("order", "dmy"),))
    assert job.future.result(timeout=30).imports
    assert all(one.ended for one in started)


# ------------------------------------------------------------------------------------------------------ on their way


def test_they_wait_for_files_that_hang_over_the_window(
    library: Library, tmp_path: Path, apart: list[ReadingApart], started: list[Process], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mails, "LEAST_PART", 1)
    box = mailbox(tmp_path, 100)
    for _ in range(2):  # once over its edge, once over its middle
        library.imports.expect([box])
        assert [one.ended for one in started] == [False, False]
    assert read(library, box)[0].people_new
    assert [one.processes for one in apart] == [2]
    assert [one.ended for one in started] == [True, True]
    library.imports.expect([box])
    assert len(started) == 4
    assert all(not one.ended for one in started[2:])
    library.close()
    assert all(one.ended for one in started)
    library.imports.expect([box])
    assert len(started) == 4


def test_they_go_when_nothing_is_dropped(
    library: Library, tmp_path: Path, apart: list[ReadingApart], started: list[Process], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_apart, "_EXPECTED_SECONDS", 0.1)
    library.imports.expect([mailbox(tmp_path, 100)])
    while not all(one.ended for one in started):
        time.sleep(0.01)
    assert len(started) == 2


def test_they_do_not_wait_for_files_that_are_read_sooner_than_they_start(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_apart, "_command", None)
    library.imports.expect([EXPORTS / "vcard" / "google-3.0.vcf"])


def test_every_importer_is_loaded_before_anything_is_dropped(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from relate.services.library import Library\n"
        f"library = Library.open(Path({str(tmp_path / 'relate.db')!r}), lambda: 0)\n"
        "imports = library.imports; before = set(sys.modules); imports.expect([])\n"
        "print(*sorted(set(sys.modules) - before)); library.close()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert {"relate.importers.registry", "relate.importers.vcard.importer"} <= set(done.stdout.split())


# ------------------------------------------------------------------------------------------------------ one alone


def test_a_small_archive_needs_no_process(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_apart, "_command", None)
    assert read(library, LINKEDIN / "2026")[0].people_new


def test_nothing_is_kept_of_an_archive_whose_reading_process_was_killed(
    library: Library, apart: list[ReadingApart], monkeypatch: pytest.MonkeyPatch
) -> None:
    read(library, LINKEDIN / "2023")
    before = dump(library)
    with monkeypatch.context() as patch:
        in_its_place(patch, "import os; os.abort()")
        with pytest.raises(KnownError, match="not read to its end"):
            read(library, LINKEDIN / "2026")
    assert dump(library) == before
    assert [one.name for one in library.path.parent.glob("*.imports/*")] == ["1.rows"]
    assert read(library, LINKEDIN / "2026")[0].people_new
    assert len(apart) == 3


def test_what_the_other_process_cannot_read_is_read_here(
    library: Library, opened: Opened, apart: list[ReadingApart], monkeypatch: pytest.MonkeyPatch
) -> None:
    read(library, LINKEDIN / "2026")
    in_its_place(monkeypatch, f"import sys; sys.path.insert(0, {str(EXPORTS.parents[1])!r}); {FAILS}")
    other = opened("other")
    read(other, LINKEDIN / "2026")
    assert dump(other) == dump(library)
    assert len(apart) == 2


def test_where_no_process_can_be_started_the_archive_is_read_here(
    library: Library, apart: list[ReadingApart], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_apart, "_command", lambda: [str(library.path.parent / "not there")])
    assert read(library, LINKEDIN / "2026")[0].people_new
    assert not apart


def test_cancel_ends_the_other_process_at_once(
    library: Library, apart: list[ReadingApart], monkeypatch: pytest.MonkeyPatch
) -> None:
    in_its_place(monkeypatch, NEVER_SAYS_A_WORD)
    job = library.imports.start([LINKEDIN / "2026"])
    while not apart:
        time.sleep(0.01)
    job.cancel()
    assert job.future.result(timeout=30).cancelled
    assert apart[0].ended
    assert library.imports.list() == []


def test_the_other_process_ends_with_the_one_that_started_it() -> None:
    sources, _ = open_sources([LINKEDIN / "2026"])
    (archive, *_), _ = registry.recognise(sources[0])
    with subprocess.Popen(
        reading_apart._command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as reading:
        assert reading.stdin is not None
        assert reading.stdout is not None
        assert reading.stderr is not None
        wanted = reading_process.order(Dropped((LINKEDIN / "2026",)), 0, archive, registry.importer(archive.source_id))
        reading.stdin.write(wanted[:-1])  # waits for the end of its order, as it does for room to tell what it read
        reading.stdin.flush()
        reading.stdin.close()
        assert reading.wait(timeout=30) == 1
        assert reading.stderr.read() == b""


def test_the_other_process_loads_neither_the_window_nor_a_database() -> None:
    program = "import sys; import relate.services.reading_process; print(*sorted(sys.modules))"
    told = subprocess.run([sys.executable, "-P", "-c", program], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in told.stdout.split()}
    assert loaded.isdisjoint({"PySide6", "peewee", "sqlite3", "numpy"})


def test_it_loads_nothing_that_it_does_not_need_for_its_first_record() -> None:
    """All of it is loaded before anything is read, and once more for each part."""
    program = "import sys; import relate.services.reading_process; import relate.importers.vcard; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-P", "-c", program], capture_output=True, text=True, check=True)
    loaded = set(told.stdout.split())
    assert "relate.importers.vcard.importer" in loaded
    assert loaded.isdisjoint({"dataclasses", "inspect", "subprocess", "tempfile", "shutil"})
    assert loaded.isdisjoint({"phonenumbers", "anyascii", "rapidfuzz"})
    assert loaded.isdisjoint({"relate.importers.registry", "relate.domain.greetings", "relate.store.staging"})


def test_whoever_stages_the_rows_has_something_to_do_soon(tmp_path: Path) -> None:
    sources, _ = open_sources([mailbox(tmp_path, 300)])
    (archive, *_), _ = registry.recognise(sources[0])
    records = registry.importer(archive.source_id).read(sources[0], archive)
    frames = [len(told) for _, _, _, told in reading_process._frames(sources[0], records)]
    assert frames[0] < 40
    assert frames == sorted(frames[:-2]) + frames[-2:]
    assert len(frames) < 10


def test_it_says_how_far_it_is_also_while_no_row_comes(
    library: Library, apart: list[ReadingApart], monkeypatch: pytest.MonkeyPatch
) -> None:
    """X's names are read before its first row; each byte counts here, as each four million do for a large archive."""
    eager = "from relate.services import reading_process as one; one.PROGRESS_BYTES = 1; one.main()"
    in_its_place(monkeypatch, eager)
    monkeypatch.setattr(staged_archive, "_read_here", None)
    monkeypatch.setattr(import_job, "TELL_EVERY", 0.0)  # all of it may be there in the twinkling of an eye
    done: list[tuple[int, int]] = []
    job = library.imports.start([EXPORTS / "x" / "2026"], lambda told: done.append((told.rows, told.bytes_done)))
    assert job.future.result(timeout=60).imports
    assert len({read for rows, read in done if not rows}) > 1
