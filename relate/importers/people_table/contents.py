"""What the values of a column look like, whatever it is headed with: addresses, numbers, links, days, names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from relate.domain.normalise import company_key, linkedin_slug
from relate.domain.patterns import late
from relate.importers.dates import day

LOOKED_AT: Final = 200
"""Values of a column that are looked at, those that say anything."""

LONGEST: Final = 400
"""Letters of a value that are looked at."""

_MAIL = re.compile(r"(?:mailto:)?[^\s@<>(),;:\"]{1,64}@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}", re.IGNORECASE)
_NAMED_MAIL = re.compile(r"[^@<>]{1,80}<\s*[^\s@<>]{1,64}@[\w.-]{3,120}\s*>")
_PHONE = late(
    r"(?:tel:)?(?=(?:\D{0,3}\d){6,16}\D*$)[+＋(]?[\d(][\d\s().\-/·\u00a0\u2011]{4,24}(?:\s?(?:x|ext\.?)\s?\d{1,5})?"
)
_ENDS: Final = "com|org|net|io|eu|de|cz|sk|fr|es|it|pt|br|nl|be|pl|ru|uk|jp|cn|ch|at|dev|app|me|info"
_LINK = re.compile(
    rf"(?:https?://|www\.)\S{{3,400}}|(?:[\w-]{{1,63}}\.){{1,4}}(?:{_ENDS})(?:/\S{{0,200}})?", re.IGNORECASE
)
_NUMBERS_DAY = re.compile(
    r"\d{1,4}([-/.])\s?\d{1,2}\1\s?(?:\d{4}|\d{2})\.?(?:[T ]\d{1,2}:\d{2}.{0,16})?|\d{4}年\d{1,2}月\d{1,2}日"
)
_NUMBER = re.compile(r"[-+]?[\d\s.,]{1,24}\s?(?:[%€$£¥]|[A-Z]{3}|Kč|zł|kr)?")
_AMOUNT = re.compile(r"[-+]?[\d\s.,']{0,16}\d[.,]\d{2}\s?(?:[€$£¥]|[A-Z]{3}|Kč|zł|kr)?")
_IDENT = late(
    r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{16,64}|#?\d{5,}|[A-Z]{1,5}[-_ ]?\d{3,}"
    r"|(?=\w*\d)(?=\w*[A-Z])[\w-]{12,64}",
    re.IGNORECASE,
)
_YES_NO: Final = frozenset(
    ("yes", "no", "y", "n", "true", "false", "1", "0", "ja", "nein", "oui", "non", "sí", "si", "sim", "não", "nao",
     "ano", "ne", "tak", "nie", "да", "нет", "はい", "いいえ", "是", "否", "x", "nee", "sì")
)  # fmt: skip
_WORDS = re.compile(r"\w+")
_NAME_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.\-]){0,24}")
_SMALL: Final = frozenset(
    ("van", "von", "der", "den", "de", "la", "le", "da", "do", "dos", "das", "di", "del", "della", "bin", "al", "el",
     "y", "e", "und", "af", "zu", "ter", "ten", "du")
)  # fmt: skip
_HAN: Final = "\u3400-\u9fff\u3040-\u30ff\uac00-\ud7a3"
_HAN_NAME = late(f"[{_HAN}]{{1,6}}(?:[ \u3000][{_HAN}]{{1,6}})?")
_PARTED: Final = (";", "|", ",", "/")


@dataclass(frozen=True, slots=True)
class Content:
    """What a column's values are, each a share of those that say anything, from 0 to 1.

    filled: the share of rows that have a value. different: how many of the values are unlike all others. parted: the
    mark between several words in one cell, "" where there is none.
    """

    filled: float = 0.0
    different: float = 0.0
    mail: float = 0.0
    phone: float = 0.0
    link: float = 0.0
    linkedin: float = 0.0
    day: float = 0.0
    number: float = 0.0
    amount: float = 0.0
    """With two places behind the point, as money has them."""
    ident: float = 0.0
    yes_no: float = 0.0
    name: float = 0.0
    """Two to four words as in a person's name."""
    word: float = 0.0
    """One word as in a person's name."""
    turned: float = 0.0
    """As in "Novák, Jan"."""
    firm: float = 0.0
    """With the word behind it that makes it the name of a firm: "Volvo AB"."""
    parted: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.filled


def content_of(values: Sequence[str]) -> Content:
    """Of the values of one column, empty ones among them."""
    said = [text for value in values if (text := " ".join(value[:LONGEST].split()))][:LOOKED_AT]
    if not said:
        return Content()

    def share(fits: Callable[[str], object]) -> float:
        return sum(bool(fits(text)) for text in said) / len(said)

    return Content(
        filled=len(said) / min(len(values), LOOKED_AT) if values else 0.0,
        different=len(set(said)) / len(said),
        mail=share(is_mail),
        phone=share(is_phone),
        link=share(_LINK.fullmatch),
        linkedin=share(linkedin_slug),
        day=share(is_day),
        number=share(_NUMBER.fullmatch),
        amount=share(_AMOUNT.fullmatch),
        ident=share(_IDENT.fullmatch),
        yes_no=share(lambda text: text.casefold() in _YES_NO),
        name=share(is_name),
        word=share(_is_one_name),
        turned=share(_is_turned),
        firm=share(_is_firm),
        parted=_parted(said),
    )


def is_mail(text: str) -> bool:
    """One mail address or several, alone or behind a name."""
    parts = [part.strip() for part in re.split(r"[;,]\s*|\s:::\s", text) if part.strip()][:20]
    return bool(parts) and all(_MAIL.fullmatch(part) or _NAMED_MAIL.fullmatch(part) for part in parts)


def is_phone(text: str) -> bool:
    """A number as people write those of phones; neither a day nor an amount."""
    first = re.split(r"\s*(?:[;,]|:::)\s*", text, maxsplit=1)[0]
    return _PHONE.fullmatch(first) is not None and not is_day(first)


def is_day(text: str) -> bool:
    return _NUMBERS_DAY.fullmatch(text) is not None or (not text.isdigit() and day(text) is not None)


def is_name(text: str) -> bool:
    """Whether it looks like the whole name of somebody: two to four words that begin large, or Chinese or Japanese."""
    if _HAN_NAME.fullmatch(text):
        return 2 <= len(text.replace(" ", "")) <= 8
    words = text.replace(",", " ").split()
    if not 2 <= len(words) <= 5 or not all(_NAME_WORD.fullmatch(word) for word in words):
        return False
    large = [word for word in words if word.casefold() not in _SMALL]
    return (
        len(large) >= 2
        and all(not word[0].islower() for word in large)
        and len(company_key(text).split()) == len(words)
    )


def _is_one_name(text: str) -> bool:
    if _HAN_NAME.fullmatch(text):
        return len(text) <= 4
    return _NAME_WORD.fullmatch(text) is not None and not text[0].islower() and len(text) > 1


def _is_turned(text: str) -> bool:
    family, comma, given = text.partition(",")
    return bool(comma) and "," not in given and is_name(f"{given.strip()} {family}") and len(family.split()) < 3


def _is_firm(text: str) -> bool:
    words = _WORDS.findall(text)
    if not any(word.isalpha() and len(word) > 1 for word in words) or _LINK.fullmatch(text) or is_mail(text):
        return False
    return 0 < len(company_key(text).split()) < len(words) and not is_day(text)


def _parted(said: Sequence[str]) -> str:
    """What stands between the words of many cells."""
    counts = {mark: sum(mark in text for text in said) for mark in _PARTED}
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] >= max(1, len(said) // 10) else ""
