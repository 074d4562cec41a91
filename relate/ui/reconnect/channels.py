"""Where a person can be written to, best first, and the only way that a link is ever opened from here."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from relate.domain import networks
from relate.services.views import PersonPage
from relate.ui.words import network_name

OPENED = frozenset({"http", "https", "mailto", "tel"})
"""The schemes that may leave the program (trust.md)."""
LONGEST_DRAFT = 1500
"""Characters of a draft that travel inside a mailto link; longer ones some systems cut in silence."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to write: its name on a button, and the link that opens it."""

    name: str
    network: str
    link: str

    def with_draft(self, draft: str) -> str:
        """The link, with the draft as the text of the mail where the channel is mail."""
        if not self.link.startswith("mailto:") or not draft.strip():
            return self.link
        return f"{self.link}?body={quote(draft.strip()[:LONGEST_DRAFT])}"


def channels(page: PersonPage, last_network: str = "") -> tuple[Channel, ...]:
    """Every way that can be opened, that of the last conversation first; one for each link."""
    found: dict[str, Channel] = {}
    for identity in page.identities:
        network = _network(identity.link, identity.network)
        name = f"{network_name(network)}, {identity.label}" if network in ("mail", "phone") else network_name(network)
        if is_safe(identity.link):
            found.setdefault(_place(identity.link), Channel(name, network, identity.link))
    for fact in page.facts:
        link = _link_of_fact(fact.field, fact.value)
        if link and _place(link) not in found:
            network = _network(link, "")
            name = fact.value if fact.field == "link" else f"{network_name(network)}, {fact.value}"
            found[_place(link)] = Channel(name, network, link)

    def place(channel: Channel) -> tuple[bool, int]:
        return not channel.network or channel.network != last_network, networks.place(channel.network)

    return tuple(sorted(found.values(), key=place))


def is_safe(link: str) -> bool:
    """Whether the link may be opened: one of the four schemes, and something behind it."""
    url = QUrl(link, QUrl.ParsingMode.StrictMode)
    if not url.isValid() or url.scheme().lower() not in OPENED:
        return False
    if url.scheme().lower() in ("http", "https"):
        return bool(url.host())
    return bool(url.path())


def open_link(link: str) -> bool:
    """Hands a safe link to the desktop. False when it is not safe or nothing here opens it."""
    return is_safe(link) and QDesktopServices.openUrl(QUrl(link, QUrl.ParsingMode.StrictMode))


def _place(link: str) -> str:
    """What two links to the same place have in common, however they were written."""
    from relate.domain.normalise import link_key

    return link_key(link) if link.lower().startswith("http") else link.lower()


def _network(link: str, otherwise: str) -> str:
    # Imported late, as above: the tables of names and links are not needed for the first paint.
    from relate.domain.normalise import linkedin_slug

    scheme = link.partition(":")[0].lower()
    if scheme.startswith("http") and not otherwise and linkedin_slug(link):
        return "linkedin"
    return {"mailto": "mail", "tel": "phone"}.get(scheme, otherwise)


def _link_of_fact(field: str, value: str) -> str:
    if field == "mail" and "@" in value:
        made = f"mailto:{quote(value.strip(), safe='@.+-_')}"
    elif field == "phone":
        made = "tel:" + "".join(sign for sign in value if sign.isdigit() or sign == "+")
    else:
        made = value.strip() if field == "link" else ""
    return made if is_safe(made) else ""
