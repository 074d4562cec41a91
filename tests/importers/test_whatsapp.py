"""Chats of WhatsApp: each way in which phones write them, in each language; whom they are with; damaged ones."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from relate.domain.kinds import Kind
from relate.domain.moments import Precision
from relate.domain.records import (
    IdentityKey,
    IdentityKind,
    InteractionRecord,
    PersonRecord,
    Reason,
    Role,
    Skipped,
    me,
)
from relate.importers.registry import importer, recognise
from relate.importers.source import open_sources
from relate.importers.whatsapp.days import Evidence, first_ms
from relate.importers.whatsapp.groups import people_in, titles
from tests.effort import dice, effort
from tests.exports.make_whatsapp import ANDROID, EDITED, FOLDERS, HERE, IOS, MARA, TALK, Way, android_lines, ios_lines
from tests.importers.dropping import Reading, drop, write_files, write_zip

FIXTURES = sorted(path for path in HERE.rglob("*") if path.is_file())
HEAD = "05/03/2024, 09:15 - "
NOTICE = "Messages and calls are end-to-end encrypted."


def name(key: str) -> IdentityKey:
    return IdentityKey("whatsapp", IdentityKind.NAME, key, True)


def phone(number: str) -> IdentityKey:
    return IdentityKey("phone", IdentityKind.PHONE, number)


def sides(record: InteractionRecord) -> dict[str, str]:
    return {one.key.key: one.role.name for one in record.participants}


def sender(record: InteractionRecord) -> str:
    (only,) = (one.key.key for one in record.participants if one.role is Role.FROM)
    return only


def told(reading: Reading) -> list[tuple[str, str, str]]:
    """(when, who, what) of each message, in the order of the file."""
    return [
        (one.at.iso() if one.at else "", sender(one), one.text or f"[{one.detail}]") for one in reading.interactions
    ]


def left_out(reading: Reading) -> list[tuple[int, Reason]]:
    return [(one.where.row, one.reason) for one in reading.skipped]


def chat(folder: Path, text: str, file: str = "WhatsApp Chat with Maya Okafor.txt") -> Path:
    write_files(folder, {file: text})
    return folder / file


# ------------------------------------------------------------------------------------------- every way of writing


def expected(partner: str, what: str, picture: str) -> list[tuple[str, str, str]]:
    from relate.domain.normalise import name_key

    them, me_ = name_key(partner), name_key(MARA)
    says = {"media": f"[{what}]", "picture": picture, "edited": EDITED, "missed": "[missed]"}
    return [
        (f"{at:%Y-%m-%dT%H:%MZ}", them if who == "them" else me_, says.get(text, text))
        for at, who, text in TALK
        if text != "deleted"
    ]


@pytest.mark.parametrize("way", ANDROID.values(), ids=ANDROID)
def test_the_talk_is_the_same_on_every_android(way: Way, tmp_path: Path) -> None:
    file = f"{way.stem.replace('{x}', way.partner)}.txt"
    reading = drop(chat(tmp_path, "\n".join(android_lines(way)), file))
    assert told(reading) == expected(way.partner, "attachment", "The view")
    assert left_out(reading) == [(1, Reason.NOT_KEPT), (6, Reason.DECLINED)]
    assert reading.archive.questions == ()
    assert {one.conversation for one in reading.interactions} == {f"with:{sender(reading.interactions[0])}"}


@pytest.mark.parametrize("way", ANDROID.values(), ids=ANDROID)
def test_what_was_sent_is_named_where_it_came_along(way: Way, tmp_path: Path) -> None:
    file = f"{way.stem.replace('{x}', way.partner)}.txt"
    reading = drop(chat(tmp_path, "\n".join(android_lines(way, media=True)), file))
    assert told(reading) == expected(way.partner, "photo", "The view")
    assert [one.detail for one in reading.interactions[2:4]] == ["photo", "photo"]


@pytest.mark.parametrize("media", [False, True])
@pytest.mark.parametrize("way", IOS.values(), ids=IOS)
def test_the_talk_is_the_same_on_every_iphone(way: Way, media: bool, tmp_path: Path) -> None:
    file = f"{way.stem.replace('{x}', way.partner)}.zip"
    path = write_zip(tmp_path / file, {"_chat.txt": "\r\n".join(ios_lines(way, media=media))})
    reading = drop(path)
    what = "photo" if media else reading.interactions[2].detail
    assert what in {"photo", "video", "voice message"}
    assert told(reading) == expected(way.partner, what, "The view")
    assert left_out(reading) == [(1, Reason.NOT_KEPT), (6, Reason.DECLINED)]


def test_every_way_has_a_fixture_that_is_what_its_maker_makes() -> None:
    assert {one for names in FOLDERS.values() for one in names} == set(ANDROID)
    for folder, names in FOLDERS.items():
        for way in (ANDROID[one] for one in names):
            written = (HERE / folder / f"{way.stem.replace('{x}', way.partner)}.txt").read_bytes().decode()
            assert written == "\n".join([*android_lines(way), ""])


def test_the_form_of_2012_has_its_name_behind_a_colon() -> None:
    reading = drop(HERE / "old-2012")
    assert told(reading) == [
        ("2012-12-09T17:03Z", "lars holm", "Are you on this too?"),
        ("2012-12-09T17:04Z", "mara lindqvist", "Since today\nit works"),
        ("2012-12-24T20:00Z", "lars holm", "."),
        ("2012-12-24T20:00Z", "mara lindqvist", "Merry Christmas"),
    ]


def test_a_clock_is_of_nobodys_zone_and_without_seconds_keeps_the_order_of_its_minute(tmp_path: Path) -> None:
    lines = "\n".join(f"{HEAD}{'Maya Okafor' if n % 2 else MARA}: {n}" for n in range(70))
    at = [one.at for one in drop(chat(tmp_path, lines + "\n13/03/2024, 09:16 - Maya Okafor: x")).interactions]
    assert {one.precision for one in at if one} == {Precision.MINUTE_UNKNOWN_ZONE}
    assert [one.ms // 1000 % 60 for one in at[:70] if one] == [min(n, 59) for n in range(70)]


# --------------------------------------------------------------------------------------------- day or month first


def solved(*dates: str) -> str | None:
    evidence = Evidence()
    for date in dates:
        evidence.see(date)
    return evidence.order()


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        (("2024-03-05", "2024-03-06"), "ymd"),
        (("05/03/2024", "13/03/2024"), "dmy"),
        (("3/5/24", "3/13/24"), "mdy"),
        (("01/02/24", "02/02/24", "01/03/24"), "dmy"),  # the other way round March would follow February would January
        (("2/1/24", "2/2/24", "3/1/24"), "mdy"),
        (("24.03.05", "24.03.31"), "ymd"),
        (("05/03/2024",), None),
        (("05/03/2024", "06/04/2024"), None),
        (("05/03/2024", "45/03/2024", "13/03/2024"), "dmy"),  # one date is damaged
        (("04/03/2024", "04/13/2024", "13/03/2024", "14/03/2024"), "dmy"),
        (("12/3/2567", "13/3/2567"), "dmy"),
    ],
)  # fmt: skip
def test_the_order_is_that_in_which_all_dates_are_days_and_time_runs_forward(
    dates: tuple[str, ...], order: str | None
) -> None:
    assert solved(*dates) == order


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1403/1/1", "2024-03-20"), ("1400/1/1", "2021-03-21"), ("1399/12/30", "2021-03-20"), ("1402/12/30", None),
        ("1404/7/1", "2025-09-23"), ("5/3/2567", "2024-03-05"), ("5/3/67", "2024-03-05"), ("31/2/2024", None),
        ("٥/٣/٢٠٢٤", "2024-03-05"),
    ],
)  # fmt: skip
def test_years_of_other_calendars_are_read(text: str, day: str | None) -> None:
    from relate.domain.moments import date_of

    ms = first_ms(text, "dmy")
    assert (None if ms is None else date_of(ms // 86_400_000).isoformat()) == day


def test_what_no_date_tells_is_asked_and_the_answer_holds() -> None:
    sources, _ = open_sources([HERE / "short"])
    (archive,), _ = recognise(sources[0])
    (question,) = archive.questions
    assert question.default == "dmy"
    assert [one.words for one in question.choices] == [
        "The day: 05/03/2024 is 5 March 2024", "The month: 05/03/2024 is 3 May 2024",
    ]  # fmt: skip
    assert question.samples == ("05/03/2024", "06/03/2024")
    for answer, month in (("", "2024-03"), ("dmy", "2024-03"), ("mdy", "2024-05")):
        answered = archive._replace(answers=((question.id, answer),) if answer else ())
        first = next(
            one
            for one in importer("whatsapp").read(sources[0], answered)
            if isinstance(one, InteractionRecord) and one.at
        )
        assert first.at is not None
        assert first.at.iso()[:7] == month


def test_a_phone_with_american_clocks_is_taken_to_be_one_where_nobody_can_be_asked(tmp_path: Path) -> None:
    (question,) = drop(
        chat(tmp_path, f"3/5/24, 9:15 AM - Maya Okafor: a\n3/6/24, 9:15 AM - {MARA}: b")
    ).archive.questions
    assert question.default == "mdy"


def test_a_short_chat_has_the_order_of_a_longer_one_of_the_same_phone(tmp_path: Path) -> None:
    long = f"{HEAD}Ben Carter: a\n25/03/2024, 09:15 - {MARA}: b"
    write_files(tmp_path, {"WhatsApp Chat with Ben Carter.txt": long})
    chat(tmp_path, f"04/05/2024, 09:15 - Maya Okafor: a\n05/06/2024, 09:15 - {MARA}: b")
    reading = drop(tmp_path)
    assert reading.archive.questions == ()
    assert ("2024-06-05T09:15Z", "mara lindqvist", "b") in told(reading)


# ---------------------------------------------------------------------------------------------------- whose it is


def owners(reading: Reading) -> set[IdentityKey]:
    return {key for one in reading.people if one.owner for key in one.keys}


def test_the_owner_is_the_name_that_the_chat_is_not_called_after() -> None:
    for folder in HERE.iterdir():
        reading = drop(folder)
        assert owners(reading) == {name("mara lindqvist"), me("whatsapp")}
        assert reading.archive.owner == (name("mara lindqvist"),)
        assert isinstance(reading.everything[0], PersonRecord)


GROUP = f'{HEAD}{NOTICE}\n{HEAD}Tomás created group "Boats"\n'


def test_a_group_alone_is_asked_about(tmp_path: Path) -> None:
    talk = f"{HEAD}Maya Okafor: a\n{HEAD}{MARA}: b\n{HEAD}{MARA}: c\n13/03/2024, 09:15 - Tomás: d"
    path = chat(tmp_path, GROUP + talk, "WhatsApp Chat with Boats.txt")
    sources, _ = open_sources([path])
    (archive,), _ = recognise(sources[0])
    (question,) = archive.questions
    assert [one.words for one in question.choices] == [MARA, "Maya Okafor", "Tomás", "None of these"]
    assert question.default == question.choices[-1].id
    mine = archive._replace(answers=((question.id, question.choices[0].id),))
    read = tuple(importer("whatsapp").read(sources[0], mine))
    assert owners(Reading((mine,), (), read)) == {name("mara lindqvist"), me("whatsapp")}
    assert owners(drop(path)) == {me("whatsapp")}


def test_in_two_groups_the_owner_is_the_only_one_who_is_in_both(tmp_path: Path) -> None:
    write_files(tmp_path, {
        "WhatsApp Chat with Boats.txt": f"{GROUP}{HEAD}Maya Okafor: a\n13/03/2024, 09:15 - {MARA}: b",
        "WhatsApp Chat with Bread.txt": f"{GROUP}{HEAD}Ben Carter: a\n13/03/2024, 09:15 - {MARA}: b",
    })  # fmt: skip
    assert drop(tmp_path).archive.owner == (name("mara lindqvist"),)


def test_a_chat_in_which_only_one_wrote(tmp_path: Path) -> None:
    theirs = drop(chat(tmp_path / "theirs", f"{HEAD}Maya Okafor: a\n13/03/2024, 09:15 - Maya Okafor: b"))
    assert [sides(one) for one in theirs.interactions] == [{"maya okafor": "FROM", "me": "TO"}] * 2
    mine = drop(chat(tmp_path / "mine", f"{HEAD}{MARA}: a\n13/03/2024, 09:15 - {MARA}: b"))
    assert [sides(one) for one in mine.interactions] == [{"mara lindqvist": "FROM", "maya okafor": "TO"}] * 2
    assert (theirs.archive.questions, mine.archive.questions) == ((), ())


@pytest.mark.parametrize("you", ["You", "Du", "Tú", "Вы", "您"])
def test_you_is_the_owner(you: str, tmp_path: Path) -> None:
    reading = drop(chat(tmp_path, f"{HEAD}Maya Okafor: a\n13/03/2024, 09:15 - {you}: b"))
    assert sides(reading.interactions[1]) == {"me": "FROM", "maya okafor": "TO"}
    assert reading.archive.questions == ()


def test_a_renamed_file_is_still_a_chat_and_its_owner_is_asked_for(tmp_path: Path) -> None:
    path = chat(tmp_path, f"{HEAD}{NOTICE}\n{HEAD}Maya Okafor: a\n13/03/2024, 09:15 - {MARA}: b", "saved.txt")
    reading = drop(path)
    (question,) = reading.archive.questions
    assert {one.words for one in question.choices} == {"Maya Okafor", MARA, "None of these"}


def test_an_iphone_says_the_partner_in_its_first_line(tmp_path: Path) -> None:
    write_files(tmp_path, {"_chat.txt": "\n".join(ios_lines(IOS["de"]))})
    reading = drop(tmp_path / "_chat.txt")
    assert reading.archive.owner == (name("mara lindqvist"),)
    assert reading.archive.title == "WhatsApp chat with Jonas Weber"


@pytest.mark.parametrize(
    ("file", "writers", "partner"),
    [
        ("WhatsAppでの花子とのトーク履歴.txt", ("花子", MARA), "花子"),
        ("Gesprek op WhatsApp van Maya Okafor.txt", ("Maya Okafor", MARA), "Maya Okafor"),
        ("Our WhatsApp.txt", ("Maya Okafor", MARA), ""),
        (f"WhatsApp of Maya Okafor and {MARA}.txt", ("Maya Okafor", MARA), ""),
        ("Gesprek op WhatsApp van Mayana.txt", ("Maya", MARA), ""),
    ],
)
def test_a_file_in_words_that_nobody_knows_is_called_after_whichever_of_the_two_it_names(
    tmp_path: Path, file: str, writers: tuple[str, str], partner: str
) -> None:
    lines = [f"13/03/2024, 09:1{number} - {writer}: hello" for number, writer in enumerate(writers)]
    archive = drop(chat(tmp_path, "\n".join(lines), file)).archive
    assert archive.owner == ((name("mara lindqvist"),) if partner else ())
    assert archive.title.startswith("WhatsApp chat with ") == bool(partner)
    assert not partner or archive.title == f"WhatsApp chat with {partner}"


# --------------------------------------------------------------------------------------------------------- people


def test_a_number_is_the_phone_that_the_address_book_has(tmp_path: Path) -> None:
    number = "\u202a+44\u00a020\u00a07946\u00a00018\u202c"
    file = "WhatsApp Chat with +44 20 7946 0018.txt"
    reading = drop(chat(tmp_path, f"{HEAD}{number}: a\n13/03/2024, 09:15 - {MARA}: b", file))
    assert [one.participants[0].key for one in reading.interactions] == [
        phone("+442079460018"), name("mara lindqvist"),
    ]  # fmt: skip
    assert reading.interactions[0].participants[0].name == ""
    assert reading.archive.owner == (name("mara lindqvist"),)


def test_a_name_behind_a_number_in_the_title_is_that_number(tmp_path: Path) -> None:
    file = "WhatsApp Chat with +44 20 7946 0018.txt"
    reading = drop(chat(tmp_path, f"{HEAD}~\u202fMaya: a\n13/03/2024, 09:15 - {MARA}: b", file))
    assert reading.interactions[0].participants[0].key == phone("+442079460018")
    assert reading.interactions[0].participants[0].name == "Maya"


def test_whoever_is_in_no_address_book_is_not_the_contact_of_the_same_name(tmp_path: Path) -> None:
    group = f"{GROUP}{HEAD}~ Maya: a\n{HEAD}Maya: b\n13/03/2024, 09:15 - {MARA}: c"
    reading = drop(chat(tmp_path, group, "WhatsApp Chat with Boats.txt"))
    one, other, _ = reading.interactions
    assert one.participants[0].key == name("~maya")
    assert one.participants[0].name == "Maya"
    assert other.participants[0].key == name("maya")


# --------------------------------------------------------------------------------------------------------- groups


def of_group(folder: str, file: str) -> Reading:
    reading = drop(HERE / folder)
    return replace(reading, everything=tuple(one for one in reading.everything if file in one.where.file))


def test_a_group_has_everybody_who_wrote_came_or_was_added() -> None:
    reading = of_group("android-english", "Harbour")
    everybody = {
        "mara lindqvist", "tomas rivera", "maya okafor", "+442079460018", "quiet otto", "~hana",
    }  # fmt: skip
    assert {frozenset(sides(one)) for one in reading.interactions} == {frozenset(everybody)}
    assert {one.title for one in reading.interactions} == {"Harbour walk: spring"}
    assert {one.conversation for one in reading.interactions} == {"group:harbour walk"}
    assert [one.text or f"[{one.detail}]" for one in reading.interactions] == [
        "Who brings the bread?", "I do", "ok", "ok", "Hello all\nI am new", "[attachment]", "[attachment]", "[place]",
        "POLL:\nWhen?\nOPTION: Saturday (2 votes)\nOPTION: Sunday (1 vote)", "[contact card]",
    ]  # fmt: skip
    assert Counter(reason for _, reason in left_out(reading)) == {Reason.NOT_KEPT: 8, Reason.EMPTY: 1}
    assert reading.interactions[7].link == "https://maps.google.com/?q=38.7,-9.1"


def test_an_iphone_puts_the_groups_name_before_whatsapps_own_lines() -> None:
    reading = of_group("ios", "Kajak")
    assert {frozenset(sides(one)) for one in reading.interactions} == {
        frozenset({"mara lindqvist", "jonas weber", "ina holm", "~pit"})
    }
    assert [(one.kind, one.text or f"[{one.detail}]") for one in reading.interactions] == [
        (Kind.MESSAGE, "Samstag um neun?"), (Kind.MESSAGE, "Ja!"), (Kind.MESSAGE, "Bin dabei"),
        (Kind.MESSAGE, "[photo]"), (Kind.MESSAGE, "[sticker]"), (Kind.CALL, "[12 min]"), (Kind.MESSAGE, "[place]"),
    ]  # fmt: skip
    assert [row for row, _ in left_out(reading)] == [1, 2, 3, 4, 12]


def test_an_older_iphone_speaks_of_its_group_without_a_mark(tmp_path: Path) -> None:
    lines = ["Kajak: Jonas added Ina Holm", "Jonas: nine?", f"{MARA}: yes", "Kajak: Jonas left", "Ina Holm: ok"]
    text = "\n".join(f"[{13 + n}.03.16, 08:00:0{n}] {line}" for n, line in enumerate(lines))
    reading = drop(write_zip(tmp_path / "WhatsApp Chat - Kajak.zip", {"_chat.txt": text}))
    assert [one.text for one in reading.interactions] == ["nine?", "yes", "ok"]
    assert {frozenset(sides(one)) for one in reading.interactions} == {
        frozenset({"jonas", "mara lindqvist", "ina holm"})
    }
    assert left_out(reading) == [(1, Reason.NOT_KEPT), (4, Reason.NOT_KEPT)]


def test_a_partner_who_tells_of_others_is_no_group(tmp_path: Path) -> None:
    lines = [
        "Maya Okafor: Anna left",
        f"{MARA}: oh",
        "Maya Okafor: and Ben joined us",
        "Anna added Ben",
        f"{MARA}: so?",
    ]
    text = "\n".join(f"{13 + n}/03/2024, 08:00 - {line}" for n, line in enumerate(lines))
    told_ = drop(chat(tmp_path, text)).interactions
    assert [one.text for one in told_] == ["Anna left", "oh", "and Ben joined us", "so?"]
    assert {one.conversation for one in told_} == {"with:maya okafor"}
    assert {frozenset(sides(one)) for one in told_} == {frozenset({"maya okafor", "mara lindqvist"})}


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Anna added Ben, Chris and +49 170 1234567", ("Anna", "Ben", "Chris", "+49 170 1234567")),
        ("You added Ben", ("You", "Ben")),
        ("Anna joined using this group's invite link", ("Anna",)),
        ("Anna left", ("Anna",)),
        ('Anna created group "Boats"', ("Anna",)),
        ("Jonas hat die Gruppe „Kajak“ erstellt", ("Jonas",)),
        ("Luz ha creado el grupo “Barcos”", ("Luz",)),
        ("Zoé a créé le groupe « Voile »", ("Zoé",)),
        ("Ольга создал(а) группу «Лодки»", ("Ольга",)),
        ("Du hast Anna hinzugefügt", ("Du", "Anna")),
        ("Anna ist der Gruppe über den Einladungslink beigetreten.", ("Anna",)),
        ("Anna añadió a Luz", ("Anna", "Luz")),
        ("Anna salió del grupo", ("Anna",)),
        ("Rita adicionou Rui", ("Rita", "Rui")),
        ("Zoé a ajouté Luc et Ana", ("Zoé", "Luc", "Ana")),
        ("Chiara ha aggiunto Marco", ("Chiara", "Marco")),
        ("Sanne heeft Femke toegevoegd", ("Sanne", "Femke")),
        ("Ольга добавила Ивана", ("Ольга", "Ивана")),
        ("Ayşe, Can kişisini ekledi", ("Ayşe", "Can")),
        ("Åsa lade till Per", ("Åsa", "Per")),
        ("Budi menambahkan Siti", ("Budi", "Siti")),
        ("김민지님이 박서준님을 추가했습니다", ("김민지", "박서준")),
        ("佐藤さんが鈴木さんを追加しました", ("佐藤", "鈴木")),
        ("李娜 添加了 王伟", ("李娜", "王伟")),
        ("أضاف سامي ليلى", ("سامي", "ليلى")),
        (f"\u200e{NOTICE}", ()),
        ("Your security code with Anna changed. Tap to learn more.", ()),
        ("Anna changed this group's icon", ()),
    ],
)  # fmt: skip
def test_whatsapps_own_lines_name_people(line: str, people: tuple[str, ...]) -> None:
    assert people_in(line) == people


def test_a_group_is_known_by_what_it_was_called_first() -> None:
    assert titles('Anna changed the subject from "Boats" to "Boats: spring"') == ("Boats", "Boats: spring")
    assert titles("Jonas hat die Gruppe „Kajak“ erstellt") == ("Kajak", "Kajak")
    assert titles("Anna changed the group name to “Boats”") == ("", "")


# ---------------------------------------------------------------------------------------------- what is in a zip


def test_what_was_sent_beside_a_chat_is_no_archive_of_mine(tmp_path: Path) -> None:
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana Duarte\r\nEND:VCARD\r\n"
    lines = "\n".join(ios_lines(IOS["en-gb"]))
    path = write_zip(
        tmp_path / "WhatsApp Chat - Priya Shah.zip",
        {"_chat.txt": lines, "00000003-Ana.vcf": card, "00000004-Offer.pdf": "%PDF-1.4", "notes.txt": "milk"},
    )
    reading = drop(path)
    assert reading.archive.source_id == "whatsapp"
    assert set(reading.archive.unread) == {"00000003-Ana.vcf", "00000004-Offer.pdf", "notes.txt"}
    assert reading.unknown == ()


def test_what_is_dropped_beside_loose_chats_is_read_too(tmp_path: Path) -> None:
    """Dropped as files: nothing of them lies in a chat, whatever the first of them is called."""
    card = tmp_path / "contacts.vcf"
    card.write_text("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana Duarte\r\nEND:VCARD\r\n", encoding="utf-8")
    for way in (IOS["en-gb"], IOS["de"]):
        chat = tmp_path / f"WhatsApp Chat with {way.partner}.txt"
        chat.write_text("\n".join(ios_lines(way)), encoding="utf-8")
    sources, _ = open_sources([*sorted(tmp_path.glob("*.txt")), card])
    (source,) = sources
    archives, unknown = recognise(source)
    assert {archive.source_id: len(archive.members) for archive in archives} == {"whatsapp": 2, "vcard": 1}
    assert not unknown


LOG = "2024-01-05 10:00:00: Error: no disk\n2024-01-06 10:00:01: Error: no disk\n"
"""Of some program, written as WhatsApp once wrote."""


def test_a_log_dropped_beside_a_chat_is_no_chat(tmp_path: Path) -> None:
    talk = chat(tmp_path, "\n".join(ios_lines(IOS["en-gb"])), "WhatsApp Chat with Priya Shah.txt")
    reading = drop(talk, chat(tmp_path, LOG, "sync.txt"))
    assert [member.name for member in reading.archive.members] == [talk.name]
    assert [one.name for one in reading.unknown] == ["sync.txt"]


@pytest.mark.parametrize("home", ["WhatsApp", "Chats/WhatsApp/2013", "מידע/וואטסאפ"])
def test_a_text_in_a_folder_of_whatsapps_is_a_chat_whatever_was_dropped(home: str, tmp_path: Path) -> None:
    """Older phones wrote what programs' logs look like; only what it lies in tells it from one."""
    chat(tmp_path / "drop" / home, "2012-12-09 17:03:48: Ana Duarte: hello\n2012-12-09 17:04:02: Mara: hi\n", "Ana.txt")
    assert drop(tmp_path / "drop" / home.partition("/")[0]).archive.source_id == "whatsapp"
    assert drop(tmp_path / "drop").archive.source_id == "whatsapp"


def test_zips_of_several_chats_are_read_together(tmp_path: Path) -> None:
    for way in (IOS["en-gb"], IOS["de"], IOS["es"]):
        write_zip(tmp_path / f"WhatsApp Chat - {way.partner}.zip", {"_chat.txt": "\n".join(ios_lines(way))})
    reading = drop(*sorted(tmp_path.glob("*.zip")))
    assert len(reading.archive.members) == 3
    assert {sender(one) for one in reading.interactions} == {
        "mara lindqvist", "priya shah", "jonas weber", "lucia rios",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        LOG,
        "[2024-01-05 10:00:00] INFO: started\n[2024-01-05 10:00:01] INFO: ended\n",
        "Dear diary,\n05/03/2024, 09:15 - rain\n",
        "milk\n",
        "",
    ],
)
def test_what_only_looks_alike_is_left_to_others(text: str, tmp_path: Path) -> None:
    assert drop(chat(tmp_path, text, "notes.txt")).archives == ()


# ------------------------------------------------------------------------------------------------------ told again


def keys(reading: Reading) -> Counter[tuple[str, ...]]:
    return Counter(one.exact for one in reading.interactions)


def test_later_exports_with_what_was_sent_and_from_an_iphone_have_the_same_keys() -> None:
    first = replace(drop(HERE / "android-english"), archives=())
    first = replace(first, everything=tuple(one for one in first.everything if "Maya" in one.where.file))
    later, iphone = drop(HERE / "later"), drop(HERE / "iphone-later")
    assert keys(first) < keys(later)
    assert keys(first) == keys(iphone)


def test_a_new_name_of_the_chat_or_another_zone_is_seen_through_by_the_words_before(tmp_path: Path) -> None:
    told_ = [f"{n} words that nobody else has written in this chat" for n in range(9)] + ["ok", "ok"]

    def written(who: str, hour: int) -> str:
        lines = [f"{13 + n}/03/2024, {hour:02}:15 - {who if n % 2 else MARA}: {text}" for n, text in enumerate(told_)]
        return "\n".join(lines)

    one = drop(chat(tmp_path / "a", written("Maya", 9), "WhatsApp Chat with Maya.txt"))
    other = drop(chat(tmp_path / "b", written("Maya Okafor", 14)))
    coarse = [[record.coarse for record in reading.interactions] for reading in (one, other)]
    assert coarse[0][6:] == coarse[1][6:]
    assert len(set(coarse[0])) == len(told_)


def test_the_same_texts_sent_to_many_are_as_many_messages(tmp_path: Path) -> None:
    lines = "\n".join(f"{13 + n}/03/2024, 09:15 - {MARA}: {n} the programme of the evening at ours" for n in range(12))
    one = drop(chat(tmp_path / "a", lines, "WhatsApp Chat with Ben Carter.txt"))
    other = drop(chat(tmp_path / "b", lines))
    assert not {record.coarse for record in one.interactions} & {record.coarse for record in other.interactions}


# --------------------------------------------------------------------------------------------------------- damage


def test_damaged_dates_cut_files_and_other_encodings_keep_the_rest() -> None:
    reading = drop(HERE / "android-damaged")
    by_file: dict[str, list[tuple[int, Reason]]] = {}
    for one in reading.skipped:
        by_file.setdefault(one.where.file.removeprefix("WhatsApp Chat with "), []).append((one.where.row, one.reason))
    usual = [(1, Reason.NOT_KEPT), (6, Reason.DECLINED)]
    assert by_file == {
        "Begun Late.txt": [(1, Reason.UNREADABLE), (4, Reason.DECLINED)],
        "Cut Off.txt": [*usual, (8, Reason.NOT_KEPT)],
        "Marked.txt": usual, "Old Mac.txt": usual, "Wide.txt": usual,
        "Maya Okafor.txt": [*usual, (8, Reason.UNREADABLE)],
    }  # fmt: skip


def test_a_message_as_long_as_a_film_ends(tmp_path: Path) -> None:
    long = f"{HEAD}Maya Okafor: {'x' * 3_000_000}\n" + "y\n" * 200_000 + f"13/03/2024, 09:15 - {MARA}: b"
    reading = drop(chat(tmp_path, long))
    assert [len(one.text) < 200_000 for one in reading.interactions] == [True, True]


@pytest.mark.parametrize(
    "text",
    [
        "a" + " " * 200_000 + "b>", "\u200e" * 100_000 + "x>", "<ab:" * 40_000 + ">", "(" * 90_000 + ")",
        "x.jpg (" * 20_000 + ")", "[" * 60_000, ": " * 60_000, "05/03/2024, " * 20_000,
    ],
)  # fmt: skip
def test_a_text_made_to_be_searched_for_ever_is_read(text: str, tmp_path: Path) -> None:
    for way in (ANDROID["en-gb"], ANDROID["ar"], IOS["de"]):
        lines = [f"{way.head(TALK[0][0])}{who}: {text}" for who in (way.partner, MARA)]
        lines += [f"{way.head(TALK[7][0])}{text}", f"\n{text}", f"{way.head(TALK[7][0])}{MARA}: end"]
        reading = drop(chat(tmp_path, "\n".join(lines), f"WhatsApp Chat - {way.partner}.txt"))
        assert reading.interactions[-1].text == "end"


def mutated(rng: random.Random, content: bytes) -> bytes:
    """Some bytes changed, lost, doubled or put in, lines dropped, the end cut: a bad disk or a bad program."""
    damaged = bytearray(content)
    for _ in range(rng.randint(1, 10)):
        at = rng.randrange(len(damaged) or 1)
        match rng.randrange(7):
            case 0:
                damaged[at : at + 1] = bytes([rng.randrange(256)])
            case 1:
                del damaged[at : at + rng.randint(1, 80)]
            case 2:
                damaged[at:at] = damaged[at : at + rng.randint(1, 300)]
            case 3:
                damaged[at:at] = rng.choice([b"\0", b"\r", b"\n", b": ", b" - ", b"[", b"]", b"\xe2\x80\x8e", b"~"])
            case 4:
                damaged[at:at] = rng.choice(
                    [b"\n05/03/2024, 09:15 - ", b"\n[05/03/2024, 09:15:00] A: ", b"\n99/99/9999, 99:99 - A: x",
                     b"\n1/1/1, 1:11 - : ", b"<Media omitted>", b"\n3/5/24, 9:15 AM - Maya: hi\n", "٥/٣/٢٠٢٤".encode()]
                )  # fmt: skip
            case 5:
                damaged = damaged[: max(at, 20)]
            case _:
                damaged[at:at] = rng.randbytes(rng.randint(1, 30))
    return bytes(damaged)


@pytest.mark.parametrize("number", range(effort(200, 20_000)))
def test_damage_anywhere_loses_no_message_in_silence(tmp_path: Path, number: int) -> None:
    rng = dice("whatsapp", number)
    fixture = rng.choice(FIXTURES)
    path = tmp_path / f"WhatsApp Chat - {fixture.stem}.txt"
    path.write_bytes(mutated(rng, fixture.read_bytes()))
    reading = drop(path)
    if not reading.archives:
        assert reading.unknown
        return
    gone = Counter(one.where.row for one in reading.everything if isinstance(one, Skipped))
    kept = {one.where.row for one in reading.everything if not isinstance(one, Skipped | PersonRecord)}
    assert set(gone.values()) <= {1}
    assert not kept & set(gone)
    assert kept | set(gone) == set(range(1, max(kept | set(gone)) + 1))


@pytest.mark.parametrize("form", ["{:%d/%m/%Y, %H:%M} - ", "[{:%d/%m/%Y, %H:%M:%S}] ", "{:%d.%m.%Y klo %H.%M} - "])
def test_a_long_chat_loses_nothing_where_one_block_of_it_ends_and_the_next_begins(tmp_path: Path, form: str) -> None:
    begins = datetime(2024, 3, 13, 9, 15)  # noqa: DTZ001 - the clock of a phone
    words = [f"number {n:04} of what we have to say" + f"\nand {n % 89 * 'ä'} below it" for n in range(9000)]
    lines = [
        f"{form.format(begins + n * timedelta(hours=1))}{'Maya Okafor' if n % 2 else MARA}: {text}"
        for n, text in enumerate(words)
    ]
    reading = drop(chat(tmp_path, "\n".join(lines), "WhatsApp Chat with Maya Okafor.txt"))
    assert [one.text for one in reading.interactions] == words
    assert not reading.skipped


def test_a_message_with_nobodys_name_before_it_names_nobody(tmp_path: Path) -> None:
    text = f"{HEAD}{NOTICE}\n{HEAD}Maya Okafor: nine?\n{HEAD}: yes\n{HEAD}{MARA}: ten"
    reading = drop(chat(tmp_path, text, "WhatsApp Chat with Maya Okafor.txt"))
    assert [one.text for one in reading.interactions] == ["nine?", "ten"]
    assert left_out(reading) == [(1, Reason.NOT_KEPT), (3, Reason.NO_PERSON)]
