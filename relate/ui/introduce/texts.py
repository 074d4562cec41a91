"""The sentences of *Introduce …*."""

from __future__ import annotations

from relate.domain.introducing import Because, Common, Outcome
from relate.domain.records import Field
from relate.services.introductions import Brief, Pair
from relate.services.views import Asked, Clause
from relate.ui.words import day_known, one_line, short_day, tr

LONGEST = 90
"""Characters of what somebody said that stand in a line of evidence."""


def command() -> str:
    return tr("Introduce …")


def whom(name: str) -> str:
    return tr("Introduce {name} to …", name=_name(name))


def both(pair: Pair) -> str:
    return tr("{one} and {other}", one=_name(pair.one.name), other=_name(pair.other.name))


def by_name() -> str:
    return tr("Somebody else, by name")


def looking() -> str:
    return tr("Looking who would be glad to meet …")


def nobody_stands_out(name: str) -> str:
    return tr(
        "Nobody stands out for {name} yet: what they look for and offer, on their page, tells more.",
        name=_first(name),
    )


def nothing_speaks() -> str:
    return tr("Nothing in your library speaks for it; you may know better.")


def because(found: Because, pair: Pair) -> str:
    """One thing that speaks for it, as a sentence without its full stop."""
    a, b = (_first(brief.name) for brief in _in_order(found, pair))
    detail, value = one_line(found.detail, LONGEST), one_line(found.value, LONGEST)
    match found.common:
        case Common.SEEKS:
            return tr("{seeks}; {has}", seeks=_looks_for(a, detail), has=_has(found.field, b, value))
        case Common.ROLE if detail.casefold() == value.casefold():
            return tr("They do the same work: {one}", one=detail)
        case Common.ROLE:
            return tr("They do the same work: {one}, {other}", one=detail, other=value)
        case Common.TAG:
            return tr("Both have your tag #{tag}", tag=detail)
        case Common.WAS_THERE:
            return tr("{a} was at {company}, where {b} is now", a=a, b=b, company=detail)
        case Common.PLACE:
            return tr("Both are in {place}", place=detail)
        case Common.CIRCLE:
            return tr("Both are in your circle of {n}", n=detail)
        case Common.COMPANY:
            return tr("Both are at {company}: they may know each other", company=detail)
        case Common.EVENT:
            return tr("Both were at {event}: they may have met", event=detail)
        case Common.GROUP:
            return tr("Both are in a group conversation of yours: they may know each other")


def clauses(found: Because, pair: Pair) -> tuple[tuple[Clause, int], ...]:
    """The parts of the sentence that lead to a record, each with whose timeline holds it."""
    one, other = _in_order(found, pair)
    detail, value = one_line(found.detail, LONGEST), one_line(found.value, LONGEST)
    led: list[tuple[Clause, int]] = []
    if found.record is not None:
        led.append((Clause(_looks_for(_first(one.name), detail), (found.record,)), one.person))
    if found.has_record is not None:
        led.append((Clause(_has(found.field, _first(other.name), value), (found.has_record,)), other.person))
    return tuple(led)


def _in_order(found: Because, pair: Pair) -> tuple[Brief, Brief]:
    """Whose it is before the other."""
    return (pair.other, pair.one) if found.person == pair.other.person else (pair.one, pair.other)


def _looks_for(name: str, what: str) -> str:
    return tr("{a} looks for “{what}”", a=name, what=what)


def _has(field: str, name: str, value: str) -> str:
    match field:
        case "said":
            return tr("{b} said “{value}”", b=name, value=value)
        case Field.OFFERS:
            return tr("{b} offers “{value}”", b=name, value=value)
        case Field.ROLE | Field.HEADLINE:
            return tr("{b} is {value}", b=name, value=value)
        case Field.COMPANY:
            return tr("{b} is at {value}", b=name, value=value)
        case Field.NOTE:
            return tr("your note on {b}: “{value}”", b=name, value=value)
        case "tag":
            return tr("{b} has your tag #{value}", b=name, value=value)
    return tr("{b}: {value}", b=name, value=value)


def draft(pair: Pair) -> str:
    """A text for both, to be changed before it goes. What only the user knows (tags, circles, notes) is not in it."""
    one, other = pair.one, pair.other
    lines = [
        tr("Hello {one}, hello {other},", one=_first(one.name), other=_first(other.name)),
        "",
        tr("I think you two should know each other."),
        *(said for brief in (one, other) if (said := _who(brief))),
        *(said for found in pair.because if (said := _told(found, pair))),
        "",
        tr("I leave the rest to you."),
    ]
    return "\n".join(lines)


def _who(brief: Brief) -> str:
    name, role, company = _first(brief.name), one_line(brief.role, 80), one_line(brief.company, 80)
    if role and company:
        return tr("{name}: {role}, {company}.", name=name, role=role, company=company)
    if company:
        return tr("{name}: {company}.", name=name, company=company)
    return tr("{name}: {role}.", name=name, role=role) if role else ""


def _told(found: Because, pair: Pair) -> str:
    one, other = _in_order(found, pair)
    detail = one_line(found.detail, LONGEST)
    if found.common is Common.SEEKS:
        return tr("{a} looks for {what}, and {b} may help.", a=_first(one.name), b=_first(other.name), what=detail)
    if found.common is Common.PLACE:
        return tr("You are both in {place}.", place=detail)
    if found.common is Common.WAS_THERE:
        return tr("{a} was at {company} too.", a=_first(one.name), company=detail)
    return ""


def text_for_both() -> str:
    return tr("A text for both")


def copy() -> str:
    return tr("Copy")


def copied() -> str:
    return tr("The text is copied.")


def write_to(name: str) -> str:
    return tr("Write to {name}", name=_first(name))


def mail_both() -> str:
    return tr("One mail to both")


def opened(name: str) -> str:
    return tr("The text is copied: paste it where you write to {name}.", name=_first(name))


def nowhere(name: str) -> str:
    return tr("No way to {name} is known: the text is copied, send it where you talk.", name=_first(name))


def promise() -> str:
    return tr("Promise it")


def is_promised() -> str:
    return tr("Promised to both")


def promised(pair: Pair) -> str:
    return tr("Promised to {both}", both=both(pair))


def in_thread(name: str) -> str:
    """How the promise stands in the thread of the other one."""
    return tr("an introduction to {name}", name=_name(name))


def make() -> str:
    return tr("They are introduced")


def made(pair: Pair) -> str:
    return tr("{both} are introduced; in two weeks it is asked what came of it.", both=both(pair))


def made_before(at: int) -> str:
    return tr("You introduced them on {day}.", day=short_day(day_known(at)))


def somebody_else() -> str:
    return tr("Somebody else")


# -------------------------------------------------------------------------------------- what came of it


def you_introduced() -> str:
    return tr("You introduced")


def asked(one: Asked) -> str:
    return tr(
        "{one} and {other}, on {day}. Did they talk?",
        one=_name(one.one[1]),
        other=_name(one.other[1]),
        day=short_day(day_known(one.at)),
    )


def answers() -> tuple[tuple[str, Outcome], ...]:
    return (
        (tr("They talked"), Outcome.TALKED),
        (tr("Nothing came of it"), Outcome.NOTHING),
        (tr("Not known"), Outcome.NOT_KNOWN),
    )


def noted(one: Asked) -> str:
    return tr("Noted with {one} and {other}", one=_name(one.one[1]), other=_name(one.other[1]))


def outcome(detail: str) -> str:
    """What came of it, as it stands in a timeline; nothing where that is not known."""
    said = {Outcome.TALKED.value: tr("they talked"), Outcome.NOTHING.value: tr("nothing came of it")}
    return said.get(detail, "")


def _name(name: str) -> str:
    return one_line(name, 60) or tr("somebody without a name")


def _first(name: str) -> str:
    parts = one_line(name, 80).split()
    return parts[0] if parts else tr("somebody without a name")
