"""Chats exported again and again: the same talk is one talk, whatever it is called, wherever the phone was."""

from __future__ import annotations

from pathlib import Path

import pytest

from relate.services.library import Library
from tests.exports.make_whatsapp import ANDROID, IOS, MARA, Way, android_lines, ios_lines
from tests.services.conftest import EXPORTS, Opened, dump, read

TEXTS = [
    "Did the boat arrive in the harbour this morning?", "It did, and the bread with it, half of it wet", "ok", "ok",
    "Then we meet on Thursday at the old crane", "I bring the drawings that Tomás has made for us", "😀",
    "Bring the keys of the shed as well, please do", "They hang beside the door, on the second hook", "ok",
    "And do not forget the lamp for the way back", "The one with the red glass, or the other one?", "ok", "ok",
]  # fmt: skip


def talk(folder: Path, partner: str, hour: int = 9, first: int = 0, last: int = len(TEXTS)) -> Path:
    lines = [
        f"{13 + n // 7}/03/2024, {hour:02}:{n:02} - {partner if n % 2 else MARA}: {TEXTS[n]}"
        for n in range(first, last)
    ]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"WhatsApp Chat with {partner}.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def messages(library: Library) -> int:
    rows = library.readers.connection().execute_sql("SELECT count(*) FROM interaction")
    return int(rows.fetchone()[0])


def both_ways(opened: Opened, one: Path, other: Path) -> Library:
    """A library that read one and then the other, equal to one that read them the other way round."""
    there, back = opened("there"), opened("back")
    for library, paths in ((there, (one, other)), (back, (other, one))):
        for path in paths:
            read(library, path)
    assert messages(there) == messages(back)
    assert dump(there) == dump(back)
    return there


def test_a_later_export_of_a_longer_talk_adds_what_is_new(opened: Opened, tmp_path: Path) -> None:
    library = both_ways(opened, talk(tmp_path / "a", "Maya Okafor", last=8), talk(tmp_path / "b", "Maya Okafor"))
    assert messages(library) == len(TEXTS)


def test_two_exports_that_overlap_in_the_middle_count_the_overlap_once(opened: Opened, tmp_path: Path) -> None:
    one, other = talk(tmp_path / "a", "Maya Okafor", last=9), talk(tmp_path / "b", "Maya Okafor", first=4)
    assert messages(both_ways(opened, one, other)) == len(TEXTS)


def test_a_phone_in_another_zone_tells_the_same_talk(opened: Opened, tmp_path: Path) -> None:
    one, other = talk(tmp_path / "a", "Maya Okafor"), talk(tmp_path / "b", "Maya Okafor", hour=14)
    assert messages(both_ways(opened, one, other)) == len(TEXTS)


def test_a_partner_under_a_new_name_doubles_no_more_than_the_beginning(opened: Opened, tmp_path: Path) -> None:
    library = both_ways(opened, talk(tmp_path / "a", "Maya"), talk(tmp_path / "b", "Maya Okafor"))
    until = next(n for n in range(len(TEXTS)) if sum(len(text) > 24 for text in TEXTS[:n]) == 6)
    assert messages(library) == len(TEXTS) + until


def test_android_and_iphone_with_and_without_pictures_are_one_talk(opened: Opened, tmp_path: Path) -> None:
    iphone = Way(**{**vars(IOS["en-gb"]), "partner": "Maya Okafor"})
    exports = {
        "WhatsApp Chat with Maya Okafor.txt": android_lines(ANDROID["en-gb"]),
        "WhatsApp Chat with Maya Okafor (1).txt": android_lines(ANDROID["en-gb"], media=True),
        "WhatsApp Chat - Maya Okafor.txt": ios_lines(iphone),
        "WhatsApp Chat - Maya Okafor (2).txt": ios_lines(iphone, media=True),
    }
    for name, lines in exports.items():
        (tmp_path / name).write_text("\n".join(lines), encoding="utf-8")
    together, apart = opened("together"), opened("apart")
    read(together, *(tmp_path / name for name in exports))
    for name in exports:
        read(apart, tmp_path / name)
    assert messages(together) == messages(apart) == 8


def test_a_group_under_a_new_name_is_the_same_group(opened: Opened, tmp_path: Path) -> None:
    head, later = "05/03/2024, 08:00 - ", "25/03/2024, 08:00 - "
    begun = f'{head}Tomás created group "Boats"\n{head}Tomás: hello\n{head}{MARA}: hi\n{later}Maya: ok\n'
    for name, text in (
        ("WhatsApp Chat with Boats.txt", begun),
        ("WhatsApp Chat with Ships.txt", f'{begun}{later}Tomás changed the subject from "Boats" to "Ships"\n'),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    library = both_ways(opened, tmp_path / "WhatsApp Chat with Boats.txt", tmp_path / "WhatsApp Chat with Ships.txt")
    assert messages(library) == 3


def test_a_group_that_could_not_tell_the_owner_knows_him_from_another_chat(library: Library, tmp_path: Path) -> None:
    group = tmp_path / "WhatsApp Chat with Boats.txt"
    head = "05/03/2024, 08:00 - "
    text = f'{head}Tomás created group "Boats"\n{head}Tomás: a\n13/03/2024, 08:01 - {MARA}: b\n'
    group.write_text(text, encoding="utf-8")
    read(library, group)
    directions = "SELECT text, direction FROM interaction ORDER BY id"
    assert dict(library.readers.connection().execute_sql(directions).fetchall())["b"] == 1
    read(library, talk(tmp_path / "a", "Maya Okafor"))
    assert dict(library.readers.connection().execute_sql(directions).fetchall())["b"] == 2


def test_a_number_in_a_chat_and_on_a_card_is_one_person(library: Library, tmp_path: Path) -> None:
    card = tmp_path / "contacts.vcf"
    card.write_text(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Maya Okafor\r\nTEL;TYPE=CELL:+44 20 7946 0018\r\nEND:VCARD\r\n",
        encoding="utf-8",
    )
    chat = tmp_path / "WhatsApp Chat with +44 20 7946 0018.txt"
    chat.write_text(f"05/03/2024, 08:00 - +44 20 7946 0018: a\n13/03/2024, 08:01 - {MARA}: b\n", encoding="utf-8")
    read(library, card)
    read(library, chat)
    people = "SELECT count(DISTINCT person) FROM identity WHERE network IN ('card', 'phone')"
    assert library.readers.connection().execute_sql(people).fetchone()[0] == 1


@pytest.mark.parametrize("order", [("native", "exported"), ("exported", "native")])
def test_both_exports_of_signal_tell_one_talk_once(library: Library, order: tuple[str, str]) -> None:
    for name in order:
        read(library, EXPORTS / "signal" / name)
    texts = [
        row[0] for row in library.readers.connection().execute_sql("SELECT text FROM interaction WHERE text <> ''")
    ]
    assert texts.count("Hello Mara, are you back from Lisbon?") == 1
    assert texts.count("Yes, since Sunday.\nShall we meet?") == 1


def test_a_stranger_of_a_group_is_not_the_contact_of_the_same_name(library: Library, tmp_path: Path) -> None:
    group = tmp_path / "WhatsApp Chat with Boats.txt"
    head = "05/03/2024, 08:00 - "
    text = f'{head}Tomás created group "Boats"\n{head}~ Maya: a\n13/03/2024, 08:01 - {MARA}: b\n'
    group.write_text(text, encoding="utf-8")
    read(library, group, talk(tmp_path / "a", "Maya"))
    people = "SELECT count(DISTINCT person) FROM identity WHERE key IN ('maya', '~maya')"
    assert library.readers.connection().execute_sql(people).fetchone()[0] == 2
