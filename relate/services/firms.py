"""Companies: which names are one company, and the user's word on it. Every command is one step of History."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass

from relate.domain.changes import ChangeSet
from relate.domain.normalise import company_key
from relate.services.commanding import Commanding
from relate.services.readers import Readers
from relate.store import company_reads
from relate.store.company_reads import Joined


@dataclass(frozen=True, slots=True)
class FirmName:
    """A name of a company, how many people of the list name it, and by which word of the user it is this company: None
    where it is written the same but for case, accents and legal form."""

    name: str
    people: int
    joined: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Firm:
    """A company with all its names, the most frequent first."""

    name: str
    names: tuple[FirmName, ...]


class Firms:
    """Called so because "companies" are the names that the list has; a firm is what several of them are."""

    def __init__(self, commanding: Commanding, readers: Readers) -> None:
        self._commanding, self._readers = commanding, readers

    def firm(self, name: str) -> Firm:
        """The company of this name. Looks at every name in the list: for a reader's thread."""
        database = self._readers.connection()
        together = company_reads.companies(database)
        key = together.key(name)
        joins = [one for one in company_reads.joins(database) if together.key(one.said_a) == key]
        found = [one for one in company_reads.spellings(database) if key and together.key(one.name) == key]
        own = company_key(name)
        names = [FirmName(one.name, one.people, _word(joins, own, company_key(one.name))) for one in found]
        seen = {company_key(one.name) for one in found}
        # What nobody in the list is called any more can still be parted.
        for join in joins:
            for each, said in ((join.a, join.said_a), (join.b, join.said_b)):
                if each not in seen and each != own:
                    seen.add(each)
                    names.append(FirmName(said, 0, _word(joins, own, each)))
        return Firm(name, tuple(names))

    def named(self, text: str, but: str, limit: int = 8) -> list[str]:
        """Other companies than `but` of which a name has these letters, those of the most people first."""
        database = self._readers.connection()
        own = company_reads.companies(database).key(but)
        wanted = text.casefold().strip()
        return [
            names[0].name
            for key, names in company_reads.by_company(database).items()
            if key != own and any(wanted in one.name.casefold() for one in names)
        ][:limit]

    def join(self, one: str, other: str) -> Future[ChangeSet]:
        """Two names are one company, in every archive that writes them."""
        from relate.store import company_commands

        return self._commanding.do(lambda database, journal: company_commands.join(database, journal, one, other))

    def part(self, joined: tuple[str, str]) -> Future[ChangeSet]:
        """Takes back a word of the user, whenever he said it."""
        from relate.store import company_commands

        return self._commanding.do(lambda database, journal: company_commands.part(database, journal, *joined))


def _word(joins: list[Joined], own: str, key: str) -> tuple[str, str] | None:
    """The word by which `key` belongs to `own`: the last one on the way from the one to the other."""
    if key == own:
        return None
    came: dict[str, tuple[str, tuple[str, str]]] = {}
    ahead = [own]
    for here in ahead:
        for join in joins:
            for there in {join.a, join.b} - {here} if here in (join.a, join.b) else ():
                if there != own and there not in came:
                    came[there] = (here, (join.a, join.b))
                    ahead.append(there)
    return came[key][1] if key in came else None
