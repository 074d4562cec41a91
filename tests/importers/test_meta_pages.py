"""Pages of a download in HTML as they come in other languages: their clocks, their heads, their tables, and whose they
are."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from relate.domain.moments import Moment, Precision
from relate.domain.records import Fact, Field, Kind, PersonRecord, Role
from relate.importers.meta.pages import page_moment
from tests.importers.dropping import Reading, drop, write_zip
from tests.importers.meta_exports import assert_accounted_for, handle, mine, name, of_file, sides

ME = mine("facebook")
ANA, BO, MARA = (name(key, "facebook") for key in ("ana duarte", "bo hakansson", "mara lindqvist"))
INBOX = "your_facebook_activity/messages/inbox"
FRIENDS = "connections/friends/your_friends.html"
MADE = (
    '<aside role="contentinfo" class="_aoaa">Gerado por {} em <time datetime="2026-09-03T06:20Z">Quarta-feira, 2'
    " de setembro de 2026 às 23:20 UTC</time></aside>"
)


def block(who: str, text: str = "", time: str = "ago 30, 2026 7:12 da manhã") -> str:
    return (
        f'<section class="_a6-g"><h2 class="_2ph_ _a6-h _a6-i">{who}</h2><div class="_2ph_ _a6-p"><div>{text}</div>'
        f'</div><footer><div class="_a72d">{time}</div></footer></section>'
    )


def head_block(words: str) -> str:
    """What stands before the messages, as one of them but without a time."""
    return f'<section class="_a6-g"><h2 class="_2ph_ _a6-h _a6-i">{words}</h2></section>'


def page(title: str, *blocks: str, head: str = "") -> str:
    return (
        f"<html><head><title>{title}</title></head><body><header><h1>{title}</h1>{head}</header>"
        f'<main role="main">{"".join(blocks)}</main></body></html>'
    )


def download(folder: Path, files: dict[str, str], called: str = "facebook-mara.zip") -> Reading:
    reading = drop(write_zip(folder / called, files))
    assert_accounted_for(reading)
    return reading


@pytest.mark.parametrize(
    ("written", "clock"),
    [
        ("ago 30, 2026 7:12 da manhã", "2026-08-30 07:12"),
        ("ago 23, 2026 9:26 da tarde/noite", "2026-08-23 21:26"),
        ("jan 06, 2026 12:45 da manhã", "2026-01-06 00:45"),
        ("jan 06, 2026 12:45 da tarde/noite", "2026-01-06 12:45"),
        ("19 ottobre 2019 alle ore 14:37", "2019-10-19 14:37"),
        ("19 października 2019 o 14:37", "2019-10-19 14:37"),
        ("2. 3. 2026 16:57", "2026-03-02 16:57"),
        ("2. mar. 2026 16.57", "2026-03-02 16:57"),
        ("19. lokakuuta 2019 klo 14.37", "2019-10-19 14:37"),
        ("2 мар. 2026 г., 16:57", "2026-03-02 16:57"),
        ("2 бер. 2026 р., 16:57", "2026-03-02 16:57"),
        ("2026. márc. 2. 16:57", "2026-03-02 16:57"),
        ("2 Μαρ 2026, 4:57 μ.μ.", "2026-03-02 16:57"),
        ("02 Tháng 3, 2026 4:57:45 chiều", "2026-03-02 16:57"),
        ("Tháng 3 02, 2026 4:57:45 chiều", "2026-03-02 16:57"),
        ("2026年3月2日 16:57", "2026-03-02 16:57"),
        ("3月 02, 2026 4:57:45 午後", "2026-03-02 16:57"),
        ("2026년 3월 2일 오후 4:57", "2026-03-02 16:57"),
        ("2020年9月13日 下午12:26", "2020-09-13 12:26"),
        ("2 مارس 2026 4:57 م", "2026-03-02 16:57"),
        ("mar. 02, 2026 4:57:45 du soir", "2026-03-02 16:57"),
        ("Monday, March 2, 2026 at 4:57 PM UTC", "2026-03-02 16:57"),
    ],
)
def test_a_time_is_read_in_the_language_of_the_account(written: str, clock: str) -> None:
    at = page_moment(written)
    assert at is not None
    assert f"{datetime.fromtimestamp(at.ms / 1000, UTC):%Y-%m-%d %H:%M}" == clock
    assert at.precision is Precision.MINUTE_UNKNOWN_ZONE


def test_where_nothing_tells_the_morning_from_the_evening_the_day_stands() -> None:
    assert page_moment("Mar 02, 2026 4:57 xyz") == Moment(1_772_409_600_000, Precision.DAY)


@pytest.mark.parametrize(
    "words",
    ["see you at 10:30", "call me on 10 May", "May 2020", "2026", "", "I was born in 1990 at 10:00",
     "we met on 5 May 2020 at 10:00 and talked about the boat until the evening"],
)  # fmt: skip
def test_what_is_more_or_less_than_a_time_is_none(words: str) -> None:
    assert page_moment(words) is None


@pytest.mark.parametrize("words", ["Participants: Ana Duarte and Mara Lindqvist", "Xyzabc: Ana Duarte, Mara Lindqvist"])
def test_who_takes_part_may_stand_before_the_messages_and_is_none_of_them(tmp_path: Path, words: str) -> None:
    talk = page("Ana Duarte", head_block(words), head_block("Group photo"), block("Ana Duarte", "Olá"))
    friends = page("Friends", block("Ana Duarte"))
    reading = download(tmp_path, {f"{INBOX}/anaduarte_1234567890123/message_1.html": talk, FRIENDS: friends})
    (said,) = of_file(reading, "message_1.html")
    assert sides(said) == [(ANA, Role.FROM), (ME, Role.TO)]
    assert said.at == Moment(1_788_073_920_000, Precision.MINUTE_UNKNOWN_ZONE)


def test_the_owner_is_named_above_the_page_or_is_who_is_not_among_his_friends(tmp_path: Path) -> None:
    """One conversation alone does not tell which of the two he is."""
    path = f"{INBOX}/1234567890123/message_1.html"
    talk = (block("Ana Duarte", "Olá"), block("Mara Lindqvist", "Hej"))
    headed = page("Ana Duarte", *talk, head=MADE.format("Mara Lindqvist"))
    assert MARA in download(tmp_path, {path: headed}).archive.owner
    friends = page("Friends", block("Ana Duarte"), block("Bo Håkansson"))
    alone = download(tmp_path, {path: page("Ana Duarte", *talk), FRIENDS: friends}, "facebook-m.zip")
    assert MARA in alone.archive.owner
    assert [one.participants[0].key for one in of_file(alone, "message_1.html")] == [ANA, ME]
    nobody = download(tmp_path, {path: page("Ana Duarte", *talk)}, "facebook-x.zip")
    assert nobody.archive.owner == ()
    called = {path.replace("1234567890123", "anaduarte_1234567890123"): page("Ana Duarte", *talk)}
    assert MARA in download(tmp_path, called, "facebook-y.zip").archive.owner  # after whom the talk is with


def test_a_download_without_a_day_in_its_name_has_that_of_its_pages(tmp_path: Path) -> None:
    friends = page("Friends", block("Ana Duarte"), head=MADE.format("Mara Lindqvist"))
    reading = download(tmp_path, {FRIENDS: friends})
    assert reading.archive.snapshot_ms == int(datetime(2026, 9, 3, tzinfo=UTC).timestamp()) * 1000


def test_a_list_of_labels_and_values_is_read_by_what_they_are(tmp_path: Path) -> None:
    """As pages of requests are made since 2026, in any language: what is shown, then what stands in links."""
    table = (
        '<div class="pam _3-95 _2ph- _a6-g uiBoxWhite noborder"><div class="_3-95 _a6-p"><table>'
        '<tr><td class="_a6_q">{}</td><td class="_2piu _a6_r">Gita</td></tr>'
        '<tr><td class="_a6_q">{}</td><td class="_2piu _a6_r">gita.nair</td></tr></table></div>'
        '<div class="_3-94 _a6-o">ago 23, 2026 6:49 da tarde/noite</div></div>'
    )
    folder = "connections/followers_and_following"
    for labels in (("Nome", "Nome de usuário"), ("Xyz", "Abc")):
        asked = page("Pendentes", table.format(*labels))
        reading = download(
            tmp_path, {f"{folder}/pending_follow_requests.html": asked}, "instagram-mara.lind-2026-09-03-aB.zip"
        )
        (request,) = (one for one in reading.interactions if one.kind is Kind.INVITATION)
        assert sides(request)[0] == (handle("gita.nair"), Role.TO)
        assert request.at == Moment(1_787_510_940_000, Precision.MINUTE_UNKNOWN_ZONE)
        gita = next(one for one in reading.records if isinstance(one, PersonRecord) and not one.owner)
        assert Fact(Field.NAME, "Gita") in gita.facts
