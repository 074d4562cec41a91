"""The sentences of a card, from reasons and templates that a translation can replace.

Plain words, true words: a silence is named as of when it is known, a rhythm as how often you talk, and nobody is late.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Final

from relate.domain.cover import day_known, is_up_to_date
from relate.domain.durations import Duration, duration, in_unit, rhythm
from relate.domain.phrase_english import GIVING
from relate.domain.reasons import INVITED, TALKS, Reason, ReasonKind

ENGLISH: Final[Mapping[str, str]] = {
    "they_wrote_last": "They wrote last, {ago}.",
    "they_wrote_last.short": "wrote {ago}",
    "answered_since": "They wrote last, on {date}, in what is known up to {as_of}. Answered since?",
    "answered_since.short": "wrote on {date}, answered since?",
    "did_they_answer": "You wrote on {date}. Did they answer?",
    "did_they_answer.short": "did they answer?",
    "promise.deed": "to {detail}",
    "promise_due": "You promised {detail} by {due}.",
    "promise_due.undated": "You promised {detail}.",
    "promise_due.short": "you promised {detail} by {due}",
    "promise_due.undated.short": "you promised {detail}",
    "birthday": "Birthday {due}.",
    "birthday.short": "birthday {due}",
    "day_to_remember": "{detail} {due}.",
    "day_to_remember.short": "{detail} {due}",
    "kept_at_event": "You wanted to keep in touch after {detail}.",
    "kept_at_event.short": "{detail}",
    "kept_at_event.undetailed": "You wanted to keep in touch after an event.",
    "kept_at_event.undetailed.short": "from an event",
    "asked_for": "You asked to be reminded today.",
    "asked_for.short": "you asked to be reminded today",
    "usual_rhythm": "You talk {every}; it has been {same_unit}{as_of_clause}.",
    "usual_rhythm.other": "You talk {every}; it has been {silence}{as_of_clause}.",
    "usual_rhythm.long": "You used to talk {every}; it has been {silence}{as_of_clause}.",
    "usual_rhythm.short": "{every}, quiet for {silence}{as_of_clause}",
    "promised_rhythm": "You want to talk {every}; the last talk was {silence} ago.",
    "promised_rhythm.known": "You want to talk {every}; the last talk known is of {date}{as_of_clause}.",
    "promised_rhythm.never": "You want to talk {every}, and no talk is known yet{as_of_clause}.",
    "promised_rhythm.short": "{every}, last talk on {date}{as_of_clause}",
    "promised_rhythm.never.short": "{every}, no talk known yet{as_of_clause}",
    "close_once": "You were close {span}, then silence{as_of_clause}.",
    "close_once.short": "close {span}, then silence{as_of_clause}",
    "last_talk": "The last talk known is of {date}{as_of_clause}.",
    "last_talk.short": "last talk on {date}{as_of_clause}",
    "never_talked": "No talk with them is known{as_of_clause}.",
    "never_talked.short": "no talk known{as_of_clause}",
    "unanswered_question": "Your question of {date} has no answer yet{as_of_clause}.",
    "unanswered_question.short": "your question of {date} is open{as_of_clause}",
    "unanswered_question.theirs": "They asked something on {date}, and no answer of yours is known{as_of_clause}.",
    "unanswered_question.theirs.short": "their question of {date} is open{as_of_clause}",
    "news": "News{as_of_clause}: {detail}.",
    "news.short": "{detail}",
    "news.undetailed": "There is news of them.",
    "news.undetailed.short": "there is news",
    "news.is.both": "{role} at {company}",
    "news.is.role": "{role}",
    "news.is.company": "at {company}",
    "news.now": "now {what}",
    "news.was": "was {what}",
    "news.name": "now called {name}",
    "news.new.connection": "new in your {network} connections",
    "news.new.friend": "new in your {network} friends",
    "news.new.follower": "follows you on {network}",
    "news.new.following": "you follow them on {network}",
    "news.new.follower.following": "you follow each other on {network}",
    "news.back.connection": "back in your {network} connections",
    "news.back.friend": "back in your {network} friends",
    "news.gone.connection": "no longer in your {network} connections",
    "news.gone.friend": "no longer in your {network} friends",
    "news.gone.follower": "no longer follows you on {network}",
    "news.gone.following": "you no longer follow them on {network}",
    "news.gone.follower.following": "neither of you follows the other on {network} any more",
    "news.between": "between {first} and {last}",
    "news.on": "on {first}",
    "fits": "Fits what you look for: {detail}.",
    "fits.short": "fits {detail}",
    "fits.undetailed": "Fits what you look for.",
    "fits.undetailed.short": "fits what you look for",
    "conversation_stopped": "Your conversation stopped on {date}{as_of_clause}.",
    "conversation_stopped.short": "stopped on {date}{as_of_clause}",
    "recommended": "One of you recommended the other.",
    "recommended.short": "recommended",
    "endorsed": "One of you endorsed the other.",
    "endorsed.short": "endorsed",
    "own_invitation": "The invitation had words of its own.",
    "own_invitation.short": "invited with own words",
    "own_invitation.dated": "Connected on {date}, after an invitation with words of its own.",
    "own_invitation.dated.short": "connected on {date}, invited with own words",
    "same_company": "They work at {detail}, where you worked when you connected.",
    "same_company.undetailed": "They work where you worked when you connected.",
    "same_company.short": "at {detail}, where you worked then",
    "same_company.undetailed.short": "at a company of yours",
    "known_from_elsewhere": "You know them from {detail} too.",
    "known_from_elsewhere.undetailed": "You know them from more than one place.",
    "known_from_elsewhere.short": "also from {detail}",
    "known_from_elsewhere.undetailed.short": "known from more than one place",
    "newly_connected": "Connected on {date}; no talk is known{as_of_clause}.",
    "newly_connected.invited": "Connected on {date}, after an invitation with words of its own.",
    "newly_connected.short": "connected on {date}",
    "company_i_know": "At {detail}, where you know {others}.",
    "company_i_know.short": "at {detail}",
    "others.1": "1 other person",
    "others": "{n} other people",
    "as_of_clause": ", as of your archive of {as_of}",
    "as_of_clause.noted": ", as of {as_of}",
    "as_of_clause.short": ", as of {as_of}",
    "every.day.1": "every day",
    "every.day": "every {n} days",
    "every.week.1": "every week",
    "every.week": "every {n} weeks",
    "every.month.1": "every month",
    "every.month": "every {n} months",
    "every.year.1": "every year",
    "every.year": "every {n} years",
    "day.1": "1 day",
    "day": "{n} days",
    "week.1": "1 week",
    "week": "{n} weeks",
    "month.1": "1 month",
    "month": "{n} months",
    "year.1": "1 year",
    "year": "{n} years",
    "ago": "{duration} ago",
    "ago.0": "today",
    "ago.1": "yesterday",
    "due.0": "today",
    "due.1": "tomorrow",
    "due.week": "on {weekday}",
    "due.date": "on {date}",
    "due_by.0": "today",
    "due_by.1": "tomorrow",
    "due_by.week": "{weekday}",
    "due_by.date": "{date}",
    "span.one": "in {first}",
    "span.many": "in {first} to {last}",
    "date": "{day} {month}",
    "date.year": "{day} {month} {year}",
    "months": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "weekdays": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
}
"""Every text of a reason in English; a translation gives the same keys, and `key.1` where one differs from many."""


def one_or_many(number: int) -> str:
    """The ending of a key for a number in English; languages with more forms give their own function."""
    return ".1" if number == 1 else ""


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """A language: templates by key, the form a number takes, and the home zone that dates are said in. What was said
    with one is kept for the next list: whoever makes lists keeps theirs."""

    templates: Mapping[str, str] = field(default_factory=lambda: ENGLISH)
    form: Callable[[int], str] = one_or_many
    zone: tzinfo = UTC

    def say(self, key: str, **values: object) -> str:
        """The template of that key, filled; English where a translation lacks it."""
        return self.templates.get(key, ENGLISH.get(key, key)).format(**values)

    def number(self, key: str, number: int) -> str:
        """ "3 weeks", "every week": the form of the key that the number asks for."""
        chosen = key + self.form(number)
        return self.say(chosen if chosen in self.templates else key, n=number)

    def length(self, span: Duration) -> str:
        return self.number(span.unit, span.number)

    def every(self, days: float) -> str:
        """ "every 3 weeks"."""
        span = rhythm(days)
        return self.number(f"every.{span.unit}", span.number)

    def silence(self, days: float) -> str:
        """ "7 months"."""
        return self.length(duration(days))

    def day(self, instant: int) -> date:
        """The home day of an instant in UTC milliseconds."""
        return _day(self.zone, instant)

    def date(self, day: date, today: date) -> str:
        """ "20 Nov", with the year where it is not this one's."""
        month = self.say("months").split()[day.month - 1]
        return self.say("date" if day.year == today.year else "date.year", day=day.day, month=month, year=day.year)


@lru_cache(maxsize=1024)
def _day(zone: tzinfo, instant: int) -> date:
    """Kept: a list of cards says the same few instants hundreds of times."""
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=instant)).astimezone(zone).date()


def of_day(number: int) -> date:
    """The date of a day since 1970-01-01."""
    return date(1970, 1, 1) + timedelta(days=number)


def sentence(reason: Reason, words: Words, now: int, behind: Reason | None = None) -> str:
    """The reason as one sentence of an open card; `now` in UTC milliseconds. behind: the reason whose sentence stands
    before it; an "as of" that both would say is said once."""
    return _said(reason, words, now, "", behind is not None and _tells_the_same_date(behind, reason, words, now))


def short(reason: Reason, words: Words, now: int) -> str:
    """The reason as the one line of a folded card."""
    return _said(reason, words, now, ".short")


def why(reasons: Sequence[Reason], words: Words, now: int, most: int = 2) -> str:
    """One or two sentences: the strongest reasons of a card."""
    before: list[Reason | None] = [None, *reasons]
    return " ".join(
        sentence(reason, words, now, behind) for reason, behind in zip(reasons[:most], before, strict=False)
    )


def _tells_the_same_date(first: Reason, second: Reason, words: Words, now: int) -> bool:
    """Whether the first sentence tells as of when the second is known as well."""
    if first.as_of is None or second.as_of is None or is_up_to_date(now, first.as_of):
        return False
    key = _key(first, known=False, ending="")
    return "{as_of" in words.templates.get(key, ENGLISH[key]) and (
        day_known(first.as_of, words.zone) == day_known(second.as_of, words.zone)
    )


def _said(reason: Reason, words: Words, now: int, ending: str, dated: bool = False) -> str:
    return _filled(reason, words, words.day(now), is_up_to_date(now, reason.as_of), ending, dated)


@lru_cache(maxsize=2048)
def _filled(reason: Reason, words: Words, today: date, known: bool, ending: str, dated: bool) -> str:
    """known: whether what is said holds up to now. dated: as of when is told already. Kept: of a list made anew a card
    or two say something else."""
    values = {"detail": _detail(reason, words)} | _times(reason, words, today, known, ending)
    if dated:
        values["as_of_clause"] = ""
    return words.say(_key(reason, known, ending) + ending, **values)


def _detail(reason: Reason, words: Words) -> str:
    """What was promised reads on: "the deck", "to send the deck"."""
    begins = reason.detail.partition(" ")[0].casefold()
    if reason.kind is ReasonKind.PROMISE_DUE and begins in GIVING:
        return words.say("promise.deed", detail=reason.detail)
    return reason.detail


def _key(reason: Reason, known: bool, ending: str) -> str:
    """The template a reason is said with: a promised rhythm claims a silence only as far as it is known."""
    kind = reason.kind
    if kind is ReasonKind.PROMISED_RHYTHM:
        if reason.at is None:
            return f"{kind}.never"
        return str(kind) if ending or known else f"{kind}.known"
    if kind is ReasonKind.USUAL_RHYTHM and not ending and not _stand_side_by_side(reason):
        return f"{kind}.long" if _is_over(reason) else f"{kind}.other"
    if kind is ReasonKind.UNANSWERED_QUESTION and reason.theirs:
        return f"{kind}.theirs"
    if kind is ReasonKind.PROMISE_DUE and reason.day is None:
        return f"{kind}.undated"
    if kind is ReasonKind.OWN_INVITATION and reason.at is not None:
        return f"{kind}.dated"
    if kind is ReasonKind.NEWLY_CONNECTED and reason.detail == INVITED and not ending:
        return f"{kind}.invited"
    if not reason.detail and f"{kind}.undetailed" in ENGLISH:
        return f"{kind}.undetailed"
    return str(kind)


def _stand_side_by_side(reason: Reason) -> bool:
    """Whether "every 3 weeks; it has been 11" reads well: several of a unit, more of it now, not a long row of it."""
    if reason.rhythm is None or reason.silence is None:
        return False
    usual = rhythm(reason.rhythm)
    if _is_over(reason):
        return False
    return 1 < usual.number < in_unit(reason.silence, usual.unit) <= 30


def _is_over(reason: Reason) -> bool:
    """Whether a rhythm is rather of the past: silent for more than a year and four times the rhythm."""
    return (reason.silence or 0.0) > max(365.0, 4 * (reason.rhythm or 0.0))


def _times(reason: Reason, words: Words, today: date, known: bool, ending: str) -> dict[str, object]:
    values: dict[str, object] = {"as_of_clause": ""}
    if reason.as_of is not None:
        values["as_of"] = words.date(day_known(reason.as_of, words.zone), today)
        if not known:
            # Known up to the very talk that is told of: no archive says so, the user noted it.
            noted = ".noted" if reason.kind in TALKS and reason.as_of == reason.at else ""
            values["as_of_clause"] = words.say(f"as_of_clause{ending or noted}", as_of=values["as_of"])
    if reason.at is not None:
        happened = words.day(reason.at)
        values["date"] = words.date(happened, today)
        values["ago"] = _ago((today - happened).days, words)
    if reason.count is not None:
        values["others"] = words.number("others", reason.count)
    if reason.rhythm is not None:
        values["every"] = words.every(reason.rhythm)
    if reason.silence is not None:
        values["silence"] = words.silence(reason.silence)
        if reason.rhythm is not None:
            values["same_unit"] = in_unit(reason.silence, rhythm(reason.rhythm).unit)
    if reason.day is not None:
        values |= _due(reason, words, today)
    return values


def _ago(days: int, words: Words) -> str:
    if days <= 1:
        return words.say(f"ago.{max(days, 0)}")
    return words.say("ago", duration=words.silence(days))


def _due(reason: Reason, words: Words, today: date) -> dict[str, object]:
    assert reason.day is not None
    day = of_day(reason.day)
    ahead = (day - today).days
    step = f".{ahead}" if ahead in (0, 1) else ".week" if 1 < ahead < 7 else ".date"
    begins = "due_by" if reason.kind is ReasonKind.PROMISE_DUE else "due"
    weekday = words.say("weekdays").split()[day.weekday()]
    values: dict[str, object] = {"due": words.say(begins + step, weekday=weekday, date=words.date(day, today))}
    if reason.until_day is not None:
        first, last = day.year, of_day(reason.until_day).year
        values["span"] = words.say("span.one" if first == last else "span.many", first=first, last=last)
    return values
