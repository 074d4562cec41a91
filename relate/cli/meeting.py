"""The commands about whom one met and wants to meet: events, wanted."""

from __future__ import annotations

from argparse import Namespace
from datetime import date, timedelta
from typing import TextIO

from relate.cli.shapes import BY_HAND
from relate.cli.tables import Value, write_json, write_table
from relate.domain.moments import Moment
from relate.services.event_views import EventView, ProposedEvent
from relate.services.reading import ReadLibrary
from relate.services.to_meet_views import Wanted

_ALL = 1_000_000


def events(library: ReadLibrary, words: Namespace, out: TextIO) -> int:
    """Events with who was there, then days that may have been one."""
    found, proposed = library.events.all(), library.events.proposals()
    if words.json:
        write_json(out, [*(_event(library, one) for one in found), *map(_proposed, proposed)])
        return 0
    rows = [(_iso(one.start), one.name, one.place, one.people or "") for one in found]
    rows += [(_day(one.first_day), "an event?", "", len(one.people)) for one in proposed]
    write_table(out, ("when", "event", "where", "people"), rows)
    return 0


def wanted(library: ReadLibrary, words: Namespace, out: TextIO) -> int:
    """Whom one wants to know, and by what."""
    found = library.to_meet.view(most=_ALL if words.limit is None else words.limit, most_fits=0).wanted
    if words.json:
        write_json(out, [_wanted(one) for one in found])
        return 0
    write_table(
        out,
        ("id", "name", "company", "since", "by"),
        (
            (
                one.person or "",
                one.name,
                one.company,
                _iso(one.sources[0].at)[:10],
                ", ".join(f"{each.source.value} {each.network}".strip() for each in one.sources),
            )
            for one in found
        ),
    )
    return 0


def _event(library: ReadLibrary, event: EventView) -> dict[str, Value]:
    return {
        "name": event.name,
        "start": _iso(event.start) or None,
        "end": _iso(event.end) or None,
        "place": event.place,
        "note": event.note,
        "source": event.network or BY_HAND,
        "proposed": False,
        "people": [{"id": one.person, "name": one.name, "met": one.met} for one in library.events.guests(event.key)],
    }


def _proposed(proposed: ProposedEvent) -> dict[str, Value]:
    return {
        "name": "",
        "start": _day(proposed.first_day),
        "end": _day(proposed.last_day),
        "place": "",
        "note": "",
        "source": proposed.network,
        "proposed": True,
        "people": [{"id": person, "met": False} for person in proposed.people],
    }


def _wanted(wanted: Wanted) -> dict[str, Value]:
    return {
        "person": wanted.person,
        "name": wanted.name,
        "company": wanted.company,
        "sources": [
            {
                "kind": each.source.value,
                "source": each.network or BY_HAND,
                "at": _iso(each.at) or None,
                "record": each.record,
            }
            for each in wanted.sources
        ],
        "may_know_them": [{"id": each.person, "name": each.name, "by": each.kind} for each in wanted.through],
    }


def _iso(moment: Moment | None) -> str:
    return "" if moment is None else moment.iso()


def _day(day: int) -> str:
    return (date(1970, 1, 1) + timedelta(days=day)).isoformat()
