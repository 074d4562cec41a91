"""People: the reading of `PeopleViews`, and what the user says of them. Every command is one step of History."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING

from relate.domain.changes import ChangeSet
from relate.services.commanding import Commanding
from relate.services.list_views import State
from relate.services.people_views import PeopleViews
from relate.services.readers import Readers

if TYPE_CHECKING:
    from relate.store.journal import Journal
    from relate.store.writing import Database


class People(PeopleViews):
    """The contact list and the person's page."""

    def __init__(
        self,
        commanding: Commanding,
        readers: Readers,
        home_zone: Callable[[], str],
        waiting: Callable[[], Collection[int]],
    ) -> None:
        super().__init__(readers, commanding.clock, home_zone, waiting)
        self._commanding = commanding

    def set_fact(self, person: int, field: str, new: str | None, old: str | None = None) -> Future[ChangeSet]:
        """Give a field a value, or another one; `old` names which value of a list (mail, phone, link) is replaced.

        None or "" takes the value away: a single one is shown empty, one of a list is hidden. A birthday may be written
        in words; what is none is refused with a KnownError.
        """
        from relate.services.typed_birthdays import typed_birthday
        from relate.store import commands

        def command(database: Database, journal: Journal) -> ChangeSet:
            value = typed_birthday(new) if new and field == "birthday" else new
            return commands.set_fact(database, journal, person, field, value, old)

        return self._commanding.do(command)

    def pin_fact(self, person: int, field: str, value: str) -> Future[ChangeSet]:
        """This value of a field is shown, whatever later archives say."""
        from relate.store import commands

        return self._commanding.do(
            lambda database, journal: commands.pin_value(database, journal, person, field, value)
        )

    def unpin_fact(self, person: int, field: str) -> Future[ChangeSet]:
        """What is shown follows the rule again: the newest of the most trusted source."""
        from relate.store import commands

        return self._commanding.do(lambda database, journal: commands.unpin_value(database, journal, person, field))

    def choose_face(self, person: int, sha: str) -> Future[ChangeSet]:
        """Which of their pictures is shown, whatever later archives bring."""
        from relate.store import faces

        return self._commanding.do(lambda database, journal: faces.choose(database, journal, person, sha))

    def set_note(self, person: int, text: str) -> Future[ChangeSet]:
        from relate.store import commands

        return self._commanding.do(lambda database, journal: commands.set_note(database, journal, person, text))

    def set_circle(self, persons: Sequence[int], circle: int | None) -> Future[ChangeSet]:
        """5, 15, 50, 150, or None for beyond them."""
        from relate.store import commands

        return self._commanding.do(lambda database, journal: commands.set_circle(database, journal, persons, circle))

    def set_rhythm(self, persons: Sequence[int] | int, days: float | None) -> Future[ChangeSet]:
        """Days between contacts, or None for the learnt rhythm."""
        whom = [persons] if isinstance(persons, int) else persons
        from relate.store import commands

        return self._commanding.do(lambda database, journal: commands.set_rhythm(database, journal, whom, days))

    def set_state(self, persons: Sequence[int], state: State) -> Future[ChangeSet]:
        from relate.store import commands

        return self._commanding.do(
            lambda database, journal: commands.set_state(database, journal, persons, State(state).value)
        )

    def add_tag(self, persons: Sequence[int], tag: str) -> Future[ChangeSet]:
        from relate.store import commands

        return self._commanding.do(lambda database, journal: commands.add_tag(database, journal, persons, tag))

    def remove_tag(self, persons: Sequence[int], tag: str) -> Future[ChangeSet]:
        from relate.store import commands

        return self._commanding.do(lambda database, journal: commands.remove_tag(database, journal, persons, tag))

    def add(
        self,
        name: str,
        role: str = "",
        company: str = "",
        mail: str = "",
        phone: str = "",
        link: str = "",
        met: str = "",
    ) -> Future[int]:
        """Somebody made by hand; the person they are (known already by an address, or new)."""
        import uuid

        from relate.domain.records import Field
        from relate.store import commands

        given = {
            Field.NAME: name,
            Field.ROLE: role,
            Field.COMPANY: company,
            Field.MAIL: mail,
            Field.PHONE: phone,
            Field.LINK: link,
            Field.HOW_MET: met,
        }
        facts = {field.value: value for field, value in given.items() if value.strip()}
        return self._commanding.get(lambda database, journal: commands.add(database, journal, uuid.uuid4().hex, facts))

    def delete(self, persons: Sequence[int]) -> Future[ChangeSet]:
        """They are gone, and stay gone when a later archive names them."""
        from relate.store import commands

        return self._commanding.do(lambda database, journal: commands.delete(database, journal, persons))

    def merge(self, persons: Sequence[int]) -> Future[ChangeSet]:
        from relate.store import joining

        return self._commanding.do(lambda database, journal: joining.merge(database, journal, persons))

    def split(self, person: int, identities: Sequence[int]) -> Future[ChangeSet]:
        """These identities are somebody else; what passed with them goes along."""
        from relate.store import joining

        return self._commanding.do(lambda database, journal: joining.split(database, journal, person, identities))

    def apart(self, one: int, other: int) -> Future[ChangeSet]:
        """Different people, for good."""
        from relate.store import joining

        return self._commanding.do(lambda database, journal: joining.apart(database, journal, one, other))
