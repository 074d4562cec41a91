"""An event's own round: eight a day, five days, stable through the day, over by itself, without a debt."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from relate.domain.acts import Act, ActKind, Acts, Named
from relate.domain.event_rounds import A_DAY, DAYS, Decided, Mark, Round, RoundDay, is_over, number_of, of_the_day

MONDAY = 20_780
"""23 November 2026."""
BEGUN = MONDAY * 86_400_000


def a_round(kept: int, maybe: int = 0, skipped: int = 0, event: int = 7, first: int = 1) -> Round:
    marks = [Mark.MAYBE] * maybe + [Mark.SKIP] * skipped + [Mark.KEEP] * kept
    people = tuple(Decided(first + n, mark, n) for n, mark in enumerate(marks))
    return Round(event, MONDAY, BEGUN, people)


def done(person: int, kind: ActKind, day: int, until: int | None = None) -> Act:
    return Act(person, kind, day * 86_400_000 + 1000, day, until)


class Days:
    """A program that remembers whom it named."""

    def __init__(self, *rounds: Round) -> None:
        self.rounds = rounds
        self.named: list[Named] = []
        self.acts: list[Act] = []

    def show(self, day: int, **more: object) -> tuple[RoundDay, ...]:
        told = of_the_day(self.rounds, day, Acts(self.acts), self.named, {}, **more)  # type: ignore[arg-type]
        sections = {each.event: each.section for each in self.rounds}
        self.named += [Named(day, person, sections[one.event]) for one in told for person in one.new]
        return tuple(told)

    def people(self, day: int) -> Sequence[int]:
        told = self.show(day)
        return told[0].people if told else ()


def test_eight_a_day_for_five_days_and_then_it_is_over() -> None:
    days = Days(a_round(60))
    shown = [days.people(MONDAY + n) for n in range(8)]
    assert [len(people) for people in shown] == [A_DAY] * DAYS + [0, 0, 0]
    assert len({person for people in shown for person in people}) == A_DAY * DAYS
    assert not is_over(MONDAY, MONDAY + DAYS - 1)
    assert is_over(MONDAY, MONDAY + DAYS)
    assert not is_over(MONDAY, MONDAY - 1)


def test_those_who_are_kept_come_before_those_of_maybe_and_nobody_who_was_skipped() -> None:
    days = Days(a_round(kept=3, maybe=2, skipped=4))
    told = days.show(MONDAY)[0]
    assert told.people == (7, 8, 9, 1, 2)
    assert (told.number, told.left) == (1, 0)


def test_what_the_day_named_stays_for_the_day_and_whoever_is_done_with_is_not_replaced() -> None:
    days = Days(a_round(20))
    first = days.people(MONDAY)
    days.acts.append(done(first[0], ActKind.WROTE, MONDAY))
    assert days.people(MONDAY) == first[1:]
    days.acts.append(done(first[1], ActKind.SKIP, MONDAY))
    assert days.people(MONDAY) == first[2:]
    assert days.show(MONDAY)[0].new == ()


def test_whoever_was_passed_over_comes_again_after_the_others() -> None:
    days = Days(a_round(10))
    assert days.people(MONDAY) == tuple(range(1, 9))
    assert days.people(MONDAY + 1) == (9, 10, 1, 2, 3, 4, 5, 6)
    assert days.people(MONDAY + 2)[:2] == (7, 8)


def test_days_on_which_nobody_looked_are_no_debt() -> None:
    days = Days(a_round(60))
    days.people(MONDAY)
    assert len(days.people(MONDAY + 4)) == A_DAY
    assert days.people(MONDAY + 5) == ()


def test_later_brings_somebody_back_on_that_day_and_not_before() -> None:
    days = Days(a_round(20))
    first = days.people(MONDAY)[0]
    days.acts.append(done(first, ActKind.LATER, MONDAY, until=MONDAY + 2))
    assert first not in days.people(MONDAY)
    assert first not in days.people(MONDAY + 1)
    assert days.people(MONDAY + 2)[0] == first


def test_what_was_done_before_the_round_began_is_not_of_it_and_a_talk_since_is() -> None:
    one = a_round(2)
    before = Act(1, ActKind.SKIP, BEGUN - 1, MONDAY - 1)
    (told,) = of_the_day([one], MONDAY, Acts([before]), [], {1: BEGUN - 5, 2: BEGUN + 5})
    assert told.people == (1,)


def test_two_rounds_share_nobody_and_each_has_its_own_days() -> None:
    earlier, later = a_round(3), Round(9, MONDAY + 1, BEGUN, (Decided(1, Mark.KEEP, 0), Decided(50, Mark.KEEP, 1)))
    told = of_the_day([later, earlier], MONDAY + 1, Acts([]), [], {})
    assert [(each.event, each.number, each.people) for each in told] == [(7, 2, (1, 2, 3)), (9, 1, (50,))]


def test_days_off_are_not_counted() -> None:
    weekend = {5, 6}
    tuesday = MONDAY + 1
    assert [number_of(tuesday, tuesday + n, weekend) for n in range(8)] == [1, 2, 3, 4, None, None, 5, None]
    assert not is_over(tuesday, tuesday + 6, weekend)
    assert is_over(tuesday, tuesday + 7, weekend)


def test_whoever_stands_elsewhere_is_not_named_twice() -> None:
    (told,) = of_the_day([a_round(3)], MONDAY, Acts([]), [], {}, away={2})
    assert told.people == (1, 3)


@settings(deadline=None, max_examples=100)
@given(
    st.integers(0, 50),
    st.integers(0, 20),
    st.lists(st.tuples(st.integers(1, 70), st.sampled_from(ActKind), st.integers(0, 6), st.integers(0, 3))),
)
def test_never_more_than_eight_a_day_and_nobody_after_they_are_done_with(
    kept: int, maybe: int, acts: list[tuple[int, ActKind, int, int]]
) -> None:
    days = Days(a_round(kept, maybe))
    for n in range(8):
        today = [done(person, kind, MONDAY + n, MONDAY + n + later) for person, kind, day, later in acts if day == n]
        morning = days.people(MONDAY + n)
        assert len(morning) <= A_DAY
        assert days.people(MONDAY + n) == morning
        days.acts += today
        evening = days.people(MONDAY + n)
        assert set(evening) <= set(morning) | {act.person for act in today}
        gone = {act.person for act in days.acts if act.kind in (ActKind.WROTE, ActKind.SKIP, ActKind.TALKED)}
        later_again = {act.person for act in days.acts if act.kind is ActKind.LATER}
        assert not set(evening) & (gone - later_again)
        named = [each.person for each in days.named if each.day == MONDAY + n]
        assert len(named) == len(set(named)) <= A_DAY
