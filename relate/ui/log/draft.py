"""What is going to be logged: what the line says, corrected by what was chosen on the chips."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from relate.domain.called import bears
from relate.domain.moments import Moment, Precision, day_number
from relate.domain.phrases import Phrase, parse, promise
from relate.domain.records import Kind
from relate.services.views import Talk

Found = Sequence[tuple[int, str]]
"""People by id and name, the best fit first."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A conversation before it is logged. What was chosen by hand wins over what the line says."""

    line: str = ""
    phrase: Phrase = field(default_factory=Phrase)
    today: date = date.min
    usual: Kind = Kind.TALK
    """The channel used last with the person whose page is open."""
    here: tuple[int, str] | None = None
    """The person whose page is open."""
    people: tuple[tuple[int, str], ...] = ()
    unknown: tuple[str, ...] = ()
    """Names of the line that nobody in the library has."""
    others: tuple[tuple[int, Found], ...] = ()
    """For a person of the line: who else bears the name that was typed."""
    picked: tuple[tuple[str, tuple[int, str]], ...] = ()
    """Names of the line and whom the user picked for them."""
    chosen_day: date | None = None
    chosen_channel: Kind | None = None
    chosen_due: date | None = None
    due_taken_out: bool = False
    """The promise is for no day, whatever the line says."""
    plain: frozenset[str] = frozenset()
    """What was read as "promised" or "ask_next" and is none: it stays in the note."""

    @property
    def promised(self) -> str:
        """What was promised, without the day it is for."""
        return promise(self.phrase.promised, self.today)[0]

    @property
    def promised_by(self) -> date | None:
        if self.chosen_due is not None or self.due_taken_out:
            return self.chosen_due
        return promise(self.phrase.promised, self.today)[1]

    @property
    def day(self) -> date:
        return self.chosen_day or self.phrase.day or self.today

    @property
    def channel(self) -> Kind:
        """NOTE where the line tells of no conversation: what it says is for next time alone."""
        said = Kind.ATTEMPT if self.phrase.attempt else self.phrase.channel
        if self.phrase.only_thread and len(self.people) == 1:
            said = Kind.NOTE
        return self.chosen_channel or said or self.usual

    @property
    def ready(self) -> bool:
        """Whether it is known who is meant. Of several names some may be unknown: they stay in the note."""
        return bool(self.people)

    @property
    def text(self) -> str:
        """The note: what the line says, and whom it names that nobody in the library has."""
        return " ".join(part for part in (self.phrase.text, self._with_unknown) if part)

    @property
    def _with_unknown(self) -> str:
        return f"(with {', '.join(self.unknown)})" if self.unknown else ""

    def talk(self, now: datetime) -> Talk:
        """What is logged. Today has its minute; an earlier day has none."""
        at = Moment.of(now, Precision.MINUTE) if self.day == self.today else Moment.of_day(self.day)
        return Talk(
            people=tuple(person for person, _ in self.people),
            at=at,
            channel=self.channel,
            text=self.text,
            promised=self.promised,
            promised_by=None if self.promised_by is None else day_number(self.promised_by),
            ask_next=self.phrase.ask_next,
        )


def read(draft: Draft, line: str, find: Callable[[str], Found]) -> Draft:
    """The draft for a line as it stands now; `find` looks a name up in the library.

    A name that the open person bears is that person. Without any name the open person is meant; with names that nobody
    bears it is asked who that is.
    """
    phrase = parse(line, draft.today, draft.plain)
    picked = dict(draft.picked)
    people: list[tuple[int, str]] = []
    unknown: list[str] = []
    others: list[tuple[int, Found]] = []
    for name in phrase.names:
        found = find(name)
        if name in picked:
            people.append(picked[name])
        elif draft.here is not None and bears(draft.here[1], name):
            people.append(draft.here)
        elif found:
            people.append(found[0])
        else:
            unknown.append(name)
            continue
        others.append((people[-1][0], [one for one in found if one[0] != people[-1][0]]))
    if not phrase.names and draft.here is not None:
        people.append(draft.here)
    return replace(
        draft,
        line=line,
        phrase=phrase,
        people=tuple(dict.fromkeys(people)),
        unknown=tuple(unknown),
        others=tuple(others),
    )


def pick(draft: Draft, instead_of: int, person: tuple[int, str], find: Callable[[str], Found]) -> Draft:
    """Another person for a name of the line than the one that was taken for it."""
    places = [place for place, (taken, _) in enumerate(draft.others) if taken == instead_of]
    known = [name for name in draft.phrase.names if name not in draft.unknown]
    picked = dict(draft.picked)
    picked.update({known[place]: person for place in places})
    return read(replace(draft, picked=tuple(picked.items())), draft.line, find)


def name_as(draft: Draft, name: str, person: tuple[int, str], find: Callable[[str], Found]) -> Draft:
    """Somebody for a name of the line that nobody in the library has."""
    return read(replace(draft, picked=(*draft.picked, (name, person))), draft.line, find)
