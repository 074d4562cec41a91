"""What somebody looks for and offers: proposed from their messages, kept or dropped, and matched when kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from relate.domain.seeking import Trait
from relate.services.library import Library
from relate.store import looking_reads
from tests.services.talking import talked


@pytest.fixture
def ana(library: Library, tmp_path: Path) -> int:
    lines = [
        "> I am looking for a boat.",
        "< We're looking for a packaging designer in Porto.",
        "< And I can help with customs paperwork.",
    ]
    return talked(library, tmp_path, {"Ana Duarte": lines})["Ana Duarte"]


def told(library: Library, person: int) -> list[tuple[str, str, bool]]:
    return [(one.trait.value, one.text, one.kept) for one in library.seeking.traits(person)]


def test_their_messages_propose_it_mine_do_not(library: Library, ana: int) -> None:
    assert told(library, ana) == [
        ("looks_for", "a packaging designer in Porto", False),
        ("offers", "customs paperwork", False),
    ]


def test_a_proposal_leads_to_where_it_was_said(library: Library, ana: int) -> None:
    looks_for, _ = library.seeking.traits(ana)
    assert looks_for.record is not None
    (row,) = library.timeline.rows([looks_for.record], ana)
    assert row.text == "We're looking for a packaging designer in Porto."
    library.timeline.hide(row.id).result(20)
    assert told(library, ana) == [("offers", "customs paperwork", False)]


def test_what_is_kept_stays_with_where_it_was_said_and_undo_makes_it_a_proposal_again(
    library: Library, ana: int
) -> None:
    proposed, _ = library.seeking.traits(ana)
    library.seeking.keep(ana, Trait.LOOKS_FOR, proposed.text).result(20)
    kept, _ = library.seeking.traits(ana)
    assert (kept.kept, kept.record) == (True, proposed.record)
    library.history.undo().result(20)
    assert library.seeking.traits(ana)[0] == proposed


def test_what_was_dropped_is_not_proposed_again_in_other_words_either(
    library: Library, ana: int, tmp_path: Path
) -> None:
    library.seeking.drop(ana, Trait.LOOKS_FOR, "a packaging designer in Porto").result(20)
    assert told(library, ana) == [("offers", "customs paperwork", False)]
    again = tmp_path / "later"
    again.mkdir()
    talked(library, again, {"Ana Duarte": ["< Still looking for a packaging designer!"]})
    assert told(library, ana) == [("offers", "customs paperwork", False)]
    library.history.undo().result(20)
    library.history.undo().result(20)
    assert ("looks_for", "a packaging designer in Porto", False) in told(library, ana)


def test_what_was_kept_can_be_dropped(library: Library, ana: int) -> None:
    library.seeking.keep(ana, Trait.OFFERS, "customs paperwork").result(20)
    library.seeking.drop(ana, Trait.OFFERS, "customs paperwork").result(20)
    assert told(library, ana) == [("looks_for", "a packaging designer in Porto", False)]


def test_what_is_offered_fits_what_i_look_for_and_is_the_evidence(library: Library) -> None:
    kofi = library.people.add("Kofi Mensah", role="Engineer").result(20)
    library.looking.set_line("customs paperwork").result(20)
    assert library.to_meet.view().lines[0].count == 0
    library.seeking.keep(kofi, Trait.OFFERS, "customs paperwork").result(20)
    (fit,) = library.to_meet.view().lines[0].fits
    assert (fit.person, [(one.field, one.text) for one in fit.evidence]) == (kofi, [("offers", "customs paperwork")])
    assert any("customs paperwork" in reason for reason in library.reconnect.why_not(kofi).speaks)


def test_whoever_looks_for_the_same_as_i_do_does_not_fit(library: Library) -> None:
    kofi = library.people.add("Kofi Mensah", role="Engineer").result(20)
    library.looking.set_line("a packaging designer").result(20)
    library.seeking.keep(kofi, Trait.LOOKS_FOR, "a packaging designer").result(20)
    assert library.to_meet.view().lines[0].count == 0


def test_whoever_only_asked_for_it_in_a_message_does_not_fit(library: Library, tmp_path: Path) -> None:
    said = {
        "Ana Duarte": ["> Hi", "< We're looking for a packaging designer."],
        "Ben Kaya": ["> Hi", "< I was a packaging designer once."],
        "Cy Dorn": ["> Hi", "< We need a packaging designer. My sister is a packaging designer too."],
    }
    people = talked(library, tmp_path, said)
    library.looking.set_line("packaging designer").result(20)
    assert {fit.name for fit in library.to_meet.view().lines[0].fits} == {"Ben Kaya", "Cy Dorn"}
    database = library.readers.connection()
    some = looking_reads.words_of_some(database, ["packaging", "designer"], sorted(people.values()))
    for word in ("packaging", "designer"):
        everybody = looking_reads.with_word(database, word)
        assert {person: found[word] for person, found in some.items() if word in found} == everybody


def test_it_goes_along_when_people_are_joined_and_parted(library: Library, ana: int) -> None:
    kofi = library.people.add("Kofi Mensah").result(20)
    library.seeking.keep(kofi, Trait.OFFERS, "boats").result(20)
    library.people.merge([ana, kofi]).result(20)
    assert ("offers", "boats", True) in told(library, ana)
    library.history.undo().result(20)
    assert ("offers", "boats", True) not in told(library, ana)
    assert told(library, kofi) == [("offers", "boats", True)]
