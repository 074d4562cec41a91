"""The first list of a made-up library: 4,000 connections of whom 70 % never wrote a word.

    python tests/bench/first_list.py [--people 4000] [--seed 1]

Of those who wrote some sent greetings alone, some only ever sold something, some had one burst of a day or two that
nothing came after, and the others talked again and again. The archive is read as any other; then the first thirty of
the first list, and of the plain list a fortnight later, are held against what was made up: how many of them are there
for a burst or a greeting, and whether every reason is true.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from relate.domain.firstlist import JUST_WRITTEN_DAYS
from relate.domain.moments import DAY_MS
from relate.domain.rhythm import STEADY_DAYS
from relate.domain.today import Section
from relate.services.library import Library
from relate.services.views import Card, ReasonView
from tests.bench.measuring import Figure, Run

PEOPLE: Final = 4_000
SHOWN: Final = 30
MOST_FOOLED: Final = 2
SNAPSHOT: Final = date(2026, 11, 20)
NOW: Final = int(datetime(2026, 11, 23, 12, tzinfo=UTC).timestamp() * 1000)
LATER_DAYS: Final = 14
ME: Final = ("Robin Hale", "https://www.linkedin.com/in/robin-hale")
GREETINGS: Final = (
    "Happy birthday!", "Congratulations on the new role!", "Thanks for connecting!", "Happy new year!",
    "Congrats on your work anniversary!",
)  # fmt: skip
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Sort(StrEnum):
    """What passed with somebody."""

    SILENT = "never wrote"
    GREETED = "greetings alone"
    PITCHED = "sold something"
    BURST = "one burst"
    TALKED = "talked again and again"


_SHARES: Final = (
    (Sort.SILENT, 0.70),
    (Sort.GREETED, 0.10),
    (Sort.PITCHED, 0.05),
    (Sort.BURST, 0.07),
    (Sort.TALKED, 0.08),
)


@dataclass(slots=True)
class Made:
    """A made-up person. said: (when, mine, text), oldest first."""

    name: str
    url: str
    sort: Sort
    connected: date
    company: str
    invited: str = ""
    said: list[tuple[datetime, bool, str]] = field(default_factory=list)

    @property
    def talk(self) -> list[tuple[datetime, bool, str]]:
        """Without greetings."""
        return [each for each in self.said if each[2] not in GREETINGS]

    @property
    def turns(self) -> int:
        sides = [mine for _, mine, _ in self.talk]
        return sum(one != other for one, other in pairwise(sides))


def make_people(count: int, seed: int) -> list[Made]:
    chance = random.Random(seed)
    people = []
    kinds = [sort for sort, share in _SHARES for _ in range(round(share * count))]
    chance.shuffle(kinds)
    for number, sort in enumerate(kinds):
        years = 12 * chance.random() ** 1.3
        connected = SNAPSHOT - timedelta(days=int(365 * years) + 3)
        made = Made(f"{_word(chance)} {_word(chance)}", f"https://www.linkedin.com/in/p{number}", sort, connected,
                    f"{_word(chance)} Ltd" if chance.random() < 0.5 else f"Works {chance.randrange(60)}")  # fmt: skip
        if chance.random() < 0.1:
            made.invited = f"We met at the {_word(chance).lower()} fair, {made.name.split()[0]}. Let us keep in touch."
        made.said = sorted(_said(made, chance), key=lambda each: each[0])
        people.append(made)
    return people


def _said(made: Made, chance: random.Random) -> Iterator[tuple[datetime, bool, str]]:
    span = max((SNAPSHOT - made.connected).days - 2, 1)
    if made.sort is Sort.GREETED:
        for _ in range(chance.randint(1, 5)):
            yield _moment(made, chance.randrange(span), chance), chance.random() < 0.5, chance.choice(GREETINGS)
    elif made.sort is Sort.PITCHED:
        for _ in range(chance.randint(1, 3)):
            yield _moment(made, chance.randrange(span), chance), False, _sentence(chance)
    elif made.sort is Sort.BURST:
        begin = _moment(made, chance.randrange(span), chance)
        for n in range(chance.randint(4, 20)):
            yield begin + timedelta(minutes=90 * n * chance.random()), n % 2 == 0, _sentence(chance)
    elif made.sort is Sort.TALKED:
        for _ in range(chance.randint(3, 12)):
            begin = _moment(made, chance.randrange(span), chance)
            first = chance.random() < 0.5
            for n in range(chance.randint(2, 6)):
                yield begin + timedelta(hours=7 * n), (n % 2 == 0) is first, _sentence(chance)


def _moment(made: Made, days: int, chance: random.Random) -> datetime:
    day = made.connected + timedelta(days=days)
    return datetime(day.year, day.month, day.day, chance.randrange(7, 20), chance.randrange(60), tzinfo=UTC)


def _word(chance: random.Random) -> str:
    letters = "".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(chance.randint(2, 4)))
    return letters.capitalize()


def _sentence(chance: random.Random) -> str:
    words = " ".join(_word(chance).lower() for _ in range(chance.randint(5, 12)))
    return words.capitalize() + chance.choice((".", ".", ".", "?"))


def write_archive(people: Sequence[Made], folder: Path) -> Path:
    """A LinkedIn archive of 20 November."""
    home = folder / f"Complete_LinkedInDataExport_{SNAPSHOT:%m-%d-%Y}"
    home.mkdir()
    _write(home / "Profile.csv", [["First Name", "Last Name", "Headline"], [*ME[0].split(), "Founder"]])
    rows = [["First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"]]
    for made in people:
        first, last = made.name.split()
        day = f"{made.connected.day:02} {MONTHS[made.connected.month - 1]} {made.connected.year}"
        rows.append([first, last, made.url, "", made.company, "Manager", day])
    _write(home / "Connections.csv", rows)
    messages = [["CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS",
                 "DATE", "SUBJECT", "CONTENT", "FOLDER"]]  # fmt: skip
    for number, made in enumerate(people):
        other = (made.name, made.url)
        for when, mine, text in reversed(made.said):
            sender, to = (ME, other) if mine else (other, ME)
            messages.append([f"2-{number}", "", *sender, *to, f"{when:%Y-%m-%d %H:%M:%S} UTC", "", text, "INBOX"])
    _write(home / "messages.csv", messages)
    header = ["From", "To", "Sent At", "Message", "Direction", "inviterProfileUrl", "inviteeProfileUrl"]
    invitations = [header]
    for made in people:
        if made.invited:
            at = f"{made.connected.month}/{made.connected.day}/{made.connected:%y}, 9:00 AM"
            invitations.append([ME[0], made.name, at, made.invited, "OUTGOING", ME[1], made.url])
    _write(home / "Invitations.csv", invitations)
    return home


def _write(path: Path, rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


# ---------------------------------------------------------------------------------------------------- held against


@dataclass(frozen=True, slots=True)
class Found:
    """What the first thirty of a list showed. untrue: (name, reason) of what does not follow from what was made up.
    just_written: how many had a single burst in the last fortnight, and are owed an answer."""

    sorts: Counter[Sort]
    kinds: Counter[str]
    untrue: tuple[tuple[str, str], ...]
    shown: int
    just_written: int

    @property
    def fooled(self) -> int:
        """How many are there for a burst or a greeting."""
        return self.sorts[Sort.BURST] + self.sorts[Sort.GREETED] + self.sorts[Sort.PITCHED]


def held_against(cards: Sequence[Card], people: Sequence[Made], library: Library) -> Found:
    by_name = {made.name: made for made in people}
    there = Counter(made.company for made in people)
    sorts: Counter[Sort] = Counter()
    just_written = 0
    kinds: Counter[str] = Counter()
    untrue = []
    for card in cards:
        made = by_name[card.name]
        # Whoever wrote last in the fortnight before the archive is owed an answer, whatever passed before.
        owed = card.section == "an answer you owe" and (SNAPSHOT - made.said[-1][0].date()).days <= JUST_WRITTEN_DAYS
        just_written += owed and made.sort is not Sort.TALKED
        if not owed or made.sort is Sort.TALKED:
            sorts[made.sort] += 1
        kinds[card.reasons[0].kind] += 1
        untrue += [(card.name, reason.text) for reason in card.reasons if not _is_true(reason, made, there, library)]
        if not card.reasons:
            untrue.append((card.name, "no reason at all"))
    return Found(sorts, kinds, tuple(untrue), len(cards), just_written)


def _is_true(reason: ReasonView, made: Made, there: Counter[str], library: Library) -> bool:
    last = made.said[-1] if made.said else None
    talk = made.talk
    match reason.kind:
        case "they_wrote_last" | "answered_since":
            return (
                last is not None and not last[1] and last[2] not in GREETINGS and any(mine for _, mine, _ in made.said)
            )
        case "conversation_stopped":
            return made.turns >= 4 and _says(reason, made.said[-1][0].date())
        case "last_talk":
            return bool(talk)
        case "newly_connected":
            return not talk and _says(reason, made.connected)
        case "never_talked":
            return not talk
        case "own_invitation":
            return bool(made.invited)
        case "company_i_know":
            others = there[made.company] - 1
            return others > 0 and f"{made.company}, where you know {others} other pe" in reason.text
        case "usual_rhythm" | "close_once":
            days = sorted({at.date() for at, _, _ in talk})
            episodes = 1 + sum((other - one).days >= 21 for one, other in pairwise(days))
            steady = episodes == 1 and bool(days) and (days[-1] - days[0]).days >= STEADY_DAYS
            return len(days) >= 3 and (reason.kind == "close_once" or episodes >= 3 or steady)
        case "unanswered_question":
            (row,) = library.timeline.rows(list(reason.records))
            asked = next(place for place, each in enumerate(talk) if each[2] == row.text)
            later = {mine for _, mine, _ in talk[asked:]}
            return "?" in row.text and len(later) == 1
    return False


def _says(reason: ReasonView, day: date) -> bool:
    """Whether the sentence names this day, as sentences do."""
    return f"{day.day} {MONTHS[day.month - 1]}" in reason.text and (day.year == 2026 or str(day.year) in reason.text)


def measured(count: int, seed: int) -> tuple[Found, Found]:
    """The first list of a library, and its plain list a fortnight later."""
    people = make_people(count, seed)
    with tempfile.TemporaryDirectory(prefix="relate-first-") as folder:
        now = [NOW]
        library = Library.open(Path(folder) / "relate.db", lambda: now[0])
        try:
            library.imports.start([write_archive(people, Path(folder))]).future.result()
            first = held_against(library.reconnect.in_order(limit=SHOWN), people, library)
            now[0] += LATER_DAYS * DAY_MS
            # Who waits for an answer stands apart from those to reconnect with.
            others = [card for card in library.reconnect.in_order(limit=300) if card.section == Section.RECONNECT]
            later = held_against(others[:SHOWN], people, library)
        finally:
            library.close()
    return first, later


def measure(run: Run) -> None:
    count = 400 if run.quick else PEOPLE
    for seed in range(1, 2 if run.quick else 4):
        for what, found in zip(("first list", "plain list"), measured(count, seed), strict=True):
            head = f"{what} of {count:,} connections, seed {seed}, the first {found.shown}"
            run.tell(Figure(f"{head}: for a burst or a greeting", found.fooled, "people", at_most=MOST_FOOLED))
            run.tell(Figure(f"{head}: reasons that are not true", len(found.untrue), "reasons", at_most=0))
            told = ", ".join(f"{sort} {n}" for sort, n in found.sorts.most_common())
            run.note(f"{told}; a burst of the last fortnight that waits for an answer {found.just_written}")
            run.note("named for: " + ", ".join(f"{kind} {n}" for kind, n in found.kinds.most_common()))
            for name, text in found.untrue[:5]:
                run.note(f"not true of {name}: {text}")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    for what, found in zip(("first list", "plain list"), measured(options.people, options.seed), strict=True):
        print(
            what,
            f"{found.fooled} fooled of {found.shown}",
            dict(found.sorts),
            dict(found.kinds),
            found.untrue,
            found.just_written,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
