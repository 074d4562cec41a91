"""The cells by the entity that the journal calls them. What each ref and value means: cells.py."""

from __future__ import annotations

from typing import Final

from relate.domain.changes import What
from relate.store.cells import Cell, Effect, RowCell, SettingCell
from relate.store.contact_cells import OverrideCell, TalkCell, ThreadCell
from relate.store.event_cells import AttendanceCell, EventCell, MarkCell, PlainCell, WishCell
from relate.store.people_cells import FactCell, KeyCell, LinkCell, OwnerCell, PersonCell

_TIE = What.TIES | What.PEOPLE | What.SUGGESTIONS
_REMOVAL = _TIE | What.TIMELINE

CELLS: Final[dict[str, Cell]] = {
    "fact": FactCell(),
    "circle": RowCell("circle_member", ("identity",), ("circle", "since"), _TIE, Effect.LINE),
    "rhythm": RowCell("rhythm_set", ("identity",), ("days", "since"), _TIE, Effect.LINE),
    "state": RowCell("person_state", ("identity",), ("state", "since"), _TIE, Effect.LINE),
    "removed": RowCell("removed", ("identity",), ("at",), _REMOVAL, Effect.LINE, bare=True),
    "tag": RowCell("tag", ("identity", "name"), (), What.PEOPLE | What.FACTS, Effect.LINE),
    "key": KeyCell(),
    "link": LinkCell(),
    "person": PersonCell(),
    "owner": OwnerCell(),
    "thread": ThreadCell(
        "thread_item",
        ("uid",),
        ("identity", "kind", "text", "due_day", "done", "found_in", "at"),
        What.FACTS | What.SUGGESTIONS,
        Effect.LINE,
    ),
    "act": RowCell(
        "suggestion_act", ("uid",), ("identity", "act", "at", "until_day", "reason"), What.SUGGESTIONS, Effect.NONE
    ),
    "talk": TalkCell(),
    "override": OverrideCell(),
    "event": EventCell(),
    "attendance": AttendanceCell(),
    "mark": MarkCell(
        "event_mark",
        ("event", "identity"),
        ("mark", "at"),
        What.EVENTS | What.PEOPLE | What.SUGGESTIONS,
        Effect.LINE,
    ),
    "round": PlainCell("event_round", ("event",), ("first_day", "at"), What.EVENTS | What.SUGGESTIONS, Effect.NONE),
    "no_event": PlainCell("no_event", ("first_day", "last_day", "network", "title"), (), What.EVENTS, Effect.NONE),
    "looking": PlainCell("looking_for", ("uid",), ("text", "at"), What.WISHES | What.SUGGESTIONS, Effect.NONE),
    "wish": WishCell("typed_wish", ("uid",), ("name", "company", "identity", "at"), What.WISHES, Effect.NONE),
    "unwanted": RowCell("unwanted", ("identity",), ("at",), What.WISHES, Effect.NONE, bare=True),
    "unwished": PlainCell("unwished", ("wish",), ("at",), What.WISHES, Effect.NONE, bare=True),
    "face": RowCell("photo_pin", ("identity",), ("sha", "since"), What.PEOPLE | What.FACTS, Effect.NONE),
    "company": PlainCell(
        "company_link", ("a", "b"), ("said_a", "said_b"), _TIE | What.WISHES | What.EVENTS, Effect.ANYBODY
    ),
    "setting": SettingCell(),
}
