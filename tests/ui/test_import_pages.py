"""Import: from the drop to the result page and back, on a real library and real files."""

from __future__ import annotations

import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from relate.services.asking import Ask
from relate.services.import_job import ImportJob
from relate.services.library import Library
from relate.services.views import (
    FileReport,
    ImportOutcome,
    ImportReport,
    PeopleQuery,
    Progress,
    Shown,
    UndoReport,
)
from relate.ui.background import Background
from relate.ui.imports import texts
from relate.ui.imports.accounts import FilesModel
from relate.ui.imports.brought import read_brought
from relate.ui.imports.pages import ImportPages
from relate.ui.imports.progress import ProgressCard
from relate.ui.imports.result import ResultPage
from relate.ui.reconnect.line import PersonLine
from relate.ui.reconnect.texts import drawer
from tests.importers.test_mail import mail, mbox
from tests.ui.conftest import NOON

EXPORTS = Path(__file__).parents[1] / "exports"
CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{uid}\r\nFN:{name}\r\nEMAIL:{mail}\r\nEND:VCARD\r\n"


def cards(folder: Path, *names: str, file: str = "people.vcf") -> Path:
    path = folder / file
    text = "".join(
        CARD.format(uid=f"{file}-{place}", name=name, mail=f"{name.split()[0].lower()}@example.org")
        for place, name in enumerate(names)
    )
    path.write_bytes(text.encode())
    return path


@pytest.fixture
def pages(qtbot: QtBot, library: Library, background: Background) -> ImportPages:
    made = ImportPages(library, background)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    return made


def read(qtbot: QtBot, pages: ImportPages, *paths: Path) -> ImportOutcome:
    with qtbot.waitSignal(pages.finished, timeout=10_000) as told:
        pages.start(paths)
    assert told.args is not None
    outcome = told.args[0]
    assert isinstance(outcome, ImportOutcome)
    return outcome


def words(pages: ImportPages) -> str:
    return "\n".join(label.text() for label in pages.findChildren(QLabel) if label.isVisible())


def says(qtbot: QtBot, pages: ImportPages, text: str) -> None:
    """What was just put on the page is shown with the next turn of the event loop."""
    qtbot.waitUntil(lambda: text in words(pages), timeout=10_000)


def press(qtbot: QtBot, pages: ImportPages, text: str) -> None:
    def found() -> list[QPushButton]:
        # One that is not laid out yet has no height, and takes no click.
        shown = (each for each in pages.findChildren(QPushButton) if each.isVisible() and not each.rect().isEmpty())
        return [each for each in shown if each.text() == text]

    qtbot.waitUntil(lambda: bool(found()))
    QTest.mouseClick(found()[0], Qt.MouseButton.LeftButton)


def test_the_first_result_counts_and_accounts(qtbot: QtBot, pages: ImportPages, tmp_path: Path) -> None:
    read(qtbot, pages, cards(tmp_path, "Ana Silva", "Ben Whitfield"))
    says(qtbot, pages, "2 people")
    says(qtbot, pages, "2 rows read, 2 accounted for")


def test_a_list_of_connections_claims_no_silence_and_asks_nobody_who_they_are(
    qtbot: QtBot, pages: ImportPages, tmp_path: Path
) -> None:
    header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\r\n"
    rows = ("Ana,Duarte,https://www.linkedin.com/in/ana,,Contoso,Editor,03 Nov 2026\r\n",
            "Bo,Berg,https://www.linkedin.com/in/bo,,,,01 Nov 2026\r\n")  # fmt: skip
    (tmp_path / "Connections.csv").write_text(header + "".join(rows), encoding="utf-8")
    read(qtbot, pages, tmp_path / "Connections.csv")
    says(qtbot, pages, "No talk known yet")
    shown = [line.accessibleName() for line in pages.findChildren(PersonLine)]
    assert shown == ["Ana Duarte, Editor, Contoso · connected on 3 Nov", "Bo Berg, connected on 1 Nov"]
    assert "Connected, no conversation yet" not in words(pages)
    assert texts.who_are_you() not in words(pages)
    offers = [one.text() for one in pages.findChildren(QPushButton) if one.text().startswith("Place")]
    assert offers == ["Place 2 people"]


def test_mails_in_which_nobody_known_is_the_owner_ask_who_you_are_whatever_another_archive_knows(
    qtbot: QtBot, pages: ImportPages, library: Library, tmp_path: Path
) -> None:
    chat = tmp_path / "WhatsApp Chat with Ana Silva.txt"
    chat.write_text("13/04/2026, 17:03 - Ana Silva: hello\n13/04/2026, 17:04 - Mara: hello\n", encoding="utf-8")
    read(qtbot, pages, chat)
    assert texts.who_are_you() not in words(pages), "the chat is called after the other one"
    mails = mbox(tmp_path, mail("From: Bo <bo@x.example>", "To: me@y.example"))
    (strange,) = library.imports.start([mails]).future.result(60).imports
    assert not read_brought(library, strange, NOON).owner_known
    sent = "From: Me <me@y.example>"
    later = mbox(tmp_path / "Mail", mail(sent, "To: bo@x.example", number=2), name="Sent.mbox")
    (known,) = library.imports.start([later]).future.result(60).imports
    assert read_brought(library, known, NOON).owner_known
    assert read_brought(library, strange, NOON).owner_known, "the same address is known by now"
    assert library.owner.candidates() == []
    other = mbox(tmp_path / "old", mail("From: Cy <cy@z.example>", "To: mine@z.example", number=3))
    library.imports.start([other]).future.result(60)
    proposed = {one.label for one in library.owner.candidates()}
    assert proposed == {"Cy · cy@z.example", "mine@z.example"}, "the page that it leads to"


def test_of_archives_dropped_together_none_denies_what_another_tells(
    qtbot: QtBot, pages: ImportPages, library: Library, tmp_path: Path
) -> None:
    header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\r\n"
    row = "Ana,Duarte,https://www.linkedin.com/in/ana-duarte,,Contoso,Editor,03 Nov 2025\r\n"
    (tmp_path / "Connections.csv").write_text(header + row, encoding="utf-8")
    read(qtbot, pages, tmp_path / "Connections.csv")
    says(qtbot, pages, "No talk known yet")
    first = library.imports.list()[0].id
    library.imports.start([EXPORTS / "linkedin" / "2026"]).future.result()
    card, *_ = read_brought(library, library.imports.report(first), NOON).begin_with
    pages.show_import(first)
    says(qtbot, pages, drawer(card.section))
    assert "No talk known yet" not in words(pages)


def test_every_row_unfolds_to_a_table(qtbot: QtBot, pages: ImportPages, tmp_path: Path) -> None:
    read(qtbot, pages, cards(tmp_path, "Ana Silva"))
    assert pages.findChild(QTableView) is None
    (page,) = pages.findChildren(ResultPage)
    QTest.mouseClick(page.account.fold, Qt.MouseButton.LeftButton)
    (table,) = pages.findChildren(QTableView)
    assert table.model().index(0, 0).data() == "people.vcf"
    assert table.model().index(0, 1).data() == "1"


def test_the_second_result_shows_who_is_new(qtbot: QtBot, pages: ImportPages, tmp_path: Path) -> None:
    read(qtbot, pages, cards(tmp_path, "Ana Silva"))
    read(qtbot, pages, cards(tmp_path, "Ana Silva", "Zoë Martin", file="more.vcf"))
    qtbot.waitUntil(lambda: "Zoë Martin" in [line.accessibleName() for line in pages.findChildren(PersonLine)])
    says(qtbot, pages, "1 new person")
    assert "rows in the timelines" not in words(pages)  # an address book has none


def test_the_same_file_again_says_that_nothing_is_new(qtbot: QtBot, pages: ImportPages, tmp_path: Path) -> None:
    file = cards(tmp_path, "Ana Silva")
    read(qtbot, pages, file)
    read(qtbot, pages, file)
    says(qtbot, pages, "Nothing new")


def test_undo_tells_what_went_and_put_it_back_brings_it(
    qtbot: QtBot, library: Library, pages: ImportPages, tmp_path: Path
) -> None:
    read(qtbot, pages, cards(tmp_path, "Ana Silva", "Ben Whitfield"))
    press(qtbot, pages, texts.undo())
    says(qtbot, pages, "2 people went")
    assert library.people.totals().people == 0
    press(qtbot, pages, texts.put_back())
    qtbot.waitUntil(lambda: library.people.totals().people == 2, timeout=10_000)


def test_undo_says_what_stays_and_why(
    qtbot: QtBot, library: Library, pages: ImportPages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(qtbot, pages, cards(tmp_path, "Ana Silva"))
    answer: Future[UndoReport] = Future()
    answer.set_result(UndoReport("x", ((4_009, "people"),), ((1, "people", "you gave them a note"),)))
    monkeypatch.setattr(library.imports, "undo", lambda import_id: answer)
    press(qtbot, pages, texts.undo())
    says(qtbot, pages, "4,009 people went")
    says(qtbot, pages, "1 person stayed because you gave them a note")


def test_a_file_of_no_known_format_gets_its_sentence(qtbot: QtBot, pages: ImportPages, tmp_path: Path) -> None:
    strange = tmp_path / "holiday.jpg"
    strange.write_bytes(b"\xff\xd8\xff\xe0 no card")
    outcome = read(qtbot, pages, strange)
    assert not outcome.imports
    says(qtbot, pages, "holiday.jpg")
    says(qtbot, pages, texts.unknown_title(True, 1))
    # There is nothing else on the page: it leads on from there.
    with qtbot.waitSignal(pages.files_wanted):
        press(qtbot, pages, texts.other_files())
    with qtbot.waitSignal(pages.how_to_wanted):
        press(qtbot, pages, texts.how_to())


def test_a_strange_file_beside_a_good_one_costs_nothing(qtbot: QtBot, pages: ImportPages, tmp_path: Path) -> None:
    strange = tmp_path / "shopping.txt"
    strange.write_text("bread, milk")
    outcome = read(qtbot, pages, strange, cards(tmp_path, "Ana Silva"))
    assert len(outcome.imports) == 1
    says(qtbot, pages, "shopping.txt")


def test_a_file_that_is_not_there_is_a_sentence(qtbot: QtBot, pages: ImportPages, tmp_path: Path) -> None:
    read(qtbot, pages, tmp_path / "gone.zip")
    says(qtbot, pages, "gone.zip")


def test_who_looks_elsewhere_is_told(qtbot: QtBot, pages: ImportPages, tmp_path: Path) -> None:
    pages.hide()
    with qtbot.waitSignal(pages.said, timeout=10_000) as said:
        pages.start([cards(tmp_path, "Ana Silva")])
    assert "1 person" in said.args[0]


def test_the_result_of_an_old_import_can_be_looked_at_again(
    qtbot: QtBot, library: Library, background: Background, pages: ImportPages, tmp_path: Path
) -> None:
    outcome = read(qtbot, pages, cards(tmp_path, "Ana Silva"))
    later = ImportPages(library, background)
    qtbot.addWidget(later)
    later.show()
    later.show_import(outcome.imports[0].id)
    says(qtbot, later, "1 row read, 1 accounted for")


# ------------------------------------------------------------------------------------------------- one by one


class Reader:
    """In the place of the library's imports: reads when the test says so."""

    def __init__(self) -> None:
        self.jobs: list[ImportJob] = []
        self.tell: list[Callable[[Progress], None]] = []

    def start(
        self, paths: Sequence[Path], on_progress: Callable[[Progress], None], ask: Ask, *, knowing: bool = False
    ) -> ImportJob:
        self.jobs.append(ImportJob())
        self.tell.append(on_progress)
        return self.jobs[-1]


@pytest.fixture
def reader(library: Library, monkeypatch: pytest.MonkeyPatch) -> Reader:
    made = Reader()
    monkeypatch.setattr(library.imports, "start", made.start)
    return made


def begun(qtbot: QtBot, reader: Reader, count: int = 1) -> None:
    """So many are being read or were: a drop begins once the readers of all sources are loaded."""
    qtbot.waitUntil(lambda: len(reader.jobs) == count)


def test_progress_says_what_goes_on_and_how_long(qtbot: QtBot, pages: ImportPages, reader: Reader) -> None:
    pages.start([Path("/x/archive.zip")])
    begun(qtbot, reader)
    told = Progress("LinkedIn archive", "reading", 12_000, 3_000_000, 12_000_000, 0.25, 34.0)
    thread = threading.Thread(target=reader.tell[0], args=(told,))
    thread.start()
    thread.join()
    says(qtbot, pages, "LinkedIn archive")
    (card,) = pages.findChildren(ProgressCard)
    assert card.bar.value() == 250
    assert card.detail.text() == "12,000 rows · 3.0 MB of 12.0 MB · about 35 seconds left"
    reader.jobs[0].future.set_result(ImportOutcome((), ()))


def test_a_flood_of_progress_paints_only_the_newest(qtbot: QtBot, pages: ImportPages, reader: Reader) -> None:
    pages.start([Path("/x/archive.zip")])
    begun(qtbot, reader)
    shown: list[int] = []
    pages.queue.progressed.connect(lambda drop, progress: shown.append(progress.rows))
    for rows in range(1, 1001):
        reader.tell[0](Progress("x", "reading", rows, 0, 0, 0.1, None))
    qtbot.waitUntil(lambda: shown == [1000])
    reader.jobs[0].future.set_result(ImportOutcome((), ()))


def test_drops_wait_for_each_other(qtbot: QtBot, pages: ImportPages, reader: Reader) -> None:
    pages.start([Path("/x/a.zip")])
    pages.start([Path("/x/b.zip")])
    begun(qtbot, reader)
    assert len(reader.jobs) == 1
    says(qtbot, pages, texts.waiting())
    with qtbot.waitSignal(pages.finished):
        reader.jobs[0].future.set_result(ImportOutcome((), ()))
    begun(qtbot, reader, 2)
    assert len(reader.jobs) == 2
    reader.jobs[1].future.set_result(ImportOutcome((), ()))


def test_cancel_reaches_the_one_that_is_read(qtbot: QtBot, pages: ImportPages, reader: Reader) -> None:
    pages.start([Path("/x/a.zip")])
    begun(qtbot, reader)
    foot: list[str] = []
    pages.progressed.connect(foot.append)
    press(qtbot, pages, texts.cancel())
    assert reader.jobs[0].cancelled
    assert foot == ["Cancelling a.zip …"]
    reader.tell[0](Progress("An archive", "writing", 12_000, 3_000_000, 12_000_000, 0.7, 33.0))
    qtbot.waitUntil(lambda: foot[-1] == "Cancelling An archive …")
    (card,) = pages.findChildren(ProgressCard)
    assert card.phase.text() == texts.cancelling()
    assert card.detail.text() == "12,000 rows · 3.0 MB of 12.0 MB"
    reader.jobs[0].future.set_result(ImportOutcome((), (), cancelled=True))
    says(qtbot, pages, texts.cancelled())
    assert foot[-1] == ""
    assert not pages.busy


def test_cancel_takes_one_that_waits_out_of_the_row(qtbot: QtBot, pages: ImportPages, reader: Reader) -> None:
    pages.start([Path("/x/a.zip")])
    pages.start([Path("/x/b.zip")])
    begun(qtbot, reader)
    second = pages.findChildren(ProgressCard)[1]
    QTest.mouseClick(second.cancel, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(pages.finished):
        reader.jobs[0].future.set_result(ImportOutcome((), ()))
    assert len(reader.jobs) == 1


def test_a_failure_is_a_sentence_and_can_be_tried_again(qtbot: QtBot, pages: ImportPages, reader: Reader) -> None:
    from relate.domain.errors import LibraryProblem

    pages.start([Path("/x/a.zip")])
    begun(qtbot, reader)
    reader.jobs[0].future.set_exception(LibraryProblem("There is no room left on the disk."))
    says(qtbot, pages, "no room left")
    press(qtbot, pages, texts.try_again())
    begun(qtbot, reader, 2)
    assert len(reader.jobs) == 2
    reader.jobs[1].future.set_result(ImportOutcome((), ()))
    qtbot.waitUntil(lambda: not pages.busy)


def test_the_readers_of_archives_are_loaded_beside_the_window(
    qtbot: QtBot, pages: ImportPages, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They take most of a second; a drop that is cancelled meanwhile is never read."""
    made, asked, loaded = Reader(), list[threading.Thread](), threading.Event()

    def imports(_library: Library) -> Reader:
        asked.append(threading.current_thread())
        assert loaded.wait(20)
        return made

    monkeypatch.setattr(Library, "imports", property(imports))
    try:
        pages.start([Path("/x/a.zip")])
        qtbot.waitUntil(lambda: bool(asked))
        press(qtbot, pages, texts.cancel())
        says(qtbot, pages, texts.cancelled())
    finally:
        loaded.set()
    assert asked[0] is not threading.main_thread()
    pages.start([Path("/x/b.zip")])
    begun(qtbot, made)
    made.jobs[0].future.set_result(ImportOutcome((), ()))
    qtbot.waitUntil(lambda: not pages.busy)
    assert len(made.jobs) == 1


def test_the_pages_load_no_reader_of_archives() -> None:
    code = (
        "import sys, relate.ui.imports.pages, relate.services.history;"
        "print([name for name in sys.modules if name.startswith(('relate.importers.', 'relate.services.importing'))])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert told.stdout.strip() == "[]"


# ------------------------------------------------------------------------------------------------------- words


def report(**changes: object) -> ImportReport:
    values: dict[str, object] = {
        "id": 1, "source": "linkedin", "title": "LinkedIn archive of 20 November 2026", "snapshot_ms": None,
        "files": (FileReport("a.csv", 10, 4, 1, 1, 1, 3, (("closed profile", 2), ("spam", 1))),), "unread": (),
        "people_new": 4, "people_matched": 1, "interactions_new": 0, "seconds": 14.2, "step": 1, "first": True,
        "state": "live",
    }  # fmt: skip
    return ImportReport(**{**values, **changes})  # type: ignore[arg-type]


def test_the_summary_names_every_fate_of_a_row() -> None:
    assert texts.row_summary(report().files) == (
        "4 new · 1 matched · 1 updated · 1 unchanged · 3 skipped: 2 closed profiles, 1 spam"
    )


def test_the_subtitle_says_how_many_rows_are_accounted_for() -> None:
    assert texts.subtitle(report()).endswith("10 rows read, 10 accounted for · 14 seconds")


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ({"people_new": 1, "people_matched": 0}, "1 person"),
        ({"first": False, "people_new": 91, "interactions_new": 402}, "91 new people, 402 new rows in the timelines"),
        ({"first": False, "people_new": 0, "interactions_new": 1}, "1 new row in the timelines"),
        ({"first": False, "people_new": 0}, "Nobody new"),
    ],
)
def test_titles(changes: dict[str, object], title: str) -> None:
    assert texts.title(report(**changes)) == title


def test_the_first_title_counts_conversations_and_their_years() -> None:
    first = report(people_new=4_012, people_matched=0, interactions_new=22_000)
    assert texts.title(first, 18_223, 2011) == "4,012 people, 18,223 conversations since 2011"


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 B"), (999, "999 B"), (1_000, "1.0 kB"), (812_000, "812 kB"), (14_200_000, "14.2 MB")]
)
def test_sizes(count: int, words: str) -> None:
    assert texts.size(count) == words


def test_the_table_has_a_shownfor_each_file_and_a_column_for_each_fate(qtbot: QtBot) -> None:
    model = FilesModel(report().files * 3)
    assert (model.rowCount(), model.columnCount()) == (3, 8)
    row = [model.index(0, column).data() for column in range(8)]
    assert row == ["a.csv", "10", "4", "1", "1", "1", "3", "2 closed profiles · 1 spam"]


def test_an_undo_that_took_nothing_says_so() -> None:
    assert texts.undo_lines(UndoReport("x", (), ())) == (
        "Nothing had to go: everything in it is known from elsewhere.",
    )


def two_archives(qtbot: QtBot, pages: ImportPages, tmp_path: Path, names: Sequence[str], *, new: int = 0) -> None:
    """All of these people changed their role from one archive to the next, and so many came in the second."""
    header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\r\n"
    known = [(name, name.lower()) for name in names]
    for day, role, company in (("08-02", "Director", "Contoso"), ("11-20", "VP Partnerships", "Northwind")):
        folder = tmp_path / f"Complete_LinkedInDataExport_{day}-2026"
        folder.mkdir()
        profile = "First Name,Last Name,Headline,Summary,Industry\r\nZoë,Martin,,,Trade\r\n"
        (folder / "Profile.csv").write_text(profile, encoding="utf-8")
        (folder / "messages.csv").write_text("CONVERSATION ID,CONVERSATION TITLE,FROM,TO,DATE,CONTENT\r\n")
        fresh = [(f"New{n}", f"new-{n}") for n in range(new)] if day == "11-20" else []
        lines = [
            f"{name},Okafor,https://www.linkedin.com/in/{slug},,{company},{role},03 May 2016\r\n"
            for name, slug in (*known, *fresh)
        ]
        (folder / "Connections.csv").write_text(header + "".join(lines), encoding="utf-8")
        read(qtbot, pages, folder)


def test_the_second_archive_tells_who_has_news(
    qtbot: QtBot, library: Library, pages: ImportPages, tmp_path: Path
) -> None:
    two_archives(qtbot, pages, tmp_path, ["Maya"])
    says(qtbot, pages, texts.have_news(1))
    (shown,) = [each for each in pages.findChildren(PersonLine) if each.isVisible()]
    assert shown.accessibleName() == "Maya Okafor, VP Partnerships, Northwind, was Director, Contoso"


def test_the_others_with_news_unfold_and_the_other_new_ones_are_listed(
    qtbot: QtBot, library: Library, pages: ImportPages, tmp_path: Path
) -> None:
    two_archives(qtbot, pages, tmp_path, [f"Known{n}" for n in range(8)], new=9)
    press(qtbot, pages, texts.and_others(2))
    qtbot.waitUntil(lambda: len([one for one in pages.findChildren(PersonLine) if one.isVisible()]) == 8 + 6)
    with qtbot.waitSignal(pages.new_people_wanted) as wanted:
        press(qtbot, pages, texts.and_others(3))
    found = library.people.ids(PeopleQuery(Shown.EVERYONE, since_import=wanted.args[0]))
    assert len(found) == 9


def test_whoever_was_only_invited_is_not_among_those_talked_with_most(library: Library) -> None:
    (report,) = library.imports.start([EXPORTS / "linkedin" / "2026"]).future.result(60).imports
    brought = read_brought(library, report, NOON)
    assert [card.name for card in brought.begin_with] == ["Priya Raman"]
    assert [(row.name, days) for row, days in brought.top] == [("Ana Duarte", 2), ("Bo Håkansson", 1)]


def test_of_archives_dropped_together_each_result_tells_of_its_own_people_and_words(
    library: Library, tmp_path: Path
) -> None:
    alone = Library.open(tmp_path / "alone" / "relate.db", clock=library.clock)
    try:
        (linkedin,) = alone.imports.start([EXPORTS / "linkedin" / "2024"]).future.result(60).imports
        expected = read_brought(alone, linkedin, NOON)
    finally:
        alone.close()
    outcome = library.imports.start([EXPORTS / "linkedin" / "2024", EXPORTS / "facebook" / "2025"]).future.result(60)
    first, second = outcome.imports
    brought = read_brought(library, first, NOON)
    assert brought.conversations == expected.conversations > 0
    assert brought.since == expected.since
    assert [(row.name, days) for row, days in brought.top] == [(row.name, days) for row, days in expected.top]
    assert all("linkedin" in row.networks for row, _ in brought.top)
    assert all("linkedin" in library.people.rows([card.person])[0].networks for card in brought.begin_with)
    later = read_brought(library, second, NOON)
    assert later.new
    assert all("facebook" in row.networks for row in later.new)


def test_the_page_says_with_which_parts_of_the_download_it_was_read_and_which_are_gone(
    qtbot: QtBot, pages: ImportPages, tmp_path: Path
) -> None:
    home = EXPORTS / "facebook" / "2025"
    files = sorted(path for path in home.rglob("*") if path.is_file())
    parts = [tmp_path / f"facebook-mara.lindqvist-2026-11-20-aB{number}.zip" for number in range(3)]
    for number, part in enumerate(parts):
        with zipfile.ZipFile(part, "w") as zipped:
            for file in files[number::3]:
                zipped.write(file, file.relative_to(home).as_posix())
    read(qtbot, pages, parts[0])
    read(qtbot, pages, parts[1])
    says(qtbot, pages, f"Read together with {parts[0].name}, of the same download")
    parts[1].unlink()
    for kept in tmp_path.rglob("2.rows"):
        kept.unlink()
    read(qtbot, pages, parts[2])
    says(qtbot, pages, f"{parts[1].name}, of the same download, is not where it was.")
