"""What happened since we last talked: news of them, and what passed without being a talk; each leads to its record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from relate.domain.records import Kind
from relate.services.views import Clause, TimelineRow
from relate.ui.words import counted, one_line, tr

LEAST_DAYS: Final = 14
"""After a talk of last week there is nothing to catch up on."""
MOST_NEWS: Final = 3
COUNTED: Final = {
    Kind.REACTION: ("a reaction", "{n} reactions"),
    Kind.COMMENT: ("a comment", "{n} comments"),
    Kind.REPLY: ("a reply", "{n} replies"),
    Kind.MENTION: ("a mention", "{n} mentions"),
    Kind.REPOST: ("a repost", "{n} reposts"),
    Kind.ENDORSEMENT: ("an endorsement", "{n} endorsements"),
    Kind.INTRODUCTION: ("you introduced them to somebody", "you introduced them to {n} people"),
    Kind.RECOMMENDATION: ("a recommendation", "{n} recommendations"),
    Kind.INVITATION: ("an invitation", "{n} invitations"),
    Kind.ATTEMPT: ("you tried to reach them once", "you tried to reach them {n} times"),
    Kind.MESSAGE: ("a message", "{n} messages"),
    Kind.MAIL: ("a mail", "{n} mails"),
}
"""What is counted, in the order in which it is said; messages that are no talk are greetings and the like."""
_SEPARATOR: Final = " · "


def since(rows: Sequence[TimelineRow]) -> tuple[str, tuple[Clause, ...]]:
    """The line and its clauses, each with its record; nothing where nothing happened. rows: newest first."""
    clauses = [Clause(one_line(row.text, 120), (row.id,)) for row in rows if row.kind is Kind.NEWS][:MOST_NEWS]
    clauses += [
        Clause(tr("both at {event}", event=one_line(row.title, 60)), (row.id,))
        for row in rows
        if row.kind is Kind.EVENT and row.title
    ][:MOST_NEWS]
    counts = Counter(row.kind for row in rows)
    for kind, forms in COUNTED.items():
        if counts[kind]:
            newest = next(row.id for row in rows if row.kind is kind)
            clauses.append(Clause(counted(counts[kind], *forms), (newest,)))
    if not clauses:
        return "", ()
    told = _SEPARATOR.join(clause.text for clause in clauses)
    return tr("Since you last talked: {told}", told=told), tuple(clauses)
