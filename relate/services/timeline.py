"""The timeline: the reading of `TimelineViews`, and what the user logs and corrects."""

from __future__ import annotations

from array import array
from concurrent.futures import Future
from typing import TYPE_CHECKING

from relate.domain.changes import ChangeSet
from relate.domain.moments import Moment
from relate.services.commanding import Commanding
from relate.services.kept_timelines import KeptTimelines
from relate.services.noting import note
from relate.services.readers import Readers
from relate.services.timeline_views import TimelineViews
from relate.services.views import Talk

if TYPE_CHECKING:
    from relate.services.news import News


class Timeline(TimelineViews):
    """Interactions of one person or of everybody."""

    def __init__(self, commanding: Commanding, readers: Readers, news: News | None = None) -> None:
        super().__init__(readers, news)
        self._commanding = commanding
        self._kept = KeptTimelines()

    def notice(self, changes: ChangeSet) -> None:
        """Called with every change of the library, before any panel is told."""
        self._kept.notice(changes)

    def going(self, import_id: int, identities: frozenset[int]) -> None:
        """An import is about to be taken back, which knows these identities and no other."""
        self._kept.going(import_id, identities)

    def _whole(self, person: int) -> array[int]:
        return self._kept.ids(self._readers.connection(), person)

    def log(self, talk: Talk) -> Future[int]:
        """A conversation with these people; the interaction it becomes."""
        return note(self._commanding, talk)

    def edit(self, interaction: int, at: Moment | None = None, text: str | None = None) -> Future[ChangeSet]:
        """Another time for any row; other words for what the user logged himself."""
        from relate.store import talks

        return self._commanding.do(lambda database, journal: talks.edit(database, journal, interaction, at, text))

    def move(self, interaction: int, person: int, instead_of: int | None = None) -> Future[ChangeSet]:
        """It was with somebody else. Of several people of what the user logged, only `instead_of` is another."""
        from relate.store import talks

        return self._commanding.do(
            lambda database, journal: talks.edit(database, journal, interaction, person=person, instead_of=instead_of)
        )

    def hide(self, interaction: int, hidden: bool = True) -> Future[ChangeSet]:
        from relate.store import talks

        return self._commanding.do(lambda database, journal: talks.hide(database, journal, interaction, hidden))
