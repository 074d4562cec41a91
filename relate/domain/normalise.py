"""Names, addresses, phone numbers and profile links as keys that can be compared.

Every key normalised again is itself (a slug as the link it stands for), so that nothing is harmed by doing it twice;
the empty string says "nothing to compare by". Sources: formats/social.md 1.5, data-model.md "Sameness and persons".
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import parse_qsl, unquote, urlencode

from relate.domain.names import BRACKETS, folded, name_key, name_words, names_contradict, person_name, spelt
from relate.domain.naming import LEGAL_FORMS_AFTER, LEGAL_FORMS_ATTACHED, LEGAL_FORMS_BEFORE, NO_COMPANY
from relate.domain.patterns import late
from relate.domain.phones import plain_e164
from relate.domain.records import IdentityKey, IdentityKind

__all__ = [
    "book_name",
    "company_key",
    "handle_key",
    "link_key",
    "linkedin_slug",
    "mail_key",
    "name_key",
    "name_words",
    "names_contradict",
    "person_name",
    "phone_key",
    "profile_key",
    "text_key",
]

_SAVED_AGAIN = late(
    r"\s*\(\d{1,3}\)$|[ -]\d{1,2}$|[\s_-]+(?:copy|kopie|copie|copia|kopia)$"
    r"|[\s_.-]*\d{4}([-_. ]?)\d{2}\1\d{2}(?:[t_ -]\d{2}[-.:_]?\d{2}(?:[-.:_]?\d{2})?)?$",
    re.IGNORECASE,
)
_LINKEDIN = late(
    r"\s*(?:https?:)?(?://)?(?:[\w-]+\.)*linkedin\.(?:com|cn)(?::\d+)?/(?:mwlite/|m/)?(in|pub)/+([^/?#\s]+)"
    r"(?:/([0-9a-z]+)/([0-9a-z]+)/([0-9a-z]+))?",
    re.IGNORECASE,
)
_AS_TODAY = "https://www.linkedin.com/in/"


def book_name(stem: str) -> str:
    """The name of an address book by its file's, without what copying and dating add to it.

    "contacts (1)", "contacts - Copy", "contacts 2" and "contacts_2026-11-20" are all "contacts": the same book, saved
    again. A name that is nothing but such an addition stays as it is.
    """
    name = " ".join(stem.split())
    while (shorter := _SAVED_AGAIN.sub("", name)) not in ("", name):
        name = shorter
    return name


def linkedin_slug(url: str) -> str:
    """The vanity name in a LinkedIn profile link, percent-decoded, case-folded, NFC; "" when it is no profile link.

    /in/ and /pub/, with or without scheme, host prefix, query and trailing slash. The three groups behind an old
    /pub/ name are the tail of today's name in reverse: /pub/maya-okafor/12/345/678 is maya-okafor-67834512.
    """
    if url.startswith(_AS_TODAY):  # nearly every one, by the million
        slug = url[len(_AS_TODAY) :].removesuffix("/")
        if slug.isascii() and slug.replace("-", "").isalnum():
            return slug.lower()
    found = _LINKEDIN.match(_decoded(url))
    if found is None:
        return ""
    slug = found[2]
    if found[1].lower() == "pub" and found[3]:
        slug = f"{slug}-{found[5].zfill(3)}{found[4].zfill(3)}{found[3]}"
    return _composed(slug)


def _decoded(url: str) -> str:
    """Percent-decoded until nothing is left to decode: some links were encoded twice."""
    while "%" in url and (plain := unquote(url)) != url:
        url = plain
    return url


def _composed(text: str) -> str:
    """Case-folded and NFC; three rounds settle every letter there is."""
    if text.isascii():
        return text.lower()
    for _ in range(3):
        text = unicodedata.normalize("NFC", text.casefold())
    return text


_PROFILES = (
    ("x", late(r"(?:https?:)?(?://)?(?:www\.|mobile\.|m\.)?(?:twitter|x)\.com/(?:#!/)?@?(\w{1,15})/?(?:[?#].*)?$")),
    (
        "facebook",
        late(
            r"(?:https?:)?(?://)?(?:[\w-]+\.)?(?:facebook|fb)\.com/(?:profile\.php\?(?:.*&)?id=)?([\w.]{3,60})/?(?:[?&#].*)?$"
        ),
    ),
    ("instagram", late(r"(?:https?:)?(?://)?(?:www\.)?instagram\.com/@?([\w.]{1,30})/?(?:[?#].*)?$")),
    ("threads", late(r"(?:https?:)?(?://)?(?:www\.)?threads\.(?:com|net)/@([\w.]{1,30})/?(?:[?#].*)?$")),
)  # fmt: skip
_X_NUMBER = late(
    r"(?:https?:)?(?://)?(?:www\.|mobile\.)?(?:twitter|x)\.com/(?:i/user/|intent/user/?\?(?:[^#]{0,200}&)?user_id=)(\d{1,20})"
    r"(?!\d)"
)
_PAGES = late(
    "home|share|intent|search|hashtag|explore|login|settings|i|messages|notifications|privacy|tos|about|pages|groups|"
    "events|watch|marketplace|sharer|sharer.php|people|profile.php|p|reel|reels|stories|accounts"
)


def profile_key(link: str) -> IdentityKey | None:
    """The identity that a profile link names on LinkedIn, X, Facebook, Instagram or Threads, or None."""
    slug = linkedin_slug(link)
    if slug:
        return IdentityKey("linkedin", IdentityKind.PROFILE, slug)
    plain = link.strip()
    if numbered := _X_NUMBER.match(plain.lower()):
        return IdentityKey("x", IdentityKind.ID, numbered[1])
    for network, pattern in _PROFILES:
        found = pattern.match(plain.lower())
        if found and not _PAGES.fullmatch(found[1]):
            kind = IdentityKind.ID if network == "facebook" and found[1].isdigit() else IdentityKind.HANDLE
            return IdentityKey(network, kind, found[1])
    return None


_HANDLE = re.compile(r"@?([\w.]{1,60})", re.ASCII)


def handle_key(text: str) -> str:
    """A handle without @ in lower case; "" when it is none."""
    found = _HANDLE.fullmatch(text.strip())
    return found[1].lower() if found else ""


# Bounded as the addresses themselves are: an unbounded search takes hours over a long line without a blank.
_LOCAL = r"[^\s@<>()\[\]\\,;:\"']"
_MAIL = re.compile(
    rf"(?<!{_LOCAL})(?:{_LOCAL}|(?<={_LOCAL})'(?={_LOCAL})){{1,64}}@(?:[\w-]{{1,63}}\.){{1,9}}[\w-]{{2,63}}"
)

_PLAIN_MAIL = re.compile(r"[a-zA-Z0-9._+-]{1,64}@(?:[a-zA-Z0-9-]{1,63}\.){1,9}[a-zA-Z]{2,63}")


def mail_key(text: str) -> str:
    """The first mail address in the text ("Maya <MAYA@x.org>", "mailto:\u2026"), case-folded; "" when there is none.

    Dots and +tags stay: they are different addresses unless the provider says otherwise.
    """
    if _PLAIN_MAIL.fullmatch(text):
        return text.lower()
    found = _MAIL.search(_decoded(text) if text[:7].lower() == "mailto:" else text)
    return _composed(found[0]) if found else ""


_NOT_PHONE = re.compile(r"[A-Za-z@]{4}")


def phone_key(text: str, region: str = "") -> str:
    """A phone number in E.164 ("+442079460018"), "" when it is none that exists.

    region: the country that numbers without a country code belong to ("GB"); without one only numbers with + or 00
    count. A number with an extension is the switchboard of an office and nobody's own: "".
    """
    number = text.strip()
    if number[:1] == "+" and (plain := plain_e164(number)) is not None:
        return plain
    if number[:4].lower() == "tel:":
        number = number[4:]
    if len(number) < 5 or len(number) > 60 or _NOT_PHONE.search(number):
        return ""
    if number.startswith("00") and not region:
        number = "+" + number[2:]
    if not region and "+" not in number and "\uff0b" not in number:
        return ""
    plain = plain_e164(number)
    if plain is not None:
        return plain
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number, region.upper() or None)
    except phonenumbers.NumberParseException:
        return ""
    if parsed.extension or not phonenumbers.is_valid_number(parsed):
        return ""
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))


def company_key(name: str) -> str:
    """A company without its legal form: "Lumen Freight, Lda." and "LUMEN FREIGHT" are "lumen freight".

    "" for what people write in its place: two who are both "Freelance" have no company in common.
    """
    plain = folded(name)
    plain = BRACKETS.sub(" ", plain) if BRACKETS.sub(" ", plain).strip() else plain
    for form in LEGAL_FORMS_ATTACHED:
        plain = plain.replace(form, f" {form} ")
    words = spelt(re.sub(r"(?<=\w)[./](?=\w\b)|(?<=\b\w)[./]|[.](?=\s|,|$)", "", plain).replace("&", " and "))
    changed = True
    while changed:
        changed = False
        for size in (4, 3, 2, 1):
            if len(words) > size and tuple(words[-size:]) in LEGAL_FORMS_AFTER:
                words, changed = words[:-size], True
            elif len(words) > size and tuple(words[:size]) in LEGAL_FORMS_BEFORE:
                words, changed = words[size:], True
    key = " ".join(words)
    return "" if key in NO_COMPANY else key


_WHITE = bytes(code for code in range(128) if chr(code).isspace())


def text_key(text: str) -> str:
    """What two archives keep of the same text: NFC, without white space. For the coarse key of an interaction."""
    if text.isascii():
        return text.encode().translate(None, _WHITE).decode()
    plain = text.replace(" ", "")
    if not plain.isprintable():  # other white space, as few texts have: to split every one takes twice as long
        plain = "".join(text.split())
    return unicodedata.normalize("NFC", plain)


_LINK = late(r"(?:(?:https?:)?//)?((?:[\w-]+\.)+[^\W\d_][\w-]+)(?::\d+)?((?:[/?#].*)?)", re.IGNORECASE | re.DOTALL)
_HOST = late(r"(?:[\w-]+\.)+[^\W\d_][\w-]+")
_FRONT = late(r"^(?:(?:www|m|mobile)\.)+(?=.+\.)")
_TRACKING = late(r"utm_\w+|trk|trackingid|lipi|li\w+id|fbclid|gclid|igshid|igsh|mc_[ce]id|ref_src|si|s")


def link_key(url: str) -> str:
    """A web address as host, path and query: without scheme, www, fragment, tracking and last slash; "" if none.

    A LinkedIn profile is "linkedin.com/in/<slug>" however it was written.
    """
    key = _link_key(url)
    # A key is its own key; text of which that cannot be made is no address.
    return key if not key or _link_key(key) == key else ""


def _link_key(url: str) -> str:
    slug = linkedin_slug(url)
    if slug:
        return f"linkedin.com/in/{slug}"
    found = _LINK.fullmatch(url.strip())
    if found is None:
        return ""
    host = _FRONT.sub("", _composed(found[1]))
    if not _HOST.fullmatch(host):
        return ""
    path, _, query = found[2].partition("#")[0].partition("?")
    asked = sorted(pair for pair in parse_qsl(query) if not _TRACKING.fullmatch(pair[0].lower()))
    return host + path.rstrip("/") + (f"?{urlencode(asked)}" if asked else "")
