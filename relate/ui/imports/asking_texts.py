"""The words of the pages that ask before an archive is read, and of what is remembered of the answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from relate.services.answers import Remembered
from relate.ui.words import counted, local, long_day, number, one_line, tr

if TYPE_CHECKING:
    from relate.services.asking import Asked
    from relate.services.previewing import Counts, PreviewPerson

FACTS = {
    "company": "Company", "role": "Role", "department": "Department", "nickname": "Nickname", "mail": "Mail",
    "phone": "Phone", "link": "Link", "place": "Place", "address": "Address", "birthday": "Birthday",
    "anniversary": "Anniversary", "group": "Tag", "relation": "Related", "note": "Note", "how_met": "How you met",
}  # fmt: skip


DAYS = ("birthday", "anniversary")


def before(title: str) -> str:
    return tr("Before {archive} is read", archive=one_line(title, 120))


def which(asked: Asked) -> str:
    """ "contacts.csv · the files cannot tell this themselves · 1 of 2"."""
    parts = [one_line(asked.file, 80)]
    if asked.archive.answers:
        parts.append(tr("your answers of last time are filled in"))
    elif asked.has_columns:
        parts.append(tr("what its columns hold is guessed: change what is wrong, then read it"))
    else:
        parts.append(tr("its files cannot tell this themselves"))
    if asked.of > 1:
        parts.append(tr("{n} of {count}", n=asked.place, count=asked.of))
    return " · ".join(parts)


def samples(values: Sequence[str]) -> str:
    return tr("For example: {samples}", samples=" · ".join(one_line(value, 80) for value in values))


def columns_become() -> str:
    return tr("What each column becomes")


def becomes(heading: str) -> str:
    """For a screen reader."""
    return tr("What “{heading}” becomes", heading=one_line(heading, 80))


def values(samples: Sequence[str]) -> str:
    return " · ".join(one_line(value, 60) for value in samples)


def would_come() -> str:
    return tr("Who would come of it")


def nobody_would_come() -> str:
    return tr("Nobody: no column says who they are.")


def without_name() -> str:
    return tr("Without a name")


def counting() -> str:
    return tr("Counting …")


def facts(person: PreviewPerson) -> str:
    """ "Company: Contoso · Mail: ana@example.com; ana@example.org"."""
    told: dict[str, list[str]] = {}
    for field, value in person.facts:
        told.setdefault(tr(FACTS.get(field, field)), []).append(_day(value) if field in DAYS else one_line(value, 80))
    return " · ".join(f"{word}: {'; '.join(values)}" for word, values in told.items())


def _day(iso: str) -> str:
    """ "12 April 1984"; what has no year, or no day, as it stands."""
    return long_day(date.fromisoformat(iso)) if len(iso) == 10 and iso[0] != "-" else iso


def rows_would(counts: Counts) -> str:
    """ "214 rows: 180 would add somebody, 20 belong to people you have, 3 are skipped (2 empty)"."""
    rows = counted(counts.rows, "{n} row", "{n} rows") if counts.whole else tr(
        "The first {n} rows", n=number(counts.rows)
    )  # fmt: skip
    reasons = ", ".join(f"{number(n)} {tr(reason)}" for reason, n in counts.reasons[:3])
    told = (
        (counts.new, tr("{n} would create somebody", n=number(counts.new))),
        (counts.matched, tr("{n} belong to people you have", n=number(counts.matched))),
        (counts.updated, tr("{n} would update somebody", n=number(counts.updated))),
        (counts.unchanged, tr("{n} change nothing", n=number(counts.unchanged))),
        (counts.skipped, tr("{n} would be skipped: {reasons}", n=number(counts.skipped), reasons=reasons)),
    )
    return f"{rows}: {', '.join(words for n, words in told if n)}."


def remembered(shape: str) -> str:
    if not shape:
        return tr("This holds for these files only.")
    return tr("Remembered for the next file of this kind, which is then read without asking. Settings shows it.")


def read_it() -> str:
    return tr("Read it")


def leave_out() -> str:
    return tr("Leave this one out")


def cancel() -> str:
    return tr("Cancel")


def asks(title: str) -> str:
    """For somebody who looks elsewhere."""
    return tr("{archive} asks something before it is read.", archive=one_line(title, 60))


def answered_before() -> str:
    return tr("Read with your answers.")


def otherwise() -> str:
    return tr("Answer otherwise")


# ---------------------------------------------------------------------------------------- what is remembered


def remembered_title() -> str:
    return tr("What you answered before files were read")


def remembered_says() -> str:
    return tr("Files of the same kind are read with these answers, without asking.")


def said_when(one: Remembered) -> str:
    return tr("{archive}, {day}", archive=one_line(one.title, 80), day=long_day(local(one.at_ms).date()))


def said_what(one: Remembered) -> str:
    """ "Is the day or the month first? → The day · Jméno → First name"."""
    return " · ".join(f"{one_line(question, 80)} → {one_line(choice, 60)}" for question, choice in one.said)


def ask_again() -> str:
    return tr("Ask me again")


def do_not_ask() -> str:
    return tr("Don’t ask")


def forget() -> str:
    return tr("Forget")


def will_ask() -> str:
    return tr("The next one asks again, with these answers filled in.")
