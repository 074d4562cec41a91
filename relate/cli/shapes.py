"""The shapes of the answers in JSON. Scripts rely on them: fields are added, never renamed or taken away."""

from __future__ import annotations

from collections.abc import Sequence

from relate.cli.tables import Value, day, iso
from relate.domain.records import Direction
from relate.services.news import NewsItem
from relate.services.review import Pair
from relate.services.views import Card, IdentityView, ImportReport, PersonRow, Rhythm, StepView, TimelineRow

BY_HAND = "you"
"""The source of what the user entered."""
NAMELESS = "closed account"
"""Who took part and has no name: closed accounts are nobody's."""


def person_json(row: PersonRow, identities: Sequence[IdentityView], rhythm: Rhythm | None) -> dict[str, Value]:
    """A person as `people --json` has it."""
    days = None if rhythm is None else rhythm.days
    return {
        "id": row.id,
        "name": row.name,
        "company": row.company,
        "role": row.role,
        "circle": row.circle,
        "state": row.state.value,
        "freshness": row.freshness.value,
        "last_contact": iso(row.last_contact),
        "rhythm_days": None if days is None else round(days, 2),
        "sources": list(row.networks),
        "identities": [{"network": one.network, "kind": one.kind, "key": one.key} for one in identities],
    }


def interaction_json(row: TimelineRow, text: str) -> dict[str, Value]:
    """An interaction as `timeline --json` has it; the owner is not among its people.

    What two archives tell by their difference has the precision "between": from `since` to `at`.
    """
    return {
        "id": row.id,
        "at": row.at.iso() if row.at else None,
        "precision": "between" if row.since else row.at.precision.name.lower() if row.at else None,
        **({"since": row.since.iso()} if row.since else {}),
        "source": row.network or BY_HAND,
        "kind": row.kind.value,
        "direction": {Direction.IN: "in", Direction.OUT: "out"}.get(row.direction, "none"),
        "people": [{"id": person, "name": name or NAMELESS} for person, name in row.people],
        "text": text,
    }


def news_json(item: NewsItem) -> dict[str, Value]:
    """What changed as `news --json` has it: the dates are those of the two archives."""
    return {
        "person": item.person,
        "kind": item.kind,
        "before": item.before,
        "after": item.after,
        "after_date": day(item.after_ms),
        "before_date": day(item.before_ms),
    }


def card_json(card: Card) -> dict[str, Value]:
    """Somebody to reconnect with as `reconnect --json` has them."""
    return {
        "person": card.person,
        "name": card.name,
        "section": card.section,
        "why": card.why,
        "as_of": iso(card.as_of),
        "reasons": [
            {"kind": reason.kind, "text": reason.text, "records": list(reason.records)} for reason in card.reasons
        ],
    }


def pair_json(pair: Pair) -> dict[str, Value]:
    """Two people that may be one as `duplicates --json` has them. a and b are persons; against: what speaks against."""
    return {
        "a": pair.a[0],
        "b": pair.b[0],
        "names": [pair.a[1], pair.b[1]],
        "probability": round(pair.probability, 4),
        "verdict": pair.verdict.value,
        "evidence": [{"kind": str(one.kind), "text": one.text(), "against": not one.favours} for one in pair.evidence],
    }


def import_json(report: ImportReport) -> dict[str, Value]:
    """An import and what became of each row: rows = new + matched + updated + unchanged + skipped."""
    return {
        "id": report.id,
        "source": report.source,
        "title": report.title,
        "snapshot_at": iso(report.snapshot_ms),
        "files": [
            {
                "name": file.name,
                "rows": file.rows,
                "new": file.new,
                "matched": file.matched,
                "updated": file.updated,
                "unchanged": file.unchanged,
                "skipped": file.skipped,
                "reasons": dict(file.reasons),
            }
            for file in report.files
        ],
        "people_new": report.people_new,
        "people_matched": report.people_matched,
        "interactions_new": report.interactions_new,
        "seconds": round(report.seconds, 3),
    }


def step_json(step: StepView) -> dict[str, Value]:
    """A step as `history --json` has it."""
    return {
        "id": step.id,
        "at": iso(step.at_ms),
        "title": step.title,
        "people": [{"id": person, "name": name} for person, name in step.people],
        "others": step.others,
        "undone": step.undone,
        "can_undo": step.can_undo,
        "import": step.import_id,
    }
