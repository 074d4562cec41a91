"""Who am I: the identities that are the owner's, found from archives, shown and mended."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from relate.domain.changes import ChangeSet
from relate.domain.errors import KnownError
from relate.domain.normalise import mail_key
from relate.domain.records import IdentityKind
from relate.services.commanding import Commanding
from relate.services.person_pages import identity_view
from relate.services.readers import Readers
from relate.services.views import OwnerIdentity
from relate.store import owner_reads, read_for, talks


@dataclass(frozen=True, slots=True)
class MailsBehind:
    """An archive that was read before it was known of some addresses whose they are. files: what was dropped."""

    title: str
    files: tuple[Path, ...]
    mails: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of files that are not where they were."""
        return tuple(file.name for file in self.files if not file.exists())


class Owner:
    """The page *Who am I*."""

    def __init__(self, commanding: Commanding, readers: Readers) -> None:
        self._commanding = commanding
        self._readers = readers

    def identities(self) -> list[OwnerIdentity]:
        """Everything that an archive or the user spoke of as the owner's."""
        return [_view(line) for line in owner_reads.lines(self._readers.connection()) if line.key != "me"]

    def candidates(self) -> list[OwnerIdentity]:
        """Who may be the owner too. Scans: for a reader's thread."""
        return [_view(line) for line in owner_reads.candidates(self._readers.connection())]

    def known(self) -> bool:
        """Whether anybody is known to be the owner."""
        return any(line.is_me for line in owner_reads.lines(self._readers.connection()))

    def known_in(self, import_id: int) -> bool:
        """Whether it is known which messages of an import are his; also where it has none. Scans: for a reader's
        thread."""
        return owner_reads.side_known(self._readers.connection(), import_id)

    def set_mail(self, typed: str) -> Future[ChangeSet]:
        """An address that the user types is his. Raises KnownError where it is none, or nobody is known by it."""
        mail = mail_key(typed)
        if not mail:
            raise KnownError(_no_address(typed))
        identity = owner_reads.of_mail(self._readers.connection(), mail)
        if identity is None:
            raise KnownError(f"Nothing in the library is from or to {mail}.")
        return self.set(identity, True)

    def behind(self) -> list[MailsBehind]:
        """Archives of mails that were read before one of these addresses was known as it is now: what they left out as
        newsletters and the like hangs on whose an address is. Scans: for a reader's thread."""
        from relate.importers import registry
        from relate.importers.archive import ReadForOwner

        sources = [one.source_id for one in registry.IMPORTERS if isinstance(one, ReadForOwner)]
        return [
            MailsBehind(one.title, _dropped(one.paths), one.mails)
            for one in read_for.behind(self._readers.connection(), sources)
        ]

    def set(self, identity: int, is_me: bool) -> Future[ChangeSet]:
        """What he wrote is his from then on, without a new import."""
        return self._commanding.do(lambda database, journal: talks.set_owner(database, journal, identity, is_me))


def _no_address(typed: str) -> str:
    return f"“{typed.strip()[:80]}” is no mail address."


def _dropped(paths: Sequence[str]) -> tuple[Path, ...]:
    """The files of an import; where several lay side by side their folder is named before them."""
    found = tuple(map(Path, paths))
    return found[1:] if len(found) > 1 and found[0] == found[1].parent else found


def _view(line: owner_reads.OwnerLine) -> OwnerIdentity:
    shown = identity_view(line.identity, line.network, line.kind, line.key)
    label = line.name if line.kind == IdentityKind.NAME and line.name else shown.label
    if line.name and line.name not in label:
        label = f"{line.name} · {label}"
    said = "you said so" if line.said is not None else line.found_by
    return OwnerIdentity(line.identity, label, line.network, said, line.is_me)
