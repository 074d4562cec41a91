"""What an archive asks is asked before a row is read: answered, left out, cancelled, remembered, or assumed."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from relate.domain.errors import KnownError
from relate.services import reading_apart, staged_archive
from relate.services.asking import Asked
from relate.services.import_job import ImportJob
from relate.services.library import Library
from relate.services.views import ImportOutcome
from tests.diaries import put_in, written
from tests.services.conftest import EXPORTS, Opened, dump


@pytest.fixture(autouse=True)
def diaries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_in(tmp_path, monkeypatch)


@pytest.fixture
def diary(tmp_path: Path) -> Callable[..., Path]:
    return partial(written, tmp_path)


class Somebody:
    """Drops files and is asked; the test answers."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.asked: list[Asked] = []
        self._arrived = threading.Condition()
        self.job: ImportJob | None = None

    def ask(self, asked: Asked) -> None:
        with self._arrived:
            self.asked.append(asked)
            self._arrived.notify_all()

    def drop(self, *paths: Path) -> ImportJob:
        self.job = self._library.imports.start(paths, ask=self.ask)
        return self.job

    def next(self, count: int) -> Asked:
        with self._arrived:
            assert self._arrived.wait_for(lambda: len(self.asked) >= count, timeout=20)
        return self.asked[-1]

    def outcome(self) -> ImportOutcome:
        assert self.job is not None
        return self.job.future.result(timeout=60)


@pytest.fixture
def somebody(library: Library) -> Iterator[Somebody]:
    made = Somebody(library)
    yield made
    if made.job is not None:
        made.job.cancel()


def birthday(library: Library, name: str = "Dana Reed") -> str:
    (person,) = library.people.named(name)
    return library.people.page(person).birthday


def test_nothing_is_read_before_the_answer_and_everything_with_it(
    library: Library, somebody: Somebody, diary: Callable[..., Path]
) -> None:
    job = somebody.drop(diary())
    asked = somebody.next(1)
    assert [(one.id, one.samples) for one in asked.archive.questions] == [("order", ("03/04/1984 Dana Reed",))]
    assert (asked.place, asked.of, asked.alone) == (1, 1, True)
    assert library.imports.list() == []
    job.answer((("order", "mdy"),))
    outcome = somebody.outcome()
    assert outcome.answered == (outcome.imports[0].id,)
    assert birthday(library) == "1984-03-04"


def test_the_library_goes_on_while_an_answer_is_waited_for(
    library: Library, opened: Opened, somebody: Somebody, diary: Callable[..., Path]
) -> None:
    """Neither the writer nor the thread that reads waits with it: others import, take back and do again."""
    job = somebody.drop(diary())
    somebody.next(1)
    assert job.waits
    (report,) = library.imports.start([EXPORTS / "linkedin" / "2023"]).future.result(timeout=60).imports
    library.imports.undo(report.id).result(timeout=60)
    library.imports.redo(report.id).result(timeout=60)
    job.answer((("order", "dmy"),))
    assert somebody.outcome().imports
    assert birthday(library) == "1984-04-03"


def test_several_archives_of_a_drop_ask_one_after_the_other(
    library: Library, somebody: Somebody, diary: Callable[..., Path], tmp_path: Path
) -> None:
    for name in ("one", "two", "three"):
        (tmp_path / name).mkdir()
    job = somebody.drop(
        diary("one/once.diary").parent, EXPORTS / "linkedin" / "2023", diary("two/once.diary", "Bo Berg").parent,
        diary("three/once.diary", "Chidi Eze").parent,
    )  # fmt: skip
    first = somebody.next(1)
    assert (first.place, first.of, first.alone) == (1, 3, False)
    assert library.imports.list() == [], "all is asked before anything is read: nobody has to wait by the screen"
    job.answer((("order", "mdy"),))
    somebody.next(2)
    job.leave_out()
    somebody.next(3)
    job.answer((("order", "dmy"),))
    outcome = somebody.outcome()
    assert [one.source for one in outcome.imports] == ["diary", "linkedin", "diary"]
    assert [(one.name, one.reason) for one in outcome.unknown] == [
        ("Diary once.diary", "Diary once.diary (two) was left out, as you wished.")
    ]
    assert birthday(library) == "1984-03-04"
    assert birthday(library, "Chidi Eze") == "1984-04-03"
    assert library.people.named("Bo Berg") == []


def test_archives_of_one_kind_that_are_dropped_together_are_asked_about_once(
    library: Library, somebody: Somebody, diary: Callable[..., Path], tmp_path: Path
) -> None:
    for name in ("one", "two", "three"):
        (tmp_path / name).mkdir()
    job = somebody.drop(
        diary("one/a.diary").parent, diary("two/mine.diary", "Bo Berg").parent, diary("three/c.diary", "Chi Eze").parent
    )
    first = somebody.next(1)
    assert (first.archive.title, first.place, first.of) == ("Diary a.diary", 1, 2)
    job.answer((("order", "mdy"),))
    second = somebody.next(2)
    assert (second.archive.title, second.place) == ("Diary mine.diary", 2), "it asks something more"
    job.answer((("order", "dmy"), ("whose", "yes")))
    outcome = somebody.outcome()
    assert len(somebody.asked) == 2
    assert outcome.answered == tuple(one.id for one in outcome.imports)
    assert [birthday(library, name) for name in ("Dana Reed", "Bo Berg", "Chi Eze")] == [
        "1984-03-04", "1984-04-03", "1984-03-04"
    ]  # fmt: skip


def test_cancel_while_it_waits_leaves_nothing(
    library: Library, opened: Opened, somebody: Somebody, diary: Callable[..., Path]
) -> None:
    job = somebody.drop(diary())
    somebody.next(1)
    job.cancel()
    outcome = somebody.outcome()
    assert outcome.cancelled
    assert outcome.imports == ()
    assert dump(library) == dump(opened("empty"))
    job.answer((("order", "mdy"),))
    assert library.answers.everything() == []


def test_a_library_is_closed_while_an_answer_is_waited_for(
    opened: Opened, diary: Callable[..., Path], tmp_path: Path
) -> None:
    library = opened("closed")
    somebody = Somebody(library)
    somebody.drop(diary())
    somebody.next(1)
    library.close()
    again = opened("closed")
    assert again.imports.list() == []


def test_a_shape_that_was_answered_is_read_without_asking_and_one_without_shape_asks_again(
    library: Library, somebody: Somebody, diary: Callable[..., Path]
) -> None:
    job = somebody.drop(diary())
    somebody.next(1)
    job.answer((("order", "mdy"),))
    somebody.outcome()
    somebody.drop(diary("b.diary", "Bo Berg"))
    outcome = somebody.outcome()
    assert outcome.answered == (outcome.imports[0].id,), "said on its page, so that it can be answered otherwise"
    assert birthday(library, "Bo Berg") == "1984-03-04"
    assert len(somebody.asked) == 1
    for count in (2, 3):
        job = somebody.drop(diary("once.diary", "Chidi Eze"))
        assert somebody.next(count).archive.answers == ()
        job.answer((("order", "dmy"),))
        somebody.outcome()
    (remembered,) = library.answers.everything()
    assert remembered.said == (("Is the day or the month first?", "The month"),)
    assert remembered.title == "Diary b.diary"


def test_an_answer_that_is_no_choice_any_more_is_asked_for_anew(
    library: Library, somebody: Somebody, diary: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    library.imports.start([diary()], given=(("order", "mdy"),)).future.result(timeout=60)
    monkeypatch.setattr("made_up_diaries.ORDER", (sys.modules["made_up_diaries"].ORDER[0],))
    somebody.drop(diary())
    assert somebody.next(1).archive.answers == ()


def test_what_was_taken_back_asks_again_with_its_answers_filled_in_and_doing_it_again_does_not(
    library: Library, somebody: Somebody, diary: Callable[..., Path]
) -> None:
    (report,) = library.imports.start([diary()], given=(("order", "mdy"),)).future.result(timeout=60).imports
    before = dump(library)
    library.imports.undo(report.id).result(timeout=60)
    somebody.drop(diary())
    assert somebody.next(1).archive.answers == (("order", "mdy"),)
    assert somebody.job is not None
    somebody.job.cancel()
    somebody.outcome()
    library.imports.redo(report.id).result(timeout=60)
    assert dump(library) == before
    somebody.drop(diary())
    assert somebody.outcome().imports
    assert len(somebody.asked) == 1


def test_ask_again_and_forget(library: Library, somebody: Somebody, diary: Callable[..., Path]) -> None:
    library.imports.start([diary()], given=(("order", "mdy"),)).future.result(timeout=60)
    (one,) = library.answers.everything()
    (doing := library.answers.ask_again(one.shape, True)) and doing.result()
    somebody.drop(diary())
    assert somebody.next(1).archive.answers == (("order", "mdy"),)
    assert somebody.job is not None
    somebody.job.answer((("order", "dmy"),))
    somebody.outcome()
    (one,) = library.answers.everything()
    assert (one.asks, one.said[0][1]) == (False, "The day")
    library.answers.forget(one.shape).result()
    assert library.answers.everything() == []
    somebody.drop(diary())
    assert somebody.next(2).archive.answers == ()
    assert library.answers.ask_again("unheard of", True) is None


def test_answers_are_in_the_library_and_still_there_when_it_is_opened_again(
    opened: Opened, diary: Callable[..., Path]
) -> None:
    first = opened("kept")
    first.imports.start([diary()], given=(("order", "mdy"),)).future.result(timeout=60)
    first.close()
    again = opened("kept")
    somebody = Somebody(again)
    somebody.drop(diary("b.diary", "Bo Berg"))
    somebody.outcome()
    assert somebody.asked == []
    assert birthday(again, "Bo Berg") == "1984-03-04"


def test_where_nobody_can_be_asked_the_default_holds_and_is_told_and_not_remembered(
    library: Library, somebody: Somebody, diary: Callable[..., Path]
) -> None:
    outcome = library.imports.start([diary()]).future.result(timeout=60)
    assert birthday(library) == "1984-04-03"
    assert outcome.answered == ()
    assert [(one.question, one.choice, one.choice_words) for one in outcome.assumed] == [("order", "dmy", "The day")]
    somebody.drop(diary())
    assert somebody.next(1).archive.answers == ()


def test_what_has_no_default_is_not_read_without_an_answer_and_the_rest_is(
    library: Library, diary: Callable[..., Path]
) -> None:
    paths = [diary("mine.diary"), EXPORTS / "linkedin" / "2023"]
    outcome = library.imports.start(paths).future.result(timeout=60)
    assert [one.source for one in outcome.imports] == ["linkedin"]
    (unknown,) = outcome.unknown
    assert unknown.reason == (
        "Diary mine.diary cannot be read without an answer: “Whose is it?”. Answer with --answer whose=yes or whose=no."
    )
    given = (("Whose is it?", "mine"), ("ORDER", "mdy"))
    assert library.imports.start(paths, given=given).future.result(timeout=60).unknown == ()
    assert birthday(library) == "1984-03-04"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (("order", "ymd"), "“ymd” is no answer to “order”: choose one of dmy, mdy."),
        (("colour", "red"), "Nothing in these files asks “colour”. What they ask: order."),
    ],
)
def test_an_answer_that_fits_nothing_is_a_sentence_and_nothing_is_read(
    library: Library, opened: Opened, diary: Callable[..., Path], given: tuple[str, str], says: str
) -> None:
    with pytest.raises(KnownError) as told:
        library.imports.start([diary()], given=(given,)).future.result(timeout=60)
    assert str(told.value) == says
    assert dump(library) == dump(opened("empty"))


def test_the_process_that_reads_apart_knows_the_answers(
    library: Library, opened: Opened, diary: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its registry has no diaries: what it is told of is read back, so that it is seen what it was told."""
    monkeypatch.setattr(reading_apart, "FROM_BYTES", 0)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr(staged_archive, "_read_here", None)
    root, folder = EXPORTS.parents[1], diary().parent
    program = (
        f"import sys; sys.path[:0] = [{str(root)!r}, {str(folder)!r}]; import made_up_diaries;"
        " from relate.importers import registry; registry.IMPORTERS += (made_up_diaries.Diaries(),);"
        " from relate.services import reading_process; sys.exit(reading_process.main())"
    )
    monkeypatch.setattr(reading_apart, "_command", lambda: [sys.executable, "-c", program])
    library.imports.start([diary()], given=(("order", "mdy"),)).future.result(timeout=60)
    assert birthday(library) == "1984-03-04"


def test_cancelled_and_answered_at_once_it_is_one_of_both(
    library: Library, somebody: Somebody, diary: Callable[..., Path]
) -> None:
    job = somebody.drop(diary())
    somebody.next(1)
    threads = [threading.Thread(target=job.cancel), threading.Thread(target=job.answer, args=((("order", "mdy"),),))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    outcome = somebody.outcome()
    assert outcome.cancelled != bool(outcome.imports)
    assert len(library.imports.list()) == len(outcome.imports)
