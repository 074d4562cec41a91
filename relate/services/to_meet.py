"""To meet: what the owner looks for and who fits, whom he wants to know, and who may know them.

`view` scans: for a reader's thread. Every command is one step of History.
"""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import replace

from relate.domain.changes import ChangeSet
from relate.domain.moments import Moment, Precision
from relate.domain.wishes import parsed_wish
from relate.services.commanding import Commanding
from relate.services.looking_for import Fit, LineFits, LookingFor
from relate.services.readers import Readers
from relate.services.snippets import around
from relate.services.to_meet_views import (
    Evidence,
    FitView,
    FollowedView,
    LineView,
    Source,
    SourceView,
    Through,
    ToMeetView,
    Wanted,
)
from relate.store import looking_reads, people_reads, timeline_reads, wish_commands, wish_reads
from relate.store.wish_reads import Sign
from relate.store.writing import Database

MOST_EVIDENCE = 2
MOST_THROUGH = 3
_STRENGTH = {source: place for place, source in enumerate(Source)}


class ToMeet:
    """The place *To meet*."""

    def __init__(self, commanding: Commanding, readers: Readers, looking: LookingFor) -> None:
        self._commanding = commanding
        self._readers = readers
        self._looking = looking

    # -- reading --------------------------------------------------------------------------------------------------

    def view(self, source: Source | None = None, most: int = 30, most_fits: int = 5) -> ToMeetView:
        """Everything, the first `most` of whom one wants to know (by a source, or all), the first fits of each line."""
        database = self._readers.connection()
        lines = tuple(self._line(database, one, most_fits) for one in self._looking.lines(database))
        everybody = _wanted(database)
        counts = Counter(told for each in everybody for told in {sign.source for sign in each.sources})
        asked = [each for each in everybody if source is None or any(s.source is source for s in each.sources)]
        return ToMeetView(
            lines=lines,
            wanted=_with_details(database, asked[:most]),
            many=len(asked),
            counts=tuple((each, counts[each]) for each in Source if counts[each]),
            followed=tuple(
                FollowedView(each.key, each.subject, each.text, each.network) for each in wish_reads.followed(database)
            ),
        )

    def _line(self, database: Database, one: LineFits, most: int) -> LineView:
        best = _closest_first(database, one.best())
        lines = {line.id: line for line in people_reads.rows(database, [fit.person for fit in best[:most]])}
        views = tuple(
            FitView(
                person=line.id,
                name=line.name,
                role=line.role,
                company=line.company,
                has_photo=bool(line.has_photo),
                talked=line.last_contact is not None,
                evidence=_evidence(database, fit),
            )
            for fit in best[:most]
            if (line := lines.get(fit.person)) is not None
        )
        return LineView(one.line.uid, one.line.text, len(best), views)

    # -- acting ---------------------------------------------------------------------------------------------------

    def wish(self, text: str) -> Future[ChangeSet]:
        """Whom one wants to meet, as typed: "Ana Silva of Contoso"."""
        uid, (name, company) = uuid.uuid4().hex, parsed_wish(text)
        return self._commanding.do(lambda _database, journal: wish_commands.wish(journal, uid, name, company))

    def become(self, uid: str) -> Future[int]:
        """A typed wish becomes somebody in the library; the person."""
        person_uid = uuid.uuid4().hex
        return self._commanding.get(lambda database, journal: wish_commands.become(database, journal, uid, person_uid))

    def no_longer(self, wanted: Wanted) -> Future[ChangeSet]:
        """*Not any more*."""
        if wanted.person is not None:
            person = wanted.person
            return self._commanding.do(lambda database, journal: wish_commands.no_longer(database, journal, person))
        if wanted.uid:
            return self._commanding.do(
                lambda database, journal: wish_commands.no_longer_typed(database, journal, wanted.uid)
            )
        return self.no_longer_follow(wanted.key)

    def no_longer_follow(self, key: int) -> Future[ChangeSet]:
        """*Not any more* for what an archive tells without a person."""
        return self._commanding.do(lambda database, journal: wish_commands.no_longer_told(database, journal, key))


def _closest_first(database: Database, fits: Sequence[Fit]) -> list[Fit]:
    """The best fits first, and of equally good ones those who were talked with before the others, the closest first."""
    lines = {line.id: line for line in people_reads.rows(database, [fit.person for fit in fits])}
    listed = [fit for fit in fits if fit.person in lines]
    return sorted(listed, key=lambda fit: (-round(fit.score, 2), -(lines[fit.person].last_contact or 0), fit.person))


def _evidence(database: Database, fit: Fit) -> tuple[Evidence, ...]:
    """What is known of them first, then what they said."""
    known = [word for word, where in fit.found.items() if where.known]
    values = looking_reads.values_with(database, fit.person, known) if known else []
    found = [Evidence(field, around(text, known)) for field, text in values]
    said = {where.said: word for word, where in fit.found.items() if where.said is not None}
    for interaction in sorted(said, reverse=True):
        text = timeline_reads.text(database, interaction)
        found.append(Evidence("said", around(text, [said[interaction]]), interaction))
    return tuple(found[:MOST_EVIDENCE])


def _wanted(database: Database) -> list[Wanted]:
    """Everybody once, with all that tells of them; who is told of by most and by the strongest first, then newest."""
    by_person: dict[int, list[Sign]] = defaultdict(list)
    for sign in wish_reads.signs(database):
        by_person[sign.person].append(sign)
    found = [
        Wanted(person, "", "", "", has_photo=False, sources=_sources(signs)) for person, signs in by_person.items()
    ]
    found += [
        Wanted(
            None,
            one.name,
            "",
            one.company,
            has_photo=False,
            sources=(SourceView(Source(one.kind), one.network, None if one.at is None else Moment(one.at), None),),
            uid=one.uid,
            key=one.key,
            perhaps=None if one.perhaps is None else (one.perhaps, ""),
        )
        for one in wish_reads.names(database)
    ]
    return sorted(found, key=_order)


def _order(wanted: Wanted) -> tuple[int, int, int, str, int]:
    first = wanted.sources[0]
    newest = max((source.at.ms for source in wanted.sources if source.at is not None), default=0)
    return _STRENGTH[first.source], -len(wanted.sources), -newest, wanted.name.casefold(), wanted.person or 0


def _sources(signs: Sequence[Sign]) -> tuple[SourceView, ...]:
    """Each source and network once, with its newest sign, the strongest first."""
    newest: dict[tuple[str, str], Sign] = {}
    for sign in signs:
        before = newest.get((sign.kind, sign.network))
        if before is None or (sign.at or 0) > (before.at or 0):
            newest[sign.kind, sign.network] = sign
    views = [
        SourceView(
            Source(sign.kind),
            sign.network,
            None if sign.at is None else Moment(sign.at, Precision(sign.precision)),
            sign.interaction or None,
            sign.own_text,
        )
        for sign in newest.values()
    ]
    return tuple(sorted(views, key=lambda view: (_STRENGTH[view.source], view.network)))


def _with_details(database: Database, some: Sequence[Wanted]) -> tuple[Wanted, ...]:
    """Names, what they do, and who may know them: for those who are shown."""
    persons = [each.person for each in some if each.person is not None]
    perhaps = [each.perhaps[0] for each in some if each.perhaps is not None]
    lines = {line.id: line for line in people_reads.rows(database, [*persons, *perhaps])}
    told = []
    for each in some:
        if each.person is not None and (line := lines.get(each.person)) is not None:
            told.append(
                replace(each, name=line.name, role=line.role, company=line.company, has_photo=bool(line.has_photo))
            )
        elif each.person is None:
            one = lines.get(each.perhaps[0]) if each.perhaps is not None else None
            told.append(replace(each, perhaps=None if one is None else (one.id, one.name)))
    at_company = wish_reads.at_company(database, {company for each in told for company in _companies(each)})
    at_events = wish_reads.met_at(database, persons)
    in_groups = wish_reads.in_groups_with(database, persons, MOST_THROUGH)
    return tuple(replace(each, through=_through(each, at_company, at_events, in_groups)) for each in told)


def _companies(wanted: Wanted) -> tuple[str, ...]:
    """What may be a company: of a typed wish without one, the name."""
    if wanted.company:
        return (wanted.company,)
    return (wanted.name,) if wanted.uid else ()


def _through(
    wanted: Wanted,
    at_company: dict[str, list[tuple[int, str]]],
    at_events: dict[int, list[tuple[int, str, str]]],
    in_groups: dict[int, list[tuple[int, str]]],
) -> tuple[Through, ...]:
    """Who may know somebody, each once: from the same event, the same group, the same company."""
    person = wanted.person or 0
    found: dict[int, Through] = {}
    for other, name, event in at_events.get(person, ()):
        found.setdefault(other, Through(other, name, event, "event"))
    for other, name in in_groups.get(person, ()):
        found.setdefault(other, Through(other, name, "", "group"))
    for company in _companies(wanted):
        for other, name in at_company.get(company, ()):
            found.setdefault(other, Through(other, name, company, "company"))
    found.pop(person, None)
    return tuple(found.values())[:MOST_THROUGH]
