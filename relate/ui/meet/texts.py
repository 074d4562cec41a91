"""The sentences of the place *To meet*."""

from __future__ import annotations

from relate.services.to_meet_views import Evidence, FollowedView, LineView, Source, SourceView, Wanted
from relate.ui import words
from relate.ui.words import counted, network_name, one_line, tr

_FIELDS = {
    "offers": "offers",
    "note": "your note",
    "how_met": "how you met",
    "tag": "tag",
    "place": "place",
    "address": "address",
}


def title() -> str:
    return tr("To meet")


def says() -> str:
    return tr("What you look for, and whom you want to know. Whoever you talk with leaves this page.")


def line_hint(n: int) -> str:
    """Something to look for, in the n-th line from 0."""
    return (tr("distributors in Iberia"), tr("a designer who has time"), tr("somebody at a hospital"))[n]


def fit(line: LineView) -> str:
    return counted(line.count, "{n} person fits", "{n} people fit")


def nobody_fits() -> str:
    return tr("Nobody you know fits. Whoever only looks for the same is left out.")


def evidence(found: Evidence) -> str:
    """ "Distributor for Iberia" as it stands; notes and words said are quoted."""
    text = one_line(found.text, 160)
    if found.record is not None:
        return tr("said “{text}”", text=text)
    if (field := _FIELDS.get(found.field)) is not None:
        return tr("{field}: “{text}”", field=tr(field), text=text)
    return text


def chip(source: Source, n: int) -> str:
    """A filter: "Invited 39"."""
    names = {
        Source.TYPED: tr("Typed"),
        Source.ASKED: tr("They invited you"),
        Source.INVITED: tr("You invited them"),
        Source.LISTED: tr("From events"),
        Source.PROFILE: tr("Looked at"),
        Source.FOLLOW: tr("Followed"),
        Source.SUGGESTION: tr("Suggested"),
    }
    return f"{names[source]} {words.number(n)}"


def everybody(n: int) -> str:
    return tr("All {n}", n=words.number(n))


def source(said: SourceView) -> str:
    """ "LinkedIn invitation of 3 May 2026, not answered"."""
    network = network_name(said.network) if said.network else ""
    date = "" if said.at is None else words.long_day(words.day_of(said.at))
    match said.source:
        case Source.TYPED:
            return tr("typed by you on {date}", date=date) if date else tr("typed by you")
        case Source.INVITED:
            own = tr(" with words of your own") if said.own_text else ""
            if not date:
                return tr("your {network} invitation{own}, not answered", network=network, own=own)
            return tr("your {network} invitation of {date}{own}, not answered", network=network, date=date, own=own)
        case Source.ASKED:
            if not date:
                return tr("invited you on {network}, not answered", network=network)
            return tr("invited you on {network} on {date}, not answered", network=network, date=date)
        case Source.FOLLOW:
            since = tr(" since {date}", date=date) if date else ""
            return tr("you follow them on {network}{since}", network=network, since=since)
        case Source.LISTED:
            return tr("on the list of {event}, kept by you", event=one_line(said.network, 60))
        case Source.PROFILE:
            return tr("you looked for them on {network}", network=network)
        case Source.SUGGESTION:
            return tr("{network} thinks you may know them", network=network)


def sources(wanted: Wanted) -> str:
    """All that tells of them, as a sentence."""
    said = " · ".join(source(each) for each in wanted.sources)
    return said[:1].upper() + said[1:]


def does(wanted: Wanted) -> str:
    return one_line(", ".join(part for part in (wanted.role, wanted.company) if part), 160)


def through(wanted: Wanted) -> tuple[str, str]:
    """The words before and behind the names of those who may know them: ("May know them:", "at Contoso")."""
    if wanted.is_company:
        return tr("You know there:"), ""
    people = wanted.through
    first = people[0]
    alone = {each.kind for each in people} == {first.kind}
    if first.kind == "company" and alone:
        return tr("May know them:"), tr("at {company}", company=one_line(first.where, 60))
    if first.kind == "event" and {each.where for each in people} == {first.where}:
        return tr("May know them:"), tr("from {event}", event=one_line(first.where, 60))
    if first.kind == "group" and alone:
        return tr("May know them:"), tr("in the same group conversation")
    return tr("May know them:"), ""


def perhaps(name: str) -> str:
    return tr("{name} is among your people", name=one_line(name, 60))


def wish_hint() -> str:
    return tr("Somebody you want to meet: “Ana Silva of Contoso”")


def not_any_more() -> str:
    return tr("Not any more")


def gone(name: str) -> str:
    return tr("{name}: not any more", name=one_line(name, 60))


def looking() -> str:
    return tr("Looking whom you want to know …")


def nobody() -> str:
    return tr(
        "Nobody yet. Archives bring invitations without an answer, people you follow and never talked with, and "
        "profiles you looked at; or type somebody."
    )


def followed(n: int) -> str:
    return counted(n, "{n} company, page or group you follow", "{n} companies, pages and groups you follow")


def about(one: FollowedView) -> str:
    kinds = {"company": tr("company"), "page": tr("page"), "group": tr("group"), "group you run": tr("group you run")}
    network = network_name(one.network) if one.network else ""
    return " · ".join(part for part in (kinds.get(one.kind, one.kind), network) if part)
