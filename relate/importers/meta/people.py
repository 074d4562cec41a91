"""Who a name stands for in an export of Meta: mostly there is nothing else to know somebody by."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from relate.domain.normalise import name_key
from relate.domain.records import IdentityKey, IdentityKind, me

_NOBODY: Final = frozenset(
    name_key(label)
    for label in (
        "Facebook user", "Facebook-Nutzer", "Facebook-Nutzerin", "Utilisateur de Facebook", "Utilisateur Facebook",
        "Usuario de Facebook", "Usuário do Facebook", "Utilizador do Facebook", "Utente di Facebook", "Utente Facebook",
        "Facebook-gebruiker", "Użytkownik Facebooka", "Facebook-användare", "Facebook-bruger", "Facebook-bruker",
        "Facebook-käyttäjä", "Uživatel Facebooku", "Facebook Kullanıcısı", "Utilizator Facebook",
        "Пользователь Facebook", "Người dùng Facebook", "Pengguna Facebook", "Facebook-felhasználó",
        "Χρήστης Facebook", "Facebookユーザー", "Facebook 用户", "Facebook 用戶", "Facebook 사용자",
        "Instagram user", "Instagram-Nutzer", "Utilisateur Instagram", "Usuario de Instagram", "Usuário do Instagram",
        "Utente di Instagram", "Utente Instagram", "Instagram-gebruiker", "Użytkownik Instagrama",
        "Instagram-användare", "Instagram Kullanıcısı", "Пользователь Instagram", "Deleted User", "Deleted account",
    )
)  # fmt: skip
"""What stands in the place of the name of an account that is gone, in the languages known."""
_NUMBERED: Final = re.compile(r"(?:instagram|facebook|threads)user[_ ]?\d*", re.IGNORECASE)


class Keys:
    """Keys of one archive. `mine` is its owner wherever a row gives him by name or not at all.

    shared: name keys that several of its people have; such a name alone stands for none of them.
    """

    def __init__(self, network: str, owner: Iterable[IdentityKey]) -> None:
        self.network = network
        self.mine = me(network)
        self.owner = frozenset(owner) | {self.mine}
        self.owner_names = frozenset(key.key for key in self.owner if key.kind is IdentityKind.NAME)
        self._names: dict[str, str] = {}

    def name(self, name: str) -> str:
        """A name as it is compared; "" when it names nobody."""
        key = self._names.get(name)
        if key is None:
            key = self._names[name] = "" if is_nobody(name) else name_key(name)
        return key

    def named(self, name: str) -> IdentityKey | None:
        """Whoever the archive calls by this name; None when it names nobody."""
        key = self.name(name)
        if not key:
            return None
        return self.mine if key in self.owner_names else IdentityKey(self.network, IdentityKind.NAME, key, True)

    def is_mine(self, name: str) -> bool:
        return self.name(name) in self.owner_names

    def one_of(self, what: str, told: str) -> IdentityKey:
        """Somebody told from another of the same name: by a friendship's time ("friend"), by a thread ("thread")."""
        return IdentityKey(self.network, IdentityKind.ID, f"{what}:{told}", True)


def is_nobody(name: str) -> bool:
    """Whether this is no name of anybody: empty, or what Meta writes for an account that is gone."""
    return not name.strip() or _NUMBERED.fullmatch(name.strip()) is not None or name_key(name) in _NOBODY
