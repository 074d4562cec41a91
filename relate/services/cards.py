"""A card of the right panel: who, why in words, what was said last, and two years of contact as a drawing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from relate.domain import news_words
from relate.domain.acts import ActKind, Acts
from relate.domain.candidates import Sort, candidate
from relate.domain.circles import Looser, looser
from relate.domain.cover import is_unanswered
from relate.domain.firstlist import Drawer, FirstCard
from relate.domain.homezone import HomeZone
from relate.domain.moments import date_of, day_number
from relate.domain.news import Piece, newest
from relate.domain.priority import Ranking
from relate.domain.reasons import INVITED, Reason, ReasonKind, strongest_first, without_switched_off
from relate.domain.records import Kind
from relate.domain.state_table import NEVER, is_learnt
from relate.domain.threads import ThreadKind, Why
from relate.domain.today import Item, Section
from relate.domain.wording import Words, sentence, short
from relate.services.kept_promises import thread_of
from relate.services.kept_reads import KeptReads
from relate.services.looking_for import FitReason
from relate.services.news import News
from relate.services.open_ends import open_ends
from relate.services.views import Card, Clause, FoundView, ReasonView
from relate.store import event_reads, last_words, people_reads, person_reads, tie_reads
from relate.store.covers import Known, covers
from relate.store.writing import Database

MONTHS = 24
SAID_MOST = 2
"""Sentences on a card."""
LAST_LINE_MOST = 160
_LAST_CONTACT = frozenset(
    (
        ReasonKind.USUAL_RHYTHM,
        ReasonKind.PROMISED_RHYTHM,
        ReasonKind.CLOSE_ONCE,
        ReasonKind.LAST_TALK,
        ReasonKind.UNANSWERED_QUESTION,
    )
)
_ASKED_ALREADY = frozenset(
    (ReasonKind.THEY_WROTE_LAST, ReasonKind.ANSWERED_SINCE, ReasonKind.DID_THEY_ANSWER, ReasonKind.UNANSWERED_QUESTION)
)
"""Reasons beside which an open question would say the same again."""
_ASIDE = frozenset(
    (ReasonKind.KNOWN_FROM_ELSEWHERE, ReasonKind.ENDORSED, ReasonKind.LAST_TALK, ReasonKind.OWN_INVITATION)
)
"""True, and kept among the reasons, but a second sentence only where there is nothing better to say."""
_OWN_KIND = {
    ReasonKind.RECOMMENDED: Kind.RECOMMENDATION,
    ReasonKind.ENDORSED: Kind.ENDORSEMENT,
    ReasonKind.DID_THEY_ANSWER: Kind.ATTEMPT,
    ReasonKind.OWN_INVITATION: Kind.INVITATION,
    ReasonKind.NEWLY_CONNECTED: Kind.CONNECTED,
    ReasonKind.NEVER_TALKED: Kind.CONNECTED,
    ReasonKind.SAME_COMPANY: Kind.CONNECTED,
    ReasonKind.COMPANY_I_KNOW: Kind.CONNECTED,
    ReasonKind.FITS: Kind.CONNECTED,
    ReasonKind.KNOWN_FROM_ELSEWHERE: Kind.CONNECTED,
}


class Cards:
    """Makes cards from one connection at one instant."""

    def __init__(
        self,
        database: Database,
        words: Words,
        zone: HomeZone,
        now: int,
        read: KeptReads,
        news: News,
        fitting: Mapping[int, FitReason] | None = None,
        acts: Acts | None = None,
    ) -> None:
        """read: what was read of people for earlier cards, as far as it still holds. fitting: what of that which is
        looked for somebody fits. acts: what was done with cards, for reasons that were switched off."""
        self._news = news
        self._fitting = fitting or {}
        self._database = database
        self._read = read
        self._words = words
        self._zone = zone
        self._now = now
        self._acts = acts or Acts(())

    def of(self, item: Item, ranking: Ranking) -> Card:
        """A card of the day's list."""
        return self._card(
            item.person, item.section.value, item.reasons, ranking, asked=item.asked, offers_looser=item.offers_looser
        )

    def of_drawer(self, drawer: Drawer, card: FirstCard) -> Card:
        """A card of a drawer of the first list."""
        return self._card(card.person, drawer.value, card.reasons, None)

    def what_speaks_for(self, person: int, ranking: Ranking) -> tuple[str, ...]:
        """Every reason that holds for somebody, in sentences, whether they are named today or not."""
        row = ranking.states.row(person)
        if row is None:
            return ()
        each = candidate(ranking, row, Sort.SLIPPING, 0.0)
        reasons = self._with_question(person, each.reasons)
        return tuple(sentence(self._grounded(person, reason), self._words, self._now) for reason in reasons)

    def _card(
        self,
        person: int,
        section: str,
        reasons: tuple[Reason, ...],
        ranking: Ranking | None,
        asked: bool = False,
        offers_looser: bool = False,
    ) -> Card:
        name, role, company, has_photo = self._line(person)
        if section != Section.WAITING:
            reasons = self._with_question(person, reasons)
        grounded = tuple(self._grounded(person, reason) for reason in reasons)
        said = to_say(grounded)[:SAID_MOST]
        before = {reason.kind: behind for behind, reason in pairwise(said)}
        views = {reason.kind: self._view(reason, before.get(reason.kind)) for reason in grounded}
        last = self._read.of(person, "last said", lambda: last_words.last_said(self._database, person))
        mine, theirs, silent_since = self._drawing(person, ranking)
        return Card(
            person=person,
            name=name,
            role=role,
            company=company,
            section=section,
            why=" ".join(views[reason.kind].clauses[0].text for reason in said),
            short=short(grounded[0], self._words, self._now) if grounded else "",
            as_of=next((one.as_of for one in grounded if one.as_of is not None), self._known_until(person, ranking)),
            reasons=tuple(views.values()),
            last_line=_one_line(last[2]) if last else "",
            last_line_mine=bool(last and last[1] == 2),
            months_mine=mine,
            months_theirs=theirs,
            silent_since=silent_since,
            has_photo=has_photo,
            asked=asked,
            left_open=None
            if section == Section.WAITING.value
            else self._read.of(person, "left open", lambda: self._left_open(person)),
            offers_looser=offers_looser,
            looser=None if ranking is None else _looser(person, grounded, ranking),
        )

    def _known_until(self, person: int, ranking: Ranking | None) -> int | None:
        """How far somebody is known whom no silence names: the drawing of two years claims none beyond it."""
        row = None if ranking is None else ranking.states.row(person)
        return None if ranking is None or row is None else ranking.as_of(row)

    def _left_open(self, person: int) -> FoundView | None:
        """What the next conversation begins with: an open promise or question, else what the last words leave open."""
        for kind in (ThreadKind.PROMISED, ThreadKind.ASK_NEXT):
            for item in self._thread(person):
                if item.kind == kind and not item.done:
                    return FoundView(item.kind, "", item.text, item.found_in or 0, item.due_day, uid=item.uid)
        found, _ = self._open_ends(person)
        return found[0] if found else None

    def _thread(self, person: int) -> Sequence[person_reads.Item]:
        def read() -> Sequence[person_reads.Item]:
            identities = [number for _, number, *_ in people_reads.identities(self._database, [person])]
            return thread_of(self._database, person, identities)

        return self._read.of(person, "thread", read)

    def _open_ends(self, person: int) -> tuple[tuple[FoundView, ...], int | None]:
        """What the last words leave open, and up to when somebody is known."""

        def read() -> tuple[tuple[FoundView, ...], int | None]:
            known_until = covers(self._database, people_reads.rows(self._database, [person])).get(person)
            thread = self._thread(person)
            return open_ends(self._database, person, self._date, known_until, self._now, thread), known_until

        return self._read.of(person, "open ends", read)

    def _with_question(self, person: int, reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
        """With the question that the last words leave open, unless that is said already or was switched off."""
        question = self._read.of(person, "question", lambda: self._question(person))
        if question is None or any(reason.kind in _ASKED_ALREADY for reason in reasons):
            return reasons
        since = self._acts.since(person, question.at)
        if question.theirs and any(act.kind is ActKind.NO_ANSWER_NEEDED for act in since):
            return reasons
        left = without_switched_off(person, (question,), self._acts.switched_off(person), None)
        return strongest_first((*reasons, *left))

    def _question(self, person: int) -> Reason | None:
        """As far as the channel it was asked by is known: what another one tells since says nothing of an answer."""
        found, known_until = self._open_ends(person)
        for one in found:
            if one.why not in (Why.I_ASKED, Why.THEY_ASKED):
                continue
            known = Known(self._database, [person]).of(last_words.account_of(self._database, one.record), person)
            as_of = min(each for each in (self._now, known_until, known) if each is not None)
            theirs = one.why == Why.THEY_ASKED
            if theirs or is_unanswered(one.at, as_of):
                kind = ReasonKind.UNANSWERED_QUESTION
                return Reason(kind, as_of=max(as_of, one.at), at=one.at, records=(one.record,), theirs=theirs)
        return None

    def _date(self, at: int) -> date:
        return date_of(self._zone.day(at))

    def _view(self, reason: Reason, behind: Reason | None = None) -> ReasonView:
        """behind: the reason before it on the card. There it does not say once more as of when it is known."""
        text = sentence(reason, self._words, self._now)
        on_card = text if behind is None else sentence(reason, self._words, self._now, behind)
        return ReasonView(
            reason.kind.value, text, reason.records, (Clause(on_card, reason.records),), reason.at, reason.day
        )

    def _grounded(self, person: int, reason: Reason) -> Reason:
        """The reason with the records it rests on, and with the words of those records."""
        if reason.kind is ReasonKind.SAME_COMPANY and not reason.detail:
            reason = replace(reason, detail=self._line(person)[2])
        if reason.kind is ReasonKind.NEWS:
            return self._with_news(person, reason)
        if reason.kind is ReasonKind.FITS and (fits := self._fitting.get(person)) is not None:
            reason = replace(reason, detail=f"“{fits.line}”", records=() if fits.record is None else (fits.record,))
        if reason.kind is ReasonKind.KNOWN_FROM_ELSEWHERE and (met := self._event(person)) is not None:
            reason = replace(reason, detail=met[0], records=(met[1],))
        if reason.records:
            return reason
        if reason.kind in _LAST_CONTACT:
            return reason.resting_on(self._contact(person, 1) or self._newest(person, Kind.CONNECTED))
        if reason.kind is ReasonKind.CONVERSATION_STOPPED:
            return reason.resting_on(self._contact(person, 2))
        if reason.detail == INVITED:
            return reason.resting_on(self._newest(person, Kind.INVITATION))
        if (kind := _OWN_KIND.get(reason.kind)) is not None:
            return reason.resting_on(self._newest(person, kind))
        return reason

    def _with_news(self, person: int, reason: Reason) -> Reason:
        """What is new in words, as of the archive that tells it, with its row in the timeline."""
        piece, record = self._read.of(person, "news", lambda: self._newest_news(person))
        if piece is None:
            return reason
        said = (news_words.now(piece, self._words), news_words.was(piece, self._words))
        detail = _one_line(", ".join(part for part in said if part))
        return replace(reason, detail=detail, as_of=piece.after_at, records=record)

    def _newest_news(self, person: int) -> tuple[Piece | None, tuple[int, ...]]:
        piece = newest(self._news.of(person))
        if piece is None:
            return None, ()
        record = self._news.record_of(piece)
        return piece, () if record is None else (record,)

    def _line(self, person: int) -> tuple[str, str, str, bool]:
        return self._read.of(person, "line", lambda: tie_reads.line_of(self._database, person))

    def _event(self, person: int) -> tuple[str, int] | None:
        """The newest event they were at, and its row."""
        return self._read.of(person, "event", lambda: event_reads.newest_with(self._database, person))

    def _contact(self, person: int, most: int) -> tuple[int, ...]:
        return self._read.of(person, ("contact", most), lambda: last_words.newest_contact(self._database, person, most))

    def _newest(self, person: int, kind: Kind) -> tuple[int, ...]:
        return self._read.of(person, kind, lambda: last_words.newest_of(self._database, person, (kind,)))

    def _drawing(self, person: int, ranking: Ranking | None) -> tuple[tuple[int, ...], tuple[int, ...], int | None]:
        """Contact days of 24 months, mine and theirs, and since when (UTC ms) it is silent as far as is known."""
        newest = _month_of(self._zone.day(self._now))
        mine, theirs, last_day = self._read.of(person, ("drawing", newest), lambda: self._months(person, newest))
        if last_day is not None:
            return mine, theirs, self._zone.start_of(last_day)
        if ranking is not None and (row := ranking.states.row(person)) is not None:
            last = int(ranking.states.ints("last")[row])
            return mine, theirs, None if last == NEVER else last
        return mine, theirs, None

    def _months(self, person: int, newest: int) -> tuple[tuple[int, ...], tuple[int, ...], int | None]:
        """Contact days of the months up to `newest`, mine and theirs, and the last of those days."""
        first = newest - (MONTHS - 1)
        mine, theirs = [0] * MONTHS, [0] * MONTHS
        last_day = None
        for day, out, inc in tie_reads.days_since(self._database, person, _first_day(first)):
            place = _month_of(day) - first
            if 0 <= place < MONTHS:
                mine[place] += out > 0 or not inc
                theirs[place] += inc > 0
            last_day = day
        return tuple(mine), tuple(theirs), last_day


def to_say(reasons: Sequence[Reason]) -> list[Reason]:
    """Those that may stand on the card, the first first."""
    kinds = {reason.kind for reason in reasons}
    aside = set(_ASIDE)
    if ReasonKind.UNANSWERED_QUESTION in kinds:
        aside.add(ReasonKind.CONVERSATION_STOPPED)  # with the question, and on its day
    if kinds - aside == {ReasonKind.SAME_COMPANY}:
        aside.discard(ReasonKind.LAST_TALK)  # with whom one talked, a company alone says too little
    return [reason for reason in reasons if reason.kind not in aside] or list(reasons)


def _looser(person: int, reasons: Sequence[Reason], ranking: Ranking) -> Looser | None:
    """What the card's rhythm may be loosened to: the one its sentences tell, else the one their page does."""
    row = ranking.states.row(person)
    if row is None:
        return None
    by_hand, promised = float(ranking.facts.floats("rhythm_days")[row]), float(ranking.promised[row])
    usual = float(ranking.states.floats("usual")[row]) if is_learnt(ranking.states, row) else 0.0
    told = next((reason.rhythm for reason in reasons if reason.rhythm), None)
    return looser(told or by_hand or usual or promised, promised, 0.0 if by_hand > 0 else usual)


def _one_line(text: str) -> str:
    joined = " ".join(text.split())
    return joined if len(joined) <= LAST_LINE_MOST else joined[: LAST_LINE_MOST - 1].rstrip() + "…"


def _month_of(day: int) -> int:
    when = date_of(day)
    return when.year * 12 + when.month - 1


def _first_day(month: int) -> int:
    return day_number(date(month // 12, month % 12 + 1, 1))
