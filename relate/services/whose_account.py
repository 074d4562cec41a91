"""Where nothing in an archive says whether it is of an account that is known under another name, its owner is asked.

A name in links may change at any time; a mail address and a telephone may be those of several accounts. Names of
before, conversations with numbers of their own and the same name tell it without a question.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from relate.domain import networks
from relate.domain.records import IdentityKind
from relate.importers.archive import Archive, Choice, Question
from relate.services.asking import Found
from relate.store import accounts_found
from relate.store.writing import Database

QUESTION: Final = "account"
_WAS: Final = "was-"
_ANOTHER: Final = Choice("another", "No, it is another account of mine")


def asked_whose(database: Database, found: Found) -> Found:
    """The same archive with the question whose it is, where that is open."""
    archive = found.archive
    network = networks.network(archive.network)
    if not network.shared_addresses or archive.questions:
        return found
    told = archive.snapshot_ms if archive.names_told else None
    names = accounts_found.maybe_of(database, archive.network, archive.owner, archive.signs, told)
    if not names:
        return found
    mine = next(key.key for key in archive.owner if key.kind is IdentityKind.HANDLE and key.network == archive.network)
    known = [" and ".join(f"@{name}" for name in one) for one in names]
    question = Question(
        QUESTION,
        f"Is @{mine} on {network.title} the account that was called {' or '.join(known)} before? Both have the same"
        " address.",
        (
            *(Choice(f"{_WAS}{one[0]}", f"Yes, it was called {told}") for one, told in zip(names, known, strict=True)),
            _ANOTHER,
        ),
        _ANOTHER.id,
    )
    return replace(found, archive=archive._replace(questions=(question,), shape=f"account {mine} {' '.join(known)}"))


def was_called(archive: Archive) -> str:
    """What its owner said that the account was called: as NewImport.was."""
    if not any(question.id == QUESTION for question in archive.questions):
        return ""
    said = archive.answer(QUESTION)
    return said.removeprefix(_WAS) if said.startswith(_WAS) else accounts_found.ANOTHER
