"""The words of an import: what is going on, what came of it, and what became of every row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from relate.domain.skipped_words import kind_of
from relate.services.views import FileReport, ImportReport, Progress, UndoReport, in_number
from relate.ui.words import counted, listed, local, long_day, number, one_line, tr

PHASES = {
    "reading": "Reading the rows",
    "matching": "Finding who is who",
    "writing": "Writing them down",
    "settling": "Working out how often you talk",
}
NAMED_REASONS = 4
"""How many reasons the folded line names before it says that there are others."""


def phase(progress: Progress) -> str:
    return tr(PHASES.get(progress.phase, "Working"))


def waiting() -> str:
    return tr("Waits for the one before")


def starting() -> str:
    return tr("Looking into the files")


def rows_and_bytes(progress: Progress) -> str:
    parts = [counted(progress.rows, "{n} row", "{n} rows")] if progress.rows else []
    if progress.bytes_total:
        parts.append(tr("{done} of {total}", done=size(progress.bytes_done), total=size(progress.bytes_total)))
    if progress.seconds_left is not None:
        parts.append(time_left(progress.seconds_left))
    return " · ".join(parts)


def size(count: int) -> str:
    """Bytes in the unit a file manager would take: 812 kB, 14.2 MB."""
    value = float(count)
    for unit in ("B", "kB", "MB", "GB"):
        if value < 1000 or unit == "GB":
            return f"{value:.0f} {unit}" if value >= 100 or unit == "B" else f"{value:.1f} {unit}"
        value /= 1000
    raise AssertionError


def time_left(seconds: float) -> str:
    if seconds < 5:
        return tr("a moment left")
    if seconds < 55:
        return tr("about {n} seconds left", n=round(seconds / 5) * 5)
    return counted(max(round(seconds / 60), 1), "about a minute left", "about {n} minutes left")


def took(seconds: float) -> str:
    if seconds < 1:
        return tr("less than a second")
    return counted(round(seconds), "{n} second", "{n} seconds") if seconds < 120 else tr(
        "{n} minutes", n=round(seconds / 60)
    )  # fmt: skip


def cancel() -> str:
    return tr("Cancel")


def cancelling() -> str:
    return tr("Cancelling …")


def cancelling_what(title: str) -> str:
    return tr("Cancelling {what} …", what=one_line(title, 60))


def reading(title: str, fraction: float) -> str:
    """ "Reading LinkedIn archive, 71 %": for whoever looks elsewhere. fraction: 0 to 1."""
    return tr("Reading {what}, {percent} %", what=one_line(title, 60), percent=round(fraction * 100))


def waits_for_answer(title: str) -> str:
    return tr("{what} waits for your answer", what=one_line(title, 60))


def cancelled() -> str:
    return tr("Cancelled. Nothing of what was being read is kept.")


# ------------------------------------------------------------------------------------------------ the result


def title(report: ImportReport, conversations: int = 0, since: int | None = None) -> str:
    """ "4,012 people, 18,223 conversations since 2011" of a first import, and what is new of a later one."""
    if report.first:
        text = counted(report.people_new + report.people_matched, "{n} person", "{n} people")
        if conversations:
            text += ", " + counted(conversations, "{n} conversation", "{n} conversations")
            text += f" {tr('since {year}', year=since)}" if since else ""
        return text
    new = [new_people(report.people_new)] if report.people_new else []
    new += [new_rows(report.interactions_new)] if report.interactions_new else []
    if new:
        return ", ".join(new)
    return tr("Nothing new: everything in it is known already") if all_unchanged(report) else tr("Nobody new")


def ended(report: ImportReport) -> str:
    """One sentence about an import, for somebody who looks elsewhere."""
    return tr("{title} is read: {sum}.", title=report.title or report.source, sum=title(report))


def have_news(n: int) -> str:
    return counted(n, "{n} person has news", "{n} people have news")


def new_people(n: int) -> str:
    return counted(n, "{n} new person", "{n} new people")


def new_rows(n: int) -> str:
    return counted(n, "{n} new row in the timelines", "{n} new rows in the timelines")


def all_unchanged(report: ImportReport) -> bool:
    return all(file.new == file.matched == file.updated == 0 for file in report.files)


def subtitle(report: ImportReport) -> str:
    """ "LinkedIn archive of 20 November 2026 · 24,207 rows read, 24,207 accounted for · 14 seconds"."""
    rows = sum(file.rows for file in report.files)
    parts = [report.title or report.source]
    if report.snapshot_ms is not None and str(local(report.snapshot_ms).year) not in parts[0]:
        parts[0] = tr("{title}, as of {day}", title=parts[0], day=long_day(local(report.snapshot_ms).date()))
    read = counted(rows, "{n} row read", "{n} rows read")
    parts.append(tr("{rows}, {told} accounted for", rows=read, told=number(accounted(report.files))))
    parts.append(took(report.seconds))
    return " · ".join(parts)


def partial() -> str:
    return tr(
        "This may be a part only, like one file or a range of dates: nobody who is missing in it is taken for gone."
    )


def accounted(files: Sequence[FileReport]) -> int:
    return sum(file.new + file.matched + file.updated + file.unchanged + file.skipped for file in files)


def talked_most() -> str:
    return tr("The people you talked with most")


def contact_days(n: int, first: bool) -> str:
    return counted(n, "{n} day of contact", "{n} days of contact") if first else number(n)


def begin_with(n: int) -> str:
    return {1: tr("One to begin with"), 2: tr("Two to begin with"), 3: tr("Three to begin with")}.get(
        n, tr("Some to begin with")
    )


def sharpens() -> str:
    return tr("one minute; it sharpens everything")


def nobody_talked() -> str:
    return tr("These files hold names, but no conversations. Mail and chats tell Relate who is close to you.")


def and_others(n: int) -> str:
    return counted(n, "and {n} other", "and {n} others")


def known_already(n: int) -> str:
    return counted(n, "{n} person was known already", "{n} people were known already")


def what_is_new() -> str:
    return tr("In all")


def every_row() -> str:
    return tr("Every row accounted for")


def row_summary(files: Sequence[FileReport]) -> str:
    """The folded line: "22,834 new · 1,373 skipped: 1,204 sponsored, 45 closed profile"."""
    parts = []
    for count, word in (
        (sum(file.new for file in files), tr("new")),
        (sum(file.matched for file in files), tr("matched")),
        (sum(file.updated for file in files), tr("updated")),
        (sum(file.unchanged for file in files), tr("unchanged")),
    ):
        if count:
            parts.append(f"{number(count)} {word}")
    skipped: Counter[str] = Counter()
    for file in files:
        skipped.update(dict(file.reasons))
    if total := sum(file.skipped for file in files):
        named = ", ".join(_reason(reason, n) for reason, n in skipped.most_common(NAMED_REASONS))
        more = tr(", and others") if len(skipped) > NAMED_REASONS else ""
        parts.append(tr("{n} skipped: {reasons}", n=number(total), reasons=named + more))
    return " · ".join(parts)


def columns() -> tuple[str, ...]:
    return (tr("file"), tr("rows"), tr("new"), tr("matched"), tr("updated"), tr("unchanged"), tr("skipped"),
            tr("because"))  # fmt: skip


def reasons(file: FileReport) -> str:
    return " · ".join(_reason(reason, n) for reason, n in file.reasons)


def _reason(reason: str, n: int) -> str:
    return f"{number(n)} {tr(kind_of(reason, n))}"


def left_alone(names: Sequence[str]) -> str:
    return tr("Left alone, because nothing in them is about people: {names}", names=", ".join(names))


def parts_again(names: Sequence[str]) -> str:
    """Parts of the download that had been read before were read together with what was dropped."""
    return tr("Read together with {names}, of the same download, which you gave before.", names=_shortly(names))


def parts_apart(names: Sequence[str]) -> str:
    """Parts that had been read before and cannot be found."""
    return tr(
        "{names}, of the same download, is not where it was. Drop it together with this one: each part explains what"
        " the other says.",
        names=_shortly(names),
    )


def _shortly(names: Sequence[str]) -> str:
    more = len(names) - NAMED_REASONS
    shown = [one_line(name, 80) for name in names[:NAMED_REASONS]]
    return listed([*shown, counted(more, "{n} more", "{n} more")] if more > 0 else shown)


def undo() -> str:
    return tr("Undo this import")


def undoing() -> str:
    return tr("Taking it back …")


def undone() -> str:
    return tr("This import is taken back")


def put_back() -> str:
    return tr("Put it back")


def undo_lines(report: UndoReport) -> tuple[str, ...]:
    """What went, then what stayed and why."""
    gone = tuple(tr("{n} {what} went", n=number(n), what=_what(what, n)) for n, what in report.gone if n)
    kept = tuple(
        tr("{n} {what} stayed because {why}", n=number(n), what=_what(what, n), why=tr(why).removeprefix("because "))
        for n, what, why in report.kept
        if n
    )
    return (*gone, *kept) or (tr("Nothing had to go: everything in it is known from elsewhere."),)


def _what(what: str, n: int) -> str:
    return tr(in_number(what, n))


# ------------------------------------------------------------------------------------------------- troubles


def unknown_title(all_unknown: bool, n: int) -> str:
    if all_unknown:
        return tr("Nothing in it that Relate can read")
    return counted(n, "One file was left out", "{n} files were left out")


def failed_title() -> str:
    return tr("This could not be read")


def bug() -> str:
    return tr("Something went wrong in Relate itself. Nothing of these files was kept, and the log tells what it was.")


def try_again() -> str:
    return tr("Try again")


def nothing_dropped() -> str:
    return tr("Nothing is being read. Drop files on the window, or choose them.")


def may_be_event(question: str, others: int) -> str:
    """ "14 to 16 March 2019, 12 people: an event?", and whether there are more of them."""
    if not others:
        return question
    return tr("{question} And {others}.", question=question, others=counted(others, "one other", "{n} others"))


def name_event() -> str:
    return tr("Name it")


def join_them() -> str:
    return tr("Look at them")


def join_these(event: str) -> str:
    return tr("Look at who of {event} became connected", event=event)


def look_at_it() -> str:
    return tr("Look at its list")


def look_at(event: str) -> str:
    return tr("Look at the list of {event}", event=event)


def name_these(days: str) -> str:
    return tr("Name the event of {days}", days=days)


def who_are_you() -> str:
    return tr("Who are you in this archive?")


def why_ask() -> str:
    return tr("Relate could not tell which of these people is you, so it does not know which messages are yours.")


def tell_who() -> str:
    return tr("Tell Relate")


def other_files() -> str:
    return tr("Choose other files")


def how_to() -> str:
    return tr("How do I get my archive?")


def to_today() -> str:
    return tr("Go to Today")
