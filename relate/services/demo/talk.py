"""What passed between the owner and the made-up people: bursts, regular talk, silences, greetings, pitches."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from relate.domain.greetings import gist
from relate.services.demo.people import OWNER, Someone, Tier
from relate.services.demo.words import Exchange, Words

NEWEST: Final = 2
"""Days before today of the newest archive: nothing later is known."""


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a thread with `people`; by None the owner says it, else by that one of them."""

    people: tuple[Someone, ...]
    by: Someone | None
    at: datetime
    text: str


# How the last weeks with the cast went: days ago, whether the owner says it, what. The last line stays unanswered.
_ENDINGS: Final[dict[str, tuple[tuple[int, bool, str], ...]]] = {
    "maya-okafor": (
        (152, False, "The twins start school next year, can you believe it? And I still want contacts in logistics."),
        (150, True, "I will send you the pricing template, and think about logistics people."),
        (108, False, "Could you introduce me to Tomás? The freight idea would suit him."),
        (87, True, "Done, he is expecting your note. Tell me how it goes."),
        (77, False, "Would love your take on the reseller deck when you have ten minutes. No rush!"),
    ),
    "tomas-rivera": (
        (6, False, "Maya's note was perfect. We try the Porto line with two of her customers."),
        (6, True, "That makes my week. Who carries the first month?"),
        (4, False, "We do. I want it to work more than I want the margin."),
        (4, True, "Then it will. Call me when the first container is through."),
    ),
    "daniel-mensah": (
        (5, False, "The round is nearly closed. Do you still have that list of people who like ports?"),
        (3, True, "I do. Let me take out the ones who say yes to everything."),
        (2, True, "I send you the investor list by Friday, promised."),
        (2, False, "You are a friend. No rush before Friday, then all the rush."),
    ),
    "farah-haddad": (
        (11, True, "The workshop went well, they asked about your numbers from Berlin."),
        (9, False, "Good! I hope you told them about the second month, too."),
        (9, False, "Could you send me the deck?"),
    ),
    "aiko-tanaka": (
        (22, False, "The exhibition opens in two weeks, and half of the drawings are still in my head."),
        (21, True, "They always are. Send me a picture from the opening!"),
    ),
    "hana-novak": (
        (43, False, "We move the roadmap to spring. Nobody cried, it was almost eerie."),
        (42, True, "That is because you asked them before. Speak soon."),
    ),
    "chiara-lombardi": (
        (92, True, "The last Growth Forum was the best one. Are you already on the next?"),
        (91, False, "Always. I need two speakers who are not selling anything."),
        (91, True, "I come back to you with names."),
    ),
    "jun-park": (
        (123, False, "Alpine is lovely, but I miss our old floor. Lunch when I am in Bristol?"),
        (122, True, "Any day. Tell me when, I bring the others."),
    ),
    "elif-yildiz": (
        (153, False, "The port story runs on Sunday. You are in it as a voice of reason."),
        (152, True, "Nobody will believe that. Send me the link when it is out?"),
    ),
    "ben-whitfield": (
        (213, False, "We lost the county deal by three points. I could use a walk."),
        (212, True, "Their loss. When are you over here next?"),
    ),
    "gustav-lindqvist": (
        (427, False, "I like the plan more than the first time I read it. The price as well."),
        (426, True, "That is kind. We are two weeks from closing with the others."),
        (425, True, "Let us talk after the round."),
    ),
    "ivo-petrov": (
        (731, False, "Adatum pulls out of Varna, so I have a free spring and no idea."),
        (730, True, "Come by, we find one. I mean it."),
    ),
}  # fmt: skip


def make_talk(words: Words, people: Sequence[Someone], today: date, seed: int) -> list[Said]:
    """Every message of ten years, in no order."""
    said: list[Said] = []
    heard: dict[str, set[str]] = {}
    names = [someone.first for someone in people if someone.tier <= Tier.NEAR]
    for someone in people:
        rng = random.Random(f"talk {seed} {someone.slug}")
        said += _Tie(someone, words, rng, today, names, heard).all()
    return [*said, *_together(people, today)]


class _Tie:
    """What passed with one of them."""

    def __init__(
        self,
        someone: Someone,
        words: Words,
        rng: random.Random,
        today: date,
        names: Sequence[str],
        heard: dict[str, set[str]],
    ) -> None:
        """heard: the gist of a text to those who were told it so far, over all ties."""
        self._heard = heard
        self._someone = someone
        self._words = words
        self._rng = rng
        self._today = today
        self._names = [name for name in names if name != someone.first]
        self._left: list[Exchange] = []

    def all(self) -> Iterator[Said]:
        someone, rng = self._someone, self._rng
        ending = _ENDINGS.get(someone.slug, ())
        for offset in self._days(ending[0][0] + 4 if ending else 0):
            yield from self._exchange(offset)
        for number, (offset, mine, text) in enumerate(ending):
            yield self._say(self._at(offset, 9 * 60 + 37 * number), mine, text)
        if not ending and someone.tier <= Tier.NOW_AND_THEN and someone.last_talk > NEWEST + 3:
            yield from self._loose_end()
        if rng.random() < (0.5 if someone.tier < Tier.ONCE else 0.12):
            yield from self._greetings()

    def _days(self, not_after: int) -> list[int]:
        """The days on which they talk, as days ago, oldest first."""
        someone, rng = self._someone, self._rng
        if someone.tier is Tier.CONNECTED or (someone.tier is Tier.ONCE and rng.random() < 0.35):
            return []
        if someone.tier is Tier.ONCE:
            return [someone.first_talk]
        days: list[int] = []
        offset = float(max(someone.last_talk, not_after))
        while offset < someone.first_talk:
            days.append(int(offset))
            if someone.tier is Tier.NOW_AND_THEN:  # a burst, then nothing for long
                for _ in range(rng.randint(0, 3)):
                    offset += rng.randint(1, 6)
                    days.append(int(offset))
            # Holidays and busy months stretch the rhythm now and then.
            stretch = rng.choice((1, 1, 1, 1, 1, 1, 2, 3))
            offset += max(1.0, someone.gap * rng.lognormvariate(-0.06, 0.35) * stretch)
        return days[::-1]

    def _exchange(self, offset: int) -> Iterator[Said]:
        """One exchange, most of them whole, over minutes, hours, sometimes into the next day."""
        rng = self._rng
        if not self._left:
            self._left = list(self._words.exchanges)
            rng.shuffle(self._left)
        exchange = self._left.pop()
        if rng.random() < 0.3:
            exchange = exchange[: rng.randint(1, len(exchange))]
        known = self._known()
        minute = rng.randint(7 * 60, 19 * 60)
        own = True  # the first thing the owner says is for this one alone
        for mine, text in exchange:
            if minute > 21 * 60 and offset > NEWEST + 1:
                offset, minute = offset - 1, rng.randint(7 * 60, 10 * 60)
            line = self._words.filled(text, rng, known)
            if mine and own:
                line, own = self._for_one(line, known), False
            yield self._say(self._at(offset, min(minute, 22 * 60)), mine, line)
            minute += int(rng.lognormvariate(3.4, 1.2)) + 1

    def _loose_end(self) -> Iterator[Said]:
        """The last word, left hanging: a question nobody answered, a promise, "after the summer"."""
        rng = self._rng
        kind = rng.choice(
            ("they ask and get no answer", "I ask and get no answer", "I ask and get no answer", "we leave it open", "")
        )
        if not kind or (kind.startswith("they") and self._someone.last_talk < 30 and rng.random() < 0.6):
            return
        known = self._known()
        text = self._for_one(self._words.filled(rng.choice(self._words.sayings[kind]), rng, known), known)
        offset = max(self._someone.last_talk - rng.randint(1, 2), NEWEST + 1)
        yield self._say(self._at(offset, rng.randint(8 * 60, 20 * 60)), not kind.startswith("they"), text)

    def _greetings(self) -> Iterator[Said]:
        """Birthdays and new jobs: hellos, which are no conversation."""
        rng = self._rng
        for _ in range(rng.randint(1, 2)):
            offset = rng.randint(NEWEST + 5, max(NEWEST + 6, self._someone.connected - 1))
            if offset >= self._someone.connected:
                continue
            mine = rng.random() < 0.7
            hello = self._words.filled(rng.choice(self._words.sayings["hello"]), rng, self._known())
            minute = rng.randint(7 * 60, 20 * 60)
            yield self._say(
                self._at(offset, minute), mine, hello if mine else hello.replace(self._someone.first, OWNER[0])
            )
            if rng.random() < 0.5:
                thanks = self._words.filled(rng.choice(self._words.sayings["hello back"]), rng, self._known())
                if not mine:
                    thanks = thanks.replace(OWNER[0], self._someone.first)
                yield self._say(self._at(offset, minute + rng.randint(5, 90)), not mine, thanks)

    def _for_one(self, line: str, known: dict[str, str]) -> str:
        """With an aside where others were told the same: what is said to three alike counts as a hello."""
        whole = line
        names = (self._someone.name, OWNER[0])
        while len(self._heard.setdefault(gist(whole, names), set()) | {self._someone.slug}) > 2:
            aside = self._words.filled(self._rng.choice(self._words.sayings["asides"]), self._rng, {**known})
            whole = f"{line} {aside}" if line.endswith("?") or self._rng.random() < 0.6 else f"{aside} {line}"
        self._heard[gist(whole, names)].add(self._someone.slug)
        return whole

    def _known(self) -> dict[str, str]:
        someone = self._someone
        return {
            "first": someone.first, "me": OWNER[0], "company": someone.company or "the fund", "city": someone.city,
            "family": someone.family, "hobby": someone.hobby, "other": self._rng.choice(self._names),
        }  # fmt: skip

    def _at(self, offset: int, minute: int) -> datetime:
        return at(self._today, max(offset, NEWEST), minute, self._rng.randrange(60))

    def _say(self, when: datetime, mine: bool, text: str) -> Said:
        return Said((self._someone,), None if mine else self._someone, when, text)


def at(today: date, offset: int, minute: int, second: int = 0) -> datetime:
    """A minute of the day `offset` days before today, UTC."""
    start = datetime.combine(today - timedelta(days=offset), time(), UTC)
    return start + timedelta(minutes=minute, seconds=second)


def _together(people: Sequence[Someone], today: date) -> Iterator[Said]:
    """A thread of three: the introduction that Maya asked for."""
    by_slug = {someone.slug: someone for someone in people}
    maya, tomas = by_slug["maya-okafor"], by_slug["tomas-rivera"]
    both = (maya, tomas)
    lines: tuple[tuple[int, Someone | None, str], ...] = (
        (88, None, "Maya, meet Tomás: he moves boxes better than anybody. Tomás, meet Maya: she knows who has many."),
        (88, tomas, "A pleasure. Robin says you think about resellers in freight. I have one question and two ideas."),
        (87, maya, "I like people with more ideas than questions. Are you free on Thursday?"),
        (86, tomas, "Thursday is good. I send an invitation."),
    )  # fmt: skip
    for number, (offset, by, text) in enumerate(lines):
        yield Said(both, by, at(today, offset, 10 * 60 + number * 95, 12), text)
