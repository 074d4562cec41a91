"""How far each source is known, when it counts as old, how a newer archive of it is got, and which were asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from relate.domain import networks
from relate.domain.asked_for import AskedFor
from relate.domain.changes import ChangeSet
from relate.services.readers import Readers
from relate.services.settings import Settings
from relate.services.views import SourceAge
from relate.store import source_reads
from relate.store.source_reads import Account

if TYPE_CHECKING:
    from relate.importers.archive import HowTo

DAY_MS: Final = 86_400_000
OLD_AFTER_DAYS: Final = 30
NEVER_OLD: Final = 0
_OLD_AFTER: Final = "source.old_after."
_NOT_SAID: Final = -1
_ASKED: Final = "source.asked."


@dataclass(frozen=True, slots=True)
class Guide:
    """How the archive of one network is got."""

    network: str
    title: str
    icon: str
    how: HowTo


@dataclass(frozen=True, slots=True)
class Awaited:
    """An archive that was asked for and has not been read yet. Instants are UTC ms; `ready`: it should be there now."""

    network: str
    title: str
    asked_ms: int
    ready_ms: int
    ready: bool


class Sources:
    """The accounts that archives were read of. Reads are small: the window may ask while it is shown."""

    def __init__(self, readers: Readers, settings: Settings, clock: Callable[[], int]) -> None:
        self._readers = readers
        self._settings = settings
        self._clock = clock

    def ages(self) -> list[SourceAge]:
        """How far each account is known, LinkedIn's first; several of one network are told apart by whose they are.
        What is over is known for good and is none of them."""
        accounts = source_reads.accounts(self._readers.connection())
        found = [one for one in accounts if not networks.network(one.network).over]
        found.sort(key=lambda one: (networks.place(one.network), one.number))
        return [self._age(one, whose) for one, whose in zip(found, _whose(found), strict=True)]

    def set_old_after(self, key: str, days: int) -> Future[ChangeSet]:
        """After so many days the source of that `SourceAge.key` counts as old; `NEVER_OLD`: never."""
        return self._settings.set(_OLD_AFTER + key, max(days, NEVER_OLD))

    # -- how an archive is got --------------------------------------------------------------------------------------

    @staticmethod
    def guides() -> tuple[Guide, ...]:
        """Each source that says how its archive is got, LinkedIn first."""
        # Later than the rest: the line at the foot needs no importer to say how far each source is known.
        from relate.importers import registry

        sources = sorted(registry.IMPORTERS, key=lambda one: networks.place(one.network))
        return tuple(Guide(one.network, one.title, one.icon, one.how_to) for one in sources if one.how_to is not None)

    def guide(self, network: str) -> Guide | None:
        """None where nothing is known of how it is got."""
        return next((one for one in self.guides() if one.network == network), None)

    # -- what was asked for -----------------------------------------------------------------------------------------

    def ask(self, network: str, minutes: int) -> Future[ChangeSet]:
        """The user asked that network for an archive, which takes so long. A second time counts from then."""
        return self._settings.set(_ASKED + network, AskedFor(self._clock(), minutes).written())

    def forget_asking(self, network: str) -> Future[ChangeSet]:
        """It was not asked for after all, or is not waited for any more."""
        return self._settings.set(_ASKED + network, "")

    def asked_for(self) -> list[Awaited]:
        """What was asked for and has not come, the one that should be ready soonest first."""
        asked = {
            one.key: found
            for one in networks.NETWORKS
            if (found := AskedFor.read(self._settings.get(_ASKED + one.key, ""))) is not None
        }
        if not asked:
            return []
        now = self._clock()
        reads = source_reads.reads(self._readers.connection())
        waiting = [
            Awaited(network, networks.network(network).title, one.at, one.ready_at, one.is_ready(now))
            for network, one in asked.items()
            if not one.came((read.at, read.snapshot) for read in reads if read.network == network)
        ]
        return sorted(waiting, key=lambda one: (one.ready_ms, one.network))

    def _age(self, account: Account, whose: str) -> SourceAge:
        age = max(0, (self._clock() - account.until) // DAY_MS)
        keys = [f"{account.network}:{word}" for word in (*account.keys, *account.names, account.book)]
        # What was set while an older archive told less of the owner holds on.
        said = [days for key in keys if (days := self._settings.get(_OLD_AFTER + key, _NOT_SAID)) != _NOT_SAID]
        old_after = said[0] if said else OLD_AFTER_DAYS
        title = networks.network(account.network).title
        return SourceAge(
            network=account.network,
            title=f"{title} ({whose})" if whose else title,
            until_ms=account.until,
            age_days=age,
            old=old_after != NEVER_OLD and age > old_after,
            key=keys[0],
            old_after=old_after,
        )


def _whose(accounts: Sequence[Account]) -> list[str]:
    """What tells each account from the others of its network: its owner's name, else what it is known by; "" alone."""
    several = Counter(one.network for one in accounts)
    names = Counter((one.network, *one.names[:1]) for one in accounts)
    told = []
    for one in accounts:
        own = one.names[:1] if one.names and names[one.network, one.names[0]] == 1 else one.keys[:1]
        told.append((*own, one.book)[0] if several[one.network] > 1 else "")
    return told
