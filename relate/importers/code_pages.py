"""What text that is no UTF-8 is written in: the code page of the Windows it was saved on, told by its letters.

Each language has few letters beyond ASCII, and read in the wrong page they become letters that no one language has
together: "Novák, Dvořák, Černý" in cp1252 is "Novák, Dvoøák, Èerný". A page is as likely as one of its languages can
read. Statistics of text (charset-normalizer) need more of it than an address book has, and took short Spanish for
Korean. Source: formats/contacts.md 2.2.
"""

from __future__ import annotations

import re
from itertools import islice, pairwise
from typing import Final

from relate.domain.patterns import late

_PAGES: Final = {
    # The first of equally likely ones is taken.
    "cp1252": (
        "äöüßÄÖÜ", "àâæçéèêëîïôœùûÀÂÇÉÈÊËÎÏÔŒÙÛ", "áéíñóúüÁÉÍÑÓÚÜ¿¡ºª", "ãâáàçéêíóôõúÃÂÁÀÇÉÊÍÓÔÕÚºª", "àèéìòùÀÈÉÌÒÙ",
        "åäöéÅÄÖÉ", "æøåéÆØÅÉ", "áéíóúýþæöðÁÉÍÓÚÝÞÆÖÐ", "ëïéèöüËÏÉ",
    ),
    "cp1250": (
        "áčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ", "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", "áéíóöőúüűÁÉÍÓÖŐÚÜŰ", "áäčďéíĺľňóôŕšťúýžÁČĎÉÍĽŇÓŠŤÚÝŽ",
        "čćžšđČĆŽŠĐ", "ăâîşţĂÂÎŞŢ",
    ),
    "cp1251": ("".join(map(chr, range(0x410, 0x450))) + "ёЁіІїЇєЄґҐўЎ№",),
    "cp1253": ("".join(map(chr, range(0x386, 0x3CF))),),
    "cp1254": ("çğıöşüâÇĞİÖŞÜ",),
    "cp1255": ("".join(map(chr, range(0x5D0, 0x5EB))),),
    "cp1256": ("".join(map(chr, range(0x621, 0x653))) + "\u067e\u0686\u0698\u06af\u06a9\u06cc",),
    "koi8_r": ("".join(map(chr, range(0x410, 0x450))) + "ёЁ",),
    "cp1257": ("ąčęėįšųūžĄČĘĖĮŠŲŪŽ", "āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ", "äöüõšžÄÖÜÕŠŽ"),
}  # fmt: skip
_OWN_SCRIPT: Final = frozenset(("cp1251", "cp1253", "cp1255", "cp1256", "koi8_r"))
"""The pages of languages that have no Latin letters in their words."""
_CASED: Final = frozenset(("cp1251", "cp1253", "koi8_r"))
_TYPESET: Final = frozenset(
    "\u2018\u2019\u201a\u201c\u201d\u201e\u2013\u2014\u2026\u20ac\xa0\xab\xbb\xb0\xa7\xb4\xae\xa9"
)
_LETTERS: Final = {page: tuple(frozenset(told) for told in languages) for page, languages in _PAGES.items()}
_WIDE_PAGES: Final = {
    # Korean before Chinese, whose pages read it as letters just as common.
    "euc_kr": late("[\uac00-\ud7a3\u3000-\u301f]"),
    "cp932": late("[\u3040-\u30ff\u4e00-\u9fff\u3000-\u301f\uff01-\uff5e]"),
    "gb18030": late("[\u4e00-\u9fff\u3000-\u301f\uff01-\uff5e\u201c\u201d]"),
    "big5": late("[\u4e00-\u9fff\u3000-\u301f\uff01-\uff5e]"),
}
_CUT = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{0,2}\Z")
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_KANA = re.compile("[\u3040-\u30ff]")
_LONG_RUNS: Final = 2.5
"""Bytes of high runs on the average from which on a script of two bytes a letter is thought of."""
_READ, _HARDLY_READ = 0.97, 0.5
_SAMPLE: Final = 1 << 16
_LINES: Final = 2000


def is_utf8(sample: bytes) -> bool:
    """Whether it is UTF-8, perhaps with a damaged letter here and there, and cut anywhere."""
    if sample.isascii():
        return True
    text = _CUT.sub(b"", sample).decode("utf-8", "surrogateescape")
    damaged = sum("\udc80" <= c <= "\udcff" for c in text)
    if not damaged:
        return True
    return sum(c > "\x7f" for c in text) - damaged > damaged


def code_page(sample: bytes) -> str:
    """The page that a text which is no UTF-8 is most likely written in; "cp1252" where nothing tells."""
    # What holds control characters is no text, and has every letter of every page.
    lines = (line for line in sample.split(b"\n") if not (line.isascii() or _NO_TEXT.search(line)))
    sample = b"\n".join(islice(lines, _LINES))[:_SAMPLE]
    runs = _HIGH_RUN.findall(sample)
    if not runs:
        return "cp1252"
    found = {page: _read(sample, page) for page in _LETTERS}
    best = max(found, key=found.__getitem__)
    high = sum(map(len, runs))
    # Cyrillic and Greek come in long runs too, and are told by every letter of theirs being one. Many letters of
    # Japanese and Chinese have an ASCII sign for their second byte, so that runs are short: then it takes that no
    # language reads even half of the text.
    if found[best] < high * (_READ if high / len(runs) > _LONG_RUNS else _HARDLY_READ):
        wide = {page: _wide(sample, page) for page in _WIDE_PAGES}
        widest = max(wide, key=wide.__getitem__)
        if wide[widest] > 0.95:
            return widest
    return best


def _read(sample: bytes, page: str) -> int:
    """How many letters beyond ASCII one of the page's languages has; what no language has counts against it."""
    text = sample.decode(page, "replace")
    high = [c for c in text if c > "\x7f" and c not in _TYPESET]
    told = max(sum(c in letters for c in high) for letters in _LETTERS[page])
    # Hebrew has no capitals, and what it is read as in Cyrillic has none either.
    uncased = page in _CASED and bool(high) and not any(map(str.isupper, high))
    return told - _strange(text, page) - uncased


def _strange(text: str, page: str) -> int:
    """How often two letters stand side by side as in no word: of two scripts, or a capital behind a small one."""
    own_script = page in _OWN_SCRIPT
    return sum(
        (own_script and one.isascii() != other.isascii() and one.isalpha() and other.isalpha())
        or (one.islower() and other.isupper() and not (one.isascii() and other.isascii()))
        for one, other in pairwise(text)
    )


def _wide(sample: bytes, page: str) -> float:
    """The share of the letters beyond ASCII that are of the page's script, 0 where it cannot be that page at all.

    Japanese without a single kana is Chinese; gb18030 reads nearly anything, as letters that few know.
    """
    text = sample.decode(page, "replace")
    high = [c for c in text if c > "\x7f"]
    told = sum(_WIDE_PAGES[page].match(c) is not None for c in high)
    if not high or (page == "cp932" and not _KANA.search(text)):
        return 0.0
    common = {"gb18030": "gb2312", "big5": "big5", "cp932": "shift_jis", "euc_kr": "euc_kr"}[page]
    known = sum(len(c.encode(common, "ignore")) > 1 for c in high)
    return min(told, known) / len(high)
