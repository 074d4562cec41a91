"""Where a typed date leads: to the end of the year, month or day that it names."""

from __future__ import annotations

from datetime import date

import pytest

from relate.domain.typed_dates import newest_day

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
        ("two years ago", date(2024, 11, 25)),
    ],
)
def test_a_typed_date_is_the_last_day_of_what_it_names(typed: str, day: date) -> None:
    assert newest_day(typed, TODAY) == day


@pytest.mark.parametrize("typed", ["", "soon", "13/2019", "0000", "harbour", "2019-13", "٢٠١٩-١٣", "99999"])
def test_what_is_no_date_leads_nowhere(typed: str) -> None:
    assert newest_day(typed, TODAY) is None
