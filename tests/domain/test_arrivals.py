"""Whoever became connected in the weeks around an event and has the name of somebody on its list is offered."""

from __future__ import annotations

from relate.domain.arrivals import Arrival, Connection, OnList, arrivals
from relate.domain.moments import DAY_MS

DAY = 20_000
START = DAY * DAY_MS
ANA = OnList(1, "Ana Silva", "Contoso")


def offered(
    *connections: Connection, listed: tuple[OnList, ...] = (ANA,), apart: set[tuple[int, int]] | None = None
) -> list[Arrival]:
    return arrivals(listed, connections, START, START + DAY_MS, apart or set())


def test_the_same_name_about_then_is_offered_and_at_another_time_it_is_not() -> None:
    assert offered(Connection(9, "Ana Silva", "", DAY + 5)) == [Arrival(1, 9, same_company=False)]
    assert offered(Connection(9, "Silva Ana", "", DAY - 2)) == [Arrival(1, 9, same_company=False)]
    assert offered(Connection(9, "Ana Silva", "", DAY + 60)) == []
    assert offered(Connection(9, "Ana Silva", "", DAY - 30)) == []
    assert offered(Connection(9, "Ana Silveira", "", DAY)) == []


def test_a_company_speaks_for_it_and_another_one_against_it() -> None:
    assert offered(Connection(9, "Ana Silva", "CONTOSO Ltd", DAY)) == [Arrival(1, 9, same_company=True)]
    assert offered(Connection(9, "Ana Silva", "Adatum", DAY)) == []
    assert offered(Connection(9, "Ana Silva", "Contoso Europe", DAY)) == [Arrival(1, 9, same_company=False)]


def test_of_two_of_one_name_the_company_tells_which_else_nobody_is_offered() -> None:
    two = (Connection(8, "Ana Silva", "", DAY), Connection(9, "Ana Silva", "Contoso", DAY))
    assert offered(*two) == [Arrival(1, 9, same_company=True)]
    assert offered(Connection(8, "Ana Silva", "", DAY), Connection(9, "Ana Silva", "", DAY)) == []
    namesake = (ANA, OnList(2, "Ana Silva", "Contoso"))
    assert offered(Connection(9, "Ana Silva", "Contoso", DAY), listed=namesake) == []


def test_a_first_name_alone_and_whoever_is_somebody_else_are_nobody() -> None:
    assert offered(Connection(9, "Ana", "", DAY), listed=(OnList(1, "Ana", ""),)) == []
    assert offered(Connection(9, "Ana Silva", "", DAY), apart={(1, 9)}) == []


def test_those_of_the_same_company_come_first() -> None:
    listed = (OnList(1, "Bo Lind", ""), OnList(2, "Ana Silva", "Contoso"))
    found = offered(Connection(8, "Bo Lind", "", DAY), Connection(9, "Ana Silva", "Contoso", DAY), listed=listed)
    assert [each.on_list for each in found] == [2, 1]
