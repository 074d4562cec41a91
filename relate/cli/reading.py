"""The commands that read: people, timeline, reconnect, duplicates, news, imports, history, export, check, backup; those
about whom one met and wants to meet are in meeting.py."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path
from typing import TextIO

from relate.cli import exporting, meeting
from relate.cli.shapes import (
    BY_HAND,
    NAMELESS,
    card_json,
    import_json,
    interaction_json,
    news_json,
    pair_json,
    person_json,
    step_json,
)
from relate.cli.tables import Value, day, iso, write_json, write_json_list, write_table
from relate.domain.errors import KnownError, NoSuchThing
from relate.domain.evidence import clauses
from relate.domain.moments import Moment
from relate.domain.records import Direction, Kind
from relate.services.backups import Backups
from relate.services.checking import Finding, check
from relate.services.people_views import PeopleViews
from relate.services.reading import ReadLibrary
from relate.services.views import (
    PeopleQuery,
    Shown,
    Sort,
    TimelineRow,
)

_PAGE = 500
_YEARS = range(3, 9999)
"""Of which the calendar has the two years that a card draws, and the same day in every zone."""
_SHOWN = {"talked": Shown.TALKED_TO, "connected": Shown.ONLY_CONNECTED, "everyone": Shown.EVERYONE}


def run(library: ReadLibrary, words: Namespace, out: TextIO) -> int:
    """Answer one reading command; the exit status."""
    return _COMMANDS[words.command](library, words, out)


def _people(library: ReadLibrary, words: Namespace, out: TextIO) -> int:
    query = PeopleQuery(shown=_SHOWN[words.shown], text=words.text, sort=Sort(words.sort.replace("-", " ")))
    ids = library.people.ids(query)[: words.limit]
    if words.json:
        write_json_list(out, _people_json(library, ids))
        return 0
    rows = (row for page in _paged(ids) for row in library.people.rows(page))
    write_table(
        out,
        ("id", "name", "role", "company", "last contact", "", "from"),
        (
            (row.id, row.name, row.role, row.company, day(row.last_contact), row.freshness, ", ".join(row.networks))
            for row in rows
        ),
    )
    return 0


def _people_json(library: ReadLibrary, ids: Sequence[int]) -> Iterator[Value]:
    for page in _paged(ids):
        identities = library.people.identities(page)
        rhythms = library.people.rhythms(page)
        for row in library.people.rows(page):
            yield person_json(row, identities.get(row.id, []), rhythms.get(row.id))


def _timeline(library: ReadLibrary, words: Namespace, out: TextIO) -> int:
    rows = _timeline_rows(library, words)
    if words.json:
        write_json_list(out, (interaction_json(row, _whole(library, row)) for row in rows))
        return 0
    write_table(
        out,
        ("when", "kind", "", "with", "from", "text"),
        (
            (
                _when(row),
                row.kind.value,
                {Direction.IN: "in", Direction.OUT: "out"}.get(row.direction, ""),
                ", ".join(name or NAMELESS for _, name in row.people[:4]),
                row.network or BY_HAND,
                " ".join((row.title + " " + row.text[:300]).split()),
            )
            for row in rows
        ),
    )
    return 0


def _when(row: TimelineRow) -> str:
    if row.at is None:
        return "undated"
    return row.at.iso() if row.since is None else f"between {row.since.iso()} and {row.at.iso()}"


def _timeline_rows(library: ReadLibrary, words: Namespace) -> Iterator[TimelineRow]:
    """The newest rows, as many as are wanted. Raises NoSuchThing at once, before anything is written."""
    if words.person is None:
        pages = library.timeline.pages(text=words.text)
    else:
        person = named_person(library.people, words.person)
        ids = library.timeline.ids(person, text=words.text)[: words.limit]
        pages = (library.timeline.rows(page, person) for page in _paged(ids))
    return islice(chain.from_iterable(pages), words.limit)


def _whole(library: ReadLibrary, row: TimelineRow) -> str:
    """What a row says: its words, else what it is called; of an endorsement the skill."""
    if row.cut:
        return library.timeline.text(row.id)
    if row.since is not None and row.detail:
        return f"{row.text}, {row.detail}"
    return row.text or row.title or (row.detail if row.kind is Kind.ENDORSEMENT else "")


def named_person(people: PeopleViews, named: str) -> int:
    """The person that a number or a name means."""
    named = named.encode("utf-8", "replace").decode()  # what no text can be nobody is called
    if named.isascii() and named.isdigit():
        person = people.current(int(named)) if len(named) < 19 else None
        if person is not None:
            return person
    found = people.named(named)
    if len(found) == 1:
        return found[0]
    if not found:
        raise NoSuchThing(f"There is nobody called {named} in this library.")
    raise NoSuchThing(f"{len(found)} people are called {named}: take the number of one of them ({_listed(found)}).")


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers[:8])) + (", …" if len(numbers) > 8 else "")


def _reconnect(library: ReadLibrary, words: Namespace, out: TextIO) -> int:
    cards = library.reconnect.in_order(_instant(words.at), words.limit)
    if words.json:
        write_json(out, [card_json(card) for card in cards])
        return 0
    write_table(
        out, ("person", "name", "", "why"), ((card.person, card.name, card.section, card.why) for card in cards)
    )
    return 0


def _instant(text: str | None) -> int | None:
    """UTC ms of --at: a date alone is its noon, which is that day in nearly every zone."""
    if text is None:
        return None
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        when = None
    if when is None or when.year not in _YEARS:
        raise KnownError(f"{text} is no time: write it like 2026-11-20 or 2026-11-20T09:30Z.")
    if len(text) <= 10:
        when = when.replace(hour=12)
    return Moment.of(when if when.tzinfo else when.replace(tzinfo=UTC)).ms


def _duplicates(library: ReadLibrary, words: Namespace, out: TextIO) -> int:
    pairs = library.review.pairs()
    if words.json:
        write_json_list(out, map(pair_json, pairs))
        return 0
    write_table(
        out,
        ("id", "name", "id", "name", "", "", "because", "against"),
        ((*pair.a, *pair.b, pair.verdict, f"{pair.probability:.1%}", *clauses(pair.evidence)) for pair in pairs),
    )
    return 0


def _news(library: ReadLibrary, words: Namespace, out: TextIO) -> int:
    if words.json:
        write_json_list(out, (news_json(item) for item in library.news.items()))
        return 0
    told = library.news.told()
    rows = {row.id: row for page in _paged([one.person for one in told]) for row in library.people.rows(page)}
    write_table(
        out,
        ("between", "and", "name", "what", "before"),
        (
            (day(one.before_ms), day(one.after_ms), rows[one.person].name, one.now, one.was)
            for one in told
            if one.person in rows
        ),
    )
    return 0


def _imports(library: ReadLibrary, words: Namespace, out: TextIO) -> int:
    reports = library.imports.list()
    if words.json:
        write_json(out, [import_json(report) | {"state": report.state, "step": report.step} for report in reports])
        return 0
    write_table(
        out,
        ("id", "read", "source", "as of", "people", "rows", "state"),
        (
            (
                report.id,
                day(report.at_ms),
                report.title,
                day(report.snapshot_ms),
                report.people_new,
                sum(file.rows for file in report.files),
                report.state,
            )
            for report in reports
        ),
    )
    return 0


def _history(library: ReadLibrary, words: Namespace, out: TextIO) -> int:
    steps = library.history.steps(words.text, words.limit)
    if words.json:
        write_json(out, [step_json(step) for step in steps])
        return 0
    write_table(
        out,
        ("step", "when", "what", ""),
        (
            (step.id, (iso(step.at_ms) or "")[:16].replace("T", " "), step.title, "taken back" if step.undone else "")
            for step in steps
        ),
    )
    return 0


def _export(library: ReadLibrary, words: Namespace, out: TextIO) -> int:
    if words.format == "csv":
        exporting.write_csv_export(library.export, out, words.raw)
    else:
        exporting.write_json_export(library.export, out)
    return 0


def _check(library: ReadLibrary, words: Namespace, out: TextIO) -> int:
    return tell_findings(check(library.path), words, out)


def tell_findings(found: Sequence[Finding], words: Namespace, out: TextIO, repaired: bool = False) -> int:
    """What `relate check` found: 0 when all is well now, 1 when something is left that differs."""
    mended = [one for one in found if repaired and one.derived]
    if words.json:
        write_json(
            out,
            {
                "ok": len(mended) == len(found),
                "findings": [{"text": one.says, "repaired": one in mended} for one in found],
            },
        )
    else:
        out.writelines(one.says + (" Written anew." if one in mended else "") + "\n" for one in found)
        if not found:
            out.write("Everything is as it should be.\n")
    return 0 if len(mended) == len(found) else 1


def backup(path: Path, words: Namespace, out: TextIO) -> int:
    """Make a copy, or list those there are. Needs no window to be closed: the copy is taken online."""
    backups = Backups(path)
    copies = backups.list() if words.list else [backups.make()]
    if words.json:
        write_json(
            out, [{"file": str(copy.path), "made_at": iso(copy.made_ms), "bytes": copy.bytes} for copy in copies]
        )
        return 0
    if words.list:
        write_table(
            out, ("made", "size", "file"), ((iso(c.made_ms), f"{c.bytes / 1e6:.1f} MB", c.path) for c in copies)
        )
    else:
        out.write(f"{copies[0].path}\n")
    return 0


def _paged(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _PAGE):
        yield ids[start : start + _PAGE]


_COMMANDS: dict[str, Callable[[ReadLibrary, Namespace, TextIO], int]] = {
    "people": _people,
    "timeline": _timeline,
    "reconnect": _reconnect,
    "duplicates": _duplicates,
    "news": _news,
    "events": meeting.events,
    "wanted": meeting.wanted,
    "imports": _imports,
    "history": _history,
    "export": _export,
    "check": _check,
}
