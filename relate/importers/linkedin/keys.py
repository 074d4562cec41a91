"""Who a name or a link of a LinkedIn archive stands for, looked up once per spelling instead of once per row."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Final

from relate.domain.normalise import linkedin_slug, name_key
from relate.domain.records import IdentityKey, IdentityKind, me
from relate.importers.table import column_name

NETWORK: Final = "linkedin"

# What LinkedIn writes in the place of the name of an account that is closed, in its languages.
_NOBODY: Final = frozenset(
    column_name(label)
    for label in (
        "LinkedIn Member", "LinkedIn-Mitglied", "LinkedIn Mitglied", "Membre de LinkedIn", "Utilisateur LinkedIn",
        "Membre LinkedIn", "Miembro de LinkedIn", "Usuario de LinkedIn", "Membro do LinkedIn", "Usuário do LinkedIn",
        "Utilizador do LinkedIn", "Membro di LinkedIn", "Utente LinkedIn", "Utente di LinkedIn", "LinkedIn-lid",
        "LinkedIn-medlem", "Użytkownik LinkedIn", "Użytkownik serwisu LinkedIn", "Uživatel LinkedIn",
        "Uživatel LinkedInu", "LinkedIn Üyesi", "LinkedIn kullanıcısı", "Membru LinkedIn", "Участник LinkedIn",
        "LinkedIn メンバー", "领英会员", "领英用户",
    )
)  # fmt: skip


class Keys:
    """Keys of one archive; `mine` is its owner wherever a row gives no link for him."""

    def __init__(self, owner: tuple[IdentityKey, ...]) -> None:
        names = [key.key for key in owner if key.kind is IdentityKind.NAME]
        self.mine = me(NETWORK)
        self.owner = frozenset(owner) | {self.mine}
        self.owner_name = names[0] if names else ""
        self._profiles: dict[str, IdentityKey | None] = {}
        self._names: dict[str, str] = {}

    def profile(self, url: str) -> IdentityKey | None:
        """The profile a link leads to; None when it is empty or no profile."""
        if url not in self._profiles:
            slug = linkedin_slug(url) if url else ""
            self._profiles[url] = IdentityKey(NETWORK, IdentityKind.PROFILE, slug) if slug else None
        return self._profiles[url]

    def name(self, name: str) -> str:
        """A name as it is compared."""
        if name not in self._names:
            self._names[name] = name_key(name)
        return self._names[name]

    def named(self, name: str) -> IdentityKey | None:
        """Whoever the archive calls by this name where it gives no link; None when it names nobody."""
        key = "" if is_nobody(name) else self.name(name)
        if not key:
            return None
        if key == self.owner_name:
            return self.mine
        return IdentityKey(NETWORK, IdentityKind.NAME, key, True)

    def person(self, url: str, name: str) -> IdentityKey | None:
        """The profile where there is a link, else the name."""
        return self.profile(url) or self.named(name)


@lru_cache(maxsize=1 << 12)
def is_nobody(name: str) -> bool:
    """Whether this stands for an account that is closed: LinkedIn's own label, or nothing."""
    return column_name(name) in _NOBODY or not name.strip()


def closed_account(conversation: str, *row: str) -> IdentityKey:
    """The closed account of one conversation, or of one row that belongs to none; never two of them together."""
    told = conversation or hashlib.sha256("\x1f".join(row).encode("utf-8", "replace")).hexdigest()[:24]
    return IdentityKey(NETWORK, IdentityKind.ID, f"conversation:{told}", True)


def full_name(first: str, last: str) -> str:
    return " ".join(f"{first} {last}".split())
