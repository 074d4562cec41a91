"""Why somebody is named: true words with an "as of", and none of the words Relate never says."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relate.domain.durations import duration, in_unit, rhythm
from relate.domain.reasons import (
    SILENT,
    Reason,
    ReasonKind,
    SwitchedOff,
    strongest_first,
    without_switched_off,
)
from relate.domain.rhythm import DAY_MS
from relate.domain.wording import ENGLISH, Words, sentence, short, why


def on(text: str) -> int:
    """UTC milliseconds of noon on a day."""
    return int(datetime.fromisoformat(f"{text}T12:00").replace(tzinfo=UTC).timestamp() * 1000)


def day(text: str) -> int:
    return on(text) // DAY_MS


NOW = on("2026-11-23")
ARCHIVE = on("2026-11-15")
NEVER_SAID = re.compile(r"overdue|score|lead\b|leads\b|pipeline|streak|touchpoint|%|⊆|≃|\blate\b|grade", re.IGNORECASE)


def said(kind: ReasonKind, **numbers) -> str:
    return sentence(Reason(kind, **numbers), Words(), NOW)


def folded(kind: ReasonKind, **numbers) -> str:
    return short(Reason(kind, **numbers), Words(), NOW)


@pytest.mark.parametrize(
    ("reason", "open_card", "one_line"),
    [
        (
            Reason(ReasonKind.USUAL_RHYTHM, rhythm=21, silence=77, as_of=NOW),
            "You talk every 3 weeks; it has been 11.",
            "every 3 weeks, quiet for 11 weeks",
        ),
        (
            Reason(ReasonKind.USUAL_RHYTHM, rhythm=35, silence=213, as_of=ARCHIVE),
            "You talk every 5 weeks; it has been 30, as of your archive of 15 Nov.",
            "every 5 weeks, quiet for 7 months, as of 15 Nov",
        ),
        (
            Reason(ReasonKind.USUAL_RHYTHM, rhythm=7, silence=40, as_of=NOW),
            "You talk every week; it has been 6 weeks.",
            "every week, quiet for 6 weeks",
        ),
        (
            Reason(ReasonKind.USUAL_RHYTHM, rhythm=21, silence=1100, as_of=NOW),
            "You used to talk every 3 weeks; it has been 3 years.",
            "every 3 weeks, quiet for 3 years",
        ),
        (
            Reason(ReasonKind.PROMISED_RHYTHM, rhythm=30, silence=60, as_of=NOW, at=on("2026-09-24")),
            "You want to talk every month; the last talk was 9 weeks ago.",
            "every month, last talk on 24 Sep",
        ),
        (
            Reason(ReasonKind.PROMISED_RHYTHM, rhythm=30, silence=52, as_of=ARCHIVE, at=on("2026-09-24")),
            "You want to talk every month; the last talk known is of 24 Sep, as of your archive of 15 Nov.",
            "every month, last talk on 24 Sep, as of 15 Nov",
        ),
        (
            Reason(ReasonKind.PROMISED_RHYTHM, rhythm=120, as_of=ARCHIVE),
            "You want to talk every 4 months, and no talk is known yet, as of your archive of 15 Nov.",
            "every 4 months, no talk known yet, as of 15 Nov",
        ),
        (
            Reason(
                ReasonKind.CLOSE_ONCE,
                as_of=ARCHIVE,
                silence=400,
                day=day("2023-02-01"),
                until_day=day("2025-01-09"),
            ),
            "You were close in 2023 to 2025, then silence, as of your archive of 15 Nov.",
            "close in 2023 to 2025, then silence, as of 15 Nov",
        ),
        (
            Reason(ReasonKind.CLOSE_ONCE, as_of=NOW, day=day("2023-02-01"), until_day=day("2023-12-31")),
            "You were close in 2023, then silence.",
            "close in 2023, then silence",
        ),
        (
            Reason(ReasonKind.THEY_WROTE_LAST, as_of=NOW, at=on("2026-11-14")),
            "They wrote last, 9 days ago.",
            "wrote 9 days ago",
        ),
        (
            Reason(ReasonKind.THEY_WROTE_LAST, as_of=NOW, at=on("2026-11-22")),
            "They wrote last, yesterday.",
            "wrote yesterday",
        ),
        (
            Reason(ReasonKind.ANSWERED_SINCE, as_of=ARCHIVE, at=on("2026-11-14")),
            "They wrote last, on 14 Nov, in what is known up to 15 Nov. Answered since?",
            "wrote on 14 Nov, answered since?",
        ),
        (
            Reason(ReasonKind.PROMISE_DUE, day=day("2026-11-27"), detail="the investor list"),
            "You promised the investor list by Friday.",
            "you promised the investor list by Friday",
        ),
        (
            Reason(ReasonKind.PROMISE_DUE, day=day("2026-11-27"), detail="send her the deck"),
            "You promised to send her the deck by Friday.",
            "you promised to send her the deck by Friday",
        ),
        (
            Reason(ReasonKind.PROMISE_DUE, detail="the investor list"),
            "You promised the investor list.",
            "you promised the investor list",
        ),
        (Reason(ReasonKind.BIRTHDAY, day=day("2026-11-26")), "Birthday on Thursday.", "birthday on Thursday"),
        (Reason(ReasonKind.BIRTHDAY, day=day("2026-11-23")), "Birthday today.", "birthday today"),
        (Reason(ReasonKind.BIRTHDAY, day=day("2026-11-24")), "Birthday tomorrow.", "birthday tomorrow"),
        (
            Reason(ReasonKind.UNANSWERED_QUESTION, as_of=NOW, at=on("2025-06-02")),
            "Your question of 2 Jun 2025 has no answer yet.",
            "your question of 2 Jun 2025 is open",
        ),
        (
            Reason(ReasonKind.NEWLY_CONNECTED, as_of=ARCHIVE, at=on("2026-05-03")),
            "Connected on 3 May; no talk is known, as of your archive of 15 Nov.",
            "connected on 3 May",
        ),
        (
            Reason(ReasonKind.SAME_COMPANY),
            "They work where you worked when you connected.",
            "at a company of yours",
        ),
        (
            Reason(ReasonKind.SAME_COMPANY, detail="Contoso"),
            "They work at Contoso, where you worked when you connected.",
            "at Contoso, where you worked then",
        ),
        (
            Reason(ReasonKind.COMPANY_I_KNOW, detail="Contoso", count=12),
            "At Contoso, where you know 12 other people.",
            "at Contoso",
        ),
        (
            Reason(ReasonKind.COMPANY_I_KNOW, detail="Contoso", count=1),
            "At Contoso, where you know 1 other person.",
            "at Contoso",
        ),
        (
            Reason(ReasonKind.NEWLY_CONNECTED, as_of=ARCHIVE, at=ARCHIVE),
            "Connected on 15 Nov; no talk is known, as of your archive of 15 Nov.",
            "connected on 15 Nov",
        ),
        (
            Reason(ReasonKind.NEWS, detail="VP Partnerships at Northwind Labs"),
            "News: VP Partnerships at Northwind Labs.",
            "VP Partnerships at Northwind Labs",
        ),
    ],
)
def test_the_sentence_of_a_reason(reason: Reason, open_card: str, one_line: str) -> None:
    assert (sentence(reason, Words(), NOW), short(reason, Words(), NOW)) == (open_card, one_line)


FULL = {
    "rhythm": 21.0,
    "silence": 60.0,
    "as_of": ARCHIVE,
    "at": ARCHIVE - 60 * DAY_MS,
    "day": day("2026-11-25"),
    "detail": "x",
    "count": 3,
}


@pytest.mark.parametrize("kind", ReasonKind)
@pytest.mark.parametrize("left_out", ["", "detail", "day", "at"])
def test_every_reason_has_words_and_none_that_relate_never_says(kind: ReasonKind, left_out: str) -> None:
    numbers = {name: value for name, value in FULL.items() if name != left_out}
    needs = {
        "detail": {ReasonKind.PROMISE_DUE, ReasonKind.REMEMBER, ReasonKind.COMPANY_I_KNOW},
        "day": {ReasonKind.BIRTHDAY, ReasonKind.REMEMBER, ReasonKind.CLOSE_ONCE},
        "at": SILENT
        - {ReasonKind.PROMISED_RHYTHM, ReasonKind.NEVER_TALKED, ReasonKind.USUAL_RHYTHM, ReasonKind.CLOSE_ONCE},
    }
    if kind in needs.get(left_out, set()):
        return
    reason = Reason(kind, until_day=day("2026-11-25"), **numbers)  # type: ignore[arg-type]
    for text in (sentence(reason, Words(), NOW), short(reason, Words(), NOW)):
        assert text
        assert "{" not in text
        assert not NEVER_SAID.search(text), text
    assert sentence(reason, Words(), NOW)[-1] in ".?"


def test_no_template_holds_a_word_relate_never_says() -> None:
    assert not [key for key, text in ENGLISH.items() if NEVER_SAID.search(text)]


@pytest.mark.parametrize("kind", sorted(SILENT))
def test_a_reason_that_rests_on_silence_says_as_of_when(kind: ReasonKind) -> None:
    with pytest.raises(ValueError, match="as of"):
        Reason(kind)


@pytest.mark.parametrize(
    "kind",
    [
        ReasonKind.USUAL_RHYTHM,
        ReasonKind.PROMISED_RHYTHM,
        ReasonKind.CLOSE_ONCE,
        ReasonKind.LAST_TALK,
        ReasonKind.UNANSWERED_QUESTION,
    ],
)
def test_an_old_archive_is_named_with_its_date_and_a_fresh_one_is_not(kind: ReasonKind) -> None:
    reason = Reason(
        kind,
        rhythm=21,
        silence=60,
        as_of=ARCHIVE,
        at=ARCHIVE - 60 * DAY_MS,
        day=day("2023-02-01"),
        until_day=day("2024-02-01"),
    )
    assert "as of your archive of 15 Nov" in sentence(reason, Words(), NOW)
    assert "as of" not in sentence(replace(reason, as_of=NOW - 2 * DAY_MS), Words(), NOW)


CLAIMS_NOTHING = frozenset(
    (
        # They ask, or the open question stands in their words.
        ReasonKind.ANSWERED_SINCE, ReasonKind.DID_THEY_ANSWER,
        # Said only where the channel is known to three days ago.
        ReasonKind.THEY_WROTE_LAST,
    )
)  # fmt: skip
"""Of the kinds that rest on silence, those whose words claim none of it."""


@pytest.mark.parametrize("kind", ReasonKind)
def test_of_every_kind_it_is_settled_whether_it_says_as_of_when(kind: ReasonKind) -> None:
    """Whoever adds a kind puts it into SILENT or not: whether it rests on something not having happened. The card and
    its folded line then name the archive's date, and no silence is told of beyond it."""
    reason = Reason(
        kind, rhythm=21.0, silence=60.0, as_of=ARCHIVE, at=ARCHIVE - 60 * DAY_MS, day=day("2024-02-01"),
        until_day=day("2025-02-01"), detail="x", count=3,
    )  # fmt: skip
    open_card, line = sentence(reason, Words(), NOW), short(reason, Words(), NOW)
    if kind in SILENT - CLAIMS_NOTHING:
        assert "as of your archive of 15 Nov" in open_card
        # When they connected is a date of its own; the line claims no silence since.
        assert "as of 15 Nov" in line or kind is ReasonKind.NEWLY_CONNECTED
    elif kind not in SILENT:
        assert "as of" not in line
    if kind in CLAIMS_NOTHING:
        return
    # Sixty days are known to be silent; the eight since the archive are not.
    for text in (open_card, line):
        assert not re.search(r"\b68\b|\b10 weeks\b|\bsince\b|\bstill\b|\bago\b", text), text


def test_a_question_is_asked_of_whoever_wrote_last_in_an_old_archive_and_nobody_waits() -> None:
    asked = Reason(ReasonKind.ANSWERED_SINCE, as_of=ARCHIVE, at=ARCHIVE - DAY_MS)
    assert "Answered since?" in sentence(asked, Words(), NOW)
    assert "answered since?" in short(asked, Words(), NOW)


def test_what_is_known_from_a_talk_that_was_noted_names_no_archive() -> None:
    noted = Reason(ReasonKind.LAST_TALK, as_of=ARCHIVE, at=ARCHIVE)
    assert sentence(noted, Words(), NOW) == "The last talk known is of 15 Nov, as of 15 Nov."


def test_the_date_of_an_archive_is_said_as_the_archive_says_it_in_every_zone() -> None:
    """Its name has a date alone: a midnight of UTC, which is the day before on the wall clock of New York."""
    midnight = day("2026-11-15") * DAY_MS
    reason = Reason(ReasonKind.NEVER_TALKED, as_of=midnight)
    for zone in ("America/New_York", "UTC", "Asia/Tokyo"):
        assert sentence(reason, Words(zone=ZoneInfo(zone)), NOW).endswith("as of your archive of 15 Nov.")
    noon = Reason(ReasonKind.NEVER_TALKED, as_of=midnight + 60_000)
    assert sentence(noon, Words(zone=ZoneInfo("America/New_York")), NOW).endswith("of 14 Nov.")


def test_a_card_says_at_most_two_sentences_the_strongest_first() -> None:
    reasons = strongest_first(
        [
            Reason(ReasonKind.ENDORSED),
            Reason(ReasonKind.NEWS, detail="CTO at Harbor"),
            Reason(ReasonKind.USUAL_RHYTHM, rhythm=21, silence=77, as_of=NOW),
            Reason(ReasonKind.NEWS, detail="an older one"),
        ]
    )
    assert why(reasons, Words(), NOW) == "You talk every 3 weeks; it has been 11. News: CTO at Harbor."


def test_days_are_named_in_the_home_zone() -> None:
    late_evening = int(datetime(2026, 11, 14, 23, 30, tzinfo=UTC).timestamp() * 1000)
    reason = Reason(ReasonKind.LAST_TALK, as_of=NOW, at=late_evening)
    assert sentence(reason, Words(), NOW) == "The last talk known is of 14 Nov."
    assert sentence(reason, Words(zone=ZoneInfo("Europe/Athens")), NOW) == "The last talk known is of 15 Nov."


def test_a_translation_replaces_what_it_has() -> None:
    german = Words(
        templates={"usual_rhythm": "Ihr sprecht {every}; es sind {same_unit}.", "every.week": "alle {n} Wochen"}
    )
    usual = Reason(ReasonKind.USUAL_RHYTHM, rhythm=21, silence=77, as_of=NOW)
    assert sentence(usual, german, NOW) == "Ihr sprecht alle 3 Wochen; es sind 11."
    assert sentence(Reason(ReasonKind.BIRTHDAY, day=day("2026-11-23")), german, NOW) == "Birthday today."


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, "0 days"),
        (1, "1 day"),
        (9, "9 days"),
        (14, "2 weeks"),
        (77, "11 weeks"),
        (90, "3 months"),
        (213, "7 months"),
        (430, "14 months"),
        (700, "23 months"),
        (730, "2 years"),
        (1500, "4 years"),
    ],
)
def test_a_silence_in_words(days: float, expected: str) -> None:
    assert Words().silence(days) == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0.3, "every day"),
        (1, "every day"),
        (2.4, "every 2 days"),
        (7, "every week"),
        (17.9, "every 3 weeks"),
        (21, "every 3 weeks"),
        (30, "every month"),
        (35, "every 5 weeks"),
        (60, "every 2 months"),
        (120, "every 4 months"),
        (365, "every year"),
        (540, "every 18 months"),
        (730, "every 2 years"),
    ],
)
def test_a_rhythm_in_words(days: float, expected: str) -> None:
    assert Words().every(days) == expected


@given(st.floats(0, 20_000), st.floats(0, 20_000))
def test_a_longer_time_never_reads_as_a_shorter_one(one: float, other: float) -> None:
    shorter, longer = sorted((one, other))
    length = {"day": 1, "week": 7, "month": 30.44, "year": 365.25}
    for of in (duration, rhythm):
        first, second = of(shorter), of(longer)
        # A week either way where the unit changes: 12 weeks, then 3 months.
        assert first.number * length[first.unit] <= second.number * length[second.unit] + 7
    assert in_unit(shorter, rhythm(longer).unit) <= in_unit(longer, rhythm(longer).unit)


def test_a_reason_switched_off_comes_back_with_a_newer_record() -> None:
    usual = Reason(ReasonKind.USUAL_RHYTHM, as_of=NOW, at=1000)
    recommended = Reason(ReasonKind.RECOMMENDED)
    off = [SwitchedOff(1, ReasonKind.USUAL_RHYTHM, 1000), SwitchedOff(1, ReasonKind.RECOMMENDED, 1000)]
    both = (usual, recommended)
    assert without_switched_off(1, both, off, 900) == ()
    assert without_switched_off(2, both, off, 900) == both
    assert without_switched_off(1, (replace(usual, at=1001), recommended), off, 1001)[0].at == 1001
    assert without_switched_off(1, both, off, None) == ()


def test_as_of_when_stands_once_on_a_card() -> None:
    asked = Reason(ReasonKind.UNANSWERED_QUESTION, as_of=ARCHIVE, at=on("2026-11-03"))
    fits = Reason(ReasonKind.FITS, as_of=ARCHIVE, detail="“freight”")
    news = Reason(ReasonKind.NEWS, as_of=ARCHIVE, detail="now CTO at Harbor")
    rhythm_ = Reason(ReasonKind.USUAL_RHYTHM, rhythm=21.0, silence=77.0, as_of=ARCHIVE, at=ARCHIVE - 77 * DAY_MS)
    assert why((rhythm_, asked), Words(), NOW) == (
        "You talk every 3 weeks; it has been 11, as of your archive of 15 Nov. "
        "Your question of 3 Nov has no answer yet."
    )
    # A sentence that tells no date leaves it to the next one, and another archive's is another date.
    assert why((fits, news), Words(), NOW).endswith("News, as of your archive of 15 Nov: now CTO at Harbor.")
    older = replace(news, as_of=ARCHIVE - 30 * DAY_MS)
    assert why((rhythm_, older), Words(), NOW).count("as of your archive") == 2
