"""Whatever stands in a .vcf: no crash, no hang, every card told of; and what another reader reads, this one reads."""

from __future__ import annotations

import base64
import io
import random
import tracemalloc
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from relate.domain.records import Fact, Field
from relate.importers import text_blocks
from relate.importers.vcard import lines
from relate.importers.vcard.card import Card
from relate.importers.vcard.lines import RawCard, Stray, cards
from relate.importers.vcard.properties import PropertyReader
from relate.importers.vcard.reader import CardReader
from tests.effort import effort

EXPORTS = Path(__file__).parent.parent / "exports" / "vcard"
GOOD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Noor Bakker\r\nEMAIL:noor@bakker.example\r\nEND:VCARD\r\n"


def understood(content: bytes) -> list[Card]:
    """Every card of the bytes; asserts what must hold for all of them."""
    reader = CardReader()
    found: list[Card] = []
    for piece in cards(io.BytesIO(content)):
        if isinstance(piece, Stray):
            assert piece.text.strip()
            continue
        assert piece.number == len(found) + 1
        card = reader.card(piece.body)
        assert card.keys
        for fact in card.facts:
            assert fact.value
            fact.value.encode()
        found.append(card)
    return found


def mutated(rng: random.Random, content: bytes) -> bytes:
    """Some bytes changed, lost, doubled or swapped, as a bad disk or a bad program would."""
    damaged = bytearray(content)
    for _ in range(rng.randint(1, 12)):
        at = rng.randrange(len(damaged))
        match rng.randrange(6):
            case 0:
                damaged[at] = rng.randrange(256)
            case 1:
                del damaged[at : at + rng.randint(1, 60)]
            case 2:
                damaged[at:at] = damaged[at : at + rng.randint(1, 200)]
            case 3:
                damaged[at:at] = rng.choice([b"\0", b"\r", b"\n", b":", b";", b'"', b"=\r\n", b"\xff\xfe", b"\\", b" "])
            case 4:
                damaged[at:at] = rng.choice([b"\r\nBEGIN:VCARD\r\n", b"\r\nEND:VCARD\r\n", b"\r\nVERSION:2.1\r\n"])
            case _:
                damaged[at:at] = rng.randbytes(rng.randint(1, 30))
    return bytes(damaged)


@pytest.mark.parametrize("seed", range(200))
def test_damage_anywhere_never_reaches_the_card_behind_it(seed):
    rng = random.Random(seed)
    content = rng.choice(sorted(EXPORTS.glob("*.vcf"))).read_bytes()
    found = understood(mutated(rng, content) + b"\r\n" + GOOD)
    assert found[-1].facts == (Fact(Field.NAME, "Noor Bakker"), Fact(Field.MAIL, "noor@bakker.example"))


LINES = st.sampled_from(
    [
        b"BEGIN:VCARD", b"END:VCARD", b"begin:vcard", b" END:VCARD", b"AGENT:", b"AGENT:BEGIN:VCARD", b"VERSION:2.1",
        b"VERSION:4.0", b"FN:Maya", b"N:Okafor;Maya", b"N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=", b"TEL:+1",
        b"TEL;VALUE=uri:tel:+44-7700-900123;ext=5", b"item1.X-ABDATE:--", b"item1.X-ABLabel:_$!<Anniversary>!$_",
        b"BDAY:0000-00-00", b"BDAY;X-APPLE-OMIT-YEAR=:9999-99-99", b"ORG:", b"ADR;LABEL=a:b:;;;;;;", b"ADR:;",
        b"PHOTO;ENCODING=b:/9j/", b"PHOTO:data:,", b"PHOTO;BASE64:====", b"UID:", b"UID:urn:uuid:", b"KIND:group",
        b"MEMBER:urn:uuid:", b"RELATED;TYPE=:urn:", b"X-ANDROID-CUSTOM:", b"X-ANDROID-CUSTOM:relation;;99999999999",
        b"X-SOCIALPROFILE;type=twitter;x-user=:x-apple:", b"CATEGORIES:,,\\,", b"NOTE;CHARSET=undefined:x\xff",
        b"NOTE;CHARSET=idna:\xff", b"NOTE;CHARSET=zip:\xff", b"NOTE;CHARSET=utf-7:+2AA-", b'X;A="', b";;;:", b":", b"=",
        b"X-SOCIALPROFILE;type=\xd1;x-user=\xd2:x", b"RELATED;TYPE=\xd1:Ana", b"ADR;LABEL=\xc0:;;;;;;",
        b"EMAIL;PREF=99999999999999999999:a@b.example", b"\xff\xfe", b"\\", b" ", b"\t", b"", b"=\r\n",
    ]
)  # fmt: skip
HOSTILE = st.lists(st.one_of(LINES, st.binary(max_size=30)), max_size=25).map(b"\r\n".join)


@given(content=HOSTILE)
@settings(max_examples=effort(300, 20_000), deadline=None)
def test_no_bytes_at_all_make_it_stumble(content):
    understood(content)


@given(content=HOSTILE, size=st.integers(1, 40))
@settings(max_examples=effort(150, 20_000), deadline=None)
def test_where_the_blocks_of_a_file_end_makes_no_difference(content, size):
    """UTF-16 apart, whose mark is looked for in the first block."""
    content = b"BEGIN:VCARD\r\nNOTE:" + b"x" * 64 + b"\r\nEND:VCARD\r\n" + content
    whole = list(cards(io.BytesIO(content)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_blocks, "_BLOCK", 70 + size)
        assert list(cards(io.BytesIO(content))) == whole


@given(cards_=st.lists(st.one_of(st.just(GOOD), HOSTILE.map(lambda body: GOOD[:13] + body + GOOD[-13:])), max_size=6))
@settings(max_examples=150, deadline=None)
def test_cards_cut_by_splitting_are_those_that_scanning_finds(cards_):
    content = b"".join(cards_)
    found = list(cards(io.BytesIO(content)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lines._Cutter, "_plain_pieces", lambda self: [])
        assert list(cards(io.BytesIO(content))) == found


IMAGE = base64.b64encode(b"\xff\xd8\xff\xe0" + bytes(2500))
PHOTOS = st.builds(
    lambda head, start, fold, width, stray, after: (
        head + start + fold.join(IMAGE[at : at + width] for at in range(0, len(IMAGE), width)) + stray + after
    ),
    st.sampled_from(
        [
            b"PHOTO;ENCODING=b;TYPE=JPEG:", b"PHOTO;BASE64;JPEG:", b"photo;base64:",
            b"item1.PHOTO;ENCODING=b:", b"PHOTO:data:image/jpeg;base64,",
            b"PHOTO;X-ABCROP-RECTANGLE=ABClipRect_1&0&0&9&9&aB+/==;ENCODING=b:",
            b"PHOTO;ENCODING=b;CHARSET=utf-16:", b"PHOTO;ENCODING=QUOTED-PRINTABLE;BASE64:", b"PHOTO;TYPE=JPEG:",
        ]
    ),
    st.sampled_from([b"", b"\r\n ", b" ", b"\r\n", b"\xef\xb7\x90"]),
    st.sampled_from([b"\r\n ", b"\r\n\t", b"\r\n", b"\n  "]),
    st.integers(70, 3000),
    st.sampled_from([b"", b"=", b"=\r\n", b"*", b":", b"\xff", b"\r\n A", b"\r\n\x01 X:"]),
    st.sampled_from([b"", b"\r\n", b"\r\n\r\n"]),
)  # fmt: skip


@given(lines_=st.lists(st.one_of(LINES, PHOTOS, st.binary(max_size=30)), max_size=8))
@example(lines_=[b"FN:Maya", b"PHOTO;ENCODING=b;CHARSET=utf-16:" + IMAGE])
@example(lines_=[b"VERSION:2.1", b"NOTE:a\\nb", b"version;x=1:3.0"])
@example(lines_=[b"VERSION:3.0", b"NOTE:a\\nb", b"item1.VERSION: 2.1"])
@settings(max_examples=effort(400, 20_000), deadline=None)
def test_a_card_read_at_once_says_what_its_lines_say_one_by_one(lines_):
    content = GOOD[:13] + b"\r\n".join([*lines_, GOOD[-13:]])
    found = understood(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PropertyReader, "plain", lambda self, body: None)
        assert understood(content) == found


@pytest.mark.parametrize("path", sorted(EXPORTS.rglob("*.vcf")), ids=lambda path: path.stem)
def test_an_export_read_at_once_says_what_its_lines_say_one_by_one(path):
    found = understood(path.read_bytes())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PropertyReader, "plain", lambda self, body: None)
        assert understood(path.read_bytes()) == found


@given(content=HOSTILE)
@settings(max_examples=effort(150, 20_000), deadline=None)
def test_no_line_is_lost_between_cards_and_what_is_no_card(content):
    """Each line that holds letters is in a card, beside the cards, or one of their marks."""
    content = b"no card here" * 6 + b"\r\n" + content  # so that nothing looks like UTF-16
    given_out = b"\n".join(
        piece.body if isinstance(piece, RawCard) else piece.text for piece in cards(io.BytesIO(content))
    )
    for line in content.replace(b"\r", b"\n").split(b"\n"):
        if line.strip() and b"VCARD" not in line.upper() and b"\xef" not in line:
            in_agent = b"AGENT" in content  # what stands in an AGENT's card is left out on purpose
            cut = not content.endswith((b"\n", b"\r"))  # and so is a line in whose middle the file ends
            assert line in given_out or in_agent or cut


ENDLESS = [
    b"NOTE:" + b"\\;" * 500_000,
    b"NOTE:" + b"\\" * 1_000_000,
    b"N:" + b";" * 1_000_000,
    b"CATEGORIES:" + b"a\\," * 300_000,
    b'X;A="' + b'\\"' * 500_000 + b":",
    b"X;" + b"A=b;" * 200_000 + b":c",
    b"ADR;LABEL=a:" + b":" * 300_000,
    b"NOTE;ENCODING=QUOTED-PRINTABLE:" + b"=\r\n" * 200_000,
    b"PHOTO;ENCODING=b:\r\n" + b" QUJD\r\n" * 100_000,
    b"PHOTO;BASE64:\r\n" + b"QUJD\r\n" * 100_000,
    b"AGENT:\r\n" + b"BEGIN:VCARD\r\nAGENT:\r\n" * 20_000,
    b"EMAIL:" + b"a@" * 300_000,
    b"TEL:+" + b"1 " * 300_000,
    b"URL:" + b"http://" * 100_000,
    b"BDAY:" + b"1" * 1_000_000,
    b"FN:" + "\u0301".encode() * 300_000,
    b"UID:" + b"a" * 1_000_000,
    b"\r\n".join(b"TEL;TYPE=X%d:+447700900123" % number for number in range(20_000)),
    b"\r\n" * 500_000,
    b"x" * 5_000_000,
]


@pytest.mark.parametrize("line", ENDLESS, ids=lambda line: line[:24].decode("ascii", "replace"))
@pytest.mark.timeout(30)
def test_a_line_without_an_end_takes_no_endless_time(line):
    found = understood(b"BEGIN:VCARD\r\nVERSION:3.0\r\n" + line + b"\r\nEND:VCARD\r\n" + GOOD)
    assert found[-1].name == "Noor Bakker"


class _Generated(io.RawIOBase):
    """A stream that is made while it is read."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts = parts
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while len(self._left) < len(buffer) and (more := next(self._parts, b"")):
            self._left += more
        taken = self._left[: len(buffer)]
        self._left = self._left[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)


@pytest.mark.parametrize(
    ("parts", "found", "most"),
    [
        ([GOOD.replace(b"FN:", b"NOTE:" + b"x" * 20_000 + b"\r\nFN:")] * 2000, 2000, 8_000_000),
        ([b"BEGIN:VCARD\r\n", *[b"NOTE:for ever and ever\r\n" * 2000] * 1500], 1, 4 * lines.LONGEST_CARD),
        ([b"just some lines of text\r\n" * 2000] * 1500, 0, 4 * lines.LONGEST_CARD),
    ],
    ids=["many cards", "no end at all", "no card at all"],
)
def test_memory_does_not_grow_with_the_file(parts, found, most):
    stream = io.BufferedReader(_Generated(iter(parts)))
    tracemalloc.start()
    try:
        assert sum(isinstance(piece, RawCard) for piece in cards(stream)) == found
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < most


ORACLE_READS = ["apple-macos-3.0", "google-3.0", "evolution-3.0", "thunderbird-4.0", "nextcloud-4.0", "blackberry-2.1"]


@pytest.mark.parametrize("stem", ORACLE_READS)
def test_another_reader_finds_the_same_names_mails_and_numbers(stem):
    content = (EXPORTS / f"{stem}.vcf").read_bytes()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import vobject

        theirs = [dict(card.contents) for card in vobject.readComponents(content.decode(), allowQP=True)]
    ours = understood(content)
    assert len(ours) == len(theirs)
    for mine, other in zip(ours, theirs, strict=True):
        assert [fact.value.lower() for fact in mine.facts if fact.field is Field.MAIL] == sorted(
            (mail.value.lower() for mail in other.get("email", [])),
            key=[fact.value.lower() for fact in mine.facts if fact.field is Field.MAIL].index,
        )
        if "@" not in other["fn"][0].value:
            assert mine.name == other["fn"][0].value
        numbers = {"".join(filter(str.isdigit, tel.value)) for tel in other.get("tel", [])}
        told = {fact.value for fact in mine.facts if fact.field is Field.PHONE or fact.value.startswith("PIN: ")}
        assert numbers == {"".join(filter(str.isdigit, value)) for value in told}
        notes = [note.value for note in other.get("note", [])]
        assert [fact.value for fact in mine.facts if fact.value in notes] == notes
