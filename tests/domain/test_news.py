"""The difference between what two archives of an account say of somebody."""

from __future__ import annotations

from datetime import date, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relate.domain import news_words
from relate.domain.moments import DAY_MS
from relate.domain.news import Change, Listing, NewsKind, Piece, Snapshot, Told, changes, newest, pieces, renamed
from relate.domain.wording import Words

OLD, NEW = Snapshot(20_000 * DAY_MS), Snapshot(20_100 * DAY_MS)
THERE = {Listing.CONNECTION: None}


def told(names: str = "Ana Silva", roles: str = "", companies: str = "", **more: object) -> Told:
    def those(text: str) -> frozenset[str]:
        return frozenset(part for part in text.split("|") if part)

    return Told(more.pop("lists", THERE), those(names), those(roles), those(companies), **more)  # type: ignore[arg-type]


def kinds(before: Told, after: Told, old: Snapshot = OLD, new: Snapshot = NEW) -> list[NewsKind]:
    return [change.kind for change in changes(old, before, new, after)]


def test_another_value_is_news_with_what_was_before() -> None:
    (change,) = changes(OLD, told(roles="Buyer"), NEW, told(roles="Head of buying"))
    assert change == Change(NewsKind.ROLE, "Buyer", "Head of buying")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (told(companies="Contoso GmbH"), told(companies="CONTOSO")),
        (told(companies="Lumen Freight, Lda."), told(companies="Lumen Freight")),
        (told(roles="Co-Founder & CEO"), told(roles="co founder, CEO ")),
        (told(names="José Núñez"), told(names="Jose Nunez")),
    ],
)
def test_case_accents_punctuation_and_the_legal_form_are_no_news(before: Told, after: Told) -> None:
    assert kinds(before, after) == []


def test_of_two_profiles_it_is_said_where_somebody_does_what_is_new() -> None:
    artist, founder = ("Artist", "Tailspin"), ("Founder", "Adatum")
    before = told(roles="Artist|Founder", companies="Tailspin|Adatum", jobs=frozenset((artist, founder)))
    for job, was, now in (
        (("Illustrator", "Tailspin"), artist, ("Illustrator", "Tailspin")),
        (("Artist", "Coho"), artist, ("Artist", "Coho")),
        (("Illustrator", "Coho"), artist, ("Illustrator", "Coho")),
    ):
        after = told(roles=f"{job[0]}|Founder", companies=f"{job[1]}|Adatum", jobs=frozenset((job, founder)))
        (piece,) = pieces(1, "linkedin", [(OLD, before), (NEW, after)])
        assert ((piece.role[0], piece.company[0]), (piece.role[1], piece.company[1])) == (was, now)


def test_one_more_value_beside_the_others_is_no_news() -> None:
    assert kinds(told("Ana Silva"), told("Ana Silva|Ana Maia")) == []
    assert kinds(told("Ana Silva|Ana Maia"), told("Ana Silva")) == []
    assert kinds(told("Ana Maia"), told("Ana Silva")) == [NewsKind.NAME]


def test_nothing_is_said_of_the_values_of_somebody_on_one_list_only() -> None:
    assert kinds(told(roles="Buyer"), told(roles="Head", lists={})) == [NewsKind.GONE]
    assert kinds(told(roles="Buyer", lists={}), told(roles="Head")) == [NewsKind.NEW]


def test_a_list_that_was_not_read_to_the_end_makes_nobody_gone_and_nobody_new_without_a_date() -> None:
    cut_old, cut_new = Snapshot(OLD.at, whole=False), Snapshot(NEW.at, whole=False)
    there, away = told(), told(lists={})
    assert kinds(there, away, new=cut_new) == []
    assert kinds(there, away, old=cut_old) == [NewsKind.GONE]
    assert kinds(away, there, old=cut_old) == []
    dated = told(lists={Listing.CONNECTION: OLD.at + DAY_MS})
    assert kinds(away, dated, old=cut_old) == [NewsKind.NEW]


def test_who_was_connected_before_the_older_archive_is_back() -> None:
    (back,) = changes(OLD, told(lists={}), NEW, told(lists={Listing.CONNECTION: OLD.at - 900 * DAY_MS}))
    assert (back.is_back, back.at) == (True, None)
    (new,) = changes(OLD, told(lists={}), NEW, told(lists={Listing.CONNECTION: OLD.at + DAY_MS}))
    assert (new.is_back, new.at) == (False, OLD.at + DAY_MS)


def test_a_removal_counts_with_its_day_only_where_it_lies_between_the_two() -> None:
    for removed, dated in ((OLD.at + 5 * DAY_MS, True), (OLD.at - 500 * DAY_MS, False)):
        (gone,) = changes(OLD, told(), NEW, told(lists={}, removed_at=removed))
        assert gone.at == (removed if dated else None)


def test_who_is_back_since_the_very_second_of_one_who_is_gone_has_a_new_name() -> None:
    second = OLD.at - 900 * DAY_MS + 34_000
    lists = {Listing.FRIEND: second}
    gone = pieces(1, "facebook", ((OLD, told("Ana Silva", lists=lists)), (NEW, told("Ana Silva", lists={}))))
    back = pieces(2, "facebook", ((OLD, told("Ana Costa", lists={})), (NEW, told("Ana Costa", lists=lists))))
    (news,) = renamed([*gone, *back])
    assert news.person == 2
    assert news.changes == (Change(NewsKind.NAME, "Ana Silva", "Ana Costa"),)
    other = pieces(3, "facebook", ((OLD, told("Bo Lind", lists={})), (NEW, told("Bo Lind", lists=lists))))
    assert renamed([*gone, *back, *other]) == [*gone, *back, *other]  # two came of one: nothing is certain


def test_people_of_one_day_are_not_taken_for_each_other() -> None:
    lists = {Listing.CONNECTION: OLD.at - 900 * DAY_MS}
    gone = pieces(1, "linkedin", ((OLD, told("Ana Silva", lists=lists)), (NEW, told("Ana Silva", lists={}))))
    back = pieces(2, "linkedin", ((OLD, told("Bo Lind", lists={})), (NEW, told("Bo Lind", lists=lists))))
    assert renamed([*gone, *back]) == [*gone, *back]


def test_what_is_gone_stands_apart_from_what_is_new() -> None:
    before = told(lists={Listing.FOLLOWER: None})
    after = told(lists={Listing.FOLLOWING: None})
    new, gone = sorted(pieces(1, "x", ((OLD, before), (NEW, after))), key=lambda piece: piece.is_gone)
    assert (new.is_gone, gone.is_gone) == (False, True)
    assert [change.kind for change in (*new.changes, *gone.changes)] == [NewsKind.NEW, NewsKind.GONE]


def test_the_newest_that_is_theirs_may_be_a_reason() -> None:
    mine = Piece(1, "x", OLD.at, NEW.at, (Change(NewsKind.NEW, "", Listing.FOLLOWING),))
    gone = Piece(1, "x", OLD.at, NEW.at, (Change(NewsKind.GONE, Listing.FOLLOWER, ""),))
    theirs = Piece(1, "x", OLD.at - DAY_MS, OLD.at, (Change(NewsKind.NEW, "", Listing.FOLLOWER),))
    assert newest((mine, gone)) is None
    assert newest((mine, gone, theirs)) is theirs


TELLINGS = st.builds(
    Told,
    st.dictionaries(st.sampled_from(Listing), st.none()),
    st.frozensets(st.sampled_from(["Ana", "Bo", "BO"])),
    st.frozensets(st.sampled_from(["Buyer", "buyer ", "CEO"])),
    st.frozensets(st.sampled_from(["Contoso", "Contoso Ltd", "Fabrikam"])),
)


@given(TELLINGS)
def test_the_same_telling_twice_is_no_news(one: Told) -> None:
    assert changes(OLD, one, NEW, one) == []


@given(TELLINGS, TELLINGS)
def test_who_is_gone_one_way_is_new_the_other_way(one: Told, other: Told) -> None:
    there = {change.before for change in changes(OLD, one, NEW, other) if change.kind is NewsKind.GONE}
    back = {change.after for change in changes(OLD, other, NEW, one) if change.kind is NewsKind.NEW}
    assert there == back


def said(*every: Change, role: tuple[str, str] = ("", ""), company: tuple[str, str] = ("", "")) -> tuple[str, str]:
    piece = Piece(1, "linkedin", OLD.at, NEW.at, every, role, company)
    return news_words.now(piece, Words()), news_words.was(piece, Words())


def test_a_role_is_said_with_the_company_it_is_at_and_what_stayed_only_once() -> None:
    change = Change(NewsKind.ROLE, "Buyer", "Head of buying")
    words = said(change, role=("Buyer", "Head of buying"), company=("Contoso", "Contoso"))
    assert words == ("now Head of buying at Contoso", "was Buyer")


def test_a_company_without_a_role_and_a_name_are_said_too() -> None:
    company, name = Change(NewsKind.COMPANY, "", "Contoso"), Change(NewsKind.NAME, "Ana Silva", "Ana Costa")
    assert said(company, name, company=("", "Contoso")) == ("now at Contoso, now called Ana Costa", "was Ana Silva")


def test_a_day_without_a_time_is_that_day_in_every_zone() -> None:
    far = Words(zone=timezone(timedelta(hours=-10)))
    piece = Piece(1, "linkedin", OLD.at, NEW.at, (Change(NewsKind.NEW, "", "connection"),))
    assert news_words.when(piece, far, date(2025, 1, 20)) == "between 4 Oct 2024 and 12 Jan"
