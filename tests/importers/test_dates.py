"""Dates of exports are read exactly, or not at all."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relate.domain.moments import Moment, Precision
from relate.importers import dates


def said(moment: Moment | None) -> str | None:
    return None if moment is None else moment.iso()


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("03 Jan 2024", "2024-01-03"),
        ("7 Jun 2026", "2026-06-07"),
        ("15 Sep 2026", "2026-09-15"),
        ("15 Sept. 2026", "2026-09-15"),
        ("4-Apr-21", "2021-04-04"),
        ("31-Dec-98", "1998-12-31"),
        ("Jan 3, 2024", "2024-01-03"),
        ("2024-01-03", "2024-01-03"),
        ("03.01.2024", "2024-01-03"),
        ("29 Feb 2024", "2024-02-29"),
    ],
)
def test_days(text: str, iso: str) -> None:
    assert said(dates.day(text)) == iso


@pytest.mark.parametrize(
    "text",
    ["03 Mär 2024", "3. März 2024", "3 mars 2024", "3 marzo 2024", "3 de marzo de 2024", "3 de março de 2024",
     "3 mrt. 2024", "3 marca 2024", "3 března 2024", "3 Mart 2024", "3 martie 2024", "3 марта 2024"],
)  # fmt: skip
def test_march_in_a_dozen_languages(text: str) -> None:
    assert said(dates.day(text)) == "2024-03-03"


def test_no_word_means_two_months() -> None:
    words = [word for words in dates._MONTHS.split("/") for word in words.split()]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    "text", ["", "31 Feb 2024", "30 Feb", "03 Jan 20", "03 Jan", "00 Jan 2024", "03 Foo 2024", "03 Jan 0024",
             "Not Available", "2024-13-01", "03 Jan 99999", "²3 Jan 2024"],
)  # fmt: skip
def test_what_is_no_day_is_none(text: str) -> None:
    assert dates.day(text) is None


@pytest.mark.parametrize(
    ("text", "iso", "precision"),
    [
        ("1/29/26, 2:37 PM", "2026-01-29T14:37Z", Precision.MINUTE_UNKNOWN_ZONE),
        ("1/29/26, 2:37\u202fPM", "2026-01-29T14:37Z", Precision.MINUTE_UNKNOWN_ZONE),
        ("08/29/20, 10:44 AM", "2020-08-29T10:44Z", Precision.MINUTE_UNKNOWN_ZONE),
        ("12/31/17, 12:00 AM", "2017-12-31T00:00Z", Precision.MINUTE_UNKNOWN_ZONE),
        ("12/31/2017, 12:59 PM", "2017-12-31T12:59Z", Precision.MINUTE_UNKNOWN_ZONE),
        ("9/9/24", "2024-09-09", Precision.DAY),
    ],
)
def test_american_minutes(text: str, iso: str, precision: Precision) -> None:
    moment = dates.us_minute(text)
    assert moment is not None
    assert (moment.iso(), moment.precision, moment.offset) == (iso, precision, None)


@pytest.mark.parametrize(
    "text",
    ["13/1/20, 1:00 PM", "2/30/20, 1:00 PM", "1/1/20, 13:00 PM", "1/1/20, 1:60 PM", "1/1/20, 0:30 AM", "1/1/2", ""],
)
def test_what_is_no_american_minute_is_none(text: str) -> None:
    assert dates.us_minute(text) is None


@pytest.mark.parametrize(
    ("text", "iso", "offset"),
    [
        ("2023-05-01 12:34:56 UTC", "2023-05-01T12:34:56Z", 0),
        ("2024/02/01 15:02:55 UTC", "2024-02-01T15:02:55Z", 0),
        ("2024-02-25 18:59:28", "2024-02-25T18:59:28Z", None),
        ("2024-02-25T18:59:28.123Z", "2024-02-25T18:59:28Z", 0),
        ("2024-02-25T18:59:28+02:00", "2024-02-25T16:59:28Z", 120),
        ("2024-02-25T18:59:28-0330", "2024-02-25T22:29:28Z", -210),
    ],
)
def test_stamps(text: str, iso: str, offset: int | None) -> None:
    moment = dates.utc_second(text)
    assert moment is not None
    assert (moment.iso(), moment.precision, moment.offset) == (iso, Precision.SECOND, offset)


@pytest.mark.parametrize("text", ["2023-02-30 12:34:56 UTC", "2023-05-01 24:34:56 UTC", "2023-05-01 12:34:5", "x" * 23,
                                  "2023-05-01 12:60:56 UTC", "1823-05-01 12:34:56 UTC", "٢٠٢٣", ""])  # fmt: skip
def test_what_is_no_stamp_is_none(text: str) -> None:
    assert dates.utc_second(text) is None


@given(st.datetimes(datetime(1970, 1, 1), datetime(2190, 1, 1)))  # noqa: DTZ001 - made aware below
def test_a_stamp_is_the_instant_it_says(when: datetime) -> None:
    when = when.replace(microsecond=0, tzinfo=UTC)
    assert dates.utc_second(f"{when:%Y-%m-%d %H:%M:%S} UTC") == Moment(
        int(when.timestamp()) * 1000, Precision.SECOND, 0
    )


@given(st.text(max_size=30))
def test_no_text_at_all_raises(text: str) -> None:
    for read in (dates.day, dates.us_minute, dates.utc_second, dates.weekday_second, dates.span, dates.month_iso,
                 dates.birthday_iso, dates.us_day_in, dates.day_and_clock):  # fmt: skip
        read(text)


def test_the_other_shapes() -> None:
    assert said(dates.weekday_second("Sat Mar 08 17:05:09 UTC 2025")) == "2025-03-08T17:05:09Z"
    start, end = dates.span("May 06, 2024 02:00 PM - May 06, 2024 03:00 PM")
    assert (said(start), said(end)) == ("2024-05-06T14:00Z", "2024-05-06T15:00Z")
    assert dates.span("May 06, 2024 02:00 PM")[1] is None
    assert [dates.month_iso(text) for text in ("Jan 2023", "2019", "Foo 2019", "")] == ["2023-01", "2019", "", ""]
    assert [dates.birthday_iso(text) for text in ("Apr 12, 1984", "Apr 12", "12. April", "Feb 30", "1984")] == [
        "1984-04-12", "--04-12", "--04-12", "", "1984"]  # fmt: skip
    assert said(dates.us_day_in("Basic_LinkedInDataExport_11-20-2026.zip (1)")) == "2026-11-20"
    assert dates.us_day_in("export_31-12-2026") is None
