"""The owner's own jobs, as the fact `position` holds them: company, role, first and last month between tabs."""

from __future__ import annotations

from datetime import UTC, datetime

FAR_FUTURE = 2**60


def parsed(value: str) -> tuple[str, str, int, int] | None:
    """(company, role, first and last UTC ms) of "Contoso\\tSales lead\\t2018-01\\t2020-05"; None without a company or
    a beginning. An empty end is today; a year alone is the whole year."""
    company, role, begin, end = (*value.split("\t"), "", "", "", "")[:4]
    first = _instant(begin, last=False)
    if not company.strip() or first is None:
        return None
    until = _instant(end, last=True) if end.strip() else FAR_FUTURE
    return company.strip(), role.strip(), first, FAR_FUTURE if until is None else until


def _instant(text: str, last: bool) -> int | None:
    """The first, or just behind the last, millisecond of a year or a month."""
    parts = text.strip().split("-")
    try:
        year = int(parts[0])
        month = int(parts[1]) if len(parts) > 1 else (12 if last else 1)
        if last:
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        return int(datetime(year, month, 1, tzinfo=UTC).timestamp()) * 1000
    except (ValueError, IndexError):
        return None
