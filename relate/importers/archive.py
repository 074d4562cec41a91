"""The contract between a source's module and everything that reads with it.

A source is one module that offers one `Importer` and is named once in `registry.py`; it gets a `Source` (one tree,
whether a file, a zip or a folder was dropped), says what it recognises in it, and yields records.

Values are NamedTuples here and in whatever else each process loads that reads an archive: to load dataclasses and to
make some of them is an eighth of what passes before its first record.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, Protocol, runtime_checkable

from relate.domain.records import IdentityKey, Record, Skipped
from relate.importers.source import Member, Source


class Choice(NamedTuple):
    """One answer to a Question. id: kept with what the user chose, never changed. words: as the page shows it."""

    id: str
    words: str


class Question(NamedTuple):
    """What the files alone cannot tell and their owner can; asked before a row is read, never after.

    id: unique inside the archive. words: the question as it is shown. choices: what may be answered, the likeliest
    first. default: the id of the choice that stands where nobody can be asked; "" where nothing is read without an
    answer. samples: up to three values of the file that make the question clear. column: the heading of the column of
    a table that it is about; such questions are shown together, beside what comes of them. Empty: of the whole archive.
    sure: these files tell it themselves, so that nobody is asked; the answer is kept for the next archive of that
    shape, whose files may not.
    """

    id: str
    words: str
    choices: tuple[Choice, ...]
    default: str
    samples: tuple[str, ...] = ()
    column: str = ""
    sure: bool = False

    def choice(self, answer: str) -> Choice | None:
        """The choice of that id; None when it is none of these."""
        return next((one for one in self.choices if one.id == answer), None)


class Archive(NamedTuple):
    """What an importer found in a source: one archive of one account, before a row of it is read.

    snapshot_ms: the day the archive tells the state of, UTC ms: date in its name, else manifest, else newest row,
    else the member's time. None where only reading tells it (then the newest row counts).
    complete: it holds the whole list of people, so that somebody missing from a later one is news.
    owner: keys by which this archive names its owner (empty: not known; the account is then guessed or asked).
    counts: what the first look tells: ("people", 2418), ("messages", 18223); empty where that would be slow.
    unread: members that belong to this archive and are left alone on purpose (private, or nothing to keep).
    questions: what has to be known before it is read. answers: (question, choice) as far as somebody answered.
    shape: under which the answers are remembered for the next archive of that kind; empty: they hold for this one.
    signs: keys inside its account that no other account has, as those of conversations: an archive that shares one is
    of the same account, whatever its owner was called. names_told: it lists every name its owner had until then, so
    that an older archive of another name is another account's. owner_said: (mail address, whether it is the owner's) as
    the library knows beside what the files tell, for importers that read for an owner (`ReadForOwner`).
    """

    source_id: str
    network: str
    title: str
    members: tuple[Member, ...]
    snapshot_ms: int | None
    complete: bool
    owner: tuple[IdentityKey, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    unread: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    shape: str = ""
    signs: tuple[IdentityKey, ...] = ()
    names_told: bool = False
    owner_said: tuple[tuple[str, bool], ...] = ()

    def answer(self, question: str) -> str:
        """The choice that holds for this question: the one given, else its default. KeyError for an unknown one."""
        given = dict(self.answers)
        if question in given:
            return given[question]
        return {one.id: one.default for one in self.questions}[question]


@runtime_checkable
class AskingAgain(Protocol):
    """An importer some of whose answers change what its other questions show."""

    def asked_again(self, source: Source, archive: Archive) -> Archive:
        """The same archive, its questions as they are with its answers so far."""


@runtime_checkable
class AskingAlways(Protocol):
    """An importer that asks the same of each of its archives, so that it may be answered before there is one."""

    asks: tuple[str, Question]
    """The shape of its archives, and what it asks of them."""


@runtime_checkable
class OwnerAsked(Protocol):
    """An importer that may have to ask whose an archive is."""

    def owner_answered(self, archive: Archive) -> tuple[IdentityKey, ...]:
        """The keys of the owner whom the archive's answers name; empty where they name nobody."""


@runtime_checkable
class ReadForOwner(Protocol):
    """An importer that leaves rows out by whose an address is: it is told what is known of that
    (`Archive.owner_said`)."""

    reads_for_owner: bool


@runtime_checkable
class TellingTogether(Protocol):
    """An importer whose archives come in parts that explain each other: whose name a row means stands in another zip.
    A part that comes later is read together with those that were read before, as far as they are still there."""

    parts_tell_together: bool

    def are_parts(self, first: Source, its: Archive, second: Source) -> bool:
        """Whether the second one is another part of the download that the first one, with this archive in it, is a part
        of. Asked where their names are alike and say no day; never raises."""


class Wait(NamedTuple):
    """What can be asked for, and in how many minutes its network has it ready as a rule."""

    words: str
    """What it is, where there is a choice: "The larger archive"; else empty."""
    minutes: int


class Way(NamedTuple):
    """One of several places where the same kind of file is got: "Google Contacts", its page and its steps in order."""

    title: str
    steps: tuple[str, ...]
    link: str = ""


class HowTo(NamedTuple):
    """How a user gets this archive: "ready in about 10 minutes", and the steps in order.

    choose: the format and the range to ask for, as the rest of a line: "JSON, all time"; empty where nothing is asked.
    waits: what is asked for and comes later; empty where it is there at once. ways: the places where it may be got;
    `steps` are what follows then.
    """

    holds: str
    """What one gets, as the rest of a line: "people, messages, invitations"."""
    takes: str
    """How soon it is there: "about 10 minutes; the larger archive up to two days"."""
    steps: tuple[str, ...]
    link: str
    choose: str = ""
    waits: tuple[Wait, ...] = ()
    ways: tuple[Way, ...] = ()


@runtime_checkable
class TurnsAway(Protocol):
    """A source that is sent in several forms, of which one cannot be read: an importer may be this too."""

    def turned_away(self, source: Source) -> tuple[str, tuple[Member, ...]] | None:
        """The files of that form in the tree, and what it is and what to get instead as the rest of a sentence about
        what was dropped: "is … : export again and …"; None when there are none. Reads little but heads."""


class Importer(Protocol):
    """One source. Stateless; one instance for the life of the program."""

    source_id: str
    """"linkedin", "vcard": kept in the library, never changed."""
    network: str
    """The network of its identities: "linkedin", "card"."""
    title: str
    """"LinkedIn", "Address book (vCard)"."""
    icon: str
    """The name of its icon below resources/icons/."""
    suffixes: tuple[str, ...]
    """File name endings the file chooser and the desktop entry offer: (".zip", ".csv")."""
    how_to: HowTo | None

    def recognise(self, source: Source) -> Archive | None:
        """What of this source is in the tree, judged by content; None when nothing is. Reads little but heads."""

    def read(self, source: Source, archive: Archive) -> Iterator[Record | Skipped]:
        """Every row of every member as at least one record or one Skipped, in any order.

        Raises nothing for bad rows. A member that breaks off in the middle ends with one Skipped of Reason.INCOMPLETE.
        The owner's PersonRecord (owner=True), where known, comes first.
        """
