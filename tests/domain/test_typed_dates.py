"""Where a typed date leads: to the end of the year, month or day that it names."""

from __future__ import annotations

from datetime import date

import pytest

from relate.domain.moments import Moment, Precision
from relate.domain.typed_dates import days_named, newest_day

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2019", date(2019, 12, 31)),
        (" May  2019 ", date(2019, 5, 31)),
        ("feb 2020", date(2020, 2, 29)),
        ("Sept. 2021", date(2021, 9, 30)),
        ("2019-05", date(2019, 5, 31)),
        ("5/2019", date(2019, 5, 31)),
        ("may", date(2026, 5, 31)),
        ("december", date(2025, 12, 31)),
        ("3 May 2019", date(2019, 5, 3)),
        ("2019-05-03", date(2019, 5, 3)),
        ("3.5.2019", date(2019, 5, 3)),
        ("yesterday", date(2026, 11, 24)),
        ("vorgestern", date(2026, 11, 23)),
        ("März 2019", date(2019, 3, 31)),
        ("3. Mai 2019", date(2019, 5, 3)),
        ("two years ago", date(2024, 11, 25)),
    ],
)
def test_a_typed_date_is_the_last_day_of_what_it_names(typed: str, day: date) -> None:
    assert newest_day(typed, TODAY) == day


@pytest.mark.parametrize("typed", ["", "soon", "13/2019", "0000", "harbour", "2019-13", "٢٠١٩-١٣", "99999"])
def test_what_is_no_date_leads_nowhere(typed: str) -> None:
    assert newest_day(typed, TODAY) is None


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("14 to 16 March 2019", date(2019, 3, 14), date(2019, 3, 16)),
        ("14–16 March 2019", date(2019, 3, 14), date(2019, 3, 16)),
        ("14-16 March 2019", date(2019, 3, 14), date(2019, 3, 16)),
        ("14. bis 16. März 2019", date(2019, 3, 14), date(2019, 3, 16)),
        ("14.-16.3.2019", date(2019, 3, 14), date(2019, 3, 16)),
        ("30 March to 2 April 2019", date(2019, 3, 30), date(2019, 4, 2)),
        ("30 December 2018 to 2 January 2019", date(2018, 12, 30), date(2019, 1, 2)),
        ("2019-03-14 to 2019-03-16", date(2019, 3, 14), date(2019, 3, 16)),
        ("14 March 2019", date(2019, 3, 14), None),
        ("14 March 2031", date(2031, 3, 14), None),
        ("2019-03-14", date(2019, 3, 14), None),
    ],
)
def test_days_of_something_are_read_from_first_to_last(typed: str, first: date, last: date | None) -> None:
    assert days_named(typed, TODAY) == (Moment.of_day(first), None if last is None else Moment.of_day(last))


def test_as_much_of_a_date_as_is_named() -> None:
    (march, _), (year, _) = days_named("March 2019", TODAY) or (None, None), days_named("2019", TODAY) or (None, None)
    assert march == Moment(Moment.of_day(date(2019, 3, 1)).ms, Precision.MONTH)
    assert year == Moment(Moment.of_day(date(2019, 1, 1)).ms, Precision.YEAR)


@pytest.mark.parametrize("typed", ["", "Berlin", "16 to 14 March 2019", "to 3 May 2019", "31 February 2020"])
def test_what_names_no_days_is_none(typed: str) -> None:
    assert days_named(typed, TODAY) is None
