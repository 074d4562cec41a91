"""Fills a throw-away library with the made-up people: their archives go the way of real ones, then the touches."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from relate.domain.events import Told
from relate.domain.moments import Moment
from relate.domain.seeking import Trait
from relate.services.demo.touches import DemoTouch, Touch
from relate.services.library import Library
from relate.services.made_up import newest_step, remember
from relate.services.views import PeopleQuery, Shown, State, Talk

_EPOCH = date(1970, 1, 1)


def fill(
    library: Library,
    write: Callable[[Path, date], list[Path]],
    touches: Callable[[date], tuple[DemoTouch, ...]],
) -> None:
    """Import what `write` writes and do by hand what `touches` says. Blocks: not for the window's thread."""
    before = newest_step(library)
    today = datetime.fromtimestamp(library.clock() / 1000, UTC).date()
    with tempfile.TemporaryDirectory(prefix="relate-demo-") as folder:
        for path in write(Path(folder), today):
            library.imports.start([path]).future.result()
    by_slug = _by_slug(library)
    waiting = [future for touch in touches(today) for future in _do(library, touch, by_slug)]
    for future in waiting:
        future.result()
    remember(library, before)


def _by_slug(library: Library) -> Mapping[str, int]:
    everybody = library.people.ids(PeopleQuery(shown=Shown.EVERYONE))
    return {
        identity.key: person
        for person, identities in library.people.identities(everybody).items()
        for identity in identities
        if identity.network == "linkedin" and identity.kind == "profile"
    }


def _called(slug: str, by_slug: Mapping[str, int]) -> list[int]:
    if slug.endswith("*"):
        return [person for known, person in sorted(by_slug.items()) if known.startswith(slug[:-1])]
    return [by_slug[slug]] if slug in by_slug else []


def _do(library: Library, touch: DemoTouch, by_slug: Mapping[str, int]) -> list[Future[Any]]:
    whom = [person for slug in touch.people for person in _called(slug, by_slug)]
    if touch.people and not whom:
        return []
    people = library.people
    match touch.what:
        case Touch.TALK:
            day = Moment.of_day(touch.day) if touch.day else Moment(library.clock())
            return [library.timeline.log(Talk(tuple(whom), day, touch.channel, touch.text))]
        case Touch.CIRCLE:
            return [people.set_circle(whom, touch.number)]
        case Touch.TAG:
            return [people.add_tag(whom, touch.text)]
        case Touch.NOTE:
            return [people.set_note(person, touch.text) for person in whom]
        case Touch.HOW_MET:
            return [people.set_fact(person, "how_met", touch.text) for person in whom]
        case Touch.RHYTHM:
            return [people.set_rhythm(whom, touch.number)]
        case Touch.STATE:
            return [people.set_state(whom, State(touch.text))]
        case Touch.EVENT | Touch.ON_ITS_LIST | Touch.INTRODUCED | Touch.OFFERS | Touch.LOOKING | Touch.WISH:
            return _meet(library, touch, whom)
        case _:
            due = (touch.day - _EPOCH).days if touch.day else None
            return [library.thread.add(person, touch.what.value, touch.text, due) for person in whom]


def _meet(library: Library, touch: DemoTouch, whom: list[int]) -> list[Future[Any]]:
    """Events, introductions, and what is looked for."""
    day = Moment.of_day(touch.day) if touch.day else None
    match touch.what:
        case Touch.EVENT:
            key = library.events.make(Told(touch.text, day, day, touch.place)).result()
            return [library.events.add_people(key, whom)]
        case Touch.ON_ITS_LIST:
            key = next(event.key for event in library.events.all() if event.name == touch.text)
            return [library.events.add_people(key, whom, met=False)]
        case Touch.INTRODUCED:
            return [library.introductions.introduced(whom[0], whom[1], touch.text, day)]
        case Touch.OFFERS:
            return [library.seeking.keep(person, Trait.OFFERS, touch.text) for person in whom]
        case Touch.LOOKING:
            return [library.looking.set_line(touch.text)]
        case _:
            return [library.to_meet.wish(touch.text)]
