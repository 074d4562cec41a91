"""The first list of a new library: three drawers, true without any rhythm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from relate.domain.acts import Act, ActKind, Acts
from relate.domain.circles import Standing
from relate.domain.firstlist import (
    Drawer,
    FirstFacts,
    OpenDrawer,
    first_list,
    is_new_library,
    shown_first,
    shown_next,
    to_place,
)
from relate.domain.priority import rank
from relate.domain.reasons import ReasonKind
from relate.domain.rhythm import DAY_MS, ContactDay, fold_all
from relate.domain.state_table import StateTable
from relate.domain.tie_facts import FactTable, TieFacts
from relate.domain.wording import Words, why

ARCHIVE = 20_000 * DAY_MS
NOW = ARCHIVE + 10 * DAY_MS


def ago(days: float) -> int:
    return ARCHIVE - round(days * DAY_MS)


def owes(person: int, days: float, **more: object) -> FirstFacts:
    return FirstFacts(person, ARCHIVE, turns=3, last_at=ago(days), theirs_last=True, wrote_before=True, lines=(person,))


def stopped(person: int, days: float, turns: int = 6) -> FirstFacts:
    return FirstFacts(person, ARCHIVE, turns=turns, last_at=ago(days), wrote_before=True, lines=(1, 2))


def connected(person: int, days: float | None, company: str = "", know_there: int = 0) -> FirstFacts:
    at = None if days is None else ago(days)
    return FirstFacts(person, ARCHIVE, connected_at=at, company=company, know_there=know_there)


def opened(people: Sequence[FirstFacts], now: int = NOW, *done: Act) -> tuple[OpenDrawer, ...]:
    return first_list(people, now, now // DAY_MS, Acts(done))


def drawers(*people: FirstFacts, done: Sequence[Act] = (), now: int = NOW) -> dict[Drawer, list[int]]:
    return {each.drawer: [card.person for card in each.cards] for each in opened(people, now, *done)}


def act(person: int, kind: ActKind, **more: Any) -> Act:
    """Something done with a card yesterday."""
    return Act(person, kind, NOW - DAY_MS, NOW // DAY_MS - 1, **more)


def test_each_person_stands_in_the_first_drawer_that_fits() -> None:
    assert drawers(owes(1, 30), owes(2, 3), stopped(3, 200), connected(4, 20), stopped(5, 3000), stopped(6, 30)) == {
        Drawer.ANSWER_OWED: [2, 1],
        Drawer.CONVERSATION_STOPPED: [3],
        Drawer.NEVER_TALKED: [4],
    }


def test_a_drawer_with_nobody_in_it_is_not_shown() -> None:
    assert drawers() == {}
    assert drawers(stopped(1, 200)) == {Drawer.CONVERSATION_STOPPED: [1]}


def test_an_answer_is_owed_only_where_i_wrote_before() -> None:
    stranger = replace(owes(1, 3), wrote_before=False, turns=0)
    assert drawers(stranger) == {}


def test_an_answer_is_owed_to_nobody_whose_message_is_of_days_after_the_archive() -> None:
    """A clock of that network was wrong."""
    assert drawers(replace(owes(1, 3), last_at=NOW + 300 * DAY_MS)) == {}


def test_a_conversation_stopped_between_three_months_and_six_years_ago() -> None:
    people = [stopped(i, days) for i, days in enumerate((80, 100, 2100, 2300))]
    assert sorted(drawers(*people)[Drawer.CONVERSATION_STOPPED]) == [1, 2]
    assert drawers(stopped(1, 200, turns=3)) == {}


def test_never_talked_needs_a_ground_where_there_are_conversations() -> None:
    long_ago = connected(2, 900)
    people = [stopped(1, 200), long_ago, connected(3, 100), replace(connected(4, 900), own_invitation=True)]
    people += [replace(connected(5, 900), same_company=True), replace(connected(6, 900), fits=True)]
    assert drawers(*people)[Drawer.NEVER_TALKED] == [6, 4, 5, 3]


def test_a_first_talk_with_one_of_five_typed_names_does_not_take_the_others_away() -> None:
    five = [replace(connected(person, None), circle=5, promised=7.0) for person in range(1, 6)]
    assert drawers(*five) == {Drawer.NEVER_TALKED: [1, 2, 3, 4, 5]}
    talked = replace(five[0], talked=True, contact_at=ago(1))
    assert drawers(talked, *five[1:]) == {Drawer.NEVER_TALKED: [2, 3, 4, 5]}


def test_of_whom_the_words_of_an_invitation_reached_no_talk_is_denied() -> None:
    invited = replace(connected(1, 20), own_invitation=True, contact_at=ago(20))
    (drawer,) = opened([stopped(9, 30), invited])
    assert why(drawer.cards[0].reasons, Words(), NOW) == (
        "Connected on 14 Sep, after an invitation with words of its own."
    )
    (drawer,) = opened([stopped(9, 30), replace(invited, connected_at=None)])
    assert [reason.kind for reason in drawer.cards[0].reasons] == [ReasonKind.OWN_INVITATION]


def test_each_placement_reorders_the_drawers() -> None:
    people = [owes(1, 3), owes(2, 20), stopped(3, 300), stopped(4, 200), connected(5, 10), connected(6, 200)]
    assert [cards[0] for cards in drawers(*people).values()] == [1, 3, 5]
    placed = [replace(each, circle=15 if each.person in (2, 4, 6) else 0) for each in people]
    assert [cards[0] for cards in drawers(*placed).values()] == [2, 4, 6]


def test_whoever_wrote_in_a_group_is_not_called_never_talked() -> None:
    in_a_group = replace(connected(2, 100), talked=True, own_invitation=True)
    assert drawers(in_a_group, connected(3, 100)) == {Drawer.NEVER_TALKED: [3]}
    assert drawers(in_a_group) == {}


def test_names_and_dates_alone_give_three_of_the_newest_and_three_of_the_best_known_company() -> None:
    newest = [connected(i, i) for i in range(1, 8)]
    colleagues = [connected(20 + i, 4000 + i, "Contoso", 40) for i in range(5)]
    lone = connected(90, 5000, "Nobody else Ltd", 1)
    order = drawers(*newest, *colleagues, lone)[Drawer.NEVER_TALKED]
    assert order[:12] == [1, 2, 3, 20, 21, 22, 4, 5, 6, 23, 24, 7]
    assert len(order) == len(set(order)) == 13


def test_names_without_dates_or_companies_give_no_drawer() -> None:
    assert drawers(connected(1, None), connected(2, None)) == {}


def test_with_names_alone_whoever_was_placed_comes_first_the_innermost_before_all() -> None:
    outer, inner = (replace(connected(i, None), circle=c, promised=d) for i, c, d in ((7, 50, 120.0), (8, 5, 7.0)))
    assert drawers(connected(1, None), outer, inner, connected(2, 30)) == {Drawer.NEVER_TALKED: [8, 7, 2]}
    (card, *_) = opened([inner])[0].cards
    assert [(reason.kind, reason.rhythm) for reason in card.reasons] == [(ReasonKind.PROMISED_RHYTHM, 7.0)]


@pytest.mark.parametrize("kind", [ActKind.WROTE, ActKind.TALKED, ActKind.SKIP, ActKind.LET_IT_GO])
def test_whoever_was_answered_makes_room_for_the_next(kind: ActKind) -> None:
    people = [owes(1, 3), owes(2, 5), stopped(3, 200), stopped(4, 300), connected(5, 20)]
    done = [act(person, kind) for person in (1, 3, 5)]
    assert drawers(*people, done=done) == {Drawer.ANSWER_OWED: [2], Drawer.CONVERSATION_STOPPED: [4]}


def test_later_comes_back_on_its_day() -> None:
    put_off = act(1, ActKind.LATER, until=NOW // DAY_MS + 3)
    assert drawers(owes(1, 3), done=[put_off]) == {}
    assert drawers(owes(1, 3), done=[put_off], now=NOW + 3 * DAY_MS) == {Drawer.ANSWER_OWED: [1]}


def test_no_answer_needed_and_not_because_of_this_hold_until_there_is_something_new() -> None:
    done = [act(1, ActKind.NO_ANSWER_NEEDED), act(3, ActKind.REASON_OFF, reason=ReasonKind.CONVERSATION_STOPPED)]
    assert drawers(owes(1, 3), stopped(3, 200), done=done) == {}
    newer = replace(owes(1, 3), last_at=NOW, known_until=NOW)
    assert drawers(newer, done=done) == {Drawer.ANSWER_OWED: [1]}


def test_whoever_was_talked_to_since_has_no_conversation_that_stopped() -> None:
    assert drawers(replace(stopped(3, 200), contact_at=ago(2))) == {}


def test_the_next_few_come_from_each_drawer_in_turn() -> None:
    list_ = opened([*(owes(i, i) for i in range(1, 9)), stopped(20, 200), stopped(21, 300), connected(30, 20)])
    assert [card.person for _, card in shown_first(list_)] == [1, 21, 30]
    following = shown_next(list_, 4)
    assert [(drawer, card.person) for drawer, card in following] == [
        (Drawer.ANSWER_OWED, 2), (Drawer.ANSWER_OWED, 3), (Drawer.ANSWER_OWED, 4), (Drawer.CONVERSATION_STOPPED, 20)
    ]  # fmt: skip
    alone = opened([connected(i, i) for i in range(1, 9)])
    assert [card.person for _, card in shown_first(alone)] == [1, 2, 3]
    assert [card.person for _, card in shown_next(alone, 2)] == [4, 5]


def test_whoever_is_not_active_is_in_no_drawer() -> None:
    assert drawers(replace(owes(1, 3), standing=Standing.RESTING)) == {}


def test_the_cards_claim_nothing_after_the_archive() -> None:
    owed, stop, never = opened([owes(1, 3), stopped(3, 200), connected(4, 20)])
    assert owed.cards[0].reasons[0].kind is ReasonKind.ANSWERED_SINCE
    assert stop.cards[0].reasons[0].silence == 200
    for drawer in (owed, stop, never):
        assert drawer.cards[0].reasons[0].as_of == ARCHIVE
    (fresh,) = opened([owes(1, 3)], ARCHIVE + DAY_MS)
    assert fresh.cards[0].reasons[0].kind is ReasonKind.THEY_WROTE_LAST


def test_thirty_thousand_names_are_cut_to_a_drawer() -> None:
    order = drawers(*[connected(i, i, f"Company {i % 50}", 600) for i in range(30_000)])[Drawer.NEVER_TALKED]
    assert len(order) == 30


def test_the_first_list_ends_after_a_week_or_twelve_placed() -> None:
    assert [is_new_library(100, day, 0) for day in (100, 106, 107)] == [True, True, False]
    assert not is_new_library(100, 101, 12)
    assert not is_new_library(None, 101, 0)
    assert [is_new_library(100, day, 12, said_nothing=True) for day in (106, 107)] == [True, False]


def test_whom_to_place_first_is_whom_most_is_known_of() -> None:
    def tie(count: int) -> object:
        return fold_all(ContactDay(19_900 - 30 * i, 1, 1, 1, (19_900 - 30 * i) * DAY_MS) for i in range(count))

    states = {1: tie(2), 2: tie(9), 3: None, 4: None, 5: tie(20), 6: None}
    facts = {3: TieFacts(turns=2), 4: TieFacts(recommended=True, same_company=True), 5: TieFacts(circle=5)}
    ranking = rank(
        StateTable.from_states(states.items()),  # type: ignore[arg-type]
        FactTable.from_facts((person, facts.get(person, TieFacts())) for person in states),
        ARCHIVE,
    )
    assert to_place(ranking) == [2, 1, 4, 3]
    assert to_place(ranking, most=2) == [2, 1]


def test_a_single_burst_comes_after_those_who_came_back() -> None:
    burst, again = replace(stopped(1, 400), episodes=1), replace(stopped(2, 400), episodes=4)
    assert drawers(burst, again) == {Drawer.CONVERSATION_STOPPED: [2, 1]}


def test_an_answer_left_of_a_single_burst_waits_behind_the_others_unless_it_is_of_these_days() -> None:
    old, new = owes(1, 20), owes(2, 3)
    tie = replace(owes(3, 60), episodes=3)
    assert drawers(old, new, tie) == {Drawer.ANSWER_OWED: [2, 3, 1]}
