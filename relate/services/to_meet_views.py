"""What the services show of whom the owner wants to meet. Frozen values; ids may exceed 32 bits."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from relate.domain.moments import Moment


class Source(StrEnum):
    """What tells of a wish to know somebody, the strongest first."""

    TYPED = "typed"
    ASKED = "asked"
    """They invited the owner, who has not answered."""
    INVITED = "invited"
    """The owner invited them, and they have not answered."""
    LISTED = "listed"
    """They were on the list of an event, and he wants to keep in touch."""
    PROFILE = "profile"
    """He looked at their profile, or looked for them."""
    FOLLOW = "follow"
    SUGGESTION = "suggestion"
    """A network proposed them."""


@dataclass(frozen=True, slots=True)
class SourceView:
    """One thing that tells it: when, on which network (of a list: the event's name), and the row of the timeline where
    there is one."""

    source: Source
    network: str
    at: Moment | None
    record: int | None
    own_text: bool = False


@dataclass(frozen=True, slots=True)
class Through:
    """Somebody the owner knows who may know them: because of a company, an event or a group."""

    person: int
    name: str
    where: str
    """The event's name, "" otherwise."""
    kind: str
    """"company", "event" or "group"."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Somebody to meet. person None: only a name so far; then uid (typed) or key (told by an archive) names the wish,
    and perhaps is the one person of that name."""

    person: int | None
    name: str
    role: str
    company: str
    has_photo: bool
    sources: tuple[SourceView, ...]
    through: tuple[Through, ...] = ()
    uid: str = ""
    key: int = 0
    perhaps: tuple[int, str] | None = None

    @property
    def is_company(self) -> bool:
        """Whether what was typed is the company of people one knows, rather than somebody's name."""
        return self.person is None and not self.company and any(each.kind == "company" for each in self.through)


@dataclass(frozen=True, slots=True)
class FollowedView:
    """A page, a group or a company the owner follows. kind: "company", "page", "group", "group you run"."""

    key: int
    kind: str
    name: str
    network: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why somebody fits a line: a value of theirs (field, text), or words of theirs in an interaction (record)."""

    field: str
    text: str
    record: int | None = None


@dataclass(frozen=True, slots=True)
class FitView:
    """Somebody who fits what is looked for."""

    person: int
    name: str
    role: str
    company: str
    has_photo: bool
    talked: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class LineView:
    """A line of what is looked for, and how many fit it; fits are the best of them."""

    uid: str
    text: str
    count: int
    fits: tuple[FitView, ...]


@dataclass(frozen=True, slots=True)
class ToMeetView:
    """The whole place. counts: how many people each source tells of, over all."""

    lines: tuple[LineView, ...]
    wanted: tuple[Wanted, ...]
    many: int
    """How many there are by the source that is asked for; `wanted` are the first of them."""
    counts: tuple[tuple[Source, int], ...]
    followed: tuple[FollowedView, ...]
