"""The words of the pages that ask before an archive is read, and of what is remembered of the answers."""

from __future__ import annotations

from collections.abc import Sequence

from relate.services.answers import Remembered
from relate.services.asking import Asked
from relate.ui.words import local, long_day, one_line, tr


def before(title: str) -> str:
    return tr("Before {archive} is read", archive=one_line(title, 120))


def which(asked: Asked) -> str:
    """ "contacts.csv · the files cannot tell this themselves · 1 of 2"."""
    parts = [one_line(asked.file, 80)]
    parts.append(
        tr("your answers of last time are filled in")
        if asked.archive.answers
        else tr("its files cannot tell this themselves")
    )
    if asked.of > 1:
        parts.append(tr("{n} of {count}", n=asked.place, count=asked.of))
    return " · ".join(parts)


def samples(values: Sequence[str]) -> str:
    return tr("For example: {samples}", samples=" · ".join(one_line(value, 80) for value in values))


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
